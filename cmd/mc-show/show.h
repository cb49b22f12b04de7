/* SPDX-License-Identifier: ISC */
#ifndef MC_SHOW_H
#define MC_SHOW_H

#include "base/buf.h"
#include "stream/rec.h"

/*
 * Adds the record as `path: value` lines and a blank line behind them; line
 * breaks in a value are written as in JSON. Identity numbers are masked
 * unless `bare`. Sections that mc does not know are shown as raw JSON.
 */
void show_fields(struct buf *, const struct rec *, bool bare);

/* Adds the record as one line: number, customer, amount, channel, state. */
void show_line(struct buf *, const struct rec *);

/*
 * Adds what the record's own `route` says in an operator's words, and what
 * came of it: the document, then a line for each alternative, each channel
 * not taken, each attempt; and a blank line. Identity numbers are masked
 * unless `bare`.
 */
void show_route(struct buf *, const struct rec *, bool bare);

/* Adds the JSON Schema of a record (draft 2020-12). */
void show_schema(struct buf *);

/* Adds the field table as tab-separated lines: path, type, term, meaning. */
void show_table(struct buf *);

/* Adds the field table as mdoc(7), the part of mc-record(5) made from it. */
void show_mdoc(struct buf *);

#endif
