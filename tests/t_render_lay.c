/* SPDX-License-Identifier: ISC */
/* Nodes, texts that do not fit, boxes. Tables are in t_render_lay_table.c. */
#include "lay_made.h"

static struct sheet *
flow_of(struct made *m, const char *blocks)
{
	return lay_made(m, LAY_BLOCKS, blocks);
}

/* ---- what stands where ----------------------------------------------- */

static void
test_stack(void)
{
	T_CASE("one below the other, space between, none at the top");
	struct sheet *s = flow_of(make(),
	    "  - {text: one, style: body, space: 9mm}\n"
	    "  - {text: two, style: body}\n"
	    "  - style: body\n    space: 3mm\n    pad: [1mm, 2mm, 4mm, 7mm]\n"
	    "    stack:\n    - {text: three, space: 8mm}\n"
	    "    - {text: four, space: 2mm}\n"
	    "  - {text: five, style: label}\n");
	check_laid(s);
	CHECK_MM(seen(s, "one").y, 100);
	CHECK_MM(seen(s, "one").x, 20);
	CHECK_MM(seen(s, "two").y, 105);
	CHECK_MM(seen(s, "three").y, 114);
	CHECK_MM(seen(s, "three").x, 27);
	CHECK_MM(seen(s, "four").y, 121);
	CHECK_MM(seen(s, "five").y, 130);
	CHECK_INT(s->laid.pages.n, 1);
	T_CASE("a list has the space of its node above it, once");
	struct made *m = make();
	struct note notes[] = { { .text = STR("six") },
		{ .text = STR("seven") } };
	m->inv.notes = notes;
	m->inv.notes_n = 2;
	s = flow_of(m,
	    "  - {style: body, pad: 1mm, stack: [{text: one}, {space: 6mm, "
	    "each: {list: invoice.notes, nodes: [{text: \"{{item.text}}\", "
	    "space: 2mm}]}}]}\n");
	check_laid(s);
	CHECK_MM(seen(s, "six").y, 112);
	CHECK_MM(seen(s, "seven").y, 119);
}

static void
test_absent(void)
{
	T_CASE("what has no value drops out with all that belongs to it");
	struct sheet *s = flow_of(make(),
	    "  - {text: one, style: body}\n"
	    "  - {text: \"order {{invoice.order}}\", style: body, "
	    "space: 9mm}\n"
	    "  - {fill: tint, pad: 3mm, height: 20mm, style: body, stack: ["
	    "{text: \"{{invoice.order}}\"}]}\n"
	    "  - {grid: [[Order, \"{{invoice.order}}\"]], style: body}\n"
	    "  - {sums: [[Order, \"{{invoice.order}}\"]], style: body}\n"
	    "  - {style: body, each: {list: invoice.attachments, nodes: ["
	    "{text: file}]}}\n"
	    "  - {style: body, when: doc.credit, text: credit}\n"
	    "  - style: body\n    choose:\n"
	    "    - {text: \"{{invoice.order}}\"}\n"
	    "    - {when: doc.credit, text: no}\n"
	    "    - {text: yes it is}\n    - {text: no}\n"
	    "  - {lines: [a, \"{{invoice.order}}\", b], join: \" · \", "
	    "style: body}\n");
	check_laid(s);
	CHECK_INT(s->w.items_n, 3);
	CHECK_MM(seen(s, "yes it is").y, 105);
	CHECK_MM(seen(s, "a · b").y, 110);
	CHECK(!seen(s, "Order").page && !seen(s, "no").page);
}

