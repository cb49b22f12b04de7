/* SPDX-License-Identifier: ISC */
#ifndef RENDER_DEVICE_H
#define RENDER_DEVICE_H

/*
 * What a document is drawn with: A4 pages, lengths in millimetres from the top
 * left corner, type sizes in points, colours 0xRRGGBB. Layout decides, the
 * device draws; it knows nothing about invoices. One device makes one document
 * after the other, and what it makes depends on nothing but the calls for that
 * document: same calls, same bytes. How wide text is, type.h says.
 */

#include "asset.h"
#include "base/buf.h"
#include "base/date.h"
#include "code.h"
#include "type.h"

enum { DEVICE_WIDTH = 210, DEVICE_HEIGHT = 297 };

struct device;

/* What the file says about itself. Clean text; absent is left out. */
struct device_info {
	struct str title, author, subject;
	struct instant created;
	bool tagged; /* with structure for screen readers */
};

/* The role of what is drawn, for tagged documents. */
enum tag {
	TAG_NONE,
	TAG_H1,
	TAG_H2,
	TAG_P,
	TAG_TABLE,
	TAG_TR,
	TAG_TH,
	TAG_TD,
	TAG_FIGURE,
};

/*
 * Fonts are borrowed for as long as the device lives, and so are the assets
 * that it draws. Never NULL.
 */
struct device *device_new(const struct type *);
void device_free(struct device *);

/*
 * Claims that text in each font that is loaded can be drawn and embedded, by
 * a document with one character of each: some milliseconds a font, for the
 * check of a template. False with the fault at the name of the font. What a
 * document lacks is found by device_end in any case.
 */
bool device_check(struct device *, struct fault *);

/* Begins a document whose bytes are added to out, which is borrowed. */
void device_begin(struct device *, struct buf *out, const struct device_info *);

/* Begins the next page; the first one too. */
void device_page(struct device *);

/* Draws a line of text, its base line beginning at x, y. */
void device_text(struct device *, double x, double y, float size,
    uint32_t colour, const struct line *);

/*
 * Writes a blank behind that line, for what reads the text of a document and
 * would join the words where a line ends.
 */
void device_blank(struct device *, double x, double y, float size,
    uint32_t colour, const struct line *);

/*
 * A horizontal rule from x on, y in the middle of it; thickness and the length
 * of dashes and of what is between them (0: none) in points.
 */
void device_rule(struct device *, double x, double y, double width,
    double thickness, double dash, uint32_t colour);

/* A filled rectangle, its corners rounded with that radius. */
void device_rect(struct device *, double x, double y, double width,
    double height, double radius, uint32_t colour);

/*
 * A picture or drawing (asset.h) from the top left corner on, as large as it
 * fits into that width and height in its own proportions.
 */
void device_asset(struct device *, const struct asset *, double x, double y,
    double width, double height);

/*
 * A QR code (code.h) of that width, black on white. The quiet zone, four
 * modules of white around it, is the caller's.
 */
void device_code(
    struct device *, const struct code *, double x, double y, double width);

/*
 * Begins what is the same on many pages; the key tells it apart. True: draw it
 * now, and end it. False: the device has it already; draw nothing, do not end.
 */
bool device_layer_begin(struct device *, const void *key);
void device_layer_end(struct device *);

/*
 * What is drawn between them has that role. They may stand inside one another
 * and around the beginning of a page, as a table does, but not in a layer.
 * Nothing happens with TAG_NONE, or in a document that is not tagged.
 */
void device_tag_begin(struct device *, enum tag);
void device_tag_end(struct device *, enum tag);

/*
 * Ends the document. False with the fault when it could not be made, lacks
 * something that it refers to, or is larger than out takes; what is in out is
 * then of no use.
 */
bool device_end(struct device *, struct fault *);

#endif
