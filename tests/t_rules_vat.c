/* SPDX-License-Identifier: ISC */
#include "rules_case.h"

/*
 * The rules on VAT by its categories: each is seen to hold and to break, for
 * all categories that have it. A document here is one line of 100.00, an
 * allowance of 30.00 and a charge of 20.00, of one category unless a case says
 * otherwise, so that the taxable amount is 90.00.
 */

#define TAX(id, percent) "<cbc:ID>" id "</cbc:ID>" percent RULES_VAT
#define PERCENT(n) "<cbc:Percent>" n "</cbc:Percent>"
#define ALL "BR-S- BR-Z- BR-E- BR-AE- BR-IC- BR-G- BR-O- BR-AF- BR-AG- BR-B-"

/* What a document is made of; NULL: as its category has it. */
struct parts {
	const char *line, *allowance, *charge, *part; /* in their tax */
	const char *parts; /* the breakdown as a whole */
	const char *taxable, *due, *reason;
	const char *amount; /* of the charge */
	const char *seller, *buyer, *delivery, *after; /* after: the totals */
	const char *indicator; /* of the allowance */
	const char *country;
};

enum rate { ABOVE_0, FROM_0, ONLY_0, NONE };

static const struct category {
	const char *code, *rules;
	const char *tax; /* of a line, an allowance, a charge */
	enum rate rate;
	const char *due;
	bool reason; /* for exemption it needs one, else it may have none */
	/* numbers it needs: S seller VAT, T any of his taxes, B buyer VAT,
	   L buyer registration; small: none of it; | either */
	const char *seller, *buyer;
} categories[] = {
	{ "S", "BR-S", TAX("S", PERCENT("25")), ABOVE_0, "22.50", false, "T",
	    "" },
	{ "Z", "BR-Z", TAX("Z", PERCENT("0")), ONLY_0, "0", false, "T", "" },
	{ "E", "BR-E", TAX("E", PERCENT("0")), ONLY_0, "0", true, "T", "" },
	{ "AE", "BR-AE", TAX("AE", PERCENT("0")), ONLY_0, "0", true, "T",
	    "BL" },
	{ "K", "BR-IC", TAX("K", PERCENT("0")), ONLY_0, "0", true, "S", "B" },
	{ "G", "BR-G", TAX("G", PERCENT("0")), ONLY_0, "0", true, "S", "" },
	{ "O", "BR-O", TAX("O", ""), NONE, "0", true, "none", "none" },
	{ "L", "BR-AF", TAX("L", PERCENT("7")), FROM_0, "6.30", false, "T",
	    "" },
	{ "M", "BR-AG", TAX("M", PERCENT("4")), FROM_0, "3.60", false, "T",
	    "" },
};

enum { CATEGORIES = sizeof(categories) / sizeof(categories[0]) };

static bool
forbids_numbers(const struct category *c)
{
	return c->rate == NONE;
}

/* Rates apart, and their rules count within one unit. */
static bool
has_rates(const struct category *c)
{
	return c->rate == ABOVE_0 || c->rate == FROM_0;
}

/* ---- documents --------------------------------------------------------- */

#define COMPANY "<cbc:CompanyID>FI99999028</cbc:CompanyID>"
#define VAT_NUMBER                                                             \
	"<cac:PartyTaxScheme>" COMPANY RULES_VAT "</cac:PartyTaxScheme>"
#define TAX_NUMBER                                                             \
	"<cac:PartyTaxScheme>" COMPANY                                         \
	"<cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme>"                  \
	"</cac:PartyTaxScheme>"
#define REGISTRATION                                                           \
	"<cac:PartyLegalEntity><cbc:RegistrationName>Kanerva Oy"               \
	"</cbc:RegistrationName>" COMPANY "</cac:PartyLegalEntity>"
#define REPRESENTATIVE                                                         \
	"<cac:TaxRepresentativeParty>" VAT_NUMBER                              \
	"</cac:TaxRepresentativeParty>"
#define REASON "<cbc:TaxExemptionReason>none</cbc:TaxExemptionReason>"
#define REASON_CODE                                                            \
	"<cbc:TaxExemptionReasonCode>VATEX-EU-O</cbc:TaxExemptionReasonCode>"
#define DELIVERED                                                              \
	"<cac:Delivery><cbc:ActualDeliveryDate>2026-03-01"                     \
	"</cbc:ActualDeliveryDate></cac:Delivery>"
