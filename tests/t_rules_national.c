/* SPDX-License-Identifier: ISC */
#include "rules_national.h"

/* The rules of Italy, Greece, the Netherlands and Germany. */

/* ---- Italy ------------------------------------------------------------- */

static const char italy[] = INVOICE(SELLER(ADDRESS("IT")
	TAX("IT01234567897", "VAT") TAX("ABCDEF12345", "TAX")) FOREIGN);

static const struct rules_case italian[] = {
	{ "as it stands", { NONE }, "" },
	{ "a tax number of ten", { { "ABCDEF12345", "ABCDEF1234" } },
	    "IT-R-001" },
	{ "with small letters", { { "ABCDEF12345", "abcDEF12345" } },
	    "IT-R-001" },
	{ "without a scheme",
	    { { "<cbc:ID>TAX</cbc:ID>", "" }, { "ABCDEF12345", "A" } },
	    "IT-R-001" },
	{ "with two, where the context is none",
	    { { "<cbc:ID>TAX<", "<cbc:ID>A</cbc:ID><cbc:ID>TAX<" },
		{ "ABCDEF12345", "A" } },
	    "" },
	{ "no street", { { TAG("StreetName", "Road 1"), "" } }, "IT-R-002" },
	{ "no city", { { TAG("CityName", "Town"), "" } }, "IT-R-003" },
	{ "no post code", { { TAG("PostalZone", "1234"), "" } }, "IT-R-004" },
	{ "of another country",
	    { { ">IT01", ">FR01" }, { TAG("StreetName", "Road 1"), "" } }, "" },
	{ "by his representative",
	    { { TAX("IT01234567897", "VAT"), "" }, { ">IT<", ">FR<" },
		{ RULES_BEFORE_TOTALS,
		    "<cac:TaxRepresentativeParty>" TAX("IT1",
			"VAT") "</"
			       "cac:"
			       "TaxRepresentativeParty>" RULES_BEFORE_TOTALS },
		{ TAG("CityName", "Town"), "" } },
	    "IT-R-003" },
};

/* ---- Greece ------------------------------------------------------------ */

#define TIN "999999993"
#define NUMBER TIN "|02/03/2026|0|1.1|A|17"
#define GREEK_PARTY                                                            \
	"<cbc:EndpointID schemeID=\"9933\">" TIN "</cbc:EndpointID>"           \
	"<cac:PartyName>" TAG("Name", "Firm") "</cac:PartyName>" ADDRESS("GR") \
	    TAX("EL" TIN, "VAT")
#define LINK(uri)                                                              \
	"<cac:Attachment><cac:ExternalReference>" TAG(                         \
	    "URI", uri) "</cac:ExternalReference></cac:Attachment>"
#define INVOICE_URL REFERENCE("1", "##INVOICE|URL##", LINK("https://a.example"))

static const char greece[] = INVOICE(REFERENCE("400001", "##M.AR.K##", "")
	INVOICE_URL SELLER(GREEK_PARTY) BUYER(GREEK_PARTY));

#define NUMBERED(number)                                                       \
	{                                                                      \
		">F-1<", ">" number "<"                                        \
	}
#define GREEK_NAME "<cac:PartyName>" TAG("Name", "Firm") "</cac:PartyName>"

