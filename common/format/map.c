/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "base/msg.h"
#include "map.h"
#include "model/currency.h"
#include "xnames.h"

enum { STEPS = 6, VALUES = 4, MAPS = 32 };

/* [path='a|b'] or [path!='a'] */
struct predicate {
	xname path[3]; /* element steps, 0 ends */
	xname attr; /* or 0 */
	bool unequal;
	struct str values[VALUES];
	size_t values_n;
};

struct step {
	xname names[2]; /* either; the second may be 0 */
	struct predicate *where;
};

struct row {
	struct step steps[STEPS];
	size_t steps_n; /* 0: the element itself */
	xname attr; /* or 0 */
	struct str constant; /* p NULL: none */
	const struct field *field;
	size_t at; /* offset of the object that has the field */
	const struct mapping *sub;
};

struct mapping {
	const struct map *map;
	struct row *rows;
	size_t rows_n;
	xname currency_attr;
	struct mapping *all; /* the chain of those made together */
	struct arena arena; /* of the first of them */
};

/* ---- making ready -------------------------------------------------- */

/* State of reading one row's path. */
struct parse {
	struct xreader *reader;
	struct arena *arena;
	const char *row, *p;
};

static void
wrong(const struct parse *w)
{
	die(MC_BUG, "map row '%s' is wrong at '%s'", w->row, w->p);
}

/* A name up to one of the bytes that end it; attributes have no namespace. */
static xname
parse_name(struct parse *w, bool attribute)
{
	size_t n = strcspn(w->p, "/|[]='!@");
	struct str text = { w->p, n }, uri = { "", 0 };
	const char *colon = memchr(w->p, ':', n);
	if (n == 0)
		wrong(w);
	if (colon) {
		struct str prefix = { w->p, (size_t)(colon - w->p) };
		uri = xnames_prefix_uri(prefix);
		text = str_from(text, prefix.n + 1);
	}
	if (!uri.p || (!colon && !attribute))
		wrong(w);
	w->p += n;
	return xreader_name(w->reader, uri, text);
}

static void
expect(struct parse *w, char c)
{
	if (*w->p++ != c) {
		w->p--;
		wrong(w);
	}
}

/* 'a|b' */
static size_t
parse_values(struct parse *w, struct str values[VALUES])
{
	size_t n = 0;
	expect(w, '\'');
	for (;;) {
		size_t len = strcspn(w->p, "|'");
		if (n == VALUES)
			wrong(w);
		values[n++] = (struct str){ w->p, len };
		w->p += len;
		if (*w->p != '|')
			break;
		w->p++;
	}
	expect(w, '\'');
	return n;
}

static struct predicate *
parse_predicate(struct parse *w)
{
	struct predicate *p = arena_zero(w->arena, 1, sizeof(*p));
	expect(w, '[');
	for (size_t i = 0; i < 2 && *w->p != '@'; i++) {
		p->path[i] = parse_name(w, false);
		if (*w->p != '/')
			break;
		w->p++;
	}
	if (*w->p == '@') {
		w->p++;
		p->attr = parse_name(w, true);
	}
	p->unequal = *w->p == '!';
	w->p += p->unequal;
	expect(w, '=');
	p->values_n = parse_values(w, p->values);
	expect(w, ']');
	return p;
}

static void
parse_step(struct parse *w, struct step *s)
{
	s->names[0] = parse_name(w, false);
	if (*w->p == '|') {
		w->p++;
		s->names[1] = parse_name(w, false);
	}
	if (*w->p == '[')
		s->where = parse_predicate(w);
}

static void
parse_path(struct parse *w, struct row *r)
{
	while (*w->p && *w->p != '@' && *w->p != '.') {
		if (r->steps_n == STEPS)
			wrong(w);
		parse_step(w, &r->steps[r->steps_n++]);
		if (*w->p != '/')
			break;
		w->p++;
	}
	if (*w->p == '.')
		w->p++;
	if (*w->p == '@') {
		w->p++;
		r->attr = parse_name(w, true);
	}
	if (*w->p == '=') {
		struct str values[VALUES];
		w->p++;
		parse_values(w, values);
		r->constant = values[0];
	}
	if (*w->p)
		wrong(w);
}