#define DELIVERED_TO(country)                                                  \
	"<cac:Delivery><cbc:ActualDeliveryDate>2026-03-01"                     \
	"</cbc:ActualDeliveryDate><cac:DeliveryLocation><cac:Address>"         \
	"<cac:Country><cbc:IdentificationCode>" country                        \
	"</cbc:IdentificationCode></cac:Country></cac:Address>"                \
	"</cac:DeliveryLocation></cac:Delivery>"

static const char *
or_else(const char *part, const char *otherwise)
{
	return part ? part : otherwise;
}

static void
add_charge(
    struct buf *b, const char *indicator, const char *amount, const char *tax)
{
	buf_printf(b,
	    "<cac:AllowanceCharge><cbc:ChargeIndicator>%s"
	    "</cbc:ChargeIndicator><cbc:AllowanceChargeReason>r"
	    "</cbc:AllowanceChargeReason><cbc:Amount>%s</cbc:Amount>"
	    "<cac:TaxCategory>%s</cac:TaxCategory></cac:AllowanceCharge>",
	    indicator, amount, tax);
}

/* One part of a breakdown. */
static void
add_part(struct buf *b, const struct category *c, const struct parts *p)
{
	buf_adds(b, "<cac:TaxSubtotal>");
	const char *taxable = or_else(p->taxable, "90.00");
	if (*taxable)
		buf_printf(
		    b, "<cbc:TaxableAmount>%s</cbc:TaxableAmount>", taxable);
	buf_printf(b,
	    "<cbc:TaxAmount>%s</cbc:TaxAmount><cac:TaxCategory>%s%s"
	    "</cac:TaxCategory></cac:TaxSubtotal>",
	    or_else(p->due, c->due), or_else(p->part, c->tax),
	    or_else(p->reason, c->reason ? REASON : ""));
}

/* As root: "Invoice" or "CreditNote". */
static struct buf
document(const char *root, const struct category *c, const struct parts *p)
{
	struct buf b = BUF_INIT(1 << 20);
	bool needs = !forbids_numbers(c);
	buf_printf(&b,
	    "<%s xmlns=\"" RULES_UBL "%s-2\" xmlns:cac=\"" RULES_UBL
	    "CommonAggregateComponents-2\" xmlns:cbc=\"" RULES_UBL
	    "CommonBasicComponents-2\">" RULES_HEAD,
	    root, root);
	buf_printf(&b,
	    "<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress>"
	    "<cac:Country><cbc:IdentificationCode>%s</cbc:IdentificationCode>"
	    "</cac:Country></cac:PostalAddress>%s</cac:Party>"
	    "</cac:AccountingSupplierParty><cac:AccountingCustomerParty>"
	    "<cac:Party>%s</cac:Party></cac:AccountingCustomerParty>%s",
	    or_else(p->country, "FI"),
	    or_else(p->seller, needs ? VAT_NUMBER : REGISTRATION),
	    or_else(p->buyer, needs ? VAT_NUMBER : REGISTRATION),
	    or_else(p->delivery, DELIVERED_TO("EE")));
	add_charge(&b, or_else(p->indicator, "false"), "30.00",
	    or_else(p->allowance, c->tax));
	add_charge(&b, "true", or_else(p->amount, "20.00"),
	    or_else(p->charge, c->tax));
	buf_adds(&b, "<cac:TaxTotal>");
	if (p->parts)
		buf_adds(&b, p->parts);
	else
		add_part(&b, c, p);
	buf_printf(&b,
	    "</cac:TaxTotal>%s<cac:%sLine><cbc:LineExtensionAmount>100.00"
	    "</cbc:LineExtensionAmount><cac:Item><cac:ClassifiedTaxCategory>"
	    "%s</cac:ClassifiedTaxCategory></cac:Item></cac:%sLine></%s>",
	    or_else(p->after, ""), root, or_else(p->line, c->tax), root, root);
	return b;
}

/* ---- running them ------------------------------------------------------ */

