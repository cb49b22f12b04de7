/* SPDX-License-Identifier: ISC */
#include "rules_en16931.h"

/*
 * The model of EN 16931: each rule of en16931_model.c is seen broken, and
 * holding close to where it breaks. A case names every finding of EN 16931.
 * Allowances, lines and their like are in t_rules_en16931_lines.c, sums in
 * t_rules_sums.c, VAT by category in t_rules_vat.c.
 */

#define CUSTOMIZATION                                                          \
	"<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#"              \
	"urn:fdc:peppol.eu:2017:poacc:billing:3.0"
#define SUBTOTAL_AMOUNT AMOUNT("TaxAmount", "24.00") "<cac:TaxCategory>"
#define NO_SUBTOTAL                                                            \
	SWAP("<cac:TaxSubtotal>", "<cac:Other>"),                              \
	    SWAP("</cac:TaxSubtotal>", "</cac:Other>")

static const struct rules_case document[] = {
	{ "as it stands", { { NULL, NULL } }, "" },
	{ "no specification", { SWAP(CUSTOMIZATION, "<cbc:CustomizationID>") },
	    "BR-01" },
	{ "another one", { SWAP(CUSTOMIZATION, "<cbc:CustomizationID>x") },
	    "" },
	{ "no number", { DROP("<cbc:ID>F-1</cbc:ID>") }, "BR-02" },
	{ "a number of blanks", { SWAP("F-1", " \t\r\n") }, "BR-02" },
	{ "a no-break space is a number", { SWAP("F-1", "\xc2\xa0") }, "" },
	{ "a number of one character", { SWAP("F-1", " 0 ") }, "" },
	{ "two numbers", { BEFORE("<cbc:ID>F-1", ID("F-2")) }, "?BR-02" },
	{ "no date", { SWAP(">2026-03-02<", "><") }, "BR-03" },
	{ "a word as date", { SWAP(">2026-03-02<", ">now<") }, "" },
	{ "no type", { DROP("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>") },
	    "BR-04" },
	{ "no text in the type, that of a credit note instead",
	    { SWAP(">380<", "><"), HEAD(TAG("CreditNoteTypeCode", "381")) },
	    "BR-CL-01" },
	{ "no currency", { DROP(TAG("DocumentCurrencyCode", "EUR")) },
	    "BR-05" },
	{ "a currency of blanks", { SWAP(">EUR<", "> <") },
	    "BR-05 BR-CL-04 BR-CO-15" },
	{ "no name of the seller", { DROP(SELLER_NAME) }, "BR-06" },
	{ "no name of the buyer", { SWAP("Sinilill OU", " ") }, "BR-07" },
	{ "no address of the seller",
	    { DROP(
		"<cac:PostalAddress>" COUNTRY("FI") "</cac:PostalAddress>") },
	    "BR-08" },
	{ "an empty address of the seller", { DROP(COUNTRY("FI")) }, "BR-09" },
	{ "no address of the buyer",
	    { DROP(
		"<cac:PostalAddress>" COUNTRY("EE") "</cac:PostalAddress>") },
	    "BR-10" },
	{ "a country of the buyer of blanks", { SWAP(">EE<", "> <") },
	    "BR-11 BR-CL-14" },
	{ "no line",
	    { SWAP("<cac:InvoiceLine>", "<cac:Other>"),
		SWAP("</cac:InvoiceLine>", "</cac:Other>") },
	    "BR-16 BR-CO-10 BR-S-08" },
	{ "no VAT breakdown", { NO_SUBTOTAL }, "BR-CO-18 BR-S-01" },
};

/* The currency of the VAT accounting, and the tax point. */
#define ACCOUNTING(code) TAG("TaxCurrencyCode", code)
#define TAX_TOTAL(currency, amount)                                            \
	GROUP("TaxTotal",                                                      \
	    TAG_WITH("TaxAmount", "currencyID=\"" currency "\"", amount))

