/* SPDX-License-Identifier: ISC */
#include "rules_national.h"

/* The rules of Norway, Denmark, Sweden and Iceland. */

/* ---- Norway ------------------------------------------------------------ */

#define NORWEGIAN TAX("NO999999980MVA", "VAT") TAX("Foretaksregisteret", "TAX")

static const char norway[] = INVOICE(SELLER(ADDRESS("NO") NORWEGIAN) FOREIGN);

static const struct rules_case norwegian[] = {
	{ "as it stands", { NONE }, "" },
	{ "another register", { { "Foretaksregisteret", "Other" } },
	    "~NO-R-002" },
	{ "no register", { { TAX("Foretaksregisteret", "TAX"), "" } },
	    "~NO-R-002" },
	{ "two schemes of one registration",
	    { { ">TAX<", ">TAX</cbc:ID><cbc:ID>TAX<" } },
	    "?NO-R-001 ?NO-R-002" },
	{ "a blank around TAX", { { ">TAX<", "> TAX <" } }, "" },
	{ "wrong check digit", { { "999999980", "999999981" } }, "NO-R-001" },
	{ "no MVA", { { "980MVA", "980" } }, "NO-R-001" },
	{ "text behind MVA", { { "980MVA", "980MVA " } }, "NO-R-001" },
	{ "a number of another country", { { "NO999999980MVA", "SE1" } }, "" },
	{ "by the address alone", { { TAX("NO999999980MVA", "VAT"), "" } },
	    "" },
	/* two VAT numbers: one with blanks does not count for the country */
	{ "two numbers", { { NORWEGIAN, NORWEGIAN TAX("NO1", " VAT ") } },
	    "?NO-R-001" },
	{ "no country can be told",
	    { { NORWEGIAN, NORWEGIAN TAX("NO1", "VAT") },
		{ "Foretaksregisteret", "" } },
	    "" },
	{ "in capitals", { { ">NO9", ">no9" }, { "Foretaks", "" } },
	    "~NO-R-002" },
};

/* ---- Denmark ----------------------------------------------------------- */

#define DANISH_SELLER SELLER(ADDRESS("DK") LEGAL("0184", "12345674"))
#define DANISH_BUYER BUYER(ADDRESS("DK") LEGAL("0184", "87654321"))
#define CARD(code, id, account)                                                \
	PAYMENT(code, TAG("PaymentID", id) ACCOUNT(account, "1"))
#define ZZZ(reason)                                                            \
	"<cac:AllowanceCharge>" TAG("AllowanceChargeReasonCode", "ZZZ") reason \
	    "</cac:AllowanceCharge><cac:TaxTotal>"

static const char denmark[] = INVOICE(
    DANISH_SELLER DANISH_BUYER PAYMENT("42", ACCOUNT("12345678", "1234")));
static const char denmark_credit[] = CREDIT_NOTE(DANISH_SELLER DANISH_BUYER);

#define PAYS PAYMENT("42", ACCOUNT("12345678", "1234"))
#define NAME_IN_LINE "<cbc:Name>Lamp</cbc:Name>"
#define UNSPSC(attributes)                                                     \
	"<cac:CommodityClassification><cbc:ItemClassificationCode " attributes \
	">1</cbc:ItemClassificationCode></cac:CommodityClassification>"