static const struct rules_case greek[] = {
	{ "as it stands", { NUMBERED(NUMBER) }, "" },
	{ "five parts", { NUMBERED(TIN "|02/03/2026|0|1.1|A") },
	    "GR-R-001-1 GR-R-001-7" },
	{ "one part", { NONE },
	    "GR-R-001-1 GR-R-001-2 GR-R-001-3 "
	    "GR-R-001-4 GR-R-001-5 GR-R-001-6 GR-R-001-7" },
	{ "another seller", { NUMBERED("123456783|02/03/2026|0|1.1|A|1") },
	    "GR-R-001-2" },
	{ "a wrong tax number", { NUMBERED("999999994|02/03/2026|0|1.1|A|1") },
	    "GR-R-001-2" },
	{ "a short one", { NUMBERED("99999999|02/03/2026|0|1.1|A|1") },
	    "GR-R-001-2" },
	{ "that of his representative",
	    { NUMBERED(NUMBER), { "EL" TIN, "EL123456783" },
		{ RULES_BEFORE_TOTALS,
		    "<cac:TaxRepresentativeParty>" TAX(
			"EL" TIN, "VAT") "</"
					 "cac:"
					 "TaxRepresentativeParty"
					 ">" RULES_BEFORE_TOTALS } },
	    "" },
	{ "another day", { NUMBERED(TIN "|03/03/2026|0|1.1|A|1") },
	    "GR-R-001-3" },
	{ "with hyphens", { NUMBERED(TIN "|02-03-2026|0|1.1|A|1") },
	    "GR-R-001-3" },
	{ "no date", { NUMBERED(TIN "||0|1.1|A|1") }, "GR-R-001-3" },
	{ "two issue dates",
	    { NUMBERED(NUMBER),
		{ "<cbc:IssueDate>", "<cbc:IssueDate>2026-03-02</"
				     "cbc:IssueDate><cbc:IssueDate>" } },
	    "?GR-R-001-3" },
	{ "a branch below zero", { NUMBERED(TIN "|02/03/2026|-1|1.1|A|1") },
	    "GR-R-001-4" },
	{ "of letters", { NUMBERED(TIN "|02/03/2026|B|1.1|A|1") },
	    "GR-R-001-4" },
	{ "and a half", { NUMBERED(TIN "|02/03/2026|1.5|1.1|A|1") },
	    "?GR-R-001-4" },
	{ "another type", { NUMBERED(TIN "|02/03/2026|0|1.2|A|1") },
	    "GR-R-001-5" },
	{ "two types", { NUMBERED(TIN "|02/03/2026|0|1.1 1.6|A|1") },
	    "GR-R-001-5" },
	{ "no series", { NUMBERED(TIN "|02/03/2026|0|1.1||1") }, "GR-R-001-6" },
	{ "no number", { NUMBERED(TIN "|02/03/2026|0|1.1|A|") }, "GR-R-001-7" },
	{ "no seller's name", { NUMBERED(NUMBER), { GREEK_NAME, "" } },
	    "GR-R-002" },
	{ "two names",
	    { NUMBERED(NUMBER), { GREEK_NAME, GREEK_NAME GREEK_NAME } },
	    "?GR-R-002" },
	{ "GR for EL", { NUMBERED(NUMBER), { ">EL9", ">GR9" } },
	    "~GR-S-011 GR-R-003" },
	{ "two schemes of one registration",
	    { NUMBERED(NUMBER),
		{ BUYERS_ID, BUYERS_ID
		    "<cac:PartyTaxScheme><cac:TaxScheme>" TAG("ID", "A") TAG(
			"ID", "B") "</cac:TaxScheme></cac:PartyTaxScheme>" } },
	    "?GR-R-006" },
	{ "two VAT numbers before that",
	    { NUMBERED(NUMBER),
		{ BUYERS_ID,
		    BUYERS_ID TAX("EL" TIN, " VAT") TAX("EL" TIN,
			" VAT") "<cac:PartyTaxScheme><cac:TaxScheme>" TAG("ID",
			"A") TAG("ID",
			"B") "</cac:TaxScheme></cac:PartyTaxScheme>" } },
	    "GR-R-006" },
	{ "a wrong VAT number",
	    { NUMBERED(NUMBER), { "EL" TIN, "EL999999994" } },
	    "GR-R-001-2 ~GR-S-011 GR-R-003" },
	{ "no mark", { NUMBERED(NUMBER), { "##M.AR.K##", "mark" } },
	    "GR-R-004-1" },
	{ "a mark from zero", { NUMBERED(NUMBER), { "400001", "0400001" } },
	    "GR-R-004-2" },
	{ "no link", { NUMBERED(NUMBER), { "##INVOICE|URL##", "url" } },
	    "~GR-S-008-1" },
	{ "two links",
	    { NUMBERED(NUMBER), { INVOICE_URL, INVOICE_URL INVOICE_URL } },
	    "~GR-S-008-1 GR-R-008-2" },
	{ "a link to nowhere",
	    { NUMBERED(NUMBER), { "https://a.example", " " } }, "GR-R-008-3" },
	{ "abroad by address",
	    { NUMBERED(NUMBER), { ">GR<", ">FR<" }, { "##M.AR.K##", "mark" } },
	    "" },
	{ "no buyer's name",
	    { NUMBERED(NUMBER),
		{ BUYERS_ID "<cbc:EndpointID schemeID=\"9933\">" TIN
			    "</cbc:EndpointID>" GREEK_NAME,
		    BUYERS_ID } },
	    "GR-R-005" },
	{ "a buyer's wrong VAT number",
	    { NUMBERED(NUMBER),
		{ BUYER(GREEK_PARTY), BUYER(GREEK_NAME ADDRESS("GR")
					      TAX("EL999999994", "VAT")) } },
	    "GR-R-006" },
	{ "no VAT number of his",
	    { NUMBERED(NUMBER),
		{ BUYER(GREEK_PARTY), BUYER(GREEK_NAME ADDRESS("GR")) } },
	    "GR-R-006" },
	{ "a foreign buyer",
	    { NUMBERED(NUMBER),
		{ BUYER(GREEK_PARTY), BUYER(GREEK_NAME ADDRESS("EE")) } },
	    "" },
	{ "the seller's address scheme",
	    { NUMBERED(NUMBER), { "9933", "0088" } }, "GR-R-009" },
	{ "the seller's address",
	    { NUMBERED(NUMBER), { ">" TIN "</cbc:EndpointID>",
				    ">999999994</cbc:EndpointID>" } },
	    "GR-R-009" },
	{ "the buyer's address",
	    { NUMBERED(NUMBER), { BUYERS_ID "<cbc:EndpointID schemeID=\"9933\"",
				    BUYERS_ID "<cbc:EndpointID" } },
	    "GR-R-010" },
	/* his representative makes him Greek, but his address not */
	{ "Greek by representative alone",
	    { { BUYER(GREEK_PARTY), FOREIGN },
		{ SELLER(GREEK_PARTY),
		    SELLER(
			"<cbc:EndpointID>1</cbc:EndpointID>" GREEK_NAME ADDRESS(
			    "FR")) "<cac:TaxRepresentativeParty>" TAX("EL" TIN,
			"VAT") "</cac:TaxRepresentativeParty>" },
		NUMBERED(NUMBER) },
	    "~GR-S-011 GR-R-005" },
};