static const struct rules_case currencies[] = {
	{ "an accounting currency, no VAT in it", { HEAD(ACCOUNTING("SEK")) },
	    "BR-53" },
	{ "VAT in it", { HEAD(ACCOUNTING("SEK") TAX_TOTAL("SEK", "270.1234")) },
	    "UBL-DT-01" },
	{ "VAT in it, in lower case",
	    { HEAD(ACCOUNTING("SEK") TAX_TOTAL("sek", "270.12")) },
	    "BR-53 BR-CL-03" },
	{ "a blank makes it another",
	    { HEAD(ACCOUNTING("SEK ") TAX_TOTAL("SEK", "270.12")) }, "BR-53" },
	{ "the document's own", { HEAD(ACCOUNTING("EUR")) }, "" },
	{ "VAT in it stands in a line",
	    { HEAD(ACCOUNTING("SEK")), LINE(TAX_TOTAL("SEK", "270.12")) },
	    "~UBL-CR-561" },
	{ "two of them, VAT in one",
	    { HEAD(ACCOUNTING("EUR") ACCOUNTING("SEK")) }, "BR-53" },
	{ "a tax point and its code",
	    { HEAD(TAG("TaxPointDate", "2026-03-02")
		    PERIOD(TAG("DescriptionCode", "35"))) },
	    "BR-CO-03" },
	{ "a tax point", { HEAD(TAG("TaxPointDate", "2026-03-02")) }, "" },
	{ "the code of a tax point",
	    { HEAD(PERIOD(TAG("DescriptionCode", "35"))) }, "" },
	{ "a tax point and a period of the document",
	    { HEAD(TAG("TaxPointDate", "2026-03-02")
		    PERIOD(TAG("StartDate", "2026-03-02"))) },
	    "" },
};

/* ---- parties ----------------------------------------------------------- */

#define FIRM TAG("CompanyID", "2345676-7")
#define REPRESENTATIVE(inside) GROUP("TaxRepresentativeParty", inside)
#define REPRESENTATIVE_NAME NAME("Tuomi Oy")
#define REPRESENTATIVE_ADDRESS GROUP("PostalAddress", COUNTRY("FI"))
#define REGISTERED(number, scheme)                                             \
	GROUP("PartyTaxScheme",                                                \
	    TAG("CompanyID", number) GROUP("TaxScheme", ID(scheme)))
#define PAYEE(inside) GROUP("PayeeParty", inside)

static const struct rules_case parties[] = {
	{ "no scheme of the seller's electronic address",
	    { DROP(" schemeID=\"0216\"") }, "BR-62" },
	{ "no scheme of the buyer's", { DROP(" schemeID=\"0088\"") }, "BR-63" },
	{ "the scheme is another attribute",
	    { SWAP("schemeID=\"0088\"", "schemeVersionID=\"0088\"") },
	    "BR-63" },
	{ "an electronic address of somebody else needs none",
	    { HEAD(REPRESENTATIVE(TAG("EndpointID", "7")
		    REPRESENTATIVE_NAME REPRESENTATIVE_ADDRESS REGISTERED(
			"FI1", "VAT"))) },
	    "~UBL-CR-300" },
	{ "no number of the seller", { DROP(SELLER_VAT) }, "BR-CO-26 BR-S-02" },
	{ "a number of another tax",
	    { SWAP(SELLER_VAT, REGISTERED("1", "TAX")) }, "BR-CO-26" },
	{ "a registration number", { DROP(SELLER_VAT), SELLER_LEGAL(FIRM) },
	    "BR-S-02" },
	{ "an identifier", { DROP(SELLER_VAT), SELLER(PARTY_ID("7")) },
	    "BR-S-02" },
	{ "a creditor's identifier is none",
	    { DROP(SELLER_VAT),
		SELLER(GROUP("PartyIdentification",
		    TAG_WITH("ID", "schemeID=\"SEPA\"", "7"))) },
	    "BR-CO-26 BR-S-02" },
	{ "a scheme in lower case is another",
	    { DROP(SELLER_VAT),
		SELLER(GROUP("PartyIdentification",
		    TAG_WITH("ID", "schemeID=\"sepa\"", "7"))) },
	    "BR-CL-10 BR-S-02" },
	{ "an identifier of the buyer does not count",
	    { DROP(SELLER_VAT), BUYER(PARTY_ID("7")) }, "BR-CO-26 BR-S-02" },
	{ "a VAT number without its country",
	    { SWAP("FI99999028", "99999028") }, "BR-CO-09" },
	{ "a VAT number in lower case", { SWAP("FI99999028", "fi99999028") },
	    "BR-CO-09" },
	{ "a VAT number of Greece", { SWAP("FI99999028", "EL99999028") }, "" },
	{ "a VAT number of one letter, which is in the list's text",
	    { SWAP("FI99999028", "E") }, "" },
	{ "a VAT number behind a blank", { SWAP("FI99999028", " FI") }, "" },
	{ "an empty VAT number", { SWAP("FI99999028", "") }, "" },
	{ "two VAT numbers in one registration",
	    { BEFORE("<cbc:CompanyID>FI", TAG("CompanyID", "FI1")) },
	    "?BR-CO-09 UBL-SR-12" },
	{ "the number of another tax has no country",
	    { SELLER(REGISTERED("99999028", "TAX")) }, "" },
	{ "a scheme in lower case, with blanks, is VAT",
	    { SELLER(REGISTERED("99999028", " vat ")) }, "BR-CO-09" },
};

