/* SPDX-License-Identifier: ISC */
#include "lay_work.h"

/* Texts that are cut move what is printed in full, and so what is cut. */
enum { TRIES = 4 };

static bool
check_glyphs(const struct work *w)
{
	char place[FAULT_TEXT] = "/invoice";
	unsigned long code = type_missing(w->type);
	if (!code)
		return true;
	lay_find_character(w, code, place, sizeof(place));
	return fault_set(w->fault, place, "glyph",
	    "has the character U+%04lX, which no font has", code);
}

static void
reset(struct work *w)
{
	w->ops_n = w->items_n = w->grounds_n = w->divided_n = 0;
	w->mark = w->row = 0;
	w->tables = 0;
	w->flowed = 0;
	w->longs_shown = false;
	w->longs_n = 0;
}

static void
divide(struct work *w, struct pages *pages)
{
	const struct template *t = w->t;
	const struct frame frame = { t->top_first, t->top_next, t->bottom };
	lay_pages(
	    pages, w->items, w->items_n, w->item_tables, &frame, w->arena);
	if (pages->wide < w->items_n) {
		const struct part *part = &w->parts[pages->wide];
		lay_fail(w, part->n ? w->ops[part->op].node : NULL, "fit",
		    "is higher than a page");
	}
	if (pages->n > LAY_PAGES)
		lay_fail(
		    w, NULL, "size", "would have over %d pages", LAY_PAGES);
}

/*
 * Lays the document, of so many pages as it seems; true when everything that
 * was cut is printed in full somewhere.
 */
static bool
try_out(struct work *w, size_t seems, struct laid *out)
{
	struct side first = { .boxes_n = 0 };
	reset(w);
	lay_boxes(w, 1, (unsigned)seems, &first);
	if (!w->failed)
		lay_flow(w);
	if (!w->failed)
		divide(w, &out->pages);
	if (!w->failed)
		out->side = lay_sides(
		    w, &out->pages, out->pages.n == seems ? &first : NULL);
	return w->failed || w->view->longs_n == w->longs_n;
}

bool
lay_out(struct work *w, struct laid *out)
{
	size_t seems = 1;
	int tries = 0;
	*out = (struct laid){ .w = w };
	w->view->longs_n = 0;
	type_begin(w->type);
	while (!try_out(w, seems, out)) {
		seems = out->pages.n;
		if (!w->longs_shown || ++tries == TRIES) {
			struct str label = w->view->longs[w->longs_n].label;
			lay_fail(w, NULL, "fit",
			    "'%.*s' does not fit its place, and the template "
			    "shows it nowhere else",
			    STR_ARG(label));
		}
	}
	return !w->failed && check_glyphs(w);
}

struct work
lay_begin(const struct lay *l, const struct template *t, struct view *view,
    enum language lang, struct arena *arena, struct fault *f)
{
	return (struct work){ .type = l->type,
		.t = t,
		.view = view,
		.say = say_begin(t, view, lang, arena),
		.arena = arena,
		.fault = f,
		.text = BUF_INIT(LAY_TEXT),
		.scale = 1 };
}

bool
lay_document(const struct lay *l, const struct template *t, struct view *view,
    enum language lang, const struct device_info *info, struct arena *arena,
    struct buf *out, int *pages, struct fault *f)
{
	struct work w = lay_begin(l, t, view, lang, arena, f);
	struct laid laid;
	struct pen pen = { .device = l->device, .tagged = info->tagged };
	bool ok = lay_out(&w, &laid);
	if (ok) {
		*pages = (int)laid.pages.n;
		device_begin(l->device, out, info);
		lay_draw(&laid, &pen);
		ok = device_end(l->device, f);
	}
	buf_free(&w.text);
	return ok;
}

bool
lay_overlaps(const struct lay *l, const struct template *t, struct view *view,
    enum language lang, struct arena *arena, FILE *findings, size_t *n,
    struct fault *f)
{
	struct work w = lay_begin(l, t, view, lang, arena, f);
	struct laid laid;
	bool ok = lay_out(&w, &laid);
	*n = ok ? lay_find(&laid, findings) : 0;
	buf_free(&w.text);
	return ok;
}
