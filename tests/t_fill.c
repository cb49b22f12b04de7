/* SPDX-License-Identifier: ISC */
#include "format/fill.h"
#include "stream/rec.h"
#include "t.h"

static struct arena arena;

static struct payment_means means[] = {
	{ .account = STR("9912346"),
	    .branch = STR("SE:BANKGIRO"),
	    .reference = STR("191212121212") },
	{ .account = STR("SE3550000000054910000003") },
};
static struct invoice_line lines[2] = { { .name = STR("El") },
	{ .name = STR("a\x1b[m\nb\xc2\x9b<&>\"'") } };
static struct str tags[] = { STR("vip"), STR("q1") };
static struct delivery delivery = { .tags = tags, .tags_n = 2 };
static struct choice debit = {
	.channel = STR("ag"), .date = { 2026, 12, 21 }, .cost = { 150, 2, true }
};
static struct route route = { .payment = &debit,
	.payment_n = 1,
	.currency = STR("NOK"),
	.sheets = 1234 };
static struct invoice invoice = { .number = STR("F-1"),
	.currency = STR("SEK"),
	.payable = { 123450, 2, true },
	.vat = { 0, 0, true },
	.due_date = { 2026, 11, 30 },
	.seller = { .name = STR("\xc3\x85s & Co"),
	    .legal_id = STR("19121212-1212"),
	    .address = { .country = STR("SE") } },
	.payment = means,
	.payment_n = 2,
	.lines = lines,
	.lines_n = 2 };
static struct record record = { .mc = 1,
	.kind = STR("invoice"),
	.id = STR("norrlid/invoice/F-1"),
	.invoice = &invoice,
	.delivery = &delivery,
	.route = &route };

static uint64_t
sections(void)
{
	return REC_BIT(kind) | REC_BIT(id) | REC_BIT(invoice) |
	       REC_BIT(delivery) | REC_BIT(reach) | REC_BIT(route);
}

static const struct fill *
compile(const char *text, enum fill_kind kind, struct fault *f)
{
	const struct fill_source s = { .text = str_of(text),
		.place = "t",
		.line = 1,
		.kind = kind,
		.sections = sections() };
	return fill_compile(&s, &arena, f);
}

/* What was written, with plain blanks. */
static struct str
plain_blanks(struct buf *out)
{
	size_t n = 0;
	for (size_t i = 0; i < out->n; i++)
		if (i + 1 < out->n && memcmp(out->p + i, "\xc2\xa0", 2) == 0) {
			out->p[n++] = ' ';
			i++;
		} else
			out->p[n++] = out->p[i];
	out->n = n;
	return arena_str(&arena, buf_str(out));
}

/* The template filled, with plain blanks. */
static struct str
filled(const char *text, enum fill_kind kind, enum language lang)
{
	struct fault f = { .text = "" };
	struct buf out = BUF_INIT(1 << 16);
	const struct fill *t = compile(text, kind, &f);
	CHECK_STR(f.text, "");
	if (t)
		fill_write(t, &record, lang, &arena, &out);
	struct str s = plain_blanks(&out);
	buf_free(&out);
	return s;
}

