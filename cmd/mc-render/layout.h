/* SPDX-License-Identifier: ISC */
#ifndef RENDER_LAYOUT_H
#define RENDER_LAYOUT_H

/* One record with an `invoice` as a PDF. */

#include "device.h"
#include "model/record.h"
#include "words.h"

struct render {
	struct fonts *fonts;
	struct device *device;
	bool test; /* mark every page */
};

/*
 * Adds the PDF of the record to out, which must be empty; memory is taken
 * from the arena. The number of its pages in *pages. False with the fault
 * when the record cannot be drawn: no time of run, no currency, a character
 * that no font has, too many pages or bytes.
 */
bool layout_draw(const struct render *, const struct record *, enum language,
    struct arena *, struct buf *out, int *pages, struct fault *);

#endif
