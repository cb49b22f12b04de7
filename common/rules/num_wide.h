/* SPDX-License-Identifier: ISC */
#ifndef RULES_NUM_WIDE_H
#define RULES_NUM_WIDE_H

/*
 * The long way of num.h, of which only num.c knows: digits nine by nine, in
 * arenas. Each takes numbers of either form, and answers with a short one
 * wherever the result fits.
 */

#include "num.h"

enum {
	WIDE_BASE = 1000000000,
	WIDE_LIMB = 9, /* digits in a limb */
	QUOTIENT_SCALE = 18, /* decimals of a quotient, at least */
};

struct num_wide {
	bool negative;
	size_t n; /* limbs, the last of them not 0; none of zero */
	uint32_t limb[]; /* the lowest first */
};

/* The digits of whole and then of part, which has the decimals. */
bool wide_parse(struct num *out, bool negative, struct str whole,
    struct str part, struct arena *);

/* times * base^exponent * 10^-scale; base 2 or 5. */
bool wide_power(struct num *out, int64_t times, unsigned base,
    unsigned exponent, int32_t scale, struct arena *);

bool wide_add(struct num *out, struct num a, struct num b, struct arena *);
bool wide_mul(struct num *out, struct num a, struct num b, struct arena *);
bool wide_div(struct num *out, struct num a, struct num b, struct arena *);

/* With at most `scale` decimals, half toward +infinity. */
struct num wide_round(struct num, int32_t scale, struct arena *);

struct num wide_neg(struct num, struct arena *);
int wide_cmp(struct num a, struct num b, struct arena *);
struct str wide_text(struct num, struct arena *);

#endif
