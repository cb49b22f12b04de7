/* SPDX-License-Identifier: ISC */
#ifndef RENDER_TYPE_H
#define RENDER_TYPE_H

/*
 * Text set in type: font files loaded once, text shaped by HarfBuzz, runs of
 * it kept in a bounded cache, lines broken to a width. A chain is a list of
 * font files: a character comes from the first that has it. Right-to-left
 * text is put into the order in which it is drawn (Unicode bidirectional
 * algorithm, by FriBidi).
 *
 * Clean text holds characters that are drawn, and LF. Line ends of every
 * kind become LF, other control characters and odd spaces a blank; what is
 * invisible by definition (joiners that shaping has no use for, direction
 * marks, variation selectors, soft hyphens) goes. An emoji or pictograph that
 * no font has goes too: it is decoration. Any other character that no font of
 * the chain has is remembered (type_missing), and the document must not be
 * made.
 *
 * Widths are millimetres, type sizes points; glyph metrics are ems.
 */

#include <ft2build.h>
#include FT_FREETYPE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/fault.h"

#define TYPE_MM (72.0 / 25.4) /* one millimetre in points */

enum { TYPE_CHAINS = 32, TYPE_FILES = 8, TYPE_FACES = 64 };

/* A chain of fonts at a size. */
struct face {
	int chain;
	float size; /* points */
};

struct glyph {
	uint32_t index; /* in its face */
	uint32_t cluster; /* byte offset of its character in the run's text */
	float advance, dx, dy; /* ems; y grows upwards as in the font */
};

/* Glyphs of one font file, in the order they are drawn, left to right. */
struct glyph_run {
	unsigned font; /* for type_font */
	bool backward; /* right to left: clusters fall */
	const struct glyph *glyphs;
	size_t n;
	struct str text; /* the characters they stand for, logical order */
	float width; /* ems */
};

/* One line, ready to be drawn. Lives in the arena it was made with. */
struct line {
	const struct glyph_run *runs; /* in the order they are drawn */
	size_t n;
	double width; /* mm, at the size it was set with */
	struct str text; /* clean */
};

struct paragraph {
	struct line *line;
	size_t n;
	double width; /* of the widest */
	bool broken; /* a line ends inside a word, or a figure sticks out */
};

struct type;

struct type *type_new(void); /* never NULL */
void type_free(struct type *);

/*
 * The chain of these files, the first one first; the same files give the same
 * chain. A name with '/' is a path; any other is looked for in the folders
 * that fontconfig names. The chain's number, or -1 with the fault: missing,
 * unreadable, no font that can be embedded. A file after the first that is
 * not installed is left out when `optional`.
 */
int type_chain(struct type *, const struct str *files, size_t n, bool optional,
    struct fault *);

/*
 * The font of a run, for a device to draw with, borrowed; never NULL. Made at
 * the first call: most documents draw nothing with most fonts.
 */
FT_Face type_font(const struct type *, unsigned font);
unsigned type_fonts(const struct type *); /* how many there are */

/* Begins a document: forgets what was missing. */
void type_begin(struct type *);

/* The first character that no font had since then, or 0. */
unsigned long type_missing(const struct type *);

/* Cleaned; the text itself when it is clean already. */
struct str type_clean(struct type *, struct face, struct arena *, struct str);

/* Clean text without LF as one line; blanks around it are part of it. */
struct line type_line(struct type *, struct face, struct arena *, struct str);

/* The width of clean text without LF as one line. */
double type_width(struct type *, struct face, struct str);

/*
 * Text, cleaned here, in lines of at most `width` mm: broken at LF, behind
 * blanks, hyphens and slashes, between ideographs, and inside a word that is
 * wider than a line. A figure is never divided: a word with digits of at most
 * 40 bytes (amount, date, account, reference). It stands alone on its line
 * and may be wider than that. No-break spaces make one word of several.
 * Several blank lines together become one. Absent or blank text has no lines.
 */
struct paragraph type_lines(
    struct type *, struct face, double width, struct arena *, struct str text);

/*
 * The same of at most `most` lines: the last ends in an ellipsis when text was
 * left out, and *cut says so. A figure is left out whole.
 */
struct paragraph type_cut(struct type *, struct face, double width, size_t most,
    struct arena *, struct str text, bool *cut);

/*
 * How far above and below its base line text of that chain reaches, in ems:
 * for placing a line by its top.
 */
double type_ascent(const struct type *, int chain);
double type_descent(const struct type *, int chain);

/* How heavy its first font is: 400 is usual, 600 and more is bold. */
int type_weight(const struct type *, int chain);

#endif
