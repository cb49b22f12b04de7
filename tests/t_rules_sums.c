/* SPDX-License-Identifier: ISC */
#include "rules_peppol.h"

/*
 * The sums of EN 16931, BR-CO-10 to -16: what holds, what is broken, what
 * cannot be worked out, and that a total that is missing is looked at first.
 */

#define SUM(name, amount)                                                      \
	"<cbc:" name " currencyID=\"EUR\">" amount "</cbc:" name ">"
/* the sum of the lines, in the totals */
#define LINES(amount)                                                          \
	{                                                                      \
		"<cac:LegalMonetaryTotal>" SUM(                                \
		    "LineExtensionAmount", "100.00"),                          \
		    "<cac:LegalMonetaryTotal>" amount                          \
	}
#define INSTEAD(name, is, amount)                                              \
	{                                                                      \
		SUM(name, is), amount                                          \
	}
#define ALLOWANCE(indicator, amount)                                           \
	OF_DOCUMENT("<cac:AllowanceCharge><cbc:ChargeIndicator>" indicator     \
		    "</cbc:ChargeIndicator>" SUM(                              \
			"Amount", amount) "</cac:AllowanceCharge>")
#define MORE(sums)                                                             \
	{                                                                      \
		SUM("PayableAmount", "124.00"),                                \
		    sums SUM("PayableAmount", "124.00")                        \
	}

static const struct rules_case cases[] = {
	{ "as it stands", { { NULL, NULL } }, "" },
	{ "lines", { LINES(SUM("LineExtensionAmount", "100.01")) },
	    "BR-CO-10 BR-CO-13" },
	{ "a line of no number", { NET("ten") }, "?BR-CO-10" },
	{ "a line of no number, and no sum", { LINES(""), NET("ten") },
	    "BR-CO-10 BR-CO-13" },
	{ "allowances, no sum", { ALLOWANCE("false", "1.00") }, "BR-CO-11" },
	{ "allowances, a sum",
	    { ALLOWANCE("false", "1.00"),
		MORE(SUM("AllowanceTotalAmount", "1.00")) },
	    "BR-CO-13" },
	{ "allowances of no number",
	    { ALLOWANCE("false", "x"),
		MORE(SUM("AllowanceTotalAmount", "0.00")) },
	    "?BR-CO-11" },
	{ "allowances of no number, and no sum", { ALLOWANCE("false", "x") },
	    "BR-CO-11" },
	{ "charges, no sum", { ALLOWANCE("true", "1.00") }, "BR-CO-12" },
	{ "a sum, no charges", { MORE(SUM("ChargeTotalAmount", "1.00")) },
	    "BR-CO-12 BR-CO-13" },
	{ "charges and allowances that come to nothing",
	    { ALLOWANCE("true", "1.00"), ALLOWANCE("false", "1.00"),
		MORE(SUM("ChargeTotalAmount", "1.00")
			SUM("AllowanceTotalAmount", "1.00")) },
	    "" },
	{ "net of no number",
	    { INSTEAD("TaxExclusiveAmount", "100.00",
		SUM("TaxExclusiveAmount", "x")) },
	    "?BR-CO-13 ?BR-CO-15" },
	{ "no net, lines of no number",
	    { INSTEAD("TaxExclusiveAmount", "100.00", ""),
		LINES(SUM("LineExtensionAmount", "x")) },
	    "?BR-CO-10 BR-CO-13 BR-CO-15" },
	{ "VAT",
	    { { SUM("TaxAmount", "24.00") "<cac:TaxSubtotal>",
		SUM("TaxAmount", "25.00") "<cac:TaxSubtotal>" } },
	    "BR-CO-14 BR-CO-15" },
	{ "VAT of no number",
	    { { SUM("TaxAmount", "24.00") "<cac:TaxCategory>",
		SUM("TaxAmount", "x") "<cac:TaxCategory>" } },
	    "?BR-CO-14" },
	{ "VAT of no number, and no total",
	    { { SUM("TaxAmount", "24.00") "<cac:TaxCategory>",
		  SUM("TaxAmount", "x") "<cac:TaxCategory>" },
		{ SUM("TaxAmount", "24.00") "<cac:TaxSubtotal>",
		    "<cac:TaxSubtotal>" } },
	    "BR-CO-14 BR-CO-15" },
	{ "payable",
	    { INSTEAD(
		"PayableAmount", "124.00", SUM("PayableAmount", "124.01")) },
	    "BR-CO-16" },
	{ "paid",
	    { INSTEAD("PayableAmount", "124.00",
		SUM("PrepaidAmount", "24.00") SUM("PayableAmount", "100.00")) },
	    "" },
	{ "rounded",
	    { INSTEAD("PayableAmount", "124.00",
		SUM("PayableRoundingAmount", "-0.40")
		    SUM("PayableAmount", "123.60")) },
	    "" },
	{ "rounding of no number", { MORE(SUM("PayableRoundingAmount", "x")) },
	    "?BR-CO-16" },
	{ "rounding of no number, and nothing to pay",
	    { INSTEAD(
		"PayableAmount", "124.00", SUM("PayableRoundingAmount", "x")) },
	    "BR-CO-16" },
};

int
main(void)
{
	RULES_CASES(RULES_EN16931, rules_invoice,
	    "BR-CO-10 BR-CO-11 BR-CO-12 BR-CO-13 BR-CO-14 BR-CO-15 BR-CO-16",
	    cases);
	rules_case_end();
	return T_END();
}
