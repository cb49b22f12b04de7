/* SPDX-License-Identifier: ISC */
#ifndef XTREE_SAME_H
#define XTREE_SAME_H

/* The two readers of XML documents held against each other. */

#include "format/xsax.h"
#include "format/xscan.h"

struct xtwins {
	struct xnames *names; /* of both */
	struct xscan *scan;
	struct xsax *sax;
	struct arena arena;
};

enum xtwins_found {
	XTWINS_LEFT, /* to libxml2, as all that is wrong must be */
	XTWINS_SAME, /* taken, and the trees are the same */
	XTWINS_REFUSED, /* taken, but libxml2 refuses it: a bug */
	XTWINS_OTHER, /* taken, and the trees differ: a bug */
};

static inline void
xtwins_open(struct xtwins *t)
{
	*t = (struct xtwins){ .names = xnames_new(XTREE_NAMES) };
	t->scan = xscan_new(t->names);
	t->sax = xsax_new(t->names);
}

static inline void
xtwins_close(struct xtwins *t)
{
	xscan_free(t->scan);
	xsax_free(t->sax);
	xnames_free(t->names);
	arena_free(&t->arena);
}

static inline bool
xtwins_same_text(struct str a, struct str b)
{
	return !a.p == !b.p && str_eq(a, b);
}

static inline bool
xtwins_same_tree(const struct xtree *a, const struct xtree *b)
{
	if (a->nodes_n != b->nodes_n || a->attrs_n != b->attrs_n)
		return false;
	for (size_t i = 0; i < a->attrs_n; i++)
		if (a->attrs[i].name != b->attrs[i].name ||
		    !xtwins_same_text(a->attrs[i].value, b->attrs[i].value))
			return false;
	for (size_t i = 1; i < a->nodes_n; i++) {
		const struct xnode *x = &a->nodes[i], *y = &b->nodes[i];
		if (x->name != y->name || x->first != y->first ||
		    x->next != y->next || x->parent != y->parent ||
		    x->line != y->line || x->attrs != y->attrs ||
		    x->attrs_n != y->attrs_n || x->names != y->names ||
		    x->split != y->split || x->used || y->used || x->position ||
		    y->position || !xtwins_same_text(x->text, y->text))
			return false;
	}
	return true;
}

static inline enum xtwins_found
xtwins_read(
    struct xtwins *t, struct str bytes, struct str scope, const char *encoding)
{
	struct xtree ours = { .names = t->names }, theirs = ours;
	struct fault f;
	arena_reset(&t->arena);
	if (!xscan_read(t->scan, bytes, scope, encoding, &t->arena, &ours))
		return XTWINS_LEFT;
	if (!xsax_read(t->sax, bytes, scope, encoding, &t->arena, &theirs, &f))
		return XTWINS_REFUSED;
	return xtwins_same_tree(&ours, &theirs) ? XTWINS_SAME : XTWINS_OTHER;
}

#endif