static void
test_beside(void)
{
	T_CASE("columns share what is left, on one base line");
	struct sheet *s = flow_of(make(),
	    "  - style: body\n    gap: 10mm\n    columns:\n"
	    "    - {text: one, width: 30mm}\n    - {text: two}\n"
	    "    - {text: three, style: label}\n"
	    "    - {text: four, when: doc.credit}\n"
	    "  - {text: next, style: body}\n");
	check_laid(s);
	CHECK_MM(seen(s, "one").x, 20);
	CHECK_MM(seen(s, "two").x, 60);
	CHECK_MM(seen(s, "three").x, 130);
	CHECK_MM(seen(s, "three").base, seen(s, "one").base);
	CHECK_MM(seen(s, "next").y, 105);
	T_CASE("what went down for that counts");
	s = flow_of(make(),
	    "  - style: body\n    columns: [{text: one}, {text: \"a\\nb\\nc\", "
	    "style: label}]\n  - {text: next, style: body}\n");
	CHECK(seen(s, "a").y > 100.1);
	CHECK_MM(seen(s, "next").y, seen(s, "a").y + 12);
	T_CASE("aligned in a width of its own");
	s = flow_of(make(),
	    "  - {text: right, align: right, style: body}\n"
	    "  - {text: centre, align: centre, style: body}\n"
	    "  - {sums: [[sum, \"1\"]], width: 70mm, align: right, "
	    "style: body}\n");
	CHECK_MM(seen(s, "right").end, 190);
	CHECK_MM(seen(s, "centre").x + seen(s, "centre").end, 210);
	CHECK_MM(seen(s, "sum").x, 120);
	CHECK_MM(seen(s, "1").end, 190);
}

static void
test_grid(void)
{
	struct made *m = make();
	T_CASE("a grid: four in a row, longer ones take more columns");
	m->inv.order = str_of("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ");
	m->inv.contract = str_of("a contract of so many words that no column "
				 "holds them in three lines, two columns do it "
				 "but never one of them alone");
	struct sheet *s = flow_of(m,
	    "  - style: body\n    label: label\n    across: 4\n    gap: 5mm\n"
	    "    grid:\n    - [A, aa]\n    - [B, \"{{invoice.order}}\"]\n"
	    "    - {label: C, value: cc, style: large}\n"
	    "    - [D, \"{{invoice.contract}}\"]\n    - [E, ee]\n");
	check_laid(s);
	CHECK_MM(seen(s, "A").y, 100);
	CHECK_MM(seen(s, "B").x, 63.75);
	CHECK_MM(seen(s, "C").x, 151.25);
	CHECK_MM(seen(s, "aa").base, seen(s, "cc").base);
	CHECK(seen(s, "D").y > seen(s, "cc").base);
	CHECK_MM(seen(s, "D").x, 20);
	CHECK_MM(seen(s, "E").x, 107.5);
	CHECK_MM(seen(s, "E").y, seen(s, "D").y);
	CHECK_INT(overlaps(s), 0);
}

static void
test_sums(void)
{
	struct made *m = make();
	T_CASE("sums: figures at the right margin, the strong one last");
	m->inv.payable = dec("9876543210987654321098765.43");
	struct sheet *s = flow_of(m,
	    "  - style: body\n    label: label\n    strong: large\n"
	    "    width: 90mm\n    sums:\n"
	    "    - [Net, \"{{invoice.vat|figure}}\"]\n"
	    "    - {label: To pay, value: \"{{invoice.payable|amount}}\", "
	    "strong: true}\n");
	check_laid(s);
	CHECK_MM(seen(s, "806,64").end, 110);
	CHECK_MM(seen(s, "Net").base, seen(s, "806,64").base);
	struct seen pay = seen(s, "9" NB "876" NB "543" NB "210" NB "987" NB
				  "654" NB "321" NB "098" NB "765,43" NB "kr");
	CHECK_MM(pay.end, 110);
	/* no room for the label before it */
	CHECK(pay.y > seen(s, "To pay").y + 5);
	CHECK_INT(overlaps(s), 0);
}

/* ---- what does not fit ----------------------------------------------- */

/* A name of 40 letters in 50 mm at 10 pt, by several fits. */
static const struct {
	const char *fit;
	const char *fault; /* "" when it is laid */
	size_t lines;
	float least, most; /* points */
	size_t longs;
} fits[] = {
	{ "{}", "", 2, 10, 10, 0 },
	{ "{wrap: 1, shrink: 6pt, else: error}", "", 1, 6, 9.5F, 0 },
	{ "{wrap: 1, else: error}",
	    "'Buyer' does not fit its place: /invoice/buyer/name", 0, 0, 0, 0 },
	{ "{wrap: 1, shrink: 9pt, else: error}",
	    "'Buyer' does not fit its place: /invoice/buyer/name", 0, 0, 0, 0 },
	{ "{wrap: 1, shrink: 9pt, else: clip}", "", 1, 9, 9, 0 },
	{ "{wrap: 1, shrink: 9pt, else: overflow}", "", 1, 9, 9, 1 },
	{ "{wrap: 2, else: overflow}", "", 2, 10, 10, 0 },
};