static void
test_values(void)
{
	static const struct {
		const char *text, *sv;
	} cases[] = {
		{ "", "" },
		{ "plain { } {x} }} text", "plain { } {x} }} text" },
		{ "{{invoice.number}}{{ kind }}.", "F-1invoice." },
		{ "{{invoice.buyer.name}}|{{reach.customer.name}}", "|" },
		{ "{{invoice.lines[0].name}} {{invoice.lines[9].name}}",
		    "El " },
		{ "{{delivery.tags[1]}}", "q1" },
		{ "{{invoice.payable}} {{invoice.payable|amount}} "
		  "{{ invoice.payable | number }}",
		    "1234.50 1 234,50 kr 1 234,5" },
		{ "{{route.payment[0].cost|amount}}", "1,50 NOK" },
		{ "{{invoice.gross|amount}}", "" },
		{ "{{route.sheets|number}} {{route.sheets}}", "1 234 1234" },
		{ "{{invoice.due_date}} {{invoice.due_date|date}} "
		  "{{invoice.due_date|date-long}}",
		    "2026-11-30 2026-11-30 30 november 2026" },
		{ "{{invoice.payment[0]|account}} "
		  "{{invoice.payment[1]|account}}"
		  " {{invoice.payment[2]|account}}",
		    "991-2346 SE35 5000 0000 0549 1000 0003 " },
		{ "{{invoice.payment[0].reference}} "
		  "{{invoice.seller.legal_id}}",
		    "191212121212 *************" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		CHECK_STR(
		    filled(cases[i].text, FILL_TEXT, LANGUAGE_SV), cases[i].sv);
	}
	CHECK_STR(filled("{{invoice.payable|amount}}, "
			 "{{invoice.due_date|date-long}}",
		      FILL_TEXT, LANGUAGE_EN),
	    "SEK 1,234.50, 30 November 2026");
}

static void
test_kinds(void)
{
	static const char text[] = "<b>{{invoice.lines[1].name}}</b> {{id}}";
	CHECK_STR(filled(text, FILL_HTML, LANGUAGE_SV),
	    "<b>a [m\nb &lt;&amp;&gt;&quot;&#39;</b> norrlid/invoice/F-1");
	CHECK_STR(filled(text, FILL_TEXT, LANGUAGE_SV),
	    "<b>a [m\nb <&>\"'</b> norrlid/invoice/F-1");
	CHECK_STR(filled(text, FILL_LINE, LANGUAGE_SV),
	    "<b>a\x1b[m\nb\xc2\x9b<&>\"'</b> norrlid/invoice/F-1");
	T_CASE("nothing that looks like an identity number in a line");
	CHECK_STR(
	    filled("{{invoice.payment[0].reference}}!", FILL_LINE, LANGUAGE_SV),
	    "************!");
	T_CASE("values are no templates");
	invoice.number = str_of("{{kind}}{{#if");
	CHECK_STR(filled("{{invoice.number}}", FILL_TEXT, LANGUAGE_SV),
	    "{{kind}}{{#if");
	invoice.number = str_of("F-1");
}

static void
test_conditions(void)
{
	static const struct {
		const char *test;
		bool holds;
	} cases[] = {
		{ "kind", true },
		{ "kind = invoice", true },
		{ "kind=invoice", true },
		{ "kind = credit-note", false },
		{ "invoice", true },
		{ "reach", false },
		{ "reach.customer.name", false },
		{ "reach.customer.name = x", false },
		{ "invoice.buyer", false },
		{ "invoice.seller", true },
		{ "invoice.lines", true },
		{ "invoice.notes", false },
		{ "invoice.lines[1]", true },
		{ "invoice.lines[2]", false },
		{ "delivery.tags", true },
		{ "delivery.tags[0] = vip", true },
		{ "delivery.protected", false },
		{ "delivery.protected = true", false },
		{ "route.payment", true },
		{ "route.presentation", false },
		{ "invoice.payable > 0", true },
		{ "invoice.payable > 1234.5", false },
		{ "invoice.payable = 1234.5", true },
		{ "invoice.payable < 1234.51", true },
		{ "invoice.vat", true },
		{ "invoice.vat > 0", false },
		{ "invoice.gross < 1", false },
		{ "invoice.due_date > 2026-11-29", true },
		{ "invoice.due_date < 2026-11-30", false },
		{ "invoice.due_date = 2026-11-30", true },
		{ "invoice.tax_point < 2026-11-30", false },
		{ "route.sheets > 1000", true },
		{ "invoice.payment[0].branch = SE:BANKGIRO", true },
	};
	char text[128];
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].test);
		snprintf(text, sizeof(text), "{{#if %s}}yes{{else}}no{{/if}}.",
		    cases[i].test);
		CHECK_STR(filled(text, FILL_TEXT, LANGUAGE_SV),
		    cases[i].holds ? "yes." : "no.");
		snprintf(
		    text, sizeof(text), "{{#if %s}}yes{{/if}}.", cases[i].test);
		CHECK_STR(filled(text, FILL_TEXT, LANGUAGE_SV),
		    cases[i].holds ? "yes." : ".");
	}
}

