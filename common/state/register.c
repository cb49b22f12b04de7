/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "register.h"
#include "register_db.h"

enum { VERSION = 2 };

/* `key` is bytes when it is encrypted and text when it stands in clear. */
#define SCHEMA                                                                 \
	"CREATE TABLE customer ("                                              \
	" sender TEXT NOT NULL, number TEXT NOT NULL,"                         \
	" name TEXT, care_of TEXT, line1 TEXT, line2 TEXT, post_code TEXT,"    \
	" city TEXT, country TEXT, email TEXT, mobile TEXT, language TEXT,"    \
	" wishes TEXT, tags TEXT, protected TEXT, public TEXT, hold TEXT,"     \
	" no_debit TEXT, duplex TEXT, colour TEXT, envelope TEXT,"             \
	" inserts TEXT, identity_hash BLOB, identity BLOB,"                    \
	" PRIMARY KEY (sender, number)"                                        \
	") STRICT, WITHOUT ROWID;"                                             \
	"CREATE INDEX customer_identity ON customer (identity_hash)"           \
	" WHERE identity_hash IS NOT NULL;"                                    \
	"CREATE TABLE agreement ("                                             \
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"                               \
	" sender TEXT NOT NULL, number TEXT NOT NULL,"                         \
	" channel TEXT NOT NULL, key_hash BLOB NOT NULL, key ANY,"             \
	" status TEXT NOT NULL, valid_from TEXT, valid_to TEXT, source TEXT,"  \
	" changed TEXT NOT NULL,"                                              \
	" UNIQUE (sender, number, channel, key_hash)"                          \
	") STRICT;"                                                            \
	"CREATE INDEX agreement_key ON agreement (channel, key_hash);"         \
	"CREATE TABLE history ("                                               \
	" id INTEGER PRIMARY KEY,"                                             \
	" sender TEXT NOT NULL, number TEXT NOT NULL,"                         \
	" channel TEXT, agreement INTEGER,"                                    \
	" at TEXT NOT NULL, source TEXT, sign TEXT NOT NULL,"                  \
	" field TEXT, old TEXT, now TEXT"                                      \
	") STRICT;"                                                            \
	"CREATE INDEX history_of ON history (sender, number);"

static const char schema[] = SCHEMA;

/* Version 1 had customers only, and one wish of each. */
static const char *const upgrades[VERSION - 1] = {
	"ALTER TABLE customer RENAME TO customer_1;" SCHEMA
	"INSERT INTO customer"
	" (sender, number, name, email, mobile, language, wishes)"
	" SELECT sender, number, name, email, mobile, language, wish"
	" FROM customer_1;"
	"DROP TABLE customer_1;"
};

static bool
prepare(struct registry *r, struct fault *f)
{
	const struct {
		sqlite3_stmt **statement;
		const char *sql, *where;
	} all[] = {
		{ &r->find, "SELECT " REGISTER_OPEN_COLUMNS " FROM customer",
		    " WHERE sender = ? AND number = ?" },
		{ &r->identity, "SELECT identity FROM customer",
		    " WHERE sender = ? AND number = ?" },
		{ &r->find_identity, "SELECT number, identity FROM customer",
		    " WHERE identity_hash = ? AND sender = ? ORDER BY number" },
		{ &r->agreements, register_agreement_sql,
		    " WHERE sender = ? AND number = ? ORDER BY channel, id" },
		{ &r->find_key, "SELECT sender, number FROM agreement",
		    " WHERE channel = ? AND key_hash = ? ORDER BY id" },
	};
	char sql[512];
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		snprintf(sql, sizeof(sql), "%s%s", all[i].sql, all[i].where);
		*all[i].statement = db_prepare(&r->db, sql, f);
		if (!*all[i].statement)
			return false;
	}
	return true;
}

/* Claims that the file has the schema of an earlier program. */
static bool
is_behind(struct registry *r, const char *path)
{
	bool behind = false;
	for (int v = 1; v < VERSION && !behind; v++) {
		behind = db_open_read(&r->db, path, v, NULL);
		db_close(&r->db);
	}
	return behind;
}