static const struct rules_case danish[] = {
	{ "as it stands", { NONE }, "" },
	{ "no legal number", { { LEGAL("0184", "12345674"), "" } },
	    "DK-R-002" },
	{ "a blank legal number", { { "12345674", " " } }, "DK-R-002" },
	{ "a comment in it", { { "12345674", "1<!-- c -->2" } }, "?DK-R-002" },
	{ "a comment before it", { { "12345674", "<!-- c -->12" } }, "" },
	{ "another scheme", { { "0184", "0190" } }, "DK-R-014" },
	{ "no scheme", { { " schemeID=\"0184\"", "" } }, "DK-R-014" },
	{ "two legal entities",
	    { { LEGAL("0184", "12345674"),
		LEGAL("0184", "1") LEGAL("0184", "2") } },
	    "?DK-R-002 ?DK-R-014" },
	{ "another scheme of a foreign buyer's seller",
	    { { ">DK<", ">dk<" }, { "0184", "0190" } }, "" },
	{ "the buyer's scheme",
	    { { LEGAL("0184", "87654321"), LEGAL("0190", "87654321") } },
	    "DK-R-017" },
	{ "of a foreign buyer", { { DANISH_BUYER, FOREIGN } }, "" },
	{ "an identifier without scheme",
	    { { BUYERS_ID, BUYERS_ID "<cac:PartyIdentification>" TAG(
			       "ID", "1") "</cac:PartyIdentification>" } },
	    "DK-R-013" },
	{ "an identifier with one",
	    { { BUYERS_ID,
		BUYERS_ID "<cac:PartyIdentification><cbc:ID schemeID=\"0088\">1"
			  "</cbc:ID></cac:PartyIdentification>" } },
	    "" },
	{ "a foreign payment means", { { ">42<", ">30<" } }, "DK-R-005" },
	{ "two that stand in the list", { { ">42<", ">10 31<" } }, "" },
	{ "no registration number",
	    { { ">1234</cbc:ID></cac:Fi", "></cbc:ID></cac:Fi" } },
	    "DK-R-006" },
	{ "no account", { { ">12345678<", "> <" } }, "DK-R-006" },
	{ "two payment means",
	    { { PAYS, PAYMENT("42",
			  TAG("PaymentMeansCode", "10") ACCOUNT("1", "1")) } },
	    "?DK-R-005" },
	{ "no mandate", { { PAYS, PAYMENT("49", "") } }, "DK-R-007" },
	{ "a mandate",
	    { { PAYS,
		PAYMENT("49", "<cac:PaymentMandate>" TAG("ID",
				  "m") "<cac:PayerFinancialAccount>" TAG("ID",
				  "a") "</cac:PayerFinancialAccount></"
				       "cac:PaymentMandate>") } },
	    "" },
	{ "a giro card", { { PAYS, CARD("50", "01#", "1234567") } }, "" },
	{ "of no kind", { { PAYS, CARD("50", "02#", "1234567") } },
	    "DK-R-008" },
	{ "with a long account", { { PAYS, CARD("50", "01#", "123456789") } },
	    "DK-R-008" },
	{ "of 19", { { PAYS, CARD("50", "04#345678901234567", "1234567") } },
	    "DK-R-009" },
	{ "of 19 indeed",
	    { { PAYS, CARD("50", "15#4567890123456789", "1234567") } }, "" },
	{ "two payment ids",
	    { { PAYS, PAYMENT("50", TAG("PaymentID", "01#") TAG("PaymentID",
					"01#") ACCOUNT("1234567", "1")) } },
	    "?DK-R-008 ?DK-R-009" },
	{ "a FIK card", { { PAYS, CARD("93", "73#", "12345678") } }, "" },
	{ "of no kind", { { PAYS, CARD("93", "74#", "12345678") } },
	    "DK-R-010" },
	{ "with a short creditor", { { PAYS, CARD("93", "73#", "1234567") } },
	    "DK-R-010" },
	{ "of 17", { { PAYS, CARD("93", "71#45678901234567", "12345678") } },
	    "DK-R-011" },
	{ "of 18", { { PAYS, CARD("93", "75#456789012345678", "12345678") } },
	    "" },
	{ "an unknown UNSPSC", { { NAME_IN_LINE, UNSPSC("listID=\"TST\"") } },
	    "DK-R-003" },
	{ "an old one",
	    { { NAME_IN_LINE, UNSPSC("listID=\"TST\" "
				     "listVersionID=\"1\"") } },
	    "DK-R-003" },
	{ "one of two",
	    { { NAME_IN_LINE, UNSPSC("listID=\"TST\" "
				     "listVersionID=\"1\"")
				  UNSPSC("listVersionID=\"26.0801\"") } },
	    "" },
	{ "another list", { { NAME_IN_LINE, UNSPSC("listID=\"STI\"") } }, "" },
	{ "a reason of four digits",
	    { { RULES_BEFORE_TOTALS,
		ZZZ(TAG("AllowanceChargeReason", "0123")) } },
	    "" },
	{ "of a number",
	    { { RULES_BEFORE_TOTALS,
		ZZZ(TAG("AllowanceChargeReason", "12e1")) } },
	    "" },
	{ "below zero",
	    { { RULES_BEFORE_TOTALS,
		ZZZ(TAG("AllowanceChargeReason", "-001")) } },
	    "DK-R-004" },
	{ "two texts",
	    { { RULES_BEFORE_TOTALS,
		ZZZ(TAG("AllowanceChargeReason", "a#b")) } },
	    "" },
	{ "one text",
	    { { RULES_BEFORE_TOTALS,
		ZZZ(TAG("AllowanceChargeReason", "a#")) } },
	    "DK-R-004" },
	{ "no reason", { { RULES_BEFORE_TOTALS, ZZZ("") } }, "DK-R-004" },
	{ "two reasons",
	    { { RULES_BEFORE_TOTALS,
		ZZZ(TAG("AllowanceChargeReason", "0123")
			TAG("AllowanceChargeReason", "0123")) } },
	    "?DK-R-004" },
};

