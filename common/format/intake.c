/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <stdlib.h>

#include "intake.h"
#include "markup.h"
#include "svefaktura.h"
#include "svefaktura_objects.h"
#include "ubl.h"

#define OBJECTS "ObjectEnvelope"

const char *const intake_roots[] = { "Invoice", "CreditNote", OBJECTS, NULL };

struct intake {
	struct xreader *reader;
	struct ubl *ubl; /* NULL: not taken; so with the others */
	struct svefaktura *svefaktura;
	struct svefaktura_objects *objects;
	struct xtree tree; /* of the last document */
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
	in->objects = svefaktura_objects_new(in->reader);
	return in;
}

void
intake_free(struct intake *in)
{
	if (in->ubl)
		ubl_free(in->ubl);
	if (in->svefaktura)
		svefaktura_free(in->svefaktura);
	svefaktura_objects_free(in->objects);
	xreader_free(in->reader);
	free(in);
}

/* It is the root that says what a document is. */
static bool
unknown(const struct intake *in, struct xdoc *d, struct fault *f)
{
	char place[32];
	xname root = xdoc_root(d);
	struct str uri = xreader_uri(d->reader, root);
	snprintf(
	    place, sizeof(place), "line %lld", (long long)d->r->source->line);
	if (svefaktura_objects_is(in->objects, d))
		return fault_set(f, place, "object-envelope",
		    "the attachments of an invoice that is not the document "
		    "before it");
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
	bool read = xdoc_read(&d, bytes, scope, encoding, f);
	in->tree = d.tree;
	if (!read)
		return false;
	if ((in->ubl && ubl_read(in->ubl, &d)) ||
	    (in->svefaktura && svefaktura_read(in->svefaktura, &d)))
		return true;
	return unknown(in, &d, f);
}

struct xnames *
intake_names(struct intake *in)
{
	return xreader_names(in->reader);
}

struct xtree *
intake_tree(struct intake *in)
{
	return &in->tree;
}

bool
intake_belongs(struct str bytes)
{
	const char *end = bytes.p + bytes.n;
	return bytes.n > 1 && bytes.p[0] == '<' &&
	       str_is(markup_local(markup_name(bytes.p + 1, end)), OBJECTS);
}

bool
intake_refers(struct str bytes)
{
	return memmem(bytes.p, bytes.n, SVEFAKTURA_OBJECT,
		   sizeof(SVEFAKTURA_OBJECT) - 1) != NULL;
}

bool
intake_join(struct intake *in, struct str bytes, struct str scope,
    const char *encoding, struct arena *a, struct record *r)
{
	struct xdoc d = { .reader = in->reader, .arena = a, .r = r };
	struct fault unwanted;
	return in->svefaktura && str_is(r->source->format, "svefaktura-1.0") &&
	       xdoc_read(&d, bytes, scope, encoding, &unwanted) &&
	       svefaktura_objects_read(in->objects, &d);
}
