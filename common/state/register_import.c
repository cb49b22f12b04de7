/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "register_change.h"
#include "register_row.h"

struct pair {
	struct str sender, channel;
};

/* An import in progress. */
struct import {
	struct registry *r;
	const struct register_import *in;
	struct register_counts *counts;
	struct change change;
	bool writes;
	struct pair *pairs; /* of agreements: those that the rows have */
	size_t pairs_n;
	bool references; /* some rows have one in place of a key */
	struct arena arena; /* owns pairs */
	sqlite3_stmt *find; /* an agreement by its hash */
	struct fault *fault;
};

static int
compare_text(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int way = n ? memcmp(a.p, b.p, n) : 0;
	return way ? way : (a.n > b.n) - (a.n < b.n);
}

static int
compare(const struct register_row *a, const struct register_row *b, int keys)
{
	int way = 0;
	for (int i = 0; i < keys && !way; i++)
		way = compare_text(a->value[i], b->value[i]);
	return way;
}

static int
compare_customers(const void *a, const void *b)
{
	return compare(a, b, 2);
}

static int
compare_agreements(const void *a, const void *b)
{
	return compare(a, b, 4);
}

static int
by_line(const struct register_row *a, const struct register_row *b)
{
	return (a->line > b->line) - (a->line < b->line);
}

static int
order_customers(const void *a, const void *b)
{
	int way = compare_customers(a, b);
	return way ? way : by_line(a, b);
}

static int
order_agreements(const void *a, const void *b)
{
	int way = compare_agreements(a, b);
	return way ? way : by_line(a, b);
}

bool
register_twice(const struct register_table *t, struct register_row *rows,
    size_t n, size_t lines[2])
{
	if (n)
		qsort(rows, n, sizeof(*rows),
		    t == &register_customer_table ? order_customers
						  : order_agreements);
	for (size_t i = 1; i < n; i++)
		if (compare(&rows[i - 1], &rows[i], t->keys) == 0) {
			lines[0] = rows[i - 1].line;
			lines[1] = rows[i].line;
			return true;
		}
	return false;
}

static void
tell(const struct import *im, const struct register_table *t, char sign,
    const struct register_row *old, const struct register_row *now,
    unsigned changed)
{
	if (im->in->change)
		im->in->change(im->in->arg, t, sign, old, now, changed);
}

/* Counts a row that does not go with the register; the import goes on. */
static bool
refuse(struct import *im, const struct register_row *row, const char *place,
    const char *text)
{
	struct fault f;
	fault_set(&f, place, "register", "%s", text);
	im->counts->refused++;
	if (im->in->refuse)
		im->in->refuse(im->in->arg, row->line, &f);
	return true;
}

/* ---- what the register has of a row ------------------------------------ */

static enum register_found
get_customer(struct import *im, const struct register_row *row,
    struct register_row *old, struct arena *a)
{
	struct registry *r = im->r;
	struct str sender = row->value[REGISTER_SENDER];
	struct str number = row->value[REGISTER_NUMBER];
	*old = (struct register_row){ 0 };
	if (r->empty)
		return REGISTER_NONE;
	db_bind(r->find, 1, sender);
	db_bind(r->find, 2, number);
	int step = db_step(&r->db, r->find, im->fault);
	for (int i = 0; step == SQLITE_ROW && i < REGISTER_IDENTITY; i++)
		old->value[i] = arena_str(a, db_column(r->find, i));
	sqlite3_reset(r->find);
	if (step != SQLITE_ROW)
		return step ? REGISTER_NONE : REGISTER_FAULT;
	if (row->given >> REGISTER_IDENTITY & 1 &&
	    register_identity(r, sender, number, &old->value[REGISTER_IDENTITY],
		a, im->fault) == REGISTER_FAULT)
		return REGISTER_FAULT;
	return REGISTER_FOUND;
}

