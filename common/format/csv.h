/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_CSV_H
#define FORMAT_CSV_H

/*
 * Comma-separated values (RFC 4180) in UTF-8, as people and their spreadsheets
 * write them: lines end in LF or CRLF, the last one need not; a byte order mark
 * is passed over; `;` separates when the first line has one outside quotes,
 * else `,`; lines without a single byte do not count. Strict is what would lose
 * data: a quote in the middle of a plain field, text behind a closing quote, a
 * quote that is never closed.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "model/fault.h"

enum { CSV_FIELDS = 64 }; /* most fields of a row */

struct csv {
	const char *p, *end;
	struct arena *arena; /* takes fields that had a quote inside */
	char separator;
	size_t line; /* where the reading point is, from 1 */
};

struct csv_row {
	size_t line; /* of its first byte */
	size_t n;
	struct str fields[CSV_FIELDS]; /* of the text or the arena */
};

enum csv_status { CSV_ROW, CSV_END, CSV_BAD };

/* Starts reading text, which is borrowed. */
void csv_open(struct csv *, struct str text, struct arena *);

/*
 * The next row. CSV_BAD, with the fault's text and the line in row->line, ends
 * the reading: what stands behind it cannot be told apart.
 */
enum csv_status csv_next(struct csv *, struct csv_row *, struct fault *);

/* Adds a value, in quotes when it needs them. */
void csv_put(struct buf *, struct str value);

#endif
