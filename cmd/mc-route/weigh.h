/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_WEIGH_H
#define MC_ROUTE_WEIGH_H

/*
 * A decision in progress: what it is about, what is known, and the lists that
 * it fills. decide.c names the channels in their order, present.c judges each
 * of those that present, collect.c those that collect.
 */

#include "base/arena.h"
#include "conf/conf.h"
#include "cost.h"
#include "model/record.h"

struct weigh {
	const struct conf *conf;
	const struct conf_policy *policy; /* of the sender */
	const struct conf_sender *sender; /* NULL: not in the configuration */
	const struct conf_prices *prices; /* NULL: no table */
	const struct record *rec;
	const struct customer *customer; /* never NULL */
	struct arena *arena;
	struct route *route;
	int64_t at; /* of the run, seconds since 1970 */
	struct paper paper; /* of use with prices only */
	const struct reachable **known; /* of each channel, NULL: not judged */
	bool *settled; /* each channel that has its place already */
	const char *after; /* ends each reason once a forced channel failed */
	bool public, protected; /* only e-invoices; only paper */
	bool late; /* a channel was refused because it comes too late */
};

/* Finds each channel's entry in reach, usually at the channel's own index. */
void weigh_known(struct weigh *);

static inline bool
weigh_reached(const struct reachable *r)
{
	return r && str_is(r->status, "yes");
}

/* Puts the channel among those against. */
void weigh_refuse(struct weigh *, struct str channel, struct str reason);

/* A channel that is named and does not exist; its name is taken up once. */
void weigh_refuse_unknown(struct weigh *, struct str name, const char *by);

/* Claims that the document asks for money. */
static inline bool
weigh_asks(const struct weigh *w)
{
	struct dec payable = w->rec->invoice->payable;
	return payable.set && payable.coef > 0 &&
	       !str_is(w->rec->kind, "credit-note");
}

/* What is said where a calendar does not know a year. */
struct str weigh_unknown_year(const struct weigh *, int calendar);

#endif
