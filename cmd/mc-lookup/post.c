/* SPDX-License-Identifier: ISC */
#include "judge.h"

/* Where the post office does not find a town without its code. */
static bool
needs_post_code(struct str country)
{
	return str_is(country, "SE") || str_is(country, "NO") ||
	       str_is(country, "FI") || str_is(country, "DK");
}

/* What a letter could not do without, NULL when nothing is missing. */
static const char *
missing_part(const struct address *a)
{
	bool empty = !a->line1.n && !a->line2.n && !a->city.n;
	if (empty && !a->post_code.n)
		return "no buyer address in the document";
	if (!a->line1.n && !a->line2.n)
		return "buyer address in the document has no street or box";
	if (!a->city.n)
		return "buyer address in the document has no town";
	if (!a->country.n)
		return "buyer address in the document has no country";
	if (!a->post_code.n && needs_post_code(a->country))
		return "buyer address in the document has no post code";
	return NULL;
}

/* The address in one line; the second line of the name may be absent. */
static struct str
one_line(struct str care_of, const struct address *a, struct arena *arena)
{
	const char *comma = a->line1.n && a->line2.n ? ", " : "";
	return arena_printf(arena, "%.*s%s%.*s%s%.*s, %.*s%s%.*s, %.*s",
	    STR_ARG(care_of), care_of.n ? ", " : "", STR_ARG(a->line1), comma,
	    STR_ARG(a->line2), STR_ARG(a->post_code), a->post_code.n ? " " : "",
	    STR_ARG(a->city), STR_ARG(a->country));
}

void
judge_address(const struct known *k, struct reachable *r)
{
	const struct address *a = &k->buyer->address;
	const struct customer *c = k->customer;
	const char *missing = missing_part(a);
	if (!missing)
		set(r, "yes", one_line((struct str){ NULL, 0 }, a, k->arena),
		    "buyer address in the document");
	else if (!is_protected(k) && !missing_part(&c->address))
		set(r, "yes", one_line(c->care_of, &c->address, k->arena),
		    arena_printf(k->arena, "address of %s", in_register(k)).p);
	else
		no(r, missing);
}
