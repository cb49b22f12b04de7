/* SPDX-License-Identifier: ISC */
/*
 * What is divided between pages, whatever it is: a text between its lines, a
 * stack between its nodes, columns where all of them have a gap.
 */
#include <stdlib.h>

#include "lay_work.h"

/* Of a line of text: what letters reach to, in ems. */
static const double letters_up = 0.76, letters_down = 0.24;
static const double touch = 0.01; /* mm that do not count */

struct item *
lay_item(struct work *w, size_t first, double height)
{
	size_t n = w->items_n++;
	w->items = arena_extend(w->arena, w->items, n, sizeof(*w->items));
	w->parts = arena_extend(w->arena, w->parts, n, sizeof(*w->parts));
	w->items[n] = (struct item){ .height = height };
	w->parts[n] = (struct part){ .op = first, .n = w->ops_n - first };
	return &w->items[n];
}

/* A stretch of the height that is not divided. */
struct band {
	double top, bottom;
	size_t ops; /* how many operations */
	uint32_t mark; /* of its first text */
	bool keep; /* with what is below it */
};

struct bands {
	struct band *band;
	size_t n;
};

static void
extent(const struct op *op, double *top, double *bottom)
{
	*top = op->y;
	*bottom = op->y + op->height;
	if (op->kind == OP_TEXT) {
		double em = op->size / TYPE_MM;
		*top = op->y + op->base - em * letters_up;
		*bottom = op->y + op->base + em * letters_down;
	}
}

static int
by_top(const void *a, const void *b)
{
	const struct band *x = a, *y = b;
	return (x->top > y->top) - (x->top < y->top);
}

/* The extents of all that stands on something, from the top down. */
static struct bands
extents(struct work *w, size_t first)
{
	struct bands all = { arena_alloc(w->arena,
				 (w->ops_n - first + 1) * sizeof(struct band)),
		0 };
	bool sorted = true;
	for (size_t i = first; i < w->ops_n; i++) {
		struct band *b = &all.band[all.n];
		if (w->ops[i].ground || w->ops[i].kind == OP_RULE ||
		    w->ops[i].kind == OP_EMPTY)
			continue;
		*b = (struct band){ .ops = 0 };
		extent(&w->ops[i], &b->top, &b->bottom);
		sorted &= all.n == 0 || b[-1].top <= b->top;
		all.n++;
	}
	if (!sorted)
		qsort(all.band, all.n, sizeof(*all.band), by_top);
	return all;
}

/* Joins the extents that overlap. */
static struct bands
bands_of(struct work *w, size_t first, double height)
{
	struct bands all = extents(w, first);
	size_t n = 0;
	for (size_t i = 0; i < all.n; i++) {
		struct band *last = n ? &all.band[n - 1] : NULL;
		const struct band *b = &all.band[i];
		if (last && b->top < last->bottom - touch) {
			if (b->bottom > last->bottom)
				last->bottom = b->bottom;
		} else
			all.band[n++] = *b;
	}
	all.n = n;
	if (n) {
		all.band[0].top = 0;
		all.band[n - 1].bottom = height;
	}
	return all;
}

/* The band that the operation is in: the last one that begins above it. */
static size_t
band_at(const struct bands *all, const struct op *op)
{
	double top, bottom;
	size_t low = 0, high = all->n;
	extent(op, &top, &bottom);
	/* a rule is the end of what is above it */
	top += op->kind == OP_RULE ? -touch : touch;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (all->band[middle].top <= top)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Takes the fills out, which may be divided, and notes what is where. */
static void
take_grounds(struct work *w, size_t first, const struct bands *all)
{
	size_t to = first;
	for (size_t i = first; i < w->ops_n; i++) {
		struct op *op = &w->ops[i];
		if (!op->ground) {
			w->ops[to++] = *op;
			continue;
		}
		struct op end = { .kind = OP_RULE, .y = op->y + op->height };
		size_t a = band_at(all, op), b = band_at(all, &end);
		w->grounds = arena_extend(
		    w->arena, w->grounds, w->grounds_n, sizeof(*w->grounds));
		w->grounds[w->grounds_n++] = (struct ground){ .op = *op,
			.first = w->items_n + a,
			.last = w->items_n + b,
			.above = op->y - all->band[a].top,
			.below = end.y - all->band[b].top };
	}
	w->ops_n = to;
}

/* Brings the operations of each band together, its own top at 0. */
static void
sort_ops(struct work *w, size_t first, struct bands *all)
{
	size_t n = w->ops_n - first, *in, *at;
	struct op *copy;
	bool sorted = true;
	in = arena_alloc(w->arena, (n + 1) * sizeof(*in));
	at = arena_alloc(w->arena, (all->n + 1) * sizeof(*at));
	for (size_t i = 0; i < n; i++) {
		const struct op *op = &w->ops[first + i];
		struct band *b = &all->band[in[i] = band_at(all, op)];
		sorted &= i == 0 || in[i - 1] <= in[i];
		b->ops++;
		if (op->kind == OP_TEXT && !b->mark)
			b->mark = op->mark;
		b->keep |= op->keep || op->tag == TAG_H1 || op->tag == TAG_H2;
		if (op->kind == OP_RULE && op->y > b->bottom)
			b->bottom = op->y;
		w->ops[first + i].y -= b->top;
	}
	if (sorted)
		return;
	copy = arena_alloc(w->arena, n * sizeof(*copy));
	memcpy(copy, w->ops + first, n * sizeof(*copy));
	for (size_t i = 0, sum = first; i < all->n; i++) {
		at[i] = sum;
		sum += all->band[i].ops;
	}
	for (size_t i = 0; i < n; i++)
		w->ops[at[in[i]]++] = copy[i];
}

/* No line alone: the first and the last of a paragraph have company. */
static bool
keeps(const struct bands *all, size_t i)
{
	const struct band *b = &all->band[i];
	if (i + 1 >= all->n)
		return false;
	if (i == 0 || i + 2 == all->n || b->keep)
		return true;
	return b->mark == b[1].mark &&
	       (b[-1].mark != b->mark || b[2].mark != b->mark);
}

/* Shares what is between two bands out to them, as air for rules. */
static void
fill_gaps(struct bands *all)
{
	for (size_t i = 1; i < all->n; i++) {
		struct band *b = &all->band[i];
		b->top = b[-1].bottom = (b[-1].bottom + b->top) / 2;
	}
}

void
lay_slice(struct work *w, size_t first, double height, bool row)
{
	struct bands all = bands_of(w, first, height);
	if (row)
		fill_gaps(&all);
	if (w->failed)
		return;
	if (all.n < 2) {
		lay_item(w, first, height);
		return;
	}
	take_grounds(w, first, &all);
	sort_ops(w, first, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct band *b = &all.band[i];
		struct item *item = lay_item(w, first, b->bottom - b->top);
		w->parts[w->items_n - 1].n = b->ops;
		first += b->ops;
		item->space = i ? b->top - b[-1].bottom : 0;
		if (item->space < 0)
			item->space = 0;
		item->keep = keeps(&all, i);
	}
}