static const struct rules_case representative[] = {
	{ "a tax representative",
	    { HEAD(REPRESENTATIVE(REPRESENTATIVE_NAME REPRESENTATIVE_ADDRESS
		    REGISTERED("FI1", "VAT"))) },
	    "" },
	{ "without a name",
	    { HEAD(REPRESENTATIVE(
		REPRESENTATIVE_ADDRESS REGISTERED("FI1", "VAT"))) },
	    "BR-18" },
	{ "with an empty name",
	    { HEAD(REPRESENTATIVE(
		NAME(" ") REPRESENTATIVE_ADDRESS REGISTERED("FI1", "VAT"))) },
	    "BR-18" },
	{ "without an address",
	    { HEAD(
		REPRESENTATIVE(REPRESENTATIVE_NAME REGISTERED("FI1", "VAT"))) },
	    "BR-19" },
	{ "without a country",
	    { HEAD(REPRESENTATIVE(REPRESENTATIVE_NAME GROUP("PostalAddress",
		TAG("CityName", "Turku")) REGISTERED("FI1", "VAT"))) },
	    "BR-20" },
	{ "without a VAT number",
	    { HEAD(REPRESENTATIVE(REPRESENTATIVE_NAME REPRESENTATIVE_ADDRESS
		    REGISTERED("FI1", "TAX"))) },
	    "BR-56" },
};

#define SELLER_KNOWN SELLER(NAME("Kanerva") PARTY_ID("7"))

static const struct rules_case payee[] = {
	{ "a payee", { HEAD(PAYEE(NAME("Saaja"))), SELLER_KNOWN }, "" },
	{ "a payee without a name", { HEAD(PAYEE(PARTY_ID("8"))) },
	    "BR-17 UBL-SR-19 UBL-SR-20 UBL-SR-21" },
	{ "a payee of the seller's trading name",
	    { HEAD(PAYEE(NAME("Kanerva"))), SELLER_KNOWN }, "BR-17" },
	{ "a payee of the buyer's trading name",
	    { HEAD(PAYEE(NAME("Sinilill"))), BUYER(NAME("Sinilill")) }, "" },
	{ "a payee of the seller's identifier",
	    { HEAD(PAYEE(NAME("Saaja") PARTY_ID("7"))), SELLER_KNOWN },
	    "BR-17" },
	{ "a blank makes it another",
	    { HEAD(PAYEE(NAME("Kanerva ") PARTY_ID(" 7"))), SELLER_KNOWN },
	    "" },
	{ "one of two names is the seller's",
	    { HEAD(PAYEE(NAME("Saaja") NAME("Kanerva"))), SELLER_KNOWN },
	    "BR-17 UBL-SR-19" },
	{ "one of two names is the seller's second",
	    { HEAD(PAYEE(NAME("Saaja"))), SELLER(NAME("K") NAME("Saaja")) },
	    "BR-17 UBL-SR-10" },
	{ "a payee of the seller's own name",
	    { HEAD(PAYEE(NAME("Kanerva Oy"))) },
	    "UBL-SR-19 UBL-SR-20 UBL-SR-21" },
};

