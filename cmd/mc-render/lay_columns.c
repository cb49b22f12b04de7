/* SPDX-License-Identifier: ISC */
/*
 * How wide the columns of a table are. Those of figures are as wide as their
 * widest figure in any row; what they leave is for the words. When that is
 * too little, the type becomes smaller, and when that is not enough the
 * figures of a row stand below each other. So a figure is never cut and never
 * touches the next one.
 */
#include "lay_work.h"

static const double words_most = 25, least_rest = 20;
/* of a column wider than its words, which else might be broken in two */
static const double ease = 0.02;
static const float step = 0.5F, least_type = 7;

/* What the cells of a column ask for in their own size. */
struct want {
	double cells, title;
};

static void
widen(double *width, double by)
{
	if (by > *width)
		*width = by;
}

/* The width of words on one line, but words that are long are broken. */
static double
words_width(struct work *w, struct face face, struct str text)
{
	bool cut;
	struct paragraph l =
	    type_cut(w->type, face, words_most, 1, w->arena, text, &cut);
	return cut ? words_most : l.width;
}

/* The width of anything else: of what it draws when it has words_most. */
static double
node_width(struct work *w, const struct tab_row *row, const struct node *node)
{
	const void *outside = w->say.item;
	size_t first = w->ops_n;
	double height, width = 0;
	w->say.item = row->item;
	if (lay_node(w, node, 0, 0, words_most, &height) && !w->failed) {
		double left = words_most, right = 0;
		for (size_t i = first; i < w->ops_n; i++) {
			const struct op *op = &w->ops[i];
			if (op->x < left)
				left = op->x;
			widen(&right, op->x + op->width);
		}
		widen(&width, right - left);
		w->ops_n = first;
	}
	w->say.item = outside;
	return width;
}

static struct want
want_of(struct work *w, struct tab *tab, size_t c)
{
	const struct column *column = &tab->t->column[c];
	struct want want = { 0, 0 };
	double heads = 0; /* before the decimal marks */
	for (size_t i = 0; i < tab->n; i++) {
		const struct tab_cell *cell = &tab->row[i].cell[c];
		if (!cell->node)
			continue;
		if (!cell->plain && column->width <= 0)
			widen(&want.cells,
			    node_width(w, &tab->row[i], cell->node) + ease);
		else if (cell->figures) {
			widen(&want.cells, cell->l.width);
			widen(&heads, cell->l.width - cell->tail);
			widen(&tab->tail[c], cell->tail);
		} else if (cell->text.n && column->width <= 0)
			widen(&want.cells,
			    words_width(w, cell->style->face, cell->text) +
				ease);
	}
	widen(&want.cells, heads + tab->tail[c]);
	if (tab->title[c].n && tab->t->head && column->width <= 0)
		want.title = words_width(w, tab->t->head->face, tab->title[c]);
	return want;
}

/* The sums so far that are the longest to write: the highest, the lowest. */
static void
want_sums(struct work *w, const struct tab *tab, double *width)
{
	const struct table *t = tab->t;
	struct dec high = tab->row[0].sum, low = high;
	const struct style *style = t->column[t->carried_column].style;
	struct face face = (style ? style : tab->node->style)->face;
	if (!tab->carries || t->carried_column >= t->columns_n)
		return;
	for (size_t i = 1; i < tab->n; i++) {
		struct dec sum = tab->row[i].sum;
		if (dec_cmp(sum, high) > 0)
			high = sum;
		if (dec_cmp(sum, low) < 0)
			low = sum;
	}
	widen(width, type_width(w->type, face, lay_tab_figure(w, t, high)));
	widen(width, type_width(w->type, face, lay_tab_figure(w, t, low)));
}

/* Places the columns at a scale; false when that leaves too little room. */
static bool
place(struct tab *tab, const struct want *want, double scale)
{
	const struct table *t = tab->t;
	double rest = tab->width, at = tab->x, least = 0;
	tab->scale = scale;
	for (size_t c = 0; c < t->columns_n; c++) {
		const struct column *column = &t->column[c];
		if (c > 0)
			rest -= column->gap;
		if (column->rest) {
			least = column->least > 0 ? column->least : least_rest;
			continue;
		}
		tab->wide[c] = column->width;
		widen(&tab->wide[c], want[c].cells * scale);
		widen(&tab->wide[c], want[c].title);
		rest -= tab->wide[c];
	}
	for (size_t c = 0; c < t->columns_n; c++) {
		at += c > 0 ? t->column[c].gap : 0;
		if (t->column[c].rest)
			tab->wide[c] = rest;
		tab->at[c] = at;
		at += tab->wide[c];
	}
	return rest >= least - LAY_EPS;
}

void
lay_columns(struct work *w, struct tab *tab)
{
	const struct table *t = tab->t;
	struct want want[TEMPLATE_COLUMNS] = { { 0, 0 } };
	float size = tab->node->style->face.size;
	float least = t->least > 0 ? t->least : least_type;
	for (size_t c = 0; c < t->columns_n; c++)
		if (!t->column[c].rest)
			want[c] = want_of(w, tab, c);
	if (t->carried_field)
		want_sums(w, tab, &want[t->carried_column].cells);
	for (float now = size;; now = now - step > least ? now - step : least) {
		if (place(tab, want, now / size))
			return;
		if (now <= least)
			break;
	}
	tab->stacked = true;
	tab->scale = 1;
}
