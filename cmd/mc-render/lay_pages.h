/* SPDX-License-Identifier: ISC */
#ifndef RENDER_LAY_PAGES_H
#define RENDER_LAY_PAGES_H

/*
 * Which item of the flow stands on which page, and where: a pure function of
 * heights and flags, in time linear in the items. What it keeps to, the
 * earlier before the later where both cannot be had:
 *
 *	an item is inside the frame of its page, below the one before it
 *	where a table goes on there is room for its titles, for the sum so
 *	    far at the foot and at the head, and for the words below it
 *	no page more than it takes
 *	an item that keeps company is on the page of the next one
 *	the last rows of a table come along when what follows it turns the page
 *	the last rows of the last table, and what follows them, are on the page
 *	    of what is at the foot, or of what is last
 *	what stands at the foot of the last page is not alone there
 *
 * Lengths are millimetres.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct item {
	double height;
	double space; /* before it, not at the top of a page */
	unsigned table; /* it is a part of, from 1; 0: of none */
	bool head; /* the titles of that table: its first item */
	bool keep; /* with the next item */
	bool bottom; /* at the foot of the last page; these come last */
};

/* What a table needs where it is divided. */
struct item_table {
	size_t first, last; /* its items, the titles too */
	double again, brought; /* at the top of the next page */
	double carried, onward; /* at the foot of this one */
};

struct frame {
	double top_first, top_next, bottom; /* of the flow on its pages */
};

struct spot {
	unsigned page; /* from 0 */
	double y; /* of its top */
};

/* A page of the flow. */
struct turn {
	size_t first; /* item on it; n when there is none */
	unsigned again; /* the table that goes on here, 0: none */
	unsigned onward; /* the table that goes on on the next page */
	double foot; /* y where what is said of that begins */
};

struct pages {
	struct spot *spot; /* of each item */
	struct turn *turn;
	size_t n; /* pages, 1 or more */
	size_t wide; /* the first item taller than a page; items' n: none */
};

/* Places n items; tables[i - 1] is table i. All of out is the arena's. */
void lay_pages(struct pages *out, const struct item *, size_t n,
    const struct item_table *tables, const struct frame *, struct arena *);

#endif
