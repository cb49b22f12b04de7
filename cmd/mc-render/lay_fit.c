/* SPDX-License-Identifier: ISC */
/* Text that fits its place, or what is done when it does not. */
#include <stddef.h>
#include <stdio.h>

#include "lay_work.h"

enum {
	PARAGRAPHS = 64,
	FIGURE_MAX = 96, /* bytes: 28 digits in groups, and more */
};

static const float least_figure = 4, step = 0.5F;
static const double boundless = 1e6;
static char dots[] = "\xe2\x80\xa6";

/* Claims that amounts, dates and numbers are written with it. */
static bool
is_of_figure(char c)
{
	/* also the bytes of a no-break space, wide or narrow, and of a minus */
	static const char other[] = ".,:+-\xc2\xa0\xe2\x80\xaf\x88\x92";
	return (c >= '0' && c <= '9') || (c && strchr(other, c));
}

/* How many bytes before `end`, or from `p` on, are of a figure. */
static size_t
figure_before(const char *p, const char *end)
{
	size_t n = 0;
	while (end > p && is_of_figure(end[-1])) {
		end--;
		n++;
	}
	return n;
}

static size_t
figure_from(const char *p, const char *end)
{
	size_t n = 0;
	while (p + n < end && is_of_figure(p[n]))
		n++;
	return n;
}

/* Claims that the word that goes on from line a to line b is a figure. */
static bool
is_divided_figure(struct str a, struct str b)
{
	const char *a_end = a.p + a.n, *b_end = b.p + b.n;
	if (!a.n || !b.n || a_end != b.p)
		return false;
	size_t before = figure_before(a.p, a_end);
	size_t behind = figure_from(b.p, b_end);
	return before && behind && before + behind <= FIGURE_MAX &&
	       (before == a.n || is_blank(a_end[-(ptrdiff_t)before - 1])) &&
	       (behind == b.n || is_blank(b.p[behind]));
}

/*
 * Claims that a figure is wider than the line, or so long that a line ends
 * inside it; type_lines keeps all others whole. Other words may be broken.
 */
static bool
breaks_figure(const struct paragraph *l, bool figures, double width)
{
	if (l->width > width + LAY_EPS)
		return true;
	for (size_t i = 0; figures && l->broken && i + 1 < l->n; i++)
		if (is_divided_figure(l->line[i].text, l->line[i + 1].text))
			return true;
	return false;
}

/* ---- texts that are too long ----------------------------------------- */

static void
note_long(struct work *w, const struct node *node, struct str text)
{
	struct view *v = w->view;
	struct str label = lay_wording(w, &node->overflow, NULL);
	for (size_t i = 0; i < v->longs_n; i++)
		if (str_eq(v->longs[i].label, label) &&
		    str_eq(v->longs[i].text, text))
			return;
	if (v->longs_n == LAY_LONGS) {
		lay_fail(w, node, "fit",
		    "over %d texts are too long for their places", LAY_LONGS);
		return;
	}
	v->longs =
	    arena_extend(w->arena, v->longs, v->longs_n, sizeof(*v->longs));
	v->longs[v->longs_n++] =
	    (struct view_long){ .label = label, .text = text };
}

/* Says what does not fit, by its name and its place, never what it says. */
static void
fail_fit(struct work *w, const struct node *node, struct str text)
{
	struct str label = lay_wording(w, &node->overflow, NULL);
	char name[96] = "a text", path[FAULT_TEXT / 2] = "";
	if (w->failed)
		return;
	label = label.n ? label : w->label;
	if (label.n && label.n + 2 < sizeof(name))
		snprintf(name, sizeof(name), "'%.*s'", STR_ARG(label));
	lay_find_value(w, text, path, sizeof(path));
	lay_fail(w, node, "fit", "%s does not fit its place%s%s", name,
	    path[0] ? ": " : "", path);
}

/* ---- cutting --------------------------------------------------------- */

/* The paragraphs of a text that are not blank, PARAGRAPHS at most. */
static size_t
split(struct str text, struct str part[PARAGRAPHS])
{
	size_t n = 0;
	while (text.n && n < PARAGRAPHS) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t len =
		    end && n + 1 < PARAGRAPHS ? (size_t)(end - text.p) : text.n;
		struct str one = str_trim((struct str){ text.p, len });
		text = str_from(text, len < text.n ? len + 1 : len);
		if (one.n)
			part[n++] = one;
	}
	return n;
}

