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

static bool
is_near(const struct way *way)
{
	return way->n <= 1 && !way->up && !way->root && !way->everywhere &&
	       (way->n == 0 || !way->steps[0].test);
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
	l.near = l.n == 1 && is_near(kept);
	return l;
}

struct look
look_way(const struct look *l, size_t i)
{
	return (struct look){ &l->ways[i], 1, is_near(&l->ways[i]) };
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

/* The child itself or the next of its name that the step means. */
static uint32_t
meant(const struct checking *w, const struct step *s, uint32_t child)
{
	while (child && s->test && !s->test(w, child))
		child = look_again(w, child);
	return child;
}

/* The first and the next element of the step that begins the way. */
static uint32_t
begin_anywhere(const struct checking *w, const struct step *s, uint32_t i)
{
	while (i && s->test && !s->test(w, i))
		i = w->index->next[i];
	*w->left -= *w->left > 0;
	return *w->left ? i : 0;
}

static uint32_t
first_of(const struct cursor *c, const struct way *way, int depth)
{
	const struct step *s = &way->steps[depth];
	if (depth == 0 && way->everywhere)
		return begin_anywhere(c->w, s, c->w->index->all[s->name]);
	uint32_t above = depth ? c->at[depth - 1] : c->from;
	return meant(c->w, s, look_child(c->w, above, s->name));
}

static uint32_t
next_of(const struct cursor *c, const struct way *way, int depth)
{
	const struct step *s = &way->steps[depth];
	if (depth == 0 && way->everywhere)
		return begin_anywhere(c->w, s, c->w->index->next[c->at[0]]);
	return meant(c->w, s, look_again(c->w, c->at[depth]));
}

/* Where a way begins, 0 when it goes up too far. */
static uint32_t
start_of(const struct cursor *c, const struct way *way)
{
	uint32_t from = way->root ? 1 : c->node;
	for (unsigned up = way->up; up && from; up--)
		from = c->w->tree->nodes[from].parent;
	return from;
}

/* Moves to the next element at the end of the way; false at its end. */
static bool
step_on(struct cursor *c, const struct way *way)
{
	int last = way->n - 1, depth = c->begun ? last : 0;
	if (c->begun) {
		if (last < 0)
			return false;
		c->at[depth] = next_of(c, way, depth);
	} else {
		c->begun = true;
		c->from = start_of(c, way);
		if (!c->from || last < 0)
			return c->from != 0;
		c->at[0] = first_of(c, way, 0);
	}
	for (;;) {
		if (c->at[depth] && depth == last)
			return true;
		if (c->at[depth]) {
			depth++;
			c->at[depth] = first_of(c, way, depth);
		} else if (depth-- == 0) {
			return false;
		} else {
			c->at[depth] = next_of(c, way, depth);
		}
	}
}

bool
look_next(struct cursor *c, struct found *f)
{
	for (; c->way < c->look->n; c->way++, c->begun = false) {
		const struct way *way = &c->look->ways[c->way];
		while (step_on(c, way)) {
			f->node = way->n ? c->at[way->n - 1] : c->from;
			f->attr = NULL;
			if (!way->attr)
				return true;
			f->attr = xtree_attr(c->w->tree, f->node, way->attr);
			if (f->attr)
				return true;
		}
	}
	return false;
}

bool
look_each(const struct checking *w, const struct look *l, uint32_t node,
    look_fn *fn, void *arg)
{
	struct found f;
	struct cursor c = look_from(w, l, node);
	while (look_next(&c, &f))
		if (!fn(arg, &f))
			return false;
	return true;
}

/* look_one of what is near, as most of it is. */
static enum look_count
look_near(const struct checking *w, const struct way *way, uint32_t node,
    struct found *f)
{
	enum look_count n = LOOK_NONE;
	uint32_t at = way->n ? look_child(w, node, way->steps[0].name) : node;
	*f = (struct found){ 0 };
	for (; at && n != LOOK_MANY; at = way->n ? look_again(w, at) : 0) {
		const struct xattr *a = NULL;
		if (way->attr && !(a = xtree_attr(w->tree, at, way->attr)))
			continue;
		if (n == LOOK_NONE)
			*f = (struct found){ at, a };
		n = n == LOOK_NONE ? LOOK_ONE : LOOK_MANY;
	}
	return n;
}

enum look_count
look_one(const struct checking *w, const struct look *l, uint32_t node,
    struct found *f)
{
	if (l->near)
		return look_near(w, &l->ways[0], node, f);
	struct found more;
	struct cursor c = look_from(w, l, node);
	*f = (struct found){ 0 };
	if (!look_next(&c, f))
		return LOOK_NONE;
	return look_next(&c, &more) ? LOOK_MANY : LOOK_ONE;
}

size_t
look_number(const struct checking *w, const struct look *l, uint32_t node)
{
	struct found f;
	struct cursor c = look_from(w, l, node);
	size_t n = 0;
	while (look_next(&c, &f))
		n++;
	return n;
}

bool
look_any(const struct checking *w, const struct look *l, uint32_t node)
{
	struct found f;
	if (l->near)
		return look_near(w, &l->ways[0], node, &f) != LOOK_NONE;
	struct cursor c = look_from(w, l, node);
	return look_next(&c, &f);
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
