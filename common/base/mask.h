/* SPDX-License-Identifier: ISC */
#ifndef BASE_MASK_H
#define BASE_MASK_H

/*
 * Finds what looks like a personal identity number in any text, so that it
 * never reaches a log, a message or a report. Found are runs that pass the
 * check of their kind:
 *
 *   Sweden   YYMMDDNNNC, YYYYMMDDNNNC, `-` or `+` or a blank before the last
 *            four; day + 60 for samordningsnummer (Luhn over the last ten)
 *   Norway   DDMMYYNNNCC, a blank or nothing after six; day + 40 for D-number,
 *            month + 40 or + 80 for H- and T-number (two modulus 11 digits, by
 *            the rule of today or that of 2032)
 *   Finland  DDMMYYxNNNC with the century sign x (ISO 7064-like mod 31)
 *
 * A Swedish number inside a longer one is found where the rest is a known
 * dress: SE...01 (VAT), 16 or 00 in front (authority and bank forms), and one
 * of any country in a payment reference that has a Luhn digit behind it (OCR,
 * KID), or the last digit of its length and that. False alarms are harmless
 * here: one in ten plain digit runs of the right length and shape is masked
 * without being a number.
 */

#include <stdbool.h>
#include <stddef.h>

#include "str.h"

enum { MASK_LEAST = 10 }; /* bytes of the shortest such number */

/*
 * The first identity number in text, at or after byte `from`: true with its
 * place and length in the text, separators included.
 */
bool mask_find(struct str text, size_t from, size_t *at, size_t *n);

/* Claims that an identity number stands in text. */
bool mask_hit(struct str text);

/* Overwrites each identity number in place with '*', byte for byte. */
void mask_text(char *text, size_t n);

#endif
