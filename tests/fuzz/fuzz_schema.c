/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as an XML document, held against the schemas of UBL. What is
 * found names a node of the tree, in one line of UTF-8.
 */
#include "base/text.h"
#include "claim.h"
#include "format/xread.h"
#include "rules/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { RENEW = 2000 };

static void
on_finding(void *arg, uint32_t node, xname attr, const char *text)
{
	const struct xtree *t = arg;
	struct str s = str_of(text);
	claim(node > 0 && node < t->nodes_n);
	claim(attr <= xnames_count(t->names));
	claim(s.n > 0 && utf8_check(s.p, s.n) == s.n);
	for (size_t i = 0; i < s.n; i++)
		claim((unsigned char)s.p[i] >= ' ');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct xreader *r;
	static unsigned runs;
	struct arena a = { 0 };
	struct xtree tree;
	struct fault f;
	struct str bytes = { (const char *)data, n };
	if (runs++ % RENEW == 0) {
		if (r)
			xreader_free(r);
		r = xreader_new();
	}
	if (xreader_read(r, bytes, (struct str)STR(""), NULL, &a, &tree, &f))
		schema_check(&tree, on_finding, &tree);
	arena_free(&a);
	return 0;
}
