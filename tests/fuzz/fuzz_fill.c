/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a template; what compiles is filled from a record with and
 * without sections. As HTML no value opens a tag: with the template's own
 * marks taken away, none is left.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "claim.h"
#include "format/fill.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct payment_means means = { .account = STR("9912346"),
	.branch = STR("SE:BANKGIRO"),
	.reference = STR("<\xc2\x9b&>") };
static struct invoice_line lines[2] = { { .name = STR("<b>\n\x01") } };
static struct choice debit = { .date = { 2026, 12, 21 } };
static struct route route = { .payment = &debit, .payment_n = 1, .sheets = 3 };
static struct invoice invoice = { .number = STR("<19121212-1212>"),
	.currency = STR("SEK"),
	.payable = { -123450, 2, true },
	.due_date = { 2026, 11, 30 },
	.seller = { .name = STR("'\"<") },
	.payment = &means,
	.payment_n = 1,
	.lines = lines,
	.lines_n = 2 };

static size_t
count(struct str s, char c)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

static void
try(struct str text, enum fill_kind kind)
{
	const struct fill_source s = { text, "fuzz", 1, kind, UINT64_MAX >> 1,
		NULL };
	const struct record empty = { .mc = 1 };
	const struct record full = {
		.kind = STR("<invoice>"), .invoice = &invoice, .route = &route
	};
	struct arena a = { 0 };
	struct buf out = BUF_INIT(1 << 24);
	struct fault f = { .text = "" };
	const struct fill *t = fill_compile(&s, &a, &f);
	claim(t || (f.place[0] && f.text[0]));
	for (int lang = 0; t && lang < LANGUAGES; lang++) {
		buf_reset(&out);
		fill_write(t, &full, (enum language)lang, &a, &out);
		claim(utf8_check(out.p, out.n) == out.n);
		if (kind == FILL_HTML)
			claim(count(buf_str(&out), '<') <= count(text, '<'));
		fill_write(t, &empty, (enum language)lang, &a, &out);
	}
	buf_free(&out);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };
	try(text, FILL_LINE);
	try(text, FILL_TEXT);
	try(text, FILL_HTML);
	return 0;
}
