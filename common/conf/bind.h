/* SPDX-License-Identifier: ISC */
#ifndef CONF_BIND_H
#define CONF_BIND_H

/*
 * Binds a YAML tree to structs by constant tables, one row a key, as
 * model/field.h has them for records. A new key is a member and a row:
 *
 *	kind		member			value in the file
 *	BIND_TEXT	struct str		text, not empty
 *	BIND_BOOL	bool			true or false, not in quotes
 *	BIND_COUNT	int64_t			whole number, least..most
 *	BIND_DECIMAL	struct dec		decimal number, least..most
 *	BIND_DATE	struct date		YYYY-MM-DD
 *	BIND_WORD	int			index of the word in words
 *	BIND_SECRET	struct str		path of a file; its content
 *	BIND_TEXTS	struct str *, size_t	list of text, no text twice
 *	BIND_PAIRS	struct bind_pair *, size_t	list of "scheme:value"
 *	BIND_OBJECT	struct T		mapping
 *	BIND_LIST	struct T *, size_t	list of mappings
 *	BIND_MAP	struct T *, size_t	mapping from names to mappings
 *
 * Rows are bound in the table's order, so a check may look at what earlier
 * rows bound. A key that no row has, a key without a value, a wrong type, a
 * required key that is not there: all are faults with the line.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/dec.h"
#include "base/secret.h"
#include "base/str.h"
#include "model/fault.h"
#include "yaml.h"

enum {
	BIND_MOST = 10000, /* entries of a list or map */
	BIND_NAME_MAX = 64, /* bytes of a name in a map */
	BIND_SECRET_MAX = SECRET_MAX, /* bytes of a secret file */
};

enum bind_kind {
	BIND_TEXT,
	BIND_BOOL,
	BIND_COUNT,
	BIND_DECIMAL,
	BIND_DATE,
	BIND_WORD,
	BIND_SECRET,
	BIND_TEXTS,
	BIND_PAIRS,
	BIND_OBJECT,
	BIND_LIST,
	BIND_MAP,
};

/* "bankgiro:991-2346": what stands before and behind the first colon. */
struct bind_pair {
	struct str scheme, value; /* neither empty */
};

/* A binding in progress, also the argument of every check. */
struct bind {
	const char *file; /* names the file in faults; secrets lie by it */
	struct arena *arena; /* owns lists, secrets, and the tree's text */
	struct fault *fault;
	void *root; /* the outermost struct; set by bind_tree */
};

/*
 * A further check of a value that was bound, false with a fault. `owner` is
 * the struct the member stands in; `value` the member, or, for lists, each
 * element when that is bound; the elements bound before are already counted.
 */
typedef bool bind_check(
    struct bind *, const struct yaml *, void *owner, void *value);

struct bind_object;

struct bind_field {
	struct str name;
	enum bind_kind kind;
	bool required; /* a list must not be empty either */
	uint16_t at; /* offset of the member */
	uint16_t count_at; /* lists, maps: offset of the size_t */
	int64_t least, most; /* COUNT, DECIMAL; SECRET: least bytes */
	int64_t absent; /* BOOL, COUNT, WORD without the key */
	const char *const *words; /* WORD, TEXTS: allowed, NULL behind */
	const struct bind_object *sub; /* OBJECT, LIST, MAP */
	bind_check *check; /* may be NULL */
};

struct bind_object {
	const struct bind_field *fields;
	size_t fields_n;
	size_t size; /* of the struct */
	uint16_t name_at; /* MAP: offset of the struct str for the name */
	bind_check *check; /* after all members; owner and value the struct */
};

/* The begin of a row for a member, and for a list or map NAME and NAME_n. */
#define BIND_ROW(o, n, k)                                                      \
	.name = STR(#n), .kind = k, .at = offsetof(struct o, n)
#define BIND_ROWS(o, n, k)                                                     \
	BIND_ROW(o, n, k), .count_at = offsetof(struct o, n##_n)

/*
 * Fills the struct at `out` from the tree, all of it: members without a key
 * become absent. b->file, arena and fault are set by the caller. The text in
 * the struct is the tree's. False with a fault.
 */
bool bind_tree(
    struct bind *b, const struct bind_object *, const struct yaml *, void *out);

/* Fills the fault with the node's place; answers false. For checks. */
bool bind_fault(struct bind *, const struct yaml *, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Claims that s is 1 to BIND_NAME_MAX of a-z, 0-9 and '-'. */
bool bind_is_name(struct str s);

/*
 * The path of a file that the configuration names, as open() wants it: what is
 * relative is so to the folder of b->file.
 */
struct str bind_path(struct bind *, struct str path);

/*
 * Reads the secret file that a node names, by bind_path; a regular file, not
 * empty, closed to group and others, at most BIND_SECRET_MAX bytes. One line
 * end behind the content is cut.
 */
bool bind_secret(struct bind *, const struct yaml *, struct str *content);

#endif