/* broken: numbers of rules of the category, "02 ?08"; or whole names. */
static void
run(const char *root, const char *name, const struct category *c,
    const struct parts *p, const char *scope, const char *broken)
{
	char title[200];
	struct buf words = BUF_INIT(1 << 12);
	for (const char *s = broken; *s;) {
		size_t n = strcspn(s, " ");
		bool unclear = *s == '?';
		bool whole = s[unclear] == 'B';
		buf_printf(&words, "%s%s%s%.*s ", unclear ? "?" : "",
		    whole ? "" : c->rules, whole ? "" : "-", (int)n - unclear,
		    s + unclear);
		s += n + (s[n] == ' ');
	}
	buf_addc(&words, '\0');
	snprintf(title, sizeof(title), "%s %s: %s", root, c->code, name);
	struct buf doc = document(root, c, p);
	buf_addc(&doc, '\0');
	struct rules_case one = { .name = title, .broken = words.p };
	rules_case_run(RULES_EN16931, doc.p, scope, &one);
	buf_free(&words);
	buf_free(&doc);
}

/* In an invoice and in a credit note. */
static void
both_in(const char *scope, const char *name, const struct category *c,
    const struct parts *p, const char *broken)
{
	run("Invoice", name, c, p, scope, broken);
	run("CreditNote", name, c, p, scope, broken);
}

static void
both(const char *name, const struct category *c, const struct parts *p,
    const char *broken)
{
	both_in(ALL, name, c, p, broken);
}

static const struct category *
category(const char *code)
{
	for (size_t i = 0; i < CATEGORIES; i++)
		if (strcmp(categories[i].code, code) == 0)
			return &categories[i];
	return NULL;
}

/* Cases of one category each. */
struct special {
	const char *name, *code;
	struct parts parts;
	const char *broken;
};

static void
run_special(const struct special *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		both(cases[i].name, category(cases[i].code), &cases[i].parts,
		    cases[i].broken);
}

#define RUN_SPECIAL(cases)                                                     \
	run_special(cases, sizeof(cases) / sizeof((cases)[0]))

/* ---- -01 --------------------------------------------------------------- */

static void
breakdowns(const struct category *c)
{
	struct buf two = BUF_INIT(1 << 12);
	both("as it stands", c, &(struct parts){ 0 }, "");
	both("no breakdown", c, &(struct parts){ .parts = "" }, "01");
	add_part(&two, c, &(struct parts){ 0 });
	add_part(&two, c, &(struct parts){ 0 });
	buf_addc(&two, '\0');
	both("twice in the breakdown", c, &(struct parts){ .parts = two.p },
	    has_rates(c) ? "" : "01");
	buf_free(&two);
}

#define SPACED(id) "<cbc:ID>\n " id " </cbc:ID>"
#define OTHER_SCHEME "<cac:TaxScheme><cbc:ID>GST</cbc:ID></cac:TaxScheme>"
#define ALL_OF(tax) .line = tax, .allowance = tax, .charge = tax

static const struct special breakdown_cases[] = {
	{ "standard rated and nothing has it", "S",
	    { ALL_OF(TAX("B", "")), .country = "IT", .delivery = "" },
	    "01 08 BR-B-02" },
	{ "IGIC and nothing has it", "L", { ALL_OF(TAX("AA", "")) }, "01 08" },
	{ "IPSI and nothing has it", "M", { ALL_OF(TAX("AA", "")) }, "01 08" },
	{ "nothing has it, and it is nothing", "S",
	    { ALL_OF(TAX("AA", "")), .taxable = "0", .due = "0" }, "01 08" },
	{ "of another tax, and nothing has it", "L",
	    { ALL_OF(TAX("AA", "")),
		.part = "<cbc:ID>L</cbc:ID>" PERCENT("7") OTHER_SCHEME },
	    "" },
	{ "twice in one part", "Z",
	    { .part = "<cbc:ID>Z</cbc:ID>" TAX("Z", PERCENT("0")) },
	    "01 ?BR-S-01 ?BR-AF-01 ?BR-AG-01" },
	{ "exempt and nothing else has it", "E", { ALL_OF(TAX("AA", "")) },
	    "08" },
	{ "standard rated, no VAT", "S",
	    { ALL_OF("<cbc:ID>S</cbc:ID>" PERCENT("25") OTHER_SCHEME) }, "02" },
	{ "another tax in the breakdown", "S",
	    { .part = "<cbc:ID>S</cbc:ID>" PERCENT("25") OTHER_SCHEME }, "" },
	{ "IGIC of another tax in the breakdown", "L",
	    { .part = "<cbc:ID>L</cbc:ID>" PERCENT("7") OTHER_SCHEME }, "" },
	{ "IPSI of another tax in the breakdown", "M",
	    { .part = "<cbc:ID>M</cbc:ID>" PERCENT("4") OTHER_SCHEME }, "01" },
	{ "blanks", "S", { .part = SPACED("S") PERCENT(" 25.0\n") RULES_VAT },
	    "" },
	{ "blanks", "K", { .part = SPACED("K") PERCENT("0") RULES_VAT }, "" },
	{ "blanks", "L", { .part = SPACED("L") PERCENT("7") RULES_VAT }, "01" },
	{ "blanks", "M", { .part = SPACED("M") PERCENT("4") RULES_VAT }, "01" },
	{ "small letters", "Z", { .line = TAX("z", PERCENT("0")) }, "08" },
	{ "vat in small letters", "Z",
	    { .line = "<cbc:ID>Z</cbc:ID>" PERCENT(
		  "1") "<cac:TaxScheme>"
		       "<cbc:ID> vat </cbc:ID></cac:TaxScheme>" },
	    "05" },
	{ "two codes on the line", "Z",
	    { .line = "<cbc:ID>Z</cbc:ID>" TAX("E", PERCENT("0")) },
	    "BR-E-01 ?08 ?BR-S-01 ?BR-AF-01 ?BR-AG-01 ?02 ?BR-S-02 "
	    "?BR-E-02 ?BR-AE-02 ?BR-IC-02 ?BR-G-02 ?BR-O-02 ?BR-AF-02 "
	    "?BR-AG-02" },
};

