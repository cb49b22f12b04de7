/* SPDX-License-Identifier: ISC */
#include "collect.h"
#include "present.h"
#include "terms.h"

/* A collection in progress. */
struct claim {
	struct weigh *w;
	const char *nothing; /* why there is nothing to collect, or NULL */
	bool payout; /* the payer gets money */
	bool forced; /* the file forces a channel that collects */
	struct str held; /* why the document waits */
};

/* The days of one channel's debit. */
struct due_days {
	struct date due; /* of the document, when it is collected */
	struct date day; /* of the debit */
	struct date bank; /* the first day by the bank's lead */
	struct date notified; /* the first day by the notice */
	struct str moved; /* why it is not on the due date, or absent */
};

/* ---- whether ---------------------------------------------------------- */

/* Whether there is anything to collect or to pay out. */
static void
look_at_amount(struct claim *c)
{
	const struct record *r = c->w->rec;
	const struct conf_sender *s = c->w->sender;
	struct dec payable = r->invoice->payable;
	bool credit = str_is(r->kind, "credit-note");
	if (!payable.set)
		c->nothing = "the document has no amount";
	else if (dec_is_zero(payable))
		c->nothing =
		    r->invoice->prepaid.set && r->invoice->prepaid.coef > 0
			? "it is paid already"
			: "there is nothing to pay";
	else if (dec_is_negative(payable))
		c->nothing = "the amount is negative";
	else if (credit && s && s->autogiro.payouts)
		c->payout = true;
	else if (credit)
		c->nothing = "a credit note is never debited";
	else if (!str_is(r->kind, "invoice") &&
		 !str_is(r->kind, "payment-request"))
		c->nothing = arena_printf(c->w->arena,
		    "a document of kind %.*s is never debited",
		    STR_ARG(r->kind))
				 .p;
}

/* Why neither sender, customer nor document let the channel collect, or NULL */
static const char *
refusal(const struct claim *c, const struct conf_channel *conf,
    const struct terms *t)
{
	const struct weigh *w = c->w;
	if (c->nothing)
		return c->nothing;
	if (c->payout && conf->scheme != CONF_AUTOGIRO)
		return "a credit note is never debited";
	if (!c->payout && w->customer->no_debit)
		return "the customer is never debited";
	if (!str_is(w->rec->invoice->currency, t->currency))
		return arena_printf(
		    w->arena, "the scheme takes %s only", t->currency)
		    .p;
	if (conf->scheme == CONF_AUTOGIRO &&
	    (!w->sender || !w->sender->autogiro.bankgiro.n))
		return "the sender has no agreement with Bankgirot";
	return NULL;
}

/* Why there is no mandate, by the channel's entry in reach. */
static struct str
no_mandate(const struct weigh *w, const struct reachable *r)
{
	if (!r)
		return str_of("mc-lookup has not judged it");
	return arena_printf(w->arena, "%s: %.*s",
	    str_is(r->status, "no") ? "no mandate"
				    : "not known whether there is a mandate",
	    STR_ARG(r->evidence));
}

/* Why the mandate does not hold on that day, or absent. */
static struct str
lapse(const struct weigh *w, const struct reachable *r, struct date day)
{
	char text[DATE_TEXT];
	if (date_set(r->from) && date_cmp(day, r->from) < 0) {
		date_format(r->from, text);
		return arena_printf(
		    w->arena, "the mandate is valid from %s only", text);
	}
	if (date_set(r->to) && date_cmp(day, r->to) > 0) {
		date_format(r->to, text);
		return arena_printf(
		    w->arena, "the mandate was valid until %s", text);
	}
	return (struct str){ NULL, 0 };
}

/* ---- when ------------------------------------------------------------- */

/* Finds the first days there can be; false: a year is not known. */
static bool
first_days(const struct claim *c, const struct terms *t, struct due_days *d)
{
	const struct weigh *w = c->w;
	struct date day, arrival = w->route->presentation[0].date;
	d->notified = (struct date){ 0 };
	d->moved = (struct str){ NULL, 0 };
	if (!terms_handover(&day, t, w->at) ||
	    !terms_add(&d->bank, t, day, t->lead))
		return false;
	if (c->payout)
		return true;
	/* a notice that comes on a holiday is read on the bank day after */
	return terms_next(&day, t, arrival) &&
	       terms_add(&d->notified, t, day, t->notice);
}

