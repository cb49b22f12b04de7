/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "lint.h"

enum { COUNTRIES = 64 };

struct rectangle {
	double x, y, width, height;
};

/* A country of the seller, as far as conditions can tell. */
struct seller {
	struct str country;
	const struct window *window; /* NULL: the template has none */
};

/* Touching is not overlapping; a hair is not seen. */
static bool
overlap(struct rectangle a, struct rectangle b)
{
	const double hair = 0.05;
	return a.x + hair < b.x + b.width && b.x + hair < a.x + a.width &&
	       a.y + hair < b.y + b.height && b.y + hair < a.y + a.height;
}

static bool
within(struct rectangle a, struct rectangle b)
{
	const double hair = 0.05;
	return a.x + hair > b.x && a.x + a.width < b.x + b.width + hair &&
	       a.y + hair > b.y && a.y + a.height < b.y + b.height + hair;
}

/* Of a box that is as high as its content, the height that is certain. */
static struct rectangle
place_of(const struct box *box)
{
	return (struct rectangle){ box->x, box->y, box->width,
		box->height > 0 ? box->height : box->node.height };
}

/* ---- when a box is there --------------------------------------------- */

static enum cond_chance
chance_of(const struct box *box, struct str country)
{
	static const struct str path = STR("invoice.seller.address.country");
	struct invoice invoice = { .seller = {
				       .address = { .country = country } } };
	const struct view view = { .invoice = &invoice };
	if (!box->node.when)
		return COND_ALWAYS;
	return cond_chance(box->node.when, path, &view);
}

/* Claims that there is a page with both. */
static bool
meet(const struct box *a, const struct box *b)
{
	return !(a->on == ON_FIRST && b->on == ON_NEXT) &&
	       !(a->on == ON_NEXT && b->on == ON_FIRST);
}

static bool
has_text(const struct node *node)
{
	bool has = node->text.n > 0 || node->lines_n > 0 || node->cells_n > 0 ||
		   node->table;
	for (size_t i = 0; !has && i < node->nodes.n; i++)
		has = has_text(&node->nodes.one[i]);
	return has && node->kind != NODE_CODE;
}

/* ---- boxes and boxes ------------------------------------------------- */

/* Claims that a document can show both; not when each asks for its own. */
static bool
shown_together(const struct box *a, const struct box *b,
    const struct seller *sellers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		enum cond_chance x = chance_of(a, sellers[i].country);
		enum cond_chance y = chance_of(b, sellers[i].country);
		if (x != COND_NEVER && y != COND_NEVER &&
		    (x == COND_ALWAYS || y == COND_ALWAYS))
			return true;
	}
	return false;
}

static void
check_pair(struct lint *l, const struct box *a, const struct box *b,
    const struct seller *sellers, size_t n)
{
	/* what is behind a text is not in its way */
	if (!has_text(&a->node) || !has_text(&b->node))
		return;
	if (meet(a, b) && overlap(place_of(a), place_of(b)) &&
	    shown_together(a, b, sellers, n))
		lint_say(l, b->node.file, b->node.line,
		    "box overlaps the one of line %u", a->node.line);
}

/*
 * Looks at the box on every colour that a box drawn before it puts behind it;
 * on paper when there is none.
 */
static void
check_on_ground(
    struct lint *l, size_t index, const struct seller *sellers, size_t n)
{
	const struct box *box = &l->t->boxes[index];
	bool covered = false;
	for (size_t i = 0; i < index; i++) {
		const struct box *under = &l->t->boxes[i];
		if (box->window || !under->node.filled || !meet(under, box) ||
		    !within(place_of(box), place_of(under)) ||
		    !shown_together(under, box, sellers, n))
			continue;
		covered = true;
		lint_node(l, &box->node, under->node.fill);
	}
	if (!covered)
		lint_node(l, &box->node, LINT_PAPER);
}

/* ---- boxes and the window -------------------------------------------- */

static struct rectangle
zone_of(const struct window *w)
{
	return (struct rectangle){ w->x - LINT_AIR, w->y - LINT_AIR,
		w->width + 2 * LINT_AIR, w->height + 2 * LINT_AIR };
}

