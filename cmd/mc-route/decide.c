/* SPDX-License-Identifier: ISC */
#include "decide.h"
#include "collect.h"
#include "present.h"

/* ---- weighing --------------------------------------------------------- */

/* Gives a channel that presents its place, unless it has one. */
static void
consider(struct weigh *w, struct str name, const char *by)
{
	const struct conf_channel *c = conf_find_channel(w->conf, name);
	if (!c) {
		weigh_refuse_unknown(w, name, by);
		return;
	}
	size_t i = (size_t)(c - w->conf->channels);
	if (c->scheme || w->settled[i])
		return;
	w->settled[i] = true;
	present(w, i, by);
}

/* Claims that the file forces a channel that presents, or one unknown. */
static bool
consider_forced(struct weigh *w)
{
	const struct delivery *d = w->rec->delivery;
	bool any = false;
	for (size_t i = 0; d && i < d->channels_n; i++) {
		struct str name = d->channels[i].channel;
		const struct conf_channel *c = conf_find_channel(w->conf, name);
		if (!d->channels[i].forced || (c && c->scheme))
			continue;
		any = true;
		consider(w, name, "forced in the file");
	}
	return any;
}

/* The reason with what became of a forced channel. */
static const char *
afterwards(const struct weigh *w, const char *by)
{
	return *w->after ? arena_printf(w->arena, "%s%s", by, w->after).p : by;
}

static void
consider_wishes(struct weigh *w)
{
	const struct delivery *d = w->rec->delivery;
	const char *by = afterwards(w, "wish in the file");
	for (size_t i = 0; d && i < d->channels_n; i++)
		consider(w, d->channels[i].channel, by);
	by = afterwards(w, "wish in the register");
	for (size_t i = 0; i < w->customer->wishes_n; i++)
		consider(w, w->customer->wishes[i], by);
}

/* The first rule that holds, NULL when none does. */
static const struct conf_rule *
find_rule(const struct weigh *w)
{
	const struct conf_policy *p = w->policy;
	for (size_t i = 0; i < p->rules_n; i++)
		if (cond_holds(p->rules[i].cond, w->rec))
			return &p->rules[i];
	return NULL;
}

/* A channel of the policy with its price; absent: it comes last. */
struct offer {
	struct str channel;
	struct dec cost;
};

static bool
is_cheaper(const struct offer *a, const struct offer *b)
{
	return a->cost.set && (!b->cost.set || dec_cmp(a->cost, b->cost) < 0);
}

/* Considers the channels in their order, or the cheapest first. */
static void
consider_all(struct weigh *w, const struct str *names, size_t n, const char *by)
{
	struct offer *offers = arena_alloc(w->arena, n * sizeof(*offers));
	bool sorts = w->policy->order == CONF_CHEAPEST;
	if (sorts)
		by = arena_printf(w->arena, "%s, by cost", by).p;
	by = afterwards(w, by);
	for (size_t i = 0; i < n; i++) {
		struct offer o = { .channel = names[i] };
		size_t at = i;
		if (sorts)
			cost_of(&o.cost, w->prices, &w->paper,
			    conf_find_channel(w->conf, names[i]));
		for (; at > 0 && is_cheaper(&o, &offers[at - 1]); at--)
			offers[at] = offers[at - 1];
		offers[at] = o;
	}
	for (size_t i = 0; i < n; i++)
		consider(w, offers[i].channel, by);
}

/* Returns what a channel is told that is neither wished nor in the policy. */
static struct str
consider_policy(struct weigh *w)
{
	const struct conf_policy *p = w->policy;
	const struct conf_rule *rule = find_rule(w);
	if (!rule) {
		consider_all(w, p->priority, p->priority_n, "policy priority");
		return str_of("neither wished nor in the policy priority");
	}
	int number = (int)(rule - p->rules) + 1;
	const char *by = arena_printf(w->arena, "policy rule %d%s%.*s", number,
	    rule->reason.n ? ": " : "", STR_ARG(rule->reason))
			     .p;
	consider_all(w, rule->channels, rule->channels_n, by);
	return arena_printf(
	    w->arena, "neither wished nor in policy rule %d", number);
}

/* Refuses what presents and has no place yet. */
static void
refuse_rest(struct weigh *w, struct str reason)
{
	for (size_t i = 0; i < w->conf->channels_n; i++) {
		const struct conf_channel *c = &w->conf->channels[i];
		struct str bar = present_bar(w, c);
		if (!c->scheme && !w->settled[i])
			weigh_refuse(w, c->name, bar.p ? bar : reason);
	}
}

/* ---- holding ---------------------------------------------------------- */

