/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>

#include "base/text.h"
#include "facts.h"
#include "head.h"
#include "layout.h"
#include "model/currency.h"
#include "model/field.h"
#include "pay.h"
#include "table.h"
#include "totals.h"

/* The whole document, once; s->page is then its last page. */
static void
run(struct sheet *s)
{
	s->page = 0;
	s->longs_n = 0;
	s->pay_alone = false;
	sheet_page(s);
	head_first(s);
	facts_grid(s);
	table_draw(s);
	totals_draw(s);
	facts_notes(s);
	pay_draw(s);
}

/*
 * Counts the pages. When the payment part would stand alone on the last one,
 * the last rows and the totals go there with it, if that is no page more.
 */
static void
count(struct sheet *s)
{
	run(s);
	int pages = s->page;
	if (!s->pay_alone || pages == 1 || s->table->rows_n < 2)
		return;
	s->turn_early = true;
	run(s);
	s->turn_early = s->page == pages && !s->pay_alone;
	s->page = pages;
}

static bool
check(const struct record *r, struct instant *created, struct fault *f)
{
	if (!r->invoice)
		return fault_set(f, "", "render", "has no content to draw");
	if (!r->run || !instant_parse(created, r->run->at))
		return fault_set(f, "/run/at", "render", "is no time");
	if (!currency_code_ok(r->invoice->currency))
		return fault_set(
		    f, "/invoice/currency", "currency", "is no currency code");
	return true;
}

/* Looks for the text that holds the character. */
struct search {
	char code[4];
	size_t n;
	char *place;
	size_t size;
};

static bool
holds_not(void *arg, struct str path, const struct field *f, const void *value)
{
	struct search *s = arg;
	struct str text;
	size_t at = 0;
	if (f->kind != FIELD_TEXT && f->kind != FIELD_IDENTITY)
		return true;
	text = *(const struct str *)value;
	if (!memmem(text.p, text.n, s->code, s->n))
		return true;
	/* invoice.lines[2].name to /invoice/lines/2/name */
	for (size_t i = 0; i < path.n && at + 2 < s->size; i++) {
		char c = path.p[i];
		if (i == 0)
			s->place[at++] = '/';
		if (c != ']')
			s->place[at++] = c == '.' || c == '[' ? '/' : c;
	}
	s->place[at] = '\0';
	return false;
}

/* Where in the record the character that no font has stands. */
static void
find_missing(const struct sheet *s, char *place, size_t size)
{
	struct search search = { .place = place, .size = size };
	search.n = utf8_put(search.code, s->type.missing);
	snprintf(place, size, "/invoice");
	field_walk(&record_object, s->r, holds_not, &search);
}

/* What must hold after the pages have been counted. */
static bool
check_counted(const struct sheet *s, struct fault *f)
{
	char place[FAULT_TEXT];
	if (s->type.missing) {
		find_missing(s, place, sizeof(place));
		return fault_set(f, place, "glyph",
		    "has the character U+%04lX, which no font has",
		    s->type.missing);
	}
	if (s->page > SHEET_PAGES)
		return fault_set(f, "/invoice", "size",
		    "would have over %d pages", SHEET_PAGES);
	return true;
}

static struct device_info
info_of(struct sheet *s, struct instant created)
{
	struct str copy = { NULL, 0 };
	if (s->copy)
		copy = word(s->lang, WORD_COPY);
	struct str parts[] = { head_title(s), sheet_public(s->inv->number),
		copy };
	return (struct device_info){
		.title = wrap_clean(&s->type, sheet_join(s, " ", parts, 3)),
		.author = wrap_clean(&s->type, s->inv->seller.name),
		.created = created,
	};
}

bool
layout_draw(const struct render *render, const struct record *r,
    const struct showing *how, struct arena *arena, struct buf *out, int *pages,
    struct fault *f)
{
	struct instant created;
	struct table table;
	struct invoice shown;
	struct sheet s = { .type = { .fonts = render->fonts, .arena = arena },
		.lang = how->lang,
		.test = render->test,
		.copy = how->variant.copy,
		.scheme = how->scheme,
		.r = r,
		.inv = &shown,
		.table = &table };
	if (!check(r, &created, f))
		return false;
	shown = *r->invoice;
	s.to = recipient_of_record(r);
	if (date_set(how->variant.due))
		shown.due_date = how->variant.due;
	if (r->route && r->route->payment_n)
		s.debit = &r->route->payment[0];
	table_prepare(&table, &s);
	count(&s);
	if (!check_counted(&s, f))
		return false;
	struct device_info info = info_of(&s, created);
	s.pages = *pages = s.page;
	s.dev = render->device;
	device_begin(s.dev, out, &info);
	run(&s);
	return device_end(s.dev, f);
}