/* Resolves "card.number" to a field and the offset of what has it. */
static void
resolve(
    struct parse *w, const struct object *o, const char *name, struct row *r)
{
	for (;;) {
		size_t n = strcspn(name, ".");
		r->field = field_find(o, (struct str){ name, n });
		if (!r->field)
			wrong(w);
		if (!name[n])
			return;
		if (r->field->kind != FIELD_GROUP)
			wrong(w);
		r->at += r->field->at;
		o = r->field->sub;
		name += n + 1;
	}
}

static struct mapping *make(
    struct xreader *, const struct map *, struct mapping *first);

static void
make_row(struct xreader *reader, struct mapping *m, struct mapping *first,
    const struct map_row *from, struct row *r)
{
	struct parse w = { reader, &first->arena, from->path, from->path };
	parse_path(&w, r);
	if (from->field)
		resolve(&w, m->map->object, from->field, r);
	if (!r->constant.p != (from->field != NULL))
		wrong(&w);
	if (from->sub) {
		if (r->field->sub != from->sub->object)
			wrong(&w);
		r->sub = make(reader, from->sub, first);
	}
}

/* The mapping of that map, made once. */
static struct mapping *
make(struct xreader *reader, const struct map *map, struct mapping *first)
{
	for (struct mapping *m = first; m; m = m->all)
		if (m->map == map)
			return m;
	struct mapping *m = arena_zero(&first->arena, 1, sizeof(*m));
	m->map = map;
	m->all = first->all;
	first->all = m;
	m->currency_attr = first->currency_attr;
	m->rows_n = map->rows_n;
	m->rows = arena_zero(&first->arena, m->rows_n, sizeof(*m->rows));
	for (size_t i = 0; i < m->rows_n; i++)
		make_row(reader, m, first, &map->rows[i], &m->rows[i]);
	return m;
}

struct mapping *
mapping_new(struct xreader *reader, const struct map *map)
{
	struct mapping *first = xcalloc(1, sizeof(*first));
	first->currency_attr = xreader_name(
	    reader, (struct str)STR(""), (struct str)STR("currencyID"));
	struct mapping *m = make(reader, map, first);
	first->rows = m->rows;
	first->rows_n = m->rows_n;
	return first;
}

void
mapping_free(struct mapping *m)
{
	arena_free(&m->arena);
	free(m);
}

/* ---- reading ------------------------------------------------------- */

static struct xattr *
attr_of(const struct xtree *t, uint32_t node, xname name)
{
	const struct xnode *n = &t->nodes[node];
	for (uint32_t i = 0; i < n->attrs_n; i++)
		if (t->attrs[n->attrs + i].name == name)
			return &t->attrs[n->attrs + i];
	return NULL;
}

static struct str
variable(const struct map_work *w, struct str value)
{
	if (str_is(value, "$currency"))
		return w->currency;
	if (str_is(value, "$vat_currency"))
		return w->vat_currency;
	return value;
}

static bool
is_one_of(const struct map_work *w, const struct predicate *p, struct str s)
{
	s = str_trim(s);
	for (size_t i = 0; i < p->values_n; i++)
		if (s.n && str_eq(variable(w, p->values[i]), s))
			return true;
	return false;
}

/*
 * Claims that the predicate holds below `node`. What an `=` found is marked:
 * it is said by the field it leads to.
 */
