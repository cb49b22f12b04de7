/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "db.h"
#include "journal.h"

enum { VERSION = 1 };

/* outcome: as in model/outcome.h, where 2 is permanent */
static const char schema[] =
    "CREATE TABLE document ("
    " document INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " sha256 TEXT NOT NULL,"
    " run TEXT NOT NULL);"
    "CREATE INDEX document_run ON document (run);"
    "CREATE TABLE delivery ("
    " delivery INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES document,"
    " purpose TEXT NOT NULL,"
    " channel TEXT NOT NULL,"
    " address TEXT NOT NULL,"
    " series INTEGER NOT NULL,"
    " outcome INTEGER NOT NULL DEFAULT 0"
    "  CHECK (outcome BETWEEN 0 AND 4),"
    " owner TEXT,"
    " expiry INTEGER NOT NULL DEFAULT 0,"
    " at TEXT, receipt TEXT, sha256 TEXT, text TEXT,"
    " UNIQUE (document, purpose, channel, address, series));"
    "CREATE UNIQUE INDEX delivery_one ON delivery (document, purpose, series)"
    " WHERE outcome <> 2;"
    "CREATE INDEX delivery_open ON delivery (outcome)"
    " WHERE outcome IN (0, 3, 4);";

#define COLUMNS                                                                \
	"delivery, outcome, purpose, channel, address, owner, expiry,"         \
	" at, receipt, text, delivery.sha256"

enum statement {
	FIND_DOCUMENT,
	FIND_DELIVERIES,
	ADD,
	PLAN,
	CLAIM,
	RENEW,
	SETTLE,
	LIST,
	STATEMENTS,
};

static const char *const sql[STATEMENTS] = {
	[FIND_DOCUMENT] = "SELECT document, sha256, run FROM document"
			  " WHERE id = ?",
	[FIND_DELIVERIES] = "SELECT " COLUMNS " FROM delivery"
			    " WHERE document = ? AND purpose = ?"
			    " AND series = ? ORDER BY delivery",
	[ADD] = "INSERT INTO document (id, sha256, run) VALUES (?, ?, ?)",
	[PLAN] = "INSERT INTO delivery (document, purpose, channel, address,"
		 " series) VALUES (?, ?, ?, ?, ?)",
	[CLAIM] = "UPDATE delivery SET sha256 = CASE WHEN owner IS NULL"
		  " THEN ?1 ELSE coalesce(sha256, ?1) END,"
		  " owner = ?2, expiry = ?3"
		  " WHERE delivery = ?4 AND outcome = ?5 AND owner IS ?6"
		  " AND expiry = ?7",
	[RENEW] = "UPDATE delivery SET expiry = ?"
		  " WHERE outcome IN (0, 3, 4) AND owner = ? AND expiry = ?",
	[SETTLE] = "UPDATE delivery SET outcome = ?, at = ?, receipt = ?,"
		   " sha256 = ?, text = ?, owner = NULL, expiry = 0"
		   " WHERE delivery = ? AND owner IS ?",
	[LIST] = "SELECT " COLUMNS ", id, run FROM document"
		 " JOIN delivery USING (document)"
		 " WHERE (?1 IS NULL OR run = ?1)"
		 " AND (?2 IS NULL OR outcome = ?2)"
		 " ORDER BY document, delivery",
};

struct journal {
	struct db db;
	sqlite3_stmt *made[STATEMENTS]; /* at first need */
};

/* ---- opening --------------------------------------------------------- */

static struct journal *
opened(struct journal *j, bool ok, enum mc_status *status)
{
	*status = j->db.status;
	if (ok)
		return j;
	journal_close(j);
	return NULL;
}

struct journal *
journal_open(const struct home *h, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	struct journal *j = xcalloc(1, sizeof(*j));
	j->db.status = MC_CONFIG;
	bool ok = home_join(h, str_of("journal.db"), path, f) &&
		  db_open(&j->db, path, schema, VERSION, f);
	return opened(j, ok, status);
}

struct journal *
journal_open_read(const struct home *h, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	*status = MC_CONFIG;
	if (!home_join(h, str_of("journal.db"), path, f))
		return NULL;
	*status = MC_OK;
	if (access(path, F_OK) != 0)
		return NULL;
	struct journal *j = xcalloc(1, sizeof(*j));
	return opened(j, db_open_read(&j->db, path, VERSION, f), status);
}

void
journal_close(struct journal *j)
{
	if (!j)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(j->made[i]);
	db_close(&j->db);
	free(j);
}

enum mc_status
journal_status(const struct journal *j)
{
	return j->db.status;
}

bool
journal_begin(struct journal *j, struct fault *f)
{
	return db_exec(&j->db, "BEGIN IMMEDIATE", f);
}

bool
journal_commit(struct journal *j, struct fault *f)
{
	return db_exec(&j->db, "COMMIT", f);
}

/* ---- rows ------------------------------------------------------------ */

static sqlite3_stmt *
statement(struct journal *j, enum statement which, struct fault *f)
{
	if (!j->made[which])
		j->made[which] = db_prepare(&j->db, sql[which], f);
	return j->made[which];
}

static struct str
keep(sqlite3_stmt *s, int column, struct arena *a)
{
	return arena_str(a, db_column(s, column));
}

/* The row of COLUMNS the statement stands on. */
static struct journal_delivery
delivery_of(sqlite3_stmt *s, struct arena *a)
{
	return (struct journal_delivery){ .row = sqlite3_column_int64(s, 0),
		.outcome = (enum outcome)sqlite3_column_int(s, 1),
		.purpose = keep(s, 2, a),
		.channel = keep(s, 3, a),
		.address = keep(s, 4, a),
		.owner = keep(s, 5, a),
		.expiry = sqlite3_column_int64(s, 6),
		.at = keep(s, 7, a),
		.receipt = keep(s, 8, a),
		.text = keep(s, 9, a),
		.sha256 = keep(s, 10, a) };
}

