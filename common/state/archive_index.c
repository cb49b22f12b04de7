/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "archive_db.h"
#include "base/mask.h"

enum { VERSION = 3 };

static const char schema[] =
    "CREATE TABLE volume (line INTEGER PRIMARY KEY, path TEXT NOT NULL,"
    " at TEXT NOT NULL, end INTEGER NOT NULL, head BLOB NOT NULL,"
    " chain INTEGER NOT NULL);"
    "CREATE TABLE record (row INTEGER PRIMARY KEY,"
    " key BLOB NOT NULL UNIQUE, chain BLOB NOT NULL,"
    " volume INTEGER NOT NULL, offset INTEGER NOT NULL,"
    " line INTEGER NOT NULL, latest INTEGER NOT NULL, id TEXT NOT NULL,"
    " kind TEXT NOT NULL, number TEXT, date TEXT, amount TEXT,"
    " amount_key TEXT, currency TEXT, name TEXT, folded TEXT,"
    " source TEXT, fate INTEGER NOT NULL, sends TEXT,"
    " state TEXT NOT NULL);"
    "CREATE INDEX record_id ON record (id);"
    "CREATE INDEX record_number ON record (number);"
    "CREATE INDEX record_date ON record (date);"
    "CREATE INDEX record_amount ON record (amount_key);"
    "CREATE INDEX record_name ON record (folded);"
    "CREATE INDEX record_state ON record (state, date);"
    "CREATE TABLE term (kind TEXT NOT NULL, value TEXT NOT NULL,"
    " row INTEGER NOT NULL, PRIMARY KEY (kind, value, row)) WITHOUT ROWID;"
    "CREATE TABLE event (row INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
    " key TEXT NOT NULL, document TEXT, record INTEGER NOT NULL,"
    " at INTEGER NOT NULL, channel TEXT, outcome TEXT, amount TEXT,"
    " currency TEXT, UNIQUE (kind, key));"
    "CREATE INDEX event_document ON event (document);"
    "CREATE TABLE file (sha256 TEXT PRIMARY KEY, path TEXT NOT NULL,"
    " volume INTEGER NOT NULL, offset INTEGER NOT NULL,"
    " line INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE dirty (document TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE erasure (one INTEGER PRIMARY KEY, line INTEGER NOT NULL,"
    " end INTEGER NOT NULL, head BLOB NOT NULL, loose INTEGER NOT NULL);";

/* Tables of all versions. */
static const char drop[] =
    "DROP TABLE IF EXISTS volume; DROP TABLE IF EXISTS record;"
    "DROP TABLE IF EXISTS term; DROP TABLE IF EXISTS event;"
    "DROP TABLE IF EXISTS file; DROP TABLE IF EXISTS dirty;"
    "DROP TABLE IF EXISTS erasure;";

static const char mine_schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE mine (key BLOB PRIMARY KEY, chain BLOB, offset INTEGER)"
    " WITHOUT ROWID; BEGIN";

static bool
exec(struct archive_index *x, const char *sql, struct fault *f)
{
	return db_exec(&x->db, sql, f) || archive_db_failed(x, &x->db);
}

static bool
prepare(struct archive_index *x, struct db *db, sqlite3_stmt **s,
    const char *sql, struct fault *f)
{
	*s = db_prepare(db, sql, f);
	return *s || archive_db_failed(x, db);
}

/* A database of its own in a file without a name. */
static bool
open_mine(struct archive_index *x, struct fault *f)
{
	snprintf(x->mine.path, sizeof(x->mine.path), "(temporary)");
	return (sqlite3_open_v2("", &x->mine.sqlite,
		    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		    NULL) == SQLITE_OK
		       ? db_exec(&x->mine, mine_schema, f)
		       : db_fault(&x->mine, f)) ||
	       archive_db_failed(x, &x->mine);
}

static bool
prepare_mine(struct archive_index *x, struct fault *f)
{
	return prepare(x, &x->mine, &x->note,
		   "INSERT INTO mine (key, chain, offset) VALUES (?, ?, ?)",
		   f) &&
	       prepare(x, &x->mine, &x->noted,
		   "SELECT '', '', chain, offset FROM mine WHERE key = ?", f);
}

/* The schema's version as the file says it. */
static int
version_of(struct archive_index *x)
{
	struct fault f;
	int version = 0;
	sqlite3_stmt *s = db_prepare(&x->db, "PRAGMA user_version", &f);
	if (s && db_step(&x->db, s, &f) == SQLITE_ROW)
		version = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return version;
}

/* Gives an index of an older version this one's tables, which are empty. */
static bool
make_anew(struct archive_index *x, struct fault *f)
{
	char set[64];
	snprintf(set, sizeof(set), "PRAGMA user_version = %d", VERSION);
	if (!exec(x, "BEGIN IMMEDIATE", f))
		return false;
	/* another process may just have done it */
	bool old = version_of(x) < VERSION;
	bool ok =
	    !old || (exec(x, drop, f) && exec(x, schema, f) && exec(x, set, f));
	ok = ok && exec(x, "COMMIT", f);
	if (!ok)
		archive_index_rollback(x);
	x->anew = ok && old;
	return ok;
}

