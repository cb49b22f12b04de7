/* SPDX-License-Identifier: ISC */
#include "rules_en16931.h"

/*
 * The model of EN 16931, as in t_rules_en16931.c: allowances and charges,
 * lines, their items, periods; and what differs in a credit note.
 */

#define NO_MONEY AMOUNT("Amount", "0.00")
#define OTHER_TAX                                                              \
	GROUP("TaxCategory",                                                   \
	    ID("S") TAG("Percent", "24") GROUP("TaxScheme", ID("GST")))
#define ON_DOCUMENT(what, sum)                                                 \
	{                                                                      \
		HEAD(what), TOTALS(AMOUNT(sum, "0.00"))                        \
	}
#define ALLOWED(inside) ON_DOCUMENT(ALLOWANCE(inside), "AllowanceTotalAmount")
#define CHARGED(inside) ON_DOCUMENT(CHARGE(inside), "ChargeTotalAmount")

static const struct rules_case allowances[] = {
	{ "an allowance", ALLOWED(NO_MONEY REASON RATED), "" },
	{ "a code instead of its reason",
	    ALLOWED(NO_MONEY TAG("AllowanceChargeReasonCode", "95") RATED),
	    "" },
	{ "an allowance without amount", ALLOWED(REASON RATED), "BR-31" },
	{ "without a VAT category", ALLOWED(NO_MONEY REASON), "BR-32" },
	{ "without a reason", ALLOWED(NO_MONEY RATED), "BR-33 BR-CO-21" },
	{ "with three decimals",
	    ALLOWED(AMOUNT("Amount", "0.000") REASON RATED),
	    "BR-DEC-01 UBL-DT-01" },
	{ "with a base of three decimals",
	    ALLOWED(NO_MONEY AMOUNT("BaseAmount", "1.005") REASON RATED),
	    "BR-DEC-02 UBL-DT-01" },
	{ "with two decimals, and so its base",
	    { HEAD(ALLOWANCE(AMOUNT("Amount", "0.00") AMOUNT("BaseAmount",
		  "0.05") REASON RATED) CHARGE(AMOUNT("Amount", "0.00")
		      AMOUNT("BaseAmount", "0.05") REASON RATED)),
		TOTALS(AMOUNT("AllowanceTotalAmount", "0.00")
			AMOUNT("ChargeTotalAmount", "0.00")) },
	    "" },
	{ "in a category of another tax", ALLOWED(NO_MONEY REASON OTHER_TAX),
	    "BR-32" },
	{ "a charge in a category of another tax",
	    CHARGED(NO_MONEY REASON OTHER_TAX), "BR-37" },
	{ "a charge", CHARGED(NO_MONEY REASON RATED), "" },
	{ "a code instead of its reason",
	    CHARGED(NO_MONEY TAG("AllowanceChargeReasonCode", "FC") RATED),
	    "" },
	{ "a charge without amount", CHARGED(REASON RATED), "BR-36" },
	{ "without a VAT category", CHARGED(NO_MONEY REASON), "BR-37" },
	{ "without a reason", CHARGED(NO_MONEY RATED), "BR-38 BR-CO-22" },
	{ "with three decimals",
	    CHARGED(AMOUNT("Amount", "0.000") REASON RATED),
	    "BR-DEC-05 UBL-DT-01" },
	{ "with a base of three decimals",
	    CHARGED(NO_MONEY AMOUNT("BaseAmount", "1.005") REASON RATED),
	    "BR-DEC-06 UBL-DT-01" },
	{ "0 is false",
	    { HEAD(GROUP("AllowanceCharge", TAG("ChargeIndicator", " 0 "))),
		TOTALS(AMOUNT("AllowanceTotalAmount", "0.00")) },
	    "BR-31 BR-32 BR-33 BR-CO-21" },
};

/* A rule that asks for a truth value there is not evaluated, others are. */
static const struct rules_case neither[] = {
	{ "another word is neither",
	    { HEAD(GROUP("AllowanceCharge", TAG("ChargeIndicator", "no"))) },
	    "?BR-CO-11 ?BR-CO-12" },
};