/* Why the debit comes too early. */
static struct str
too_early(
    const struct claim *c, const struct terms *t, const struct due_days *d)
{
	char day[DATE_TEXT], first[DATE_TEXT], notice[DATE_TEXT];
	date_format(d->day, day);
	if (date_cmp(d->bank, d->notified) >= 0) {
		date_format(d->bank, first);
		return arena_printf(c->w->arena,
		    "the bank debits on %s at the earliest, after %s", first,
		    day);
	}
	date_format(d->notified, first);
	date_format(c->w->route->presentation[0].date, notice);
	return arena_printf(c->w->arena,
	    "the notice arrives %s, %d bank days later is %s, after %s", notice,
	    t->notice, first, day);
}

/* Sets the day of a debit; false with the reason against the channel. */
static bool
set_day(struct claim *c, const struct conf_channel *conf, const struct terms *t,
    struct due_days *d, struct str *why)
{
	struct date first = d->bank;
	bool early;
	if (date_cmp(first, d->notified) < 0)
		first = d->notified;
	if (c->payout && !date_set(d->due))
		d->due = first;
	if (!terms_next(&d->day, t, d->due)) {
		*why = weigh_unknown_year(c->w, t->calendar);
		return false;
	}
	early = date_cmp(d->day, first) < 0;
	if (early && !c->payout && conf->late != CONF_DEBIT_MOVE) {
		*why = too_early(c, t, d);
		if (conf->late == CONF_DEBIT_HOLD)
			c->held = arena_printf(c->w->arena,
			    "no debit by %.*s in time: %.*s",
			    STR_ARG(conf->name), STR_ARG(*why));
		else
			*why = arena_printf(c->w->arena,
			    "%.*s; left to the payer to pay", STR_ARG(*why));
		return false;
	}
	if (early) {
		d->moved = too_early(c, t, d);
		d->day = d->due = first;
	}
	return true;
}

/* Finds the days; false with the reason against the channel. */
static bool
find_days(struct claim *c, const struct conf_channel *conf,
    const struct terms *t, const struct reachable *r, struct due_days *d,
    struct str *why)
{
	const struct weigh *w = c->w;
	const struct choice *notice = w->route->presentation;
	struct date horizon = terms_horizon(t, w->at);
	d->due =
	    date_set(notice->due) ? notice->due : w->rec->invoice->due_date;
	if (!date_set(d->due) && !c->payout) {
		*why = str_of("the document has no due date");
		return false;
	}
	if (!first_days(c, t, d)) {
		*why = weigh_unknown_year(w, t->calendar);
		return false;
	}
	if (!set_day(c, conf, t, d, why))
		return false;
	if (date_cmp(d->day, horizon) > 0) {
		char last[DATE_TEXT];
		date_format(horizon, last);
		*why = arena_printf(
		    w->arena, "the scheme takes no day after %s yet", last);
		return false;
	}
	*why = lapse(w, r, d->day);
	return !why->p;
}

/* ---- the lists -------------------------------------------------------- */

/* What is said for the debit, behind who named the channel. */
static struct str
praise(const struct claim *c, const struct due_days *d)
{
	struct date due = c->w->rec->invoice->due_date;
	if (c->payout)
		return str_of("out-payment to the payer's account");
	if (d->moved.p)
		return arena_printf(c->w->arena,
		    "debit on a new due date: %.*s", STR_ARG(d->moved));
	if (date_cmp(d->due, due) != 0)
		return str_of("debit on the new due date");
	if (date_cmp(d->day, due) != 0)
		return str_of("debit on the bank day after the due date");
	return str_of("debit on the due date");
}

