/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/msg.h"
#include "family.h"
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

/* "[@schemeID='0088']" off the end of *s: the value, absent for any. */
static struct str
take_attr(
    struct place *p, struct xnames *names, struct str *s, const char *path)
{
	struct str value = { NULL, 0 };
	const char *open = memchr(s->p, '[', s->n);
	if (!open)
		return value;
	struct str test = { open + 2, (size_t)(s->p + s->n - open) - 3 };
	const char *equals = memchr(test.p, '=', test.n);
	s->n = (size_t)(open - s->p);
	if (equals) {
		value = (struct str){ equals + 2,
			(size_t)(test.p + test.n - equals) - 3 };
		test.n = (size_t)(equals - test.p);
	}
	p->attr = name_of(names, test, path);
	return value;
}

static struct place
place_of(
    struct xnames *names, struct str s, const char *path, struct str *value)
{
	struct place p = { 0 };
	*value = take_attr(&p, names, &s, path);
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

/* Orders values in some way. */
static int
value_cmp(struct str a, struct str b)
{
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return a.n ? memcmp(a.p, b.p, a.n) : 0;
}

/* The first of the values that is not below v. */
static size_t
value_place(const struct place *p, struct str v)
{
	size_t low = 0, high = p->rules_n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (value_cmp(p->rules[middle].value, v) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Claims that both ask for a value, and differ in that value alone. */
static bool
differ_in_value(const struct place *a, const struct place *b)
{
	return a->attr && a->attr == b->attr && a->rules[0].value.p &&
	       b->rules[0].value.p && a->pattern == b->pattern &&
	       a->when == b->when && a->root == b->root && a->n == b->n &&
	       memcmp(a->steps, b->steps, sizeof(a->steps)) == 0;
}

/* Adds the value of one place to another, unless it is there before. */
static void
add_value(struct places *all, struct place *to, const struct place_rules *r)
{
	size_t at = value_place(to, r->value);
	if (at < to->rules_n && value_cmp(to->rules[at].value, r->value) == 0)
		return;
	to->rules = arena_extend(
	    &all->arena, to->rules, to->rules_n, sizeof(*to->rules));
	memmove(to->rules + at + 1, to->rules + at,
	    (to->rules_n - at) * sizeof(*to->rules));
	to->rules[at] = *r;
	to->rules_n++;
}

static void
append(struct places *all, struct place **chain, const struct place *p)
{
	struct place *last = NULL;
	for (; *chain; chain = &last->next)
		last = *chain;
	if (last && differ_in_value(last, p)) {
		add_value(all, last, &p->rules[0]);
		return;
	}
	*chain = arena_alloc(&all->arena, sizeof(**chain));
	**chain = *p;
	(*chain)->rules = NULL;
	(*chain)->rules_n = 0;
	add_value(all, *chain, &p->rules[0]);
}

/* One for each name of UBL that ends so. */
static void
add_endings(struct places *all, struct xnames *names, const struct place *p,
    struct str ending)
{
	for (xname id = UBL_TEXT + 1; id < UBL_ATTRIBUTES; id++) {
		if (str_ends(xnames_local(names, id), ending))
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
	struct place_rules rules = like->rules[0];
	struct place p = place_of(names, way, path, &rules.value);
	p.when = like->when;
	p.rules = &rules;
	p.rules_n = 1;
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

/* Notes what must be there for the rule to be asked at all. */
static void
note_need(struct made *m, bool at_root)
{
	const struct way *way = m->look.ways;
	if (m->look.n != 1 || way->n == 0 || way->up ||
	    way->steps[0].name >= UBL_NAMES ||
	    !family_holds_on_nothing(m->check))
		return;
	if (way->everywhere)
		m->unless_any = way->steps[0].name;
	else if (at_root || way->root)
		m->unless_top = way->steps[0].name;
}

/* Those that can break, made ready; how many in *n. */
static const struct made *
make_rules(struct places *all, struct xnames *names, const struct context *c,
    size_t *n)
{
	struct made *made =
	    arena_zero(&all->arena, c->rules_n + 1, sizeof(*made));
	*n = 0;
	for (size_t i = 0; i < c->rules_n; i++) {
		const struct rule *r = &c->rules[i];
		struct made *m = &made[*n];
		if (r->check == rule_always)
			continue;
		m->check = r->check;
		m->rule = r;
		m->look = look_make(names, r->path, &all->arena);
		m->other = look_make(names, r->other, &all->arena);
		note_need(m, strcmp(c->path, "/") == 0);
		++*n;
	}
	return made;
}

static void
add_context(struct places *all, struct xnames *names, const struct context *c)
{
	struct place_rules rules = { .value = { NULL, 0 } };
	rules.made = make_rules(all, names, c, &rules.n);
	struct place like = { .when = c->when,
		.rules = &rules,
		.rules_n = 1,
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
		const struct pattern *p = b->patterns[i];
		if (all->patterns_n == PLACE_PATTERNS)
			wrong(p->name, "too many patterns");
		all->patterns[++all->patterns_n] = p;
		for (size_t j = 0; j < p->contexts_n; j++)
			add_context(all, names, &p->contexts[j]);
	}
}

uint64_t
places_idle(const struct places *all, const struct checking *w)
{
	uint64_t idle = 0;
	for (unsigned i = 1; i <= all->patterns_n; i++)
		if (all->patterns[i]->concerns &&
		    !all->patterns[i]->concerns(w))
			idle |= UINT64_C(1) << i;
	return idle;
}

/* ---- by parent --------------------------------------------------------- */

/* Claims that an element below that parent may fit the place. */
static bool
may_be_below(const struct place *p, xname parent)
{
	if (p->n >= 2)
		return p->steps[1] == parent;
	return !p->root || p->n == 0 || parent == ROOT_Invoice ||
	       parent == ROOT_CreditNote;
}

/* Adds the crowd below a parent, unless it is there. */
static void
add_crowd(struct places *all, xname name, xname parent)
{
	struct crowd **at = &all->crowds[name];
	for (; *at; at = &(*at)->next)
		if ((*at)->parent == parent)
			return;
	*at = arena_zero(&all->arena, 1, sizeof(**at));
	(*at)->parent = parent;
	struct place **end = &(*at)->places;
	for (const struct place *p = all->by_name[name]; p; p = p->next)
		if (may_be_below(p, parent)) {
			*end = arena_alloc(&all->arena, sizeof(**end));
			**end = *p;
			(*end)->sure =
			    p->n <= 2 && !p->root && !p->attr && !p->when;
			(*end)->next = NULL;
			end = &(*end)->next;
		}
}

void
places_end(struct places *all)
{
	for (xname name = 0; name < UBL_NAMES; name++) {
		const struct place *first = all->by_name[name];
		for (const struct place *p = first; p; p = p->next) {
			if (p->n >= 2)
				add_crowd(all, name, p->steps[1]);
			else if (p->root && p->n == 1) {
				add_crowd(all, name, ROOT_Invoice);
				add_crowd(all, name, ROOT_CreditNote);
			}
		}
		if (first)
			add_crowd(all, name, 0);
	}
}

/* The rules for the value that its attribute has there. */
static const struct place_rules *
rules_for_value(const struct place *p, struct checking *w, uint32_t node)
{
	const struct xattr *a = xtree_attr(w->tree, node, p->attr);
	if (!a)
		return NULL;
	if (!p->rules[0].value.p)
		return p->rules;
	size_t at = value_place(p, a->value);
	return at < p->rules_n && str_eq(p->rules[at].value, a->value)
		   ? &p->rules[at]
		   : NULL;
}

const struct place_rules *
place_fits(const struct place *p, struct checking *w, uint32_t node)
{
	const struct xnode *nodes = w->tree->nodes;
	const struct place_rules *rules = p->rules;
	uint32_t at = node;
	for (size_t i = 0; i < p->n; i++, at = nodes[at].parent)
		if (!at || nodes[at].name != p->steps[i])
			return NULL;
	if (p->root && at != 1)
		return NULL;
	if (p->attr)
		rules = rules_for_value(p, w, node);
	return rules && (!p->when || p->when(w, node)) ? rules : NULL;
}
