/* SPDX-License-Identifier: ISC */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "rules/num.h"
#include "t.h"

static struct arena arena;

static struct num
num(const char *text)
{
	struct num a = NUM_INT(0);
	T_CASE(text);
	CHECK(num_parse(&a, str_of(text), &arena));
	return a;
}

static void
check_is(struct num a, const char *want)
{
	CHECK_STR(num_text(a, &arena), want);
}

static const struct {
	const char *text, *want; /* want NULL: refused */
} texts[] = {
	{ "0", "0" },
	{ "-0", "0" },
	{ "-0.00", "0" },
	{ "1234.50", "1234.5" },
	{ "-1234.50", "-1234.5" },
	{ "+5", "5" },
	{ "5.", "5" },
	{ ".5", "0.5" },
	{ "-.05", "-0.05" },
	{ "007", "7" },
	{ "700", "700" },
	{ "123456789012345678.9", "123456789012345678.9" },
	{ "1234567890123456789.25", "1234567890123456789.25" },
	{ "18446744073709551616", "18446744073709551616" },
	{ "99999999999999999999999999999999999999",
	    "99999999999999999999999999999999999999" },
	{ "-100000000000000000000000000000000000000",
	    "-100000000000000000000000000000000000000" },
	{ "0000000000000000000000000000000000000000000000001.5000000"
	  "000000000000000000000000000000",
	    "1.5" },
	{ "-0.00000000000000000000000000000000000000000000000000001",
	    "-0."
	    "00000000000000000000000000000000000000000000000000001" },
	{ "1000000000000000000000000000000000000000000000000000.001",
	    "1000000000000000000000000000000000000000000000000000."
	    "001" },
	{ "", NULL },
	{ ".", NULL },
	{ "-", NULL },
	{ "+", NULL },
	{ "-.", NULL },
	{ "+-1", NULL },
	{ "--5", NULL },
	{ "- 5", NULL },
	{ "1.2.3", NULL },
	{ "1..", NULL },
	{ "1,2", NULL },
	{ " 1", NULL },
	{ "1 ", NULL },
	{ "1e3", NULL },
	{ "0x1", NULL },
	{ "INF", NULL },
	{ "\xd9\xa3", NULL }, /* an Arabic digit */
	{ "12345678901234567890123456789012345678901234567890x", NULL },
	{ "1234567890123456789012345678901234567890.1.1", NULL },
};

static void
test_parse(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct num a = NUM_INT(42);
		T_CASE(texts[i].text);
		bool ok = num_parse(&a, str_of(texts[i].text), &arena);
		CHECK_INT(ok, texts[i].want != NULL);
		check_is(a, texts[i].want ? texts[i].want : "42");
		check_is(
		    num_widen(a, &arena), texts[i].want ? texts[i].want : "42");
	}
	CHECK(!num_parse(&(struct num){ 0 }, (struct str){ 0 }, &arena));
}

