/* SPDX-License-Identifier: ISC */
/* The blocks of the flow as items that pages are made of. */
#include "lay_work.h"

static const double row_whole = 60; /* mm: rows that high are not divided */

static double
page_width(const struct work *w)
{
	return DEVICE_WIDTH - w->t->left - w->t->right;
}

static double
page_height(const struct work *w)
{
	return w->t->bottom - w->t->top_next;
}

/* Counts what is laid: false when no document has so many pages. */
static bool
flowed(struct work *w, double height)
{
	w->flowed += height;
	if (w->flowed > page_height(w) * LAY_PAGES)
		lay_fail(
		    w, NULL, "size", "would have over %d pages", LAY_PAGES);
	return !w->failed;
}

/* ---- one block ------------------------------------------------------- */

static bool
flow_block(struct work *w, const struct node *n)
{
	size_t first = w->ops_n;
	double height;
	if (!lay_node(w, n, w->t->left, 0, page_width(w), &height) ||
	    !flowed(w, height))
		return false;
	if (n->split || height > page_height(w))
		lay_slice(w, first, height, false);
	else
		lay_item(w, first, height);
	return true;
}

/* ---- a table --------------------------------------------------------- */

static void
flow_row(struct work *w, const struct tab *tab, size_t i, unsigned table)
{
	size_t ops = w->ops_n, items = w->items_n;
	double height = lay_tab_row(w, tab, i, 0);
	if (!flowed(w, height))
		return;
	if (height > row_whole)
		lay_slice(w, ops, height, true);
	else
		lay_item(w, ops, height)->keep = i == 0 && tab->n > 1;
	for (; items < w->items_n; items++) {
		w->items[items].table = table;
		w->parts[items].sum = tab->row[i].sum;
		w->parts[items].goes_on = items + 1 < w->items_n;
	}
}

static bool
flow_table(struct work *w, const struct node *n)
{
	const struct tab *tab = lay_tab(w, n, w->t->left, page_width(w));
	size_t d = w->divided_n, ops = w->ops_n, first = w->items_n;
	if (!tab || w->failed)
		return false;
	double head = lay_tab_head(w, tab, 0, false);
	if (head > 0 && flowed(w, head)) {
		struct item *item = lay_item(w, ops, head);
		item->table = (unsigned)d + 1;
		item->head = item->keep = true;
	}
	for (size_t i = 0; i < tab->n && !w->failed; i++)
		flow_row(w, tab, i, (unsigned)d + 1);
	if (w->failed)
		return false;
	w->divided = arena_extend(w->arena, w->divided, d, sizeof(*w->divided));
	w->item_tables =
	    arena_extend(w->arena, w->item_tables, d, sizeof(*w->item_tables));
	w->divided[d] = (struct divided){ .tab = tab };
	w->item_tables[d] =
	    (struct item_table){ .first = first, .last = w->items_n - 1 };
	w->divided_n++;
	return true;
}

/* ---- nodes ----------------------------------------------------------- */

static bool flow_node(struct work *, const struct node *, double space);

/*
 * Claims that the node is no more than those in it, one after the other, and
 * that a page may end between them.
 */
static bool
is_open(const struct node *n)
{
	if (lay_is_framed(n))
		return false;
	if (n->kind == NODE_EACH || n->kind == NODE_CHOOSE)
		return true;
	if (n->kind != NODE_STACK || n->nodes.n == 0)
		return false;
	for (size_t i = 0; i < n->nodes.n; i++) {
		const struct node *one = &n->nodes.one[i];
		if (one->split || one->kind == NODE_TABLE || is_open(one))
			return true;
	}
	return n->split;
}

static bool
flow_nodes(struct work *w, const struct node *n, double space)
{
	bool any = false;
	for (size_t i = 0; i < n->nodes.n && !w->failed; i++) {
		any |= flow_node(w, &n->nodes.one[i], any ? 0 : space);
		if (any && n->kind == NODE_CHOOSE)
			return true;
	}
	return any;
}

static bool
flow_each(struct work *w, const struct node *n, double space)
{
	struct say_list list = lay_elements(w, &n->list);
	const void *outside = w->say.item;
	bool any = false;
	for (size_t i = 0; i < list.n && !w->failed; i++) {
		w->say.item = list.base + i * list.size;
		any |= flow_nodes(w, n, any ? 0 : space);
	}
	w->say.item = outside;
	return any;
}

/* Makes items of the node; false when it is not there. */
static bool
flow_node(struct work *w, const struct node *n, double space)
{
	size_t first = w->items_n;
	bool there, opened = is_open(n);
	if (!say_shows(&w->say, n))
		return false;
	space = n->space > space ? n->space : space;
	if (opened)
		there = n->kind == NODE_EACH ? flow_each(w, n, space)
					     : flow_nodes(w, n, space);
	else if (n->kind == NODE_TABLE && !lay_is_framed(n))
		there = flow_table(w, n);
	else
		there = flow_block(w, n);
	if (!there || w->failed || w->items_n == first)
		return false;
	if (!opened)
		w->items[first].space = space;
	w->items[w->items_n - 1].keep |= n->next;
	return true;
}

/* What stands at the foot, unless it is higher than a page. */
static void
flow_bottoms(struct work *w)
{
	const struct nodes *all = &w->t->flow;
	size_t first = w->items_n;
	double before = w->flowed;
	for (size_t i = 0; i < all->n && !w->failed; i++)
		if (all->one[i].bottom)
			flow_node(w, &all->one[i], 0);
	if (w->flowed - before > page_height(w))
		return;
	for (size_t i = first; i < w->items_n; i++)
		w->items[i].bottom = true;
}

void
lay_flow(struct work *w)
{
	const struct nodes *all = &w->t->flow;
	for (size_t i = 0; i < all->n && !w->failed; i++)
		if (!all->one[i].bottom)
			flow_node(w, &all->one[i], 0);
	flow_bottoms(w);
	double spaces = 0;
	for (size_t i = 0; i < w->items_n; i++)
		spaces += w->items[i].space;
	/* on one page no table is divided */
	if (w->flowed + spaces <= w->t->bottom - w->t->top_first)
		return;
	for (size_t i = 0; i < w->divided_n && !w->failed; i++)
		lay_divide(w, &w->divided[i], &w->item_tables[i]);
}
