/* SPDX-License-Identifier: ISC */
#include "rules_en16931.h"

/*
 * The code lists of EN 16931: each rule of en16931_codes.c is seen to take a
 * code with blanks around it, and none in lower case, two in one or outside
 * its list; and to look at its own elements alone. t_codes.c has the lists.
 */

/* The codes of a place, as a case of each. */
#define TYPE(code) SWAP(">380<", ">" code "<")
#define CREDIT_TYPE(code) SWAP(">381<", ">" code "<")
#define CURRENCY(code) SWAP(">EUR<", ">" code "<")
#define VAT_CURRENCY(code)                                                     \
	HEAD(TAG("TaxCurrencyCode", code) GROUP("TaxTotal",                    \
	    TAG_WITH("TaxAmount", "currencyID=\"" code "\"", "1.00")))
#define TAX_POINT(code) HEAD(PERIOD(TAG("DescriptionCode", code)))
#define DOCUMENT(inside) HEAD(GROUP("AdditionalDocumentReference", inside))
#define SCHEMED(name, scheme) TAG_WITH(name, "schemeID=\"" scheme "\"", "1")
#define OBJECT_TYPE TAG("DocumentTypeCode", "130")
#define OBJECT(scheme) DOCUMENT(SCHEMED("ID", scheme) OBJECT_TYPE)
#define LINE_OBJECT(scheme)                                                    \
	LINE(GROUP("DocumentReference", SCHEMED("ID", scheme) OBJECT_TYPE))
#define PARTY(scheme) GROUP("PartyIdentification", SCHEMED("ID", scheme))
#define PAYEE(scheme) HEAD(GROUP("PayeeParty", NAME("Saaja") PARTY(scheme)))
#define FIRM(scheme) BUYER_LEGAL(SCHEMED("CompanyID", scheme))
#define CLASS(list)                                                            \
	ITEM(GROUP("CommodityClassification",                                  \
	    TAG_WITH("ItemClassificationCode", "listID=\"" list "\"", "1")))
#define BUYER_IN(code) SWAP(">EE<", ">" code "<")
#define ORIGIN(code)                                                           \
	ITEM(GROUP("OriginCountry", TAG("IdentificationCode", code)))

static const struct rules_case document[] = {
	{ "a type", { TYPE(" 326\n") }, "" },
	{ "that of a credit note", { TYPE("381") }, "BR-CL-01" },
	{ "two types", { TYPE("380 326") }, "BR-CL-01" },
	{ "no digits of one", { TYPE("38") }, "BR-CL-01" },
	{ "a currency", { CURRENCY("SEK") }, "BR-CO-15" },
	{ "a currency with blanks", { CURRENCY(" EUR ") }, "BR-CO-15" },
	{ "no currency", { CURRENCY("EURO") }, "BR-CL-04 BR-CO-15" },
	{ "in lower case", { CURRENCY("eur") }, "BR-CL-04 BR-CO-15" },
	{ "an accounting currency", { VAT_CURRENCY("NOK") }, "" },
	{ "with blanks", { VAT_CURRENCY(" NOK ") }, "" },
	{ "no accounting currency", { VAT_CURRENCY("NKR") },
	    "BR-CL-03 BR-CL-05" },
	{ "the tax point", { TAX_POINT(" 432 ") }, "" },
	{ "codes of it in another list", { TAX_POINT("5") }, "BR-CL-06" },
	{ "two", { TAX_POINT("3 35") }, "BR-CL-06" },
	{ "and of the period of a line",
	    { LINE(PERIOD(TAG("DescriptionCode", "5"))) },
	    "BR-CL-06 BR-CO-20 ~UBL-CR-523" },
	{ "an object", { OBJECT(" ABZ ") }, "" },
	{ "one that is no subject of notes", { OBJECT("ABY") }, "" },
	{ "no scheme of objects", { OBJECT("0088") }, "BR-CL-07" },
	{ "in lower case", { OBJECT("abz") }, "BR-CL-07" },
	{ "an empty scheme", { OBJECT("") }, "BR-CL-07" },
	{ "an object without scheme", { DOCUMENT(ID("1") OBJECT_TYPE) }, "" },
	{ "a document of no type", { DOCUMENT(SCHEMED("ID", "0088")) },
	    "UBL-SR-43 ~UBL-CR-665" },
	{ "an object of a line", { LINE_OBJECT("AAA") }, "" },
	{ "no scheme of one", { LINE_OBJECT("?") }, "BR-CL-07" },
	{ "a document of a line is none",
	    { LINE(GROUP("DocumentReference", SCHEMED("ID", "?"))) }, "" },
	{ "a buyer in a country", { BUYER_IN(" XI ") }, "" },
	{ "in one with two codes", { BUYER_IN("E E") }, "BR-CL-14" },
	{ "in none", { BUYER_IN("EL") }, "BR-CL-14" },
	{ "in lower case", { BUYER_IN("ee") }, "BR-CL-14" },
	{ "an item of a country", { ORIGIN(" SE ") }, "" },
	{ "of none", { ORIGIN("EU") }, "BR-CL-15" },
};

