/* SPDX-License-Identifier: ISC */
/* The HTML of documents, as a parser and as a reader of its bytes see it. */
#include <stdint.h>

#include "base/base64.h"
#include "html_made.h"

static void
test_frame(void)
{
	T_CASE("around the blocks");
	written(HEAD, make());
	HAS("<!DOCTYPE html>\n<html lang=\"sv\">");
	HAS("<meta charset=\"utf-8\">");
	HAS("name=\"viewport\"");
	HAS("<title>Faktura 26700001</title>");
	HAS("max-width:640px");
	CHECK_STR(buf_str(&text), "the flow\n");
	written(BLOCKS "  - {text: the html}\n", make());
	CHECK_STR(buf_str(&text), "the html\n");
	struct made *m = make();
	m->how.lang = LANGUAGE_FI; /* which the template has not */
	written(HEAD, m);
	HAS("<html lang=\"en\">");
}

static void
test_texts(void)
{
	struct made *m = make();
	T_CASE("texts");
	m->inv.buyer_reference =
	    str_of("a<b>&amp;\"'\r\n\r\n \n c\td\x01\x7f\xc2\x85"
		   "e\xe2\x80\xa8"
		   "f\n");
	written(BLOCKS
	    "  - {text: \"1 {{invoice.buyer_reference}}\"}\n"
	    "  - {text: \"2 {{invoice.order}}\"}\n"
	    "  - {text: [{when: doc.credit, text: three}, four], role: h1}\n"
	    "  - {lines: [five, \"{{invoice.order}}\", six], join: \" < \", "
	    "role: h2, align: right}\n"
	    "  - {lines: [seven, eight], style: strong}\n",
	    m);
	HAS("1 a&lt;b&gt;&amp;amp;&quot;&#39;<br><br>c d   e<br>f</p>");
	SAYS_NOT("2 ");
	HAS(">four</h1>");
	HAS("text-align:right;font:15px/21px Arial,sans-serif;"
	    "color:#102030\">five &lt; six</h2>");
	HAS("font:bold 15px/21px Arial,sans-serif;color:#102030\">"
	    "seven<br>eight</p>");
	T_CASE("nothing that can be seen");
	m->inv.order = str_of(" \xe2\x80\x8f\x01\xef\xbb\xbf\xc2\xa0");
	written(BLOCKS "  - {text: \"{{invoice.order}}\"}\n"
		       "  - {fill: tint, text: \"{{invoice.order}}\"}\n"
		       "  - {grid: [[label, \"{{invoice.order}}\"]]}\n"
		       "  - {sums: [[label, \"{{invoice.order}}\"]]}\n"
		       "  - {text: end}\n",
	    m);
	CHECK_STR(buf_str(&text), "end\n");
	HAS_NOT("#eeddcc");
}

static void
test_direction(void)
{
	struct made *m = make();
	T_CASE("right to left");
	m->inv.order = str_of("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d 12");
	m->inv.contract = str_of("\xe2\x80\xae"
				 "evil\xe2\x80\xac\xe2\x81\xa7x\xd8\x9c");
	written(BLOCKS "  - {lines: [\"{{invoice.order}}\", left, "
		       "\"{{invoice.contract}}\"], join: \", \"}\n",
	    m);
	HAS("<bdi>\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d 12</bdi>, left, evilx</p>");
}

static void
test_links(void)
{
	struct made *m = make();
	T_CASE("links");
	m->inv.order = str_of("\"onclick=\"x");
	m->inv.contract = str_of("a+b'%&@norrlid.example");
	m->inv.project = str_of("https://evil.example/");
	written(BLOCKS "  - {message: {slot: offers, title: strong}}\n"
		       "  - {message: {slot: js}}\n"
		       "  - {message: {slot: value}}\n"
		       "  - {lines: [\"{{invoice.contract}}\", "
		       "\"{{invoice.project}}\"]}\n",
	    m);
	HAS("<a href=\"https://norrlid.example/a?b=1&amp;c=2\" "
	    "style=\"color:#102030\">https://norrlid.example/a?b=1&amp;c=2</"
	    "a>");
	HAS("&lt;Hej&gt;");
	SAYS("javascript:alert(1)");
	SAYS("https://norrlid.example/\"onclick=\"x");
	HAS("href=\"mailto:a%2Bb%27%25%26@norrlid.example\"");
	SAYS("https://evil.example/");
	CHECK_INT(count(buf_str(&out), "href="), 2);
}