static void
test_arithmetic(void)
{
	static const struct {
		const char *a, *b, *sum, *difference, *product;
	} cases[] = {
		{ "1", "2", "3", "-1", "2" },
		{ "1.10", "2.225", "3.325", "-1.125", "2.4475" },
		{ "-1.1", "1.1", "0", "-2.2", "-1.21" },
		{ "0.1", "0.2", "0.3", "-0.1", "0.02" },
		{ "99999999999999.99", "0.01", "100000000000000",
		    "99999999999999.98", "999999999999.9999" },
		{ "99999999999999999999999999999999999999", "1",
		    "100000000000000000000000000000000000000",
		    "99999999999999999999999999999999999998",
		    "99999999999999999999999999999999999999" },
		{ "170141183460469231731687303715884105727", "1",
		    "170141183460469231731687303715884105728",
		    "170141183460469231731687303715884105726",
		    "170141183460469231731687303715884105727" },
		{ "123456789012345678901234567890", "0.0000000000000000001",
		    "123456789012345678901234567890.0000000000000000001",
		    "123456789012345678901234567889.9999999999999999999",
		    "12345678901.234567890123456789" },
		{ "123456789012345678901234567890",
		    "987654321098765432109876543210",
		    "1111111110111111111011111111100",
		    "-864197532086419753208641975320",
		    "121932631137021795226185032733622923332237463801111263"
		    "526900" },
		{ "-1000000000000000000000000000000000000000000.5",
		    "1000000000000000000000000000000000000000000.5", "0",
		    "-2000000000000000000000000000000000000000001",
		    "-10000000000000000000000000000000000000000010000000000000"
		    "00000000000000000000000000000.25" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct num a = num(cases[i].a), b = num(cases[i].b), c;
		CHECK(num_add(&c, a, b, &arena));
		check_is(c, cases[i].sum);
		CHECK(num_sub(&c, a, b, &arena));
		check_is(c, cases[i].difference);
		CHECK(num_mul(&c, a, b, &arena));
		check_is(c, cases[i].product);
		CHECK(num_cmp(num_neg(num_neg(a, &arena), &arena), a, &arena) ==
		      0);
	}
}

static void
test_div(void)
{
	/* what Saxon-HE 9.9 answers */
	static const struct {
		const char *a, *b, *want;
	} cases[] = {
		{ "1", "3", "0.333333333333333333" },
		{ "2", "3", "0.666666666666666667" },
		{ "-2", "3", "-0.666666666666666667" },
		{ "2", "-3", "-0.666666666666666667" },
		/* a tie goes toward zero */
		{ "1", "524288", "0.000001907348632812" },
		{ "-1", "524288", "-0.000001907348632812" },
		{ "3", "1048576", "0.000002861022949219" },
		{ "1", "1048576", "0.000000953674316406" },
		/* as many more decimals as a has above b */
		{ "1.00000000000000000001", "3",
		    "0.33333333333333333333666666666666666667" },
		{ "1.0000000000000000000000", "3", "0.333333333333333333" },
		{ "1", "3.00000000000000000001", "0.333333333333333333" },
		{ "12345678901234567890.123", "7",
		    "1763668414462081127.160428571428571428571" },
		{ "1", "0.0000000000000000000000007",
		    "1428571428571428571428571.428571428571428571" },
		{ "3000", "7", "428.571428571428571429" },
		{ "1", "7000", "0.000142857142857142857" },
		{ "1", "7000.0", "0.000142857142857142857" },
		{ "0.1", "3000", "0.0000333333333333333333" },
		{ "1.50", "7", "0.2142857142857142857" },
		{ "6", "7000000", "0.000000857142857142857143" },
		{ "1000", "3000", "0.333333333333333333" },
		{ "0.0000000000000000005", "2", "0.00000000000000000025" },
		{ "1", "10000000000000000000000", "0.0000000000000000000001" },
		{ "0", "3000", "0" },
		{ "1", "0.0000000001", "10000000000" },
		{ "1234.50", "1", "1234.5" },
		{ "1234.50", "100", "12.345" },
	};
	struct num c = num("42");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct num a = num(cases[i].a), b = num(cases[i].b);
		CHECK(num_div(&c, a, b, &arena));
		check_is(c, cases[i].want);
		CHECK(num_div(&c, num_widen(a, &arena), b, &arena));
		check_is(c, cases[i].want);
	}
	c = num("42");
	CHECK(!num_div(&c, num("5"), num("0.00"), &arena));
	CHECK(!num_div(&c, num("5"), num_widen(num("0"), &arena), &arena));
	check_is(c, "42");
}