static const struct rules_case danish_credit[] = {
	{ "as it stands", { NONE }, "" },
	{ "a negative amount",
	    { { ">124.00</cbc:PayableAmount", ">-1</cbc:PayableAmount" } },
	    "DK-R-016" },
	{ "no amount",
	    { { ">124.00</cbc:PayableAmount", ">x</cbc:PayableAmount" } }, "" },
	{ "to another country",
	    { { DANISH_BUYER, FOREIGN },
		{ ">124.00</cbc:PayableAmount", ">-1</cbc:PayableAmount" } },
	    "" },
	{ "to two countries",
	    { { DANISH_BUYER, BUYER(ADDRESS("DK") ADDRESS("DK")) } },
	    "?DK-R-016" },
};

/* ---- Sweden ------------------------------------------------------------ */

#define SWEDISH LEGAL("0007", "5599990016")

static const char sweden[] = INVOICE(SELLER(ADDRESS("SE")
	TAX("SE559999001601", "VAT") TAX("Godkänd för F-skatt", "TAX") SWEDISH)
	BUYER(ADDRESS("SE")) PAYMENT("30", ACCOUNT("1234566", "SE:BANKGIRO")));

#define GIRO "SE:BANKGIRO"
#define RATE "<cbc:Percent>24<"

static const struct rules_case swedish[] = {
	{ "the rates", { NONE }, "SE-R-006 SE-R-006" },
	{ "its own rates",
	    { { RATE, "<cbc:Percent>25.0<" }, { RATE, "<cbc:Percent> 12 <" } },
	    "" },
	{ "of another category",
	    { { "<cbc:ID>S<", "<cbc:ID>Z<" }, { RATE, "<cbc:Percent>6<" } },
	    "SE-R-006" },
	{ "two rates",
	    { { RATE, "<cbc:Percent>6</cbc:Percent>" RATE },
		{ "<cbc:ID>1</cbc:ID>", "" } },
	    "?SE-R-006 SE-R-006" },
	{ "without a Swedish VAT number", { { ">SE5599", ">NO5599" } }, "" },
	{ "a short VAT number", { { "SE559999001601", "SE5599990016" } },
	    "SE-R-001 SE-R-006 SE-R-006" },
	{ "with letters", { { "SE559999001601", "SE55999900160A" } },
	    "SE-R-002 SE-R-006 SE-R-006" },
	{ "two", { { SWEDISH, SWEDISH TAX("FI1", "VAT") } },
	    "?SE-R-001 ?SE-R-002 SE-R-006 SE-R-006" },
};

/* The same with rates that are Sweden's. */
static const struct rules_case swedish_parties[] = {
	{ "a legal number with a hyphen", { { "5599990016<", "559999-001<" } },
	    "SE-R-003 SE-R-013" },
	{ "of nine digits", { { "5599990016<", "559999001<" } },
	    "SE-R-004 SE-R-013" },
	{ "with a wrong check digit", { { "5599990016<", "5599990014<" } },
	    "SE-R-013" },
	{ "of a Finnish address",
	    { { ">SE<", ">FI<" }, { "5599990016<", "1-2<" } }, "" },
	{ "two legal numbers",
	    { { SWEDISH, "<cac:PartyLegalEntity>" TAG("CompanyID", "1") TAG(
			     "CompanyID", "1") "</cac:PartyLegalEntity>" } },
	    "?SE-R-003 ?SE-R-004 ?SE-R-013" },
	{ "no F-tax", { { "Godkänd för F-skatt", "F-skatt" } }, "SE-R-005" },
	{ "in capitals, far apart", { { "Godkänd för", " GODKÄND\n  FÖR" } },
	    "" },
	{ "of no legal entity", { { SWEDISH, "" }, { "Godkänd", "" } }, "" },
	{ "a scheme vat", { { ">TAX<", ">vat<" }, { "Godkänd", "" } }, "" },
	{ "a bankgiro with a hyphen", { { "1234566", "123-456" } },
	    "~SE-R-008" },
	{ "of six digits", { { "1234566", "123456" } }, "~SE-R-009" },
	{ "of a number that has no digits, with a blank behind it",
	    { { "1234566", "INF " } }, "~SE-R-009" },
	{ "of the seller's bank", { { GIRO, "DABASESX" }, { "1234566", "A" } },
	    "" },
	{ "a plusgiro", { { GIRO, "SE:PLUSGIRO" } }, "" },
	{ "of letters", { { GIRO, "SE:PLUSGIRO" }, { "1234566", "A12" } },
	    "~SE-R-007" },
	{ "of a number that has no digits, with a blank behind it",
	    { { GIRO, "SE:PLUSGIRO" }, { "1234566", "INF " } }, "" },
	{ "of nine digits",
	    { { GIRO, " SE:PLUSGIRO " }, { "1234566", "123456789" } },
	    "~SE-R-010" },
	{ "another payment means", { { ">30<", ">31<" }, { GIRO, "X" } },
	    "~SE-R-012" },
	{ "to another country",
	    { { ">30<", ">31<" }, { BUYER(ADDRESS("SE")), FOREIGN } }, "" },
	{ "50", { { ">30<", ">50<" } }, "~SE-R-011" },
	{ "56", { { ">30<", ">56<" } }, "~SE-R-011" },
	{ "56 between blanks", { { ">30<", "> 56 <" } }, "" },
};

