/* SPDX-License-Identifier: ISC */
#ifndef CONF_YAML_H
#define CONF_YAML_H

/*
 * A strict reader of YAML 1.1 (by libyaml): one document in UTF-8 becomes a
 * small tree of mappings, sequences and scalars, each with its place. Refused
 * is what makes a configuration mean something else than it shows: anchors,
 * aliases, tags, directives, a second document, duplicate keys, keys that are
 * no scalars, control characters; and what no configuration needs, more than
 * YAML_MAX bytes or YAML_DEPTH levels. Nothing is interpreted: `no`, `1e3` and
 * `0123` are text, and whoever binds the tree says what they mean.
 */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/fault.h"

enum {
	YAML_MAX = 1 << 20, /* bytes of a file */
	YAML_DEPTH = 32, /* mappings and sequences inside one another */
};

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

/* One value. Everything lives in the arena given to the reader. */
struct yaml {
	enum yaml_kind kind;
	bool quoted; /* scalar in quotes or a | or > block */
	unsigned line, column; /* where it begins, characters, from 1 */
	struct str text; /* scalar: UTF-8, a NUL behind it */
	struct str key; /* its name in a mapping, else absent */
	unsigned key_line; /* line of that name */
	unsigned key_column; /* column of that name */
	size_t n; /* sequence, mapping: how many values */
	const struct yaml *first; /* the first of them, NULL when empty */
	const struct yaml *next; /* the one after this, in file order */
};

/*
 * The tree of text; `file` names it in faults. NULL and a fault at
 * `file:line:column` when the text is refused.
 */
const struct yaml *yaml_load_text(
    struct str text, const char *file, struct arena *, struct fault *);

/* The tree of the file at path, which stands in faults as it is given. */
const struct yaml *yaml_load_file(
    const char *path, struct arena *, struct fault *);

/* The value of that name, NULL when the mapping has none. */
const struct yaml *yaml_get(const struct yaml *mapping, struct str name);

/*
 * Fills the fault with the place `file:line` or, column not 0,
 * `file:line:column`, the front of a long path left out. Answers false.
 */
bool yaml_fault(struct fault *, const char *file, unsigned line,
    unsigned column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The same for callers with arguments of their own. */
bool yaml_vfault(struct fault *, const char *file, unsigned line,
    unsigned column, const char *format, va_list)
    __attribute__((format(printf, 5, 0)));

#endif
