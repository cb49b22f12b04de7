/* SPDX-License-Identifier: ISC */
#include "type_set.h"

/*
 * Items of the line that is being filled are in type->item. A line ends at
 * the last place where it may; what is behind that begins the next one.
 */
struct breaker {
	struct type *type;
	struct face face;
	struct arena *arena;
	struct paragraph *out;
	size_t most; /* lines */
	double room; /* ems */
	double used;
	size_t ends; /* items in front of the last place, 0: none */
	struct str text; /* the paragraph */
	bool gap; /* blank lines were passed over */
	bool full; /* there is more text than `most` lines */
};

/* What sums of widths may be wrong by, in ems. */
#define ROUNDING 1e-6

static double
ems(struct face face, double width)
{
	return width * TYPE_MM / face.size;
}

static void
add_line(struct breaker *b, struct line line)
{
	struct paragraph *out = b->out;
	b->full = b->full || out->n == b->most;
	if (b->full)
		return;
	out->line =
	    arena_extend(b->arena, out->line, out->n, sizeof(*out->line));
	out->line[out->n++] = line;
	out->width = line.width > out->width ? line.width : out->width;
}

/* Sets the first n items, and keeps the others for the next line. */
static void
end_line(struct breaker *b, size_t n)
{
	struct item *item = b->type->item;
	size_t rest = b->type->items_n - n, set = n;
	while (set && item[set - 1].blank)
		set--;
	/* a blank line is the first to give way */
	if (b->gap && b->out->n && b->most - b->out->n > 1)
		add_line(b, (struct line){ .text = { b->text.p, 0 } });
	b->gap = false;
	if (b->out->n < b->most)
		add_line(b,
		    items_line(b->type, b->face, b->arena, b->text, item, set));
	else
		b->full = true;
	memmove(item, item + n, rest * sizeof(*item));
	b->type->items_n = rest;
	b->used = 0;
	b->ends = 0;
	for (size_t i = 0; i < rest; i++)
		b->used += item[i].width;
}

static void
push(struct breaker *b, const struct item *it)
{
	*type_item(b->type) = *it;
	b->used += it->width;
	if (it->breaks)
		b->ends = b->type->items_n;
}

static void
place(struct breaker *b, struct item it)
{
	while (!b->full) {
		size_t n = b->type->items_n;
		if (it.blank && n == 0)
			return;
		if (it.blank || b->used + it.width <= b->room) {
			push(b, &it);
			return;
		}
		if (b->ends) {
			end_line(b, b->ends);
			continue;
		}
		b->out->broken = true;
		if (it.figure) {
			push(b, &it);
			return;
		}
		struct item head, tail;
		item_divide(b->type, b->text, &it, b->room - b->used, n == 0,
		    &head, &tail);
		if (head.n)
			push(b, &head);
		if (!tail.n)
			return;
		end_line(b, b->type->items_n);
		it = tail;
	}
}

static void
paragraph(struct breaker *b, struct str text)
{
	struct items s;
	struct item it;
	arena_reset(&b->type->scratch);
	b->text = text;
	b->type->items_n = 0;
	b->ends = 0;
	b->used = 0;
	items_begin(&s, b->type, b->face.chain, text, BASE_AUTO);
	while (!b->full && items_next(&s, &it))
		place(b, it);
	if (b->full)
		return;
	if (b->type->items_n)
		end_line(b, b->type->items_n);
	else
		b->gap = true;
}

/* The text up to its next LF. */
static struct str
first_line(struct str s)
{
	const char *end = s.n ? memchr(s.p, '\n', s.n) : NULL;
	return (struct str){ s.p, end ? (size_t)(end - s.p) : s.n };
}

