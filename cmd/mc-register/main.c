/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "register_cmd.h"

static const struct command {
	const char *name;
	enum mc_status (*run)(int argc, char **argv);
} commands[] = {
	{ "init", cmd_init },
	{ "import", cmd_import },
	{ "export", cmd_export },
	{ "list", cmd_list },
};

void
cmd_start(struct cli *cli, const char *tool, const char *operand_names,
    const struct cli_option *options, int argc, char **argv)
{
	argv[1] = argv[0]; /* what getopt_long names in its messages */
	cli_start(cli, tool, operand_names, options, argc - 1, argv + 1);
	msg_init("mc-register");
}

void
cmd_die(enum mc_status status, const struct fault *f)
{
	die(status, "%s%s%s", f->place, *f->place ? ": " : "", f->text);
}

struct registry *
cmd_open(struct home *h, bool writes)
{
	struct fault f;
	enum mc_status status = MC_BUG;
	if (!home_open(h, NULL, &f))
		cmd_die(MC_CONFIG, &f);
	struct registry *r = register_open(h, writes, &status, &f);
	if (!r)
		cmd_die(status, &f);
	return r;
}

int
main(int argc, char **argv)
{
	static const struct cli_option none[] = { { 0 } };
	struct cli cli;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (argc > 1 && strcmp(argv[1], commands[i].name) == 0)
			return (int)commands[i].run(argc, argv);
	cli_start(&cli, "mc-register", "init|import|export|list [operands]",
	    none, argc, argv);
	while (cli_next(&cli) != 0)
		;
	if (!cli.operands_n)
		cli_wrong(&cli, "no subcommand: init, import, export or list");
	cli_wrong(&cli, "unknown subcommand '%s'", cli.operands[0]);
}
