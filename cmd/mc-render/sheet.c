/* SPDX-License-Identifier: ISC */
#include "base/mask.h"
#include "head.h"
#include "sheet.h"
#include "table.h"

const struct look look_body = { FONT_TEXT, 8.8, INK };
const struct look look_label = { FONT_TEXT, 7.5, MUTED };
const struct look look_value = { FONT_SEMI, 9.2, INK };
const struct look look_small = { FONT_TEXT, 6.9, MUTED };
const struct look look_strong = { FONT_SEMI, 8.8, INK };

enum { CELL_LINES = 3, COLUMNS = 4 };
static const double gutter = 5, cell_gap = 2.9;

void
sheet_text(
    struct sheet *s, double x, double y, struct look look, struct str text)
{
	if (s->dev && text.n)
		device_text(s->dev, x, y + look.size / DEVICE_MM, look, text);
}

void
sheet_right(
    struct sheet *s, double x, double y, struct look look, struct str text)
{
	if (s->dev && text.n)
		sheet_text(
		    s, x - wrap_width(&s->type, look, text), y, look, text);
}

void
sheet_lines(struct sheet *s, double x, double y, struct look look,
    double leading, const struct lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		sheet_text(s, x, y + (double)i * leading, look, l->line[i]);
}

void
sheet_rule(struct sheet *s, double x, double y, double width, double thickness,
    uint32_t colour)
{
	if (s->dev)
		device_rule(s->dev, x, y, width, thickness, colour);
}

void
sheet_page(struct sheet *s)
{
	if (s->in_table)
		sheet_right(s, SHEET_RIGHT, SHEET_BOTTOM + 2.5, look_label,
		    word(s->lang, WORD_CONTINUES));
	s->page++;
	if (s->dev)
		device_page(s->dev);
	head_frame(s);
	s->y = SHEET_TOP;
	if (s->in_table)
		table_head(s, true);
}

void
sheet_room(struct sheet *s, double height)
{
	if (s->y + height > SHEET_BOTTOM + 1e-6)
		sheet_page(s);
}

/* Lines one after the other, each on the page that has room for it. */
static void
flow(struct sheet *s, double x, struct look look, double leading,
    const struct lines *l)
{
	for (size_t i = 0; i < l->n; i++) {
		sheet_room(s, leading);
		sheet_text(s, x, s->y, look, l->line[i]);
		s->y += leading;
	}
}

void
sheet_paragraph(struct sheet *s, struct str heading, struct str text)
{
	struct lines l = wrap_text(&s->type, look_body, SHEET_WIDTH, text);
	if (l.n == 0)
		return;
	sheet_room(s, LEAD_VALUE + LEAD_BODY * (l.n < 3 ? (double)l.n : 3));
	sheet_text(s, SHEET_LEFT, s->y, look_label, heading);
	s->y += LEAD_LABEL + 0.5;
	flow(s, SHEET_LEFT, look_body, LEAD_BODY, &l);
	s->y += cell_gap;
}

void
sheet_long(struct sheet *s, enum word label, struct str text)
{
	for (size_t i = 0; i < s->longs_n; i++)
		if (s->longs[i].label == label &&
		    str_eq(s->longs[i].text, text))
			return;
	if (s->longs_n == SHEET_LONG)
		return;
	s->longs[s->longs_n].label = label;
	s->longs[s->longs_n++].text = text;
}

/* A row of the grid while it is filled. */
struct row {
	struct str label[COLUMNS];
	struct lines value[COLUMNS];
	unsigned n;
	size_t most; /* lines of its tallest value */
};

/* Puts the row in its place and empties it; its height. */
static double
end_row(struct sheet *s, double x, double pitch, struct row *row,
    struct look look, double leading, bool draws)
{
	double height = LEAD_LABEL + leading * (double)row->most + cell_gap;
	if (row->n == 0)
		return 0;
	if (draws) {
		sheet_room(s, height - cell_gap);
		for (unsigned i = 0; i < row->n; i++) {
			sheet_text(
			    s, x + i * pitch, s->y, look_label, row->label[i]);
			sheet_lines(s, x + i * pitch, s->y + LEAD_LABEL + 0.3,
			    look, leading, &row->value[i]);
		}
		s->y += height;
	}
	row->n = 0;
	row->most = 0;
	return height;
}

/* A value over the whole width, line by line over the pages. */
static double
wide_cell(struct sheet *s, double x, const struct cell *c,
    const struct lines *l, struct look look, double leading, bool draws)
{
	if (draws) {
		sheet_room(s, LEAD_LABEL + 2 * leading);
		sheet_text(s, x, s->y, look_label, c->label);
		s->y += LEAD_LABEL + 0.3;
		flow(s, x, look, leading, l);
		s->y += cell_gap - 0.3;
	}
	return LEAD_LABEL + (double)l->n * leading + cell_gap;
}

double
sheet_grid(struct sheet *s, double x, double width, unsigned columns,
    const struct cell *cells, size_t n, struct look look, bool draws)
{
	double pitch = width / columns, height = 0;
	double leading = look.size / DEVICE_MM * 1.33;
	struct row row = { .n = 0 };
	for (size_t i = 0; i < n; i++) {
		struct lines l =
		    wrap_text(&s->type, look, pitch - gutter, cells[i].value);
		if (l.n == 0)
			continue;
		if (row.n == columns || l.n > CELL_LINES || l.broken)
			height +=
			    end_row(s, x, pitch, &row, look, leading, draws);
		if (l.n > CELL_LINES || l.broken) {
			l = wrap_text(&s->type, look, width, cells[i].value);
			height += wide_cell(
			    s, x, &cells[i], &l, look, leading, draws);
			continue;
		}
		row.label[row.n] = cells[i].label;
		row.value[row.n++] = l;
		row.most = l.n > row.most ? l.n : row.most;
	}
	return height + end_row(s, x, pitch, &row, look, leading, draws);
}

struct str
sheet_join(
    struct sheet *s, const char *between, const struct str *texts, size_t n)
{
	size_t gap = strlen(between), total = 0, parts = 0, only = 0;
	for (size_t i = 0; i < n; i++)
		if (str_trim(texts[i]).n) {
			total += texts[i].n + gap;
			only = i;
			parts++;
		}
	if (parts <= 1)
		return parts ? texts[only] : (struct str){ NULL, 0 };
	char *all = arena_alloc(s->type.arena, total), *at = all;
	for (size_t i = 0; i < n; i++)
		if (str_trim(texts[i]).n) {
			memcpy(at, texts[i].p, texts[i].n);
			memcpy(at + texts[i].n, between, gap);
			at += texts[i].n + gap;
		}
	return (struct str){ all, total - gap };
}

struct str
sheet_public(struct str text)
{
	if (mask_hit(text))
		return (struct str){ NULL, 0 };
	return text;
}
