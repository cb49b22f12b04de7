/* SPDX-License-Identifier: ISC */
#ifndef RULES_BASIC_H
#define RULES_BASIC_H

/*
 * What every document is held against, whatever its format: that it can be
 * identified, that its sums hold, that dates, references, accounts and
 * identifiers can be right. Sums are compared as EN 16931 does (BR-CO-10 to
 * -16): the computed side rounded to two decimals, half toward +infinity.
 *
 * A wrong check digit is a warning: it is fatal only to the channel or
 * payment that uses the number.
 *
 *	missing-number missing-date missing-currency missing-payable	fatal
 *	currency-code number-length					fatal
 *	sum-lines sum-allowances sum-charges sum-net sum-vat sum-gross
 *	sum-payable							fatal
 *	date-order							warning
 *	account-check reference-check identifier-check			warning
 */

#include "base/arena.h"
#include "model/record.h"

enum { BASIC_NUMBER_MAX = 200 }; /* bytes of an invoice number */

/*
 * Adds findings on r->invoice to r->problems. official: the document has been
 * held against EN 16931, which has its own rules on sums and periods; those
 * are not told twice.
 */
void basic_check(struct record *r, bool official, struct arena *);

#endif
