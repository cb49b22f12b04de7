/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XREAD_H
#define FORMAT_XREAD_H

/*
 * One XML document into a tree (model/xtree.h) in an arena, in one pass: by
 * xscan when the document is plain, else by libxml2 (xsax), whose verdict and
 * words count for all that is wrong. Names stay the same for the life of a
 * reader. No entity is expanded but the five of XML, no DTD is read, nothing
 * is fetched. Limits: XTREE_DEPTH levels, XTREE_NODES elements and attributes,
 * the lengths of names (xnames.h), XGUARD_ATTRIBUTES in a tag.
 */

#include "model/fault.h"
#include "model/xtree.h"

enum {
	XTREE_DEPTH = 100,
	XTREE_NODES = 4 << 20,
	XTREE_NAMES = 65000, /* different names in one document */
};

struct xreader;

struct xreader *xreader_new(void);
void xreader_free(struct xreader *);

/*
 * The number of a name: uri "" for none. Known prefixes are those of the
 * formats of this layer; see xname_text.
 */
xname xreader_name(struct xreader *, struct str uri, struct str local);

/* All names, of the documents read and of the tables. */
struct xnames *xreader_names(struct xreader *);

/*
 * The name with a prefix, "cbc:ID"; or "{uri}local". Of a document's own names
 * it lives until two more have been read.
 */
struct str xreader_text(const struct xreader *, xname);

/* Local name and namespace of an interned name. */
struct str xreader_local(const struct xreader *, xname);
struct str xreader_uri(const struct xreader *, xname);

/*
 * Reads a document. scope: namespace declarations in force around it, as
 * attributes each with a blank in front, or "". encoding: as declared, NULL
 * to find it out. The tree lives in the arena, its text there or in `bytes`.
 * False with the fault, place "line N" counted from the document's first line.
 */
bool xreader_read(struct xreader *, struct str bytes, struct str scope,
    const char *encoding, struct arena *, struct xtree *, struct fault *);

#endif
