/* SPDX-License-Identifier: ISC */
/*
 * Svefaktura 1.0 read and written. The document is testdata/svefaktura.xml,
 * which has every term that the format has; each case changes a part of it.
 */
#include <stdlib.h>

#include "base/file.h"
#include "format/intake.h"
#include "format/svefaktura_write.h"
#include "t.h"
#include "ubl_same.h"

static struct arena arena;
static struct intake *reader;
static struct svefaktura_writer *writer;
static struct buf document = BUF_INIT(1 << 20);
static struct source source;
static struct record r; /* the last one read */
static struct invoice *inv;
static struct buf said = BUF_INIT(1 << 20); /* its terms, same_lines */

/* ---- reading ---------------------------------------------------------- */

/* The document with all of the first text replaced by the second. */
static struct str
replaced(struct str in, const char *from, const char *to)
{
	struct buf b = BUF_INIT(1 << 20);
	size_t n = strlen(from), hits = 0;
	while (in.n) {
		bool hit = n && str_starts(in, from);
		buf_add(&b, hit ? to : in.p, hit ? strlen(to) : 1);
		in = str_from(in, hit ? n : 1);
		hits += hit;
	}
	CHECK(n == 0 || hits > 0);
	struct str out = arena_str(&arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
take(struct str bytes)
{
	struct fault f = { .text = "" };
	source = (struct source){ .line = 1 };
	r = (struct record){ .mc = RECORD_MAJOR, .source = &source };
	CHECK(intake_read(
	    reader, bytes, (struct str)STR(""), NULL, &arena, &r, &f));
	CHECK_STR((const char *)f.text, "");
	inv = r.invoice;
	if (!inv)
		exit(1); /* no case can go on without */
	buf_reset(&said);
	same_lines(&said, inv);
}

/* Reads the document with the one text for the other. */
static void
edit(const char *from, const char *to)
{
	T_CASE(to);
	take(replaced(buf_str(&document), from, to));
}

/* Claims that the last record has the term, "seller.name: Norrlid". */
static bool
says(const char *line)
{
	struct str rest = buf_str(&said);
	size_t n = strlen(line);
	while (rest.n) {
		const char *end = memchr(rest.p, '\n', rest.n);
		size_t len = (size_t)(end - rest.p);
		if (len == n && memcmp(rest.p, line, n) == 0)
			return true;
		rest = str_from(rest, len + 1);
	}
	return false;
}

/* Claims that the last record has no term that begins so. */
static bool
lacks(const char *path)
{
	struct buf b = BUF_INIT(1 << 10);
	buf_printf(&b, "\n%s: ", path);
	struct str all = buf_str(&said);
	bool found = false;
	for (; all.n > b.n && !found; all = str_from(all, 1))
		found = memcmp(all.p, b.p, b.n) == 0;
	buf_free(&b);
	return !found;
}

/* What the record keeps at a path that ends so; absent: nothing. */
static struct str
kept(const char *end)
{
	size_t n = strlen(end);
	for (size_t i = 0; i < inv->extra_n; i++) {
		struct str path = inv->extra[i].path;
		if (path.n >= n && memcmp(path.p + path.n - n, end, n) == 0)
			return inv->extra[i].value;
	}
	return (struct str){ NULL, 0 };
}

static void
test_every_term(void)
{
	static const char *const terms[] = { "number: 26800001",
		"issue_date: 2026-11-19", "type_code: 380", "currency: SEK",
		"payable: 3475.00", "due_date: 2026-12-19",
		"tax_point: 2026-11-15", "buyer_reference: P\xc3\xa4r Forsberg",
		"cost_account: 4010", "contract: AVT-7", "order: PO-77",
		"despatch_advice: FS-1", "object: 735999900088116876",
		"object_scheme: AVE", "payment_terms: 30 dagar netto",
		"preceding[0].number: 26700001",
		"seller.name: Norrlid Energi AB", "seller.legal_id: 5599990016",
		"seller.legal_scheme: 0007", "seller.vat_id: SE559999001601",
		"seller.tax_id: Godk\xc3\xa4nd f\xc3\xb6r F-skatt",
		"seller.legal_info: Kiruna", "seller.address.city: Kiruna",
		"seller.address.country: SE",
		"seller.contact.phone: 0980319200",
		"buyer.name: Bageri i Sundsvall AB",
		"buyer.trading_name: Skolgr\xc3\xa4ndens Bageri",
		"buyer.ids[0].id: 7350000000016", "buyer.ids[0].scheme: 0088",
		"buyer.ids[1].id: C-200001",
		"buyer.address.line1: Skolgr\xc3\xa4nden 8",
		"buyer.address.line2: Box 12", "buyer.address.line3: Ekonomi",
		"deliver_to.date: 2026-11-10",
		"deliver_to.name: Bageriets lager",
		"deliver_to.location: 7350000000030",
		"deliver_to.location_scheme: 0088",
		"deliver_to.address.country: SE", "period.start: 2026-10-01",
		"period.end: 2026-10-31", "payment[0].code: 30",
		"payment[0].account: 9912346", "payment[0].branch: SE:BANKGIRO",
		"payment[0].reference: 1000012680000166",
		"allowances[0].amount: 100.00", "allowances[0].base: 1000.00",
		"allowances[0].percent: 10", "allowances[0].reason: Kundrabatt",
		"charges[0].amount: 29.00", "allowances_total: 100.00",
		"charges_total: 29.00", "lines_total: 2870.62", "net: 2799.62",
		"vat: 674.91", "gross: 3474.53", "rounding: 0.47",
		"vat_parts[1].category: E", "attachments[0].id: MP-12",
		"attachments[0].description: M\xc3\xa4tprotokoll",
		"attachments[1].url: https://norrlid.example/matning/12",
		"lines[0].order_line: 3", "lines[0].unit: KWH",
		"lines[0].allowances[0].amount: 100.00",
		"lines[0].allowances[0].base: 1797.20",
		"lines[0].price_quantity: 100", "lines[0].price_unit: KWH",
		"lines[0].standard_id: 7350000000047",
		"lines[0].standard_scheme: 0160", "lines[0].buyers_id: B-1",
		"lines[0].sellers_id: EL-1",
		"lines[1].charges[0].amount: 100.00", "lines[2].vat_rate: 0" };
	edit("", "");
	T_CASE("every term");
	CHECK_STR(r.kind, "invoice");
	CHECK_STR(source.format, "svefaktura-1.0");
	for (size_t i = 0; i < sizeof(terms) / sizeof(*terms); i++) {
		T_CASE(terms[i]);
		CHECK(says(terms[i]));
	}
	CHECK_INT(inv->attachments_n, 2); /* the other references are terms */
	CHECK_INT(inv->extra_n, 5);
	CHECK_STR(kept("/cac:Address/cac:ID"), "7350000000023");
	CHECK_STR(kept("/cbc:Telefax"), "0980319201");
	CHECK_STR(kept("/cac:AccountsContact/cbc:Name"), "Reskontra");
	CHECK_STR(kept("/cbc:PenaltySurchargePercent"), "8");
	CHECK_STR(kept("/cbc:SpecialTerms"), "Fritt kund");
}

static void
test_head(void)
{
	edit("<InvoiceTypeCode>380<", "<InvoiceTypeCode>381<");
	CHECK_STR(r.kind, "credit-note");
	CHECK(says("payable: 3475.00"));

	edit("<InvoiceCurrencyCode>SEK</InvoiceCurrencyCode>", "");
	CHECK(says("currency: SEK"));
	CHECK_INT(r.problems_n, 0);

	edit("<LineItemCountNumeric>3<", "<LineItemCountNumeric>4<");
	CHECK_INT(r.problems_n, 1);
	CHECK_STR(r.problems[0].rule, "line-count");
	CHECK_STR(r.problems[0].path, "/Invoice/LineItemCountNumeric");
	CHECK_INT(r.problems[0].line, 11);
	edit("<LineItemCountNumeric>3<", "<LineItemCountNumeric>3.0<");
	CHECK_INT(r.problems_n, 0);
	edit("<LineItemCountNumeric>3<", "<LineItemCountNumeric>x<");
	CHECK_STR(r.problems[0].rule, "line-count");

	edit("2026-11-10T00:00:00", "2026-11-10T14:30:00");
	CHECK(says("deliver_to.date: 2026-11-10"));
	CHECK_STR(kept("/cbc:ActualDeliveryDateTime"), "2026-11-10T14:30:00");
	edit("2026-11-10T00:00:00", "2026-11-10");
	CHECK(says("deliver_to.date: 2026-11-10"));
	CHECK(!kept("/cbc:ActualDeliveryDateTime").p);
	edit("2026-11-10T00:00:00", "2026-11-31T00:00:00");
	CHECK_STR(r.problems[0].rule, "value-date");

	edit("amountCurrencyID=\"SEK\">2870.62", "amountCurrencyID=\"EUR\">1");
	CHECK_STR(r.problems[0].rule, "amount-currency");

	edit("</InvoicingPeriod>",
	    "</InvoicingPeriod><mc:Delivery xmlns:mc=\"urn:mc:delivery:1\">"
	    "<mc:Channel>paper</mc:Channel></mc:Delivery>");
	CHECK(r.delivery != NULL);
	CHECK_INT(r.delivery->channels_n, 1);
	CHECK_STR(r.delivery->channels[0].channel, "paper");
}

#define STREET "<cbc:StreetName>Str\xc3\xb6mgatan 4</cbc:StreetName>"
#define LINE(text) "<cbc:Line>" text "</cbc:Line>"

static void
test_parties(void)
{
	edit("F-skattebevis finns", "Godk\xc3\xa4nd f\xc3\xb6r F-skatt");
	CHECK(says("seller.tax_id: Godk\xc3\xa4nd f\xc3\xb6r F-skatt"));
	edit("F-skattebevis finns", "innehar F-skattsedel");
	CHECK(says("seller.tax_id: innehar F-skattsedel"));

	edit(">5599990016<", ">559999-0016<");
	CHECK(says("seller.legal_scheme: 0007"));
	edit(">5599990016<", ">310000108<");
	CHECK(says("seller.legal_id: 310000108"));
	CHECK(lacks("seller.legal_scheme"));

	/* the registered name is the legal one, and may be the only one */
	edit("<cbc:Name>Norrlid Energi AB</cbc:Name>", "<cbc:Name/>");
	CHECK(lacks("seller.name"));

	edit(STREET, "<cac:AddressLine>" LINE("c/o A") LINE("B 4") LINE("C")
			 LINE("D") "</cac:AddressLine>");
	CHECK(says("seller.address.line1: c/o A"));
	CHECK(says("seller.address.line2: B 4"));
	CHECK(says("seller.address.line3: C"));
	CHECK_STR(kept("/cbc:Line[4]"), "D");
	edit(STREET, STREET "<cac:AddressLine>" LINE("X") "</cac:AddressLine>");
	CHECK(lacks("seller.address.line2"));
	CHECK_STR(kept("/cac:SellerParty/cac:Party/cac:Address/"
		       "cac:AddressLine/cbc:Line"),
	    "X");

	/* a country, where there is none */
	edit("<cac:IdentificationCode>SE<", "<cac:IdentificationCode>NO<");
	CHECK(says("seller.address.country: NO"));
	edit("<cac:IdentificationCode>SE<", "<cac:IdentificationCode><");
	CHECK(says("seller.address.country: SE"));
	edit("<cac:IdentificationCode>SE</cac:IdentificationCode>", "");
	CHECK(says("seller.address.country: SE"));
	take(replaced(replaced(buf_str(&document), "SE559999001601", "FI1"),
	    "<cac:IdentificationCode>SE</cac:IdentificationCode>", ""));
	CHECK(says("seller.address.country: FI"));
}

static void
test_references(void)
{
	edit("=\"DQ\"", "=\"CT\"");
	CHECK(says("contract: AVT-7"));
	CHECK_STR(kept("/AdditionalDocumentReference[2]/cac:ID"), "FS-1");
	CHECK_INT(inv->attachments_n, 2);
	edit(" identificationSchemeID=\"ACD\"", "");
	CHECK(says("attachments[0].id: MP-12"));
	edit("identificationSchemeID=\"ATS\"", "identificationSchemeID=\"Q\"");
	CHECK(says("attachments[1].id: https://norrlid.example/matning/12"));

	/* one order of all lines is that of the document */
	edit("<cac:BuyersID>PO-77</cac:BuyersID>",
	    "<cac:BuyersID> PO-78 </cac:BuyersID>");
	CHECK(says("order: PO-78"));
	CHECK(!kept("/cac:BuyersID").p);
	edit("<cac:BuyersLineID>3</cac:BuyersLineID>\n   <cac:OrderReference>\n"
	     "    <cac:BuyersID>PO-77",
	    "<cac:OrderReference>\n<cac:BuyersID>PO-1");
	CHECK(lacks("order"));
	CHECK_STR(kept("/cac:InvoiceLine[1]/cac:OrderLineReference/"
		       "cac:OrderReference/cac:BuyersID"),
	    "PO-1");
	CHECK_STR(kept("/cac:InvoiceLine[3]/cac:OrderLineReference/"
		       "cac:OrderReference/cac:BuyersID"),
	    "PO-77");
}

#define MEANS_END "</cac:PaymentMeans>"
#define MEANS(due, account, institution, payee)                                \
	"<cac:PaymentMeans>"                                                   \
	"<cac:PaymentMeansTypeCode>1</cac:PaymentMeansTypeCode>"               \
	"<cbc:DuePaymentDate>" due "</cbc:DuePaymentDate>"                     \
	"<cac:PayeeFinancialAccount><cac:ID>" account "</cac:ID>"              \
	"<cac:FinancialInstitutionBranch><cac:FinancialInstitution>"           \
	"<cac:ID>" institution "</cac:ID></cac:FinancialInstitution>"          \
	"</cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount>" payee  \
	"</cac:PaymentMeans>"
#define PAYEE(name)                                                            \
	"<cac:PayeePartyName><cbc:Name>" name "</cbc:Name></"                  \
					      "cac:PayeePartyName>"

static void
test_payment(void)
{
	edit(MEANS_END, MEANS_END MEANS("2026-12-19", "4711117", "PGSISESS",
			    PAYEE("Faktor AB")) MEANS("2026-12-20", "4711117",
			    "NDEASESS", PAYEE("Faktor AB")));
	CHECK_INT(inv->payment_n, 3);
	CHECK(says("payment[1].branch: SE:PLUSGIRO"));
	CHECK(says("payment[2].branch: NDEASESS"));
	CHECK(says("payee.name: Faktor AB"));
	CHECK(!kept("/cac:PayeePartyName/cbc:Name").p);
	CHECK(says("due_date: 2026-12-19"));
	CHECK(!kept("/cac:PaymentMeans[2]/cbc:DuePaymentDate").p);
	CHECK_STR(
	    kept("/cac:PaymentMeans[3]/cbc:DuePaymentDate"), "2026-12-20");

	edit("TypeCode>1<", "TypeCode>30<");
	CHECK(lacks("payment[0].code"));
	CHECK_STR(kept("/cac:PaymentMeansTypeCode"), "30");

	take(replaced(replaced(buf_str(&document), "SEK", "EUR"), ">9912346<",
	    ">SE4550000000058398257466<"));
	T_CASE("IBAN in euro");
	CHECK(says("payment[0].code: 58"));
	CHECK_INT(r.problems_n, 0);
	edit(">9912346<", ">SE4550000000058398257466<");
	CHECK(says("payment[0].code: 30"));
}

static void
test_sums(void)
{
	edit("Numeric>10<", "Numeric>0.10<");
	CHECK(says("allowances[0].percent: 10.00"));
	edit("<cbc:TaxExclusiveTotalAmount amountCurrencyID=\"SEK\">2799.62"
	     "</cbc:TaxExclusiveTotalAmount>",
	    "");
	CHECK(says("net: 2799.62"));
	edit("<cac:RoundOffAmount amountCurrencyID=\"SEK\">0.47"
	     "</cac:RoundOffAmount>",
	    "");
	CHECK(says("rounding: 0.47"));
	CHECK(says("gross: 3474.53"));
	take(replaced(replaced(buf_str(&document),
			  "<cac:RoundOffAmount amountCurrencyID=\"SEK\">0.47"
			  "</cac:RoundOffAmount>",
			  ""),
	    "3475.00", "3475.04"));
	T_CASE("more than half a unit is no rounding");
	CHECK(lacks("rounding"));
	CHECK(says("gross: 3475.04"));
}

#define IN_EUR(amount)                                                         \
	"<cac:TaxCurrencyTaxAmount amountCurrencyID=\"EUR\">" amount           \
	"</cac:TaxCurrencyTaxAmount></cac:TaxSubTotal>"
#define EURO "<TaxCurrencyCode>EUR</TaxCurrencyCode><LineItemCountNumeric>"

/* VAT in another currency: both of the two rates have some. */
static struct str
with_euro(const char *first, const char *second)
{
	struct str bytes =
	    replaced(buf_str(&document), "<LineItemCountNumeric>", EURO);
	bytes = replaced(bytes, "</cac:TaxSubTotal>\n </cac:TaxTotal>", second);
	bytes = replaced(bytes, "</cac:TaxSubTotal>\n  <cac:TaxSubTotal>",
	    "@@<cac:TaxSubTotal>");
	return replaced(bytes, "@@", first);
}

static void
test_accounting(void)
{
	T_CASE("VAT in euro");
	take(with_euro(IN_EUR("60.10"), IN_EUR("0.00") "</cac:TaxTotal>"));
	CHECK_INT(r.problems_n, 0);
	CHECK(says("vat_currency: EUR"));
	CHECK(says("vat_accounting: 60.10"));
	CHECK_STR(
	    kept("/cac:TaxSubTotal[1]/cac:TaxCurrencyTaxAmount"), "60.10");
	T_CASE("VAT in euro, of one rate only");
	take(with_euro(IN_EUR("60.10"), "</cac:TaxSubTotal></cac:TaxTotal>"));
	CHECK(lacks("vat_accounting"));
	CHECK_STR(
	    kept("/cac:TaxSubTotal[1]/cac:TaxCurrencyTaxAmount"), "60.10");
}

/* ---- writing ---------------------------------------------------------- */

static struct buf out = BUF_INIT(1 << 20);
static const struct date as_it_is = { 0 };

/* Reads the document for a case to change. */
static void
begin(const char *name)
{
	edit("", "");
	T_CASE(name);
}

/* The changed record cannot be written, for that. */
static void
refused(const char *place, const char *rule)
{
	struct fault f = { .text = "" };
	buf_reset(&out);
	CHECK(!svefaktura_write(writer, &r, as_it_is, &arena, &out, &f));
	CHECK_STR((const char *)f.place, place);
	CHECK_STR((const char *)f.rule, rule);
	CHECK(f.text[0] != '\0');
}

/* The changed record is written, and read. */
static void
written(void)
{
	struct fault f = { .text = "" };
	buf_reset(&out);
	CHECK(svefaktura_write(writer, &r, as_it_is, &arena, &out, &f));
	CHECK_STR((const char *)f.place, "");
	if (!f.place[0])
		take(arena_str(&arena, buf_str(&out)));
	CHECK_INT(r.problems_n, 0);
}

#define REFUSES(change, place, rule)                                           \
	do {                                                                   \
		begin(#change);                                                \
		change;                                                        \
		refused(place, rule);                                          \
	} while (0)
#define TEXT(literal) ((struct str)STR(literal))
#define GONE ((struct str){ NULL, 0 })
#define NO_AMOUNT ((struct dec){ .set = false })
#define CENTS(n) ((struct dec){ (n), 2, true })

static void
test_needs(void)
{
	REFUSES(inv->number = GONE, "/invoice/number", "missing");
	REFUSES(inv->issue_date = as_it_is, "/invoice/issue_date", "missing");
	REFUSES(inv->type_code = TEXT("384"), "/invoice/type_code", "R-22");
	REFUSES(r.kind = TEXT("credit-note"), "/invoice/type_code", "R-22");
	REFUSES(inv->currency = TEXT("XBT"), "/invoice/currency", "code-list");
	REFUSES(inv->currency = TEXT("SE"), "/invoice/currency", "code-list");
	REFUSES(inv->vat_currency = TEXT("EU "), "/invoice/vat_currency",
	    "code-list");
	REFUSES(
	    inv->buyer_reference = GONE, "/invoice/buyer_reference", "R-79");
	REFUSES(inv->period.end = as_it_is, "/invoice/period", "R-80");
	REFUSES(inv->preceding[0].number = GONE, "/invoice/preceding/0/number",
	    "missing");
	REFUSES(inv->buyer.name = GONE, "/invoice/buyer/name", "missing");
	REFUSES(inv->seller.name = GONE, "/invoice/seller/name", "missing");
	REFUSES(inv->seller.legal_id = inv->seller.vat_id = GONE,
	    "/invoice/seller/legal_id", "R-38");
	REFUSES(inv->seller.vat_id = GONE, "/invoice/seller/vat_id", "R-88");
	REFUSES(inv->buyer.address = (struct address){ .region = TEXT("X") },
	    "/invoice/buyer/address", "missing");
	REFUSES(inv->deliver_to.address.country = TEXT("XK"),
	    "/invoice/deliver_to/address/country", "code-list");
	REFUSES(inv->payment[0].account = GONE, "/invoice/payment/0/branch",
	    "R-51");
	REFUSES(inv->payment_n = 4, "/invoice/payment/3", "cannot-carry");
	REFUSES(inv->lines_n = 0, "/invoice/lines", "R-29");
	REFUSES(inv->lines[1].id = GONE, "/invoice/lines/1/id", "missing");
	REFUSES(inv->lines[1].amount = NO_AMOUNT, "/invoice/lines/1/amount",
	    "missing");
	REFUSES(inv->lines[1].unit = GONE, "/invoice/lines/1/unit", "missing");
	REFUSES(inv->payable = NO_AMOUNT, "/invoice/payable", "missing");
	REFUSES(
	    inv->lines_total = NO_AMOUNT, "/invoice/lines_total", "missing");
	REFUSES(inv->vat = NO_AMOUNT, "/invoice/vat", "missing");
	REFUSES(inv->vat_parts[1].tax = NO_AMOUNT, "/invoice/vat_parts/1/tax",
	    "missing");
}

static void
test_sum_rules(void)
{
	REFUSES(inv->vat_parts[0].tax = CENTS(67541),
	    "/invoice/vat_parts/0/tax", "R-4");
	REFUSES(inv->vat = CENTS(67542), "/invoice/vat", "R-67");
	REFUSES(inv->vat_parts[1].base = CENTS(15000), "/invoice/net", "R-10");
	REFUSES(
	    inv->lines_total = CENTS(287113), "/invoice/lines_total", "R-69");
	REFUSES(inv->net = CENTS(280013), "/invoice/net", "R-10");
	REFUSES(inv->rounding = CENTS(98), "/invoice/payable", "R-71");
	REFUSES(inv->prepaid = CENTS(1), "/invoice/prepaid", "cannot-carry");
	REFUSES(inv->gross = CENTS(1), "/invoice/gross", "cannot-carry");
	REFUSES(inv->charges_total = CENTS(1), "/invoice/charges_total",
	    "cannot-carry");
	REFUSES(inv->lines[0].amount = CENTS(169669), "/invoice/lines/0/amount",
	    "R-20");
	REFUSES(inv->lines[0].quantity = NO_AMOUNT, "/invoice/lines/0/amount",
	    "R-20");
	REFUSES(inv->lines[0].price_quantity = CENTS(0),
	    "/invoice/lines/0/amount", "R-20");
	REFUSES(inv->lines[0].price_unit = TEXT("MWH"),
	    "/invoice/lines/0/price_unit", "R-78");
	REFUSES(inv->lines[0].allowances[0].amount = CENTS(-1),
	    "/invoice/lines/0/allowances/0/amount", "R-74");
	REFUSES(inv->payable = CENTS(-1), "/invoice/payable", "R-105");
}

static void
test_vat_rules(void)
{
	REFUSES(inv->vat_parts[1].category = TEXT("Z"),
	    "/invoice/vat_parts/1/category", "R-59");
	REFUSES(inv->vat_parts[1].rate = CENTS(100),
	    "/invoice/vat_parts/1/rate", "R-95");
	REFUSES(inv->vat_parts[0].rate = NO_AMOUNT, "/invoice/vat_parts/0/rate",
	    "R-95");
	REFUSES(inv->lines[2].vat_category = TEXT("AE"),
	    "/invoice/lines/2/vat_category", "R-76");
	REFUSES(inv->lines[2].vat_rate = CENTS(600),
	    "/invoice/lines/2/vat_rate", "R-77");
	REFUSES(inv->lines[0].vat_rate = CENTS(1200),
	    "/invoice/lines/0/vat_category", "R-106");
	REFUSES(inv->lines[0].vat_category = GONE,
	    "/invoice/lines/0/vat_category", "missing");
	REFUSES(inv->allowances[0].vat_category = GONE,
	    "/invoice/allowances/0/vat_category", "R-76");
	REFUSES(inv->charges[0].vat_rate = NO_AMOUNT,
	    "/invoice/charges/0/vat_rate", "R-61");
	REFUSES(inv->charges[0].vat_rate = CENTS(600),
	    "/invoice/charges/0/vat_category", "R-89");
	REFUSES(inv->vat_currency = TEXT("EUR"), "/invoice/vat_accounting",
	    "missing");
	REFUSES(
	    (inv->vat_currency = TEXT("SEK"), inv->vat_accounting = CENTS(1)),
	    "/invoice/vat_accounting", "R-5");
}

/* A line whose first charge is the first allowance of the document. */
static void
charge_line(size_t i, struct str reason, struct str code)
{
	static struct allowance a;
	a = (struct allowance){
		.amount = CENTS(10000), .reason = reason, .reason_code = code
	};
	inv->lines[i].charges = &a;
	inv->lines[i].charges_n = 1;
}

static void
test_cannot_carry(void)
{
	static struct item_class class = { .code = STR("1") };
	static struct identifier id = { .id = STR("1") };
	const struct date day = { 2026, 11, 1 };
	REFUSES(inv->project = TEXT("P"), "/invoice/project", "cannot-carry");
	REFUSES(inv->tender = TEXT("T"), "/invoice/tender", "cannot-carry");
	REFUSES(inv->sales_order = TEXT("S"), "/invoice/sales_order",
	    "cannot-carry");
	REFUSES(inv->receiving_advice = TEXT("R"), "/invoice/receiving_advice",
	    "cannot-carry");
	REFUSES(inv->tax_point_code = TEXT("3"), "/invoice/tax_point_code",
	    "cannot-carry");
	REFUSES(inv->notes[0].subject = TEXT("AAI"), "/invoice/notes/0/subject",
	    "cannot-carry");
	REFUSES(inv->preceding[0].issue_date = day,
	    "/invoice/preceding/0/issue_date", "cannot-carry");
	REFUSES(inv->buyer.address.region = TEXT("X"),
	    "/invoice/buyer/address/region", "cannot-carry");
	REFUSES(inv->seller.legal_scheme = TEXT("0192"),
	    "/invoice/seller/legal_scheme", "cannot-carry");
	REFUSES((inv->seller.legal_id = GONE, inv->seller.vat_id = TEXT("FI1")),
	    "/invoice/seller/tax_id", "cannot-carry");
	REFUSES((inv->buyer.legal_id = inv->buyer.vat_id = GONE),
	    "/invoice/buyer/trading_name", "cannot-carry");
	REFUSES((inv->payee.ids = &id, inv->payee.ids_n = 1),
	    "/invoice/payee/ids", "cannot-carry");
	REFUSES(inv->representative.name = TEXT("R"),
	    "/invoice/representative/name", "cannot-carry");
	REFUSES(inv->debit_creditor = TEXT("C"), "/invoice/debit_creditor",
	    "cannot-carry");
	REFUSES(inv->payment[0].code = TEXT("49"), "/invoice/payment/0/code",
	    "cannot-carry");
	REFUSES(inv->payment[0].text = TEXT("bank"), "/invoice/payment/0/text",
	    "cannot-carry");
	REFUSES(inv->payment[0].account_name = TEXT("X"),
	    "/invoice/payment/0/account_name", "cannot-carry");
	REFUSES(inv->payment[0].card.number = TEXT("1234"),
	    "/invoice/payment/0/card/number", "cannot-carry");
	REFUSES(inv->attachments[0].path = TEXT("YQ=="),
	    "/invoice/attachments/0/path", "cannot-carry");
	REFUSES(inv->vat_parts[0].exemption_code = TEXT("VATEX-EU-132"),
	    "/invoice/vat_parts/0/exemption_code", "cannot-carry");
	REFUSES((inv->allowances[0].reason = GONE,
		    inv->allowances[0].reason_code = TEXT("95")),
	    "/invoice/allowances/0/reason_code", "cannot-carry");
	REFUSES(inv->lines[2].origin = TEXT("SE"), "/invoice/lines/2/origin",
	    "cannot-carry");
	REFUSES((inv->lines[2].classes = &class, inv->lines[2].classes_n = 1),
	    "/invoice/lines/2/classes", "cannot-carry");
	REFUSES(inv->lines[2].period.start = day,
	    "/invoice/lines/2/period/start", "cannot-carry");
	REFUSES(inv->lines[2].object = TEXT("O"), "/invoice/lines/2/object",
	    "cannot-carry");
	REFUSES(inv->lines[2].cost_account = TEXT("C"),
	    "/invoice/lines/2/cost_account", "cannot-carry");
	REFUSES(inv->lines[1].price_gross = CENTS(50000),
	    "/invoice/lines/1/price_gross", "cannot-carry");
	REFUSES(charge_line(1, GONE, TEXT("FC")),
	    "/invoice/lines/1/charges/0/reason_code", "cannot-carry");
	REFUSES(charge_line(0, TEXT("R"), GONE), "/invoice/lines/0/charges",
	    "cannot-carry");
	REFUSES(
	    inv->number = TEXT("a\x01"), "/invoice/number", "xml-character");
}

/* What may be left out, because nothing is lost by it. */
static void
test_left_out(void)
{
	begin("terms of the envelope");
	inv->specification = inv->process = TEXT("urn:x");
	inv->buyer.endpoint = TEXT("7350000000016");
	inv->buyer.endpoint_scheme = TEXT("0088");
	inv->prepaid = CENTS(0);
	written();
	CHECK(lacks("specification"));
	CHECK(lacks("buyer.endpoint"));

	begin("names said twice");
	inv->seller.trading_name = inv->seller.name;
	inv->payment[0].account_name = inv->seller.name;
	written();
	CHECK(says("seller.name: Norrlid Energi AB"));
	CHECK(lacks("seller.trading_name"));

	begin("codes beside their words");
	inv->allowances[0].reason_code = TEXT("95");
	inv->vat_parts[1].exemption_code = TEXT("VATEX-EU-132");
	inv->payment[0].code = TEXT("31");
	written();
	CHECK(says("payment[0].code: 30"));
	CHECK(says("allowances[0].reason: Kundrabatt"));

	begin("VAT in its own currency");
	inv->vat_currency = inv->currency;
	inv->vat_accounting = inv->vat;
	written();
	CHECK(lacks("vat_currency"));
}

/* Words that find a place beside others. */
static void
test_folded(void)
{
	struct note notes[] = { { .text = STR("One") },
		{ .text = STR("Two") } };
	struct attribute facts[] = { { STR("Colour"), STR("red") },
		{ STR("Size"), STR("5") } };
	begin("words folded");
	inv->notes = notes;
	inv->notes_n = 2;
	inv->lines[0].description = TEXT("per kWh");
	inv->lines[0].attributes = facts;
	inv->lines[0].attributes_n = 2;
	inv->lines[1].description = inv->lines[1].name;
	charge_line(1, TEXT("Startavgift"), TEXT("FC"));
	written();
	CHECK_STR(inv->notes[0].text, "One\nTwo");
	CHECK_STR(inv->lines[0].name, "Elenergi, r\xc3\xb6rligt pris\nper kWh");
	CHECK_STR(inv->lines[0].note, "Efter avdrag f\xc3\xb6r avbrottet\n"
				      "Colour: red\nSize: 5");
	CHECK_STR(inv->lines[1].note, "Startavgift");
	CHECK(lacks("lines[1].description"));
}

static void
test_payment_written(void)
{
	struct fault f = { .text = "" };
	const struct date due = { 2027, 1, 4 };
	begin("another due date");
	buf_reset(&out);
	CHECK(svefaktura_write(writer, &r, due, &arena, &out, &f));
	take(arena_str(&arena, buf_str(&out)));
	CHECK(says("due_date: 2027-01-04"));

	begin("payee and due date without a way to pay");
	inv->payment_n = 0;
	inv->payee.name = TEXT("Faktor AB");
	written();
	CHECK(says("due_date: 2026-12-19"));
	CHECK(says("payee.name: Faktor AB"));
	CHECK_INT(inv->payment_n, 1);

	begin("nothing of payment");
	inv->payment_n = 0;
	inv->due_date = as_it_is;
	written();
	CHECK_INT(inv->payment_n, 0);

	begin("no code, no unit of the price, no rate of E");
	inv->payment[0].code = GONE;
	inv->lines[0].price_unit = GONE;
	inv->lines[2].vat_rate = inv->vat_parts[1].rate = NO_AMOUNT;
	written();
	CHECK(says("payment[0].code: 30"));
	CHECK(says("lines[0].price_unit: KWH"));
	CHECK(says("vat_parts[1].rate: 0"));

	begin("a VAT number that has the organisation number");
	inv->seller.legal_id = GONE;
	written();
	CHECK(says("seller.legal_id: 5599990016"));
}

static void
test_accounting_written(void)
{
	T_CASE("as the source had it");
	take(with_euro(IN_EUR("60.10"), IN_EUR("0.00") "</cac:TaxTotal>"));
	written();
	CHECK(says("vat_accounting: 60.10"));
	CHECK_STR(kept("/cac:TaxSubTotal[2]/cac:TaxCurrencyTaxAmount"), "0.00");
	CHECK_STR(kept("/cac:ExchangeRate/cac:SourceCurrencyCode"), "SEK");
	CHECK_STR(kept("/cac:ExchangeRate/cac:TargetCurrencyCode"), "EUR");

	begin("all of it at the one rate");
	inv->vat_currency = TEXT("EUR");
	inv->vat_accounting = CENTS(6010);
	written();
	CHECK(says("vat_accounting: 60.10"));
	CHECK_STR(
	    kept("/cac:TaxSubTotal[1]/cac:TaxCurrencyTaxAmount"), "60.10");

	begin("two rates");
	inv->vat_currency = TEXT("EUR");
	inv->vat_accounting = CENTS(6010);
	inv->vat_parts[1] = inv->vat_parts[0];
	inv->vat_parts[0].tax = inv->vat_parts[1].tax = CENTS(33745);
	inv->vat_parts[0].base = CENTS(134981);
	inv->vat_parts[1].base = CENTS(144981);
	inv->lines_n = 2;
	inv->lines[1].amount = CENTS(117342);
	inv->lines[1].price = NO_AMOUNT;
	refused("/invoice/vat_accounting", "cannot-carry");
}

static void
test_too_large(void)
{
	struct buf small = BUF_INIT(3000);
	struct fault f = { .text = "" };
	begin("too large");
	CHECK(!svefaktura_write(writer, &r, as_it_is, &arena, &small, &f));
	CHECK_STR((const char *)f.rule, "too-large");
	buf_free(&small);
}

/* What was read, written and read again is what it was. */
static void
test_again(void)
{
	struct buf first = BUF_INIT(1 << 20);
	begin("again");
	buf_addstr(&first, buf_str(&said));
	written();
	CHECK(str_eq(buf_str(&first), buf_str(&said)));
	CHECK(first.n > 3000);
	buf_free(&first);
}

int
main(void)
{
	CHECK(file_read("testdata/svefaktura.xml", &document));
	reader = intake_new(NULL);
	writer = svefaktura_writer_new();
	test_every_term();
	test_head();
	test_parties();
	test_references();
	test_payment();
	test_sums();
	test_accounting();
	test_needs();
	test_sum_rules();
	test_vat_rules();
	test_cannot_carry();
	test_left_out();
	test_folded();
	test_payment_written();
	test_accounting_written();
	test_too_large();
	test_again();
	svefaktura_writer_free(writer);
	intake_free(reader);
	arena_free(&arena);
	buf_free(&document);
	buf_free(&said);
	buf_free(&out);
	return T_END();
}