static const struct rules_case credit_note[] = {
	{ "a type", { CREDIT_TYPE(" 396 ") }, "" },
	{ "that of an invoice", { CREDIT_TYPE("380") }, "BR-CL-01" },
	{ "two types", { CREDIT_TYPE("381 396") }, "BR-CL-01" },
	{ "that of either", { CREDIT_TYPE("81") }, "" },
	{ "no unit", { SWAP("\"C62\"", "\"piece\"") }, "BR-CL-23" },
	{ "an object of a line", { LINE_OBJECT("0088") }, "BR-CL-07" },
};

/* ---- schemes ----------------------------------------------------------- */

#define ENDPOINT(is, be) SWAP("schemeID=\"" is "\"", "schemeID=\"" be "\"")
#define LOCATION(scheme)                                                       \
	HEAD(GROUP(                                                            \
	    "Delivery", GROUP("DeliveryLocation", SCHEMED("ID", scheme))))
#define STANDARD(scheme)                                                       \
	ITEM(GROUP("StandardItemIdentification", SCHEMED("ID", scheme)))

static const struct rules_case schemes[] = {
	{ "of a party", { BUYER(PARTY(" 0088 ")) }, "" },
	{ "of none", { BUYER(PARTY("9999")) }, "BR-CL-10" },
	{ "an empty one", { BUYER(PARTY("")) }, "BR-CL-10" },
	{ "two in one", { BUYER(PARTY("0088 0060")) }, "BR-CL-10" },
	{ "a creditor that is the seller", { SELLER(PARTY(" SEPA ")) }, "" },
	{ "a creditor that is the payee", { PAYEE("SEPA") }, "" },
	{ "a creditor that is the buyer", { BUYER(PARTY("SEPA")) },
	    "BR-CL-10" },
	{ "in lower case", { SELLER(PARTY("sepa")) }, "BR-CL-10" },
	{ "of a registration", { FIRM(" 0216 ") }, "" },
	{ "of none", { FIRM("216") }, "BR-CL-11" },
	{ "a creditor is no registration", { FIRM("SEPA") }, "BR-CL-11" },
	{ "of a tax number it is another rule",
	    { SWAP("<cbc:CompanyID>FI", "<cbc:CompanyID schemeID=\"?\">FI") },
	    "~UBL-CR-652" },
	{ "of an item's class", { CLASS(" STI ") }, "" },
	{ "of none", { CLASS("sti") }, "BR-CL-13" },
	{ "an empty one", { CLASS("") }, "BR-CL-13" },
	{ "of a standard item", { STANDARD(" 0160 ") }, "" },
	{ "of none", { STANDARD("GTIN") }, "BR-CL-21" },
	{ "of an electronic address, one of addresses alone",
	    { ENDPOINT("0216", "EM") }, "" },
	{ "with blanks", { ENDPOINT("0088", " 0088 ") }, "" },
	{ "one of parties alone", { ENDPOINT("0216", "0003") }, "BR-CL-25" },
	{ "in lower case", { ENDPOINT("0088", "em") }, "BR-CL-25" },
	{ "of a place of delivery", { LOCATION(" 0088 ") }, "" },
	{ "of none", { LOCATION("GLN") }, "BR-CL-26" },
	{ "no scheme of it at all",
	    { HEAD(GROUP("Delivery", GROUP("DeliveryLocation", ID("1")))) },
	    "" },
};

