/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/hash.h"
#include "base/text.h"
#include "guard.h"
#include "model/currency.h"
#include "model/section.h"
#include "stream/filter.h"

enum { RUN_HEX = 12, NAME_MAX_BYTES = 64 };

/* Ways that are no channels; a channel's name has no brackets. */
enum { WAY_HELD, WAY_NONE, WAY_OTHER, WAYS };
static const struct str way_names[WAYS] = { STR("(held)"), STR("(none)"),
	STR("(other)") };

struct tally {
	struct str id; /* sender as it stands in the ids */
	struct str sender, run, at;
	bool foreign; /* of no sender: all of them are rejected */
	struct seal all, passed; /* every document; those not rejected */
	struct seal_total largest[SEAL_CURRENCIES];
	size_t largest_n;
	int64_t *presents; /* of the channels, and WAYS behind them */
	int64_t *collects;
};

uint64_t
figures_reads(void)
{
	return REC_BIT(run) | REC_BIT(route);
}

/* ---- counting --------------------------------------------------------- */

/* The documents' own names are not trusted to be short and harmless. */
static struct str
name_of(struct figures *k, struct str sender)
{
	struct buf b = BUF_INIT(1 << 12);
	size_t n = sender.n < NAME_MAX_BYTES ? sender.n : NAME_MAX_BYTES;
	text_plain(&b, (struct str){ sender.p, n });
	struct str name = arena_str(&k->arena, buf_str(&b));
	buf_free(&b);
	return name;
}

static bool
run_ok(const struct run *run, struct fault *f)
{
	unsigned char bytes[RUN_HEX / 2];
	struct instant at;
	if (!run || !run->id.n)
		return fault_set(f, "/run", "stream",
		    "the record has no `run`; whoever made it writes it");
	if (!hex_parse(run->id, bytes, sizeof(bytes)))
		return fault_set(f, "/run/id", "stream", "no id of a run");
	return instant_parse(&at, run->at) ||
	       fault_set(f, "/run/at", "stream", "no time");
}

static bool
is_of(const struct tally *t, struct str sender, struct str run)
{
	return str_eq(t->id, sender) && str_eq(t->run, run);
}

/* The tally of the record's run and sender; NULL with the fault. */
static struct tally *
tally_of(struct figures *k, const struct record *r, struct fault *f)
{
	struct str sender = record_sender(r->id);
	size_t ways = k->conf->channels_n + WAYS;
	if (!run_ok(r->run, f))
		return NULL;
	if (k->n && is_of(k->tallies[k->last], sender, r->run->id))
		return k->tallies[k->last];
	for (k->last = 0; k->last < k->n; k->last++)
		if (is_of(k->tallies[k->last], sender, r->run->id))
			return k->tallies[k->last];
	if (k->n == GUARD_RUNS) {
		fault_set(f, "/run", "limit",
		    "more than %d runs and senders in one stream", GUARD_RUNS);
		return NULL;
	}
	struct tally *t = arena_zero(&k->arena, 1, sizeof(*t));
	t->id = arena_str(&k->arena, sender);
	t->sender = name_of(k, sender);
	t->foreign = str_is(sender, "-");
	t->run = arena_str(&k->arena, r->run->id);
	t->at = arena_str(&k->arena, r->run->at);
	t->presents = arena_zero(&k->arena, ways, sizeof(int64_t));
	t->collects = arena_zero(&k->arena, ways, sizeof(int64_t));
	k->tallies =
	    arena_extend(&k->arena, k->tallies, k->n, sizeof(struct tally *));
	k->tallies[k->n++] = t;
	return t;
}

/* Where the channel is counted, behind those of the configuration if unknown.
 */
static size_t
way_of(const struct conf *conf, struct str channel)
{
	const struct conf_channel *c = conf_find_channel(conf, channel);
	return c ? (size_t)(c - conf->channels) : conf->channels_n + WAY_OTHER;
}

static void
count_ways(struct tally *t, const struct conf *conf, const struct route *r)
{
	size_t way = conf->channels_n + WAY_NONE;
	if (r->held.n)
		way = conf->channels_n + WAY_HELD;
	else if (r->presentation_n)
		way = way_of(conf, r->presentation[0].channel);
	t->presents[way]++;
	if (r->payment_n)
		t->collects[way_of(conf, r->payment[0].channel)]++;
}

/* passed has taken the record, so its currencies are not too many. */
static void
note_largest(struct tally *t, const struct invoice *i)
{
	size_t at = 0;
	if (!i || !i->payable.set || !currency_code_ok(i->currency))
		return;
	struct dec amount =
	    dec_tidy(dec_abs(i->payable), currency_decimals(i->currency));
	while (
	    at < t->largest_n && !str_is(i->currency, t->largest[at].currency))
		at++;
	struct seal_total *l = &t->largest[at];
	if (at == t->largest_n) {
		t->largest_n++;
		memcpy(l->currency, i->currency.p, 3);
		l->sum = amount;
	} else if (dec_cmp(amount, l->sum) > 0) {
		l->sum = amount;
	}
}

/*
 * Claims that the document is given up here: what a later tool rejects, on a
 * stream that comes a second time, had gone on from here.
 */
static bool
is_rejected(const struct record *r)
{
	return r->rejected &&
	       section_tool_rank(r->rejected->tool) <= RANK_ROUTE;
}

