/* SPDX-License-Identifier: ISC */
#ifndef RENDER_LAY_WORK_H
#define RENDER_LAY_WORK_H

/*
 * What the files of the layout share: the document in work, its drawing
 * operations, the items of its flow. Private to lay*.c.
 *
 * Operations stand in one array in the order in which they are drawn. Whoever
 * lays something remembers how many there were before and owns those after
 * it: to move them, to divide them, or to take them back. Coordinates of an
 * item's operations begin at its top, those of a box at its corner.
 *
 * A function that meets what cannot be set notes the fault (lay_fail) and
 * goes on with anything; lay_document looks at `failed` before it trusts what
 * came out. Lengths are millimetres but for type and rules, which are points.
 */

#include "lay.h"
#include "lay_pages.h"
#include "say.h"

enum {
	LAY_OPS = 1 << 20, /* most of a document */
	LAY_TEXT = 1 << 20, /* most bytes of one text */
	LAY_LONGS = 500, /* texts too long for their place */
};

#define LAY_EPS 1e-6 /* mm that sums of lengths may be off by */

/* OP_EMPTY: a cell with nothing in it, for tags. */
enum op_kind { OP_TEXT, OP_RULE, OP_RECT, OP_ASSET, OP_CODE, OP_EMPTY };

struct op {
	uint8_t kind; /* enum op_kind */
	bool ground; /* behind a node, as high as what stands on it */
	bool keep; /* on the page of what is below it: a label */
	/* enum tag, of the text and of the cell that it stands in */
	uint8_t tag, cell_tag;
	/* what it is a part of, for tags: numbers from 1, 0: of none */
	uint16_t table;
	uint32_t row, cell, mark;
	uint32_t colour;
	float size; /* TEXT: points; RULE: thickness; RECT: radius */
	float dash;
	float base; /* TEXT: base line below y */
	double x, y, width, height; /* TEXT: of the line, leading high */
	const struct node *node;
	union {
		const struct line *line;
		const struct asset *asset;
		const struct code *code;
	};
};

/* What an item draws, and what is known of it beside its measures. */
struct part {
	size_t op, n;
	struct dec sum; /* of its table, it included */
	bool goes_on; /* in the next item, which is of the same row */
};

/* A fill behind several items. */
struct ground {
	struct op op;
	size_t first, last;
	double above, below; /* its top, end below those items' tops */
};

/* Operations from `op` on that have a place on a page. */
struct placed {
	size_t op, n;
	double x, y;
	const struct box *box; /* NULL: a part of the flow */
};

/* A table of the flow, which may be divided. */
struct divided {
	const struct tab *tab;
	struct placed again, onward; /* laid once */
};

/* What a page has beside the items of the flow. */
struct side {
	struct placed again, brought, carried, onward; /* n 0: not there */
	struct placed *box;
	size_t boxes_n;
};

struct work {
	struct type *type;
	const struct template *t;
	struct view *view;
	struct say say; /* its item: of the list that is gone through */
	struct arena *arena;
	struct fault *fault;
	bool failed;

	struct buf text; /* scratch */
	struct str label; /* what is laid now is called, for faults */
	const struct code *code; /* the last one made, and of what */
	struct str code_text;

	struct op *ops;
	size_t ops_n, ops_cap;
	uint32_t mark, row; /* numbers given so far */
	uint16_t tables;
	/* what ops are made with now */
	enum tag cell; /* TD or TH in a table, else NONE */
	bool bare; /* the cell is a text: it has no tag of its own */
	uint32_t now_cell, now_row;
	uint16_t now_table;

	/* how type is set: all 0 or 1 but where something does not fit */
	double scale; /* of a table with smaller type */
	float smaller; /* points; what may shrink does by that */
	size_t most; /* lines of what may be cut, 0: no limit */
	bool window; /* keep the last lines, where town and country are */
	bool filled; /* what is laid stands on a fill */
	bool could; /* something could still be set smaller, or cut */

