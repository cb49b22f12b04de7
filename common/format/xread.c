/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "xread.h"
#include "xsax.h"
#include "xscan.h"

enum { NAMES_MANY = 20000 };

struct xreader {
	struct xnames *names;
	size_t own_names; /* those that mappings use, the first ones */
	struct xscan *scan;
	struct xsax *sax;
};

struct xreader *
xreader_new(void)
{
	struct xreader *r = xcalloc(1, sizeof(*r));
	r->names = xnames_new(XTREE_NAMES);
	r->scan = xscan_new(r->names);
	r->sax = xsax_new(r->names);
	return r;
}

void
xreader_free(struct xreader *r)
{
	xscan_free(r->scan);
	xsax_free(r->sax);
	xnames_free(r->names);
	free(r);
}

/* Forgets the names of the documents so far when they have become many. */
static void
keep_own_names(struct xreader *r)
{
	if (!r->own_names)
		r->own_names = xnames_count(r->names);
	if (xnames_count(r->names) <= NAMES_MANY)
		return;
	xnames_keep(r->names, r->own_names);
	xscan_forget(r->scan);
}

bool
xreader_read(struct xreader *r, struct str bytes, struct str scope,
    const char *encoding, struct arena *a, struct xtree *tree, struct fault *f)
{
	keep_own_names(r);
	*tree = (struct xtree){ .names = r->names };
	return xscan_read(r->scan, bytes, scope, encoding, a, tree) ||
	       xsax_read(r->sax, bytes, scope, encoding, a, tree, f);
}

xname
xreader_name(struct xreader *r, struct str uri, struct str local)
{
	return xnames_id(r->names, uri, local);
}

struct xnames *
xreader_names(struct xreader *r)
{
	return r->names;
}

struct str
xreader_text(const struct xreader *r, xname id)
{
	return xnames_text(r->names, id);
}

struct str
xreader_local(const struct xreader *r, xname id)
{
	return xnames_local(r->names, id);
}

struct str
xreader_uri(const struct xreader *r, xname id)
{
	return xnames_uri(r->names, id);
}
