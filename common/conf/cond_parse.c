/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "cond.h"
#include "cond_lex.h"
#include "word.h"

/* A compilation in progress. */
struct parse {
	struct lex lex;
	const struct field_root *root;
	unsigned depth, nodes;
	uint64_t sections;
};

/* ---- paths ----------------------------------------------------------- */

/* The field of that name, or a fault that suggests one. */
static const struct field *
find_field(struct parse *p, const struct object *o, struct str name, size_t at)
{
	struct word_guess guess = word_guess(name);
	const struct field *f = field_find(o, name);
	char hint[WORD_HINT];
	if (f)
		return f;
	for (size_t i = 0; i < o->fields_n; i++)
		word_try(&guess, o->fields[i].name);
	if (name.n == 0)
		cond_fail(&p->lex, at, "a name must stand here");
	else
		cond_fail(&p->lex, at, "unknown field '%.*s' of %s%s",
		    STR_ARG(word_clip(name)), o->name, word_hint(&guess, hint));
	return NULL;
}

/* Takes "[number]" off the front of *rest. */
static bool
take_index(struct parse *p, struct str *rest, struct cond_step *step)
{
	size_t at = (size_t)(rest->p - p->lex.all.p);
	const char *end = memchr(rest->p, ']', rest->n);
	int64_t index;
	if (step->field->kind != FIELD_LIST && step->field->kind != FIELD_TEXTS)
		return cond_fail(&p->lex, at, "'%.*s' is no list",
		    STR_ARG(step->field->name));
	if (!end ||
	    !word_whole(&index,
		(struct str){ rest->p + 1, (size_t)(end - rest->p) - 1 }) ||
	    index < 0 || index > INT32_MAX)
		return cond_fail(&p->lex, at, "an element is written as [0]");
	step->index = (long)index;
	*rest = str_from(*rest, (size_t)(end - rest->p) + 1);
	return true;
}

/* Takes one name with its index and the point behind it off *rest. */
static bool
take_step(struct parse *p, const struct object *o, struct str *rest,
    struct cond_step *step)
{
	size_t n = 0, at = (size_t)(rest->p - p->lex.all.p);
	while (n < rest->n && rest->p[n] != '.' && rest->p[n] != '[')
		n++;
	step->index = COND_ANY;
	step->field = find_field(p, o, (struct str){ rest->p, n }, at);
	if (!step->field)
		return false;
	*rest = str_from(*rest, n);
	if (rest->n && rest->p[0] == '[' && !take_index(p, rest, step))
		return false;
	if (rest->n == 0)
		return true;
	at = (size_t)(rest->p - p->lex.all.p);
	if (rest->p[0] != '.')
		return cond_fail(&p->lex, at, "a point must stand here");
	if (!step->field->sub)
		return cond_fail(&p->lex, at, "'%.*s' has no parts",
		    STR_ARG(step->field->name));
	*rest = str_from(*rest, 1);
	return rest->n || cond_fail(&p->lex, at + 1, "a name must stand here");
}

/* Resolves the path at the token and goes behind it. */
static bool
parse_path(struct parse *p, struct cond_node *n)
{
	struct str rest = p->lex.token.text;
	struct cond_step *steps =
	    arena_zero(p->lex.arena, COND_STEPS, sizeof(*steps));
	const struct object *o = p->root->object;
	n->steps = steps;
	n->of_item = p->root->item && str_starts(rest, "item.");
	if (n->of_item) {
		o = p->root->item;
		rest = str_from(rest, sizeof("item.") - 1);
	}
	do {
		if (n->steps_n == COND_STEPS)
			return cond_fail(
			    &p->lex, p->lex.token.at, "the path is too long");
		struct cond_step *s = &steps[n->steps_n++];
		if (!take_step(p, o, &rest, s))
			return false;
		o = s->field->sub;
	} while (rest.n);
	if (p->root->object == &record_object)
		p->sections |= (uint64_t)1
			       << (steps[0].field - record_object.fields);
	return cond_next(&p->lex);
}

