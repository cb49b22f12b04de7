/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "base/cli.h"
#include "conf/where.h"
#include "channel.h"
#include "send.h"

struct options {
	const char *config;
	bool dry, retry;
};

static void
open_all(struct send *s, const struct options *o)
{
	struct fault f;
	enum mc_status status;
	if (!home_open(&s->home, NULL, &f) ||
	    !conf_open(&s->conf, o->config, &f) ||
	    !home_is(&s->home, s->conf.environment == CONF_TEST, &f) ||
	    !channel_check(&s->home, &s->conf, &f))
		fault_die(MC_CONFIG, &f);
	s->journal = o->dry ? journal_open_read(&s->home, &status, &f)
			    : journal_open(&s->home, &status, &f);
	if (!s->journal && status != MC_OK)
		fault_die(status, &f);
	if (!o->dry)
		spool_sweep(&s->home);
}

static enum mc_status
run_stream(const struct send *s, char *const *paths, int n)
{
	struct spool spool;
	enum mc_status status = take_stream(s, paths, n, &spool);
	return status == MC_OK ? run_spools(s, &spool, 1, true) : status;
}

static int
list_main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'i', "run", "ID", "only those of this run" },
		{ 's', "state", "STATE", "only those in this state" },
		{ 0 },
	};
	struct cli cli;
	struct home home;
	struct fault f;
	struct str run = { NULL, 0 };
	enum outcome outcome;
	const enum outcome *only = NULL;

	cli_start(&cli, SEND_TOOL " list", "", table, argc, argv);
	msg_init(SEND_TOOL);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'i')
			run = str_of(cli.value);
		else if (outcome_parse(&outcome, str_of(cli.value)))
			only = &outcome;
		else
			cli_wrong(&cli, "no state '%s'", cli.value);
	}
	if (cli.operands_n)
		cli_wrong(&cli, "list takes no operands");
	if (!home_open(&home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	return (int)run_list(&home, run, only);
}

static const struct cli_command commands[] = {
	{ "list", list_main },
	{ NULL, NULL },
};

static void
read_options(struct cli *cli, struct options *o)
{
	for (int c; (c = cli_next(cli)) != 0;) {
		if (c == 'c')
			o->config = cli->value;
		else if (c == 'n')
			o->dry = true;
		else
			o->retry = true;
	}
	if (o->retry && (o->dry || cli->operands_n))
		cli_wrong(cli, "--retry takes neither -n nor files");
}

int
main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 'n', "dry-run", NULL, "only say what would be sent" },
		{ 'r', "retry", NULL, "end what broken runs left" },
		{ 0 },
	};
	struct send s = { 0 };
	struct options o = { 0 };
	struct cli cli;
	enum mc_status status;

	cli_command(commands, argc, argv);
	cli_start(&cli, SEND_TOOL, "[FILE ...] | list", table, argc, argv);
	read_options(&cli, &o);
	open_all(&s, &o);
	if (o.dry)
		status = run_dry(&s, cli.operands, cli.operands_n);
	else if (o.retry)
		status = run_retry(&s);
	else
		status = run_stream(&s, cli.operands, cli.operands_n);
	journal_close(s.journal);
	conf_free(&s.conf);
	return (int)status;
}