/* Why no channel presents the document: what the file insists on, else all. */
static struct str
why_none(const struct weigh *w, bool forced)
{
	const struct choice *first = w->route->against;
	char due[DATE_TEXT];
	if (forced)
		return arena_printf(w->arena, "%.*s is %.*s",
		    STR_ARG(first->channel), STR_ARG(first->reason));
	if (w->public && w->protected)
		return str_of("a public buyer gets e-invoice or nothing, a "
			      "protected identity paper or nothing");
	if (w->public)
		return str_of("a public buyer gets e-invoice or nothing, and "
			      "no e-invoice reaches him");
	if (w->protected)
		return str_of("a protected identity gets paper or nothing, "
			      "and no paper reaches it");
	if (w->late) {
		date_format(w->rec->invoice->due_date, due);
		return arena_printf(w->arena,
		    "no channel reaches the recipient %d days before the due "
		    "date %s",
		    (int)w->policy->days, due);
	}
	return str_of("no channel that is wished or in the policy "
		      "reaches the recipient");
}

static void
withdraw(struct weigh *w, struct choice *choices, size_t n)
{
	for (size_t i = 0; i < n; i++)
		weigh_refuse(w, choices[i].channel,
		    arena_printf(w->arena, "%.*s, but the document is held",
			STR_ARG(choices[i].reason)));
}

/* The document waits, and nothing of it may leave. */
static void
hold(struct weigh *w, struct str why)
{
	struct route *r = w->route;
	r->held = why;
	withdraw(w, r->presentation, r->presentation_n);
	withdraw(w, r->payment, r->payment_n);
	r->presentation_n = r->payment_n = 0;
}

/* ---- all of it -------------------------------------------------------- */

/* Names the channels that present in their order; why none does, or absent. */
static struct str
find_presentation(struct weigh *w)
{
	const struct route *r = w->route;
	bool forced = consider_forced(w);
	if (forced &&
	    (r->presentation_n || w->policy->forced == CONF_FORCED_HOLD)) {
		refuse_rest(w, str_of("another channel is forced in the file"));
	} else {
		if (forced)
			w->after = ", after the forced channel failed";
		consider_wishes(w);
		refuse_rest(w, consider_policy(w));
		forced = false;
	}
	return r->presentation_n ? (struct str){ NULL, 0 }
				 : why_none(w, forced);
}

static void
weigh_all(struct weigh *w)
{
	weigh_known(w);
	present_limits(w);
	struct str none = find_presentation(w), late = collect(w);
	if (w->customer->hold)
		hold(w, str_of("documents of this customer wait for a person, "
			       "says the register"));
	else if (none.p || late.p)
		hold(w, none.p ? none : late);
	if (w->prices) {
		w->route->sheets = w->paper.sheets;
		w->route->currency = w->prices->currency;
	}
}

/* Claims that the record stays within the limits. */
static bool
check(const struct record *rec, struct instant *at, struct fault *f)
{
	const struct customer *c = rec->reach->customer;
	if (rec->delivery && rec->delivery->channels_n > DECIDE_WISHES)
		return fault_set(f, "/delivery/channels", "limit",
		    "more than %d channels", DECIDE_WISHES);
	if (c && c->wishes_n > DECIDE_WISHES)
		return fault_set(f, "/reach/customer/wishes", "limit",
		    "more than %d channels", DECIDE_WISHES);
	return instant_parse(at, rec->run->at) ||
	       fault_set(f, "/run/at", "date", "the run has no time");
}

bool
decide(const struct conf *conf, const struct record *rec, struct arena *a,
    struct route *route, struct fault *f)
{
	static const struct customer nobody;
	size_t n = conf->channels_n;
	size_t wishes = rec->delivery ? rec->delivery->channels_n : 0;
	struct str sender = record_sender(rec->id);
	struct instant at;
	if (!check(rec, &at, f))
		return false;
	struct weigh w = { .conf = conf,
		.policy = conf_policy_of(conf, sender),
		.sender = conf_find_sender(conf, sender),
		.rec = rec,
		.customer =
		    rec->reach->customer ? rec->reach->customer : &nobody,
		.arena = a,
		.route = route,
		.at = at.seconds,
		.after = "" };
	w.known = arena_zero(a, n, sizeof(*w.known));
	w.settled = arena_zero(a, n, sizeof(*w.settled));
	if (w.policy->prices.n) {
		w.prices = conf_find_prices(conf, w.policy->prices);
		w.paper = cost_paper(w.prices, rec);
	}
	*route = (struct route){
		.presentation = arena_alloc(a, n * sizeof(struct choice)),
		.payment = arena_alloc(a, n * sizeof(struct choice)),
		/* the register may wish for some that do not exist */
		.against = arena_alloc(a, (n + wishes + w.customer->wishes_n) *
					      sizeof(struct choice)),
	};
	weigh_all(&w);
	return true;
}
