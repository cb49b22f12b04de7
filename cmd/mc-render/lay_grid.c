/* SPDX-License-Identifier: ISC */
/* Values under their labels, in columns. */
#include "lay_work.h"

enum { COLUMNS = 12, CELL_LINES = 3 };

static const double row_gap = 2.9, label_gap = 0.3;

/* The cells of a row, before it is known how high it is. */
struct grid {
	struct work *w;
	const struct node *node;
	double x, y, pitch; /* pitch: of a column and its gap */
	double end; /* of the last row */
	unsigned columns, used;
	size_t n;
	struct {
		const struct node *as; /* how the value is set */
		struct set label, value;
		double x, width;
	} cell[COLUMNS];
};

static double
span_width(const struct grid *g, unsigned span)
{
	return g->pitch * span - g->node->gap;
}

/* Claims that the value looks well in that many columns. */
static bool
suits(struct grid *g, const struct style *style, struct str text, bool figures,
    unsigned span)
{
	bool cut;
	size_t most = figures ? 1 : CELL_LINES;
	struct paragraph l = type_cut(g->w->type, style->face,
	    span_width(g, span), most, g->w->arena, text, &cut);
	return !cut && !l.broken && l.width <= span_width(g, span) + LAY_EPS;
}

/* Draws the row, the values on one base line. */
static void
end_row(struct grid *g)
{
	double labels = 0, base = 0, values = 0;
	if (g->n == 0)
		return;
	if (g->end > g->y)
		g->y = g->end + row_gap;
	for (size_t i = 0; i < g->n; i++) {
		const struct set *l = &g->cell[i].label;
		double height =
		    l->l.n ? lay_leading(l->style, l->size) * (double)l->l.n
			   : 0;
		double down = lay_base(g->w, &g->cell[i].value);
		labels = height > labels ? height : labels;
		base = down > base ? down : base;
	}
	labels += labels > 0 ? label_gap : 0;
	for (size_t i = 0; i < g->n; i++) {
		const struct set *v = &g->cell[i].value;
		double x = g->cell[i].x, width = g->cell[i].width;
		double down = labels + base - lay_base(g->w, v);
		if (g->cell[i].label.l.n)
			lay_label(
			    g->w, g->node, &g->cell[i].label, x, g->y, width);
		double height = down + lay_lines(g->w, g->cell[i].as, v, x,
					   g->y + down, width, ALIGN_LEFT);
		values = height > values ? height : values;
	}
	g->end = g->y + values;
	g->n = 0;
	g->used = 0;
}

/* The node with what the cell says of text that is too long. */
static const struct node *
as_cell(struct work *w, const struct node *node, const struct cell *c)
{
	if (!c->fit)
		return node;
	struct node *own = arena_alloc(w->arena, sizeof(*own));
	*own = *node;
	own->fit = *c->fit;
	own->overflow = c->label;
	return own;
}

static void
add_cell(struct grid *g, const struct cell *c)
{
	bool figures = false;
	struct work *w = g->w;
	const struct node *node = g->node;
	const struct style *style = c->style ? c->style : node->style;
	struct str value = lay_wording(w, &c->value, &figures);
	unsigned span = 1;
	if (!value.n)
		return;
	while (span < g->columns && !suits(g, style, value, figures, span))
		span++;
	if (g->used + span > g->columns)
		end_row(g);
	double width = span_width(g, span);
	struct str label = lay_wording(w, &c->label, NULL);
	w->label = label;
	g->cell[g->n].x = g->x + g->pitch * g->used;
	g->cell[g->n].width = width;
	g->cell[g->n].as = as_cell(w, node, c);
	g->cell[g->n].value =
	    lay_set(w, g->cell[g->n].as, style, value, figures, width);
	g->cell[g->n].label = (struct set){ .style = style };
	if (label.n)
		g->cell[g->n].label =
		    lay_set(w, node, node->label ? node->label : node->style,
			label, false, width);
	w->label = (struct str){ NULL, 0 };
	g->n += g->cell[g->n].value.l.n > 0;
	g->used += span;
}

bool
lay_grid(struct work *w, const struct node *n, double x, double y, double width,
    double *height)
{
	unsigned columns =
	    n->grid_columns && n->grid_columns <= COLUMNS ? n->grid_columns : 1;
	struct grid g = { .w = w,
		.node = n,
		.x = x,
		.y = y,
		.end = y,
		.pitch = (width + n->gap) / columns,
		.columns = columns };
	for (size_t i = 0; i < n->cells_n && !w->failed; i++)
		if (say_holds(&w->say, n->cells[i].when))
			add_cell(&g, &n->cells[i]);
	end_row(&g);
	*height = g.end - y;
	return g.end > y;
}
