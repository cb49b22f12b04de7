/* SPDX-License-Identifier: ISC */
#include <math.h>

#include "codes.h"
#include "down.h"
#include "family.h"
#include "value.h"

/* What stands in for a path in texts. */
static const char *
path_of(const struct made *m)
{
	return m->rule->path;
}

bool
family_value(struct checking *w, const struct look *l, uint32_t node,
    struct str *value, const char *path)
{
	struct found f;
	*value = (struct str){ NULL, 0 };
	switch (look_one(w, l, node, &f)) {
	case LOOK_NONE:
		return true;
	case LOOK_ONE:
		*value = look_value(w, &f);
		if (!f.attr)
			w->at = f.node;
		return true;
	default:
		w->at = f.node;
		unclear(w, "there is more than one %s", path);
		return false;
	}
}

/* Text nodes, and the last of them. */
struct texts {
	const struct xtree *tree;
	size_t n;
	struct str text;
	uint32_t node; /* the element */
};

static bool
count_texts(void *arg, const struct found *f)
{
	struct texts *t = arg;
	const struct xnode *nodes = t->tree->nodes;
	const struct xnode *n = &nodes[f->node];
	t->node = f->node;
	if (!n->first && n->text.n) {
		t->n += n->split ? 2 : 1;
		t->text = n->text;
	}
	for (uint32_t c = n->first; c; c = nodes[c].next)
		if (nodes[c].name == XNAME_TEXT) {
			t->n += nodes[c].split ? 2 : 1;
			t->text = nodes[c].text;
		}
	return true;
}

bool
family_text(struct checking *w, const struct look *l, uint32_t node,
    struct str *value, const char *path)
{
	struct texts t = { .tree = w->tree };
	look_each(w, l, node, count_texts, &t);
	if (t.node)
		w->at = t.node;
	if (t.n > 1)
		unclear(w, "there is more than one text in %s", path);
	*value = t.text;
	return t.n <= 1;
}

enum verdict
rule_exists(struct checking *w, const struct made *m, uint32_t node)
{
	return holds_if(look_any(w, &m->look, node));
}

enum verdict
rule_each(struct checking *w, const struct made *m, uint32_t node)
{
	for (size_t i = 0; i < m->look.n; i++) {
		struct look one = look_way(&m->look, i);
		if (!look_any(w, &one, node))
			return BROKEN;
	}
	return HOLDS;
}

enum verdict
rule_needs(struct checking *w, const struct made *m, uint32_t node)
{
	return holds_if(
	    !look_any(w, &m->look, node) || look_any(w, &m->other, node));
}

enum verdict
rule_absent(struct checking *w, const struct made *m, uint32_t node)
{
	struct found f;
	if (look_one(w, &m->look, node, &f) == LOOK_NONE)
		return HOLDS;
	w->at = f.node;
	return BROKEN;
}

enum verdict
rule_both(struct checking *w, const struct made *m, uint32_t node)
{
	return holds_if(
	    look_any(w, &m->look, node) && look_any(w, &m->other, node));
}

enum verdict
rule_not_both(struct checking *w, const struct made *m, uint32_t node)
{
	return holds_if(
	    !look_any(w, &m->look, node) || !look_any(w, &m->other, node));
}

enum verdict
rule_at_most(struct checking *w, const struct made *m, uint32_t node)
{
	size_t n = look_number(w, &m->look, node);
	return n <= (size_t)m->rule->n ? HOLDS : broken(w, "there are %zu", n);
}

enum verdict
rule_exactly(struct checking *w, const struct made *m, uint32_t node)
{
	size_t n = look_number(w, &m->look, node);
	return n == (size_t)m->rule->n ? HOLDS : broken(w, "there are %zu", n);
}

