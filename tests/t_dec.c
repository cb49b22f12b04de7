/* SPDX-License-Identifier: ISC */
#include "base/dec.h"
#include "t.h"

static struct dec
dec(const char *text)
{
	struct dec d = { 0 };
	T_CASE(text);
	CHECK(dec_parse(&d, str_of(text)));
	return d;
}

static void
check_is(struct dec d, const char *want)
{
	char text[DEC_TEXT];
	size_t n = dec_format(d, text);
	CHECK(d.set);
	CHECK_STR(text, want);
	CHECK_INT(n, strlen(want));
}

static void
test_parse(void)
{
	static const struct {
		const char *text, *want; /* want NULL: refused */
	} cases[] = {
		{ "0", "0" },
		{ "-0", "0" },
		{ "7.0", "7.0" },
		{ "1234.50", "1234.50" },
		{ "-1234.50", "-1234.50" },
		{ "+5", "5" },
		{ "5.", "5" },
		{ ".5", "0.5" },
		{ "-.05", "-0.05" },
		{ "007", "7" },
		{ "0.000000000000000001", "0.000000000000000001" },
		{ "9999999999999999999999999999",
		    "9999999999999999999999999999" },
		{ "-9999999999.999999999999999999",
		    "-9999999999.999999999999999999" },
		{ "0000000000000000000000000000000000000001", "1" },
		{ "18446744073709551616", "18446744073709551616" },
		{ "10000000000000000000000000000", NULL },
		{ "0.0000000000000000001", NULL },
		{ "", NULL },
		{ ".", NULL },
		{ "-", NULL },
		{ "+-1", NULL },
		{ "1.2.3", NULL },
		{ "1,2", NULL },
		{ " 1", NULL },
		{ "1 ", NULL },
		{ "1e3", NULL },
		{ "0x1", NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct dec d = { 0 };
		T_CASE(cases[i].text);
		bool ok = dec_parse(&d, str_of(cases[i].text));
		CHECK_INT(ok, cases[i].want != NULL);
		CHECK_INT(d.set, cases[i].want != NULL);
		if (ok && cases[i].want)
			check_is(d, cases[i].want);
	}
}

static void
test_round(void)
{
	static const struct {
		const char *from;
		unsigned scale;
		const char *up, *ceiling, *even, *down;
	} cases[] = {
		{ "2.5", 0, "3", "3", "2", "2" },
		{ "-2.5", 0, "-3", "-2", "-2", "-2" },
		{ "3.5", 0, "4", "4", "4", "3" },
		{ "-3.5", 0, "-4", "-3", "-4", "-3" },
		{ "2.4", 0, "2", "2", "2", "2" },
		{ "-2.4", 0, "-2", "-2", "-2", "-2" },
		{ "2.6", 0, "3", "3", "3", "2" },
		{ "-2.6", 0, "-3", "-3", "-3", "-2" },
		{ "-0.5", 0, "-1", "0", "0", "0" },
		{ "0.5", 0, "1", "1", "0", "0" },
		{ "1.005", 2, "1.01", "1.01", "1.00", "1.00" },
		{ "-1.015", 2, "-1.02", "-1.01", "-1.02", "-1.01" },
		{ "1.2345", 4, "1.2345", "1.2345", "1.2345", "1.2345" },
		{ "1.2", 3, "1.200", "1.200", "1.200", "1.200" },
		{ "-9.999", 1, "-10.0", "-10.0", "-10.0", "-9.9" },
		{ "0.000", 0, "0", "0", "0", "0" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct dec a = dec(cases[i].from), d;
		unsigned scale = cases[i].scale;
		CHECK(dec_round(&d, a, scale, DEC_HALF_UP));
		check_is(d, cases[i].up);
		CHECK(dec_round(&d, a, scale, DEC_HALF_CEILING));
		check_is(d, cases[i].ceiling);
		CHECK(dec_round(&d, a, scale, DEC_HALF_EVEN));
		check_is(d, cases[i].even);
		CHECK(dec_round(&d, a, scale, DEC_DOWN));
		check_is(d, cases[i].down);
	}
}

static void
test_arithmetic(void)
{
	static const struct {
		const char *a, *b, *sum, *difference, *product;
	} cases[] = {
		{ "1", "2", "3", "-1", "2" },
		{ "1.10", "2.225", "3.325", "-1.125", "2.44750" },
		{ "-1.1", "1.1", "0.0", "-2.2", "-1.21" },
		{ "0.1", "0.2", "0.3", "-0.1", "0.02" },
		{ "99999999999999.99", "0.01", "100000000000000.00",
		    "99999999999999.98", "999999999999.9999" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct dec a = dec(cases[i].a), b = dec(cases[i].b), d;
		CHECK(dec_add(&d, a, b));
		check_is(d, cases[i].sum);
		CHECK(dec_sub(&d, a, b));
		check_is(d, cases[i].difference);
		CHECK(dec_mul(&d, a, b));
		check_is(d, cases[i].product);
		check_is(dec_neg(dec_neg(a)), cases[i].a);
	}
}

static void
test_div(void)
{
	static const struct {
		const char *a, *b;
		unsigned scale;
		enum dec_mode mode;
		const char *want;
	} cases[] = {
		{ "1", "3", 4, DEC_HALF_UP, "0.3333" },
		{ "2", "3", 4, DEC_HALF_UP, "0.6667" },
		{ "-2", "3", 4, DEC_HALF_UP, "-0.6667" },
		{ "2", "-3", 4, DEC_DOWN, "-0.6666" },
		{ "1", "8", 2, DEC_HALF_UP, "0.13" },
		{ "-1", "8", 2, DEC_HALF_UP, "-0.13" },
		{ "-1", "8", 2, DEC_HALF_CEILING, "-0.12" },
		{ "1", "-8", 2, DEC_HALF_CEILING, "-0.12" },
		{ "-1", "-8", 2, DEC_HALF_CEILING, "0.13" },
		{ "1", "8", 2, DEC_HALF_EVEN, "0.12" },
		{ "3", "8", 2, DEC_HALF_EVEN, "0.38" },
		{ "125.00", "1.25", 2, DEC_HALF_UP, "100.00" },
		{ "0.000001", "1000", 2, DEC_HALF_UP, "0.00" },
		{ "0", "7", 2, DEC_HALF_UP, "0.00" },
	};
	struct dec d = dec("42");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK(dec_div(&d, dec(cases[i].a), dec(cases[i].b),
		    cases[i].scale, cases[i].mode));
		check_is(d, cases[i].want);
	}
	d = dec("42");
	CHECK(!dec_div(&d, dec("1"), dec("0.00"), 2, DEC_HALF_UP));
	CHECK(!dec_div(&d, dec("1"), dec("3"), DEC_SCALE + 1, DEC_HALF_UP));
	check_is(d, "42");
}

static void
test_compare(void)
{
	static const struct {
		const char *a, *b;
		int want;
	} cases[] = {
		{ "1", "1.000", 0 },
		{ "1", "1.001", -1 },
		{ "-1", "-1.001", 1 },
		{ "0", "-0.00", 0 },
		{ "10", "9.99", 1 },
		{ "9999999999999999999999999999", "1.000000000000000001", 1 },
		{ "-9999999999999999999999999999", "1.000000000000000001", -1 },
		{ "-9999999999999999999999999999", "-1.000000000000000001",
		    -1 },
		{ "5000000000000000000000000000",
		    "9999999999.999999999999999999", 1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct dec a = dec(cases[i].a), b = dec(cases[i].b);
		CHECK_INT(dec_cmp(a, b), cases[i].want);
		CHECK_INT(dec_cmp(b, a), -cases[i].want);
	}
	CHECK(dec_is_zero(dec("-0.00")));
	CHECK(!dec_is_zero((struct dec){ 0 }));
	CHECK(dec_is_negative(dec("-0.01")));
	CHECK(!dec_is_negative(dec("-0")));
}

static void
test_tidy(void)
{
	static const struct {
		const char *from;
		unsigned least;
		const char *want;
	} cases[] = {
		{ "5", 2, "5.00" },
		{ "5.100", 2, "5.10" },
		{ "5.125", 2, "5.125" },
		{ "5.1250", 2, "5.125" },
		{ "5.000", 0, "5" },
		{ "-0.500", 0, "-0.5" },
		{ "0.000", 2, "0.00" },
		{ "100", 0, "100" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_is(dec_tidy(dec(cases[i].from), cases[i].least),
		    cases[i].want);
	CHECK(!dec_tidy((struct dec){ 0 }, 2).set);
	/* no room for the decimals: the value stays */
	check_is(dec_tidy(dec("9999999999999999999999999999"), 18),
	    "9999999999999999999999999999");
}

static void
test_percent(void)
{
	static const struct {
		int64_t part, whole;
		const char *want;
	} cases[] = {
		{ 0, 7, "0.0" },
		{ 7, 7, "100.0" },
		{ 1, 3, "33.3" },
		{ 2, 3, "66.7" },
		{ 1, 2000, "0.1" },
		{ 1, 2001, "0.0" },
		{ 3, 2, "150.0" },
		{ 0, 0, "0.0" },
		{ 5, 0, "0.0" },
		{ INT64_MAX, INT64_MAX, "100.0" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_is(
		    dec_percent(cases[i].part, cases[i].whole), cases[i].want);
}

static void
test_abs(void)
{
	check_is(dec_abs(dec("-1.20")), "1.20");
	check_is(dec_abs(dec("1.20")), "1.20");
	check_is(dec_abs(dec("-0.00")), "0.00");
	CHECK(!dec_abs((struct dec){ 0 }).set);
}

static void
test_overflow(void)
{
	struct dec top = dec("9999999999999999999999999999"), d = dec("42");
	struct dec fine = dec("1.000000000000000001");
	CHECK(!dec_mul(&d, top, top));
	CHECK(!dec_add(&d, top, fine));
	CHECK(!dec_sub(&d, top, fine));
	CHECK(!dec_round(&d, top, 18, DEC_HALF_UP));
	CHECK(!dec_round(&d, DEC_INT(0), 100, DEC_HALF_UP));
	CHECK(!dec_div(&d, top, fine, 18, DEC_HALF_UP));
	CHECK(dec_mul(&fine, fine, fine));
	CHECK(!dec_mul(&d, fine, fine));
	check_is(d, "42");
	/* a billion terms add up */
	CHECK(dec_mul(&d, top, DEC_INT(1000000000)));
	check_is(d, "9999999999999999999999999999000000000");
}

int
main(void)
{
	test_parse();
	test_round();
	test_arithmetic();
	test_div();
	test_compare();
	test_tidy();
	test_percent();
	test_abs();
	test_overflow();
	return T_END();
}
