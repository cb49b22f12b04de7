/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "parse.h"

static const char *
severity(const struct rules_about *about)
{
	return about->severity == RULES_FATAL ? "fatal" : "warning";
}

/* One line a rule: identifier, severity, place, what is wrong. */
static bool
print_line(void *arg, const struct rules_about *about)
{
	(void)arg;
	printf("%s\t%s\t%s\t%s\t%s\n", about->id, severity(about),
	    about->release, about->where, about->says);
	return true;
}

/* What explain_rule has found. */
struct explained {
	struct str id;
	size_t n;
};

static bool
print_rule(void *arg, const struct rules_about *about)
{
	struct explained *e = arg;
	if (!str_is(e->id, about->id))
		return true;
	if (e->n++)
		printf("\n");
	printf("rule: %s\nseverity: %s\nrelease: %s\nelement: %s\n", about->id,
	    severity(about), about->release, about->where);
	if (about->path)
		printf("looks at: %s\n", about->path);
	printf("broken when: %s\n", about->says);
	return true;
}

bool
explain_rule(const char *id)
{
	struct explained e = { .id = str_of(id) };
	if (strcmp(id, "all") == 0)
		return rules_each(print_line, NULL);
	rules_each(print_rule, &e);
	return e.n > 0;
}
