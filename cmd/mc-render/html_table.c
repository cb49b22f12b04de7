/* SPDX-License-Identifier: ISC */
/* Grids, sums, and tables with all their rows: HTML has no pages. */
#include "html_work.h"

enum { FIGURE = 60, WORD = 20 }; /* most bytes of what is not broken */

static const int row_gap = 11, label_gap = 1; /* pixels, of grids */
static const int value_lines = 3;
static const int sum_gap = 16, sum_air = 4, sum_below = 3;
static const double least_scale = 0.4; /* of type in sums */

/* ---- values under their labels --------------------------------------- */

struct grid {
	struct html *h;
	const struct node *node;
	unsigned columns, used;
	double width; /* of a column, the gap behind it in it */
	bool any;
};

/* How many columns suit a text of so many lines, `least` or more. */
static unsigned
span_of(const struct grid *g, const struct style *style, struct str text,
    int lines, unsigned least)
{
	double wide = html_wide(style, text), gap = html_mm(g->node->gap);
	unsigned span = least;
	while (span < g->columns && wide > (g->width * span - gap) * lines)
		span++;
	return span;
}

static void
end_row(const struct grid *g)
{
	if (g->any && g->used < g->columns)
		buf_printf(g->h->out, "<td class=\"n\" colspan=\"%u\"></td>",
		    g->columns - g->used);
	if (g->any)
		buf_adds(g->h->out, "</tr>\n");
}

static void
begin_cell(struct grid *g, unsigned span)
{
	struct html *h = g->h;
	bool first = !g->any;
	if (first || g->used + span > g->columns) {
		end_row(g);
		buf_adds(h->out, "<tr>");
		g->used = 0;
	}
	buf_adds(h->out, "<td class=\"g\" valign=\"top\"");
	if (span > 1)
		buf_printf(h->out, " colspan=\"%u\"", span);
	buf_printf(h->out, " width=\"%u%%\" style=\"padding:0 %dpx %dpx 0\">",
	    100 * span / g->columns, html_mm(g->node->gap), row_gap);
	g->used += span;
	g->any = true;
}

/* False when nothing of the text can be seen. */
static bool
put_line(struct html *h, const struct style *style, struct str text,
    double scale, int below)
{
	size_t mark = h->out->n;
	buf_printf(h->out, "<p style=\"margin:0 0 %dpx;", below);
	html_look_scaled(h, style, scale);
	buf_adds(h->out, "\">");
	if (text.n && html_put(h, text, style, false)) {
		buf_adds(h->out, "</p>");
		return true;
	}
	h->out->n = mark;
	return false;
}

static void
put_cell(struct grid *g, const struct cell *c)
{
	struct html *h = g->h;
	const struct node *n = g->node;
	const struct style *style = c->style ? c->style : n->style;
	const struct style *named = n->label ? n->label : n->style;
	bool figures = false;
	struct grid before = *g;
	size_t mark = h->out->n;
	struct str value = html_said(h, &c->value, &figures);
	if (!value.n)
		return;
	struct str label = html_said(h, &c->label, NULL);
	unsigned span = span_of(g, named, label, 1, 1);
	span = span_of(g, style, value, figures ? 1 : value_lines, span);
	begin_cell(g, span);
	double scale =
	    html_fit(style, value, g->width * span - html_mm(n->gap));
	put_line(h, named, label, 1, label_gap);
	if (put_line(h, style, value, scale, 0))
		buf_adds(h->out, "</td>");
	else { /* it is there, but nothing of it can be seen */
		h->out->n = mark;
		*g = before;
	}
}

bool
html_grid(struct html *h, const struct node *n, int width)
{
	struct grid g = { .h = h,
		.node = n,
		.columns = n->grid_columns ? n->grid_columns : 1 };
	g.width = (double)width / g.columns;
	buf_adds(h->out, HTML_LAYOUT " style=\"table-layout:fixed\">\n");
	for (size_t i = 0; i < n->cells_n && !h->failed; i++)
		if (say_holds(&h->say, n->cells[i].when))
			put_cell(&g, &n->cells[i]);
	end_row(&g);
	buf_adds(h->out, "</table>\n");
	return g.any;
}

