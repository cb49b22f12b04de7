/* SPDX-License-Identifier: ISC */
#include "base/mask.h"
#include "conf/where.h"
#include "judge.h"
#include "state/register.h"
#include "stream/codec.h"
#include "stream/filter.h"
#include "tool/site.h"

struct lookup {
	struct conf conf;
	struct registry *customers;
	bool agreements, identities; /* some channel needs them */
};

/* Claims that a look-up found something; its failure ends the process. */
static bool
is_found(
    const struct lookup *l, enum register_found found, const struct fault *f)
{
	if (found == REGISTER_FAULT)
		fault_die(register_status(l->customers), f);
	return found == REGISTER_FOUND;
}

/* Claims that the number is given, is personal, and names a customer. */
static bool
find_person(const struct lookup *l, struct str sender, struct str number,
    struct customer *c, struct arena *a)
{
	struct fault f;
	return number.n && mask_hit(number) &&
	       is_found(l,
		   register_find_identity(
		       l->customers, sender, number, c, a, &f),
		   &f);
}

/*
 * The customer whom the first known one of the buyer's ids names, or else an
 * identity number; false when the register knows none.
 */
static bool
find_customer(const struct lookup *l, struct str sender, const struct known *k,
    struct customer *c)
{
	const struct party *buyer = k->buyer;
	struct arena *a = k->arena;
	struct fault f;
	for (size_t i = 0; i < buyer->ids_n; i++)
		if (is_found(l,
			register_find(
			    l->customers, sender, buyer->ids[i].id, c, a, &f),
			&f))
			return true;
	if (k->never)
		return false;
	if (find_person(l, sender, k->delivery->identity, c, a) ||
	    find_person(l, sender, buyer->legal_id, c, a))
		return true;
	for (size_t i = 0; i < buyer->ids_n; i++)
		if (find_person(l, sender, buyer->ids[i].id, c, a))
			return true;
	return false;
}

/* What else the register has of the customer, as far as channels need it. */
static void
find_addresses(const struct lookup *l, struct str sender, struct known *k)
{
	struct str number = k->customer->number;
	struct register_agreement *list;
	struct fault f;
	if (l->agreements &&
	    is_found(l,
		register_agreements(l->customers, sender, number, &list,
		    &k->agreements_n, k->arena, &f),
		&f))
		k->agreements = list;
	if (l->identities && !k->never && !k->delivery->identity.n)
		is_found(l,
		    register_identity(l->customers, sender, number,
			&k->identity, k->arena, &f),
		    &f);
}

/* All that a later tool may learn of someone whose identity is protected. */
static struct customer *
protect(const struct customer *c, struct arena *a)
{
	struct customer *bare = arena_zero(a, 1, sizeof(*bare));
	bare->number = c->number;
	bare->language = c->language;
	bare->protected = true;
	bare->hold = c->hold;
	return bare;
}

/* The day of the run, absent when the record has none. */
static struct date
day_of(const struct run *run)
{
	struct instant at;
	if (!run || !instant_parse(&at, run->at))
		return (struct date){ 0 };
	return instant_date(at);
}

static bool
lookup(void *arg, const struct rec *rec, struct arena *a, struct buf *value,
    struct fault *f)
{
	static const struct delivery no_delivery;
	static const struct customer nobody;
	const struct lookup *l = arg;
	const struct record *r = &rec->r;
	struct str sender = record_sender(r->id);
	const struct conf_sender *s = conf_find_sender(&l->conf, sender);
	struct known k = { .buyer = &r->invoice->buyer,
		.delivery = r->delivery ? r->delivery : &no_delivery,
		.customer = &nobody,
		.today = day_of(r->run),
		.never = s && s->identity == CONF_IDENTITY_NEVER,
		.arena = a };
	struct customer found = { 0 };
	struct reach reach = { 0 };

	(void)f;
	if (!k.delivery->protected && find_customer(l, sender, &k, &found))
		k.customer = reach.customer = &found;
	if (is_protected(&k))
		k.customer = reach.customer = protect(&found, a);
	else if (reach.customer)
		find_addresses(l, sender, &k);
	judge(&l->conf, &k, &reach);
	codec_write_object(value, &reach_object, &reach);
	return true;
}

static void
open_all(struct lookup *l, const char *config)
{
	struct home home;
	struct fault f;
	enum mc_status status = MC_BUG;
	if (!site_open(&home, &l->conf, config, &f) ||
	    !conf_has_channels(&l->conf, config, &f))
		fault_die(MC_CONFIG, &f);
	for (size_t i = 0; i < l->conf.channels_n; i++) {
		int needs = l->conf.channels[i].needs;
		l->agreements |= needs == CONF_NEEDS_AGREEMENT;
		l->identities |= needs == CONF_NEEDS_IDENTITY;
	}
	const struct register_keys keys = { l->conf.keys.columns,
		l->conf.keys.columns_old };
	l->customers = register_open(&home, false, &keys, &status, &f);
	if (!l->customers)
		fault_die(status, &f);
	if (!register_snapshot(l->customers, &f))
		fault_die(register_status(l->customers), &f);
}

int
main(int argc, char **argv)
{
	static const char *const needs[] = { "invoice", NULL };
	struct lookup l = { 0 };
	struct cli cli;

	open_all(&l, site_start(&cli, "mc-lookup", "[FILE ...]", argc, argv));
	const struct filter filter = { .tool = "mc-lookup",
		.section = "reach",
		.reads = REC_BIT(run) | REC_BIT(invoice) | REC_BIT(delivery),
		.needs = needs,
		.kinds = filter_invoices,
		.each = lookup,
		.arg = &l };
	enum mc_status status =
	    filter_run(&filter, cli.operands, cli.operands_n);
	register_close(l.customers);
	conf_free(&l.conf);
	return (int)status;
}
