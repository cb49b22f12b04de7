/* SPDX-License-Identifier: ISC */
#ifndef RENDER_FONT_H
#define RENDER_FONT_H

/*
 * The typefaces of the documents, loaded once and shared by all of them, and
 * the widths of text set in them. Each style is a chain of faces: a character
 * comes from the first one that has it. Open Sans (Debian fonts-open-sans) is
 * the face, DejaVu Sans (fonts-dejavu-core) has what it lacks. The files are
 * found by name in the folders that fontconfig names.
 *
 * Text is set one glyph a character, in logical order, with the kerning of
 * the font; there are no ligatures, no contextual forms, no reordering.
 * Widths do not depend on the size: they are in ems.
 */

#include <ft2build.h>
#include FT_FREETYPE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "model/fault.h"

enum font_style { FONT_TEXT, FONT_SEMI, FONT_STYLES };

enum { FONT_FACES = 4 };

struct font_glyph {
	uint16_t index; /* in its face, 0: no face has the character */
	uint8_t face; /* 0 to FONT_FACES - 1 */
	bool known; /* looked up before */
	float advance; /* ems */
};

struct fonts;

/* Loads all faces; NULL with the fault when one is missing or unusable. */
struct fonts *fonts_open(struct fault *);

void fonts_close(struct fonts *);

/* The face by its number, for a device to draw with; borrowed. */
FT_Face fonts_face(const struct fonts *, unsigned face);

/* The glyph of a character in that style; never NULL. */
const struct font_glyph *fonts_glyph(
    struct fonts *, enum font_style, unsigned long code);

/*
 * What to add between two glyphs, in ems. Zero unless both are of one face.
 */
double fonts_kern(const struct fonts *, const struct font_glyph *left,
    const struct font_glyph *right);

/* Width of clean text (wrap.h) set as one line, in ems. */
double fonts_width(struct fonts *, enum font_style, struct str text);

#endif
