/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "archive_db.h"
#include "base/json.h"

enum {
	REJECTED = 1, /* bits of `fate` */
	HELD = 2,
	SENDS_MAX = 1 << 20, /* bytes kept of the attempts of a version */
	INVOICES_MAX = 64, /* with one reference; more are never matched */
};

/* What is known of a document, in an arena. */
struct known {
	struct arena arena;
	int64_t *row; /* of each version */
	struct fold_version *version;
	size_t versions_n;
	struct fold_event *event;
	size_t events_n;
	struct fold fold; /* when there is a version */
	int64_t erased; /* row of the last version that is, or 0 */
};

int
archive_state_fate(const struct archive_row *r)
{
	return (r->rejected ? REJECTED : 0) | (r->held ? HELD : 0) |
	       (r->erased ? ARCHIVE_ERASED : 0);
}

/* ---- attempts in a column --------------------------------------------- */

/* A JSON array of [channel, outcome, time]; a channel may be absent: "". */
void
archive_state_pack(struct buf *b, const struct archive_row *r)
{
	for (size_t i = 0; i < r->attempts_n; i++) {
		const struct fold_event *e = &r->attempt[i];
		size_t from = b->n;
		buf_addc(b, i ? ',' : '[');
		buf_addc(b, '[');
		json_put_string(b, archive_db_harmless(e->channel));
		buf_addc(b, ',');
		json_put_string(b, archive_db_harmless(e->outcome));
		buf_printf(b, ",%lld]", (long long)e->at);
		if (b->n > SENDS_MAX) {
			b->n = from;
			break;
		}
	}
	if (b->n)
		buf_addc(b, ']');
}

static struct fold_event *
add_event(struct known *k)
{
	k->event =
	    arena_extend(&k->arena, k->event, k->events_n, sizeof(*k->event));
	k->event[k->events_n] = (struct fold_event){ 0 };
	return &k->event[k->events_n++];
}

static void
unpack(struct known *k, struct str text, size_t version)
{
	struct json j;
	if (!text.n)
		return;
	json_open(&j, arena_str(&k->arena, text), &k->arena);
	json_begin(&j, '[');
	while (json_more(&j, ']')) {
		struct fold_event *e = add_event(k);
		*e = (struct fold_event){ .kind = FOLD_ATTEMPT,
			.version = version };
		json_begin(&j, '[');
		if (!json_more(&j, ']') || !json_text(&j, &e->channel) ||
		    !json_more(&j, ']') || !json_text(&j, &e->outcome) ||
		    !json_more(&j, ']') || !json_int(&j, &e->at) ||
		    json_more(&j, ']'))
			k->events_n--;
	}
}

/* ---- what is known of a document --------------------------------------- */

static struct str
column(struct known *k, sqlite3_stmt *s, int i)
{
	return arena_str(&k->arena, db_column(s, i));
}

static struct dec
amount(sqlite3_stmt *s, int i)
{
	struct dec d = { 0 };
	dec_parse(&d, db_column(s, i));
	return d;
}

static bool
load_versions(
    struct archive_index *x, struct known *k, struct str id, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[VERSIONS];
	int row;
	db_bind(s, 1, id);
	while ((row = db_step(&x->db, s, f)) == SQLITE_ROW) {
		int fate = sqlite3_column_int(s, 2);
		if (fate & ARCHIVE_ERASED) {
			k->erased = sqlite3_column_int64(s, 0);
			continue;
		}
		size_t n = k->versions_n++;
		k->row = arena_extend(&k->arena, k->row, n, sizeof(*k->row));
		k->version =
		    arena_extend(&k->arena, k->version, n, sizeof(*k->version));
		k->row[n] = sqlite3_column_int64(s, 0);
		k->version[n] =
		    (struct fold_version){ .source = column(k, s, 1),
			    .rejected = fate & REJECTED,
			    .held = fate & HELD,
			    .payable = amount(s, 3),
			    .currency = column(k, s, 4) };
		unpack(k, db_column(s, 5), n);
	}
	sqlite3_reset(s);
	return row || archive_db_failed(x, &x->db);
}

static bool
load_events(
    struct archive_index *x, struct known *k, struct str id, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[EVENTS];
	int row;
	db_bind(s, 1, id);
	while ((row = db_step(&x->db, s, f)) == SQLITE_ROW)
		*add_event(k) = (struct fold_event){
			.kind = (enum fold_kind)sqlite3_column_int(s, 0),
			.at = sqlite3_column_int64(s, 1),
			.key = column(k, s, 2),
			.channel = column(k, s, 3),
			.outcome = column(k, s, 4),
			.amount = amount(s, 5),
			.currency = column(k, s, 6),
		};
	sqlite3_reset(s);
	return row || archive_db_failed(x, &x->db);
}