static bool
holds(const struct map_work *w, const struct predicate *p, uint32_t node,
    size_t depth)
{
	struct xtree *t = w->tree;
	if (depth < 2 && p->path[depth]) {
		uint32_t c = t->nodes[node].first;
		bool any = p->unequal;
		for (; c && any == p->unequal; c = t->nodes[c].next)
			if (t->nodes[c].name == p->path[depth])
				any = holds(w, p, c, depth + 1);
		return any;
	}
	struct xattr *a = p->attr ? attr_of(t, node, p->attr) : NULL;
	struct str text = a ? a->value : t->nodes[node].text;
	if (p->attr && !a)
		return p->unequal;
	bool same = is_one_of(w, p, text);
	if (same && !p->unequal) {
		if (a)
			a->used = true;
		else
			t->nodes[node].used = true;
	}
	return same != p->unequal;
}

/* Called for each element at the end of a row's steps; true goes on. */
typedef bool visit(void *arg, uint32_t node);

static bool
each(const struct map_work *w, const struct row *r, size_t depth, uint32_t node,
    visit *fn, void *arg)
{
	const struct xnode *n = w->tree->nodes;
	if (depth == r->steps_n)
		return fn(arg, node);
	const struct step *s = &r->steps[depth];
	for (uint32_t c = n[node].first; c; c = n[c].next) {
		if (n[c].name != s->names[0] &&
		    (!s->names[1] || n[c].name != s->names[1]))
			continue;
		if (s->where && !holds(w, s->where, c, 0))
			continue;
		if (!each(w, r, depth + 1, c, fn, arg))
			return false;
	}
	return true;
}

/* One row at work. */
struct reading {
	const struct mapping *m;
	const struct map_work *w;
	const struct row *row;
	char *base; /* the object that has the field */
	size_t cap; /* of the list being made */
};

static bool
complain(const struct reading *r, uint32_t node, const char *rule,
    struct str value, const char *what)
{
	char text[200];
	snprintf(text, sizeof(text), "'%.*s' is %s",
	    (int)(value.n > 60 ? 60 : value.n), value.p, what);
	r->w->complain(r->w->arg, node, rule, text);
	return false;
}

/*
 * Claims that the row may hold amounts of that currency: the document's, or,
 * where the path asks for it, that of VAT accounting.
 */
static bool
takes_currency(const struct reading *r, struct str currency)
{
	const struct predicate *p =
	    r->row->steps_n ? r->row->steps[0].where : NULL;
	return str_eq(currency, r->w->currency) ||
	       (p && p->attr == r->m->currency_attr &&
		   is_one_of(r->w, p, currency));
}

static bool
read_number(const struct reading *r, uint32_t node, struct str text)
{
	const struct dec limit = { .coef = 1000000000000000, .set = true };
	struct dec d;
	if (!dec_parse(&d, text))
		return complain(r, node, "value-number", text,
		    "no decimal number, or has too many digits");
	if (dec_cmp(d, limit) >= 0 || dec_cmp(dec_neg(d), limit) >= 0)
		return complain(r, node, "value-range", text,
		    "beyond what an invoice can hold");
	struct xattr *currency = attr_of(r->w->tree, node, r->m->currency_attr);
	if (currency && !takes_currency(r, currency->value))
		return complain(r, node, "amount-currency", currency->value,
		    "not the currency of the document");
	if (currency)
		currency->used = true;
	if (r->row->field->kind == FIELD_AMOUNT)
		d = dec_tidy(d, currency_decimals(currency ? currency->value
							   : r->w->currency));
	*(struct dec *)field_of(r->base, r->row->field) = d;
	return true;
}

