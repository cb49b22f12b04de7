/* SPDX-License-Identifier: ISC */
#include "rules_peppol.h"

/*
 * The sums of EN 16931, BR-CO-10 to -17: what holds, what is broken, what
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
	{ "of neither kind, no sums", { ALLOWANCE("FALSE", "1.00") },
	    "?BR-CO-11 ?BR-CO-12" },
	{ "of neither kind before an allowance, no sums",
	    { ALLOWANCE("FALSE", "1.00"), ALLOWANCE("false", "1.00") },
	    "?BR-CO-11 ?BR-CO-12" },
	{ "of neither kind behind an allowance, no sums",
	    { ALLOWANCE("false", "1.00"), ALLOWANCE("FALSE", "1.00") },
	    "BR-CO-11 ?BR-CO-12" },
	{ "of neither kind, a sum",
	    { ALLOWANCE("", "1.00"), ALLOWANCE("false", "1.00"),
		MORE(SUM("AllowanceTotalAmount", "1.00")) },
	    "?BR-CO-11 ?BR-CO-12 BR-CO-13" },
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

/* What is counted, and how it is rounded: half a cent goes up. */
static const struct rules_case counted[] = {
	{ "a line without a net amount counts as nothing",
	    { NET("100.00"), BEFORE("<cac:InvoiceLine>",
				 "<cac:InvoiceLine></cac:InvoiceLine>") },
	    "" },
	{ "half a cent",
	    { NET("100.005"), LINES(SUM("LineExtensionAmount", "100.01")),
		INSTEAD("TaxExclusiveAmount", "100.00",
		    SUM("TaxExclusiveAmount", "100.01")),
		INSTEAD("TaxInclusiveAmount", "124.00",
		    SUM("TaxInclusiveAmount", "124.01")),
		INSTEAD("PayableAmount", "124.00",
		    SUM("PayableAmount", "124.01")) },
	    "" },
	{ "half a cent below zero goes up, to it",
	    { NET("-100.005"), LINES(SUM("LineExtensionAmount", "-100.00")) },
	    "BR-CO-13" },
	{ "a sum is not rounded itself",
	    { LINES(SUM("LineExtensionAmount", "100.004")) },
	    "BR-CO-10 BR-CO-13" },
	{ "lines twice in the totals",
	    { LINES(SUM("LineExtensionAmount", "100.00")
		    SUM("LineExtensionAmount", "100.00")) },
	    "?BR-CO-10 ?BR-CO-13" },
	{ "a line with two amounts",
	    { NET("100.00</cbc:LineExtensionAmount>"
		  "<cbc:LineExtensionAmount currencyID=\"EUR\">0") },
	    "?BR-CO-10" },
	{ "an allowance with two amounts",
	    { ALLOWANCE("false", "0</cbc:Amount><cbc:Amount>0"),
		MORE(SUM("AllowanceTotalAmount", "0.00")) },
	    "?BR-CO-11" },
	{ "allowances of half a cent",
	    { ALLOWANCE("false", "0.005"),
		MORE(SUM("AllowanceTotalAmount", "0.00")) },
	    "BR-CO-11" },
	{ "charges and allowances from the net",
	    { ALLOWANCE("true", "3.00"), ALLOWANCE("false", "1.00"),
		MORE(SUM("ChargeTotalAmount", "3.00")
			SUM("AllowanceTotalAmount", "1.00")),
		INSTEAD("TaxExclusiveAmount", "100.00",
		    SUM("TaxExclusiveAmount", "102.00")) },
	    "BR-CO-15" },
	{ "taken away the wrong way",
	    { ALLOWANCE("true", "3.00"), ALLOWANCE("false", "1.00"),
		MORE(SUM("ChargeTotalAmount", "3.00")
			SUM("AllowanceTotalAmount", "1.00")),
		INSTEAD("TaxExclusiveAmount", "100.00",
		    SUM("TaxExclusiveAmount", "98.00")) },
	    "BR-CO-13 BR-CO-15" },
	{ "no charges, a sum of nothing",
	    { MORE(SUM("ChargeTotalAmount", "0.00")) }, "" },
	{ "charges of no number in the totals",
	    { MORE(SUM("ChargeTotalAmount", "x")) }, "?BR-CO-12 ?BR-CO-13" },
	{ "a net that is half a cent off, and charges",
	    { MORE(SUM("ChargeTotalAmount", "0.00")),
		INSTEAD("TaxExclusiveAmount", "100.00",
		    SUM("TaxExclusiveAmount", "100.005")) },
	    "BR-CO-13 BR-CO-15" },
	{ "paid and rounded",
	    { INSTEAD("PayableAmount", "124.00",
		SUM("PrepaidAmount", "23.60") SUM("PayableRoundingAmount",
		    "-0.40") SUM("PayableAmount", "100.00")) },
	    "" },
	{ "paid and rounded the wrong way",
	    { INSTEAD("PayableAmount", "124.00",
		SUM("PrepaidAmount", "23.60") SUM("PayableRoundingAmount",
		    "0.40") SUM("PayableAmount", "100.00")) },
	    "BR-CO-16" },
	{ "what is paid is no number", { MORE(SUM("PrepaidAmount", "x")) },
	    "?BR-CO-16" },
	{ "no total with VAT", { INSTEAD("TaxInclusiveAmount", "124.00", "") },
	    "BR-CO-15 BR-CO-16" },
	{ "the total with VAT is no number",
	    { INSTEAD("TaxInclusiveAmount", "124.00",
		SUM("TaxInclusiveAmount", "x")) },
	    "?BR-CO-15 ?BR-CO-16" },
	{ "two totals of VAT in the currency",
	    { BEFORE("<cac:LegalMonetaryTotal>",
		"<cac:TaxTotal>" SUM("TaxAmount", "24.00") "</cac:TaxTotal>") },
	    "BR-CO-15" },
	{ "and one more, of no number",
	    { BEFORE("<cac:LegalMonetaryTotal>",
		"<cac:TaxTotal>" SUM(
		    "TaxAmount", "24.00") "</cac:TaxTotal>"
					  "<cac:TaxTotal>" SUM("TaxAmount",
					      "x") "</cac:TaxTotal>") },
	    "?BR-CO-14 BR-CO-15" },
	{ "two amounts in one of them",
	    { BEFORE("<cac:TaxSubtotal>", SUM("TaxAmount", "24.00")) },
	    "?BR-CO-14 ?BR-CO-15" },
	{ "one without a breakdown, in another currency",
	    { BEFORE("<cac:LegalMonetaryTotal>",
		"<cac:TaxTotal><cbc:TaxAmount currencyID=\"SEK\">x"
		"</cbc:TaxAmount></cac:TaxTotal>") },
	    "?BR-CO-14" },
	{ "VAT of half a cent",
	    { { SUM("TaxAmount", "24.00") "<cac:TaxCategory>",
		SUM("TaxAmount", "24.004") "<cac:TaxCategory>" } },
	    "" },
};

