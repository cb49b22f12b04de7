/* SPDX-License-Identifier: ISC */
#ifndef BASE_JSON_H
#define BASE_JSON_H

/*
 * A strict pull reader and an emitter for JSON (RFC 8259): well-formed UTF-8,
 * no lone surrogate escape, no byte order mark, at most JSON_DEPTH levels.
 * It builds no tree: the caller asks for what it expects next and passes over
 * the rest, which is checked all the same. Numbers keep their text.
 *
 *	struct json j;
 *	json_open(&j, text, &arena);
 *	json_begin(&j, '{');
 *	while (json_more(&j, '}')) {
 *		json_key(&j, &key);
 *		json_skip(&j);
 *	}
 *	if (!json_end(&j)) ... j.error, json_place(&j)
 *
 * The first fault sticks: every later call answers false and does nothing.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "str.h"

enum { JSON_DEPTH = 512 };

struct json {
	const char *start, *p, *end;
	struct arena *arena; /* takes strings that had escapes */
	const char *error; /* constant text; NULL while all is well */
	bool first; /* no element of the open container seen yet */
};

/* Starts reading text; strings borrow from it or from the arena. */
void json_open(struct json *, struct str text, struct arena *);

/* The byte that begins the next value after blanks, 0 at the end. */
char json_peek(struct json *);

/* Enters an object '{' or array '['. */
bool json_begin(struct json *, char open);

/* True while the container has another element; takes `close` at its end. */
bool json_more(struct json *, char close);

/* A member's name and the colon behind it. */
bool json_key(struct json *, struct str *key);

bool json_text(struct json *, struct str *);
bool json_bool(struct json *, bool *);

/* A number that is a whole one within int64_t. */
bool json_int(struct json *, int64_t *);

/* Passes over one value of any kind, checking all of it. */
bool json_skip(struct json *);

/* The same; the value as it stands, borrowed from the text. */
bool json_raw(struct json *, struct str *);

/* Claims that all went well and only blanks are left. */
bool json_end(struct json *);

/* Sets a fault from outside, where the reader stands. */
bool json_fail(struct json *, const char *constant_text);

/* Byte offset of the fault, or of the reading point. */
size_t json_place(const struct json *);

/* Adds text as a JSON string, quotes included. Text must be UTF-8. */
void json_put_string(struct buf *, struct str text);

#endif
