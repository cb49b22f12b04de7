/* SPDX-License-Identifier: ISC */
#ifndef IDENT_FNR_H
#define IDENT_FNR_H

/*
 * Norwegian identity numbers, DDMMYYNNNCC: fødselsnummer, D-number (day + 40),
 * H-number (month + 40), synthetic T-number (month + 80). From 2032 numbers
 * are issued whose first check digit leaves 1, 2 or 3 instead of 0; both are
 * accepted. Neither sex nor century is read from them. FH numbers, without a
 * date, are not taken. Source: Skatteetaten, "New personal identity number".
 *
 * These are personal data.
 */

#include "base/str.h"

enum { FNR_TEXT = 12 }; /* room with NUL */

struct fnr {
	char digits[FNR_TEXT];
	bool d_number, h_number, synthetic;
	bool by_2032_rule; /* valid only by the rule of 2032 */
};

/*
 * Reads eleven digits, with one blank or nothing after the sixth. False when
 * it is no such number; *out is then of no use.
 */
bool fnr_parse(struct fnr *out, struct str text);

#endif
