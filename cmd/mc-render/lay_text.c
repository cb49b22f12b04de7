/* SPDX-License-Identifier: ISC */
/* Texts of templates filled with values, and lines of them drawn. */
#include <stdint.h>

#include "lay_work.h"

/* The scratch as text that stays. */
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
	buf_reset(&w->text);
	return say_add(&w->say, text, &w->text, figures)
		   ? keep(w)
		   : (struct str){ NULL, 0 };
}

struct str
lay_node_text(struct work *w, const struct node *n, bool *figures)
{
	*figures = false;
	buf_reset(&w->text);
	return say_add_node(&w->say, n, &w->text, figures)
		   ? keep(w)
		   : (struct str){ NULL, 0 };
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

/* Claims that a line begins a paragraph, and is none of the one before. */
static bool
begins(const struct line *before, const struct line *line)
{
	uintptr_t end = (uintptr_t)(before->text.p + before->text.n);
	uintptr_t next = (uintptr_t)line->text.p;
	/* parts of one text, or not */
	return next < end || next - end > 64 ||
	       memchr(before->text.p + before->text.n, '\n', next - end);
}

double
lay_lines(struct work *w, const struct node *node, const struct set *s,
    double x, double y, double width, enum align align)
{
	double leading = lay_leading(s->style, s->size);
	double base = lay_base(w, s);
	uint8_t tag = w->bare ? TAG_NONE : (uint8_t)node->tag;
	for (size_t i = 0; i < s->l.n && !w->failed; i++, y += leading) {
		struct op *op = lay_op(w, OP_TEXT, node);
		const struct line *line = &s->l.line[i];
		double wide = line->width * s->grown;
		if (i == 0 || (tag && begins(line - 1, line)))
			w->mark++;
		op->tag = tag;
		op->mark = w->mark;
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

double
lay_label(struct work *w, const struct node *node, const struct set *s,
    double x, double y, double width)
{
	size_t first = w->ops_n;
	double height = lay_lines(w, node, s, x, y, width, ALIGN_LEFT);
	for (size_t i = first; i < w->ops_n; i++)
		w->ops[i].keep = true;
	return height;
}
