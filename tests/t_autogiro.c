/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "format/autogiro.h"
#include "t.h"

static struct arena arena;
static struct fault f;

/* Every column of a layout belongs to one field at most, within the width. */
static void
test_layouts(void)
{
	static const struct fixed_layout *const all[] = {
		&autogiro_opening_layout, &autogiro_debit_layout,
		&autogiro_payout_layout
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		size_t end = 1;
		T_CASE(all[i]->name);
		CHECK_INT(all[i]->columns, AUTOGIRO_COLUMNS);
		for (size_t k = 0; k < all[i]->fields_n; k++) {
			const struct fixed_field *field = &all[i]->fields[k];
			CHECK(field->column >= end && field->width > 0);
			end = field->column + field->width;
			if (field->literal)
				CHECK(strlen(field->literal) <= field->width);
		}
		CHECK(end <= AUTOGIRO_COLUMNS + 1);
	}
}

/*
 * Reads a file and writes it again; what was read, a line each:
 * `01 date customer bankgiro`, `82 date period times payer amount reference`.
 */
static enum autogiro_item
rewrite(struct str text, struct buf *out, struct buf *said)
{
	struct autogiro r = { .lines = { .rest = text } };
	enum autogiro_item item;
	char day[DATE_TEXT];
	while ((item = autogiro_next(&r, &arena, &f)) < AUTOGIRO_END) {
		const struct autogiro_payment *p = &r.payment;
		if (item == AUTOGIRO_OPENING) {
			CHECK(fixed_write(
			    out, &autogiro_opening_layout, &r.opening, &f));
			date_format(r.opening.written, day);
			buf_printf(said, "01 %s %.*s %.*s\n", day,
			    STR_ARG(r.opening.customer),
			    STR_ARG(r.opening.bankgiro));
			continue;
		}
		bool debit = item == AUTOGIRO_DEBIT;
		CHECK(fixed_write(out,
		    debit ? &autogiro_debit_layout : &autogiro_payout_layout, p,
		    &f));
		snprintf(day, sizeof(day), "at once");
		if (date_set(p->date))
			date_format(p->date, day);
		buf_printf(said, "%s %s %d %d %.*s %lld '%.*s'\n",
		    debit ? "82" : "32", day, (int)p->period, (int)p->times,
		    STR_ARG(p->payer), (long long)p->amount,
		    STR_ARG(p->reference));
	}
	return item;
}

/* The example of the technical manual as the facts have it. */
static void
test_example(void)
{
	struct buf out = BUF_INIT(10000), said = BUF_INIT(10000);
	struct str text =
	    STR("0120240416AUTOGIRO                                       "
		"     0069240009925256  \r\n"
		"82202404220    000000000020790200000008000000099252560040"
		"106553200145           \r\n");
	T_CASE("example");
	CHECK_INT(rewrite(text, &out, &said), AUTOGIRO_END);
	CHECK_STR(buf_str(&out), arena_str(&arena, text).p);
	CHECK_STR(buf_str(&said), "01 2024-04-16 6924 9925256\n82 2024-04-22 0"
				  " -1 207902 80000 '0040106553200145'\n");
	buf_free(&out);
	buf_free(&said);
}

#define OPENING "0120240416AUTOGIRO" BLANK44 "0069240009925256\n"
#define BLANK44 "                                            "
#define PAYMENT "82202404220    0000000000207902000000080000"