/* ---- the Netherlands --------------------------------------------------- */

#define DUTCH ADDRESS("NL") LEGAL("0106", "27000000")
#define REPRESENTED                                                            \
	"<cac:TaxRepresentativeParty>" ADDRESS(                                \
	    "NL") "</cac:TaxRepresentativeParty>\n"

static const char dutch_invoice[] =
    INVOICE(SELLER(DUTCH) BUYER(DUTCH) REPRESENTED PAYMENT("30", ""));
static const char dutch_credit[] =
    CREDIT_NOTE("<cac:BillingReference>"
		"<cac:InvoiceDocumentReference>" TAG("ID",
		    "F-0") "</cac:InvoiceDocumentReference></"
			   "cac:BillingReference>" SELLER(DUTCH) BUYER(DUTCH));

#define ORDER_LINE                                                             \
	"<cac:OrderLineReference>" TAG(                                        \
	    "LineID", "1") "</cac:OrderLineReference><cac:Item>"

static const struct rules_case dutch[] = {
	{ "as it stands", { NONE }, "" },
	{ "no street", { { TAG("StreetName", "Road 1"), "" } }, "NL-R-002" },
	{ "no city", { { TAG("CityName", "Town"), "" } }, "NL-R-002" },
	{ "no post code", { { TAG("PostalZone", "1234"), "" } }, "NL-R-002" },
	{ "another scheme", { { "0106", "0184" } }, "NL-R-003" },
	{ "one of two schemes", { { "0106", "0184 0190" } }, "" },
	{ "a longer word", { { "0106", "01060" } }, "NL-R-003" },
	{ "no number", { { "27000000", " " } }, "NL-R-003" },
	{ "the buyer's street",
	    { { BUYER(DUTCH),
		BUYER("<cac:PostalAddress>"
		      "<cac:Country>" TAG("IdentificationCode",
			  "nl") "</cac:Country>"
				"</cac:PostalAddress>" LEGAL("0190", "1")) } },
	    "NL-R-004" },
	{ "the buyer's scheme",
	    { { BUYER(DUTCH), BUYER(ADDRESS("NL") LEGAL("0088", "1")) } },
	    "NL-R-005" },
	{ "a foreign buyer", { { BUYER(DUTCH), FOREIGN }, { ">30<", ">1<" } },
	    "" },
	{ "the representative's street",
	    { { REPRESENTED, "<cac:TaxRepresentativeParty><cac:PostalAddress><"
			     "cac:Country>" TAG("IdentificationCode",
				 " NL ") "</cac:Country>"
					 "</cac:PostalAddress></"
					 "cac:TaxRepresentativeParty>" } },
	    "NL-R-006" },
	{ "a foreign representative",
	    { { REPRESENTED,
		"<cac:TaxRepresentativeParty><cac:PostalAddress>"
		"</cac:PostalAddress></cac:TaxRepresentativeParty>" } },
	    "" },
	{ "no way to pay", { { PAYMENT("30", ""), "" } }, "NL-R-007" },
	{ "nothing to pay",
	    { { PAYMENT("30", ""), "" },
		{ ">124.00</cbc:PayableAmount", ">0</cbc:PayableAmount" } },
	    "" },
	{ "no amount",
	    { { ">124.00</cbc:PayableAmount", ">1e2</cbc:PayableAmount" } },
	    "?NL-R-007" },
	{ "another means", { { ">30<", ">10<" } }, "NL-R-008" },
	{ "two means in one", { { ">30<", ">30 48<" } }, "NL-R-008" },
	{ "two means",
	    { { ">30<", ">10</cbc:PaymentMeansCode>"
			"<cbc:PaymentMeansCode>30<" } },
	    "?NL-R-008" },
	{ "a line of no order", { { RULES_BEFORE_ITEM, ORDER_LINE } },
	    "NL-R-009" },
	{ "of an order",
	    { { RULES_BEFORE_ITEM, ORDER_LINE },
		{ "<cac:AccountingSupplierParty>",
		    "<cac:OrderReference>" TAG(
			"ID", "1") "</cac:OrderReference>"
				   "<cac:AccountingSupplierParty>" } },
	    "" },
	{ "abroad",
	    { { ">NL<", ">BE<" }, { "0106", "1" }, { PAYMENT("30", ""), "" } },
	    "" },
};

