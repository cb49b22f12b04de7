/* SPDX-License-Identifier: ISC */
#ifndef STATE_BATCH_H
#define STATE_BATCH_H

/*
 * A batch file on its way to its name, which follows from its bytes as with
 * artefacts (artefact.h). It is written in MC_HOME/spool under a name that
 * means nothing, made durable there, and gets its own name when somebody has
 * noted in a database that it is to have it; from then on anyone can give it
 * that name. Batches are made, and swept away, only by who holds the lock of
 * that database, so that a temporary file that nobody has noted is dead; the
 * name of the database is part of the temporary one, for there are several.
 */

#include "artefact.h"
#include "base/buf.h"

enum { BATCH_TEMP = 32 };

struct batch {
	const struct home *home;
	int fd; /* -1: not open */
	char temp[BATCH_TEMP]; /* relative to the home, "" before batch_open */
	struct str id; /* that the name is made from; borrowed */
	struct buf out; /* not yet written */
	struct sha256 *digest, *naming; /* NULL when not open */
	int64_t bytes;
	int error; /* errno of the first failed write */
	char path[ARTEFACT_PATH], sha256[SHA256_HEX]; /* by batch_end */
};

/* A batch file as a database knows it; one without a path is being made. */
struct batch_row {
	int64_t row;
	struct str scheme, sender, run;
	struct str currency; /* empty: there are several */
	struct str path, sha256; /* relative to the home; of its bytes */
	int64_t bytes, records;
	int64_t total; /* minor units of the currency */
};

/*
 * Begins a file for the database of that name, at most 8 letters. False with
 * the fault: cannot be made.
 */
bool batch_open(struct batch *, const struct home *, const char *database,
    struct str id, struct fault *);

/* Adds bytes; a failure shows in batch_end. */
void batch_add(struct batch *, const void *p, size_t n);

/*
 * Ends it: the bytes are durable under the temporary name, path and sha256
 * say what it is to be.
 */
bool batch_end(struct batch *, struct date run, const char *kind,
    const char *ext, struct fault *);

/* Takes the temporary file away, if batch_open made one; safe twice. */
void batch_drop(struct batch *);

/* Gives memory and descriptor back and leaves the file; safe twice. */
void batch_close(struct batch *);

/*
 * Gives the file its name; done already, by whomever, is fine. The name is
 * not durable yet, and the temporary one stays until batch_forget.
 */
bool batch_publish(const struct home *, const char *temp, const char *path,
    const char *sha256, struct fault *);

/* Takes the temporary name away. */
void batch_forget(const struct home *, const char *temp);

/* Takes all temporary files of the database of that name away. */
void batch_sweep(const struct home *, const char *database);

#endif
