/* SPDX-License-Identifier: ISC */
#include "rules_peppol.h"

/*
 * What the official engine makes of values and structures at the edges: each
 * case is one in which we once found something else.
 */

#define PRICE_IS(text)                                                         \
	{                                                                      \
		">25.00</cbc:PriceAmount>", ">" text "</cbc:PriceAmount>"      \
	}
#define LINE_RATE_IS(text)                                                     \
	{                                                                      \
		"<cbc:Percent>24</cbc:Percent>" RULES_VAT                      \
		"</cac:ClassifiedTaxCategory>",                                \
		    "<cbc:Percent>" text "</cbc:Percent>" RULES_VAT            \
		    "</cac:ClassifiedTaxCategory>"                             \
	}

/* Untyped text against a number: in total order, not as numbers are. */
static const struct rules_case untyped[] = {
	{ "a price of zero", { PRICE_IS("0.00") }, "" },
	{ "a price of minus zero is below zero", { PRICE_IS("-0.00") },
	    "BR-27" },
	{ "a price that is not a number is above zero", { PRICE_IS("NaN") },
	    "" },
	{ "such a price with a blank behind it", { PRICE_IS("NaN ") },
	    "?BR-27" },
	{ "a rate that is not a number is above zero", { LINE_RATE_IS("NaN") },
	    "" },
	{ "a rate of minus zero", { LINE_RATE_IS("-0") }, "BR-S-05" },
};

int
main(void)
{
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-27 BR-S-05", untyped);
	rules_case_end();
	return T_END();
}
