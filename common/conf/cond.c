/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "cond.h"
#include "cond_tree.h"

uint64_t
cond_sections(const struct cond *c)
{
	return c->sections;
}

/* ---- one value ------------------------------------------------------- */

/* Bytes of the character at the front; 1 for what is not UTF-8. */
static size_t
character(struct str s)
{
	size_t n = utf8_length(s.p, s.n);
	return n ? n : 1;
}

bool
cond_glob(struct str pattern, struct str text)
{
	/* where to go on when a match fails: behind the last star seen */
	struct str star = { NULL, 0 }, retry = { NULL, 0 };
	while (text.n || pattern.n) {
		struct str p = pattern;
		if (p.n && p.p[0] == '*') {
			star = pattern = str_from(p, 1);
			retry = text;
			continue;
		}
		if (p.n && text.n && p.p[0] == '?') {
			pattern = str_from(p, 1);
			text = str_from(text, character(text));
			continue;
		}
		if (p.n > 1 && p.p[0] == '\\')
			p = str_from(p, 1);
		if (p.n && text.n && p.p[0] == text.p[0]) {
			pattern = str_from(p, 1);
			text = str_from(text, 1);
			continue;
		}
		if (!star.p || retry.n == 0)
			return false;
		pattern = star;
		text = retry = str_from(retry, character(retry));
	}
	return true;
}

/* -1, 0, 1 as the member is below, equal to, above the value. */
static int
order(const struct field *f, const void *member, const struct cond_value *v)
{
	int64_t whole;
	switch (f->kind) {
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		return dec_cmp(*(const struct dec *)member, v->dec);
	case FIELD_DATE:
		return date_cmp(*(const struct date *)member, v->date);
	case FIELD_FLAG:
		whole = *(const bool *)member;
		break;
	case FIELD_COUNT:
		whole = *(const int64_t *)member;
		break;
	default:
		return !str_eq(*(const struct str *)member, v->text);
	}
	return (whole > v->whole) - (whole < v->whole);
}

static bool
is_in(const struct field *f, const void *member, const struct cond_value *v)
{
	while (v && order(f, member, v) != 0)
		v = v->next;
	return v != NULL;
}

/* Claims that the member, which is there, passes the test. */
static bool
passes(const struct cond_node *n, const struct field *f, const void *member)
{
	switch (n->test) {
	case COND_EQ:
		return order(f, member, n->value) == 0;
	case COND_NE:
		return order(f, member, n->value) != 0;
	case COND_LT:
		return order(f, member, n->value) < 0;
	case COND_LE:
		return order(f, member, n->value) <= 0;
	case COND_GT:
		return order(f, member, n->value) > 0;
	case COND_GE:
		return order(f, member, n->value) >= 0;
	case COND_IN:
		return is_in(f, member, n->value);
	case COND_GLOB:
		return cond_glob(n->value->text, *(const struct str *)member);
	default:
		return true;
	}
}

/* What a test says of an operand that is not there. */
static bool
passes_absent(const struct cond_node *n)
{
	return n->test == COND_NE;
}

/* ---- along the path -------------------------------------------------- */

static bool test_step(const struct cond_node *, size_t step, const void *base);

/* The test of what the step leads to: a member, or an element of a list. */
static bool
test_member(const struct cond_node *n, size_t step, const void *member)
{
	const struct field *f = n->steps[step].field;
	bool is_zero_absent = n->test == COND_PRESENT;
	if (step + 1 < n->steps_n)
		return test_step(n, step + 1, member);
	if (f->kind == FIELD_LIST || f->kind == FIELD_OPTION)
		return true;
	if (!is_zero_absent &&
	    (f->kind == FIELD_COUNT || f->kind == FIELD_FLAG))
		return passes(n, f, member);
	return field_present(f, member) ? passes(n, f, member)
					: passes_absent(n);
}

static bool
test_list(const struct cond_node *n, size_t step, const void *base)
{
	const struct cond_step *s = &n->steps[step];
	size_t size = s->field->sub ? s->field->sub->size : sizeof(struct str);
	size_t from = 0, to = field_count(base, s->field);
	const char *items = *(const char *const *)field_in(base, s->field);
	if (s->index != COND_ANY) {
		from = (size_t)s->index;
		to = from < to ? from + 1 : from;
	}
	if (from == to)
		return passes_absent(n);
	for (size_t i = from; i < to; i++)
		if (test_member(n, step, items + i * size))
			return true;
	return false;
}

static bool
test_step(const struct cond_node *n, size_t step, const void *base)
{
	const struct field *f = n->steps[step].field;
	const void *member = field_in(base, f);
	switch (f->kind) {
	case FIELD_LIST:
	case FIELD_TEXTS:
		return test_list(n, step, base);
	case FIELD_OPTION:
		member = *(const void *const *)member;
		return member ? test_member(n, step, member) : passes_absent(n);
	default:
		return test_member(n, step, member);
	}
}

static bool
node_holds(const struct cond_node *n, const void *base, const void *item)
{
	const struct cond_node *e = n->first;
	switch (n->op) {
	case COND_OR:
		while (e && !node_holds(e, base, item))
			e = e->next;
		return e != NULL;
	case COND_AND:
		while (e && node_holds(e, base, item))
			e = e->next;
		return e == NULL;
	case COND_NOT:
		return !node_holds(e, base, item);
	default:
		return test_step(n, 0, n->of_item ? item : base);
	}
}

bool
cond_holds_at(const struct cond *c, const void *base, const void *item)
{
	return node_holds(c->root, base, item);
}

bool
cond_holds(const struct cond *c, const struct record *r)
{
	return cond_holds_at(c, r, NULL);
}

/* ---- what is certain ------------------------------------------------- */

/* Claims that the test is of the member at the path. */
static bool
is_of(const struct cond_node *n, struct str path)
{
	for (size_t i = 0; i < n->steps_n; i++) {
		struct str name = n->steps[i].field->name;
		if (i > 0 && (path.n == 0 || path.p[0] != '.'))
			return false;
		path = str_from(path, i > 0);
		if (path.n < name.n || memcmp(path.p, name.p, name.n) != 0)
			return false;
		path = str_from(path, name.n);
	}
	return path.n == 0 && !n->of_item;
}

/* The least of the operands' for `and`, the greatest for `or`. */
static enum cond_chance
node_chance(const struct cond_node *n, struct str path, const void *base)
{
	enum cond_chance all = n->op == COND_AND ? COND_ALWAYS : COND_NEVER;
	if (n->op == COND_TEST && !is_of(n, path))
		return COND_MAYBE;
	if (n->op == COND_TEST)
		return test_step(n, 0, base) ? COND_ALWAYS : COND_NEVER;
	if (n->op == COND_NOT)
		return COND_ALWAYS - node_chance(n->first, path, base);
	for (const struct cond_node *e = n->first; e; e = e->next) {
		enum cond_chance one = node_chance(e, path, base);
		if (n->op == COND_AND ? one < all : one > all)
			all = one;
	}
	return all;
}

enum cond_chance
cond_chance(const struct cond *c, struct str path, const void *base)
{
	return node_chance(c->root, path, base);
}