static const struct rules_case dutch_credits[] = {
	{ "as it stands", { NONE }, "" },
	{ "no invoice", { { TAG("ID", "F-0"), "" } }, "NL-R-001" },
	{ "an amount to pay",
	    { { ">124.00</cbc:PayableAmount", ">-1</cbc:PayableAmount" } },
	    "NL-R-007" },
};

/* ---- Germany ----------------------------------------------------------- */

#define CONTACT                                                                \
	"<cac:Contact>" TAG("Name", "N") TAG("Telephone", "030 12 3")          \
	    TAG("ElectronicMail", "n@a.example") "</cac:Contact>"
#define IBAN "DE02120300000000202051"
#define TO_IBAN                                                                \
	"<cac:PayeeFinancialAccount>" TAG(                                     \
	    "ID", IBAN) "</cac:PayeeFinancialAccount>"
#define CARD_ACCOUNT                                                           \
	"<cac:CardAccount>" TAG(                                               \
	    "PrimaryAccountNumberID", "1") "</cac:CardAccount>"
#define MANDATE                                                                \
	"<cac:PaymentMandate><cac:PayerFinancialAccount>" TAG(                 \
	    "ID", IBAN) "</cac:PayerFinancialAccount></cac:PaymentMandate>"
#define CREDITOR                                                               \
	"<cac:PartyIdentification><cbc:ID schemeID=\"SEPA\">D1</cbc:ID>"       \
	"</cac:PartyIdentification>"
#define GERMAN_SELLER ADDRESS("DE") TAX("DE123456788", "VAT") CONTACT
#define GERMAN_TO(payment)                                                     \
	TAG("BuyerReference", "B-7")                                           \
	SELLER(GERMAN_SELLER) BUYER(ADDRESS("DE")) payment

