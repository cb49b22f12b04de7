/* SPDX-License-Identifier: ISC */
#ifndef STATE_DB_H
#define STATE_DB_H

/*
 * SQLite as this project uses it: write-ahead log, full synchronisation,
 * foreign keys, thirty seconds of patience with a lock, one schema version.
 * Only files of common/state/ include this header.
 */

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/msg.h"
#include "base/str.h"
#include "model/fault.h"

enum { DB_BUSY_MS = 30000 };

struct db {
	sqlite3 *sqlite;
	char path[4096];
	enum mc_status status; /* of the last failure, for the exit status */
};

/*
 * Opens the database, making it with `schema` (statements) when it is new;
 * `version` is kept in user_version, another one is a fault. The file's mode
 * is 0600.
 */
bool db_open(struct db *, const char *path, const char *schema, int version,
    struct fault *);

/*
 * The same for a schema with a past: upgrades[i] are the statements that bring
 * version i + 1 to i + 2, so there are version - 1 of them. What is behind is
 * brought to `version` in the transaction that finds it so, or stays.
 */
bool db_open_upgrade(struct db *, const char *path, const char *schema,
    int version, const char *const *upgrades, struct fault *);

/* Opens for reading only; false when it is not there. */
bool db_open_read(struct db *, const char *path, int version, struct fault *);

void db_close(struct db *);

/* Runs statements that give no rows. */
bool db_exec(struct db *, const char *sql, struct fault *);

/* A prepared statement, NULL with the fault; give it to sqlite3_finalize. */
sqlite3_stmt *db_prepare(struct db *, const char *sql, struct fault *);

/* SQLITE_ROW or SQLITE_DONE; 0 with the fault on anything else. */
int db_step(struct db *, sqlite3_stmt *, struct fault *);

/* Steps a statement that gives no row, and makes it ready for the next. */
bool db_run(struct db *, sqlite3_stmt *, struct fault *);

/* Binds text by position from 1 (absent: NULL); borrowed until the reset. */
void db_bind(sqlite3_stmt *, int position, struct str);

/* The text of a column from 0; borrowed until the next step, absent if NULL. */
struct str db_column(sqlite3_stmt *, int column);

/* The same for bytes that are no text. */
void db_bind_blob(sqlite3_stmt *, int position, struct str);
struct str db_column_blob(sqlite3_stmt *, int column);

/* Fills fault and status from SQLite's last error; false. */
bool db_fault(struct db *, struct fault *);

#endif
