/* SPDX-License-Identifier: ISC */
#include "rules_peppol.h"

/*
 * The codes, types and identifiers of Peppol, and self-billing: every check
 * is seen to hold and to break.
 */

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

/* ---- steps of paths ---------------------------------------------------- */

/* A Swedish seller whose VAT registration names its tax twice. */
#define SWEDISH(number)                                                        \
	{ SELLER_COUNTRY, ">SE</cbc:IdentificationCode>" },                    \
	    { "FI99999028", number },                                          \
	{                                                                      \
		"<cbc:ID>VAT</cbc:ID>",                                        \
		    "<cbc:ID>vat</cbc:ID><cbc:ID>VAT</cbc:ID>"                 \
	}

static const struct rules_case steps[] = {
	{ "VAT as it stands is any of them", { SWEDISH("SE559999001601") },
	    "" },
	{ "and is looked at", { SWEDISH("SE55999900160") }, "SE-R-001" },
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

int
main(void)
{
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, codes);
	RULES_CASES(RULES_PEPPOL, rules_invoice, PEPPOL, exemptions);
	test_schemes();
	RULES_CASES(RULES_PEPPOL, rules_invoice, "PEPPOL-COMMON", dutch);
	RULES_CASES(RULES_PEPPOL, rules_invoice, "SE-R-001", steps);
	RULES_CASES(RULES_SELFBILLING, rules_invoice, PEPPOL, self_invoice);
	RULES_CASES(
	    RULES_SELFBILLING, rules_credit_note, PEPPOL, self_credit_note);
	rules_case_end();
	return T_END();
}
