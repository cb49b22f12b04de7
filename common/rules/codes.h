/* SPDX-License-Identifier: ISC */
#ifndef RULES_CODES_H
#define RULES_CODES_H

/*
 * The code lists of EN 16931 (1.3.16) and Peppol BIS Billing (2026.5). The
 * codes are in codes.def, which also says how a new release is brought in.
 * A list that both have with the same codes is here once.
 */

#include <stdbool.h>

#include "base/str.h"

enum code_list {
	CODES_INVOICE_TYPE, /* BR-CL-01 of an Invoice */
	CODES_CREDITNOTE_TYPE, /* BR-CL-01 of a CreditNote */
	CODES_CURRENCY, /* BR-CL-03, -04, -05 */
	CODES_TAX_POINT, /* BR-CL-06, CL006 */
	CODES_OBJECT_SCHEME, /* BR-CL-07 */
	CODES_NOTE_SUBJECT, /* BR-CL-08: codes_text_has */
	CODES_ICD, /* BR-CL-10, -11, -21, -26; BR-CL-10 takes SEPA besides */
	CODES_ITEM_CLASS, /* BR-CL-13 */
	CODES_COUNTRY, /* BR-CL-14, -15; $ISO3166 */
	CODES_PAYMENT_MEANS, /* BR-CL-16 */
	CODES_VAT_CATEGORY, /* BR-CL-17, -18; $UNCL5305 */
	CODES_ALLOWANCE_REASON, /* BR-CL-19, CL002 */
	CODES_CHARGE_REASON, /* BR-CL-20, CL003 */
	CODES_VATEX, /* BR-CL-22, of the value in capitals */
	CODES_UNIT, /* BR-CL-23 */
	CODES_MIME, /* BR-CL-24, CL001 */
	CODES_EAS, /* BR-CL-25 */
	CODES_VAT_PREFIX, /* BR-CO-09: codes_text_has */
	CODES_PEPPOL_INVOICE_TYPE, /* P0100 */
	CODES_PEPPOL_CREDITNOTE_TYPE, /* P0101 */
	CODES_SELFBILLING_INVOICE_TYPE, /* P0100 of self-billing */
	CODES_SELFBILLING_CREDITNOTE_TYPE, /* P0101 of self-billing */
	CODES_PEPPOL_CURRENCY, /* CL007 */
	CODES_PEPPOL_EAS, /* CL008 */
	CODES_COUNT
};

/*
 * Claims that the value is one of the codes, byte for byte: no blanks around
 * it, capitals as they stand. Absent and empty are no code.
 */
bool codes_has(enum code_list, struct str value);

/*
 * Claims that the text of the list, its codes in their official order with a
 * blank before and after each, contains the part: what two of the official
 * rules look at instead. "E " and "" are in most lists so.
 */
bool codes_text_has(enum code_list, struct str part);

/* What messages call the list: "ISO 4217". */
const char *codes_name(enum code_list);

#endif
