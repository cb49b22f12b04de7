/* SPDX-License-Identifier: ISC */
#include <math.h>

#include "num_wide.h"

enum {
	SHORT_DIGITS = 38, /* 10^38 is just below 2^127 */
	SHORT_TEXT = 20, /* bytes that cannot pass 64 bits: sign, point, 18 */
};

#define E18 ((__int128)1000000000000000000)
#define E36 (E18 * E18)

/* clang-format off */
static const __int128 power10[SHORT_DIGITS + 1] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
	1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
	100000000000000, 1000000000000000, 10000000000000000,
	100000000000000000, E18, E18 * 10, E18 * 100, E18 * 1000, E18 * 10000,
	E18 * 100000, E18 * 1000000, E18 * 10000000, E18 * 100000000,
	E18 * 1000000000, E18 * 10000000000, E18 * 100000000000,
	E18 * 1000000000000, E18 * 10000000000000, E18 * 100000000000000,
	E18 * 1000000000000000, E18 * 10000000000000000,
	E18 * 100000000000000000, E36, E36 * 10, E36 * 100,
};
/* clang-format on */

static bool
is_small(__int128 c)
{
	return c == (int64_t)c;
}

/* *coef times 10^n; beyond the range false, and *coef as it was. */
static bool
shift(__int128 *coef, int32_t n)
{
	__int128 c;
	if (n <= 18 && is_small(*coef)) {
		*coef *= (int64_t)power10[n];
		return true;
	}
	if (*coef == 0)
		return true;
	if (n > SHORT_DIGITS || __builtin_mul_overflow(*coef, power10[n], &c))
		return false;
	*coef = c;
	return true;
}

/* Brings both coefficients to the larger scale. */
static bool
align(__int128 *x, int32_t xs, __int128 *y, int32_t ys)
{
	return xs < ys ? shift(x, ys - xs) : xs == ys || shift(y, xs - ys);
}

/* Text of any length that is a number, without its sign. */
static bool
parse_long(struct num *out, bool negative, struct str t, struct arena *arena)
{
	const char *point = memchr(t.p, '.', t.n);
	size_t n = point ? (size_t)(point - t.p) : t.n;
	struct str whole = { t.p, n };
	struct str part = { point ? point + 1 : t.p, point ? t.n - n - 1 : 0 };
	__int128 coef = 0;

	while (whole.n && whole.p[0] == '0')
		whole = str_from(whole, 1);
	while (part.n && part.p[part.n - 1] == '0')
		part.n--;
	if (whole.n > NUM_DIGITS || part.n > NUM_DIGITS - whole.n)
		return false;
	if (whole.n + part.n > SHORT_DIGITS)
		return wide_parse(out, negative, whole, part, arena);
	for (size_t i = 0; i < whole.n; i++)
		coef = coef * 10 + (whole.p[i] - '0');
	for (size_t i = 0; i < part.n; i++)
		coef = coef * 10 + (part.p[i] - '0');
	*out = (struct num){ .coef = negative ? -coef : coef,
		.scale = (int32_t)part.n };
	return true;
}

bool
num_parse(struct num *out, struct str t, struct arena *arena)
{
	bool negative = t.n && t.p[0] == '-';
	if (t.n && (negative || t.p[0] == '+'))
		t = str_from(t, 1);
	uint64_t coef = 0; /* wraps in long texts, which are read anew */
	size_t points = 0, behind = 0;
	for (size_t i = 0; i < t.n; i++) {
		unsigned digit = (unsigned char)t.p[i] - (unsigned)'0';
		if (digit < 10) {
			coef = coef * 10 + digit;
			behind += points;
		} else if (t.p[i] != '.' || points++) {
			return false;
		}
	}
	if (t.n == points)
		return false;
	if (t.n >= SHORT_TEXT)
		return parse_long(out, negative, t, arena);
	out->coef = negative ? -(__int128)coef : (__int128)coef;
	out->wide = NULL;
	out->scale = (int32_t)behind;
	return true;
}

bool
num_of_double(struct num *out, double d, struct arena *arena)
{
	enum { FIVES = 27 }; /* 5^27 is below 2^63 */
	if (!isfinite(d))
		return false;
	int exponent;
	int64_t m = (int64_t)ldexp(frexp(d, &exponent), 53);
	exponent -= 53;
	while (m && m % 2 == 0) {
		m /= 2;
		exponent++;
	}
	if (m == 0) {
		*out = NUM_INT(0);
		return true;
	}
	if (exponent >= 0) {
		if (exponent > 62)
			return wide_power(
			    out, m, 2, (unsigned)exponent, 0, arena);
		*out = NUM_INT((__int128)m * ((int64_t)1 << exponent));
		return true;
	}
	/* m * 2^-k is m * 5^k * 10^-k */
	int k = -exponent;
	if (k > FIVES)
		return wide_power(out, m, 5, (unsigned)k, k, arena);
	int64_t fives = 1;
	for (int i = 0; i < k; i++)
		fives *= 5;
	*out = (struct num){ .coef = (__int128)m * fives, .scale = k };
	return true;
}

bool
num_add_apart(struct num *out, struct num a, struct num b, struct arena *arena)
{
	__int128 x = a.coef, y = b.coef, sum;
	if (a.wide || b.wide || !align(&x, a.scale, &y, b.scale) ||
	    __builtin_add_overflow(x, y, &sum))
		return wide_add(out, a, b, arena);
	int32_t scale = a.scale > b.scale ? a.scale : b.scale;
	*out = (struct num){ .coef = sum, .scale = scale };
	return true;
}