/* More than one of what is added up, and which sums are rounded. */
static const struct rules_case several[] = {
	{ "two allowances",
	    { ALLOWANCE("false", "1.00"), ALLOWANCE("false", "2.00"),
		MORE(SUM("AllowanceTotalAmount", "3.00")) },
	    "BR-CO-13" },
	{ "two allowances, one of them in the sum",
	    { ALLOWANCE("false", "1.00"), ALLOWANCE("false", "2.00"),
		MORE(SUM("AllowanceTotalAmount", "2.00")) },
	    "BR-CO-11 BR-CO-13" },
	{ "two VAT categories",
	    { { "<cac:TaxSubtotal>",
		"<cac:TaxSubtotal>" SUM("TaxAmount",
		    "1.00") "</cac:TaxSubtotal><cac:TaxSubtotal>" } },
	    "BR-CO-14" },
	{ "two VAT categories, both in the sum",
	    { { SUM("TaxAmount", "24.00") "<cac:TaxSubtotal>",
		SUM("TaxAmount", "25.00") "<cac:TaxSubtotal>" SUM("TaxAmount",
		    "1.00") "</cac:TaxSubtotal><cac:TaxSubtotal>" } },
	    "BR-CO-15" },
	{ "the VAT of the document is no number",
	    { { SUM("TaxAmount", "24.00") "<cac:TaxSubtotal>",
		SUM("TaxAmount", "x") "<cac:TaxSubtotal>" } },
	    "?BR-CO-14 ?BR-CO-15" },
	{ "the sum of the allowances is no number",
	    { MORE(SUM("AllowanceTotalAmount", "x")) }, "?BR-CO-11 ?BR-CO-13" },
	{ "lines to the tenth of a cent",
	    { LINES(SUM("LineExtensionAmount", "100.004")) },
	    "BR-CO-10 BR-CO-13" },
	{ "which are rounded where there are charges",
	    { LINES(SUM("LineExtensionAmount", "100.004")),
		MORE(SUM("ChargeTotalAmount", "0.00")) },
	    "BR-CO-10" },
	{ "two totals with VAT, the first of them fits",
	    { BEFORE("<cac:InvoiceLine>",
		"<cac:LegalMonetaryTotal>" SUM("TaxInclusiveAmount",
		    "7.00") "</cac:LegalMonetaryTotal>") },
	    "BR-CO-10 BR-CO-13 BR-CO-16" },
};