	struct item *items;
	struct part *parts;
	size_t items_n;
	struct ground *grounds;
	size_t grounds_n;
	struct divided *divided;
	struct item_table *item_tables;
	size_t divided_n; /* of both */
	double flowed; /* height of all items */

	bool longs_shown; /* something prints them */
	size_t longs_n; /* how many it printed */
};

/* Notes the fault, at the node's line; the first one stays. Always false. */
bool lay_fail(struct work *, const struct node *, const char *rule,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* ---- lay_search.c ---------------------------------------------------- */

/*
 * The path of the first text of the view that holds the character; of the
 * longest that the text holds. `place` stays as it is when there is none.
 */
void lay_find_character(
    const struct work *, unsigned long code, char *place, size_t size);
void lay_find_value(
    const struct work *, struct str text, char *place, size_t size);

/* ---- lay_op.c -------------------------------------------------------- */

/* A new operation, all but kind, node and the tags zero. */
struct op *lay_op(struct work *, enum op_kind, const struct node *);

void lay_rule(struct work *, const struct node *, double x, double y,
    double width, float thickness, float dash, uint32_t colour);

/* Moves the operations from `first` to before `end`. */
void lay_shift(struct work *, size_t first, size_t end, double dx, double dy);

/*
 * Brings what stands side by side on one base line, by its first texts; the
 * n parts lie between from[i] and from[i + 1]. How far a part went down adds
 * to height[i]. Texts whose base lines are far apart stay where they are.
 */
void lay_align(struct work *, const size_t *from, size_t n, double *height);

/* ---- lay_text.c ------------------------------------------------------ */

/* Text that is set: lines, drawn at `size`. */
struct set {
	struct paragraph l;
	const struct style *style;
	float size; /* points */
	double
	    grown; /* of the lines' widths: drawn larger than they were set */
};

/* The text, absent when there is none; *figures when it must not be cut. */
struct str lay_wording(struct work *, const struct wordings *, bool *figures);

/* All of a TEXT or LINES node. */
struct str lay_node_text(struct work *, const struct node *, bool *figures);

/* Draws the lines, y their top; the height. */
double lay_lines(struct work *, const struct node *, const struct set *,
    double x, double y, double width, enum align);

/* The first base line below the top of the lines. */
double lay_base(const struct work *, const struct set *);

/* The same of a label: it stays on the page of what is below it. */
double lay_label(struct work *, const struct node *, const struct set *,
    double x, double y, double width);

/* From one base line to the next, mm. */
double lay_leading(const struct style *, float size);

/* ---- lay_fit.c ------------------------------------------------------- */

/* Sets a text by the node's fit. */
struct set lay_set(struct work *, const struct node *, const struct style *,
    struct str text, bool figures, double width);

/*
 * Sets a figure that has no node of its own: on one line, smaller when it must
 * be.
 */
struct set lay_figure(struct work *, const struct node *, const struct style *,
    struct str text, double width);

/* ---- lay_node.c ------------------------------------------------------ */

/*
 * Lays the node from x, y on, at most `width` wide, without its space. False,
 * and nothing laid, when it is not there: its condition fails, or all in it
 * drops out.
 */
bool lay_node(struct work *, const struct node *, double x, double y,
    double width, double *height);

/* Claims that it is more than what it holds: it has measures, fill, rules. */
bool lay_is_framed(const struct node *);

/* The elements of a list; notes that the longs are shown. */
struct say_list lay_elements(struct work *, const struct list_path *);

bool lay_grid(struct work *, const struct node *, double x, double y,
    double width, double *height);
bool lay_sums(struct work *, const struct node *, double x, double y,
    double width, double *height);
bool lay_table(struct work *, const struct node *, double x, double y,
    double width, double *height);

/* ---- lay_tab.c, lay_columns.c, lay_row.c, lay_table.c ---------------- */

/* A cell of a table, filled before the columns have a width. */
struct tab_cell {
	const struct node *node;
	const struct style *style;
	bool plain; /* a text and nothing else, and so: */
	bool figures;
	struct str text; /* absent: none */
	struct paragraph
	    l; /* of figures, each as wide as it is, in style's size */
	double tail; /* of a figure in a column by decimals: width from the
			decimal mark on, at that size */
};

struct tab_row {
	const void *item;
	struct tab_cell *cell; /* one for each column */
	struct dec sum; /* so far */
};

struct tab {
	const struct node *node;
	const struct table *t;
	double x, width;
	double scale; /* of the type in it */
	bool stacked; /* no room for columns */
	double at[TEMPLATE_COLUMNS], wide[TEMPLATE_COLUMNS];
	double tail[TEMPLATE_COLUMNS]; /* the widest of each column */
	struct str title[TEMPLATE_COLUMNS];
	struct tab_row *row;
	size_t n;
	bool carries; /* it has sums so far */
	uint16_t number; /* for tags */
};

/* Fills the cells and decides the columns; NULL without rows. */
const struct tab *lay_tab(
    struct work *, const struct node *, double x, double width);

/* lay_columns.c: decides widths, scale and stacked from the cells. */
void lay_columns(struct work *, struct tab *);

/* A sum so far as the table's column shows it. */
struct str lay_tab_figure(struct work *, const struct table *, struct dec);

/* Its titles at y, 0 high when it has none; `again`: on a later page. */
double lay_tab_head(struct work *, const struct tab *, double y, bool again);

double lay_tab_row(struct work *, const struct tab *, size_t row, double y);

/* The rule that ends a row. */
void lay_tab_rule(struct work *, const struct tab *, double y);

/* A row of the sum so far; the height is the same for every sum. */
double lay_tab_sum(struct work *, const struct tab *, const struct wordings *,
    struct dec, double y);

/* That the table goes on on the next page. */
double lay_tab_onward(struct work *, const struct tab *, double y);

/* ---- lay_flow.c, lay_slice.c, lay_side.c ----------------------------- */

/* Makes the items of the flow. */
void lay_flow(struct work *);

/* Adds an item of the operations from `first` on, made at y 0. */
struct item *lay_item(struct work *, size_t first, double height);

/*
 * Adds items of the operations from `first` on, made at y 0: divided wherever
 * a line across the page meets nothing but fills. In a row of a table each
 * has air above and below it, where rules may come to stand.
 */
void lay_slice(struct work *, size_t first, double height, bool row);

/* The table's parts where it is divided, and how high they are. */
void lay_divide(struct work *, struct divided *, struct item_table *);

/*
 * What each page has beside the items. `first` has the boxes of the first page
 * already, or is NULL.
 */
struct side *lay_sides(
    struct work *, const struct pages *, const struct side *first);

/* ---- lay_box.c ------------------------------------------------------- */

/* The recipient's place in this document, NULL: the template has none. */
const struct window *lay_window(const struct template *, const struct view *);

/* Lays the boxes of a page, from 1, of so many. */
void lay_boxes(struct work *, unsigned page, unsigned pages, struct side *);

/* ---- lay_draw.c, lay_overlaps.c -------------------------------------- */

struct found;

/* A document that is laid out. */
struct laid {
	const struct work *w;
	struct pages pages;
	const struct side *side; /* of each page */
};

/* Where things are drawn: on a device, or noted as places of text. */
struct pen {
	struct device *device; /* NULL: noted */
	struct found *found;
	bool tagged;
	bool texts; /* now: text and pictures; else fills and rules */
	/* what is open */
	uint16_t table;
	uint32_t row, cell, mark;
	uint8_t tag, cell_tag;
};

void lay_draw(const struct laid *, struct pen *);

/* Notes a text of the page that is drawn; box NULL: of the flow. */
void lay_found(
    struct found *, const struct op *, double x, double y, const struct box *);
void lay_found_page(struct found *);

/* Prints what overlaps; how many lines. */
size_t lay_find(const struct laid *, FILE *);

/* ---- lay.c ----------------------------------------------------------- */

/* A document to be laid out; its text is to be freed. */
struct work lay_begin(const struct lay *, const struct template *,
    struct view *, enum language, struct arena *, struct fault *);

/* Everything but drawing; false with the fault. */
bool lay_out(struct work *, struct laid *);

#endif