static bool
open_writer(struct registry *r, const char *path, struct fault *f)
{
	/*
	 * What is taken out, or encrypted anew, leaves no trace in the file.
	 * A large import goes to all ends of its indexes: 64 MiB for them.
	 */
	return db_open_upgrade(&r->db, path, schema, VERSION, upgrades, f) &&
	       db_exec(&r->db,
		   "PRAGMA secure_delete = ON; PRAGMA cache_size = -65536", f);
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
	if (is_behind(r, path)) {
		bool ok = open_writer(r, path, f);
		if (!ok)
			return false;
		db_close(&r->db);
	}
	return db_open_read(&r->db, path, VERSION, f);
}

struct registry *
register_open(const struct home *h, bool writes,
    const struct register_keys *keys, enum mc_status *status, struct fault *f)
{
	char path[PATH_MAX];
	struct registry *r = xcalloc(1, sizeof(*r));
	bool ok = home_join(h, str_of("register.db"), path, f);
	r->db.status = MC_CONFIG; /* of a path that is too long */
	if (ok)
		ok = writes ? open_writer(r, path, f) : open_reader(r, path, f);
	if (ok && !r->empty)
		ok = prepare(r, f);
	if (ok) {
		vault_open(&r->vault, keys);
		return r;
	}
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
	sqlite3_finalize(r->identity);
	sqlite3_finalize(r->find_identity);
	sqlite3_finalize(r->agreements);
	sqlite3_finalize(r->find_key);
	db_close(&r->db);
	vault_close(&r->vault);
	arena_free(&r->arena);
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

/* The words of a list with a blank between each two. */
static struct str *
words(struct str s, size_t *n, struct arena *a)
{
	struct str *list = NULL, word;
	*n = 0;
	while (register_word(&s, &word)) {
		list = arena_extend(a, list, *n, sizeof(*list));
		list[(*n)++] = word;
	}
	return list;
}

/* The customer that r->find stands on, copied into the arena. */
static void
take_customer(sqlite3_stmt *s, struct customer *c, struct arena *a)
{
#define TEXT_OF(column) arena_str(a, db_column(s, REGISTER_##column))
#define HAS(column) (sqlite3_column_type(s, REGISTER_##column) != SQLITE_NULL)
	*c = (struct customer){
		.number = TEXT_OF(NUMBER),
		.name = TEXT_OF(NAME),
		.care_of = TEXT_OF(CARE_OF),
		.address = { .line1 = TEXT_OF(LINE1),
		    .line2 = TEXT_OF(LINE2),
		    .post_code = TEXT_OF(POST_CODE),
		    .city = TEXT_OF(CITY),
		    .country = TEXT_OF(COUNTRY) },
		.email = TEXT_OF(EMAIL),
		.mobile = TEXT_OF(MOBILE),
		.language = TEXT_OF(LANGUAGE),
		.protected = HAS(PROTECTED),
		.public = HAS(PUBLIC),
		.hold = HAS(HOLD),
		.no_debit = HAS(NO_DEBIT),
		.print = { .duplex = HAS(DUPLEX),
		    .colour = HAS(COLOUR),
		    .envelope = TEXT_OF(ENVELOPE) },
	};
	c->wishes = words(TEXT_OF(WISHES), &c->wishes_n, a);
	c->tags = words(TEXT_OF(TAGS), &c->tags_n, a);
	c->print.inserts = words(TEXT_OF(INSERTS), &c->print.inserts_n, a);
#undef TEXT_OF
#undef HAS
}

enum register_found
register_find(struct registry *r, struct str sender, struct str number,
    struct customer *c, struct arena *a, struct fault *f)
{
	if (r->empty)
		return REGISTER_NONE;
	db_bind(r->find, 1, sender);
	db_bind(r->find, 2, number);
	int step = db_step(&r->db, r->find, f);
	if (step == SQLITE_ROW)
		take_customer(r->find, c, a);
	sqlite3_reset(r->find);
	return step == SQLITE_ROW    ? REGISTER_FOUND
	       : step == SQLITE_DONE ? REGISTER_NONE
				     : REGISTER_FAULT;
}