/* ---- sums ------------------------------------------------------------ */

/* Adds the padding of a sum, and above a strong one a rule. */
static void
put_air(struct html *h, const struct cell *c, const struct style *style)
{
	buf_printf(h->out, "padding:%dpx 0 %dpx;", c->strong ? sum_air : 0,
	    c->strong ? sum_air : sum_below);
	if (c->strong)
		buf_printf(
		    h->out, "border-top:1px solid #%06x;", style->colour);
}

static bool
put_sum(struct html *h, const struct node *n, const struct cell *c, int width)
{
	const struct style *style = c->style ? c->style : n->style;
	const struct style *named = c->strong || !n->label ? style : n->label;
	size_t mark = h->out->n;
	struct str value = html_said(h, &c->value, NULL);
	if (!value.n)
		return false;
	struct str label = html_said(h, &c->label, NULL);
	double wide = html_wide_word(named, label) + html_wide(style, value);
	double scale = wide + sum_gap > width ? (width - sum_gap) / wide : 1;
	scale = scale > least_scale ? scale : least_scale;
	buf_adds(h->out, "<tr valign=\"baseline\"><td style=\"");
	put_air(h, c, style);
	html_look_scaled(h, named, scale);
	buf_adds(h->out, "\">");
	if (label.n)
		html_put(h, label, named, false);
	buf_adds(h->out, "</td><td align=\"right\" style=\"");
	put_air(h, c, style);
	buf_printf(h->out, "padding-left:%dpx;white-space:nowrap;", sum_gap);
	html_look_scaled(h, style, scale);
	buf_adds(h->out, "\">");
	if (html_put(h, value, style, false)) {
		buf_adds(h->out, "</td></tr>\n");
		return true;
	}
	h->out->n = mark;
	return false;
}

bool
html_sums(struct html *h, const struct node *n, int width)
{
	bool any = false;
	buf_adds(h->out, HTML_LAYOUT ">\n");
	for (size_t i = 0; i < n->cells_n && !h->failed; i++)
		if (say_holds(&h->say, n->cells[i].when))
			any |= put_sum(h, n, &n->cells[i], width);
	buf_adds(h->out, "</table>\n");
	return any;
}

/* ---- tables ---------------------------------------------------------- */

static const char *
align_of(enum align align)
{
	return align == ALIGN_RIGHT    ? " align=\"right\""
	       : align == ALIGN_CENTRE ? " align=\"center\""
				       : "";
}

/* Claims that a narrow screen has no room for its columns. */
static bool
is_broad(const struct table *t)
{
	return t->columns_n > 3;
}

static const char *
class_of(const struct table *t, const struct column *c)
{
	return !is_broad(t) ? "" : c->rest ? " class=\"w\"" : " class=\"f\"";
}

static void
put_rule(struct html *h, float thickness, uint32_t colour)
{
	if (thickness > 0)
		buf_printf(h->out, "border-bottom:%dpx solid #%06x;",
		    html_rule(thickness), colour);
}

/* The width of the column of words, which takes what the others leave. */
static void
put_rest(struct html *h, const struct column *c)
{
	if (c->rest)
		buf_printf(h->out, "min-width:%dpx;", html_mm(c->least));
}

static void
put_title(struct html *h, const struct table *t, const struct column *c)
{
	struct str title = html_said(h, &c->title, NULL);
	buf_printf(h->out,
	    "<th scope=\"col\"%s valign=\"bottom\"%s%s "
	    "style=\"padding:0 0 4px %dpx;",
	    class_of(t, c), c->rest ? " width=\"100%\"" : "",
	    c->align == ALIGN_LEFT ? " align=\"left\"" : align_of(c->align),
	    html_mm(c->gap));
	put_rule(h, t->head_rule, t->head_rule_colour);
	put_rest(h, c);
	html_look(h, t->head);
	if (!c->rest && title.n <= WORD)
		buf_adds(h->out, ";white-space:nowrap");
	buf_adds(h->out, "\">");
	if (title.n)
		html_put(h, title, t->head, false);
	buf_adds(h->out, "</th>");
}

