/* SPDX-License-Identifier: ISC */
/* Rows of a table: its titles, what it lists, the sums so far. */
#include "lay_work.h"

static const double head_air = 1.1, onward_air = 1.2;
/* of figures below each other: where their labels begin, unit and gap */
static const double label_share = 0.35, unit_gap = 1.2, label_gap = 3,
		    least_label = 12;

/* Where a row stands, for tags: in a cell of another table, or nowhere. */
struct outside {
	uint16_t table;
	uint32_t row, cell;
	enum tag tag;
	bool bare;
};

static struct outside
begin_row(struct work *w, const struct tab *tab, enum tag cell)
{
	struct outside o = { w->now_table, w->now_row, w->now_cell, w->cell,
		w->bare };
	w->now_table = tab->number;
	w->now_row = ++w->row;
	w->cell = cell;
	return o;
}

/* Begins a cell; a bare one has no paragraphs inside. */
static void
begin_cell(struct work *w, bool bare)
{
	w->now_cell = ++w->mark;
	w->bare = bare;
}

static void
end_row(struct work *w, const struct outside *o)
{
	w->now_table = o->table;
	w->now_row = o->row;
	w->now_cell = o->cell;
	w->cell = o->tag;
	w->bare = o->bare;
}

/* Nothing, so that what follows is read in its own column. */
static void
lay_empty(struct work *w, const struct node *node, double y)
{
	begin_cell(w, true);
	lay_op(w, OP_EMPTY, node)->y = y;
}

/* ---- titles ---------------------------------------------------------- */

static struct str
title_of(struct work *w, const struct tab *tab, size_t c, bool *again)
{
	struct str title = tab->title[c];
	if (!*again || !title.n)
		return title;
	struct str more = lay_wording(w, &tab->t->again, NULL);
	*again = false;
	return more.n ? arena_printf(w->arena, "%.*s, %.*s", STR_ARG(title),
			    STR_ARG(more))
		      : title;
}

/* One column at the top of which the words stand, the rest or the first. */
static size_t
words_column(const struct tab *tab)
{
	for (size_t c = 0; c < tab->t->columns_n; c++)
		if (tab->t->column[c].rest)
			return c;
	return 0;
}

double
lay_tab_head(struct work *w, const struct tab *tab, double y, bool again)
{
	const struct table *t = tab->t;
	struct set set[TEMPLATE_COLUMNS];
	double most = 0, leading;
	if (!t->head)
		return 0;
	leading = lay_leading(t->head, t->head->face.size);
	for (size_t c = 0; c < t->columns_n; c++) {
		bool only = tab->stacked && c == words_column(tab);
		set[c] = (struct set){
			.style = t->head, .size = t->head->face.size, .grown = 1
		};
		if (tab->stacked && !only)
			continue;
		set[c].l = type_lines(w->type, t->head->face,
		    only ? tab->width : tab->wide[c], w->arena,
		    title_of(w, tab, c, &again));
		if ((double)set[c].l.n * leading > most)
			most = (double)set[c].l.n * leading;
	}
	struct outside o = begin_row(w, tab, TAG_TH);
	for (size_t c = 0; c < t->columns_n; c++) {
		double down = most - (double)set[c].l.n * leading;
		begin_cell(w, true);
		lay_lines(w, tab->node, &set[c],
		    tab->stacked ? tab->x : tab->at[c], y + down, tab->wide[c],
		    tab->stacked ? ALIGN_LEFT : t->column[c].align);
		if (set[c].l.n == 0 && !tab->stacked && w->t->tagged)
			lay_empty(w, tab->node, y);
	}
	end_row(w, &o);
	if (t->head_rule <= 0)
		return most;
	lay_rule(w, tab->node, tab->x, y + most + head_air, tab->width,
	    t->head_rule, 0, t->head_rule_colour);
	return most + head_air;
}

/* ---- rows in columns ------------------------------------------------- */

/* A figure that is set already, at the table's scale. */
static struct set
figure_of(const struct tab *tab, const struct tab_cell *cell)
{
	return (struct set){ .l = cell->l,
		.style = cell->style,
		.size = cell->style->face.size * (float)tab->scale,
		.grown = tab->scale };
}

