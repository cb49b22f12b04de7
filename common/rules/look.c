/* SPDX-License-Identifier: ISC */
#include "base/buf.h"
#include "base/msg.h"
#include "model/ubl.h"
#include "rule.h"

/* ---- making paths ready ------------------------------------------------ */

static _Noreturn void
wrong(const char *path, const char *why)
{
	die(MC_BUG, "rules: path '%s': %s", path, why);
}

/* The number of "cbc:ID" or "schemeID". */
static xname
name_of(struct xnames *names, struct str s, const char *path)
{
	const char *colon = memchr(s.p, ':', s.n);
	struct str uri = { "", 0 }, local = s;
	if (colon) {
		uri = xnames_prefix_uri(
		    (struct str){ s.p, (size_t)(colon - s.p) });
		local = str_from(s, (size_t)(colon - s.p) + 1);
		if (!uri.p)
			wrong(path, "unknown prefix");
	}
	xname id = xnames_id(names, uri, local);
	if (!id)
		wrong(path, "too many names");
	return id;
}

/* "cac:TaxCategory[VAT]" */
static struct step
step_of(struct xnames *names, struct str s, const char *path)
{
	const char *open = memchr(s.p, '[', s.n);
	struct step step = { .name = 0 };
	if (open) {
		struct str word = { open + 1, (size_t)(s.p + s.n - open) - 2 };
		step.test = look_test_named(word);
		if (!step.test || s.p[s.n - 1] != ']')
			wrong(path, "unknown test");
		s.n = (size_t)(open - s.p);
	}
	step.name = name_of(names, s, path);
	return step;
}

/* Takes text up to c off *s. */
static struct str
cut(struct str *s, char c)
{
	const char *at = s->n ? memchr(s->p, c, s->n) : NULL;
	struct str head = { s->p, at ? (size_t)(at - s->p) : s->n };
	*s = at ? str_from(*s, head.n + 1) : (struct str){ NULL, 0 };
	return head;
}

static struct way
way_of(
    struct xnames *names, struct str s, const char *path, struct arena *arena)
{
	struct way w = { 0 };
	struct step steps[LOOK_STEPS];
	if (str_starts(s, "//")) {
		w.everywhere = true;
		s = str_from(s, 2);
	} else if (s.n && s.p[0] == '/') {
		w.root = true;
		s = str_from(s, 1);
	}
	while (s.n) {
		struct str part = cut(&s, '/');
		if (str_is(part, ".."))
			w.up++;
		else if (part.n && part.p[0] == '@')
			w.attr = name_of(names, str_from(part, 1), path);
		else if (!str_is(part, ".")) {
			if (w.n == LOOK_STEPS)
				wrong(path, "too many steps");
			steps[w.n++] = step_of(names, part, path);
		}
	}
	struct step *kept = arena_alloc(arena, w.n * sizeof(*kept));
	memcpy(kept, steps, w.n * sizeof(*kept));
	w.steps = kept;
	return w;
}

struct look
look_make(struct xnames *names, const char *path, struct arena *arena)
{
	struct way ways[LOOK_WAYS];
	struct look l = { .n = 0 };
	struct str s = str_of(path ? path : "");
	while (s.n) {
		if (l.n == LOOK_WAYS)
			wrong(path, "too many alternatives");
		ways[l.n++] = way_of(names, cut(&s, '|'), path, arena);
	}
	struct way *kept = arena_alloc(arena, l.n * sizeof(*kept));
	memcpy(kept, ways, l.n * sizeof(*kept));
	l.ways = kept;
	return l;
}

struct look
look_way(const struct look *l, size_t i)
{
	return (struct look){ &l->ways[i], 1 };
}

/* ---- walking ----------------------------------------------------------- */

/* The node or its first sibling behind it that has the name. */
static inline uint32_t
pass(const struct checking *w, uint32_t node, xname name)
{
	const struct xnode *nodes = w->tree->nodes;
	uint64_t left = *w->left;
	while (node && nodes[node].name != name && left) {
		node = nodes[node].next;
		left--;
	}
	*w->left = left - (left > 0);
	return left ? node : 0;
}

uint32_t
look_child(const struct checking *w, uint32_t node, xname name)
{
	const struct xnode *n = &w->tree->nodes[node];
	if (node == 1 && name < UBL_NAMES)
		return w->index->top[name];
	return xtree_may_have(n, name) ? pass(w, n->first, name) : 0;
}

uint32_t
look_again(const struct checking *w, uint32_t child)
{
	const struct xnode *n = &w->tree->nodes[child];
	if (n->parent != 1 || n->name >= UBL_NAMES)
		return pass(w, n->next, n->name);
	*w->left -= *w->left > 0;
	return *w->left ? w->index->next_top[child] : 0;
}

