/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "base/text.h"
#include "guard.h"
#include "tool/site.h"

static const struct cli_option options[] = {
	{ 'a', "accept", "REASON", "let the run pass in spite of the limits" },
	{ 'c', "config", "FILE", "configuration" },
	{ 0 },
};

static const struct cli_command commands[] = {
	{ "list", list_main },
	{ NULL, NULL },
};

static void
read_reason(struct cli *cli, struct guard *g)
{
	g->reason = str_trim(str_of(cli->value));
	if (!g->reason.n)
		cli_wrong(cli, "--accept wants a reason");
	if (g->reason.n > GUARD_REASON)
		cli_wrong(
		    cli, "the reason is longer than %d bytes", GUARD_REASON);
}

static void
open_all(struct guard *g, const char *config)
{
	struct fault f;
	enum mc_status status;
	if (!site_open(&g->home, &g->conf, config, &f))
		fault_die(MC_CONFIG, &f);
	g->history = history_open(&g->home, &status, &f);
	if (!g->history)
		fault_die(status, &f);
}

int
main(int argc, char **argv)
{
	struct guard g = { 0 };
	struct cli cli;
	const char *config = NULL;

	cli_command(commands, argc, argv);
	cli_start(&cli, "mc-guard", "[FILE ...] | list", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'c')
			config = cli.value;
		else
			read_reason(&cli, &g);
	}
	open_all(&g, config);
	enum mc_status status = pass(&g, cli.operands, cli.operands_n);
	history_close(g.history);
	conf_free(&g.conf);
	return (int)status;
}
