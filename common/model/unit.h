/* SPDX-License-Identifier: ISC */
#ifndef MODEL_UNIT_H
#define MODEL_UNIT_H

/* What units and countries are called on documents. */

#include "language.h"

/*
 * The unit of a UN/ECE Recommendation 20 or 21 code, as people abbreviate it;
 * the code where we know no name. Lives as long as the process, or the code.
 */
struct str unit_name(enum language, struct str code);

/*
 * The country of an ISO 3166-1 alpha-2 code, in English capitals as the posts
 * want it in the last line of an address; the code where we know no name.
 */
struct str unit_country(struct str code);

#endif