/* In a window the last lines stay: town, region and country. */
static size_t
leave_out(struct str part[PARAGRAPHS], size_t n, size_t most)
{
	const size_t last = 3;
	if (n <= most || most < last + 2)
		return n;
	part[most - last - 1] = str_of(dots);
	memmove(&part[most - last], &part[n - last], last * sizeof(*part));
	return most;
}

/*
 * `most` lines of a text of several paragraphs: each gets one, the earlier
 * ones what is left over, so that a long name leaves room for the address.
 */
static struct paragraph
cut_parts(struct work *w, struct face face, double width, size_t most,
    struct str part[PARAGRAPHS], size_t n)
{
	struct paragraph all = { .line = arena_alloc(
				     w->arena, most * sizeof(*all.line)) };
	size_t spare = most - n;
	for (size_t i = 0; i < n; i++) {
		bool cut;
		struct paragraph l = type_cut(
		    w->type, face, width, 1 + spare, w->arena, part[i], &cut);
		if (l.n == 0)
			continue;
		memcpy(all.line + all.n, l.line, l.n * sizeof(*l.line));
		all.n += l.n;
		spare -= l.n - 1;
		all.width = l.width > all.width ? l.width : all.width;
	}
	return all;
}

/* Cuts what has `most` lines set already, with an ellipsis. */
static void
cut_to(
    struct work *w, struct set *s, struct str text, size_t most, double width)
{
	struct face face = { s->style->face.chain, s->size };
	struct str part[PARAGRAPHS];
	size_t n = split(text, part);
	if (w->window)
		n = leave_out(part, n, most);
	if (n > 1 && n <= most)
		s->l = cut_parts(w, face, width, most, part, n);
}

/* ---- setting --------------------------------------------------------- */

/* The smallest size that the text may have. */
static float
least_of(const struct node *node, float size, bool figures)
{
	float least = node->fit.shrink > 0 ? node->fit.shrink : size;
	if (figures)
		least = least_figure;
	return least < size ? least : size;
}

/* Claims that the text is one figure, or something as long as one. */
static bool
is_one_word(struct str text)
{
	if (text.n > FIGURE_MAX)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (is_blank(text.p[i]))
			return false;
	return true;
}

enum outcome { FITS, CUT, BROKEN };

/* Sets the lines at s->size. */
static enum outcome
try_size(struct work *w, struct set *s, struct str text, bool figures,
    double width, size_t most)
{
	struct face face = { s->style->face.chain, s->size };
	bool cut = false;
	if (figures && is_one_word(text))
		s->l = type_lines(w->type, face, boundless, w->arena, text);
	else if (most)
		s->l =
		    type_cut(w->type, face, width, most, w->arena, text, &cut);
	else
		s->l = type_lines(w->type, face, width, w->arena, text);
	if (breaks_figure(&s->l, figures, width))
		return BROKEN;
	return cut ? CUT : FITS;
}

struct set
lay_set(struct work *w, const struct node *node, const struct style *style,
    struct str text, bool figures, double width)
{
	struct set s = { .style = style, .grown = 1 };
	float size = style->face.size * (float)w->scale;
	float least = least_of(node, size, figures);
	bool cuts = !figures && node->fit.end != FIT_ERROR;
	size_t most = node->fit.wrap;
	enum outcome now;
	if (cuts && w->most && (!most || w->most < most))
		most = w->most;
	s.size = size - w->smaller > least ? size - w->smaller : least;
	w->could |= s.size > least;
	while ((now = try_size(w, &s, text, figures, width, most)) != FITS) {
		/* a figure among words may be as small as any figure */
		if (now == BROKEN && least > least_figure)
			least = least_figure;
		if (s.size <= least)
			break;
		s.size = s.size - step > least ? s.size - step : least;
	}
	if (now == BROKEN || (now == CUT && !cuts))
		fail_fit(w, node, text);
	else if (now == CUT) {
		cut_to(w, &s, text, most, width);
		if (node->fit.end == FIT_OVERFLOW)
			note_long(w, node, text);
	}
	return s;
}

struct set
lay_figure(struct work *w, const struct node *node, const struct style *style,
    struct str text, double width)
{
	struct set s = { .style = style,
		.size = style->face.size * (float)w->scale,
		.grown = 1 };
	struct face face = { style->face.chain, s.size };
	s.l = type_lines(w->type, face, boundless, w->arena, text);
	if (s.l.width > width + LAY_EPS) {
		s.grown = width / s.l.width;
		s.size *= (float)s.grown;
		if (s.size < least_figure)
			fail_fit(w, node, text);
	}
	return s;
}
