/* SPDX-License-Identifier: ISC */
#include "filed_db.h"

#define COLUMNS                                                                \
	"file, scheme, sender, run, currency, path, sha256, bytes, records, "  \
	"total"

static const char *const sql[FILED_STATEMENTS] = {
	[FILED_OF] = "SELECT " COLUMNS " FROM file WHERE file = ?",
	[FILED_WAITING] = "SELECT temp, path, sha256 FROM file"
			  " WHERE temp IS NOT NULL ORDER BY file",
	[FILED_NAMED] = "UPDATE file SET temp = NULL WHERE temp = ?",
	[FILED_ADD] = "INSERT INTO file (scheme, sender, run, currency)"
		      " VALUES (?, ?, ?, ?)",
	[FILED_END] = "UPDATE file SET path = ?, sha256 = ?, bytes = ?,"
		      " records = ?, total = ?, temp = ? WHERE file = ?",
	[FILED_ALL] = "SELECT " COLUMNS " FROM file ORDER BY file",
};

void
filed_close(struct filed *d)
{
	for (int i = 0; i < FILED_STATEMENTS; i++)
		sqlite3_finalize(d->made[i]);
	db_close(&d->db);
}

enum mc_status
filed_status(const struct filed *d)
{
	return d->db.status;
}

static sqlite3_stmt *
statement(struct filed *d, enum filed_statement which, struct fault *f)
{
	if (!d->made[which])
		d->made[which] = db_prepare(&d->db, sql[which], f);
	return d->made[which];
}

/* ---- files and their names ------------------------------------------- */

struct waiting {
	struct str temp, path, sha256;
};

static bool
find_waiting(struct filed *d, struct arena *a, struct waiting **list, size_t *n,
    struct fault *f)
{
	int code;
	sqlite3_stmt *s = statement(d, FILED_WAITING, f);
	*list = NULL;
	*n = 0;
	if (!s)
		return false;
	while ((code = db_step(&d->db, s, f)) == SQLITE_ROW) {
		*list = arena_extend(a, *list, *n, sizeof(**list));
		(*list)[(*n)++] =
		    (struct waiting){ arena_str(a, db_column(s, 0)),
			    arena_str(a, db_column(s, 1)),
			    arena_str(a, db_column(s, 2)) };
	}
	sqlite3_reset(s);
	return code == SQLITE_DONE;
}

static bool
note_named(struct filed *d, const struct waiting *w, struct fault *f)
{
	sqlite3_stmt *s = statement(d, FILED_NAMED, f);
	if (!s)
		return false;
	db_bind(s, 1, w->temp);
	return db_run(&d->db, s, f);
}

/* The names first, then their durability, only then is the temporary gone. */
static bool
name_files(struct filed *d, const struct waiting *w, size_t n, struct fault *f)
{
	d->db.status = MC_IO;
	for (size_t i = 0; i < n; i++)
		if (!batch_publish(
			d->home, w[i].temp.p, w[i].path.p, w[i].sha256.p, f))
			return false;
	if (!home_barrier(d->home, f))
		return false;
	for (size_t i = 0; i < n; i++)
		batch_forget(d->home, w[i].temp.p);
	for (size_t i = 0; i < n; i++)
		if (!note_named(d, &w[i], f))
			return false;
	d->db.status = MC_OK;
	return true;
}

bool
filed_finish(struct filed *d, struct fault *f)
{
	struct arena a = { 0 };
	struct waiting *list;
	size_t n;
	bool ok = find_waiting(d, &a, &list, &n, f);
	if (ok && n)
		ok = name_files(d, list, n, f);
	arena_free(&a);
	return ok;
}

/* ---- adding ---------------------------------------------------------- */

bool
filed_begin(struct filed *d, struct fault *f)
{
	if (!db_exec(&d->db, "BEGIN IMMEDIATE", f))
		return false;
	if (!filed_finish(d, f)) {
		filed_rollback(d);
		return false;
	}
	batch_sweep(d->home, d->name);
	return true;
}

bool
filed_commit(struct filed *d, struct fault *f)
{
	return db_exec(&d->db, "COMMIT", f);
}

void
filed_rollback(struct filed *d)
{
	enum mc_status why = d->db.status;
	db_exec(&d->db, "ROLLBACK", NULL);
	d->db.status = why;
}

bool
filed_open(struct filed *d, struct batch *b, struct str id, struct fault *f)
{
	return batch_open(b, d->home, d->name, id, f);
}

bool
filed_add(struct filed *d, struct batch_row *file, struct fault *f)
{
	sqlite3_stmt *s = statement(d, FILED_ADD, f);
	if (!s)
		return false;
	db_bind(s, 1, file->scheme);
	db_bind(s, 2, file->sender);
	db_bind(s, 3, file->run);
	db_bind(s, 4, file->currency);
	bool ok = db_run(&d->db, s, f);
	file->row = sqlite3_last_insert_rowid(d->db.sqlite);
	return ok;
}

bool
filed_end(struct filed *d, const struct batch_row *file, const char *temp,
    struct fault *f)
{
	sqlite3_stmt *s = statement(d, FILED_END, f);
	if (!s)
		return false;
	db_bind(s, 1, file->path);
	db_bind(s, 2, file->sha256);
	sqlite3_bind_int64(s, 3, file->bytes);
	sqlite3_bind_int64(s, 4, file->records);
	sqlite3_bind_int64(s, 5, file->total);
	db_bind(s, 6, str_of(temp));
	sqlite3_bind_int64(s, 7, file->row);
	return db_run(&d->db, s, f);
}

/* ---- looking --------------------------------------------------------- */

bool
filed_must_step(struct filed *d, sqlite3_stmt *s, struct fault *f)
{
	int code = db_step(&d->db, s, f);
	if (code == SQLITE_DONE) {
		d->db.status = MC_BUG;
		fault_set(f, d->db.path, "database", "a row is missing");
	}
	return code == SQLITE_ROW;
}

/* The row of COLUMNS the statement stands on; text is borrowed. */
static struct batch_row
row_of(sqlite3_stmt *s)
{
	return (struct batch_row){ .row = sqlite3_column_int64(s, 0),
		.scheme = db_column(s, 1),
		.sender = db_column(s, 2),
		.run = db_column(s, 3),
		.currency = db_column(s, 4),
		.path = db_column(s, 5),
		.sha256 = db_column(s, 6),
		.bytes = sqlite3_column_int64(s, 7),
		.records = sqlite3_column_int64(s, 8),
		.total = sqlite3_column_int64(s, 9) };
}

bool
filed_of(struct filed *d, int64_t row, struct batch_row *file, struct arena *a,
    struct fault *f)
{
	sqlite3_stmt *s = statement(d, FILED_OF, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, row);
	bool ok = filed_must_step(d, s, f);
	if (ok) {
		*file = row_of(s);
		file->scheme = arena_str(a, file->scheme);
		file->sender = arena_str(a, file->sender);
		file->run = arena_str(a, file->run);
		file->currency = arena_str(a, file->currency);
		file->path = arena_str(a, file->path);
		file->sha256 = arena_str(a, file->sha256);
	}
	sqlite3_reset(s);
	return ok;
}

bool
filed_each(struct filed *d, filed_visit *each, void *arg, struct fault *f)
{
	int code;
	sqlite3_stmt *s = statement(d, FILED_ALL, f);
	if (!s)
		return false;
	while ((code = db_step(&d->db, s, f)) == SQLITE_ROW) {
		struct batch_row file = row_of(s);
		if (!each(arg, &file))
			break;
	}
	sqlite3_reset(s);
	return code != 0;
}
