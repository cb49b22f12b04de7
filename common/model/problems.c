/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>

#include "base/mask.h"
#include "base/text.h"
#include "problems.h"

/* A full list loses its last warning to a fatal one, which decides. */
bool
problem_has_room(const struct record *r, const char *severity)
{
	return r->problems_n < PROBLEMS_MAX ||
	       (strcmp(severity, "fatal") == 0 &&
		   !str_is(r->problems[PROBLEMS_MAX - 1].severity, severity));
}

static struct str
masked(struct arena *a, struct str path)
{
	if (!path.p || !mask_hit(path))
		return arena_str(a, path);
	char *copy = arena_alloc(a, path.n);
	memcpy(copy, path.p, path.n);
	mask_text(copy, path.n);
	return (struct str){ copy, path.n };
}

struct problem *
problem_add(struct record *r, struct arena *a, const char *rule,
    const char *severity, struct str path, int64_t line, const char *format,
    ...)
{
	char text[FAULT_TEXT];
	va_list ap;
	if (!problem_has_room(r, severity))
		return NULL;
	if (r->problems_n == PROBLEMS_MAX)
		r->problems_n--;
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
		    .path = masked(a, path),
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
