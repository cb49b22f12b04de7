/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/arena.h"
#include "base/digit.h"
#include "device_cairo.h"

struct device *
device_new(const struct type *type)
{
	struct device *d = xcalloc(1, sizeof(*d));
	d->type = type;
	return d;
}

void
device_free(struct device *d)
{
	if (!d)
		return;
	device_drop_fonts(d);
	for (unsigned i = 0; i < TYPE_FACES; i++)
		cairo_font_face_destroy(d->faces[i]);
	for (size_t i = 0; i < d->pictures_n; i++)
		cairo_surface_destroy(d->pictures[i].surface);
	free(d->pictures);
	free(d->glyphs);
	free(d->clusters);
	free(d->turned);
	free(d);
}

/* ---- documents and pages ------------------------------------------- */

static cairo_status_t
take(void *arg, const unsigned char *p, unsigned n)
{
	struct buf *out = arg;
	buf_add(out, p, n);
	return out->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void
set_info(struct device *d, cairo_pdf_metadata_t what, struct str text)
{
	if (!text.n)
		return;
	char *copy = xmalloc(text.n + 1);
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	cairo_pdf_surface_set_metadata(d->surface, what, copy);
	free(copy);
}

/* From now on cairo draws there, and nothing has been said to it. */
static void
draw_on(struct device *d, cairo_t *cr)
{
	d->cr = cr;
	d->colour_set = false;
	d->font = NULL;
}

void
device_begin(struct device *d, struct buf *out, const struct device_info *info)
{
	char created[TIME_TEXT];
	d->out = out;
	d->from = out->n;
	d->surface = cairo_pdf_surface_create_for_stream(
	    take, out, DEVICE_WIDTH * TYPE_MM, DEVICE_HEIGHT * TYPE_MM);
	cairo_pdf_surface_restrict_to_version(
	    d->surface, CAIRO_PDF_VERSION_1_5);
	set_info(d, CAIRO_PDF_METADATA_TITLE, info->title);
	set_info(d, CAIRO_PDF_METADATA_AUTHOR, info->author);
	set_info(d, CAIRO_PDF_METADATA_SUBJECT, info->subject);
	set_info(d, CAIRO_PDF_METADATA_CREATOR, str_of("mc-render"));
	instant_format(info->created, created);
	set_info(d, CAIRO_PDF_METADATA_CREATE_DATE, str_of(created));
	draw_on(d, cairo_create(d->surface));
	d->paged = false;
	d->tagged = info->tagged;
	d->depth = 0;
	d->layer = NULL;
	d->wrong = CAIRO_STATUS_SUCCESS;
	if (d->tagged)
		cairo_tag_begin(d->cr, "Document", NULL);
}

void
device_page(struct device *d)
{
	if (d->paged)
		cairo_show_page(d->cr);
	d->paged = true;
}

/* Remembers that something other than d->cr failed. */
static void
note(struct device *d, cairo_status_t status)
{
	if (d->wrong == CAIRO_STATUS_SUCCESS)
		d->wrong = status;
}

/* The number that begins at *at, which moves behind it. */
static size_t
number_at(struct str pdf, size_t *at)
{
	size_t n = 0;
	for (; *at < pdf.n && is_digit(pdf.p[*at]); ++*at)
		n = n * 10 + (size_t)(pdf.p[*at] - '0');
	return n;
}

/* Claims that object n begins at that place: "12 0 obj". */
static bool
is_object(struct str pdf, size_t at, size_t n)
{
	return at < pdf.n && number_at(pdf, &at) == n && at < pdf.n &&
	       str_starts(str_from(pdf, at), " 0 obj");
}

bool
device_whole(struct str pdf)
{
	enum { ENTRY = 20, TAIL = 64 };
	static const char mark[] = "startxref\n", head[] = "xref\n0 ";
	size_t at = pdf.n > TAIL ? pdf.n - TAIL : 0;
	while (at < pdf.n && !str_starts(str_from(pdf, at), mark))
		at++;
	if (at == pdf.n)
		return false;
	at += sizeof(mark) - 1;
	at = number_at(pdf, &at);
	if (at >= pdf.n || !str_starts(str_from(pdf, at), head))
		return false;
	at += sizeof(head) - 1;
	size_t count = number_at(pdf, &at);
	if (count < 2 || at >= pdf.n || count > (pdf.n - at) / ENTRY)
		return false;
	for (size_t i = 1; i < count; i++) {
		size_t entry = at + 1 + i * ENTRY;
		if (!is_object(pdf, number_at(pdf, &entry), i))
			return false;
	}
	return true;
}

bool
device_end(struct device *d, struct fault *f)
{
	if (d->depth > 0)
		note(d, CAIRO_STATUS_TAG_ERROR);
	else if (d->tagged)
		cairo_tag_end(d->cr, "Document");
	cairo_show_page(d->cr);
	note(d, cairo_status(d->cr));
	cairo_destroy(d->cr);
	cairo_surface_finish(d->surface);
	note(d, cairo_surface_status(d->surface));
	cairo_surface_destroy(d->surface);
	while (d->layers_n > 0)
		cairo_surface_destroy(d->layers[--d->layers_n].drawn);
	if (d->out->over)
		return fault_set(f, "/invoice", "size",
		    "its PDF is over %zu bytes", d->out->max);
	if (d->wrong != CAIRO_STATUS_SUCCESS)
		return fault_set(f, "/invoice", "render", "cairo: %s",
		    cairo_status_to_string(d->wrong));
	if (!device_whole(str_from(buf_str(d->out), d->from)))
		return fault_set(f, "/invoice", "render",
		    "cairo: a part of the PDF is missing");
	return true;
}

/* ---- rules and areas ----------------------------------------------- */

void
device_colour(struct device *d, uint32_t colour)
{
	if (d->colour_set && d->colour == colour)
		return;
	cairo_set_source_rgb(d->cr, (colour >> 16 & 255) / 255.0,
	    (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
	d->colour = colour;
	d->colour_set = true;
}

void
device_rule(struct device *d, double x, double y, double width,
    double thickness, double dash, uint32_t colour)
{
	double high = thickness / TYPE_MM;
	if (dash <= 0) {
		device_rect(d, x, y - high / 2, width, high, 0, colour);
		return;
	}
	device_colour(d, colour);
	cairo_set_line_width(d->cr, thickness);
	cairo_set_dash(d->cr, &dash, 1, 0);
	cairo_move_to(d->cr, x * TYPE_MM, y * TYPE_MM);
	cairo_line_to(d->cr, (x + width) * TYPE_MM, y * TYPE_MM);
	cairo_stroke(d->cr);
	cairo_set_dash(d->cr, NULL, 0, 0);
}

void
device_rect(struct device *d, double x, double y, double width, double height,
    double radius, uint32_t colour)
{
	const double quarter = 1.5707963267948966;
	double left = x * TYPE_MM, top = y * TYPE_MM, r = radius * TYPE_MM;
	double right = (x + width) * TYPE_MM, bottom = (y + height) * TYPE_MM;
	double most =
	    (right - left < bottom - top ? right - left : bottom - top) / 2;
	if (r > most)
		r = most;
	device_colour(d, colour);
	if (r > 0) {
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

/* ---- layers -------------------------------------------------------- */

static struct layer *
find_layer(struct device *d, const void *key)
{
	for (size_t i = 0; i < d->layers_n; i++)
		if (d->layers[i].key == key)
			return &d->layers[i];
	return NULL;
}

static void
paint_layer(struct device *d, const struct layer *l)
{
	cairo_save(d->cr);
	cairo_set_source_surface(d->cr, l->drawn, 0, 0);
	cairo_paint(d->cr);
	cairo_restore(d->cr);
}

/*
 * Drawn as it is on the first page, once more into a form on the second, and
 * the form from then on: a document of one page, which most are, pays nothing.
 * Structure does not reach into forms, so there are none where it is wanted.
 */
bool
device_layer_begin(struct device *d, const void *key)
{
	static const cairo_rectangle_t sheet = { 0, 0, DEVICE_WIDTH * TYPE_MM,
		DEVICE_HEIGHT * TYPE_MM };
	struct layer *l = find_layer(d, key);
	if (d->tagged || (!l && d->layers_n == DEVICE_LAYERS))
		return true;
	if (!l) {
		d->layers[d->layers_n++] = (struct layer){ key, NULL };
		return true;
	}
	if (l->drawn) {
		paint_layer(d, l);
		return false;
	}
	l->drawn =
	    cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &sheet);
	cairo_surface_set_mime_data(l->drawn, CAIRO_MIME_TYPE_UNIQUE_ID,
	    (const unsigned char *)&l->key, sizeof(l->key), NULL, NULL);
	d->layer = l;
	d->page = d->cr;
	draw_on(d, cairo_create(l->drawn));
	return true;
}

void
device_layer_end(struct device *d)
{
	if (!d->layer)
		return;
	note(d, cairo_status(d->cr));
	cairo_destroy(d->cr);
	draw_on(d, d->page);
	paint_layer(d, d->layer);
	d->layer = NULL;
}

/* ---- structure ----------------------------------------------------- */

static const char *const tags[] = {
	[TAG_H1] = "H1",
	[TAG_H2] = "H2",
	[TAG_P] = "P",
	[TAG_TABLE] = "Table",
	[TAG_TR] = "TR",
	[TAG_TH] = "TH",
	[TAG_TD] = "TD",
	[TAG_FIGURE] = "Figure",
};

void
device_tag_begin(struct device *d, enum tag tag)
{
	if (!d->tagged || tag == TAG_NONE)
		return;
	if (d->depth == DEVICE_DEPTH) {
		note(d, CAIRO_STATUS_TAG_ERROR);
		return;
	}
	d->open[d->depth++] = tag;
	cairo_tag_begin(d->cr, tags[tag], NULL);
}

/* cairo itself makes a tree of some kind of tags that do not match. */
void
device_tag_end(struct device *d, enum tag tag)
{
	if (!d->tagged || tag == TAG_NONE)
		return;
	if (d->depth == 0 || d->open[d->depth - 1] != tag) {
		note(d, CAIRO_STATUS_TAG_ERROR);
		return;
	}
	d->depth--;
	cairo_tag_end(d->cr, tags[tag]);
}
