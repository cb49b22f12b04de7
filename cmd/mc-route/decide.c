/* SPDX-License-Identifier: ISC */
#include "base/mask.h"
#include "conf/word.h"
#include "decide.h"

/* A decision in progress. */
struct weigh {
	const struct conf *conf;
	const struct record *rec;
	struct arena *arena;
	struct route *route;
	const struct reachable **known; /* of each channel, NULL: not judged */
	bool *settled; /* each channel that has its place already */
};

/* ---- what is known ---------------------------------------------------- */

/* Finds each channel's entry in reach, usually at the channel's own index. */
static void
note_known(struct weigh *w)
{
	const struct reach *reach = w->rec->reach;
	const struct conf *conf = w->conf;
	for (size_t i = 0; i < reach->channels_n; i++) {
		const struct reachable *r = &reach->channels[i];
		const struct conf_channel *c = conf->channels + i;
		if (i >= conf->channels_n || !str_eq(c->name, r->channel))
			c = conf_find_channel(conf, r->channel);
		if (c)
			w->known[c - conf->channels] = r;
	}
}

static bool
is_reached(const struct reachable *r)
{
	return r && str_is(r->status, "yes");
}

/* Why the channel cannot be taken. */
static struct str
obstacle(const struct weigh *w, const struct reachable *r)
{
	if (!r)
		return str_of("mc-lookup has not judged it");
	return arena_printf(w->arena, "%s: %.*s",
	    str_is(r->status, "no") ? "cannot be reached"
				    : "not known to be reached",
	    STR_ARG(r->evidence));
}

/* ---- the lists -------------------------------------------------------- */

static void
take(struct weigh *w, size_t channel, struct str reason)
{
	const struct conf_channel *c = &w->conf->channels[channel];
	struct choice *choice =
	    &w->route->presentation[w->route->presentation_n++];
	*choice = (struct choice){ .channel = c->name,
		.address = w->known[channel]->address,
		.reason = reason };
	if (c->cost.set)
		choice->cost = dec_tidy(c->cost, 2);
}

static void
refuse(struct weigh *w, struct str channel, struct str reason)
{
	w->route->against[w->route->against_n++] =
	    (struct choice){ .channel = channel, .reason = reason };
}

/* A name from outside as a text that may stand anywhere. */
static struct str
tame(struct arena *a, struct str name)
{
	struct str clipped = word_clip(name);
	char *copy = arena_alloc(a, clipped.n);
	memcpy(copy, clipped.p, clipped.n);
	mask_text(copy, clipped.n);
	return (struct str){ copy, clipped.n };
}

/* A channel that is named and does not exist; its name is taken up once. */
static void
refuse_unknown(struct weigh *w, struct str name, const char *by)
{
	struct str channel = tame(w->arena, name);
	for (size_t i = 0; i < w->route->against_n; i++)
		if (str_eq(w->route->against[i].channel, channel))
			return;
	refuse(w, channel, arena_printf(w->arena, "%s: unknown channel", by));
}

/* ---- weighing --------------------------------------------------------- */

/* Gives the channel its place, unless it has one. */
static void
consider(struct weigh *w, struct str name, const char *by)
{
	const struct conf_channel *c = conf_find_channel(w->conf, name);
	if (!c) {
		refuse_unknown(w, name, by);
		return;
	}
	size_t i = (size_t)(c - w->conf->channels);
	if (w->settled[i])
		return;
	w->settled[i] = true;
	if (is_reached(w->known[i]))
		take(w, i, str_of(by));
	else
		refuse(w, c->name,
		    arena_printf(w->arena, "%s, %.*s", by,
			STR_ARG(obstacle(w, w->known[i]))));
}

/* Claims that the file forces a channel. */
static bool
consider_forced(struct weigh *w)
{
	const struct delivery *d = w->rec->delivery;
	bool any = false;
	for (size_t i = 0; d && i < d->channels_n; i++) {
		if (!d->channels[i].forced)
			continue;
		any = true;
		consider(w, d->channels[i].channel, "forced in the file");
	}
	return any;
}

static void
consider_wishes(struct weigh *w)
{
	const struct delivery *d = w->rec->delivery;
	const struct customer *customer = w->rec->reach->customer;
	for (size_t i = 0; d && i < d->channels_n; i++)
		consider(w, d->channels[i].channel, "wish in the file");
	for (size_t i = 0; customer && i < customer->wishes_n; i++)
		consider(w, customer->wishes[i], "wish in the register");
}

/* The first rule that holds, NULL when none does. */
static const struct conf_rule *
find_rule(const struct weigh *w)
{
	const struct conf_policy *p = &w->conf->policy;
	for (size_t i = 0; i < p->rules_n; i++)
		if (cond_holds(p->rules[i].cond, w->rec))
			return &p->rules[i];
	return NULL;
}

/* Returns what a channel is told that is neither wished nor in the policy. */
static struct str
consider_policy(struct weigh *w)
{
	const struct conf_policy *p = &w->conf->policy;
	const struct conf_rule *rule = find_rule(w);
	const char *by = "policy priority";
	if (!rule) {
		for (size_t i = 0; i < p->priority_n; i++)
			consider(w, p->priority[i], by);
		return str_of("neither wished nor in the policy priority");
	}
	int number = (int)(rule - p->rules) + 1;
	by = arena_printf(w->arena, "policy rule %d%s%.*s", number,
	    rule->reason.n ? ": " : "", STR_ARG(rule->reason))
		 .p;
	for (size_t i = 0; i < rule->channels_n; i++)
		consider(w, rule->channels[i], by);
	return arena_printf(
	    w->arena, "neither wished nor in policy rule %d", number);
}

static void
refuse_rest(struct weigh *w, struct str reason)
{
	for (size_t i = 0; i < w->conf->channels_n; i++)
		if (!w->settled[i])
			refuse(w, w->conf->channels[i].name, reason);
}

/* Why nothing can be done: what the file insists on, else everything. */
static void
hold(struct weigh *w, bool forced)
{
	const struct choice *first = w->route->against;
	if (forced)
		w->route->held = arena_printf(w->arena, "%.*s is %.*s",
		    STR_ARG(first->channel), STR_ARG(first->reason));
	else
		w->route->held =
		    str_of("no channel that is wished or in the policy "
			   "reaches the recipient");
}

bool
decide(const struct conf *conf, const struct record *rec, struct arena *a,
    struct route *route, struct fault *f)
{
	size_t n = conf->channels_n;
	size_t wishes = rec->delivery ? rec->delivery->channels_n : 0;
	size_t known =
	    rec->reach->customer ? rec->reach->customer->wishes_n : 0;
	struct weigh w = {
		.conf = conf, .rec = rec, .arena = a, .route = route
	};

	if (wishes > DECIDE_WISHES)
		return fault_set(f, "/delivery/channels", "limit",
		    "more than %d channels", DECIDE_WISHES);
	w.known = arena_zero(a, n, sizeof(*w.known));
	w.settled = arena_zero(a, n, sizeof(*w.settled));
	*route = (struct route){
		.presentation = arena_alloc(a, n * sizeof(struct choice)),
		/* the register may wish for some that do not exist */
		.against = arena_alloc(
		    a, (n + wishes + known) * sizeof(struct choice)),
	};
	note_known(&w);
	bool forced = consider_forced(&w);
	if (forced) {
		refuse_rest(
		    &w, str_of("another channel is forced in the file"));
	} else {
		consider_wishes(&w);
		refuse_rest(&w, consider_policy(&w));
	}
	if (!route->presentation_n)
		hold(&w, forced);
	return true;
}
