/* SPDX-License-Identifier: ISC */
#ifndef JOURNAL_DB_H
#define JOURNAL_DB_H

/*
 * What the files of the journal share: the handle, its statements by name,
 * and the columns that a delivery is read from. For common/state/journal*.c.
 */

#include "db.h"
#include "journal.h"

enum { JOURNAL_VERSION = 2 };

/* The schema, and what brings an older one to it, by version. */
extern const char journal_schema[];
extern const char *const journal_upgrades[];

enum journal_sql {
	FIND_DOCUMENT,
	FIND_SERIES,
	FIND_DELIVERIES,
	FIND_ALL,
	ADD,
	PLAN,
	CLAIM,
	RENEW,
	SETTLE,
	LIST,
	NEXT_SERIES,
	ADD_SERIES,
	ADD_ORDER,
	FIND_ORDER,
	ADD_EVENT,
	SET_STATE,
	SET_REPLACE,
	TAKE_OVER,
	RUN_IDS,
	EVENTS,
	ADD_INTAKE,
	ADD_RUNNER,
	FIND_INTAKE,
	HAS_INTAKE,
	FIND_RUNNERS,
	FIND_APPROVALS,
	ADD_APPROVAL,
	JOURNAL_SQL,
};

/* Of a row of FIND_DELIVERIES, FIND_ALL and LIST: how many are the delivery's.
 */
enum { JOURNAL_COLUMNS = 12 };

struct journal {
	struct db db;
	sqlite3_stmt *made[JOURNAL_SQL]; /* at first need */
};

/* The statement, made at first need; NULL with the fault. */
sqlite3_stmt *journal_statement(
    struct journal *, enum journal_sql, struct fault *);

/* The delivery that the statement stands on, its text in the arena. */
struct journal_delivery journal_row(sqlite3_stmt *, struct arena *);

/* The text of a column in the arena. */
struct str journal_text(sqlite3_stmt *, int column, struct arena *);

/* Runs an update; *n gets how many rows it changed. */
bool journal_update(struct journal *, sqlite3_stmt *, int *n, struct fault *);

#endif
