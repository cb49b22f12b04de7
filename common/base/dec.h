/* SPDX-License-Identifier: ISC */
#ifndef BASE_DEC_H
#define BASE_DEC_H

/*
 * Exact decimals: coef * 10^-scale with a 128-bit coefficient. All money,
 * prices, quantities and rates are these; there is no floating point. A
 * zeroed struct dec is absent, which is not the number zero. The scale is
 * kept as written ("7.0" has scale 1), so that text survives a round trip.
 *
 * Operations that can pass the range answer false and leave *out alone. The
 * range is DEC_DIGITS digits in all, so any two values of one scale add up
 * without care about overflow below a billion terms.
 */

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

enum {
	DEC_DIGITS = 28, /* most significant digits a parsed number has */
	DEC_SCALE = 18, /* most decimals */
	DEC_TEXT = 48, /* room for any formatted value and a NUL */
};

struct dec {
	__int128 coef;
	uint8_t scale;
	bool set;
};

/* How dec_round and dec_div treat what is cut off; named at each call. */
enum dec_mode {
	DEC_HALF_UP, /* 0.5 away from zero: invoices, bank files */
	DEC_HALF_CEILING, /* 0.5 toward +infinity: XPath fn:round */
	DEC_HALF_EVEN, /* 0.5 to the even neighbour */
	DEC_DOWN, /* toward zero */
};

#define DEC_INT(n) ((struct dec){ .coef = (n), .set = true })

/*
 * Reads `-?digits[.digits]` with an optional `+`; leading zeros and a bare
 * `5.` or `.5` are taken as XML Schema has them, blanks and exponents not.
 * False when the text is no such number or has too many digits.
 */
bool dec_parse(struct dec *out, struct str text);

/* Writes the number, NUL-ended, with its scale of decimals; its length. */
size_t dec_format(struct dec, char text[DEC_TEXT]);

/* -1, 0, 1 as a is below, equal to, above b by value; both must be set. */
int dec_cmp(struct dec a, struct dec b);

bool dec_add(struct dec *out, struct dec a, struct dec b);
bool dec_sub(struct dec *out, struct dec a, struct dec b);

/* Exact product; the scale is the sum of the scales. */
bool dec_mul(struct dec *out, struct dec a, struct dec b);

/* a / b with `scale` decimals; false when b is zero. */
bool dec_div(
    struct dec *out, struct dec a, struct dec b, unsigned scale, enum dec_mode);

/* a with exactly `scale` decimals. */
bool dec_round(struct dec *out, struct dec a, unsigned scale, enum dec_mode);

/*
 * a written with `least` decimals or as many more as its value needs: the
 * one spelling of an amount, 5 -> 5.00, 5.100 -> 5.10, 5.125 -> 5.125.
 */
struct dec dec_tidy(struct dec a, unsigned least);

struct dec dec_neg(struct dec);

/* Without its sign. */
struct dec dec_abs(struct dec);

/* part of whole in percent, one decimal, half up: 41.2; 0.0 of nothing. */
struct dec dec_percent(int64_t part, int64_t whole);

static inline bool
dec_is_zero(struct dec d)
{
	return d.set && d.coef == 0;
}

static inline bool
dec_is_negative(struct dec d)
{
	return d.set && d.coef < 0;
}

#endif