static double
lay_cell(struct work *w, const struct tab *tab, const struct tab_cell *cell,
    double x, double y, double width, enum align align)
{
	double height;
	struct set s;
	if (!cell->node)
		return 0;
	begin_cell(w, cell->plain);
	if (!cell->plain)
		return lay_node(w, cell->node, x, y, width, &height) ? height
								     : 0;
	if (!cell->text.n)
		return 0;
	if (cell->l.n)
		s = figure_of(tab, cell);
	else
		s = lay_set(w, cell->node, cell->style, cell->text,
		    cell->figures, width);
	return lay_lines(w, cell->node, &s, x, y, width, align);
}

static enum align
cell_align(const struct column *column, const struct tab_cell *cell)
{
	return cell->node && cell->node->align != ALIGN_LEFT ? cell->node->align
							     : column->align;
}

/* How far a figure stays from the right, for what others have behind it. */
static double
aside(const struct tab *tab, size_t c, const struct tab_cell *cell)
{
	if (!tab->t->column[c].decimal || cell->l.n != 1)
		return 0;
	return (tab->tail[c] - cell->tail) * tab->scale;
}

static double
lay_beside(
    struct work *w, const struct tab *tab, const struct tab_row *row, double y)
{
	const struct table *t = tab->t;
	size_t from[TEMPLATE_COLUMNS + 1];
	double height[TEMPLATE_COLUMNS], most = 0;
	for (size_t c = 0; c < t->columns_n; c++) {
		from[c] = w->ops_n;
		height[c] = lay_cell(w, tab, &row->cell[c], tab->at[c], y,
		    tab->wide[c] - aside(tab, c, &row->cell[c]),
		    cell_align(&t->column[c], &row->cell[c]));
		if (w->ops_n == from[c] && w->t->tagged)
			lay_empty(w, tab->node, y);
	}
	from[t->columns_n] = w->ops_n;
	lay_align(w, from, t->columns_n, height);
	for (size_t c = 0; c < t->columns_n; c++)
		most = height[c] > most ? height[c] : most;
	return most;
}

/* ---- rows below each other ------------------------------------------- */

/* The unit of the figure of column c: what the next column says untitled. */
static const struct tab_cell *
unit_of(const struct tab *tab, const struct tab_row *row, size_t c)
{
	const struct tab_cell *next = &row->cell[c + 1];
	if (c + 1 >= tab->t->columns_n || tab->title[c + 1].n ||
	    !row->cell[c].plain || !row->cell[c].text.n)
		return NULL;
	return next->plain && next->text.n ? next : NULL;
}

/* The title before a figure, or above it; the height that it takes there. */
static double
lay_title(struct work *w, const struct tab *tab, struct str title,
    const struct set *figure, double room, double y)
{
	const struct table *t = tab->t;
	double from = tab->width * label_share;
	const struct style *style = t->head ? t->head : figure->style;
	if (!title.n)
		return 0;
	if (room < least_label) {
		struct set s =
		    lay_figure(w, tab->node, style, title, tab->width);
		return lay_label(w, tab->node, &s, tab->x, y, tab->width);
	}
	struct set s = lay_figure(w, tab->node, style, title, room);
	double wide = s.l.width * s.grown;
	from = from + wide > room ? room - wide : from;
	lay_lines(w, tab->node, &s, tab->x + from,
	    y + lay_base(w, figure) - lay_base(w, &s), wide, ALIGN_LEFT);
	return 0;
}

/* A figure at the right margin, its unit behind it, its title before it. */
static double
lay_labelled(struct work *w, const struct tab *tab, const struct tab_row *row,
    size_t c, double y)
{
	const struct tab_cell *cell = &row->cell[c];
	const struct tab_cell *unit = unit_of(tab, row, c);
	double width = tab->width;
	struct set u = { .grown = 1 };
	if (unit) {
		u = lay_set(w, unit->node, unit->style, unit->text,
		    unit->figures, tab->width / 3);
		width -= u.l.width + unit_gap;
	}
	w->label = tab->title[c];
	struct set s = lay_set(
	    w, cell->node, cell->style, cell->text, cell->figures, width);
	w->label = (struct str){ NULL, 0 };
	begin_cell(w, true);
	double above = lay_title(
	    w, tab, tab->title[c], &s, width - s.l.width - label_gap, y);
	y += above;
	double height =
	    lay_lines(w, cell->node, &s, tab->x, y, width, ALIGN_RIGHT);
	if (!unit)
		return above + height;
	double units = lay_lines(w, unit->node, &u, tab->x,
	    y + lay_base(w, &s) - lay_base(w, &u), tab->width, ALIGN_RIGHT);
	return above + (units > height ? units : height);
}

