/* SPDX-License-Identifier: ISC */
#ifndef STATE_FILING_H
#define STATE_FILING_H

/*
 * A volume (volume.h) that is being written, under its name with `.part`
 * behind it and a lock (flock) by which others see that its writer lives.
 * Members are written one after the other; nothing is durable before
 * filing_finish, and nothing has its name before the archive gives it that.
 * The first failure sticks: later calls return it and do nothing.
 */

#include "volume.h"

struct filing {
	int fd;
	char path[VOLUME_PATH]; /* final, below the home */
	char part[PATH_MAX]; /* temporary, absolute */
	int64_t at; /* where the next byte goes */
	struct buf out; /* of the volume, not yet written */
	int lines_fd; /* the text of `chain`, a file with no name */
	struct buf lines; /* of it, not yet written */
	int64_t lines_n; /* bytes of it in all */
	int64_t members;
	struct volume_member now; /* the member being written, or the last */
	struct sha256 *digest; /* of its data so far */
	int64_t left; /* bytes of it to come */
	enum mc_status status;
	struct fault fault; /* with the status */
};

/*
 * Makes the temporary file, which must not exist, in an existing folder.
 * MC_CREATE and MC_IO when that fails. In any case give it to filing_drop or
 * filing_close.
 */
enum mc_status filing_open(
    struct filing *, const struct home *, const char *path, struct fault *);

/* Begins a member: exactly size bytes must be given to filing_data. */
void filing_member(
    struct filing *, const char *name, int64_t size, int64_t mtime);
void filing_data(struct filing *, const void *p, size_t n);

/* Ends it: digest and chain of f->now are set, f->at is behind it. */
void filing_end(struct filing *);

/* A whole member. */
void filing_put(
    struct filing *, const char *name, struct str data, int64_t mtime);

/*
 * Writes the chain and the end, and makes the file durable. The status of all
 * that was done with the fault; f->at is the file's length.
 */
enum mc_status filing_finish(struct filing *, int64_t mtime, struct fault *);

/* Closes it, and with that gives the lock back; the file stays. */
void filing_close(struct filing *);

/* Closes it and takes the temporary file away. */
void filing_drop(struct filing *);

#endif
