/* SPDX-License-Identifier: ISC */
#ifndef STATE_FILED_H
#define STATE_FILED_H

/*
 * The batch files that a database knows of: a table `file` of it, which
 * debits.db and einvoices.db have. A file is durable under a temporary name
 * (batch.h) before the one transaction that notes it and what stands in it,
 * and its row names it: whoever opens the database gives such files their own
 * name (filed_finish). The write lock of the database is also the lock of its
 * batches. Only files of common/state/ include this header.
 */

#include "base/arena.h"
#include "batch.h"
#include "db.h"

enum filed_statement {
	FILED_OF,
	FILED_WAITING,
	FILED_NAMED,
	FILED_ADD,
	FILED_END,
	FILED_ALL,
	FILED_STATEMENTS,
};

/* A part of what keeps such a database; zeroed but for home and name. */
struct filed {
	struct db db;
	const struct home *home;
	const char *name; /* of the database, in those of temporary files */
	sqlite3_stmt *made[FILED_STATEMENTS]; /* at first need */
};

/* To stand in the schema of the database. */
#define FILED_SCHEMA                                                           \
	"CREATE TABLE file ("                                                  \
	" file INTEGER PRIMARY KEY,"                                           \
	" scheme TEXT NOT NULL, sender TEXT NOT NULL, run TEXT NOT NULL,"      \
	" currency TEXT NOT NULL,"                                             \
	" path TEXT UNIQUE, sha256 TEXT, bytes INTEGER, records INTEGER,"      \
	" total INTEGER,"                                                      \
	" temp TEXT);" /* until the file has its name */                       \
	"CREATE INDEX file_temp ON file (temp) WHERE temp IS NOT NULL;"

/* Closes the database, and ends the statements made here. */
void filed_close(struct filed *);

/* Gives noted files their names and makes these durable. */
bool filed_finish(struct filed *, struct fault *);

/*
 * Takes the lock and finishes or sweeps what dead processes left. Then files
 * are added; filed_commit makes all of it true at once, filed_rollback
 * nothing.
 */
bool filed_begin(struct filed *, struct fault *);
bool filed_commit(struct filed *, struct fault *);
void filed_rollback(struct filed *);

/* Begins a file: scheme, sender, run and currency of it are looked at. */
bool filed_add(struct filed *, struct batch_row *, struct fault *);

/* Notes what came of it; its row is set. `temp` as in struct batch. */
bool filed_end(
    struct filed *, const struct batch_row *, const char *temp, struct fault *);

/* The file of that row; text is the arena's. */
bool filed_of(struct filed *, int64_t row, struct batch_row *, struct arena *,
    struct fault *);

typedef bool filed_visit(void *arg, const struct batch_row *);

/* Visits the files in the order they were made; stops on false. */
bool filed_each(struct filed *, filed_visit *, void *arg, struct fault *);

/* Steps to the one row there must be. */
bool filed_must_step(struct filed *, sqlite3_stmt *, struct fault *);

#endif