static const struct rules_case of_lines[] = {
	{ "an allowance", { LINE(ALLOWANCE(NO_MONEY REASON)) }, "" },
	{ "without amount", { LINE(ALLOWANCE(REASON)) }, "BR-41" },
	{ "without a reason", { LINE(ALLOWANCE(NO_MONEY)) }, "BR-42 BR-CO-23" },
	{ "with three decimals",
	    { LINE(ALLOWANCE(AMOUNT("Amount", "0.005") REASON)) },
	    "BR-DEC-24 UBL-DT-01" },
	{ "with a base of three decimals",
	    { LINE(ALLOWANCE(NO_MONEY AMOUNT("BaseAmount", "0.005") REASON)) },
	    "BR-DEC-25 UBL-DT-01" },
	{ "a charge", { LINE(CHARGE(NO_MONEY REASON)) }, "" },
	{ "a charge without amount", { LINE(CHARGE(REASON)) }, "BR-43" },
	{ "without a reason", { LINE(CHARGE(NO_MONEY)) }, "BR-44 BR-CO-24" },
	{ "with three decimals",
	    { LINE(CHARGE(AMOUNT("Amount", "0.005") REASON)) },
	    "BR-DEC-27 UBL-DT-01" },
	{ "with a base of three decimals",
	    { LINE(CHARGE(NO_MONEY AMOUNT("BaseAmount", "0.005") REASON)) },
	    "BR-DEC-28 UBL-DT-01" },
	{ "both with bases of two decimals",
	    { LINE(ALLOWANCE(NO_MONEY AMOUNT("BaseAmount", "0.05") REASON)
		    CHARGE(NO_MONEY AMOUNT("BaseAmount", "0.05") REASON)) },
	    "" },
	{ "neither of them",
	    { LINE(GROUP("AllowanceCharge",
		REASON REASON TAG("AllowanceChargeReasonCode", "?"))) },
	    "" },
	{ "of something else",
	    { LINE(GROUP("Other", ALLOWANCE("") CHARGE(""))) }, "" },
	{ "in a price, of any decimals, without a reason",
	    { PRICE(ALLOWANCE(AMOUNT("Amount", "0.00005")
		    AMOUNT("BaseAmount", "25.00005"))) },
	    "" },
};

/* ---- lines ------------------------------------------------------------- */

#define QUANTITY TAG_WITH("InvoicedQuantity", "unitCode=\"C62\"", "4")
#define LINE_CATEGORY "<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>"
#define PROPERTY(inside) GROUP("AdditionalItemProperty", inside)

static const struct rules_case lines[] = {
	{ "no identifier",
	    { DROP("<cac:InvoiceLine><cbc:ID>1</cbc:ID>"),
		BEFORE(QUANTITY, "<cac:InvoiceLine>") },
	    "BR-21" },
	{ "no quantity", { DROP(QUANTITY) }, "BR-22 BR-23" },
	{ "an empty quantity", { SWAP(">4<", "><") }, "" },
	{ "that of a credit note",
	    { SWAP(QUANTITY, TAG("CreditedQuantity", "4")) }, "BR-23" },
	{ "no unit", { DROP(" unitCode=\"C62\"") }, "BR-23" },
	{ "an empty unit", { SWAP("\"C62\"", "\"\"") }, "BR-CL-23" },
	{ "no net amount",
	    { SWAP(AMOUNT("LineExtensionAmount", "100.00") "<cac:Item>",
		"<cac:Item>") },
	    "BR-24 BR-CO-10 BR-S-08" },
	{ "three decimals",
	    { SWAP(AMOUNT("LineExtensionAmount", "100.00") "<cac:Item>",
		AMOUNT("LineExtensionAmount", "100.000") "<cac:Item>") },
	    "BR-DEC-23 UBL-DT-01" },
	{ "no name", { DROP("<cbc:Name>Lamp</cbc:Name>") }, "BR-25" },
	{ "an empty name", { SWAP(">Lamp<", ">\n<") }, "BR-25" },
	{ "no price", { DROP(AMOUNT("PriceAmount", "25.00")) }, "BR-26 BR-27" },
	{ "a price below zero", { SWAP(">25.00<", ">-0.01<") }, "BR-27" },
	{ "one of two prices is not below zero",
	    { PRICE(AMOUNT("PriceAmount", "-1")) }, "" },
	{ "a price that is no number", { SWAP(">25.00<", ">25,00<") },
	    "?BR-27" },
	{ "a price of many decimals", { SWAP(">25.00<", ">25.00001<") }, "" },
	{ "a gross price below zero",
	    { PRICE(ALLOWANCE(AMOUNT("BaseAmount", "-1E-9"))) }, "BR-28" },
	{ "a gross price of zero",
	    { PRICE(ALLOWANCE(AMOUNT("BaseAmount", "0"))) }, "" },
	{ "a gross price that is no number",
	    { PRICE(ALLOWANCE(AMOUNT("BaseAmount", ""))) }, "?BR-28" },
	{ "no VAT category",
	    { SWAP(LINE_CATEGORY, "<cac:ClassifiedTaxCategory>") },
	    "BR-CO-04 BR-S-01 BR-S-08" },
};

