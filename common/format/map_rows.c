/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/msg.h"
#include "map_rows.h"

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
	size_t n = strcspn(w->p, "/|[]='!@+");
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
parse_values(struct parse *w, struct str values[MAP_VALUES])
{
	size_t n = 0;
	expect(w, '\'');
	for (;;) {
		size_t len = strcspn(w->p, "|'");
		if (n == MAP_VALUES)
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
	s->repeats = *w->p == '+';
	w->p += s->repeats;
}

static void
parse_path(struct parse *w, struct row *r)
{
	struct step steps[MAP_STEPS] = { 0 };
	while (*w->p && *w->p != '@' && *w->p != '.') {
		if (r->steps_n == MAP_STEPS)
			wrong(w);
		parse_step(w, &steps[r->steps_n++]);
		if (*w->p != '/')
			break;
		w->p++;
	}
	r->steps = arena_zero(w->arena, r->steps_n, sizeof(*steps));
	memcpy(r->steps, steps, r->steps_n * sizeof(*steps));
	if (*w->p == '.')
		w->p++;
	if (*w->p == '@') {
		w->p++;
		r->attr = parse_name(w, true);
	}
	if (*w->p == '=') {
		struct str values[MAP_VALUES];
		w->p++;
		parse_values(w, values);
		r->constant = values[0];
	}
	if (*w->p)
		wrong(w);
}

const struct field *
map_resolve(const struct object *o, const char *name, size_t *at)
{
	for (*at = 0;;) {
		size_t n = strcspn(name, ".");
		const struct field *f = field_find(o, (struct str){ name, n });
		if (!f || !name[n])
			return f;
		if (f->kind != FIELD_GROUP)
			return NULL;
		*at += f->at;
		o = f->sub;
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
	bool outer = from->field && from->field[0] == '^';
	r->from = from;
	parse_path(&w, r);
	/* a field of an outer object is found by whoever knows that object */
	if (from->field && !outer)
		r->field = map_resolve(m->map->object, from->field, &r->at);
	if ((from->field && !outer && !r->field) ||
	    (outer && !(from->use & MAP_NOT_READ)) ||
	    !r->constant.p != (from->field != NULL))
		wrong(&w);
	if (from->sub && from->sub->words) {
		if (!r->field || r->field->kind > FIELD_IDENTITY)
			wrong(&w);
		r->words = from->sub->words;
	} else if (from->sub) {
		if (!r->field || r->field->sub != from->sub->object)
			wrong(&w);
		r->sub = make(reader, from->sub, first);
	}
}

/* The greatest name that a row begins with, and one. */
static xname
names_end(const struct mapping *m)
{
	xname end = 0;
	for (size_t i = 0; i < m->rows_n; i++)
		for (int k = 0; m->rows[i].steps_n && k < 2; k++)
			if (m->rows[i].steps[0].names[k] >= end)
				end = m->rows[i].steps[0].names[k] + 1;
	return end;
}

/* Gives the two names, or the one, a slot in common. */
static void
share_slot(struct mapping *m, const xname names[2])
{
	uint8_t *a = &m->slots[names[0]];
	uint8_t *b = names[1] ? &m->slots[names[1]] : a;
	uint8_t old = *b;
	if (!*a && !(*a = *b)) {
		if (m->slots_n == MAP_SLOTS)
			die(MC_BUG, "map with more names than %d", MAP_SLOTS);
		*a = ++m->slots_n;
	}
	*b = *a;
	for (xname n = 0; old && n < m->slots_names; n++)
		if (m->slots[n] == old)
			m->slots[n] = *a;
}

static void
make_slots(struct mapping *m, struct arena *arena)
{
	m->slots_names = names_end(m);
	m->slots = arena_zero(arena, m->slots_names, 1);
	for (size_t i = 0; i < m->rows_n; i++)
		if (m->rows[i].steps_n)
			share_slot(m, m->rows[i].steps[0].names);
	for (size_t i = 0; i < m->rows_n; i++)
		if (m->rows[i].steps_n)
			m->rows[i].slot =
			    m->slots[m->rows[i].steps[0].names[0]];
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
	m->rows = arena_zero(&first->arena, map->rows_n, sizeof(*m->rows));
	for (size_t i = 0; i < map->rows_n; i++)
		if (!(map->rows[i].use & first->without))
			make_row(reader, m, first, &map->rows[i],
			    &m->rows[m->rows_n++]);
	make_slots(m, &first->arena);
	return m;
}

struct mapping *
mapping_make(struct xreader *reader, const struct map *map, unsigned without)
{
	struct mapping *first = xcalloc(1, sizeof(*first));
	first->without = without;
	first->currency_attr = xreader_name(
	    reader, (struct str)STR(""), str_of(map->currency_attr));
	struct mapping *m = make(reader, map, first);
	first->rows = m->rows;
	first->rows_n = m->rows_n;
	first->slots = m->slots;
	first->slots_names = m->slots_names;
	first->slots_n = m->slots_n;
	return first;
}

struct mapping *
mapping_new(struct xreader *reader, const struct map *map)
{
	return mapping_make(reader, map, MAP_NOT_READ);
}

void
mapping_free(struct mapping *m)
{
	arena_free(&m->arena);
	free(m);
}

static bool
each_below(const struct xtree *t, uint32_t node, const xname *steps,
    map_visit *fn, void *arg)
{
	if (!*steps)
		return fn(arg, node);
	for (uint32_t c = t->nodes[node].first; c; c = t->nodes[c].next)
		if (t->nodes[c].name == *steps &&
		    !each_below(t, c, steps + 1, fn, arg))
			return false;
	return true;
}

void
map_each(struct xreader *reader, const struct xtree *t, uint32_t node,
    const char *path, map_visit *fn, void *arg)
{
	struct parse w = { reader, NULL, path, path };
	xname steps[MAP_STEPS + 1] = { 0 };
	for (size_t n = 0; *w.p; w.p += *w.p == '/') {
		if (n == MAP_STEPS)
			wrong(&w);
		steps[n++] = parse_name(&w, false);
	}
	each_below(t, node, steps, fn, arg);
}

static bool
take_first(void *arg, uint32_t node)
{
	*(uint32_t *)arg = node;
	return false;
}

uint32_t
map_find(struct xreader *reader, const struct xtree *t, uint32_t node,
    const char *path)
{
	uint32_t hit = 0;
	map_each(reader, t, node, path, take_first, &hit);
	return hit;
}
