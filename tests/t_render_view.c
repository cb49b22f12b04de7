/* SPDX-License-Identifier: ISC */
/* What templates see of a record. */
#include "model/field.h"
#include "view_made.h"

/* ---- faults ---------------------------------------------------------- */

static void
check_fault(struct made *m, const char *place, const char *text)
{
	CHECK(!view_make(&m->v, &m->r, &m->how, &arena, &m->fault));
	CHECK_STR(m->fault.place, place);
	CHECK_STR(m->fault.text, text);
}

static void
test_faults(void)
{
	struct made *m = make();
	m->r.invoice = NULL;
	check_fault(m, "", "has no content to draw");
	m = make();
	m->r.run = NULL;
	check_fault(m, "/run/at", "is no time");
	m = make();
	m->run.at = str_of("2026-13-01");
	check_fault(m, "/run/at", "is no time");
	m = make();
	m->inv.currency = str_of("kr");
	check_fault(m, "/invoice/currency", "is no currency code");
}

/* ---- the document ---------------------------------------------------- */

static const struct {
	const char *kind, *payable;
	bool lines, route; /* it has */
	const char *amount;
	bool credit, plain, asks, favour, drawn;
} docs[] = {
	{ "invoice", "4033.00", 1, 0, "4033.00", 0, 0, 1, 0, 0 },
	{ "invoice", "4033.00", 1, 1, "4033.00", 0, 0, 1, 0, 1 },
	{ "invoice", "0.00", 1, 1, "0.00", 0, 0, 0, 0, 0 },
	{ "invoice", "-12.50", 1, 1, "12.50", 0, 0, 0, 1, 0 },
	{ "invoice", NULL, 1, 1, NULL, 0, 0, 0, 0, 0 },
	{ "invoice", NULL, 0, 0, NULL, 0, 0, 0, 0, 0 },
	{ "credit-note", "100.00", 1, 1, "100.00", 1, 0, 0, 0, 0 },
	{ "credit-note", "-100.00", 1, 0, "100.00", 1, 0, 0, 0, 0 },
	{ "reminder", "60.00", 0, 0, "60.00", 0, 0, 1, 0, 0 },
	{ "letter", NULL, 0, 0, NULL, 0, 1, 0, 0, 0 },
	{ "letter", "0", 0, 0, "0", 0, 1, 0, 0, 0 },
	{ "letter", "1", 0, 0, "1", 0, 0, 1, 0, 0 },
	{ "letter", NULL, 1, 0, NULL, 0, 0, 0, 0, 0 },
	{ "invoice", "999999999999999.99", 1, 0, "999999999999999.99", 0, 0, 1,
	    0, 0 },
};

static void
test_docs(void)
{
	for (size_t i = 0; i < COUNT(docs); i++) {
		struct made *m = make();
		char text[DEC_TEXT] = "";
		T_CASE(docs[i].payable ? docs[i].payable : docs[i].kind);
		m->r.kind = str_of(docs[i].kind);
		m->inv.payable = dec(docs[i].payable);
		m->inv.lines_n = docs[i].lines;
		if (docs[i].route)
			draw_by_autogiro(m);
		const struct view_doc *d = &see(m)->doc;
		CHECK_INT(d->amount.set, docs[i].amount != NULL);
		if (d->amount.set)
			dec_format(d->amount, text);
		CHECK_STR(text, docs[i].amount ? docs[i].amount : "");
		CHECK_INT(d->credit, docs[i].credit);
		CHECK_INT(d->plain, docs[i].plain);
		CHECK_INT(d->asks, docs[i].asks);
		CHECK_INT(d->favour, docs[i].favour);
		CHECK_INT(d->drawn, docs[i].drawn);
		CHECK_STR(m->v.kind, docs[i].kind);
	}
	T_CASE("");
}

static void
check_date(struct date d, const char *want)
{
	char text[DATE_TEXT] = "-";
	if (date_set(d))
		date_format(d, text);
	CHECK_STR(text, want);
}

