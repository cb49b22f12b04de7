/* SPDX-License-Identifier: ISC */
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
	buf_printf(arg, "%s\t%s\t%s\t%s\t%s\n", about->id, severity(about),
	    about->release, about->where, about->says);
	return true;
}

/* What explain_rule has found. */
struct explained {
	struct buf *out;
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
		buf_printf(e->out, "\n");
	buf_printf(e->out, "rule: %s\nseverity: %s\nrelease: %s\nelement: %s\n",
	    about->id, severity(about), about->release, about->where);
	if (about->path)
		buf_printf(e->out, "looks at: %s\n", about->path);
	buf_printf(e->out, "broken when: %s\n", about->says);
	return true;
}

bool
explain_rule(const char *id, struct buf *out)
{
	struct explained e = { .out = out, .id = str_of(id) };
	if (strcmp(id, "all") == 0)
		return rules_each(print_line, out);
	rules_each(print_rule, &e);
	return e.n > 0;
}
