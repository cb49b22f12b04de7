/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "register.h"
#include "register_db.h"

enum { VERSION = 1 };

static const char schema[] =
    "CREATE TABLE customer ("
    " sender TEXT NOT NULL, number TEXT NOT NULL,"
    " name TEXT, email TEXT, mobile TEXT, language TEXT, wish TEXT,"
    " PRIMARY KEY (sender, number)"
    ") STRICT, WITHOUT ROWID";

/* The columns in the order of enum register_column. */
#define COLUMNS "sender, number, name, email, mobile, language, wish"

static const char find_sql[] =
    "SELECT " COLUMNS " FROM customer WHERE sender = ? AND number = ?";

const char *const register_columns[REGISTER_COLUMNS] = { "sender", "number",
	"name", "email", "mobile", "language", "wish" };

int
register_column(struct str name)
{
	for (int i = 0; i < REGISTER_COLUMNS; i++)
		if (str_is(name, register_columns[i]))
			return i;
	return -1;
}

/*
 * Opens for reading. A file without a schema is what an import leaves that was
 * killed at its very first step: as empty as no file.
 */
static bool
open_reader(struct registry *r, const char *path, struct fault *f)
{
	if (access(path, F_OK) != 0 && errno == ENOENT) {
		r->empty = true;
		return true;
	}
	r->empty = db_open_read(&r->db, path, 0, NULL);
	db_close(&r->db);
	if (r->empty)
		return true;
	r->find = db_open_read(&r->db, path, VERSION, f)
		      ? db_prepare(&r->db, find_sql, f)
		      : NULL;
	return r->find != NULL;
}

static bool
open_writer(struct registry *r, const char *path, struct fault *f)
{
	r->find = db_open(&r->db, path, schema, VERSION, f)
		      ? db_prepare(&r->db, find_sql, f)
		      : NULL;
	return r->find != NULL;
}

struct registry *
register_open(
    const struct home *h, bool writes, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	struct registry *r = xcalloc(1, sizeof(*r));
	bool ok = home_join(h, str_of("register.db"), path, f);
	r->db.status = MC_CONFIG; /* of a path that is too long */
	if (ok)
		ok = writes ? open_writer(r, path, f) : open_reader(r, path, f);
	if (ok)
		return r;
	*status = r->db.status;
	register_close(r);
	return NULL;
}

void
register_close(struct registry *r)
{
	if (!r)
		return;
	sqlite3_finalize(r->find);
	db_close(&r->db);
	free(r);
}

enum mc_status
register_status(const struct registry *r)
{
	return r->db.status;
}

bool
register_snapshot(struct registry *r, struct fault *f)
{
	/* BEGIN waits with the snapshot for the first read */
	return r->empty ||
	       db_exec(&r->db, "BEGIN; SELECT 1 FROM customer LIMIT 1", f);
}

/* The row that the statement stands on, borrowed from it. */
static void
borrow_row(sqlite3_stmt *s, struct register_row *row)
{
	*row = (struct register_row){ .given = (1u << REGISTER_COLUMNS) - 1 };
	for (int i = 0; i < REGISTER_COLUMNS; i++)
		row->value[i] = db_column(s, i);
}

enum register_found
register_get(struct registry *r, struct str sender, struct str number,
    struct register_row *row, struct arena *a, struct fault *f)
{
	if (r->empty)
		return REGISTER_NONE;
	db_bind(r->find, 1, sender);
	db_bind(r->find, 2, number);
	int step = db_step(&r->db, r->find, f);
	if (step == SQLITE_ROW) {
		borrow_row(r->find, row);
		for (int i = 0; i < REGISTER_COLUMNS; i++)
			row->value[i] = arena_str(a, row->value[i]);
	}
	sqlite3_reset(r->find);
	return step == SQLITE_ROW    ? REGISTER_FOUND
	       : step == SQLITE_DONE ? REGISTER_NONE
				     : REGISTER_FAULT;
}

enum register_found
register_find(struct registry *r, struct str sender, struct str number,
    struct customer *c, struct arena *a, struct fault *f)
{
	struct register_row row;
	enum register_found found = register_get(r, sender, number, &row, a, f);
	if (found == REGISTER_FOUND)
		*c = (struct customer){ .number = row.value[REGISTER_NUMBER],
			.name = row.value[REGISTER_NAME],
			.email = row.value[REGISTER_EMAIL],
			.mobile = row.value[REGISTER_MOBILE],
			.language = row.value[REGISTER_LANGUAGE],
			.wishes_n = row.value[REGISTER_WISH].n != 0 };
	if (found == REGISTER_FOUND && c->wishes_n) {
		c->wishes = arena_alloc(a, sizeof(struct str));
		c->wishes[0] = row.value[REGISTER_WISH];
	}
	return found;
}

bool
register_each(struct registry *r, struct str sender, register_visit *each,
    void *arg, struct fault *f)
{
	static const char all[] =
	    "SELECT " COLUMNS " FROM customer ORDER BY sender, number";
	static const char one[] =
	    "SELECT " COLUMNS " FROM customer WHERE sender = ? ORDER BY number";
	struct register_row row;
	int step;

	if (r->empty)
		return true;
	sqlite3_stmt *s = db_prepare(&r->db, sender.p ? one : all, f);
	if (!s)
		return false;
	if (sender.p)
		db_bind(s, 1, sender);
	while ((step = db_step(&r->db, s, f)) == SQLITE_ROW) {
		borrow_row(s, &row);
		if (!each(arg, &row))
			break;
	}
	sqlite3_finalize(s);
	return step != 0;
}
