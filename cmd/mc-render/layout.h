/* SPDX-License-Identifier: ISC */
#ifndef RENDER_LAYOUT_H
#define RENDER_LAYOUT_H

/* One record with an `invoice` as a PDF. */

#include "device.h"
#include "model/pages.h"
#include "words.h"

struct render {
	struct fonts *fonts;
	struct device *device;
	bool test; /* mark every page */
};

/* How the document is to be shown. */
struct showing {
	enum language lang;
	struct pages_variant variant;
	struct str scheme; /* of the first payment of its route, or absent */
};

/*
 * Adds the PDF of the record to out, which must be empty; memory is taken
 * from the arena. The number of its pages in *pages. False with the fault
 * when the record cannot be drawn: no time of run, no currency, a character
 * that no font has, too many pages or bytes.
 */
bool layout_draw(const struct render *, const struct record *,
    const struct showing *, struct arena *, struct buf *out, int *pages,
    struct fault *);

#endif
