/* SPDX-License-Identifier: ISC */
#include "autogiro_cmd.h"
#include "base/bankday.h"
#include "format/autogiro.h"

/* ---- taking ---------------------------------------------------------- */

enum mc_status
take_record(void *arg, struct stream *in, bool *wanted, struct fault *f)
{
	struct want w;
	struct fault why;
	const struct autogiro_cmd *g = arg;
	const struct route *route = in->rec.r.route;
	/* the other payments are alternatives that are not taken */
	size_t n = route->payment_n && route->payment[0].channel.p ? 1 : 0;
	if (!site_knows(&g->conf, route->payment, n, "/route/payment", f))
		return MC_CONFIG;
	*wanted = judge(g, &in->rec, &w, &why) == FATE_DEBIT;
	if (!*wanted || g->key.p)
		return MC_OK;
	fault_set(f, "", "key",
	    "no key for the hashes of payer numbers: set keys.identity, or "
	    "make MC_HOME/keys/identity");
	return MC_CONFIG;
}

/* ---- filing ---------------------------------------------------------- */

static bool
put_opening(struct batcher_file *m, const struct want *w, struct fault *f)
{
	struct buf line = BUF_INIT(FIXED_COLUMNS + 2);
	const struct autogiro_opening o = { .written = m->day,
		.customer = w->sender->autogiro.customer,
		.bankgiro = w->sender->autogiro.bankgiro };
	bool ok = fixed_write(&line, &autogiro_opening_layout, &o, f);
	if (ok)
		batch_add(&m->batch, line.p, line.n);
	buf_free(&line);
	return ok;
}

static bool
put_payment(struct batcher_file *m, const struct want *w, struct fault *f)
{
	struct buf line = BUF_INIT(FIXED_COLUMNS + 2);
	bool ok = put_debit(&line, &w->debit, f);
	if (ok)
		batch_add(&m->batch, line.p, line.n);
	buf_free(&line);
	return ok;
}

/* The file of the debit's sender and run, or NULL with status and fault. */
static struct batcher_file *
file_of(struct batcher_files *x, const struct want *w, enum mc_status *status,
    struct fault *f)
{
	const struct batcher_key key = { .scheme = str_of(SCHEME),
		.sender = w->sender->key,
		.run = w->run,
		.currency = str_of("SEK"),
		.day = w->day };
	struct batcher_file *m = batcher_file(x, &key, status, f);
	if (!m || m->row.records || put_opening(m, w, f))
		return m;
	*status = MC_CONFIG;
	return NULL;
}

/* Bankgirot moves those to the next bank day. */
static bool
is_moved(struct date day)
{
	bool bank_day = true;
	return bankday_is(&bank_day, BANKDAY_BANKGIROT, day) && !bank_day;
}

static void
count(struct tally *t, struct batcher_file *m, const struct debit_order *d)
{
	m->row.total += d->out ? -d->amount : d->amount;
	t->debits += !d->out;
	t->debited += d->out ? 0 : d->amount;
	t->payouts += d->out;
	t->paid_out += d->out ? d->amount : 0;
	t->moved += is_moved(d->date);
}

static enum mc_status
add(struct autogiro_cmd *g, struct batcher_files *x, const struct want *w,
    struct fault *f)
{
	enum mc_status status;
	struct batcher_file *m = file_of(x, w, &status, f);
	if (!m)
		return status;
	if (!put_payment(m, w, f))
		return MC_BUG;
	const struct debit_place at = { m->row.row, ++m->row.records };
	if (!debits_add(g->debits, &w->debit, &at, f))
		return filed_status(debits_filed(g->debits));
	count(&g->tally, m, &w->debit);
	return MC_OK;
}

enum mc_status
file_record(
    void *arg, struct batcher_files *x, struct stream *in, struct fault *f)
{
	struct want w;
	struct fault why;
	struct debit_place at;
	struct autogiro_cmd *g = arg;
	if (judge(g, &in->rec, &w, &why) != FATE_DEBIT)
		return MC_OK;
	switch (debits_find(g->debits, &w.debit, &at, f)) {
	case DEBITS_NONE:
		return add(g, x, &w, f);
	case DEBITS_FAILED:
		return filed_status(debits_filed(g->debits));
	default: /* filed before, or never to be: print.c says which */
		return MC_OK;
	}
}

/* ---- what it comes to ------------------------------------------------ */

void
put_money(struct buf *b, int64_t ore)
{
	char text[DEC_TEXT];
	dec_format((struct dec){ .coef = ore, .scale = 2, .set = true }, text);
	buf_adds(b, text);
}

void
tell_file(void *arg, const struct batcher_file *m)
{
	struct buf total = BUF_INIT(64);
	(void)arg;
	put_money(&total, m->row.total);
	msg_info("%s: %lld payments, %.*s SEK", m->batch.path,
	    (long long)m->row.records, STR_ARG(buf_str(&total)));
	buf_free(&total);
}

bool
file_totals(void *arg, const struct batch_row *file, struct str *totals,
    struct arena *a, struct fault *f)
{
	struct buf total = BUF_INIT(64);
	(void)arg;
	(void)f;
	put_money(&total, file->total);
	*totals = arena_printf(a, "{\"%.*s\":\"%.*s\"}",
	    STR_ARG(file->currency), STR_ARG(buf_str(&total)));
	buf_free(&total);
	return true;
}
