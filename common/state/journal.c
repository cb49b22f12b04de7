/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "journal_db.h"

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
		  db_open_upgrade(&j->db, path, journal_schema, JOURNAL_VERSION,
		      journal_upgrades, f);
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
	return opened(
	    j, db_open_read(&j->db, path, JOURNAL_VERSION, f), status);
}

void
journal_close(struct journal *j)
{
	if (!j)
		return;
	for (int i = 0; i < JOURNAL_SQL; i++)
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

struct str
journal_text(sqlite3_stmt *s, int column, struct arena *a)
{
	return arena_str(a, db_column(s, column));
}

struct journal_delivery
journal_row(sqlite3_stmt *s, struct arena *a)
{
	return (struct journal_delivery){ .row = sqlite3_column_int64(s, 0),
		.outcome = (enum outcome)sqlite3_column_int(s, 1),
		.purpose = journal_text(s, 2, a),
		.channel = journal_text(s, 3, a),
		.address = journal_text(s, 4, a),
		.owner = journal_text(s, 5, a),
		.expiry = sqlite3_column_int64(s, 6),
		.at = journal_text(s, 7, a),
		.receipt = journal_text(s, 8, a),
		.text = journal_text(s, 9, a),
		.sha256 = journal_text(s, 10, a),
		.series = sqlite3_column_int64(s, 11) };
}

/* Sets the series of the view, when it is that of an order. */
static bool
find_series(struct journal *j, const struct journal_view *v,
    struct journal_document *d, struct fault *f)
{
	if (!v->order.p)
		return true;
	sqlite3_stmt *s = journal_statement(j, FIND_SERIES, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, d->row);
	db_bind(s, 2, v->purpose);
	db_bind(s, 3, v->order);
	int code = db_step(&j->db, s, f);
	d->series = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
	sqlite3_reset(s);
	return code != 0;
}

static bool
find_deliveries(struct journal *j, const struct journal_view *v,
    struct arena *a, struct journal_document *d, struct fault *f)
{
	int code;
	sqlite3_stmt *s =
	    journal_statement(j, v->purpose.p ? FIND_DELIVERIES : FIND_ALL, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, d->row);
	if (v->purpose.p) {
		db_bind(s, 2, v->purpose);
		sqlite3_bind_int64(s, 3, d->series);
	}
	while ((code = db_step(&j->db, s, f)) == SQLITE_ROW) {
		d->deliveries = arena_extend(
		    a, d->deliveries, d->deliveries_n, sizeof(*d->deliveries));
		d->deliveries[d->deliveries_n++] = journal_row(s, a);
	}
	sqlite3_reset(s);
	return code == SQLITE_DONE;
}

bool
journal_find(struct journal *j, struct str id, const struct journal_view *v,
    struct arena *a, struct journal_document *d, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, FIND_DOCUMENT, f);
	*d = (struct journal_document){ 0 };
	if (!s)
		return false;
	db_bind(s, 1, id);
	int code = db_step(&j->db, s, f);
	if (code == SQLITE_ROW)
		*d = (struct journal_document){ .row =
						    sqlite3_column_int64(s, 0),
			.sha256 = journal_text(s, 1, a),
			.run = journal_text(s, 2, a),
			.series = sqlite3_column_int64(s, 3),
			.state = (enum journal_state)sqlite3_column_int(s, 4),
			.replace = sqlite3_column_int(s, 5) != 0,
			.user = journal_text(s, 6, a),
			.reason = journal_text(s, 7, a),
			.at = journal_text(s, 8, a) };
	sqlite3_reset(s);
	if (code != SQLITE_ROW)
		return code == SQLITE_DONE;
	return find_series(j, v, d, f) && find_deliveries(j, v, a, d, f);
}

bool
journal_add(struct journal *j, struct str id, struct str sha256, struct str run,
    int64_t *row, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, ADD, f);
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
journal_plan(struct journal *j, int64_t document, int64_t series,
    struct str purpose, struct str channel, struct str address, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, PLAN, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	db_bind(s, 2, purpose);
	db_bind(s, 3, channel);
	db_bind(s, 4, address);
	sqlite3_bind_int64(s, 5, series);
	return db_run(&j->db, s, f);
}

bool
journal_update(struct journal *j, sqlite3_stmt *s, int *n, struct fault *f)
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
	sqlite3_stmt *s = journal_statement(j, CLAIM, f);
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
	if (!journal_update(j, s, &n, f))
		return false;
	*got = n == 1;
	return true;
}

bool
journal_renew(struct journal *j, struct str owner, int64_t expiry,
    int64_t later, int *n, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, RENEW, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, later);
	db_bind(s, 2, owner);
	sqlite3_bind_int64(s, 3, expiry);
	return journal_update(j, s, n, f);
}

bool
journal_settle(struct journal *j, const struct journal_delivery *d, bool *got,
    struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, SETTLE, f);
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
	if (!journal_update(j, s, &n, f))
		return false;
	*got = n == 1;
	return true;
}
