/* SPDX-License-Identifier: ISC */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

/*
 * The field tables made from fields.def: one struct field a row, one struct
 * object a struct. They are constant and complete; whatever reads or writes
 * records by name runs on them.
 */

#include <stddef.h>
#include <stdint.h>

#include "record.h"

enum field_kind {
	FIELD_TEXT,
	FIELD_IDENTITY,
	FIELD_DATE,
	FIELD_AMOUNT,
	FIELD_NUMBER,
	FIELD_FLAG,
	FIELD_COUNT,
	FIELD_TEXTS,
	FIELD_GROUP,
	FIELD_OPTION,
	FIELD_LIST,
};

struct field {
	struct str name;
	struct str key; /* the name as a member of JSON begins: `"name":` */
	enum field_kind kind;
	uint16_t at; /* offset of the member in its struct */
	uint16_t count_at; /* TEXTS, LIST: offset of NAME_n */
	const struct object *sub; /* GROUP, OPTION, LIST: its type */
	const char *term; /* "BT-115", or "" */
	const char *meaning;
};

struct object {
	const char *name;
	const char *meaning;
	const struct field *fields;
	size_t fields_n;
	size_t size; /* of the struct */
};

/* One for each OBJECT of fields.def: invoice_object, party_object ... */
#include "def_extern.h"
#include "fields.def"
#include "undef.h"

/*
 * Where paths begin: at the fields of an object, and, where a list is gone
 * through, at those of its element, whose paths begin with `item.`
 */
struct field_root {
	const struct object *object;
	const struct object *item; /* NULL: there is none */
};

/* The field of that name, NULL when the object has none. */
const struct field *field_find(const struct object *, struct str name);

/* The kind in words for manuals: "text", "amount", "list" ... */
const char *field_kind_name(enum field_kind);

/* The member's address in the struct at `base`. */
static inline void *
field_of(void *base, const struct field *f)
{
	return (char *)base + f->at;
}

static inline const void *
field_in(const void *base, const struct field *f)
{
	return (const char *)base + f->at;
}

/* How many elements a TEXTS or LIST member has. */
static inline size_t
field_count(const void *base, const struct field *f)
{
	return *(const size_t *)((const char *)base + f->count_at);
}

/*
 * Calls `each` for every value below the struct at `base` that is present,
 * in the table's order, with its path ("invoice.lines[2].name", element
 * numbers from 0). Stops and returns false when `each` does.
 */
typedef bool field_visit(
    void *arg, struct str path, const struct field *, const void *value);
bool field_walk(
    const struct object *, const void *base, field_visit *each, void *arg);

/*
 * Claims that a value is there: one value of the field's kind, an element of
 * a list or a whole object when field_walk would find something below it.
 */
bool field_present(const struct field *, const void *value);
bool field_any(const struct object *, const void *base);

/*
 * Claims that there is nothing in the struct at `base` because all its bytes
 * are zero: a quick look at objects in place, most of which are absent.
 */
bool field_blank(const struct object *, const void *base);

/* Writes a value that is no group or list as text: its length, 0 absent. */
enum { FIELD_TEXT_MAX = 64 };
struct str field_text(
    const struct field *, const void *value, char room[FIELD_TEXT_MAX]);

#endif
