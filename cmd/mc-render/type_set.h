/* SPDX-License-Identifier: ISC */
#ifndef RENDER_TYPE_SET_H
#define RENDER_TYPE_SET_H

/*
 * Between the files of type.h. Text becomes items: pieces between which a line
 * may end or which differ in font, script or direction. An item is measured
 * once and set as it was measured, so the width of a line is the sum of its
 * items wherever it ends. Nothing here holds more than ITEM_BYTES of text at
 * a time, so work is linear in the text.
 *
 *	type_char.c	which font has a character; where characters belong
 *			together
 *	type_plain.c	Latin text by glyph and kerning tables that are filled
 *			by shaping each letter and each pair once
 *	type_shape.c	everything else by HarfBuzz, kept in a cache
 *	type_item.c	text to items, levels of right-to-left text
 *	type_clean.c type_lines.c type.c	what type.h says
 */

#include <hb.h>

#include "type.h"
#include "type_font.h"

enum {
	CHARS_PAGE = 256,
	CHARS_PAGES = (0x10FFFF + 1) / CHARS_PAGE,
	ITEM_BYTES = 256, /* of text in an item; a grapheme may go beyond */
	GRAPHEME_CHARS = 32, /* no more belong together */
	FIGURE_BYTES = 40, /* of a figure that is not divided */
};

#define ELLIPSIS "\xe2\x80\xa6"

/* ---- characters (type_char.c) ----------------------------------------- */

/* Fonts in order, and where each character was found. */
struct chain {
	uint8_t font[TYPE_FILES]; /* numbers of type_font */
	size_t n;
	/* for a character 0: not asked, 1 + index of `font`, or CHAR_NONE */
	uint8_t *page[CHARS_PAGES];
};

enum { CHAR_NONE = 255 };

/* The font of the chain that has the character, or -1. */
int char_font(struct type *, struct chain *, unsigned long code);

/* The font of the chain that shows all of a grapheme, or -1. */
int grapheme_font(struct type *, struct chain *, struct str grapheme);

/* What a font is asked for in the place of a character. */
unsigned long char_drawn(hb_font_t *, unsigned long code);

/* The end of the grapheme that begins at that offset. */
size_t grapheme_end(struct str, size_t at);

/* Claims that the character belongs to the one before it. */
bool char_extends(unsigned long left, unsigned long code);

/* Claims a combining mark. */
bool char_is_mark(unsigned long code);

/* Claims a script whose letters join or change with their neighbours. */
bool script_joins(hb_script_t);

hb_script_t char_script(unsigned long code);

/* Claims that a line may end between them; neither is a blank. */
bool break_between(unsigned long left, unsigned long right);

/* ---- Latin text (type_plain.c) ----------------------------------------- */

enum { PLAIN_SLOTS = 0x1A4 };

enum {
	LETTER_KNOWN = 1,
	LETTER_PLAIN = 2,
	LETTER_DIGIT = 4,
	LETTER_ENDS = 8, /* a word or line may end there: look closer */
};

struct letter {
	uint8_t flags;
	int advance; /* units */
	uint32_t glyph;
};

/* Letters of one font and how far pairs of them move together. */
struct plain {
	struct letter letter[PLAIN_SLOTS];
	int16_t kern[PLAIN_SLOTS][PLAIN_SLOTS]; /* by right, left; units */
};

struct plain_sum {
	int last; /* slot, 0 at the start */
	unsigned flags; /* of all */
	long units;
};

/* Adds a character; false when it is none of this font's plain ones. */
bool plain_add(
    struct type *, unsigned font, struct plain_sum *, unsigned long code);

/*
 * Adds letters from the offset on that are plain and end no word, as far as
 * they are known; returns the offset behind them, and how many in *n.
 */
size_t plain_scan(struct type *, unsigned font, struct plain_sum *,
    struct str text, size_t at, size_t *n);

/*
 * All of a text on one line, blanks and letters: its glyphs at out, which has
 * room for one for each byte, or only the sum when out is NULL. False when it
 * has a character that is not plain.
 */