#define GROSS(amount)                                                          \
	INSTEAD(                                                               \
	    "TaxInclusiveAmount", "124.00", SUM("TaxInclusiveAmount", amount))
#define DUE(amount)                                                            \
	INSTEAD("PayableAmount", "124.00", SUM("PayableAmount", amount))

static const struct rules_case due[] = {
	{ "to the tenth of a cent", { GROSS("124.004"), DUE("124.004") }, "" },
	{ "it is not rounded", { GROSS("124.004") }, "BR-CO-16" },
	{ "it is where something is paid",
	    { GROSS("124.004"), MORE(SUM("PrepaidAmount", "0")) }, "" },
	{ "and so is what is due, where it is rounded",
	    { MORE(SUM("PayableRoundingAmount", "0")), DUE("124.004") }, "" },
	{ "but not the total then",
	    { MORE(SUM("PayableRoundingAmount", "0")), GROSS("124.004") },
	    "BR-CO-16" },
};

static const struct rules_case of_credit[] = {
	{ "as it stands", { { NULL, NULL } }, "" },
	{ "lines", { NET("100.01") }, "BR-CO-10" },
	{ "a line of an invoice counts, too",
	    { BEFORE("<cac:CreditNoteLine>",
		"<cac:InvoiceLine>" SUM(
		    "LineExtensionAmount", "0.01") "</cac:InvoiceLine>") },
	    "BR-CO-10" },
};

/* The VAT of a category, within one unit of what its rate makes. */
#define VAT(amount)                                                            \
	{                                                                      \
		SUM("TaxAmount", "24.00")                                      \
		"<cac:TaxCategory>",                                           \
		    SUM("TaxAmount", amount) "<cac:TaxCategory>"               \
	}
#define TAXABLE(amount)                                                        \
	{                                                                      \
		SUM("TaxableAmount", "100.00"), SUM("TaxableAmount", amount)   \
	}
#define RATE(rate)                                                             \
	{                                                                      \
		"<cbc:Percent>24</cbc:Percent>", rate                          \
	}
#define PERCENT(n) "<cbc:Percent>" n "</cbc:Percent>"

static const struct rules_case at_rate[] = {
	{ "nearly one more", { VAT("24.99") }, "" },
	{ "one more", { VAT("25.00") }, "BR-CO-17" },
	{ "nearly one less", { VAT("23.01") }, "" },
	{ "one less", { VAT("23.00") }, "BR-CO-17" },
	{ "below zero", { VAT("-24.00"), TAXABLE("-100.00") }, "" },
	{ "signs that differ", { VAT("24.00"), TAXABLE("-100.00") }, "" },
	{ "one more than what is half a cent up",
	    { VAT("25.00"), RATE(PERCENT("24.005")) }, "" },
	{ "than what is rounded down",
	    { VAT("25.00"), RATE(PERCENT("24.0049")) }, "BR-CO-17" },
	{ "a rate of nearly half a percent is none, and so must VAT be",
	    { VAT("0.49"), RATE(PERCENT("0.49")) }, "" },
	{ "half a unit of VAT is one", { VAT("0.5"), RATE(PERCENT("0.49")) },
	    "BR-CO-17" },
	{ "less than that below zero is none",
	    { VAT("-0.5"), RATE(PERCENT("0.49")) }, "" },
	{ "half a percent is one", { VAT("1.49"), RATE(PERCENT("0.5")) }, "" },
	{ "and too much", { VAT("1.50"), RATE(PERCENT("0.5")) }, "BR-CO-17" },
	{ "no rate, no VAT", { VAT("0.00"), RATE("") }, "" },
	{ "no rate", { RATE("") }, "BR-CO-17" },
	{ "a rate of no number", { RATE(PERCENT("x")) }, "?BR-CO-17" },
	{ "two rates", { RATE(PERCENT("24") PERCENT("24")) }, "?BR-CO-17" },
	{ "two categories with a rate",
	    { RATE(PERCENT("24") RULES_VAT
		"</cac:TaxCategory><cac:TaxCategory>" PERCENT("24")) },
	    "?BR-CO-17" },
	{ "two categories, one with a rate",
	    { RATE(RULES_VAT
		"</cac:TaxCategory><cac:TaxCategory>" PERCENT("24")) },
	    "" },
	{ "no VAT amount",
	    { { SUM("TaxAmount", "24.00") "<cac:TaxCategory>",
		"<cac:TaxCategory>" } },
	    "BR-CO-17" },
	{ "VAT of no number", { VAT("x") }, "?BR-CO-17" },
	{ "no taxable amount", { { SUM("TaxableAmount", "100.00"), "" } },
	    "BR-CO-17" },
	{ "a taxable amount of no number", { TAXABLE("x") }, "?BR-CO-17" },
	{ "which is not looked at when the rate is zero",
	    { TAXABLE("x"), RATE(PERCENT("0")), VAT("0") }, "" },
};

