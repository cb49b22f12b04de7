/* SPDX-License-Identifier: ISC */
#include "prohibited.h"
#include "rule.h"

/* Those that no book has. */
static const struct rules_about own[] = {
	{ RULES_XSD, RULES_FATAL, "UBL 2.1", "*", NULL,
	    "what the schema forbids: an element in a wrong place, one too "
	    "many, one that is missing, a value that is none of its type" },
	{ RULES_UNCLEAR, RULES_FATAL, "mc", "*", NULL,
	    "a rule that cannot be evaluated, because it asks for a number, "
	    "a date or one value where there is none such; the official "
	    "validators give up the whole document there" },
};

static const struct book *const books[] = { &en16931_book, &peppol_book,
	&selfbilling_book };

enum { BOOKS = sizeof(books) / sizeof(books[0]) };

static bool
tell_context(const struct book *b, const struct context *c, rules_about_fn *fn,
    void *arg)
{
	for (size_t i = 0; i < c->rules_n; i++) {
		const struct rule *r = &c->rules[i];
		struct rules_about about = { r->id, r->severity, b->release,
			c->path, r->path, r->says };
		if (!fn(arg, &about))
			return false;
	}
	return true;
}

bool
rules_each(rules_about_fn *fn, void *arg)
{
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (!fn(arg, &own[i]))
			return false;
	if (!prohibited_each(en16931_book.release, fn, arg))
		return false;
	for (size_t i = 0; i < BOOKS; i++)
		for (size_t j = 0; j < books[i]->patterns_n; j++) {
			const struct pattern *p = books[i]->patterns[j];
			for (size_t k = 0; k < p->contexts_n; k++)
				if (!tell_context(
					books[i], &p->contexts[k], fn, arg))
					return false;
		}
	return true;
}

/* What rules_about looks for. */
struct sought {
	struct str id;
	struct rules_about *about;
};

static bool
is_sought(void *arg, const struct rules_about *about)
{
	struct sought *s = arg;
	if (!str_is(s->id, about->id))
		return true;
	*s->about = *about;
	return false;
}

bool
rules_about(struct str id, struct rules_about *about)
{
	struct sought s = { id, about };
	return !rules_each(is_sought, &s);
}
