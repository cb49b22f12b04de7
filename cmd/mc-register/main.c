/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "conf/where.h"
#include "register_cmd.h"

static const struct cli_command commands[] = {
	{ "init", cmd_init },
	{ "import", cmd_import },
	{ "export", cmd_export },
	{ "list", cmd_list },
	{ "history", cmd_history },
	{ "rotate", cmd_rotate },
	{ NULL, NULL },
};

void
cmd_conf(struct conf *conf, const char *option)
{
	struct fault f;
	bool found;
	if (!conf_open_if(conf, option, &found, &f))
		fault_die(MC_CONFIG, &f);
}

struct registry *
cmd_open(const struct conf *conf, bool writes)
{
	struct home h;
	struct fault f;
	enum mc_status status = MC_BUG;
	const struct register_keys keys = { conf->keys.columns,
		conf->keys.columns_old };
	if (!home_open(&h, NULL, &f))
		fault_die(MC_CONFIG, &f);
	struct registry *r = register_open(&h, writes, &keys, &status, &f);
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
	cli_start(&cli, "mc-register",
	    "init|import|export|list|history|rotate [operands]", none, argc,
	    argv);
	while (cli_next(&cli) != 0)
		;
	if (!cli.operands_n)
		cli_wrong(&cli, "no subcommand: init, import, export, list, "
				"history or rotate");
	cli_wrong(&cli, "unknown subcommand '%s'", cli.operands[0]);
}