/* Gathers and folds; k is zeroed. Free its arena. */
static bool
know(struct archive_index *x, struct known *k, struct str id, struct fault *f)
{
	if (!load_versions(x, k, id, f) || !load_events(x, k, id, f))
		return false;
	if (k->versions_n)
		fold_events(
		    &k->fold, k->version, k->versions_n, k->event, k->events_n);
	return true;
}

/* ---- whose payment it is ------------------------------------------------ */

/* How near a document is to a payment: the nearest gets it. */
enum near {
	NEAR_REJECTED,
	NEAR_SETTLED,
	NEAR_DUE, /* it is paid, or taken back, what the document is due for */
	NEARS
};

static enum near
near_of(const struct fold *f, const struct archive_row *r)
{
	bool back = dec_is_negative(f->balance) != dec_is_negative(r->amount);
	bool paid = f->money == FOLD_PAID || f->money == FOLD_OVERPAID;
	if (f->delivery == FOLD_REJECTED)
		return NEAR_REJECTED;
	if (dec_is_zero(f->balance))
		back = dec_is_negative(r->amount);
	return (back ? f->money != FOLD_UNPAID : !paid) ? NEAR_DUE
							: NEAR_SETTLED;
}

/* The ids that bear the reference, same sender and currency; at most max. */
static bool
candidates(struct archive_index *x, const struct archive_row *r,
    struct arena *a, struct str *ids, size_t *n, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[INVOICES];
	int row;
	struct str sender = record_sender(r->id);
	db_bind(s, 1, archive_db_harmless(r->event.reference));
	sqlite3_bind_int(s, 2, INVOICES_MAX + 1);
	while ((row = db_step(&x->db, s, f)) == SQLITE_ROW) {
		struct str id = db_column(s, 0);
		if (str_eq(record_sender(id), sender))
			ids[(*n)++] = arena_str(a, id);
	}
	sqlite3_reset(s);
	return row || archive_db_failed(x, &x->db);
}

/* Ranks one candidate; *near is NEARS when it has another currency. */
static bool
rank(struct archive_index *x, const struct archive_row *r, struct str id,
    enum near *near, struct fault *f)
{
	struct known k = { 0 };
	bool ok = know(x, &k, id, f);
	*near = NEARS;
	if (ok && k.versions_n &&
	    str_eq(k.version[k.fold.governs].currency, r->currency))
		*near = near_of(&k.fold, r);
	arena_free(&k.arena);
	return ok;
}

/*
 * The document with the payment's reference: the nearest, when no other is as
 * near. *id absent: none.
 */
static bool
match(struct archive_index *x, const struct archive_row *r, struct arena *a,
    struct str *id, struct fault *f)
{
	struct str ids[INVOICES_MAX + 1], best[NEARS + 1];
	size_t n = 0, count[NEARS + 1] = { 0 };
	enum near near;
	*id = (struct str){ NULL, 0 };
	const struct erasure_claim *claim =
	    erased_claim(x->erased, r->event.key);
	if (claim) {
		*id = claim->document;
		return true;
	}
	if (!archive_db_harmless(r->event.reference).p)
		return true;
	if (!candidates(x, r, a, ids, &n, f))
		return false;
	for (size_t i = 0; i < n && n <= INVOICES_MAX; i++) {
		if (!rank(x, r, ids[i], &near, f))
			return false;
		count[near]++;
		best[near] = ids[i];
	}
	for (int i = NEARS - 1; i >= 0; i--)
		if (count[i]) {
			if (count[i] == 1)
				*id = best[i];
			break;
		}
	return true;
}

/* ---- events ------------------------------------------------------------ */

bool
archive_state_dirty(
    struct archive_index *x, struct str document, struct fault *f)
{
	db_bind(x->st->s[DIRTY], 1, document);
	return archive_db_run(x, DIRTY, f);
}

/* Takes an older form of the event away; its document may lose by that. */
static bool
drop_same(struct archive_index *x, int kind, struct str key, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[SAME_EVENT];
	struct str old;
	sqlite3_bind_int(s, 1, kind);
	db_bind(s, 2, key);
	int row = db_step(&x->db, s, f);
	bool ok = row != 0;
	if (row == SQLITE_ROW && (old = db_column(s, 0)).p)
		ok = archive_state_dirty(x, old, f);
	sqlite3_reset(s);
	if (!ok)
		return archive_db_failed(x, &x->db);
	if (row != SQLITE_ROW)
		return true;
	s = x->st->s[DROP_EVENT];
	sqlite3_bind_int(s, 1, kind);
	db_bind(s, 2, key);
	return archive_db_run(x, DROP_EVENT, f);
}

