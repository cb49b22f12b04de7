/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>

#include "base/mask.h"
#include "base/text.h"
#include "problems.h"

/* A full list loses its last warning to a fatal one, which decides. */
static bool
gives_way(struct record *r, const char *severity)
{
	if (strcmp(severity, "fatal") != 0 ||
	    str_is(r->problems[PROBLEMS_MAX - 1].severity, severity))
		return false;
	r->problems_n--;
	return true;
}

struct problem *
problem_add(struct record *r, struct arena *a, const char *rule,
    const char *severity, struct str path, int64_t line, const char *format,
    ...)
{
	char text[FAULT_TEXT];
	va_list ap;
	if (r->problems_n == PROBLEMS_MAX && !gives_way(r, severity))
		return NULL;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	text[utf8_check(text, strlen(text))] = '\0';
	mask_text(text, strlen(text));
	r->problems =
	    arena_extend(a, r->problems, r->problems_n, sizeof(*r->problems));
	r->problems[r->problems_n++] =
	    (struct problem){ .rule = arena_str(a, str_of(rule)),
		    .severity = arena_str(a, str_of(severity)),
		    .path = arena_str(a, path),
		    .line = line,
		    .text = arena_str(a, str_of(text)) };
	return &r->problems[r->problems_n - 1];
}

const struct problem *
problem_fatal(const struct record *r)
{
	for (size_t i = 0; i < r->problems_n; i++)
		if (str_is(r->problems[i].severity, "fatal"))
			return &r->problems[i];
	return NULL;
}
