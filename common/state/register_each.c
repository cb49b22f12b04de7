/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "register_db.h"
#include "register_row.h"

/* A walk through one table. */
struct walk {
	struct registry *r;
	sqlite3_stmt *s;
	bool open;
	struct arena arena; /* for one row */
	struct fault *fault;
};

/* Prepares `select` for the sender and number as far as they are given. */
static bool
prepare(struct walk *w, const char *select, const char *order,
    struct str sender, struct str number)
{
	char sql[640];
	int at = 1;
	snprintf(sql, sizeof(sql), "%s%s%s ORDER BY %s", select,
	    sender.p ? " WHERE sender = ?" : "",
	    sender.p && number.p ? " AND number = ?"
	    : number.p		 ? " WHERE number = ?"
				 : "",
	    order);
	w->s = db_prepare(&w->r->db, sql, w->fault);
	if (!w->s)
		return false;
	if (sender.p)
		db_bind(w->s, at++, sender);
	if (number.p)
		db_bind(w->s, at, number);
	return true;
}

static bool
borrow_customer(struct walk *w, struct register_row *row)
{
	for (int i = 0; i < REGISTER_IDENTITY; i++)
		row->value[i] = db_column(w->s, i);
	struct str sealed = db_column_blob(w->s, REGISTER_IDENTITY);
	return !w->open || !sealed.n ||
	       register_open_identity(w->r, row->value[REGISTER_SENDER],
		   row->value[REGISTER_NUMBER], sealed,
		   &row->value[REGISTER_IDENTITY], &w->arena, w->fault);
}

static bool
borrow_agreement(struct walk *w, struct register_row *row)
{
	struct str *key = &row->value[AGREEMENT_KEY];
	for (int i = 0; i < AGREEMENT_COLUMNS; i++)
		if (i != AGREEMENT_KEY)
			row->value[i] = db_column(w->s, i);
	row->id = sqlite3_column_int64(w->s, STEP_ID);
	if (!register_open_key(w->r, w->s, key, &w->arena, w->fault))
		return false;
	struct str hash = db_column_blob(w->s, STEP_HASH);
	if (!w->open && hash.n == VAULT_HASH && register_hides(*key)) {
		char *text = arena_alloc(&w->arena, REGISTER_REFERENCE + 1);
		register_reference((const unsigned char *)hash.p, text);
		*key = (struct str){ text, REGISTER_REFERENCE };
	}
	return true;
}

bool
register_each(struct registry *r, const struct register_table *t,
    struct str sender, struct str number, bool open, register_visit *each,
    void *arg, struct fault *f)
{
	struct walk w = { .r = r, .open = open, .fault = f };
	bool is_customer = t == &register_customer_table, ok = true;
	int step = SQLITE_DONE;

	if (r->empty)
		return true;
	if (is_customer)
		ok = prepare(&w,
		    "SELECT " REGISTER_OPEN_COLUMNS ", identity FROM customer",
		    "sender, number", sender, number);
	else
		ok = prepare(&w, register_agreement_sql,
		    "sender, number, channel, id", sender, number);
	while (ok && (step = db_step(&r->db, w.s, f)) == SQLITE_ROW) {
		struct register_row row = { .given = (1u << t->n) - 1 };
		arena_reset(&w.arena);
		ok = is_customer ? borrow_customer(&w, &row)
				 : borrow_agreement(&w, &row);
		if (ok && !each(arg, &row))
			break;
	}
	sqlite3_finalize(w.s);
	arena_free(&w.arena);
	return ok && step != 0;
}
