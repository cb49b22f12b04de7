/* SPDX-License-Identifier: ISC */
#include "base/cli.h"
#include "conf/where.h"
#include "judge.h"
#include "state/register.h"
#include "stream/codec.h"
#include "stream/filter.h"

struct lookup {
	struct conf conf;
	struct registry *customers;
};

/* The customer whom the first known one of the buyer's ids names, or NULL. */
static struct customer *
find_customer(
    struct registry *customers, const struct record *r, struct arena *a)
{
	const struct party *buyer = &r->invoice->buyer;
	struct customer *c = arena_zero(a, 1, sizeof(*c));
	struct fault f;
	for (size_t i = 0; i < buyer->ids_n; i++)
		switch (register_find(customers, record_sender(r->id),
		    buyer->ids[i].id, c, a, &f)) {
		case REGISTER_FOUND:
			return c;
		case REGISTER_NONE:
			break;
		case REGISTER_FAULT:
			fault_die(register_status(customers), &f);
		}
	return NULL;
}

static bool
lookup(void *arg, const struct rec *rec, struct arena *a, struct buf *value,
    struct fault *f)
{
	struct lookup *l = arg;
	struct reach reach = { .customer =
				   find_customer(l->customers, &rec->r, a) };
	(void)f;
	judge(&l->conf, &rec->r, reach.customer, a, &reach);
	codec_write_object(value, &reach_object, &reach);
	return true;
}

static void
open_all(struct lookup *l, const char *config)
{
	struct home home;
	struct fault f;
	enum mc_status status = MC_BUG;
	if (!home_open(&home, NULL, &f) || !conf_open(&l->conf, config, &f) ||
	    !home_is(&home, l->conf.environment == CONF_TEST, &f))
		fault_die(MC_CONFIG, &f);
	if (!l->conf.channels_n)
		die(MC_CONFIG, "the configuration has no channels");
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
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 0 },
	};
	static const char *const needs[] = { "invoice", NULL };
	const char *config = NULL;
	struct lookup l = { 0 };
	struct cli cli;

	cli_start(&cli, "mc-lookup", "[FILE ...]", options, argc, argv);
	while (cli_next(&cli) != 0)
		config = cli.value;
	open_all(&l, config);
	const struct filter filter = { .tool = "mc-lookup",
		.section = "reach",
		.reads = REC_BIT(invoice) | REC_BIT(delivery),
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
