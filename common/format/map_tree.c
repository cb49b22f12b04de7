/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "base/msg.h"
#include "map_tree.h"

/* A writer in the making. */
struct making {
	struct xreader *reader;
	struct arena *arena;
	bool second; /* of two names */
	xname currency_attr;
};

/* The object whose rows are being made: the document's, or a list's item. */
struct level {
	const struct level *outer; /* NULL: it is the document's */
	const struct object *object;
	struct element *element;
	bool *written; /* by offset: the field there has a row */
};

/* Where in its level a group stands. */
struct group {
	struct level *level;
	struct element *element;
	size_t at;
	const char *path; /* "seller/", or "" */
};

static void
wrong(const struct row *r)
{
	die(MC_BUG, "map row '%s' cannot be written", r->from->path);
}

/* ---- elements ------------------------------------------------------- */

static bool
is_same(const struct predicate *a, const struct predicate *b)
{
	if (!a || !b)
		return a == b;
	if (memcmp(a->path, b->path, sizeof(a->path)) != 0 ||
	    a->attr != b->attr || a->unequal != b->unequal ||
	    a->values_n != b->values_n)
		return false;
	for (size_t i = 0; i < a->values_n; i++)
		if (!str_eq(a->values[i], b->values[i]))
			return false;
	return true;
}

static struct element *
element_find(
    const struct element *parent, xname name, const struct predicate *where)
{
	struct element *e = parent->first;
	while (e && (e->name != name || e->list ||
			(where && !is_same(where, e->where))))
		e = e->next;
	return e;
}

/* Behind the last of that name: namesakes are neighbours in a schema. */
static struct element *
element_new(const struct making *m, struct element *parent, xname name)
{
	static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t";
	struct element *e = arena_zero(m->arena, 1, sizeof(*e));
	struct element **at = NULL, **end = &parent->first;
	for (; *end; end = &(*end)->next)
		if ((*end)->name == name)
			at = &(*end)->next;
	if (!at)
		at = end;
	e->next = *at;
	*at = e;
	e->parent = parent;
	e->name = name;
	e->depth = parent->depth + 1;
	struct str text = xreader_text(m->reader, name);
	e->label = arena_str(m->arena, text);
	int deep = (int)(e->depth < sizeof(tabs) ? e->depth : sizeof(tabs) - 1);
	e->open =
	    arena_printf(m->arena, "\n%.*s<%.*s", deep, tabs, STR_ARG(text));
	e->close = arena_printf(m->arena, "</%.*s>", STR_ARG(text));
	e->end =
	    arena_printf(m->arena, "\n%.*s</%.*s>", deep, tabs, STR_ARG(text));
	return e;
}

static struct attr *
attr_find(const struct element *e, xname name)
{
	struct attr *a = e->attrs;
	while (a && a->name != name)
		a = a->next;
	return a;
}

static struct attr *
attr_new(const struct making *m, struct element *e, xname name)
{
	struct attr *a = arena_zero(m->arena, 1, sizeof(*a));
	struct attr **end = &e->attrs;
	while (*end)
		end = &(*end)->next;
	*end = a;
	a->name = name;
	a->open = arena_printf(
	    m->arena, " %.*s=\"", STR_ARG(xreader_text(m->reader, name)));
	return a;
}

/* Makes the predicate true of the element. */
static void
fulfil(const struct making *m, struct element *e, const struct predicate *p)
{
	if (!p || p->unequal)
		return;
	for (size_t i = 0; i < 2 && p->path[i]; i++) {
		struct element *c = element_find(e, p->path[i], NULL);
		e = c ? c : element_new(m, e, p->path[i]);
	}
	if (p->attr && p->attr == m->currency_attr)
		e->amount = str_is(p->values[0], "$vat_currency")
				? IN_VAT_CURRENCY
				: IN_CURRENCY;
	else if (p->attr && !attr_find(e, p->attr))
		attr_new(m, e, p->attr)->value.constant = p->values[0];
	else if (!p->attr && !e->text.field && !e->text.constant.p)
		e->text.constant = p->values[0];
}

/* ---- rows ----------------------------------------------------------- */