/* ---- -02 to -04 -------------------------------------------------------- */

/* Whether what there is fills a need: letters of struct category. */
static bool
fills(const char *need, const char *has)
{
	return !*need || strpbrk(need, has);
}

static void
numbers(const struct category *c)
{
	static const struct {
		const char *name, *seller, *has;
	} sellers[] = {
		{ "VAT", VAT_NUMBER, "ST" },
		{ "another tax", TAX_NUMBER, "T" },
		{ "none", "", "-" },
		{ "a registration", REGISTRATION, "-" },
	};
	static const struct {
		const char *name, *buyer, *has;
	} buyers[] = {
		{ "VAT", VAT_NUMBER, "B" },
		{ "another tax", TAX_NUMBER, "-" },
		{ "a registration", REGISTRATION, "L" },
		{ "none", "", "-" },
	};
	for (unsigned i = 0; i < 4 * 4 * 2; i++) {
		unsigned s = i % 4, b = i / 4 % 4;
		bool representative = i / 16 != 0;
		struct parts p = { .seller = sellers[s].seller,
			.buyer = buyers[b].buyer,
			.delivery = representative
					? REPRESENTATIVE DELIVERED_TO("EE")
					: NULL };
		bool ok =
		    (representative || fills(c->seller, sellers[s].has)) &&
		    fills(c->buyer, buyers[b].has);
		if (forbids_numbers(c))
			ok = s != 0 && b != 0 && !representative;
		char name[100];
		snprintf(name, sizeof(name), "seller %s, buyer %s%s",
		    sellers[s].name, buyers[b].name,
		    representative ? ", representative" : "");
		both(name, c, &p, ok ? "" : "02 03 04");
	}
}

#define NO_ONE .seller = "", .buyer = ""

