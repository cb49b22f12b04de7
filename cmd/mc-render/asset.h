/* SPDX-License-Identifier: ISC */
#ifndef RENDER_ASSET_H
#define RENDER_ASSET_H

/*
 * Logos and pictures of templates: PNG and JPEG as they are, and drawings in a
 * part of SVG 1.1: svg with viewBox, g, path (all commands), rect, circle,
 * ellipse, polygon, polyline, line; fill, fill-rule, stroke with its width,
 * caps, joins and miter limit, opacity by number; transform. Colours as #rgb,
 * #rrggbb or `none`; title, desc, metadata, an empty defs and attributes of
 * other programs are read over. Anything else (text, images, gradients, style
 * sheets, scripts) is refused with its line: what cannot be drawn truly is not
 * drawn. For the same reason the opacity of a group, and that of a shape with
 * both fill and stroke, is refused (fill-opacity and stroke-opacity are not),
 * and so is a stroke that its transform makes broader one way than the other.
 *
 * A drawing is the smallest in a PDF, and quick to put there: 0.1 ms for a
 * logo. A JPEG costs its bytes and no time; its markers are checked, not the
 * picture inside, and CMYK colours and arithmetic coding are refused. A PNG is
 * decoded here to see that it is whole, and cairo compresses it anew for each
 * document: 7 ms for 1300 by 360 pixels.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/fault.h"

enum asset_kind { ASSET_PNG, ASSET_JPEG, ASSET_DRAWING };

enum {
	ASSET_MAX = 4 << 20, /* bytes of a file */
	ASSET_PIXELS = 16 << 20, /* of a picture */
	ASSET_SIDE = 32767, /* pixels either way; cairo has no more */
	ASSET_SHAPES = 4000, /* of a drawing, all of them together: */
	ASSET_OPS = 100000,
};

/* Path commands with absolute coordinates in the drawing's own units. */
enum asset_op { ASSET_MOVE, ASSET_LINE, ASSET_CURVE, ASSET_CLOSE };

enum asset_cap { ASSET_CAP_BUTT, ASSET_CAP_ROUND, ASSET_CAP_SQUARE };
enum asset_join { ASSET_JOIN_MITER, ASSET_JOIN_ROUND, ASSET_JOIN_BEVEL };

struct asset_shape {
	const uint8_t *ops; /* enum asset_op; the first is a MOVE */
	size_t ops_n;
	const float *at; /* MOVE, LINE: x y; CURVE: three points */
	bool filled, even_odd, stroked; /* the stroke is on the fill */
	uint32_t fill, stroke; /* 0xRRGGBB */
	float fill_opacity, stroke_opacity; /* over 0, at most 1 */
	float stroke_width, miter_limit;
	enum asset_cap cap;
	enum asset_join join;
};

/* What lies outside of the viewBox is not seen. */
struct asset {
	enum asset_kind kind;
	struct str bytes; /* PNG, JPEG: the file */
	double width, height; /* over 0: pixels, or units of the viewBox */
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

/* The same of the bytes of a file, which are borrowed; path is for faults. */
bool asset_read(struct asset *, struct str bytes, const char *path,
    struct arena *, struct fault *);

#endif
