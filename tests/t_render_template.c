/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "t.h"
#include "template.h"

/* Every kind of node and property once; tests replace one line of it. */
static const char *const good[] = {
	/* 1 */ "template: {name: test, languages: [sv, en], fallback: en}",
	/* 2 */
	"page: {left: 20mm, right: 20mm, window: {SE: se-h2, other: "
	"{at: [20mm, 48mm], size: [90mm, 30mm]}}}",
	/* 3 */ "fonts: {text: [A.ttf], semi: [B.ttf], fallback: [C.ttf]}",
	/* 4 */ "colors: {ink: \"#102030\", brand: \"#C5ECF1\"}",
	/* 5 */ "styles:",
	/* 6 */ "  body: {font: text, size: 9pt, leading: 12pt, color: ink}",
	/* 7 */ "  label: {like: body, size: 8pt, color: \"#444444\"}",
	/* 8 */ "  big: {like: label, font: semi, leading: 20pt}",
	/* 9 */ "strings:",
	/* 10 */
	"  page: {sv: \"Sida {{doc.page}}\", en: \"Page {{doc.page}}\"}",
	/* 11 */ "  both: {sv: \"{{t.page}}!\", en: \"{{t.page}}?\"}",
	/* 12 */
	"formats: {sv: {decimal: \".\", group: \"\", date: "
	"D/M YYYY, date-long: den D month YYYY, money: \"kr "
	"{amount}\"}}",
	/* 13 */ "assets: {logo: {file: logo.svg, alt: Our mark}}",
	/* 14 */
	"texts: {title: [{when: doc.credit, text: \"{{t.page}}\"}, "
	"Invoice]}",
	/* 15 */
	"parts: {card: {when: invoice.payable, style: label, space: "
	"1mm, stack: [{text: in}]}}",
	/* 16 */
	"messages: {offers: [{when: reach.customer.tags = vip, title: "
	"{sv: Hej}, text: {sv: Text}, link: \"https://a.example\"}]}",
	/* 17 */ "boxes:",
	/* 18 */ "- {on: first, at: recipient, text: \"{{to.address}}\"}",
	/* 19 */ "- {on: all, at: [20mm, 5mm], size: [30mm, 5mm], text: fixed}",
	/* 20 */
	"- {on: next, at: [60mm, 5mm], size: [30mm], when: doc.copy, "
	"part: card}",
	/* 21 */ "flow:",
	/* 22 */ "  top: {first: 90mm, next: 30mm}",
	/* 23 */ "  bottom: 270mm",
	/* 24 */ "  blocks:",
	/* 25 */
	"  - {text: \"{{t.both}} {{id}}\", style: big, align: right, "
	"fit: {wrap: 2, shrink: 7pt, else: overflow}, overflow: x}",
	/* 26 */
	"  - {lines: [{use: title}, {when: kind = x, text: y}, \"\"], "
	"join: \" · \", role: h2, fit: {wrap: 3}}",
	/* 27 */
	"  - {grid: [[A, \"{{kind}}\"], {label: B, value: b, when: "
	"doc.copy, style: big}], across: 3, gap: 2mm, label: label}",
	/* 28 */
	"  - {columns: [{part: card, width: 30mm}, {image: logo, "
	"width: 5mm}], gap: 1mm, fill: brand, radius: 1mm, "
	"bar: {width: 1mm, color: ink}}",
	/* 29 */
	"  - {each: {list: invoice.lines, nodes: [{when: item.name = "
	"x, text: \"{{item.amount|figure}}\"}, {each: {list: "
	"item.charges, nodes: [{text: \"{{item.reason}}\"}]}}]}}",
	/* 30 */
	"  - {sums: [[Net, \"{{invoice.net|figure}}\"], {label: To "
	"pay, value: \"{{invoice.payable|amount}}\", strong: true}], "
	"label: label, strong: big}",
	/* 31 */
	"  - {choose: [{when: pay.code, code: \"{{pay.code}}\", "
	"width: 30mm}, {text: none}], pad: [1mm, 2mm, 3mm, 4mm]}",
	/* 32 */
	"  - {message: {slot: offers, title: big, link: label}, "
	"style: label, pad: 2mm, rule: {above: 1pt, color: brand, "
	"dash: 2pt}}",
	/* 33 */ "  - table:",
	/* 34 */ "      head: label",
	/* 35 */
	"      carry: {column: 2, field: amount, carried: c, brought: "
	"b}",
	/* 36 */ "      air: [1mm, 2mm]",
	/* 37 */ "      columns:",
	/* 38 */ "      - {title: Item, width: rest, least: 50mm, style: big}",
	/* 39 */ "      - {title: Sum, width: auto, align: right, gap: 4mm}",
	/* 40 */ "      rows:",
	/* 41 */
	"      - {each: invoice.lines, when: item.name, cells: "
	"[\"{{item.name}}\", {text: \"{{item.amount|figure}}\", "
	"style: label}]}",
	/* 42 */ "    split: true",
	/* 43 */ "    next: true",
	/* 44 */ "html: {blocks: [{text: hi}]}",
	/* 45 */ "pdf: {title: {use: title}, tagged: true}",
};
enum { LINES = sizeof(good) / sizeof(good[0]) };

