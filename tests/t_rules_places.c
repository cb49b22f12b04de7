/* SPDX-License-Identifier: ISC */
#include "rules_en16931.h"

/*
 * Where a finding is: what an operator goes to. Each case names the element
 * that the finding of a rule is about, and what it says of it.
 */

struct place_case {
	const char *rule;
	struct rules_edit edits[3];
	const char *path, *text;
};

#define PARTY(name) "/Invoice/cac:Accounting" name "Party/cac:Party"
#define LINE_PATH "/Invoice/cac:InvoiceLine"
#define CATEGORY_VAT(amount)                                                   \
	SWAP(AMOUNT("TaxAmount", "24.00") "<cac:TaxCategory>",                 \
	    AMOUNT("TaxAmount", amount) "<cac:TaxCategory>")
#define LINE_NET(amount)                                                       \
	SWAP(AMOUNT("LineExtensionAmount", "100.00") "<cac:Item>",             \
	    AMOUNT("LineExtensionAmount", amount) "<cac:Item>")
#define TOTAL_PATH "/Invoice/cac:LegalMonetaryTotal"
#define TURNED                                                                 \
	PERIOD(TAG("StartDate", "2026-03-02") TAG("EndDate", "2026-03-01"))

static const struct place_case cases[] = {
	/* the element itself, what is missing: what it is missing from */
	{ "BR-02", { SWAP("F-1", " ") }, "/Invoice/cbc:ID",
	    "the invoice has no number (BT-1)" },
	{ "BR-02", { DROP("<cbc:ID>F-1</cbc:ID>") }, "/Invoice",
	    "the invoice has no number (BT-1)" },
	{ "BR-12",
	    { SWAP("<cac:LegalMonetaryTotal>" AMOUNT(
		       "LineExtensionAmount", "100.00"),
		"<cac:LegalMonetaryTotal>") },
	    TOTAL_PATH, "the sum of the lines is missing (BT-106)" },
	{ "BR-62", { DROP(" schemeID=\"0216\"") },
	    PARTY("Supplier") "/cbc:EndpointID",
	    "the seller's electronic address has no scheme (BT-34)" },
	{ "BR-27", { SWAP(">25.00<", ">-1<") },
	    LINE_PATH "/cac:Price/cbc:PriceAmount",
	    "a line's price is missing or negative (BT-146): '-1'" },
	{ "BR-CO-04", /* and nothing of the one before */
	    { SWAP(">25.00<", ">-1<"),
		SWAP("<cac:ClassifiedTaxCategory>" ID("S"),
		    "<cac:ClassifiedTaxCategory>") },
	    LINE_PATH, "a line has no VAT category (BT-151)" },
	{ "BR-30", { LINE(TURNED) }, LINE_PATH "/cac:InvoicePeriod",
	    "a line's period ends before it begins (BT-134, BT-135)" },
	{ "BR-51",
	    { HEAD(
		PAYMENT("48", GROUP("CardAccount", TAG("PrimaryAccountNumberID",
						       "12345678901")))) },
	    "/Invoice/cac:PaymentMeans/cac:CardAccount/"
	    "cbc:PrimaryAccountNumberID",
	    "more than 10 characters of a card's number are shown (BT-87): "
	    "it has 11" },
	{ "BR-61", { HEAD(PAYMENT("30", "")) }, "/Invoice/cac:PaymentMeans",
	    "a credit transfer has no account (BT-84)" },
	{ "BR-CL-14", { SWAP(">EE<", ">Estonia<") },
	    PARTY("Customer") "/cac:PostalAddress/cac:Country/"
			      "cbc:IdentificationCode",
	    "a country does not exist (BT-40, BT-55, BT-69, BT-80): "
	    "'Estonia' is not in ISO 3166-1" },
	{ "BR-CL-08", { HEAD(NOTE("a") NOTE("#ABY#b")) },
	    "/Invoice/cbc:Note[2]",
	    "the subject of a note is not in UNTDID 4451 (BT-21): 'ABY'" },
	{ "BR-CL-24",
	    { HEAD(GROUP("AdditionalDocumentReference",
		ID("1") GROUP("Attachment",
		    TAG_WITH("EmbeddedDocumentBinaryObject",
			"filename=\"a\" mimeCode=\"x/y\"", "")))) },
	    "/Invoice/cac:AdditionalDocumentReference/cac:Attachment/"
	    "cbc:EmbeddedDocumentBinaryObject",
	    "an attached document's MIME type is not accepted (BT-125): "
	    "'x/y'" },
	{ "BR-CL-22", { CATEGORY(TAG("TaxExemptionReasonCode", "why not")) },
	    "/Invoice/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/"
	    "cbc:TaxExemptionReasonCode",
	    "the code of an exemption reason does not exist (BT-121): "
	    "'why not'" },
	{ "BR-CL-10",
	    { BUYER(GROUP("PartyIdentification",
		TAG_WITH("ID", "schemeID=\"SEPA\"", "1"))) },
	    PARTY("Customer") "/cac:PartyIdentification/cbc:ID",
	    "the scheme of a party's identifier does not exist (BT-29, BT-46, "
	    "BT-60): 'SEPA'" },
	{ "BR-CO-09", { SWAP("FI99999028", "99999028") },
	    PARTY("Supplier") "/cac:PartyTaxScheme/cbc:CompanyID",
	    "a VAT number does not begin with a country (BT-31, BT-48, "
	    "BT-63): '99'" },
	{ "BR-53", { HEAD(TAG("TaxCurrencyCode", "SEK")) }, "/Invoice",
	    "the total VAT in the accounting currency is missing (BT-111): "
	    "'SEK'" },
	{ "UBL-SR-44",
	    { HEAD(PAYMENT("50", TAG("PaymentID", "1"))
		    PAYMENT("50", TAG("PaymentID", "2"))) },
	    "/Invoice/cac:PaymentMeans[2]/cbc:PaymentID",
	    "the ways of payment have different references (BT-83): '1' and "
	    "'2'" },
	{ "UBL-SR-19", { HEAD(GROUP("PayeeParty", NAME("a") NAME("b"))) },
	    "/Invoice/cac:PayeeParty",
	    "the payee must have one name, and not the seller's (BT-59): "
	    "there are 2" },
	/* the first of what is prohibited */
	{ "UBL-CR-660",
	    { SWAP("<cbc:IdentificationCode>EE",
		"<cbc:IdentificationCode listID=\"a\">EE") },
	    PARTY("Customer") "/cac:PostalAddress/cac:Country/"
			      "cbc:IdentificationCode",
	    "//cac:Country/cbc:IdentificationCode/@listID is not part of the "
	    "core invoice of EN 16931" },
	{ "UBL-CR-005", { HEAD(TAG("UUID", "a") TAG("UUID", "b")) },
	    "/Invoice/cbc:UUID[1]",
	    "cbc:UUID is not part of the core invoice of EN 16931" },
	{ "UBL-DT-19", { LINE(TAG_WITH("Note", "languageID=\"fi\"", "a")) },
	    LINE_PATH "/cbc:Note",
	    "@languageID is not part of the core invoice of EN 16931" },
	/* sums: what they are, and would be */
	{ "BR-CO-10", { LINE_NET("99.9") }, TOTAL_PATH,
	    "the sum of the lines is not what the lines come to (BT-106): it "
	    "is 100.00, and would be 99.90" },
	{ "BR-CO-11", { TOTALS(AMOUNT("AllowanceTotalAmount", "1")) },
	    TOTAL_PATH,
	    "the sum of the allowances is not what they come to (BT-107): it "
	    "is 1.00, and would be 0.00" },
	{ "BR-CO-12", { HEAD(CHARGE(AMOUNT("Amount", "7"))) }, TOTAL_PATH,
	    "the sum of the charges is not what they come to (BT-108): it is "
	    "missing, and would be 7.00" },
	{ "BR-CO-13", { TOTALS(AMOUNT("AllowanceTotalAmount", "1.005")) },
	    TOTAL_PATH,
	    "the total without VAT is not lines - allowances + charges "
	    "(BT-109): it is 100.00, and would be 99.00" },
	{ "BR-CO-14", { CATEGORY_VAT("23.5") }, "/Invoice/cac:TaxTotal",
	    "the total VAT is not the sum of its categories (BT-110): it is "
	    "24.00, and would be 23.50" },
	{ "BR-CO-15",
	    { SWAP(AMOUNT("TaxInclusiveAmount", "124.00"),
		AMOUNT("TaxInclusiveAmount", "124.001")) },
	    TOTAL_PATH,
	    "the total with VAT is not the total without VAT + VAT (BT-112): "
	    "it is 124.001, and would be 124.00" },
	{ "BR-CO-15", { HEAD(GROUP("TaxTotal", AMOUNT("TaxAmount", "1"))) },
	    "/Invoice",
	    "the total with VAT is not the total without VAT + VAT (BT-112): "
	    "there is more than one total of VAT in EUR" },
	{ "BR-CO-16",
	    { TOTALS(AMOUNT("PrepaidAmount", "4.00")
		    AMOUNT("PayableRoundingAmount", "0.50")) },
	    TOTAL_PATH,
	    "the amount due is not the total with VAT - what is paid + "
	    "rounding (BT-115): it is 124.00, and would be 120.50" },
	{ "BR-CO-17", { CATEGORY_VAT("25.00") },
	    "/Invoice/cac:TaxTotal/cac:TaxSubtotal",
	    "the VAT of a category is not its taxable amount at its rate "
	    "(BT-117): it is 25.00, and would be 24.00" },
	/* what cannot be evaluated: the value that is none */
	{ "?BR-CO-10", { LINE_NET("ten") },
	    LINE_PATH "/cbc:LineExtensionAmount",
	    "BR-CO-10 cannot be evaluated: 'ten' is no decimal" },
	{ "?BR-CO-14", { CATEGORY_VAT("x") },
	    "/Invoice/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
	    "BR-CO-14 cannot be evaluated: 'x' is no decimal" },
	{ "?BR-CO-15",
	    { SWAP(EUR_TOTAL, AMOUNT("TaxAmount", "x") "<cac:TaxSubtotal>") },
	    "/Invoice/cac:TaxTotal/cbc:TaxAmount",
	    "BR-CO-15 cannot be evaluated: 'x' is no decimal" },
	{ "?BR-CO-16", { TOTALS(AMOUNT("PayableAmount", "124.00")) },
	    TOTAL_PATH,
	    "BR-CO-16 cannot be evaluated: there is more than one "
	    "cbc:PayableAmount" },
	{ "?BR-29",
	    { HEAD(PERIOD(
		TAG("StartDate", "2026-03-02") TAG("EndDate", "soon"))) },
	    "/Invoice/cac:InvoicePeriod/cbc:EndDate",
	    "BR-29 cannot be evaluated: 'soon' is no date" },
	{ "?BR-29",
	    { HEAD(PERIOD(TAG("StartDate", "1") TAG("StartDate", "2")
		    TAG("EndDate", "2026-03-02"))) },
	    "/Invoice/cac:InvoicePeriod/cbc:StartDate[1]",
	    "BR-29 cannot be evaluated: there is more than one "
	    "cbc:StartDate" },
};

