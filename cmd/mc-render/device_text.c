/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <cairo-ft.h>

#include "base/arena.h"
#include "device_cairo.h"

enum { CHECK_MAX = 8 << 20 };

void
device_drop_fonts(struct device *d)
{
	while (d->scaled_n > 0)
		cairo_scaled_font_destroy(d->scaled[--d->scaled_n].scaled);
}

static cairo_scaled_font_t *
scaled_font(struct device *d, unsigned font, float size)
{
	cairo_matrix_t scale, page;
	cairo_font_options_t *options;
	for (size_t i = 0; i < d->scaled_n; i++)
		if (d->scaled[i].font == font && d->scaled[i].size == size)
			return d->scaled[i].scaled;
	if (d->scaled_n == DEVICE_SCALED) {
		device_drop_fonts(d);
		d->font = NULL;
	}
	if (!d->faces[font])
		d->faces[font] = cairo_ft_font_face_create_for_ft_face(
		    type_font(d->type, font), FT_LOAD_NO_HINTING);
	cairo_matrix_init_scale(&scale, (double)size, (double)size);
	cairo_matrix_init_identity(&page);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	d->scaled[d->scaled_n].font = font;
	d->scaled[d->scaled_n].size = size;
	d->scaled[d->scaled_n].scaled =
	    cairo_scaled_font_create(d->faces[font], &scale, &page, options);
	cairo_font_options_destroy(options);
	return d->scaled[d->scaled_n++].scaled;
}

static void
make_room(struct device *d, size_t glyphs, size_t bytes)
{
	if (glyphs > d->glyphs_cap) {
		d->glyphs_cap = 2 * glyphs;
		d->glyphs =
		    xrealloc(d->glyphs, d->glyphs_cap * sizeof(*d->glyphs));
		d->clusters =
		    xrealloc(d->clusters, d->glyphs_cap * sizeof(*d->clusters));
	}
	if (bytes > d->turned_cap) {
		d->turned_cap = 2 * bytes;
		d->turned = xrealloc(d->turned, d->turned_cap);
	}
}

/*
 * Which characters which glyphs stand for, in the order of the text; glyphs
 * of one cluster stand together. How many there are.
 */
static size_t
make_clusters(struct device *d, const struct glyph_run *r)
{
	size_t n = 0, begins = 0;
	uint32_t last = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct glyph *g =
		    &r->glyphs[r->backward ? r->n - 1 - i : i];
		if (i > 0 && g->cluster <= last) {
			d->clusters[n - 1].num_glyphs++;
			continue;
		}
		/* what no glyph stands for belongs to the one before */
		if (n > 0) {
			d->clusters[n - 1].num_bytes =
			    (int)(g->cluster - begins);
			begins = g->cluster;
		}
		last = g->cluster;
		d->clusters[n++] = (cairo_text_cluster_t){ 0, 1 };
	}
	d->clusters[n - 1].num_bytes = (int)(r->text.n - begins);
	return n;
}

/*
 * Clusters and text of a backward run as they are drawn, left to right: what
 * reads a PDF puts such characters into order by itself, and finds words
 * where glyphs follow one another as they stand. Cairo's own flag for such
 * runs draws each glyph alone, from the right.
 */
static struct str
turn_around(struct device *d, size_t n, struct str text)
{
	char *end = d->turned + text.n;
	for (size_t i = 0, from = 0; i < n; i++) {
		size_t bytes = (size_t)d->clusters[i].num_bytes;
		end -= bytes;
		memcpy(end, text.p + from, bytes);
		from += bytes;
	}
	for (size_t i = 0; i < n / 2; i++) {
		cairo_text_cluster_t c = d->clusters[i];
		d->clusters[i] = d->clusters[n - 1 - i];
		d->clusters[n - 1 - i] = c;
	}
	return (struct str){ d->turned, text.n };
}

/*
 * The text with blanks in the place of no-break spaces: fonts have one glyph
 * for both, and the second meaning of a glyph would be spelled out in the PDF
 * each time.
 */
