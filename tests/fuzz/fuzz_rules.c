/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as an XML document, held against the schema and all official
 * rules. Findings are about elements of the document, one line of good UTF-8
 * each, the same when it is checked again, and the same whether our scanner or
 * libxml2 read it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../xtree_same.h"
#include "base/buf.h"
#include "base/text.h"
#include "claim.h"
#include "rules/rules.h"
#include "ubl_mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
size_t LLVMFuzzerMutate(uint8_t *data, size_t n, size_t max);
size_t LLVMFuzzerCustomMutator(
    uint8_t *data, size_t n, size_t max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_n, const uint8_t *b,
    size_t b_n, uint8_t *out, size_t max, unsigned seed);

enum { NAMES_MANY = 20000, FINDINGS_MAX = 1 << 26 };

/* ---- checking -------------------------------------------------------------
 */

static struct xtwins twins;
static struct rules *rules;

/* What the findings of one check come to. */
struct findings {
	const struct xtree *tree;
	struct buf text; /* all of them, a line each */
};

static void
add(void *arg, const char *rule, enum rules_severity severity, uint32_t node,
    struct str text)
{
	struct findings *f = arg;
	claim(node >= 1 && node < f->tree->nodes_n);
	claim(*rule && text.n);
	claim(utf8_check(text.p, text.n) == text.n);
	for (size_t i = 0; i < text.n; i++)
		claim((unsigned char)text.p[i] >= ' ' && text.p[i] != 0x7f);
	claim(severity == RULES_FATAL || severity == RULES_WARNING);
	buf_printf(&f->text, "%s %d %u %.*s\n", rule, (int)severity, node,
	    STR_ARG(text));
}

static struct buf
check(enum rules_set set, const struct xtree *tree)
{
	struct findings f = { tree, BUF_INIT(FINDINGS_MAX) };
	rules_check(rules, set, tree, &twins.arena, add, &f);
	claim(!f.text.over);
	return f.text;
}

static void
check_same(enum rules_set set, const struct xtree *a, const struct xtree *b)
{
	struct buf one = check(set, a), two = check(set, b);
	claim(str_eq(buf_str(&one), buf_str(&two)));
	buf_free(&one);
	buf_free(&two);
}

/* Names only grow, and rules are made for the names. */
static void
renew(void)
{
	if (twins.names && xnames_count(twins.names) < NAMES_MANY)
		return;
	if (twins.names) {
		rules_free(rules);
		xtwins_close(&twins);
	}
	xtwins_open(&twins);
	rules = rules_new(twins.names);
}

/* A declaration is not the document's own (format/slice.h). */
static struct str
root_of(struct str s)
{
	const char *end = str_starts(s, "<?xml") ? memchr(s.p, '>', s.n) : NULL;
	return str_trim(end ? str_from(s, (size_t)(end + 1 - s.p)) : s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str none = { "", 0 };
	struct fault f;
	renew();
	/* of its own size, so that a look beyond the end is found */
	char *copy = xmalloc(n + !n);
	memcpy(copy, data, n);
	struct str bytes = root_of((struct str){ copy, n });
	struct xtree ours = { .names = twins.names }, theirs = ours;
	arena_reset(&twins.arena);
	bool scanned =
	    xscan_read(twins.scan, bytes, none, NULL, &twins.arena, &ours);
	bool read =
	    xsax_read(twins.sax, bytes, none, NULL, &twins.arena, &theirs, &f);
	claim(read || !scanned);
	if (read) {
		enum rules_set asked = rules_asked(&theirs);
		claim(!scanned || asked == rules_asked(&ours));
		for (enum rules_set set = RULES_EN16931;
		     set <= RULES_SELFBILLING; set++)
			check_same(set, scanned ? &ours : &theirs, &theirs);
	}
	free(copy);
	return 0;
}

/* ---- changing -------------------------------------------------------------
 */

static struct pieces pieces;

static size_t
result(const struct buf *b, uint8_t *out, size_t max)
{
	if (b->over || !b->n || b->n > max)
		return 0;
	memcpy(out, b->p, b->n);
	return b->n;
}

/* One change in eight is of bytes. */
size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned seed)
{
	pieces.seed = seed;
	size_t changes = 1 + pieces_draw(&pieces, 3), made = 0;
	if (pieces_draw(&pieces, 8) == 0)
		return LLVMFuzzerMutate(data, n, max);
	while (changes--) {
		struct buf b = BUF_INIT(1 << 24);
		pieces_find(&pieces, (struct str){ (char *)data, n });
		pieces_change(&pieces, &b);
		if ((made = result(&b, data, max)) > 0)
			n = made;
		buf_free(&b);
	}
	return made ? n : LLVMFuzzerMutate(data, n, max);
}

/* An element of b into a. */
size_t
LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_n, const uint8_t *b,
    size_t b_n, uint8_t *out, size_t max, unsigned seed)
{
	struct buf merged = BUF_INIT(1 << 24);
	struct str in = { "", 0 };
	pieces.seed = seed;
	pieces_find(&pieces, (struct str){ (const char *)b, b_n });
	if (pieces.n)
		in = pieces_of(&pieces, pieces_any(&pieces));
	pieces_find(&pieces, (struct str){ (const char *)a, a_n });
	if (pieces.n) {
		const struct piece *at = pieces_any(&pieces);
		bool instead = pieces_draw(&pieces, 2);
		pieces_splice(&pieces, &merged, at->from,
		    instead ? at->to : at->from, in);
	}
	size_t made = result(&merged, out, max);
	buf_free(&merged);
	return made;
}
