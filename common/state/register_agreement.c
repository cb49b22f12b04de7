/* SPDX-License-Identifier: ISC */
#include "base/hash.h"
#include "register.h"
#include "register_db.h"

/* In the order of enum agreement_column and what stands behind it. */
const char register_agreement_sql[] =
    "SELECT sender, number, channel, key, status, valid_from, valid_to,"
    " source, id, key_hash, changed FROM agreement";

bool
register_key_hash(struct registry *r, int key, struct str sender,
    struct str channel, struct str text, unsigned char hash[VAULT_HASH])
{
	bool ok = true;
	memset(hash, 0, VAULT_HASH);
	if (!text.n)
		return true;
	if (key >= 0)
		ok = vault_hash(&r->vault, (enum vault_key)key, sender, channel,
		    "key", text, &r->arena, hash);
	else
		vault_clear_hash(sender, channel, "key", text, &r->arena, hash);
	arena_reset(&r->arena);
	return ok;
}

void
register_reference(
    const unsigned char hash[VAULT_HASH], char text[REGISTER_REFERENCE + 1])
{
	text[0] = '~';
	hex_format(hash, VAULT_HASH, text + 1);
}

bool
register_reference_parse(struct str s, unsigned char hash[VAULT_HASH])
{
	return s.n == REGISTER_REFERENCE && s.p[0] == '~' &&
	       hex_parse(str_from(s, 1), hash, VAULT_HASH);
}

bool
register_open_key(struct registry *r, sqlite3_stmt *s, struct str *text,
    struct arena *a, struct fault *f)
{
	if (sqlite3_column_type(s, AGREEMENT_KEY) != SQLITE_BLOB) {
		*text = arena_str(a, db_column(s, AGREEMENT_KEY));
		return true;
	}
	struct str place = vault_place(a, db_column(s, AGREEMENT_SENDER),
	    db_column(s, AGREEMENT_NUMBER), db_column(s, AGREEMENT_CHANNEL),
	    "key");
	enum mc_status status = vault_read(
	    &r->vault, place, db_column_blob(s, AGREEMENT_KEY), text, a, f);
	if (status != MC_OK)
		r->db.status = status;
	return status == MC_OK;
}

static bool
take(struct registry *r, sqlite3_stmt *s, struct register_agreement *g,
    struct arena *a, struct fault *f)
{
	*g = (struct register_agreement){
		.channel = arena_str(a, db_column(s, AGREEMENT_CHANNEL)),
		.status = arena_str(a, db_column(s, AGREEMENT_STATUS)),
		.source = arena_str(a, db_column(s, AGREEMENT_SOURCE)),
		.changed = arena_str(a, db_column(s, STEP_CHANGED)),
	};
	date_parse(&g->from, db_column(s, AGREEMENT_FROM));
	date_parse(&g->to, db_column(s, AGREEMENT_TO));
	return register_open_key(r, s, &g->key, a, f);
}

enum register_found
register_agreements(struct registry *r, struct str sender, struct str number,
    struct register_agreement **list, size_t *n, struct arena *a,
    struct fault *f)
{
	int step = SQLITE_DONE;
	*list = NULL;
	*n = 0;
	if (r->empty)
		return REGISTER_NONE;
	db_bind(r->agreements, 1, sender);
	db_bind(r->agreements, 2, number);
	while ((step = db_step(&r->db, r->agreements, f)) == SQLITE_ROW) {
		*list = arena_extend(a, *list, *n, sizeof(**list));
		if (!take(r, r->agreements, &(*list)[*n], a, f)) {
			step = 0;
			break;
		}
		++*n;
	}
	sqlite3_reset(r->agreements);
	return !step ? REGISTER_FAULT : *n ? REGISTER_FOUND : REGISTER_NONE;
}

enum register_found
register_find_key(struct registry *r, struct str sender, struct str channel,
    struct str key, struct str *number, struct arena *a, struct fault *f)
{
	unsigned char hash[VAULT_HASH];
	enum register_found found = REGISTER_NONE;
	for (int k = -1; k < VAULT_KEYS && found == REGISTER_NONE; k++) {
		int step;
		if (r->empty || !key.n ||
		    !register_key_hash(r, k, sender, channel, key, hash))
			continue;
		db_bind(r->find_key, 1, channel);
		db_bind_blob(r->find_key, 2,
		    (struct str){ (const char *)hash, VAULT_HASH });
		step = db_step(&r->db, r->find_key, f);
		if (step == SQLITE_ROW)
			*number = arena_str(a, db_column(r->find_key, 1));
		sqlite3_reset(r->find_key);
		found = step == SQLITE_ROW    ? REGISTER_FOUND
			: step == SQLITE_DONE ? REGISTER_NONE
					      : REGISTER_FAULT;
	}
	return found;
}