static void
take(struct claim *c, size_t channel, const struct terms *t,
    const struct due_days *d, const char *by)
{
	struct weigh *w = c->w;
	const struct conf_channel *conf = &w->conf->channels[channel];
	struct choice *choice = &w->route->payment[w->route->payment_n++];
	struct instant deadline;
	char *text = arena_alloc(w->arena, TIME_TEXT);
	struct date notice = d->day;
	struct str said = praise(c, d);
	*choice = (struct choice){ .channel = conf->name,
		.address = w->known[channel]->address,
		.reason = arena_printf(w->arena, "%s, %.*s", by, STR_ARG(said)),
		.date = d->day };
	cost_of(&choice->cost, w->prices, &w->paper, conf);
	if (terms_deadline(&deadline, t, d->day)) {
		instant_format(deadline, text);
		choice->deadline = str_of(text);
	}
	if (c->payout)
		return;
	if (date_cmp(d->due, w->rec->invoice->due_date) != 0)
		choice->due = d->due;
	if (t->notice)
		terms_add(&notice, t, d->day, -t->notice);
	present_with_debit(w, d->due, notice);
}

/* Why the channel does not collect; absent: it does. */
static struct str
judge(struct claim *c, size_t channel, const char *by)
{
	const struct weigh *w = c->w;
	const struct conf_channel *conf = &w->conf->channels[channel];
	const struct reachable *r = w->known[channel];
	struct terms t = terms_of(conf);
	struct due_days d;
	struct str why = str_of(refusal(c, conf, &t));
	if (why.p)
		return why;
	if (!weigh_reached(r))
		return no_mandate(w, r);
	if (!w->route->presentation_n)
		return str_of("no notice of it reaches the payer");
	if (w->route->payment_n)
		return arena_printf(w->arena, "%.*s collects it",
		    STR_ARG(w->route->payment[0].channel));
	if (find_days(c, conf, &t, r, &d, &why))
		take(c, channel, &t, &d, by);
	return why;
}

static void
consider(struct claim *c, struct str name, const char *by, bool forced)
{
	struct weigh *w = c->w;
	const struct conf_channel *conf = conf_find_channel(w->conf, name);
	if (!conf || !conf->scheme || w->settled[conf - w->conf->channels])
		return;
	size_t channel = (size_t)(conf - w->conf->channels);
	w->settled[channel] = true;
	struct str why = judge(c, channel, by);
	if (!why.p)
		return;
	why = arena_printf(w->arena, "%s, no %s: %.*s", by,
	    c->payout ? "out-payment" : "debit", STR_ARG(why));
	weigh_refuse(w, conf->name, why);
	if (forced && !c->nothing && !c->held.p &&
	    w->policy->forced == CONF_FORCED_HOLD)
		c->held = arena_printf(w->arena, "%.*s is %.*s",
		    STR_ARG(conf->name), STR_ARG(why));
}

/* Those that the file forces; claims that there is one. */
static bool
consider_forced(struct claim *c)
{
	const struct delivery *d = c->w->rec->delivery;
	bool any = false;
	for (size_t i = 0; d && i < d->channels_n; i++) {
		const struct wish *wish = &d->channels[i];
		const struct conf_channel *conf =
		    wish->forced ? conf_find_channel(c->w->conf, wish->channel)
				 : NULL;
		if (!conf || !conf->scheme)
			continue;
		any = true;
		consider(c, wish->channel, "forced in the file", true);
	}
	return any;
}

static void
consider_others(struct claim *c)
{
	const struct weigh *w = c->w;
	const struct delivery *d = w->rec->delivery;
	for (size_t i = 0; d && i < d->channels_n; i++)
		consider(c, d->channels[i].channel, "wish in the file", false);
	for (size_t i = 0; i < w->customer->wishes_n; i++)
		consider(
		    c, w->customer->wishes[i], "wish in the register", false);
	for (size_t i = 0; i < w->policy->payments_n; i++)
		consider(c, w->policy->payments[i], "policy payments", false);
}

static void
refuse_rest(struct claim *c, const char *reason)
{
	struct weigh *w = c->w;
	for (size_t i = 0; i < w->conf->channels_n; i++)
		if (w->conf->channels[i].scheme && !w->settled[i])
			weigh_refuse(
			    w, w->conf->channels[i].name, str_of(reason));
}

struct str
collect(struct weigh *w)
{
	struct claim c = { .w = w };
	look_at_amount(&c);
	bool forced = consider_forced(&c);
	if (forced &&
	    (w->route->payment_n || w->policy->forced == CONF_FORCED_HOLD)) {
		refuse_rest(&c, "no debit: another channel is forced in the "
				"file");
	} else {
		consider_others(&c);
		refuse_rest(
		    &c, "no debit: neither wished nor in the policy payments");
	}
	return c.held;
}