static size_t
lines_of(const struct sheet *s, float *size)
{
	size_t n = 0;
	for (size_t i = 0; i < s->w.ops_n; i++)
		if (s->w.ops[i].kind == OP_TEXT && s->w.ops[i].node->line &&
		    s->w.ops[i].y + 1e-9 >= 0 && s->w.ops[i].width <= 50) {
			*size = s->w.ops[i].size;
			n++;
		}
	return n;
}

static void
test_fit(void)
{
	for (size_t i = 0; i < COUNT(fits); i++) {
		struct made *m = make();
		float size = 0;
		T_CASE(fits[i].fit);
		m->inv.buyer.name =
		    str_of("Anna-Karin Sandström von Ekenberg-Ålander");
		struct str text = arena_printf(&arena,
		    "  - {text: \"{{invoice.buyer.name}}\", style: body, "
		    "width: 50mm, fit: %s, overflow: Buyer}\n"
		    "  - {style: body, each: {list: longs, nodes: [{text: "
		    "\"{{item.label}}: {{item.text}}\"}]}}\n",
		    fits[i].fit);
		struct sheet *s = flow_of(m, text.p);
		CHECK_STR(s->fault.text, fits[i].fault);
		CHECK_INT(s->ok, !fits[i].fault[0]);
		if (fits[i].fault[0]) {
			CHECK_STR(s->fault.rule, "fit");
			CHECK_STR(s->fault.place, "template t.yaml:13");
			continue;
		}
		CHECK_INT(lines_of(s, &size), fits[i].lines);
		CHECK(size >= fits[i].least && size <= fits[i].most);
		CHECK_INT(m->v.longs_n, fits[i].longs);
		CHECK_INT(
		    times(
			s, "Buyer: Anna-Karin Sandström von Ekenberg-Ålander"),
		    fits[i].longs);
		CHECK_INT(overlaps(s), 0);
	}
}

static void
test_nowhere(void)
{
	struct made *m = make();
	T_CASE("what is cut and shown nowhere is an error");
	m->inv.buyer.name = str_of("Anna-Karin Sandström von Ekenberg");
	struct sheet *s = flow_of(m,
	    "  - {text: \"{{invoice.buyer.name}}\", style: body, width: 30mm, "
	    "fit: {wrap: 1, else: overflow}, overflow: Buyer}\n");
	CHECK(!s->ok);
	CHECK_STR(s->fault.rule, "fit");
	CHECK_STR(s->fault.text,
	    "'Buyer' does not fit its place, and the template shows it "
	    "nowhere else");
}

static void
test_figures(void)
{
	struct made *m = make();
	T_CASE("figures become smaller, never two lines");
	m->inv.payable = dec("123456789012345678901234567.8");
	static const char figure[] =
	    "123" NB "456" NB "789" NB "012" NB "345" NB "678" NB "901" NB
	    "234" NB "567,80" NB "kr";
	struct sheet *s = flow_of(m,
	    "  - {text: \"{{invoice.payable|amount}}\", style: large, width: "
	    "60mm}\n  - {text: next, style: body}\n");
	check_laid(s);
	CHECK_INT(times(s, figure), 1);
	struct seen amount = seen(s, figure);
	CHECK(amount.size < 16 && amount.size > 4);
	CHECK(amount.end <= 80.001);
	T_CASE("but not without end");
	s = flow_of(m,
	    "  - {text: \"{{invoice.payable|amount}}\", style: large, width: "
	    "15mm}\n");
	CHECK(!s->ok);
	CHECK_STR(s->fault.rule, "fit");
	CHECK_STR(s->fault.place, "template t.yaml:13");
}

