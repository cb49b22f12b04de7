/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "model/currency.h"
#include "model/einvoice.h"
#include "model/outcome.h"
#include "report.h"

static const char others[] = "(others)";

/*
 * The place in a list of `n` items of `size` bytes that begin with a name;
 * it is *n, and the name set there, when the name is new. The last place is
 * for all that do not fit.
 */
static size_t
find_name(void *list, size_t *n, size_t size, struct str name)
{
	char text[REPORT_NAME], *item = list;
	if (!name.n)
		name = (struct str)STR("-");
	size_t cut = name.n < sizeof(text) ? name.n : sizeof(text) - 1;
	memcpy(text, name.p, cut);
	text[utf8_check(text, cut)] = '\0';
	for (size_t i = 0; i < *n; i++, item += size)
		if (strcmp(item, text) == 0)
			return i;
	if (*n == REPORT_NAMES)
		return REPORT_NAMES - 1;
	snprintf(
	    item, REPORT_NAME, "%s", *n == REPORT_NAMES - 1 ? others : text);
	return (*n)++;
}

static struct tally *
tally(struct tallies *t, struct str name)
{
	if (!t->list)
		t->list = xcalloc(REPORT_NAMES, sizeof(*t->list));
	return &t->list[find_name(t->list, &t->n, sizeof(*t->list), name)];
}

/* ---- counting ---------------------------------------------------------- */

static enum tally_part
part_of(struct str word)
{
	enum outcome o;
	if (str_is(word, "held"))
		return TALLY_HELD;
	if (!outcome_parse(&o, word) || !outcome_is_final(o))
		return TALLY_OPEN;
	return o == OUTCOME_ACCEPTED ? TALLY_ACCEPTED : TALLY_FAILED;
}

/* Orders attempts by channel, and in that as they were made. */
static int
by_channel(const void *a, const void *b)
{
	const struct fold_event *x = a, *y = b;
	size_t n = x->channel.n < y->channel.n ? x->channel.n : y->channel.n;
	int c = n ? memcmp(x->channel.p, y->channel.p, n) : 0;
	if (c == 0)
		c = (x->channel.n > y->channel.n) -
		    (x->channel.n < y->channel.n);
	if (c == 0)
		c = (x->at > y->at) - (x->at < y->at);
	return c ? c : (x->order > y->order) - (x->order < y->order);
}

/* Counts the record once for each channel, by its last word. */
static void
add_attempts(
    struct tallies *t, const struct record *r, struct fold_event *e, size_t n)
{
	for (size_t i = 0; i < n; i++)
		e[i].order = i;
	if (n)
		qsort(e, n, sizeof(*e), by_channel);
	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || !str_eq(e[i].channel, e[i + 1].channel))
			sums_add(
			    &tally(t, e[i].channel)->of[part_of(e[i].outcome)],
			    r);
}

/* The channel that collects the payment, by the route, else by its tool. */
static struct str
collector(const struct record *r, const char *section)
{
	if (r->route && r->route->payment_n)
		return r->route->payment[0].channel;
	return str_of(section);
}

static void
add_debit(struct report *t, const struct record *r, const char *section,
    const struct output *o)
{
	if (!o || (!o->batch.n && !o->failed.n))
		return;
	struct tally *d = tally(&t->debits, collector(r, section));
	sums_add(&d->of[o->failed.n ? TALLY_FAILED : TALLY_ACCEPTED], r);
}

/* Whether the file that the record stands in has left. */
static void
note_left(struct report *t, const struct output *o, struct str outcome)
{
	if (!o || !o->sha256.n || !outcome.n)
		return;
	struct report_left *l = &t->left[find_name(
	    t->left, &t->left_n, sizeof(t->left[0]), o->sha256)];
	snprintf(l->outcome, sizeof(l->outcome), "%.*s", STR_ARG(outcome));
}

/* Attempts to collect say more than the section that made the order. */
static void
add_debits(struct report *t, const struct record *r, struct arena *a)
{
	size_t n;
	struct fold_event *list = store_payments(r, &n, a);
	if (n) {
		note_left(t, r->autogiro ? r->autogiro : r->avtalegiro,
		    list[n - 1].outcome);
		add_attempts(&t->debits, r, list, n);
		return;
	}
	add_debit(t, r, "autogiro", r->autogiro);
	add_debit(t, r, "avtalegiro", r->avtalegiro);
}