static void
test_round(void)
{
	static const struct {
		const char *from, *whole, *cents;
	} cases[] = {
		{ "2.5", "3", "2.5" },
		{ "-2.5", "-2", "-2.5" },
		{ "2.4", "2", "2.4" },
		{ "-2.6", "-3", "-2.6" },
		{ "-0.5", "0", "-0.5" },
		{ "0.5", "1", "0.5" },
		{ "1.005", "1", "1.01" },
		{ "-1.005", "-1", "-1" },
		{ "-1.0050001", "-1", "-1.01" },
		{ "0.004999", "0", "0" },
		{ "-9.999", "-10", "-10" },
		{ "7", "7", "7" },
		{ "0.00000000000000000000000000000000000000000005", "0", "0" },
		{ "12345678901234567890123456789.125",
		    "12345678901234567890123456789",
		    "12345678901234567890123456789.13" },
		{ "-12345678901234567890123456789.125",
		    "-12345678901234567890123456789",
		    "-12345678901234567890123456789.12" },
		{ "99999999999999999999999999999999999999999999999.995",
		    "100000000000000000000000000000000000000000000000",
		    "100000000000000000000000000000000000000000000000" },
		{ "-99999999999999999999999999999999999999999999999.5",
		    "-99999999999999999999999999999999999999999999999",
		    "-99999999999999999999999999999999999999999999999.5" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct num a = num(cases[i].from);
		check_is(num_round(a, &arena), cases[i].whole);
		check_is(num_round2(a, &arena), cases[i].cents);
		a = num_widen(a, &arena);
		check_is(num_round(a, &arena), cases[i].whole);
		check_is(num_round2(a, &arena), cases[i].cents);
	}
}

static void
test_double(void)
{
	static const struct {
		double from;
		const char *want;
	} cases[] = {
		{ 0.0, "0" },
		{ -0.0, "0" },
		{ 1.0, "1" },
		{ -2.5, "-2.5" },
		{ 1e22, "10000000000000000000000" },
		{ 0.1, "0.1000000000000000055511151231257827021181583404541015"
		       "625" },
		{ 100.10 - 1, "99.0999999999999943156581139191985130310058593"
			      "75" },
		{ -0x1p-20, "-0.00000095367431640625" },
		{ 0x1p62, "4611686018427387904" },
		{ 0x1.fffffffffffffp114,
		    "41538374868278616416557952206372864" },
		{ 0x1p127, "170141183460469231731687303715884105728" },
		{ 0x1p-27, "0.000000007450580596923828125" },
		{ 0x1p-28, "0.0000000037252902984619140625" },
	};
	struct num a;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].want);
		CHECK(num_of_double(&a, cases[i].from, &arena));
		check_is(a, cases[i].want);
		CHECK_INT(num_cmp_double(a, cases[i].from, &arena), 0);
		CHECK_INT(
		    num_cmp_double(num(cases[i].want), cases[i].from, &arena),
		    0);
	}
	a = num("42");
	CHECK(!num_of_double(&a, NAN, &arena));
	CHECK(!num_of_double(&a, INFINITY, &arena));
	check_is(a, "42");
	/* the ends of the range, and back */
	CHECK(num_of_double(&a, DBL_TRUE_MIN, &arena));
	CHECK_STR(((struct str){ num_text(a, &arena).p, 4 }), "0.00");
	CHECK_INT(num_text(a, &arena).n, 1076);
	CHECK_INT(num_cmp_double(a, DBL_TRUE_MIN, &arena), 0);
	CHECK_INT(num_cmp_double(num("0"), DBL_TRUE_MIN, &arena), -1);
	CHECK(num_of_double(&a, -DBL_MAX, &arena));
	CHECK_INT(num_text(a, &arena).n, 310);
	CHECK_INT(num_cmp_double(a, -DBL_MAX, &arena), 0);
	CHECK_INT(num_cmp_double(a, -INFINITY, &arena), 1);
	CHECK_INT(num_cmp_double(a, INFINITY, &arena), -1);
	/* closer than doubles can tell */
	CHECK_INT(num_cmp_double(num("0.1"), 0.1, &arena), -1);
	CHECK_INT(num_cmp_double(num("99.1"), 100.10 - 1, &arena), 1);
	CHECK_INT(num_cmp_double(num("99.09"), 100.10 - 1, &arena), -1);
	CHECK_INT(num_cmp_double(num("-0.3"), -0.3, &arena), -1);
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
		{ "99999999999999999999999999999999999999", "0.1", 1 },
		{ "-99999999999999999999999999999999999999", "0.1", -1 },
		{ "0.1", "99999999999999999999999999999999999999", -1 },
		{ "0.1", "-99999999999999999999999999999999999999", 1 },
		{ "0", "0.00000000000000000000000000000000000000000001", -1 },
		{ "0", "-0.00000000000000000000000000000000000000000001", 1 },
		{ "100000000000000000000000000000000000000000000000",
		    "99999999999999999999999999999999999999999999999.9", 1 },
		{ "-100000000000000000000000000000000000000000000000",
		    "-99999999999999999999999999999999999999999999999.9", -1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct num a = num(cases[i].a), b = num(cases[i].b);
		CHECK_INT(num_cmp(a, b, &arena), cases[i].want);
		CHECK_INT(num_cmp(b, a, &arena), -cases[i].want);
		CHECK_INT(
		    num_cmp(num_widen(a, &arena), b, &arena), cases[i].want);
	}
	CHECK_INT(num_sign(num("-0.01")), -1);
	CHECK_INT(num_sign(num("-0.00")), 0);
	CHECK_INT(num_sign(num_widen(num("-0.00"), &arena)), 0);
	CHECK_INT(num_sign(num_widen(num("3"), &arena)), 1);
	check_is(num_abs(num("-1.20"), &arena), "1.2");
	check_is(num_abs(num_widen(num("-1.20"), &arena), &arena), "1.2");
	check_is(NUM_HUNDREDTHS(2), "0.02");
}

static void
test_limit(void)
{
	static char text[NUM_DIGITS + 2];
	struct str long_one = { text, NUM_DIGITS };
	struct num a, b = num("42");

	memset(text, '9', sizeof(text));
	CHECK(num_parse(&a, long_one, &arena));
	CHECK_INT(num_text(a, &arena).n, NUM_DIGITS);
	CHECK(!num_parse(&b, (struct str){ text, NUM_DIGITS + 1 }, &arena));
	CHECK(!num_add(&b, a, NUM_INT(1), &arena));
	CHECK(!num_mul(&b, a, NUM_INT(2), &arena));
	CHECK(!num_div(&b, a, NUM_INT(7), &arena));
	CHECK(!num_mul(&b, a, a, &arena));
	check_is(b, "42");
	CHECK(num_sub(&b, a, a, &arena));
	check_is(b, "0");
	CHECK(num_div(&b, a, a, &arena));
	check_is(b, "1");

	/* outer zeros are no digits */
	memset(text, '0', sizeof(text));
	text[1] = '.';
	CHECK(num_parse(&a, (struct str){ text, sizeof(text) }, &arena));
	check_is(a, "0");
	text[sizeof(text) - 1] = '1';
	CHECK(num_parse(&a, (struct str){ text, sizeof(text) }, &arena));
	CHECK_INT(num_sign(a), 1);
	CHECK(!num_div(&a, a, NUM_INT(3), &arena));
	CHECK_INT(num_sign(num_round2(a, &arena)), 0);
	arena_reset(&arena);
}

