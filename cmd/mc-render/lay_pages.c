/* SPDX-License-Identifier: ISC */
#include "lay_pages.h"

enum { TAIL = 3 }; /* rows that come along, fewer of a short table */

static const double hair = 1e-6; /* what sums of lengths are off by */

/* One way to place the items. */
struct way {
	const struct item *item;
	size_t n, bottoms; /* items; where those at the foot begin */
	const struct item_table *table;
	const struct frame *frame;
	const double *sum; /* heights and spaces of the items before each */
	bool company; /* last rows keep company with what follows */
	size_t turn; /* the item that a page begins with, n: none */

	double y; /* where the next item goes */
	bool fresh; /* nothing stands on this page yet */
	bool alone; /* what is at the foot has a page for itself */
	struct pages *out;
};

static const struct item_table *
table_of(const struct way *w, size_t i)
{
	return w->item[i].table ? &w->table[w->item[i].table - 1] : NULL;
}

/*
 * The first of the rows that come along with what follows their table: so
 * many that neither page has one row alone, all of them with their titles
 * when they are too few for that.
 */
static size_t
tail_of(const struct item_table *t)
{
	size_t rows = t->last - t->first;
	if (rows <= TAIL)
		return t->first;
	return t->last + 1 - (rows < 2 * TAIL ? TAIL - 1 : TAIL);
}

static bool
keeps(const struct way *w, size_t i)
{
	const struct item_table *t = table_of(w, i);
	if (i + 1 >= w->n || w->item[i].bottom != w->item[i + 1].bottom ||
	    i + 1 == w->turn)
		return false;
	return w->item[i].keep || (w->company && t && i >= tail_of(t));
}

/* From the top of item i to the end of item j. */
static double
span(const struct way *w, size_t i, size_t j)
{
	return w->sum[j + 1] - w->sum[i] - w->item[i].space;
}

/* Claims that the table of item i began before it. */
static bool
is_within(const struct way *w, size_t i)
{
	return i > 0 && w->item[i].table && !w->item[i].head &&
	       w->item[i - 1].table == w->item[i].table;
}

/* What the top of a page takes before item i. */
static double
top_of(const struct way *w, size_t i, bool first)
{
	const struct item_table *t = table_of(w, i);
	if (first)
		return w->frame->top_first;
	return w->frame->top_next +
	       (is_within(w, i) ? t->again + t->brought : 0);
}

/* Claims that items i to j fit from y on, with what then is at the foot. */
static bool
fits(const struct way *w, size_t i, size_t j, double y)
{
	const struct item_table *t = table_of(w, j);
	double end = y + span(w, i, j), room = w->frame->bottom + hair;
	if (!t || j == t->last)
		return end <= room;
	return end + t->carried + t->onward <= room ||
	       y + span(w, i, t->last) <= room;
}

static void
open_page(struct way *w, size_t i)
{
	struct pages *out = w->out;
	struct turn *now = &out->turn[out->n];
	*now = (struct turn){ .first = i };
	if (out->n && is_within(w, i)) {
		now[-1].onward = now->again = w->item[i].table;
		now[-1].foot = w->y;
	}
	w->y = i < w->n ? top_of(w, i, out->n == 0) : w->frame->top_first;
	w->fresh = true;
	out->n++;
}

static void
put(struct way *w, size_t i, size_t j)
{
	for (; i <= j; i++) {
		if (!w->fresh)
			w->y += w->item[i].space;
		w->out->spot[i] =
		    (struct spot){ (unsigned)w->out->n - 1, w->y };
		w->y += w->item[i].height;
		w->fresh = false;
	}
}

/* Places items i to j, which keep company; the first that is not placed. */
static size_t
place(struct way *w, size_t i, size_t j)
{
	double space = w->fresh ? 0 : w->item[i].space;
	/* too much company for any page */
	if (!fits(w, i, j, top_of(w, i, false)))
		j = i;
	if (!fits(w, i, j, w->y + space)) {
		if (!w->fresh || w->out->n == 1)
			open_page(w, i);
		if (!fits(w, i, j, w->y) && w->out->wide == w->n)
			w->out->wide = i;
	}
	put(w, i, j);
	return j + 1;
}

