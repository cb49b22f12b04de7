/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "register_db.h"
#include "register_row.h"

/* A rotation in progress. */
struct rotate {
	struct registry *r;
	sqlite3_stmt *each, *update; /* of the table in hand */
	struct register_rotated *done;
	size_t strange; /* values of neither secret */
	struct arena arena; /* for one row */
	struct fault *fault;
};

static struct str
hash_of(const unsigned char hash[VAULT_HASH])
{
	return (struct str){ (const char *)hash, VAULT_HASH };
}

/* Binds what is sealed anew and its hash: the first two places. */
static void
bind_sealed(struct rotate *t, struct str place, struct str text,
    const unsigned char hash[VAULT_HASH])
{
	db_bind_blob(
	    t->update, 1, vault_seal(&t->r->vault, place, text, &t->arena));
	db_bind_blob(t->update, 2, hash_of(hash));
}

/* Counts a value that needs nothing, or that nobody can open. */
static bool
is_done(struct rotate *t, struct str sealed)
{
	int key = vault_key_of(&t->r->vault, sealed);
	if (key == VAULT_CURRENT)
		t->done->same++;
	else if (key < 0)
		t->strange++;
	return key != VAULT_OLD;
}

/* The customer that t->each stands on: sender, number, identity. */
static bool
rotate_identity(struct rotate *t)
{
	const struct str none = { NULL, 0 };
	const struct date no_date = { 0 };
	struct registry *r = t->r;
	struct str sender = db_column(t->each, 0);
	struct str number = db_column(t->each, 1);
	struct str sealed = db_column_blob(t->each, 2), text;
	struct register_identity id;
	unsigned char hash[VAULT_HASH];
	if (is_done(t, sealed))
		return true;
	if (!register_open_identity(
		r, sender, number, sealed, &text, &t->arena, t->fault))
		return false;
	if (!register_identity_parse(&id, text, no_date) ||
	    !register_identity_hash(r, VAULT_CURRENT, sender, &id, hash)) {
		r->db.status = MC_DATA;
		return fault_set(t->fault, "register.db", "register",
		    "an encrypted identity number is none");
	}
	bind_sealed(t, vault_place(&t->arena, sender, number, none, "identity"),
	    text, hash);
	db_bind(t->update, 3, sender);
	db_bind(t->update, 4, number);
	t->done->identities++;
	return db_run(&r->db, t->update, t->fault);
}

/* The agreement that t->each stands on; one in clear is sealed at last. */
static bool
rotate_key(struct rotate *t)
{
	struct registry *r = t->r;
	struct str text;
	unsigned char hash[VAULT_HASH];
	if (sqlite3_column_type(t->each, AGREEMENT_KEY) == SQLITE_BLOB &&
	    is_done(t, db_column_blob(t->each, AGREEMENT_KEY)))
		return true;
	if (!register_open_key(r, t->each, &text, &t->arena, t->fault))
		return false;
	struct str sender = db_column(t->each, AGREEMENT_SENDER);
	struct str number = db_column(t->each, AGREEMENT_NUMBER);
	struct str channel = db_column(t->each, AGREEMENT_CHANNEL);
	register_key_hash(r, VAULT_CURRENT, sender, channel, text, hash);
	bind_sealed(t, vault_place(&t->arena, sender, number, channel, "key"),
	    text, hash);
	sqlite3_bind_int64(
	    t->update, 3, sqlite3_column_int64(t->each, STEP_ID));
	t->done->keys++;
	return db_run(&r->db, t->update, t->fault);
}

/*
 * All rows of one table. What is updated is neither the key of the table that
 * the query walks along nor a condition of it, so the query keeps its place.
 */
static bool
walk(struct rotate *t, const char *each, const char *update,
    bool (*rotate)(struct rotate *))
{
	int step = 0;
	bool ok = true;
	t->each = db_prepare(&t->r->db, each, t->fault);
	t->update = t->each ? db_prepare(&t->r->db, update, t->fault) : NULL;
	while (t->update && ok &&
	       (step = db_step(&t->r->db, t->each, t->fault)) == SQLITE_ROW) {
		arena_reset(&t->arena);
		ok = rotate(t);
	}
	sqlite3_finalize(t->each);
	sqlite3_finalize(t->update);
	return ok && step == SQLITE_DONE;
}

static bool
run(struct rotate *t)
{
	char keys[512];
	snprintf(keys, sizeof(keys), "%s WHERE key IS NOT NULL ORDER BY id",
	    register_agreement_sql);
	if (!walk(t,
		"SELECT sender, number, identity FROM customer"
		" WHERE identity IS NOT NULL ORDER BY sender, number",
		"UPDATE customer SET identity = ?, identity_hash = ?"
		" WHERE sender = ? AND number = ?",
		rotate_identity) ||
	    !walk(t, keys,
		"UPDATE agreement SET key = ?, key_hash = ? WHERE id = ?",
		rotate_key))
		return false;
	if (!t->strange)
		return true;
	t->r->db.status = MC_CONFIG;
	return fault_set(t->fault, "register.db", "register",
	    "%zu values are encrypted by another key than keys.columns and "
	    "keys.columns_old",
	    t->strange);
}

bool
register_rotate(
    struct registry *r, struct register_rotated *done, struct fault *f)
{
	struct rotate t = { .r = r, .done = done, .fault = f };
	*done = (struct register_rotated){ 0 };
	if (!r->vault.key[VAULT_CURRENT].aead) {
		r->db.status = MC_CONFIG;
		return fault_set(f, "", "register",
		    "the configuration names no secret to encrypt by "
		    "(keys.columns)");
	}
	if (!db_exec(&r->db, "BEGIN IMMEDIATE", f))
		return false;
	bool ok = run(&t);
	arena_free(&t.arena);
	if (ok && db_exec(&r->db, "COMMIT", f)) {
		/* The log keeps no copy of the old values; where somebody
		   reads, whoever closes the file last empties it. */
		sqlite3_busy_timeout(r->db.sqlite, 0);
		db_exec(&r->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
		sqlite3_busy_timeout(r->db.sqlite, DB_BUSY_MS);
		return true;
	}
	enum mc_status why = r->db.status;
	db_exec(&r->db, "ROLLBACK", NULL);
	r->db.status = why;
	return false;
}