/* Puts a text into a field that holds no object; false leaves it alone. */
static bool
read_scalar(const struct reading *r, uint32_t node, struct str text)
{
	void *to = field_of(r->base, r->row->field);
	switch (r->row->field->kind) {
	case FIELD_TEXT:
	case FIELD_IDENTITY:
		if (((struct str *)to)->p)
			return false; /* the first of several counts */
		*(struct str *)to = text;
		return true;
	case FIELD_DATE:
		if (date_set(*(struct date *)to))
			return false;
		return date_parse(to, text) ||
		       complain(r, node, "value-date", text, "no date");
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		if (((struct dec *)to)->set)
			return false;
		return read_number(r, node, text);
	case FIELD_FLAG:
		if (*(bool *)to)
			return false;
		*(bool *)to = str_is(text, "true") || str_is(text, "1");
		return *(bool *)to || str_is(text, "false") ||
		       str_is(text, "0") ||
		       complain(r, node, "value-flag", text,
			   "neither true nor false");
	default:
		die(MC_BUG, "map row for a field that is no scalar");
	}
}

static bool
on_scalar(void *arg, uint32_t node)
{
	const struct reading *r = arg;
	struct xnode *n = &r->w->tree->nodes[node];
	struct xattr *a =
	    r->row->attr ? attr_of(r->w->tree, node, r->row->attr) : NULL;
	bool *used = a ? &a->used : &n->used;
	struct str text = str_trim(a ? a->value : n->text);
	if ((r->row->attr ? !a : n->first != 0) || *used || !text.n)
		return true;
	if (r->row->constant.p)
		*used = str_eq(text, r->row->constant);
	else
		*used = read_scalar(r, node, text);
	return true;
}

/* Room for one more element of the list; cleared. */
static void *
extend(struct reading *r, size_t size)
{
	char **items = field_of(r->base, r->row->field);
	size_t *n = (size_t *)(void *)(r->base + r->row->field->count_at);
	if (*n == r->cap) {
		r->cap = r->cap ? r->cap * 2 : 4;
		char *more = arena_alloc(r->w->arena, r->cap * size);
		if (*n)
			memcpy(more, *items, *n * size);
		*items = more;
	}
	return memset(*items + (*n)++ * size, 0, size);
}

static bool
on_list(void *arg, uint32_t node)
{
	struct reading *r = arg;
	mapping_read(
	    r->row->sub, r->w, node, extend(r, r->row->field->sub->size));
	return true;
}

static bool
on_texts(void *arg, uint32_t node)
{
	struct reading *r = arg;
	struct xnode *n = &r->w->tree->nodes[node];
	struct str text = str_trim(n->text);
	if (!text.n)
		return true;
	*(struct str *)extend(r, sizeof(struct str)) = text;
	n->used = true;
	return true;
}

static bool
on_group(void *arg, uint32_t node)
{
	const struct reading *r = arg;
	mapping_read(r->row->sub, r->w, node, field_of(r->base, r->row->field));
	return false; /* the first of several counts */
}

void
mapping_read(const struct mapping *m, const struct map_work *w, uint32_t node,
    void *base)
{
	for (size_t i = 0; i < m->rows_n; i++) {
		const struct row *row = &m->rows[i];
		struct reading r = { m, w, row, (char *)base + row->at, 0 };
		visit *fn = on_scalar;
		if (row->field && row->field->kind == FIELD_LIST)
			fn = on_list;
		else if (row->field && row->field->kind == FIELD_TEXTS)
			fn = on_texts;
		else if (row->sub)
			fn = on_group;
		each(w, row, 0, node, fn, &r);
	}
}

static uint32_t
find_below(const struct xtree *t, uint32_t node, const xname *steps)
{
	uint32_t hit = 0;
	if (!*steps)
		return node;
	for (uint32_t c = t->nodes[node].first; c && !hit; c = t->nodes[c].next)
		if (t->nodes[c].name == *steps)
			hit = find_below(t, c, steps + 1);
	return hit;
}

uint32_t
map_find(struct xreader *reader, const struct xtree *t, uint32_t node,
    const char *path)
{
	struct parse w = { reader, NULL, path, path };
	xname steps[STEPS + 1] = { 0 };
	for (size_t n = 0; *w.p; w.p += *w.p == '/') {
		if (n == STEPS)
			wrong(&w);
		steps[n++] = parse_name(&w, false);
	}
	return find_below(t, node, steps);
}