static void
test_lines(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "a\n{{#if kind}}\nb\n{{else}}\nc\n{{/if}}\nd\n",
		    "a\nb\nd\n" },
		{ "a\n{{#if reach}}\nb\n{{else}}\nc\n{{/if}}\nd\n",
		    "a\nc\nd\n" },
		{ "{{#if kind}}\r\nb\r\n  {{/if}}\t\r\nd", "b\r\nd" },
		{ "a\n  {{#if kind}}\n{{#if reach}}\nb\n{{/if}}\n{{/if}}\n",
		    "a\n" },
		{ "a {{#if kind}}\nb{{/if}}\nc", "a \nb\nc" },
		{ "{{#if kind}}{{/if}}\nx", "\nx" },
		{ "{{kind}}\n{{kind}}\n", "invoice\ninvoice\n" },
		{ "x\n{{#if kind}}\ny\n{{/if}}", "x\ny\n" },
		{ "{{#if kind}}1{{#if "
		  "reach}}2{{else}}3{{/if}}4{{else}}5{{/if}}",
		    "134" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		CHECK_STR(filled(cases[i].text, FILL_TEXT, LANGUAGE_SV),
		    cases[i].want);
	}
}

static const struct {
	const char *text, *place, *why;
} refused[] = {
	{ "a\nb {{invoice.nubmer}}", "t:2", "no such path: 'invoice.nubmer'" },
	{ "{{}}", "t:1", "no such path: ''" },
	{ "{{.}}", "t:1", "no such path: '.'" },
	{ "{{invoice.}}", "t:1", "no such path: 'invoice.'" },
	{ "{{invoice.number.x}}", "t:1", "no such path: 'invoice.number.x'" },
	{ "{{invoice.lines[x].name}}", "t:1",
	    "no such path: 'invoice.lines[x].name'" },
	{ "{{invoice.lines[-1].name}}", "t:1",
	    "no such path: 'invoice.lines[-1].name'" },
	{ "{{invoice.lines[99999].name}}", "t:1",
	    "no such path: 'invoice.lines[99999].name'" },
	{ "{{invoice.lines.name}}", "t:1",
	    "a list, whose element needs its number: "
	    "'invoice.lines.name'" },
	{ "{{delivery.tags}}", "t:1",
	    "a list, whose element needs its number: 'delivery.tags'" },
	{ "{{invoice.number[0]}}", "t:1",
	    "what has a number is no list: 'invoice.number[0]'" },
	{ "{{invoice.seller}}", "t:1",
	    "an object and no value: 'invoice.seller'" },
	{ "{{invoice.payment[0]}}", "t:1",
	    "an object and no value: 'invoice.payment[0]'" },
	{ "{{invoice.lines[0]|account}}", "t:1",
	    "an object and no value: 'invoice.lines[0]'" },
	{ "{{pages[0].path}}", "t:1", "cannot be used here: 'pages[0].path'" },
	{ "{{invoice.number|date}}", "t:1",
	    "that format is not for 'invoice.number|date'" },
	{ "{{invoice.due_date|amount}}", "t:1",
	    "that format is not for 'invoice.due_date|amount'" },
	{ "{{invoice.payable|money}}", "t:1", "unknown format 'money'" },
	{ "{{#if invoice.payable > x}}{{/if}}", "t:1", "no number: 'x'" },
	{ "{{#if invoice.due_date > 1}}{{/if}}", "t:1", "no date: '1'" },
	{ "{{#if kind > x}}{{/if}}", "t:1", "has no order: 'kind'" },
	{ "{{#if invoice.lines = x}}{{/if}}", "t:1",
	    "what is compared is no value: 'lines'" },
	{ "{{#if delivery.tags = x}}{{/if}}", "t:1",
	    "what is compared is no value: 'tags'" },
	{ "a\n{{#if kind}}\n\n", "t:2", "not closed: '#if'" },
	{ "{{/if}}", "t:1", "no #if for '/if'" },
	{ "\n\n{{else}}", "t:3", "no #if for 'else'" },
	{ "{{#if kind}}{{else}}{{else}}{{/if}}", "t:1", "no #if for 'else'" },
	{ "{{#each kind}}", "t:1", "unknown tag '#each kind'" },
	{ "{{kind", "t:1", "not closed in its line: 'kind'" },
	{ "{{kind\n}}", "t:1", "not closed in its line: 'kind'" },
	{ "\xff", "t:1", "is no UTF-8, or too long: ''" },
};

static void
test_refused(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct fault f = { .text = "" };
		T_CASE(refused[i].text);
		CHECK(!compile(refused[i].text, FILL_TEXT, &f));
		CHECK_STR(f.place, refused[i].place);
		CHECK_STR(f.text, refused[i].why);
	}
	struct buf deep = BUF_INIT(4096);
	struct fault f;
	for (int i = 0; i <= FILL_DEPTH; i++)
		buf_adds(&deep, "{{#if kind}}");
	buf_addc(&deep, '\0');
	CHECK(!compile(deep.p, FILL_TEXT, &f));
	buf_free(&deep);
}