static bool
index_path(const struct home *h, const char *tail, char path[PATH_MAX],
    struct fault *f)
{
	char name[64];
	snprintf(name, sizeof(name), "archive/index.db%s", tail);
	return home_join(h, str_of(name), path, f);
}

bool
archive_index_open(
    struct archive_index *x, const struct home *h, struct fault *f)
{
	char path[PATH_MAX];
	*x = (struct archive_index){ .status = MC_CREATE };
	if (!index_path(h, "", path, f))
		return false;
	if (!db_open(&x->db, path, schema, VERSION, f)) {
		archive_db_failed(x, &x->db);
		int has = x->status == MC_CONFIG ? version_of(x) : 0;
		if (has < 1 || has > VERSION || !make_anew(x, f))
			return false;
	}
	x->status = MC_OK;
	return exec(x, "PRAGMA cache_size = -4096", f) && open_mine(x, f) &&
	       prepare_mine(x, f) && archive_db_prepare(x, f);
}

void
archive_index_close(struct archive_index *x)
{
	archive_db_finish(x);
	sqlite3_finalize(x->note);
	sqlite3_finalize(x->noted);
	db_close(&x->mine);
	db_close(&x->db);
	*x = (struct archive_index){ 0 };
}

bool
archive_index_remove(const struct home *h, struct fault *f)
{
	static const char *const tails[] = { "-wal", "-shm", "" };
	char path[PATH_MAX];
	for (int i = 0; i < 3; i++) {
		if (!index_path(h, tails[i], path, f))
			return false;
		if (unlink(path) != 0 && errno != ENOENT)
			return fault_set(f, path, "archive",
			    "cannot remove: %s", strerror(errno));
	}
	return true;
}

static bool
blob(sqlite3_stmt *s, int column, unsigned char to[SHA256_BYTES])
{
	const void *p = sqlite3_column_blob(s, column);
	if (!p || sqlite3_column_bytes(s, column) != SHA256_BYTES)
		return false;
	memcpy(to, p, SHA256_BYTES);
	return true;
}

bool
archive_index_position(
    struct archive_index *x, struct ledger_walk *w, struct fault *f)
{
	sqlite3_stmt *s;
	*w = (struct ledger_walk){ 0 };
	if (!prepare(x, &x->db, &s,
		"SELECT line, end, head FROM volume"
		" ORDER BY line DESC LIMIT 1",
		f))
		return false;
	int row = db_step(&x->db, s, f);
	if (row == SQLITE_ROW && blob(s, 2, w->head)) {
		w->line = sqlite3_column_int64(s, 0);
		w->at = sqlite3_column_int64(s, 1);
	}
	sqlite3_finalize(s);
	return row || archive_db_failed(x, &x->db);
}

bool
archive_index_clear(struct archive_index *x, struct fault *f)
{
	if (exec(x,
		"BEGIN IMMEDIATE; DELETE FROM term; DELETE FROM record;"
		"DELETE FROM event; DELETE FROM file; DELETE FROM dirty;"
		"DELETE FROM volume; DELETE FROM erasure; COMMIT",
		f))
		return true;
	archive_index_rollback(x);
	return false;
}

bool
archive_index_begin(struct archive_index *x, const struct ledger_entry *e,
    int64_t chain, struct fault *f)
{
	sqlite3_stmt *s;
	if (!exec(x, "BEGIN IMMEDIATE", f) ||
	    !prepare(x, &x->db, &s,
		"INSERT INTO volume (line, path, at, end, head, chain)"
		" VALUES (?, ?, ?, ?, ?, ?)",
		f))
		return false;
	sqlite3_bind_int64(s, 1, e->line);
	db_bind(s, 2, str_of(e->volume));
	db_bind(s, 3, str_of(e->at));
	sqlite3_bind_int64(s, 4, e->end);
	sqlite3_bind_blob(s, 5, e->head, SHA256_BYTES, SQLITE_STATIC);
	sqlite3_bind_int64(s, 6, chain);
	bool ok = db_run(&x->db, s, f) || archive_db_failed(x, &x->db);
	sqlite3_finalize(s);
	return ok;
}

bool
archive_index_commit(struct archive_index *x, struct fault *f)
{
	return archive_state_settle(x, f) && exec(x, "COMMIT", f);
}

void
archive_index_rollback(struct archive_index *x)
{
	if (x->db.sqlite && !sqlite3_get_autocommit(x->db.sqlite))
		db_exec(&x->db, "ROLLBACK", NULL);
}

struct str
archive_index_id(struct str id, struct buf *b)
{
	if (!mask_hit(id))
		return id;
	*b = (struct buf)BUF_INIT((size_t)1 << 26);
	buf_addstr(b, id);
	mask_text(b->p, b->n);
	return buf_str(b);
}