/* A walk to what stands at the end of the ways of a path. */
struct walk {
	const struct checking *w;
	const struct way *way;
	look_fn *fn; /* told of each until it answers false, or NULL: */
	void *arg;
	size_t n, most; /* counted, until there are so many */
	struct found first; /* of those */
};

/* At the end of a way; false when the walk is over. */
static bool
arrive(struct walk *k, uint32_t node)
{
	struct found f = { .node = node };
	if (k->way->attr) {
		f.attr = xtree_attr(k->w->tree, node, k->way->attr);
		if (!f.attr)
			return true;
	}
	if (k->fn)
		return k->fn(k->arg, &f);
	if (k->n++ == 0)
		k->first = f;
	return k->n < k->most;
}

static bool
descend(struct walk *k, uint32_t node, unsigned depth)
{
	if (depth == k->way->n)
		return arrive(k, node);
	const struct step *s = &k->way->steps[depth];
	for (uint32_t c = look_child(k->w, node, s->name); c;
	     c = look_again(k->w, c))
		if ((!s->test || s->test(k->w, c)) && !descend(k, c, depth + 1))
			return false;
	return true;
}

/* The first step is any element of its name. */
static bool
descend_everywhere(struct walk *k)
{
	const struct checking *w = k->w;
	const struct step *s = &k->way->steps[0];
	for (uint32_t i = w->index->all[s->name]; i && *w->left;
	     i = w->index->next[i]) {
		--*w->left;
		if ((!s->test || s->test(w, i)) && !descend(k, i, 1))
			return false;
	}
	return true;
}

/* Walks all ways of the path; false when the walk ended before. */
static bool
walk(struct walk *k, const struct look *l, uint32_t node)
{
	for (uint32_t i = 0; i < l->n; i++) {
		const struct way *way = k->way = &l->ways[i];
		uint32_t from = way->root ? 1 : node;
		for (unsigned up = way->up; up && from; up--)
			from = k->w->tree->nodes[from].parent;
		if (way->everywhere ? !descend_everywhere(k)
				    : from && !descend(k, from, 0))
			return false;
	}
	return true;
}

bool
look_each(const struct checking *w, const struct look *l, uint32_t node,
    look_fn *fn, void *arg)
{
	struct walk k = { .w = w, .fn = fn, .arg = arg };
	return walk(&k, l, node);
}

enum look_count
look_one(const struct checking *w, const struct look *l, uint32_t node,
    struct found *f)
{
	struct walk k = { .w = w, .most = 2 };
	walk(&k, l, node);
	*f = k.first;
	return k.n == 0 ? LOOK_NONE : k.n == 1 ? LOOK_ONE : LOOK_MANY;
}

size_t
look_number(const struct checking *w, const struct look *l, uint32_t node)
{
	struct walk k = { .w = w, .most = SIZE_MAX };
	walk(&k, l, node);
	return k.n;
}

bool
look_any(const struct checking *w, const struct look *l, uint32_t node)
{
	struct walk k = { .w = w, .most = 1 };
	walk(&k, l, node);
	return k.n > 0;
}

struct str
look_value(const struct checking *w, const struct found *f)
{
	return f->attr ? f->attr->value : look_text(w, f->node);
}

/* ---- texts ------------------------------------------------------------- */

static void
add_text(const struct checking *w, uint32_t node, struct buf *b)
{
	const struct xnode *nodes = w->tree->nodes;
	struct str text = nodes[node].text;
	uint64_t bytes = nodes[node].first ? 0 : text.n;
	*w->left -= *w->left < bytes ? *w->left : bytes;
	if (bytes && *w->left)
		buf_addstr(b, text);
	for (uint32_t c = nodes[node].first; c && *w->left; c = nodes[c].next)
		add_text(w, c, b);
}

struct str
look_text(const struct checking *w, uint32_t node)
{
	const struct xnode *n = &w->tree->nodes[node];
	if (!n->first)
		return n->text.p ? n->text : (struct str)STR("");
	struct buf b = BUF_INIT(INT32_MAX);
	add_text(w, node, &b);
	struct str s = arena_str(w->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

/* ---- all elements by name ---------------------------------------------- */

void
index_make(struct index *x, const struct xtree *t, struct arena *a)
{
	memset(x->all, 0, sizeof(x->all));
	memset(x->top, 0, sizeof(x->top));
	x->next = arena_alloc(a, t->nodes_n * sizeof(*x->next));
	x->next_top = arena_alloc(a, t->nodes_n * sizeof(*x->next_top));
	for (size_t i = t->nodes_n; i-- > 1;) {
		xname name = t->nodes[i].name;
		if (name >= UBL_NAMES)
			continue;
		x->next[i] = x->all[name];
		x->all[name] = (uint32_t)i;
		if (t->nodes[i].parent == 1) {
			x->next_top[i] = x->top[name];
			x->top[name] = (uint32_t)i;
		}
	}
}
