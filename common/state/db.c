/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <time.h>

#include "db.h"

bool
db_fault(struct db *db, struct fault *f)
{
	int code = db->sqlite ? sqlite3_errcode(db->sqlite) : SQLITE_NOMEM;
	const char *text =
	    db->sqlite ? sqlite3_errmsg(db->sqlite) : "out of memory";
	switch (code) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		db->status = MC_RETRY;
		break;
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		db->status = MC_CREATE;
		break;
	case SQLITE_NOMEM:
		db->status = MC_NOMEM;
		break;
	case SQLITE_ERROR:
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
	case SQLITE_CONSTRAINT:
		db->status = MC_BUG;
		break;
	default:
		db->status = MC_IO;
	}
	return fault_set(f, db->path, "database", "%s", text);
}

bool
db_exec(struct db *db, const char *sql, struct fault *f)
{
	if (sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return db_fault(db, f);
}

sqlite3_stmt *
db_prepare(struct db *db, const char *sql, struct fault *f)
{
	sqlite3_stmt *s = NULL;
	if (sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT,
		&s, NULL) != SQLITE_OK)
		db_fault(db, f);
	return s;
}

int
db_step(struct db *db, sqlite3_stmt *s, struct fault *f)
{
	int code = sqlite3_step(s);
	if (code == SQLITE_ROW || code == SQLITE_DONE)
		return code;
	db_fault(db, f);
	sqlite3_reset(s);
	return 0;
}

bool
db_run(struct db *db, sqlite3_stmt *s, struct fault *f)
{
	int code = db_step(db, s, f);
	sqlite3_reset(s);
	return code != 0;
}

void
db_bind(sqlite3_stmt *s, int position, struct str text)
{
	if (text.p)
		sqlite3_bind_text(
		    s, position, text.p, (int)text.n, SQLITE_STATIC);
	else
		sqlite3_bind_null(s, position);
}

struct str
db_column(sqlite3_stmt *s, int column)
{
	const char *p = (const char *)sqlite3_column_text(s, column);
	return (
	    struct str){ p, p ? (size_t)sqlite3_column_bytes(s, column) : 0 };
}

void
db_bind_blob(sqlite3_stmt *s, int position, struct str bytes)
{
	if (bytes.p)
		sqlite3_bind_blob(
		    s, position, bytes.p, (int)bytes.n, SQLITE_STATIC);
	else
		sqlite3_bind_null(s, position);
}

struct str
db_column_blob(sqlite3_stmt *s, int column)
{
	const char *p = sqlite3_column_blob(s, column);
	return (
	    struct str){ p, p ? (size_t)sqlite3_column_bytes(s, column) : 0 };
}

static bool
open_with(struct db *db, const char *path, int flags, struct fault *f)
{
	*db = (struct db){ .status = MC_OK };
	snprintf(db->path, sizeof(db->path), "%s", path);
	if (sqlite3_open_v2(path, &db->sqlite, flags, NULL) != SQLITE_OK)
		return db_fault(db, f);
	sqlite3_busy_timeout(db->sqlite, DB_BUSY_MS);
	return true;
}

/* The schema version the file has, -1 with the fault. */
static int
version_of(struct db *db, struct fault *f)
{
	int version = -1;
	sqlite3_stmt *s = db_prepare(db, "PRAGMA user_version", f);
	if (s && db_step(db, s, f) == SQLITE_ROW)
		version = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return version;
}

static bool
other_version(struct db *db, int has, struct fault *f)
{
	db->status = MC_CONFIG;
	return fault_set(f, db->path, "database",
	    "has schema version %d, which this program does not know", has);
}

/* Runs the upgrades from the version that the file has. */
static bool
upgrade(struct db *db, int has, int version, const char *const *upgrades,
    struct fault *f)
{
	if (!upgrades || has < 1 || has > version)
		return other_version(db, has, f);
	for (; has < version; has++)
		if (!db_exec(db, upgrades[has - 1], f))
			return false;
	return true;
}

/* Makes the schema, or of an earlier one, unless another process just did. */
static bool
make_schema(struct db *db, const char *schema, int version,
    const char *const *upgrades, struct fault *f)
{
	char set[64];
	snprintf(set, sizeof(set), "PRAGMA user_version = %d", version);
	if (!db_exec(db, "BEGIN IMMEDIATE", f))
		return false;
	int has = version_of(db, f);
	bool ok = has >= 0;
	if (ok && has != version)
		ok = (has == 0 ? db_exec(db, schema, f)
			       : upgrade(db, has, version, upgrades, f)) &&
		     db_exec(db, set, f);
	if (ok)
		return db_exec(db, "COMMIT", f);
	enum mc_status why = db->status;
	db_exec(db, "ROLLBACK", NULL);
	db->status = why;
	return false;
}

/*
 * The switch to the write-ahead log does not wait for its lock by itself, and
 * several processes may do it at once to a database that is new.
 */
static bool
configure(struct db *db, struct fault *f)
{
	const struct timespec nap = { .tv_nsec = 10000000 };
	for (int naps = 0; naps < DB_BUSY_MS / 10; naps++) {
		if (db_exec(db,
			"PRAGMA journal_mode = WAL;"
			"PRAGMA synchronous = FULL;"
			"PRAGMA foreign_keys = ON",
			f)) {
			db->status = MC_OK;
			return true;
		}
		if (db->status != MC_RETRY)
			return false;
		nanosleep(&nap, NULL);
	}
	return false;
}

bool
db_open_upgrade(struct db *db, const char *path, const char *schema,
    int version, const char *const *upgrades, struct fault *f)
{
	return open_with(
		   db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, f) &&
	       configure(db, f) &&
	       make_schema(db, schema, version, upgrades, f);
}

bool
db_open(struct db *db, const char *path, const char *schema, int version,
    struct fault *f)
{
	return db_open_upgrade(db, path, schema, version, NULL, f);
}

bool
db_open_read(struct db *db, const char *path, int version, struct fault *f)
{
	if (!open_with(db, path, SQLITE_OPEN_READWRITE, f))
		return false;
	if (!db_exec(db, "PRAGMA query_only = ON", f))
		return false;
	int has = version_of(db, f);
	return has == version || (has >= 0 && other_version(db, has, f));
}

void
db_close(struct db *db)
{
	sqlite3_close(db->sqlite);
	db->sqlite = NULL;
}