static void
test_dates(void)
{
	struct made *m = make();
	check_date(see(m)->invoice->due_date, "2026-12-19");
	check_date(m->v.doc.drawn_on, "-");
	CHECK(!m->v.doc.copy && !m->v.doc.test);
	CHECK_STR(m->v.doc.language, "sv");
	CHECK_STR(m->v.doc.number, "26700001");
	CHECK_STR(m->v.doc.scheme, NONE);

	/* another variant: the record keeps its own day */
	m->how.variant = (struct pages_variant){ { 2027, 1, 4 }, true };
	m->how.test = true;
	m->how.lang = LANGUAGE_FI;
	check_date(see(m)->invoice->due_date, "2027-01-04");
	check_date(m->inv.due_date, "2026-12-19");
	CHECK(m->v.doc.copy && m->v.doc.test);
	CHECK_STR(m->v.doc.language, "fi");

	draw_by_autogiro(m);
	check_date(see(m)->doc.drawn_on, "2026-12-21");
	CHECK_STR(m->v.doc.scheme, "Autogiro");
	m->debit.date = (struct date){ 0 };
	check_date(see(m)->doc.drawn_on, "2027-01-04");
	m->debit.channel = str_of("gone");
	CHECK_STR(see(m)->doc.scheme, NONE);
	m->how.conf = NULL;
	CHECK_STR(see(m)->doc.scheme, NONE);
}

/* ---- the recipient --------------------------------------------------- */

static const struct {
	const char *name;
	struct address at;
	const char *want;
} windows[] = {
	{ "Anna Ek",
	    { .line1 = STR("Ekgatan 8"),
		.post_code = STR("111 29"),
		.city = STR("Stockholm"),
		.country = STR("SE") },
	    "Anna Ek\nEkgatan 8\n111 29 Stockholm" },
	{ "Kari Berg",
	    { .line1 = STR(" Fjordveien 2 "),
		.line2 = STR("  "),
		.line3 = STR("Postboks 7"),
		.post_code = STR("5003"),
		.city = STR("Bergen"),
		.region = STR("Vestland"),
		.country = STR("NO") },
	    "Kari Berg\nFjordveien 2\nPostboks 7\n5003 Bergen\nVestland\n"
	    "NORWAY" },
	{ "\xd7\x93\xd7\x95\xd7\x93", /* right to left stays as it is */
	    { .line1 = STR("\xd7\x90 1"),
		.city = STR("Haifa"),
		.country = STR("IL") },
	    "\xd7\x93\xd7\x95\xd7\x93\n\xd7\x90 1\nHaifa\nIL" },
	{ "X", { .country = STR("QQ") }, "X\nQQ" },
	{ "X", { .city = { NULL, 0 } }, "X" },
	{ NULL, { .city = { NULL, 0 } }, NULL },
	{ " ", { .line1 = STR("\n") }, NULL },
};

static void
test_windows(void)
{
	for (size_t i = 0; i < COUNT(windows); i++) {
		struct made *m = make();
		T_CASE(windows[i].want ? windows[i].want : "nobody");
		m->inv.buyer.name = str_of(windows[i].name);
		m->inv.buyer.address = windows[i].at;
		CHECK_STR(see(m)->to.address, windows[i].want);
		CHECK(!m->v.to.other);
	}
	T_CASE("");
}

static void
test_registered(void)
{
	struct made *m = make();
	m->inv.buyer.address.line1 = (struct str){ NULL, 0 };
	m->r.reach = &m->reach;
	m->customer = (struct customer){ .number = STR("C-1"),
		.name = STR("Ek, dödsboet"),
		.care_of = STR("c/o Advokat Gran"),
		.address = { .line1 = STR("Box 9"),
		    .post_code = STR("111 20"),
		    .city = STR("Stockholm"),
		    .country = STR("SE") } };
	CHECK_STR(see(m)->to.address,
	    "Ek, dödsboet\nc/o Advokat Gran\nBox 9\n111 20 Stockholm");
	CHECK_STR(m->v.to.care_of, "c/o Advokat Gran");
	CHECK(m->v.to.other);

	/* of someone whose identity is protected nothing else is known */
	m->delivery.protected = true;
	m->r.delivery = &m->delivery;
	CHECK_STR(see(m)->to.address, "Anna Ek\n111 29 Stockholm");
	CHECK_STR(m->v.to.care_of, NONE);
	CHECK(!m->v.to.other);
}

static void
test_customer_numbers(void)
{
	struct made *m = make();
	CHECK_STR(see(m)->doc.customer, NONE);
	m->customer.number = str_of("C-7");
	m->r.reach = &m->reach;
	CHECK_STR(see(m)->doc.customer, "C-7");
	m->inv.buyer.ids = m->id;
	m->inv.buyer.ids_n = 3;
	m->id[0] = (struct identifier){ STR("7300010000001"), STR("0088") };
	m->id[1] = (struct identifier){ STR("C-1"), { NULL, 0 } };
	m->id[2] = (struct identifier){ STR("C-2"), { NULL, 0 } };
	CHECK_STR(see(m)->doc.customer, "C-1");
	m->inv.buyer.ids_n = 1;
	CHECK_STR(see(m)->doc.customer, "7300010000001");
	/* personal: the register's number instead, unless it is so too */
	m->id[0].id = str_of("811218-9876");
	CHECK_STR(see(m)->doc.customer, "C-7");
	m->customer.number = str_of("198112189876");
	CHECK_STR(see(m)->doc.customer, NONE);
}