enum verdict
rule_filled(struct checking *w, const struct made *m, uint32_t node)
{
	for (size_t i = 0; i < m->look.n; i++) {
		struct look one = look_way(&m->look, i);
		struct str value;
		if (!family_value(w, &one, node, &value, path_of(m)))
			return UNCLEAR;
		if (!value_is_blank(value))
			return HOLDS;
	}
	return BROKEN;
}

static bool
is_value_blank(void *w, const struct found *f)
{
	return value_is_blank(look_value(w, f));
}

enum verdict
rule_some_filled(struct checking *w, const struct made *m, uint32_t node)
{
	return holds_if(!look_each(w, &m->look, node, is_value_blank, w));
}

enum verdict
rule_decimals(struct checking *w, const struct made *m, uint32_t node)
{
	struct str value;
	if (!family_value(w, &m->look, node, &value, path_of(m)))
		return UNCLEAR;
	if (value_decimals(value) <= (size_t)m->rule->n)
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(value));
}

enum verdict
rule_short(struct checking *w, const struct made *m, uint32_t node)
{
	struct str value;
	if (!family_value(w, &m->look, node, &value, path_of(m)))
		return UNCLEAR;
	size_t n = value_length(value_normal(value, w->arena));
	return n <= (size_t)m->rule->n ? HOLDS : broken(w, "it has %zu", n);
}

/*
 * Claims that the code is in the list of the rule. It mostly is the one found
 * last: a document's amounts are in one currency, its quantities in one unit.
 */
static bool
has_code(struct checking *w, const struct made *m, struct str code)
{
	enum code_list list = (enum code_list)m->rule->n;
	if (code.n && str_eq(code, w->fine[list]))
		return true;
	if (!codes_has(list, code))
		return false;
	w->fine[list] = code;
	return true;
}

static enum verdict
is_listed(struct checking *w, const struct made *m, struct str code)
{
	enum code_list list = (enum code_list)m->rule->n;
	if (has_code(w, m, code))
		return HOLDS;
	return broken(w, "'%.*s' is not in %s", SHOWN(code), codes_name(list));
}

enum verdict
rule_code(struct checking *w, const struct made *m, uint32_t node)
{
	struct str value;
	if (!family_value(w, &m->look, node, &value, path_of(m)))
		return UNCLEAR;
	return is_listed(w, m, value_normal(value, w->arena));
}

enum verdict
rule_code_text(struct checking *w, const struct made *m, uint32_t node)
{
	struct str value;
	if (!family_text(w, &m->look, node, &value, path_of(m)))
		return UNCLEAR;
	return is_listed(w, m, value_normal(value, w->arena));
}

/* Any of several will do. */
struct listing {
	struct checking *w;
	const struct made *m;
	struct str last;
};

static bool
is_unlisted(void *arg, const struct found *f)
{
	struct listing *l = arg;
	l->last = look_value(l->w, f);
	return !has_code(l->w, l->m, l->last);
}

enum verdict
rule_code_plain(struct checking *w, const struct made *m, uint32_t node)
{
	struct listing l = { w, m, { NULL, 0 } };
	if (!look_each(w, &m->look, node, is_unlisted, &l))
		return HOLDS;
	return is_listed(w, m, l.last);
}

/* ---- numbers ----------------------------------------------------------- */

/* A general comparison with a number: true of any, an error of any. */
struct comparing {
	struct checking *w;
	int n;
	bool equal; /* equality will do */
	enum verdict verdict;
	struct found last;
};

static bool
compare_one(void *arg, const struct found *f)
{
	struct comparing *c = arg;
	int order;
	struct str value = look_value(c->w, f);
	c->last = *f;
	if (!value_compare(&order, value, c->n)) {
		c->verdict = unclear(c->w, "'%.*s' is no number", SHOWN(value));
		return false;
	}
	if (order > 0 || (c->equal && order == 0)) {
		c->verdict = HOLDS;
		return false;
	}
	return true;
}

