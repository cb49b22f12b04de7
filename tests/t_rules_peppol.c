/* SPDX-License-Identifier: ISC */
#include "rules_case.h"

/*
 * The rules of Peppol that are no country's own: every check is seen to hold
 * and to break.
 */

#define PEPPOL "PEPPOL-"
#define R "PEPPOL-EN16931-"

/* Parts of the documents, and what is put in their place. */
#define PROFILE "<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
#define PROFILE_IS(text)                                                       \
	{                                                                      \
		PROFILE, "<cbc:ProfileID>" text                                \
	}
#define SPECIFICATION "poacc:billing:3.0"
#define TYPE_IS(code)                                                          \
	{                                                                      \
		"TypeCode>380<", "TypeCode>" code "<"                          \
	}
#define BEFORE(where, what)                                                    \
	{                                                                      \
		where, what where                                              \
	}
#define SELLER_COUNTRY ">FI</cbc:IdentificationCode>"
#define BUYER_COUNTRY ">EE</cbc:IdentificationCode>"
#define GERMAN(country)                                                        \
	{                                                                      \
		country, ">DE</cbc:IdentificationCode>"                        \
	}

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

#define PROJECT(id)                                                            \
	"<cac:AdditionalDocumentReference><cbc:ID>" id "</cbc:ID>"             \
	"<cbc:DocumentTypeCode>50</cbc:DocumentTypeCode>"                      \
	"</cac:AdditionalDocumentReference>"

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
#define OF_DOCUMENT(allowance) BEFORE(RULES_BEFORE_TOTALS, allowance)
#define OF_LINE(allowance) BEFORE(RULES_BEFORE_ITEM, allowance)
#define NET(n)                                                                 \
	{                                                                      \
		">100.00</cbc:LineExtensionAmount><cac:Item>",                 \
		    ">" n "</cbc:LineExtensionAmount><cac:Item>"               \
	}

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

/* ---- codes ------------------------------------------------------------- */

#define REASON(indicator, code)                                                \
	OF_DOCUMENT(                                                           \
	    "<cac:AllowanceCharge><cbc:ChargeIndicator>" indicator             \
	    "</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>" code       \
	    "</cbc:AllowanceChargeReasonCode>"                                 \
	    "<cbc:Amount currencyID=\"EUR\">1</cbc:Amount>"                    \
	    "</cac:AllowanceCharge>")
#define MEANS(code, rest)                                                      \
	BEFORE(RULES_BEFORE_TOTALS,                                            \
	    "<cac:PaymentMeans><cbc:PaymentMeansCode>" code                    \
	    "</cbc:PaymentMeansCode>" rest "</cac:PaymentMeans>")
#define ATTACHED(mime)                                                         \
	BEFORE(RULES_BEFORE_PARTIES,                                           \
	    "<cac:AdditionalDocumentReference><cbc:ID>a</cbc:ID>"              \
	    "<cac:Attachment><cbc:EmbeddedDocumentBinaryObject " mime          \
	    " filename=\"a\">YQ==</cbc:EmbeddedDocumentBinaryObject>"          \
	    "</cac:Attachment></cac:AdditionalDocumentReference>")
#define TAX_POINT(code)                                                        \
	BEFORE(RULES_BEFORE_PARTIES,                                           \
	    "<cac:InvoicePeriod><cbc:DescriptionCode>" code                    \
	    "</cbc:DescriptionCode></cac:InvoicePeriod>")
#define MANDATE "<cac:PaymentMandate><cbc:ID>m</cbc:ID></cac:PaymentMandate>"
#define PAYABLE "<cbc:PayableAmount currencyID=\"EUR\">"

