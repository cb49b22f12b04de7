/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_FIXED_H
#define FORMAT_FIXED_H

/*
 * Records of fixed columns, as banks exchange them: a line has so many
 * columns of one byte each, in ISO 8859-1, and ends in CR LF. A layout is one
 * table of which field stands where; the reader and the writer both run on
 * it, so what is written is read again as the same struct, and what is read
 * is written again as the same bytes. Columns that no field has are blank.
 *
 * Faults name the layout and the field and never a value, which may be an
 * identity number.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/fault.h"

enum { FIXED_COLUMNS = 256 }; /* most columns of a layout */

/* What stands in a field, and the type of its member. */
enum fixed_kind {
	/* the literal itself; no member. It tells layouts apart */
	FIXED_CONSTANT,
	/*
	 * struct str in UTF-8, from the left, blanks behind it. A blank field
	 * is absent text. What is too long or has no place in ISO 8859-1 is a
	 * fault: text is never cut
	 */
	FIXED_TEXT,
	/*
	 * struct str of digits, from the right, zeros before it; read without
	 * them, but for one where all are zeros
	 */
	FIXED_DIGITS,
	/* int64_t >= 0, likewise; absent: -1 */
	FIXED_NUMBER,
	/* struct date as YYYYMMDD */
	FIXED_DATE,
};

struct fixed_field {
	const char *name;
	enum fixed_kind kind;
	uint16_t column, width; /* from 1 */
	/*
	 * FIXED_CONSTANT: what stands there. FIXED_NUMBER, FIXED_DATE: what
	 * stands there when the member is absent, "" for blanks; NULL when it
	 * may not be absent. In ISO 8859-1, without the blanks behind it.
	 */
	const char *literal;
	uint16_t at; /* offset of the member */
};

struct fixed_layout {
	const char *name; /* "TK82" */
	uint16_t columns;
	const struct fixed_field *fields; /* in order of column */
	size_t fields_n;
};

/* Rows of a table; the last one is of a member that may be absent. */
#define FIXED_LITERAL(column, width, literal)                                  \
	{                                                                      \
		literal, FIXED_CONSTANT, column, width, literal, 0             \
	}
#define FIXED_ROW(o, member, kind, column, width)                              \
	{                                                                      \
#member, kind, column, width, NULL, offsetof(struct o, member) \
	}
#define FIXED_ROW_OR(o, member, kind, column, width, literal)                  \
	{                                                                      \
#member, kind, column, width, literal,                         \
		    offsetof(struct o, member)                                 \
	}

/* The layout of that name over the table `rows`. */
#define FIXED_LAYOUT(name, columns, rows)                                      \
	{                                                                      \
		name, columns, rows, sizeof(rows) / sizeof((rows)[0])          \
	}

/*
 * Adds the struct at `base` as a line with CR LF. False with the fault, and
 * nothing added, when a member does not fit.
 */
bool fixed_write(struct buf *, const struct fixed_layout *, const void *base,
    struct fault *);

/*
 * Reads a line without its end into the struct at `base`; text is the
 * arena's. A line may be shorter than the layout, for many programs cut
 * blanks off. False with the fault when it is not of this layout.
 */
bool fixed_read(const struct fixed_layout *, struct str line, void *base,
    struct arena *, struct fault *);

/* The first layout of the list whose constants stand in the line, or NULL. */
const struct fixed_layout *fixed_find(
    const struct fixed_layout *const *list, size_t n, struct str line);

/* The lines of a file; begin with { .rest = text }. */
struct fixed_lines {
	struct str rest;
	size_t number; /* of the line last returned, from 1 */
};

/*
 * The next line without the blanks, tabs and line ends behind it, and without
 * the control Z of old systems; lines of nothing else are passed over. False
 * at the end.
 */
bool fixed_line(struct fixed_lines *, struct str *line);

#endif
