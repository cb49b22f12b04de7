/* SPDX-License-Identifier: ISC */
#ifndef RULES_PROHIBITED_H
#define RULES_PROHIBITED_H

/*
 * What UBL has and the core invoice of EN 16931 has not: elements by their
 * path from the root (prohibited.def), and attributes wherever they stand. All
 * paths are one trie, which a document is walked through once. Each rule is
 * broken once at most, and its finding is about the first place.
 */

#include "rule.h"

struct prohibited;

struct prohibited *prohibited_new(struct xnames *);
void prohibited_free(struct prohibited *);

/* Reports what the document has of it. */
void prohibited_check(struct prohibited *, struct checking *);

/* As rules_each. */
bool prohibited_each(const char *release, rules_about_fn *fn, void *arg);

#endif