static const char germany[] = INVOICE(GERMAN_TO(PAYMENT("58", TO_IBAN)));
static const char germany_debit[] = INVOICE(TAG("BuyerReference", "B-7") SELLER(
    CREDITOR GERMAN_SELLER) BUYER(ADDRESS("DE")) PAYMENT("59", MANDATE));
static const char germany_credit[] = CREDIT_NOTE(GERMAN_TO(PAYMENT("1", "")));

/* Something between the parties and the totals; between those and the rest. */
#define PUT(inside)                                                            \
	{                                                                      \
		RULES_BEFORE_TOTALS, inside RULES_BEFORE_TOTALS                \
	}
#define PUT_FIRST(inside)                                                      \
	{                                                                      \
		RULES_BEFORE_PARTIES, inside RULES_BEFORE_PARTIES              \
	}
#define TERMS(note) "<cac:PaymentTerms>" TAG("Note", note) "</cac:PaymentTerms>"
#define SKONTO "#SKONTO#TAGE=7#PROZENT=2.00#"
#define FILE_NAMED(name)                                                       \
	REFERENCE("1", "d",                                                    \
	    "<cac:Attachment>"                                                 \
	    "<cbc:EmbeddedDocumentBinaryObject filename=\"" name "\">AAAA"     \
	    "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>")
#define AT(uri) REFERENCE("1", "d", LINK(uri))
#define DELIVERY(inside)                                                       \
	"<cac:Delivery><cac:DeliveryLocation><cac:Address>" inside             \
	"</cac:Address></cac:DeliveryLocation></cac:Delivery>"
#define VAT_ID TAX("DE123456788", "VAT")
#define BUYERS_ADDRESS BUYER(ADDRESS("DE"))
#define NO_TOWN                                                                \
	"<cac:PostalAddress>" TAG("PostalZone", "1")                           \
	    TAG("CityName", " ") "<cac:Country>" TAG("IdentificationCode",     \
		" de ") "</cac:Country></cac:PostalAddress>"
#define NO_ZONE                                                                \
	"<cac:PostalAddress>" TAG("CityName", "T") "<cac:Country>" TAG(        \
	    "IdentificationCode", "DE") "</cac:Country></cac:PostalAddress>"
#define PAYS_58 PAYMENT("58", TO_IBAN)

