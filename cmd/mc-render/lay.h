/* SPDX-License-Identifier: ISC */
#ifndef RENDER_LAY_H
#define RENDER_LAY_H

/*
 * One document laid out: the nodes of its template become drawing operations
 * with a place, the flow is divided into pages, and the pages are given to
 * the device. Three steps, each of them once:
 *
 *	lay_node.c	a node at a width: operations from y 0 on, and a height
 *	lay_pages.c	heights to pages, a pure function
 *	lay_draw.c	operations to the device, page by page
 *
 * Figures are never cut and text never overlaps: what does not fit follows
 * the node's `fit`, and where that is an error, the document is not made.
 */

#include <stdio.h>

#include "device.h"
#include "template.h"
#include "view.h"

enum { LAY_PAGES = 2000 }; /* most of a document */

struct lay {
	struct type *type;
	struct device *device;
};

/*
 * Adds the PDF of the view to out, which must be empty; memory is taken from
 * the arena. The number of pages in *pages. False with the fault when the
 * document cannot be made: a text that fits nowhere (rule "fit", place the
 * template's line), a character that no font has ("glyph"), a code that is
 * too long ("code"), too many pages ("size") or bytes.
 */
bool lay_document(const struct lay *, const struct template *, struct view *,
    enum language, const struct device_info *, struct arena *, struct buf *out,
    int *pages, struct fault *);

/*
 * Lays the view out without drawing it and prints a line to `findings` for
 * every two texts that overlap, with the template's lines of both, and for
 * every text of another box in the window of the envelope or closer to it than
 * 5 mm. How many in *n. False with the fault when the document cannot be made.
 */
bool lay_overlaps(const struct lay *, const struct template *, struct view *,
    enum language, struct arena *, FILE *findings, size_t *n, struct fault *);

#endif
