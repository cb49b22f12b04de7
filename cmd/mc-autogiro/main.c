/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "autogiro_cmd.h"
#include "state/keys.h"
#include "tool/site.h"

void
must(const struct autogiro_cmd *g, bool ok, const struct fault *f)
{
	if (!ok)
		fault_die(filed_status(debits_filed(g->debits)), f);
}

static void
open_all(struct autogiro_cmd *g, const char *config)
{
	struct fault f;
	enum mc_status status;
	if (!site_open(&g->home, &g->conf, config, &f) ||
	    !keys_identity(
		&g->home, g->conf.keys.identity, &g->arena, &g->key, &f))
		fault_die(MC_CONFIG, &f);
	g->debits = debits_open(&g->home, g->key, &status, &f);
	if (!g->debits)
		fault_die(status, &f);
	must(g, filed_finish(debits_filed(g->debits), &f), &f);
	spool_sweep(&g->home);
}

static void
say(const struct tally *t)
{
	struct buf in = BUF_INIT(64), out = BUF_INIT(64);
	unsigned long long now = t->debits + t->payouts;
	put_money(&in, t->debited);
	put_money(&out, t->paid_out);
	msg_info("%llu debits, %.*s SEK; %llu payouts, %.*s SEK; %llu filed "
		 "before",
	    (unsigned long long)t->debits, STR_ARG(buf_str(&in)),
	    (unsigned long long)t->payouts, STR_ARG(buf_str(&out)),
	    (unsigned long long)t->filed - now);
	if (t->moved)
		msg_warn("%llu payments are on a day that is no bank day; "
			 "Bankgirot takes the next one",
		    (unsigned long long)t->moved);
	if (t->failed || t->rejected)
		msg_warn("%llu not debited for now, %llu rejected",
		    (unsigned long long)t->failed,
		    (unsigned long long)t->rejected);
	buf_free(&in);
	buf_free(&out);
}

static enum mc_status
run(const struct autogiro_cmd *g, char *const *paths, int n)
{
	struct fault f;
	struct spool spool;
	struct tally t = { 0 };
	if (!spool_new(&spool, &g->home, &f))
		fault_die(MC_CREATE, &f);
	enum mc_status status = take_stream(g, paths, n, &spool, &t);
	if (status == MC_OK && t.wanted)
		status = file_spool(g, &spool, &t);
	if (status == MC_OK)
		status = print_spool(g, &spool, &t);
	if (status == MC_OK)
		say(&t);
	spool_remove(&spool);
	return status;
}

static int
list_main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'f', "file", "FILE", "the debits of this file" },
		{ 0 },
	};
	struct cli cli;
	struct home home;
	struct fault f;
	const char *path = NULL;
	cli_start(&cli, TOOL " list", "", table, argc, argv);
	msg_init(TOOL);
	while (cli_next(&cli) != 0)
		path = cli.value;
	if (cli.operands_n)
		cli_wrong(&cli, "list takes no operands");
	if (!home_open(&home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	return (int)run_list(&home, path);
}

static const struct cli_command commands[] = {
	{ "list", list_main },
	{ NULL, NULL },
};

int
main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 0 },
	};
	struct autogiro_cmd g = { 0 };
	struct cli cli;
	const char *config = NULL;

	cli_command(commands, argc, argv);
	cli_start(&cli, TOOL, "[FILE ...] | list", table, argc, argv);
	while (cli_next(&cli) != 0)
		config = cli.value;
	open_all(&g, config);
	enum mc_status status = run(&g, cli.operands, cli.operands_n);
	debits_close(g.debits);
	conf_free(&g.conf);
	arena_free(&g.arena);
	return (int)status;
}