static bool
find_deliveries(struct journal *j, struct str purpose, struct arena *a,
    struct journal_document *d, struct fault *f)
{
	sqlite3_stmt *s = statement(j, FIND_DELIVERIES, f);
	int code;
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, d->row);
	db_bind(s, 2, purpose);
	sqlite3_bind_int(s, 3, JOURNAL_SERIES);
	while ((code = db_step(&j->db, s, f)) == SQLITE_ROW) {
		d->deliveries = arena_extend(
		    a, d->deliveries, d->deliveries_n, sizeof(*d->deliveries));
		d->deliveries[d->deliveries_n++] = delivery_of(s, a);
	}
	sqlite3_reset(s);
	return code == SQLITE_DONE;
}

bool
journal_find(struct journal *j, struct str id, struct str purpose,
    struct arena *a, struct journal_document *d, struct fault *f)
{
	sqlite3_stmt *s = statement(j, FIND_DOCUMENT, f);
	*d = (struct journal_document){ 0 };
	if (!s)
		return false;
	db_bind(s, 1, id);
	int code = db_step(&j->db, s, f);
	if (code == SQLITE_ROW) {
		d->row = sqlite3_column_int64(s, 0);
		d->sha256 = keep(s, 1, a);
		d->run = keep(s, 2, a);
	}
	sqlite3_reset(s);
	return code == SQLITE_ROW ? find_deliveries(j, purpose, a, d, f)
				  : code == SQLITE_DONE;
}

bool
journal_add(struct journal *j, struct str id, struct str sha256, struct str run,
    int64_t *row, struct fault *f)
{
	sqlite3_stmt *s = statement(j, ADD, f);
	if (!s)
		return false;
	db_bind(s, 1, id);
	db_bind(s, 2, sha256);
	db_bind(s, 3, run);
	if (!db_run(&j->db, s, f))
		return false;
	*row = sqlite3_last_insert_rowid(j->db.sqlite);
	return true;
}

bool
journal_plan(struct journal *j, int64_t document, struct str purpose,
    struct str channel, struct str address, struct fault *f)
{
	sqlite3_stmt *s = statement(j, PLAN, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	db_bind(s, 2, purpose);
	db_bind(s, 3, channel);
	db_bind(s, 4, address);
	sqlite3_bind_int(s, 5, JOURNAL_SERIES);
	return db_run(&j->db, s, f);
}

/* Runs an update; *n gets how many rows it changed. */
static bool
update(struct journal *j, sqlite3_stmt *s, int *n, struct fault *f)
{
	if (!db_run(&j->db, s, f))
		return false;
	*n = sqlite3_changes(j->db.sqlite);
	return true;
}

bool
journal_claim(struct journal *j, const struct journal_delivery *seen,
    struct str owner, int64_t expiry, struct str sha256, bool *got,
    struct fault *f)
{
	sqlite3_stmt *s = statement(j, CLAIM, f);
	int n;
	if (!s)
		return false;
	db_bind(s, 1, sha256);
	db_bind(s, 2, owner);
	sqlite3_bind_int64(s, 3, expiry);
	sqlite3_bind_int64(s, 4, seen->row);
	sqlite3_bind_int(s, 5, (int)seen->outcome);
	db_bind(s, 6, seen->owner);
	sqlite3_bind_int64(s, 7, seen->expiry);
	if (!update(j, s, &n, f))
		return false;
	*got = n == 1;
	return true;
}

bool
journal_renew(struct journal *j, struct str owner, int64_t expiry,
    int64_t later, int *n, struct fault *f)
{
	sqlite3_stmt *s = statement(j, RENEW, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, later);
	db_bind(s, 2, owner);
	sqlite3_bind_int64(s, 3, expiry);
	return update(j, s, n, f);
}

bool
journal_settle(struct journal *j, const struct journal_delivery *d, bool *got,
    struct fault *f)
{
	sqlite3_stmt *s = statement(j, SETTLE, f);
	int n;
	if (!s)
		return false;
	sqlite3_bind_int(s, 1, (int)d->outcome);
	db_bind(s, 2, d->at);
	db_bind(s, 3, d->receipt);
	db_bind(s, 4, d->sha256);
	db_bind(s, 5, d->text);
	sqlite3_bind_int64(s, 6, d->row);
	db_bind(s, 7, d->owner);
	if (!update(j, s, &n, f))
		return false;
	*got = n == 1;
	return true;
}

bool
journal_list(struct journal *j, struct str run, const enum outcome *outcome,
    journal_each *each, void *arg, struct fault *f)
{
	enum { ID = 11, RUN = 12 }; /* behind COLUMNS */
	struct arena a = { 0 };
	sqlite3_stmt *s = statement(j, LIST, f);
	int code = 0;
	bool more = s != NULL;
	if (s) {
		db_bind(s, 1, run);
		if (outcome)
			sqlite3_bind_int(s, 2, (int)*outcome);
		else
			sqlite3_bind_null(s, 2);
	}
	while (more && (code = db_step(&j->db, s, f)) == SQLITE_ROW) {
		struct journal_delivery d = delivery_of(s, &a);
		more = each(arg, db_column(s, ID), db_column(s, RUN), &d);
		arena_reset(&a);
	}
	sqlite3_reset(s);
	arena_free(&a);
	return s && code != 0;
}
