/* SPDX-License-Identifier: ISC */
#include "rules_peppol.h"

/*
 * The rules of Peppol that are no country's own: every check is seen to hold
 * and to break. Codes, identifiers and self-billing: t_rules_peppol_codes.c.
 */

static const struct rules_case document[] = {
	{ "as it stands", { { NULL, NULL } }, "" },
	{ "an empty element", { { "B-7", " \n" } }, R "R008" },
	{ "only an attribute", { { ">003799999028<", "><" } }, R "R008" },
	{ "a no-break space is text", { { "B-7", "\xc2\xa0" } }, "" },
	{ "no profile", { { PROFILE "</cbc:ProfileID>", "" } },
	    R "R001 " R "R007" },
	{ "another profile", { PROFILE_IS("urn:other") }, R "R007" },
	{ "blanks around it", { { PROFILE, PROFILE " " } }, "" },
	{ "with response",
	    { PROFILE_IS("urn:peppol:bis:billing_with_response") }, "" },
	{ "French", { PROFILE_IS("urn:peppol:france:billing:regulated") }, "" },
	{ "French, not regulated",
	    { PROFILE_IS("urn:peppol:france:billing:non-regulated") }, "" },
	{ "two profiles", { BEFORE("<cbc:ID>F-1", PROFILE "</cbc:ProfileID>") },
	    "?" R "R007 ?" R "P0100" },
	{ "one note",
	    { BEFORE(RULES_BEFORE_PARTIES, "<cbc:Note>a</cbc:Note>") }, "" },
	{ "two notes",
	    { BEFORE(RULES_BEFORE_PARTIES,
		"<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>") },
	    R "R002" },
	{ "two notes, one German",
	    { BEFORE(RULES_BEFORE_PARTIES,
		  "<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>"),
		GERMAN(BUYER_COUNTRY) },
	    R "R002" },
	{ "two notes, both German",
	    { BEFORE(RULES_BEFORE_PARTIES,
		  "<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>"),
		GERMAN(BUYER_COUNTRY), GERMAN(SELLER_COUNTRY) },
	    "" },
	{ "two notes, countries that cannot be told",
	    { BEFORE(RULES_BEFORE_PARTIES,
		  "<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>"),
		{ SELLER_COUNTRY, SELLER_COUNTRY
		    "<cbc:IdentificationCode>DE</cbc:IdentificationCode>" } },
	    "?" R "R002" },
	{ "no reference",
	    { { "<cbc:BuyerReference>B-7</cbc:BuyerReference>", "" } },
	    R "R003" },
	{ "an order instead",
	    { { "<cbc:BuyerReference>B-7</cbc:BuyerReference>",
		"<cac:OrderReference><cbc:ID>7</cbc:ID></"
		"cac:OrderReference>" } },
	    "" },
	{ "another specification",
	    { { SPECIFICATION, "poacc:selfbilling:3.0" } }, R "R004" },
	{ "one with an extension",
	    { { SPECIFICATION, SPECIFICATION "#compliant#x" } }, "" },
	{ "two colons", { { SPECIFICATION, SPECIFICATION "#conformant#a::b" } },
	    R "R004" },
	{ "a comment within",
	    { { SPECIFICATION, "poacc:billing<!-- -->:3.0" } }, "?" R "R004" },
	{ "a comment before", { { ">urn:cen", "><!-- -->urn:cen" } }, "" },
	{ "two projects in an invoice",
	    { BEFORE(RULES_BEFORE_PARTIES,
		"<cac:AdditionalDocumentReference>"
		"<cbc:ID>a</cbc:ID><cbc:DocumentTypeCode>50"
		"</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>"
		"<cac:AdditionalDocumentReference>"
		"<cbc:ID>b</cbc:ID><cbc:DocumentTypeCode>50"
		"</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>") },
	    "" },
	{ "no address of the buyer",
	    { { "<cbc:EndpointID schemeID=\"0088\">7350000000016"
		"</cbc:EndpointID>",
		"" } },
	    R "R010" },
	{ "no address of the seller",
	    { { "<cbc:EndpointID schemeID=\"0216\">003799999028"
		"</cbc:EndpointID>",
		"" } },
	    R "R020" },
};

