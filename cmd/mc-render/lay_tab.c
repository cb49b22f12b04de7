/* SPDX-License-Identifier: ISC */
/* The rows of a table, filled before anything of it has a place. */
#include "lay_work.h"
#include "model/currency.h"

static const double boundless = 1e6;

static const struct style *
cell_style(const struct tab *tab, const struct node *cell, size_t column)
{
	const struct style *own = cell->style, *all = tab->node->style;
	const struct style *of_column = tab->t->column[column].style;
	return own && own != all ? own : of_column ? of_column : all;
}

/* The width of what stands from the last decimal mark on. */
static double
tail_of(struct work *w, struct face face, struct str text)
{
	struct str mark = w->t->formats[w->say.lang].decimal;
	for (size_t at = text.n; mark.n && at-- > 0;)
		if (text.n - at >= mark.n &&
		    memcmp(text.p + at, mark.p, mark.n) == 0)
			return type_width(w->type, face, str_from(text, at));
	return 0;
}

static void
fill_cell(struct work *w, const struct tab *tab, const struct node *node,
    size_t column, struct tab_cell *cell)
{
	*cell = (struct tab_cell){ .node = node,
		.style = cell_style(tab, node, column),
		.plain =
		    !lay_is_framed(node) &&
		    (node->kind == NODE_TEXT || node->kind == NODE_LINES) };
	if (!cell->plain || !say_shows(&w->say, node))
		return;
	cell->text = lay_node_text(w, node, &cell->figures);
	if (cell->text.n && cell->figures && !tab->t->column[column].rest)
		cell->l = type_lines(w->type, cell->style->face, boundless,
		    w->arena, cell->text);
	if (tab->t->column[column].decimal && cell->l.n == 1)
		cell->tail =
		    tail_of(w, cell->style->face, cell->l.line[0].text);
}

/* The sum with the row's figure; the table has none when it cannot be. */
static struct dec
sum_with(
    struct tab *tab, const struct rows *rows, const void *item, struct dec sum)
{
	if (!tab->carries || !rows->carry || !rows->carried)
		return sum;
	struct dec d = *(const struct dec *)field_in(item, rows->carried);
	if (d.set && !dec_add(&sum, sum, rows->carry < 0 ? dec_neg(d) : d))
		tab->carries = false;
	return sum;
}

static void
add_row(struct work *w, struct tab *tab, const struct rows *rows)
{
	const struct table *t = tab->t;
	tab->row = arena_extend(w->arena, tab->row, tab->n, sizeof(*tab->row));
	struct tab_row *row = &tab->row[tab->n++];
	row->item = w->say.item;
	row->sum = tab->n > 1 ? row[-1].sum : DEC_INT(0);
	row->sum = sum_with(tab, rows, w->say.item, row->sum);
	row->cell = arena_zero(w->arena, t->columns_n, sizeof(*row->cell));
	for (size_t c = 0; c < t->columns_n && c < rows->cells.n; c++)
		fill_cell(w, tab, &rows->cells.one[c], c, &row->cell[c]);
}

static void
add_rows(struct work *w, struct tab *tab, const struct rows *rows)
{
	struct say_list list = lay_elements(w, &rows->list);
	const void *outside = w->say.item;
	for (size_t i = 0; i < list.n && !w->failed; i++) {
		w->say.item = list.base + i * list.size;
		if (say_holds(&w->say, rows->when))
			add_row(w, tab, rows);
	}
	w->say.item = outside;
}

const struct tab *
lay_tab(struct work *w, const struct node *node, double x, double width)
{
	const struct table *t = node->table;
	struct tab *tab = arena_zero(w->arena, 1, sizeof(*tab));
	tab->node = node;
	tab->t = t;
	tab->x = x;
	tab->width = width;
	tab->carries = t->carried_field != NULL;
	tab->number = ++w->tables;
	for (size_t i = 0; i < t->rows_n; i++)
		add_rows(w, tab, &t->rows[i]);
	if (tab->n == 0)
		return NULL;
	for (size_t c = 0; c < t->columns_n; c++)
		tab->title[c] = lay_wording(w, &t->column[c].title, NULL);
	lay_columns(w, tab);
	return tab;
}

struct str
lay_tab_figure(struct work *w, const struct table *t, struct dec sum)
{
	const struct figure_format *format = &w->t->formats[w->say.lang];
	bool amount = t->carried_field->kind == FIELD_AMOUNT;
	return figure_as(w->arena, format, sum,
	    amount ? currency_decimals(w->say.data.currency) : 0);
}
