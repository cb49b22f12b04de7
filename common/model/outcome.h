/* SPDX-License-Identifier: ISC */
#ifndef MODEL_OUTCOME_H
#define MODEL_OUTCOME_H

/*
 * What became of one delivery; the word in `sent` and `receipt`. Accepted and
 * permanent are final. After transient nothing has left and it may be tried
 * again; after unknown something may have left, and only a person or the
 * other side can say. Held is a word of `sent` alone: an operator or the
 * calendar keeps the document back, and no delivery has that outcome.
 */

#include <stdbool.h>

#include "base/str.h"

enum outcome {
	OUTCOME_WAITING, /* not tried yet, or a run died while it tried */
	OUTCOME_ACCEPTED,
	OUTCOME_PERMANENT, /* refused for good: the next alternative's turn */
	OUTCOME_TRANSIENT,
	OUTCOME_UNKNOWN,
	OUTCOME_HELD, /* never of a delivery */
};

/* "waiting", "accepted", "permanent", "transient", "unknown", "held".
 */
const char *outcome_name(enum outcome);

/* Reads such a word; false at any other. */
bool outcome_parse(enum outcome *, struct str);

/* Claims that nothing will change it by itself. */
bool outcome_is_final(enum outcome);

#endif
