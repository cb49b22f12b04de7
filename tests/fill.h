/* SPDX-License-Identifier: ISC */
#ifndef FILL_H
#define FILL_H

/*
 * Structs of the model filled and compared by the field tables, so that a new
 * field is tested the day it is added. Every value differs from the others.
 */

#include <stdio.h>

#include "base/arena.h"
#include "model/field.h"

enum { FILL_ITEMS = 2 }; /* elements of each list */

struct fill {
	struct arena *arena;
	int next; /* number that goes into the next value */
};

static void fill_object(struct fill *, const struct object *, void *base);

/* Text that needs escapes, is no ASCII and crosses eight bytes. */
static inline struct str
fill_text(struct fill *w)
{
	return arena_printf(
	    w->arena, "t%d \"\\/\n\x01\xc3\xa5\xf0\x9f\x98\x80", w->next++);
}

/* Decimals of every scale; some negative, some whole, some wide. */
static inline struct dec
fill_dec(struct fill *w)
{
	int n = w->next++;
	__int128 coef = (__int128)n * 1000003 + 7;
	if (n % 5 == 0)
		coef *= (__int128)1000000000000;
	return (struct dec){ n % 3 ? coef : -coef,
		(uint8_t)(n % (DEC_SCALE + 1)), true };
}

static inline void
fill_list(struct fill *w, const struct field *f, void *base)
{
	size_t size = f->sub ? f->sub->size : sizeof(struct str);
	char *items = arena_zero(w->arena, FILL_ITEMS, size);
	*(char **)field_of(base, f) = items;
	*(size_t *)(void *)((char *)base + f->count_at) = FILL_ITEMS;
	for (int i = 0; i < FILL_ITEMS; i++) {
		void *item = items + (size_t)i * size;
		if (f->sub)
			fill_object(w, f->sub, item);
		else
			*(struct str *)item = fill_text(w);
	}
}

/* Gives one member a value. */
static inline void
fill_field(struct fill *w, const struct field *f, void *base)
{
	void *to = field_of(base, f);
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_IDENTITY:
		*(struct str *)to = fill_text(w);
		break;
	case FIELD_DATE:
		*(struct date *)to = (struct date){ 1990 + w->next % 60,
			1 + w->next % 12, 1 + w->next % 28 };
		w->next++;
		break;
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		*(struct dec *)to = fill_dec(w);
		break;
	case FIELD_FLAG:
		*(bool *)to = true;
		break;
	case FIELD_COUNT:
		*(int64_t *)to =
		    w->next++ % 2 ? INT64_MIN + w->next : INT64_MAX - w->next;
		break;
	case FIELD_GROUP:
		fill_object(w, f->sub, to);
		break;
	case FIELD_OPTION:
		*(void **)to = arena_zero(w->arena, 1, f->sub->size);
		fill_object(w, f->sub, *(void **)to);
		break;
	case FIELD_TEXTS:
	case FIELD_LIST:
		fill_list(w, f, base);
		break;
	}
}

/* Gives every member of the zeroed struct a value. */
static void
fill_object(struct fill *w, const struct object *o, void *base)
{
	for (size_t i = 0; i < o->fields_n; i++)
		fill_field(w, &o->fields[i], base);
}

/* The first member that differs, NULL when the structs are the same. */
static const struct field *fill_differs(
    const struct object *, const void *a, const void *b);

static inline bool
fill_same_list(const struct field *f, const void *a, const void *b)
{
	size_t n = field_count(a, f), size = sizeof(struct str);
	const char *x = *(const char *const *)field_in(a, f);
	const char *y = *(const char *const *)field_in(b, f);
	if (n != field_count(b, f))
		return false;
	if (f->sub)
		size = f->sub->size;
	for (; n > 0; n--, x += size, y += size) {
		const void *p = x, *q = y;
		if (f->sub ? fill_differs(f->sub, p, q) != NULL
			   : !str_eq(*(const struct str *)p,
				 *(const struct str *)q))
			return false;
	}
	return true;
}

static inline bool
fill_same(const struct field *f, const void *a, const void *b)
{
	const void *x = field_in(a, f), *y = field_in(b, f);
	const struct dec *d = x, *e = y;
	const struct date *s = x, *t = y;
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_IDENTITY:
		return str_eq(*(const struct str *)x, *(const struct str *)y);
	case FIELD_DATE:
		return s->year == t->year && s->month == t->month &&
		       s->day == t->day;
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		return d->set == e->set && d->coef == e->coef &&
		       d->scale == e->scale;
	case FIELD_FLAG:
		return *(const bool *)x == *(const bool *)y;
	case FIELD_COUNT:
		return *(const int64_t *)x == *(const int64_t *)y;
	case FIELD_GROUP:
		return !fill_differs(f->sub, x, y);
	case FIELD_OPTION:
		x = *(const void *const *)x;
		y = *(const void *const *)y;
		return x && y ? !fill_differs(f->sub, x, y) : x == y;
	default:
		return fill_same_list(f, a, b);
	}
}

static const struct field *
fill_differs(const struct object *o, const void *a, const void *b)
{
	for (size_t i = 0; i < o->fields_n; i++)
		if (!fill_same(&o->fields[i], a, b))
			return &o->fields[i];
	return NULL;
}

#endif
