/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a file to Bankgirot; each record that is read must be written
 * as the columns it was read from, and the whole must read the same again.
 */
#include <stdint.h>

#include "claim.h"
#include "format/autogiro.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Claims that b, from `at`, is the line in 80 columns and CR LF. */
static void
claim_same(const struct buf *b, size_t at, struct str line)
{
	claim(b->n - at == AUTOGIRO_COLUMNS + 2);
	claim(line.n <= AUTOGIRO_COLUMNS);
	claim(memcmp(b->p + at, line.p, line.n) == 0);
	for (size_t i = line.n; i < AUTOGIRO_COLUMNS; i++)
		claim(b->p[at + i] == ' ');
}

/* The line that the reader stands behind. */
static struct str
last_line(struct str text, size_t number)
{
	struct fixed_lines in = { .rest = text };
	struct str line = { NULL, 0 };
	while (in.number < number && fixed_line(&in, &line))
		;
	return line;
}

/* Writes what is read, up to the end or a fault; how it ended. */
static enum autogiro_item
rewrite(struct str text, struct buf *out, struct arena *a, bool looks)
{
	struct autogiro r = { .lines = { .rest = text } };
	struct fault f = { 0 };
	enum autogiro_item item;
	while ((item = autogiro_next(&r, a, &f)) < AUTOGIRO_END) {
		size_t at = out->n;
		bool ok =
		    item == AUTOGIRO_OPENING
			? fixed_write(
			      out, &autogiro_opening_layout, &r.opening, &f)
			: fixed_write(out,
			      item == AUTOGIRO_DEBIT ? &autogiro_debit_layout
						     : &autogiro_payout_layout,
			      &r.payment, &f);
		claim(ok);
		if (looks)
			claim_same(out, at, last_line(text, r.lines.number));
	}
	claim(item == AUTOGIRO_END || (f.text[0] && f.place[0]));
	return item;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = { 0 };
	struct buf once = BUF_INIT(1 << 26), twice = BUF_INIT(1 << 26);
	const struct str text = { (const char *)data, n };
	if (rewrite(text, &once, &a, n < 4096) == AUTOGIRO_END) {
		claim(
		    rewrite(buf_str(&once), &twice, &a, false) == AUTOGIRO_END);
		claim(str_eq(buf_str(&once), buf_str(&twice)));
	}
	buf_free(&once);
	buf_free(&twice);
	arena_free(&a);
	return 0;
}