static enum verdict
compare(struct checking *w, const struct made *m, uint32_t node, bool equal)
{
	struct comparing c = {
		.w = w, .n = m->rule->n, .equal = equal, .verdict = BROKEN
	};
	look_each(w, &m->look, node, compare_one, &c);
	if (c.verdict == HOLDS || !c.last.node)
		return c.verdict;
	w->at = c.last.node;
	struct str value = look_value(w, &c.last);
	return c.verdict == UNCLEAR ? UNCLEAR
				    : broken(w, "'%.*s'", SHOWN(value));
}

enum verdict
rule_above(struct checking *w, const struct made *m, uint32_t node)
{
	return compare(w, m, node, false);
}

enum verdict
rule_not_below(struct checking *w, const struct made *m, uint32_t node)
{
	return compare(w, m, node, true);
}

enum verdict
rule_not_below_if(struct checking *w, const struct made *m, uint32_t node)
{
	return look_any(w, &m->look, node) ? compare(w, m, node, true) : HOLDS;
}

enum verdict
rule_zero(struct checking *w, const struct made *m, uint32_t node)
{
	struct str value;
	struct num n;
	if (!family_value(w, &m->look, node, &value, path_of(m)))
		return UNCLEAR;
	if (!value.p)
		return BROKEN;
	if (!value_decimal(&n, value, w->arena))
		return unclear(w, "'%.*s' is no decimal", SHOWN(value));
	return num_sign(n) == 0 ? HOLDS : broken(w, "'%.*s'", SHOWN(value));
}

enum verdict
rule_number(struct checking *w, const struct made *m, uint32_t node)
{
	struct str value;
	if (!family_value(w, &m->look, node, &value, path_of(m)))
		return UNCLEAR;
	if (!isnan(value_number(value)))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(value));
}

/* ---- words ------------------------------------------------------------- */

/* A word that is sought. */
struct sought {
	struct checking *w;
	const char *word;
};

static bool
is_another(void *arg, const struct found *f)
{
	struct sought *s = arg;
	return !str_is(look_value(s->w, f), s->word);
}

bool
family_any_is(
    struct checking *w, const struct look *l, uint32_t node, const char *word)
{
	struct sought s = { w, word };
	return !look_each(w, l, node, is_another, &s);
}

enum verdict
rule_some_is(struct checking *w, const struct made *m, uint32_t node)
{
	return holds_if(family_any_is(w, &m->look, node, m->rule->word));
}

enum verdict
family_one_of(
    struct checking *w, const struct made *m, uint32_t node, const char *words)
{
	struct str shown = STR("");
	for (size_t i = 0; i < m->look.n; i++) {
		struct look one = look_way(&m->look, i);
		struct str value;
		if (!family_value(w, &one, node, &value, path_of(m)))
			return UNCLEAR;
		if (words_have(words, value_normal(value, w->arena)))
			return HOLDS;
		if (value.p)
			shown = value;
	}
	return broken(w, "'%.*s'", SHOWN(shown));
}

enum verdict
rule_one_of(struct checking *w, const struct made *m, uint32_t node)
{
	return family_one_of(w, m, node, m->rule->word);
}

/* ---- the rest ---------------------------------------------------------- */

enum verdict
rule_is(struct checking *w, const struct made *m, uint32_t node)
{
	struct str value;
	if (!family_value(w, &m->look, node, &value, path_of(m)))
		return UNCLEAR;
	if (value_is(value, m->rule->word))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(value));
}

enum verdict
rule_never(struct checking *w, const struct made *m, uint32_t node)
{
	(void)w, (void)m, (void)node;
	return BROKEN;
}

enum verdict
rule_always(struct checking *w, const struct made *m, uint32_t node)
{
	(void)w, (void)m, (void)node;
	return HOLDS;
}

bool
family_holds_on_nothing(rule_check *check)
{
	return check == rule_at_most || check == rule_absent ||
	       check == rule_decimals || check == rule_short ||
	       check == rule_not_below_if || check == rule_needs;
}
