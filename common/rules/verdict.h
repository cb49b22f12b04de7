/* SPDX-License-Identifier: ISC */
#ifndef RULES_VERDICT_H
#define RULES_VERDICT_H

/*
 * What a test of a rule comes to. An expression of the official rules is
 * true, false, or raises an error (a number that is none, two values where
 * one is allowed), and the last is not the same as false: the official
 * validators give up there, we say that the rule could not be judged.
 */

#include <stdbool.h>

enum verdict {
	HOLDS, /* true */
	BROKEN, /* false: a finding */
	UNCLEAR, /* an error where the expression is evaluated */
};

static inline enum verdict
verdict_of(bool holds)
{
	return holds ? HOLDS : BROKEN;
}

#endif
