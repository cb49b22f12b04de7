/* SPDX-License-Identifier: ISC */
#ifndef LAY_MADE_H
#define LAY_MADE_H

/*
 * For the tests of layout: small templates around some blocks or boxes, an
 * invoice laid out by them, and where its texts came to stand.
 */

#include <stdio.h>
#include <stdlib.h>

#include "lay_work.h"
#include "view_made.h"

/*
 * Lines are 5 mm apart (14.173 pt), labels 4 mm. The flow is 170 mm wide, 170
 * high on the first page and 240 on the others.
 */
#define LAY_HEAD                                                               \
	"template: {name: t, languages: [sv, en], fallback: en}\n"             \
	"page: {left: 20mm, right: 20mm, window: {SE: {at: [110mm, 45mm], "    \
	"size: [80mm, 20mm]}, other: fi-c5}}\n"                                \
	"fonts: {text: [OpenSans-Regular.ttf], "                               \
	"fallback: [DejaVuSans.ttf]}\n"                                        \
	"colors: {ink: \"#000000\", tint: \"#eeeeee\"}\n"                      \
	"styles:\n"                                                            \
	"  body: {font: text, size: 10pt, leading: 14.1732pt, color: ink}\n"   \
	"  label: {like: body, size: 8pt, leading: 11.3386pt}\n"               \
	"  large: {like: body, size: 16pt, leading: 22.6772pt}\n"
#define LAY_BLOCKS                                                             \
	"flow:\n  top: {first: 100mm, next: 30mm}\n  bottom: 270mm\n"          \
	"  blocks:\n"

static struct type *type;

/* One document, and what became of it. */
struct sheet {
	struct template t;
	struct work w;
	struct laid laid;
	struct fault fault;
	bool ok;
	struct sheet *older;
};

static struct sheet *sheets; /* the newest one */

static inline struct sheet *
lay_made(struct made *m, const char *head, const char *text)
{
	struct sheet *s = arena_zero(&arena, 1, sizeof(*s));
	struct lay lay = { .type = type };
	struct str yaml = arena_printf(&arena, "%s%s%s", LAY_HEAD, head, text);
	bool loaded =
	    template_load_text(&s->t, yaml, "t.yaml", NULL, type, &s->fault);
	CHECK_STR(s->fault.text, "");
	CHECK(loaded);
	if (!loaded)
		exit(1);
	s->older = sheets;
	sheets = s;
	see(m);
	s->w = lay_begin(&lay, &s->t, &m->v, m->how.lang, &arena, &s->fault);
	s->ok = lay_out(&s->w, &s->laid);
	buf_free(&s->w.text);
	return s;
}

/* Gives everything back, at the end of main. */
static inline void
lay_done(void)
{
	for (; sheets; sheets = sheets->older)
		template_free(&sheets->t);
	type_free(type);
	arena_free(&arena);
}

/* A text that was set: where on which page. */
struct seen {
	unsigned page; /* from 1; 0: not there */
	double x, y, end, base; /* y of the line's top */
	float size;
};

static inline bool
look_among(const struct sheet *s, const struct placed *at, unsigned page,
    const char *text, size_t *nth, struct seen *seen)
{
	for (size_t i = at->op; i < at->op + at->n; i++) {
		const struct op *op = &s->w.ops[i];
		if (op->kind != OP_TEXT || !str_is(op->line->text, text) ||
		    (*nth)--)
			continue;
		*seen = (struct seen){ .page = page,
			.x = at->x + op->x,
			.y = at->y + op->y,
			.end = at->x + op->x + op->width,
			.base = at->y + op->y + op->base,
			.size = op->size };
		return true;
	}
	return false;
}

/* The nth text of that wording, from 0; the flow before the sides. */
static inline struct seen
seen_nth(const struct sheet *s, const char *text, size_t nth)
{
	struct seen seen = { .page = 0 };
	for (size_t i = 0; s->ok && i < s->w.items_n; i++) {
		struct placed at = { s->w.parts[i].op, s->w.parts[i].n, 0,
			s->laid.pages.spot[i].y, NULL };
		if (look_among(s, &at, s->laid.pages.spot[i].page + 1, text,
			&nth, &seen))
			return seen;
	}
	for (unsigned p = 0; s->ok && p < s->laid.pages.n; p++) {
		const struct side *side = &s->laid.side[p];
		const struct placed *all[] = { &side->again, &side->brought,
			&side->carried, &side->onward };
		for (size_t i = 0; i < COUNT(all); i++)
			if (look_among(s, all[i], p + 1, text, &nth, &seen))
				return seen;
		for (size_t i = 0; i < side->boxes_n; i++)
			if (look_among(
				s, &side->box[i], p + 1, text, &nth, &seen))
				return seen;
	}
	return seen;
}

static inline struct seen
seen(const struct sheet *s, const char *text)
{
	return seen_nth(s, text, 0);
}

/* How often a text is there. */
static inline size_t
times(const struct sheet *s, const char *text)
{
	size_t n = 0;
	while (seen_nth(s, text, n).page)
		n++;
	return n;
}

/* Lengths as whole hundredths of a millimetre, to be compared. */
#define HUNDREDTHS(mm) ((long long)((mm)*100 + 0.5))
#define CHECK_MM(got, want) CHECK_INT(HUNDREDTHS(got), HUNDREDTHS(want))

static inline void
check_laid(const struct sheet *s)
{
	CHECK_STR(s->fault.text, "");
	CHECK(s->ok);
}

/* Claims that nothing overlaps, printing what does. */
static inline size_t
overlaps(const struct sheet *s)
{
	return lay_find(&s->laid, stderr);
}

#endif
