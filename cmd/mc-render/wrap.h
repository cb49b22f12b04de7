/* SPDX-License-Identifier: ISC */
#ifndef RENDER_WRAP_H
#define RENDER_WRAP_H

/*
 * Text made fit for the page: cleaned, measured, broken into lines.
 *
 * Clean text holds characters that are drawn, and LF. Line ends of every
 * kind become LF, other control characters and odd spaces a blank, a letter
 * with a combining mark the one character it is; what is invisible by
 * definition (joiners, direction marks, variation selectors, soft hyphens)
 * goes. An emoji or pictograph that no font has goes too: it is decoration.
 * Any other character that no font has is remembered in `missing`, and the
 * document must not be made.
 */

#include "base/arena.h"
#include "device.h"

struct type {
	struct fonts *fonts;
	struct arena *arena; /* of the document; all results live there */
	unsigned long missing; /* first character that no font has, or 0 */
};

/* Lines of clean text without LF, none wider than was asked for. */
struct lines {
	struct str *line;
	size_t n;
	struct str text; /* all of it, clean */
	bool broken; /* a line ends inside a word */
	bool cut; /* text was left out, the last line ends in an ellipsis */
};

struct str wrap_clean(struct type *, struct str text);

/* Width of clean text in that look, millimetres. */
double wrap_width(struct type *, struct look, struct str text);

/*
 * Breaks text into lines of at most `width` mm: behind blanks, hyphens and
 * slashes, and inside a word that is wider than a line. Two blank lines
 * together become one. Text is cleaned; absent or blank text has no lines.
 */
struct lines wrap_text(
    struct type *, struct look, double width, struct str text);

/*
 * The same for a box of so many lines: while it has too many, the size goes
 * down to least. What is too long even then is cut.
 */
struct lines wrap_box(struct type *, struct look *, double width,
    size_t most_lines, double least, struct str text);

/*
 * The look with a size at which clean text is at most `width` mm wide on one
 * line. Without a lower limit: it is for figures, which are never cut.
 */
struct look wrap_shrink(
    struct type *, struct look, double width, struct str text);

#endif
