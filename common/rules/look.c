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
	struct step step = { 0 };
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
way_of(struct xnames *names, struct str s, const char *path)
{
	struct way w = { 0 };
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
			w.steps[w.n++] = step_of(names, part, path);
		}
	}
	return w;
}

struct look
look_make(struct xnames *names, const char *path)
{
	struct look l = { 0 };
	struct str s = str_of(path ? path : "");
	while (s.n) {
		if (l.n == LOOK_WAYS)
			wrong(path, "too many alternatives");
		l.ways[l.n++] = way_of(names, cut(&s, '|'), path);
	}
	return l;
}

/* ---- walking ----------------------------------------------------------- */

/* One walk down one way. */
struct walk {
	const struct checking *w;
	const struct way *way;
	look_fn *fn;
	void *arg;
};

static uint32_t
first_child(const struct checking *w, uint32_t node, xname name)
{
	if (node == 1 && name < UBL_NAMES)
		return w->index->top[name];
	return xtree_child(w->tree, node, name);
}

static uint32_t
next_child(const struct checking *w, uint32_t child)
{
	if (w->tree->nodes[child].parent == 1 &&
	    w->tree->nodes[child].name < UBL_NAMES)
		return w->index->next_top[child];
	return xtree_again(w->tree, child);
}

static bool
visit(const struct walk *k, uint32_t node)
{
	struct found f = { .node = node };
	if (k->way->attr) {
		f.attr = xtree_attr(k->w->tree, node, k->way->attr);
		if (!f.attr)
			return true;
	}
	return k->fn(k->arg, &f);
}

static bool
descend(const struct walk *k, uint32_t node, unsigned depth)
{
	if (depth == k->way->n)
		return visit(k, node);
	const struct step *s = &k->way->steps[depth];
	for (uint32_t c = first_child(k->w, node, s->name); c;
	     c = next_child(k->w, c))
		if ((!s->test || s->test(k->w, c)) && !descend(k, c, depth + 1))
			return false;
	return true;
}

/* The first step is any element of its name. */
static bool
descend_everywhere(const struct walk *k)
{
	const struct step *s = &k->way->steps[0];
	const struct index *x = k->w->index;
	for (uint32_t i = x->all[s->name]; i; i = x->next[i])
		if ((!s->test || s->test(k->w, i)) && !descend(k, i, 1))
			return false;
	return true;
}

bool
look_each(const struct checking *w, const struct look *l, uint32_t node,
    look_fn *fn, void *arg)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct way *way = &l->ways[i];
		struct walk k = { w, way, fn, arg };
		if (way->everywhere) {
			if (!descend_everywhere(&k))
				return false;
			continue;
		}
		uint32_t from = way->root ? 1 : node;
		for (unsigned up = way->up; up && from; up--)
			from = w->tree->nodes[from].parent;
		if (from && !descend(&k, from, 0))
			return false;
	}
	return true;
}

struct count {
	struct found *first;
	size_t n, most;
};

static bool
count_one(void *arg, const struct found *f)
{
	struct count *c = arg;
	if (c->n++ == 0 && c->first)
		*c->first = *f;
	return c->n < c->most;
}

enum look_count
look_one(const struct checking *w, const struct look *l, uint32_t node,
    struct found *f)
{
	struct count c = { .first = f, .most = 2 };
	*f = (struct found){ 0 };
	look_each(w, l, node, count_one, &c);
	return c.n == 0 ? LOOK_NONE : c.n == 1 ? LOOK_ONE : LOOK_MANY;
}

size_t
look_number(const struct checking *w, const struct look *l, uint32_t node)
{
	struct count c = { .most = SIZE_MAX };
	look_each(w, l, node, count_one, &c);
	return c.n;
}

bool
look_any(const struct checking *w, const struct look *l, uint32_t node)
{
	struct found f;
	return look_one(w, l, node, &f) != LOOK_NONE;
}

struct str
look_value(const struct checking *w, const struct found *f)
{
	return f->attr ? f->attr->value : look_text(w, f->node);
}

/* ---- texts ------------------------------------------------------------- */

static void
add_text(const struct xtree *t, uint32_t node, struct buf *b)
{
	if (!t->nodes[node].first)
		buf_addstr(b, t->nodes[node].text);
	for (uint32_t c = t->nodes[node].first; c; c = t->nodes[c].next)
		add_text(t, c, b);
}

struct str
look_text(const struct checking *w, uint32_t node)
{
	const struct xnode *n = &w->tree->nodes[node];
	if (!n->first)
		return n->text.p ? n->text : (struct str)STR("");
	struct buf b = BUF_INIT(INT32_MAX);
	add_text(w->tree, node, &b);
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
