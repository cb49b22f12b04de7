/* SPDX-License-Identifier: ISC */
/* Tables: columns, rows over pages, sums so far; the designs with anything. */

#include "lay_made.h"

static const char table[] =
    "  - style: body\n"
    "    table:\n"
    "      head: label\n"
    "      again: more\n"
    "      onward: goes on\n"
    "      carry: {column: 5, field: amount, carried: carried, brought: "
    "brought}\n"
    "      least: 6.5pt\n"
    "      air: [0.5mm, 0.5mm]\n"
    "      rule: {thickness: 0.3pt, color: ink}\n"
    "      columns:\n"
    "      - {title: Name, width: rest, least: 50mm}\n"
    "      - {title: Number, width: auto, align: right, gap: 4mm}\n"
    "      - {width: auto, gap: 1mm, style: label}\n"
    "      - {title: Price, width: auto, align: right, gap: 4mm}\n"
    "      - {title: Amount, width: auto, align: right, gap: 4mm}\n"
    "      rows:\n"
    "      - each: invoice.lines\n"
    "        cells:\n"
    "        - stack: [{text: \"{{item.name}}\"}, {text: "
    "\"{{item.description}}\", style: label}]\n"
    "        - \"{{item.quantity|number}}\"\n"
    "        - \"{{item.unit}}\"\n"
    "        - \"{{item.price|price}}\"\n"
    "        - \"{{item.amount|figure}}\"\n"
    "  - {style: body, space: 3mm, width: 80mm, align: right, sums: [[Sum, "
    "\"{{invoice.payable|amount}}\"]]}\n"
    "  - {style: body, bottom: true, height: 50mm, text: foot}\n";

/* An invoice of n lines: names "row 0x" ..., amounts 1,00 2,00 ... */
static struct made *
invoice_of(size_t n)
{
	struct made *m = make();
	m->inv.lines = arena_zero(&arena, n + 1, sizeof(*m->inv.lines));
	m->inv.lines_n = n;
	for (size_t i = 0; i < n; i++) {
		struct invoice_line *l = &m->inv.lines[i];
		l->name = arena_printf(&arena, "row %zux", i);
		l->quantity = DEC_INT((int)i % 7 + 1);
		l->unit = str_of("kWh");
		l->price = dec("12.50");
		l->amount = DEC_INT((int)i + 1);
		l->vat_category = str_of("S");
	}
	return m;
}

static struct sheet *
laid(struct made *m)
{
	return lay_made(m, LAY_BLOCKS, table);
}

/* ---- columns --------------------------------------------------------- */

static void
test_columns(void)
{
	struct made *m = invoice_of(3);
	T_CASE("figures end where the column ends");
	m->inv.lines[1].amount = dec("123456.78");
	struct sheet *s = laid(m);
	check_laid(s);
	CHECK_MM(seen(s, "1,00").end, 190);
	CHECK_MM(seen(s, "123" NB "456,78").end, 190);
	CHECK_MM(seen(s, "Amount").end, 190);
	CHECK_MM(seen(s, "12,50").end, seen(s, "Price").end);
	CHECK(seen(s, "123" NB "456,78").x > seen(s, "12,50").end + 3.99);
	CHECK_MM(seen(s, "kWh").x, seen(s, "2").end + 1);
	CHECK_MM(seen(s, "kWh").base, seen(s, "row 0x").base);
	CHECK_MM(seen(s, "row 0x").x, 20);
	T_CASE("one on the other, and the rules between");
	CHECK_MM(seen(s, "Name").y, 100);
	CHECK_MM(seen(s, "row 0x").y, 100 + 4 + 0.5);
	CHECK_MM(seen(s, "row 1x").y, seen(s, "row 0x").y + 6);
	CHECK_INT(overlaps(s), 0);
	T_CASE("smaller type where the names have no room");
	m = invoice_of(3);
	m->inv.lines[1].amount = dec("123456789012345678901.23");
	m->inv.lines[1].price = dec("12345678901234567890123.45");
	s = laid(m);
	check_laid(s);
	CHECK(seen(s, "row 0x").size < 10 && seen(s, "row 0x").size >= 6.5F);
	CHECK(seen(s, "1,00").size == seen(s, "row 0x").size);
	CHECK_MM(seen(s, "1,00").end, 190);
	CHECK_INT(overlaps(s), 0);
	T_CASE("figures below each other where that is not enough");
	m->inv.lines[1].quantity = dec("1234567890123456789012345.678");
	m->inv.lines[1].amount = dec("12345678901234567890123456.78");
	s = laid(m);
	check_laid(s);
	CHECK(seen(s, "row 0x").size == 10);
	CHECK(seen(s, "1,00").y > seen(s, "12,50").y + 4.9);
	CHECK_MM(seen(s, "1,00").end, 190);
	CHECK_INT(times(s, "Amount"), 3);
	CHECK_MM(seen(s, "kWh").end, 190);
	CHECK_INT(overlaps(s), 0);
}

