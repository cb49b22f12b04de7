/* SPDX-License-Identifier: ISC */
#include "vat_case.h"

/*
 * Where the rules of one category of VAT are not as those of the others, and
 * documents that are of several.
 */

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

/* ---- -08 --------------------------------------------------------------- */

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

/* A line of 10 at 25 with a charge of its own. */
#define CHARGED(percent)                                                       \
	"<cac:InvoiceLine><cbc:LineExtensionAmount>10"                         \
	"</cbc:LineExtensionAmount><cac:AllowanceCharge><cbc:ChargeIndicator>" \
	"true</cbc:ChargeIndicator><cac:TaxCategory>" TAX(                     \
	    "S", PERCENT(percent)) "</cac:TaxCategory></cac:AllowanceCharge>"  \
				   "<cac:Item>" CLASS(                         \
				       "S", "25") "</cac:Item>"                \
						  "</cac:InvoiceLine>"

static const struct special invoice_cases[] = {
	{ "a line's charge of a rate that is none, where the sum is right", "S",
	    { BARE, .parts = PART("10", "2.5", "S", "25"),
		.after = CHARGED("x") },
	    "?07" },
	{ "where it is not, and so it is asked for", "S",
	    { BARE, .parts = PART("20", "5", "S", "25"),
		.after = CHARGED("x") },
	    "?07 ?08" },
	{ "behind one of the rate that is asked for", "S",
	    { BARE, .parts = PART("30", "7.5", "S", "25"),
		.after = CHARGED("25") CHARGED("x") },
	    "?07 08" },
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
	{ "no VAT, where the taxable amount is no number", "S",
	    { BARE,
		.parts = "<cac:TaxSubtotal><cbc:TaxableAmount>x"
			 "</cbc:TaxableAmount><cac:TaxCategory>" TAX(
			     "S", PERCENT("25")) "</cac:TaxCategory>"
						 "</cac:TaxSubtotal>",
		.after = LINE("InvoiceLine", "10", CLASS("S", "25")) },
	    "?08 09" },
	{ "no taxable amount, where the rate is no number", "S",
	    { BARE,
		.parts = "<cac:TaxSubtotal><cbc:TaxAmount>1</cbc:TaxAmount>"
			 "<cac:TaxCategory>" TAX(
			     "S", PERCENT("x")) "</cac:TaxCategory>"
						"</cac:TaxSubtotal>",
		.after = LINE("InvoiceLine", "10", CLASS("S", "25")) },
	    "?08 09" },
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

/* ---- -11 to -14, split payment ---------------------------------------- */

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

/* A registration whose scheme has no code is of none that is VAT. */
static void
schemes_without_code(void)
{
#define NO_CODE                                                                \
	"<cac:PartyTaxScheme>" COMPANY "<cac:TaxScheme/></cac:PartyTaxScheme>"
	struct parts one = { .seller = NO_CODE VAT_NUMBER };
	struct parts two = { .seller = NO_CODE NO_CODE };
	const struct category *c = category("G");
	run("Invoice", "one scheme without code", c, &one, "UBL-SR-13", "");
	run("Invoice", "two schemes without code", c, &two, "UBL-SR-13 BR-G-02",
	    "UBL-SR-13 02");
}

int
main(void)
{
	schemes_without_code();
	RUN_SPECIAL(breakdown_cases);
	RUN_SPECIAL(number_cases);
	RUN_SPECIAL(single_cases);
	for (size_t i = 0; i < INVOICE_CASES; i++)
		run("Invoice", invoice_cases[i].name,
		    category(invoice_cases[i].code), &invoice_cases[i].parts,
		    ALL, invoice_cases[i].broken);
	many_rates();
	rules_case_end();
	return T_END();
}
