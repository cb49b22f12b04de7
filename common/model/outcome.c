/* SPDX-License-Identifier: ISC */
#include "outcome.h"

static const char *const names[] = { "waiting", "accepted", "permanent",
	"transient", "unknown", "held" };

enum { OUTCOMES = sizeof(names) / sizeof(names[0]) };

const char *
outcome_name(enum outcome o)
{
	return names[o];
}

bool
outcome_parse(enum outcome *o, struct str word)
{
	for (int i = 0; i < OUTCOMES; i++)
		if (str_is(word, names[i])) {
			*o = (enum outcome)i;
			return true;
		}
	return false;
}

bool
outcome_is_final(enum outcome o)
{
	return o == OUTCOME_ACCEPTED || o == OUTCOME_PERMANENT;
}