bool
num_sub(struct num *out, struct num a, struct num b, struct arena *arena)
{
	return num_add(out, a, num_neg(b, arena), arena);
}

bool
num_mul(struct num *out, struct num a, struct num b, struct arena *arena)
{
	__int128 product;
	if (a.wide || b.wide || a.scale + b.scale > SHORT_DIGITS)
		return wide_mul(out, a, b, arena);
	if (is_small(a.coef) && is_small(b.coef))
		product = (__int128)(int64_t)a.coef * (int64_t)b.coef;
	else if (__builtin_mul_overflow(a.coef, b.coef, &product))
		return wide_mul(out, a, b, arena);
	out->coef = product;
	out->wide = NULL;
	out->scale = a.scale + b.scale;
	return true;
}

/* Takes the final zeros away, those before the point too. */
static void
strip(struct num *a)
{
	if (a->coef == 0)
		a->scale = 0;
	while (a->coef && !is_small(a->coef) && a->coef % 10 == 0) {
		a->coef /= 10;
		a->scale--;
	}
	if (!is_small(a->coef))
		return;
	int64_t c = (int64_t)a->coef;
	while (c && c % 10 == 0) {
		c /= 10;
		a->scale--;
	}
	a->coef = c;
}

static unsigned __int128
magnitude(__int128 c)
{
	return c < 0 ? -(unsigned __int128)c : (unsigned __int128)c;
}

bool
num_div(struct num *out, struct num a, struct num b, struct arena *arena)
{
	struct num x = a, y = b;
	if (a.wide || b.wide)
		return wide_div(out, a, b, arena);
	if (b.coef == 0)
		return false;
	strip(&x);
	strip(&y);
	int32_t scale = QUOTIENT_SCALE;
	if (x.scale > y.scale)
		scale += x.scale - y.scale;
	/* x.coef * 10^(scale - x.scale + y.scale) / y.coef */
	if (scale > SHORT_DIGITS || !shift(&x.coef, scale - x.scale + y.scale))
		return wide_div(out, a, b, arena);
	__int128 q = x.coef / y.coef, r = x.coef % y.coef;
	unsigned __int128 rest = magnitude(r), whole = magnitude(y.coef);
	if (rest > whole - rest)
		q += (r < 0) == (y.coef < 0) ? 1 : -1;
	*out = (struct num){ .coef = q, .scale = scale };
	return true;
}

static struct num
round_to(struct num a, int32_t scale, struct arena *arena)
{
	if (a.wide)
		return wide_round(a, scale, arena);
	if (a.scale <= scale)
		return a;
	int32_t cut = a.scale - scale;
	if (cut > SHORT_DIGITS)
		return wide_round(a, scale, arena);
	__int128 by = power10[cut], q, r;
	if (is_small(a.coef) && cut <= 18) {
		q = (int64_t)a.coef / (int64_t)by;
		r = (int64_t)a.coef % (int64_t)by;
	} else {
		q = a.coef / by;
		r = a.coef % by;
	}
	if (r < 0) { /* to the floor first */
		r += by;
		q--;
	}
	return (struct num){ .coef = r >= by - r ? q + 1 : q, .scale = scale };
}

struct num
num_round(struct num a, struct arena *arena)
{
	return round_to(a, 0, arena);
}

struct num
num_round2(struct num a, struct arena *arena)
{
	return round_to(a, 2, arena);
}

struct num
num_neg(struct num a, struct arena *arena)
{
	__int128 c;
	if (a.wide || __builtin_sub_overflow((__int128)0, a.coef, &c))
		return wide_neg(a, arena);
	a.coef = c;
	return a;
}

struct num
num_abs(struct num a, struct arena *arena)
{
	return num_sign(a) < 0 ? num_neg(a, arena) : a;
}

int
num_sign(struct num a)
{
	if (a.wide)
		return a.wide->n == 0 ? 0 : a.wide->negative ? -1 : 1;
	return (a.coef > 0) - (a.coef < 0);
}

int
num_cmp(struct num a, struct num b, struct arena *arena)
{
	if (a.wide || b.wide)
		return wide_cmp(a, b, arena);
	if (align(&a.coef, a.scale, &b.coef, b.scale))
		return (a.coef > b.coef) - (a.coef < b.coef);
	/* the one of smaller scale is out of the other's range, so larger */
	if (a.scale < b.scale)
		return a.coef < 0 ? -1 : 1;
	return b.coef < 0 ? 1 : -1;
}

int
num_cmp_double(struct num a, double b, struct arena *arena)
{
	/*
	 * In doubles a is off by two roundings at most, if its power of ten
	 * is exact. Only where that leaves it open, digits are needed.
	 */
	enum { EXACT_POWERS = 22 };
	if (isinf(b))
		return b < 0 ? 1 : -1;
	if (!a.wide && a.scale <= EXACT_POWERS) {
		double x = (double)a.coef / (double)power10[a.scale];
		if (fabs(x - b) > fabs(x) * 0x1p-50)
			return x > b ? 1 : -1;
	}
	struct num exact;
	num_of_double(&exact, b, arena);
	return num_cmp(a, exact, arena);
}

struct str
num_text(struct num a, struct arena *arena)
{
	return wide_text(a, arena);
}
