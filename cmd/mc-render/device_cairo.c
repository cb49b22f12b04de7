/* SPDX-License-Identifier: ISC */
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "device.h"

enum { SCALED = 64, BATCH = 256 };

struct device {
	struct fonts *fonts;
	cairo_font_face_t *faces[FONT_FACES];
	/* scaled fonts in use, so that cairo need not look them up */
	struct {
		unsigned face;
		double size;
		cairo_scaled_font_t *font;
	} scaled[SCALED];
	unsigned scaled_n;

	/* the document being made */
	struct buf *out;
	cairo_surface_t *surface;
	cairo_t *cr;
	bool page; /* one is begun */
	uint32_t colour;
	bool colour_set;
	cairo_scaled_font_t *font;
};

/* A run of glyphs of one face on its way to cairo. */
struct batch {
	cairo_glyph_t glyphs[BATCH];
	cairo_text_cluster_t clusters[BATCH];
	int n;
	const char *text; /* of the first glyph */
	int bytes;
	unsigned face;
};

struct device *
device_new(struct fonts *fonts)
{
	struct device *d = xcalloc(1, sizeof(*d));
	d->fonts = fonts;
	for (unsigned i = 0; i < FONT_FACES; i++)
		d->faces[i] = cairo_ft_font_face_create_for_ft_face(
		    fonts_face(fonts, i), FT_LOAD_NO_HINTING);
	return d;
}

static void
drop_scaled(struct device *d)
{
	while (d->scaled_n > 0)
		cairo_scaled_font_destroy(d->scaled[--d->scaled_n].font);
}

void
device_free(struct device *d)
{
	if (!d)
		return;
	drop_scaled(d);
	for (unsigned i = 0; i < FONT_FACES; i++)
		cairo_font_face_destroy(d->faces[i]);
	free(d);
}