static const struct rules_case codes[] = {
	{ "a direct debit", { MEANS("59", MANDATE) }, "" },
	{ "no mandate", { MEANS("59", "") }, R "R061" },
	{ "no mandate, with blanks", { MEANS(" 49 ", "") }, R "R061" },
	{ "no direct debit", { MEANS("58", "") }, "" },
	{ "two codes are none",
	    { MEANS("59", "<cbc:PaymentMeansCode>59</cbc:PaymentMeansCode>") },
	    "" },
	{ "another currency",
	    { { PAYABLE, "<cbc:PayableAmount "
			 "currencyID=\"SEK\">" } },
	    R "R051" },
	{ "no currency at all", { { PAYABLE, "<cbc:PayableAmount>" } },
	    R "R051 " R "CL007" },
	{ "a currency that was",
	    { { PAYABLE, "<cbc:PayableAmount currencyID=\"STD\">" } },
	    R "R051 " R "CL007" },
	{ "of VAT",
	    { { "<cbc:TaxAmount currencyID=\"EUR\">24.00"
		"</cbc:TaxAmount><cac:TaxSubtotal>",
		"<cbc:TaxAmount currencyID=\"SEK\">24.00"
		"</cbc:TaxAmount><cac:TaxSubtotal>" } },
	    R "R051" },
	{ "of a category",
	    { { "<cbc:TaxAmount currencyID=\"EUR\">24.00</cbc:TaxAmount>"
		"<cac:TaxCategory>",
		"<cbc:TaxAmount currencyID=\"SEK\">24.00</cbc:TaxAmount>"
		"<cac:TaxCategory>" } },
	    R "R051" },
	{ "of an allowance", { REASON("false", "95") }, "" },
	{ "with blanks", { REASON("false", " 95 ") }, "" },
	{ "of a charge, at an allowance", { REASON("false", "FC") },
	    R "CL002" },
	{ "of a charge", { REASON("true", "FC") }, "" },
	{ "of an allowance, at a charge", { REASON("true", "95") }, R "CL003" },
	{ "of neither", { REASON("0", "nothing") }, R "R043" },
	{ "in two", { REASON("true", "F<!-- -->C") }, "?" R "CL003" },
	{ "a tax point", { TAX_POINT("35") }, "" },
	{ "no tax point", { TAX_POINT("36") }, R "CL006" },
	{ "a PDF", { ATTACHED("mimeCode=\"application/pdf\"") }, "" },
	{ "a text", { ATTACHED("mimeCode=\"text/plain\"") }, R "CL001" },
	{ "whatever", { ATTACHED("") }, "" },
	{ "another type", { TYPE_IS("381") }, R "P0100" },
	{ "a type with blanks", { TYPE_IS(" 380 ") }, "" },
	{ "another type in no profile",
	    { TYPE_IS("381"), PROFILE_IS("urn:other") }, R "R007" },
	{ "another type, with response",
	    { TYPE_IS("381"),
		PROFILE_IS("urn:peppol:bis:billing_with_response") },
	    R "P0100" },
	{ "a German type", { TYPE_IS("326") }, R "P0112" },
	{ "another German type", { TYPE_IS(" 384 ") }, R "P0112" },
	{ "a German type in Germany",
	    { TYPE_IS("326"), GERMAN(SELLER_COUNTRY), GERMAN(BUYER_COUNTRY) },
	    "" },
	{ "an address of no scheme of Peppol",
	    { { "schemeID=\"0216\"", "schemeID=\"0037\"" } }, R "CL008" },
};

/* ---- exemptions -------------------------------------------------------- */

#define EXEMPT(category, code)                                                 \
	{                                                                      \
		"<cac:TaxCategory><cbc:ID>S</cbc:ID>",                         \
		    "<cac:TaxCategory><cbc:ID>" category "</cbc:ID>"           \
		    "<cbc:TaxExemptionReasonCode>" code                        \
		    "</cbc:TaxExemptionReasonCode>"                            \
	}

static const struct rules_case exemptions[] = {
	{ "G", { EXEMPT("G", "VATEX-EU-G") }, "" },
	{ "G small", { EXEMPT("G", "vatex-eu-g") }, "" },
	{ "G not", { EXEMPT("E", "vatex-eu-g") }, R "P0104" },
	{ "G with blanks is no G", { EXEMPT("E", " VATEX-EU-G") }, "" },
	{ "G twice is none",
	    { EXEMPT("E", "VATEX-EU-G</cbc:TaxExemptionReasonCode>"
			  "<cbc:TaxExemptionReasonCode>VATEX-EU-G") },
	    "" },
	{ "O", { EXEMPT("O", "VATEX-EU-O") }, "" },
	{ "O not", { EXEMPT("E", "VATEX-EU-O") }, R "P0105" },
	{ "IC", { EXEMPT("K", "VATEX-EU-IC") }, "" },
	{ "IC not", { EXEMPT("E", "VATEX-EU-IC") }, R "P0106" },
	{ "AE", { EXEMPT(" AE ", "VATEX-EU-AE") }, "" },
	{ "AE not", { EXEMPT("E", "VATEX-EU-AE") }, R "P0107" },
	{ "D", { EXEMPT("E", "VATEX-EU-D") }, "" },
	{ "D not", { EXEMPT("O", "VATEX-EU-D") }, R "P0108" },
	{ "F", { EXEMPT("E", "VATEX-EU-F") }, "" },
	{ "F not", { EXEMPT("O", "VATEX-EU-F") }, R "P0109" },
	{ "I", { EXEMPT("E", "VATEX-EU-I") }, "" },
	{ "I not", { EXEMPT("O", "VATEX-EU-I") }, R "P0110" },
	{ "J", { EXEMPT("E", "VATEX-EU-J") }, "" },
	{ "J not", { EXEMPT("O", "VATEX-EU-J") }, R "P0111" },
	{ "another", { EXEMPT("O", "VATEX-EU-132") }, "" },
};

