/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "intake.h"
#include "svefaktura.h"
#include "ubl.h"

const char *const intake_roots[] = { "Invoice", "CreditNote", NULL };

struct intake {
	struct xreader *reader;
	struct ubl *ubl; /* NULL: not taken; so with the others */
	struct svefaktura *svefaktura;
};

bool
intake_is_format(const char *name)
{
	return strcmp(name, "ubl") == 0 || strcmp(name, "svefaktura") == 0;
}

struct intake *
intake_new(const char *only)
{
	struct intake *in = xcalloc(1, sizeof(*in));
	in->reader = xreader_new();
	if (!only || strcmp(only, "ubl") == 0)
		in->ubl = ubl_new(in->reader);
	if (!only || strcmp(only, "svefaktura") == 0)
		in->svefaktura = svefaktura_new(in->reader);
	return in;
}

void
intake_free(struct intake *in)
{
	if (in->ubl)
		ubl_free(in->ubl);
	if (in->svefaktura)
		svefaktura_free(in->svefaktura);
	xreader_free(in->reader);
	free(in);
}

/* It is the root that says what a document is. */
static bool
unknown(const struct xdoc *d, struct fault *f)
{
	char place[32];
	xname root = xdoc_root(d);
	struct str uri = xreader_uri(d->reader, root);
	snprintf(
	    place, sizeof(place), "line %lld", (long long)d->r->source->line);
	return fault_set(f, place, "namespace",
	    "no document that this tool knows: <%.*s> in namespace '%.*s'",
	    STR_ARG(xreader_local(d->reader, root)),
	    (int)(uri.n > 100 ? 100 : uri.n), uri.p);
}

bool
intake_read(struct intake *in, struct str bytes, struct str scope,
    const char *encoding, struct arena *a, struct record *r, struct fault *f)
{
	struct xdoc d = { .reader = in->reader, .arena = a, .r = r };
	if (!xdoc_read(&d, bytes, scope, encoding, f))
		return false;
	if ((in->ubl && ubl_read(in->ubl, &d)) ||
	    (in->svefaktura && svefaktura_read(in->svefaktura, &d)))
		return true;
	return unknown(&d, f);
}
