/* SPDX-License-Identifier: ISC */
#include <math.h>

#include "rules/value.h"
#include "t.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct arena arena;
static const struct str absent = { 0 };

static void
test_blank(void)
{
	static const struct {
		const char *text, *normal;
	} cases[] = {
		{ "", "" },
		{ " ", "" },
		{ "\t\r\n ", "" },
		{ "a", "a" },
		{ "a b", "a b" },
		{ "  a  \t b\n", "a b" },
		{ "a\tb", "a b" },
		{ "a\nb c  d", "a b c d" },
		{ "a\r\n\r\nb", "a b" },
		/* no blanks of XML: no-break space, line separator */
		{ "\xc2\xa0", "\xc2\xa0" },
		{ " a\xe2\x80\xa8 ", "a\xe2\x80\xa8" },
		{ "\v", "\v" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str s = str_of(cases[i].text);
		T_CASE(cases[i].text);
		CHECK_STR(value_normal(s, &arena), cases[i].normal);
		CHECK_INT(value_is_blank(s), !cases[i].normal[0]);
		CHECK(value_is(s, cases[i].normal));
		CHECK(!value_is(s, "x"));
		CHECK(!value_is(s, "a b c d e"));
	}
	struct str same = str_of("nothing to do here");
	CHECK(value_normal(same, &arena).p == same.p);
	CHECK(value_is_blank(absent));
	CHECK(value_is(absent, ""));
	CHECK(!value_is(absent, "a"));
	CHECK(!value_is(str_of("ab"), "a"));
	CHECK(!value_is(str_of("a"), "ab"));
	CHECK(!value_is(str_of("a b"), "ab"));
	CHECK(!value_is(str_of("ab"), "a b"));
	CHECK(!value_is((struct str){ "a\0", 2 }, "a"));
	CHECK_INT(value_normal(absent, &arena).n, 0);
}

static void
test_upper(void)
{
	/* what Saxon-HE 9.9 answers */
	static const struct {
		const char *text, *upper;
	} cases[] = {
		{ "", "" },
		{ "VATEX-EU-132", "VATEX-EU-132" },
		{ "vatex-eu-ae", "VATEX-EU-AE" },
		{ "Godkänd för F-skatt", "GODKÄND FÖR F-SKATT" },
		{ "GODKÄND FÖR F-SKATT", "GODKÄND FÖR F-SKATT" },
		{ "straße", "STRASSE" },
		{ "åäöæøéüñçþÿµ", "ÅÄÖÆØÉÜÑÇÞŸΜ" },
		{ "×÷", "×÷" },
		{ "ăćđėğıĳķľŉőřšťůžſ", "ĂĆĐĖĞIĲĶĽʼNŐŘŠŤŮŽS" },
		{ "İ", "İ" },
		{ "ǆǰ", "ǄJ̌" },
		{ "αβγάώςΐΰ", "ΑΒΓΆΏΣΪ́Ϋ́" },
		{ "ᾳᾲᾴᾶᾷ", "ΑΙᾺΙΆΙΑ͂Α͂Ι" },
		{ "щюяёђґ", "ЩЮЯЁЂҐ" },
		{ "աև", "ԱԵՒ" },
		{ "ẖẗẘẙẚẞ", "H̱T̈W̊Y̊Aʾẞ" },
		{ "ﬁﬀﬃ", "FIFFFFI" },
		{ "აꭰ𐐨", "ᲐᎠ𐐀" },
		{ "漢字 123", "漢字 123" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		T_CASE(cases[i].text);
		CHECK_STR(
		    value_upper(str_of(cases[i].text), &arena), cases[i].upper);
		CHECK_STR(value_upper(str_of(cases[i].upper), &arena),
		    cases[i].upper);
	}
	struct str same = str_of("NOTHING TO DO, ÅÄÖ");
	CHECK(value_upper(same, &arena).p == same.p);
	CHECK_INT(value_upper(absent, &arena).n, 0);
}

static void
test_substring(void)
{
	static const struct {
		const char *text;
		long first, length;
		const char *want;
	} cuts[] = {
		{ "12345", 2, 3, "234" },
		{ "12345", 1, 2, "12" },
		{ "12345", 0, 3, "12" },
		{ "12345", -1, 3, "1" },
		{ "12345", 0, 1, "" },
		{ "12345", -5, 3, "" },
		{ "12345", 0, -1, "12345" },
		{ "12345", 3, -1, "345" },
		{ "12345", 6, 1, "" },
		{ "12345", 60, -1, "" },
		{ "12345", 4, 10, "45" },
		{ "12345", 2, 0, "" },
		{ "a\xf0\x90\x90\xa8"
		  "b",
		    2, 1, "\xf0\x90\x90\xa8" },
		{ "åäö", 3, -1, "ö" },
		{ "SE556677889901", 3, 12, "556677889901" },
	};
	for (size_t i = 0; i < COUNT(cuts); i++) {
		T_CASE(cuts[i].text);
		CHECK_STR(value_substring(str_of(cuts[i].text), cuts[i].first,
			      cuts[i].length),
		    cuts[i].want);
	}
	CHECK_INT(value_substring(absent, 1, 2).n, 0);
	CHECK_INT(value_substring(absent, 3, -1).n, 0);
}

static void
test_parts(void)
{
	CHECK_INT(value_length(str_of("\xf0\x90\x90\xa8\xc3\xa9")), 2);
	CHECK_INT(value_length(absent), 0);

	CHECK_STR(value_after(str_of("abc.def.g"), '.'), "def.g");
	CHECK_STR(value_after(str_of("abc"), '.'), "");
	CHECK_STR(value_after(str_of("abc."), '.'), "");
	CHECK_STR(value_before(str_of("abc.def.g"), '.'), "abc");
	CHECK_STR(value_before(str_of("abc"), '.'), "");
	CHECK_INT(value_after(absent, '.').n + value_before(absent, '.').n, 0);

	CHECK_INT(value_decimals(str_of("1.23")), 2);
	CHECK_INT(value_decimals(str_of("1.23 ")), 3);
	CHECK_INT(value_decimals(str_of("123")), 0);
	CHECK_INT(value_decimals(str_of("1.2.34")), 4);
	CHECK_INT(value_decimals(str_of("1.å")), 1);
	CHECK_INT(value_decimals(absent), 0);

	CHECK_INT(value_parts(str_of("a|b|"), '|'), 3);
	CHECK_INT(value_parts(str_of("a"), '|'), 1);
	CHECK_INT(value_parts(str_of("||"), '|'), 3);
	CHECK_INT(value_parts(str_of(""), '|'), 0);
	CHECK_INT(value_parts(absent, '|'), 0);
	CHECK_STR(value_part(str_of("a|bc|"), '|', 1), "a");
	CHECK_STR(value_part(str_of("a|bc|"), '|', 2), "bc");
	CHECK_STR(value_part(str_of("a|bc|"), '|', 3), "");
	CHECK(!value_part(str_of("a|bc|"), '|', 4).p);
	CHECK(!value_part(str_of("a|bc|"), '|', 0).p);
	CHECK(!value_part(str_of(""), '|', 1).p);
}

/* What the casts of Saxon-HE 9.9 make of a text; NULL: an error. */
static void
test_decimal(void)
{
	static const struct {
		const char *text, *decimal;
		bool integer;
	} cases[] = {
		{ "5", "5", true },
		{ " 5 ", "5", true },
		{ "\n-5\t", "-5", true },
		{ "+5", "5", true },
		{ "-0", "0", true },
		{ "12345678901234567890123456789012345678901234567890",
		    "12345678901234567890123456789012345678901234567890",
		    true },
		{ "5.", "5", false },
		{ "5.0", "5", false },
		{ ".5", "0.5", false },
		{ "1234.50", "1234.5", false },
		{ "", NULL, false },
		{ " ", NULL, false },
		{ "-", NULL, false },
		{ ".", NULL, false },
		{ "1e2", NULL, false },
		{ "1 2", NULL, false },
		{ "5\xc2\xa0", NULL, false },
		{ "INF", NULL, false },
		{ "\xd9\xa3", NULL, false },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct num d;
		T_CASE(cases[i].text);
		bool ok = value_decimal(&d, str_of(cases[i].text), &arena);
		CHECK_INT(ok, cases[i].decimal != NULL);
		if (ok && cases[i].decimal)
			CHECK_STR(num_text(d, &arena), cases[i].decimal);
		ok = value_integer(&d, str_of(cases[i].text), &arena);
		CHECK_INT(ok, cases[i].integer);
		if (ok && cases[i].integer)
			CHECK_STR(num_text(d, &arena), cases[i].decimal);
	}
	struct num d;
	CHECK(!value_decimal(&d, absent, &arena));
	CHECK(!value_integer(&d, absent, &arena));
}

static const struct {
	const char *text;
	bool ok;
	double want;
} doubles[] = {
	{ "0", true, 0 },
	{ "-0", true, -0.0 },
	{ " 7 ", true, 7 },
	{ "\n7\t", true, 7 },
	{ "1e2", true, 100 },
	{ "1E5", true, 100000 },
	{ "1.", true, 1 },
	{ ".5e-3", true, 0.0005 },
	{ "+.5", true, 0.5 },
	{ "-12.50", true, -12.5 },
	{ "100.10", true, 100.10 },
	{ "0.1", true, 0.1 },
	{ "123456789012345", true, 123456789012345.0 },
	{ "1.23456789012345e22", true, 1.23456789012345e22 },
	{ "9007199254740993", true, 9007199254740992.0 },
	{ "0.3e1", true, 3 },
	{ "000000000000000000000000.25", true, 0.25 },
	{ "1e23", true, 1e23 },
	{ "8.5e-25", true, 8.5e-25 },
	{ "179769313486231570814527423731704356798070567525844996598917"
	  "476803157260780028538760589558632766878171540458953514382464"
	  "234321326889464182768467546703537516986049910576551282076245"
	  "490090389328944075868508455133942304583236903222948165808559"
	  "332123347747975e0",
	    true, 1.7976931348623157e254 },
	{ "1e999", true, INFINITY },
	{ "-1e999", true, -INFINITY },
	{ "1e-999", true, 0 },
	{ "1e99999999999999999999", true, INFINITY },
	{ "0e99999999999999999999", true, 0 },
	{ "5e-324", true, 0x1p-1074 },
	{ "INF", true, INFINITY },
	{ "-INF", true, -INFINITY },
	{ "+INF", true, INFINITY },
	{ " \nINF", true, INFINITY },
	{ "INF ", false, 0 },
	{ "-INF\n", false, 0 },
	{ "NaN", true, NAN },
	{ " NaN", true, NAN },
	{ "NaN ", false, 0 },
	{ "+NaN", false, 0 },
	{ "-NaN", false, 0 },
	{ "nan", false, 0 },
	{ "inf", false, 0 },
	{ "Infinity", false, 0 },
	{ "", false, 0 },
	{ " ", false, 0 },
	{ "-", false, 0 },
	{ "+-1", false, 0 },
	{ ".", false, 0 },
	{ ".e1", false, 0 },
	{ "1e", false, 0 },
	{ "1e+", false, 0 },
	{ "1e1.5", false, 0 },
	{ "1.2.3", false, 0 },
	{ "e5", false, 0 },
	{ "0x10", false, 0 },
	{ "0x1p3", false, 0 },
	{ "1d", false, 0 },
	{ "1f", false, 0 },
	{ "1_0", false, 0 },
	{ "1 2", false, 0 },
	{ "1,5", false, 0 },
	{ "7\xc2\xa0", false, 0 },
	{ "\xd9\xa3", false, 0 },
};

static void
test_double(void)
{
	for (size_t i = 0; i < COUNT(doubles); i++) {
		double d = 42, want = doubles[i].want;
		T_CASE(doubles[i].text);
		CHECK_INT(
		    value_double(&d, str_of(doubles[i].text)), doubles[i].ok);
		if (!doubles[i].ok)
			want = 42;
		CHECK(d == want || (isnan(d) && isnan(want)));
		CHECK_INT(signbit(d) != 0, signbit(want) != 0);
		d = value_number(str_of(doubles[i].text));
		CHECK(doubles[i].ok && !isnan(want) ? d == want : isnan(d));
	}
	CHECK(isnan(value_number(absent)));
}

static void
test_compare(void)
{
	static const struct {
		const char *text;
		int zero, ten; /* against 0 and 10 */
	} cases[] = {
		{ "0", 0, -1 },
		{ "0.00", 0, -1 },
		{ "+0.0", 0, -1 },
		/* minus zero is below zero, unless it is a short integer */
		{ "-0.00", -1, -1 },
		{ "-0.", -1, -1 },
		{ "-.0", -1, -1 },
		{ "-0e0", -1, -1 },
		{ "-1e-400", -1, -1 },
		{ "-0", 0, -1 },
		{ " -000\n", 0, -1 },
		{ "-000000000000000", 0, -1 },
		{ "-0000000000000000", -1, -1 },
		{ "5e-324", 1, -1 },
		{ "-5", -1, -1 },
		{ "10.0", 1, 0 },
		{ "1e1", 1, 0 },
		{ "INF", 1, 1 },
		{ "-INF", -1, -1 },
		{ "NaN", 1, 1 },
	};
	static const char *const errors[] = { "", "NaN ", "-", "1,5", "abc" };
	for (size_t i = 0; i < COUNT(cases); i++) {
		int order = 7;
		T_CASE(cases[i].text);
		CHECK(value_compare(&order, str_of(cases[i].text), 0));
		CHECK_INT(order, cases[i].zero);
		CHECK(value_compare(&order, str_of(cases[i].text), 10));
		CHECK_INT(order, cases[i].ten);
	}
	for (size_t i = 0; i < COUNT(errors); i++) {
		int order = 7;
		T_CASE(errors[i]);
		CHECK(!value_compare(&order, str_of(errors[i]), 0));
		CHECK_INT(order, 7);
	}
}

static void
test_boolean(void)
{
	static const struct {
		const char *text;
		bool ok, value;
	} cases[] = {
		{ "true", true, true },
		{ "1", true, true },
		{ " true\n", true, true },
		{ "false", true, false },
		{ "0", true, false },
		{ " 0 ", true, false },
		{ "TRUE", false, false },
		{ "01", false, false },
		{ "5", false, false },
		{ "abc", false, false },
		{ "", false, false },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool b = false;
		T_CASE(cases[i].text);
		CHECK_INT(
		    value_boolean(&b, str_of(cases[i].text)), cases[i].ok);
		CHECK_INT(b, cases[i].value);
	}
	bool b;
	CHECK(!value_boolean(&b, absent));
}

static void
test_date(void)
{
	enum { DAY = 24 * 60 };
	static const struct {
		const char *text;
		int64_t minutes;
	} dates[] = {
		{ "1970-01-01", 0 },
		{ "1970-01-01Z", 0 },
		{ " 1970-01-02 ", DAY },
		{ "1970-01-01-00:00", 0 },
		{ "1970-01-01+14:00", -14 * 60 },
		{ "1970-01-01+14:59", -14 * 60 - 59 },
		{ "1970-01-01-05:30", 5 * 60 + 30 },
		{ "1969-12-31", -DAY },
		{ "1971-01-01", 365 * DAY },
		{ "1972-03-01", (365 + 365 + 31 + 29) * DAY },
		{ "2000-02-29", (int64_t)11016 * DAY },
		{ "2026-11-22", (int64_t)20779 * DAY },
		{ "0000-01-01", (int64_t)-719528 * DAY },
		{ "-0000-01-01", (int64_t)-719528 * DAY },
		{ "-0001-12-31", (int64_t)-719529 * DAY },
		{ "-0004-02-29", (int64_t)(-719528 - 1461 + 59) * DAY },
		{ "-0400-01-01", (int64_t)(-719528 - 146097) * DAY },
		{ "12017-01-01", (int64_t)3669592 * DAY },
		{ "2147483647-01-01", (int64_t)784351576412 * DAY },
	};
	static const char *const errors[] = { "", " ", "2017", "2017-01",
		"2017-01-", "2017-1-01", "2017-01-1", "2017-01-001",
		"2017-13-01", "2017-00-01", "2017-01-00", "2017-01-32",
		"2017-02-29", "2100-02-29", "-0001-02-29", "-0005-02-29",
		"+2017-01-01", "--2017-01-01", "- 2017-01-01", "02017-01-01",
		"00000-02-29", "217-01-01", "2147483648-01-01",
		"99999999999999999999999-01-01", "-2147483648-01-01",
		"2017-01-01z", "2017-01-01 Z", "2017-01-01ZZ",
		"2017-01-01Z+01:00", "2017-01-01+1:00", "2017-01-01+0100",
		"2017-01-01+01:0", "2017-01-01+01", "2017-01-01+",
		"2017-01-01-", "2017-01-01+15:00", "2017-01-01-13:60",
		"2017-01-01T00:00:00", "2017 01 01", "20170101", "2017-01-+1",
		"2017-01-01\xc2\xa0" };
	struct value_date d;

	for (size_t i = 0; i < COUNT(dates); i++) {
		T_CASE(dates[i].text);
		CHECK(value_date(&d, str_of(dates[i].text)));
		CHECK_INT(d.minutes, dates[i].minutes);
	}
	for (size_t i = 0; i < COUNT(errors); i++) {
		T_CASE(errors[i]);
		CHECK(!value_date(&d, str_of(errors[i])));
	}
	CHECK(!value_date(&d, absent));
}

static void
test_date_order(void)
{
	struct value_date d, last = { INT64_MIN };
	static const char *const rising[] = { "-12017-01-01", "-0001-12-31",
		"0000-01-01", "2016-12-31", "2017-01-01+14:00",
		"2017-01-01+00:01", "2017-01-01", "2017-01-01-00:01",
		"2017-01-02", "12017-01-01" };
	for (size_t i = 0; i < COUNT(rising); i++, last = d) {
		T_CASE(rising[i]);
		CHECK(value_date(&d, str_of(rising[i])));
		CHECK_INT(value_date_cmp(last, d), -1);
		CHECK_INT(value_date_cmp(d, last), 1);
		CHECK_INT(value_date_cmp(d, d), 0);
	}
}

int
main(void)
{
	test_blank();
	test_upper();
	test_substring();
	test_parts();
	test_decimal();
	test_double();
	test_compare();
	test_boolean();
	test_date();
	test_date_order();
	arena_free(&arena);
	return T_END();
}
