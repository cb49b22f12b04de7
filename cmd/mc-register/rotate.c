/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "register_cmd.h"
#include "stream/line.h"

int
cmd_rotate(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 0 },
	};
	const char *config = NULL;
	struct register_rotated n;
	struct conf conf;
	struct out out;
	struct fault f;
	struct cli cli;

	cli_start(&cli, "mc-register rotate", "", options, argc, argv);
	while (cli_next(&cli) != 0)
		config = cli.value;
	if (cli.operands_n)
		cli_wrong(&cli, "'%s' is one word too many", cli.operands[0]);
	cmd_conf(&conf, config);
	struct registry *reg = cmd_open(&conf, true);
	if (!register_rotate(reg, &n, &f))
		fault_die(register_status(reg), &f);
	register_close(reg);
	conf_free(&conf);
	out_open(&out, STDOUT_FILENO);
	buf_printf(&out.buf,
	    "%zu identities and %zu keys encrypted anew, %zu already were",
	    n.identities, n.keys, n.same);
	out_add(&out, (struct str)STR("\n"));
	return (int)out_end(&out, MC_OK);
}
