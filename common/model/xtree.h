/* SPDX-License-Identifier: ISC */
#ifndef MODEL_XTREE_H
#define MODEL_XTREE_H

/*
 * One XML document as a compact tree, made by format/xread. The nodes stand
 * in document order: the children of a node come behind it and before its
 * next sibling. Names are small numbers (xnames.h), those of UBL the ones of
 * ubl.h, so that mappings and rules compare integers.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "xnames.h"

/* An interned name; 0 is no name. */
typedef uint32_t xname; /* the one typedef: a number, no struct */

enum { XNAME_TEXT = 1 }; /* of text beside elements */

struct xattr {
	xname name;
	struct str value;
	bool used; /* a mapping took it */
};

struct xnode {
	xname name; /* XNAME_TEXT for text beside elements */
	uint32_t first; /* child, 0: none; the root is node 1 */
	uint32_t next; /* sibling, 0: none */
	uint32_t parent; /* 0: the root */
	uint32_t position; /* among namesakes, 0: alone; see xtree_path */
	uint32_t line; /* in the document, from 1 */
	uint32_t attrs, attrs_n; /* in xtree.attrs */
	uint64_t names; /* of its children: xtree_bit of each */
	struct str text; /* of an element without child elements */
	bool used; /* a mapping took its text */
	bool split; /* a comment or an instruction stands in its text */
};

struct xtree {
	const struct xnames *names;
	struct xnode *nodes; /* nodes[1] is the root */
	size_t nodes_n; /* with the unused nodes[0] */
	struct xattr *attrs;
	size_t attrs_n;
	bool numbered; /* positions are filled in */
	bool remarks; /* there are comments or instructions, not here */
};

/* What a name is in a small set of names, beside others with that bit. */
static inline uint64_t
xtree_bit(xname name)
{
	return UINT64_C(1) << (name & 63);
}

/* Claims that the node may have a child of that name: a look without a walk. */
static inline bool
xtree_may_have(const struct xnode *n, xname name)
{
	return n->names & xtree_bit(name);
}

/*
 * The path of a node from the root, "/Invoice/cac:InvoiceLine[2]/cbc:ID"; of
 * one of more than 2000 bytes, which is none of UBL, only the last steps
 * behind "...".
 */
struct str xtree_path(struct xtree *, uint32_t node, struct arena *);

/* The node's attribute of that name, NULL when it has none. */
static inline const struct xattr *
xtree_attr(const struct xtree *t, uint32_t node, xname name)
{
	const struct xnode *n = &t->nodes[node];
	for (uint32_t i = 0; i < n->attrs_n; i++)
		if (t->attrs[n->attrs + i].name == name)
			return &t->attrs[n->attrs + i];
	return NULL;
}

/* The node's first child of that name, 0 when it has none. */
static inline uint32_t
xtree_child(const struct xtree *t, uint32_t node, xname name)
{
	const struct xnode *n = &t->nodes[node];
	uint32_t c = xtree_may_have(n, name) ? n->first : 0;
	while (c && t->nodes[c].name != name)
		c = t->nodes[c].next;
	return c;
}

/* The next sibling of the same name, 0 when there is none. */
static inline uint32_t
xtree_again(const struct xtree *t, uint32_t node)
{
	uint32_t c = t->nodes[node].next;
	while (c && t->nodes[c].name != t->nodes[node].name)
		c = t->nodes[c].next;
	return c;
}

#endif
