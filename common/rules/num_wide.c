/* SPDX-License-Identifier: ISC */
#include "num_wide.h"

enum { LIMB_MAX = NUM_DIGITS / WIDE_LIMB + 1 };

static const uint32_t power10[WIDE_LIMB] = { 1, 10, 100, 1000, 10000, 100000,
	1000000, 10000000, 100000000 };

/* n limbs of zero. */
static struct num_wide *
blank(size_t n, struct arena *arena)
{
	struct num_wide *w =
	    arena_zero(arena, 1, sizeof(*w) + n * sizeof(w->limb[0]));
	w->n = n;
	return w;
}

static struct num_wide *
trim(struct num_wide *w)
{
	while (w->n && w->limb[w->n - 1] == 0)
		w->n--;
	return w;
}

/* w * by + plus, in w, which has room for one limb more than it needs. */
static void
mul_small(struct num_wide *w, uint32_t by, uint32_t plus)
{
	uint64_t carry = plus;
	for (size_t i = 0; i < w->n; i++) {
		carry += (uint64_t)w->limb[i] * by;
		w->limb[i] = (uint32_t)(carry % WIDE_BASE);
		carry /= WIDE_BASE;
	}
	if (carry)
		w->limb[w->n++] = (uint32_t)carry;
}

/* w / by, in w; the remainder. */
static uint32_t
div_small(struct num_wide *w, uint32_t by)
{
	uint64_t rest = 0;
	for (size_t i = w->n; i-- > 0;) {
		rest = rest * WIDE_BASE + w->limb[i];
		w->limb[i] = (uint32_t)(rest / by);
		rest %= by;
	}
	trim(w);
	return (uint32_t)rest;
}

/* The coefficient of a number of either form. */
static const struct num_wide *
digits_of(struct num a, struct arena *arena)
{
	enum { SHORT_LIMBS = 5 };
	if (a.wide)
		return a.wide;
	struct num_wide *w = blank(SHORT_LIMBS, arena);
	unsigned __int128 c =
	    a.coef < 0 ? -(unsigned __int128)a.coef : (unsigned __int128)a.coef;
	for (size_t i = 0; c; i++, c /= WIDE_BASE)
		w->limb[i] = (uint32_t)(c % WIDE_BASE);
	w->negative = a.coef < 0;
	return trim(w);
}

struct num
num_widen(struct num a, struct arena *arena)
{
	a.wide = digits_of(a, arena);
	a.coef = 0;
	return a;
}

/* Takes up to `most` final zeros away; how many there were. */
static int32_t
strip(struct num_wide *w, int32_t most)
{
	int32_t zeros = 0;
	size_t limbs = 0;
	while (
	    limbs < w->n && w->limb[limbs] == 0 && most - zeros >= WIDE_LIMB) {
		limbs++;
		zeros += WIDE_LIMB;
	}
	w->n -= limbs;
	memmove(w->limb, w->limb + limbs, w->n * sizeof(w->limb[0]));
	while (zeros < most && w->n && w->limb[0] % 10 == 0) {
		div_small(w, 10);
		zeros++;
	}
	return zeros;
}

/* The number w * 10^-scale, short if it can be; false if it is too long. */
static bool
finish(struct num *out, struct num_wide *w, int32_t scale)
{
	enum { SHORT_LIMBS = 5, SHORT_SCALE = 38 };
	__int128 c = 0;
	bool fits;

	trim(w);
	scale = w->n ? scale - strip(w, scale) : 0;
	fits = w->n <= SHORT_LIMBS && scale <= SHORT_SCALE;
	for (size_t i = w->n; fits && i-- > 0;)
		fits = !__builtin_mul_overflow(c, (__int128)WIDE_BASE, &c) &&
		       !__builtin_add_overflow(c, (__int128)w->limb[i], &c);
	if (fits) {
		*out = (struct num){ .coef = w->negative ? -c : c,
			.scale = scale };
		return true;
	}
	if (w->n > LIMB_MAX || scale > NUM_DIGITS ||
	    (w->n == LIMB_MAX &&
		w->limb[w->n - 1] >= power10[NUM_DIGITS % WIDE_LIMB]))
		return false;
	*out = (struct num){ .wide = w, .scale = scale };
	return true;
}

/* w * 10^n, a new one. */
static struct num_wide *
shifted(const struct num_wide *w, int32_t n, struct arena *arena)
{
	size_t limbs = (size_t)n / WIDE_LIMB;
	struct num_wide *out = blank(w->n + limbs + 1, arena);
	memcpy(out->limb + limbs, w->limb, w->n * sizeof(w->limb[0]));
	out->n--;
	mul_small(out, power10[n % WIDE_LIMB], 0);
	out->negative = w->negative;
	return trim(out);
}

