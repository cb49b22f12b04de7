/* SPDX-License-Identifier: ISC */
#ifndef IDENT_GIRO_H
#define IDENT_GIRO_H

/*
 * Swedish giro numbers, last digit a Luhn check digit: bankgiro of seven or
 * eight digits, printed 991-2346 or 5050-1055; plusgiro of two to eight,
 * printed 28 65 43-4. Inside they are bare digits. Source: Bankgirot, "Bg
 * numbers"; PlusGirot account number rules.
 */

#include "base/str.h"

enum giro { GIRO_BANKGIRO, GIRO_PLUSGIRO };

enum { GIRO_DIGITS = 9, GIRO_TEXT = 13 }; /* room with NUL */

/*
 * Reads any spelling: bare digits, blanks anywhere, one dash where the kind
 * has it (before the last four of a bankgiro, the last one of a plusgiro), or
 * the ten digits with zeros in front of a bank file. False when the length,
 * the place of the dash or the check digit is wrong; digits is then of no use.
 */
bool giro_parse(char digits[GIRO_DIGITS], struct str text, enum giro);

/* Writes parsed digits as they are printed. */
void giro_format(const char *digits, enum giro, char text[GIRO_TEXT]);

#endif
