/* SPDX-License-Identifier: ISC */
#include "base/cli.h"
#include "conf/where.h"
#include "decide.h"
#include "explain.h"
#include "stream/codec.h"
#include "stream/filter.h"

static bool
route(void *arg, const struct rec *rec, struct arena *a, struct buf *value,
    struct fault *f)
{
	struct route r;
	if (!decide(arg, &rec->r, a, &r, f))
		return false;
	codec_write_object(value, &route_object, &r);
	return true;
}

/* The same decision, told instead of written. */
static bool
tell(void *arg, const struct rec *rec, struct arena *a, struct buf *value,
    struct fault *f)
{
	struct route r;
	if (decide(arg, &rec->r, a, &r, f))
		explain(value, rec->r.id, &r);
	else
		explain_fault(value, rec->r.id, f);
	return true;
}

/* Returns the sections that decisions by the configuration read. */
static uint64_t
open_conf(struct conf *conf, const char *config)
{
	struct fault f;
	uint64_t reads = 0;
	if (!conf_open(conf, config, &f))
		fault_die(MC_CONFIG, &f);
	if (!conf->channels_n)
		die(MC_CONFIG, "the configuration has no channels");
	if (!decide_reads(conf, &reads, &f))
		fault_die(MC_CONFIG, &f);
	return reads;
}

int
main(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 'x', "explain", NULL, "say why instead, a line for each" },
		{ 0 },
	};
	static const char *const needs[] = { "invoice", "reach", "run", NULL };
	const char *config = NULL;
	bool explains = false;
	struct conf conf;
	struct cli cli;

	cli_start(&cli, "mc-route", "[FILE ...]", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'c')
			config = cli.value;
		else
			explains = true;
	}
	uint64_t reads = open_conf(&conf, config);
	const struct filter filter = { .tool = "mc-route",
		.section = "route",
		.reads = reads,
		.needs = needs,
		.kinds = filter_invoices,
		.each = explains ? tell : route,
		.report = explains,
		.arg = &conf };
	enum mc_status status =
	    filter_run(&filter, cli.operands, cli.operands_n);
	conf_free(&conf);
	return (int)status;
}