/* The good template with one line replaced, 0 for none. */
static bool
load_with(struct template *t, int line, const char *text, struct fault *f)
{
	struct buf b = BUF_INIT(1 << 20);
	for (int i = 1; i <= LINES; i++) {
		buf_adds(&b, i == line ? text : good[i - 1]);
		buf_addc(&b, '\n');
	}
	*f = (struct fault){ .text = "" };
	bool ok = template_load_text(t, buf_str(&b), "t.yaml", NULL, NULL, f);
	buf_free(&b);
	return ok;
}

/* ---- what a good one becomes ----------------------------------------- */

static void
check_boxes(const struct template *t)
{
	CHECK_INT(t->boxes_n, 3);
	CHECK(t->boxes[0].window && t->boxes[0].on == ON_FIRST);
	CHECK(!t->boxes[0].fixed && t->boxes[1].fixed && !t->boxes[2].fixed);
	CHECK(t->boxes[1].x == 20 && t->boxes[1].width == 30);
	CHECK(t->boxes[2].height == 0 && t->boxes[2].on == ON_NEXT);
	/* both the box's condition and the part's */
	static struct invoice invoice = { .payable = { 1, 0, true } };
	struct view v = { .doc = { .copy = true } };
	CHECK(!cond_holds_at(t->boxes[2].node.when, &v, NULL));
	v.invoice = &invoice;
	CHECK(cond_holds_at(t->boxes[2].node.when, &v, NULL));
	v.doc.copy = false;
	CHECK(!cond_holds_at(t->boxes[2].node.when, &v, NULL));
	CHECK_INT(t->windows_n, 2);
	CHECK_STR(t->windows[0].country, "SE");
	CHECK(t->windows[0].x == 110 && !t->windows[1].country.p);
}

/* What a text says, with plain blanks. */
static struct str
said(const struct template *t, const struct wording *w, enum language lang,
    const struct view *v, const void *item)
{
	static char room[256];
	struct arena arena = { 0 };
	struct buf b = {
		.p = room, .cap = sizeof(room) - 1, .max = sizeof(room) - 1
	};
	const struct fill_data data = { .base = v,
		.item = item,
		.currency = STR("SEK"),
		.formats = t->formats,
		.covered = true };
	CHECK(w->in[lang]);
	if (w->in[lang])
		fill_write_at(w->in[lang], &data, lang, &arena, &b, NULL);
	arena_free(&arena);
	return buf_str(&b);
}

static void
check_texts(const struct template *t)
{
	const struct node *n = t->flow.one;
	const struct view v = { .id = STR("7"), .doc = { .page = 3 } };
	const struct invoice_line line = { .amount = { 123456, 2, true } };
	CHECK_STR(said(t, n[0].text.one, LANGUAGE_SV, &v, NULL), "Sida 3! 7");
	CHECK_STR(said(t, n[0].text.one, LANGUAGE_EN, &v, NULL), "Page 3? 7");
	CHECK(!n[0].text.one->in[LANGUAGE_FI]);
	CHECK(n[0].text.one->figures && !n[0].text.one->fixed);
	CHECK(n[0].align == ALIGN_RIGHT && n[0].fit.wrap == 2);
	CHECK(n[0].fit.shrink == 7 && n[0].fit.end == FIT_OVERFLOW);
	CHECK_INT(n[1].lines_n, 3);
	CHECK_INT(n[1].lines[0].n, 2);
	CHECK(n[1].lines[0].one[0].when && !n[1].lines[0].one[1].when);
	CHECK(n[1].lines[1].one[0].when);
	CHECK_INT(n[1].lines[2].n, 0);
	CHECK_STR(n[1].join, " \xc2\xb7 ");
	CHECK(n[1].tag == TAG_H2 && n[0].tag == TAG_P);
	const struct node *each = &n[4];
	CHECK_INT(each->list.n, 2);
	CHECK(!each->list.of_item && each->nodes.one[1].list.of_item);
	CHECK_STR(said(t, each->nodes.one[0].text.one, LANGUAGE_SV, &v, &line),
	    "1234.56");
	CHECK_STR(said(t, each->nodes.one[0].text.one, LANGUAGE_EN, &v, &line),
	    "1,234.56");
}