static void
test_nodes(void)
{
	struct made *m = make();
	struct invoice_line lines[3] = { { .name = STR("one"),
					     .amount = dec("1.5"),
					     .quantity = dec("2") },
		{ .name = STR("two"), .amount = dec("-1000") },
		{ .name = STR("three") } };
	T_CASE("nodes");
	m->inv.lines = lines;
	m->inv.lines_n = 3;
	written(BLOCKS
	    "  - {when: doc.credit, text: credit}\n"
	    "  - {stack: [{text: a}, {text: \"{{invoice.order}}\"}, {each: "
	    "{list: invoice.lines, nodes: [{text: \"each {{item.name}}\", "
	    "space: 2mm}]}}]}\n"
	    "  - {choose: [{text: \"{{invoice.order}}\"}, {text: second}, "
	    "{text: third}]}\n"
	    "  - {columns: [{text: left}, {text: \"{{invoice.order}}\"}, "
	    "{text: right}], gap: 2mm}\n"
	    "  - {columns: [{text: wide, width: 50mm}, {text: rest}]}\n"
	    "  - {fill: tint, radius: 2mm, pad: 1mm, bar: {width: 1mm, color: "
	    "ink}, rule: {above: 1pt, color: ink, dash: 2pt}, text: framed}\n"
	    "  - {rule: {below: 0.3pt, color: ink}, stack: []}\n"
	    "  - {table: {head: label, columns: [{title: Name, width: rest, "
	    "least: 50mm}, {title: Amount, width: auto, align: right, gap: "
	    "4mm}], rows: [{each: invoice.lines, when: item.amount, cells: "
	    "[{stack: [{text: \"{{item.name}}\"}]}, "
	    "\"{{item.amount|figure}}\"]}]}}\n"
	    "  - {table: {columns: [{title: No, width: rest, least: 5mm}], "
	    "rows: [{each: invoice.notes, cells: [none]}]}}\n",
	    m);
	CHECK_STR(buf_str(&text),
	    "a\neach one\neach two\neach three\nsecond\nleft\nright\nwide\n"
	    "rest\nframed\nName\nAmount\none\n1,50\ntwo\n"
	    "\xe2\x88\x92"
	    "1" NB "000,00\n");
	HAS("width=\"33%\" style=\"padding:0 0 0 8px\"");
	HAS("width=\"189\"");
	HAS("<td width=\"4\" bgcolor=\"#102030\"></td><td valign=\"top\" "
	    "bgcolor=\"#eeddcc\" style=\"background:#eeddcc;border-top:1px "
	    "dashed #102030;padding:4px 4px 4px 0px\">");
	HAS("border-bottom:1px solid #102030;padding:0px");
	CHECK_INT(count(buf_str(&out), "<th scope=\"col\""), 2);
	HAS("white-space:nowrap\">1,50</td>");
}

static void
test_grid(void)
{
	struct made *m = make();
	T_CASE("grid and sums");
	m->inv.order = str_of("a name that asks for more than its own column, "
			      "because it has so many words in it that three "
			      "lines are not enough");
	written(BLOCKS
	    "  - {style: strong, label: label, across: 3, gap: 2mm, grid: [[A, "
	    "\"{{invoice.number}}\"], [B, \"{{invoice.contract}}\"], [C, "
	    "\"{{invoice.order}}\"], {label: D, value: x, when: doc.credit}, "
	    "[E, \"{{invoice.issue_date|date}}\"]]}\n"
	    "  - {label: label, strong: strong, sums: [[Net, "
	    "\"{{invoice.net|figure}}\"], [VAT, \"{{invoice.vat|figure}}\"], "
	    "{label: To pay, value: \"{{invoice.payable|amount}}\", strong: "
	    "true}]}\n",
	    m);
	SAYS("A\n26700001\nC\na name that");
	SAYS("E\n2026-11-20\nVAT\n806,64\nTo pay\n4" NB "033,00" NB "kr\n");
	SAYS_NOT("B\n");
	SAYS_NOT("D\n");
	SAYS_NOT("Net");
	HAS("colspan=\"2\" width=\"66%\"");
	CHECK_INT(count(buf_str(&out), "border-top:1px solid #102030"), 2);
}

/* What would be divided is smaller; words are only broken. */
static void
test_fit(void)
{
	T_CASE("large figures");
	written(BLOCKS "  - {style: large, text: \"{{doc.amount|amount}}\"}\n",
	    make());
	HAS("font:60px/84px Arial");
	written(BLOCKS "  - {columns: [{style: large, text: "
		       "\"{{doc.amount|amount}}\"}, {style: large, text: "
		       "words}, {text: x}]}\n",
	    make());
	CHECK_INT(count(buf_str(&out), "font:60px"), 1);
	HAS("font:37px/52px Arial");
	written(BLOCKS "  - {columns: [{style: large, sums: [[A, "
		       "\"{{doc.amount|amount}}\"]]}, {style: large, across: "
		       "2, grid: [[A, \"{{doc.amount|amount}}\"]]}]}\n",
	    make());
	CHECK_INT(count(buf_str(&out), "font:60px"), 1); /* the label */
	CHECK_INT(count(buf_str(&out), "4" NB "033,00" NB "kr"), 2);
}

