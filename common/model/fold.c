/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "fold.h"
#include "outcome.h"

static const char *const deliveries[] = { "filed", "rejected", "held", "open",
	"sent", "failed" };
static const char *const moneys[] = { "", "part-paid", "paid", "overpaid" };

enum {
	DELIVERIES = sizeof(deliveries) / sizeof(deliveries[0]),
	MONEYS = sizeof(moneys) / sizeof(moneys[0]),
};

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_text(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : compare((int64_t)a.n, (int64_t)b.n);
}

static int
by_key(const void *a, const void *b)
{
	const struct fold_event *x = a, *y = b;
	int c = compare(x->kind, y->kind);
	if (!c)
		c = compare_text(x->key, y->key);
	return c ? c : compare((int64_t)x->order, (int64_t)y->order);
}

static int
by_time(const void *a, const void *b)
{
	const struct fold_event *x = a, *y = b;
	int c = compare(x->at, y->at);
	return c ? c : compare((int64_t)x->order, (int64_t)y->order);
}

static int
by_channel(const void *a, const void *b)
{
	const struct fold_event *x = a, *y = b;
	int c = compare(x->kind == FOLD_PAYMENT, y->kind == FOLD_PAYMENT);
	if (!c)
		c = compare_text(x->channel, y->channel);
	return c ? c : by_time(a, b);
}

static size_t
governing(const struct fold_version *v, size_t n)
{
	size_t at = 0;
	for (size_t i = 1; i < n; i++)
		if (!v[i].rejected || v[at].rejected ||
		    str_eq(v[i].source, v[at].source))
			at = i;
	return at;
}

/* Claims that the word is of something that happened, and not of a wait. */
static bool
is_final(struct str word)
{
	enum outcome o;
	return outcome_parse(&o, word) && outcome_is_final(o);
}

/* The last version of that document that has attempts; 0 when none has. */
static size_t
last_tried(const struct fold_version *v, size_t governs,
    const struct fold_event *e, size_t n)
{
	size_t last = 0;
	for (size_t i = 0; i < n; i++)
		if (e[i].kind == FOLD_ATTEMPT && e[i].version > last &&
		    str_eq(v[e[i].version].source, v[governs].source))
			last = e[i].version;
	return last;
}

/* Says which events count; they are in the order of their keys then. */
static void
choose(const struct fold_version *v, size_t governs, struct fold_event *e,
    size_t n)
{
	size_t last = last_tried(v, governs, e, n);
	for (size_t i = 0; i < n; i++)
		e[i].order = i;
	qsort(e, n, sizeof(*e), by_key);
	for (size_t i = 0; i < n; i++) {
		bool older = e[i].key.n && i + 1 < n &&
			     e[i].kind == e[i + 1].kind &&
			     str_eq(e[i].key, e[i + 1].key);
		e[i].counts = !older;
		e[i].balance = (struct dec){ 0 };
		if (e[i].kind == FOLD_ATTEMPT &&
		    (!str_eq(v[e[i].version].source, v[governs].source) ||
			(e[i].version != last && !is_final(e[i].outcome))))
			e[i].counts = false;
		if (e[i].kind == FOLD_PAYMENT &&
		    (!e[i].amount.set ||
			!str_eq(e[i].currency, v[governs].currency)))
			e[i].counts = false;
	}
}

/* A receipt without a channel is about the attempt before it. */
static void
name_channels(struct fold_event *e, size_t n)
{
	struct str last = { NULL, 0 };
	for (size_t i = 0; i < n; i++) {
		if (e[i].kind == FOLD_ATTEMPT && e[i].counts)
			last = e[i].channel;
		if (e[i].kind == FOLD_RECEIPT && !e[i].channel.n)
			e[i].channel = last;
	}
}

/* The last word of each channel; the events are in the order of by_channel. */
static enum fold_delivery
deliver(const struct fold_version *v, size_t governs,
    const struct fold_event *e, size_t n)
{
	bool sent = false, apart = false, held = v[governs].held, open = false;
	bool failed = false;
	const struct fold_event *last = NULL;
	for (size_t i = 0; i <= n; i++) {
		bool ends = i == n || e[i].kind == FOLD_PAYMENT;
		if (last && (ends || !str_eq(e[i].channel, last->channel))) {
			enum outcome o = OUTCOME_UNKNOWN;
			bool known = outcome_parse(&o, last->outcome);
			bool is_held = str_is(last->outcome, "held");
			bool accepted = known && o == OUTCOME_ACCEPTED;
			sent |= accepted;
			/* by another than the version that was rejected */
			apart |= accepted && (last->kind == FOLD_RECEIPT ||
						 !v[last->version].rejected);
			held |= is_held;
			failed |= known && o == OUTCOME_PERMANENT;
			open |= !is_held && (!known || !outcome_is_final(o));
			last = NULL;
		}
		if (ends)
			break;
		if (e[i].counts)
			last = &e[i];
	}
	if (v[governs].rejected && !apart)
		return FOLD_REJECTED;
	return sent	? FOLD_SENT
	       : held	? FOLD_HELD
	       : open	? FOLD_OPEN
	       : failed ? FOLD_FAILED
			: FOLD_FILED;
}

static enum fold_money
weigh(struct dec payable, struct dec paid, struct dec balance)
{
	if (!paid.set || paid.coef == 0 || !balance.set)
		return FOLD_UNPAID;
	if (balance.coef == 0)
		return FOLD_PAID;
	/* more is due than ever was: taken back without having been paid */
	if (payable.coef != 0 && (paid.coef < 0) != (payable.coef < 0))
		return FOLD_UNPAID;
	return (balance.coef < 0) == (payable.coef < 0) && payable.coef != 0
		   ? FOLD_PART
		   : FOLD_OVERPAID;
}

static void
pay(struct fold *f, const struct fold_version *v, struct fold_event *e,
    size_t n)
{
	struct dec payable = v->payable.set ? v->payable : DEC_INT(0);
	f->paid = DEC_INT(0);
	f->balance = payable;
	for (size_t i = 0; i < n; i++) {
		if (e[i].kind != FOLD_PAYMENT || !e[i].counts)
			continue;
		if (!f->balance.set ||
		    !dec_add(&f->paid, f->paid, e[i].amount) ||
		    !dec_sub(&f->balance, f->balance, e[i].amount))
			f->paid = f->balance = (struct dec){ 0 };
		e[i].balance = f->balance;
	}
	f->money = weigh(payable, f->paid, f->balance);
}

void
fold_events(struct fold *f, const struct fold_version *v, size_t versions_n,
    struct fold_event *e, size_t n)
{
	*f = (struct fold){ .governs = governing(v, versions_n) };
	const struct fold_version *now = &v[f->governs];
	if (n) {
		choose(v, f->governs, e, n);
		qsort(e, n, sizeof(*e), by_time);
		name_channels(e, n);
		qsort(e, n, sizeof(*e), by_channel);
	}
	f->delivery = deliver(v, f->governs, e, n);
	if (n)
		qsort(e, n, sizeof(*e), by_time);
	pay(f, now, e, n);
}

const char *
fold_delivery_word(enum fold_delivery d)
{
	return deliveries[d];
}

const char *
fold_word(const struct fold *f)
{
	return f->money == FOLD_UNPAID ? deliveries[f->delivery]
				       : moneys[f->money];
}

bool
fold_is_word(struct str word)
{
	for (int i = 0; i < DELIVERIES; i++)
		if (str_is(word, deliveries[i]))
			return true;
	for (int i = 1; i < MONEYS; i++)
		if (str_is(word, moneys[i]))
			return true;
	return false;
}
