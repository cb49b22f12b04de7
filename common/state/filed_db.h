/* SPDX-License-Identifier: ISC */
#ifndef FILED_DB_H
#define FILED_DB_H

/*
 * What a database that knows of batch files is made of; for common/state/.
 */

#include "db.h"
#include "filed.h"

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

/* Steps to the one row there must be. */
bool filed_must_step(struct filed *, sqlite3_stmt *, struct fault *);

#endif
