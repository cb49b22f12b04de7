/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/buf.h"
#include "field.h"

#include "def_table.h"
#include "fields.def"
#include "undef.h"

const struct field *
field_find(const struct object *o, struct str name)
{
	for (size_t i = 0; i < o->fields_n; i++)
		if (str_eq(o->fields[i].name, name))
			return &o->fields[i];
	return NULL;
}

const char *
field_kind_name(enum field_kind kind)
{
	static const char *const names[] = {
		[FIELD_TEXT] = "text",
		[FIELD_IDENTITY] = "identity",
		[FIELD_DATE] = "date",
		[FIELD_AMOUNT] = "amount",
		[FIELD_NUMBER] = "number",
		[FIELD_FLAG] = "flag",
		[FIELD_COUNT] = "count",
		[FIELD_TEXTS] = "list of text",
		[FIELD_GROUP] = "object",
		[FIELD_OPTION] = "object",
		[FIELD_LIST] = "list",
	};
	return names[kind];
}

struct str
field_text(const struct field *f, const void *value, char room[FIELD_TEXT_MAX])
{
	const struct date *date = value;
	const struct dec *dec = value;
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_TEXTS:
	case FIELD_IDENTITY:
		return *(const struct str *)value;
	case FIELD_DATE:
		if (!date_set(*date))
			return (struct str){ NULL, 0 };
		date_format(*date, room);
		return str_of(room);
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		if (!dec->set)
			return (struct str){ NULL, 0 };
		return (struct str){ room, dec_format(*dec, room) };
	case FIELD_FLAG:
		return str_of(*(const bool *)value ? "true" : NULL);
	case FIELD_COUNT:
		if (*(const int64_t *)value == 0)
			return (struct str){ NULL, 0 };
		return (struct str){ room,
			dec_format(DEC_INT(*(const int64_t *)value), room) };
	default:
		return (struct str){ NULL, 0 };
	}
}

static bool
member_present(const struct field *f, const void *base)
{
	const void *value = field_in(base, f);
	if (f->kind == FIELD_OPTION)
		value = *(const void *const *)value;
	if (f->kind != FIELD_LIST && f->kind != FIELD_TEXTS)
		return value && field_present(f, value);
	size_t n = field_count(base, f);
	const char *item = *(const char *const *)value;
	if (!f->sub)
		return n > 0;
	for (; n > 0; n--, item += f->sub->size)
		if (field_any(f->sub, item))
			return true;
	return false;
}

bool
field_any(const struct object *o, const void *base)
{
	for (size_t i = 0; i < o->fields_n; i++)
		if (member_present(&o->fields[i], base))
			return true;
	return false;
}

bool
field_blank(const struct object *o, const void *base)
{
	/* each byte is as the one before it, and the first is zero */
	const char *p = base;
	return *p == 0 && memcmp(p, p + 1, o->size - 1) == 0;
}

bool
field_present(const struct field *f, const void *value)
{
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_TEXTS:
	case FIELD_IDENTITY:
		return ((const struct str *)value)->p != NULL;
	case FIELD_DATE:
		return date_set(*(const struct date *)value);
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		return ((const struct dec *)value)->set;
	case FIELD_FLAG:
		return *(const bool *)value;
	case FIELD_COUNT:
		return *(const int64_t *)value != 0;
	default:
		return field_any(f->sub, value);
	}
}

/* A walk in progress: the path so far is kept in one buffer. */
struct walk {
	struct buf path;
	field_visit *each;
	void *arg;
};

static bool walk_object(struct walk *, const struct object *, const void *);

static bool
walk_list(struct walk *w, const struct field *f, const void *base)
{
	size_t mark = w->path.n, n = field_count(base, f);
	size_t size = f->sub ? f->sub->size : sizeof(struct str);
	const char *item = *(const char *const *)field_in(base, f);
	for (size_t i = 0; i < n; i++, item += size) {
		w->path.n = mark;
		buf_printf(&w->path, "[%zu]", i);
		if (f->sub ? !walk_object(w, f->sub, item)
			   : !w->each(w->arg, buf_str(&w->path), f, item))
			return false;
	}
	return true;
}

static bool
walk_field(struct walk *w, const struct field *f, const void *base)
{
	const void *value = field_in(base, f);
	char room[FIELD_TEXT_MAX];
	switch (f->kind) {
	case FIELD_GROUP:
		return walk_object(w, f->sub, value);
	case FIELD_OPTION:
		value = *(const void *const *)value;
		return !value || walk_object(w, f->sub, value);
	case FIELD_LIST:
	case FIELD_TEXTS:
		return walk_list(w, f, base);
	default:
		return !field_text(f, value, room).p ||
		       w->each(w->arg, buf_str(&w->path), f, value);
	}
}

static bool
walk_object(struct walk *w, const struct object *o, const void *base)
{
	size_t mark = w->path.n;
	for (size_t i = 0; i < o->fields_n; i++) {
		w->path.n = mark;
		if (mark)
			buf_addc(&w->path, '.');
		buf_addstr(&w->path, o->fields[i].name);
		if (!walk_field(w, &o->fields[i], base))
			return false;
	}
	return true;
}

bool
field_walk(
    const struct object *o, const void *base, field_visit *each, void *arg)
{
	struct walk w = { BUF_INIT(4096), each, arg };
	bool all = walk_object(&w, o, base);
	buf_free(&w.path);
	return all;
}