static struct str
break_spaces(struct device *d, size_t n, struct str text)
{
	char *to = d->turned;
	if (!memmem(text.p, text.n, "\xc2\xa0", 2))
		return text;
	for (size_t i = 0, from = 0; i < n; i++) {
		size_t bytes = (size_t)d->clusters[i].num_bytes;
		bool space =
		    bytes == 2 && memcmp(text.p + from, "\xc2\xa0", 2) == 0;
		memcpy(to, space ? " " : text.p + from, space ? 1 : bytes);
		d->clusters[i].num_bytes = space ? 1 : (int)bytes;
		to += d->clusters[i].num_bytes;
		from += bytes;
	}
	return (struct str){ d->turned, (size_t)(to - d->turned) };
}

/* Draws a run that begins at x, y in points. */
static void
draw_run(
    struct device *d, double x, double y, float size, const struct glyph_run *r)
{
	cairo_scaled_font_t *font = scaled_font(d, r->font, size);
	double em = (double)size;
	make_room(d, r->n, r->text.n);
	for (size_t i = 0; i < r->n; i++) {
		const struct glyph *g = &r->glyphs[i];
		d->glyphs[i] = (cairo_glyph_t){ g->index,
			x + (double)g->dx * em, y - (double)g->dy * em };
		x += (double)g->advance * em;
	}
	if (d->font != font)
		cairo_set_scaled_font(d->cr, font);
	d->font = font;
	size_t n = make_clusters(d, r);
	struct str text = r->backward ? turn_around(d, n, r->text)
				      : break_spaces(d, n, r->text);
	cairo_show_text_glyphs(d->cr, text.p, (int)text.n, d->glyphs, (int)r->n,
	    d->clusters, (int)n, 0);
}

void
device_text(struct device *d, double x, double y, float size, uint32_t colour,
    const struct line *line)
{
	double at = x * TYPE_MM;
	for (size_t i = 0; i < line->n; i++) {
		const struct glyph_run *r = &line->runs[i];
		if (r->n) {
			device_colour(d, colour);
			draw_run(d, at, y * TYPE_MM, size, r);
		}
		at += (double)r->width * (double)size;
	}
}

void
device_blank(struct device *d, double x, double y, float size, uint32_t colour,
    const struct line *line)
{
	const struct glyph_run *last =
	    line->n ? &line->runs[line->n - 1] : NULL;
	if (!last || !last->n || last->backward)
		return;
	struct glyph glyph = { .index = FT_Get_Char_Index(
				   type_font(d->type, last->font), ' ') };
	struct glyph_run run = { last->font, false, &glyph, 1, STR(" "), 0 };
	double at = x * TYPE_MM;
	for (size_t i = 0; i < line->n; i++)
		at += (double)line->runs[i].width * (double)size;
	if (!glyph.index)
		return;
	device_colour(d, colour);
	draw_run(d, at, y * TYPE_MM, size, &run);
}

/* Draws one character of the font as a document of its own. */
static bool
try_font(struct device *d, unsigned font, struct buf *out, struct fault *f)
{
	static const struct device_info info = { .tagged = false };
	FT_UInt index = FT_Get_Char_Index(type_font(d->type, font), '0');
	if (!index)
		FT_Get_First_Char(type_font(d->type, font), &index);
	struct glyph glyph = { .index = index };
	struct glyph_run run = { font, false, &glyph, 1, STR("0"), 0 };
	struct line line = { .runs = &run, .n = 1 };
	buf_reset(out);
	device_begin(d, out, &info);
	device_page(d);
	device_text(d, 20, 20, 10, 0, &line);
	if (!device_end(d, f))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (str_starts(str_from(buf_str(out), i), "/FontFile"))
			return true;
	return fault_set(f, NULL, "font", "cairo does not embed it");
}

bool
device_check(struct device *d, struct fault *f)
{
	struct buf out = BUF_INIT(CHECK_MAX);
	struct fault why;
	bool ok = true;
	for (unsigned i = 0; ok && i < type_fonts(d->type); i++) {
		FT_Face face = type_font(d->type, i);
		if (!face || try_font(d, i, &out, &why))
			continue;
		ok = fault_set(f, face->family_name, "font",
		    "text in this font cannot be embedded: %s", why.text);
	}
	buf_free(&out);
	return ok;
}
