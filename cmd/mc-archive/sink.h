/* SPDX-License-Identifier: ISC */
#ifndef SINK_H
#define SINK_H

/* What the files of the sink share; see archive_cmd.h. */

#include "archive_cmd.h"
#include "stream/rec.h"
#include "stream/seal.h"

#include "report.h"

/* The document that a record was made from. */
struct origin {
	int fd; /* kept open for the next record, or -1 */
	int64_t size; /* of the file */
	char path[PATH_MAX]; /* of that file */
	struct str *texts; /* what stands in the ranges to be masked */
	size_t texts_n; /* in the record's arena */
	bool gone; /* a kept copy that is filed by an earlier record */
};

/*
 * Opens the file of r->source and reads the ranges of source.mask into o's
 * texts. MC_NOINPUT when it cannot be read, MC_DATA when a range is not in
 * the document. Does nothing for a record that names no file.
 */
enum mc_status origin_open(struct origin *o, const struct home *,
    const struct record *, struct arena *, struct fault *);

/*
 * Goes on without the document: it came by standard input, was filed with an
 * earlier record of that id, and its copy went.
 */
void origin_without(struct origin *);

void origin_close(struct origin *);

/*
 * What came by standard input and was kept (state/kept.h), and how many of
 * its records are in the stream.
 */
struct input {
	char path[64], run[16];
	int64_t records;
};

struct inputs {
	struct input *list;
	size_t n;
};

void inputs_add(struct inputs *, const struct record *);

/* Everything is filed, lastingly: copies of which that is all may go. */
void inputs_done(const struct inputs *, const struct home *);

void inputs_free(struct inputs *);

/* ---- bytes on their way into a member (flow.c) ------------------------ */

enum flow_kind {
	FLOW_BYTES, /* as they are, but for the ranges */
	FLOW_TEXT, /* identity numbers overwritten where they show */
	FLOW_AUTOGIRO, /* those in the columns of a bank file */
};

struct flow {
	const char *place; /* in the record */
	const char *path; /* of the file, for messages */
	int fd;
	int64_t offset, size;
	struct str sha256; /* hex, that they must have before they are masked */
	enum flow_kind kind;
	const struct mask *mask; /* ranges to overwrite */
	size_t mask_n;
	const struct str *texts; /* text: to overwrite wherever they stand */
	size_t texts_n;
};

/*
 * Opens the file below the home that a record or seal names; size and fd are
 * set, and kind by the first bytes. `bytes` is the length it must have, 0: any.
 * MC_DATA, MC_NOINPUT. `room` holds the path for w's messages.
 */
enum mc_status flow_open(struct flow *, const struct home *, struct str path,
    int64_t bytes, char room[PATH_MAX], struct fault *);

/* Files them as that member; MC_NOINPUT when they have not their digest. */
enum mc_status flow_put(struct filing *, const char *name, int64_t mtime,
    const struct flow *, struct fault *);

/*
 * Files the members of a record: `line` as record.json, the document, the
 * artefacts. digest is that of the line. MC_NOINPUT when a file is not what
 * the record says it is.
 */
enum mc_status members_put(struct filing *, const struct home *,
    const struct record *, const struct origin *, struct str line,
    const unsigned char digest[SHA256_BYTES], int64_t mtime, struct fault *);

/* Files a batch and its label. */
enum mc_status batch_put(struct filing *, const struct home *,
    const struct batch *, struct str label, int64_t mtime, struct fault *);

#endif
