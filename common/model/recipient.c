/* SPDX-License-Identifier: ISC */
#include "recipient.h"

static bool
has(struct str s)
{
	return str_trim(s).n > 0;
}

static bool
needs_post_code(struct str country)
{
	country = str_trim(country);
	return str_is(country, "SE") || str_is(country, "NO") ||
	       str_is(country, "FI") || str_is(country, "DK");
}

/* The first thing that a letter to the address lacks. */
static enum recipient_part
missing_of(const struct address *a)
{
	bool street = has(a->line1) || has(a->line2);
	if (!street && !has(a->city) && !has(a->post_code))
		return RECIPIENT_NOTHING;
	if (!street)
		return RECIPIENT_STREET;
	if (!has(a->city))
		return RECIPIENT_TOWN;
	if (!has(a->country))
		return RECIPIENT_COUNTRY;
	if (!has(a->post_code) && needs_post_code(a->country))
		return RECIPIENT_POST_CODE;
	return RECIPIENT_WHOLE;
}

bool
recipient_is_protected(const struct delivery *d, const struct customer *c)
{
	return (d && d->protected) || (c && c->protected);
}

struct recipient
recipient_of(const struct party *buyer, const struct delivery *d,
    const struct customer *c)
{
	struct recipient r = { .name = buyer->name,
		.address = &buyer->address,
		.missing = missing_of(&buyer->address) };
	if (r.missing == RECIPIENT_WHOLE || !c ||
	    recipient_is_protected(d, c) ||
	    missing_of(&c->address) != RECIPIENT_WHOLE)
		return r;
	return (struct recipient){ .name = has(c->name) ? c->name : buyer->name,
		.care_of = c->care_of,
		.address = &c->address,
		.registered = true };
}

struct recipient
recipient_of_record(const struct record *r)
{
	return recipient_of(&r->invoice->buyer, r->delivery,
	    r->reach ? r->reach->customer : NULL);
}
