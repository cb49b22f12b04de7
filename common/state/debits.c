/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "db.h"
#include "debits.h"

enum { VERSION = 1 };

static const char schema[] =
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE file ("
    " file INTEGER PRIMARY KEY,"
    " scheme TEXT NOT NULL, sender TEXT NOT NULL, run TEXT NOT NULL,"
    " currency TEXT NOT NULL,"
    " path TEXT UNIQUE, sha256 TEXT, bytes INTEGER, records INTEGER,"
    " total INTEGER,"
    " temp TEXT);" /* until the file has its name */
    "CREATE INDEX file_temp ON file (temp) WHERE temp IS NOT NULL;"
    "CREATE TABLE debit ("
    " debit INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " sha256 TEXT NOT NULL,"
    " file INTEGER NOT NULL REFERENCES file,"
    " position INTEGER NOT NULL,"
    " payee TEXT NOT NULL, payer TEXT NOT NULL, reference TEXT NOT NULL,"
    " date TEXT NOT NULL,"
    " amount INTEGER NOT NULL CHECK (amount > 0),"
    " out INTEGER NOT NULL CHECK (out IN (0, 1)),"
    " UNIQUE (payee, payer, reference, date, out),"
    " UNIQUE (file, position));";

#define FILE_COLUMNS                                                           \
	"file, scheme, sender, run, currency, path, sha256, bytes, records, "  \
	"total"

enum statement {
	FIND_ID,
	FIND_SAME,
	FILE_OF,
	ID_OF,
	WAITING,
	NAMED,
	ADD_FILE,
	END_FILE,
	ADD,
	FILES,
	LIST,
	STATEMENTS,
};

static const char *const sql[STATEMENTS] = {
	[FIND_ID] = "SELECT file, position, sha256, payee, amount, out"
		    " FROM debit WHERE id = ?",
	[FIND_SAME] = "SELECT file, position FROM debit WHERE payee = ?"
		      " AND payer = ? AND reference = ? AND date = ?"
		      " AND out = ?",
	[FILE_OF] = "SELECT " FILE_COLUMNS " FROM file WHERE file = ?",
	[ID_OF] = "SELECT id FROM debit WHERE file = ? AND position = ?",
	[WAITING] = "SELECT temp, path, sha256 FROM file"
		    " WHERE temp IS NOT NULL ORDER BY file",
	[NAMED] = "UPDATE file SET temp = NULL WHERE temp = ?",
	[ADD_FILE] = "INSERT INTO file (scheme, sender, run, currency)"
		     " VALUES (?, ?, ?, ?)",
	[END_FILE] = "UPDATE file SET path = ?, sha256 = ?, bytes = ?,"
		     " records = ?, total = ?, temp = ? WHERE file = ?",
	[ADD] = "INSERT INTO debit (id, sha256, file, position, payee, payer,"
		" reference, date, amount, out)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[FILES] = "SELECT " FILE_COLUMNS " FROM file ORDER BY file",
	[LIST] = "SELECT id, payee, payer, date, amount, position, out"
		 " FROM debit JOIN file USING (file) WHERE path = ?"
		 " ORDER BY position",
};

struct debits {
	struct db db;
	const struct home *home;
	struct str key; /* borrowed */
	sqlite3_stmt *made[STATEMENTS]; /* at first need */
};

/* ---- opening --------------------------------------------------------- */

static struct debits *
opened(struct debits *d, bool ok, enum mc_status *status)
{
	*status = d->db.status;
	if (ok)
		return d;
	debits_close(d);
	return NULL;
}

/* The HMAC of words, each with a NUL behind it, as hex. */
static void
hash_of(struct str key, const struct str *words, size_t n, char *hex)
{
	unsigned char digest[SHA256_BYTES];
	struct buf b = BUF_INIT(1 << 20);
	for (size_t i = 0; i < n; i++) {
		buf_addstr(&b, words[i]);
		buf_addc(&b, '\0');
	}
	hmac_of(key, buf_str(&b), digest);
	hex_format(digest, SHA256_BYTES, hex);
	buf_free(&b);
}

/* Notes the key by its hash of nothing, or holds it against what is noted. */
static bool
check_key(struct debits *d, struct fault *f)
{
	const struct str word = STR("debits.db");
	char hex[SHA256_HEX];
	bool ok = true;
	if (!d->key.p)
		return true;
	hash_of(d->key, &word, 1, hex);
	sqlite3_stmt *s = db_prepare(
	    &d->db, "INSERT OR IGNORE INTO meta VALUES ('key', ?)", f);
	if (s)
		db_bind(s, 1, str_of(hex));
	ok = s && db_run(&d->db, s, f);
	sqlite3_finalize(s);
	s = ok ? db_prepare(
		     &d->db, "SELECT value FROM meta WHERE name = 'key'", f)
	       : NULL;
	ok = s && db_step(&d->db, s, f) == SQLITE_ROW;
	if (ok && !str_is(db_column(s, 0), hex)) {
		d->db.status = MC_CONFIG;
		ok = fault_set(f, d->db.path, "key",
		    "was made with another key of identity numbers, and would "
		    "not know its debits again");
	}
	sqlite3_finalize(s);
	return ok;
}

struct debits *
debits_open(const struct home *h, struct str key, enum mc_status *status,
    struct fault *f)
{
	char path[PATH_MAX];
	struct debits *d = xcalloc(1, sizeof(*d));
	d->home = h;
	d->key = key;
	d->db.status = MC_CONFIG;
	bool ok = home_join(h, str_of("debits.db"), path, f) &&
		  db_open(&d->db, path, schema, VERSION, f) && check_key(d, f);
	return opened(d, ok, status);
}

struct debits *
debits_open_read(const struct home *h, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	*status = MC_CONFIG;
	if (!home_join(h, str_of("debits.db"), path, f))
		return NULL;
	*status = MC_OK;
	if (access(path, F_OK) != 0)
		return NULL;
	struct debits *d = xcalloc(1, sizeof(*d));
	d->home = h;
	return opened(d, db_open_read(&d->db, path, VERSION, f), status);
}

void
debits_close(struct debits *d)
{
	if (!d)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(d->made[i]);
	db_close(&d->db);
	free(d);
}

enum mc_status
debits_status(const struct debits *d)
{
	return d->db.status;
}

static sqlite3_stmt *
statement(struct debits *d, enum statement which, struct fault *f)
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
find_waiting(struct debits *d, struct arena *a, struct waiting **list,
    size_t *n, struct fault *f)
{
	int code;
	sqlite3_stmt *s = statement(d, WAITING, f);
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
note_named(struct debits *d, const struct waiting *w, struct fault *f)
{
	sqlite3_stmt *s = statement(d, NAMED, f);
	if (!s)
		return false;
	db_bind(s, 1, w->temp);
	return db_run(&d->db, s, f);
}

/* The names first, then their durability, only then is the temporary gone. */
static bool
name_files(struct debits *d, const struct waiting *w, size_t n, struct fault *f)
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
debits_finish(struct debits *d, struct fault *f)
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

/* ---- looking --------------------------------------------------------- */

static void
place_of(sqlite3_stmt *s, struct debit_place *at)
{
	at->file = sqlite3_column_int64(s, 0);
	at->position = sqlite3_column_int64(s, 1);
}

/* The row a found statement stands on, and what it is to the document. */
static enum debits_found
known(sqlite3_stmt *s, struct str sha256, struct debit_place *at)
{
	place_of(s, at);
	return str_eq(db_column(s, 2), sha256) ? DEBITS_FILED : DEBITS_REUSED;
}

static enum debits_found
found(int code)
{
	return code == SQLITE_DONE ? DEBITS_NONE : DEBITS_FAILED;
}

enum debits_found
debits_find_id(struct debits *d, struct str id, struct str sha256,
    struct debit_place *at, struct fault *f)
{
	sqlite3_stmt *s = statement(d, FIND_ID, f);
	if (!s)
		return DEBITS_FAILED;
	db_bind(s, 1, id);
	int code = db_step(&d->db, s, f);
	enum debits_found is =
	    code == SQLITE_ROW ? known(s, sha256, at) : found(code);
	sqlite3_reset(s);
	return is;
}

/* Fills what stands in the row for payer and reference. */
static void
hash_debit(struct debits *d, const struct debit_order *b,
    char payer[SHA256_HEX], char reference[SHA256_HEX])
{
	const struct str words[] = { STR("payer"), b->payee, b->payer };
	const struct str ref[] = { STR("reference"), b->payee, b->reference };
	hash_of(d->key, words, 3, payer);
	hash_of(d->key, ref, 3, reference);
}

static bool
need_key(struct debits *d, struct fault *f)
{
	if (d->key.p)
		return true;
	d->db.status = MC_CONFIG;
	return fault_set(f, d->db.path, "key", "no key of identity numbers");
}

/* Claims that the row FIND_ID stands on is of that amount, to that payee. */
static bool
is_same(sqlite3_stmt *s, const struct debit_order *b)
{
	return str_eq(db_column(s, 3), b->payee) &&
	       sqlite3_column_int64(s, 4) == b->amount &&
	       (sqlite3_column_int(s, 5) != 0) == b->out;
}

static enum debits_found
find_same(struct debits *d, const struct debit_order *b, struct debit_place *at,
    struct fault *f)
{
	char payer[SHA256_HEX], reference[SHA256_HEX], date[DATE_TEXT];
	sqlite3_stmt *s = statement(d, FIND_SAME, f);
	if (!s || !need_key(d, f))
		return DEBITS_FAILED;
	hash_debit(d, b, payer, reference);
	date_format(b->date, date);
	db_bind(s, 1, b->payee);
	db_bind(s, 2, str_of(payer));
	db_bind(s, 3, str_of(reference));
	db_bind(s, 4, str_of(date));
	sqlite3_bind_int(s, 5, b->out);
	int code = db_step(&d->db, s, f);
	enum debits_found is = found(code);
	if (code == SQLITE_ROW) {
		place_of(s, at);
		is = DEBITS_TWICE;
	}
	sqlite3_reset(s);
	return is;
}

enum debits_found
debits_find(struct debits *d, const struct debit_order *b,
    struct debit_place *at, struct fault *f)
{
	sqlite3_stmt *s = statement(d, FIND_ID, f);
	if (!s)
		return DEBITS_FAILED;
	db_bind(s, 1, b->id);
	int code = db_step(&d->db, s, f);
	enum debits_found is = found(code);
	if (code == SQLITE_ROW) {
		is = known(s, b->sha256, at);
		if (is == DEBITS_FILED && !is_same(s, b))
			is = DEBITS_REUSED;
	}
	sqlite3_reset(s);
	return is == DEBITS_NONE ? find_same(d, b, at, f) : is;
}

/* The row of FILE_COLUMNS the statement stands on; text is borrowed. */
static struct debit_file
file_of(sqlite3_stmt *s)
{
	return (struct debit_file){ .row = sqlite3_column_int64(s, 0),
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

/* Steps to the one row there must be. */
static bool
must_step(struct debits *d, sqlite3_stmt *s, struct fault *f)
{
	int code = db_step(&d->db, s, f);
	if (code == SQLITE_DONE) {
		d->db.status = MC_BUG;
		fault_set(f, d->db.path, "database", "a row is missing");
	}
	return code == SQLITE_ROW;
}

bool
debits_file(struct debits *d, int64_t row, struct debit_file *file,
    struct arena *a, struct fault *f)
{
	sqlite3_stmt *s = statement(d, FILE_OF, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, row);
	bool ok = must_step(d, s, f);
	if (ok) {
		*file = file_of(s);
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
debits_id(struct debits *d, const struct debit_place *at, struct str *id,
    struct arena *a, struct fault *f)
{
	sqlite3_stmt *s = statement(d, ID_OF, f);
	if (!s)
		return false;
	sqlite3_bind_int64(s, 1, at->file);
	sqlite3_bind_int64(s, 2, at->position);
	bool ok = must_step(d, s, f);
	if (ok)
		*id = arena_str(a, db_column(s, 0));
	sqlite3_reset(s);
	return ok;
}

/* ---- adding ---------------------------------------------------------- */

bool
debits_begin(struct debits *d, struct fault *f)
{
	if (!db_exec(&d->db, "BEGIN IMMEDIATE", f))
		return false;
	if (!debits_finish(d, f)) {
		debits_rollback(d);
		return false;
	}
	batch_sweep(d->home);
	return true;
}

bool
debits_commit(struct debits *d, struct fault *f)
{
	return db_exec(&d->db, "COMMIT", f);
}

void
debits_rollback(struct debits *d)
{
	enum mc_status why = d->db.status;
	db_exec(&d->db, "ROLLBACK", NULL);
	d->db.status = why;
}

bool
debits_file_add(struct debits *d, struct debit_file *file, struct fault *f)
{
	sqlite3_stmt *s = statement(d, ADD_FILE, f);
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
debits_file_end(struct debits *d, const struct debit_file *file,
    const char *temp, struct fault *f)
{
	sqlite3_stmt *s = statement(d, END_FILE, f);
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

bool
debits_add(struct debits *d, const struct debit_order *b,
    const struct debit_place *at, struct fault *f)
{
	char payer[SHA256_HEX], reference[SHA256_HEX], date[DATE_TEXT];
	sqlite3_stmt *s = statement(d, ADD, f);
	if (!s || !need_key(d, f))
		return false;
	hash_debit(d, b, payer, reference);
	date_format(b->date, date);
	db_bind(s, 1, b->id);
	db_bind(s, 2, b->sha256.p ? b->sha256 : str_of(""));
	sqlite3_bind_int64(s, 3, at->file);
	sqlite3_bind_int64(s, 4, at->position);
	db_bind(s, 5, b->payee);
	db_bind(s, 6, str_of(payer));
	db_bind(s, 7, str_of(reference));
	db_bind(s, 8, str_of(date));
	sqlite3_bind_int64(s, 9, b->amount);
	sqlite3_bind_int(s, 10, b->out);
	return db_run(&d->db, s, f);
}

/* ---- listing --------------------------------------------------------- */

bool
debits_files(
    struct debits *d, debits_file_visit *each, void *arg, struct fault *f)
{
	int code;
	sqlite3_stmt *s = statement(d, FILES, f);
	if (!s)
		return false;
	while ((code = db_step(&d->db, s, f)) == SQLITE_ROW) {
		struct debit_file file = file_of(s);
		if (!each(arg, &file))
			break;
	}
	sqlite3_reset(s);
	return code != 0;
}

bool
debits_list(struct debits *d, struct str path, debits_visit *each, void *arg,
    struct fault *f)
{
	int code;
	sqlite3_stmt *s = statement(d, LIST, f);
	if (!s)
		return false;
	db_bind(s, 1, path);
	while ((code = db_step(&d->db, s, f)) == SQLITE_ROW) {
		struct debit_row row = { .id = db_column(s, 0),
			.payee = db_column(s, 1),
			.payer = db_column(s, 2),
			.date = db_column(s, 3),
			.amount = sqlite3_column_int64(s, 4),
			.position = sqlite3_column_int64(s, 5),
			.out = sqlite3_column_int(s, 6) != 0 };
		if (!each(arg, &row))
			break;
	}
	sqlite3_reset(s);
	return code != 0;
}