/* "contact.name" below "seller/" as "seller/contact/name". */
static const char *
path_of(const struct making *m, const char *above, const char *field)
{
	size_t n = strlen(above) + strlen(field);
	char *path = arena_zero(m->arena, n + 1, 1);
	snprintf(path, n + 1, "%s%s", above, field);
	for (char *dot = path; (dot = strchr(dot, '.')); dot++)
		*dot = '/';
	return path;
}

static void
add_unwritten(const struct making *m, struct element *e, struct unwritten u)
{
	struct unwritten *copy = arena_zero(m->arena, 1, sizeof(*copy));
	*copy = u;
	copy->next = e->unwritten;
	e->unwritten = copy;
}

/* A field of the object that has the list whose item this is. */
static struct value
outer_value(const struct making *m, const struct group *g, const struct row *r)
{
	const struct level *l = g->level, *outer = l->outer;
	const char *name = r->from->field + 1;
	struct value v = { .outer = true, .each = r->from->use & MAP_EACH };
	if (!outer)
		wrong(r);
	v.field = map_resolve(outer->object, name, &v.object_at);
	if (!v.field)
		wrong(r);
	v.at = v.object_at + v.field->at;
	v.path = path_of(m, "", name);
	outer->written[v.at] = true;
	add_unwritten(m, outer->element,
	    (struct unwritten){ NULL, v.field, v.at, v.path, l->element->list,
		l->element->list_at });
	return v;
}

static struct value
value_of(const struct making *m, const struct group *g, const struct row *r)
{
	struct value v = { .constant = r->constant };
	if (r->constant.p)
		return v;
	if (!r->field)
		return outer_value(m, g, r);
	v.field = r->field;
	v.object_at = g->at + r->at;
	v.at = v.object_at + r->field->at;
	v.path = path_of(m, g->path, r->from->field);
	v.words = r->words;
	v.date_time = r->from->use & MAP_DATE_TIME;
	g->level->written[v.at] = true;
	return v;
}

/* UBL and its kin name a type by the end of a name. */
static bool
is_amount(const struct making *m, const struct element *e)
{
	static const char end[] = "Amount";
	const size_t n = sizeof(end) - 1;
	struct str name = xreader_local(m->reader, e->name);
	return e->text.field &&
	       (e->text.field->kind == FIELD_AMOUNT ||
		   e->text.field->kind == FIELD_NUMBER) &&
	       name.n >= n && memcmp(name.p + name.n - n, end, n) == 0;
}

static void
make_scalar(const struct making *m, const struct group *g, const struct row *r,
    struct element *e)
{
	if (r->attr) {
		if (attr_find(e, r->attr))
			wrong(r);
		attr_new(m, e, r->attr)->value = value_of(m, g, r);
		return;
	}
	if (e->text.field || e->text.constant.p)
		wrong(r);
	e->text = value_of(m, g, r);
	if (r->from->use & MAP_KEPT)
		e->text.kept = e;
	e->content = r->from->use & MAP_CONTENT;
	if (e->amount == NO_AMOUNT && is_amount(m, e))
		e->amount = IN_CURRENCY;
}

static void make_rows(
    const struct making *, struct group *, const struct mapping *);
static void make_level(const struct making *, struct level *, struct element *,
    const struct mapping *);

/* list: what there is one of for each item; e: in it, what holds the item. */
static void
make_list(const struct making *m, const struct group *g, const struct row *r,
    struct element *list, struct element *e)
{
	size_t depth = 0;
	for (const struct level *l = g->level; l; l = l->outer)
		depth++;
	if (depth > MAP_LISTS || !r->sub)
		wrong(r);
	list->list = r->field;
	list->list_at = g->at + r->at;
	list->list_path = path_of(m, g->path, r->from->field);
	g->level->written[list->list_at + r->field->at] = true;
	struct level l = { g->level, r->field->sub, list, NULL };
	make_level(m, &l, e, r->sub);
}

/* The step that there is one of for each item of the row's list. */
static size_t
repeated(const struct row *r)
{
	for (size_t i = 0; i < r->steps_n; i++)
		if (r->steps[i].repeats)
			return i;
	return r->steps_n - 1;
}

