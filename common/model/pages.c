/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "pages.h"

#define PDF "application/pdf"

struct date
pages_due(const struct record *r, const struct choice *c)
{
	if (c && date_set(c->due))
		return c->due;
	if (r->route && r->route->payment_n &&
	    date_set(r->route->payment[0].due))
		return r->route->payment[0].due;
	return r->invoice ? r->invoice->due_date : (struct date){ 0 };
}

struct pages_variant
pages_wanted(const struct record *r, const struct choice *c, bool copy)
{
	struct date due = pages_due(r, c);
	if (r->invoice && date_cmp(due, r->invoice->due_date) == 0)
		due = (struct date){ 0 };
	return (struct pages_variant){ due, copy };
}

void
pages_name(const struct pages_variant *v, char name[PAGES_VARIANT])
{
	char day[DATE_TEXT];
	const char *copy = v->copy ? "copy" : "";
	if (!date_set(v->due)) {
		snprintf(name, PAGES_VARIANT, "%s", v->copy ? copy : "print");
		return;
	}
	date_format(v->due, day);
	snprintf(
	    name, PAGES_VARIANT, "%s%sdue-%s", copy, v->copy ? "-" : "", day);
}

bool
pages_is_copy(const struct artefact *a)
{
	return str_is(a->variant, "copy") || str_starts(a->variant, "copy-");
}

/* Claims that the artefact shows what the variant of that name does. */
static bool
is_variant(const struct artefact *a, const struct pages_variant *v)
{
	char name[PAGES_VARIANT];
	if (!v->copy && !date_set(v->due))
		return !pages_is_copy(a) && !str_starts(a->variant, "due-");
	pages_name(v, name);
	return str_is(a->variant, name);
}

static const struct artefact *
find(const struct record *r, const struct pages_variant *v)
{
	const struct artefact *failed = NULL;
	for (size_t i = 0; i < r->pages_n; i++) {
		const struct artefact *a = &r->pages[i];
		if (!is_variant(a, v))
			continue;
		if (a->failed.p)
			failed = a;
		else if (str_is(a->mime, PDF))
			return a;
	}
	return failed;
}

const struct artefact *
pages_for(const struct record *r, const struct choice *c, bool copy)
{
	struct pages_variant v = pages_wanted(r, c, copy);
	const struct artefact *a = find(r, &v);
	if (a || !copy)
		return a;
	v.copy = false;
	return find(r, &v);
}
