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

#define OBJECT(name, meaning) struct name {
#define TEXT(o, name, term, meaning) struct str name;
#define IDENTITY(o, name, term, meaning) struct str name;
#define DATE(o, name, term, meaning) struct date name;
#define AMOUNT(o, name, term, meaning) struct dec name;
#define NUMBER(o, name, term, meaning) struct dec name;
#define FLAG(o, name, term, meaning) bool name;
#define COUNT(o, name, term, meaning) int64_t name;
#define TEXTS(o, name, term, meaning)                                          \
	struct str *name;                                                      \
	size_t name##_n;
#define GROUP(o, name, type, term, meaning) struct type name;
#define OPTION(o, name, type, term, meaning) struct type *name;
#define LIST(o, name, type, term, meaning)                                     \
	struct type *name;                                                     \
	size_t name##_n;
#define CLOSE(name)                                                            \
	}                                                                      \
	;
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
