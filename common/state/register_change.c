/* SPDX-License-Identifier: ISC */
#include "base/date.h"
#include "register_change.h"

static const char put_sql[] =
    "INSERT INTO customer (" REGISTER_OPEN_COLUMNS ") VALUES"
    " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (sender, number) DO UPDATE SET name = excluded.name,"
    " care_of = excluded.care_of, line1 = excluded.line1,"
    " line2 = excluded.line2, post_code = excluded.post_code,"
    " city = excluded.city, country = excluded.country,"
    " email = excluded.email, mobile = excluded.mobile,"
    " language = excluded.language, wishes = excluded.wishes,"
    " tags = excluded.tags, protected = excluded.protected,"
    " public = excluded.public, hold = excluded.hold,"
    " no_debit = excluded.no_debit, duplex = excluded.duplex,"
    " colour = excluded.colour, envelope = excluded.envelope,"
    " inserts = excluded.inserts";
static const char identity_sql[] =
    "UPDATE customer SET identity_hash = ?, identity = ?"
    " WHERE sender = ? AND number = ?";
static const char add_sql[] =
    "INSERT INTO agreement (sender, number, channel, key, status, valid_from,"
    " valid_to, source, key_hash, changed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char update_sql[] =
    "UPDATE agreement SET status = ?, valid_from = ?, valid_to = ?,"
    " source = ?, changed = ? WHERE id = ?";
static const char remove_customer_sql[] =
    "DELETE FROM customer WHERE sender = ? AND number = ?";
static const char remove_agreement_sql[] = "DELETE FROM agreement WHERE id = ?";
static const char forget_sql[] = "UPDATE history SET old = NULL, now = NULL"
				 " WHERE sender = ? AND number = ?";
static const char note_sql[] =
    "INSERT INTO history (sender, number, channel, agreement, at, source,"
    " sign, field, old, now) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

bool
change_open(
    struct change *c, struct registry *r, struct str by, struct fault *f)
{
	*c = (struct change){ .r = r, .by = by };
	const struct {
		sqlite3_stmt **statement;
		const char *sql;
	} all[] = {
		{ &c->put, put_sql },
		{ &c->identity, identity_sql },
		{ &c->add, add_sql },
		{ &c->update, update_sql },
		{ &c->remove_customer, remove_customer_sql },
		{ &c->remove_agreement, remove_agreement_sql },
		{ &c->forget, forget_sql },
		{ &c->note, note_sql },
	};
	struct instant now = instant_now();
	now.offset = 0;
	instant_format(now, c->at);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		*all[i].statement = db_prepare(&r->db, all[i].sql, f);
		if (!*all[i].statement)
			return false;
	}
	return true;
}

void
change_close(struct change *c)
{
	sqlite3_finalize(c->put);
	sqlite3_finalize(c->identity);
	sqlite3_finalize(c->add);
	sqlite3_finalize(c->update);
	sqlite3_finalize(c->remove_customer);
	sqlite3_finalize(c->remove_agreement);
	sqlite3_finalize(c->forget);
	sqlite3_finalize(c->note);
}

/* What a row is, for its history. */
struct subject {
	struct str sender, number, channel;
	int64_t agreement; /* 0: the customer */
};

static bool
note(struct change *c, const struct subject *s, const char *sign,
    const char *field, struct str old, struct str now, struct fault *f)
{
	const struct str none = { NULL, 0 };
	db_bind(c->note, 1, s->sender);
	db_bind(c->note, 2, s->number);
	db_bind(c->note, 3, s->agreement ? s->channel : none);
	if (s->agreement)
		sqlite3_bind_int64(c->note, 4, s->agreement);
	else
		sqlite3_bind_null(c->note, 4);
	db_bind(c->note, 5, str_of(c->at));
	db_bind(c->note, 6, c->by);
	db_bind(c->note, 7, str_of(sign));
	db_bind(c->note, 8, str_of(field));
	db_bind(c->note, 9, old);
	db_bind(c->note, 10, now);
	return db_run(&c->r->db, c->note, f);
}

/* A line for each column that differs; identity numbers stay out of it. */
static bool
note_columns(struct change *c, const struct register_table *t,
    const struct subject *s, const struct register_row *old,
    const struct register_row *now, unsigned changed, struct fault *f)
{
	const struct str none = { NULL, 0 };
	for (int i = 0; i < t->n; i++) {
		bool secret =
		    t == &register_customer_table && i == REGISTER_IDENTITY;
		if (changed >> i & 1 && !note(c, s, "~", t->columns[i],
					    secret ? none : old->value[i],
					    secret ? none : now->value[i], f))
			return false;
	}
	return true;
}

/* No secret, and something that must not stand in clear. */
static bool
need_key(struct change *c, const char *what, struct fault *f)
{
	c->r->db.status = MC_CONFIG;
	return fault_set(f, "register.db", "register",
	    "%s cannot be kept without a secret (keys.columns)", what);
}