static double
lay_below(
    struct work *w, const struct tab *tab, const struct tab_row *row, double y)
{
	const struct table *t = tab->t;
	size_t words = words_column(tab);
	double height = lay_cell(
	    w, tab, &row->cell[words], tab->x, y, tab->width, ALIGN_LEFT);
	for (size_t c = 0; c < t->columns_n; c++) {
		const struct tab_cell *cell = &row->cell[c];
		bool unit = c > 0 && c - 1 != words && unit_of(tab, row, c - 1);
		if (c == words || unit || !cell->node)
			continue;
		if (!cell->plain)
			height += lay_cell(w, tab, cell, tab->x, y + height,
			    tab->width, ALIGN_RIGHT);
		else if (cell->text.n)
			height += lay_labelled(w, tab, row, c, y + height);
	}
	return height;
}

double
lay_tab_row(struct work *w, const struct tab *tab, size_t i, double y)
{
	const struct table *t = tab->t;
	const struct style *style = tab->node->style;
	const void *outside = w->say.item;
	double scale = w->scale, height, least;
	w->say.item = tab->row[i].item;
	w->scale = tab->scale;
	struct outside o = begin_row(w, tab, TAG_TD);
	y += t->row_above;
	height = tab->stacked ? lay_below(w, tab, &tab->row[i], y)
			      : lay_beside(w, tab, &tab->row[i], y);
	end_row(w, &o);
	least = lay_leading(style, style->face.size * (float)tab->scale);
	height = height > least ? height : least;
	w->scale = scale;
	w->say.item = outside;
	lay_tab_rule(w, tab, y + height + t->row_below);
	return t->row_above + height + t->row_below;
}

/* ---- where a table is divided ---------------------------------------- */

void
lay_tab_rule(struct work *w, const struct tab *tab, double y)
{
	const struct table *t = tab->t;
	if (t->rule > 0)
		lay_rule(w, tab->node, tab->x, y, tab->width, t->rule, 0,
		    t->rule_colour);
}

double
lay_tab_sum(struct work *w, const struct tab *tab, const struct wordings *said,
    struct dec sum, double y)
{
	const struct table *t = tab->t;
	const struct column *column = &t->column[t->carried_column];
	const struct style *style = tab->node->style;
	const struct style *own = column->style ? column->style : style;
	double scale = w->scale, end = tab->x + tab->width, height;
	struct str label = lay_wording(w, said, NULL);
	if (!tab->stacked)
		end = tab->at[t->carried_column] + tab->wide[t->carried_column];
	w->scale = tab->scale;
	struct outside o = begin_row(w, tab, TAG_TD);
	struct set figure = lay_figure(
	    w, tab->node, own, lay_tab_figure(w, t, sum), end - tab->x);
	double room = end - tab->x - figure.l.width * figure.grown - label_gap;
	double base = lay_base(w, &figure);
	y += t->row_above;
	if (label.n && room > 0) {
		struct set s = lay_figure(w, tab->node, style, label, room);
		begin_cell(w, true);
		lay_lines(w, tab->node, &s, tab->x, y + base - lay_base(w, &s),
		    room, ALIGN_LEFT);
	}
	begin_cell(w, true);
	lay_lines(w, tab->node, &figure, tab->x, y, end - tab->x, ALIGN_RIGHT);
	end_row(w, &o);
	w->scale = scale;
	height = lay_leading(own, own->face.size * (float)tab->scale);
	lay_tab_rule(w, tab, y + height + t->row_below);
	return t->row_above + height + t->row_below;
}

double
lay_tab_onward(struct work *w, const struct tab *tab, double y)
{
	const struct style *style =
	    tab->t->head ? tab->t->head : tab->node->style;
	struct str text = lay_wording(w, &tab->t->onward, NULL);
	if (!text.n)
		return 0;
	struct set s = lay_figure(w, tab->node, style, text, tab->width);
	return onward_air + lay_lines(w, tab->node, &s, tab->x, y + onward_air,
				tab->width, ALIGN_RIGHT);
}
