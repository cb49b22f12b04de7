/* SPDX-License-Identifier: ISC */
#include "lay_work.h"

enum { WHITE = 0xffffff, QUIET = 4 /* modules around a code */ };

static const double code_width = 30;

/* ---- lists ----------------------------------------------------------- */

struct say_list
lay_elements(struct work *w, const struct list_path *path)
{
	if (!path->of_item && path->n == 1 &&
	    path->step[0]->sub == &view_long_object) {
		w->longs_shown = true;
		w->longs_n = w->view->longs_n;
	}
	return say_elements(&w->say, path);
}

/* ---- nodes below each other ------------------------------------------ */

struct pile {
	double x, y, width;
	bool any; /* something is there: what comes next has space above */
};

bool
lay_is_framed(const struct node *n)
{
	return n->filled || n->bar > 0 || n->rule_above > 0 ||
	       n->rule_below > 0 || n->height > 0 || n->width > 0 ||
	       n->pad[0] > 0 || n->pad[1] > 0 || n->pad[2] > 0 || n->pad[3] > 0;
}

static bool pile_each(
    struct work *, const struct node *, struct pile *, double space);
static bool pile_first(
    struct work *, const struct node *, struct pile *, double space);

/*
 * Adds a node to the pile, `space` or its own above it. Lists and choices add
 * what they come to as if it stood in their place.
 */
static bool
pile_node(struct work *w, const struct node *n, struct pile *p, double space)
{
	double height;
	space = n->space > space ? n->space : space;
	if (!lay_is_framed(n) && n->kind == NODE_EACH)
		return say_shows(&w->say, n) && pile_each(w, n, p, space);
	if (!lay_is_framed(n) && n->kind == NODE_CHOOSE)
		return say_shows(&w->say, n) && pile_first(w, n, p, space);
	double y = p->y + (p->any ? space : 0);
	if (w->failed || !lay_node(w, n, p->x, y, p->width, &height))
		return false;
	p->y = y + height;
	p->any = true;
	return true;
}

static bool
pile_all(struct work *w, const struct nodes *all, struct pile *p, double space)
{
	bool any = false;
	for (size_t i = 0; i < all->n; i++)
		any |= pile_node(w, &all->one[i], p, any ? 0 : space);
	return any;
}

static bool
pile_each(struct work *w, const struct node *n, struct pile *p, double space)
{
	struct say_list list = lay_elements(w, &n->list);
	const void *outside = w->say.item;
	bool any = false;
	for (size_t i = 0; i < list.n && !w->failed; i++) {
		w->say.item = list.base + i * list.size;
		any |= pile_all(w, &n->nodes, p, any ? 0 : space);
	}
	w->say.item = outside;
	return any;
}

/* The first of the nodes that is there. */
static bool
pile_first(struct work *w, const struct node *n, struct pile *p, double space)
{
	for (size_t i = 0; i < n->nodes.n; i++)
		if (pile_node(w, &n->nodes.one[i], p, space))
			return true;
	return false;
}

/* STACK, EACH, CHOOSE: false when something in it was asked for in vain. */
static bool
lay_pile(struct work *w, const struct node *n, double x, double y, double width,
    double *height)
{
	struct pile p = { x, y, width, false };
	bool any = n->kind == NODE_EACH	    ? pile_each(w, n, &p, 0)
		   : n->kind == NODE_CHOOSE ? pile_first(w, n, &p, 0)
					    : pile_all(w, &n->nodes, &p, 0);
	*height = p.y - y;
	return any || (n->kind == NODE_STACK && n->nodes.n == 0);
}

/* ---- nodes side by side ---------------------------------------------- */

/* How wide a node without a width is beside the others. */
static double
share_of(const struct work *w, const struct node *n, double width)
{
	size_t shares = 0, shown = 0;
	for (size_t i = 0; i < n->nodes.n; i++) {
		const struct node *one = &n->nodes.one[i];
		if (!say_shows(&w->say, one))
			continue;
		shown++;
		width -= one->width;
		shares += one->width <= 0;
	}
	width -= shown ? n->gap * (double)(shown - 1) : 0;
	return shares && width > 0 ? width / (double)shares : 0;
}

static bool
lay_beside(struct work *w, const struct node *n, double x, double y,
    double width, double *height)
{
	double share = share_of(w, n, width);
	size_t most = n->nodes.n, parts = 0;
	size_t *from = arena_alloc(w->arena, (most + 1) * sizeof(*from));
	double *heights = arena_alloc(w->arena, (most + 1) * sizeof(*heights));
	for (size_t i = 0; i < most; i++) {
		const struct node *one = &n->nodes.one[i];
		double wide = one->width > 0 ? one->width : share;
		if (!say_shows(&w->say, one))
			continue;
		from[parts] = w->ops_n;
		if (lay_node(w, one, x, y, wide, &heights[parts]))
			parts++;
		x += wide + n->gap;
	}
	from[parts] = w->ops_n;
	lay_align(w, from, parts, heights);
	*height = 0;
	for (size_t i = 0; i < parts; i++)
		*height = heights[i] > *height ? heights[i] : *height;
	return parts > 0;
}

/* ---- one thing ------------------------------------------------------- */

static bool
lay_words(struct work *w, const struct node *n, double x, double y,
    double width, double *height)
{
	bool figures;
	struct str text = lay_node_text(w, n, &figures);
	if (!text.n)
		return false;
	struct set s = lay_set(w, n, n->style, text, figures, width);
	*height = lay_lines(w, n, &s, x, y, width, n->align);
	return s.l.n > 0;
}