static void
check_styles(const struct template *t)
{
	const struct node *n = t->flow.one;
	const struct style *big = n[0].style, *body = n[1].style;
	CHECK(body->face.size == 9 && body->leading == 12);
	CHECK_INT(body->colour, 0x102030);
	CHECK(big->face.size == 8 && big->leading == 20);
	CHECK_INT(big->colour, 0x444444);
	CHECK(big->face.chain != body->face.chain);
	const struct style *label = n[2].label;
	CHECK(label->leading > 10.6F && label->leading < 10.7F);
	/* what is inherited */
	CHECK(t->boxes[2].node.style == label);
	CHECK(t->boxes[2].node.nodes.one[0].style == label);
	CHECK(n[2].cells[1].style == big && n[2].cells[1].when);
	CHECK(n[5].cells[1].style == big && !n[5].cells[0].style);
	CHECK_INT(n[2].grid_columns, 3);
	CHECK_INT(n[3].fill, 0xc5ecf1);
	CHECK(n[3].filled && n[3].bar == 1 && n[3].bar_colour == 0x102030);
	CHECK(n[6].pad[0] == 1 && n[6].pad[3] == 4 && n[7].pad[2] == 2);
	CHECK(n[7].rule_above == 1 && n[7].dash == 2);
}

static void
check_message(const struct template *t)
{
	const struct node *n = &t->flow.one[7];
	static struct str vip = STR("vip");
	struct customer customer = { .tags = &vip, .tags_n = 1 };
	struct reach reach = { .customer = &customer };
	struct view v = { .reach = &reach, .doc = { .language = STR("sv") } };
	CHECK(n->kind == NODE_CHOOSE);
	CHECK_INT(n->nodes.n, 1);
	const struct node *stack = n->nodes.one;
	CHECK(stack->kind == NODE_STACK);
	CHECK_INT(stack->nodes.n, 3);
	CHECK(cond_holds_at(stack->when, &v, NULL));
	/* the message has no English text */
	v.doc.language = str_of("en");
	CHECK(!cond_holds_at(stack->when, &v, NULL));
	v.doc.language = str_of("sv");
	customer.tags_n = 0;
	CHECK(!cond_holds_at(stack->when, &v, NULL));
}

static void
check_table(const struct template *t)
{
	const struct node *n = &t->flow.one[8];
	const struct table *table = n->table;
	CHECK(n->kind == NODE_TABLE && n->split && n->next && !n->bottom);
	CHECK_INT(table->columns_n, 2);
	CHECK(table->column[0].rest && table->column[0].least == 50);
	CHECK(!table->column[1].rest && table->column[1].width == 0);
	CHECK_INT(table->carried_column, 1);
	CHECK_STR(table->carried_field->name, "amount");
	CHECK(table->row_above == 1 && table->row_below == 2);
	CHECK(table->least == 6.5F && table->rule == 0);
	const struct node *cells = table->rows[0].cells.one;
	CHECK(cells[0].style == table->column[0].style);
	CHECK(cells[0].align == ALIGN_LEFT && cells[1].align == ALIGN_RIGHT);
	CHECK(cells[1].style == t->flow.one[2].label);
	CHECK(table->rows[0].when);
}

static void
test_good(void)
{
	struct template t;
	struct fault f;
	bool ok = load_with(&t, 0, NULL, &f);
	CHECK_STR(f.text, "");
	CHECK(ok);
	if (!ok)
		return;
	CHECK_STR(t.name, "test");
	CHECK(t.languages[LANGUAGE_SV] && !t.languages[LANGUAGE_FI]);
	CHECK(t.fallback == LANGUAGE_EN);
	CHECK(t.left == 20 && t.top_next == 30 && t.bottom == 270);
	CHECK_INT(t.ink, 0x102030);
	CHECK_INT(t.brand, 0xc5ecf1);
	CHECK_STR(t.logo->alt, "Our mark");
	CHECK_INT(t.html.n, 1);
	CHECK_INT(t.title.n, 2);
	CHECK(t.tagged);
	CHECK_INT(t.flow.n, 9);
	check_boxes(&t);
	check_texts(&t);
	check_styles(&t);
	check_message(&t);
	check_table(&t);
	template_free(&t);
}

/* ---- what is refused ------------------------------------------------- */

