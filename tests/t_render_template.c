/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "t.h"
#include "template_text.h"

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
	CHECK(table->least == 7 && table->rule == 0);
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
	/* a sender's logo is looked for where his path says */
	own = (struct template_own){ .logo = STR("/nowhere/own.png") };
	struct type *type = type_new();
	CHECK(!template_load(
	    &t, "cmd/mc-render/templates/classic.yaml", &own, type, &f));
	CHECK(strstr(f.text, "/nowhere/own.png"));
	own.logo = str_of("testdata/pages/mark-light.svg");
	own.brand = str_of("#000064");
	ok = template_load(
	    &t, "cmd/mc-render/templates/classic.yaml", &own, type, &f);
	CHECK(ok && t.logo && t.logo->kind == ASSET_DRAWING);
	/* what is a part of his colour goes along: 8 % on white */
	for (size_t i = 0; ok && i < t.flow.n; i++)
		if (t.flow.one[i].bar > 0)
			CHECK_INT(t.flow.one[i].fill, 0xebebf3);
	if (ok)
		template_free(&t);
	type_free(type);
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

/* A small template with its font and a picture, in files that are there. */
static void
check_files(struct type *type, const char *font, const char *asset,
    const char *place, const char *why)
{
	char text[1024];
	struct template t;
	struct fault f = { .text = "" };
	snprintf(text, sizeof(text),
	    "template: {name: small, languages: [sv], fallback: sv}\n"
	    "page: {left: 20mm, right: 20mm}\n"
	    "fonts: {text: [%s], fallback: [NoSuchFont.ttf]}\n"
	    "styles: {body: {font: text, size: 9pt}}\n"
	    "assets: {logo: {file: %s, alt: \"\"}}\n"
	    "flow: {top: {first: 30mm, next: 30mm}, bottom: 270mm, blocks: "
	    "[]}\n",
	    font, asset);
	bool ok = template_load_text(
	    &t, str_of(text), "testdata/pages/t.yaml", NULL, type, &f);
	CHECK_STR(f.place, place);
	CHECK(strstr(f.text, why));
	CHECK_INT(ok, !*why);
	if (ok)
		template_free(&t);
}

static void
test_fonts(void)
{
	struct type *type = type_new();
	const char *fonts = "testdata/pages/t.yaml:3";
	const char *assets = "testdata/pages/t.yaml:5";
	check_files(type, "DejaVuSans.ttf", "mark.svg", "", "");
	check_files(
	    type, "NoSuchFont.ttf", "mark.svg", fonts, "NoSuchFont.ttf");
	check_files(
	    type, "./mark.svg", "mark.svg", fonts, "testdata/pages/./mark.svg");
	check_files(type, "DejaVuSans.ttf", "none.svg", assets,
	    "testdata/pages/none.svg");
	check_files(type, "DejaVuSans.ttf", "../demo.yaml", assets,
	    "testdata/pages/../demo.yaml");
	type_free(type);
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
	test_include();
	test_own();
	test_find();
	test_fonts();
	test_built_in();
	return T_END();
}