static double
aligned(const struct node *n, double x, double width, double wide)
{
	double rest = width - wide;
	return n->align == ALIGN_RIGHT	  ? x + rest
	       : n->align == ALIGN_CENTRE ? x + rest / 2
					  : x;
}

static bool
lay_image(struct work *w, const struct node *n, double x, double y,
    double width, double *height)
{
	const struct asset *a = n->asset;
	if (!a || a->width <= 0 || a->height <= 0)
		return false;
	double wide = width, high = width * a->height / a->width;
	if (n->height > 0 && high > n->height) {
		wide *= n->height / high;
		high = n->height;
	}
	struct op *op = lay_op(w, OP_ASSET, n);
	op->asset = a;
	op->x = aligned(n, x, width, wide);
	op->y = y;
	op->width = wide;
	op->height = *height = high;
	if (a->alt.n) {
		op->tag = TAG_FIGURE;
		op->mark = ++w->mark;
	}
	return true;
}

/* The code of a text; the last one is kept, for making one takes long. */
static const struct code *
code_of(struct work *w, const struct node *n, struct str text)
{
	struct fault f;
	if (w->code && str_eq(w->code_text, text))
		return w->code;
	struct code *code = arena_zero(w->arena, 1, sizeof(*code));
	if (!code_make(code, text, w->arena, &f)) {
		lay_fail(w, n, f.rule, "%s", f.text);
		return NULL;
	}
	w->code = code;
	w->code_text = text;
	return code;
}

static bool
lay_code(struct work *w, const struct node *n, double x, double y, double width,
    double *height)
{
	struct str text = lay_wording(w, &n->text, NULL);
	const struct code *code = text.n ? code_of(w, n, text) : NULL;
	double wide = width < code_width || n->width > 0 ? width : code_width;
	if (!code)
		return false;
	*height = wide;
	x = aligned(n, x, width, wide);
	if (w->filled) { /* what it stands on is no quiet zone */
		struct op *white = lay_op(w, OP_RECT, n);
		double quiet = wide * QUIET / (code->n + 2 * QUIET);
		white->x = x;
		white->y = y;
		white->width = white->height = wide;
		white->colour = WHITE;
		x += quiet;
		y += quiet;
		wide -= 2 * quiet;
	}
	struct op *op = lay_op(w, OP_CODE, n);
	op->code = code;
	op->x = x;
	op->y = y;
	op->width = op->height = wide;
	op->tag = TAG_FIGURE;
	op->mark = ++w->mark;
	return true;
}

/* ---- any node -------------------------------------------------------- */

static bool
lay_content(struct work *w, const struct node *n, double x, double y,
    double width, double *height)
{
	static bool (*const kinds[])(struct work *, const struct node *, double,
	    double, double, double *) = {
		[NODE_TEXT] = lay_words,
		[NODE_LINES] = lay_words,
		[NODE_GRID] = lay_grid,
		[NODE_STACK] = lay_pile,
		[NODE_COLUMNS] = lay_beside,
		[NODE_CHOOSE] = lay_pile,
		[NODE_EACH] = lay_pile,
		[NODE_TABLE] = lay_table,
		[NODE_SUMS] = lay_sums,
		[NODE_IMAGE] = lay_image,
		[NODE_CODE] = lay_code,
	};
	return kinds[n->kind](w, n, x, y, width, height);
}

/* A fill whose height is not known yet. */
static void
lay_ground(struct work *w, const struct node *n, double x, double y,
    double width, double radius, uint32_t colour)
{
	struct op *op = lay_op(w, OP_RECT, n);
	op->ground = true;
	op->x = x;
	op->y = y;
	op->width = width;
	op->size = (float)radius;
	op->colour = colour;
}

static void
lay_fill(struct work *w, const struct node *n, double x, double y, double width)
{
	if (n->filled)
		lay_ground(w, n, x, y, width, n->radius, n->fill);
	/* a bar is straight, and so is the fill where they meet */
	if (n->filled && n->bar > 0 && n->radius > 0)
		lay_ground(w, n, x, y, n->bar + n->radius, 0, n->fill);
	if (n->bar > 0)
		lay_ground(w, n, x, y, n->bar, 0, n->bar_colour);
}

static bool
lay_framed(struct work *w, const struct node *n, double x, double y,
    double width, double *height)
{
	double inner = width - n->pad[1] - n->pad[3];
	size_t fills = w->ops_n, content;
	bool filled = w->filled;
	lay_fill(w, n, x, y, width);
	content = w->ops_n;
	w->filled |= n->filled;
	if (n->rule_above > 0)
		lay_rule(
		    w, n, x, y, width, n->rule_above, n->dash, n->rule_colour);
	bool there = lay_content(
	    w, n, x + n->pad[3], y + n->pad[0], inner > 1 ? inner : 1, height);
	w->filled = filled;
	if (!there)
		return false;
	*height += n->pad[0] + n->pad[2];
	if (*height < n->height && n->kind != NODE_IMAGE)
		*height = n->height;
	for (size_t i = fills; i < content && !w->failed; i++)
		w->ops[i].height = *height;
	if (n->rule_below > 0)
		lay_rule(w, n, x, y + *height, width, n->rule_below, n->dash,
		    n->rule_colour);
	return true;
}

bool
lay_node(struct work *w, const struct node *n, double x, double y, double width,
    double *height)
{
	size_t first = w->ops_n;
	if (w->failed || !say_shows(&w->say, n))
		return false;
	if (n->width > 0 && n->width < width) {
		x = aligned(n, x, width, n->width);
		width = n->width;
	}
	if (lay_framed(w, n, x, y, width, height))
		return true;
	if (!w->failed)
		w->ops_n = first;
	return false;
}