static void
test_glyph(void)
{
	struct made *m = make();
	T_CASE("a character that no font has");
	m->line[0].description = str_of("\xee\x80\x80");
	struct sheet *s = flow_of(m,
	    "  - {style: body, each: {list: invoice.lines, nodes: [{text: "
	    "\"{{item.description}}\"}]}}\n");
	CHECK(!s->ok);
	CHECK_STR(s->fault.rule, "glyph");
	CHECK_STR(s->fault.place, "/invoice/lines/0/description");
	CHECK_STR(s->fault.text, "has the character U+E000, which no font has");
}

static void
test_size(void)
{
	struct made *m = make();
	static char all[300001];
	T_CASE("more pages than any document has");
	for (size_t i = 0; i + 1 < sizeof(all); i += 2)
		memcpy(all + i, "x\n", 2);
	m->note[0].text = str_of(all);
	m->inv.notes = m->note;
	m->inv.notes_n = 1;
	struct sheet *s = flow_of(m,
	    "  - {style: body, each: {list: invoice.notes, nodes: [{text: "
	    "\"{{item.text}}\", split: true}]}}\n");
	CHECK(!s->ok);
	CHECK_STR(s->fault.rule, "size");
	CHECK_STR(s->fault.place, "/invoice");
}

/* ---- what is divided ------------------------------------------------- */

static void
test_split(void)
{
	struct made *m = make();
	struct buf b = BUF_INIT(4096);
	T_CASE("a text goes on on the next page, two lines at least");
	for (int i = 0; i < 35; i++)
		buf_printf(&b, "line %d\n", i);
	m->note[0].text = arena_str(&arena, buf_str(&b));
	m->inv.notes = m->note;
	m->inv.notes_n = 1;
	static const char text[] =
	    "  - {style: label, text: head, next: true}\n"
	    "  - {style: body, fill: tint, pad: 2mm, each: {list: "
	    "invoice.notes, nodes: [{text: \"{{item.text}}\"}]}, split: "
	    "true}\n";
	struct sheet *s = flow_of(m, text);
	check_laid(s);
	CHECK_INT(s->laid.pages.n, 2);
	CHECK_INT(seen(s, "head").page, 1);
	CHECK_INT(seen(s, "line 31").page, 1);
	CHECK_INT(seen(s, "line 32").page, 2);
	for (int i = 0; i < 35; i++) {
		char line[16];
		snprintf(line, sizeof(line), "line %d", i);
		CHECK_INT(times(s, line), 1);
	}
	CHECK_INT(s->w.grounds_n, 1);
	CHECK_MM(s->w.grounds[0].above, 0);
	CHECK_INT(overlaps(s), 0);
	T_CASE("33 lines: the last two stay together");
	b.n = 0;
	for (int i = 0; i < 33; i++)
		buf_printf(&b, "line %d\n", i);
	m->note[0].text = arena_str(&arena, buf_str(&b));
	s = flow_of(m, text);
	CHECK_INT(seen(s, "line 30").page, 1);
	CHECK_INT(seen(s, "line 31").page, 2);
	buf_free(&b);
}

/* Notes of n lines, "line 0" and so on, in columns. */
static struct sheet *
columns_of(int n, const char *blocks)
{
	struct made *m = make();
	struct buf b = BUF_INIT(4096);
	for (int i = 0; i < n; i++)
		buf_printf(&b, "line %d\n", i);
	m->note[0].text = arena_str(&arena, buf_str(&b));
	m->inv.notes = m->note;
	m->inv.notes_n = 1;
	buf_free(&b);
	return flow_of(m, blocks);
}

static void
test_split_columns(void)
{
	T_CASE("side by side stays side by side");
	struct sheet *s = columns_of(33,
	    "  - {style: body, split: true, columns: [{text: "
	    "\"{{invoice.notes[0].text}}\"}, {text: \"a\\nb\\nc\"}]}\n");
	check_laid(s);
	CHECK_MM(seen(s, "a").y, 100);
	CHECK_MM(seen(s, "c").y, seen(s, "line 2").y);
	CHECK_INT(seen(s, "line 32").page, 1);
	T_CASE("what is higher than a page is divided unasked");
	s = columns_of(120,
	    "  - {style: body, gap: 5mm, columns: [{text: "
	    "\"{{invoice.notes[0].text}}\"}, {text: \"{{invoice.notes[0].text}}"
	    "\", style: label}]}\n");
	check_laid(s);
	CHECK_INT(times(s, "line 0"), 2);
	CHECK_INT(times(s, "line 119"), 2);
	CHECK_INT(s->laid.pages.n, 3);
	CHECK_INT(overlaps(s), 0);
}

