/* SPDX-License-Identifier: ISC */
#include "base/cli.h"
#include "conf/where.h"
#include "decide.h"
#include "explain.h"
#include "simulate.h"
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
	if (!conf_open(conf, config, &f) ||
	    !conf_has_channels(conf, config, &f))
		fault_die(MC_CONFIG, &f);
	return decide_reads(conf);
}

/* How many operands stand behind `--`, which getopt_long takes away. */
static int
behind_dashes(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--") == 0)
			return argc - i - 1;
	return 0;
}

/* The operands are configurations, and behind `--` files to read. */
static enum mc_status
run_simulation(const struct cli *cli, int files, struct filter filter)
{
	struct conf confs[SIMULATE_POLICIES];
	int n = cli->operands_n - files;
	if (n < 1)
		cli_wrong(cli, "--simulate wants configurations");
	if (n > SIMULATE_POLICIES)
		cli_wrong(
		    cli, "more than %d configurations", SIMULATE_POLICIES);
	filter.reads = 0;
	for (int i = 0; i < n; i++)
		filter.reads |= open_conf(&confs[i], cli->operands[i]);
	enum mc_status status =
	    simulate(confs, (const char *const *)cli->operands, (size_t)n,
		&filter, cli->operands + n, files);
	for (int i = 0; i < n; i++)
		conf_free(&confs[i]);
	return status;
}

int
main(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 's', "simulate", NULL,
		    "compare configurations: C ... -- FILE ..." },
		{ 'x', "explain", NULL, "say why instead, a line for each" },
		{ 0 },
	};
	static const char *const needs[] = { "invoice", "reach", "run", NULL };
	const char *config = NULL;
	bool explains = false, simulates = false;
	int files = behind_dashes(argc, argv);
	struct conf conf = { 0 };
	struct cli cli;

	cli_start(&cli, "mc-route", "[FILE ...]", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'c')
			config = cli.value;
		else if (c == 's')
			simulates = true;
		else
			explains = true;
	}
	if (simulates && (explains || config))
		cli_wrong(&cli, "--simulate takes neither -c nor -x");
	uint64_t reads = simulates ? 0 : open_conf(&conf, config);
	const struct filter filter = { .tool = "mc-route",
		.section = "route",
		.reads = reads,
		.needs = needs,
		.kinds = filter_invoices,
		.each = explains ? tell : route,
		.report = explains,
		.arg = &conf };
	if (simulates)
		return (int)run_simulation(&cli, files, filter);
	enum mc_status status =
	    filter_run(&filter, cli.operands, cli.operands_n);
	conf_free(&conf);
	return (int)status;
}
