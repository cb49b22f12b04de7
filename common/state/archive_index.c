/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "archive_index.h"
#include "base/buf.h"
#include "base/mask.h"

enum { VERSION = 1, MASKED = 8 }; /* stars in a row that mean a masked value */

static const char schema[] =
    "CREATE TABLE volume (line INTEGER PRIMARY KEY, path TEXT NOT NULL,"
    " at TEXT NOT NULL, end INTEGER NOT NULL, head BLOB NOT NULL);"
    "CREATE TABLE record (row INTEGER PRIMARY KEY,"
    " key BLOB NOT NULL UNIQUE, chain BLOB NOT NULL,"
    " volume INTEGER NOT NULL, offset INTEGER NOT NULL,"
    " line INTEGER NOT NULL, latest INTEGER NOT NULL, id TEXT NOT NULL,"
    " kind TEXT NOT NULL, number TEXT, date TEXT, amount TEXT,"
    " amount_key TEXT, currency TEXT, name TEXT, state TEXT NOT NULL);"
    "CREATE INDEX record_id ON record (id);"
    "CREATE INDEX record_number ON record (number);"
    "CREATE INDEX record_date ON record (date);"
    "CREATE INDEX record_amount ON record (amount_key);"
    "CREATE TABLE term (kind TEXT NOT NULL, value TEXT NOT NULL,"
    " row INTEGER NOT NULL, PRIMARY KEY (kind, value, row)) WITHOUT ROWID;";

static const char mine_schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE mine (key BLOB PRIMARY KEY, chain BLOB, offset INTEGER)"
    " WITHOUT ROWID; BEGIN";

/* Notes the status of a failure of that database. */
static bool
failed(struct archive_index *x, const struct db *db)
{
	x->status = db->status;
	return false;
}

static bool
exec(struct archive_index *x, const char *sql, struct fault *f)
{
	return db_exec(&x->db, sql, f) || failed(x, &x->db);
}

static bool
prepare(struct archive_index *x, struct db *db, sqlite3_stmt **s,
    const char *sql, struct fault *f)
{
	*s = db_prepare(db, sql, f);
	return *s || failed(x, db);
}

static bool
prepare_all(struct archive_index *x, struct fault *f)
{
	return prepare(x, &x->db, &x->find,
		   "SELECT v.path, v.at, r.chain, r.offset FROM record r"
		   " JOIN volume v ON v.line = r.volume WHERE r.key = ?",
		   f) &&
	       prepare(x, &x->db, &x->versions,
		   "SELECT 1 FROM record WHERE id = ? LIMIT 1", f) &&
	       prepare(x, &x->db, &x->add,
		   "INSERT OR IGNORE INTO record (key, chain, volume, "
		   "offset,"
		   " line, latest, id, kind, number, date, amount, amount_key,"
		   " currency, name, state) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, "
		   "?,"
		   " ?, ?, ?, ?, ?)",
		   f) &&
	       prepare(x, &x->db, &x->older,
		   "UPDATE record SET latest = 0 WHERE id = ? AND latest = 1"
		   " AND row < ?",
		   f) &&
	       prepare(x, &x->db, &x->term,
		   "INSERT OR IGNORE INTO term (kind, value, row)"
		   " VALUES (?, ?, ?)",
		   f) &&
	       prepare(x, &x->mine, &x->note,
		   "INSERT INTO mine (key, chain, offset) VALUES (?, ?, ?)",
		   f) &&
	       prepare(x, &x->mine, &x->noted,
		   "SELECT '', '', chain, offset FROM mine WHERE key = ?", f);
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
	       failed(x, &x->mine);
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
	if (!db_open(&x->db, path, schema, VERSION, f))
		return failed(x, &x->db);
	return open_mine(x, f) && prepare_all(x, f);
}

void
archive_index_close(struct archive_index *x)
{
	sqlite3_stmt *all[] = { x->find, x->versions, x->note, x->noted, x->add,
		x->older, x->term };
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		sqlite3_finalize(all[i]);
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
	return row || failed(x, &x->db);
}

bool
archive_index_clear(struct archive_index *x, struct fault *f)
{
	if (exec(x,
		"BEGIN IMMEDIATE; DELETE FROM term; DELETE FROM record;"
		"DELETE FROM volume; COMMIT",
		f))
		return true;
	archive_index_rollback(x);
	return false;
}

bool
archive_index_begin(
    struct archive_index *x, const struct ledger_entry *e, struct fault *f)
{
	sqlite3_stmt *s;
	if (!exec(x, "BEGIN IMMEDIATE", f) ||
	    !prepare(x, &x->db, &s,
		"INSERT INTO volume (line, path, at, end, head)"
		" VALUES (?, ?, ?, ?, ?)",
		f))
		return false;
	sqlite3_bind_int64(s, 1, e->line);
	db_bind(s, 2, str_of(e->volume));
	db_bind(s, 3, str_of(e->at));
	sqlite3_bind_int64(s, 4, e->end);
	sqlite3_bind_blob(s, 5, e->head, SHA256_BYTES, SQLITE_STATIC);
	bool ok = db_run(&x->db, s, f) || failed(x, &x->db);
	sqlite3_finalize(s);
	return ok;
}