/* The agreement of the row's customer and channel with that hash. */
static enum register_found
find_agreement(struct import *im, const struct register_row *row,
    const unsigned char hash[VAULT_HASH], struct register_row *old,
    struct arena *a)
{
	for (int i = 0; i < AGREEMENT_KEY; i++)
		db_bind(im->find, i + 1, row->value[i]);
	db_bind_blob(
	    im->find, 4, (struct str){ (const char *)hash, VAULT_HASH });
	int step = db_step(&im->r->db, im->find, im->fault);
	if (step == SQLITE_ROW) {
		for (int i = 0; i < AGREEMENT_COLUMNS; i++)
			if (i != AGREEMENT_KEY)
				old->value[i] =
				    arena_str(a, db_column(im->find, i));
		old->value[AGREEMENT_KEY] = row->value[AGREEMENT_KEY];
		old->id = sqlite3_column_int64(im->find, STEP_ID);
	}
	sqlite3_reset(im->find);
	return step == SQLITE_ROW ? REGISTER_FOUND
	       : step		  ? REGISTER_NONE
				  : REGISTER_FAULT;
}

static enum register_found
get_agreement(struct import *im, const struct register_row *row,
    struct register_row *old, struct arena *a)
{
	unsigned char hash[VAULT_HASH];
	struct str key = row->value[AGREEMENT_KEY];
	enum register_found found = REGISTER_NONE;
	*old = (struct register_row){ 0 };
	if (im->r->empty)
		return REGISTER_NONE;
	if (register_reference_parse(key, hash))
		return find_agreement(im, row, hash, old, a);
	for (int k = -1; k < VAULT_KEYS && found == REGISTER_NONE; k++)
		if (register_key_hash(im->r, k, row->value[AGREEMENT_SENDER],
			row->value[AGREEMENT_CHANNEL], key, hash))
			found = find_agreement(im, row, hash, old, a);
	return found;
}

/* ---- taking rows ------------------------------------------------------- */

/* Gives `now` what the row does not speak of; returns what differs. */
static unsigned
merge(const struct register_table *t, const struct register_row *old,
    struct register_row *now)
{
	unsigned changed = 0;
	for (int i = 0; i < t->n; i++) {
		if (!(now->given >> i & 1))
			now->value[i] = old->value[i];
		if (!str_eq(now->value[i], old->value[i]))
			changed |= 1u << i;
	}
	return changed;
}

static bool
put(struct import *im, const struct register_row *old,
    const struct register_row *now, unsigned changed)
{
	if (!im->writes)
		return true;
	if (im->in->table == &register_customer_table)
		return change_customer(
		    &im->change, old, now, changed, im->fault);
	return change_agreement(&im->change, old, now, changed, im->fault);
}

/* An agreement needs a customer, and a key that somebody knows. */
static bool
is_welcome(struct import *im, const struct register_row *row, bool *ok,
    struct arena *a)
{
	struct customer c;
	enum register_found found;
	*ok = true;
	if (im->in->table == &register_customer_table)
		return true;
	if (row->value[AGREEMENT_KEY].n &&
	    row->value[AGREEMENT_KEY].p[0] == '~')
		return !refuse(
		    im, row, "/key", "stands for no key that the register has");
	found = register_find(im->r, row->value[AGREEMENT_SENDER],
	    row->value[AGREEMENT_NUMBER], &c, a, im->fault);
	*ok = found != REGISTER_FAULT;
	return found == REGISTER_FOUND ||
	       (*ok && !refuse(im, row, "/number",
			   "the register has no such customer"));
}

static bool
take_new(struct import *im, struct register_row *now, struct arena *a)
{
	bool ok;
	if (!is_welcome(im, now, &ok, a))
		return ok;
	if (im->in->table == &register_agreement_table) {
		if (!now->value[AGREEMENT_STATUS].n)
			now->value[AGREEMENT_STATUS] = str_of("active");
		if (!now->value[AGREEMENT_SOURCE].n)
			now->value[AGREEMENT_SOURCE] = im->in->by;
	}
	im->counts->added++;
	tell(im, im->in->table, '+', NULL, now, 0);
	return put(im, NULL, now, 0);
}