static const struct rules_case german[] = {
	{ "as it stands", { NONE }, "" },
	{ "a foreign buyer",
	    { { BUYERS_ADDRESS, FOREIGN }, { PAYS_58, "" }, { CONTACT, "" } },
	    "" },
	{ "no way to pay", { { PAYS_58, "" } }, "DE-R-001" },
	{ "a blank reference", { { ">B-7<", "> <" } }, "DE-R-015" },
	{ "two, one of them blank",
	    { { TAG("BuyerReference", "B-7"),
		TAG("BuyerReference", " ") TAG("BuyerReference", "B") } },
	    "" },
	{ "no tax number", { { VAT_ID, "" } }, "DE-R-016" },
	{ "a blank one", { { ">DE123456788<", "> <" } }, "DE-R-016" },
	{ "a representative",
	    { { VAT_ID, "" }, PUT("<cac:TaxRepresentativeParty>" ADDRESS(
				  "DE") "</cac:TaxRepresentativeParty>") },
	    "" },
	{ "outside VAT",
	    { { VAT_ID, "" }, { "<cac:ClassifiedTaxCategory><cbc:ID>S",
				  "<cac:ClassifiedTaxCategory><cbc:ID>O" } },
	    "" },
	{ "but for a charge",
	    { { VAT_ID, "" },
		{ "<cac:ClassifiedTaxCategory><cbc:ID>S",
		    "<cac:ClassifiedTaxCategory><cbc:ID>O" },
		PUT("<cac:AllowanceCharge>" TAG(
		    "ChargeIndicator", "true") "<cac:TaxCategory>" TAG("ID",
		    "AE") "</cac:TaxCategory>"
			  "</cac:AllowanceCharge>") },
	    "DE-R-016" },
	{ "of no indicator",
	    { { VAT_ID, "" },
		{ "<cac:ClassifiedTaxCategory><cbc:ID>S",
		    "<cac:ClassifiedTaxCategory><cbc:ID>O" },
		PUT("<cac:AllowanceCharge>" TAG(
		    "ChargeIndicator", "1") "<cac:TaxCategory>" TAG("ID",
		    "AE") "</cac:TaxCategory>"
			  "</cac:AllowanceCharge>") },
	    "" },
	{ "another type", { { ">380<", ">751<" } }, "~DE-R-017" },
	{ "two types",
	    { { ">380<", ">1</cbc:InvoiceTypeCode>"
			 "<cbc:InvoiceTypeCode>380<" } },
	    "?DE-R-017 ?DE-R-026" },
	{ "a correction", { { ">380<", ">384<" } }, "~DE-R-026" },
	{ "of an invoice",
	    { { ">380<", ">384<" },
		PUT_FIRST(
		    "<cac:BillingReference><cac:InvoiceDocumentReference>" TAG(
			"ID", "F-0") "</cac:InvoiceDocumentReference>"
				     "</cac:BillingReference>") },
	    "" },
	{ "a discount", { PUT(TERMS(SKONTO "\n")) }, "" },
	{ "two", { PUT(TERMS(SKONTO "\n" SKONTO "\n")) }, "" },
	{ "without the end of its line", { PUT(TERMS(SKONTO)) }, "DE-R-018" },
	{ "of one decimal", { PUT(TERMS("#SKONTO#TAGE=7#PROZENT=2.0#\n")) },
	    "DE-R-018" },
	{ "of another kind", { PUT(TERMS("#VERZUG#TAGE=7#PROZENT=2.00#\n")) },
	    "DE-R-018" },
	{ "of an amount",
	    { PUT(TERMS("#SKONTO#TAGE=7#PROZENT=2.00#"
			"BASISBETRAG=-10.00#\n")) },
	    "" },
	{ "words", { PUT(TERMS("30 days #1")) }, "" },
	{ "in two texts", { PUT(TERMS(SKONTO "\n") TERMS("30 days")) },
	    "?DE-R-018" },
	{ "only words in two texts", { PUT(TERMS("net") TERMS("30 days")) },
	    "" },
	{ "two files", { PUT_FIRST(FILE_NAMED("a") FILE_NAMED("b")) }, "" },
	{ "of one name",
	    { PUT_FIRST(FILE_NAMED("a") FILE_NAMED("b") FILE_NAMED("a")) },
	    "DE-R-022" },
	{ "a mandate without creditor", { { PAYS_58, PAYMENT("1", MANDATE) } },
	    "DE-R-030" },
	{ "a mandate without account",
	    { { PAYS_58,
		PAYMENT("1", "<cac:PaymentMandate></cac:PaymentMandate>") } },
	    "DE-R-030 DE-R-031" },
	{ "the payee's creditor identifier",
	    { { PAYS_58, PAYMENT("1", MANDATE) },
		PUT_FIRST("<cac:PayeeParty>" CREDITOR "</cac:PayeeParty>") },
	    "" },
	{ "a location", { PUT_FIRST(AT("https://a.example/x")) }, "" },
	{ "that is relative", { PUT_FIRST(AT("a/x.pdf")) }, "~DE-R-T02" },
	{ "with a scheme of one letter", { PUT_FIRST(AT("c:x")) },
	    "~DE-R-T02" },
	{ "with a blank before it", { PUT_FIRST(AT(" https://x")) },
	    "~DE-R-T02" },
	{ "no location",
	    { PUT_FIRST(REFERENCE("1", "d",
		"<cac:Attachment><cac:ExternalReference>"
		"</cac:ExternalReference></cac:Attachment>")) },
	    "~DE-R-T02" },
	{ "two",
	    { PUT_FIRST(REFERENCE("1", "d",
		"<cac:Attachment><cac:ExternalReference>" TAG(
		    "URI", "https://x")
		    TAG("URI", "https://x") "</cac:ExternalReference></"
					    "cac:Attachment>")) },
	    "?DE-R-T02" },
	{ "no contact", { { CONTACT, "" } }, "DE-R-002" },
	{ "an empty contact", { { CONTACT, "<cac:Contact></cac:Contact>" } },
	    "DE-R-005 DE-R-006 DE-R-007 ~DE-R-027 ~DE-R-028" },
	{ "two digits", { { "030 12 3", "030" } }, "" },
	{ "two digits indeed", { { "030 12 3", "0 - 3" } }, "~DE-R-027" },
	{ "no dot", { { "n@a.example", "n@example" } }, "~DE-R-028" },
	{ "two telephones",
	    { { "030 12 3", "1</cbc:Telephone>"
			    "<cbc:Telephone>2" } },
	    "?DE-R-027" },
	{ "no city", { { ADDRESS("DE"), NO_TOWN } }, "DE-R-003" },
	{ "no post code", { { ADDRESS("DE"), NO_ZONE } }, "DE-R-004" },
	{ "no city of the buyer", { { BUYERS_ADDRESS, BUYER(NO_TOWN) } },
	    "DE-R-008" },
	{ "no post code of the buyer", { { BUYERS_ADDRESS, BUYER(NO_ZONE) } },
	    "DE-R-009" },
	{ "a delivery",
	    { PUT_FIRST(
		DELIVERY(TAG("CityName", "T") TAG("PostalZone", "1"))) },
	    "" },
	{ "to no city", { PUT_FIRST(DELIVERY(TAG("PostalZone", "1"))) },
	    "DE-R-010" },
	{ "to no post code", { PUT_FIRST(DELIVERY(TAG("CityName", "T"))) },
	    "DE-R-011" },
	{ "an IBAN with blanks", { { IBAN, "DE02 1203 0000\n0000 2020 51" } },
	    "" },
	{ "that is wrong", { { IBAN, "DE03120300000000202051" } },
	    "~DE-R-019" },
	{ "of an old transfer", { { IBAN, "1" }, { ">58<", ">30<" } }, "" },
	{ "no account", { { PAYS_58, PAYMENT("30", "") } }, "DE-R-023-1" },
	{ "a card too", { { PAYS_58, PAYMENT("30", TO_IBAN CARD_ACCOUNT) } },
	    "DE-R-023-2" },
	{ "a card", { { PAYS_58, PAYMENT(" 48 ", CARD_ACCOUNT) } }, "" },
	{ "no card", { { PAYS_58, PAYMENT("54", "") } }, "DE-R-024-1" },
	{ "an account too",
	    { { PAYS_58, PAYMENT("55", CARD_ACCOUNT TO_IBAN) } },
	    "DE-R-024-2" },
	{ "two codes, where no context fits",
	    { { PAYS_58, PAYMENT("54", TAG("PaymentMeansCode", "54")) } }, "" },
	{ "no rate", { { TAG("Percent", "24"), "" } }, "DE-R-014" },
};