static const struct {
	int line; /* that is replaced */
	const char *text;
	const char *place, *why;
} bad[] = {
	{ 1, "template: {name: test, languages: [sv, en]}", "t.yaml:1",
	    "missing key 'fallback'" },
	{ 1, "template: {name: test, languages: [sv], fallback: en}",
	    "t.yaml:1", "the fallback is none of the languages" },
	{ 1, "template: {name: t, languages: [sv, no], fallback: sv}",
	    "t.yaml:1", "unknown word 'no' (did you mean 'nb'?)" },
	{ 1, "x: y", "t.yaml:1", "missing key 'template'" },
	{ 2,
	    "page: {left: 20mm, right: 20mm, window: {SE: se-h3, other: "
	    "se-h2}}",
	    "t.yaml:2", "unknown window 'se-h3' (did you mean 'se-h2'?)" },
	{ 2, "page: {left: 20mm, right: 20mm, window: {SE: se-h2}}", "t.yaml:2",
	    "missing key 'other'" },
	{ 2, "page: {left: 20mm, right: 20mm}", "t.yaml:18",
	    "page.window says no place for it" },
	{ 2,
	    "page: {left: 20mm, right: 20mm, window: {other: {at: [150mm, "
	    "48mm], size: [90mm, 30mm]}}}",
	    "t.yaml:2", "reaches outside the page" },
	{ 2, "page: {left: 120mm, right: 120mm}", "t.yaml:2",
	    "nothing is left between the margins" },
	{ 3, "fonts: {text: [], semi: [B.ttf]}", "t.yaml:3",
	    "a font has a file" },
	{ 3, "fonts: {semi: [B.ttf]}", "t.yaml:6", "unknown font 'text'" },
	{ 3, "fonts: {text: [a, b, c, d, e, f, g, h, i], semi: [x]}",
	    "t.yaml:3", "more than 8 files of a font, the fallback with them" },
	{ 4, "colors: {ink: black, brand: \"#055c61\"}", "t.yaml:4",
	    "a colour such as \"#055c61\" must stand here" },
	{ 4, "colors: {ink: \"#12345g\", brand: \"#055c61\"}", "t.yaml:4",
	    "a colour such as \"#055c61\" must stand here" },
	{ 4, "colors: {brand: \"#055c61\"}", "t.yaml:6",
	    "unknown colour 'ink'" },
	{ 6, "  body: {font: text, size: 9, color: ink}", "t.yaml:6",
	    "a length such as 20mm or 9pt must stand here" },
	{ 6, "  body: {font: text, size: -9pt, color: ink}", "t.yaml:6",
	    "a length such as 20mm or 9pt must stand here" },
	{ 6, "  body: {font: text, size: 2000pt, color: ink}", "t.yaml:6",
	    "longer than any page" },
	{ 6, "  body: {font: text, size: 0.2pt, color: ink}", "t.yaml:6",
	    "type of less than 1pt" },
	{ 6, "  body: {font: text, color: ink}", "t.yaml:6",
	    "missing key 'size'" },
	{ 6, "  body: {font: text, size: 9pt, colour: ink}", "t.yaml:6",
	    "unknown key 'colour' (did you mean 'color'?)" },
	{ 6, "  body: {like: big}", "t.yaml:7", "style 'body' is like itself" },
	{ 6, "  boddy: {font: text, size: 9pt}", "t.yaml:7",
	    "unknown style 'body' (did you mean 'boddy'?)" },
	{ 10, "  page: {sv: \"Sida {{doc.page}}\"}", "t.yaml:10",
	    "string 'page' has no en" },
	{ 10, "  page: {sv: \"Sida\", en: Page, se: x}", "t.yaml:10",
	    "'se' is no language" },
	{ 10, "  page: Sida", "t.yaml:10",
	    "a mapping must stand here, not one value" },
	{ 10, "  page: {sv: \"{{t.both}}\", en: x}", "t.yaml:25",
	    "string 'both' holds itself" },
	{ 10, "  page: {sv: \"{{doc.pagee}}\", en: x}", "t.yaml:25",
	    "no such path: 'doc.pagee'" },
	{ 11, "  both: {sv: \"{{t.pag}}!\", en: x}", "t.yaml:25",
	    "unknown string 'pag' (did you mean 'page'?)" },
	{ 12, "formats: {sv: {date: D/M YY}}", "t.yaml:12", "a year is YYYY" },
	{ 12, "formats: {sv: {date: YYYY}}", "t.yaml:12",
	    "a date has D or DD, M or MM or month, and YYYY, once" },
	{ 12, "formats: {en: {money: \"kr {amount}\"}}", "t.yaml:12",
	    "this language has no currency of its own: it must have "
	    "{currency}" },
	{ 12, "formats: {sv: {group: \",\"}}", "t.yaml:12",
	    "the decimal mark must be there, and not that of groups" },
	{ 12, "formats: {sw: {group: \",\"}}", "t.yaml:12",
	    "'sw' is no language" },
	{ 13, "assets: {logo: {file: logo.svg}}", "t.yaml:13",
	    "missing key 'alt'" },
	{ 13, "assets: {logotype: {file: logo.svg, alt: x}}", "t.yaml:28",
	    "unknown asset 'logo'" },
	{ 14, "texts: {titel: x}", "t.yaml:26",
	    "unknown text 'title' (did you mean 'titel'?)" },
	{ 14, "texts: {title: {use: title}}", "t.yaml:14",
	    "more than 8 texts inside one another, or one that holds "
	    "itself" },
	{ 14, "texts: {title: {text: a, use: b}}", "t.yaml:14",
	    "both 'text' and 'use'" },
	{ 14, "texts: {title: {text: a, whem: b}}", "t.yaml:14",
	    "unknown key 'whem' (did you mean 'when'?)" },
	{ 14, "texts: {title: {sv: a, fr: b}}", "t.yaml:14",
	    "'fr' is no language" },
	{ 15, "parts: {cards: {text: x}}", "t.yaml:20",
	    "unknown part 'card' (did you mean 'cards'?)" },
	{ 15, "parts: {card: {stack: [{part: card}]}}", "t.yaml:15",
	    "part 'card' holds itself" },
	{ 15, "parts: {card: {part: card}}", "t.yaml:15",
	    "part 'card' holds itself" },
	{ 16, "messages: {offer: []}", "t.yaml:32",
	    "unknown message slot 'offers' (did you mean 'offer'?)" },
	{ 16, "messages: {offers: [{title: x}]}", "t.yaml:16",
	    "missing key 'text'" },
	{ 16, "messages: {offers: [{text: x, when: reach.customer.tag}]}",
	    "t.yaml:16",
	    "condition, column 16: unknown field 'tag' of customer (did you "
	    "mean 'tags'?)" },
	{ 19, "- {on: all, at: [20mm, 5mm], text: fixed}", "t.yaml:19",
	    "missing key 'size'" },
	{ 19, "- {on: last, at: recipient, size: [1mm], text: x}", "t.yaml:19",
	    "the window says how large this box is" },
	{ 19, "- {on: some, at: [20mm, 5mm], size: [30mm], text: x}",
	    "t.yaml:19", "unknown word 'some'" },
	{ 19, "- {on: all, at: [20mm], size: [30mm], text: x}", "t.yaml:19",
	    "2 lengths must stand here, not 1" },
	{ 19, "- {on: all, at: [190mm, 5mm], size: [30mm], text: x}",
	    "t.yaml:19", "reaches outside the page" },
	{ 19, "- {on: all, at: [20mm, 5mm], size: [30mm]}", "t.yaml:19",
	    "a node without content: text, lines, grid, stack ..." },
	{ 22, "  top: {first: 265mm, next: 30mm}", "t.yaml:22",
	    "the flow must be 20mm high or more, and on the page" },
	{ 25, "  - {text: a, lines: [b]}", "t.yaml:25",
	    "both 'text' and 'lines'" },
	{ 25, "  - {text: a, part: card}", "t.yaml:25",
	    "both 'part' and 'text'" },
	{ 25, "  - {style: big}", "t.yaml:25",
	    "a node without content: text, lines, grid, stack ..." },
	{ 25, "  - {txt: a}", "t.yaml:25",
	    "unknown key 'txt' (did you mean 'text'?)" },
	{ 25, "  - {text: a, at: [1mm, 1mm]}", "t.yaml:25",
	    "unknown key 'at'" },
	{ 25, "  - just text", "t.yaml:25",
	    "a mapping must stand here, not one value" },
	{ 25, "  - {text: a, join: b}", "t.yaml:25",
	    "'join' does not go with 'text'" },
	{ 25, "  - {text: a, style: bigg}", "t.yaml:25",
	    "unknown style 'bigg' (did you mean 'big'?)" },
	{ 25, "  - {text: a, fill: brnd}", "t.yaml:25",
	    "unknown colour 'brnd' (did you mean 'brand'?)" },
	{ 25, "  - {text: a, split: yes}", "t.yaml:25",
	    "true or false must stand here" },
	{ 25, "  - {text: a, align: center}", "t.yaml:25",
	    "unknown word 'center' (did you mean 'centre'?)" },
	{ 25, "  - {text: a, pad: [1mm, 2mm]}", "t.yaml:25",
	    "4 lengths must stand here, not 2" },
	{ 25, "  - {text: a, rule: {color: ink}}", "t.yaml:25",
	    "a rule is above or below" },
	{ 25, "  - {text: a, fit: {wrap: 0}}", "t.yaml:25",
	    "a number from 1 to 1000 must stand here" },
	{ 25, "  - {text: a, fit: {else: overflow}}", "t.yaml:25",
	    "fit is 'overflow', but 'overflow' has no label" },
	{ 25, "  - {text: \"{{invoice.payable|amount}}\", fit: {else: clip}}",
	    "t.yaml:25", "a text with figures must not be cut: fit is 'clip'" },
	{ 25, "  - {text: \"{{invoice.nubmer}}\"}", "t.yaml:25",
	    "no such path: 'invoice.nubmer'" },
	{ 25, "  - {text: \"{{item.name}}\"}", "t.yaml:25",
	    "no such path: 'item.name'" },
	{ 25, "  - {text: \"{{invoice.number|amount}}\"}", "t.yaml:25",
	    "that format is not for 'invoice.number|amount'" },
	{ 25, "  - {text: \"{{invoice.net|amont}}\"}", "t.yaml:25",
	    "unknown format 'amont'" },
	{ 25, "  - {text: a, when: invoice.net > x}", "t.yaml:25",
	    "condition, column 15: a number such as 9.50 must stand here, not "
	    "'x'" },
	{ 25, "  - {text: a, when: [x]}", "t.yaml:25",
	    "one value must stand here, not a list" },
	{ 26, "  - {lines: a}", "t.yaml:26",
	    "a list must stand here, not one value" },
	{ 26,
	    "  - {lines: [\"{{invoice.due_date|date}}\"], fit: {else: "
	    "clip}}",
	    "t.yaml:26", "a text with figures must not be cut: fit is 'clip'" },
	{ 27, "  - {grid: [[a, b, c]]}", "t.yaml:27",
	    "a label and a value must stand here" },
	{ 27, "  - {grid: [{label: a}]}", "t.yaml:27", "missing key 'value'" },
	{ 27, "  - {grid: [[a, b]], across: 99}", "t.yaml:27",
	    "a number from 1 to 12 must stand here" },
	{ 28, "  - {image: logo}", "t.yaml:28",
	    "an image has a width or a height" },
	{ 29, "  - {each: {list: invoice.seller, nodes: []}}", "t.yaml:29",
	    "'invoice.seller' is no list of objects" },
	{ 29, "  - {each: {list: delivery.tags, nodes: []}}", "t.yaml:29",
	    "'delivery.tags' is no list of objects" },
	{ 29, "  - {each: {list: item.charges, nodes: []}}", "t.yaml:29",
	    "'item.charges' is no list of objects" },
	{ 29, "  - {each: {list: invoice.lines}}", "t.yaml:29",
	    "missing key 'nodes'" },
	{ 31, "  - {code: \"{{pay.code}}\"}", "t.yaml:31",
	    "a code has a width" },
	{ 35,
	    "      carry: {column: 3, field: amount, carried: c, brought: "
	    "b}",
	    "t.yaml:35", "a number from 1 to 2 must stand here" },
	{ 35, "      carry: {column: 2, field: name, carried: c, brought: b}",
	    "t.yaml:35", "'name' is no amount or number of invoice_line" },
	{ 35, "      carry: {column: 2, field: amount, carried: c}",
	    "t.yaml:35", "missing key 'brought'" },
	{ 38, "      - {title: Item, width: auto}", "t.yaml:38",
	    "no column takes the rest" },
	{ 39, "      - {title: Item, width: rest}", "t.yaml:38",
	    "more than one column takes the rest" },
	{ 39, "      - {title: Item}", "t.yaml:39", "missing key 'width'" },
	{ 41, "      - {each: invoice.lines, cells: [a]}", "t.yaml:41",
	    "1 cells for 2 columns" },
	{ 41, "      - {cells: [a, b]}", "t.yaml:41", "missing key 'each'" },
	{ 43, "    colour: ink", "t.yaml:43", "unknown key 'colour'" },
	{ 44, "html: {block: []}", "t.yaml:44",
	    "unknown key 'block' (did you mean 'blocks'?)" },
	{ 45, "pdf: {titel: x}", "t.yaml:45",
	    "unknown key 'titel' (did you mean 'title'?)" },
	{ 45, "pfd: {title: x}", "t.yaml:45",
	    "unknown key 'pfd' (did you mean 'pdf'?)" },
	{ 45, "include: [../x.yaml]", "t.yaml:45",
	    "the name of a file beside this one must stand here" },
};

