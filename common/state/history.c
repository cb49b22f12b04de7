/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "db.h"
#include "history.h"

enum { VERSION = 1 };

static const char *const verdicts[HISTORY_VERDICTS] = { "unjudged", "plausible",
	"accepted", "withheld", "refused" };

/* verdict: enum history_verdict, of which those below 3 count */
static const char schema[] =
    "CREATE TABLE run ("
    " row INTEGER PRIMARY KEY,"
    " sender TEXT NOT NULL, run TEXT NOT NULL, at TEXT NOT NULL,"
    " digest TEXT NOT NULL,"
    " documents INTEGER NOT NULL, rejected INTEGER NOT NULL,"
    " verdict INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 4),"
    " limits TEXT, reason TEXT, user TEXT,"
    " UNIQUE (sender, run)) STRICT;"
    "CREATE INDEX run_counts ON run (sender, row) WHERE verdict < 3;"
    "CREATE TABLE amount ("
    " row INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
    " currency TEXT NOT NULL, total TEXT NOT NULL, largest TEXT NOT NULL,"
    " PRIMARY KEY (row, currency)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE share ("
    " row INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
    " collects INTEGER NOT NULL, way TEXT NOT NULL,"
    " documents INTEGER NOT NULL,"
    " PRIMARY KEY (row, collects, way)) STRICT, WITHOUT ROWID;";

#define COLUMNS                                                                \
	"row, documents, rejected, verdict, sender, run, at, digest, limits,"  \
	" reason, user"

enum statement {
	FIND,
	LAST,
	LIST,
	AMOUNTS,
	SHARES,
	PUT,
	DROP_AMOUNTS,
	DROP_SHARES,
	PUT_AMOUNT,
	PUT_SHARE,
	STATEMENTS,
};

static const char *const sql[STATEMENTS] = {
	[FIND] = "SELECT " COLUMNS " FROM run WHERE sender = ? AND run = ?",
	[LAST] = "SELECT " COLUMNS " FROM run WHERE sender = ?1"
		 " AND verdict < 3 AND (?2 = 0 OR row < ?2)"
		 " ORDER BY row DESC LIMIT ?3",
	[LIST] = "SELECT " COLUMNS " FROM run"
		 " WHERE ?1 IS NULL OR sender = ?1 ORDER BY row",
	[AMOUNTS] = "SELECT currency, total, largest FROM amount"
		    " WHERE row = ? ORDER BY currency",
	[SHARES] = "SELECT way, collects, documents FROM share"
		   " WHERE row = ? ORDER BY collects, way",
	[PUT] = "INSERT INTO run (documents, rejected, verdict, sender, run,"
		" at, digest, limits, reason, user)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT (sender, run) DO UPDATE SET"
		" documents = excluded.documents, rejected = excluded.rejected,"
		" verdict = excluded.verdict, at = excluded.at,"
		" digest = excluded.digest, limits = excluded.limits,"
		" reason = excluded.reason, user = excluded.user"
		" RETURNING row",
	[DROP_AMOUNTS] = "DELETE FROM amount WHERE row = ?",
	[DROP_SHARES] = "DELETE FROM share WHERE row = ?",
	[PUT_AMOUNT] = "INSERT INTO amount (row, currency, total, largest)"
		       " VALUES (?, ?, ?, ?)",
	[PUT_SHARE] = "INSERT INTO share (row, way, collects, documents)"
		      " VALUES (?, ?, ?, ?)",
};

struct history {
	struct db db;
	sqlite3_stmt *made[STATEMENTS]; /* at first need */
};

const char *
history_verdict_name(enum history_verdict v)
{
	return verdicts[v];
}

bool
history_counts(enum history_verdict v)
{
	return v < HISTORY_WITHHELD;
}

/* ---- opening ---------------------------------------------------------- */

static struct history *
opened(struct history *h, bool ok, enum mc_status *status)
{
	*status = h->db.status;
	if (ok)
		return h;
	history_close(h);
	return NULL;
}

struct history *
history_open(const struct home *home, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	struct history *h = xcalloc(1, sizeof(*h));
	h->db.status = MC_CONFIG;
	bool ok = home_join(home, str_of("guard.db"), path, f) &&
		  db_open(&h->db, path, schema, VERSION, f);
	return opened(h, ok, status);
}

