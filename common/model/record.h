/* SPDX-License-Identifier: ISC */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

/*
 * The structs of the stream, made from fields.def: read that file as this
 * one's manual. Each member carries the name and meaning that stands there.
 *
 *	TEXT, IDENTITY	struct str	absent: p NULL
 *	DATE		struct date	absent: year 0
 *	AMOUNT, NUMBER	struct dec	absent: not set
 *	FLAG		bool
 *	COUNT		int64_t		absent: 0
 *	TEXTS		struct str *NAME; size_t NAME_n
 *	GROUP		struct TYPE
 *	OPTION		struct TYPE *	absent: NULL
 *	LIST		struct TYPE *NAME; size_t NAME_n
 *
 * A zeroed struct has every member absent. Text, lists and options are
 * borrowed from the record's line and arena, for as long as those live.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/dec.h"
#include "base/str.h"

#include "def_struct.h"
#include "fields.def"
#include "undef.h"

/* The major version of the stream that these structs are. */
enum { RECORD_MAJOR = 1 };

/*
 * Which sign a record's payable has in totals: -1 for credit notes, 1 for
 * anything else.
 */
int record_sign(const struct record *);

/*
 * The payable with that sign; absent without one. `kind` and invoice.payable
 * must have been decoded.
 */
struct dec record_payable(const struct record *);

/* The sender, first step of an id; borrowed from it. */
struct str record_sender(struct str id);

#endif