static const struct rules_case credit_note[] = {
	{ "as it stands", { { NULL, NULL } }, "" },
	{ "a project", { BEFORE(RULES_BEFORE_PARTIES, PROJECT("a")) }, "" },
	{ "two projects",
	    { BEFORE(RULES_BEFORE_PARTIES, PROJECT("a") PROJECT("b")) },
	    R "R080" },
	{ "a type of invoices", { { ">381<", ">380<" } }, R "P0101" },
	{ "a type of some credit notes", { { ">381<", ">396<" } }, "" },
	{ "its quantity counts", { { ">4</cbc:C", ">5</cbc:C" } }, R "R120" },
};

/* What all cases of all rules begin with. */
#define ALL "BR UBL PEPPOL NO DK IT SE GR IS NL DE CANNOT"

static const struct rules_case whole[] = {
	{ "breaks nothing", { { NULL, NULL } }, "" },
};

/* ---- VAT totals -------------------------------------------------------- */

/* A total in Norwegian kroner, and the accounting currency. */
#define ACCOUNTING(code)                                                       \
	BEFORE("<cbc:BuyerReference>",                                         \
	    "<cbc:TaxCurrencyCode>" code "</cbc:TaxCurrencyCode>")
#define TOTAL(code, amount)                                                    \
	BEFORE("<cac:LegalMonetaryTotal>",                                     \
	    "<cac:TaxTotal><cbc:TaxAmount currencyID=\"" code "\">" amount     \
	    "</cbc:TaxAmount></cac:TaxTotal>")

static const struct rules_case vat[] = {
	{ "no breakdown",
	    { { "<cac:TaxSubtotal>", "<cac:Other>" },
		{ "</cac:TaxSubtotal>", "</cac:Other>" } },
	    R "R053 " R "R054" },
	{ "in two currencies", { ACCOUNTING("NOK"), TOTAL("NOK", "270.00") },
	    "" },
	{ "no total in the other", { ACCOUNTING("NOK") }, R "R054 " R "R055" },
	{ "a total too many", { TOTAL("NOK", "270.00") }, R "R054" },
	{ "signs that differ", { ACCOUNTING("NOK"), TOTAL("NOK", "-1.00") },
	    R "R055" },
	{ "both negative",
	    { { "24.00", "-24.00" }, ACCOUNTING("NOK"), TOTAL("NOK", "-1.00") },
	    "" },
	{ "nought agrees with all", { ACCOUNTING("NOK"), TOTAL("NOK", "0.00") },
	    "" },
	{ "minus nought does not", { ACCOUNTING("NOK"), TOTAL("NOK", "-0.00") },
	    R "R055" },
	{ "unless it has no point", { ACCOUNTING("NOK"), TOTAL("NOK", "-0") },
	    "" },
	{ "a total of no currency", { ACCOUNTING("NOK"), TOTAL("SEK", "1") },
	    R "R055" },
	{ "no number", { ACCOUNTING("NOK"), TOTAL("NOK", "ten") },
	    "?" R "R055" },
	{ "two accounting currencies",
	    { ACCOUNTING("NOK"), ACCOUNTING("SEK"), TOTAL("NOK", "270.00") },
	    "?" R "R055" },
	{ "the same currency", { ACCOUNTING("EUR"), TOTAL("EUR", "24.00") },
	    R "R005" },
	{ "the same, with blanks",
	    { ACCOUNTING(" EUR "), TOTAL("EUR", "24.00") }, R "R005" },
	{ "a comment in the currency",
	    { ACCOUNTING("N<!-- -->OK"), TOTAL("NOK", "270.00") },
	    "?" R "R005" },
};

/* ---- allowances -------------------------------------------------------- */