/* ---- payment, VAT, allowances, units, attachments ---------------------- */

#define LINE_VAT(code)                                                         \
	SWAP("<cac:ClassifiedTaxCategory>" ID("S"),                            \
	    "<cac:ClassifiedTaxCategory>" ID(code))
#define EXEMPT(code) CATEGORY(TAG("TaxExemptionReasonCode", code))
#define CODE(code)                                                             \
	AMOUNT("Amount", "0.00") TAG("AllowanceChargeReasonCode", code)
#define UNIT(code) SWAP("\"C62\"", "\"" code "\"")
#define PRICE_UNIT(code)                                                       \
	PRICE(TAG_WITH("BaseQuantity", "unitCode=\"" code "\"", "1"))
#define ATTACHMENT(type)                                                       \
	DOCUMENT(ID("1") GROUP("Attachment",                                   \
	    TAG_WITH("EmbeddedDocumentBinaryObject",                           \
		"mimeCode=\"" type "\" filename=\"a\"", "QQ==")))
#define SHEET "application/vnd.oasis.opendocument.spreadsheet"

static const struct rules_case others[] = {
	{ "a way of payment", { HEAD(PAYMENT(" ZZZ ", "")) }, "" },
	{ "none", { HEAD(PAYMENT("71", "")) }, "BR-CL-16" },
	{ "two", { HEAD(PAYMENT("48 49", "")) }, "BR-CL-16" },
	{ "a VAT category", { SWAP(ID("S"), ID(" S ")) }, "" },
	{ "none", { SWAP(ID("S"), ID("s")) }, "BR-CL-17 BR-S-01" },
	{ "two", { SWAP(ID("S"), ID("S Z")) }, "BR-CL-17 BR-S-01" },
	{ "of a line", { LINE_VAT(" S ") }, "" },
	{ "none of a line", { LINE_VAT("X") }, "BR-CL-18 BR-S-01 BR-S-08" },
	{ "of an allowance", { LINE(ALLOWANCE(CODE(" 105 "))) }, "" },
	{ "that of a charge", { LINE(ALLOWANCE(CODE("AA"))) }, "BR-CL-19" },
	{ "two", { LINE(ALLOWANCE(CODE("41 42"))) }, "BR-CL-19" },
	{ "of a charge", { LINE(CHARGE(CODE(" ZZZ "))) }, "" },
	{ "that of an allowance", { LINE(CHARGE(CODE("95"))) }, "BR-CL-20" },
	{ "in lower case", { LINE(CHARGE(CODE("fc"))) }, "BR-CL-20" },
	{ "an exemption", { EXEMPT(" vatex-eu-o ") }, "BR-S-10" },
	{ "none", { EXEMPT("VATEX-EU-P") }, "BR-CL-22 BR-S-10" },
	{ "two", { EXEMPT("VATEX-EU-O VATEX-EU-G") }, "BR-CL-22 BR-S-10" },
	{ "an empty one", { EXEMPT("") }, "BR-CL-22 BR-S-10" },
	{ "a unit", { UNIT(" H87 ") }, "" },
	{ "none", { UNIT("PCS") }, "BR-CL-23" },
	{ "in lower case", { UNIT("h87") }, "BR-CL-23" },
	{ "of a price", { PRICE_UNIT("C62") }, "" },
	{ "none of a price", { PRICE_UNIT("each") }, "BR-CL-23" },
	{ "no unit of a price at all", { PRICE(TAG("BaseQuantity", "1")) },
	    "" },
	{ "a document of a type", { ATTACHMENT(SHEET) }, "" },
	{ "with a blank", { ATTACHMENT("image/png ") }, "BR-CL-24" },
	{ "in capitals", { ATTACHMENT("TEXT/CSV") }, "BR-CL-24" },
	{ "XML", { ATTACHMENT("text/xml") }, "BR-CL-24" },
};

/* ---- currencies of amounts --------------------------------------------- */

