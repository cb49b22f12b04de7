/* SPDX-License-Identifier: ISC */
#ifndef STREAM_REDACT_H
#define STREAM_REDACT_H

/*
 * A record's line without personal identity numbers, for keeping: each is
 * overwritten by '*', byte for byte, and all other bytes stay. Masked are
 *
 *	in any text	what mask.h finds, and that again in any other
 *			spelling (known.h)
 *	there, too	the texts given, which are known to be such numbers
 *
 * but never in mc, kind, id, run and source, what the seller says of himself in
 * other fields than those of type identity, accounts, amounts, numbers and
 * dates, so that the line can be read as before. Where the JSON text of a
 * value has escapes, all of it is overwritten.
 */

#include "base/arena.h"
#include "base/buf.h"

enum { REDACT_LEAST = 8 }; /* bytes; shorter texts are not looked for */

/* Overwrites them in a line that rec_parse has taken. */
void redact_line(char *line, size_t n, const struct str *texts, size_t texts_n,
    struct arena *);

#endif