/* ---- amounts ----------------------------------------------------------- */

static const struct rules_case totals[] = {
	{ "no sum of the lines",
	    { SWAP("<cac:LegalMonetaryTotal>" AMOUNT(
		       "LineExtensionAmount", "100.00"),
		"<cac:LegalMonetaryTotal>") },
	    "BR-12 BR-CO-10 BR-CO-13" },
	{ "no total without VAT",
	    { DROP(AMOUNT("TaxExclusiveAmount", "100.00")) },
	    "BR-13 BR-CO-13 BR-CO-15" },
	{ "no total with VAT", { DROP(AMOUNT("TaxInclusiveAmount", "124.00")) },
	    "BR-14 BR-CO-15 BR-CO-16" },
	{ "no amount due", { DROP(AMOUNT("PayableAmount", "124.00")) },
	    "BR-15 BR-CO-16" },
	{ "zeros behind the point of the lines",
	    { SWAP("<cac:LegalMonetaryTotal>" AMOUNT(
		       "LineExtensionAmount", "100.00"),
		"<cac:LegalMonetaryTotal>" AMOUNT(
		    "LineExtensionAmount", "100.000")) },
	    "BR-DEC-09 UBL-DT-01" },
	{ "of the allowances",
	    { TOTALS(AMOUNT("AllowanceTotalAmount", "0.000")) },
	    "BR-DEC-10 UBL-DT-01" },
	{ "of the charges", { TOTALS(AMOUNT("ChargeTotalAmount", "0.000")) },
	    "BR-DEC-11 UBL-DT-01" },
	{ "of the total without VAT",
	    { SWAP(AMOUNT("TaxExclusiveAmount", "100.00"),
		AMOUNT("TaxExclusiveAmount", "100.000")) },
	    "BR-DEC-12 UBL-DT-01" },
	{ "of the total with VAT",
	    { SWAP(AMOUNT("TaxInclusiveAmount", "124.00"),
		AMOUNT("TaxInclusiveAmount", "124.000")) },
	    "BR-DEC-14 UBL-DT-01" },
	{ "of what is paid", { TOTALS(AMOUNT("PrepaidAmount", "0.000")) },
	    "BR-DEC-16 UBL-DT-01" },
	{ "two decimals of what is paid and of the rounding",
	    { TOTALS(AMOUNT("PrepaidAmount", "0.05")
		    AMOUNT("PayableRoundingAmount", "0.05")) },
	    "" },
	{ "of the rounding",
	    { TOTALS(AMOUNT("PayableRoundingAmount", "0.000")) },
	    "BR-DEC-17 UBL-DT-01" },
	{ "of the amount due",
	    { SWAP(AMOUNT("PayableAmount", "124.00"),
		AMOUNT("PayableAmount", "124.000")) },
	    "BR-DEC-18 UBL-DT-01" },
	{ "a blank behind two decimals counts",
	    { SWAP(AMOUNT("PayableAmount", "124.00"),
		AMOUNT("PayableAmount", "124.00 ")) },
	    "BR-DEC-18 UBL-DT-01" },
	{ "nothing behind the point",
	    { SWAP(AMOUNT("PayableAmount", "124.00"),
		AMOUNT("PayableAmount", "124.")) },
	    "" },
	{ "two amounts due", { TOTALS(AMOUNT("PayableAmount", "124.00")) },
	    "?BR-CO-16 ?BR-DEC-18" },
	{ "three decimals of the total VAT",
	    { SWAP(
		EUR_TOTAL, AMOUNT("TaxAmount", "24.000") "<cac:TaxSubtotal>") },
	    "UBL-DT-01" },
};

