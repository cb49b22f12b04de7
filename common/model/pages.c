/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "pages.h"

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

void
pages_html_name(const struct pages_variant *v, char name[PAGES_VARIANT])
{
	char pdf[PAGES_VARIANT];
	pages_name(v, pdf);
	bool usual = !v->copy && !date_set(v->due);
	snprintf(name, PAGES_VARIANT, "mail%s%.24s", usual ? "" : "-",
	    usual ? "" : pdf);
}

/* Claims that the name is a variant's, or goes on with a hyphen behind it. */
static bool
begins_with(struct str name, const char *variant)
{
	size_t n = strlen(variant);
	return str_starts(name, variant) && (name.n == n || name.p[n] == '-');
}

bool
pages_is_copy(const struct artefact *a)
{
	return begins_with(a->variant, "copy") ||
	       begins_with(a->variant, "mail-copy");
}

/* One that failed may be of no type: nobody knows what it would have been. */
static bool
is_of(const struct artefact *a, const char *mime)
{
	return a->failed.p && !a->mime.p ? str_is(str_of(PAGES_PDF), mime)
					 : str_is(a->mime, mime);
}

/* Claims that the PDF shows what the variant does. */
static bool
is_pdf(const struct artefact *a, const struct pages_variant *v)
{
	char name[PAGES_VARIANT];
	if (!is_of(a, PAGES_PDF))
		return false;
	if (!v->copy && !date_set(v->due))
		return !pages_is_copy(a) && !str_starts(a->variant, "due-");
	pages_name(v, name);
	return str_is(a->variant, name);
}

static bool
is_html(const struct artefact *a, const struct pages_variant *v)
{
	char name[PAGES_VARIANT];
	pages_html_name(v, name);
	return is_of(a, PAGES_HTML) && str_is(a->variant, name);
}

typedef bool is_it(const struct artefact *, const struct pages_variant *);

static const struct artefact *
find(const struct record *r, const struct pages_variant *v, is_it *is)
{
	const struct artefact *failed = NULL;
	for (size_t i = 0; i < r->pages_n; i++) {
		const struct artefact *a = &r->pages[i];
		if (!is(a, v))
			continue;
		if (!a->failed.p)
			return a;
		failed = a;
	}
	return failed;
}

static const struct artefact *
find_for(const struct record *r, const struct choice *c, bool copy, is_it *is)
{
	struct pages_variant v = pages_wanted(r, c, copy);
	const struct artefact *a = find(r, &v, is);
	if (a || !copy)
		return a;
	v.copy = false;
	return find(r, &v, is);
}

const struct artefact *
pages_for(const struct record *r, const struct choice *c, bool copy)
{
	return find_for(r, c, copy, is_pdf);
}

const struct artefact *
pages_html_for(const struct record *r, const struct choice *c, bool copy)
{
	return find_for(r, c, copy, is_html);
}
