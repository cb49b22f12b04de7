/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/msg.h"
#include "map_rows.h"
#include "model/currency.h"

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
		bool any = p->unequal;
		uint32_t c = xtree_may_have(&t->nodes[node], p->path[depth])
				 ? t->nodes[node].first
				 : 0;
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

static inline bool
is_named(const struct step *s, xname name)
{
	return name == s->names[0] || (s->names[1] && name == s->names[1]);
}

static bool each_below(const struct map_work *, const struct row *,
    size_t depth, uint32_t node, visit *, void *arg);

/* Goes on from a node that the step before `depth` names. */
static bool
each_from(const struct map_work *w, const struct row *r, size_t depth,
    uint32_t node, visit *fn, void *arg)
{
	const struct predicate *where = r->steps[depth - 1].where;
	if (where && !holds(w, where, node, 0))
		return true;
	return depth == r->steps_n ? fn(arg, node)
				   : each_below(w, r, depth, node, fn, arg);
}

static bool
each_below(const struct map_work *w, const struct row *r, size_t depth,
    uint32_t node, visit *fn, void *arg)
{
	const struct xnode *n = w->tree->nodes;
	const struct step *s = &r->steps[depth];
	if (!xtree_may_have(&n[node], s->names[0]) &&
	    (!s->names[1] || !xtree_may_have(&n[node], s->names[1])))
		return true;
	for (uint32_t c = n[node].first; c; c = n[c].next)
		if (is_named(s, n[c].name) &&
		    !each_from(w, r, depth + 1, c, fn, arg))
			return false;
	return true;
}

/* The children of a node that are in one slot of a mapping. */
struct slot {
	uint32_t first, n;
};

static inline uint8_t
slot_of(const struct mapping *m, xname name)
{
	return name < m->slots_names ? m->slots[name] : 0;
}

static void
find_slots(const struct mapping *m, const struct xtree *t, uint32_t node,
    struct slot slots[MAP_SLOTS + 1])
{
	const struct xnode *n = t->nodes;
	memset(slots, 0, (m->slots_n + (size_t)1) * sizeof(*slots));
	for (uint32_t c = n[node].first; c; c = n[c].next) {
		struct slot *s = &slots[slot_of(m, n[c].name)];
		if (!s->n++)
			s->first = c;
	}
}

/* Calls fn for each element at the end of the row's steps. */
static void
each(const struct mapping *m, const struct map_work *w, const struct row *r,
    struct slot in, visit *fn, void *arg)
{
	const struct xnode *n = w->tree->nodes;
	for (uint32_t c = in.first; in.n; c = n[c].next) {
		if (slot_of(m, n[c].name) != r->slot)
			continue;
		if (is_named(&r->steps[0], n[c].name) &&
		    !each_from(w, r, 1, c, fn, arg))
			return;
		in.n--;
	}
}

/* One row at work. */
struct reading {
	const struct mapping *m;
	const struct map_work *w;
	const struct row *row;
	char *base; /* the object that has the field */
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

/* How many an amount has at least. */
static unsigned
decimals_of(const struct map_work *w, const struct xattr *currency)
{
	if (!currency || str_eq(currency->value, w->currency))
		return w->decimals;
	return currency_decimals(currency->value);
}

static bool
read_number(const struct reading *r, uint32_t node, struct str text)
{
	const struct dec limit = { .coef = 1000000000000000, .set = true };
	struct dec d;
	if (!dec_parse(&d, text))
		return complain(r, node, "value-number", text,
		    "no decimal number, or has too many digits");
	/* a coefficient below the limit is so with any decimals */
	bool small = d.coef < limit.coef && d.coef > -limit.coef;
	if (!small &&
	    (dec_cmp(d, limit) >= 0 || dec_cmp(dec_neg(d), limit) >= 0))
		return complain(r, node, "value-range", text,
		    "beyond what an invoice can hold");
	struct xattr *currency = attr_of(r->w->tree, node, r->m->currency_attr);
	if (currency && !takes_currency(r, currency->value))
		return complain(r, node, "amount-currency", currency->value,
		    "not the currency of the document");
	if (currency)
		currency->used = true;
	if (r->row->field->kind == FIELD_AMOUNT)
		d = dec_tidy(d, decimals_of(r->w, currency));
	*(struct dec *)field_of(r->base, r->row->field) = d;
	return true;
}

/* Makes the file's word the model's; false when it has none. */
static bool
translate(const struct row *row, struct str *text)
{
	for (const struct map_word *w = row->words; w && w->file; w++) {
		if (strcmp(w->file, MAP_ANY) == 0)
			return true;
		if (!str_is(*text, w->file))
			continue;
		*text = str_of(w->record);
		return true;
	}
	return !row->words;
}

/* The day of a dateTime; *whole: it is all that the text says. */
static bool
read_day(struct date *to, struct str text, bool *whole)
{
	static const char midnight[] = "T00:00:00";
	*whole = text.n == 10 ||
		 (text.n == 19 && str_is(str_from(text, 10), midnight));
	if (text.n > 10 && text.p[10] == 'T')
		text.n = 10;
	return date_parse(to, text);
}

static bool
read_date(const struct reading *r, uint32_t node, struct str text)
{
	struct date *to = field_of(r->base, r->row->field);
	bool whole = true;
	if (date_set(*to))
		return false;
	bool ok = r->row->from->use & MAP_DATE_TIME ? read_day(to, text, &whole)
						    : date_parse(to, text);
	if (!ok)
		return complain(r, node, "value-date", text, "no date");
	return whole;
}

/* Puts a text into a field that holds no object; false leaves it alone. */
static bool
read_scalar(const struct reading *r, uint32_t node, struct str text)
{
	void *to = field_of(r->base, r->row->field);
	if (!translate(r->row, &text))
		return false;
	switch (r->row->field->kind) {
	case FIELD_TEXT:
	case FIELD_IDENTITY:
		if (((struct str *)to)->p)
			return false; /* the first of several counts */
		*(struct str *)to = text;
		return true;
	case FIELD_DATE:
		return read_date(r, node, text);
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
	/* an empty flag is neither true nor false, and not passed over */
	bool flag = r->row->field && r->row->field->kind == FIELD_FLAG;
	if ((r->row->attr ? !a : n->first != 0) || *used || (!text.n && !flag))
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
	*items = arena_extend(r->w->arena, *items, *n, size);
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
	struct slot slots[MAP_SLOTS + 1];
	find_slots(m, w->tree, node, slots);
	for (size_t i = 0; i < m->rows_n; i++) {
		const struct row *row = &m->rows[i];
		if (row->steps_n && !slots[row->slot].n)
			continue;
		struct reading r = { m, w, row, (char *)base + row->at };
		visit *fn = on_scalar;
		if (row->field && row->field->kind == FIELD_LIST)
			fn = on_list;
		else if (row->field && row->field->kind == FIELD_TEXTS)
			fn = on_texts;
		else if (row->sub)
			fn = on_group;
		if (row->steps_n)
			each(m, w, row, slots[row->slot], fn, &r);
		else
			fn(&r, node);
	}
}
