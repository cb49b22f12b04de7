/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XTREE_H
#define FORMAT_XTREE_H

/*
 * One XML document as a compact tree in an arena, made in one pass from the
 * SAX events of libxml2. Names are interned to small numbers that stay the
 * same for the life of a reader, so that mappings and rules compare integers.
 * No entity is expanded but the five of XML, no DTD is read, nothing is
 * fetched. Limits: XTREE_DEPTH levels, XTREE_NODES elements and attributes.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/fault.h"

enum {
	XTREE_DEPTH = 100,
	XTREE_NODES = 4 << 20,
	XTREE_NAMES = 65000, /* different names in one document */
};

/* An interned name; 0 is no name. */
typedef uint32_t xname; /* the one typedef: a number, no struct */

struct xattr {
	xname name;
	struct str value;
	bool used; /* a mapping took it */
};

struct xnode {
	xname name; /* XTREE_TEXT for text beside elements */
	uint32_t first; /* child, 0: none; the root is node 1 */
	uint32_t next; /* sibling, 0: none */
	uint32_t parent; /* 0: the root */
	uint32_t position; /* among namesakes, 0: alone; see xtree_path */
	uint32_t line; /* in the document, from 1 */
	uint32_t attrs, attrs_n; /* in xtree.attrs */
	struct str text; /* of an element without child elements */
	bool used; /* a mapping took its text */
};

struct xtree {
	struct xnode *nodes; /* nodes[1] is the root */
	size_t nodes_n;
	struct xattr *attrs;
	size_t attrs_n;
	bool numbered; /* positions are filled in */
};

struct xreader;

struct xreader *xreader_new(void);
void xreader_free(struct xreader *);

/*
 * The number of a name: uri "" for none. Known prefixes are those of the
 * formats of this layer; see xname_text.
 */
xname xreader_name(struct xreader *, struct str uri, struct str local);

/* The name with a prefix, "cbc:ID"; or "{uri}local". Lives with the reader. */
struct str xreader_text(const struct xreader *, xname);

/* Local name and namespace of an interned name. */
struct str xreader_local(const struct xreader *, xname);
struct str xreader_uri(const struct xreader *, xname);

/* The name of text that stands beside elements. */
xname xreader_text_name(const struct xreader *);

/*
 * Reads a document. scope: namespace declarations in force around it, as
 * attributes each with a blank in front, or "". encoding: as declared, NULL
 * to find it out. The tree lives in the arena. False with the fault, place
 * "line N" counted from the document's first line.
 */
bool xreader_read(struct xreader *, struct str bytes, struct str scope,
    const char *encoding, struct arena *, struct xtree *, struct fault *);

/* The path of a node from the root, "/Invoice/cac:InvoiceLine[2]/cbc:ID". */
struct str xtree_path(
    const struct xreader *, struct xtree *, uint32_t node, struct arena *);

#endif
