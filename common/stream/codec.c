/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "codec.h"

enum { UNKNOWN_MAX = 64 }; /* names we do not know in one object */

static bool read_object(
    struct json *, const struct object *, void *, struct fault *);

/* Puts one step in front of the fault's place as the recursion unwinds. */
static bool
inside(struct fault *f, const char *step, size_t n)
{
	size_t have = strlen(f->place);
	if (n + 1 + have >= sizeof(f->place))
		have = sizeof(f->place) - n - 2;
	memmove(f->place + n + 1, f->place, have);
	f->place[0] = '/';
	memcpy(f->place + 1, step, n);
	f->place[n + 1 + have] = '\0';
	return false;
}

static bool
wrong(struct json *j, struct fault *f, const char *text)
{
	return fault_set(f, "", "stream", "%s", j->error ? j->error : text);
}

static bool
read_text(struct json *j, void *to, struct fault *f)
{
	struct str *s = to;
	if (!json_text(j, s))
		return wrong(j, f, "");
	if (memchr(s->p, '\0', s->n))
		return wrong(j, f, "a NUL in a text");
	return true;
}

static bool
read_scalar(struct json *j, enum field_kind kind, void *to, struct fault *f)
{
	struct str text;
	if (kind == FIELD_FLAG)
		return json_bool(j, to) || wrong(j, f, "");
	if (kind == FIELD_COUNT)
		return json_int(j, to) || wrong(j, f, "");
	if (!json_text(j, &text))
		return wrong(j, f, "");
	if (kind == FIELD_DATE)
		return date_parse(to, text) || wrong(j, f, "no such date");
	return dec_parse(to, text) || wrong(j, f, "no decimal number");
}

static bool
read_list(struct json *j, const struct field *f, void *base, struct fault *flt)
{
	size_t n = 0, size = f->sub ? f->sub->size : sizeof(struct str);
	char *items = NULL;
	if (!json_begin(j, '['))
		return wrong(j, flt, "");
	while (json_more(j, ']')) {
		items = arena_extend(j->arena, items, n, size);
		char *item = memset(items + n * size, 0, size);
		if (f->sub ? !read_object(j, f->sub, item, flt)
			   : !read_text(j, item, flt)) {
			char step[24];
			int len = snprintf(step, sizeof(step), "%zu", n);
			return inside(flt, step, (size_t)len);
		}
		n++;
	}
	if (j->error)
		return wrong(j, flt, "");
	*(char **)field_of(base, f) = items;
	*(size_t *)(void *)((char *)base + f->count_at) = n;
	return true;
}

bool
codec_read(struct json *j, const struct field *f, void *base, struct fault *flt)
{
	void *to = field_of(base, f);
	if (json_peek(j) == 'n')
		return json_skip(j) || wrong(j, flt, ""); /* null is absent */
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_IDENTITY:
		return read_text(j, to, flt);
	case FIELD_GROUP:
		return read_object(j, f->sub, to, flt);
	case FIELD_OPTION:
		*(void **)to = arena_zero(j->arena, 1, f->sub->size);
		return read_object(j, f->sub, *(void **)to, flt);
	case FIELD_TEXTS:
	case FIELD_LIST:
		return read_list(j, f, base, flt);
	default:
		return read_scalar(j, f->kind, to, flt);
	}
}

/*
 * The field of that name; *next is where the one behind the last found
 * stands, since members usually come in the table's order.
 */
static const struct field *
lookup(const struct object *o, struct str name, size_t *next)
{
	for (size_t i = *next; i < o->fields_n; i++)
		if (str_eq(o->fields[i].name, name)) {
			*next = i + 1;
			return &o->fields[i];
		}
	for (size_t i = 0; i < *next; i++)
		if (str_eq(o->fields[i].name, name)) {
			*next = i + 1;
			return &o->fields[i];
		}
	return NULL;
}