static const struct rules_case breakdown[] = {
	{ "no taxable amount", { DROP(AMOUNT("TaxableAmount", "100.00")) },
	    "BR-45 BR-CO-17 BR-S-08 BR-S-09" },
	{ "no VAT amount", { SWAP(SUBTOTAL_AMOUNT, "<cac:TaxCategory>") },
	    "BR-46 BR-CO-14 BR-CO-17 BR-S-09" },
	{ "no category code", { DROP(ID("S")) }, "BR-47 BR-S-01" },
	{ "a category of another tax",
	    { SWAP("<cbc:Percent>24</cbc:Percent>" RULES_VAT
		   "</cac:TaxCategory>",
		"<cbc:Percent>24</cbc:Percent>"
		"<cac:TaxScheme><cbc:ID>GST</cbc:ID></cac:TaxScheme>"
		"</cac:TaxCategory>") },
	    "BR-47 BR-48 BR-CO-17" },
	{ "no rate", { DROP(TAG("Percent", "24")) }, "BR-48 BR-CO-17 BR-S-09" },
	{ "an empty rate is there, and is no number",
	    { SWAP(TAG("Percent", "24"), TAG("Percent", "")) },
	    "?BR-CO-17 ?BR-S-08 ?BR-S-09" },
	{ "three decimals of the taxable amount",
	    { SWAP(AMOUNT("TaxableAmount", "100.00"),
		AMOUNT("TaxableAmount", "100.000")) },
	    "BR-DEC-19 UBL-DT-01" },
	{ "three decimals of the VAT",
	    { SWAP(SUBTOTAL_AMOUNT,
		AMOUNT("TaxAmount", "24.000") "<cac:TaxCategory>") },
	    "BR-DEC-20 UBL-DT-01" },
};

/* By the rate alone: the rules on categories have more to say here. */
static const struct rules_case rates[] = {
	{ "a category that cannot be told",
	    { DROP(TAG("Percent", "24")), CATEGORY(ID("O")) }, "?BR-48" },
	{ "outside VAT",
	    { DROP(TAG("Percent", "24")), SWAP(ID("S"), ID(" O\n")) }, "" },
	{ "zero rated", { DROP(TAG("Percent", "24")), SWAP(ID("S"), ID("Z")) },
	    "BR-48" },
};

/* ---- notes, references, payments --------------------------------------- */

static const struct rules_case notes[] = {
	{ "no subject", { HEAD(NOTE("a")) }, "" },
	{ "a subject", { HEAD(NOTE("#ADU#a")) }, "" },
	{ "a subject behind text", { HEAD(NOTE("a #AAI# b")) }, "" },
	{ "of no meaning", { HEAD(NOTE("#ABY#a")) }, "BR-CL-08" },
	{ "in lower case", { HEAD(NOTE("#adu#a")) }, "BR-CL-08" },
	{ "of two characters", { HEAD(NOTE("#AB#a")) }, "" },
	{ "of four characters", { HEAD(NOTE("#ADUX#a")) }, "" },
	{ "of three characters in six bytes",
	    { HEAD(NOTE("#\xc3\xa5\xc3\xa4\xc3\xb6#a")) }, "BR-CL-08" },
	{ "not ended", { HEAD(NOTE("#ABY a")) }, "" },
	{ "two codes with a blank between are in the list's text",
	    { HEAD(NOTE("#U A#a")) }, "" },
	{ "the second is not looked at", { HEAD(NOTE("#ADU#a#ABY#b")) }, "" },
	{ "two notes", { HEAD(NOTE("#ABY#a") NOTE("#ABZ#b")) }, "BR-CL-08" },
	{ "of a line", { LINE(NOTE("#ABY#a")) }, "" },
};

static const struct rules_case references[] = {
	{ "a document without a reference",
	    { HEAD(GROUP("AdditionalDocumentReference", "")) }, "BR-52" },
	{ "an empty one",
	    { HEAD(GROUP("AdditionalDocumentReference", ID(" "))) }, "BR-52" },
	{ "a document", { HEAD(GROUP("AdditionalDocumentReference", ID("7"))) },
	    "" },
	{ "a preceding invoice without a number",
	    { HEAD(GROUP(
		"BillingReference", GROUP("InvoiceDocumentReference", ""))) },
	    "BR-55 UBL-SR-07" },
	{ "an empty number",
	    { HEAD(GROUP("BillingReference",
		GROUP("InvoiceDocumentReference", ID("")))) },
	    "" },
	{ "a delivery to no country",
	    { HEAD(GROUP("Delivery",
		GROUP("DeliveryLocation",
		    GROUP("Address", "<cac:Country></cac:Country>")))) },
	    "BR-57" },
	{ "to an empty one",
	    { HEAD(GROUP("Delivery",
		GROUP("DeliveryLocation", GROUP("Address", COUNTRY(""))))) },
	    "BR-CL-14" },
};

