/* SPDX-License-Identifier: ISC */
#ifndef IDENT_KID_H
#define IDENT_KID_H

/*
 * KID, the Norwegian payment reference: 4 to 25 characters, digits with the
 * check character last, leading zeros significant. Algorithm and length are
 * fixed by agreement and never guessed from one number: some pass both. With
 * modulus 11 the check character may be '-'. Source: Mastercard Payment
 * Services, "KID"; OCR giro system specification.
 */

#include "base/str.h"

enum { KID_MIN = 4, KID_MAX = 25, KID_TEXT = KID_MAX + 1 };

enum kid_rule { KID_MOD10, KID_MOD11 };

/* Claims that the bare text is a KID by that rule. */
bool kid_ok(struct str kid, enum kid_rule);

/*
 * Builds the KID of a body of digits, NUL-ended. False when the body is no
 * digits, the length is out of range, or the check character would be '-',
 * which many systems refuse: take the next invoice number then.
 */
bool kid_build(char kid[KID_TEXT], struct str body, enum kid_rule);

#endif