/* Notes a name that the table does not have; false when it came before. */
static bool
note_unknown(struct json *j, struct str name, struct str **names, size_t *n)
{
	if (!*names)
		*names = arena_alloc(j->arena, UNKNOWN_MAX * sizeof(**names));
	for (size_t i = 0; i < *n; i++)
		if (str_eq((*names)[i], name))
			return json_fail(j, "duplicate member name");
	if (*n == UNKNOWN_MAX)
		return json_fail(j, "too many unknown members");
	(*names)[(*n)++] = name;
	return true;
}

static bool
read_object(
    struct json *j, const struct object *o, void *base, struct fault *flt)
{
	struct str name, *unknown = NULL;
	size_t next = 0, unknown_n = 0;
	uint64_t seen = 0;

	if (!json_begin(j, '{'))
		return wrong(j, flt, "");
	while (json_more(j, '}')) {
		if (!json_key(j, &name))
			break;
		const struct field *f = lookup(o, name, &next);
		if (!f) {
			if (!note_unknown(j, name, &unknown, &unknown_n) ||
			    !json_skip(j))
				break;
			continue;
		}
		uint64_t bit = UINT64_C(1) << (f - o->fields);
		if (seen & bit) {
			json_fail(j, "duplicate member name");
			wrong(j, flt, "");
			return inside(flt, name.p, name.n);
		}
		seen |= bit;
		if (!codec_read(j, f, base, flt))
			return inside(flt, name.p, name.n);
	}
	return !j->error || wrong(j, flt, "");
}

static bool
write_text(struct buf *b, const void *value)
{
	const struct str *s = value;
	if (s->n)
		json_put_string(b, *s);
	return s->n > 0;
}

static bool
write_list(struct buf *b, const struct field *f, const void *base)
{
	size_t n = field_count(base, f), mark = b->n;
	size_t size = f->sub ? f->sub->size : sizeof(struct str);
	const char *item = *(const char *const *)field_in(base, f);
	char lead = '[';
	for (size_t i = 0; i < n; i++, item += size) {
		size_t before = b->n;
		buf_addc(b, lead);
		if (f->sub ? codec_write_object(b, f->sub, item)
			   : write_text(b, item))
			lead = ',';
		else
			b->n = before; /* nothing in this element */
	}
	if (lead == '[') {
		b->n = mark;
		return false;
	}
	buf_addc(b, ']');
	return true;
}

bool
codec_write(struct buf *b, const struct field *f, const void *base)
{
	const void *value = field_in(base, f);
	char room[FIELD_TEXT_MAX];
	struct str text;
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_IDENTITY:
		return write_text(b, value);
	case FIELD_GROUP:
		return codec_write_object(b, f->sub, value);
	case FIELD_OPTION:
		value = *(const void *const *)value;
		return value && codec_write_object(b, f->sub, value);
	case FIELD_LIST:
	case FIELD_TEXTS:
		return write_list(b, f, base);
	case FIELD_FLAG:
	case FIELD_COUNT:
		text = field_text(f, value, room);
		buf_addstr(b, text);
		return text.n > 0;
	default:
		text = field_text(f, value, room);
		if (text.n)
			json_put_string(b, text);
		return text.n > 0;
	}
}

/*
 * Claims that the member is absent, as far as a look at it shows: most of an
 * object is, and its name need not be written to be taken back.
 */
static bool
is_absent(const struct field *f, const void *base)
{
	const void *value = field_in(base, f);
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_IDENTITY:
		return ((const struct str *)value)->n == 0;
	case FIELD_AMOUNT:
	case FIELD_NUMBER:
		return !((const struct dec *)value)->set;
	case FIELD_LIST:
	case FIELD_TEXTS:
		return field_count(base, f) == 0;
	case FIELD_GROUP:
		return field_blank(f->sub, value);
	default:
		return false;
	}
}

bool
codec_write_object(struct buf *b, const struct object *o, const void *base)
{
	char lead = '{';
	size_t mark = b->n;
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		size_t before = b->n;
		if (is_absent(f, base))
			continue;
		buf_addc(b, lead);
		buf_addstr(b, f->key);
		if (codec_write(b, f, base))
			lead = ',';
		else
			b->n = before;
	}
	if (lead == '{') {
		b->n = mark;
		return false;
	}
	buf_addc(b, '}');
	return true;
}
