/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "base/mask.h"
#include "identity.h"

static void
each_list(const struct field *f, void *base, identity_visit *fn, void *arg)
{
	char *item = *(char **)field_of(base, f);
	for (size_t n = field_count(base, f); n > 0; n--) {
		identity_each(f->sub, item, fn, arg);
		item += f->sub->size;
	}
}

void
identity_each(const struct object *o, void *base, identity_visit *fn, void *arg)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *value = field_of(base, f);
		if (f->kind == FIELD_IDENTITY) {
			struct str *s = value;
			if (s->n && mask_hit(*s))
				fn(arg, s);
		} else if (f->kind == FIELD_GROUP) {
			identity_each(f->sub, value, fn, arg);
		} else if (f->kind == FIELD_OPTION && *(void **)value) {
			identity_each(f->sub, *(void **)value, fn, arg);
		} else if (f->kind == FIELD_LIST) {
			each_list(f, base, fn, arg);
		}
	}
}

/* ---- any text ------------------------------------------------------------ */

struct texts {
	struct known *learns; /* or NULL */
	const struct known *covers;
	struct arena *arena;
	bool own; /* in the seller */
};

static bool
is_open(const struct texts *t, const struct object *o, const struct field *f)
{
	if (f->kind == FIELD_IDENTITY)
		return true;
	return !t->own &&
	       !(o == &payment_means_object && str_is(f->name, "account")) &&
	       !str_is(f->name, "path") && !str_is(f->name, "sha256");
}

static bool
is_needed(const struct object *o, const struct field *f)
{
	return (o == &invoice_object && str_is(f->name, "number")) ||
	       (o == &payment_means_object && str_is(f->name, "reference"));
}

static void
text(const struct texts *t, const struct object *o, const struct field *f,
    struct str *s)
{
	size_t at, n;
	if (!s->n || !is_open(t, o, f))
		return;
	if (t->learns) {
		known_learn(t->learns, *s);
		return;
	}
	if (is_needed(o, f) || !known_find(t->covers, true, *s, 0, &at, &n))
		return;
	if (f->kind == FIELD_IDENTITY) {
		*s = (struct str){ NULL, 0 };
		return;
	}
	char *copy = arena_alloc(t->arena, s->n);
	memcpy(copy, s->p, s->n);
	known_mask(t->covers, true, copy, s->n);
	s->p = copy;
}

static void
texts_in(struct texts *t, const struct object *o, void *base)
{
	bool own = t->own;
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *value = field_of(base, f);
		char *item = f->kind == FIELD_LIST || f->kind == FIELD_TEXTS
				 ? *(char **)value
				 : NULL;
		size_t n = item ? field_count(base, f) : 0;
		t->own = own || (o == &invoice_object &&
				    (str_is(f->name, "seller") ||
					str_is(f->name, "representative")));
		if (f->kind == FIELD_TEXT || f->kind == FIELD_IDENTITY)
			text(t, o, f, value);
		else if (f->kind == FIELD_GROUP)
			texts_in(t, f->sub, value);
		else if (f->kind == FIELD_OPTION && *(void **)value)
			texts_in(t, f->sub, *(void **)value);
		for (size_t k = 0; k < n; k++)
			if (f->kind == FIELD_TEXTS)
				text(t, o, f, (struct str *)(void *)item + k);
			else
				texts_in(t, f->sub, item + k * f->sub->size);
	}
	t->own = own;
}

void
identity_learn(const struct object *o, const void *base, struct known *known)
{
	/* the walk is that of identity_cover, but learning changes nothing */
	struct texts t = { .learns = known };
	texts_in(&t, o, (void *)(uintptr_t)base);
}

void
identity_cover(const struct object *o, void *base, const struct known *known,
    struct arena *a)
{
	struct texts t = { .covers = known, .arena = a };
	texts_in(&t, o, base);
}