#define ALLOWANCE(indicator, percent, base, amount)                            \
	"<cac:AllowanceCharge><cbc:ChargeIndicator>" indicator                 \
	"</cbc:ChargeIndicator>" percent                                       \
	"<cbc:Amount currencyID=\"EUR\">" amount "</cbc:Amount>" base          \
	"</cac:AllowanceCharge>"
#define PERCENT(n)                                                             \
	"<cbc:MultiplierFactorNumeric>" n "</cbc:MultiplierFactorNumeric>"
#define BASE(n) "<cbc:BaseAmount currencyID=\"EUR\">" n "</cbc:BaseAmount>"

static const struct rules_case allowances[] = {
	{ "an amount", { OF_DOCUMENT(ALLOWANCE("false", "", "", "5.00")) },
	    "" },
	{ "a percentage without base",
	    { OF_DOCUMENT(ALLOWANCE("false", PERCENT("5"), "", "5.00")) },
	    R "R041" },
	{ "and nothing else is checked of it",
	    { OF_DOCUMENT(ALLOWANCE("no", PERCENT("5"), "", "5.00")) },
	    R "R041" },
	{ "a base without percentage",
	    { OF_DOCUMENT(ALLOWANCE("true", "", BASE("100"), "5.00")) },
	    R "R042" },
	{ "a percentage",
	    { OF_DOCUMENT(
		ALLOWANCE("true", PERCENT("5"), BASE("100"), "5.02")) },
	    "" },
	{ "three cents off",
	    { OF_DOCUMENT(
		ALLOWANCE("true", PERCENT("5"), BASE("100"), "5.03")) },
	    R "R040" },
	{ "three cents off below",
	    { OF_DOCUMENT(
		ALLOWANCE("true", PERCENT("5"), BASE("100"), "4.97")) },
	    R "R040" },
	{ "a percentage that is no number",
	    { OF_DOCUMENT(
		ALLOWANCE("true", PERCENT("5%"), BASE("100"), "5.00")) },
	    "?" R "R040" },
	{ "two amounts",
	    { OF_DOCUMENT(ALLOWANCE("true", PERCENT("5"),
		BASE("100") "<cbc:Amount currencyID=\"EUR\">1</cbc:Amount>",
		"5.00")) },
	    "?" R "R040" },
	{ "an indicator that Peppol does not take",
	    { OF_DOCUMENT(ALLOWANCE("1", "", "", "5.00")) }, R "R043" },
	{ "an indicator with blanks",
	    { OF_DOCUMENT(ALLOWANCE(" true ", "", "", "5.00")) }, "" },
	{ "an indicator in two",
	    { OF_DOCUMENT(ALLOWANCE("tr<!-- -->ue", "", "", "5.00")) },
	    "?" R "R043" },
	{ "of a line", { OF_LINE(ALLOWANCE("1", "", "", "5.00")) }, R "R043" },
	{ "of no line of this document",
	    { { "<cac:InvoiceLine>", "<cac:CreditNoteLine>" },
		{ "</cac:InvoiceLine>", "</cac:CreditNoteLine>" },
		OF_LINE(ALLOWANCE("1", "", "", "5.00")) },
	    "" },
	{ "in another currency",
	    { OF_DOCUMENT(
		"<cac:AllowanceCharge><cbc:ChargeIndicator>true"
		"</cbc:ChargeIndicator><cbc:Amount currencyID=\"SEK\">1"
		"</cbc:Amount></cac:AllowanceCharge>") },
	    R "R051" },
};

/* ---- lines ------------------------------------------------------------- */

#define PRICE ">25.00</cbc:PriceAmount>"
#define PER(quantity)                                                          \
	{                                                                      \
		PRICE,                                                         \
		    PRICE "<cbc:BaseQuantity>" quantity "</cbc:BaseQuantity>"  \
	}
#define UNIT_PER(unit)                                                         \
	{                                                                      \
		PRICE, PRICE "<cbc:BaseQuantity unitCode=\"" unit "\">1"       \
			     "</cbc:BaseQuantity>"                             \
	}
