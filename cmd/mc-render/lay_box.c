/* SPDX-License-Identifier: ISC */
/* Boxes: nodes with a place of their own, which what is in them has to fit. */
#include "lay_work.h"

static const double edge = 4; /* mm of a page that nothing is drawn on */
static const double slack = 0.1; /* mm that a box may be passed by */
static const double least_line = 2; /* mm */
static const float step = 0.5F;

/* Where a box is on this page. */
struct place {
	double x, y, width, height;
};

static bool
is_on(const struct box *b, unsigned page, unsigned pages)
{
	return b->on == ON_ALL || (b->on == ON_FIRST && page == 1) ||
	       (b->on == ON_NEXT && page > 1) ||
	       (b->on == ON_LAST && page == pages);
}

const struct window *
lay_window(const struct template *t, const struct view *v)
{
	const struct window *other = t->windows_n ? t->windows : NULL;
	for (size_t i = 0; i < t->windows_n; i++) {
		const struct window *one = &t->windows[i];
		if (!one->country.p)
			other = one;
		else if (v->invoice && str_eq(one->country,
					   v->invoice->seller.address.country))
			return one;
	}
	return other;
}

static struct place
place_of(const struct work *w, const struct box *b)
{
	const struct window *window = lay_window(w->t, w->view);
	if (b->window && window)
		return (struct place){ window->x, window->y, window->width,
			window->height };
	return (struct place){ b->x, b->y, b->width, b->height };
}

/* Claims that there is nothing in the box: it is a band of colour. */
static bool
is_bare(const struct box *b)
{
	return b->node.kind == NODE_STACK && b->node.nodes.n == 0;
}

/*
 * How high a box without a height may become: down to the flow, to the next
 * box below it, or to the end of the page; but as high as it says itself.
 */
static double
room_of(const struct work *w, const struct box *b, const struct place *p,
    unsigned page)
{
	const struct template *t = w->t;
	double top = page == 1 ? t->top_first : t->top_next;
	double end = p->y < top ? top : DEVICE_HEIGHT - edge;
	for (size_t i = 0; i < t->boxes_n; i++) {
		const struct box *o = &t->boxes[i];
		struct place q = place_of(w, o);
		if (o == b || is_bare(o) || q.y <= p->y || q.y >= end ||
		    q.x >= p->x + p->width || p->x >= q.x + q.width)
			continue;
		if (is_on(o, page, page) && say_shows(&w->say, &o->node))
			end = q.y;
	}
	end -= p->y;
	return end > b->node.height ? end : b->node.height;
}

/* A box that is filled is as high as it says, whatever is in it. */
static const struct node *
node_of(struct work *w, const struct box *b)
{
	if (!b->node.filled || b->height <= b->node.height)
		return &b->node;
	struct node *n = arena_alloc(w->arena, sizeof(*n));
	*n = b->node;
	n->height = b->height;
	return n;
}

/*
 * Lays the node again and again until it is not too high: with smaller type
 * where the type may shrink, then with fewer lines where they may be cut.
 */
static bool
lay_inside(struct work *w, const struct node *n, double width, double room)
{
	size_t first = w->ops_n, longs = w->view->longs_n;
	double height;
	for (;;) {
		w->could = false;
		if (!lay_node(w, n, 0, 0, width, &height))
			return false;
		if (height <= room + slack)
			return true;
		if (w->most == 1)
			return lay_fail(w, n, "fit",
			    "what is in the box is higher than the box");
		if (w->could && !w->most)
			w->smaller += step;
		else
			w->most = w->most ? w->most - 1
					  : 1 + (size_t)(room / least_line);
		w->ops_n = first;
		w->view->longs_n = longs;
	}
}

static void
lay_box(struct work *w, const struct box *b, unsigned page, struct side *side)
{
	struct place p = place_of(w, b);
	size_t first = w->ops_n;
	double room = p.height > 0 ? p.height : room_of(w, b, &p, page);
	w->window = b->window;
	bool there = lay_inside(w, node_of(w, b), p.width, room);
	w->window = false;
	w->smaller = 0;
	w->most = 0;
	if (there && !w->failed)
		side->box[side->boxes_n++] = (struct placed){ .op = first,
			.n = w->ops_n - first,
			.x = p.x,
			.y = p.y,
			.box = b };
}

void
lay_boxes(struct work *w, unsigned page, unsigned pages, struct side *side)
{
	const struct template *t = w->t;
	w->view->doc.page = page;
	w->view->doc.pages = pages;
	side->box =
	    arena_alloc(w->arena, (t->boxes_n + 1) * sizeof(*side->box));
	side->boxes_n = 0;
	for (size_t i = 0; i < t->boxes_n && !w->failed; i++)
		if (is_on(&t->boxes[i], page, pages))
			lay_box(w, &t->boxes[i], page, side);
	w->view->doc.page = 0;
	w->view->doc.pages = 0;
}
