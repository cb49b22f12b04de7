/* SPDX-License-Identifier: ISC */
#ifndef REPORT_H
#define REPORT_H

/*
 * The reconciliation: what was promised, what came, and what has become of
 * it, in documents and in amounts, of the whole run, of each sender and of
 * each channel. See mc-archive(1) for the lines.
 */

#include "archive_cmd.h"
#include "model/balance.h"
#include "stream/seal.h"

enum {
	REPORT_NAMES = 64, /* of a list; the last is for what is too many */
	REPORT_NAME = 64,
	REPORT_FIRST = 10, /* rejected documents that are told */
	REPORT_BATCHES = 1 << 20, /* bytes of lines about batches */
};

enum tally_part {
	TALLY_ACCEPTED,
	TALLY_FAILED,
	TALLY_OPEN,
	TALLY_HELD,
	TALLIES
};

/* What one channel did. */
struct tally {
	char name[REPORT_NAME];
	struct sums of[TALLIES];
};

struct tallies {
	struct tally *list;
	size_t n;
};

struct report_sender {
	char name[REPORT_NAME];
	struct balance balance;
};

struct report_rule {
	char name[REPORT_NAME];
	uint64_t n;
};

/* What became of the file with that digest, by the records in it. */
struct report_left {
	char sha256[REPORT_NAME];
	char outcome[16];
};

struct report {
	struct sums expected; /* by the seals */
	uint64_t versions;
	struct sums filed, before;
	struct balance all;
	struct report_sender *senders;
	size_t senders_n;
	struct report_rule rules[REPORT_NAMES];
	size_t rules_n;
	struct report_left left[REPORT_NAMES];
	size_t left_n;
	struct tallies channels, debits;
	struct buf first; /* lines about the first rejected documents */
	struct buf batches; /* lines about the files of the seals */
	char volume[VOLUME_PATH]; /* "" when nothing new was filed */
};

/* Counts a record; `before`: it was filed already. */
void report_add(
    struct report *, const struct record *, bool before, struct arena *);

/* Counts what a seal promises, and a batch that it names. */
void report_seal(struct report *, const struct seal *);
void report_batch(struct report *, const struct batch *);

/*
 * Writes the lines. False when the figures do not agree with each other,
 * which the lines say too.
 */
bool report_print(const struct report *, struct buf *);

void report_free(struct report *);

#endif
