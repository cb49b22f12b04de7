/* SPDX-License-Identifier: ISC */
#ifndef RULES_NUM_H
#define RULES_NUM_H

/*
 * xs:decimal as the official rules compute with it: exact, of any size
 * (XPath 2 functions and operators 6.2, as Saxon has them). A number of up to
 * 38 digits is a 128-bit coefficient and takes no memory; one that outgrows
 * that goes on in an arena, in whose next reset it ends. Both ways come to
 * the same; who uses a struct num never sees which one it is.
 *
 * NUM_DIGITS digits, before and behind the point together, are the end: what
 * would be longer makes a function answer false and leaves *out alone. No
 * document that anybody means comes near; one that does cannot be judged.
 *
 * Scales are not values: 1.50 and 1.5 are the same number in all that
 * follows.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum { NUM_DIGITS = 4096 };

struct num_wide; /* the digits of a long one */

struct num {
	__int128 coef; /* of a number that is not wide: coef * 10^-scale */
	const struct num_wide *wide; /* NULL of nearly all */
	int32_t scale; /* decimals, 0 or more */
};

#define NUM_INT(n) ((struct num){ .coef = (n) })
/* NUM_HUNDREDTHS(2) is 0.02 */
#define NUM_HUNDREDTHS(n) ((struct num){ .coef = (n), .scale = 2 })

/*
 * Reads `[+-]digits[.digits]`, `5.` and `.5` too; blanks around it and
 * exponents not (value_decimal takes the blanks). False when the text is no
 * such number, or a longer one than NUM_DIGITS without the outer zeros.
 */
bool num_parse(struct num *out, struct str text, struct arena *);

/* The exact value of the double; false of NaN and the infinities. */
bool num_of_double(struct num *out, double, struct arena *);

/* What num_add leaves: numbers of different scales, and long ones. */
bool num_add_apart(struct num *out, struct num a, struct num b, struct arena *);

static inline bool
num_add(struct num *out, struct num a, struct num b, struct arena *arena)
{
	__int128 sum;
	if (a.wide || b.wide || a.scale != b.scale ||
	    __builtin_add_overflow(a.coef, b.coef, &sum))
		return num_add_apart(out, a, b, arena);
	out->coef = sum;
	out->wide = NULL;
	out->scale = a.scale;
	return true;
}

bool num_sub(struct num *out, struct num a, struct num b, struct arena *);
bool num_mul(struct num *out, struct num a, struct num b, struct arena *);

/*
 * a / b, of which Saxon keeps 18 decimals, or 18 more than a has above those
 * of b, counted without final zeros (so that 7000 has -3 of them); what is
 * cut off is rounded, a tie toward zero. False when b is zero, too.
 */
bool num_div(struct num *out, struct num a, struct num b, struct arena *);

/* fn:round: the nearest integer, of two the one toward +infinity. */
struct num num_round(struct num, struct arena *);

/* round(a * 10 * 10) div 100, in which the official rules compare sums. */
struct num num_round2(struct num, struct arena *);

struct num num_neg(struct num, struct arena *);
struct num num_abs(struct num, struct arena *);

/* -1, 0, 1 as a is below, equal to, above b. */
int num_cmp(struct num a, struct num b, struct arena *);

/* The same against the exact value of a double, which must not be NaN. */
int num_cmp_double(struct num a, double b, struct arena *);

/* -1, 0, 1: its sign. */
int num_sign(struct num);

/* The number as fn:string writes it: no final zeros, "0.5", "-7". */
struct str num_text(struct num, struct arena *);

/*
 * The same number in the form of the long ones, which all functions take
 * for what it is: how tests hold one way against the other.
 */
struct num num_widen(struct num, struct arena *);

#endif
