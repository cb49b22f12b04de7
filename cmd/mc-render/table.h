/* SPDX-License-Identifier: ISC */
#ifndef RENDER_TABLE_H
#define RENDER_TABLE_H

/*
 * The table of invoice lines, and of the document's allowances and charges
 * below them. The columns of figures are as wide as their widest figure; when
 * that leaves too little for the names, the type becomes smaller, and when
 * that is not enough the figures of a row stand below each other. So a figure
 * is never cut and never touches the next one.
 */

#include "sheet.h"

enum table_column {
	TABLE_QUANTITY,
	TABLE_UNIT,
	TABLE_PRICE,
	TABLE_VAT,
	TABLE_AMOUNT,
	TABLE_COLUMNS
};

struct table_row {
	struct str name, below; /* below: lines in small type */
	struct str figure[TABLE_COLUMNS];
};

struct table {
	struct table_row *rows;
	size_t rows_n;
	struct str title[TABLE_COLUMNS];
	double end[TABLE_COLUMNS]; /* where a column ends; the unit's begins */
	double name_width;
	struct look look; /* of names and figures */
	bool stacked; /* no room for columns */
};

/* Works out rows and columns; all it holds is the document arena's. */
void table_prepare(struct table *, struct sheet *);

/* Draws the table at s->y, over as many pages as it takes. */
void table_draw(struct sheet *);

/* The titles of the columns at s->y; `again`: on a later page. */
void table_head(struct sheet *, bool again);

#endif