/* ---- identifiers ------------------------------------------------------- */

#define C "PEPPOL-COMMON-"

static const struct {
	const char *scheme, *good, *bad, *broken;
} schemes[] = {
	{ "0088", "7350000000016", "7350000000017", C "R040" },
	{ "0088", " 7350000000016 ", "735000000001X", C "R040" },
	{ "0192", "310000108", "310000109", C "R041" },
	{ "0192", "310000108", "3100001080", C "R041" },
	{ "0184", "12345678", "1234567", C "R042" },
	{ "0184", "DK12345678", "SE12345678", C "R042" },
	{ "0184", "12345678", " 12345678", C "R042" },
	{ "0096", "1234567890", "123456789", C "R052" },
	{ "0096", "1234567890", "12345678x0", C "R052" },
	{ "0198", "DK12345678", "12345678", C "R053" },
	{ "0208", "0123456749", "0123456750", C "R043" },
	{ "0208", "0123456749", "123456749", C "R043" },
	{ "0201", "AB12c3", "AB12c", "~" C "R044" },
	{ "0210", "12345678901", "1234567890", "~" C "R045" },
	{ "0211", "IT12345678903", "IT12345678904", "~" C "R047" },
	{ "0211", "12345678904", "it12345678904", "~" C "R047" },
	{ "0007", "5599990016", "5599990017", C "R049" },
	{ "0007", " 5599990016 ", "559999-0016", C "R049" },
	{ "0007", "5599990016", "55999900-6", C "R049" },
	{ "0151", "10000000000", "10000000001", C "R050" },
	{ "0151", "10000000000", "1000000000", C "R050" },
	{ "0106", "12345678", "1234567", "~" C "R054" },
	{ "0190", "12345678901234567890", "1234567890123456789", "~" C "R055" },
	{ "9944", "NL123456789B01", "NL123456789C01", "~" C "R056-1" },
	{ "0217", " 123456789012 ", "12345678901", "~" C "R057" },
	/* what another scheme forbids */
	{ "0216", "no number", "no number", "" },
	{ "00880", "no number", "no number", "" },
	{ "", "no number", "no number", "" },
};

/* Where an identifier of a scheme can stand. */
enum home { PARTY, LEGAL_ENTITY, ADDRESS, HOMES };

static const struct {
	const char *open, *close; /* what is before the scheme, behind it all */
} homes[HOMES] = {
	[PARTY] = { "<cac:PartyIdentification><cbc:ID",
	    "</cbc:ID></cac:PartyIdentification>" },
	[LEGAL_ENTITY] = { "<cac:PartyLegalEntity><cbc:CompanyID",
	    "</cbc:CompanyID></cac:PartyLegalEntity>" },
	[ADDRESS] = { "<cac:Other><cbc:EndpointID",
	    "</cbc:EndpointID></cac:Other>" },
};

static void
identifier(
    enum home home, const char *scheme, const char *number, const char *want)
{
	char xml[400];
	snprintf(xml, sizeof(xml), "%s schemeID=\"%s\">%s%s<cac:PostalAddress>",
	    homes[home].open, scheme, number, homes[home].close);
	struct rules_case c = { xml, { { "<cac:PostalAddress>", xml } }, want };
	rules_case_run(RULES_PEPPOL, rules_invoice, "PEPPOL-COMMON", &c);
}

