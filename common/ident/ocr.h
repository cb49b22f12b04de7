/* SPDX-License-Identifier: ISC */
#ifndef IDENT_OCR_H
#define IDENT_OCR_H

/*
 * The Swedish payment reference (OCR number): 2 to 25 digits, leading zeros
 * significant. What a payer's bank enforces is agreed per payee account; a
 * plan says which. The length digit is the last digit of the whole length,
 * length and check digit included. Source: Bankgirot, "OCR reference check".
 */

#include "base/str.h"

enum { OCR_MAX = 25, OCR_TEXT = OCR_MAX + 1 };

enum ocr_rule {
	OCR_NONE, /* no check: any reference of 1 to 25 bytes */
	OCR_LUHN, /* check digit last */
	OCR_LENGTH, /* length digit, then check digit */
	OCR_FIXED, /* one or two agreed lengths, check digit last */
};

struct ocr_plan {
	enum ocr_rule rule;
	unsigned length[2]; /* OCR_FIXED: digits in all; 0 unused */
};

/* Claims that the bare digits are a reference that the plan accepts. */
bool ocr_ok(struct str reference, const struct ocr_plan *);

/*
 * Builds the reference of a body of digits into ocr, NUL-ended: OCR_NONE the
 * body itself, OCR_FIXED with zeros in front up to the shortest agreed length
 * that holds it. False when the body is no digits, or it would be too long.
 */
bool ocr_build(char ocr[OCR_TEXT], struct str body, const struct ocr_plan *);

#endif