/* A number of up to 36 digits in all, often of few, often with a tie. */
static struct num
any(void)
{
	__int128 coef = 0;
	int digits = rand() % 4 ? rand() % 10 : rand() % 36;
	for (int i = 0; i < digits; i++)
		coef = coef * 10 + (rand() % 3 ? rand() % 10 : 0);
	if (rand() % 4 == 0)
		coef = (coef / 10) * 10 + 5;
	return (struct num){ .coef = rand() % 2 ? -coef : coef,
		.scale = rand() % 4 ? rand() % 6 : rand() % 24 };
}

static bool
same(struct num a, struct num b)
{
	return num_cmp(a, b, &arena) == 0 &&
	       str_eq(num_text(a, &arena), num_text(b, &arena));
}

/* Both ways come to the same, and quotients are within half a last place. */
static void
test_both_ways(void)
{
	enum { TIMES = 200000 };
	size_t wrong = 0, quotients = 0;
	for (int i = 0; i < TIMES; i++) {
		struct num a = any(), b = any(), x, y;
		struct num wa = num_widen(a, &arena);
		struct num wb = num_widen(b, &arena);
		wrong += !same(a, wa);
		wrong += !num_add(&x, a, b, &arena) ||
			 !num_add(&y, wa, wb, &arena) || !same(x, y);
		wrong += !num_sub(&x, a, b, &arena) ||
			 !num_sub(&y, wa, wb, &arena) || !same(x, y);
		wrong += !num_mul(&x, a, b, &arena) ||
			 !num_mul(&y, wa, wb, &arena) || !same(x, y);
		wrong += !same(num_round(a, &arena), num_round(wa, &arena));
		wrong += !same(num_round2(a, &arena), num_round2(wa, &arena));
		wrong += !same(num_neg(a, &arena), num_neg(wa, &arena));
		wrong += num_cmp(a, b, &arena) != num_cmp(wa, wb, &arena);
		bool ok = num_div(&x, a, b, &arena);
		wrong += ok != num_div(&y, wa, wb, &arena);
		wrong += ok != (num_sign(b) != 0);
		if (ok) {
			struct num back, off, half;
			quotients++;
			wrong += !same(x, y);
			/* |a - x * b| is at most |b| * 5 * 10^-19 */
			wrong += !num_mul(&back, x, b, &arena);
			wrong += !num_sub(&off, a, back, &arena);
			half = (struct num){ .coef = 5, .scale = 19 };
			wrong +=
			    !num_mul(&half, half, num_abs(b, &arena), &arena);
			wrong +=
			    num_cmp(num_abs(off, &arena), half, &arena) > 0;
		}
		if (i % 64 == 0)
			arena_reset(&arena);
	}
	CHECK_INT(wrong, 0);
	CHECK(quotients > TIMES / 2);
}

/* Long ones: (a * b) / b is a, a + b - b is a. */
static void
test_long(void)
{
	enum { TIMES = 3000 };
	size_t wrong = 0;
	for (int i = 0; i < TIMES; i++) {
		struct num a = any(), b = any(), x = NUM_INT(0);
		for (int k = rand() % 12; k > 0; k--) {
			num_mul(&a, a, any(), &arena);
			num_mul(&b, b, any(), &arena);
		}
		wrong += !num_add(&x, a, b, &arena);
		wrong += !num_sub(&x, x, b, &arena);
		wrong += !same(a, x);
		if (num_sign(b)) {
			wrong += !num_mul(&x, a, b, &arena);
			wrong += !num_div(&x, x, b, &arena);
			/* exact, for a has fewer decimals than are kept */
			if (a.scale <= 18)
				wrong += !same(a, x);
		}
		struct num again;
		wrong += !num_parse(&again, num_text(a, &arena), &arena);
		wrong += !same(a, again);
		arena_reset(&arena);
	}
	CHECK_INT(wrong, 0);
}

int
main(void)
{
	srand(1);
	test_parse();
	test_arithmetic();
	test_div();
	test_round();
	test_double();
	test_compare();
	test_limit();
	test_both_ways();
	test_long();
	arena_free(&arena);
	return T_END();
}
