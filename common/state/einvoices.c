/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "einvoices.h"
#include "filed_db.h"

enum { VERSION = 1 };

static const char schema[] =
    FILED_SCHEMA "CREATE TABLE totals ("
		 " file INTEGER PRIMARY KEY REFERENCES file,"
		 " json TEXT NOT NULL);"
		 "CREATE TABLE document ("
		 " document INTEGER PRIMARY KEY,"
		 " id TEXT NOT NULL,"
		 " channel TEXT NOT NULL,"
		 " sha256 TEXT NOT NULL,"
		 " file INTEGER NOT NULL REFERENCES file,"
		 " position INTEGER NOT NULL,"
		 " UNIQUE (id, channel),"
		 " UNIQUE (file, position));";

enum statement {
	FIND,
	TOTALS_OF,
	ADD_TOTALS,
	ADD,
	LIST,
	STATEMENTS,
};

static const char *const sql[STATEMENTS] = {
	[FIND] = "SELECT channel, sha256, file, position FROM document"
		 " WHERE id = ? ORDER BY document",
	[TOTALS_OF] = "SELECT json FROM totals WHERE file = ?",
	[ADD_TOTALS] = "INSERT INTO totals (file, json) VALUES (?, ?)",
	[ADD] = "INSERT INTO document (id, channel, sha256, file, position)"
		" VALUES (?, ?, ?, ?, ?)",
	[LIST] = "SELECT id, position FROM document JOIN file USING (file)"
		 " WHERE path = ? ORDER BY position",
};

struct einvoices {
	struct filed filed;
	sqlite3_stmt *made[STATEMENTS]; /* at first need */
};

/* ---- opening --------------------------------------------------------- */

static struct einvoices *
new_of(const struct home *h)
{
	struct einvoices *e = xcalloc(1, sizeof(*e));
	e->filed.home = h;
	e->filed.name = EINVOICES_NAME;
	e->filed.db.status = MC_CONFIG;
	return e;
}

static struct einvoices *
opened(struct einvoices *e, bool ok, enum mc_status *status)
{
	*status = e->filed.db.status;
	if (ok)
		return e;
	einvoices_close(e);
	return NULL;
}

struct einvoices *
einvoices_open(const struct home *h, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	struct einvoices *e = new_of(h);
	bool ok = home_join(h, str_of("einvoices.db"), path, f) &&
		  db_open(&e->filed.db, path, schema, VERSION, f);
	return opened(e, ok, status);
}

struct einvoices *
einvoices_open_read(
    const struct home *h, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	*status = MC_CONFIG;
	if (!home_join(h, str_of("einvoices.db"), path, f))
		return NULL;
	*status = MC_OK;
	if (access(path, F_OK) != 0)
		return NULL;
	struct einvoices *e = new_of(h);
	return opened(e, db_open_read(&e->filed.db, path, VERSION, f), status);
}

void
einvoices_close(struct einvoices *e)
{
	if (!e)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(e->made[i]);
	filed_close(&e->filed);
	free(e);
}

struct filed *
einvoices_filed(struct einvoices *e)
{
	return &e->filed;
}

static sqlite3_stmt *
statement(struct einvoices *e, enum statement which, struct fault *f)
{
	if (!e->made[which])
		e->made[which] = db_prepare(&e->filed.db, sql[which], f);
	return e->made[which];
}

/* ---- looking --------------------------------------------------------- */

bool
einvoices_find(struct einvoices *e, struct str id, struct arena *a,
    struct einvoice_place **list, size_t *n, struct fault *f)
{
	int code;
	sqlite3_stmt *s = statement(e, FIND, f);
	*list = NULL;
	*n = 0;
	if (!s)
		return false;
	db_bind(s, 1, id);
	while ((code = db_step(&e->filed.db, s, f)) == SQLITE_ROW) {
		*list = arena_extend(a, *list, *n, sizeof(**list));
		(*list)[(*n)++] =
		    (struct einvoice_place){ .channel =
						 arena_str(a, db_column(s, 0)),
			    .sha256 = arena_str(a, db_column(s, 1)),
			    .file = sqlite3_column_int64(s, 2),
			    .position = sqlite3_column_int64(s, 3) };
	}
	sqlite3_reset(s);
	return code == SQLITE_DONE;
}

bool
einvoices_totals(struct einvoices *e, int64_t row, struct str *totals,
    struct arena *a, struct fault *f)
{
	sqlite3_stmt *s = statement(e, TOTALS_OF, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, row);
	bool ok = filed_must_step(&e->filed, s, f);
	if (ok)
		*totals = arena_str(a, db_column(s, 0));
	sqlite3_reset(s);
	return ok;
}

/* ---- adding ---------------------------------------------------------- */

bool
einvoices_add_totals(
    struct einvoices *e, int64_t row, struct str totals, struct fault *f)
{
	sqlite3_stmt *s = statement(e, ADD_TOTALS, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, row);
	db_bind(s, 2, totals);
	return db_run(&e->filed.db, s, f);
}

bool
einvoices_add(struct einvoices *e, struct str id,
    const struct einvoice_place *at, struct fault *f)
{
	sqlite3_stmt *s = statement(e, ADD, f);
	if (!s)
		return false;
	db_bind(s, 1, id);
	db_bind(s, 2, at->channel);
	db_bind(s, 3, at->sha256.p ? at->sha256 : str_of(""));
	sqlite3_bind_int64(s, 4, at->file);
	sqlite3_bind_int64(s, 5, at->position);
	return db_run(&e->filed.db, s, f);
}

/* ---- listing --------------------------------------------------------- */

struct visiting {
	struct einvoices *e;
	einvoices_file_visit *each;
	void *arg;
	struct fault *fault;
	bool failed;
};

static bool
visit_file(void *arg, const struct batch_row *file)
{
	struct visiting *v = arg;
	struct arena a = { 0 };
	struct str totals;
	v->failed = !einvoices_totals(v->e, file->row, &totals, &a, v->fault);
	bool on = !v->failed && v->each(v->arg, file, totals);
	arena_free(&a);
	return on;
}

bool
einvoices_files(
    struct einvoices *e, einvoices_file_visit *each, void *arg, struct fault *f)
{
	struct visiting v = { .e = e, .each = each, .arg = arg, .fault = f };
	return filed_each(&e->filed, visit_file, &v, f) && !v.failed;
}

bool
einvoices_list(struct einvoices *e, struct str path, einvoices_visit *each,
    void *arg, struct fault *f)
{
	int code;
	sqlite3_stmt *s = statement(e, LIST, f);
	if (!s)
		return false;
	db_bind(s, 1, path);
	while ((code = db_step(&e->filed.db, s, f)) == SQLITE_ROW)
		if (!each(arg, db_column(s, 0), sqlite3_column_int64(s, 1)))
			break;
	sqlite3_reset(s);
	return code != 0;
}