/* Bytes of the nth data URI. */
static struct str
picture(int n)
{
	static const char begin[] = "data:image/png;base64,";
	static struct buf bytes = BUF_INIT(1 << 20);
	struct str rest = buf_str(&out);
	while (rest.n && !(str_starts(rest, begin) && n-- == 0))
		rest = str_from(rest, 1);
	rest = str_from(rest, rest.n ? strlen(begin) : 0);
	const char *end = memchr(rest.p, '"', rest.n);
	buf_reset(&bytes);
	CHECK(end && base64_decode(&bytes,
			 (struct str){ rest.p, (size_t)(end - rest.p) }));
	struct str kept = arena_str(&arena, buf_str(&bytes));
	buf_free(&bytes);
	return kept;
}

static void
test_pictures(void)
{
	struct asset a;
	struct code code;
	T_CASE("pictures");
	written(BLOCKS "  - {image: dots, width: 10mm}\n"
		       "  - {image: drawn, width: 20mm}\n"
		       "  - {code: \"{{pay.code}}\", width: 30mm}\n"
		       "  - {code: \"{{invoice.order}}\", width: 30mm}\n",
	    make());
	HAS("alt=\"Two &lt;dots&gt;\" width=\"38\" height=\"38\"");
	CHECK_STR(buf_str(&text), "A & B\n");
	CHECK_INT(count(buf_str(&out), "<img"), 2);
	CHECK(asset_read(&a, picture(0), "dots", &arena, &fault));
	CHECK_INT(a.width, 2);
	CHECK(asset_read(&a, picture(1), "code", &arena, &fault));
	CHECK_STR(fault.text, "");
	struct made *m = make();
	CHECK(code_make(&code, see(m)->pay.code, &arena, &fault));
	CHECK_INT(a.kind, ASSET_PNG);
	CHECK_INT(a.width, code.n + 8);
	CHECK_INT(a.height, code.n + 8);
}

/* ---- the designs ----------------------------------------------------- */

static const char *const designs[] = { "cmd/mc-render/templates/classic.yaml",
	"cmd/mc-render/templates/modern.yaml" };

/* A text that would be an element, an attribute or a style of its own. */
static bool
make_hostile(void *arg, struct str path, const struct field *f, const void *p)
{
	struct str *value = (struct str *)(uintptr_t)p;
	int *n = arg;
	(void)path;
	++*n;
	if (f->kind == FIELD_TEXT && !str_is(f->name, "currency") &&
	    !str_is(f->name, "country"))
		*value = arena_printf(&arena,
		    "v%d\"'></style></title></p></td><script>alert(%d)</script>"
		    "<img src=x onerror=y>&lt;\x1b\xe2\x80\xae",
		    *n, *n);
	return true;
}

static void
fill_all(struct made *m)
{
	struct invoice *inv = &m->inv;
	struct note *note = arena_zero(&arena, 1, sizeof(*note));
	struct allowance *less = arena_zero(&arena, 2, sizeof(*less));
	struct attribute *colour = arena_zero(&arena, 1, sizeof(*colour));
	note->text = str_of("note");
	less[0] = less[1] =
	    (struct allowance){ .reason = STR("less"), .percent = dec("5") };
	*colour = (struct attribute){ STR("colour"), STR("red") };
	inv->order = inv->contract = inv->project = inv->buyer_reference =
	    inv->payment_terms = str_of("text");
	inv->notes = note;
	inv->notes_n = 1;
	inv->allowances = &less[0];
	inv->charges = &less[1];
	inv->allowances_n = inv->charges_n = 1;
	inv->lines->description = inv->lines->note = inv->lines->sellers_id =
	    inv->lines->unit = str_of("text");
	inv->lines->quantity = inv->lines->price = inv->lines->amount =
	    dec("123456789012.25");
	inv->lines->attributes = colour;
	inv->lines->attributes_n = 1;
	inv->seller.contact.email = str_of("kund@norrlid.example");
	inv->seller.trading_name = str_of("Norrlid");
	inv->net = inv->gross = dec("3226.36");
}

static void
test_hostile(const struct template *t)
{
	struct made *m = make();
	int n = 0;
	T_CASE("hostile values");
	fill_all(m);
	field_walk(&invoice_object, &m->inv, make_hostile, &n);
	CHECK(n > 30);
	CHECK(write_by(t, m));
	CHECK_STR(fault.text, "");
	read_back();
	HAS_NOT("<script");
	HAS_NOT("\x1b");
	HAS_NOT("\xe2\x80\xae");
	CHECK_INT(count(buf_str(&out), "</style>"), 1);
	CHECK(count(buf_str(&text), "\"'></style></title></p></td><script>") >
	      15);
	SAYS("</script><img src=x onerror=y>&lt;");
}