static void
test_split_grid(void)
{
	struct made *m = make();
	T_CASE("no label without its value");
	m->inv.lines = arena_zero(&arena, 60, sizeof(*m->inv.lines));
	m->inv.lines_n = 60;
	for (int i = 0; i < 60; i++)
		m->inv.lines[i].name = arena_printf(&arena, "value %d", i);
	struct sheet *s = flow_of(m,
	    "  - {style: body, split: true, pad: 1mm, stack: [{each: {list: "
	    "invoice.lines, nodes: [{grid: [[\"label {{item.name}}\", "
	    "\"{{item.name}}\"]], label: label}]}}]}\n");
	check_laid(s);
	CHECK(s->laid.pages.n > 1);
	for (int i = 0; i < 60; i++) {
		char value[16], label[32];
		snprintf(value, sizeof(value), "value %d", i);
		snprintf(label, sizeof(label), "label value %d", i);
		CHECK_INT(seen(s, label).page, seen(s, value).page);
	}
}

static void
test_bottom(void)
{
	T_CASE("at the foot of the last page");
	struct sheet *s = flow_of(make(),
	    "  - {style: body, bottom: true, height: 30mm, text: foot}\n"
	    "  - {style: body, text: above}\n");
	check_laid(s);
	CHECK_MM(seen(s, "above").y, 100);
	CHECK_MM(seen(s, "foot").y, 240);
	CHECK_INT(s->laid.pages.n, 1);
}

/* ---- boxes ----------------------------------------------------------- */

static struct sheet *
boxes_of(struct made *m, const char *boxes)
{
	return lay_made(m, "boxes:\n",
	    arena_printf(&arena,
		"%s" LAY_BLOCKS "  - {style: body, text: flow}\n"
		"  - {style: body, each: {list: longs, nodes: [{text: "
		"\"{{item.text}}\", split: true}]}}\n",
		boxes)
		.p);
}

static void
test_boxes(void)
{
	struct made *m = make();
	T_CASE("boxes of some pages");
	m->inv.order = str_of("1\n2\n3\n4\n5\n6\n7\n8\n9\n10");
	struct sheet *s = lay_made(m, "boxes:\n",
	    "- {on: all, at: [20mm, 10mm], size: [50mm, 5mm], style: label, "
	    "text: \"{{doc.page}} of {{doc.pages}}\"}\n"
	    "- {on: first, at: [20mm, 20mm], size: [50mm, 5mm], style: label, "
	    "text: first}\n"
	    "- {on: next, at: [20mm, 20mm], size: [50mm, 5mm], style: label, "
	    "text: next}\n"
	    "- {on: last, at: [20mm, 280mm], size: [50mm, 5mm], style: label, "
	    "text: last}\n" LAY_BLOCKS
	    "  - {style: body, text: a, height: 160mm}\n"
	    "  - {style: body, text: b, height: 160mm}\n"
	    "  - {style: body, text: c, height: 160mm}\n");
	check_laid(s);
	CHECK_INT(s->laid.pages.n, 3);
	for (unsigned i = 1; i <= 3; i++) {
		char text[16];
		snprintf(text, sizeof(text), "%u of 3", i);
		CHECK_INT(seen(s, text).page, i);
	}
	CHECK_INT(times(s, "first"), 1);
	CHECK_INT(times(s, "next"), 2);
	CHECK_INT(times(s, "last"), 1);
	CHECK_INT(seen(s, "last").page, 3);
	CHECK_MM(seen(s, "last").y, 280);
}

