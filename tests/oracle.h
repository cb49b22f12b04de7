/* SPDX-License-Identifier: ISC */
#ifndef ORACLE_H
#define ORACLE_H

/*
 * base/json held against jansson: both must take the same texts, and read the
 * same names, texts and whole numbers in them. What is ours to refuse: more
 * than JSON_DEPTH levels. What is jansson's: a number that no machine word
 * holds, a NUL in a name, more than 2048 levels. It loses a NUL behind a
 * number or word, which we refuse.
 */

#include <stdio.h>

/* its json_text and ours may not meet; ours is not called by its reader */
#define json_text jansson_string
#include <jansson.h>
#undef json_text

#include "base/json.h"

static bool oracle_same(struct json *, const json_t *);

/* The string where j stands, and what our emitter makes of it again. */
static inline bool
oracle_same_text(struct json *j, const json_t *v)
{
	struct str text, again;
	struct json k;
	struct buf b = BUF_INIT((size_t)1 << 26);
	if (!json_text(j, &text))
		return false;
	bool same = text.n == json_string_length(v) &&
		    memcmp(text.p, json_string_value(v), text.n) == 0;
	json_put_string(&b, text);
	json_open(&k, buf_str(&b), j->arena);
	same = same && json_text(&k, &again) && json_end(&k) &&
	       str_eq(text, again);
	buf_free(&b);
	return same;
}

/* How many names the object has where a copy of j stands. */
static inline size_t
oracle_names(struct json j)
{
	struct str name;
	size_t n = 0;
	json_begin(&j, '{');
	for (; json_more(&j, '}'); n++)
		if (!json_key(&j, &name) || !json_skip(&j))
			break;
	return n;
}

static inline bool
oracle_same_object(struct json *j, const json_t *v)
{
	struct str name;
	size_t n = oracle_names(*j);
	bool unique = n == json_object_size(v);
	if (n < json_object_size(v))
		return false;
	json_begin(j, '{');
	while (json_more(j, '}')) {
		if (!json_key(j, &name))
			return false;
		const json_t *to = json_object_getn(v, name.p, name.n);
		/* of two with one name jansson keeps the last */
		if (!to || !(unique ? oracle_same(j, to) : json_skip(j)))
			return false;
	}
	return !j->error;
}

static inline bool
oracle_same_array(struct json *j, const json_t *v)
{
	size_t n = 0;
	json_begin(j, '[');
	while (json_more(j, ']'))
		if (n == json_array_size(v) ||
		    !oracle_same(j, json_array_get(v, n++)))
			return false;
	return !j->error && n == json_array_size(v);
}

/* Compares one value; false when they differ. */
static bool
oracle_same(struct json *j, const json_t *v)
{
	int64_t n;
	bool truth;
	char c = json_peek(j);
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return oracle_same_object(j, v);
	case JSON_ARRAY:
		return oracle_same_array(j, v);
	case JSON_STRING:
		return oracle_same_text(j, v);
	case JSON_INTEGER:
		return json_int(j, &n) && n == json_integer_value(v);
	case JSON_REAL:
		return (c == '-' || (c >= '0' && c <= '9')) && json_skip(j);
	case JSON_NULL:
		return c == 'n' && json_skip(j);
	default:
		return json_bool(j, &truth) && truth == json_is_true(v);
	}
}

/* What jansson refuses and we need not. */
static inline bool
oracle_is_limit(const json_error_t *e)
{
	enum json_error_code code = json_error_code(e);
	return code == json_error_numeric_overflow ||
	       code == json_error_null_byte_in_key ||
	       code == json_error_stack_overflow;
}

/* What we refuse and jansson need not; j stands at the fault. */
static inline bool
oracle_is_ours(const struct json *j)
{
	return strcmp(j->error, "nested too deep") == 0 ||
	       (j->p < j->end && *j->p == '\0');
}

/*
 * Reads text with both. True when they agree; else false after a line on
 * stderr that says who took it. *taken: we did.
 */
static inline bool
oracle_agrees(struct str text, bool *taken)
{
	struct arena a = { 0 };
	struct json j;
	json_error_t e;
	const size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;

	json_open(&j, text, &a);
	json_skip(&j);
	*taken = json_end(&j);
	json_t *v = json_loadb(text.p, text.n, flags, &e);
	bool agree;
	if (*taken && v) {
		json_open(&j, text, &a);
		agree = oracle_same(&j, v) && json_end(&j);
	} else if (*taken) {
		agree = oracle_is_limit(&e);
	} else {
		agree = !v || oracle_is_ours(&j);
	}
	if (!agree)
		fprintf(stderr, "mc: %s at byte %zu; jansson: %s\n",
		    j.error ? j.error : "taken", json_place(&j) + 1,
		    v ? "taken" : e.text);
	json_decref(v);
	arena_free(&a);
	return agree;
}

#endif
