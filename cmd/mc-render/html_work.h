/* SPDX-License-Identifier: ISC */
#ifndef RENDER_HTML_WORK_H
#define RENDER_HTML_WORK_H

/*
 * What the files of the HTML share. Private to html*.c.
 *
 *	html.c		the document around the blocks
 *	html_node.c	nodes and what is around them
 *	html_table.c	grids, sums and tables
 *	html_text.c	texts, escaped
 *	html_code.c	a QR code as a picture
 *
 * Everything is added to the end of one buffer. Who finds that a node is not
 * there takes back what it has added. Widths are CSS pixels, 96 to the inch;
 * type is half again as large as on paper, which is held closer than a screen.
 */

#include "html.h"
#include "say.h"

enum {
	HTML_TEXT = 1 << 20, /* most bytes of one text */
	HTML_PICTURE = 128 << 10, /* and of a picture; else its words */
};

/* A table that only puts things in their places. */
#define HTML_LAYOUT                                                            \
	"<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" "    \
	"border=\"0\" width=\"100%\""

/* A style as CSS. */
struct look {
	const struct style *style;
	struct str css;
};

struct html {
	const struct template *t;
	struct say say; /* its item is that of the list gone through */
	struct arena *arena;
	struct buf *out;
	struct buf text; /* scratch */
	struct look *look; /* those used so far */
	size_t looks_n;
	struct fault *fault;
	bool failed;
};

bool html_fail(struct html *, const struct node *, const char *rule,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Millimetres, points and points of type as pixels. */
int html_mm(double mm);
int html_rule(double points); /* at least 1 */

/* ---- html_text.c ----------------------------------------------------- */

/*
 * What the text comes to, absent when it is none; in the arena. *figures,
 * unless NULL, becomes true when it has figures.
 */
struct str html_said(struct html *, const struct wordings *, bool *figures);

/*
 * Adds text for people in that style; a line end is <br>, several together
 * one empty line. An e-mail address can be written to; with `link`, the
 * address of a page be followed. False, and nothing added, when nothing of it
 * can be seen.
 */
bool html_put(struct html *, struct str, const struct style *, bool link);

/* Both for a text, and for what a TEXT or LINES node says. */
bool html_say(struct html *, const struct wordings *, const struct style *);
bool html_words(
    struct html *, const struct node *, const struct style *, bool *figures);

/* Adds text in one line for an attribute or the title. */
void html_plain(struct html *, struct str);

/* Adds "font:...;color:..." for the style; for its type so much larger. */
void html_look(struct html *, const struct style *);
void html_look_scaled(struct html *, const struct style *, double scale);

/* About how wide the text is on one line, and its widest word, in pixels. */
double html_wide(const struct style *, struct str);
double html_wide_word(const struct style *, struct str);

/* The scale at which a figure in the text is not divided; at most 1. */
double html_fit(const struct style *, struct str, double width);

/* ---- html_node.c ----------------------------------------------------- */

/*
 * Adds the node, `width` wide, with `space` above it. False, and nothing
 * added, when it is not there: its condition fails, or all in it drops out.
 */
bool html_node(struct html *, const struct node *, int width, int space);

/* Claims that it is more than what it holds: it has fill, rules, a height. */
bool html_is_framed(const struct node *);

/* ---- html_table.c ---------------------------------------------------- */

bool html_grid(struct html *, const struct node *, int width);
bool html_sums(struct html *, const struct node *, int width);
bool html_table(struct html *, const struct node *, int width);

/* ---- html_code.c ----------------------------------------------------- */

/* Adds the code as a PNG, a pixel for each module, as base 64. */
void html_code(struct buf *out, const struct code *);

#endif
