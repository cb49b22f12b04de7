/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as an XML document, in the scope that stands before a byte 1: what
 * our scanner takes libxml2 takes too, and makes the same tree of it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../xtree_same.h"
#include "claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { RENEW = 2000 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct xtwins twins;
	static int runs;
	struct str none = { "", 0 }, bytes = { (const char *)data, n };
	struct str scope = none;
	if (runs++ % RENEW == 0) { /* its names only grow */
		if (twins.names)
			xtwins_close(&twins);
		xtwins_open(&twins);
	}
	const char *mark = n ? memchr(data, 1, n) : NULL;
	if (mark) {
		scope = (struct str){ bytes.p, (size_t)(mark - bytes.p) };
		bytes = str_from(bytes, scope.n + 1);
	}
	/* of its own size, so that a look beyond the end is found */
	char *copy = xmalloc(bytes.n);
	if (bytes.n)
		memcpy(copy, bytes.p, bytes.n);
	bytes.p = copy;
	enum xtwins_found found = xtwins_read(&twins, bytes, scope, NULL);
	claim(found != XTWINS_REFUSED);
	claim(found != XTWINS_OTHER);
	free(copy);
	return 0;
}
