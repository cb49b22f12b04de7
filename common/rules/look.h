/* SPDX-License-Identifier: ISC */
#ifndef RULES_LOOK_H
#define RULES_LOOK_H

/*
 * Looking for elements and attributes by paths (rule.h says how they are
 * written). As in XPath a path may find any number of nodes; what asks for the
 * one value there finds more of them LOOK_MANY.
 */

#include "base/arena.h"
#include "model/ubl.h"
#include "model/xtree.h"

enum { LOOK_STEPS = 7, LOOK_WAYS = 4 };

struct checking;

/* Claims that an element is one that a step means: "[VAT]" (look_test.c). */
typedef bool look_test(const struct checking *, uint32_t node);

struct step {
	xname name;
	look_test *test; /* NULL: all of the name */
};

/* One path made ready. */
struct way {
	const struct step *steps;
	xname attr; /* 0: the element itself */
	uint8_t n; /* steps; 0: the node itself */
	uint8_t up; /* levels up first */
	bool root; /* from the root element */
	bool everywhere; /* the first step is any such element */
};

/* A path, with the alternatives of "a|b". */
struct look {
	const struct way *ways;
	uint32_t n;
};

/*
 * Makes a path ready, in the arena; NULL is one that finds nothing. Ends the
 * process when the path is wrong: that is a bug of a table.
 */
struct look look_make(struct xnames *, const char *path, struct arena *);

/* One of the alternatives alone, from 0. */
struct look look_way(const struct look *, size_t i);

/*
 * Walks are counted, a step for each sibling that is passed and each byte of
 * text that is put together: a document may have a hundred thousand accounts
 * in one payment, and a rule that looks for each at all the others. No real
 * document takes LOOK_STEPS_LEAST and LOOK_STEPS_NODE for each node. When they
 * are gone nothing is found any more, and rules.c gives the document up.
 */
#define LOOK_STEPS_LEAST UINT64_C(20000000)
enum { LOOK_STEPS_NODE = 60 };

/* Something found: an element, or an attribute of it. */
struct found {
	uint32_t node;
	const struct xattr *attr; /* NULL: the element */
};

enum look_count { LOOK_NONE, LOOK_ONE, LOOK_MANY };

/* The first thing at the end of the path, and whether there are more. */
enum look_count look_one(const struct checking *, const struct look *,
    uint32_t node, struct found *);

/* How many there are. */
size_t look_number(const struct checking *, const struct look *, uint32_t node);

/* Claims that there is one or more. */
bool look_any(const struct checking *, const struct look *, uint32_t node);

/*
 * Calls fn for each, in document order for each way of the path, until it
 * answers false; claims that it never did.
 */
typedef bool look_fn(void *arg, const struct found *);
bool look_each(const struct checking *, const struct look *, uint32_t node,
    look_fn *fn, void *arg);

/*
 * xtree_child and xtree_again by the index: an invoice of many lines is not
 * walked through to find what stands beside them.
 */
uint32_t look_child(const struct checking *, uint32_t node, xname name);
uint32_t look_again(const struct checking *, uint32_t child);

/* What stands in it: look_text of an element. */
struct str look_value(const struct checking *, const struct found *);

/*
 * The text of an element, that of all below it when it has elements. Lives in
 * the tree or the arena.
 */
struct str look_text(const struct checking *, uint32_t node);

/*
 * The test that stands as "[WORD]" in paths, NULL when there is none of that
 * word; look_test.c has the table of all.
 */
look_test *look_test_named(struct str word);

/* Those that contexts and facts use too. */
look_test look_is_vat, look_is_allowance, look_is_charge;

/*
 * What the indicators of a cac:AllowanceCharge say that it is, together, up to
 * the first that is neither true nor false; that one is LOOK_UNTOLD.
 */
enum { LOOK_ALLOWANCE = 1, LOOK_CHARGE = 2, LOOK_UNTOLD = 4 };
unsigned look_indicators(const struct checking *, uint32_t node);

/*
 * The elements of one document by name, those of UBL alone, in document order:
 * so a document of many lines is walked once. 0 is none.
 */
struct index {
	uint32_t all[UBL_NAMES]; /* the first of that name */
	uint32_t top[UBL_NAMES]; /* the first of them below the root */
	uint32_t *next; /* by node: the next of its name */
	uint32_t *next_top; /* the next of its name below the root */
};

void index_make(struct index *, const struct xtree *, struct arena *);

#endif
