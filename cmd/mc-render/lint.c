/* SPDX-License-Identifier: ISC */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "lint.h"

void
lint_say(
    struct lint *l, const char *file, unsigned line, const char *format, ...)
{
	va_list ap;
	fprintf(l->out, "%s:%u: ", file, line);
	va_start(ap, format);
	vfprintf(l->out, format, ap);
	va_end(ap);
	fputc('\n', l->out);
	l->found++;
}

/* ---- type and colours ------------------------------------------------ */

/* The relative luminance of one channel, WCAG 2.1. */
static double
channel(uint32_t value)
{
	double c = (value & 0xff) / 255.0;
	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
luminance(uint32_t colour)
{
	return 0.2126 * channel(colour >> 16) + 0.7152 * channel(colour >> 8) +
	       0.0722 * channel(colour);
}

/* 1 for the same colour, 21 for black on white. */
static double
contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);
	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* Claims that the style was not told of there before; from now on it was. */
static bool
is_new(struct lint *l, const struct style *style, bool label, int64_t ground)
{
	for (size_t i = 0; i < l->looks_n; i++)
		if (l->looks[i].style == style && l->looks[i].label == label &&
		    l->looks[i].ground == ground)
			return false;
	l->looks =
	    arena_extend(&l->arena, l->looks, l->looks_n, sizeof(*l->looks));
	l->looks[l->looks_n++] = (struct look){ style, label, ground };
	return true;
}

/* Looks at a style where it stands first, and first on that ground. */
static void
check_style(struct lint *l, const struct node *node, unsigned line,
    const struct style *style, uint32_t ground, bool label)
{
	if (!style)
		return;
	double ratio = contrast(style->colour, ground);
	double size = style->face.size;
	if (ratio < LINT_CONTRAST && is_new(l, style, false, ground))
		lint_say(l, node->file, line,
		    "text in #%06x on #%06x has a contrast of %.1f, %.1f can "
		    "be read",
		    style->colour, ground, ratio, LINT_CONTRAST);
	if (size < LINT_TYPE && is_new(l, style, false, LINT_ANY))
		lint_say(l, node->file, line,
		    "type of %g points, %g can be read", size, LINT_TYPE);
	if (size >= LINT_TYPE && size < LINT_LABEL && label &&
	    is_new(l, style, true, LINT_ANY))
		lint_say(l, node->file, line,
		    "a label of %g points, %g is easy to read", size,
		    LINT_LABEL);
}

static void
check_least(struct lint *l, const struct node *node, double least)
{
	if (least > 0 && least < LINT_TYPE)
		lint_say(l, node->file, node->line,
		    "type may become %g points, %g can be read", least,
		    LINT_TYPE);
}

static void
check_table(struct lint *l, const struct node *node, uint32_t ground)
{
	const struct table *t = node->table;
	check_least(l, node, t->least);
	check_style(l, node, node->line, t->head, ground, true);
	for (size_t i = 0; i < t->columns_n; i++)
		lint_text(l, node, node->line, &t->column[i].title);
	lint_text(l, node, node->line, &t->again);
	lint_text(l, node, node->line, &t->onward);
	lint_text(l, node, node->line, &t->carried);
	lint_text(l, node, node->line, &t->brought);
	for (size_t i = 0; i < t->rows_n; i++)
		for (size_t n = 0; n < t->rows[i].cells.n; n++)
			lint_node(l, &t->rows[i].cells.one[n], ground);
}

static void
check_cells(struct lint *l, const struct node *node, uint32_t ground)
{
	for (size_t i = 0; i < node->cells_n; i++) {
		const struct cell *cell = &node->cells[i];
		check_style(l, node, cell->line,
		    cell->style ? cell->style : node->style, ground, false);
		check_style(l, node, cell->line, node->label, ground, true);
		lint_text(l, node, cell->line, &cell->label);
		lint_text(l, node, cell->line, &cell->value);
	}
}

void
lint_node(struct lint *l, const struct node *node, uint32_t ground)
{
	if (node->filled)
		ground = node->fill;
	if (node->kind == NODE_TEXT || node->kind == NODE_LINES)
		check_style(l, node, node->line, node->style, ground, false);
	check_least(l, node, node->fit.shrink);
	lint_text(l, node, node->line, &node->text);
	lint_text(l, node, node->line, &node->overflow);
	for (size_t i = 0; i < node->lines_n; i++)
		lint_text(l, node, node->line, &node->lines[i]);
	check_cells(l, node, ground);
	if (node->table)
		check_table(l, node, ground);
	for (size_t i = 0; i < node->nodes.n; i++)
		lint_node(l, &node->nodes.one[i], ground);
}

/* ---- characters ------------------------------------------------------ */

static void
check_glyphs(struct lint *l, const struct node *node, unsigned line,
    const struct fill *fill, enum language lang)
{
	const struct fill_data data = {
		.base = &l->view, .item = l->nothing, .covered = true
	};
	struct buf text = BUF_INIT(TEMPLATE_TEXT);
	fill_write_at(fill, &data, lang, &l->arena, &text, NULL);
	type_begin(l->type);
	type_lines(l->type, node->style->face, 1000, &l->arena, buf_str(&text));
	unsigned long code = type_missing(l->type);
	if (code)
		lint_say(l, node->file, line,
		    "the font has no U+%04lX, which stands in the %s text",
		    code, language_codes[lang]);
	buf_free(&text);
}

void
lint_text(struct lint *l, const struct node *node, unsigned line,
    const struct wordings *w)
{
	for (size_t i = 0; l->type && i < w->n; i++)
		for (int lang = 0; lang < LANGUAGES; lang++)
			if (w->one[i].in[lang])
				check_glyphs(l, node, line, w->one[i].in[lang],
				    (enum language)lang);
}

/* ---- all of it ------------------------------------------------------- */

size_t
template_lint(const struct template *t, struct type *type, FILE *out)
{
	struct lint l = { .t = t, .type = type, .out = out };
	l.nothing = arena_zero(&l.arena, 1, LINT_NOTHING);
	for (size_t i = 0; i < t->notes_n; i++)
		lint_say(&l, t->notes[i].file, t->notes[i].line, "%.*s",
		    STR_ARG(t->notes[i].text));
	lint_boxes(&l);
	for (size_t i = 0; i < t->flow.n; i++)
		lint_node(&l, &t->flow.one[i], LINT_PAPER);
	for (size_t i = 0; i < t->html.n; i++)
		lint_node(&l, &t->html.one[i], LINT_PAPER);
	arena_free(&l.arena);
	return l.found;
}