/* ---- of other data --------------------------------------------------- */

static struct invoice_line at_lines[] = {
	{ .name = STR("\xc3\xa5r & \xc3\xa9t\xc3\xa9"),
	    .unit = STR("KWH"),
	    .origin = STR("SE"),
	    .price = { 15, 1, true },
	    .quantity = { 12345, 1, true },
	    .amount = { 1234567, 2, true },
	    .vat_rate = { 25, 0, true },
	    .period = { { 2026, 10, 1 }, { 2026, 10, 31 } } },
	{ .note = STR("191212121212") },
};
static struct invoice at_invoice = { .number = STR("191212121212"),
	.currency = STR("SEK"),
	.payable = { 100000, 2, true },
	.vat_currency = STR("NOK"),
	.vat_accounting = { 5, 0, true },
	.issue_date = { 2026, 1, 5 },
	.lines = at_lines,
	.lines_n = 2 };

static const struct fill *
compile_at(const char *text, enum fill_kind kind, struct fault *f)
{
	static const struct field_root root = { &invoice_object,
		&invoice_line_object };
	const struct fill_source s = { .text = str_of(text),
		.place = "t",
		.line = 1,
		.kind = kind,
		.root = &root };
	return fill_compile(&s, &arena, f);
}

/* Filled with one line as the item, with plain blanks. */
static struct str
filled_at(const char *text, size_t line, struct fill_data data,
    enum language lang, struct fill_count *count)
{
	struct fault f = { .text = "" };
	struct buf out = BUF_INIT(1 << 16);
	const struct fill *t = compile_at(text, FILL_TEXT, &f);
	CHECK_STR(f.text, "");
	data.base = &at_invoice;
	data.item = &at_lines[line];
	if (t)
		fill_write_at(t, &data, lang, &arena, &out, count);
	struct str s = plain_blanks(&out);
	buf_free(&out);
	return s;
}

static void
test_at(void)
{
	static const struct {
		const char *text, *sv;
		size_t asked, found;
		bool fixed, figures;
	} cases_at[] = {
		{ "fixed", "fixed", 0, 0, true, false },
		{ "{{item.name}}", "\xc3\xa5r & \xc3\xa9t\xc3\xa9", 1, 1, false,
		    false },
		{ "{{item.name|upper}}", "\xc3\x85R & \xc3\x89T\xc3\x89", 1, 1,
		    false, false },
		{ "{{item.quantity|number}} {{item.unit|unit}}", "1 234,5 kWh",
		    2, 2, false, true },
		{ "{{item.amount|figure}} {{item.amount|negated}}",
		    "12 345,67 \xe2\x88\x92"
		    "12 345,67",
		    2, 2, false, true },
		{ "{{item.amount|amount}}", "12 345,67 kr", 1, 1, false, true },
		{ "{{item.price|price}} {{item.price|number}}", "1,50 1,5", 2,
		    2, false, true },
		{ "{{item.vat_rate|percent}}", "25 %", 1, 1, false, true },
		{ "{{item.period|period}}",
		    "2026-10-01 \xe2\x80\x93 2026-10-31", 1, 1, false, true },
		{ "{{item.origin|country}}", "SWEDEN", 1, 1, false, false },
		{ "{{item.description}} {{item.note}}", " ", 2, 0, false,
		    false },
		{ "{{#if item.note}}{{item.note}}{{else}}{{item.unit}}{{/if}}",
		    "KWH", 1, 1, false, false },
		{ "{{number}} {{issue_date|date-long}}",
		    "************ 5 januari 2026", 2, 2, false, true },
		{ "{{vat_accounting|amount}} {{vat_accounting|figure}}",
		    "5,00 NOK 5,00", 2, 2, false, true },
		{ "{{payment[0].account}}", "", 1, 0, false, true },
	};
	const struct fill_data data = { .currency = STR("SEK") };
	struct fault f;
	for (size_t i = 0; i < sizeof(cases_at) / sizeof(cases_at[0]); i++) {
		struct fill_count count = { 0, 0 };
		T_CASE(cases_at[i].text);
		CHECK_STR(
		    filled_at(cases_at[i].text, 0, data, LANGUAGE_SV, &count),
		    cases_at[i].sv);
		CHECK_INT(count.asked, cases_at[i].asked);
		CHECK_INT(count.found, cases_at[i].found);
		const struct fill *t =
		    compile_at(cases_at[i].text, FILL_TEXT, &f);
		CHECK_INT(fill_is_fixed(t), cases_at[i].fixed);
		CHECK_INT(fill_has_figures(t), cases_at[i].figures);
	}
	T_CASE("masked unless they are covered already");
	CHECK_STR(filled_at("{{item.note}}", 1, data, LANGUAGE_SV, NULL),
	    "************");
	struct fill_data covered = data;
	covered.covered = true;
	CHECK_STR(filled_at("{{item.note}}", 1, covered, LANGUAGE_SV, NULL),
	    "191212121212");
}