/* ---- values ---------------------------------------------------------- */

/* Claims that the sign means something for members of that kind. */
static bool
is_fit(enum field_kind kind, enum cond_test test)
{
	bool is_same = test == COND_EQ || test == COND_NE;
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_TEXTS:
	case FIELD_IDENTITY:
		return is_same || test == COND_IN || test == COND_GLOB;
	case FIELD_FLAG:
		return is_same;
	case FIELD_DATE:
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
	case FIELD_COUNT:
		return test != COND_GLOB;
	default:
		return false;
	}
}

/* Reads text as the field's kind; what it should have been when it is not. */
static const char *
read_value(const struct field *f, struct str text, struct cond_value *v)
{
	v->text = text;
	v->whole = str_is(text, "true");
	switch (f->kind) {
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		return word_decimal(&v->dec, text) ? NULL
						   : "a number such as 9.50";
	case FIELD_COUNT:
		return word_whole(&v->whole, text) ? NULL : "a whole number";
	case FIELD_DATE:
		return date_parse(&v->date, text) ? NULL
						  : "a date such as 2026-01-31";
	case FIELD_FLAG:
		return v->whole || str_is(text, "false") ? NULL
							 : "true or false";
	default:
		return NULL;
	}
}

static bool
is_reserved(const struct lex *l)
{
	return cond_is(l, "and") || cond_is(l, "or") || cond_is(l, "not") ||
	       cond_is(l, "in");
}

static bool
count_node(struct parse *p)
{
	return ++p->nodes <= COND_NODES ||
	       cond_fail(
		   &p->lex, p->lex.token.at, "more than %d parts", COND_NODES);
}

/* The value at the token, of the field's kind. */
static bool
parse_value(struct parse *p, const struct field *f, struct cond_value **out)
{
	struct lex *l = &p->lex;
	struct token t = l->token;
	struct cond_value *v = arena_zero(l->arena, 1, sizeof(*v));
	*out = v;
	if (t.kind != TOKEN_WORD && t.kind != TOKEN_TEXT)
		return cond_want(l, "a value");
	if (t.kind == TOKEN_WORD &&
	    (is_reserved(l) || memchr(t.text.p, '[', t.text.n) ||
		memchr(t.text.p, ']', t.text.n)))
		return cond_want(l, "a value in quotes");
	const char *want = read_value(f, t.text, v);
	if (want)
		return cond_want(l, want);
	return count_node(p) && cond_next(l);
}

/* The values in parentheses behind "in". */
static bool
parse_values(struct parse *p, const struct field *f, struct cond_value **first)
{
	struct lex *l = &p->lex;
	struct cond_value **tail = first;
	if (l->token.kind != TOKEN_OPEN)
		return cond_want(l, "'('");
	do {
		if (!cond_next(l) || !parse_value(p, f, tail))
			return false;
		tail = &(*tail)->next;
	} while (l->token.kind == TOKEN_COMMA);
	if (l->token.kind != TOKEN_CLOSE)
		return cond_want(l, "',' or ')'");
	return cond_next(l);
}

/* ---- the grammar, from the innermost outward ------------------------- */

static bool
new_node(struct parse *p, enum cond_op op, struct cond_node **out)
{
	*out = arena_zero(p->lex.arena, 1, sizeof(**out));
	(*out)->op = op;
	return count_node(p);
}