static const struct special number_cases[] = {
	{ "on the line alone", "S",
	    { NO_ONE, .allowance = TAX("AA", ""), .charge = TAX("AA", ""),
		.taxable = "100", .due = "25" },
	    "02" },
	{ "on the allowance alone", "S",
	    { NO_ONE, .line = TAX("AA", ""), .charge = TAX("AA", ""),
		.taxable = "-30", .due = "-7.5" },
	    "03" },
	{ "on the charge alone", "S",
	    { NO_ONE, .line = TAX("AA", ""), .allowance = TAX("AA", ""),
		.taxable = "20", .due = "5" },
	    "04" },
	{ "an allowance as 0, a charge", "G", { NO_ONE, .indicator = " 0 " },
	    "02 03 04" },
	{ "IGIC with blanks, no numbers", "L",
	    { NO_ONE, ALL_OF(SPACED("L") PERCENT("7") RULES_VAT) }, "02 03" },
	{ "export of another tax, no numbers", "G",
	    { NO_ONE, ALL_OF("<cbc:ID>G</cbc:ID>" PERCENT("0") OTHER_SCHEME) },
	    "" },
	{ "outside, a number, in an item's price alone", "O",
	    { .seller = VAT_NUMBER,
		.allowance = TAX("", ""),
		.charge = TAX("", ""),
		.taxable = "100" },
	    "02 13 14" },
	{ "no indicator, and no amount", "Z",
	    { .after =
		    "<cac:AllowanceCharge><cbc:Amount>abc</cbc:Amount>"
		    "<cac:TaxCategory>" TAX("Z",
			PERCENT(
			    "0")) "</cac:TaxCategory></cac:AllowanceCharge>" },
	    "" },
	{ "no indicator that could be told", "Z", { .indicator = "maybe" },
	    "?08 ?BR-S-03 ?BR-E-03 ?BR-AE-03 ?BR-IC-03 ?BR-G-03 "
	    "?BR-O-03 ?BR-AF-03 ?BR-AG-03 ?03 ?BR-S-04 ?BR-E-04 ?BR-AE-04 "
	    "?BR-IC-04 ?BR-G-04 ?BR-O-04 ?BR-AF-04 ?BR-AG-04" },
};

/* ---- -05 to -07 -------------------------------------------------------- */

static const char *
wrong_rate(const struct category *c, const char *percent)
{
	bool zero = strspn(percent, "0. ") == strlen(percent);
	if (c->rate == NONE)
		return *percent ? "-" : NULL;
	if (!*percent)
		return "-";
	if (strcmp(percent, "abc") == 0)
		return "?";
	if (strcmp(percent, "1e1") == 0)
		return c->rate == ONLY_0 ? "?" : NULL;
	if (c->rate == ONLY_0)
		return zero ? NULL : "-";
	if (c->rate == FROM_0)
		return *percent == '-' ? "-" : NULL;
	return zero || *percent == '-' ? "-" : NULL;
}

static void
rates(const struct category *c)
{
	static const char *const percents[] = { "", "0", "0.00", " 0 ", "5",
		"-5", "abc", "1e1" };
	for (size_t i = 0; i < sizeof(percents) / sizeof(percents[0]); i++)
		for (int place = 5; place <= 7; place++) {
			char scope[20], broken[20] = "", tax[300], rate[60];
			struct parts p = { 0 };
			snprintf(
			    rate, sizeof(rate), PERCENT("%s"), percents[i]);
			snprintf(tax, sizeof(tax), TAX("%s", "%s"), c->code,
			    *percents[i] ? rate : "");
			if (place == 5)
				p.line = tax;
			else if (place == 6)
				p.allowance = tax;
			else
				p.charge = tax;
			snprintf(
			    scope, sizeof(scope), "%s-0%d", c->rules, place);
			const char *wrong = wrong_rate(c, percents[i]);
			if (wrong)
				snprintf(broken, sizeof(broken), "%s0%d",
				    *wrong == '?' ? "?" : "", place);
			both_in(scope, percents[i], c, &p, broken);
		}
}

/* ---- -08 to -10 -------------------------------------------------------- */

