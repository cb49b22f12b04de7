/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "debits.h"
#include "filed_db.h"

enum { VERSION = 1 };

static const char schema[] =
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT "
    "NULL);" FILED_SCHEMA "CREATE TABLE debit ("
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

enum statement {
	FIND_ID,
	FIND_SAME,
	ID_OF,
	ADD,
	LIST,
	STATEMENTS,
};

static const char *const sql[STATEMENTS] = {
	[FIND_ID] = "SELECT file, position, sha256, payee, amount, out"
		    " FROM debit WHERE id = ?",
	[FIND_SAME] = "SELECT file, position FROM debit WHERE payee = ?"
		      " AND payer = ? AND reference = ? AND date = ?"
		      " AND out = ?",
	[ID_OF] = "SELECT id FROM debit WHERE file = ? AND position = ?",
	[ADD] = "INSERT INTO debit (id, sha256, file, position, payee, payer,"
		" reference, date, amount, out)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[LIST] = "SELECT id, payee, payer, date, amount, position, out"
		 " FROM debit JOIN file USING (file) WHERE path = ?"
		 " ORDER BY position",
};

struct debits {
	struct filed filed;
	struct str key; /* borrowed */
	sqlite3_stmt *made[STATEMENTS]; /* at first need */
};

/* ---- opening --------------------------------------------------------- */

static struct debits *
opened(struct debits *d, bool ok, enum mc_status *status)
{
	*status = d->filed.db.status;
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
	    &d->filed.db, "INSERT OR IGNORE INTO meta VALUES ('key', ?)", f);
	if (s)
		db_bind(s, 1, str_of(hex));
	ok = s && db_run(&d->filed.db, s, f);
	sqlite3_finalize(s);
	s = ok ? db_prepare(&d->filed.db,
		     "SELECT value FROM meta WHERE name = 'key'", f)
	       : NULL;
	ok = s && db_step(&d->filed.db, s, f) == SQLITE_ROW;
	if (ok && !str_is(db_column(s, 0), hex)) {
		d->filed.db.status = MC_CONFIG;
		ok = fault_set(f, d->filed.db.path, "key",
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
	d->filed.home = h;
	d->filed.name = DEBITS_NAME;
	d->key = key;
	d->filed.db.status = MC_CONFIG;
	bool ok = home_join(h, str_of("debits.db"), path, f) &&
		  db_open(&d->filed.db, path, schema, VERSION, f) &&
		  check_key(d, f);
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
	d->filed.home = h;
	d->filed.name = DEBITS_NAME;
	return opened(d, db_open_read(&d->filed.db, path, VERSION, f), status);
}

void
debits_close(struct debits *d)
{
	if (!d)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(d->made[i]);
	filed_close(&d->filed);
	free(d);
}

struct filed *
debits_filed(struct debits *d)
{
	return &d->filed;
}

static sqlite3_stmt *
statement(struct debits *d, enum statement which, struct fault *f)
{
	if (!d->made[which])
		d->made[which] = db_prepare(&d->filed.db, sql[which], f);
	return d->made[which];
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
	int code = db_step(&d->filed.db, s, f);
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
	d->filed.db.status = MC_CONFIG;
	return fault_set(
	    f, d->filed.db.path, "key", "no key of identity numbers");
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
	int code = db_step(&d->filed.db, s, f);
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
	int code = db_step(&d->filed.db, s, f);
	enum debits_found is = found(code);
	if (code == SQLITE_ROW) {
		is = known(s, b->sha256, at);
		if (is == DEBITS_FILED && !is_same(s, b))
			is = DEBITS_REUSED;
	}
	sqlite3_reset(s);
	return is == DEBITS_NONE ? find_same(d, b, at, f) : is;
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
	bool ok = filed_must_step(&d->filed, s, f);
	if (ok)
		*id = arena_str(a, db_column(s, 0));
	sqlite3_reset(s);
	return ok;
}

/* ---- adding ---------------------------------------------------------- */

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
	return db_run(&d->filed.db, s, f);
}

/* ---- listing --------------------------------------------------------- */

bool
debits_list(struct debits *d, struct str path, debits_visit *each, void *arg,
    struct fault *f)
{
	int code;
	sqlite3_stmt *s = statement(d, LIST, f);
	if (!s)
		return false;
	db_bind(s, 1, path);
	while ((code = db_step(&d->filed.db, s, f)) == SQLITE_ROW) {
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
