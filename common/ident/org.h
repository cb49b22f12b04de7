/* SPDX-License-Identifier: ISC */
#ifndef IDENT_ORG_H
#define IDENT_ORG_H

/*
 * Organisation numbers of Sweden, Norway and Finland, and the VAT numbers made
 * of them. A Swedish sole trader has no organisation number: the personal
 * number stands in its place, also inside the VAT number, and is then personal
 * data. So the Swedish readers say which of the two it is, and nothing that
 * is ORG_PERSON may be written where an identity number may not.
 *
 * Source: Skatteverket SKV 709 (third digit 2 or above, Luhn); Brønnøysund
 * Register Centre, "The organisation number"; Finnish Tax Administration,
 * "Check mark calculation of the business ID".
 */

#include "base/str.h"

enum { ORG_SE = 11, ORG_NO = 10, ORG_FI = 10 }; /* room with NUL */

enum org_kind {
	ORG_NONE, /* no such number */
	ORG_COMPANY, /* an organisation number */
	ORG_PERSON, /* a personal or coordination number in its place */
};

/*
 * Reads ten digits, with 16, 00 or 99 in front or not, a personal number also
 * with its century; one dash or nothing before the last four. digits becomes
 * the ten; with ORG_NONE it is of no use.
 */
enum org_kind org_parse(char digits[ORG_SE], struct str text);

/* The same for a VAT number: `SE`, ten digits, `01`; blanks anywhere. */
enum org_kind org_vat_parse(char digits[ORG_SE], struct str text);

/*
 * Reads a Norwegian organisation number: nine digits, with `NO` in front or
 * `MVA` behind or neither, blanks anywhere.
 */
bool org_norwegian_parse(char digits[ORG_NO], struct str text);

/*
 * Reads a Finnish business id (Y-tunnus) into the form 1572860-0: with its
 * dash or without, seven digits of old, `FI` and eight digits of a VAT number.
 */
bool org_finnish_parse(char text[ORG_FI], struct str);

#endif
