/* SPDX-License-Identifier: ISC */
#ifndef RULES_PLACE_H
#define RULES_PLACE_H

/*
 * The contexts of the books of one set, by the name of the element that they
 * are about, so that an element meets only those that it may fit.
 */

#include <stdint.h>

#include "model/ubl.h"
#include "rule.h"

enum { PLACE_STEPS = 5, PLACE_PATTERNS = 63 };

/* What is checked where the attribute has a value. */
struct place_rules {
	struct str value; /* absent: any, or there is no attribute */
	const struct made *made;
	size_t n;
};

/*
 * One alternative of one context; of several that stand one behind the other
 * and differ in the value of their attribute alone, all of them: an identifier
 * finds the rules of its scheme without being held against all schemes.
 */
struct place {
	xname steps[PLACE_STEPS]; /* the element's name, its parent's ... */
	size_t n;
	bool root; /* above them is the root of the document */
	xname attr; /* it must have; 0: none */
	struct str ending; /* of the name, in places.other */
	look_test *when;
	struct place_rules *rules; /* 1 or more; sorted by value */
	size_t rules_n;
	bool sure; /* in its crowd: every element there fits it */
	unsigned pattern; /* of all books of the set, from 1 */
	struct place *next; /* for the same name, by pattern and order */
};

/* The places of one name that elements below one parent may fit. */
struct crowd {
	xname parent; /* 0, in the last one: any other */
	struct place *places;
	struct crowd *next;
};

struct places {
	struct place *by_name[UBL_NAMES]; /* while they are added */
	struct crowd *crowds[UBL_NAMES];
	struct place *any; /* for every element, whatever its name */
	struct place *other; /* for names that UBL does not have, by ending */
	const struct pattern *patterns[PLACE_PATTERNS + 1]; /* from 1 */
	unsigned patterns_n;
	struct arena arena;
};

struct places *places_new(void);
void places_free(struct places *);

/* Adds a book behind those that are there. */
void places_add(struct places *, struct xnames *, const struct book *);

/* Ends the adding, after which the crowds are there. */
void places_end(struct places *);

/* The places that an element of that name may fit below that parent. */
static inline const struct place *
places_of(const struct places *all, xname name, xname parent)
{
	const struct crowd *c = all->crowds[name];
	while (c && c->parent && c->parent != parent)
		c = c->next;
	return c ? c->places : NULL;
}

/* The patterns that do not concern the document: bit 1 is the first. */
uint64_t places_idle(const struct places *, const struct checking *);

/*
 * What is checked of the element, which has the name of the place: NULL when
 * it does not fit.
 */
const struct place_rules *place_fits(
    const struct place *, struct checking *, uint32_t node);

#endif
