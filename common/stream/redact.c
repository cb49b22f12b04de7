/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "base/json.h"
#include "base/known.h"
#include "model/field.h"
#include "redact.h"

struct redact {
	struct json j;
	char *line; /* the bytes that j reads, to be written */
	const struct str *texts;
	size_t texts_n;
	struct known known; /* numbers of the line */
	bool learns; /* the first pass, which looks for them */
	bool own; /* in the seller, who may be called */
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

/*
 * Claims that numbers may be looked for in the value: not in what the sender
 * says of himself, nor in what is made by us.
 */
static bool
is_open(const struct redact *r, const struct field *f)
{
	if (!f || f->kind == FIELD_IDENTITY)
		return true;
	return !r->own && !str_is(f->name, "account") &&
	       !str_is(f->name, "path") && !str_is(f->name, "sha256") &&
	       !str_is(f->name, "batch");
}

/* One string value. */
static void
string(struct redact *r, const struct field *f)
{
	struct str text;
	size_t from, to, at, n;
	bool open = is_open(r, f);
	json_peek(&r->j);
	from = json_place(&r->j) + 1;
	if (!json_text(&r->j, &text))
		return;
	to = json_place(&r->j) - 1;
	char *raw = r->line + from;
	if (r->learns) {
		if (open)
			known_learn(&r->known, text);
		return;
	}
	if (text.p == raw) {
		if (open)
			known_mask(&r->known, true, raw, to - from);
		find_texts(r, raw, to - from, true);
		return;
	}
	char *copy = arena_alloc(r->j.arena, text.n + 1);
	memcpy(copy, text.p, text.n);
	if ((open && known_find(&r->known, true, text, 0, &at, &n)) ||
	    find_texts(r, copy, text.n, false))
		memset(raw, '*', to - from);
}

static void value(struct redact *, const struct field *);

/* The members of an object; o is NULL when we do not know it. */
static void
members(struct redact *r, const struct object *o)
{
	struct str name;
	bool own = r->own;
	json_begin(&r->j, '{');
	while (json_more(&r->j, '}')) {
		if (!json_key(&r->j, &name))
			return;
		const struct field *f = o ? field_find(o, name) : NULL;
		r->own = own || (f && o == &invoice_object &&
				    (str_is(f->name, "seller") ||
					str_is(f->name, "representative")));
		value(r, f);
	}
	r->own = own;
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
		string(r, f);
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

static void
sections(struct redact *r, struct str line, struct arena *a)
{
	struct str name;
	json_open(&r->j, line, a);
	json_begin(&r->j, '{');
	while (json_more(&r->j, '}')) {
		if (!json_key(&r->j, &name))
			return;
		if (is_kept(name))
			json_skip(&r->j);
		else
			value(r, field_find(&record_object, name));
	}
}

void
redact_line(char *line, size_t n, const struct str *texts, size_t texts_n,
    struct arena *a)
{
	struct redact r = { .line = line, .texts = texts, .texts_n = texts_n };
	r.learns = true;
	sections(&r, (struct str){ line, n }, a);
	r.learns = false;
	sections(&r, (struct str){ line, n }, a);
}
