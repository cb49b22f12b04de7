/* SPDX-License-Identifier: ISC */
#ifndef RENDER_ASSET_SVG_H
#define RENDER_ASSET_SVG_H

/* The part of asset.h that reads drawings. */

#include "asset.h"

/* Reads SVG into a zeroed asset; false with the fault at `path:line`. */
bool asset_read_svg(struct asset *, struct str bytes, const char *path,
    struct arena *, struct fault *);

#endif
