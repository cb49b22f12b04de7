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
	{ "a price of minus zero without a point is zero", { PRICE_IS("-0") },
	    "" },
	{ "a price that is not a number is above zero", { PRICE_IS("NaN") },
	    "" },
	{ "such a price with a blank behind it", { PRICE_IS("NaN ") },
	    "?BR-27" },
	{ "a rate that is not a number is above zero", { LINE_RATE_IS("NaN") },
	    "" },
	{ "a rate of minus zero", { LINE_RATE_IS("-0") }, "BR-S-05" },
};

/* Two groups of totals, where they can be judged. */
#define TOTALS(what) "<cac:LegalMonetaryTotal>" what "</cac:LegalMonetaryTotal>"
#define NET_TOTAL(n)                                                           \
	"<cbc:TaxExclusiveAmount currencyID=\"EUR\">" n                        \
	"</cbc:TaxExclusiveAmount>"
#define GROSS_TOTAL(n)                                                         \
	"<cbc:TaxInclusiveAmount currencyID=\"EUR\">" n                        \
	"</cbc:TaxInclusiveAmount>"
#define MORE_TOTALS(what)                                                      \
	{                                                                      \
		BEFORE("<cac:LegalMonetaryTotal>", TOTALS(what))               \
	}

static const struct rules_case totals[] = {
	{ "totals twice, one of them empty", MORE_TOTALS(""), "" },
	{ "totals twice, one with another total with VAT",
	    MORE_TOTALS(GROSS_TOTAL("7.00")), "" },
	{ "totals twice, both without VAT", MORE_TOTALS(NET_TOTAL("100.00")),
	    "?BR-CO-15" },
	{ "totals twice, without VAT in one, with it in the other",
	    { { NET_TOTAL("100.00"),
		  "</cac:LegalMonetaryTotal><cac:LegalMonetaryTotal>" },
		{ RULES_BEFORE_TOTALS,
		    TOTALS(NET_TOTAL("100.00")) RULES_BEFORE_TOTALS } },
	    "" },
	{ "totals twice, no total without VAT",
	    { { NET_TOTAL("100.00"), "" },
		BEFORE("<cac:LegalMonetaryTotal>", TOTALS("")) },
	    "BR-CO-15" },
	{ "totals twice, no total that fits",
	    { { GROSS_TOTAL("124.00"), GROSS_TOTAL("124.01") },
		BEFORE("<cac:LegalMonetaryTotal>", TOTALS("")) },
	    "BR-CO-15" },
};

/* Errors that are met before it turns out that nothing is asked for. */
static const struct rules_case met[] = {
	{ "VAT in another currency, by no breakdown",
	    { BEFORE(RULES_BEFORE_TOTALS,
		"<cac:TaxTotal><cbc:TaxAmount currencyID=\"SEK\">250.00"
		"</cbc:TaxAmount></cac:TaxTotal>") },
	    "" },
	{ "the same, no number",
	    { BEFORE(RULES_BEFORE_TOTALS,
		"<cac:TaxTotal><cbc:TaxAmount currencyID=\"SEK\">2.5e2"
		"</cbc:TaxAmount></cac:TaxTotal>") },
	    "?BR-CO-14" },
};

/* Errors that are never met, because what stands before is absent. */
static const struct rules_case unmet[] = {
	{ "no total without VAT, and the other no number",
	    { { NET_TOTAL("100.00"), "" },
		{ GROSS_TOTAL("124.00"), GROSS_TOTAL("x") } },
	    "BR-CO-15" },
	{ "two currencies of VAT, and amounts without any",
	    { { "<cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">",
		  "<cac:TaxTotal><cbc:TaxAmount>" },
		{ "<cac:TaxSubtotal>",
		    "</cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount>1.00"
		    "</cbc:TaxAmount><cac:TaxSubtotal>" },
		BEFORE(RULES_BEFORE_PARTIES,
		    "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>"
		    "<cbc:TaxCurrencyCode>NOK</cbc:TaxCurrencyCode>") },
	    "BR-CO-15 " R "R055" },
};

/* An amount of another vocabulary, with many decimals, in the price. */
#define STRANGE "<x:Amount xmlns:x=\"urn:x\">1.005</x:Amount>"

static const struct rules_case strange[] = {
	{ "a strange amount in the price", { BEFORE("</cac:Price>", STRANGE) },
	    "UBL-DT-01" },
	{ "a strange price",
	    { BEFORE("</cac:Price>",
		"<x:UnitPriceAmount xmlns:x=\"urn:x\">1.005"
		"</x:UnitPriceAmount>") },
	    "" },
	{ "a strange name that goes on",
	    { BEFORE("</cac:Price>",
		"<x:Amounts xmlns:x=\"urn:x\">1.005</x:Amounts>") },
	    "" },
	{ "the same, with an allowance beside it",
	    { BEFORE("</cac:Price>",
		STRANGE "<cac:AllowanceCharge></cac:AllowanceCharge>") },
	    "" },
	{ "the same, in the allowance",
	    { BEFORE("</cac:Price>",
		"<cac:AllowanceCharge>" STRANGE "</cac:AllowanceCharge>") },
	    "" },
};

int
main(void)
{
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-27 BR-S-05", untyped);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-CO-15", totals);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-CO-14", met);
	RULES_CASES(RULES_PEPPOL, rules_invoice, "BR-CO-15 " R "R055", unmet);
	RULES_CASES(RULES_EN16931, rules_invoice, "UBL-DT-01", strange);
	rules_case_end();
	return T_END();
}