static bool
put_event(struct archive_index *x, const struct archive_row *r, int64_t row,
    struct str document, struct fault *f)
{
	char text[DEC_TEXT], key[SHA256_HEX];
	const struct archive_event *e = &r->event;
	sqlite3_stmt *s = x->st->s[ADD_EVENT];
	hex_format(e->key, SHA256_BYTES, key);
	if (!drop_same(x, (int)e->kind, str_of(key), f))
		return false;
	sqlite3_bind_int(s, 1, (int)e->kind);
	db_bind(s, 2, str_of(key));
	db_bind(s, 3, document);
	sqlite3_bind_int64(s, 4, row);
	sqlite3_bind_int64(s, 5, e->at);
	db_bind(s, 6, archive_db_harmless(e->channel));
	db_bind(s, 7, archive_db_harmless(e->outcome));
	if (r->amount.set)
		dec_format(r->amount, text);
	db_bind(s, 8, str_of(r->amount.set ? text : NULL));
	db_bind(s, 9, archive_db_harmless(r->currency));
	return archive_db_run(x, ADD_EVENT, f) &&
	       (!document.p || archive_state_dirty(x, document, f));
}

/* A receipt or payment: whose it is, and whether that is known. */
static bool
add_news(struct archive_index *x, const struct archive_row *r, int64_t row,
    struct fault *f)
{
	struct buf room = { 0 };
	struct arena a = { 0 };
	struct str document = r->event.document;
	bool ok = true;
	if (document.n)
		document = archive_index_id(document, &room);
	else if (r->event.kind == FOLD_PAYMENT)
		ok = match(x, r, &a, &document, f);
	if (!document.n)
		document.p = NULL;
	ok = ok && put_event(x, r, row, document, f);
	if (ok && !document.p) {
		sqlite3_stmt *s = x->st->s[STATE];
		db_bind(s, 1, str_of("unmatched"));
		sqlite3_bind_int64(s, 2, row);
		ok = archive_db_run(x, STATE, f);
	}
	buf_free(&room);
	arena_free(&a);
	return ok;
}

bool
archive_state_note(struct archive_index *x, struct str id, int64_t row,
    const struct archive_row *r, bool older, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[NEWS];
	if (r->event.kind != FOLD_ATTEMPT)
		return add_news(x, r, row, f);
	if (older)
		return archive_state_dirty(x, id, f);
	db_bind(s, 1, id);
	int step = db_step(&x->db, s, f);
	sqlite3_reset(s);
	if (!step)
		return archive_db_failed(x, &x->db);
	return step != SQLITE_ROW || archive_state_dirty(x, id, f);
}

/* ---- settling ------------------------------------------------------------ */

static bool
settle(struct archive_index *x, struct str id, struct fault *f)
{
	struct known k = { 0 };
	sqlite3_stmt *s = x->st->s[LATEST];
	bool ok = know(x, &k, id, f);
	if (ok && (k.versions_n || k.erased)) {
		db_bind(s, 1, id);
		sqlite3_bind_int64(
		    s, 2, k.versions_n ? k.row[k.fold.governs] : k.erased);
		db_bind(
		    s, 3, str_of(k.versions_n ? fold_word(&k.fold) : "erased"));
		ok = archive_db_run(x, LATEST, f);
	}
	arena_free(&k.arena);
	return ok;
}

bool
archive_state_settle(struct archive_index *x, struct fault *f)
{
	sqlite3_stmt *s = x->st->s[NEXT_DIRTY];
	struct arena a = { 0 };
	int row;
	bool ok = true;
	while (ok && (row = db_step(&x->db, s, f)) == SQLITE_ROW) {
		arena_reset(&a);
		struct str id = arena_str(&a, db_column(s, 0));
		sqlite3_reset(s);
		ok = settle(x, id, f);
		db_bind(x->st->s[CLEAN], 1, id);
		ok = ok && archive_db_run(x, CLEAN, f);
	}
	sqlite3_reset(s);
	arena_free(&a);
	return ok && (row || archive_db_failed(x, &x->db));
}

/* ---- what an erasure asks ------------------------------------------------ */

bool
archive_index_delivery(struct archive_index *x, struct str id,
    enum fold_delivery *delivery, struct fault *f)
{
	struct known k = { 0 };
	struct buf room = { 0 };
	bool ok = know(x, &k, archive_index_id(id, &room), f);
	*delivery = ok && k.versions_n ? k.fold.delivery : FOLD_FILED;
	arena_free(&k.arena);
	buf_free(&room);
	return ok;
}
