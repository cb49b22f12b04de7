/* SPDX-License-Identifier: ISC */
#ifndef RENDER_DEVICE_CAIRO_H
#define RENDER_DEVICE_CAIRO_H

/*
 * The device that draws with cairo, for its own files: device_cairo.c makes
 * documents and pages, device_text.c draws text, device_art.c assets and
 * codes. Cairo remembers its first failure, and device_end asks for it.
 */

#include <cairo-pdf.h>

#include "device.h"

enum { DEVICE_SCALED = 64, DEVICE_LAYERS = 64, DEVICE_DEPTH = 32 };

/* An asset that cairo has as a surface. */
struct picture {
	const struct asset *asset;
	cairo_surface_t *surface;
};

/* What is the same on many pages of this document. */
struct layer {
	const void *key;
	cairo_surface_t *drawn; /* NULL: on one page so far, and there only */
};

struct device {
	const struct type *type;
	cairo_font_face_t *faces[TYPE_FACES]; /* NULL: not used yet */
	/* scaled fonts in use, so that cairo need not look them up */
	struct {
		unsigned font;
		float size;
		cairo_scaled_font_t *scaled;
	} scaled[DEVICE_SCALED];
	size_t scaled_n;
	struct picture *pictures;
	size_t pictures_n;
	cairo_glyph_t *glyphs;
	cairo_text_cluster_t *clusters;
	size_t glyphs_cap;
	char *turned; /* text of a run, turned round or plainer */
	size_t turned_cap;

	/* the document being made */
	struct buf *out;
	size_t from; /* where it begins in out */
	cairo_surface_t *surface;
	cairo_t *cr; /* of the page, or of the layer being drawn */
	cairo_t *page; /* of the page while a layer is drawn */
	bool paged, tagged;
	enum tag open[DEVICE_DEPTH]; /* tags around what is drawn */
	size_t depth;
	struct layer layers[DEVICE_LAYERS];
	size_t layers_n;
	struct layer *layer; /* the one being drawn */
	cairo_status_t wrong; /* the first failure beside that of cr */
	/* what cr was told last */
	uint32_t colour;
	bool colour_set;
	cairo_scaled_font_t *font;
};

/* Sets the colour of what is drawn next, unless it is that already. */
void device_colour(struct device *, uint32_t colour);

/*
 * Claims that a PDF as cairo writes it has all of its objects. cairo 1.16 can
 * leave one out that others refer to (a font that it cannot take apart), and
 * call it success; the table of objects then leads to something else.
 */
bool device_whole(struct str pdf);

/* Forgets the fonts of all sizes. */
void device_drop_fonts(struct device *);

/* The pixels of a PNG file; a surface in error when it is none. */
cairo_surface_t *device_png(struct str bytes);

#endif
