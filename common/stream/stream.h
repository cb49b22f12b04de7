/* SPDX-License-Identifier: ISC */
#ifndef STREAM_STREAM_H
#define STREAM_STREAM_H

/*
 * Reading a stream: records and seals one after the other, with the message
 * and the exit status for everything that can be wrong with it, and the check
 * of every segment against its seal for tools that have effects.
 */

#include "line.h"
#include "rec.h"
#include "seal.h"

#include "base/msg.h"

struct stream {
	struct lines in;
	struct arena arena; /* of the record now in `rec` */
	struct rec rec;
	uint64_t reads; /* REC_BITs to decode */
	bool checks; /* hold each segment against its seal */
	struct seal counted; /* records of the segment so far */
	struct seal said; /* the seal line just read, when checking */
	bool open; /* records have come since the last seal */
	enum mc_status status; /* why the stream ended early */
};

enum stream_item {
	STREAM_RECORD, /* in s->rec */
	STREAM_SEAL, /* its line in s->rec.line; checked if s->checks */
	STREAM_END, /* whole, as far as was checked */
	STREAM_FAULT, /* a message was written, status is in s->status */
};

/*
 * Opens the files, none is standard input; `reads` is a set of REC_BITs.
 * With `checks` each segment must agree with its seal and the last line must
 * be one. False after a message, with the status set.
 */
bool stream_open(
    struct stream *, char *const *paths, int n, uint64_t reads, bool checks);

/* The next item; what the last one lent is gone. */
enum stream_item stream_next(struct stream *);

void stream_close(struct stream *);

/* A message that the stream is at fault where it now stands. */
void stream_complain(const struct stream *, const struct fault *);

#endif
