/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "autogiro_cmd.h"
#include "base/bankday.h"
#include "format/autogiro.h"

/* A file that is being made: one for each sender and run. */
struct making {
	struct str sender, run;
	struct date day;
	struct batch batch;
	struct batch_row file;
};

struct filing {
	const struct autogiro_cmd *g;
	struct tally *tally;
	struct making *list;
	size_t n;
	bool noted; /* the database may have them */
	struct arena arena; /* of what the list holds */
	struct buf line;
	enum mc_status status;
	struct fault fault; /* with the status */
};

/* Notes the first thing that went wrong; false. */
static bool
fail(struct filing *x, enum mc_status status)
{
	if (x->status == MC_OK)
		x->status = status;
	return false;
}

static bool
fail_db(struct filing *x)
{
	return fail(x, filed_status(debits_filed(x->g->debits)));
}

/* ---- files ----------------------------------------------------------- */

static bool
put_opening(struct filing *x, struct making *m, const struct want *w)
{
	const struct autogiro_opening o = { .written = m->day,
		.customer = w->sender->autogiro.customer,
		.bankgiro = w->sender->autogiro.bankgiro };
	buf_reset(&x->line);
	if (!fixed_write(&x->line, &autogiro_opening_layout, &o, &x->fault))
		return fail(x, MC_CONFIG);
	batch_add(&m->batch, x->line.p, x->line.n);
	return true;
}

/* Begins the file; the last step of its id is the readable part of its name. */
static bool
begin(struct filing *x, struct making *m, const struct want *w)
{
	*m = (struct making){ .sender = arena_str(&x->arena, w->sender->key),
		.run = arena_str(&x->arena, w->run),
		.day = w->day };
	m->file = (struct batch_row){ .scheme = str_of(SCHEME),
		.sender = m->sender,
		.run = m->run,
		.currency = str_of("SEK") };
	struct str id = arena_printf(&x->arena, "%.*s/%s/%s%.*s-%.*s",
	    STR_ARG(m->sender), SCHEME, x->g->home.test ? "test-" : "",
	    STR_ARG(m->sender), STR_ARG(m->run));
	x->n++; /* from here on it is dropped with the others */
	if (!batch_open(&m->batch, &x->g->home, DEBITS_NAME, id, &x->fault))
		return fail(x, MC_CREATE);
	if (!filed_add(debits_filed(x->g->debits), &m->file, &x->fault))
		return fail_db(x);
	return put_opening(x, m, w);
}

/* The file of the debit's sender and run, or NULL. */
static struct making *
making_of(struct filing *x, const struct want *w)
{
	for (size_t i = 0; i < x->n; i++) {
		struct making *m = &x->list[i];
		if (str_eq(m->sender, w->sender->key) &&
		    str_eq(m->run, w->run) && date_cmp(m->day, w->day) == 0)
			return m;
	}
	x->list = xrealloc(x->list, (x->n + 1) * sizeof(*x->list));
	struct making *m = &x->list[x->n];
	return begin(x, m, w) ? m : NULL;
}

/* ---- debits ---------------------------------------------------------- */

/* Bankgirot moves those to the next bank day. */
static bool
is_moved(struct date day)
{
	bool bank_day = true;
	return bankday_is(&bank_day, BANKDAY_BANKGIROT, day) && !bank_day;
}

static void
count(struct filing *x, struct making *m, const struct debit_order *d)
{
	struct tally *t = x->tally;
	m->file.total += d->out ? -d->amount : d->amount;
	t->debits += !d->out;
	t->debited += d->out ? 0 : d->amount;
	t->payouts += d->out;
	t->paid_out += d->out ? d->amount : 0;
	t->moved += is_moved(d->date);
}

static bool
add(struct filing *x, const struct want *w)
{
	struct making *m = making_of(x, w);
	if (!m)
		return false;
	buf_reset(&x->line);
	if (!put_debit(&x->line, &w->debit, &x->fault))
		return fail(x, MC_BUG);
	batch_add(&m->batch, x->line.p, x->line.n);
	const struct debit_place at = { m->file.row, ++m->file.records };
	if (!debits_add(x->g->debits, &w->debit, &at, &x->fault))
		return fail_db(x);
	count(x, m, &w->debit);
	return true;
}

static bool
file_record(struct filing *x, const struct rec *rec)
{
	struct want w;
	struct debit_place at;
	struct fault f;
	if (judge(x->g, rec, &w, &f) != FATE_DEBIT)
		return true;
	switch (debits_find(x->g->debits, &w.debit, &at, &x->fault)) {
	case DEBITS_NONE:
		return add(x, &w);
	case DEBITS_FAILED:
		return fail_db(x);
	default: /* filed before, or never to be: print.c says which */
		return true;
	}
}

static bool
file_records(struct filing *x, const struct spool *spool)
{
	struct stream in;
	enum stream_item item;
	bool ok = true;
	open_spool(&in, spool);
	while (ok && ((item = stream_next(&in)) == STREAM_RECORD ||
			 item == STREAM_SEAL))
		if (item == STREAM_RECORD)
			ok = file_record(x, &in.rec);
	if (in.status != MC_OK) {
		fault_set(&x->fault, "", "spool", "cannot be read again");
		ok = fail(x, in.status);
	}
	stream_close(&in);
	return ok;
}

/* ---- the commit ------------------------------------------------------ */

static bool
end(struct filing *x, struct making *m)
{
	if (!batch_end(&m->batch, m->day, SCHEME, "txt", &x->fault))
		return fail(x, MC_IO);
	m->file.path = str_of(m->batch.path);
	m->file.sha256 = str_of(m->batch.sha256);
	m->file.bytes = m->batch.bytes;
	return filed_end(debits_filed(x->g->debits), &m->file, m->batch.temp,
		   &x->fault) ||
	       fail_db(x);
}

/* All of it within the transaction. */
static bool
fill(struct filing *x, const struct spool *spool)
{
	bool ok = file_records(x, spool);
	for (size_t i = 0; ok && i < x->n; i++)
		ok = end(x, &x->list[i]);
	/* one that fails may be found done by who opens the database next */
	x->noted = ok;
	return ok && (filed_commit(debits_filed(x->g->debits), &x->fault) ||
			 fail_db(x));
}

static void
say_file(const struct making *m)
{
	struct buf total = BUF_INIT(64);
	put_money(&total, m->file.total);
	msg_info("%s: %lld payments, %.*s SEK", m->batch.path,
	    (long long)m->file.records, STR_ARG(buf_str(&total)));
	buf_free(&total);
}

static void
release(struct filing *x)
{
	for (size_t i = 0; i < x->n; i++) {
		if (x->noted)
			batch_close(&x->list[i].batch);
		else
			batch_drop(&x->list[i].batch);
	}
	free(x->list);
	arena_free(&x->arena);
	buf_free(&x->line);
}

enum mc_status
file_spool(
    const struct autogiro_cmd *g, const struct spool *spool, struct tally *t)
{
	struct filing x = {
		.g = g, .tally = t, .line = BUF_INIT(FIXED_COLUMNS + 2)
	};
	bool ok = filed_begin(debits_filed(g->debits), &x.fault) || fail_db(&x);
	bool begun = ok;
	ok = ok && fill(&x, spool);
	if (begun && !ok)
		filed_rollback(debits_filed(g->debits));
	for (size_t i = 0; ok && i < x.n; i++)
		say_file(&x.list[i]);
	release(&x);
	if (ok)
		ok = filed_finish(debits_filed(g->debits), &x.fault) ||
		     fail_db(&x);
	if (!ok)
		fault_warn(&x.fault);
	return x.status;
}
