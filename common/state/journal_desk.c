/* SPDX-License-Identifier: ISC */
#include "base/buf.h"
#include "base/mask.h"
#include "journal_db.h"

/* ---- documents ------------------------------------------------------- */

bool
journal_note(struct journal *j, const struct journal_event *e, int64_t *row,
    struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, ADD_EVENT, f);
	if (!s)
		return false;
	struct buf reason = BUF_INIT(1 << 20);
	buf_addstr(&reason, e->reason);
	mask_text(reason.p, reason.n);
	db_bind(s, 1, e->at);
	db_bind(s, 2, e->user);
	db_bind(s, 3, e->what);
	db_bind(s, 4, buf_str(&reason));
	for (int i = 0; i < 2; i++) {
		int64_t about = i ? e->delivery : e->document;
		if (about)
			sqlite3_bind_int64(s, 5 + i, about);
		else
			sqlite3_bind_null(s, 5 + i);
	}
	db_bind(s, 7, e->run);
	bool ok = db_run(&j->db, s, f);
	buf_free(&reason);
	if (ok && row)
		*row = sqlite3_last_insert_rowid(j->db.sqlite);
	return ok;
}

bool
journal_set_state(struct journal *j, int64_t document, enum journal_state state,
    int64_t event, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, SET_STATE, f);
	if (!s)
		return false;
	sqlite3_bind_int(s, 1, (int)state);
	if (event)
		sqlite3_bind_int64(s, 2, event);
	else
		sqlite3_bind_null(s, 2);
	sqlite3_bind_int64(s, 3, document);
	return db_run(&j->db, s, f);
}

/* The first number that no series of the document has had. */
static bool
next_series(
    struct journal *j, int64_t document, int64_t *series, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, NEXT_SERIES, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	int code = db_step(&j->db, s, f);
	if (code == SQLITE_ROW)
		*series = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	return code == SQLITE_ROW;
}

bool
journal_order(struct journal *j, int64_t document, struct str purpose,
    struct str order, int64_t *series, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, ADD_SERIES, f);
	if (!s || !next_series(j, document, series, f))
		return false;
	sqlite3_bind_int64(s, 1, document);
	sqlite3_bind_int64(s, 2, *series);
	db_bind(s, 3, purpose);
	db_bind(s, 4, order);
	return db_run(&j->db, s, f);
}

bool
journal_add_order(
    struct journal *j, struct str order, int64_t event, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, ADD_ORDER, f);
	if (!s)
		return false;
	db_bind(s, 1, order);
	sqlite3_bind_int64(s, 2, event);
	return db_run(&j->db, s, f);
}

bool
journal_find_order(struct journal *j, struct str order, struct arena *a,
    struct journal_event *e, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, FIND_ORDER, f);
	*e = (struct journal_event){ 0 };
	if (!s)
		return false;
	db_bind(s, 1, order);
	int code = db_step(&j->db, s, f);
	if (code == SQLITE_ROW)
		*e = (struct journal_event){ .at = journal_text(s, 0, a),
			.user = journal_text(s, 1, a),
			.what = journal_text(s, 2, a),
			.reason = journal_text(s, 3, a) };
	sqlite3_reset(s);
	return code != 0;
}

bool
journal_let_replace(struct journal *j, int64_t document, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, SET_REPLACE, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, document);
	return db_run(&j->db, s, f);
}

bool
journal_take_over(struct journal *j, int64_t document, struct str sha256,
    struct str run, int64_t *series, bool *got, struct fault *f)
{
	int n;
	sqlite3_stmt *s = journal_statement(j, TAKE_OVER, f);
	if (!s || !next_series(j, document, series, f))
		return false;
	db_bind(s, 1, sha256);
	db_bind(s, 2, run);
	sqlite3_bind_int64(s, 3, *series);
	sqlite3_bind_int64(s, 4, document);
	if (!journal_update(j, s, &n, f))
		return false;
	*got = n == 1;
	return true;
}

/* The one column of all rows, in the arena. */
static bool
texts(struct journal *j, sqlite3_stmt *s, struct arena *a, struct str **list,
    size_t *n, struct fault *f)
{
	int code;
	*list = NULL;
	*n = 0;
	while ((code = db_step(&j->db, s, f)) == SQLITE_ROW) {
		*list = arena_extend(a, *list, *n, sizeof(**list));
		(*list)[(*n)++] = journal_text(s, 0, a);
	}
	sqlite3_reset(s);
	return code == SQLITE_DONE;
}

