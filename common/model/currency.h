/* SPDX-License-Identifier: ISC */
#ifndef MODEL_CURRENCY_H
#define MODEL_CURRENCY_H

/* Decimals of currencies; ISO 4217 "minor units". */

#include "base/str.h"

/* Decimals of that currency: 0 to 4, and 2 for a code not in the list. */
unsigned currency_decimals(struct str code);

/* Claims that the code has the form of ISO 4217: three capital letters. */
bool currency_code_ok(struct str code);

#endif
