/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "register.h"
#include "register_db.h"

static const char put_sql[] = "INSERT OR REPLACE INTO customer"
			      " (sender, number, name, email, mobile, language,"
			      " wish) VALUES (?, ?, ?, ?, ?, ?, ?)";
static const char remove_sql[] =
    "DELETE FROM customer WHERE sender = ? AND number = ?";

/* An import in progress. */
struct import {
	struct registry *r;
	const struct register_row *rows; /* sorted */
	size_t n;
	unsigned flags;
	register_change *change;
	void *arg;
	struct register_counts *counts;
	sqlite3_stmt *put, *remove; /* NULL in a dry run */
	struct fault *fault;
};

static int
compare_text(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int way = n ? memcmp(a.p, b.p, n) : 0;
	return way ? way : (a.n > b.n) - (a.n < b.n);
}

/* By sender and number. */
static int
compare_key(const void *x, const void *y)
{
	const struct register_row *a = x, *b = y;
	int way =
	    compare_text(a->value[REGISTER_SENDER], b->value[REGISTER_SENDER]);
	return way ? way
		   : compare_text(
			 a->value[REGISTER_NUMBER], b->value[REGISTER_NUMBER]);
}

static int
compare_row(const void *x, const void *y)
{
	const struct register_row *a = x, *b = y;
	int way = compare_key(a, b);
	return way ? way : (a->line > b->line) - (a->line < b->line);
}

bool
register_twice(struct register_row *rows, size_t n, size_t lines[2])
{
	if (n)
		qsort(rows, n, sizeof(*rows), compare_row);
	for (size_t i = 1; i < n; i++)
		if (compare_key(&rows[i - 1], &rows[i]) == 0) {
			lines[0] = rows[i - 1].line;
			lines[1] = rows[i].line;
			return true;
		}
	return false;
}

/* Gives `now` what the row does not speak of; returns what differs. */
static unsigned
merge(const struct register_row *old, struct register_row *now)
{
	unsigned changed = 0;
	for (int i = 0; i < REGISTER_COLUMNS; i++) {
		if (!(now->given >> i & 1))
			now->value[i] = old->value[i];
		if (!str_eq(now->value[i], old->value[i]))
			changed |= 1u << i;
	}
	return changed;
}

static void
tell(const struct import *im, char sign, const struct register_row *old,
    const struct register_row *now, unsigned changed)
{
	if (im->change)
		im->change(im->arg, sign, old, now, changed);
}

static bool
put(struct import *im, const struct register_row *row)
{
	const struct str none = { NULL, 0 };
	if (!im->put)
		return true;
	for (int i = 0; i < REGISTER_COLUMNS; i++)
		db_bind(im->put, i + 1, row->value[i].n ? row->value[i] : none);
	return db_run(&im->r->db, im->put, im->fault);
}

static bool
take_row(struct import *im, const struct register_row *row, struct arena *a)
{
	struct register_row old, now = *row;
	unsigned changed;
	switch (register_get(im->r, row->value[REGISTER_SENDER],
	    row->value[REGISTER_NUMBER], &old, a, im->fault)) {
	case REGISTER_NONE:
		im->counts->added++;
		tell(im, '+', NULL, &now, 0);
		return put(im, &now);
	case REGISTER_FOUND:
		changed = merge(&old, &now);
		if (!changed) {
			im->counts->same++;
			return true;
		}
		im->counts->changed++;
		tell(im, '~', &old, &now, changed);
		return put(im, &now);
	default:
		return false;
	}
}

static bool
take_rows(struct import *im)
{
	struct arena a = { 0 };
	bool ok = true;
	for (size_t i = 0; i < im->n && ok; i++) {
		arena_reset(&a);
		ok = take_row(im, &im->rows[i], &a);
	}
	arena_free(&a);
	return ok;
}

/*
 * A customer that the rows do not have. Deleting the row that a query stands
 * on is allowed by SQLite, and leaves the query where it is.
 */
static bool
drop(void *arg, const struct register_row *row)
{
	struct import *im = arg;
	if (bsearch(row, im->rows, im->n, sizeof(*row), compare_key))
		return true;
	im->counts->removed++;
	tell(im, '-', row, NULL, 0);
	if (!im->remove)
		return true;
	db_bind(im->remove, 1, row->value[REGISTER_SENDER]);
	db_bind(im->remove, 2, row->value[REGISTER_NUMBER]);
	return db_run(&im->r->db, im->remove, im->fault);
}

/* Removes what each sender of the rows has besides. */
static bool
drop_rest(struct import *im)
{
	for (size_t i = 0; i < im->n; i++) {
		struct str sender = im->rows[i].value[REGISTER_SENDER];
		if (i && str_eq(sender, im->rows[i - 1].value[REGISTER_SENDER]))
			continue;
		im->r->db.status = MC_OK;
		if (!register_each(im->r, sender, drop, im, im->fault) ||
		    im->r->db.status != MC_OK)
			return false;
	}
	return true;
}

static bool
run(struct import *im)
{
	return take_rows(im) &&
	       (!(im->flags & REGISTER_REPLACE) || drop_rest(im));
}

static bool
run_dry(struct import *im)
{
	return register_snapshot(im->r, im->fault) && run(im);
}

static bool
run_wet(struct import *im)
{
	struct db *db = &im->r->db;
	if (!db_exec(db, "BEGIN IMMEDIATE", im->fault))
		return false;
	im->put = db_prepare(db, put_sql, im->fault);
	im->remove = im->put ? db_prepare(db, remove_sql, im->fault) : NULL;
	bool ok = im->remove && run(im);
	sqlite3_finalize(im->put);
	sqlite3_finalize(im->remove);
	if (ok && db_exec(db, "COMMIT", im->fault))
		return true;
	enum mc_status why = db->status;
	db_exec(db, "ROLLBACK", NULL);
	db->status = why;
	return false;
}

bool
register_import(struct registry *r, const struct register_row *rows, size_t n,
    unsigned flags, register_change *change, void *arg,
    struct register_counts *counts, struct fault *f)
{
	struct import im = { .r = r,
		.rows = rows,
		.n = n,
		.flags = flags,
		.change = change,
		.arg = arg,
		.counts = counts,
		.fault = f };
	*counts = (struct register_counts){ 0 };
	return flags & REGISTER_DRY ? run_dry(&im) : run_wet(&im);
}