/* Of another tax alone, and of VAT beside it. */
#define RULES_GST "<cac:TaxScheme><cbc:ID>GST</cbc:ID></cac:TaxScheme>"
#define ENDING "</cac:ClassifiedTaxCategory>"

static const struct rules_case taxes[] = {
	{ "of another tax", { SWAP(RULES_VAT ENDING, RULES_GST ENDING) },
	    "BR-CO-04 BR-S-02" },
	{ "of VAT, too", { SWAP(RULES_VAT ENDING, RULES_GST RULES_VAT ENDING) },
	    "" },
};

static const struct rules_case credit_note[] = {
	{ "as it stands", { { NULL, NULL } }, "" },
	{ "no type", { SWAP(">381<", "> <") }, "BR-04 BR-CL-01" },
	{ "no number", { DROP("<cbc:ID>F-1</cbc:ID>") }, "BR-02" },
	{ "no identifier of the line", { SWAP(">1</cbc:ID>", "></cbc:ID>") },
	    "BR-21" },
	{ "no unit", { DROP(" unitCode=\"C62\"") }, "BR-23" },
	{ "no quantity",
	    { DROP(TAG_WITH("CreditedQuantity", "unitCode=\"C62\"", "4")) },
	    "BR-22 BR-23" },
	{ "no line",
	    { SWAP("<cac:CreditNoteLine>", "<cac:Other>"),
		SWAP("</cac:CreditNoteLine>", "</cac:Other>") },
	    "BR-16 BR-CO-10 BR-S-08" },
	{ "an allowance of the line", { LINE(ALLOWANCE(REASON)) }, "BR-41" },
	{ "a charge of the line", { LINE(CHARGE(REASON)) }, "BR-43" },
	{ "a period of the line", { LINE(PERIOD("")) }, "BR-CO-20" },
	{ "a class of the item",
	    { ITEM(GROUP("CommodityClassification",
		TAG("ItemClassificationCode", "7"))) },
	    "BR-65" },
	{ "a standard identifier of the item",
	    { ITEM(GROUP("StandardItemIdentification", ID("7"))) }, "BR-64" },
	{ "a charge without amount", CHARGED(REASON RATED), "BR-36" },
	{ "an allowance without amount", ALLOWED(REASON RATED), "BR-31" },
	{ "a note", { HEAD(NOTE("#ABY#x")) }, "BR-CL-08" },
	{ "two VAT amounts of the document",
	    { SWAP(
		EUR_TOTAL, AMOUNT("TaxAmount", "24.01") "<cac:TaxSubtotal>") },
	    "BR-CO-14 BR-CO-15" },
};