static void
test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct template t;
		struct fault f;
		T_CASE(bad[i].text);
		bool ok = load_with(&t, bad[i].line, bad[i].text, &f);
		CHECK(!ok);
		if (ok)
			template_free(&t);
		CHECK_STR(f.place, bad[i].place);
		CHECK_STR(f.text, bad[i].why);
	}
	T_CASE("");
}

/* ---- limits ---------------------------------------------------------- */

/* Line 25 of the good template: `front`, n times `part`, `back`. */
static void
check_limit(const char *front, const char *part, int n, const char *back,
    const char *why)
{
	struct template t;
	struct fault f;
	struct buf b = BUF_INIT(1 << 20);
	buf_adds(&b, front);
	while (n-- > 0)
		buf_adds(&b, part);
	buf_adds(&b, back);
	buf_addc(&b, '\0');
	T_CASE(front);
	bool ok = load_with(&t, 25, b.p, &f);
	CHECK_STR(f.text, why);
	CHECK_INT(ok, !*why);
	if (ok)
		template_free(&t);
	buf_free(&b);
	T_CASE("");
}

static void
test_limits(void)
{
	const char *nested = "more than 12 nodes inside one another";
	check_limit(
	    "  - ", "{stack: [", 11, "{text: a}]}]}]}]}]}]}]}]}]}]}]}", "");
	check_limit("  - ", "{stack: [", 12,
	    "{text: a}]}]}]}]}]}]}]}]}]}]}]}]}", nested);
	check_limit("  - {stack: [", "{text: a},", 1900, "]}", "");
	check_limit(
	    "  - {stack: [", "{text: a},", 2000, "]}", "more than 2000 nodes");
	check_limit("  - {text: \"", "{{t.both}} ", 1400, "\"}",
	    "a text of more than 16384 bytes");
	check_limit("  - {lines: [", "\"{{t.page}} abcdefghijklmnopqrstu\",",
	    20000, "]}", "");
}

