/* SPDX-License-Identifier: ISC */
#ifndef STATE_SPOOL_H
#define STATE_SPOOL_H

/*
 * A spool is the stream that a tool with effects has taken in, kept in
 * MC_HOME/spool until it has been handed on. It begins under a temporary
 * name, which means nothing; it gets its committed name whole and durable,
 * and from then on what it asks for will be done, by this process or by one
 * that finds it later. Whoever has a spool open holds its lock, so that a
 * spool without a lock belongs to nobody: its process is dead.
 *
 * Locks are those of open file descriptions (F_OFD_SETLK): they end with the
 * process however it ends, and can be asked about without being taken.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "home.h"

enum { SPOOL_NAME = 128 };

struct spool {
	int fd; /* holds the lock; -1: not open */
	char path[PATH_MAX]; /* absolute */
	size_t name; /* where the file's own name begins in it */
	struct buf buf; /* lines not written yet */
	int error; /* errno of the first failed write, else 0 */
};

/* Begins a spool under a temporary name; the caller ends with MC_CREATE. */
bool spool_new(struct spool *, const struct home *, struct fault *);

/* Adds a line and its LF. A failure shows in spool_commit. */
void spool_add(struct spool *, struct str line);

/*
 * Makes what was added durable under `stem`.jsonl. A spool of that name whose
 * process is dead is replaced, for this one is the same run again; while its
 * process lives, `stem`-2.jsonl is taken, and so on. False with the fault:
 * MC_IO; the spool is still the temporary one.
 */
bool spool_commit(struct spool *, const char *stem, struct fault *);

/*
 * The same under the name of a spool that the caller holds, which is let go
 * of. False with the fault: MC_IO; both are as they were.
 */
bool spool_commit_over(struct spool *, struct spool *old, struct fault *);

/*
 * Writes the SHA-256 of all its bytes, those added last too, as hex; false
 * with the fault: MC_IO.
 */
bool spool_sha256(struct spool *, char hex[SHA256_HEX], struct fault *);

/*
 * Opens a committed spool that belongs to nobody. False when it is gone or
 * its process lives.
 */
bool spool_take(struct spool *, const struct home *, const char *name);

/* The file's name in its folder, borrowed from the spool. */
static inline const char *
spool_name(const struct spool *s)
{
	return s->path + s->name;
}

/* Removes the file and lets go. Safe on one that is not open. */
void spool_remove(struct spool *);

/* Lets go of the file and leaves it. Safe on one that is not open. */
void spool_close(struct spool *);

/* Claims that a process holds the committed spool of that name. */
bool spool_is_alive(const struct home *, struct str name);

/*
 * The names of the committed spools in byte order, each with a NUL behind it;
 * names and list are the arena's. NULL with the fault when the folder cannot
 * be read.
 */
struct str *spool_names(
    const struct home *, struct arena *, size_t *n, struct fault *);

/* Removes temporary spools whose process is dead. */
void spool_sweep(const struct home *);

/*
 * Writes out what was added, so that it can be read at s->path; the name is
 * still the temporary one, and nothing is durable.
 */
bool spool_flush(struct spool *, struct fault *);

#endif
