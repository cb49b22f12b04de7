/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_MAP_TREE_H
#define FORMAT_MAP_TREE_H

/*
 * The rows of a map as the elements they write: what a map_writer is. Made by
 * map_tree.c, run by map_write.c, for nobody else. Objects in place are
 * resolved, so that a field is an offset from the item of the innermost list
 * (or from the document's object), and all tags are ready to be copied.
 */

#include "map_rows.h"
#include "map_write.h"

enum { MAP_LISTS = 4 }; /* lists in lists */

/* Whose currency an amount carries. */
enum amount { NO_AMOUNT, IN_CURRENCY, IN_VAT_CURRENCY };

/* A value: a field, or a constant. */
struct value {
	const struct field *field; /* NULL: none, or a constant */
	size_t at; /* of the field's member */
	size_t object_at; /* of the object that has it */
	const char *path; /* "seller/contact/name" */
	struct str constant; /* p NULL: none; "$name": a variable */
	bool outer; /* of the object that has the list, in its first item */
	bool each; /* of that, in each item */
	const struct map_word *words; /* NULL: as it stands */
	bool date_time; /* MAP_DATE_TIME */
	const struct element *kept; /* MAP_KEPT: the element it stands in */
};

struct attr {
	struct attr *next;
	xname name;
	struct str open; /* ` schemeID="` */
	struct value value;
};

/* A field that is not written, or not when that list is empty. */
struct unwritten {
	struct unwritten *next;
	const struct field *field;
	size_t at;
	const char *path;
	const struct field *list; /* NULL: never written */
	size_t list_at; /* of the object that has the list */
};

struct element {
	struct element *next, *first;
	const struct element *parent;
	struct str label; /* its name */
	struct str open, close, end; /* "\n\t<a", "</a>", "\n\t</a>" */
	struct attr *attrs;
	struct value text;
	enum amount amount;
	bool content; /* MAP_CONTENT */
	bool constant; /* no field in it or below */

	/* one element an item; text and attrs are those of the item */
	const struct field *list;
	size_t list_at; /* of the object that has it */
	const char *list_path;
	struct unwritten *unwritten; /* of an item, or of the root's object */

	/* while the tree is made */
	xname name;
	const struct predicate *where;
	unsigned depth;
};

struct map_writer {
	struct element *root;
	struct str currency_open; /* ` currencyID="` */
	struct arena arena;
};

#endif