/* A batch of e-invoices has left when the documents in it have. */
static void
note_einvoices(struct report *t, const struct record *r,
    const struct fold_event *list, size_t n)
{
	for (size_t i = 0; i < r->sefaktura_n; i++) {
		const struct output *o = &r->sefaktura[i];
		struct str outcome = { NULL, 0 };
		if (!einvoice_is_batched(o))
			continue;
		for (size_t k = 0; k < n; k++)
			if (str_eq(list[k].channel, o->channel))
				outcome = list[k].outcome;
		note_left(t, o, outcome);
	}
}

/* A line about one of the first documents that were rejected. */
static void
note_reject(struct report *r, const struct record *rec)
{
	const struct rejected *why = rec->rejected;
	struct str rule = why->rule.n ? why->rule : (struct str)STR("-");
	r->rules[find_name(r->rules, &r->rules_n, sizeof(r->rules[0]), rule)]
	    .n++;
	if (r->all.part[FOLD_REJECTED].records > REPORT_FIRST)
		return;
	r->first.max = 1 << 20;
	buf_adds(&r->first, "reject         ");
	cmd_text(&r->first, rec->id);
	buf_adds(&r->first, "  ");
	cmd_text(&r->first, why->tool);
	buf_adds(&r->first, "  ");
	cmd_text(&r->first, rule);
	buf_adds(&r->first, "  ");
	cmd_text(&r->first, why->place);
	buf_adds(&r->first, ": ");
	cmd_text(&r->first, why->text);
	buf_addc(&r->first, '\n');
}

void
report_add(
    struct report *r, const struct record *rec, bool before, struct arena *a)
{
	size_t n;
	enum fold_delivery d = store_delivery(rec, a);
	struct fold_event *attempts = store_attempts(rec, &n, a);
	if (!r->senders)
		r->senders = xcalloc(REPORT_NAMES, sizeof(*r->senders));
	size_t sender = find_name(r->senders, &r->senders_n,
	    sizeof(*r->senders), record_sender(rec->id));
	balance_add(&r->all, d, rec);
	balance_add(&r->senders[sender].balance, d, rec);
	sums_add(before ? &r->before : &r->filed, rec);
	if (rec->rejected)
		note_reject(r, rec);
	note_einvoices(r, rec, attempts, n);
	add_attempts(&r->channels, rec, attempts, n);
	add_debits(r, rec, a);
}

void
report_seal(struct report *r, const struct seal *said)
{
	r->expected.records += said->records;
	for (size_t i = 0; i < said->totals_n; i++)
		sums_put(&r->expected, 0, said->totals[i].currency,
		    said->totals[i].sum);
}

/* The totals of a batch, a JSON object. */
static void
add_totals(struct buf *b, struct str totals)
{
	struct arena a = { 0 };
	struct str currency, amount;
	struct json j;
	json_open(&j, totals, &a);
	json_begin(&j, '{');
	while (json_more(&j, '}')) {
		if (!json_key(&j, &currency) || !json_text(&j, &amount))
			break;
		buf_adds(b, "  ");
		cmd_text(b, currency);
		buf_addc(b, ' ');
		cmd_text(b, amount);
	}
	arena_free(&a);
}

void
report_batch(struct report *r, const struct batch *batch)
{
	struct buf *b = &r->batches;
	const struct report_left *left = &r->left[find_name(
	    r->left, &r->left_n, sizeof(r->left[0]), batch->sha256)];
	bool sent = strcmp(left->outcome, "accepted") == 0;
	b->max = REPORT_BATCHES;
	buf_adds(b, "batch          ");
	cmd_text(b, batch->path);
	buf_adds(b, "  ");
	cmd_text(b, batch->tool);
	buf_printf(b, "  records %lld  %s", (long long)batch->records,
	    sent ? "sent" : "not sent");
	if (!sent && *left->outcome) {
		buf_adds(b, ": ");
		cmd_text(b, str_of(left->outcome));
	}
	if (batch->totals.n)
		add_totals(b, batch->totals);
	buf_addc(b, '\n');
}

void
report_free(struct report *r)
{
	free(r->senders);
	free(r->channels.list);
	free(r->debits.list);
	buf_free(&r->first);
	buf_free(&r->batches);
}
