/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XSPACE_H
#define FORMAT_XSPACE_H

/*
 * Namespaces in XML 1.0: which name a qualified name means where it stands.
 * What a name meant is remembered by its bytes and by the declarations in
 * force, from document to document: those of one sender are all alike. For
 * xscan alone; it takes plain ASCII names and namespaces that libxml2 finds
 * nothing to say about, and leaves all others.
 */

#include "base/str.h"
#include "model/xtree.h"

/* Declarations in force: one, and those around it. */
struct xspace {
	const struct xspace *outer; /* NULL: none is in force */
	struct str prefix; /* "": that of names without prefix */
	struct str uri; /* "": none any more */
	struct xspace *inner, *next; /* further in, as far as known; sibling */
	uint32_t id;
};

struct xspaces;

/* The names are the caller's, and outlive it. */
struct xspaces *xspaces_new(struct xnames *);
void xspaces_free(struct xspaces *);

/* Forgets everything: names have got other numbers, or between documents. */
void xspaces_forget(struct xspaces *);

/* Before a document: forgets when much is remembered. The space of no
   declaration. */
const struct xspace *xspaces_begin(struct xspaces *);

/* The space inside of a declaration; NULL: left to others. */
const struct xspace *xspaces_declare(struct xspaces *,
    const struct xspace *outer, struct str prefix, struct str uri);

/*
 * The number of a qualified name as it stands in the document; 0: left to
 * others, for it is none, or its prefix is not declared.
 */
xname xspaces_element(
    struct xspaces *, const struct xspace *, struct str qualified);
xname xspaces_attribute(
    struct xspaces *, const struct xspace *, struct str qualified);

/*
 * The same for the name of an element that the bytes begin with, when it is
 * the one that stood there the last time, as in documents of one sender it
 * mostly is: behind the same two elements, and `closed` end tags. Its length
 * is in *n; 0: it is another one, which xspaces_element then learns.
 */
xname xspaces_guess(struct xspaces *, const struct xspace *, struct str bytes,
    unsigned closed, size_t *n);

#endif