#define CARD(number)                                                           \
	GROUP("CardAccount",                                                   \
	    TAG("PrimaryAccountNumberID", number) TAG("NetworkID", "VISA"))

static const struct rules_case payments[] = {
	{ "no code", { HEAD(GROUP("PaymentMeans", "")) }, "BR-49" },
	{ "a credit transfer", { HEAD(PAYMENT("30", ACCOUNT(ID("7")))) }, "" },
	{ "without an account", { HEAD(PAYMENT("30", "")) }, "BR-61" },
	{ "SEPA without an account", { HEAD(PAYMENT(" 58 ", "")) }, "BR-61" },
	{ "a giro without an account", { HEAD(PAYMENT("50", "")) }, "" },
	{ "an account without a number", { HEAD(PAYMENT("30", ACCOUNT(""))) },
	    "BR-50 BR-61" },
	{ "an empty number", { HEAD(PAYMENT("58", ACCOUNT(ID(" ")))) },
	    "BR-50" },
	{ "blanks around the code, as which it is another",
	    { HEAD(PAYMENT(" 30 ", ACCOUNT(ID(" ")))) }, "" },
	{ "a giro's account without a number",
	    { HEAD(PAYMENT("50", ACCOUNT(""))) }, "" },
	{ "a giro and a transfer in one, without a number",
	    { HEAD(PAYMENT("30", TAG("PaymentMeansCode", "50") ACCOUNT(""))) },
	    "BR-50 ?BR-61 UBL-SR-27 UBL-SR-47" },
	{ "10 characters of a card",
	    { HEAD(PAYMENT("48", CARD("1234567890"))) }, "" },
	{ "10 with blanks around",
	    { HEAD(PAYMENT("48", CARD(" 1234567890\n"))) }, "" },
	{ "11 characters", { HEAD(PAYMENT("48", CARD("12345678901"))) },
	    "~BR-51" },
	{ "10 of more bytes",
	    { HEAD(PAYMENT("48", CARD("\xc3\x97\xc3\x97\xc3\x97\xc3\x97\xc3\x97"
				      "12345"))) },
	    "" },
};

/* ---- the same elements where no rule asks for them --------------------- */

static const struct rules_case elsewhere[] = {
	{ "a card's number outside of a card",
	    { HEAD(TAG("PrimaryAccountNumberID", "12345678901")) }, "" },
	{ "an address of no delivery", { HEAD(GROUP("Address", "")) }, "" },
	{ "an address of nobody", { HEAD(GROUP("PostalAddress", "")) }, "" },
	{ "an account beside a way of payment",
	    { HEAD(GROUP("Other", TAG("PaymentMeansCode", "30")
				      GROUP("PayeeFinancialAccount", ""))) },
	    "" },
	{ "a breakdown of no total", { HEAD(GROUP("TaxSubtotal", "")) }, "" },
	{ "a total of a line is not added up",
	    { LINE(GROUP(
		"TaxTotal", AMOUNT("TaxAmount", "9.99") GROUP("TaxSubtotal",
				AMOUNT("TaxableAmount", "10.00")
				    AMOUNT("TaxAmount", "2.40") RATED))) },
	    "~UBL-CR-561" },
	{ "an electronic address without a scheme",
	    { HEAD(TAG("EndpointID", "7")) }, "" },
	{ "a note with a subject", { HEAD(GROUP("Other", NOTE("#ABY#"))) },
	    "" },
};

#define CASES(cases) RULES_CASES(RULES_EN16931, rules_invoice, EN, cases)

int
main(void)
{
	CASES(document);
	CASES(currencies);
	CASES(parties);
	CASES(representative);
	CASES(payee);
	CASES(totals);
	CASES(breakdown);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-4", rates);
	CASES(notes);
	CASES(references);
	CASES(payments);
	CASES(elsewhere);
	rules_case_end();
	return T_END();
}