#define DISCOUNT(indicator, amount, base)                                      \
	{                                                                      \
		PRICE, PRICE ALLOWANCE(indicator, "", base, amount)            \
	}
#define OBJECT(code)                                                           \
	"<cac:DocumentReference><cbc:ID>o</cbc:ID>"                            \
	"<cbc:DocumentTypeCode>" code "</cbc:DocumentTypeCode>"                \
	"</cac:DocumentReference>"

static const struct rules_case lines[] = {
	{ "two cents off", { NET("100.02") }, "" },
	{ "three cents off", { NET("100.03") }, R "R120" },
	{ "three cents off below", { NET("99.97") }, R "R120" },
	{ "no quantity is one",
	    { { "<cbc:InvoicedQuantity unitCode=\"C62\">4"
		"</cbc:InvoicedQuantity>",
		  "" },
		NET("25.00") },
	    "" },
	{ "the quantity of credit notes does not count",
	    { { "InvoicedQuantity", "CreditedQuantity" },
		{ "InvoicedQuantity", "CreditedQuantity" }, NET("25.00") },
	    "" },
	{ "no price is nought",
	    { { "<cbc:PriceAmount currencyID=\"EUR\"" PRICE, "" },
		NET("0.00") },
	    R "R008" },
	{ "no net amount is nought",
	    { { "<cbc:LineExtensionAmount currencyID=\"EUR\">100.00"
		"</cbc:LineExtensionAmount><cac:Item>",
		"<cac:Item>" } },
	    R "R120" },
	{ "a price for two", { PER("2"), NET("50.00") }, "" },
	{ "a third is not rounded", { PER("3"), NET("33.33") }, "" },
	{ "a price for none is for one", { PER("0") }, R "R121" },
	{ "a price for less than none", { PER("-2"), NET("-50.00") },
	    R "R121" },
	{ "a price for some", { PER("some") }, "?" R "R120 ?" R "R121" },
	{ "two prices",
	    { BEFORE("<cac:Price>",
		"<cac:Price><cbc:PriceAmount currencyID=\"EUR\">1"
		"</cbc:PriceAmount></cac:Price>") },
	    "?" R "R120" },
	{ "charges and allowances",
	    { NET("94.00"), OF_LINE(ALLOWANCE("false", "", "", "10.00")
				    ALLOWANCE("true", "", "", "4.00")) },
	    "" },
	{ "with blanks, too",
	    { NET("90.00"), OF_LINE(ALLOWANCE(" false ", "", "", "10.00")) },
	    "" },
	{ "with other words, not",
	    { NET("90.00"), OF_LINE(ALLOWANCE("0", "", "", "10.00")) },
	    R "R043 " R "R120" },
	{ "an allowance that is no number",
	    { OF_LINE(ALLOWANCE("false", "", "", "x")) }, "?" R "R120" },
	{ "an invoiced object", { OF_LINE(OBJECT("130")) }, "" },
	{ "two objects", { OF_LINE(OBJECT("130") OBJECT("130")) }, R "R100" },
	{ "another document", { OF_LINE(OBJECT("50")) }, R "R101" },
	{ "a discount", { DISCOUNT("false", "5.00", BASE("30.00")) }, "" },
	{ "a discount of no base", { DISCOUNT("false", "5.00", "") }, "" },
	{ "a charge", { DISCOUNT("true", "5.00", "") }, R "R044" },
	{ "a discount, one cent off",
	    { DISCOUNT("false", "5.01", BASE("30.00")) }, R "R046" },
	{ "a base alone",
	    { { PRICE, PRICE "<cac:AllowanceCharge><cbc:ChargeIndicator>false"
			     "</cbc:ChargeIndicator>" BASE(
				 "25.00") "</cac:AllowanceCharge>" } },
	    R "R046" },
	{ "a discount of no number",
	    { DISCOUNT("false", "five", BASE("30.00")) }, "?" R "R046" },
	{ "the unit", { UNIT_PER("C62") }, "" },
	{ "another unit", { UNIT_PER("KGM") }, R "R130" },
	{ "another unit, of nothing",
	    { UNIT_PER("KGM"),
		{ "<cbc:InvoicedQuantity unitCode=\"C62\">4"
		  "</cbc:InvoicedQuantity>",
		    "" },
		NET("25.00") },
	    "" },
	{ "another unit, of what is credited",
	    { UNIT_PER("C62"), { "InvoicedQuantity", "CreditedQuantity" },
		{ "InvoicedQuantity", "CreditedQuantity" }, NET("25.00") },
	    R "R130" },
};