/* ---- personal numbers ------------------------------------------------ */

/* Claims that the digits stand nowhere in the sections of the view. */
static bool
misses(void *arg, struct str path, const struct field *f, const void *value)
{
	char room[FIELD_TEXT_MAX], digits[256];
	size_t n = 0;
	(void)path;
	struct str s = field_text(f, value, room);
	for (size_t i = 0; i < s.n && n + 1 < sizeof(digits); i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digits[n++] = s.p[i];
	digits[n] = '\0';
	return strstr(digits, arg) == NULL;
}

static bool
holds(const struct view *v, char *digits)
{
	return !field_walk(&view_object, v, misses, digits);
}

static char person[] = "8112189876", trader[] = "1212121212";

static void
test_buyer_is_person(void)
{
	struct made *m = make();
	m->inv.buyer.legal_id = str_of("811218-9876");
	m->inv.buyer.vat_id = str_of("SE811218987601");
	m->inv.buyer.endpoint = str_of("198112189876");
	m->inv.buyer.ids = m->id;
	m->inv.buyer.ids_n = 1;
	m->id[0].id = str_of("19811218-9876");
	m->inv.notes = m->note;
	m->inv.notes_n = 1;
	m->note[0].text = str_of("Avser 8112 18 98 76.");
	m->delivery.identity = str_of("198112189876");
	m->r.delivery = &m->delivery;
	m->debit.address = str_of("8112189876");
	m->debit.reason = str_of("mandate of 811218-9876");
	draw_by_autogiro(m);
	CHECK(!holds(see(m), person));
	CHECK_STR(m->v.doc.buyer_id, NONE);
	CHECK_STR(m->v.doc.buyer_vat, NONE);
	CHECK_STR(m->v.doc.customer, NONE);
	CHECK_STR(m->note[0].text, "Avser *************.");
	CHECK_STR(m->v.doc.seller_id, "559999-0016");
	CHECK_STR(m->v.doc.seller_vat, "SE559999001601");
	/* and once more, of the record that is covered now */
	CHECK(!holds(see(m), person));
	CHECK_STR(m->v.doc.seller_vat, "SE559999001601");
}

static void
test_reverse_charge(void)
{
	static const struct {
		const char *category, *vat;
	} cases[] = { { "AE", "SE811218987601" }, { "K", "SE811218987601" },
		{ "S", NULL }, { "E", NULL } };
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct made *m = make();
		T_CASE(cases[i].category);
		m->vat[0].category = str_of(cases[i].category);
		m->inv.buyer.legal_id = str_of("811218-9876");
		m->inv.buyer.vat_id = str_of("SE811218987601");
		for (int again = 0; again < 2; again++) {
			CHECK_STR(see(m)->doc.buyer_vat, cases[i].vat);
			CHECK_STR(m->v.doc.buyer_id, NONE);
		}
	}
	T_CASE("");
	struct made *m = make(); /* a company's is always printed */
	m->inv.buyer.legal_id = str_of("559999-0024");
	m->inv.buyer.vat_id = str_of("SE559999002401");
	CHECK_STR(see(m)->doc.buyer_id, "559999-0024");
	CHECK_STR(m->v.doc.buyer_vat, "SE559999002401");
}

static void
test_seller_is_person(void)
{
	struct made *m = make();
	m->inv.seller.legal_id = str_of("121212-1212");
	m->inv.seller.vat_id = str_of("SE121212121201");
	m->inv.seller.endpoint = str_of("1212121212");
	m->inv.representative.vat_id = str_of("SE811218987601");
	m->inv.notes = m->note;
	m->inv.notes_n = 1;
	m->note[0].text = str_of("Org.nr 121212-1212");
	for (int again = 0; again < 2; again++) {
		CHECK_STR(see(m)->doc.seller_id, "121212-1212");
		CHECK_STR(m->v.doc.seller_vat, "SE121212121201");
		CHECK_STR(m->v.doc.seller_tax, "Godkänd för F-skatt");
		CHECK_STR(
		    m->v.invoice->representative.vat_id, "SE811218987601");
		CHECK_STR(m->v.invoice->seller.endpoint, NONE);
		CHECK_STR(m->note[0].text, "Org.nr ***********");
	}
	/* the law wants it on the page, nobody wants it in a code */
	CHECK_STR(m->v.pay.code_kind, "usingqr");
	CHECK(!strstr(m->v.pay.code.p, trader));
	CHECK(!strstr(m->v.pay.code.p, "cid"));
}