/* An unreadable piece of a file is one rejected record of this kind. */
static bool
is_document(const struct record *r)
{
	return filter_names(filter_invoices, r->kind) ||
	       (is_rejected(r) && str_is(r->kind, "document"));
}

enum mc_status
figures_add(struct figures *k, const struct rec *rec, struct fault *f)
{
	const struct record *r = &rec->r;
	bool rejected = is_rejected(r);
	if (!is_document(r))
		return MC_OK;
	if (!rejected && !r->route) {
		section_missing(f, "route");
		return MC_DATA;
	}
	struct tally *t = tally_of(k, r, f);
	if (!t || !seal_add(&t->all, r, f))
		return MC_DATA;
	if (rejected)
		return MC_OK;
	if (!seal_add(&t->passed, r, f))
		return MC_DATA;
	count_ways(t, k->conf, r->route);
	note_largest(t, r->invoice);
	return MC_OK;
}

/* ---- the sum of it ---------------------------------------------------- */

/* Claims that what is written can be read again. */
static bool
fits(struct dec d)
{
	char text[DEC_TEXT];
	dec_format(d, text);
	return dec_parse(&d, str_of(text));
}

static bool
sum_amounts(struct arena *a, const struct tally *t, struct history_run *r,
    struct fault *f)
{
	const struct seal *s = &t->passed;
	r->amounts = arena_zero(a, s->totals_n + 1, sizeof(*r->amounts));
	for (size_t i = 0; i < s->totals_n; i++) {
		struct history_amount *e = &r->amounts[r->amounts_n++];
		e->currency = str_of(s->totals[i].currency);
		e->total = s->totals[i].sum;
		for (size_t k = 0; k < t->largest_n; k++)
			if (str_is(e->currency, t->largest[k].currency))
				e->largest = t->largest[k].sum;
		if (!fits(e->total) || !fits(e->largest))
			return fault_set(f, "", "limit",
			    "%.*s: a sum in %s has too many digits",
			    STR_ARG(t->sender), s->totals[i].currency);
	}
	return true;
}

static int
by_way(const void *a, const void *b)
{
	const struct history_share *x = a, *y = b;
	size_t n = x->way.n < y->way.n ? x->way.n : y->way.n;
	int order = memcmp(x->way.p, y->way.p, n);
	if (x->collects != y->collects)
		return x->collects - y->collects;
	return order ? order : (x->way.n > y->way.n) - (x->way.n < y->way.n);
}

static void
add_shares(const struct conf *conf, const int64_t *counts, bool collects,
    struct history_run *r)
{
	for (size_t i = 0; i < conf->channels_n + WAYS; i++) {
		struct history_share *s = &r->shares[r->shares_n];
		if (!counts[i])
			continue;
		*s = (struct history_share){ .collects = collects,
			.documents = counts[i],
			.way = i < conf->channels_n
				   ? conf->channels[i].name
				   : way_names[i - conf->channels_n] };
		r->shares_n++;
	}
}

/* Documents of no sender may be anybody's: each sender of the run has them. */
static void
add_foreign(const struct figures *k, const struct tally *t, struct seal *all,
    struct history_run *r)
{
	for (size_t i = 0; i < k->n; i++) {
		const struct tally *o = k->tallies[i];
		if (!o->foreign || !str_eq(o->run, t->run))
			continue;
		all->digest += o->all.digest;
		r->documents += (int64_t)o->all.records;
		r->rejected += (int64_t)(o->all.records - o->passed.records);
	}
}

static bool
sum_tally(struct figures *k, const struct tally *t, struct history_run *r,
    struct fault *f)
{
	enum { DIGEST_BYTES = 16 };
	unsigned char bytes[DIGEST_BYTES];
	char hex[2 * DIGEST_BYTES + 1];
	struct seal all = t->all;
	*r = (struct history_run){ .sender = t->sender,
		.run = t->run,
		.at = t->at,
		.documents = (int64_t)t->all.records,
		.rejected = (int64_t)(t->all.records - t->passed.records) };
	add_foreign(k, t, &all, r);
	for (int i = DIGEST_BYTES - 1; i >= 0; i--, all.digest >>= 8)
		bytes[i] = (unsigned char)all.digest;
	hex_format(bytes, sizeof(bytes), hex);
	r->digest = arena_str(&k->arena, str_of(hex));
	r->shares = arena_zero(
	    &k->arena, 2 * (k->conf->channels_n + WAYS), sizeof(*r->shares));
	add_shares(k->conf, t->presents, false, r);
	add_shares(k->conf, t->collects, true, r);
	qsort(r->shares, r->shares_n, sizeof(*r->shares), by_way);
	return sum_amounts(&k->arena, t, r, f);
}

bool
figures_runs(
    struct figures *k, struct history_run **runs, size_t *n, struct fault *f)
{
	*runs = arena_zero(&k->arena, k->n + 1, sizeof(**runs));
	*n = 0;
	for (size_t i = 0; i < k->n; i++) {
		const struct tally *t = k->tallies[i];
		if (!t->foreign && !sum_tally(k, t, &(*runs)[(*n)++], f))
			return false;
	}
	return true;
}

void
figures_free(struct figures *k)
{
	arena_free(&k->arena);
	*k = (struct figures){ 0 };
}