static void
test_bad_files(void)
{
	static const struct {
		const char *text, *place, *want;
	} cases[] = {
		{ "", "line 0", "an empty file" },
		{ " \r\n\r\n", "line 2", "an empty file" },
		{ "0320240416\n", "line 1", "a record of no known kind" },
		{ PAYMENT "0009925256\n", "line 1",
		    "the file does not begin with TK01" },
		{ OPENING, "line 1", "a section without records" },
		{ OPENING "\n" OPENING, "line 3", "a section without records" },
		{ OPENING PAYMENT "0009912346\n", "line 2",
		    "another bankgiro than that of TK01" },
		{ OPENING PAYMENT "\n", "line 2",
		    "TK82: bankgiro: is not a number with zeros before it" },
		{ OPENING "822024042290000000000000207902000000080000"
			  "0009925256\n",
		    "line 2", "TK82: columns 15 to 15 are not blank" },
		{ OPENING "82202404229    0000000000207902000000080000"
			  "0009925256\n",
		    "line 2", "an unknown period" },
		{ OPENING "82GENAST  1    0000000000207902000000080000"
			  "0009925256\n",
		    "line 2", "a period without a date" },
		{ OPENING "82202404220003 0000000000207902000000080000"
			  "0009925256\n",
		    "line 2", "a number of times without a period" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out = BUF_INIT(10000), said = BUF_INIT(10000);
		T_CASE(cases[i].want);
		CHECK_INT(
		    rewrite(str_of(cases[i].text), &out, &said), AUTOGIRO_BAD);
		CHECK_STR(f.place, cases[i].place);
		if (i != 8)
			CHECK_STR(f.text, cases[i].want);
		buf_free(&out);
		buf_free(&said);
	}
}

/* Bankgirot's own examples of files to Bankgirot, byte for byte. */
static void
test_real(const char *folder)
{
	static const char *const want[3] = {
		"01 2008-06-11 471117 9902346\n"
		"82 2008-06-12 0 -1 101 75000 '\xc3\x85RSKORT-2008'\n"
		"82 2008-06-12 0 -1 102 25050 'KVARTAL-2008'\n"
		"82 2008-06-30 5 6 103 110000 'M\xc3\x85NAD-2008'\n"
		"82 2008-06-30 6 3 2222101 500025 'KVARTAL-2008'\n"
		"82 at once 0 -1 3331022 35000 'KUNDNR5'\n"
		"32 2008-06-12 0 -1 7771014 12500 'UTBETALN'\n"
		"32 2008-06-12 0 -1 104 32500 'UTBETALN'\n"
		"32 2008-06-12 0 -1 105 3000 'UTBETALN1'\n"
		"32 2008-06-12 0 -1 5551004 3000 'UTBETALN2'\n",
		"01 2004-10-26 471117 9912346\n"
		"82 2004-10-27 0 -1 1020304051 75000 '\xc3\x85RSKORT-2005'\n"
		"82 2004-10-27 0 -1 2030405062 25000 'KVARTAL-2005'\n"
		"32 2004-10-28 0 -1 3040506073 12500 '\xc3\x85TERBET'\n",
		"01 2004-10-26 471117 9912346\n"
		"82 2004-10-27 0 -1 3334451 75000 'FAKT 12345678'\n"
		"82 2004-10-27 0 -1 4445062 25000 'FAKT 34567899'\n"
		"32 2004-10-28 0 -1 5550731 125000 'FAKT 78787878'\n",
	};
	for (int i = 0; i < 3; i++) {
		char path[4096];
		struct buf text = BUF_INIT(1 << 18), out = BUF_INIT(1 << 16);
		struct buf said = BUF_INIT(1 << 16);
		snprintf(path, sizeof(path),
		    "%s/byrokrat-payment-request-%d.txt", folder, i + 1);
		T_CASE(path);
		CHECK(file_read(path, &text));
		CHECK_INT(rewrite(buf_str(&text), &out, &said), AUTOGIRO_END);
		CHECK_INT(out.n, text.n);
		CHECK(out.n && memcmp(text.p, out.p, out.n) == 0);
		CHECK_STR(buf_str(&said), want[i]);
		buf_free(&text);
		buf_free(&out);
		buf_free(&said);
	}
}

int
main(void)
{
	char folder[2048];
	const char *shared = getenv("MC_SHARED");
	test_layouts();
	test_example();
	test_bad_files();
	snprintf(folder, sizeof(folder), "%s/data/sweden-bank/autogiro",
	    shared && *shared ? shared : "../shared");
	if (access(folder, R_OK) == 0)
		test_real(folder);
	else
		printf("# skip: %s is absent\n", folder);
	arena_free(&arena);
	return T_END();
}
