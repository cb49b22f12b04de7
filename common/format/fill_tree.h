/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_FILL_TREE_H
#define FORMAT_FILL_TREE_H

/*
 * A compiled template: what fill_compile.c makes and fill.c writes. Nodes
 * stand in the order of the text; an IF and an ELSE know where to go on.
 */

#include "base/dec.h"
#include "fill.h"
#include "model/field.h"

enum { FILL_STEPS = 12 };

/* One name of a path; element is -1 where the field is no list. */
struct fill_step {
	const struct field *field;
	long element;
};

enum fill_op { FILL_COPY, FILL_VALUE, FILL_IF, FILL_ELSE };

enum fill_format {
	FILL_PLAIN,
	FILL_AMOUNT,
	FILL_FIGURE,
	FILL_NEGATED,
	FILL_NUMBER,
	FILL_PRICE,
	FILL_PERCENT,
	FILL_DATE,
	FILL_DATE_LONG,
	FILL_PERIOD,
	FILL_ACCOUNT,
	FILL_UNIT,
	FILL_COUNTRY,
	FILL_UPPER,
};

struct fill_node {
	enum fill_op op;
	struct str text; /* COPY */
	struct fill_step *steps; /* VALUE, IF */
	size_t steps_n;
	bool of_item; /* the path begins at the item */
	enum fill_format format; /* VALUE */
	char test; /* IF: = < > or NUL, is something there */
	struct str value; /* compared with */
	struct dec number;
	struct date date;
	size_t next; /* IF that fails, ELSE: the node to go on with */
};

struct fill {
	enum fill_kind kind;
	const struct object *object; /* where paths begin */
	struct fill_node *nodes;
	size_t n;
};

#endif