bool
journal_run(struct journal *j, struct str run, struct arena *a,
    struct str **ids, size_t *n, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, RUN_IDS, f);
	if (!s)
		return false;
	db_bind(s, 1, run);
	return texts(j, s, a, ids, n, f);
}

/* ---- runs that wait -------------------------------------------------- */

bool
journal_take_in(struct journal *j, struct str sha256, struct str run,
    struct str pilot, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, ADD_INTAKE, f);
	if (!s)
		return false;
	db_bind(s, 1, sha256);
	db_bind(s, 2, run);
	db_bind(s, 3, pilot);
	return db_run(&j->db, s, f);
}

bool
journal_add_runner(struct journal *j, struct str sha256, struct str user,
    struct str at, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, ADD_RUNNER, f);
	if (!s)
		return false;
	db_bind(s, 1, sha256);
	db_bind(s, 2, user);
	db_bind(s, 3, at);
	return db_run(&j->db, s, f);
}

static bool
users(struct journal *j, enum journal_sql which, struct str sha256,
    struct arena *a, struct str **list, size_t *n, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, which, f);
	if (!s)
		return false;
	db_bind(s, 1, sha256);
	return texts(j, s, a, list, n, f);
}

bool
journal_find_intake(struct journal *j, struct str sha256, struct arena *a,
    struct journal_intake *in, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, FIND_INTAKE, f);
	*in = (struct journal_intake){ 0 };
	if (!s)
		return false;
	db_bind(s, 1, sha256);
	int code = db_step(&j->db, s, f);
	if (code == SQLITE_ROW) {
		in->known = true;
		in->run = journal_text(s, 0, a);
		in->pilot = journal_text(s, 1, a);
	}
	sqlite3_reset(s);
	if (code != SQLITE_ROW)
		return code == SQLITE_DONE;
	return users(j, FIND_RUNNERS, sha256, a, &in->runners, &in->runners_n,
		   f) &&
	       users(j, FIND_APPROVALS, sha256, a, &in->approvers,
		   &in->approvers_n, f);
}

bool
journal_has_intake(
    struct journal *j, struct str run, bool *has, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, HAS_INTAKE, f);
	if (!s)
		return false;
	db_bind(s, 1, run);
	int code = db_step(&j->db, s, f);
	*has = code == SQLITE_ROW;
	sqlite3_reset(s);
	return code != 0;
}

bool
journal_approve(struct journal *j, struct str sha256, struct str user,
    int64_t event, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, ADD_APPROVAL, f);
	if (!s)
		return false;
	db_bind(s, 1, sha256);
	db_bind(s, 2, user);
	sqlite3_bind_int64(s, 3, event);
	return db_run(&j->db, s, f);
}

/* ---- lists ----------------------------------------------------------- */

/* The rows by run and id, each absent for all; NULL with the fault. */
static sqlite3_stmt *
narrowed(struct journal *j, enum journal_sql which, struct str run,
    struct str id, struct fault *f)
{
	sqlite3_stmt *s = journal_statement(j, which, f);
	if (s) {
		db_bind(s, 1, run);
		db_bind(s, 2, id);
	}
	return s;
}

bool
journal_list(struct journal *j, struct str run, struct str id,
    journal_each *each, void *arg, struct fault *f)
{
	struct arena a = { 0 };
	sqlite3_stmt *s = narrowed(j, LIST, run, id, f);
	int code = 0;
	bool more = s != NULL;
	while (more && (code = db_step(&j->db, s, f)) == SQLITE_ROW) {
		enum { ID = JOURNAL_COLUMNS, RUN, STATE, USER, REASON };
		const struct journal_entry e = { .id = db_column(s, ID),
			.run = db_column(s, RUN),
			.state =
			    (enum journal_state)sqlite3_column_int(s, STATE),
			.user = db_column(s, USER),
			.reason = db_column(s, REASON),
			.delivery = journal_row(s, &a) };
		more = each(arg, &e);
		arena_reset(&a);
	}
	sqlite3_reset(s);
	arena_free(&a);
	return s && code != 0;
}

bool
journal_events(struct journal *j, struct str run, struct str id,
    journal_each_event *each, void *arg, struct fault *f)
{
	sqlite3_stmt *s = narrowed(j, EVENTS, run, id, f);
	int code = 0;
	bool more = s != NULL;
	while (more && (code = db_step(&j->db, s, f)) == SQLITE_ROW) {
		const struct journal_event e = { .at = db_column(s, 0),
			.user = db_column(s, 1),
			.what = db_column(s, 2),
			.run = db_column(s, 4),
			.reason = db_column(s, 5) };
		more = each(arg, &e, db_column(s, 3));
	}
	sqlite3_reset(s);
	return s && code != 0;
}
