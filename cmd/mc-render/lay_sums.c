/* SPDX-License-Identifier: ISC */
/* Sums: a label and a figure a row, the last of them strong. */
#include "lay_work.h"

static const double gap = 4, least_label = 22;
static const double rule_above = 1.2, rule_below = 0.9;
static const float rule = 0.7F;

static const struct style *
style_of(const struct node *n, const struct cell *c)
{
	return c->style ? c->style : n->style;
}

/* The figure at the right end of the row, its label before it or above. */
static double
lay_sum(struct work *w, const struct node *n, const struct cell *c,
    struct str label, struct str value, double x, double y, double width)
{
	const struct style *style = style_of(n, c);
	const struct style *named = c->strong || !n->label ? style : n->label;
	struct set figure = lay_figure(w, n, style, value, width);
	double room = width - figure.l.width * figure.grown - gap, height = 0;
	bool beside = room >= least_label;
	if (!beside)
		room = width;
	struct set l = lay_set(w, n, named, label, false, room);
	double down = 0, label_down = 0;
	if (beside && l.l.n) {
		double diff = lay_base(w, &figure) - lay_base(w, &l);
		down = diff < 0 ? -diff : 0;
		label_down = diff > 0 ? diff : 0;
	}
	if (beside)
		height = label_down + lay_lines(w, n, &l, x, y + label_down,
					  room, ALIGN_LEFT);
	else
		down = height = lay_label(w, n, &l, x, y, room);
	down += lay_lines(w, n, &figure, x, y + down, width, ALIGN_RIGHT);
	return down > height ? down : height;
}

static double
lay_row(struct work *w, const struct node *n, const struct cell *c, double x,
    double y, double width)
{
	double above = 0;
	struct str value = lay_wording(w, &c->value, NULL);
	if (!value.n)
		return 0;
	struct str label = lay_wording(w, &c->label, NULL);
	if (c->strong) {
		lay_rule(w, n, x, y + rule_above, width, rule, 0,
		    style_of(n, c)->colour);
		above = rule_above + rule_below;
	}
	w->label = label;
	double height =
	    above + lay_sum(w, n, c, label, value, x, y + above, width);
	w->label = (struct str){ NULL, 0 };
	return height;
}

bool
lay_sums(struct work *w, const struct node *n, double x, double y, double width,
    double *height)
{
	*height = 0;
	for (size_t i = 0; i < n->cells_n && !w->failed; i++)
		if (say_holds(&w->say, n->cells[i].when))
			*height +=
			    lay_row(w, n, &n->cells[i], x, y + *height, width);
	return *height > 0;
}