static const struct rules_case german_debit[] = {
	{ "as it stands", { NONE }, "" },
	{ "a wrong IBAN", { { IBAN, "DE03120300000000202051" } }, "~DE-R-020" },
	{ "no mandate", { { MANDATE, "" } }, "DE-R-025-1 ~DE-R-020" },
	{ "an account to pay to", { { MANDATE, TO_IBAN MANDATE } },
	    "DE-R-025-2" },
	{ "no creditor", { { "SEPA", "sepa" } }, "DE-R-030" },
};

static const struct rules_case german_credit[] = {
	{ "as it stands", { NONE }, "" },
	{ "a type of neither", { { ">381<", ">396<" } }, "~DE-R-017" },
	{ "no tax number", { { VAT_ID, "" } }, "DE-R-016" },
};

int
main(void)
{
	RULES_CASES(RULES_PEPPOL, italy, "IT-", italian);
	RULES_CASES(RULES_PEPPOL, greece, "GR-", greek);
	RULES_CASES(RULES_PEPPOL, dutch_invoice, "NL-", dutch);
	RULES_CASES(RULES_PEPPOL, dutch_credit, "NL-", dutch_credits);
	RULES_CASES(RULES_PEPPOL, germany, "DE-", german);
	RULES_CASES(RULES_PEPPOL, germany_debit, "DE-", german_debit);
	RULES_CASES(RULES_PEPPOL, germany_credit, "DE-", german_credit);
	rules_case_end();
	return T_END();
}
