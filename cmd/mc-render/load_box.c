/* SPDX-License-Identifier: ISC */
#include "load.h"

enum { BOXES = 200 };

static bool
is_fixed_text(const struct wordings *w)
{
	bool fixed = w->n <= 1;
	for (size_t i = 0; i < w->n; i++)
		fixed = fixed && w->one[i].fixed;
	return fixed;
}

static bool
is_fixed(const struct node *node)
{
	bool fixed = !node->when && node->kind != NODE_EACH &&
		     node->kind != NODE_TABLE && is_fixed_text(&node->text);
	for (size_t i = 0; fixed && i < node->lines_n; i++)
		fixed = is_fixed_text(&node->lines[i]);
	for (size_t i = 0; fixed && i < node->cells_n; i++)
		fixed = !node->cells[i].when &&
			is_fixed_text(&node->cells[i].label) &&
			is_fixed_text(&node->cells[i].value);
	for (size_t i = 0; fixed && i < node->nodes.n; i++)
		fixed = is_fixed(&node->nodes.one[i]);
	return fixed;
}

static bool
read_on(struct loader *l, const struct yaml *v, void *to)
{
	static const char *const words[] = { [ON_ALL] = "all",
		[ON_FIRST] = "first",
		[ON_NEXT] = "next",
		[ON_LAST] = "last",
		NULL };
	int i = load_word(l, v, words);
	if (i >= 0)
		*(enum box_on *)to = (enum box_on)i;
	return i >= 0;
}

/* A corner, or `recipient`. */
static bool
read_at(struct loader *l, const struct yaml *v, void *to)
{
	struct box *box = to;
	double at[2];
	box->window = v->kind == YAML_SCALAR && str_is(v->text, "recipient");
	if (box->window)
		return l->t->windows_n > 0 ||
		       load_fault(l, v, "page.window says no place for it");
	if (!load_place(l, v, at))
		return false;
	box->x = at[0];
	box->y = at[1];
	return true;
}

/* A width, and perhaps a height. */
static bool
read_size(struct loader *l, const struct yaml *v, void *to)
{
	struct box *box = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n < 1 || v->n > 2)
		return load_fault(
		    l, v, "a width and perhaps a height must stand here");
	if (!load_mm(l, v->first, &box->width) ||
	    (v->n == 2 && !load_mm(l, v->first->next, &box->height)))
		return false;
	return box->width > 0 || load_fault(l, v, "a box without width");
}

static const struct load_key box_keys[] = {
	{ "on", read_on, offsetof(struct box, on), 0 },
	{ "at", read_at, 0, 0 },
	{ "size", read_size, 0, 0 },
};

static bool
read_box(struct loader *l, const struct yaml *v, struct box *box)
{
	const struct yaml *at = load_need(l, v, "at");
	if (!load_need(l, v, "on") || !at)
		return false;
	bool window = str_is(at->text, "recipient");
	const struct yaml *size = yaml_get(v, str_of("size"));
	if (window && size)
		return load_fault(
		    l, size, "the window says how large this box is");
	if ((!window && !load_need(l, v, "size")) ||
	    !load_node(l, v, &box->node, box_keys, LOAD_COUNT(box_keys), box))
		return false;
	box->fixed = !box->window && is_fixed(&box->node);
	return load_on_page(l, v, box->x + box->width, box->y + box->height);
}

bool
load_boxes(struct loader *l, const struct yaml *v, void *to)
{
	struct template *t = to;
	if (!load_is(l, v, YAML_SEQUENCE))
		return false;
	if (v->n > BOXES)
		return load_fault(l, v, "more than %d boxes", BOXES);
	struct box *box = arena_zero(l->arena, v->n, sizeof(*box));
	t->boxes = box;
	t->boxes_n = v->n;
	for (v = v->first; v; v = v->next)
		if (!read_box(l, v, box++))
			return false;
	return true;
}
