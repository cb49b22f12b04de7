/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/msg.h"
#include "place.h"

static _Noreturn void
wrong(const char *path, const char *why)
{
	die(MC_BUG, "rules: context '%s': %s", path, why);
}

struct places *
places_new(void)
{
	return xcalloc(1, sizeof(struct places));
}

void
places_free(struct places *all)
{
	if (!all)
		return;
	arena_free(&all->arena);
	free(all);
}

/* ---- one alternative of a context's path ------------------------------- */

/* Takes what stands behind the last c, which may be missing, off *s. */
static struct str
cut_last(struct str *s, char c)
{
	size_t at = s->n;
	while (at && s->p[at - 1] != c)
		at--;
	struct str tail = str_from(*s, at);
	s->n = at ? at - 1 : 0;
	return tail;
}

static xname
name_of(struct xnames *names, struct str s, const char *path)
{
	struct str prefix = s, uri = { "", 0 };
	struct str local = cut_last(&prefix, ':');
	if (prefix.n) {
		uri = xnames_prefix_uri(prefix);
		if (!uri.p)
			wrong(path, "unknown prefix");
	}
	return xnames_id(names, uri, local);
}

/* "[@schemeID='0088']" off the end of *s. */
static void
take_attr(
    struct place *p, struct xnames *names, struct str *s, const char *path)
{
	const char *open = memchr(s->p, '[', s->n);
	if (!open)
		return;
	struct str test = { open + 2, (size_t)(s->p + s->n - open) - 3 };
	const char *equals = memchr(test.p, '=', test.n);
	s->n = (size_t)(open - s->p);
	if (equals) {
		p->value = (struct str){ equals + 2,
			(size_t)(test.p + test.n - equals) - 3 };
		test.n = (size_t)(equals - test.p);
	}
	p->attr = name_of(names, test, path);
}

static struct place
place_of(struct xnames *names, struct str s, const char *path)
{
	struct place p = { 0 };
	take_attr(&p, names, &s, path);
	p.root = s.n && s.p[0] == '/';
	if (p.root)
		s = str_from(s, 1);
	while (s.n) {
		if (p.n == PLACE_STEPS)
			wrong(path, "too many steps");
		p.steps[p.n++] = name_of(names, cut_last(&s, '/'), path);
	}
	return p;
}

/* ---- all of them ------------------------------------------------------- */

static void
append(struct places *all, struct place **chain, const struct place *p)
{
	while (*chain)
		chain = &(*chain)->next;
	*chain = arena_alloc(&all->arena, sizeof(**chain));
	**chain = *p;
}

/* One for each name of UBL that ends so. */
static void
add_endings(struct places *all, struct xnames *names, const struct place *p,
    struct str ending)
{
	for (xname id = UBL_TEXT + 1; id < UBL_ATTRIBUTES; id++) {
		struct str local = xnames_local(names, id);
		if (local.n >= ending.n &&
		    str_eq(str_from(local, local.n - ending.n), ending))
			append(all, &all->by_name[id], p);
	}
	struct place other = *p;
	other.ending = ending;
	append(all, &all->other, &other);
}

static void
add_place(struct places *all, struct xnames *names, struct str way,
    const struct place *like, const char *path)
{
	if (str_is(way, "*")) {
		append(all, &all->any, like);
		return;
	}
	if (way.p[0] == '*') {
		add_endings(all, names, like, str_from(way, 1));
		return;
	}
	struct place p = place_of(names, way, path);
	p.when = like->when;
	p.rules = like->rules;
	p.rules_n = like->rules_n;
	p.pattern = like->pattern;
	if (!p.n) {
		append(all, &all->by_name[ROOT_Invoice], &p);
		append(all, &all->by_name[ROOT_CreditNote], &p);
	} else if (p.steps[0] < UBL_NAMES) {
		append(all, &all->by_name[p.steps[0]], &p);
	} else {
		wrong(path, "no name of UBL");
	}
}

static const struct made *
make_rules(struct places *all, struct xnames *names, const struct context *c)
{
	struct made *made =
	    arena_zero(&all->arena, c->rules_n + 1, sizeof(*made));
	for (size_t i = 0; i < c->rules_n; i++) {
		made[i].rule = &c->rules[i];
		made[i].look = look_make(names, c->rules[i].path);
		made[i].other = look_make(names, c->rules[i].other);
	}
	return made;
}

static void
add_context(struct places *all, struct xnames *names, const struct context *c)
{
	struct place like = { .when = c->when,
		.rules = make_rules(all, names, c),
		.rules_n = c->rules_n,
		.pattern = all->patterns_n };
	for (const char *p = c->path; *p;) {
		struct str way = { p, strcspn(p, "|") };
		add_place(all, names, way, &like, c->path);
		p += way.n + (p[way.n] == '|');
	}
}

void
places_add(struct places *all, struct xnames *names, const struct book *b)
{
	for (size_t i = 0; i < b->patterns_n; i++) {
		all->patterns_n++;
		const struct pattern *p = b->patterns[i];
		for (size_t j = 0; j < p->contexts_n; j++)
			add_context(all, names, &p->contexts[j]);
	}
}

bool
place_fits(const struct place *p, struct checking *w, uint32_t node)
{
	const struct xnode *nodes = w->tree->nodes;
	uint32_t at = node;
	for (size_t i = 0; i < p->n; i++, at = nodes[at].parent)
		if (!at || nodes[at].name != p->steps[i])
			return false;
	if (p->root && at != 1)
		return false;
	if (p->attr) {
		const struct xattr *a = xtree_attr(w->tree, node, p->attr);
		if (!a || (p->value.p && !str_eq(a->value, p->value)))
			return false;
	}
	return !p->when || p->when(w, node);
}