static void
test_words(void)
{
	struct made *m = invoice_of(2);
	T_CASE("long words in a column of figures are broken, not the table");
	m->inv.lines[0].unit = str_of("kilowatthoursandsomemoreofthem");
	struct sheet *s = laid(m);
	check_laid(s);
	CHECK(seen(s, "row 0x").size == 10);
	CHECK(!seen(s, "kilowatthoursandsomemoreofthem").page);
	CHECK_INT(overlaps(s), 0);
	T_CASE("a column that is wider than it has to be");
	m = invoice_of(1);
	s = lay_made(m, LAY_BLOCKS,
	    "  - style: body\n    table:\n      columns:\n"
	    "      - {width: rest}\n      - {width: 40mm}\n"
	    "      rows:\n      - each: invoice.lines\n        cells: "
	    "[\"{{item.name}}\", \"{{item.amount|figure}}\"]\n");
	check_laid(s);
	CHECK_MM(seen(s, "1,00").x, 150);
	T_CASE("nor is a figure wider than its column");
	m->inv.lines[0].amount = dec("12345678901234567890123456.78");
	s = lay_made(m, LAY_BLOCKS,
	    "  - style: body\n    table:\n      columns:\n"
	    "      - {width: rest}\n      - {width: 10mm}\n"
	    "      rows:\n      - each: invoice.lines\n        cells: "
	    "[\"{{item.name}}\", \"{{item.amount|figure}}\"]\n");
	check_laid(s);
	CHECK_MM(seen_nth(s,
		     "12" NB "345" NB "678" NB "901" NB "234" NB "567" NB
		     "890" NB "123" NB "456,78",
		     0)
		     .end,
	    190);
}

/* ---- rows over pages ------------------------------------------------- */

/* The sum so far that is said at the foot of that page. */
static void
check_sum(const struct sheet *s, unsigned page, size_t rows)
{
	const struct side *side = &s->laid.side[page - 1];
	struct str want = figure(
	    &arena, LANGUAGE_SV, DEC_INT((int)(rows * (rows + 1) / 2)), 2);
	struct seen seen = { .page = 0 };
	size_t nth = 0;
	CHECK(look_among(s, &side->carried, page, want.p, &nth, &seen));
	CHECK_MM(seen.end, 190);
	nth = 0;
	CHECK(look_among(s, &side[1].brought, page + 1, want.p, &nth, &seen));
	CHECK_MM(seen.end, 190);
}

static void
check_rows(size_t n)
{
	struct made *m = invoice_of(n);
	struct sheet *s = laid(m);
	size_t seen_n = 0;
	unsigned page = 1;
	check_laid(s);
	for (size_t i = 0; i < s->w.items_n; i++) {
		const struct part *part = &s->w.parts[i];
		const struct op *op = &s->w.ops[part->op];
		unsigned on = s->laid.pages.spot[i].page + 1;
		char name[32];
		snprintf(name, sizeof(name), "row %zux", seen_n);
		if (!part->n || op->kind != OP_TEXT ||
		    !str_is(op->line->text, name))
			continue;
		if (on > page)
			check_sum(s, page, seen_n);
		page = on;
		seen_n++;
	}
	CHECK_INT(seen_n, n);
	CHECK_INT(page, s->laid.pages.n);
	CHECK_INT(times(s, "Name, more"), s->laid.pages.n - 1);
	CHECK_INT(times(s, "goes on"), s->laid.pages.n - 1);
	CHECK_INT(seen(s, "Sum").page, s->laid.pages.n);
	CHECK_INT(seen(s, "foot").page, s->laid.pages.n);
	CHECK_MM(seen(s, "foot").y, 220);
	CHECK_INT(overlaps(s), 0);
}

static void
test_rows(void)
{
	static const size_t counts[] = { 1, 2, 11, 12, 13, 17, 18, 19, 20, 24,
		25, 26, 27, 60, 110 };
	for (size_t i = 0; i < COUNT(counts); i++) {
		char name[16];
		snprintf(name, sizeof(name), "%zu rows", counts[i]);
		T_CASE(name);
		check_rows(counts[i]);
	}
	T_CASE("no rows, no table");
	struct sheet *s = laid(invoice_of(0));
	check_laid(s);
	CHECK(!seen(s, "Name").page);
	CHECK_MM(seen(s, "Sum").y, 100);
}

