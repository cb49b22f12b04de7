/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "ident/fnr.h"
#include "ident/hetu.h"
#include "ident/org.h"
#include "ident/person.h"
#include "register.h"
#include "register_db.h"

/* The text without blanks; false when it is too long to be one. */
static bool
pack(char out[24], size_t *n, struct str text)
{
	*n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (is_blank(text.p[i]))
			continue;
		if (*n == 24)
			return false;
		out[(*n)++] = text.p[i];
	}
	return *n > 0;
}

static bool
keep(struct register_identity *id, const char *text, size_t core)
{
	id->n = strlen(text);
	id->core = core;
	memcpy(id->text, text, id->n);
	return true;
}

/* A Swedish personal number, with or without its century. */
static bool
parse_person(struct register_identity *id, struct str text, struct date today)
{
	static const struct date last = { 9999, 12, 31 };
	struct person p;
	id->short_form = !date_set(today) && text.n < 12;
	if (!person_parse(&p, text, date_set(today) ? today : last))
		return false;
	id->plus = memchr(text.p, '+', text.n) != NULL;
	return id->short_form ? keep(id, p.text + 2, 0) : keep(id, p.text, 2);
}

static bool
parse_swedish(struct register_identity *id, struct str text, struct date today)
{
	char digits[ORG_SE];
	if (parse_person(id, text, today))
		return true;
	enum org_kind kind = org_parse(digits, text);
	if (kind == ORG_NONE)
		kind = org_vat_parse(digits, text);
	if (kind == ORG_PERSON)
		return parse_person(id, str_of(digits), today);
	id->short_form = false;
	return kind == ORG_COMPANY && keep(id, digits, 0);
}

bool
register_identity_parse(
    struct register_identity *id, struct str text, struct date today)
{
	char packed[24], no[ORG_NO], fi[ORG_FI];
	struct str s = { packed, 0 };
	struct fnr fnr;
	struct hetu hetu;
	*id = (struct register_identity){ 0 };
	if (!pack(packed, &s.n, text))
		return false;
	if (parse_swedish(id, s, today))
		return true;
	if (fnr_parse(&fnr, s))
		return keep(id, fnr.digits, 0);
	if (hetu_parse(&hetu, s))
		return keep(id, hetu.text, 0);
	if (org_norwegian_parse(no, s))
		return keep(id, no, 0);
	return org_finnish_parse(fi, s) && keep(id, fi, 0);
}

bool
register_identity_hash(struct registry *r, enum vault_key key,
    struct str sender, const struct register_identity *id,
    unsigned char hash[VAULT_HASH])
{
	const struct str no_channel = { NULL, 0 };
	bool ok = vault_hash(&r->vault, key, sender, no_channel, "identity",
	    (struct str){ id->text + id->core, id->n - id->core }, &r->arena,
	    hash);
	arena_reset(&r->arena);
	return ok;
}

bool
register_open_identity(struct registry *r, struct str sender, struct str number,
    struct str sealed, struct str *text, struct arena *a, struct fault *f)
{
	const struct str no_channel = { NULL, 0 };
	enum mc_status status = vault_read(&r->vault,
	    vault_place(a, sender, number, no_channel, "identity"), sealed,
	    text, a, f);
	if (status != MC_OK)
		r->db.status = status;
	return status == MC_OK;
}

enum register_found
register_identity(struct registry *r, struct str sender, struct str number,
    struct str *identity, struct arena *a, struct fault *f)
{
	enum register_found found = REGISTER_NONE;
	if (r->empty)
		return found;
	db_bind(r->identity, 1, sender);
	db_bind(r->identity, 2, number);
	int step = db_step(&r->db, r->identity, f);
	struct str sealed = { NULL, 0 };
	if (step == SQLITE_ROW)
		sealed = db_column_blob(r->identity, 0);
	if (sealed.n)
		found = register_open_identity(
			    r, sender, number, sealed, identity, a, f)
			    ? REGISTER_FOUND
			    : REGISTER_FAULT;
	sqlite3_reset(r->identity);
	return step ? found : REGISTER_FAULT;
}

/*
 * Claims that the number asked for is the one that is kept. One with a plus
 * is nobody's who was born in this century.
 */
static bool
same_person(const struct register_identity *id, struct str kept)
{
	if (!id->short_form)
		return str_eq(kept, (struct str){ id->text, id->n });
	return kept.n == id->n + 2 &&
	       memcmp(kept.p + 2, id->text, id->n) == 0 &&
	       !(id->plus && str_starts(kept, "20"));
}

/* What a search by identity has found. */
struct candidate {
	struct str number, identity;
	bool ambiguous; /* two persons a century apart */
};

static int
before(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int way = memcmp(a.p, b.p, n);
	return way < 0 || (way == 0 && a.n < b.n);
}

/* Looks at each customer with the hash that r->find_identity is bound to. */
static bool
search(struct registry *r, struct str sender,
    const struct register_identity *id, struct candidate *best, struct arena *a,
    struct fault *f)
{
	int step;
	while ((step = db_step(&r->db, r->find_identity, f)) == SQLITE_ROW) {
		struct str number =
		    arena_str(a, db_column(r->find_identity, 0));
		struct str kept;
		if (!register_open_identity(r, sender, number,
			db_column_blob(r->find_identity, 1), &kept, a, f))
			break;
		if (!same_person(id, kept))
			continue;
		if (best->number.p && !str_eq(best->identity, kept))
			best->ambiguous = true;
		if (!best->number.p || before(number, best->number))
			*best =
			    (struct candidate){ number, kept, best->ambiguous };
	}
	sqlite3_reset(r->find_identity);
	return step == SQLITE_DONE;
}

enum register_found
register_find_identity(struct registry *r, struct str sender,
    struct str identity, struct customer *c, struct arena *a, struct fault *f)
{
	const struct date no_date = { 0 };
	struct register_identity id;
	struct candidate best = { 0 };
	unsigned char hash[VAULT_HASH];
	if (r->empty || !register_identity_parse(&id, identity, no_date))
		return REGISTER_NONE;
	for (int k = 0; k < VAULT_KEYS; k++) {
		if (!register_identity_hash(
			r, (enum vault_key)k, sender, &id, hash))
			continue;
		db_bind_blob(r->find_identity, 1,
		    (struct str){ (const char *)hash, VAULT_HASH });
		db_bind(r->find_identity, 2, sender);
		if (!search(r, sender, &id, &best, a, f))
			return REGISTER_FAULT;
	}
	if (!best.number.p || best.ambiguous)
		return REGISTER_NONE;
	return register_find(r, sender, best.number, c, a, f);
}
