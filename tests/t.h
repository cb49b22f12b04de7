/* SPDX-License-Identifier: ISC */
#ifndef T_H
#define T_H

/*
 * Unit tests: CHECK what should hold, `return T_END();` from main. A failure
 * prints its place, both values and the last T_CASE, and the run goes on.
 */

#include <stdio.h>

#include "base/str.h"

static int t_passed, t_failed;
static const char *t_case = "";

#define T_CASE(name) (t_case = (name))
#define CHECK(cond) t_int(__FILE__, __LINE__, #cond, !!(cond), 1)
#define CHECK_INT(got, want)                                                   \
	t_int(__FILE__, __LINE__, #got, (long long)(got), (long long)(want))
/* got and want: struct str or NUL-ended text */
#define CHECK_STR(got, want)                                                   \
	t_str(__FILE__, __LINE__, #got, T_TEXT(got), T_TEXT(want))
#define T_TEXT(x)                                                              \
	_Generic((x), struct str : t_same, char * : str_of, \
	    const char * : str_of)(x)

static inline struct str
t_same(struct str s)
{
	return s;
}

static inline void
t_int(
    const char *file, int line, const char *what, long long got, long long want)
{
	got == want ? t_passed++ : t_failed++;
	if (got != want)
		fprintf(stderr, "%s:%d: %s is %lld, want %lld (%s)\n", file,
		    line, what, got, want, t_case);
}

static inline void
t_str(const char *file, int line, const char *what, struct str got,
    struct str want)
{
	bool same = !got.p == !want.p && str_eq(got, want);
	same ? t_passed++ : t_failed++;
	if (!same)
		fprintf(stderr, "%s:%d: %s is '%.*s', want '%.*s' (%s)\n", file,
		    line, what, STR_ARG(got), STR_ARG(want), t_case);
}

/* Prints the one line of the result; what main returns. */
#define T_END()                                                                \
	(printf("%d passed, %d failed\n", t_passed, t_failed),                 \
	    t_failed > 0 || t_passed == 0)

#endif