struct history *
history_open_read(
    const struct home *home, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	*status = MC_CONFIG;
	if (!home_join(home, str_of("guard.db"), path, f))
		return NULL;
	*status = MC_OK;
	if (access(path, F_OK) != 0)
		return NULL;
	struct history *h = xcalloc(1, sizeof(*h));
	return opened(h, db_open_read(&h->db, path, VERSION, f), status);
}

void
history_close(struct history *h)
{
	if (!h)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(h->made[i]);
	db_close(&h->db);
	free(h);
}

enum mc_status
history_status(const struct history *h)
{
	return h->db.status;
}

bool
history_begin(struct history *h, struct fault *f)
{
	return db_exec(&h->db, "BEGIN IMMEDIATE", f);
}

bool
history_commit(struct history *h, struct fault *f)
{
	return db_exec(&h->db, "COMMIT", f);
}

/* The statement, ready for its values; NULL with the fault. */
static sqlite3_stmt *
ready(struct history *h, enum statement which, struct fault *f)
{
	if (!h->made[which])
		h->made[which] = db_prepare(&h->db, sql[which], f);
	return h->made[which];
}

/* ---- reading ---------------------------------------------------------- */

static bool
damaged(struct history *h, int64_t row, struct fault *f)
{
	h->db.status = MC_IO;
	return fault_set(f, h->db.path, "database",
	    "row %lld is damaged: no amount", (long long)row);
}

static bool
read_amounts(
    struct history *h, struct arena *a, struct history_run *r, struct fault *f)
{
	int code;
	sqlite3_stmt *s = ready(h, AMOUNTS, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, r->row);
	while ((code = db_step(&h->db, s, f)) == SQLITE_ROW) {
		struct history_amount e = { .currency = { NULL, 0 } };
		e.currency = arena_str(a, db_column(s, 0));
		if (!dec_parse(&e.total, db_column(s, 1)) ||
		    !dec_parse(&e.largest, db_column(s, 2))) {
			sqlite3_reset(s);
			return damaged(h, r->row, f);
		}
		r->amounts =
		    arena_extend(a, r->amounts, r->amounts_n, sizeof(e));
		r->amounts[r->amounts_n++] = e;
	}
	sqlite3_reset(s);
	return code != 0;
}

static bool
read_shares(
    struct history *h, struct arena *a, struct history_run *r, struct fault *f)
{
	int code;
	sqlite3_stmt *s = ready(h, SHARES, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, r->row);
	while ((code = db_step(&h->db, s, f)) == SQLITE_ROW) {
		const struct history_share e = {
			.way = arena_str(a, db_column(s, 0)),
			.collects = sqlite3_column_int(s, 1) != 0,
			.documents = sqlite3_column_int64(s, 2),
		};
		r->shares = arena_extend(a, r->shares, r->shares_n, sizeof(e));
		r->shares[r->shares_n++] = e;
	}
	sqlite3_reset(s);
	return code != 0;
}

/* The run that the statement stands on, all of it copied. */
static bool
read_run(struct history *h, sqlite3_stmt *s, struct arena *a,
    struct history_run *r, struct fault *f)
{
	struct str *const texts[] = { &r->sender, &r->run, &r->at, &r->digest,
		&r->limits, &r->reason, &r->user };
	*r = (struct history_run){
		.row = sqlite3_column_int64(s, 0),
		.documents = sqlite3_column_int64(s, 1),
		.rejected = sqlite3_column_int64(s, 2),
		.verdict = (enum history_verdict)sqlite3_column_int(s, 3),
	};
	for (int i = 0; i < (int)(sizeof(texts) / sizeof(texts[0])); i++)
		*texts[i] = arena_str(a, db_column(s, 4 + i));
	return read_amounts(h, a, r, f) && read_shares(h, a, r, f);
}

bool
history_find(struct history *h, struct str sender, struct str run,
    struct arena *a, struct history_run *r, struct fault *f)
{
	sqlite3_stmt *s = ready(h, FIND, f);
	*r = (struct history_run){ .row = 0 };
	if (!s)
		return false;
	db_bind(s, 1, sender);
	db_bind(s, 2, run);
	int code = db_step(&h->db, s, f);
	bool ok = code == SQLITE_ROW ? read_run(h, s, a, r, f) : code != 0;
	sqlite3_reset(s);
	return ok;
}