#define IN_UNKNOWN(name, is)                                                   \
	SWAP("<cbc:" name " currencyID=\"EUR\">" is,                           \
	    "<cbc:" name " currencyID=\"EURO\">" is)
#define UNKNOWN(name) TAG_WITH(name, "currencyID=\"EURO\"", "0")

static const struct rules_case amounts[] = {
	{ "the sum of the lines", { IN_UNKNOWN("LineExtensionAmount", "") },
	    "BR-CL-03" },
	{ "the total without VAT", { IN_UNKNOWN("TaxExclusiveAmount", "") },
	    "BR-CL-03" },
	{ "the total with VAT", { IN_UNKNOWN("TaxInclusiveAmount", "") },
	    "BR-CL-03" },
	{ "the amount due", { IN_UNKNOWN("PayableAmount", "") }, "BR-CL-03" },
	{ "the price", { IN_UNKNOWN("PriceAmount", "") }, "BR-CL-03" },
	{ "the total VAT", { IN_UNKNOWN("TaxAmount", "") },
	    "BR-CL-03 BR-CO-15" },
	{ "a taxable amount", { IN_UNKNOWN("TaxableAmount", "") }, "BR-CL-03" },
	{ "what may be missing in the totals",
	    { TOTALS(UNKNOWN("AllowanceTotalAmount")
		    UNKNOWN("ChargeTotalAmount") UNKNOWN("PrepaidAmount")
			UNKNOWN("PayableRoundingAmount")) },
	    "BR-CL-03 BR-CL-03 BR-CL-03 BR-CL-03" },
	{ "an allowance and its base",
	    { LINE(ALLOWANCE(REASON UNKNOWN("Amount") UNKNOWN("BaseAmount"))) },
	    "BR-CL-03 BR-CL-03" },
	{ "blanks around a currency",
	    { SWAP("<cbc:PayableAmount currencyID=\"EUR\">",
		"<cbc:PayableAmount currencyID=\" EUR&#10;\">") },
	    "" },
	{ "no currency",
	    { SWAP("<cbc:PayableAmount currencyID=\"EUR\">",
		"<cbc:PayableAmount>") },
	    "BR-CL-03" },
	{ "two currencies",
	    { SWAP("<cbc:PayableAmount currencyID=\"EUR\">",
		"<cbc:PayableAmount currencyID=\"EUR SEK\">") },
	    "BR-CL-03" },
	{ "of an amount that EN 16931 does not have",
	    { TOTALS(UNKNOWN("PayableAlternativeAmount")) }, "~UBL-CR-514" },
};

/* ---- the same elements where no rule asks for them --------------------- */

#define OTHER(inside) HEAD(GROUP("Other", inside))

static const struct rules_case elsewhere[] = {
	{ "a code of the tax point", { OTHER(TAG("DescriptionCode", "?")) },
	    "" },
	{ "a scheme", { OTHER(SCHEMED("ID", "?") OBJECT_TYPE) }, "" },
	{ "a list",
	    { OTHER(TAG_WITH("ItemClassificationCode", "listID=\"?\"", "1")) },
	    "" },
	{ "a country", { OTHER(TAG("IdentificationCode", "?")) }, "" },
	{ "a way of payment", { OTHER(TAG("PaymentMeansCode", "?")) }, "" },
	{ "a reason",
	    { OTHER(TAG("ChargeIndicator", "false")
		    TAG("AllowanceChargeReasonCode", "?")) },
	    "" },
	{ "a reason of a charge",
	    { OTHER(TAG("ChargeIndicator", "true")
		    TAG("AllowanceChargeReasonCode", "?")) },
	    "" },
	{ "a number", { OTHER(SCHEMED("CompanyID", "?")) }, "" },
};

#define CASES(cases) RULES_CASES(RULES_EN16931, rules_invoice, EN, cases)

int
main(void)
{
	CASES(document);
	RULES_CASES(RULES_EN16931, rules_credit_note, EN, credit_note);
	CASES(schemes);
	CASES(others);
	CASES(amounts);
	CASES(elsewhere);
	rules_case_end();
	return T_END();
}