/* There is no agreement without a status, or that nobody speaks of. */
static void
ungive(struct register_row *row)
{
	if (!row->value[AGREEMENT_STATUS].n)
		row->given &= ~(1u << AGREEMENT_STATUS);
	if (!row->value[AGREEMENT_SOURCE].n)
		row->given &= ~(1u << AGREEMENT_SOURCE);
}

static bool
take_row(struct import *im, const struct register_row *row, struct arena *a)
{
	const struct register_table *t = im->in->table;
	struct register_row old, now = *row;
	struct fault f;
	bool is_customer = t == &register_customer_table;
	enum register_found found = is_customer
					? get_customer(im, row, &old, a)
					: get_agreement(im, row, &old, a);
	if (found == REGISTER_FAULT)
		return false;
	if (!is_customer)
		ungive(&now);
	if (found == REGISTER_NONE)
		return take_new(im, &now, a);
	unsigned changed = merge(t, &old, &now);
	if (!is_customer && changed && !(now.given >> AGREEMENT_SOURCE & 1)) {
		now.value[AGREEMENT_SOURCE] = im->in->by;
		if (!str_eq(im->in->by, old.value[AGREEMENT_SOURCE]))
			changed |= 1u << AGREEMENT_SOURCE;
	}
	if (!changed) {
		im->counts->same++;
		return true;
	}
	if (!register_check(t, &now, &f))
		return refuse(im, row, f.place, f.text);
	im->counts->changed++;
	tell(im, t, '~', &old, &now, changed);
	return put(im, &old, &now, changed);
}

static bool
take_rows(struct import *im)
{
	struct arena a = { 0 };
	bool ok = true;
	for (size_t i = 0; i < im->in->n && ok; i++) {
		arena_reset(&a);
		ok = take_row(im, &im->in->rows[i], &a);
	}
	arena_free(&a);
	return ok;
}

/* ---- removing what the rows do not have -------------------------------- */

static bool
drop(struct import *im, const struct register_table *t,
    const struct register_row *row)
{
	im->counts->removed++;
	tell(im, t, '-', row, NULL, 0);
	return !im->writes || change_remove(&im->change, t, row, im->fault);
}

/* An agreement that goes with its customer. */
static bool
drop_with(void *arg, const struct register_row *row)
{
	return drop(arg, &register_agreement_table, row);
}

/*
 * A customer that the rows do not have. Deleting the row that a query stands
 * on is allowed by SQLite, and leaves the query where it is.
 */
static bool
drop_customer(void *arg, const struct register_row *row)
{
	struct import *im = arg;
	const struct register_import *in = im->in;
	if (bsearch(row, in->rows, in->n, sizeof(*row), compare_customers))
		return true;
	return drop(im, in->table, row) &&
	       register_each(im->r, &register_agreement_table,
		   row->value[REGISTER_SENDER], row->value[REGISTER_NUMBER],
		   true, drop_with, im, im->fault);
}

/* Claims that the rows have something of that sender and channel. */
static bool
has_channel(const struct import *im, const struct register_row *row)
{
	for (size_t i = 0; i < im->pairs_n; i++)
		if (str_eq(
			im->pairs[i].channel, row->value[AGREEMENT_CHANNEL]) &&
		    str_eq(im->pairs[i].sender, row->value[AGREEMENT_SENDER]))
			return true;
	return false;
}

/* What has_channel and has_agreement look into. */
static void
survey(struct import *im)
{
	for (size_t i = 0; i < im->in->n; i++) {
		const struct register_row *row = &im->in->rows[i];
		struct str key = row->value[AGREEMENT_KEY];
		if (key.n && key.p[0] == '~')
			im->references = true;
		if (has_channel(im, row))
			continue;
		im->pairs = arena_extend(
		    &im->arena, im->pairs, im->pairs_n, sizeof(*im->pairs));
		im->pairs[im->pairs_n++] =
		    (struct pair){ row->value[AGREEMENT_SENDER],
			    row->value[AGREEMENT_CHANNEL] };
	}
}

