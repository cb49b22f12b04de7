/* SPDX-License-Identifier: ISC */
#ifndef IDENT_ACCOUNT_H
#define IDENT_ACCOUNT_H

/*
 * Account numbers and the address numbers beside them: IBAN (ISO 13616), BIC
 * (ISO 9362), the Norwegian account number, GLN (GS1 General Specifications
 * 7.9). A good check digit does not mean that the account exists.
 */

#include "base/str.h"

enum { /* room with NUL */
	ACCOUNT_IBAN = 35,
	ACCOUNT_IBAN_PRINT = 43,
	ACCOUNT_NO = 12,
	ACCOUNT_NO_PRINT = 14,
};

/*
 * Reads an IBAN: blanks anywhere, small letters. False when the country is not
 * in the IBAN registry, the length is not that country's, a letter stands
 * where the country has digits only, or the check digits are wrong.
 */
bool account_iban_parse(char iban[ACCOUNT_IBAN], struct str text);

/* Writes a parsed IBAN in groups of four. */
void account_iban_format(const char *iban, char text[ACCOUNT_IBAN_PRINT]);

/*
 * Claims the form of a BIC: four letters, a country's two, two letters or
 * digits, and none or three more; capitals only.
 */
bool account_bic_ok(struct str);

/*
 * Reads a Norwegian account number of eleven digits, dots and blanks anywhere.
 * False at a wrong check digit and at 0000..., an old postgiro number.
 */
bool account_no_parse(char digits[ACCOUNT_NO], struct str text);

/* Writes parsed digits as 1234.56.78903. */
void account_no_format(const char *digits, char text[ACCOUNT_NO_PRINT]);

/* Claims that the text is a GLN: thirteen bare digits, the last a check. */
bool account_gln_ok(struct str);

#endif
