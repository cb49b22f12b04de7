/* SPDX-License-Identifier: ISC */
#ifndef RENDER_DEVICE_H
#define RENDER_DEVICE_H

/*
 * What a document is drawn with: A4 pages, lengths in millimetres from the
 * top left corner, type sizes in points. Layout decides, the device draws;
 * it knows nothing about invoices. One device makes one document after the
 * other, and what it makes depends on nothing but the calls for that document:
 * same calls, same bytes. device_cairo.c is the one there is.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "font.h"

enum { DEVICE_WIDTH = 210, DEVICE_HEIGHT = 297 };

/* One millimetre in points. */
#define DEVICE_MM (72.0 / 25.4)

struct device;

/* How a piece of text looks. */
struct look {
	enum font_style font;
	double size; /* points */
	uint32_t colour; /* 0xRRGGBB */
};

/* What the file says about itself. */
struct device_info {
	struct str title,
	    author; /* clean text (wrap.h); author may be absent */
	struct instant created;
};

/* The fonts are borrowed for as long as the device lives. Never NULL. */
struct device *device_new(struct fonts *);
void device_free(struct device *);

/* Begins a document whose bytes are added to out, which is borrowed. */
void device_begin(struct device *, struct buf *out, const struct device_info *);

/* Begins the next page; the first one too. */
void device_page(struct device *);

/* Draws clean text (wrap.h) as one line, its base line starting at x, y. */
void device_text(
    struct device *, double x, double y, struct look, struct str text);

/* A horizontal rule from x on; thickness in points. */
void device_rule(struct device *, double x, double y, double width,
    double thickness, uint32_t colour);

/* A filled rectangle, its corners rounded with that radius. */
void device_fill(struct device *, double x, double y, double width,
    double height, double radius, uint32_t colour);

/*
 * Ends the document. False with the fault when it could not be made or is
 * larger than out takes; what is in out is then of no use.
 */
bool device_end(struct device *, struct fault *);

#endif
