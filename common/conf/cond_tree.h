/* SPDX-License-Identifier: ISC */
#ifndef CONF_COND_TREE_H
#define CONF_COND_TREE_H

/*
 * A compiled condition: what cond_parse.c makes and cond.c evaluates. Private
 * to these; all of it lives in the arena given to cond_compile.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/dec.h"
#include "base/str.h"
#include "model/fault.h"
#include "model/field.h"

enum { COND_STEPS = 16, COND_ANY = -1 };

/* One name of a path. */
struct cond_step {
	const struct field *field;
	long index; /* element of a list, COND_ANY for each */
};

enum cond_test {
	COND_PRESENT,
	COND_EQ,
	COND_NE,
	COND_LT,
	COND_LE,
	COND_GT,
	COND_GE,
	COND_IN,
	COND_GLOB,
};

/* What is compared with, in the form that the field's kind has. */
struct cond_value {
	struct str text; /* TEXT, TEXTS, IDENTITY */
	struct dec dec; /* AMOUNT, NUMBER */
	struct date date; /* DATE */
	int64_t whole; /* COUNT; FLAG: 0 or 1 */
	struct cond_value *next; /* of an "in" list */
};

enum cond_op { COND_OR, COND_AND, COND_NOT, COND_TEST };

struct cond_node {
	enum cond_op op;
	struct cond_node *first; /* OR, AND, NOT: the operands */
	struct cond_node *next; /* the operand after this one */
	/* a test */
	enum cond_test test;
	const struct cond_step *steps;
	size_t steps_n; /* at least 1 */
	bool of_item; /* the path begins at the item */
	struct cond_value *value; /* NULL for PRESENT */
};

struct cond {
	struct cond_node *root;
	uint64_t sections;
};

/* Claims that the pattern matches all of text. */
bool cond_glob(struct str pattern, struct str text);

#endif
