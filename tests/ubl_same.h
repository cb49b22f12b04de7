/* SPDX-License-Identifier: ISC */
#ifndef UBL_SAME_H
#define UBL_SAME_H

/*
 * Claims that two invoices say the same: every field that field_walk finds
 * but invoice.extra, and not an item of a list that has nothing in it, nor a
 * text that is empty.
 */

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "format/intake.h"
#include "model/field.h"

enum { SAME_MAX = 64 << 20 };

static inline bool
same_any(void *arg, struct str path, const struct field *f, const void *value)
{
	char room[FIELD_TEXT_MAX];
	(void)arg;
	(void)path;
	return field_text(f, value, room).n == 0; /* stops at a value */
}

/* Takes items without a value out of the lists of the object. */
static inline void
same_prune(const struct object *o, void *base)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		if (f->kind == FIELD_GROUP)
			same_prune(f->sub, field_of(base, f));
		if (f->kind != FIELD_LIST)
			continue;
		char *items = *(char **)field_of(base, f);
		size_t n = field_count(base, f), size = f->sub->size, kept = 0;
		for (size_t k = 0; k < n; k++) {
			same_prune(f->sub, items + k * size);
			if (!field_walk(
				f->sub, items + k * size, same_any, NULL))
				memmove(items + kept++ * size, items + k * size,
				    size);
		}
		*(size_t *)(void *)((char *)base + f->count_at) = kept;
	}
}

static inline bool
same_line(void *arg, struct str path, const struct field *f, const void *value)
{
	char room[FIELD_TEXT_MAX];
	struct str text = field_text(f, value, room);
	if (text.n && !str_starts(path, "extra["))
		buf_printf(arg, "%.*s: %.*s\n", STR_ARG(path), STR_ARG(text));
	return true;
}

/* The invoice as lines "path: value"; its empty items are gone then. */
static inline void
same_lines(struct buf *out, struct invoice *inv)
{
	same_prune(&invoice_object, inv);
	field_walk(&invoice_object, inv, same_line, out);
}

/* Reads bytes as a record of their own, which borrows the source. */
static inline bool
same_read(struct intake *reader, struct str bytes, struct arena *a,
    struct record *r, struct source *source, struct fault *f)
{
	*source = (struct source){ .line = 1 };
	*r = (struct record){ .mc = RECORD_MAJOR, .source = source };
	return intake_read(reader, bytes, (struct str)STR(""), NULL, a, r, f);
}

/* Prints where the lines of two invoices part; false when they do not. */
static inline bool
same_differ(const char *path, const struct buf *was, const struct buf *is)
{
	size_t i = 0;
	if (str_eq(buf_str(was), buf_str(is)))
		return false;
	while (i < was->n && i < is->n && was->p[i] == is->p[i])
		i++;
	while (i > 0 && was->p[i - 1] != '\n')
		i--;
	printf("%s: comes back different: '%.*s' as '%.*s'\n", path,
	    (int)(was->n - i > 80 ? 80 : was->n - i), was->p + i,
	    (int)(is->n - i > 80 ? 80 : is->n - i), is->p + i);
	return true;
}

#endif
