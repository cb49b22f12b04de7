/* SPDX-License-Identifier: ISC */
#ifndef STREAM_REC_H
#define STREAM_REC_H

/*
 * One line of the stream: where each member stands in it, the wanted sections
 * decoded, and the line written again with a section replaced. What is not
 * replaced keeps its bytes.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "model/fault.h"
#include "model/field.h"

enum { REC_MEMBERS = 64 }; /* most members of a record */

/* The bit of one section in a set of sections to decode. */
#define REC_BIT(member)                                                        \
	(UINT64_C(1) << rec_index(offsetof(struct record, member)))

struct rec_member {
	struct str name;
	size_t from, value, to; /* of the name's quote, the value, its end */
	int rank; /* RANK_..., of `rejected` that of its tool */
};

struct rec {
	struct str line; /* without its LF, borrowed */
	bool is_seal; /* an `end` line; then nothing else is set */
	struct rec_member members[REC_MEMBERS];
	size_t members_n;
	struct record r; /* mc, kind, id, rejected and what was wanted */
};

/* The index of the record's field at that offset; see REC_BIT. */
unsigned rec_index(size_t offset);

/*
 * Takes a line apart. `want` is a set of REC_BITs. Text borrows from line and
 * arena. False with the fault when the line is no record of our major version
 * or a wanted section is damaged; the fault's place is a JSON pointer.
 */
bool rec_parse(struct rec *, struct str line, uint64_t want, struct arena *,
    struct fault *);

/* Claims that the record was given up by a tool of lower or equal rank. */
bool rec_is_rejected(const struct rec *, const char *tool);

/*
 * Adds to b the line without what a rerun of `tool` takes away (the section
 * `own`, sections of higher rank, a `rejected` of its own or higher rank) and
 * with the member `name` of JSON `value` at its end, and an LF. name NULL
 * adds no member.
 */
void rec_write(struct buf *b, const struct rec *, const char *tool,
    const char *own, const char *name, struct str value);

/* Adds a `rejected` value made from the fault to b. */
void rec_reject(struct buf *b, const char *tool, const struct fault *);

/* The raw JSON of the record's member, absent when it has none or null. */
struct str rec_raw(const struct rec *, const char *name);

#endif
