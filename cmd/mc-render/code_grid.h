/* SPDX-License-Identifier: ISC */
#ifndef RENDER_CODE_GRID_H
#define RENDER_CODE_GRID_H

/*
 * The modules of a QR code (ISO/IEC 18004, 6.3, 7.7 to 7.10) as bits of words,
 * by row and by column, so that a mask is put on and judged a line at a time:
 * all eight of them in less time than is needed for one, module by module.
 */

#include "code.h"

enum {
	GRID_SIDE = 177, /* modules of version 40 */
	GRID_EDGE = 1, /* light modules kept before and behind a line */
	GRID_WORDS = (GRID_SIDE + 2 * GRID_EDGE + 63) / 64,
};

/* Bit x + GRID_EDGE of line y is the module at x, y; the rest is 0. */
struct plane {
	uint64_t line[GRID_SIDE][GRID_WORDS];
};

struct grid {
	unsigned version, n; /* modules on a side */
	unsigned words; /* in use, of each line */
	uint64_t inside[GRID_WORDS]; /* where there are modules */
	/* [0] by row, [1] by column */
	struct plane dark[2];
	struct plane fixed[2]; /* belongs to a pattern, not to data */
};

/* The patterns of a version, 1 to 40; no data yet. */
void grid_init(struct grid *, unsigned version);

/* Fills in the code words, and the mask under which they read best. */
void grid_fill(struct grid *, const uint8_t *words, size_t n);

/* Puts that mask on instead: for grid_fill, and for tests. */
void grid_mask(struct grid *, int mask);

bool grid_is_dark(const struct grid *, unsigned x, unsigned y);

#endif
