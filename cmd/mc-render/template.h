/* SPDX-License-Identifier: ISC */
#ifndef RENDER_TEMPLATE_H
#define RENDER_TEMPLATE_H

/*
 * A template: what a document looks like, from one YAML file, compiled and
 * checked whole before the first document. mc-template(5) is the designer's
 * side of this. Constant once it is loaded; everything lives in its arena.
 *
 * A page is made of nodes. Boxes have a fixed place on every, the first, the
 * next or the last page; the blocks of the flow follow one another from the
 * top to the bottom, over as many pages as it takes. A node has one kind of
 * content, the same properties whatever its kind, and perhaps nodes inside.
 *
 * Lengths are millimetres, type sizes and leadings points, colours 0xRRGGBB.
 */

#include "asset.h"
#include "conf/cond.h"
#include "device.h"
#include "format/fill.h"
#include "model/figure.h"
#include "model/language.h"
#include "type.h"
#include "view.h"

enum {
	TEMPLATE_STEPS = 8, /* names of a list's path */
	TEMPLATE_DEPTH = 12, /* nodes inside one another */
	TEMPLATE_NODES = 2000,
	TEMPLATE_COLUMNS = 12,
	TEMPLATE_TEXT = 16 << 10, /* bytes of a text, its strings in it */
	TEMPLATE_TEXTS = 8 << 20, /* of all of them, in all languages */
	TEMPLATE_SOURCES = 8, /* the file, what it includes, the sender's */
};

struct style {
	struct face face; /* chain and size */
	float leading; /* points from one base line to the next */
	uint32_t colour;
	bool bold; /* its first font is: for programs with fonts of their own */
};

/* ---- text ------------------------------------------------------------ */

/*
 * One alternative of a text. A text that asks for values of which none is
 * there is no text at all: its label, line or cell drops out.
 */
struct wording {
	const struct cond *when; /* NULL: always */
	const struct fill *in[LANGUAGES]; /* NULL: not in that language */
	bool figures; /* has amounts, numbers, dates or accounts: never cut */
	bool fixed; /* has no values: the same for every document */
};

/* The first alternative that holds is the text. */
struct wordings {
	const struct wording *one;
	size_t n; /* 0: there is no text */
};

/* ---- nodes ----------------------------------------------------------- */

enum node_kind {
	NODE_TEXT, /* text: one text, in paragraphs */
	NODE_LINES, /* lines: texts below each other, or joined */
	NODE_GRID, /* grid: values under their labels, in columns */
	NODE_STACK, /* stack: nodes below each other */
	NODE_COLUMNS, /* columns: nodes side by side */
	NODE_CHOOSE, /* choose: the first node whose condition holds */
	NODE_EACH, /* each: the nodes for each element of a list */
	NODE_TABLE, /* table: rows over pages */
	NODE_SUMS, /* sums: a label and a figure a row */
	NODE_IMAGE, /* image: an asset */
	NODE_CODE, /* code: the QR code of a text */
};

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

/* What becomes of text that does not fit its place. */
enum fit_end {
	FIT_ERROR, /* the document cannot be made */
	FIT_OVERFLOW, /* cut, and printed in full where `longs` are shown */
	FIT_CLIP, /* cut, with an ellipsis */
};

struct fit {
	unsigned wrap; /* most lines, 0: as many as it takes */
	float shrink; /* smallest size in points, 0: the style's own */
	enum fit_end end;
};

/* The path of a list, from the view or from the item outside. */
struct list_path {
	const struct field *step[TEMPLATE_STEPS];
	size_t n; /* the last step is the list */
	bool of_item; /* begins at the item outside */
};

struct node;

struct nodes {
	const struct node *one;
	size_t n;
};

/* A value and its label. */
struct cell {
	const struct cond *when;
	struct wordings label, value;
	const struct style *style; /* of the value, NULL: the node's */
	const struct fit *fit; /* of the value in a grid, NULL: the node's */
	bool strong; /* sums: a rule above, both in that style */
	unsigned line; /* in the node's file */
};

/* A column of a table. */
struct column {
	struct wordings title;
	double width; /* mm; 0: as wide as its widest figure */
	bool rest; /* takes what is left; one column does */
	double least; /* mm; of the rest: at least, else smaller type */
	enum align align;
	bool decimal; /* right, with the decimal marks below each other */
	double gap; /* mm before it */
	const struct style *style; /* NULL: the table's */
};

/* Rows of a table: one for each element of a list. */
struct rows {
	struct list_path list;
	const struct cond *when; /* of each row, may look at the item */
	struct nodes cells; /* one for each column */
	int carry; /* 1 adds to the sum that is carried, -1 takes off, 0 */
	const struct field *carried; /* what of the item, when not 0 */
};

struct table {
	const struct column *column;
	size_t columns_n;
	struct rows *rows;
	size_t rows_n;
	const struct style *head; /* of the titles, NULL: no titles */
	struct wordings again; /* added to the first title on later pages */
	struct wordings onward; /* said below the table where it goes on */
	/* the sum so far, at the foot of a page and the head of the next */
	struct wordings carried, brought; /* labels, n 0: no such rows */
	size_t carried_column; /* that shows it */
	const struct field *carried_field; /* AMOUNT or NUMBER of the item of
					      the first rows; NULL: no sum */
	double row_above, row_below; /* mm of air in a row */
	float rule, head_rule; /* points below each row, below the titles */
	uint32_t rule_colour, head_rule_colour;
	float least; /* points: smallest type before figures are stacked */
};