bool plain_line(struct type *, unsigned font, struct str text,
    struct glyph *out, size_t *n, long *units);

/* The character of a slot. */
unsigned long plain_code(int slot);

/* Glyphs of text that was measured, clusters counted from `cluster` on. */
size_t plain_glyphs(struct type *, unsigned font, struct str text,
    size_t cluster, struct glyph *out);

/* The sum of text that was measured, and its number of characters. */
double plain_width(struct type *, unsigned font, struct str text, size_t *n);

/* ---- shaping (type_shape.c) ------------------------------------------ */

struct shaped {
	uint32_t hash;
	hb_script_t script;
	uint8_t font;
	bool backward, used;
	struct str text;
	const struct glyph *glyphs; /* clusters from the start of the text */
	size_t n;
	double width; /* ems */
};

enum { CACHE_SETS = 2048, CACHE_WAYS = 4, CACHE_BYTES = 4 << 20 };

struct cache {
	struct shaped way[CACHE_SETS][CACHE_WAYS];
	struct arena arena;
	size_t bytes; /* taken from the arena since it was emptied */
	uint8_t next; /* the way that is given up next */
};

/* The text in one font, script and direction; valid until the next call. */
const struct shaped *shape_text(
    struct type *, unsigned font, hb_script_t, bool backward, struct str text);

/* Fills the buffer of `type` with the glyphs of the text. */
void shape_buffer(
    struct type *, hb_font_t *, hb_script_t, bool backward, struct str text);

/* Claims that the font has something to draw for each character. */
bool shape_covers(struct type *, hb_font_t *, struct str text);

/* ---- items (type_item.c) ---------------------------------------------- */

struct item {
	uint32_t at, n; /* in the text */
	uint32_t glyphs;
	double width; /* ems */
	hb_script_t script;
	uint8_t font, level;
	bool plain, blank;
	bool figure; /* the whole word is one: never divided */
	bool breaks; /* a line may end behind it */
};

/* Reads a text without LF item by item. */
struct items {
	struct type *type;
	struct chain *chain;
	struct str text;
	const uint8_t *levels; /* for each byte, NULL: all left to right */
	int base; /* direction of the text, 1: right to left */
	size_t at, end; /* here, end of the word */
	struct item word; /* what holds for all of the word */
	uint8_t font; /* of the last item */
};

enum { BASE_AUTO = -1 };

/*
 * Begins; levels are taken from the scratch arena of `type`. `base` is 0, 1,
 * or BASE_AUTO for the direction of the first letter that has one.
 */
void items_begin(
    struct items *, struct type *, int chain, struct str text, int base);

bool items_next(struct items *, struct item *);

/*
 * Divides the item so that the head is at most `room` wide, between
 * graphemes; with `some` the head has at least one. Either may be empty.
 */
void item_divide(struct type *, struct str text, const struct item *,
    double room, bool some, struct item *head, struct item *tail);

/*
 * Sets items of the text as a line. They are in the order of the text, and are
 * put into that of drawing.
 */
struct line items_line(struct type *, struct face, struct arena *,
    struct str text, struct item *, size_t n);

/*
 * The whole text as a line when it is plain, without items: what most texts
 * are. False when it is not.
 */
bool items_plain_line(
    struct type *, struct face, struct arena *, struct str text, struct line *);

/* ---- all of it -------------------------------------------------------- */

struct type {
	FT_Library library;
	struct font_list list;
	bool listed;
	struct font *font; /* of TYPE_FACES */
	struct plain *plain[TYPE_FACES];
	unsigned fonts;
	struct chain *chain[TYPE_CHAINS];
	int chains;
	unsigned long missing;
	hb_buffer_t *buffer;
	struct cache cache;
	struct arena scratch; /* of one call */
	struct item *item; /* of one line */
	size_t items_n, items_cap;
};

/* Remembers the first character that no font has. */
void type_miss(struct type *, unsigned long code);

/* Room for one more item; the new one. */
struct item *type_item(struct type *);

#endif