/* The elements of the row's steps, found or made; the last of them. */
static struct element *
reach(const struct making *m, const struct group *g, const struct row *r,
    struct element *on[MAP_STEPS])
{
	struct element *e = g->element;
	bool list = r->field && r->field->kind == FIELD_LIST;
	for (size_t i = 0; i < r->steps_n; i++) {
		const struct step *s = &r->steps[i];
		xname name = s->names[1] ? s->names[m->second] : s->names[0];
		bool anew = (list && i == repeated(r)) ||
			    (i == 0 && r->from->use & MAP_ANEW);
		struct element *old =
		    anew ? NULL : element_find(e, name, s->where);
		e = on[i] = old ? old : element_new(m, e, name);
		if (!old)
			e->where = s->where;
	}
	return e;
}

static void
make_row(const struct making *m, struct group *g, const struct row *r)
{
	struct element *on[MAP_STEPS], *e = reach(m, g, r, on);
	if (r->field && r->field->kind == FIELD_TEXTS)
		wrong(r); /* no vocabulary writes one yet */
	if (r->field && r->field->kind == FIELD_LIST) {
		if (!r->steps_n)
			wrong(r);
		for (size_t i = 0; i < r->steps_n; i++)
			fulfil(m, on[i], r->steps[i].where);
		make_list(m, g, r, on[repeated(r)], e);
		return;
	}
	if (r->field && r->field->kind == FIELD_GROUP) {
		if (!r->sub)
			wrong(r);
		struct group below = { g->level, e,
			g->at + r->at + r->field->at,
			path_of(m, path_of(m, g->path, r->from->field), "/") };
		make_rows(m, &below, r->sub);
	} else {
		make_scalar(m, g, r, e);
	}
}

/*
 * Makes all predicates true, once the rows stand: what they want then is
 * behind what any of the rows puts there.
 */
static void
fulfil_all(const struct making *m, struct element *e)
{
	fulfil(m, e, e->where);
	for (struct element *c = e->first; c; c = c->next)
		fulfil_all(m, c);
}

static void
make_rows(
    const struct making *m, struct group *g, const struct mapping *mapping)
{
	for (size_t i = 0; i < mapping->rows_n; i++)
		make_row(m, g, &mapping->rows[i]);
}

/* Notes the terms of the object that no row writes. */
static void
find_unwritten(const struct making *m, const struct level *l,
    const struct object *o, size_t at, const char *path)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		const char *name = path_of(m, path, f->name.p);
		if (f->kind == FIELD_GROUP)
			find_unwritten(
			    m, l, f->sub, at + f->at, path_of(m, name, "/"));
		else if (f->term[0] && !l->written[at + f->at])
			add_unwritten(m, l->element,
			    (struct unwritten){
				.field = f, .at = at + f->at, .path = name });
	}
}

static void
make_level(const struct making *m, struct level *l, struct element *e,
    const struct mapping *mapping)
{
	struct group g = { l, e, 0, "" };
	l->written = arena_zero(m->arena, l->object->size, 1);
	make_rows(m, &g, mapping);
	find_unwritten(m, l, l->object, 0, "");
}

/* Finds the elements that hold constants only; the answer for this one. */
static bool
find_constants(struct element *e)
{
	e->constant = !e->list && !e->text.field;
	for (const struct attr *a = e->attrs; a; a = a->next)
		e->constant = e->constant && !a->value.field;
	for (struct element *c = e->first; c; c = c->next)
		if (!find_constants(c))
			e->constant = false;
	return e->constant;
}

struct map_writer *
map_writer_new(const struct map *map, const struct map_root *root)
{
	struct map_writer *w = xcalloc(1, sizeof(*w));
	struct xreader *reader = xreader_new();
	struct mapping *mapping = mapping_make(
	    reader, map, root->second ? MAP_NOT_SECOND : MAP_NOT_FIRST);
	struct making m = { reader, &w->arena, root->second,
		mapping->currency_attr };
	w->root = arena_zero(&w->arena, 1, sizeof(*w->root));
	w->root->label = str_of(root->name);
	w->root->open =
	    arena_printf(&w->arena, "<%s%s", root->name, root->attributes);
	w->root->end = arena_printf(&w->arena, "\n</%s>\n", root->name);
	w->currency_open =
	    arena_printf(&w->arena, " %s=\"", map->currency_attr);
	struct level l = { NULL, map->object, w->root, NULL };
	make_level(&m, &l, w->root, mapping);
	fulfil_all(&m, w->root);
	find_constants(w->root);
	mapping_free(mapping);
	xreader_free(reader);
	return w;
}

void
map_writer_free(struct map_writer *w)
{
	arena_free(&w->arena);
	free(w);
}
