/* SPDX-License-Identifier: ISC */
#include "base/date.h"
#include "format/fixed.h"
#include "t.h"

struct sample {
	struct str name, number;
	int64_t amount, times;
	struct date day, when;
};

static const struct fixed_field rows[] = {
	FIXED_LITERAL(1, 2, "S1"),
	FIXED_ROW(sample, name, FIXED_TEXT, 3, 6),
	FIXED_ROW(sample, number, FIXED_DIGITS, 10, 5),
	FIXED_ROW(sample, amount, FIXED_NUMBER, 15, 4),
	FIXED_ROW_OR(sample, times, FIXED_NUMBER, 19, 2, ""),
	FIXED_ROW(sample, day, FIXED_DATE, 21, 8),
	FIXED_ROW_OR(sample, when, FIXED_DATE, 29, 8, "NOW"),
};
static const struct fixed_layout layout = FIXED_LAYOUT("S1", 38, rows);

static const struct fixed_field other_rows[] = {
	FIXED_LITERAL(1, 2, "S2"),
	FIXED_LITERAL(5, 4, "AB"),
};
static const struct fixed_layout other = FIXED_LAYOUT("S2", 38, other_rows);

static struct arena arena;
static struct fault f;

#define S(text) ((struct str)STR(text))

static struct sample
good(void)
{
	return (struct sample){ .name = S("\xc3\x85s\xc3\xb6"),
		.number = S("42"),
		.amount = 7,
		.times = -1,
		.day = { 2026, 2, 28 } };
}

static void
test_writing(void)
{
	struct buf b = BUF_INIT(1000);
	struct sample s = good();
	T_CASE("written");
	CHECK(fixed_write(&b, &layout, &s, &f));
	CHECK_STR(
	    buf_str(&b), "S1\xc5s\xf6    000420007  20260228NOW       \r\n");
	T_CASE("full to the brim");
	buf_reset(&b);
	s = (struct sample){ S("123456"), S("0000099999"), 9999, 99,
		{ 9999, 12, 31 }, { 1, 1, 1 } };
	CHECK(fixed_write(&b, &layout, &s, &f));
	CHECK_STR(buf_str(&b), "S1123456 999999999999999123100010101  \r\n");
	T_CASE("absent text is blank");
	buf_reset(&b);
	s = good();
	s.name = (struct str){ NULL, 0 };
	CHECK(fixed_write(&b, &layout, &s, &f));
	CHECK(memcmp(b.p, "S1       00042", 14) == 0);
	buf_free(&b);
}

/* Nothing is cut, nothing is guessed, and no value stands in the fault. */
static void
test_refusals(void)
{
	struct buf b = BUF_INIT(1000);
	struct sample s[12];
	static const char *const want[12] = {
		"S1: name: is too long",
		"S1: name: has a character that ISO 8859-1 does not have",
		"S1: name: has a control character",
		"S1: name: has a control character",
		"S1: number: has too many digits",
		"S1: number: is not a number",
		"S1: number: is not a number",
		"S1: amount: is missing or negative",
		"S1: amount: has too many digits",
		"S1: times: has too many digits",
		"S1: day: is missing",
		"S1: name: is too long",
	};
	char got[2 * FAULT_TEXT + 4], long_name[5000];
	memset(long_name, 'x', sizeof(long_name));
	for (int i = 0; i < 12; i++)
		s[i] = good();
	s[0].name = S("1234567");
	s[1].name = S("\xe2\x82\xac");
	s[2].name = S("a\r\nb");
	s[3].name = S("\xc2\x85");
	s[4].number = S("123456");
	s[5].number = S("12a");
	s[6].number = S("");
	s[7].amount = -1;
	s[8].amount = 10000;
	s[9].times = 100;
	s[10].day = (struct date){ 0 };
	s[11].name = (struct str){ long_name, sizeof(long_name) };
	for (int i = 0; i < 12; i++) {
		T_CASE(want[i]);
		CHECK(!fixed_write(&b, &layout, &s[i], &f));
		CHECK_INT(b.n, 0);
		snprintf(got, sizeof(got), "%s: %s", f.place, f.text);
		CHECK_STR(got, want[i]);
	}
	buf_free(&b);
}