/* ---- Iceland ----------------------------------------------------------- */

#define ICELANDIC ADDRESS("IS") LEGAL("0196", "4504012000")
#define DAY(id) REFERENCE(id, "EINDAGI", "")

static const char iceland[] = INVOICE(DAY("2026-04-15") SELLER(ICELANDIC)
	BUYER(ICELANDIC) PAYMENT("9", ACCOUNT("012345678901", "1")));

static const struct rules_case icelandic[] = {
	{ "as it stands", { NONE }, "" },
	{ "another type", { { ">380<", ">384<" } }, "~IS-R-001" },
	{ "two in one", { { ">380<", ">380 381<" } }, "~IS-R-001" },
	{ "two types",
	    { { ">380<", ">1</cbc:InvoiceTypeCode>"
			 "<cbc:InvoiceTypeCode>380<" } },
	    "?IS-R-001" },
	{ "the seller's scheme", { { "0196", "0088" } }, "IS-R-002" },
	{ "no street", { { TAG("StreetName", "Road 1"), "" } }, "IS-R-003" },
	{ "no post code", { { TAG("PostalZone", "1234"), "" } }, "IS-R-003" },
	{ "the buyer's scheme",
	    { { BUYER(ICELANDIC), BUYER(ADDRESS("IS") LEGAL("0088", "1")) } },
	    "IS-R-004" },
	{ "the buyer's street",
	    { { BUYER(ICELANDIC),
		BUYER(
		    "<cac:PostalAddress><cac:Country>" TAG("IdentificationCode",
			"IS") "</cac:Country></cac:PostalAddress>" LEGAL("0196",
			"1")) } },
	    "IS-R-005" },
	{ "a foreign buyer", { { BUYER(ICELANDIC), FOREIGN } }, "" },
	{ "IS by no capitals", { { ">IS<", ">is<" }, { "0196", "1" } }, "" },
	{ "a short account", { { "012345678901", "01234567890" } },
	    "IS-R-006" },
	{ "no account", { { ACCOUNT("012345678901", "1"), "" } }, "IS-R-006" },
	{ "another means", { { ">9<", ">1<" }, { "012345678901", "1" } }, "" },
	{ "two accounts",
	    { { ">9<", ">9</cbc:PaymentMeansCode>" ACCOUNT(
			   "1", "1") "<cbc:PaymentMeansCode>10<" } },
	    "?IS-R-006" },
	{ "42", { { ">9<", ">42<" }, { "012345678901", "1" } }, "IS-R-007" },
	{ "42 as it should", { { ">9<", ">42<" } }, "" },
	{ "no date", { { "2026-04-15", "2026-04-31" } }, "IS-R-008" },
	{ "with a zone", { { "2026-04-15", "2026-04-15Z" } }, "IS-R-008" },
	{ "two", { { DAY("2026-04-15"), DAY("2026-04-15") DAY("2026-04-16") } },
	    "?IS-R-008" },
	{ "no due date", { { TAG("DueDate", "2026-04-01"), "" } },
	    "IS-R-009 IS-R-010" },
	{ "before the due date", { { "2026-04-15", "2026-03-31" } },
	    "IS-R-010" },
	{ "on the due date", { { "2026-04-15", "2026-04-01" } }, "" },
	{ "one of two after it",
	    { { DAY("2026-04-15"), DAY("2026-03-31") DAY("2026-04-16") } },
	    "?IS-R-008" },
	{ "no eindagi",
	    { { DAY("2026-04-15"), "" }, { TAG("DueDate", "2026-04-01"), "" } },
	    "" },
};

int
main(void)
{
	static const struct rules_edit rates[] = { { RATE, "<cbc:Percent>25<" },
		{ RATE, "<cbc:Percent>25<" } };
	struct buf ours = rules_edited(sweden, rates, 2);
	buf_add(&ours, "", 1);
	RULES_CASES(RULES_PEPPOL, norway, "NO-", norwegian);
	RULES_CASES(RULES_PEPPOL, denmark, "DK-", danish);
	RULES_CASES(RULES_PEPPOL, denmark_credit, "DK-", danish_credit);
	RULES_CASES(RULES_PEPPOL, sweden, "SE-", swedish);
	RULES_CASES(RULES_PEPPOL, ours.p, "SE-", swedish_parties);
	RULES_CASES(RULES_PEPPOL, iceland, "IS-", icelandic);
	buf_free(&ours);
	rules_case_end();
	return T_END();
}