/* Fills `out` with at most that many lines; true when text was left out. */
static bool
fill(struct type *t, struct face face, double width, size_t most,
    struct arena *a, struct str clean, struct paragraph *out)
{
	struct breaker b = { .type = t,
		.face = face,
		.arena = a,
		.out = out,
		.most = most,
		.room = ems(face, width) + ROUNDING };
	for (size_t at = 0; at < clean.n && !b.full;) {
		struct str text = first_line(str_from(clean, at));
		paragraph(&b, text);
		at += text.n + 1;
	}
	return b.full;
}

/* What most texts are: Latin, and one line. */
static bool
one_line(struct type *t, struct face face, double width, struct arena *a,
    struct str clean, struct paragraph *out)
{
	struct line line;
	if (!items_plain_line(t, face, a, str_trim(clean), &line) ||
	    ems(face, line.width) > ems(face, width) + ROUNDING)
		return false;
	out->line = arena_alloc(a, sizeof(*out->line));
	*out->line = line;
	out->n = 1;
	out->width = line.width;
	return true;
}

struct paragraph
type_lines(struct type *t, struct face face, double width, struct arena *a,
    struct str text)
{
	struct paragraph out = { .n = 0 };
	struct str clean = type_clean(t, face, a, text);
	if (!one_line(t, face, width, a, clean, &out))
		fill(t, face, width, SIZE_MAX, a, clean, &out);
	return out;
}

/* ---- with an ellipsis ------------------------------------------------- */

static struct str
ellipsis_of(struct type *t, struct face face)
{
	bool has = char_font(t, t->chain[face.chain], 0x2026) >= 0;
	return str_of(has ? ELLIPSIS : "...");
}

/* How much of the text, which has no LF, is at most `room` ems wide. */
static size_t
prefix(struct items *s, double room)
{
	struct item it, head, tail;
	while (items_next(s, &it)) {
		if (it.width <= room) {
			room -= it.width;
			continue;
		}
		if (it.figure || it.blank)
			return it.at;
		item_divide(s->type, s->text, &it, room, false, &head, &tail);
		return it.at + head.n;
	}
	return s->text.n;
}

static struct str
without_last(struct str s)
{
	size_t last = 0;
	for (size_t at = 0; at < s.n; at = grapheme_end(s, at))
		last = at;
	return (struct str){ s.p, last };
}

/* As much of the text as one line takes with an ellipsis behind it. */
static struct line
with_ellipsis(struct type *t, struct face face, double width, struct arena *a,
    struct str text)
{
	struct str end = ellipsis_of(t, face);
	double room = ems(face, width - type_width(t, face, end));
	struct items s;
	arena_reset(&t->scratch);
	items_begin(&s, t, face.chain, text, BASE_AUTO);
	int base = s.base;
	text.n = prefix(&s, room);
	for (;; text = without_last(text)) {
		struct item it;
		text = str_trim(text);
		struct str whole =
		    arena_printf(a, "%.*s%.*s", STR_ARG(text), STR_ARG(end));
		arena_reset(&t->scratch);
		t->items_n = 0;
		items_begin(&s, t, face.chain, whole, base);
		while (items_next(&s, &it))
			*type_item(t) = it;
		struct line line =
		    items_line(t, face, a, whole, t->item, t->items_n);
		if (text.n == 0 || line.width <= width)
			return line;
	}
}

struct paragraph
type_cut(struct type *t, struct face face, double width, size_t most,
    struct arena *a, struct str text, bool *cut)
{
	struct paragraph out = { .n = 0 };
	struct str clean = type_clean(t, face, a, text);
	*cut = false;
	if (most && one_line(t, face, width, a, clean, &out))
		return out;
	*cut = fill(t, face, width, most, a, clean, &out);
	if (!*cut || out.n == 0)
		return out;
	struct line *last = &out.line[out.n - 1];
	size_t from = (size_t)(last->text.p - clean.p);
	*last =
	    with_ellipsis(t, face, width, a, first_line(str_from(clean, from)));
	out.width = 0;
	for (size_t i = 0; i < out.n; i++)
		out.width = out.line[i].width > out.width ? out.line[i].width
							  : out.width;
	return out;
}