struct node {
	enum node_kind kind;
	const char *file; /* it stands in, the template's or an included one */
	unsigned line; /* in that file, for faults */
	const struct cond *when; /* NULL: always */
	const struct style *style; /* its own, or that of what it stands in */
	enum align align; /* likewise */
	struct fit fit;
	enum tag tag;

	double width; /* mm in columns, image, code; 0: its share of the rest */
	double height; /* mm, at least; 0: what it takes */
	double space; /* mm above it, not at the top of a page */
	double pad[4]; /* mm: top, right, bottom, left */
	bool filled, tint; /* tint: only a part of a page is kept together */
	uint32_t fill;
	double radius; /* mm, of the fill */
	double bar; /* mm, a bar along the left edge of the fill */
	uint32_t bar_colour;
	float rule_above, rule_below; /* points; 0: none */
	float dash; /* points; of rules, 0: solid */
	uint32_t rule_colour;
	bool split; /* may go on on the next page between its lines or nodes */
	bool bottom; /* in the flow: at the foot of the last page */
	bool next; /* in the flow: on the same page as what follows it */
	bool link; /* TEXT: the address of a page, to be followed in HTML */

	/* by kind */
	struct wordings text; /* TEXT, CODE */
	const struct wordings *lines; /* LINES */
	size_t lines_n;
	struct str join; /* LINES: what stands between them, absent: LF */
	const struct cell *cells; /* GRID, SUMS */
	size_t cells_n;
	unsigned grid_columns;
	const struct style *label; /* GRID, SUMS: style of labels */
	struct wordings overflow; /* what a text that is cut is called */
	struct list_path list; /* EACH */
	struct nodes nodes; /* STACK, COLUMNS, CHOOSE, EACH */
	double gap; /* COLUMNS: mm between them; GRID: between columns */
	const struct table *table;
	const struct asset *asset;
};

enum box_on { ON_ALL, ON_FIRST, ON_NEXT, ON_LAST };

/* A node with a place of its own. */
struct box {
	enum box_on on;
	double x, y, width, height; /* height 0: what it takes */
	bool window; /* it is the recipient in the window */
	bool fixed; /* the same for every document: a layer */
	struct node node;
};

/* The recipient's place for a country of the seller. */
struct window {
	struct str country; /* ISO code; absent: any other */
	double x, y, width, height;
};

/* What is not wrong, but not right either, seen while loading. */
struct template_note {
	const char *file;
	unsigned line;
	struct str text; /* one clause */
};

struct template
{
	struct str name, file;
	bool languages[LANGUAGES]; /* it has texts in these */
	enum language fallback; /* for a document in any other */
	double left, right; /* margins of the flow, mm */
	double top_first, top_next, bottom; /* of the flow */
	const struct window *windows;
	size_t windows_n;
	const struct box *boxes;
	size_t boxes_n;
	struct nodes flow;
	struct nodes html; /* blocks of the HTML, n 0: those of the flow */
	struct wordings title, subject; /* of the PDF */
	bool tagged;
	const struct asset *logo; /* named `logo`, or NULL */
	uint32_t ink, brand; /* colours named so */
	struct figure_format formats[LANGUAGES]; /* for fill_data */
	const struct template_note *notes;
	size_t notes_n;
	struct arena arena;
};

/*
 * What a sender changes in a template; nothing where it has no such asset or
 * colour.
 */
struct template_own {
	struct str logo; /* path of a file in the place of asset `logo` */
	struct str brand; /* "#rrggbb" in the place of colour `brand` */
	struct str messages; /* path of a file that is as if included, and
				whose entries win; absent: none */
};

/*
 * Loads and compiles the file. Fonts are added to `type`. False with the fault
 * at `file:line`, and nothing to free.
 */
bool template_load(struct template *, const char *path,
    const struct template_own *, struct type *, struct fault *);

/*
 * The same of text that stands for the file at path. With `type` NULL neither
 * fonts nor pictures are opened: for tests of the loader, not for drawing.
 */
bool template_load_text(struct template *, struct str text, const char *path,
    const struct template_own *, struct type *, struct fault *);

void template_free(struct template *);

/*
 * The template of that name: MC_HOME/templates/NAME.yaml, else NAME.yaml in
 * `templates` beside the program, else in ../share/mc/templates from there; a
 * name with '/' is a path. In path; false with the fault when there is none.
 */
enum { TEMPLATE_PATH = 4096 };
bool template_find(char path[TEMPLATE_PATH], const char *home, struct str name,
    struct fault *);

/*
 * Prints one line `file:line: what` to out for everything that will look bad
 * or cannot be read: boxes that overlap or reach into the flow, text in the
 * window's zone, texts that a language lacks, characters that no font has,
 * contrast below 4.5, type below 7 points, names that nothing uses. How
 * many. Fonts are not asked when `type` is NULL.
 */
size_t template_lint(const struct template *, struct type *, FILE *out);

#endif
