/* SPDX-License-Identifier: ISC */
#ifndef SINK_H
#define SINK_H

/* What the files of the sink share; see archive_cmd.h. */

#include "archive_cmd.h"
#include "stream/rec.h"
#include "stream/seal.h"

enum { REPORT_RULES = 64, REPORT_CHANNELS = 64, REPORT_FIRST = 10 };

/* A word and how often it came; the last of a list is what was too many. */
struct tally {
	char name[64];
	uint64_t n, failed; /* of channels: accepted, and not */
};

/* What is counted for the reconciliation. */
struct report {
	uint64_t expected, versions;
	struct seal read, filed, before, rejected, sent;
	bool over; /* totals that do not fit */
	struct tally rules[REPORT_RULES], channels[REPORT_CHANNELS];
	size_t rules_n, channels_n;
	struct buf first; /* lines about the first rejected documents */
	char volume[VOLUME_PATH]; /* "" when nothing new was filed */
};

/* Counts a record; `before`: it was filed already. */
void report_add(struct report *, const struct record *, bool before);

/* Writes the lines. */
void report_print(const struct report *, struct buf *);

void report_free(struct report *);

/* A file that was opened because a record names it. */
struct piece {
	int fd;
	int64_t size;
};

/* The document that a record was made from. */
struct origin {
	int fd; /* kept open for the next record, or -1 */
	int64_t size; /* of the file */
	char path[PATH_MAX]; /* of that file */
	struct str *texts; /* what stands in the ranges to be masked */
	size_t texts_n; /* in the record's arena */
};

/*
 * Opens the file of r->source and reads the ranges of source.mask into o's
 * texts. MC_NOINPUT when it cannot be read, MC_DATA when a range is not in
 * the document. Does nothing for a record that names no file.
 */
enum mc_status origin_open(struct origin *o, const struct home *,
    const struct record *, struct arena *, struct fault *);

void origin_close(struct origin *);

/*
 * Files the members of a record: `line` as record.json, the document, the
 * artefacts. digest is that of the line. MC_NOINPUT when a file is not what
 * the record says it is.
 */
enum mc_status members_put(struct filing *, const struct home *,
    const struct record *, const struct origin *, struct str line,
    const unsigned char digest[SHA256_BYTES], int64_t mtime, struct fault *);

#endif