static void
put_head(struct html *h, const struct table *t)
{
	if (!t->head)
		return;
	buf_adds(h->out, is_broad(t) ? "<tr class=\"r\">" : "<tr>");
	for (size_t i = 0; i < t->columns_n; i++)
		put_title(h, t, &t->column[i]);
	buf_adds(h->out, "</tr>\n");
}

static bool
is_plain(const struct node *n)
{
	return (n->kind == NODE_TEXT || n->kind == NODE_LINES) &&
	       !html_is_framed(n) && n->width <= 0;
}

/* Adds the attributes of a cell and its padding; its style follows. */
static void
begin_td(struct html *h, const struct table *t, const struct column *c,
    const struct node *cell)
{
	enum align align = cell->align != ALIGN_LEFT ? cell->align : c->align;
	buf_printf(h->out, "<td%s%s style=\"padding:%dpx 0 %dpx %dpx;",
	    class_of(t, c), align_of(align), html_mm(t->row_above),
	    html_mm(t->row_below), html_mm(c->gap));
	put_rule(h, t->rule, t->rule_colour);
	if (!t->head)
		put_rest(h, c);
}

/* Puts text in before what stands from `at` on. */
static void
insert(struct buf *b, size_t at, struct str text)
{
	if (!buf_room(b, text.n))
		return;
	memmove(b->p + at + text.n, b->p + at, b->n - at);
	memcpy(b->p + at, text.p, text.n);
	b->n += text.n;
}

/* A text and nothing else. A figure is not broken, nor is a short word. */
static void
put_plain(struct html *h, const struct node *node, const struct column *c,
    const struct node *cell)
{
	static const struct str whole = STR(";white-space:nowrap");
	const struct style *own = cell->style, *all = node->style;
	const struct style *style = own && own != all ? own
				    : c->style	      ? c->style
						      : all;
	bool figures = false;
	html_look(h, style);
	size_t mark = h->out->n;
	buf_adds(h->out, "\">");
	if (say_holds(&h->say, cell->when))
		html_words(h, cell, style, &figures);
	if (!c->rest && h->out->n - mark <= (figures ? FIGURE : WORD))
		insert(h->out, mark, whole);
}

static void
put_row(
    struct html *h, const struct node *node, const struct rows *rows, int width)
{
	const struct table *t = node->table;
	buf_printf(h->out, "<tr%s valign=\"baseline\">",
	    is_broad(t) ? " class=\"r\"" : "");
	for (size_t i = 0; i < t->columns_n && i < rows->cells.n; i++) {
		const struct column *c = &t->column[i];
		const struct node *cell = &rows->cells.one[i];
		begin_td(h, t, c, cell);
		if (is_plain(cell))
			put_plain(h, node, c, cell);
		else {
			buf_adds(h->out, "\">");
			html_node(h, cell, width, 0);
		}
		buf_adds(h->out, "</td>");
	}
	buf_adds(h->out, "</tr>\n");
}

static bool
put_rows(
    struct html *h, const struct node *node, const struct rows *rows, int width)
{
	struct say_list list = say_elements(&h->say, &rows->list);
	const void *outside = h->say.item;
	bool any = false;
	for (size_t i = 0; i < list.n && !h->failed; i++) {
		h->say.item = list.base + i * list.size;
		if (!say_holds(&h->say, rows->when))
			continue;
		put_row(h, node, rows, width);
		any = true;
	}
	h->say.item = outside;
	return any;
}

bool
html_table(struct html *h, const struct node *n, int width)
{
	const struct table *t = n->table;
	bool any = false;
	buf_adds(h->out,
	    "<table cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
	    "width=\"100%\">\n");
	put_head(h, t);
	for (size_t i = 0; i < t->rows_n; i++)
		any |= put_rows(h, n, &t->rows[i], width);
	buf_adds(h->out, "</table>\n");
	return any;
}
