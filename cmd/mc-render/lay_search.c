/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
/* Where in the record a text comes from, for faults. */
#include "base/text.h"
#include "lay_work.h"

struct search {
	struct str part; /* the value holds it, or: */
	struct str whole; /* it holds the value, the longer the better */
	size_t best;
	char *place;
	size_t size;
};

/* invoice.lines[2].name to /invoice/lines/2/name */
static void
note_path(struct search *s, struct str path)
{
	size_t at = 0;
	for (size_t i = 0; i < path.n && at + 2 < s->size; i++) {
		char c = path.p[i];
		if (i == 0)
			s->place[at++] = '/';
		if (c != ']')
			s->place[at++] = c == '.' || c == '[' ? '/' : c;
	}
	s->place[at] = '\0';
}

static bool
look(void *arg, struct str path, const struct field *f, const void *value)
{
	struct search *s = arg;
	struct str text;
	if (f->kind != FIELD_TEXT && f->kind != FIELD_IDENTITY &&
	    f->kind != FIELD_TEXTS)
		return true;
	text = *(const struct str *)value;
	if (s->part.n) {
		if (!memmem(text.p, text.n, s->part.p, s->part.n))
			return true;
		note_path(s, path);
		return false;
	}
	if (text.n > s->best &&
	    memmem(s->whole.p, s->whole.n, text.p, text.n)) {
		s->best = text.n;
		note_path(s, path);
	}
	return true;
}

void
lay_find_character(
    const struct work *w, unsigned long code, char *place, size_t size)
{
	char bytes[4];
	struct search s = { .place = place, .size = size };
	s.part = (struct str){ bytes, utf8_put(bytes, code) };
	field_walk(&view_object, w->view, look, &s);
}

void
lay_find_value(const struct work *w, struct str text, char *place, size_t size)
{
	struct search s = { .whole = text, .place = place, .size = size };
	field_walk(&view_object, w->view, look, &s);
}
