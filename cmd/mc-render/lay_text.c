/* SPDX-License-Identifier: ISC */
/* Texts of templates filled with values, and lines of them drawn. */
#include "lay_work.h"

bool
lay_holds(const struct work *w, const struct cond *when)
{
	return !when || cond_holds_at(when, w->view, w->item);
}

static const struct fill *
fill_of(const struct work *w, const struct wording *one)
{
	const struct fill *f = one->in[w->lang];
	return f ? f : one->in[w->t->fallback];
}

/* Adds the text to the scratch; false when it is none. */
static bool
add_wording(struct work *w, const struct wordings *text, bool *figures)
{
	w->data.item = w->item;
	for (size_t i = 0; i < text->n; i++) {
		const struct wording *one = &text->one[i];
		const struct fill *fill = fill_of(w, one);
		struct fill_count count = { 0 };
		size_t mark = w->text.n;
		if (!fill || !lay_holds(w, one->when))
			continue;
		fill_write_at(
		    fill, &w->data, w->lang, w->arena, &w->text, &count);
		struct str said = { w->text.p + mark, w->text.n - mark };
		if ((count.asked && !count.found) || str_trim(said).n == 0) {
			w->text.n = mark;
			continue;
		}
		*figures |= one->figures;
		return true;
	}
	return false;
}

/* The scratch from `mark` on as text that stays. */
static struct str
keep(struct work *w)
{
	if (w->text.over)
		lay_fail(
		    w, NULL, "size", "has a text of over %d bytes", LAY_TEXT);
	return arena_str(w->arena, buf_str(&w->text));
}

struct str
lay_wording(struct work *w, const struct wordings *text, bool *figures)
{
	bool unused;
	buf_reset(&w->text);
	if (!add_wording(w, text, figures ? figures : &unused))
		return (struct str){ NULL, 0 };
	return keep(w);
}

struct str
lay_node_text(struct work *w, const struct node *n, bool *figures)
{
	size_t said = 0;
	*figures = false;
	if (n->kind == NODE_TEXT)
		return lay_wording(w, &n->text, figures);
	buf_reset(&w->text);
	for (size_t i = 0; i < n->lines_n; i++) {
		size_t mark = w->text.n;
		if (said && n->join.p)
			buf_addstr(&w->text, n->join);
		else if (said)
			buf_addc(&w->text, '\n');
		if (add_wording(w, &n->lines[i], figures))
			said++;
		else
			w->text.n = mark;
	}
	return said ? keep(w) : (struct str){ NULL, 0 };
}

double
lay_leading(const struct style *style, float size)
{
	return style->leading * size / style->face.size / TYPE_MM;
}

double
lay_base(const struct work *w, const struct set *s)
{
	double up = type_ascent(w->type, s->style->face.chain);
	double down = type_descent(w->type, s->style->face.chain);
	double leading = lay_leading(s->style, s->size);
	return (leading + (up - down) * s->size / TYPE_MM) / 2;
}

double
lay_lines(struct work *w, const struct node *node, const struct set *s,
    double x, double y, double width, enum align align)
{
	double leading = lay_leading(s->style, s->size);
	double base = lay_base(w, s);
	uint32_t mark = w->now_mark ? w->now_mark : ++w->mark;
	for (size_t i = 0; i < s->l.n && !w->failed; i++, y += leading) {
		struct op *op = lay_op(w, OP_TEXT, node);
		const struct line *line = &s->l.line[i];
		double wide = line->width * s->grown;
		op->tag = (uint8_t)(w->cell ? w->cell : node->tag);
		op->mark = mark;
		op->colour = s->style->colour;
		op->size = s->size;
		op->base = (float)base;
		op->line = line;
		op->x = align == ALIGN_RIGHT	? x + width - wide
			: align == ALIGN_CENTRE ? x + (width - wide) / 2
						: x;
		op->y = y;
		op->width = wide;
		op->height = leading;
	}
	return leading * (double)s->l.n;
}
