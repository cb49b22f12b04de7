/* SPDX-License-Identifier: ISC */
/* Svefaktura 1.0 written from records, and read back. */
#include "format/svefaktura_write.h"
#include "svefaktura_cases.h"

static struct svefaktura_writer *writer;
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
}

static void
test_needs_below(void)
{
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
	REFUSES(inv->lines[0].price = NO_AMOUNT, "/invoice/lines/0/price",
	    "missing");
	REFUSES((inv->lines[2].name = inv->lines[2].vat_category = GONE,
		    inv->lines[2].vat_rate = NO_AMOUNT),
	    "/invoice/lines/2/name", "missing");
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
}

static void
test_cannot_carry_below(void)
{
	static struct item_class class = { .code = STR("1") };
	const struct date day = { 2026, 11, 1 };
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

/* A statement on F-tax stood without the number that it has to stand with. */
static void
test_blanks_say_nothing(void)
{
	begin("a number of blanks");
	inv->seller.legal_id = TEXT(" ");
	inv->payment[0].code = TEXT("\t");
	inv->lines[0].price_unit = TEXT(" ");
	written();
	CHECK(says("seller.legal_id: 5599990016"));
	CHECK(says("payment[0].code: 30"));
	REFUSES(inv->buyer.address = (struct address){ .city = TEXT(" ") },
	    "/invoice/buyer/address", "missing");
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
	CHECK_INT(inv->extra_n, 5);
	CHECK_STR(
	    kept("BuyerParty/cac:Party/cac:Address/cac:ID"), "7350000000023");
	CHECK_STR(kept("/cbc:Telefax"), "0980319201");
	CHECK_STR(kept("/cac:AccountsContact/cbc:Name"), "Reskontra");
	CHECK_STR(kept("/cbc:PenaltySurchargePercent"), "8");
	CHECK_STR(kept("/cbc:SpecialTerms"), "Fritt kund");
}

#define ORDER_END "</cac:OrderLineReference>"
#define DESPATCH(line, note)                                                   \
	ORDER_END "<cac:DespatchLineReference>" line                           \
		  "<cac:DocumentReference><cac:ID>" note                       \
		  "</cac:ID></cac:DocumentReference>"                          \
		  "</cac:DespatchLineReference>"

/* What has no term is written again, unless it breaks the document. */
static void
test_kept(void)
{
	edit("<cac:BuyersLineID>3</cac:BuyersLineID>\n   <cac:OrderReference>\n"
	     "    <cac:BuyersID>PO-77",
	    "<cac:OrderReference>\n<cac:BuyersID>PO-1");
	written();
	CHECK(lacks("order"));
	CHECK_STR(kept("[1]/cac:OrderLineReference/cac:OrderReference/"
		       "cac:BuyersID"),
	    "PO-1");
	CHECK_STR(kept("[2]/cac:OrderLineReference/cac:OrderReference/"
		       "cac:BuyersID"),
	    "PO-77");

	edit(ORDER_END, DESPATCH("<cac:LineID>4</cac:LineID>", "FS-2"));
	written();
	CHECK_STR(kept("[3]/cac:DespatchLineReference/cac:LineID"), "4");
	CHECK_STR(kept("[3]/cac:DespatchLineReference/"
		       "cac:DocumentReference/cac:ID"),
	    "FS-2");
	edit(ORDER_END, DESPATCH("", "FS-2"));
	written();
	CHECK(!kept("/cac:DocumentReference/cac:ID").p);

	edit("Percent>8<", "Percent>-8<");
	written();
	CHECK(!kept("/cbc:PenaltySurchargePercent").p);

	edit(ORDER_END,
	    ORDER_END "<cac:Delivery><cbc:ActualDeliveryDateTime>"
		      "2026-11-09T10:00:00</cbc:ActualDeliveryDateTime>"
		      "</cac:Delivery>");
	written();
	CHECK_STR(kept("[2]/cac:Delivery/cbc:ActualDeliveryDateTime"),
	    "2026-11-09T10:00:00");

	begin("not of another vocabulary");
	source.format = TEXT("ubl-invoice");
	written();
	CHECK_INT(inv->extra_n, 0);
}

#define RATE(rate)                                                             \
	"<cac:ExchangeRate><cac:SourceCurrencyCode>SEK"                        \
	"</cac:SourceCurrencyCode><cac:TargetCurrencyCode>EUR"                 \
	"</cac:TargetCurrencyCode><cbc:CalculationRate>" rate                  \
	"</cbc:CalculationRate></cac:ExchangeRate><cac:TaxTotal>"

static void
test_exchange_rate(void)
{
	struct str bytes =
	    with_euro(IN_EUR("60.10"), IN_EUR("0.00") "</cac:TaxTotal>");
	T_CASE("a rate that the VAT follows from");
	take(replaced(bytes, "<cac:TaxTotal>", RATE("0.0890")));
	written();
	CHECK_STR(kept("/cbc:CalculationRate"), "0.0890");
	T_CASE("a rate that it does not follow from");
	take(replaced(bytes, "<cac:TaxTotal>", RATE("0.0910")));
	written();
	CHECK(!kept("/cbc:CalculationRate").p);
}

int
main(void)
{
	cases_open();
	writer = svefaktura_writer_new();
	test_needs();
	test_needs_below();
	test_sum_rules();
	test_vat_rules();
	test_cannot_carry();
	test_cannot_carry_below();
	test_left_out();
	test_blanks_say_nothing();
	test_folded();
	test_payment_written();
	test_accounting_written();
	test_too_large();
	test_again();
	test_kept();
	test_exchange_rate();
	svefaktura_writer_free(writer);
	buf_free(&out);
	cases_close();
	return T_END();
}