static void
check_window(struct lint *l, const struct box *box,
    const struct seller *sellers, size_t n)
{
	struct rectangle place = place_of(box);
	if (box->window || box->on == ON_NEXT || !has_text(&box->node))
		return;
	if (place.height == 0)
		place.height = 1;
	for (size_t i = 0; i < n; i++) {
		const struct seller *s = &sellers[i];
		if (!s->window || !overlap(place, zone_of(s->window)) ||
		    chance_of(box, s->country) == COND_NEVER)
			continue;
		lint_say(l, box->node.file, box->node.line,
		    "text within %g mm of the window of %.*s", LINT_AIR,
		    STR_ARG(s->window->country.p
				? s->window->country
				: (struct str)STR("other countries")));
		return;
	}
}

/* ---- boxes and the flow ---------------------------------------------- */

static double
top_of(const struct template *t, enum box_on on)
{
	if (on == ON_FIRST)
		return t->top_first;
	if (on == ON_NEXT || t->top_next < t->top_first)
		return t->top_next;
	return t->top_first;
}

static void
check_flow(struct lint *l, const struct box *box)
{
	const struct template *t = l->t;
	struct rectangle place = place_of(box);
	double top = top_of(t, box->on);
	struct rectangle flow = { t->left, top,
		DEVICE_WIDTH - t->left - t->right, t->bottom - top };
	if (box->window || !has_text(&box->node))
		return;
	if (place.height == 0)
		place.height = 1;
	if (overlap(place, flow))
		lint_say(l, box->node.file, box->node.line,
		    "box reaches into the flow, from %g to %g mm", top,
		    t->bottom);
}

static void
check_flow_window(struct lint *l, const struct window *w)
{
	const struct template *t = l->t;
	double below = w->y + w->height + LINT_AIR;
	bool shown = false;
	unsigned line = 0;
	for (size_t i = 0; i < t->boxes_n; i++)
		if (t->boxes[i].window) {
			shown = true;
			line = t->boxes[i].node.line;
		}
	if (shown && t->top_first + 0.05 < below)
		lint_say(l, t->file.p, line,
		    "the flow begins at %g mm, within %g mm of the window of "
		    "%.*s",
		    t->top_first, LINT_AIR,
		    STR_ARG(w->country.p ? w->country
					 : (struct str)STR("other countries")));
}

/* ---- all of them ----------------------------------------------------- */

static const struct window *
window_of(const struct template *t, struct str country)
{
	for (size_t i = 0; i < t->windows_n; i++)
		if (!t->windows[i].country.p ||
		    str_eq(t->windows[i].country, country))
			return &t->windows[i];
	return NULL;
}

/* Every country that has a window of its own, the Nordic ones, another. */
static size_t
find_sellers(const struct template *t, struct seller sellers[COUNTRIES])
{
	static const char *const usual[] = { "SE", "NO", "FI", "DK", "ZZ" };
	size_t n = 0;
	for (; n < sizeof(usual) / sizeof(usual[0]); n++)
		sellers[n].country = str_of(usual[n]);
	for (size_t i = 0; i < t->windows_n && n < COUNTRIES; i++)
		if (t->windows[i].country.p)
			sellers[n++].country = t->windows[i].country;
	for (size_t i = 0; i < n; i++)
		sellers[i].window = window_of(t, sellers[i].country);
	return n;
}

void
lint_boxes(struct lint *l)
{
	const struct template *t = l->t;
	struct seller sellers[COUNTRIES];
	size_t n = find_sellers(t, sellers);
	for (size_t i = 0; i < t->windows_n; i++)
		check_flow_window(l, &t->windows[i]);
	for (size_t i = 0; i < t->boxes_n; i++) {
		const struct box *box = &t->boxes[i];
		check_on_ground(l, i, sellers, n);
		check_window(l, box, sellers, n);
		check_flow(l, box);
		for (size_t j = 0; j < i; j++)
			if (!box->window && !t->boxes[j].window)
				check_pair(l, &t->boxes[j], box, sellers, n);
	}
}