static bool
parse_test(struct parse *p, struct cond_node **out)
{
	struct lex *l = &p->lex;
	struct str path = l->token.text;
	if (l->token.kind != TOKEN_WORD || is_reserved(l))
		return cond_want(l, "a path");
	if (!new_node(p, COND_TEST, out) || !parse_path(p, *out))
		return false;
	struct cond_node *n = *out;
	const struct field *f = n->steps[n->steps_n - 1].field;
	struct token sign = l->token;
	if (cond_is(l, "in"))
		sign.test = COND_IN;
	else if (sign.kind != TOKEN_SIGN)
		return true;
	n->test = sign.test;
	if (!is_fit(f->kind, n->test))
		return cond_fail(l, sign.at,
		    "'%.*s' does not go with %s '%.*s'", STR_ARG(sign.text),
		    field_kind_name(f->kind), STR_ARG(word_clip(path)));
	if (!cond_next(l))
		return false;
	return n->test == COND_IN ? parse_values(p, f, &n->value)
				  : parse_value(p, f, &n->value);
}

static bool parse_or(struct parse *, struct cond_node **);
static bool parse_factor(struct parse *, struct cond_node **);

static bool
parse_parentheses(struct parse *p, struct cond_node **out)
{
	struct lex *l = &p->lex;
	if (!cond_next(l) || !parse_or(p, out))
		return false;
	if (l->token.kind != TOKEN_CLOSE)
		return cond_want(l, "'and', 'or' or ')'");
	return cond_next(l);
}

static bool
parse_not(struct parse *p, struct cond_node **out)
{
	return new_node(p, COND_NOT, out) && cond_next(&p->lex) &&
	       parse_factor(p, &(*out)->first);
}

static bool
parse_factor(struct parse *p, struct cond_node **out)
{
	struct lex *l = &p->lex;
	bool is_open = l->token.kind == TOKEN_OPEN;
	if (!is_open && !cond_is(l, "not"))
		return parse_test(p, out);
	if (p->depth == COND_DEPTH)
		return cond_fail(
		    l, l->token.at, "more than %d levels", COND_DEPTH);
	p->depth++;
	bool ok = is_open ? parse_parentheses(p, out) : parse_not(p, out);
	p->depth--;
	return ok;
}

/*
 * Operands with `word` between them become one node; an operand alone stands
 * for itself.
 */
static bool
parse_chain(struct parse *p, enum cond_op op, const char *word,
    bool operand(struct parse *, struct cond_node **), struct cond_node **out)
{
	struct cond_node *first;
	if (!operand(p, &first))
		return false;
	*out = first;
	if (!cond_is(&p->lex, word))
		return true;
	if (!new_node(p, op, out))
		return false;
	(*out)->first = first;
	for (struct cond_node *n = first; cond_is(&p->lex, word); n = n->next)
		if (!cond_next(&p->lex) || !operand(p, &n->next))
			return false;
	return true;
}

static bool
parse_and(struct parse *p, struct cond_node **out)
{
	return parse_chain(p, COND_AND, "and", parse_factor, out);
}

static bool
parse_or(struct parse *p, struct cond_node **out)
{
	return parse_chain(p, COND_OR, "or", parse_and, out);
}

static bool
compile(struct parse *p, struct cond *c)
{
	struct lex *l = &p->lex;
	size_t good = utf8_check(l->all.p, l->all.n);
	if (good < l->all.n)
		return cond_fail(l, good, "not UTF-8");
	if (l->all.n > COND_TEXT_MAX)
		return cond_fail(
		    l, COND_TEXT_MAX, "longer than %d bytes", COND_TEXT_MAX);
	if (!cond_next(l) || !parse_or(p, &c->root))
		return false;
	c->sections = p->sections;
	return l->token.kind == TOKEN_END ||
	       cond_want(l, "'and', 'or' or the end");
}

const struct cond *
cond_compile_at(const struct field_root *root, struct str text,
    struct arena *arena, struct fault *fault)
{
	struct parse p = { .root = root };
	struct cond *c = arena_zero(arena, 1, sizeof(*c));
	p.lex.all = arena_str(arena, text);
	p.lex.arena = arena;
	p.lex.fault = fault;
	return compile(&p, c) ? c : NULL;
}

const struct cond *
cond_compile(struct str text, struct arena *arena, struct fault *fault)
{
	static const struct field_root root = { &record_object, NULL };
	return cond_compile_at(&root, text, arena, fault);
}