bool
history_last(struct history *h, struct str sender, int64_t before, int64_t most,
    struct arena *a, struct history_run **runs, size_t *n, struct fault *f)
{
	int code;
	bool ok = true;
	sqlite3_stmt *s = ready(h, LAST, f);
	*runs = NULL;
	*n = 0;
	if (!s)
		return false;
	db_bind(s, 1, sender);
	sqlite3_bind_int64(s, 2, before);
	sqlite3_bind_int64(s, 3, most);
	while (ok && (code = db_step(&h->db, s, f)) != SQLITE_DONE) {
		*runs = arena_extend(a, *runs, *n, sizeof(**runs));
		ok = code == SQLITE_ROW && read_run(h, s, a, *runs + *n, f);
		*n += ok;
	}
	sqlite3_reset(s);
	return ok;
}

bool
history_list(struct history *h, struct str sender,
    bool (*each)(void *arg, const struct history_run *), void *arg,
    struct fault *f)
{
	int code;
	bool ok = true, on = true;
	struct arena a = { 0 };
	sqlite3_stmt *s = ready(h, LIST, f);
	if (!s)
		return false;
	db_bind(s, 1, sender);
	while (ok && on && (code = db_step(&h->db, s, f)) != SQLITE_DONE) {
		struct history_run r;
		ok = code == SQLITE_ROW && read_run(h, s, &a, &r, f);
		on = ok && each(arg, &r);
		arena_reset(&a);
	}
	sqlite3_reset(s);
	arena_free(&a);
	return ok;
}

/* ---- writing ---------------------------------------------------------- */

static bool
put_amount(struct history *h, int64_t row, const struct history_amount *e,
    struct fault *f)
{
	char total[DEC_TEXT], largest[DEC_TEXT];
	sqlite3_stmt *s = ready(h, PUT_AMOUNT, f);
	if (!s)
		return false;
	dec_format(e->total, total);
	dec_format(e->largest, largest);
	sqlite3_bind_int64(s, 1, row);
	db_bind(s, 2, e->currency);
	db_bind(s, 3, str_of(total));
	db_bind(s, 4, str_of(largest));
	return db_run(&h->db, s, f);
}

static bool
put_share(struct history *h, int64_t row, const struct history_share *e,
    struct fault *f)
{
	sqlite3_stmt *s = ready(h, PUT_SHARE, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, row);
	db_bind(s, 2, e->way);
	sqlite3_bind_int(s, 3, e->collects);
	sqlite3_bind_int64(s, 4, e->documents);
	return db_run(&h->db, s, f);
}

static bool
drop_parts(struct history *h, int64_t row, struct fault *f)
{
	sqlite3_stmt *amounts = ready(h, DROP_AMOUNTS, f);
	sqlite3_stmt *shares = amounts ? ready(h, DROP_SHARES, f) : NULL;
	if (!shares)
		return false;
	sqlite3_bind_int64(amounts, 1, row);
	sqlite3_bind_int64(shares, 1, row);
	return db_run(&h->db, amounts, f) && db_run(&h->db, shares, f);
}

/* The row of the run itself; 0 with the fault. */
static int64_t
put_row(struct history *h, const struct history_run *r, struct fault *f)
{
	const struct str texts[] = { r->sender, r->run, r->at, r->digest,
		r->limits, r->reason, r->user };
	int64_t row = 0;
	sqlite3_stmt *s = ready(h, PUT, f);
	if (!s)
		return 0;
	sqlite3_bind_int64(s, 1, r->documents);
	sqlite3_bind_int64(s, 2, r->rejected);
	sqlite3_bind_int(s, 3, (int)r->verdict);
	for (int i = 0; i < (int)(sizeof(texts) / sizeof(texts[0])); i++)
		db_bind(s, 4 + i, texts[i]);
	int code;
	while ((code = db_step(&h->db, s, f)) == SQLITE_ROW)
		row = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return code ? row : 0;
}

bool
history_put(struct history *h, const struct history_run *r, struct fault *f)
{
	int64_t row = put_row(h, r, f);
	if (!row || !drop_parts(h, row, f))
		return false;
	for (size_t i = 0; i < r->amounts_n; i++)
		if (!put_amount(h, row, &r->amounts[i], f))
			return false;
	for (size_t i = 0; i < r->shares_n; i++)
		if (!put_share(h, row, &r->shares[i], f))
			return false;
	return true;
}
