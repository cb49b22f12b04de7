/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "register_cmd.h"

static const struct cli_command commands[] = {
	{ "init", cmd_init },
	{ "import", cmd_import },
	{ "export", cmd_export },
	{ "list", cmd_list },
	{ NULL, NULL },
};

struct registry *
cmd_open(struct home *h, bool writes)
{
	struct fault f;
	enum mc_status status = MC_BUG;
	if (!home_open(h, NULL, &f))
		fault_die(MC_CONFIG, &f);
	struct registry *r = register_open(h, writes, &status, &f);
	if (!r)
		fault_die(status, &f);
	return r;
}

int
main(int argc, char **argv)
{
	static const struct cli_option none[] = { { 0 } };
	struct cli cli;
	cli_command(commands, argc, argv);
	cli_start(&cli, "mc-register", "init|import|export|list [operands]",
	    none, argc, argv);
	while (cli_next(&cli) != 0)
		;
	if (!cli.operands_n)
		cli_wrong(&cli, "no subcommand: init, import, export or list");
	cli_wrong(&cli, "unknown subcommand '%s'", cli.operands[0]);
}
