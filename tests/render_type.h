/* SPDX-License-Identifier: ISC */
#ifndef RENDER_TYPE_T_H
#define RENDER_TYPE_T_H

/*
 * One type with the fonts of the project's designs, short forms of what it
 * can do, and what has to hold of any text that it sets.
 */

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "type_set.h"

static struct type *type;
static struct arena arena;
static int full; /* chain of all files */

static const struct str files[] = {
	STR("OpenSans-Regular.ttf"),
	STR("DejaVuSans.ttf"),
	STR("DroidSansFallbackFull.ttf"),
};

static inline struct face
at_size(int chain, float size)
{
	return (struct face){ chain, size };
}

static inline struct line
line_of(const char *text)
{
	return type_line(type, at_size(full, 10), &arena, str_of(text));
}

/* mm that the text takes at 10 points */
static inline double
width_of(const char *text)
{
	return type_width(type, at_size(full, 10), str_of(text));
}

static inline bool
near(double a, double b)
{
	return fabs(a - b) < 1e-4;
}

static inline bool
set_up(void)
{
	struct fault f;
	type = type_new();
	full = type_chain(type, files, 3, false, &f);
	return full >= 0;
}

/* The characters of a line from left to right as they are drawn. */
static inline struct str
visual(struct line line)
{
	struct buf out = BUF_INIT(1 << 16);
	for (size_t i = 0; i < line.n; i++) {
		const struct glyph_run *r = &line.runs[i];
		for (size_t k = 0; k < r->n; k++) {
			const char *p = r->text.p + r->glyphs[k].cluster;
			buf_add(&out, p, utf8_length(p, 4));
		}
	}
	struct str copy = arena_str(&arena, buf_str(&out));
	buf_free(&out);
	return copy;
}

static inline bool
has_joiner(struct str s)
{
	for (size_t i = 0; i + 3 <= s.n; i++)
		if (memcmp(s.p + i, "\u200d", 3) == 0 ||
		    memcmp(s.p + i, "\u200c", 3) == 0)
			return true;
	return false;
}

/* How much of a line is not as type.h says. */
static inline int
faults_of(const struct line *line, float size)
{
	int wrong = 0;
	double all = 0;
	size_t bytes = 0;
	for (size_t i = 0; i < line->n; i++) {
		const struct glyph_run *r = &line->runs[i];
		double width = 0;
		wrong += r->n == 0 || r->font >= type_fonts(type);
		wrong += r->text.p < line->text.p ||
			 r->text.p + r->text.n > line->text.p + line->text.n;
		bytes += r->text.n;
		for (size_t k = 0; k < r->n; k++) {
			const struct glyph *g = &r->glyphs[k];
			width += g->advance;
			wrong += g->cluster >= r->text.n;
			wrong += g->index == 0 && !type_missing(type);
			if (k && (r->backward ? g->cluster > g[-1].cluster
					      : g->cluster < g[-1].cluster))
				wrong++;
		}
		wrong += !near(width, r->width);
		all += r->width;
	}
	/* a joiner alone has no run */
	if (!has_joiner(line->text))
		wrong += bytes != line->text.n;
	return wrong + !near(all * size / TYPE_MM, line->width);
}

/* Claims digits of any script. */
static inline bool
has_figure(struct str s)
{
	for (size_t i = 0, n; i < s.n; i += n)
		if (hb_unicode_general_category(hb_unicode_funcs_get_default(),
			(hb_codepoint_t)utf8_get(s.p + i, &n)) ==
		    HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER)
			return true;
	return false;
}

static inline struct str
without_blanks(struct str s)
{
	char *out = arena_alloc(&arena, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '\n')
			out[n++] = s.p[i];
	return (struct str){ out, n };
}

static inline int
faults_of_text(struct str text, double room)
{
	struct face face = at_size(full, 9);
	type_begin(type);
	struct str c = type_clean(type, face, &arena, text);
	struct paragraph l = type_lines(type, face, room, &arena, text);
	struct buf all = BUF_INIT(1 << 20);
	bool cut;
	int wrong =
	    !type_missing(type) && type_clean(type, face, &arena, c).p != c.p;
	for (size_t i = 0; i < l.n; i++) {
		struct str s = l.line[i].text;
		size_t one = s.n ? grapheme_end(s, 0) : 0;
		wrong += faults_of(&l.line[i], face.size);
		wrong += l.line[i].width > room + 1e-4 && !has_figure(s) &&
			 one != s.n;
		buf_addstr(&all, s);
	}
	wrong += !str_eq(without_blanks(buf_str(&all)), without_blanks(c));
	wrong += utf8_check(all.p, all.n) != all.n;
	buf_free(&all);
	l = type_cut(type, face, room, 2, &arena, text, &cut);
	wrong += l.n > 2;
	for (size_t i = 0; i < l.n; i++)
		wrong += faults_of(&l.line[i], face.size);
	return wrong;
}

#endif
