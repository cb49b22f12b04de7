/* SPDX-License-Identifier: ISC */
#ifndef RENDER_ASSET_LOOK_H
#define RENDER_ASSET_LOOK_H

/*
 * How the shapes of a drawing are painted (SVG 1.1, 7.6, 11, 14.5): what the
 * attributes of an element say, on top of what those around it said.
 */

#include "asset_path.h"

struct look {
	struct asset_shape paint;
	double stroke_width, miter_limit;
	double fill_opacity, stroke_opacity;
	double opacity; /* of this element, not handed down */
	struct matrix matrix;
};

/* What SVG begins with. */
#define LOOK_INIT                                                              \
	{                                                                      \
		.paint = { .filled = true }, .stroke_width = 1,                \
		.miter_limit = 4, .fill_opacity = 1, .stroke_opacity = 1,      \
		.opacity = 1, .matrix = MATRIX_SAME                            \
	}

enum look_set {
	LOOK_TAKEN,
	LOOK_WRONG, /* the value is not one of those it may have */
	LOOK_UNKNOWN, /* there is no such attribute */
};

enum look_set look_set(struct look *, struct str name, struct str value);

/* A number of that range, perhaps with px; false when it is none. */
bool look_number(double *to, struct str, double least, double most);

#endif