static void
test_tall(void)
{
	struct made *m = invoice_of(3);
	struct buf b = BUF_INIT(4096);
	T_CASE("a row higher than 60 mm is divided between its lines");
	for (int i = 0; i < 100; i++)
		buf_printf(&b, "line %d\n", i);
	m->inv.lines[1].description = arena_str(&arena, buf_str(&b));
	struct sheet *s = laid(m);
	check_laid(s);
	CHECK_INT(s->laid.pages.n, 3);
	for (int i = 0; i < 100; i++) {
		char line[16];
		snprintf(line, sizeof(line), "line %d", i);
		CHECK_INT(times(s, line), 1);
	}
	CHECK_INT(seen(s, "2,00").page, 1);
	check_sum(s, 1, 2);
	CHECK_INT(times(s, "Name, more"), 2);
	CHECK_INT(overlaps(s), 0);
	T_CASE("one that is lower stays whole");
	b.n = 0;
	for (int i = 0; i < 12; i++)
		buf_printf(&b, "line %d\n", i);
	m = invoice_of(20);
	m->inv.lines[18].description = arena_str(&arena, buf_str(&b));
	s = laid(m);
	check_laid(s);
	CHECK_INT(seen(s, "line 0").page, seen(s, "line 11").page);
	buf_free(&b);
}

/* What other rows do to the sum so far. */
static void
test_other_rows(void)
{
	static const char rows[] =
	    "  - style: body\n    table:\n      carry: {column: 2, field: "
	    "amount, carried: carried, brought: brought}\n      columns: "
	    "[{width: rest}, {width: auto, align: right}]\n      rows:\n"
	    "      - {each: invoice.lines, cells: [\"{{item.name}}\", "
	    "\"{{item.amount|figure}}\"]}\n"
	    "      - {each: invoice.allowances, carry: minus, cells: "
	    "[\"{{item.reason}}\", \"{{item.amount|negated}}\"]}\n";
	struct made *m = invoice_of(10);
	struct allowance off[60];
	T_CASE("sums of the one less the other");
	for (size_t i = 0; i < COUNT(off); i++)
		off[i] = (struct allowance){ .reason = STR("less"),
			.amount = dec("5.00") };
	m->inv.allowances = off;
	m->inv.allowances_n = COUNT(off);
	struct sheet *s = lay_made(m, LAY_BLOCKS, rows);
	check_laid(s);
	CHECK_INT(s->laid.pages.n, 2);
	CHECK_INT(times(s, "less"), COUNT(off));
	CHECK_INT(times(s, "carried"), 1);
	size_t before = s->laid.pages.turn[1].first - 10;
	struct str sum =
	    figure(&arena, LANGUAGE_SV, DEC_INT(55 - 5 * (int)before), 2);
	CHECK_INT(times(s, sum.p), 2);
	CHECK_INT(overlaps(s), 0);
}

/* The same document again, another one drawn between. */
static void
test_bytes(void)
{
	struct device *device = device_new(type);
	struct lay lay = { .type = type, .device = device };
	struct device_info info = { .title = STR("t"), .tagged = true };
	struct buf pdf[3] = { BUF_INIT(1 << 24), BUF_INIT(1 << 24),
		BUF_INIT(1 << 24) };
	struct sheet *s = laid(invoice_of(60));
	T_CASE("same record, same bytes");
	for (int i = 0; i < 3; i++) {
		struct made *m = invoice_of(i == 1 ? 7 : 60);
		struct arena scratch = { 0 };
		struct fault f = { "", "", "" };
		int pages = 0;
		see(m);
		CHECK(lay_document(&lay, &s->t, &m->v, LANGUAGE_SV, &info,
		    &scratch, &pdf[i], &pages, &f));
		CHECK_STR(f.text, "");
		CHECK_INT(pages, i == 1 ? 1 : 3);
		arena_free(&scratch);
	}
	CHECK(pdf[0].n > 1000 && pdf[0].n == pdf[2].n &&
	      memcmp(pdf[0].p, pdf[2].p, pdf[0].n) == 0);
	CHECK(pdf[1].n < pdf[0].n);
	for (int i = 0; i < 3; i++)
		buf_free(&pdf[i]);
	device_free(device);
}

static void
test_linear(void)
{
	T_CASE("5 000 rows, in memory that grows with their number");
	check_rows(5000);
	struct sheet *s = laid(invoice_of(1000));
	size_t ops = s->w.ops_n;
	s = laid(invoice_of(4000));
	CHECK(s->w.ops_n < ops * 42 / 10);
}

/* ---- the designs ----------------------------------------------------- */

/* Lays it out by the design and looks for what overlaps. */
static void
check_design(const struct template *t, struct made *m)
{
	struct lay lay = { .type = type };
	struct arena scratch = { 0 };
	size_t findings = 1;
	struct fault f = { "", "", "" };
	see(m);
	bool ok = lay_overlaps(
	    &lay, t, &m->v, m->how.lang, &scratch, stderr, &findings, &f);
	CHECK_STR(f.text, "");
	CHECK(ok);
	CHECK_INT(findings, 0);
	arena_free(&scratch);
}