/* The one finding of the rule. */
struct seen {
	const char *rule;
	struct xtree *tree;
	size_t n;
	struct str path, text;
};

static void
see(void *arg, const char *rule, enum rules_severity severity, uint32_t node,
    struct str text)
{
	struct seen *s = arg;
	struct str id = str_of(s->rule);
	(void)severity;
	if (str_starts(id, "?") ? strcmp(rule, RULES_UNCLEAR) != 0 ||
				      !str_starts(text, s->rule + 1)
				: strcmp(rule, s->rule) != 0)
		return;
	s->n++;
	s->path = xtree_path(s->tree, node, &rules_arena);
	s->text = arena_str(&rules_arena, text);
}

static void
run(struct xreader *reader, struct rules *rules, const struct place_case *c)
{
	struct xtree tree;
	struct fault fault;
	struct seen s = { .rule = c->rule, .tree = &tree };
	struct buf doc = rules_edited(rules_invoice, c->edits, 3);
	T_CASE(c->rule);
	arena_reset(&rules_arena);
	bool read = xreader_read(reader, buf_str(&doc), (struct str)STR(""),
	    NULL, &rules_arena, &tree, &fault);
	CHECK(read);
	if (read) {
		rules_check(rules, RULES_EN16931, &tree, &rules_arena, see, &s);
		CHECK_INT(s.n, 1);
		CHECK_STR(s.path, c->path);
		CHECK_STR(s.text, c->text);
	}
	buf_free(&doc);
}

int
main(void)
{
	struct xreader *reader = xreader_new();
	struct rules *rules = rules_new(xreader_names(reader));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		run(reader, rules, &cases[i]);
	rules_free(rules);
	xreader_free(reader);
	arena_free(&rules_arena);
	return T_END();
}
