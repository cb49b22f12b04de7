/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "base/json.h"
#include "base/mask.h"
#include "model/field.h"
#include "redact.h"

struct redact {
	struct json j;
	char *line; /* the bytes that j reads, to be written */
	const struct str *texts;
	size_t texts_n;
};

/* Claims that text holds one of the texts; overwrites it there with `put`. */
static bool
find_texts(const struct redact *r, char *text, size_t n, bool put)
{
	bool any = false;
	for (size_t i = 0; i < r->texts_n; i++) {
		struct str t = r->texts[i];
		char *at = text, *end = text + n;
		if (t.n < REDACT_LEAST)
			continue;
		while ((at = memmem(at, (size_t)(end - at), t.p, t.n))) {
			any = true;
			if (put)
				memset(at, '*', t.n);
			at += t.n;
		}
	}
	return any;
}

/* One string value; `identity` as the field table says. */
static void
string(struct redact *r, bool identity)
{
	struct str text;
	size_t from, to;
	json_peek(&r->j);
	from = json_place(&r->j) + 1;
	if (!json_text(&r->j, &text))
		return;
	to = json_place(&r->j) - 1;
	char *raw = r->line + from;
	if (text.p == raw) {
		if (identity)
			mask_text(raw, to - from);
		find_texts(r, raw, to - from, true);
		return;
	}
	char *copy = arena_alloc(r->j.arena, text.n + 1);
	memcpy(copy, text.p, text.n);
	if ((identity && mask_hit(text)) || find_texts(r, copy, text.n, false))
		memset(raw, '*', to - from);
}

static void value(struct redact *, const struct field *);

/* The members of an object; o is NULL when we do not know it. */
static void
members(struct redact *r, const struct object *o)
{
	struct str name;
	json_begin(&r->j, '{');
	while (json_more(&r->j, '}')) {
		if (!json_key(&r->j, &name))
			return;
		const struct field *f = o ? field_find(o, name) : NULL;
		value(r, f);
	}
}

/* Claims that values of the field are text. */
static bool
is_text(const struct field *f)
{
	return !f || f->kind == FIELD_TEXT || f->kind == FIELD_IDENTITY ||
	       f->kind == FIELD_TEXTS;
}

static void
value(struct redact *r, const struct field *f)
{
	const struct object *o = f ? f->sub : NULL;
	char c = json_peek(&r->j);
	if (c == '{') {
		members(r, o);
	} else if (c == '[') {
		json_begin(&r->j, '[');
		while (json_more(&r->j, ']'))
			value(r, f);
	} else if (c == '"' && is_text(f)) {
		string(r, f && f->kind == FIELD_IDENTITY);
	} else {
		json_skip(&r->j);
	}
}

/* Claims that the member is one that the archive itself goes by. */
static bool
is_kept(struct str name)
{
	return str_is(name, "mc") || str_is(name, "kind") ||
	       str_is(name, "id") || str_is(name, "run") ||
	       str_is(name, "source");
}

void
redact_line(char *line, size_t n, const struct str *texts, size_t texts_n,
    struct arena *a)
{
	struct redact r = { .line = line, .texts = texts, .texts_n = texts_n };
	struct str name;
	json_open(&r.j, (struct str){ line, n }, a);
	json_begin(&r.j, '{');
	while (json_more(&r.j, '}')) {
		if (!json_key(&r.j, &name))
			return;
		if (is_kept(name))
			json_skip(&r.j);
		else
			value(&r, field_find(&record_object, name));
	}
}