/* ---- periods ----------------------------------------------------------- */

#define PERIOD(start, end)                                                     \
	"<cac:InvoicePeriod><cbc:StartDate>" start "</cbc:StartDate>"          \
	"<cbc:EndDate>" end "</cbc:EndDate></cac:InvoicePeriod>"
#define FEBRUARY                                                               \
	BEFORE(RULES_BEFORE_PARTIES, PERIOD("2026-02-01", "2026-02-28"))

static const struct rules_case periods[] = {
	{ "all of it",
	    { FEBRUARY, OF_LINE(PERIOD("2026-02-01", "2026-02-28")) }, "" },
	{ "a day before",
	    { FEBRUARY, OF_LINE(PERIOD("2026-01-31", "2026-02-28")) },
	    R "R110" },
	{ "a day after",
	    { FEBRUARY, OF_LINE(PERIOD("2026-02-01", "2026-03-01")) },
	    R "R111" },
	{ "of the line alone", { OF_LINE(PERIOD("2025-02-01", "2027-02-01")) },
	    "" },
	{ "no day", { FEBRUARY, OF_LINE(PERIOD("2026-02-30", "2026-02-28")) },
	    R "F001 ?" R "R110" },
	{ "no day of the document",
	    { BEFORE(RULES_BEFORE_PARTIES, PERIOD("2026-02-01", "2026-02-29")),
		OF_LINE(PERIOD("2026-02-01", "2026-02-28")) },
	    R "F001 ?" R "R111" },
	{ "none", { FEBRUARY, OF_LINE(PERIOD("", "2026-02-28")) },
	    R "F001 " R "R008 " R "R110" },
	{ "in two",
	    { FEBRUARY, OF_LINE(PERIOD("2026-02<!-- -->-01", "2026-02-28")) },
	    "?" R "F001 ?" R "R110" },
	{ "two periods",
	    { FEBRUARY, FEBRUARY, OF_LINE(PERIOD("2026-02-01", "2026-02-28")) },
	    "?" R "R110 ?" R "R111" },
	{ "a day that reads otherwise", { { ">2026-04-01<", ">2026-04-01Z<" } },
	    R "F001" },
	{ "with blanks", { { ">2026-04-01<", "> 2026-04-01<" } }, R "F001" },
	{ "no day of that month", { { ">2026-04-01<", ">2026-04-31<" } },
	    R "F001" },
};

/* ---- contexts ---------------------------------------------------------- */

/* What stands in an extension is no document of its own to "/". */
static const struct rules_case nested[] = {
	{ "an invoice within is checked as one",
	    { BEFORE("<cbc:CustomizationID>", "<Invoice/>") },
	    R "R001 " R "R003 " R "R004 " R "R008 " R "R053" },
};

static const struct rules_case nested_en16931[] = {
	{ "EN 16931 looks at the root alone",
	    { BEFORE("<cbc:CustomizationID>", "<Invoice/>") }, "" },
};

int
main(void)
{
	RULES_CASES(RULES_PEPPOL, rules_invoice, ALL, whole);
	RULES_CASES(RULES_PEPPOL, rules_credit_note, ALL, whole);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, document);
	RULES_CASES(RULES_PEPPOL, rules_credit_note, PEPPOL, credit_note);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, vat);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, allowances);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, lines);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, periods);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, nested);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-0", nested_en16931);
	rules_case_end();
	return T_END();
}
