/* SPDX-License-Identifier: ISC */
#include "base/buf.h"
#include "base/text.h"
#include "xtree.h"

enum { NAME_SHOWN = 120 }; /* bytes */

/* Numbers the children of one node among their namesakes. */
static void
number_children(struct xtree *t, uint32_t parent, uint32_t *counts)
{
	struct xnode *n = t->nodes;
	for (uint32_t c = n[parent].first; c; c = n[c].next)
		n[c].position = ++counts[n[c].name];
	for (uint32_t c = n[parent].first; c; c = n[c].next)
		if (counts[n[c].name] == 1)
			n[c].position = 0; /* the only one of its name */
	for (uint32_t c = n[parent].first; c; c = n[c].next)
		counts[n[c].name] = 0;
}

static void
number_all(struct xtree *t, struct arena *a)
{
	uint32_t *counts =
	    arena_zero(a, xnames_count(t->names) + 1, sizeof(*counts));
	for (uint32_t i = 1; i < t->nodes_n; i++)
		if (t->nodes[i].first)
			number_children(t, i, counts);
	t->numbered = true;
}

static void
add_name(struct str name, struct buf *b)
{
	size_t n = name.n;
	if (n > NAME_SHOWN)
		n = utf8_check(name.p, NAME_SHOWN);
	buf_add(b, name.p, n);
	if (n < name.n)
		buf_adds(b, "...");
}

static void
add_path(const struct xtree *t, uint32_t node, struct buf *b)
{
	const struct xnode *n = &t->nodes[node];
	if (n->parent)
		add_path(t, n->parent, b);
	buf_addc(b, '/');
	add_name(xnames_text(t->names, n->name), b);
	if (n->position)
		buf_printf(b, "[%u]", n->position);
}

struct str
xtree_path(struct xtree *t, uint32_t node, struct arena *a)
{
	struct buf b = BUF_INIT(1 << 20);
	if (!t->numbered)
		number_all(t, a);
	add_path(t, node, &b);
	struct str s = arena_str(a, buf_str(&b));
	buf_free(&b);
	return s;
}
