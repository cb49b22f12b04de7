/* SPDX-License-Identifier: ISC */
#ifndef IDENT_RF_H
#define IDENT_RF_H

/*
 * The RF creditor reference (ISO 11649): "RF", two check digits, 1 to 21
 * digits or capital letters. In Finland the rest is a viitenumero with its
 * own check digit, and a payment may come back as either form.
 */

#include "base/str.h"

enum { RF_TEXT = 26, RF_PRINT = 32 }; /* room with NUL */

/*
 * Reads any spelling: blanks anywhere, small letters. False when it is no RF
 * reference; rf is then of no use.
 */
bool rf_parse(char rf[RF_TEXT], struct str text);

/*
 * Builds the RF reference of 1 to 21 letters and digits; blanks are dropped,
 * zeros in front are not. False at any other reference.
 */
bool rf_build(char rf[RF_TEXT], struct str reference);

/* Writes a parsed reference in groups of four from the left. */
void rf_format(const char *rf, char text[RF_PRINT]);

#endif