/* Digits are exact up to more than anybody writes; behind that is an error. */
#define TEN(n) n n n n n n n n n n
#define DIGITS TEN(TEN(TEN("9999")))

#define SMALL TEN(TEN("00")) "1"
#define TINY "0." SMALL

static const struct rules_case long_ones[] = {
	{ "the same in 4000 digits",
	    { NET(DIGITS), LINES(SUM("LineExtensionAmount", DIGITS)) },
	    "BR-CO-13" },
	{ "the last of them differs",
	    { NET(DIGITS "1"), LINES(SUM("LineExtensionAmount", DIGITS "2")) },
	    "BR-CO-10 BR-CO-13" },
	{ "in 8000 digits",
	    { NET(DIGITS DIGITS),
		LINES(SUM("LineExtensionAmount", DIGITS DIGITS)) },
	    "?BR-CO-10 ?BR-CO-13" },
	{ "a sum of lines",
	    { NET(DIGITS), BEFORE("<cac:InvoiceLine>",
			       "<cac:InvoiceLine>" SUM("LineExtensionAmount",
				   TINY) "</cac:InvoiceLine>") },
	    "?BR-CO-10" },
	{ "a sum with charges",
	    { LINES(SUM("LineExtensionAmount", DIGITS)),
		MORE(SUM("ChargeTotalAmount", TINY)) },
	    "BR-CO-10 BR-CO-12 ?BR-CO-13" },
	{ "a sum with VAT",
	    { INSTEAD("TaxExclusiveAmount", "100.00",
		  SUM("TaxExclusiveAmount", DIGITS)),
		{ SUM("TaxAmount", "24.00") "<cac:TaxSubtotal>",
		    SUM("TaxAmount", TINY) "<cac:TaxSubtotal>" } },
	    "BR-CO-13 BR-CO-14 ?BR-CO-15" },
	{ "what is due without its rounding",
	    { INSTEAD("PayableAmount", "124.00",
		SUM("PayableAmount", DIGITS)
		    SUM("PayableRoundingAmount", TINY)) },
	    "?BR-CO-16" },
	{ "what would be due, which is for the text alone",
	    { INSTEAD("TaxInclusiveAmount", "124.00",
		  SUM("TaxInclusiveAmount", DIGITS)),
		MORE(SUM("PayableRoundingAmount", TINY)) },
	    "BR-CO-15 BR-CO-16" },
};

static const struct rules_case long_products[] = {
	{ "a product", { TAXABLE(DIGITS), RATE(PERCENT("24." SMALL)) },
	    "?BR-CO-17" },
	{ "a product of 4000 digits", { TAXABLE(DIGITS), RATE(PERCENT("24")) },
	    "BR-CO-17" },
};

#define TOTALS "BR-CO-10 BR-CO-11 BR-CO-12 BR-CO-13 BR-CO-14 BR-CO-15 BR-CO-16"

int
main(void)
{
	RULES_CASES(RULES_EN16931, rules_invoice, TOTALS, cases);
	RULES_CASES(RULES_EN16931, rules_invoice, TOTALS, counted);
	RULES_CASES(RULES_EN16931, rules_credit_note, TOTALS, of_credit);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-CO-17", at_rate);
	RULES_CASES(RULES_EN16931, rules_invoice, TOTALS, long_ones);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-CO-17", long_products);
	RULES_CASES(RULES_EN16931, rules_invoice, TOTALS, several);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-CO-16", due);
	rules_case_end();
	return T_END();
}