static void
place_all(struct way *w, size_t i, size_t end)
{
	while (i < end) {
		size_t j = i;
		if (i == w->turn && !w->fresh)
			open_page(w, i);
		while (j + 1 < end && keeps(w, j))
			j++;
		i = place(w, i, j);
	}
}

static void
place_bottoms(struct way *w)
{
	size_t b = w->bottoms;
	if (b == w->n)
		return;
	double height = span(w, b, w->n - 1), foot = w->frame->bottom - height;
	double space = w->fresh ? 0 : w->item[b].space;
	if (height > w->frame->bottom - w->frame->top_next + hair) {
		place_all(w, b, w->n);
		return;
	}
	if (w->y + space > foot + hair) {
		w->alone = true;
		open_page(w, b);
	}
	w->y = foot;
	w->fresh = true;
	put(w, b, w->n - 1);
}

static void
run(struct way *w)
{
	w->out->n = 0;
	w->out->wide = w->n;
	w->alone = false;
	open_page(w, 0);
	place_all(w, 0, w->bottoms);
	place_bottoms(w);
}

/* Where the last group of items before the foot begins. */
static size_t
last_group(const struct way *w)
{
	size_t i = w->bottoms;
	while (i > 1 && keeps(w, i - 2))
		i--;
	return i ? i - 1 : 0;
}

/* Turns the page before item i if that becomes the page with the foot. */
static bool
turn_early(struct way *w, size_t i, size_t pages)
{
	if (i == 0 || i >= w->bottoms)
		return false;
	w->turn = i;
	run(w);
	return !w->alone && w->out->n <= pages &&
	       w->out->turn[w->out->n - 1].first == i;
}

/*
 * Lets something turn the page with what is last: the last rows of the last
 * table and all that follows it, so that the sums are where they are asked
 * for; else what follows it; else, for what is at the foot, what is above it.
 */
static void
find_company(struct way *w)
{
	size_t pages = w->out->n, i = w->bottoms;
	bool alone = w->alone;
	while (i > 0 && !w->item[i - 1].table)
		i--;
	/* the last page has some of the table, or what follows it, already */
	if (!alone && (i == 0 || w->out->turn[pages - 1].first <= i))
		return;
	if ((i > 0 && turn_early(w, tail_of(table_of(w, i - 1)), pages)) ||
	    (i > 0 && turn_early(w, i, pages)) ||
	    (alone && turn_early(w, last_group(w), pages)))
		return;
	w->turn = w->n;
	run(w);
}

static const double *
sums_of(const struct item *item, size_t n, struct arena *arena)
{
	double *sum = arena_alloc(arena, (n + 1) * sizeof(*sum));
	sum[0] = 0;
	for (size_t i = 0; i < n; i++)
		sum[i + 1] = sum[i] + item[i].space + item[i].height;
	return sum;
}

void
lay_pages(struct pages *out, const struct item *item, size_t n,
    const struct item_table *table, const struct frame *frame,
    struct arena *arena)
{
	struct way w = { .item = item,
		.n = n,
		.bottoms = n,
		.table = table,
		.frame = frame,
		.sum = sums_of(item, n, arena),
		.company = true,
		.turn = n,
		.out = out };
	while (w.bottoms > 0 && item[w.bottoms - 1].bottom)
		w.bottoms--;
	out->spot = arena_alloc(arena, (n + 1) * sizeof(*out->spot));
	out->turn = arena_alloc(arena, (n + 2) * sizeof(*out->turn));
	run(&w);
	if (out->n > 1) {
		size_t pages = out->n;
		w.company = false;
		run(&w);
		/* company is not worth a page */
		if (out->n == pages) {
			w.company = true;
			run(&w);
		}
	}
	if (out->n > 1)
		find_company(&w);
}
