/* SPDX-License-Identifier: ISC */
#ifndef RENDER_ASSET_H
#define RENDER_ASSET_H

/*
 * Logos and pictures of templates: PNG and JPEG as they are, and drawings in a
 * part of SVG 1.1: svg with viewBox, g, path (all commands), rect, circle,
 * ellipse, polygon, polyline, line; fill, fill-rule, stroke, stroke-width,
 * opacity by number; transform. Colours as #rgb, #rrggbb or `none`; title and
 * desc are read over. Anything else (text, images, gradients, style sheets,
 * scripts) is refused with its line: what cannot be drawn truly is not drawn.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/fault.h"

enum asset_kind { ASSET_PNG, ASSET_JPEG, ASSET_DRAWING };

enum { ASSET_MAX = 4 << 20 }; /* bytes of a file */

/* Path commands with absolute coordinates in the drawing's own units. */
enum asset_op { ASSET_MOVE, ASSET_LINE, ASSET_CURVE, ASSET_CLOSE };

struct asset_shape {
	const uint8_t *ops; /* enum asset_op */
	size_t ops_n;
	const float *at; /* MOVE, LINE: x y; CURVE: three points */
	bool filled, even_odd, stroked;
	uint32_t fill, stroke; /* 0xRRGGBB */
	float stroke_width, opacity;
};

struct asset {
	enum asset_kind kind;
	struct str bytes; /* PNG, JPEG: the file */
	double width, height; /* pixels, or units of the viewBox */
	double left, top; /* DRAWING: origin of the viewBox */
	const struct asset_shape *shapes;
	size_t shapes_n;
	struct str alt; /* what it shows, in words; set by the caller */
};

/*
 * Loads the file at path, its kind by its content. All of it lives in the
 * arena. False with the fault at `path` or `path:line`.
 */
bool asset_load(
    struct asset *, const char *path, struct arena *, struct fault *);

#endif
