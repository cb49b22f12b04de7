/* SPDX-License-Identifier: ISC */
#ifndef IDENT_PERSON_H
#define IDENT_PERSON_H

/*
 * Swedish personal identity numbers: personnummer YYMMDD-NNNC, samordnings-
 * nummer with 60 added to the day, and interim numbers with one of the letters
 * TRSUWXJKLMN for the first N. Luhn runs over the last ten characters (a
 * letter counts as 1), the date exists, NNN is not 000. Source: Skatteverket
 * SKV 704 and SKV 707; personnummer/meta for interim numbers.
 *
 * These are personal data: print them through person_mask only.
 */

#include "base/date.h"

enum { PERSON_TEXT = 13, PERSON_MASKED = 14 }; /* room with NUL */

enum person_kind {
	PERSON_NUMBER,
	PERSON_COORDINATION, /* samordningsnummer */
	PERSON_INTERIM,
};

struct person {
	enum person_kind kind;
	struct date born;
	char text[PERSON_TEXT]; /* YYYYMMDDNNNC, the day with its 60 */
};

/*
 * Reads ten or twelve characters, with one `-`, `+` or nothing before the last
 * four. Ten characters get the latest century in which the birth is not after
 * `today`; with `+`, the latest in which the person turns 100 in the year of
 * `today` or before. Twelve are taken as written, from 1800 up to `today`.
 * False when it is no such number; *out is then of no use.
 */
bool person_parse(struct person *out, struct str text, struct date today);

/* Writes the number for eyes that may not see it: YYYYMMDD-****. */
void person_mask(const struct person *, char text[PERSON_MASKED]);

#endif