/* Puts a term into the index, unless it is an identity number. */
static bool
add_term(struct archive_index *x, const struct archive_term *t, int64_t row,
    struct fault *f)
{
	struct str value = archive_db_harmless(t->value);
	if (!value.p)
		return true;
	db_bind(x->st->s[TERM], 1, str_of(t->kind));
	db_bind(x->st->s[TERM], 2, value);
	sqlite3_bind_int64(x->st->s[TERM], 3, row);
	return archive_db_run(x, TERM, f);
}

/* The state that follows from this record alone. */
static const char *
own_state(const struct archive_row *r)
{
	struct fold fold;
	struct fold_version v = {
		.rejected = r->rejected, .held = r->held, .payable = r->amount
	};
	if (r->erased)
		return "erased";
	fold_events(&fold, &v, 1, r->attempt, r->attempts_n);
	return fold_word(&fold);
}

static void
bind_amount(sqlite3_stmt *s, struct dec d)
{
	char amount[DEC_TEXT], key[ARCHIVE_AMOUNT];
	if (!d.set) {
		sqlite3_bind_null(s, 10);
		sqlite3_bind_null(s, 11);
		return;
	}
	size_t n = dec_format(d, amount);
	sqlite3_bind_text(s, 10, amount, (int)n, SQLITE_TRANSIENT);
	n = archive_amount_key(d, key);
	sqlite3_bind_text(s, 11, key, (int)n, SQLITE_TRANSIENT);
}

/* Binds the name, and a copy in lower case for searching. */
static void
bind_name(sqlite3_stmt *s, struct str name)
{
	struct buf folded = BUF_INIT(1 << 26);
	db_bind(s, 13, name);
	archive_fold_case(&folded, name);
	if (name.p)
		sqlite3_bind_text(s, 14, folded.p ? folded.p : "",
		    (int)folded.n, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(s, 14);
	buf_free(&folded);
}

/* Half a digest tells documents of one id apart. */
static struct str
half(struct str hex)
{
	hex.n = hex.n < SHA256_BYTES ? hex.n : SHA256_BYTES;
	return hex;
}

/* The row itself; *row is its number, 0 when the key was there. */
static bool
add_row(struct archive_index *x, int64_t volume, struct str id,
    const struct archive_row *r, int64_t *row, struct fault *f)
{
	char date[DATE_TEXT];
	struct buf sends = BUF_INIT(1 << 22);
	sqlite3_stmt *s = x->st->s[ADD];
	if (date_set(r->date))
		date_format(r->date, date);
	archive_state_pack(&sends, r);
	sqlite3_bind_blob(s, 1, r->key, SHA256_BYTES, SQLITE_STATIC);
	sqlite3_bind_blob(s, 2, r->chain, SHA256_BYTES, SQLITE_STATIC);
	sqlite3_bind_int64(s, 3, volume);
	sqlite3_bind_int64(s, 4, r->offset);
	sqlite3_bind_int64(s, 5, r->line);
	db_bind(s, 6, id);
	db_bind(s, 7, r->kind);
	db_bind(s, 8, archive_db_harmless(r->number));
	db_bind(s, 9, str_of(date_set(r->date) ? date : NULL));
	bind_amount(s, r->amount);
	db_bind(s, 12, archive_db_harmless(r->currency));
	bind_name(s, archive_db_harmless(r->name));
	db_bind(s, 15, half(r->source));
	sqlite3_bind_int(s, 16, archive_state_fate(r));
	db_bind(s, 17, (struct str){ sends.n ? sends.p : NULL, sends.n });
	db_bind(s, 18, str_of(own_state(r)));
	bool ok = archive_db_run(x, ADD, f);
	*row = ok && sqlite3_changes(x->db.sqlite)
		   ? sqlite3_last_insert_rowid(x->db.sqlite)
		   : 0;
	buf_free(&sends);
	return ok;
}

bool
archive_index_add(struct archive_index *x, const struct ledger_entry *e,
    const struct archive_row *r, struct fault *f)
{
	struct buf room = { 0 };
	struct str id = archive_index_id(r->id, &room);
	sqlite3_stmt *s = x->st->s[OLDER];
	int64_t row = 0;
	bool ok = add_row(x, e->line, id, r, &row, f), older = false;
	if (ok && row) {
		db_bind(s, 1, id);
		sqlite3_bind_int64(s, 2, row);
		ok = archive_db_run(x, OLDER, f);
		older = sqlite3_changes(x->db.sqlite) > 0;
	}
	for (size_t i = 0; ok && row && i < r->terms_n; i++)
		ok = add_term(x, &r->term[i], row, f);
	ok = ok && (!row || archive_state_note(x, id, row, r, older, f));
	buf_free(&room);
	return ok;
}

bool
archive_index_add_file(struct archive_index *x, const struct ledger_entry *e,
    const struct archive_file *file, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[ADD_FILE];
	db_bind(s, 1, file->sha256);
	db_bind(s, 2, file->path);
	sqlite3_bind_int64(s, 3, e->line);
	sqlite3_bind_int64(s, 4, file->offset);
	sqlite3_bind_int64(s, 5, file->line);
	return archive_db_run(x, ADD_FILE, f);
}
