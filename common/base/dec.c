/* SPDX-License-Identifier: ISC */
#include "dec.h"
#include "digit.h"

/* Results may hold this many digits; 10^38 is just below 2^127. */
enum { RESULT_DIGITS = 38 };

static __int128
power10(unsigned n)
{
	__int128 p = 1;
	while (n-- > 0)
		p *= 10;
	return p;
}

bool
dec_parse(struct dec *out, struct str t)
{
	size_t i = 0, digits = 0, significant = 0;
	unsigned __int128 coef = 0;
	unsigned scale = 0;
	bool negative = false, point = false;

	if (t.n && (t.p[0] == '-' || t.p[0] == '+'))
		negative = t.p[i++] == '-';
	for (; i < t.n; i++) {
		char c = t.p[i];
		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (!is_digit(c) || (point && scale == DEC_SCALE))
			return false;
		if (significant || c != '0')
			significant++;
		if (significant > DEC_DIGITS)
			return false;
		coef = coef * 10 + (unsigned)(c - '0');
		scale += point;
		digits++;
	}
	if (!digits)
		return false;
	out->coef = negative ? -(__int128)coef : (__int128)coef;
	out->scale = (uint8_t)scale;
	out->set = true;
	return true;
}

size_t
dec_format(struct dec d, char text[DEC_TEXT])
{
	char digits[DEC_TEXT];
	unsigned n = 0;
	unsigned __int128 c =
	    d.coef < 0 ? -(unsigned __int128)d.coef : (unsigned __int128)d.coef;

	while (c > UINT64_MAX) {
		digits[n++] = (char)('0' + (int)(c % 10));
		c /= 10;
	}
	for (uint64_t low = (uint64_t)c; low || n <= d.scale; low /= 10)
		digits[n++] = (char)('0' + (int)(low % 10));
	size_t len = 0;
	if (d.coef < 0)
		text[len++] = '-';
	while (n-- > 0) {
		text[len++] = digits[n];
		if (n == d.scale && n > 0)
			text[len++] = '.';
	}
	text[len] = '\0';
	return len;
}

/* *coef times 10^n; beyond the range false, and *coef as it was. */
static bool
shift(__int128 *coef, unsigned n)
{
	static const __int128 ten = 10;
	__int128 c = *coef;
	while (n-- > 0)
		if (__builtin_mul_overflow(c, ten, &c))
			return false;
	*coef = c;
	return true;
}

/* Brings both to the larger scale. */
static bool
align(struct dec *a, struct dec *b)
{
	if (a->scale < b->scale) {
		if (!shift(&a->coef, (unsigned)b->scale - a->scale))
			return false;
		a->scale = b->scale;
	} else if (b->scale < a->scale) {
		if (!shift(&b->coef, (unsigned)a->scale - b->scale))
			return false;
		b->scale = a->scale;
	}
	return true;
}

int
dec_cmp(struct dec a, struct dec b)
{
	if (align(&a, &b))
		return (a.coef > b.coef) - (a.coef < b.coef);
	/* the one of smaller scale is out of the other's range, so larger */
	if (a.scale < b.scale)
		return a.coef < 0 ? -1 : 1;
	return b.coef < 0 ? 1 : -1;
}

bool
dec_add(struct dec *out, struct dec a, struct dec b)
{
	if (!align(&a, &b) || __builtin_add_overflow(a.coef, b.coef, &a.coef))
		return false;
	a.set = true;
	*out = a;
	return true;
}

bool
dec_sub(struct dec *out, struct dec a, struct dec b)
{
	return dec_add(out, a, dec_neg(b));
}

bool
dec_mul(struct dec *out, struct dec a, struct dec b)
{
	if (a.scale + b.scale > RESULT_DIGITS ||
	    __builtin_mul_overflow(a.coef, b.coef, &a.coef))
		return false;
	a.scale = (uint8_t)(a.scale + b.scale);
	a.set = true;
	*out = a;
	return true;
}

/* The quotient rounded as mode says, from quotient, remainder and divisor. */
static __int128
settle(__int128 q, __int128 r, __int128 by, enum dec_mode mode)
{
	bool negative = (r < 0) != (by < 0) && r != 0;
	unsigned __int128 rest =
	    r < 0 ? -(unsigned __int128)r : (unsigned __int128)r;
	unsigned __int128 half =
	    by < 0 ? -(unsigned __int128)by : (unsigned __int128)by;
	unsigned __int128 other = half - rest;
	bool away = rest > other;

	if (rest == other)
		away = mode == DEC_HALF_UP ||
		       (mode == DEC_HALF_CEILING && !negative) ||
		       (mode == DEC_HALF_EVEN && q % 2 != 0);
	if (mode == DEC_DOWN || rest == 0)
		away = false;
	if (!away)
		return q;
	return negative ? q - 1 : q + 1;
}

bool
dec_round(struct dec *out, struct dec a, unsigned scale, enum dec_mode mode)
{
	if (scale > RESULT_DIGITS)
		return false;
	if (scale >= a.scale) {
		if (!shift(&a.coef, scale - a.scale))
			return false;
	} else {
		__int128 by = power10(a.scale - scale);
		a.coef = settle(a.coef / by, a.coef % by, by, mode);
	}
	a.scale = (uint8_t)scale;
	*out = a;
	return true;
}

bool
dec_div(struct dec *out, struct dec a, struct dec b, unsigned scale,
    enum dec_mode mode)
{
	if (b.coef == 0 || scale > DEC_SCALE)
		return false;
	/* a.coef * 10^(scale + b.scale - a.scale) / b.coef */
	int up = (int)scale + b.scale - a.scale;
	if (up >= 0 ? !shift(&a.coef, (unsigned)up)
		    : !shift(&b.coef, (unsigned)-up))
		return false;
	out->coef = settle(a.coef / b.coef, a.coef % b.coef, b.coef, mode);
	out->scale = (uint8_t)scale;
	out->set = true;
	return true;
}

struct dec
dec_tidy(struct dec a, unsigned least)
{
	while (a.scale > least && a.coef % 10 == 0) {
		a.coef /= 10;
		a.scale--;
	}
	if (a.scale < least && shift(&a.coef, least - a.scale))
		a.scale = (uint8_t)least;
	return a;
}

struct dec
dec_neg(struct dec d)
{
	d.coef = -d.coef;
	return d;
}

struct dec
dec_abs(struct dec d)
{
	return dec_is_negative(d) ? dec_neg(d) : d;
}

struct dec
dec_percent(int64_t part, int64_t whole)
{
	struct dec share = { .coef = 0, .scale = 1, .set = true };
	if (whole)
		dec_div(&share, DEC_INT((__int128)part * 100), DEC_INT(whole),
		    1, DEC_HALF_UP);
	return share;
}
