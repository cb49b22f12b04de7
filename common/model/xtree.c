/* SPDX-License-Identifier: ISC */
#include "base/buf.h"
#include "xtree.h"

enum { PATH_SHOWN = 2000 }; /* bytes */

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
add_path(const struct xtree *t, uint32_t node, struct buf *b)
{
	const struct xnode *n = &t->nodes[node];
	if (n->parent)
		add_path(t, n->parent, b);
	buf_addc(b, '/');
	buf_addstr(b, xnames_text(t->names, n->name));
	if (n->position)
		buf_printf(b, "[%u]", n->position);
}

/* All of a path, or its end; there is a slash in it, as names are shorter. */
static struct str
shown(struct str path, struct arena *a)
{
	if (path.n <= PATH_SHOWN)
		return arena_str(a, path);
	struct str tail = str_from(path, path.n - PATH_SHOWN);
	const char *slash = memchr(tail.p, '/', tail.n);
	return arena_printf(
	    a, "...%.*s", (int)(tail.p + tail.n - slash), slash);
}

struct str
xtree_path(struct xtree *t, uint32_t node, struct arena *a)
{
	struct buf b = BUF_INIT(1 << 20);
	if (!t->numbered)
		number_all(t, a);
	add_path(t, node, &b);
	struct str path = shown(buf_str(&b), a);
	buf_free(&b);
	return path;
}