/* Claims that the rows have the agreement, its key or what stands for it. */
static bool
has_agreement(const struct import *im, const struct register_row *row)
{
	const struct register_import *in = im->in;
	struct register_row other = *row;
	unsigned char hash[VAULT_HASH];
	char text[REGISTER_REFERENCE + 1];
	if (bsearch(row, in->rows, in->n, sizeof(*row), compare_agreements))
		return true;
	for (int k = -1; im->references && k < VAULT_KEYS; k++) {
		if (!register_key_hash(im->r, k, row->value[AGREEMENT_SENDER],
			row->value[AGREEMENT_CHANNEL],
			row->value[AGREEMENT_KEY], hash))
			continue;
		register_reference(hash, text);
		other.value[AGREEMENT_KEY] = str_of(text);
		if (bsearch(&other, in->rows, in->n, sizeof(other),
			compare_agreements))
			return true;
	}
	return false;
}

static bool
drop_agreement(void *arg, const struct register_row *row)
{
	struct import *im = arg;
	return has_agreement(im, row) || !has_channel(im, row) ||
	       drop(im, im->in->table, row);
}

/* Removes what each sender of the rows has besides. */
static bool
drop_rest(struct import *im)
{
	const struct str all = { NULL, 0 };
	const struct register_import *in = im->in;
	bool is_customer = in->table == &register_customer_table;
	for (size_t i = 0; i < in->n; i++) {
		struct str sender = in->rows[i].value[0];
		if (i && str_eq(sender, in->rows[i - 1].value[0]))
			continue;
		im->r->db.status = MC_OK;
		if (!register_each(im->r, in->table, sender, all, !is_customer,
			is_customer ? drop_customer : drop_agreement, im,
			im->fault) ||
		    im->r->db.status != MC_OK)
			return false;
	}
	return true;
}

/* ---- the transaction --------------------------------------------------- */

static bool
prepare(struct import *im)
{
	char sql[512];
	if (im->r->empty)
		return true;
	snprintf(sql, sizeof(sql),
	    "%s WHERE sender = ? AND number = ? AND channel = ?"
	    " AND key_hash = ?",
	    register_agreement_sql);
	im->find = db_prepare(&im->r->db, sql, im->fault);
	return im->find != NULL;
}

static bool
run(struct import *im)
{
	return prepare(im) && take_rows(im) &&
	       (!(im->in->flags & REGISTER_REPLACE) || drop_rest(im));
}

static bool
run_wet(struct import *im)
{
	struct db *db = &im->r->db;
	if (!db_exec(db, "BEGIN IMMEDIATE", im->fault))
		return false;
	bool ok =
	    change_open(&im->change, im->r, im->in->by, im->fault) && run(im);
	change_close(&im->change);
	bool commits = ok && !im->counts->refused;
	if (commits && db_exec(db, "COMMIT", im->fault))
		return true;
	enum mc_status why = db->status;
	db_exec(db, "ROLLBACK", NULL);
	db->status = why;
	return ok && !commits;
}

bool
register_import(struct registry *r, const struct register_import *in,
    struct register_counts *counts, struct fault *f)
{
	struct import im = { .r = r,
		.in = in,
		.counts = counts,
		.writes = !(in->flags & REGISTER_DRY),
		.fault = f };
	bool ok;
	*counts = (struct register_counts){ 0 };
	if (in->table == &register_agreement_table)
		survey(&im);
	ok = im.writes ? run_wet(&im) : register_snapshot(r, f) && run(&im);
	sqlite3_finalize(im.find);
	arena_free(&im.arena);
	return ok;
}
