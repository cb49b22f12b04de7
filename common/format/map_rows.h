/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_MAP_ROWS_H
#define FORMAT_MAP_ROWS_H

/*
 * A map made ready for one reader: names as numbers, fields found. Made by
 * map_rows.c, run by map.c, made into elements by map_tree.c, for nobody else.
 */

#include "map.h"

enum { MAP_STEPS = 6, MAP_VALUES = 4, MAP_SLOTS = 64 };

/* [path='a|b'] or [path!='a'] */
struct predicate {
	xname path[3]; /* element steps, 0 ends */
	xname attr; /* or 0 */
	bool unequal;
	struct str values[MAP_VALUES];
	size_t values_n;
};

struct step {
	xname names[2]; /* either; the second may be 0 */
	struct predicate *where;
	bool repeats; /* "cac:BillingReference+" */
};

struct row {
	struct step *steps;
	size_t steps_n; /* at most MAP_STEPS; 0: the element itself */
	xname attr; /* or 0 */
	struct str constant; /* p NULL: none */
	const struct map_row *from;
	const struct field *field;
	size_t at; /* offset of the object that has the field */
	const struct mapping *sub;
	const struct map_word *words; /* NULL: values stand as they are */
	uint8_t slot; /* of the first step, in the mapping's slots */
};

struct mapping {
	const struct map *map;
	struct row *rows;
	size_t rows_n;
	xname currency_attr;
	/*
	 * The names that the rows' first steps ask for, so that one walk over
	 * the children of a node says which rows have anything to read: by
	 * name, a number from 1; either of two names has the same; 0: none.
	 */
	uint8_t *slots;
	xname slots_names; /* how many names the table has */
	uint8_t slots_n; /* the greatest number */
	struct mapping *all; /* the chain of those made together */
	struct arena arena; /* of the first of them */
	unsigned without; /* rows of which of these uses are left out */
};

/* Those rows of the map that are not of one of the uses in `without`. */
struct mapping *mapping_make(
    struct xreader *, const struct map *, unsigned without);

/*
 * Resolves "card.number" in the object: the field, and in *at the offset of
 * what has it; NULL when there is none.
 */
const struct field *map_resolve(
    const struct object *, const char *name, size_t *at);

#endif