/* ---- files ----------------------------------------------------------- */

static void
put(const char *folder, const char *name, const char *text)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	CHECK(file_replace(path, text, strlen(text), false));
}

static const char small[] =
    "include: [more.yaml]\n"
    "template: {name: small, languages: [sv], fallback: sv}\n"
    "page: {left: 20mm, right: 20mm}\n"
    "fonts: {text: [A.ttf]}\n"
    "styles: {body: {font: text, size: 9pt}}\n"
    "strings: {a: {sv: mine}}\n"
    "flow:\n"
    "  top: {first: 30mm, next: 30mm}\n"
    "  bottom: 270mm\n"
    "  blocks: [{text: \"{{t.a}} {{t.b}}\"}, {part: p, space: 2mm}]\n";

static void
test_include(void)
{
	char folder[] = "/tmp/mc-template-XXXXXX", path[64];
	struct view v = { .id = { NULL, 0 } };
	struct template t;
	struct fault f;
	CHECK(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/t.yaml", folder);
	put(folder, "t.yaml", small);
	put(folder, "more.yaml",
	    "strings: {a: {sv: theirs}, b: {sv: more, fi: x}}\n\n"
	    "parts: {p: {text: in, space: 1mm}}\n");
	bool ok = template_load(&t, path, NULL, NULL, &f);
	CHECK(ok);
	if (ok) {
		CHECK_STR(
		    said(&t, t.flow.one[0].text.one, LANGUAGE_SV, &v, NULL),
		    "mine more");
		CHECK(t.flow.one[1].space == 2);
		CHECK_STR(t.flow.one[0].file, path);
		CHECK_INT(t.notes_n, 0);
		template_free(&t);
	}
	put(folder, "more.yaml",
	    "strings: {b: {sv: x}}\nparts:\n  p: {text: in, style: x}\n");
	CHECK(!template_load(&t, path, NULL, NULL, &f));
	CHECK(strstr(f.place, "/more.yaml:3"));
	CHECK_STR(f.text, "unknown style 'x'");
	put(folder, "more.yaml", "flow: {}\n");
	CHECK(!template_load(&t, path, NULL, NULL, &f));
	CHECK(strstr(f.place, "/more.yaml:1"));
	CHECK_STR(f.text, "'flow' cannot stand in a file that is included");
	put(folder, "more.yaml", "strings: [a]\n");
	CHECK(!template_load(&t, path, NULL, NULL, &f));
	snprintf(path, sizeof(path), "%s/more.yaml", folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/t.yaml", folder);
	CHECK(!template_load(&t, path, NULL, NULL, &f));
	CHECK(strstr(f.place, "/more.yaml"));
	unlink(path);
	CHECK(rmdir(folder) == 0);
}

static void
test_own(void)
{
	struct template_own own = { .brand = STR("#123456") };
	struct template t;
	struct fault f;
	struct buf b = BUF_INIT(1 << 16);
	for (int i = 0; i < LINES; i++)
		buf_printf(&b, "%s\n", good[i]);
	bool ok = template_load_text(&t, buf_str(&b), "t", &own, NULL, &f);
	CHECK(ok);
	if (ok) {
		CHECK_INT(t.brand, 0x123456);
		CHECK_INT(t.flow.one[3].fill, 0x123456);
		template_free(&t);
	}
	own.brand = str_of("blue");
	CHECK(!template_load_text(&t, buf_str(&b), "t", &own, NULL, &f));
	CHECK_STR(f.place, "brand");
	CHECK_STR(f.text, "'blue' is no colour such as #055c61");
	buf_free(&b);
}

static void
test_find(void)
{
	char path[TEMPLATE_PATH], home[] = "/tmp/mc-template-XXXXXX";
	char file[64];
	struct fault f;
	CHECK(mkdtemp(home));
	snprintf(file, sizeof(file), "%s/templates", home);
	CHECK(mkdir(file, 0700) == 0);
	put(file, "mine.yaml", "x");
	CHECK(template_find(path, home, str_of("mine"), &f));
	CHECK(str_starts(str_of(path), file));
	CHECK(!template_find(path, NULL, str_of("mine"), &f));
	CHECK_STR(f.text,
	    "'mine' is neither in MC_HOME/templates nor among the built-in "
	    "ones");
	CHECK(!template_find(path, home, str_of(".."), &f));
	CHECK(template_find(path, home, str_of("./a b.yaml"), &f));
	CHECK_STR(path, "./a b.yaml");
	snprintf(path, sizeof(path), "%s/mine.yaml", file);
	unlink(path);
	CHECK(rmdir(file) == 0 && rmdir(home) == 0);
}

/* ---- lint ------------------------------------------------------------ */

/* The findings for the good template with one line replaced. */
static void
check_lint(int line, const char *text, const char *want)
{
	struct template t;
	struct fault f;
	char *out = NULL;
	size_t n = 0;
	FILE *to = open_memstream(&out, &n);
	T_CASE(text ? text : "good");
	bool ok = load_with(&t, line, text, &f);
	CHECK_STR(f.text, "");
	size_t found = ok ? template_lint(&t, NULL, to) : 0;
	fclose(to);
	size_t lines = 0;
	for (size_t i = 0; i < n; i++)
		lines += out[i] == '\n';
	CHECK_INT(found, lines);
	CHECK_STR(str_of(out), want);
	free(out);
	if (ok)
		template_free(&t);
	T_CASE("");
}

#define NO_EN "t.yaml:16: a text without en\n"

static void
test_lint(void)
{
	/* the message has two texts in one language only */
	check_lint(0, NULL, NO_EN NO_EN);
	check_lint(16, "messages: {offers: []}", "");
	check_lint(16, "messages: {offers: [], more: []}",
	    "t.yaml:16: message slot 'more' is never used\n");
	check_lint(25, "  - {text: a}",
	    NO_EN NO_EN "t.yaml:11: string 'both' is never used\n");
	check_lint(6, "  body: {font: text, size: 9pt, color: \"#999999\"}",
	    NO_EN NO_EN
	    "t.yaml:18: text in #999999 on #ffffff has a contrast of 2.8, 4.5 "
	    "can be read\n");
	check_lint(19,
	    "- {on: all, at: [20mm, 5mm], size: [30mm, 5mm], text: a, fill: "
	    "ink}",
	    NO_EN NO_EN
	    "t.yaml:19: text in #102030 on #102030 has a contrast of 1.0, 4.5 "
	    "can be read\n");
	check_lint(7, "  label: {like: body, size: 6pt}",
	    NO_EN NO_EN "t.yaml:15: type of 6 points, 6.5 can be read\n"
			"t.yaml:25: type of 6 points, 6.5 can be read\n");
	check_lint(7, "  label: {like: body, size: 7pt}",
	    NO_EN NO_EN "t.yaml:27: a label of 7 points, 8 is easy to read\n");
	check_lint(19,
	    "- {on: all, at: [50mm, 5mm], size: [30mm, 5mm], text: fixed}",
	    NO_EN NO_EN);
	check_lint(20,
	    "- {on: first, at: [40mm, 6mm], size: [30mm, 5mm], text: a}",
	    NO_EN NO_EN "t.yaml:20: box overlaps the one of line 19\n");
	check_lint(20,
	    "- {on: first, at: [40mm, 44mm], size: [30mm, 5mm], text: a}",
	    NO_EN NO_EN "t.yaml:20: text within 5 mm of the window of other "
			"countries\n");
	check_lint(20,
	    "- {on: first, when: invoice.seller.address.country = SE and "
	    "doc.copy, at: [40mm, 44mm], size: [30mm, 5mm], text: a}",
	    NO_EN NO_EN);
	check_lint(20,
	    "- {on: first, when: invoice.seller.address.country = SE, at: "
	    "[115mm, 44mm], size: [30mm, 5mm], text: a}",
	    NO_EN NO_EN "t.yaml:20: text within 5 mm of the window of SE\n");
	check_lint(20,
	    "- {on: next, at: [40mm, 44mm], size: [30mm, 5mm], text: a}",
	    NO_EN NO_EN
	    "t.yaml:20: box reaches into the flow, from 30 to 270 mm\n");
	check_lint(22, "  top: {first: 80mm, next: 30mm}",
	    NO_EN NO_EN
	    "t.yaml:18: the flow begins at 80 mm, within 5 mm of the window "
	    "of SE\n"
	    "t.yaml:18: the flow begins at 80 mm, within 5 mm of the window "
	    "of other countries\n");
}

/* The designs that come with the program, with their fonts and pictures. */
static void
test_built_in(void)
{
	static const char *const names[] = { "classic", "modern" };
	struct type *type = type_new();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char path[128];
		struct template t;
		struct fault f = { .text = "" };
		snprintf(path, sizeof(path), "cmd/mc-render/templates/%s.yaml",
		    names[i]);
		T_CASE(path);
		bool ok = template_load(&t, path, NULL, type, &f);
		CHECK_STR(f.text, "");
		CHECK(ok);
		if (ok)
			template_free(&t);
	}
	T_CASE("");
	type_free(type);
}

int
main(void)
{
	test_good();
	test_bad();
	test_limits();
	test_include();
	test_own();
	test_find();
	test_lint();
	test_built_in();
	return T_END();
}