/* An address of many lines in the window of 20 mm. */
static void
test_window(void)
{
	static const char box[] =
	    "- {on: first, at: recipient, text: \"{{to.address}}\", style: "
	    "body, fit: {shrink: 8pt, else: overflow}, overflow: To}\n";
	struct made *m = make();
	T_CASE("it fits");
	struct sheet *s = boxes_of(m, box);
	check_laid(s);
	CHECK_MM(seen(s, "Anna Ek").x, 110);
	CHECK_MM(seen(s, "Anna Ek").y, 45);
	CHECK_MM(seen(s, "111 29 Stockholm").y, 55);
	T_CASE("smaller type");
	m->inv.buyer.address.line2 = str_of("Box 7");
	m->inv.buyer.address.line3 = str_of("Uppgång C");
	s = boxes_of(m, box);
	check_laid(s);
	CHECK(seen(s, "Anna Ek").size < 10 && seen(s, "Anna Ek").size >= 8);
	CHECK(seen(s, "111 29 Stockholm").y < 61.1);
	CHECK_INT(m->v.longs_n, 0);
	T_CASE("too many lines: the first and the last ones");
	m->inv.buyer.address.line2 = str_of("b\nc\nd\ne\nf");
	m->inv.buyer.address.line3 = str_of("g\nh\ni");
	m->inv.buyer.address.region = str_of("Svealand");
	m->inv.buyer.address.country = str_of("NO");
	s = boxes_of(m, box);
	check_laid(s);
	CHECK_MM(seen_nth(s, "Anna Ek", 1).y, 45);
	CHECK_INT(times(s, "Svealand"), 2);
	CHECK_INT(times(s, "NORWAY"), 2);
	CHECK_INT(times(s, "111 29 Stockholm"), 2);
	CHECK_INT(times(s, "e"), 1);
	CHECK_INT(m->v.longs_n, 1);
	CHECK_INT(overlaps(s), 0);
	T_CASE("a long name leaves room for the address");
	m = make();
	char *name = arena_alloc(&arena, 4000);
	memset(name, 'W', 4000);
	m->inv.buyer.name = (struct str){ name, 4000 };
	s = boxes_of(m, box);
	check_laid(s);
	CHECK_INT(seen_nth(s, "111 29 Stockholm", 1).page, 1);
	CHECK_INT(overlaps(s), 0);
	T_CASE("a box that may not be cut");
	s = boxes_of(m,
	    "- {on: first, at: [20mm, 20mm], size: [50mm, 10mm], text: "
	    "\"{{to.address}}\", style: body}\n");
	CHECK(!s->ok);
	CHECK_STR(s->fault.rule, "fit");
	CHECK_STR(s->fault.place, "template t.yaml:10");
}

static void
test_overlaps(void)
{
	FILE *out = tmpfile();
	char line[512] = "";
	T_CASE("boxes that overlap, and what is in the window");
	struct sheet *s = boxes_of(make(),
	    "- {on: first, at: recipient, text: \"{{to.address}}\", style: "
	    "body}\n"
	    "- {on: first, at: [20mm, 20mm], size: [60mm, 10mm], style: body, "
	    "text: one is here}\n"
	    "- {on: first, at: [22mm, 21mm], size: [60mm, 10mm], style: body, "
	    "text: so is two}\n"
	    "- {on: first, at: [106mm, 60mm], size: [30mm, 5mm], style: body, "
	    "text: in the way}\n");
	check_laid(s);
	CHECK_INT(lay_find(&s->laid, out), 2);
	rewind(out);
	CHECK(fgets(line, sizeof(line), out));
	CHECK_STR(line, "t.yaml:11: page 1: text overlaps that of t.yaml:12\n");
	CHECK(fgets(line, sizeof(line), out));
	CHECK_STR(
	    line, "t.yaml:13: page 1: text in the window of the envelope\n");
	fclose(out);
}

int
main(void)
{
	type = type_new();
	test_stack();
	test_absent();
	test_beside();
	test_grid();
	test_sums();
	test_fit();
	test_nowhere();
	test_figures();
	test_glyph();
	test_size();
	test_split();
	test_split_columns();
	test_split_grid();
	test_bottom();
	test_boxes();
	test_window();
	test_overlaps();
	lay_done();
	return T_END();
}