static const struct rules_case items[] = {
	{ "a class without its list",
	    { ITEM(GROUP("CommodityClassification",
		TAG("ItemClassificationCode", "7"))) },
	    "BR-65" },
	{ "a class",
	    { ITEM(GROUP("CommodityClassification",
		TAG_WITH("ItemClassificationCode", "listID=\"STI\"", "7"))) },
	    "" },
	{ "a standard identifier without its scheme",
	    { ITEM(GROUP("StandardItemIdentification", ID("7"))) }, "BR-64" },
	{ "a class of no item, and a standard identifier of one",
	    { HEAD(GROUP(
		"CommodityClassification", TAG("ItemClassificationCode", "7"))
		    GROUP("StandardItemIdentification", ID("7"))) },
	    "" },
	{ "a seller's identifier",
	    { ITEM(GROUP("SellersItemIdentification", ID("7"))) }, "" },
	{ "an attribute", { ITEM(PROPERTY(TAG("Name", "") TAG("Value", ""))) },
	    "" },
	{ "an attribute without a value",
	    { ITEM(PROPERTY(TAG("Name", "Colour"))) }, "BR-54" },
	{ "an attribute without a name",
	    { ITEM(PROPERTY(TAG("Value", "red"))) }, "BR-54" },
};

/* ---- periods ----------------------------------------------------------- */

#define FROM_TO(from, to) PERIOD(TAG("StartDate", from) TAG("EndDate", to))

static const struct rules_case periods[] = {
	{ "one day", { HEAD(FROM_TO("2026-03-02", "2026-03-02")) }, "" },
	{ "ends before it begins",
	    { HEAD(FROM_TO("2026-03-02", "2026-03-01")) }, "BR-29" },
	{ "a start", { HEAD(PERIOD(TAG("StartDate", "2026-03-02"))) }, "" },
	{ "an end", { HEAD(PERIOD(TAG("EndDate", "x"))) }, "" },
	{ "neither", { HEAD(PERIOD("")) }, "BR-CO-19" },
	{ "a code of the tax point",
	    { HEAD(PERIOD(TAG("DescriptionCode", "3"))) }, "" },
	{ "an end that is no date",
	    { HEAD(FROM_TO("2026-03-02", "2026-02-30")) }, "?BR-29" },
	{ "a start that is no date", { HEAD(FROM_TO("", "2026-03-02")) },
	    "?BR-29" },
	{ "the same day in another zone, which ends before",
	    { HEAD(FROM_TO("2026-03-02Z", "2026-03-02+01:00")) }, "BR-29" },
	{ "two ends",
	    { HEAD(PERIOD(TAG("StartDate", "2026-03-02") TAG(
		"EndDate", "2026-03-02") TAG("EndDate", "2026-03-03"))) },
	    "?BR-29" },
	{ "of a line, one day", { LINE(FROM_TO("2026-03-02", "2026-03-02")) },
	    "" },
	{ "of a line, ends before it begins",
	    { LINE(FROM_TO("2026-03-02", "2026-03-01")) }, "BR-30" },
	{ "of a line, neither", { LINE(PERIOD("")) }, "BR-CO-20" },
	{ "of a line, a code alone",
	    { LINE(PERIOD(TAG("DescriptionCode", "3"))) },
	    "BR-CO-20 ~UBL-CR-523" },
	{ "of a line, a start",
	    { LINE(PERIOD(TAG("StartDate", "2026-03-02"))) }, "" },
	{ "of a line, an end", { LINE(PERIOD(TAG("EndDate", "2026-03-02"))) },
	    "" },
	{ "of a line, no date", { LINE(FROM_TO("2026-03-02", "soon")) },
	    "?BR-30" },
};

#define CASES(cases) RULES_CASES(RULES_EN16931, rules_invoice, EN, cases)

int
main(void)
{
	CASES(allowances);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-3 BR-CO BR-DEC", neither);
	CASES(of_lines);
	CASES(lines);
	CASES(taxes);
	RULES_CASES(RULES_EN16931, rules_credit_note, EN, credit_note);
	CASES(items);
	CASES(periods);
	rules_case_end();
	return T_END();
}