static void
test_at_formats(void)
{
	struct figure_format formats[LANGUAGES];
	struct fill_data data = { .currency = STR("SEK"), .formats = formats };
	memcpy(formats, figure_formats, sizeof(formats));
	struct figure_format *sv = &formats[LANGUAGE_SV];
	CHECK(!figure_set_date(sv, false, &arena, str_of("D/M YYYY")));
	CHECK(!figure_set_date(sv, true, &arena, str_of("den D month YYYY")));
	CHECK(!figure_set_money(sv, &arena, str_of("kr {amount}")));
	CHECK(!figure_set_mark(&sv->group, &arena, str_of("'")));
	CHECK_STR(filled_at("{{payable|amount}} {{issue_date|date}}, "
			    "{{issue_date|date-long}}",
		      0, data, LANGUAGE_SV, NULL),
	    "kr 1'000,00 5/1 2026, den 5 januari 2026");
	data.currency = str_of("EUR");
	CHECK_STR(filled_at("{{payable|amount}}", 0, data, LANGUAGE_SV, NULL),
	    "1'000,00 EUR");
	CHECK(!figure_set_money(sv, &arena, str_of("{currency}{amount}")));
	CHECK_STR(filled_at("{{payable|amount}}", 0, data, LANGUAGE_SV, NULL),
	    "EUR1'000,00");
	T_CASE("patterns that are none");
	CHECK(figure_set_date(sv, false, &arena, str_of("D.M.YY")));
	CHECK(figure_set_date(sv, false, &arena, str_of("D.M")));
	CHECK(figure_set_date(sv, false, &arena, str_of("D.D.M.YYYY")));
	CHECK(figure_set_money(sv, &arena, str_of("kr")));
	CHECK(figure_set_money(sv, &arena, str_of("{amount} {amount}")));
	CHECK(figure_set_money(sv, &arena, str_of("{amount} {curency}")));
	CHECK(figure_set_money(
	    &formats[LANGUAGE_EN], &arena, str_of("{amount} kr")));
	CHECK(figure_set_mark(&sv->group, &arena, str_of("1")));
	CHECK(figure_set_mark(&sv->group, &arena, str_of("ab")));
	CHECK_STR(filled_at("{{issue_date|date}}", 0, data, LANGUAGE_SV, NULL),
	    "5/1 2026");
}

static void
test_at_refused(void)
{
	static const struct {
		const char *text, *why;
	} cases_at[] = {
		{ "{{item.nam}}", "no such path: 'item.nam'" },
		{ "{{item}}", "no such path: 'item'" },
		{ "{{item.}}", "no such path: 'item.'" },
		{ "{{invoice.number}}", "no such path: 'invoice.number'" },
		{ "{{item.period}}", "an object and no value: 'item.period'" },
		{ "{{seller|period}}", "an object and no value: 'seller'" },
		{ "{{item.name|unitt}}", "unknown format 'unitt'" },
		{ "{{item.quantity|unit}}",
		    "that format is not for 'item.quantity|unit'" },
		{ "{{item.quantity|figure}}",
		    "that format is not for 'item.quantity|figure'" },
	};
	for (size_t i = 0; i < sizeof(cases_at) / sizeof(cases_at[0]); i++) {
		struct fault f = { .text = "" };
		T_CASE(cases_at[i].text);
		CHECK(!compile_at(cases_at[i].text, FILL_TEXT, &f));
		CHECK_STR(f.text, cases_at[i].why);
	}
}

int
main(void)
{
	test_values();
	test_kinds();
	test_conditions();
	test_lines();
	test_refused();
	test_at();
	test_at_formats();
	test_at_refused();
	arena_free(&arena);
	return T_END();
}
