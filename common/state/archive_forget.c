/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "archive_db.h"

bool
archive_index_erasures(struct archive_index *x, struct erasures_walk *w,
    bool *loose, struct fault *f)
{
	*w = (struct erasures_walk){ 0 };
	*loose = false;
	sqlite3_stmt *s =
	    db_prepare(&x->db, "SELECT line, end, head, loose FROM erasure", f);
	if (!s)
		return archive_db_failed(x, &x->db);
	int row = db_step(&x->db, s, f);
	if (row == SQLITE_ROW) {
		struct str head = db_column_blob(s, 2);
		w->line = sqlite3_column_int64(s, 0);
		w->at = sqlite3_column_int64(s, 1);
		if (head.n == sizeof(w->head))
			memcpy(w->head, head.p, head.n);
		*loose = sqlite3_column_int(s, 3) != 0;
	}
	sqlite3_finalize(s);
	return row || archive_db_failed(x, &x->db);
}

static bool
set_position(struct archive_index *x, const struct erasures_walk *w, bool loose,
    struct fault *f)
{
	sqlite3_stmt *s = x->st->s[ERASURES];
	sqlite3_bind_int64(s, 1, w->line);
	sqlite3_bind_int64(s, 2, w->at);
	sqlite3_bind_blob(s, 3, w->head, SHA256_BYTES, SQLITE_STATIC);
	sqlite3_bind_int(s, 4, loose);
	return archive_db_run(x, ERASURES, f);
}

/* Runs a statement with that row as its only parameter. */
static bool
run_of(struct archive_index *x, int statement, int64_t row, struct fault *f)
{
	sqlite3_bind_int64(x->st->s[statement], 1, row);
	return archive_db_run(x, statement, f);
}

/* What a receipt or payment said of documents is said no more. */
static bool
forget_events(struct archive_index *x, int64_t row, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[ABOUT];
	int step;
	sqlite3_bind_int64(s, 1, row);
	while ((step = db_step(&x->db, s, f)) == SQLITE_ROW)
		if (!archive_state_dirty(x, db_column(s, 0), f))
			break;
	sqlite3_reset(s);
	if (step != SQLITE_DONE)
		return archive_db_failed(x, &x->db);
	return run_of(x, FORGET_EVENTS, row, f);
}

/* Forgets a version; *changed: it had not been forgotten before. */
static bool
forget(struct archive_index *x, const unsigned char key[SHA256_BYTES],
    struct str number, bool *changed, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[ERASED_ROW];
	bool ok = true;
	int64_t row = 0;
	sqlite3_bind_blob(s, 1, key, SHA256_BYTES, SQLITE_STATIC);
	int step = db_step(&x->db, s, f);
	if (step == SQLITE_ROW) {
		row = sqlite3_column_int64(s, 0);
		ok = archive_state_dirty(x, db_column(s, 1), f);
	}
	sqlite3_reset(s);
	if (!step || !ok)
		return archive_db_failed(x, &x->db);
	if (step != SQLITE_ROW)
		return true;
	*changed = true;
	s = x->st->s[FORGET];
	db_bind(s, 1, number);
	sqlite3_bind_int64(s, 2, row);
	return archive_db_run(x, FORGET, f) &&
	       run_of(x, FORGET_TERMS, row, f) && forget_events(x, row, f);
}

bool
archive_index_erase(struct archive_index *x, const struct erasure *e,
    const struct erasures_walk *w, struct fault *f)
{
	struct erasures_walk was;
	bool loose;
	bool ok = db_exec(&x->db, "BEGIN IMMEDIATE", f) ||
		  archive_db_failed(x, &x->db);
	ok = ok && archive_index_erasures(x, &was, &loose, f);
	for (size_t i = 0; ok && i < e->versions_n; i++)
		ok = forget(x, e->version[i].key,
		    archive_db_harmless(e->number), &loose, f);
	ok = ok && set_position(x, w, loose, f) && archive_index_commit(x, f);
	if (!ok)
		archive_index_rollback(x);
	return ok;
}

/* Moves all of the log into the file; *busy: somebody still reads it. */
static bool
checkpoint(struct archive_index *x, bool *busy, struct fault *f)
{
	sqlite3_stmt *s =
	    db_prepare(&x->db, "PRAGMA wal_checkpoint(TRUNCATE)", f);
	if (!s)
		return archive_db_failed(x, &x->db);
	int step = db_step(&x->db, s, f);
	*busy = step == SQLITE_ROW && sqlite3_column_int(s, 0) != 0;
	sqlite3_finalize(s);
	return step || archive_db_failed(x, &x->db);
}

bool
archive_index_compact(struct archive_index *x, struct fault *f)
{
	struct erasures_walk w;
	bool loose, busy;
	if (!db_exec(&x->db, "VACUUM", f))
		return archive_db_failed(x, &x->db);
	if (!checkpoint(x, &busy, f))
		return false;
	if (busy) {
		x->status = MC_RETRY;
		return fault_set(f, "archive/index.db", "archive",
		    "another process reads it, it is made anew later");
	}
	return archive_index_erasures(x, &w, &loose, f) &&
	       set_position(x, &w, false, f);
}

bool
archive_index_claims(struct archive_index *x, struct str id,
    struct erasure_claim **list, size_t *n, struct arena *a, struct fault *f)
{
	static const char sql[] =
	    "SELECT e.key, e.document FROM event e WHERE e.kind = ?2"
	    " AND e.record IN (SELECT p.row FROM term p"
	    " WHERE p.kind = 'reference' AND p.value IN"
	    " (SELECT t.value FROM record r JOIN term t ON t.row = r.row"
	    " WHERE r.id = ?1 AND t.kind = 'reference'))"
	    " UNION SELECT key, document FROM event"
	    " WHERE kind = ?2 AND document = ?1";
	struct buf room = { 0 };
	int step;
	*n = 0;
	*list = NULL;
	sqlite3_stmt *s = db_prepare(&x->db, sql, f);
	if (!s)
		return archive_db_failed(x, &x->db);
	db_bind(s, 1, archive_index_id(id, &room));
	sqlite3_bind_int(s, 2, FOLD_PAYMENT);
	while ((step = db_step(&x->db, s, f)) == SQLITE_ROW) {
		*list = arena_extend(a, *list, *n, sizeof(**list));
		struct erasure_claim *c = &(*list)[*n];
		c->document = arena_str(a, db_column(s, 1));
		*n += hex_parse(db_column(s, 0), c->key, SHA256_BYTES);
	}
	sqlite3_finalize(s);
	buf_free(&room);
	return step || archive_db_failed(x, &x->db);
}

bool
archive_index_about(struct archive_index *x, struct str id,
    struct str *document, struct arena *a, struct fault *f)
{
	static const char sql[] =
	    "SELECT e.document FROM record r JOIN event e ON e.record = r.row"
	    " WHERE r.id = ? AND EXISTS (SELECT 1 FROM record d"
	    " WHERE d.id = e.document AND d.fate & 4 = 0) LIMIT 1";
	struct buf room = { 0 };
	*document = (struct str){ NULL, 0 };
	sqlite3_stmt *s = db_prepare(&x->db, sql, f);
	if (!s)
		return archive_db_failed(x, &x->db);
	db_bind(s, 1, archive_index_id(id, &room));
	int step = db_step(&x->db, s, f);
	if (step == SQLITE_ROW)
		*document = arena_str(a, db_column(s, 0));
	sqlite3_finalize(s);
	buf_free(&room);
	return step || archive_db_failed(x, &x->db);
}
