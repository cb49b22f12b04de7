/* SPDX-License-Identifier: ISC */
#ifndef BASE_DIGIT_H
#define BASE_DIGIT_H

/*
 * Check-digit arithmetic over runs of ASCII digits. The functions look at
 * exactly n bytes; a byte that is no digit makes them answer false or -1.
 */

#include <stdbool.h>
#include <stddef.h>

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Claims that p holds n digits and nothing else, n > 0. */
bool digits_only(const char *p, size_t n);

/* Luhn (ISO/IEC 7812-1 annex B) with the check digit last: sum % 10 == 0. */
bool luhn_ok(const char *p, size_t n);

/* The Luhn digit, 0-9, to put behind n digits; -1 when p is not digits. */
int luhn_digit(const char *p, size_t n);

/*
 * Modulus 11 with weights 2 to 7 from the right, as the Norwegian account,
 * KID and organisation numbers have it: 0-9, 10 where the check character
 * is '-' or the number does not exist, -1 when p is not digits.
 */
int mod11_digit(const char *p, size_t n);

/* GS1 modulo 10 (weights 3,1 from the right), check digit last: GLN, GTIN. */
bool gs1_ok(const char *p, size_t n);

/*
 * ISO 7064 MOD 97-10 of digits and letters (A = 10 ... Z = 35, either case):
 * 0-96, or -1 at any other byte.
 */
int mod97(const char *p, size_t n);

/*
 * The eleven bytes DDMMYYNNNCC of a Norwegian identity number: the remainder
 * of the first check digit where the second one agrees, else -1. 0 is the
 * rule of today, 0 to 3 that of numbers issued from 2032-01-01; what is above
 * 3 is no such number either, and -1. The date is not looked at.
 */
int fnr_rest(const char *p);

/* The check character of the ten bytes DDMMYYxNNN of a hetu, or '\0'. */
char hetu_check(const char *p);

#endif
