/* SPDX-License-Identifier: ISC */
#ifndef IDENT_VIITE_H
#define IDENT_VIITE_H

/*
 * Viitenumero, the Finnish payment reference: 4 to 20 digits, check digit
 * last (weights 7, 3, 1 from the right). Leading zeros mean nothing and are
 * gone inside. Source: Finance Finland, "Construction of the reference
 * number". Its international dress is rf.h.
 */

#include "base/str.h"

enum { VIITE_MIN = 4, VIITE_MAX = 20, VIITE_TEXT = 21, VIITE_PRINT = 25 };

/*
 * Reads any spelling: blanks anywhere, zeros in front (bank files fill to
 * twenty digits). False when it is no reference; digits is then of no use.
 */
bool viite_parse(char digits[VIITE_TEXT], struct str text);

/*
 * Builds the reference of a base of 3 to 19 digits, zeros in front dropped.
 * False when the base is no digits, too short, too long or all zero.
 */
bool viite_build(char digits[VIITE_TEXT], struct str base);

/* Writes parsed digits in groups of five from the right. */
void viite_format(const char *digits, char text[VIITE_PRINT]);

#endif