static void
test_schemes(void)
{
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		for (enum home k = PARTY; k < HOMES; k++) {
			identifier(k, schemes[i].scheme, schemes[i].good, "");
			identifier(k, schemes[i].scheme, schemes[i].bad,
			    schemes[i].broken);
		}
	/* of addresses alone */
	identifier(ADDRESS, "9907", "1234567890", "~" C "R046");
	identifier(ADDRESS, "9907", "12345678901", "");
	identifier(LEGAL_ENTITY, "9907", "1234567890", "");
}

#define REGISTERED(attribute, number, scheme)                                  \
	BEFORE("<cac:PartyLegalEntity>",                                       \
	    "<cac:PartyTaxScheme><cbc:CompanyID" attribute ">" number          \
	    "</cbc:CompanyID><cac:TaxScheme><cbc:ID>" scheme                   \
	    "</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>")

static const struct rules_case dutch[] = {
	{ "a VAT number", { REGISTERED("", "NL123456789B01", " VAT ") }, "" },
	{ "a wrong one", { REGISTERED("", " NL12345678B01", "VAT") },
	    "~" C "R056-2" },
	{ "one of another tax", { REGISTERED("", "NL12345678B01", "LOC") },
	    "" },
	{ "one of two taxes",
	    { REGISTERED("", "NL12345678B01",
		"VAT</cbc:ID></cac:TaxScheme><cac:TaxScheme><cbc:ID>VAT") },
	    "" },
	{ "one of its own scheme is not seen again",
	    { REGISTERED(" schemeID=\"9944\"", "NL12345678B01", "VAT") },
	    "~" C "R056-1" },
	{ "one of another scheme, neither",
	    { REGISTERED(" schemeID=\"0106\"", "NL12345678B01", "VAT") },
	    "~" C "R054" },
	{ "one of a scheme that stands behind is",
	    { REGISTERED(" schemeID=\"0217\"", "NL12345678B01", "VAT") },
	    "~" C "R056-2" },
};

/* ---- self-billing ------------------------------------------------------ */

#define SELF                                                                   \
	{ SPECIFICATION, "poacc:selfbilling:3.0" },                            \
	{                                                                      \
		"poacc:billing:01:1.0", "poacc:selfbilling:01:1.0"             \
	}

static const struct rules_case self_invoice[] = {
	{ "as it stands", { { NULL, NULL } }, R "R004 " R "R007" },
	{ "a self-billed one", { SELF, TYPE_IS("389") }, "" },
	{ "another", { SELF, TYPE_IS("527") }, "" },
	{ "a plain type", { SELF, TYPE_IS("380") }, R "P0100" },
	{ "a type that Germans have", { SELF, TYPE_IS("326") }, R "P0100" },
	{ "any type with response",
	    { { SPECIFICATION, "poacc:selfbilling:3.0" },
		PROFILE_IS("urn:peppol:bis:billing_with_response") },
	    "" },
	{ "a category in another currency",
	    { SELF, TYPE_IS("389"),
		{ "<cbc:TaxAmount currencyID=\"EUR\">24.00</cbc:TaxAmount>"
		  "<cac:TaxCategory>",
		    "<cbc:TaxAmount currencyID=\"SEK\">24.00</cbc:TaxAmount>"
		    "<cac:TaxCategory>" } },
	    "" },
	{ "the rest is the same", { SELF, TYPE_IS("389"), NET("100.03") },
	    R "R120" },
	{ "an identifier",
	    { SELF, TYPE_IS("389"), { "7350000000016", "7350000000017" } },
	    C "R040" },
};

static const struct rules_case self_credit_note[] = {
	{ "a self-billed one", { SELF, { ">381<", ">261<" } }, "" },
	{ "a plain type", { SELF }, R "P0101" },
	{ "two projects",
	    { SELF, { ">381<", ">261<" },
		BEFORE(RULES_BEFORE_PARTIES, PROJECT("a") PROJECT("b")) },
	    R "R080" },
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
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, codes);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, exemptions);
	test_schemes();
	RULES_CASES(RULES_PEPPOL, rules_invoice, "PEPPOL-COMMON", dutch);
	RULES_CASES(RULES_SELFBILLING, rules_invoice, PEPPOL, self_invoice);
	RULES_CASES(
	    RULES_SELFBILLING, rules_credit_note, PEPPOL, self_credit_note);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, nested);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-0", nested_en16931);
	rules_case_end();
	return T_END();
}