/* Compares without the signs. */
static int
compare(const struct num_wide *a, const struct num_wide *b)
{
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (size_t i = a->n; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

/* a + b, or a - b, without the signs; b must not be longer, or larger. */
static struct num_wide *
combine(const struct num_wide *a, const struct num_wide *b, bool minus,
    struct arena *arena)
{
	struct num_wide *out = blank(a->n + 1, arena);
	int64_t carry = 0;
	for (size_t i = 0; i < out->n; i++) {
		int64_t x = i < a->n ? a->limb[i] : 0;
		int64_t y = i < b->n ? b->limb[i] : 0;
		x += carry + (minus ? -y : y);
		carry = x >= WIDE_BASE ? 1 : x < 0 ? -1 : 0;
		out->limb[i] = (uint32_t)(x - carry * WIDE_BASE);
	}
	return trim(out);
}

static struct num_wide *
product(const struct num_wide *a, const struct num_wide *b, struct arena *arena)
{
	struct num_wide *out = blank(a->n + b->n, arena);
	for (size_t i = 0; i < a->n; i++) {
		uint64_t carry = 0;
		for (size_t k = 0; k < b->n; k++) {
			carry += out->limb[i + k] +
				 (uint64_t)a->limb[i] * b->limb[k];
			out->limb[i + k] = (uint32_t)(carry % WIDE_BASE);
			carry /= WIDE_BASE;
		}
		out->limb[i + b->n] = (uint32_t)carry;
	}
	return trim(out);
}

/*
 * One digit of the quotient: r, with n + 1 limbs from `at` on, less as many
 * times b as go into it. b begins with a limb of half the base or more, by
 * which the first guess is two too high at most (Knuth, TAOCP 4.3.1 D).
 */
static uint32_t
divide_limb(struct num_wide *r, size_t at, const struct num_wide *b)
{
	size_t n = b->n;
	uint64_t top =
	    (uint64_t)r->limb[at + n] * WIDE_BASE + r->limb[at + n - 1];
	uint64_t q = top / b->limb[n - 1];
	int64_t carry = 0;

	if (q >= WIDE_BASE)
		q = WIDE_BASE - 1;
	for (size_t i = 0; i <= n; i++) {
		uint64_t y = i < n ? q * b->limb[i] : 0;
		carry += (int64_t)r->limb[at + i] - (int64_t)y;
		int64_t low = carry % WIDE_BASE;
		if (low < 0)
			low += WIDE_BASE;
		r->limb[at + i] = (uint32_t)low;
		carry = (carry - low) / WIDE_BASE;
	}
	for (; carry < 0; q--) { /* too high */
		int64_t x = 0;
		for (size_t i = 0; i <= n; i++) {
			x += r->limb[at + i] + (i < n ? b->limb[i] : 0);
			r->limb[at + i] = (uint32_t)(x % WIDE_BASE);
			x /= WIDE_BASE;
		}
		carry += x;
	}
	return (uint32_t)q;
}

/* a / b without the signs, b not 0; what is left over, over b, in *half: -1,
 * 0, 1 as it is less than, just, more than a half. */
static struct num_wide *
quotient(const struct num_wide *a, const struct num_wide *b, int *half,
    struct arena *arena)
{
	struct num_wide *r = shifted(a, 0, arena), *by = shifted(b, 0, arena);
	uint32_t scale = WIDE_BASE / (by->limb[by->n - 1] + 1);
	size_t n = by->n;

	mul_small(r, scale, 0);
	mul_small(by, scale, 0);
	/* room for the limb that the first digit looks at */
	struct num_wide *rest = blank(r->n + 1, arena);
	memcpy(rest->limb, r->limb, r->n * sizeof(r->limb[0]));
	struct num_wide *q = blank(r->n >= n ? r->n - n + 1 : 0, arena);
	for (size_t at = q->n; at-- > 0;)
		q->limb[at] = divide_limb(rest, at, by);
	trim(rest);
	*half = compare(combine(rest, rest, false, arena), by);
	return trim(q);
}

static struct num_wide *
plus_one(const struct num_wide *w, struct arena *arena)
{
	struct num_wide *out = blank(w->n + 1, arena);
	memcpy(out->limb, w->limb, w->n * sizeof(w->limb[0]));
	for (size_t i = 0; ++out->limb[i] == WIDE_BASE; i++)
		out->limb[i] = 0;
	out->negative = w->negative;
	return trim(out);
}

bool
wide_parse(struct num *out, bool negative, struct str whole, struct str part,
    struct arena *arena)
{
	size_t n = whole.n + part.n;
	struct num_wide *w = blank(n / WIDE_LIMB + 1, arena);
	for (size_t i = 0; i < n; i++) {
		size_t place = n - 1 - i;
		char c = i < whole.n ? whole.p[i] : part.p[i - whole.n];
		w->limb[place / WIDE_LIMB] +=
		    (uint32_t)(c - '0') * power10[place % WIDE_LIMB];
	}
	w->negative = negative;
	return finish(out, w, (int32_t)part.n);
}

bool
wide_power(struct num *out, int64_t times, unsigned base, unsigned exponent,
    int32_t scale, struct arena *arena)
{
	struct num one = NUM_INT(times);
	const struct num_wide *from = digits_of(one, arena);
	/* a limb takes at least twelve fives, or twenty-nine twos */
	struct num_wide *w = blank(from->n + exponent / 12 + 2, arena);
	memcpy(w->limb, from->limb, from->n * sizeof(from->limb[0]));
	w->n = from->n;
	w->negative = from->negative;
	while (exponent) {
		uint32_t by = 1;
		for (; exponent && by < WIDE_BASE / base; exponent--)
			by *= base;
		mul_small(w, by, 0);
	}
	return finish(out, w, scale);
}

bool
wide_add(struct num *out, struct num a, struct num b, struct arena *arena)
{
	int32_t scale = a.scale > b.scale ? a.scale : b.scale;
	const struct num_wide *x =
	    shifted(digits_of(a, arena), scale - a.scale, arena);
	const struct num_wide *y =
	    shifted(digits_of(b, arena), scale - b.scale, arena);
	if (compare(x, y) < 0) {
		const struct num_wide *t = x;
		x = y;
		y = t;
	}
	struct num_wide *sum = combine(x, y, x->negative != y->negative, arena);
	sum->negative = x->negative;
	return finish(out, sum, scale);
}

bool
wide_mul(struct num *out, struct num a, struct num b, struct arena *arena)
{
	const struct num_wide *x = digits_of(a, arena);
	const struct num_wide *y = digits_of(b, arena);
	struct num_wide *w = product(x, y, arena);
	w->negative = x->negative != y->negative;
	return finish(out, w, a.scale + b.scale);
}

bool
wide_div(struct num *out, struct num a, struct num b, struct arena *arena)
{
	struct num_wide *x = shifted(digits_of(a, arena), 0, arena);
	struct num_wide *y = shifted(digits_of(b, arena), 0, arena);
	if (y->n == 0)
		return false;
	/* no more zeros than INT32_MAX can be in NUM_DIGITS of them */
	int32_t xs = x->n ? a.scale - strip(x, INT32_MAX) : 0;
	int32_t ys = b.scale - strip(y, INT32_MAX);
	int32_t scale = QUOTIENT_SCALE + (xs > ys ? xs - ys : 0);
	int half;
	struct num_wide *q =
	    quotient(shifted(x, scale - xs + ys, arena), y, &half, arena);
	if (half > 0)
		q = plus_one(q, arena);
	q->negative = x->negative != y->negative;
	return finish(out, q, scale);
}

struct num
wide_round(struct num a, int32_t scale, struct arena *arena)
{
	if (a.scale <= scale)
		return a;
	const struct num_wide *w = digits_of(a, arena);
	struct num one = NUM_INT(1);
	const struct num_wide *by =
	    shifted(digits_of(one, arena), a.scale - scale, arena);
	int half;
	struct num_wide *q = quotient(w, by, &half, arena);
	if (half > 0 || (half == 0 && !w->negative))
		q = plus_one(q, arena);
	q->negative = w->negative;
	finish(&a, q, scale); /* not longer than it was */
	return a;
}

struct num
wide_neg(struct num a, struct arena *arena)
{
	struct num_wide *w = shifted(digits_of(a, arena), 0, arena);
	w->negative = !w->negative;
	return (struct num){ .wide = w, .scale = a.scale };
}

int
wide_cmp(struct num a, struct num b, struct arena *arena)
{
	int32_t scale = a.scale > b.scale ? a.scale : b.scale;
	if (num_sign(a) != num_sign(b))
		return num_sign(a) < num_sign(b) ? -1 : 1;
	int order =
	    compare(shifted(digits_of(a, arena), scale - a.scale, arena),
		shifted(digits_of(b, arena), scale - b.scale, arena));
	return num_sign(a) < 0 ? -order : order;
}

struct str
wide_text(struct num a, struct arena *arena)
{
	struct num_wide *w = shifted(digits_of(a, arena), 0, arena);
	size_t scale = (size_t)(w->n ? a.scale - strip(w, a.scale) : 0);
	size_t digits = w->n * WIDE_LIMB, n = 0;
	if (digits <= scale)
		digits = scale + 1;
	char *text = arena_alloc(arena, digits + 2);

	if (w->negative && w->n)
		text[n++] = '-';
	bool begun = false;
	for (size_t place = digits; place-- > 0;) {
		size_t i = place / WIDE_LIMB;
		uint32_t limb = i < w->n ? w->limb[i] : 0;
		uint32_t digit = limb / power10[place % WIDE_LIMB] % 10;
		begun = begun || digit || place <= scale;
		if (begun)
			text[n++] = (char)('0' + digit);
		if (begun && place == scale && scale)
			text[n++] = '.';
	}
	return (struct str){ text, n };
}
