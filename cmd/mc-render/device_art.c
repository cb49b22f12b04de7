/* SPDX-License-Identifier: ISC */
#include "base/arena.h"
#include "device_cairo.h"

/* ---- pictures and drawings ----------------------------------------- */

static cairo_status_t
give(void *arg, unsigned char *p, unsigned n)
{
	struct str *rest = arg;
	if (n > rest->n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(p, rest->p, n);
	*rest = str_from(*rest, n);
	return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *
device_png(struct str bytes)
{
	return cairo_image_surface_create_from_png_stream(give, &bytes);
}

/* A JPEG goes into the PDF as it is: of the surface only the size is used. */
static cairo_surface_t *
make_picture(const struct asset *a)
{
	struct str rest = a->bytes;
	cairo_surface_t *s;
	if (a->kind == ASSET_PNG)
		return device_png(rest);
	s = cairo_image_surface_create(
	    CAIRO_FORMAT_RGB24, (int)a->width, (int)a->height);
	if (cairo_surface_status(s) == CAIRO_STATUS_SUCCESS)
		cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG,
		    (const unsigned char *)rest.p, rest.n, NULL, NULL);
	return s;
}

static cairo_surface_t *
picture_of(struct device *d, const struct asset *a)
{
	for (size_t i = 0; i < d->pictures_n; i++)
		if (d->pictures[i].asset == a)
			return d->pictures[i].surface;
	d->pictures =
	    xrealloc(d->pictures, (d->pictures_n + 1) * sizeof(*d->pictures));
	d->pictures[d->pictures_n] = (struct picture){ a, make_picture(a) };
	return d->pictures[d->pictures_n++].surface;
}

static void
trace(cairo_t *cr, const struct asset_shape *s)
{
	const float *p = s->at;
	cairo_new_path(cr);
	for (size_t i = 0; i < s->ops_n; i++)
		switch (s->ops[i]) {
		case ASSET_MOVE:
			cairo_move_to(cr, (double)p[0], (double)p[1]);
			p += 2;
			break;
		case ASSET_LINE:
			cairo_line_to(cr, (double)p[0], (double)p[1]);
			p += 2;
			break;
		case ASSET_CURVE:
			cairo_curve_to(cr, (double)p[0], (double)p[1],
			    (double)p[2], (double)p[3], (double)p[4],
			    (double)p[5]);
			p += 6;
			break;
		default:
			cairo_close_path(cr);
		}
}

static void
set_source(cairo_t *cr, uint32_t colour, float opacity)
{
	cairo_set_source_rgba(cr, (colour >> 16 & 255) / 255.0,
	    (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0,
	    (double)opacity);
}

static void
draw_shape(cairo_t *cr, const struct asset_shape *s)
{
	static const cairo_line_cap_t caps[] = {
		[ASSET_CAP_BUTT] = CAIRO_LINE_CAP_BUTT,
		[ASSET_CAP_ROUND] = CAIRO_LINE_CAP_ROUND,
		[ASSET_CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE,
	};
	static const cairo_line_join_t joins[] = {
		[ASSET_JOIN_MITER] = CAIRO_LINE_JOIN_MITER,
		[ASSET_JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
		[ASSET_JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL,
	};
	trace(cr, s);
	if (s->filled) {
		set_source(cr, s->fill, s->fill_opacity);
		cairo_set_fill_rule(cr, s->even_odd ? CAIRO_FILL_RULE_EVEN_ODD
						    : CAIRO_FILL_RULE_WINDING);
		cairo_fill_preserve(cr);
	}
	if (s->stroked) {
		set_source(cr, s->stroke, s->stroke_opacity);
		cairo_set_line_width(cr, (double)s->stroke_width);
		cairo_set_line_cap(cr, caps[s->cap]);
		cairo_set_line_join(cr, joins[s->join]);
		cairo_set_miter_limit(cr, (double)s->miter_limit);
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}

void
device_asset(struct device *d, const struct asset *a, double x, double y,
    double width, double height)
{
	double scale = width / a->width, high = height / a->height;
	if (high < scale)
		scale = high;
	scale *= TYPE_MM;
	/* what is set in between is as it was behind restore */
	cairo_save(d->cr);
	cairo_translate(d->cr, x * TYPE_MM, y * TYPE_MM);
	cairo_scale(d->cr, scale, scale);
	if (a->kind == ASSET_DRAWING) {
		cairo_rectangle(d->cr, 0, 0, a->width, a->height);
		cairo_clip(d->cr);
		cairo_translate(d->cr, -a->left, -a->top);
		for (size_t i = 0; i < a->shapes_n; i++)
			draw_shape(d->cr, &a->shapes[i]);
	} else {
		cairo_set_source_surface(d->cr, picture_of(d, a), 0, 0);
		cairo_paint(d->cr);
	}
	cairo_restore(d->cr);
}

/* ---- codes --------------------------------------------------------- */

/* One bit a module, in the bit order that cairo has in words of 32 bits. */
static cairo_surface_t *
make_bits(const struct code *c)
{
	int n = (int)c->n;
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_A1, n, n);
	if (cairo_surface_status(s) != CAIRO_STATUS_SUCCESS)
		return s;
	size_t stride = (size_t)cairo_image_surface_get_stride(s);
	unsigned char *bits = cairo_image_surface_get_data(s);
	for (size_t y = 0; y < c->n; y++)
		for (size_t x = 0; x < c->n; x++)
			if (c->dark[y * c->n + x])
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
				bits[y * stride + x / 8] |=
				    (unsigned char)(1 << x % 8);
#else
				bits[y * stride + x / 8] |=
				    (unsigned char)(0x80 >> x % 8);
#endif
	cairo_surface_mark_dirty(s);
	return s;
}

/*
 * A mask of one bit a module is a stencil in the PDF: 400 bytes, where
 * rectangles are ten thousand, and no blur between the modules.
 */
void
device_code(
    struct device *d, const struct code *c, double x, double y, double width)
{
	double scale = width / c->n * TYPE_MM;
	cairo_surface_t *bits = make_bits(c);
	cairo_pattern_t *mask = cairo_pattern_create_for_surface(bits);
	cairo_pattern_set_filter(mask, CAIRO_FILTER_NEAREST);
	device_rect(d, x, y, width, width, 0, 0xffffff);
	device_colour(d, 0);
	cairo_save(d->cr);
	cairo_translate(d->cr, x * TYPE_MM, y * TYPE_MM);
	cairo_scale(d->cr, scale, scale);
	cairo_mask(d->cr, mask);
	cairo_restore(d->cr);
	cairo_pattern_destroy(mask);
	cairo_surface_destroy(bits);
}
