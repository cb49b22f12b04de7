/* SPDX-License-Identifier: ISC */
#include "base/cli.h"
#include "conf/where.h"
#include "decide.h"
#include "explain.h"
#include "model/section.h"
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

/*
 * The sections that the policy reads. What later tools write is gone on a
 * rerun, so a rule that reads it would route differently the second time.
 */
static uint64_t
policy_sections(const struct conf *conf)
{
	uint64_t all = 0;
	for (size_t i = 0; i < conf->policy.rules_n; i++) {
		uint64_t bits = cond_sections(conf->policy.rules[i].cond);
		for (size_t k = 0; k < record_object.fields_n; k++) {
			struct str name = record_object.fields[k].name;
			const struct section *s = section_find(name);
			if ((bits >> k & 1) && (!s || s->rank >= RANK_ROUTE))
				die(MC_CONFIG,
				    "policy rule %zu reads `%.*s`, which is "
				    "not there yet when routes are made",
				    i + 1, STR_ARG(name));
		}
		all |= bits;
	}
	return all;
}

static void
open_conf(struct conf *conf, const char *config)
{
	struct fault f;
	if (!conf_open(conf, config, &f))
		fault_die(MC_CONFIG, &f);
	if (!conf->channels_n)
		die(MC_CONFIG, "the configuration has no channels");
}

int
main(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 'x', "explain", NULL, "say why instead, a line for each" },
		{ 0 },
	};
	static const char *const needs[] = { "reach", NULL };
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
	open_conf(&conf, config);
	const struct filter filter = { .tool = "mc-route",
		.section = "route",
		.reads =
		    REC_BIT(delivery) | REC_BIT(reach) | policy_sections(&conf),
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