static bool
put_identity(struct change *c, const struct register_row *now, struct fault *f)
{
	const struct str none = { NULL, 0 };
	const struct date no_date = { 0 };
	struct registry *r = c->r;
	struct str sender = now->value[REGISTER_SENDER];
	struct str number = now->value[REGISTER_NUMBER];
	struct str text = now->value[REGISTER_IDENTITY];
	struct arena a = { 0 };
	struct register_identity id;
	unsigned char hash[VAULT_HASH];
	if (text.n) {
		if (!register_identity_parse(&id, text, no_date) ||
		    !register_identity_hash(
			r, VAULT_CURRENT, sender, &id, hash))
			return need_key(c, "an identity number", f);
		struct str place =
		    vault_place(&a, sender, number, none, "identity");
		db_bind_blob(c->identity, 1,
		    (struct str){ (const char *)hash, VAULT_HASH });
		db_bind_blob(
		    c->identity, 2, vault_seal(&r->vault, place, text, &a));
	} else {
		db_bind(c->identity, 1, none);
		db_bind(c->identity, 2, none);
	}
	db_bind(c->identity, 3, sender);
	db_bind(c->identity, 4, number);
	bool ok = db_run(&r->db, c->identity, f);
	arena_free(&a);
	return ok;
}

bool
change_customer(struct change *c, const struct register_row *old,
    const struct register_row *now, unsigned changed, struct fault *f)
{
	const struct str none = { NULL, 0 };
	const struct subject subject = { now->value[REGISTER_SENDER],
		now->value[REGISTER_NUMBER], none, 0 };
	for (int i = 0; i < REGISTER_IDENTITY; i++)
		db_bind(c->put, i + 1, now->value[i]);
	if (!db_run(&c->r->db, c->put, f))
		return false;
	if ((old ? changed >> REGISTER_IDENTITY & 1
		 : now->value[REGISTER_IDENTITY].n != 0) &&
	    !put_identity(c, now, f))
		return false;
	return old ? note_columns(c, &register_customer_table, &subject, old,
			 now, changed, f)
		   : note(c, &subject, "+", NULL, none, none, f);
}

static bool
add_agreement(struct change *c, const struct register_row *now, struct fault *f)
{
	struct registry *r = c->r;
	struct str sender = now->value[AGREEMENT_SENDER];
	struct str number = now->value[AGREEMENT_NUMBER];
	struct str channel = now->value[AGREEMENT_CHANNEL];
	struct str key = now->value[AGREEMENT_KEY];
	struct arena a = { 0 };
	unsigned char hash[VAULT_HASH];
	bool sealed = r->vault.key[VAULT_CURRENT].aead != NULL && key.n;
	if (!sealed && key.n && register_hides(key))
		return need_key(c, "a key with an identity number", f);
	register_key_hash(
	    r, sealed ? VAULT_CURRENT : -1, sender, channel, key, hash);
	for (int i = 0; i < AGREEMENT_COLUMNS; i++)
		db_bind(c->add, i + 1, now->value[i]);
	if (sealed)
		db_bind_blob(c->add, AGREEMENT_KEY + 1,
		    vault_seal(&r->vault,
			vault_place(&a, sender, number, channel, "key"), key,
			&a));
	db_bind_blob(c->add, AGREEMENT_COLUMNS + 1,
	    (struct str){ (const char *)hash, VAULT_HASH });
	db_bind(c->add, AGREEMENT_COLUMNS + 2, str_of(c->at));
	bool ok = db_run(&r->db, c->add, f);
	arena_free(&a);
	return ok;
}

bool
change_agreement(struct change *c, const struct register_row *old,
    const struct register_row *now, unsigned changed, struct fault *f)
{
	const struct str none = { NULL, 0 };
	struct subject subject = { now->value[AGREEMENT_SENDER],
		now->value[AGREEMENT_NUMBER], now->value[AGREEMENT_CHANNEL],
		old ? old->id : 0 };
	if (!old) {
		if (!add_agreement(c, now, f))
			return false;
		subject.agreement = sqlite3_last_insert_rowid(c->r->db.sqlite);
		return note(c, &subject, "+", NULL, none, none, f);
	}
	for (int i = AGREEMENT_STATUS; i <= AGREEMENT_SOURCE; i++)
		db_bind(c->update, i - AGREEMENT_STATUS + 1, now->value[i]);
	db_bind(c->update, 5, str_of(c->at));
	sqlite3_bind_int64(c->update, 6, old->id);
	return db_run(&c->r->db, c->update, f) &&
	       note_columns(c, &register_agreement_table, &subject, old, now,
		   changed, f);
}

bool
change_remove(struct change *c, const struct register_table *t,
    const struct register_row *row, struct fault *f)
{
	const struct str none = { NULL, 0 };
	struct db *db = &c->r->db;
	struct subject s = { row->value[0], row->value[1],
		row->value[AGREEMENT_CHANNEL], row->id };
	if (t == &register_agreement_table) {
		sqlite3_bind_int64(c->remove_agreement, 1, row->id);
		return db_run(db, c->remove_agreement, f) &&
		       note(c, &s, "-", NULL, none, none, f);
	}
	db_bind(c->remove_customer, 1, s.sender);
	db_bind(c->remove_customer, 2, s.number);
	db_bind(c->forget, 1, s.sender);
	db_bind(c->forget, 2, s.number);
	return db_run(db, c->remove_customer, f) && db_run(db, c->forget, f) &&
	       note(c, &s, "-", NULL, none, none, f);
}