static void
test_reading(void)
{
	struct sample s;
	T_CASE("read");
	CHECK(fixed_read(&layout,
	    S("S1\xc5s\xf6    000420007  20260228NOW       "), &s, &arena, &f));
	CHECK_STR(s.name, "\xc3\x85s\xc3\xb6");
	CHECK_STR(s.number, "42");
	CHECK_INT(s.amount, 7);
	CHECK_INT(s.times, -1);
	CHECK_INT(date_cmp(s.day, (struct date){ 2026, 2, 28 }), 0);
	CHECK(!date_set(s.when));
	T_CASE("blanks cut off, other ends");
	CHECK(fixed_read(&layout,
	    S("S1       000000000  20260228NOW\t \x1a\r\n"), &s, &arena, &f));
	CHECK(!s.name.p);
	CHECK_STR(s.number, "0");
	CHECK_INT(s.amount, 0);
}

static void
test_bad_lines(void)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{ "S2       000420007  20260228NOW",
		    "S1: S1: is not what it is" },
		{ "S1       000420007  20260228NOW       x",
		    "S1: the line is longer than 38 columns" },
		{ "S1       000420007  20260228NOW      x",
		    "S1: columns 37 to 38 are not blank" },
		{ "S1      x000420007  20260228NOW",
		    "S1: columns 9 to 9 are not blank" },
		{ "S1a\tb    000420007  20260228NOW",
		    "S1: name: has a control character" },
		{ "S1          420007  20260228NOW",
		    "S1: number: is not a number with zeros before it" },
		{ "S1       00042 007  20260228NOW",
		    "S1: amount: is not a number with zeros before it" },
		{ "S1       000420007 120260228NOW",
		    "S1: times: is not a number with zeros before it" },
		{ "S1       000420007  20260229NOW", "S1: day: is not a date" },
		{ "S1       000420007  2026022 NOW", "S1: day: is not a date" },
		{ "S1       000420007  20260228NOWT",
		    "S1: when: is not a date" },
		{ "S1       000420007  20260228", "S1: when: is not a date" },
		{ "", "S1: S1: is not what it is" },
	};
	struct sample s;
	char got[2 * FAULT_TEXT + 4];
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].line);
		CHECK(!fixed_read(
		    &layout, str_of(cases[i].line), &s, &arena, &f));
		snprintf(got, sizeof(got), "%s: %s", f.place, f.text);
		CHECK_STR(got, cases[i].want);
	}
}

static void
test_finding(void)
{
	const struct fixed_layout *const list[] = { &layout, &other };
	struct fixed_lines in = {
		.rest =
		    S("\r\nS2  AB\r\n \t\r\nS1x\nS2  ABC\r\nS2  AB  \x1a")
	};
	struct str line;
	T_CASE("lines and layouts");
	CHECK(fixed_line(&in, &line));
	CHECK_STR(line, "S2  AB");
	CHECK_INT(in.number, 2);
	CHECK(fixed_find(list, 2, line) == &other);
	CHECK(fixed_line(&in, &line));
	CHECK_INT(in.number, 4);
	CHECK(fixed_find(list, 2, line) == &layout);
	CHECK(fixed_line(&in, &line));
	CHECK(fixed_find(list, 2, line) == NULL);
	CHECK(fixed_line(&in, &line));
	CHECK(fixed_find(list, 2, line) == &other);
	CHECK(!fixed_line(&in, &line));
	CHECK(!fixed_line(&in, &line));
}

int
main(void)
{
	test_writing();
	test_refusals();
	test_reading();
	test_bad_lines();
	test_finding();
	arena_free(&arena);
	return T_END();
}
