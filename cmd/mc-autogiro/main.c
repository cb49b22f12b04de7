/* SPDX-License-Identifier: ISC */
#include "autogiro_cmd.h"
#include "state/keys.h"

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
run(struct autogiro_cmd *g, char *const *paths, int n)
{
	const struct batcher b = { .tool = TOOL,
		.section = SECTION,
		.kind = SCHEME,
		.ext = "txt",
		.home = &g->home,
		.filed = debits_filed(g->debits),
		.reads = REC_BIT(run) | REC_BIT(source) | REC_BIT(route) |
			 REC_BIT(invoice),
		.take = take_record,
		.file = file_record,
		.tell = tell_file,
		.totals = file_totals,
		.print = print_record,
		.arg = g };
	enum mc_status status = batcher_run(&b, paths, n);
	if (status == MC_OK)
		say(&g->tally);
	return status;
}

static const struct cli_command commands[] = {
	{ "list", list_main },
	{ NULL, NULL },
};

int
main(int argc, char **argv)
{
	struct autogiro_cmd g = { 0 };
	struct cli cli;

	cli_command(commands, argc, argv);
	open_all(&g, site_start(&cli, TOOL, "[FILE ...] | list", argc, argv));
	enum mc_status status = run(&g, cli.operands, cli.operands_n);
	debits_close(g.debits);
	conf_free(&g.conf);
	arena_free(&g.arena);
	return (int)status;
}