/* What cannot be paid without, and cannot be named without. */
static void
test_reference_stays(void)
{
	struct made *m = make();
	m->inv.number = str_of("8112189876");
	m->inv.buyer.legal_id = str_of("8112189876");
	m->payment[0].reference = str_of("93008112189876154");
	CHECK_STR(see(m)->invoice->number, "8112189876");
	CHECK_STR(m->v.doc.number, NONE); /* not in the title of a file */
	CHECK_STR(m->v.pay.main.reference, "93008112189876154");
	CHECK_STR(m->v.doc.buyer_id, NONE);
}

/* ---- what nobody expects --------------------------------------------- */

static void
test_empty(void)
{
	struct made *m = make();
	m->inv = (struct invoice){ .currency = STR("JPY") };
	m->r = (struct record){ .run = &m->run, .invoice = &m->inv };
	const struct view *v = see(m);
	CHECK_STR(v->to.address, NONE);
	CHECK_STR(v->pay.form, NONE);
	CHECK_STR(v->pay.payee, NONE);
	CHECK_STR(v->doc.customer, NONE);
	CHECK(!v->doc.asks && !v->doc.amount.set);
	CHECK(v->delivery == NULL && v->reach == NULL && v->route == NULL);
	m->inv.payable = dec("1000");
	m->inv.payment = m->payment;
	m->inv.payment_n = 1;
	m->sender.code = CONF_CODE_USINGQR;
	m->payment[0] = (struct payment_means){ .account = STR("NO93860111179"
							       "47") };
	CHECK_STR(see(m)->pay.code,
	    "{\"uqr\":1,\"tp\":1,\"due\":1000,\"cur\":\"JPY\",\"pt\":\"IBAN\","
	    "\"acc\":\"NO9386011117947\"}");
}

static void
test_long(void)
{
	enum { LONG = 8000, WAYS = 20000 };
	struct made *m = make();
	char *name = arena_alloc(&arena, LONG);
	for (size_t i = 0; i < LONG; i += 2)
		memcpy(name + i, "\xc3\xa5", 2); /* 4000 characters */
	struct str text = { name, LONG };
	m->inv.seller.name = m->inv.buyer.name = text;
	m->inv.seller.address.city = text;
	CHECK(see(m)->to.address.n > LONG);
	CHECK(m->v.pay.code.n > 400 && m->v.pay.code.n < 1000);
	m->inv.seller.legal_id = text; /* too long for any code */
	CHECK_STR(see(m)->pay.code, NONE);
	m->inv.seller.legal_id = (struct str){ NULL, 0 };
	CHECK(see(m)->pay.code.n > 300);
	m->payment[0].reference = (struct str){ name, 140 };
	CHECK(see(m)->pay.code.n > 300);
	m->payment[0].reference.n = 142;
	CHECK_STR(see(m)->pay.code, NONE);
	m->payment[0].reference = text;
	CHECK_STR(see(m)->pay.code, NONE);
	CHECK_STR(m->v.pay.main.reference, text);

	m = make_finnish();
	m->inv.seller.name = text;
	CHECK(see(m)->pay.code.n > 200 && m->v.pay.code.n <= 331);
	m->payment[0].reference = (struct str){ name, 140 }; /* and both */
	CHECK_STR(see(m)->pay.code, NONE);
	m->inv.seller.name = str_of("Pohjanlahti Energia Oy");
	CHECK(see(m)->pay.code.n > 200);

	m = make();
	m->inv.payment = arena_zero(&arena, WAYS, sizeof(*m->inv.payment));
	m->inv.payment_n = WAYS;
	for (size_t i = 0; i < WAYS; i++)
		m->inv.payment[i].account = arena_printf(&arena, "A%zu", i / 2);
	CHECK(see(m)->pay.others_n >= WAYS / 2 - 1);
	CHECK(m->v.pay.others_n < WAYS);
}

int
main(void)
{
	test_faults();
	test_docs();
	test_dates();
	test_windows();
	test_registered();
	test_customer_numbers();
	test_buyer_is_person();
	test_reverse_charge();
	test_seller_is_person();
	test_reference_stays();
	test_empty();
	test_long();
	arena_free(&arena);
	return T_END();
}
