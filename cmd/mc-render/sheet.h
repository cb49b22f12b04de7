/* SPDX-License-Identifier: ISC */
#ifndef RENDER_SHEET_H
#define RENDER_SHEET_H

/*
 * A document while it is laid out: where on which page the next thing goes.
 * Content flows from top to bottom; whoever needs room asks for it, and gets
 * a new page when this one has none. The whole layout runs twice, first
 * without a device to count the pages, then to draw.
 *
 * Lengths are millimetres, y grows downwards, and a line of text hangs from
 * the y it is given: its base line is one size below.
 */

#include "model/recipient.h"
#include "model/record.h"
#include "words.h"
#include "wrap.h"

enum { /* the frame of every page, mm */
	SHEET_LEFT = 20,
	SHEET_RIGHT = 190,
	SHEET_WIDTH = SHEET_RIGHT - SHEET_LEFT,
	SHEET_TOP = 30, /* of content on a continuation page */
	SHEET_BOTTOM = 267, /* of content on every page */
	SHEET_FOOT = 277,
	SHEET_PAGES = 2000, /* most of a document */
	SHEET_LONG = 16, /* texts that were too long for their place */
};

enum { /* 0xRRGGBB */
	INK = 0x1c2129,
	MUTED = 0x66707d,
	BRAND = 0x055c61,
	TINT = 0xeaf4f2,
	ACCENT = 0xc4620a,
	HAIRLINE = 0xd1d9de,
	WHITE = 0xffffff,
};

/* The type sizes of the house, and how far apart their lines are. */
extern const struct look look_body, look_label, look_value, look_small,
    look_strong;
#define LEAD_BODY 4.3
#define LEAD_LABEL 3.5
#define LEAD_VALUE 4.3
#define LEAD_SMALL 3.1

struct table;

struct sheet {
	struct type type;
	struct device *dev; /* NULL: pages are only counted */
	enum language lang;
	bool test; /* a test environment: every page says so */
	bool copy; /* a copy: likewise */
	const struct choice *debit; /* will collect the payment, or NULL */
	struct str scheme; /* of the debit, for the reader, or absent */
	const struct record *r;
	const struct invoice *inv; /* of it, with the due date to be shown */
	struct recipient to;
	const struct table *table;

	int page, pages; /* this one; of how many, 0 while they are counted */
	double y; /* where the next thing goes */
	bool in_table; /* a new page goes on with the table's head */
	bool pay_alone; /* the payment part got a page of its own */
	bool turn_early; /* the last rows begin a new page, to spare that */

	struct { /* printed in full behind the notes */
		enum word label;
		struct str text;
	} longs[SHEET_LONG];
	size_t longs_n;
};

void sheet_text(struct sheet *, double x, double y, struct look, struct str);

/* The same with its end at x. */
void sheet_right(struct sheet *, double x, double y, struct look, struct str);

/* Lines below each other, leading mm apart. */
void sheet_lines(struct sheet *, double x, double y, struct look,
    double leading, const struct lines *);

void sheet_rule(struct sheet *, double x, double y, double width,
    double thickness, uint32_t colour);

/* A new page unless this one has that much room left. */
void sheet_room(struct sheet *, double height);

/* A new page, with its frame and what goes on from the last one. */
void sheet_page(struct sheet *);

/* A heading and text below it, over as many pages as it takes. */
void sheet_paragraph(struct sheet *, struct str heading, struct str text);

/* Notes that a text did not fit its place; once for a label. */
void sheet_long(struct sheet *, enum word label, struct str text);

/* A value under its label; cells without a value are left out. */
struct cell {
	struct str label, value;
};

/*
 * Cells side by side in columns from x on. A value that takes more than
 * three lines, or would break inside a word, gets the whole width. Returns the
 * height; draws, moves y on and breaks pages only when `draws`.
 */
double sheet_grid(struct sheet *, double x, double width, unsigned columns,
    const struct cell *, size_t n, struct look value, bool draws);

/* Texts joined with `between`; absent and empty ones are left out. */
struct str sheet_join(
    struct sheet *, const char *between, const struct str *, size_t n);

/* The text, or absent when it holds what looks like an identity number. */
struct str sheet_public(struct str);

#endif