static void
amounts(const struct category *c)
{
	static const struct {
		const char *taxable;
		bool at_rate, exact;
	} cases[] = {
		{ "90", true, true },
		{ "90.0000000000000000001", true, false },
		{ "90.01", true, false },
		{ "90.99", true, false },
		{ "91.00", false, false },
		{ "89.01", true, false },
		{ "89.00", false, false },
		{ "0", false, false },
		{ "", false, false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char scope[20];
		bool ok = has_rates(c) ? cases[i].at_rate : cases[i].exact;
		snprintf(scope, sizeof(scope), "%s-08", c->rules);
		struct parts p = { .taxable = cases[i].taxable };
		both_in(scope, cases[i].taxable, c, &p, ok ? "" : "08");
	}
	both("no number", c, &(struct parts){ .taxable = "abc" },
	    has_rates(c) ? "?08 ?09" : "?08");
	both("1e2 is a double", c, &(struct parts){ .taxable = "1e2" },
	    has_rates(c) ? "08 ?09" : "?08");
	both("an amount is none", c, &(struct parts){ .amount = "abc" }, "?08");
	both("VAT is none", c, &(struct parts){ .due = "abc" }, "?09");
	both("one too much", c,
	    &(struct parts){ .due = c->rate == ABOVE_0 ? "23.50"
				    : c->rate == NONE  ? "1"
				    : has_rates(c)     ? "99"
						       : "0.01" },
	    "09");
	both("nearly", c,
	    &(struct parts){ .due = c->rate == ABOVE_0 ? "-23.49" : c->due },
	    "");
	both("no reason", c, &(struct parts){ .reason = "" },
	    c->reason ? "10" : "");
	both("a reason", c, &(struct parts){ .reason = REASON },
	    c->reason ? "" : "10");
	both("its code", c, &(struct parts){ .reason = REASON_CODE },
	    c->reason ? "" : "10");
}

#define LINE(root, amount, taxes)                                              \
	"<cac:" root "><cbc:LineExtensionAmount>" amount                       \
	"</cbc:LineExtensionAmount><cac:Item>" taxes "</cac:Item></cac:" root  \
	">"
#define CLASS(code, percent)                                                   \
	"<cac:ClassifiedTaxCategory>" TAX(                                     \
	    code, PERCENT(percent)) "</cac:ClassifiedTaxCategory>"
#define PART(taxable, due, code, percent)                                      \
	"<cac:TaxSubtotal><cbc:TaxableAmount>" taxable                         \
	"</cbc:TaxableAmount><cbc:TaxAmount>" due                              \
	"</cbc:TaxAmount><cac:TaxCategory>" TAX(                               \
	    code, PERCENT(percent)) "</cac:TaxCategory></cac:TaxSubtotal>"

/*
 * The line, allowance and charge of the document have no category of these.
 * 100.10 - 1 is a little less than 99.10 as a double, and 100.01 - 1 is not
 * less than 99.01.
 */
#define BARE ALL_OF(TAX("AA", ""))
#define SUM_CASE(amount, taxable)                                              \
	BARE, .parts = PART(taxable, "25", "S", "25"),                         \
	      .after = LINE("InvoiceLine", amount, CLASS("S", "25"))

static const struct special invoice_cases[] = {
	{ "a double below", "S", { SUM_CASE("99.10", "100.10") }, "" },
	{ "a double above", "S", { SUM_CASE("99.01", "100.01") }, "08" },
	{ "two rates", "S",
	    { BARE,
		.parts =
		    PART("10", "2.5", "S", "25") PART("20", "2.4", "S", "12"),
		.after = LINE("InvoiceLine", "10", CLASS("S", "25.00"))
		    LINE("InvoiceLine", "20", CLASS("S", "012")) },
	    "" },
	{ "two rates, the wrong way round", "S",
	    { BARE,
		.parts =
		    PART("20", "5", "S", "25") PART("10", "1.2", "S", "12"),
		.after = LINE("InvoiceLine", "10", CLASS("S", "25"))
		    LINE("InvoiceLine", "20", CLASS("S", "12")) },
	    "08 08" },
	{ "a line of two categories counts once in each", "E",
	    { BARE,
		.parts = PART("10", "2.5", "S", "25") PART("10", "0", "Z", "0"),
		.after = LINE("InvoiceLine", "10",
		    CLASS("S", "25") CLASS("Z", "0") CLASS("S", "25")) },
	    "" },
	{ "a rate that is another category's", "E",
	    { BARE, .parts = PART("10", "1.2", "S", "12"),
		.after = LINE(
		    "InvoiceLine", "10", CLASS("S", "25") CLASS("E", "12")) },
	    "01 05" },
	{ "no rate in the breakdown", "S",
	    { BARE,
		.parts = "<cac:TaxSubtotal><cac:TaxCategory>" TAX(
		    "S", "") "</cac:TaxCategory></cac:TaxSubtotal>",
		.after = LINE("InvoiceLine", "10", CLASS("S", "25")) },
	    "09" },
	{ "a rate that is none", "S", { .line = TAX("S", PERCENT("abc")) },
	    "?05 ?08" },
	{ "in the totals of a line alone", "Z",
	    { .parts = "",
		.after = "<cac:InvoiceLine><cac:TaxTotal>" PART(
		    "90", "0", "Z", "0") "</cac:TaxTotal></cac:InvoiceLine>" },
	    "01" },
	{ "a line of the other kind", "Z",
	    { .after = LINE("CreditNoteLine", "7", CLASS("Z", "0")) }, "" },
};

enum { INVOICE_CASES = sizeof(invoice_cases) / sizeof(invoice_cases[0]) };

/* ---- the rest ---------------------------------------------------------- */

static const struct special single_cases[] = {
	{ "no delivery", "K", { .delivery = "" }, "11 12" },
	{ "a date alone", "K", { .delivery = DELIVERED }, "12" },
	{ "a country of one letter", "K", { .delivery = DELIVERED_TO("E") },
	    "12" },
	{ "two deliveries", "K",
	    { .delivery = DELIVERED_TO("EE") DELIVERED_TO("EE") }, "?11 ?12" },
	{ "a period", "K",
	    { .delivery = "<cac:InvoicePeriod><cbc:StartDate>2026-03-01"
			  "</cbc:StartDate></cac:InvoicePeriod>" },
	    "12" },
	{ "an empty period", "K", { .delivery = "<cac:InvoicePeriod/>" },
	    "11 12" },
	{ "another in the breakdown", "O",
	    { .parts = PART("90", "0", "O", "0") PART("0", "0", "AA", "0") },
	    "10 11" },
	{ "another line", "O", { .line = TAX("AA", ""), .taxable = "-10" },
	    "12" },
	{ "another allowance", "O",
	    { .allowance = TAX("", ""), .taxable = "120" }, "13" },
	{ "another charge", "O", { .charge = RULES_VAT, .taxable = "70" },
	    "14" },
	{ "another tax beside", "O",
	    { .line = "<cbc:ID>AA</cbc:ID>" OTHER_SCHEME, .taxable = "-10" },
	    "" },
	{ "split payment abroad", "E",
	    { .line = TAX("B", ""), .taxable = "-10" }, "BR-B-01" },
	{ "split payment of a Finn", "E",
	    { .line = TAX("B", ""), .taxable = "-10", .delivery = "" },
	    "BR-B-01" },
	{ "split payment with another delivery", "E",
	    { .line = TAX("B", ""), .taxable = "-10", .country = "IT" },
	    "BR-B-01" },
	{ "split payment in Italy", "E",
	    { .line = TAX("B", ""),
		.taxable = "-10",
		.country = "IT",
		.delivery = "" },
	    "" },
	{ "split payment of a charge, and standard rated", "S",
	    { .charge = TAX("B", ""),
		.taxable = "70",
		.due = "17.5",
		.country = "IT",
		.delivery = "" },
	    "BR-B-02" },
	{ "split payment and standard rated", "S",
	    { .line = TAX("B", ""),
		.taxable = "-10",
		.due = "-2.5",
		.country = "IT",
		.delivery = "" },
	    "BR-B-02" },
};

/* More rates than anybody has, in no order: each finds its lines. */
static void
many_rates(void)
{
	enum { RATES = 2000 };
	struct buf parts = BUF_INIT(1 << 20), lines = BUF_INIT(1 << 20);
	for (unsigned i = 0; i < RATES; i++) {
		unsigned rate = 100 + i * 7919 % RATES;
		buf_printf(&parts, PART("%u.50", "%u", "S", "%u"), i + 1,
		    (i + 1) * rate / 100, rate);
		rate = 100 + (RATES - 1 - i) * 7919 % RATES;
		buf_printf(&lines, LINE("InvoiceLine", "%u", CLASS("S", "%u")),
		    RATES - i, rate);
	}
	buf_addc(&parts, '\0');
	buf_addc(&lines, '\0');
	struct parts p = { BARE, .parts = parts.p, .after = lines.p };
	run("Invoice", "many rates", category("S"), &p, "BR-S-01 BR-S-08", "");
	buf_free(&parts);
	buf_free(&lines);
}

int
main(void)
{
	for (size_t i = 0; i < CATEGORIES; i++) {
		breakdowns(&categories[i]);
		numbers(&categories[i]);
		rates(&categories[i]);
		amounts(&categories[i]);
	}
	RUN_SPECIAL(breakdown_cases);
	RUN_SPECIAL(number_cases);
	RUN_SPECIAL(single_cases);
	for (size_t i = 0; i < sizeof(invoice_cases) / sizeof(invoice_cases[0]);
	     i++)
		run("Invoice", invoice_cases[i].name,
		    category(invoice_cases[i].code), &invoice_cases[i].parts,
		    ALL, invoice_cases[i].broken);
	many_rates();
	rules_case_end();
	return T_END();
}