static void
test_whole(const struct template *t)
{
	struct made *m = make();
	T_CASE("all of it is there");
	fill_all(m);
	CHECK(write_by(t, m));
	struct str once = arena_str(&arena, buf_str(&out));
	read_back();
	static const char *const all[] = { "Norrlid", "Faktura", "Anna Ek",
		"Ekgatan 8", "111 29 Stockholm", "26700001", "2026-11-20",
		"2026-12-19", "Eln\xc3\xa4t", "colour: red", "note",
		"123" NB "456" NB "789" NB "012,25", "3" NB "226,36", "806,64",
		"4" NB "033,00" NB "kr", "senast 19", "991-2346",
		"1000012670000168", "Skanna koden", "5599990016",
		"kund@norrlid.example", "903 26 Ume\xc3\xa5" };
	for (size_t i = 0; i < COUNT(all); i++)
		if (count(buf_str(&text), all[i]) == 0)
			CHECK_STR("not there", all[i]);
	HAS("<img src=\"data:image/png;base64,");
	T_CASE("the same bytes again");
	CHECK(write_by(t, m));
	CHECK_STR(buf_str(&out), once);
	T_CASE("what was too long on a page is not said twice");
	struct view_long lone = { STR("Label"), STR("Long") };
	m->v.longs = &lone;
	m->v.longs_n = 1;
	buf_reset(&out);
	CHECK(html_write(t, &m->v, LANGUAGE_SV, &arena, &out, &fault));
	CHECK_STR(buf_str(&out), once);
}

/* Sizes that no page has. */
static void
test_large(const struct template *t)
{
	enum { LINES = 3000, NAME = 4000 };
	struct made *m = make();
	struct invoice_line *lines = arena_zero(&arena, LINES, sizeof(*lines));
	char *name = arena_alloc(&arena, NAME);
	T_CASE("large");
	memset(name, 'x', NAME);
	for (size_t i = 0; i < LINES; i++)
		lines[i] = (struct invoice_line){ .name = STR("line"),
			.unit = { name, i ? 3 : NAME },
			.amount = dec("999999999999999.99") };
	m->inv.buyer.name = m->inv.order = (struct str){ name, NAME };
	m->inv.lines = lines;
	m->inv.lines_n = LINES;
	CHECK(write_by(t, m));
	read_back();
	CHECK_INT(count(buf_str(&text), "\nline\n"), LINES);
	T_CASE("larger than it may be");
	size_t max = out.max;
	buf_free(&out);
	out.max = 100000;
	CHECK(!write_by(t, m));
	CHECK_STR(fault.rule, "size");
	CHECK_STR(fault.text, "the HTML is larger than 100000 bytes");
	out.max = max;
	m->inv = (struct invoice){ .currency = STR("SEK") };
	T_CASE("empty");
	CHECK(write_by(t, m));
	read_back();
}

static void
test_faults(void)
{
	static const char yaml[] =
	    BLOCKS "  - {code: \"{{invoice.order}}\", width: 30mm}\n";
	struct template t;
	struct made *m = make();
	char *name = arena_alloc(&arena, HTML_TEXT + 1);
	T_CASE("faults");
	memset(name, 'x', HTML_TEXT + 1);
	CHECK(template_load_text(
	    &t, str_of(yaml), "tests/t.yaml", NULL, type, &fault));
	m->inv.order = (struct str){ name, CODE_MAX + 1 };
	CHECK(!write_by(&t, m));
	CHECK_STR(fault.rule, "code");
	CHECK_STR(fault.place, "tests/t.yaml:25");
	m->inv.order = (struct str){ name, HTML_TEXT + 1 };
	CHECK(!write_by(&t, m));
	CHECK_STR(fault.rule, "size");
	template_free(&t);
}

int
main(void)
{
	type = type_new();
	test_frame();
	test_texts();
	test_direction();
	test_links();
	test_nodes();
	test_grid();
	test_fit();
	test_pictures();
	test_faults();
	for (size_t i = 0; i < COUNT(designs); i++) {
		struct template t;
		CHECK(template_load(&t, designs[i], NULL, type, &fault));
		test_hostile(&t);
		test_whole(&t);
		test_large(&t);
		template_free(&t);
	}
	buf_free(&out);
	buf_free(&text);
	type_free(type);
	arena_free(&arena);
	xmlCleanupParser();
	return T_END();
}
