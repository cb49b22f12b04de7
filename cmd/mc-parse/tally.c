/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/msg.h"
#include "parse.h"

void
tally_add(struct tally *t, const char *rule, enum rules_severity severity,
    bool lowered, uint64_t document)
{
	size_t i = 0;
	while (i < t->n && t->rules[i].rule != rule &&
	       strcmp(t->rules[i].rule, rule) != 0)
		i++; /* few are ever broken */
	if (i == t->n) {
		if (t->n == t->cap) {
			t->cap = t->cap ? t->cap * 2 : 64;
			t->rules =
			    xrealloc(t->rules, t->cap * sizeof(*t->rules));
		}
		t->rules[t->n++] =
		    (struct counted){ .rule = rule, .severity = severity };
	}
	struct counted *c = &t->rules[i];
	c->findings++;
	c->lowered += lowered;
	c->documents += c->findings == 1 || c->last != document;
	c->last = document;
}

static int
by_findings(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;
	if (x->findings != y->findings)
		return x->findings < y->findings ? 1 : -1;
	return strcmp(x->rule, y->rule);
}

static const char *
plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

void
tally_tell(struct tally *t)
{
	if (t->n)
		qsort(t->rules, t->n, sizeof(*t->rules), by_findings);
	for (size_t i = 0; i < t->n; i++) {
		const struct counted *c = &t->rules[i];
		struct rules_about about = { .says = "" };
		rules_about(str_of(c->rule), &about);
		msg_info("%s: %llu finding%s in %llu document%s, %s%s: %s",
		    c->rule, (unsigned long long)c->findings,
		    plural(c->findings), (unsigned long long)c->documents,
		    plural(c->documents),
		    c->severity == RULES_FATAL ? "fatal" : "warning",
		    !c->lowered			? ""
		    : c->lowered == c->findings ? ", lowered"
						: ", some lowered",
		    about.says);
	}
}

void
tally_free(struct tally *t)
{
	free(t->rules);
	*t = (struct tally){ 0 };
}