bool
archive_index_commit(struct archive_index *x, struct fault *f)
{
	return exec(x, "COMMIT", f);
}

void
archive_index_rollback(struct archive_index *x)
{
	if (x->db.sqlite && !sqlite3_get_autocommit(x->db.sqlite))
		db_exec(&x->db, "ROLLBACK", NULL);
}

/* The value, absent when it holds an identity number or held one. */
static struct str
harmless(struct str s)
{
	size_t stars = 0;
	for (size_t i = 0; i < s.n && stars < MASKED; i++)
		stars = s.p[i] == '*' ? stars + 1 : 0;
	if (s.n == 0 || stars == MASKED || mask_hit(s))
		return (struct str){ NULL, 0 };
	return s;
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

/*
 * A sign; for P the digits before the point in two digits, these digits, the
 * decimals without zeros at their end; for M the same with every digit
 * replaced by nine minus it, and a byte above all digits at the end.
 */
size_t
archive_amount_key(struct dec d, char text[ARCHIVE_AMOUNT])
{
	char digits[DEC_TEXT];
	bool minus = dec_is_negative(d);
	size_t n = dec_format(minus ? dec_neg(d) : d, digits), at = 3;
	const char *point = memchr(digits, '.', n);
	size_t whole = point ? (size_t)(point - digits) : n;
	const char *p = digits;
	while (point && n > whole && (digits[n - 1] == '0' || n == whole + 1))
		n--;
	while (whole > 0 && *p == '0') {
		p++;
		whole--;
	}
	snprintf(text, ARCHIVE_AMOUNT, "%c%02zu", minus ? 'M' : 'P', whole);
	for (; p < digits + n; p++)
		if (*p != '.')
			text[at++] = *p;
	for (size_t i = 1; minus && i < at; i++)
		text[i] = (char)('0' + '9' - text[i]);
	if (minus)
		text[at++] = '~';
	text[at] = '\0';
	return at;
}

/* Puts a term into the index, unless it is an identity number. */
static bool
add_term(struct archive_index *x, const struct archive_term *t, int64_t row,
    struct fault *f)
{
	struct str value = harmless(t->value);
	if (!value.p)
		return true;
	db_bind(x->term, 1, str_of(t->kind));
	db_bind(x->term, 2, value);
	sqlite3_bind_int64(x->term, 3, row);
	return db_run(&x->db, x->term, f) || failed(x, &x->db);
}

/* The row itself; *row is its number, 0 when the key was there. */
static bool
add_row(struct archive_index *x, int64_t volume, struct str id,
    const struct archive_row *r, int64_t *row, struct fault *f)
{
	char date[DATE_TEXT], amount[DEC_TEXT], key[ARCHIVE_AMOUNT];
	struct str none = { NULL, 0 };
	sqlite3_stmt *s = x->add;
	if (date_set(r->date))
		date_format(r->date, date);
	if (r->amount.set) {
		dec_format(r->amount, amount);
		archive_amount_key(r->amount, key);
	}
	sqlite3_bind_blob(s, 1, r->key, SHA256_BYTES, SQLITE_STATIC);
	sqlite3_bind_blob(s, 2, r->chain, SHA256_BYTES, SQLITE_STATIC);
	sqlite3_bind_int64(s, 3, volume);
	sqlite3_bind_int64(s, 4, r->offset);
	sqlite3_bind_int64(s, 5, r->line);
	db_bind(s, 6, id);
	db_bind(s, 7, r->kind);
	db_bind(s, 8, harmless(r->number));
	db_bind(s, 9, date_set(r->date) ? str_of(date) : none);
	db_bind(s, 10, r->amount.set ? str_of(amount) : none);
	db_bind(s, 11, r->amount.set ? str_of(key) : none);
	db_bind(s, 12, harmless(r->currency));
	db_bind(s, 13, harmless(r->name));
	db_bind(s, 14, str_of(r->state));
	if (!db_run(&x->db, s, f))
		return failed(x, &x->db);
	*row = sqlite3_changes(x->db.sqlite)
		   ? sqlite3_last_insert_rowid(x->db.sqlite)
		   : 0;
	return true;
}

bool
archive_index_add(struct archive_index *x, const struct ledger_entry *e,
    const struct archive_row *r, struct fault *f)
{
	struct buf room = { 0 };
	struct str id = archive_index_id(r->id, &room);
	int64_t row = 0;
	bool ok = add_row(x, e->line, id, r, &row, f);
	if (ok && row) {
		db_bind(x->older, 1, id);
		sqlite3_bind_int64(x->older, 2, row);
		ok = db_run(&x->db, x->older, f) || failed(x, &x->db);
	}
	for (size_t i = 0; ok && row && i < r->terms_n; i++)
		ok = add_term(x, &r->term[i], row, f);
	buf_free(&room);
	return ok;
}
