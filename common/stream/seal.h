/* SPDX-License-Identifier: ISC */
#ifndef STREAM_SEAL_H
#define STREAM_SEAL_H

/*
 * The seal: the last line of a segment, which says how many records it has,
 * what they come to and a digest of which they are (mc-seal(1)).
 * A stream that was cut shows, because its seal is missing or disagrees.
 */

#include "base/buf.h"
#include "model/fault.h"
#include "model/record.h"

enum { SEAL_CURRENCIES = 32 };

struct seal {
	uint64_t records;
	struct seal_total {
		char currency[4];
		struct dec sum;
	} totals[SEAL_CURRENCIES]; /* in order of currency */
	size_t totals_n;
	unsigned __int128 digest; /* sum over the records, mod 2^128 */
	struct str files; /* raw JSON array of a seal that was read; absent
			     when it has no element */
};

/*
 * Counts a record: kind, id, source.sha256, invoice.currency and .payable
 * must have been decoded. False with the fault at a sum or a number of
 * currencies beyond what a seal can hold.
 */
bool seal_add(struct seal *, const struct record *, struct fault *);

/* Reads an `end` line; files borrows from it. */
bool seal_parse(struct seal *, struct str line, struct fault *);

/* Compares what was counted with what the seal says. */
bool seal_agrees(
    const struct seal *counted, const struct seal *said, struct fault *);

/*
 * Adds the line, with its LF. `file` is a JSON object to append to files, or
 * absent.
 */
void seal_write(struct buf *, const struct seal *, struct str file);

/* The sum in that currency, zeroed when the seal has none. */
struct dec seal_total(const struct seal *, struct str currency);

#endif