static cairo_status_t
take(void *arg, const unsigned char *p, unsigned n)
{
	struct buf *out = arg;
	buf_add(out, p, n);
	return out->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void
set_info(cairo_surface_t *s, cairo_pdf_metadata_t what, struct str text)
{
	char *copy = xmalloc(text.n + 1);
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	cairo_pdf_surface_set_metadata(s, what, copy);
	free(copy);
}

void
device_begin(struct device *d, struct buf *out, const struct device_info *info)
{
	char created[TIME_TEXT];
	d->out = out;
	d->surface = cairo_pdf_surface_create_for_stream(
	    take, out, DEVICE_WIDTH * DEVICE_MM, DEVICE_HEIGHT * DEVICE_MM);
	cairo_pdf_surface_restrict_to_version(
	    d->surface, CAIRO_PDF_VERSION_1_5);
	set_info(d->surface, CAIRO_PDF_METADATA_TITLE, info->title);
	if (info->author.n)
		set_info(d->surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
	set_info(d->surface, CAIRO_PDF_METADATA_CREATOR, str_of("mc-render"));
	instant_format(info->created, created);
	cairo_pdf_surface_set_metadata(
	    d->surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
	d->cr = cairo_create(d->surface);
	d->page = d->colour_set = false;
	d->font = NULL;
}

void
device_page(struct device *d)
{
	if (d->page)
		cairo_show_page(d->cr);
	d->page = true;
}

static void
set_colour(struct device *d, uint32_t colour)
{
	if (d->colour_set && d->colour == colour)
		return;
	cairo_set_source_rgb(d->cr, (colour >> 16 & 255) / 255.0,
	    (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
	d->colour = colour;
	d->colour_set = true;
}

static cairo_scaled_font_t *
scaled_font(struct device *d, unsigned face, double size)
{
	cairo_matrix_t scale, page;
	cairo_font_options_t *options;
	for (unsigned i = 0; i < d->scaled_n; i++)
		if (d->scaled[i].face == face && d->scaled[i].size == size)
			return d->scaled[i].font;
	if (d->scaled_n == SCALED) {
		drop_scaled(d);
		d->font = NULL;
	}
	cairo_matrix_init_scale(&scale, size, size);
	cairo_matrix_init_identity(&page);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	d->scaled[d->scaled_n].face = face;
	d->scaled[d->scaled_n].size = size;
	d->scaled[d->scaled_n].font =
	    cairo_scaled_font_create(d->faces[face], &scale, &page, options);
	cairo_font_options_destroy(options);
	return d->scaled[d->scaled_n++].font;
}

static void
show(struct device *d, struct batch *b, double size)
{
	if (b->n == 0)
		return;
	cairo_scaled_font_t *font = scaled_font(d, b->face, size);
	if (d->font != font)
		cairo_set_scaled_font(d->cr, font);
	d->font = font;
	cairo_show_text_glyphs(
	    d->cr, b->text, b->bytes, b->glyphs, b->n, b->clusters, b->n, 0);
	b->n = b->bytes = 0;
}

void
device_text(
    struct device *d, double x, double y, struct look look, struct str text)
{
	struct batch b = { .n = 0 };
	const struct font_glyph *last = NULL;
	double at = x * DEVICE_MM;

	set_colour(d, look.colour);
	for (size_t i = 0, n; i < text.n; i += n) {
		unsigned long code = utf8_get(text.p + i, &n);
		const struct font_glyph *g =
		    fonts_glyph(d->fonts, look.font, code);
		if (b.n == BATCH || (b.n > 0 && g->face != b.face))
			show(d, &b, look.size);
		if (b.n == 0) {
			b.text = text.p + i;
			b.face = g->face;
		}
		if (last)
			at += fonts_kern(d->fonts, last, g) * look.size;
		b.glyphs[b.n] = (cairo_glyph_t){ g->index, at, y * DEVICE_MM };
		b.clusters[b.n++] = (cairo_text_cluster_t){ (int)n, 1 };
		b.bytes += (int)n;
		at += (double)g->advance * look.size;
		last = g;
	}
	show(d, &b, look.size);
}

void
device_rule(struct device *d, double x, double y, double width,
    double thickness, uint32_t colour)
{
	device_fill(d, x, y - thickness / DEVICE_MM / 2, width,
	    thickness / DEVICE_MM, 0, colour);
}

void
device_fill(struct device *d, double x, double y, double width, double height,
    double radius, uint32_t colour)
{
	const double quarter = 1.5707963267948966, r = radius * DEVICE_MM;
	double left = x * DEVICE_MM, top = y * DEVICE_MM;
	double right = (x + width) * DEVICE_MM;
	double bottom = (y + height) * DEVICE_MM;
	set_colour(d, colour);
	if (radius > 0) {
		cairo_new_path(d->cr);
		cairo_arc(d->cr, right - r, top + r, r, -quarter, 0);
		cairo_arc(d->cr, right - r, bottom - r, r, 0, quarter);
		cairo_arc(d->cr, left + r, bottom - r, r, quarter, 2 * quarter);
		cairo_arc(
		    d->cr, left + r, top + r, r, 2 * quarter, 3 * quarter);
		cairo_close_path(d->cr);
	} else
		cairo_rectangle(d->cr, left, top, right - left, bottom - top);
	cairo_fill(d->cr);
}

bool
device_end(struct device *d, struct fault *f)
{
	cairo_status_t status;
	cairo_show_page(d->cr);
	status = cairo_status(d->cr);
	cairo_destroy(d->cr);
	cairo_surface_finish(d->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(d->surface);
	cairo_surface_destroy(d->surface);
	if (d->out->over)
		return fault_set(f, "/invoice", "size",
		    "its PDF is over %zu bytes", d->out->max);
	if (status != CAIRO_STATUS_SUCCESS)
		return fault_set(f, "/invoice", "render", "cairo: %s",
		    cairo_status_to_string(status));
	return true;
}