static char *
repeated(const char *text, size_t n)
{
	size_t len = strlen(text);
	char *all = arena_alloc(&arena, len * n + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(all + i * len, text, len);
	all[len * n] = '\0';
	return all;
}

/* Changes an invoice of four lines into something odd. */
static void
long_names(struct made *m)
{
	m->inv.seller.name = str_of(repeated("λ", 4000));
	m->inv.buyer.name = str_of(repeated("Ekenberg ", 500));
	m->inv.lines[0].name = str_of(repeated("ж", 4000));
	m->inv.lines[1].description = str_of(repeated("W", 4000));
	m->inv.order = str_of(repeated("ABC-", 1000));
	m->inv.payment_terms = str_of(repeated("en mening. ", 900));
}

static void
long_contact(struct made *m)
{
	m->inv.seller.contact.name = str_of(repeated("x", 3000));
	m->inv.seller.contact.email = str_of(repeated("e", 3000));
	m->inv.seller.contact.phone = str_of(repeated("tel ", 1000));
	m->inv.seller.legal_info = str_of(repeated("Z", 3000));
	m->inv.seller.trading_name = str_of(repeated("Kraft ", 300));
}

static void
long_address(struct made *m)
{
	m->inv.buyer.address.line1 = str_of("a\nb\nc\nd");
	m->inv.buyer.address.line2 = str_of("e\nf\ng\nh");
	m->inv.buyer.address.line3 = str_of("i\nj\nk\nl");
	m->inv.buyer.address.country = str_of("DE");
	m->inv.seller.address.country = str_of("NO");
}

static void
long_figures(struct made *m)
{
	for (size_t i = 0; i < 3; i++) {
		m->inv.lines[i].amount = dec("999999999999999.99");
		m->inv.lines[i].price = dec("123456789012345.6789");
	}
	m->inv.lines[3].quantity = dec("1234567890123456789012345.678");
	m->inv.lines[3].unit = str_of(repeated("unit", 99));
	m->inv.payable = dec("-12345678901234567890123456.78");
	m->vat[0] = (struct vat_part){ .category = STR("S"),
		.base = dec("77777777777777777777777777.77"),
		.tax = dec("77777777777777777777777777.77") };
}

static void
other_scripts(struct made *m)
{
	m->inv.buyer.name = str_of("مرحبا بالعالم 12345");
	m->inv.lines[0].name = str_of("עברית 2026-11-22 abc");
	m->inv.lines[1].name = str_of("Ελλάδα Привет \xf0\x9f\x8e\x89");
	m->inv.lines[2].name = str_of("a\xcc\x8ao\xcc\x88");
}

static void
nothing(struct made *m)
{
	m->inv = (struct invoice){ .currency = STR("EUR") };
	m->r.kind = str_of("letter");
}

static void
no_figures(struct made *m)
{
	m->inv.lines_n = m->inv.payment_n = m->inv.vat_parts_n = 0;
	m->inv.payable = (struct dec){ 0 };
}

static void
credit(struct made *m)
{
	m->r.kind = str_of("credit-note");
}

static const struct {
	const char *name;
	void (*change)(struct made *);
} odd[] = {
	{ "long names", long_names },
	{ "long contacts", long_contact },
	{ "long address", long_address },
	{ "long figures", long_figures },
	{ "other scripts", other_scripts },
	{ "nothing", nothing },
	{ "no figures", no_figures },
	{ "a credit note", credit },
};

static void
test_design(const char *path)
{
	static const size_t counts[] = { 0, 1, 2, 11, 12, 24, 25, 60, 110 };
	struct template t;
	struct fault f = { "", "", "" };
	bool loaded = template_load(&t, path, NULL, type, &f);
	T_CASE(path);
	CHECK_STR(f.text, "");
	if (!loaded)
		return;
	for (size_t i = 0; i < COUNT(counts); i++)
		check_design(&t, invoice_of(counts[i]));
	for (size_t i = 0; i < COUNT(odd); i++) {
		struct made *m = invoice_of(4);
		T_CASE(odd[i].name);
		odd[i].change(m);
		for (enum language l = 0; l < LANGUAGES; l++) {
			m->how.lang = l;
			check_design(&t, m);
		}
	}
	template_free(&t);
}

int
main(void)
{
	type = type_new();
	test_columns();
	test_words();
	test_rows();
	test_tall();
	test_other_rows();
	test_bytes();
	test_linear();
	test_design("cmd/mc-render/templates/classic.yaml");
	test_design("cmd/mc-render/templates/modern.yaml");
	lay_done();
	return T_END();
}
