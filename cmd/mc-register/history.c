/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "register_cmd.h"
#include "stream/line.h"

static void
put_side(struct buf *b, struct str value)
{
	buf_addstr(b, value.n ? value : str_of("nothing"));
}

/* What is printed, and whether anything was. */
struct told {
	struct out out;
	bool any;
};

/* A register_tell that prints a line: when, by what, what. */
static bool
print(void *arg, const struct register_event *e)
{
	struct told *told = arg;
	struct out *out = &told->out;
	struct buf *b = &out->buf;
	told->any = true;
	buf_printf(
	    b, "%.*s\t%.*s\t%c ", STR_ARG(e->at), STR_ARG(e->source), e->sign);
	if (e->channel.n) {
		buf_printf(b, "%.*s", STR_ARG(e->channel));
		if (e->key.n) {
			buf_addc(b, ' ');
			cmd_put_key(b, e->key);
		}
	} else {
		buf_adds(b, "customer");
	}
	if (e->column.n)
		buf_printf(b, ": %.*s", STR_ARG(e->column));
	if (e->old.n || e->now.n) {
		buf_addc(b, ' ');
		put_side(b, e->old);
		buf_adds(b, " -> ");
		put_side(b, e->now);
	}
	out_add(out, (struct str)STR("\n"));
	return out->error == 0;
}

int
cmd_history(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 0 },
	};
	const char *config = NULL;
	struct conf conf;
	struct told told = { .any = false };
	struct fault f;
	struct cli cli;

	cli_start(
	    &cli, "mc-register history", "SENDER NUMBER", options, argc, argv);
	while (cli_next(&cli) != 0)
		config = cli.value;
	if (cli.operands_n != 2)
		cli_wrong(&cli, "a sender and a customer number are needed");
	cmd_conf(&conf, config);
	struct registry *reg = cmd_open(&conf, false);
	out_open(&told.out, STDOUT_FILENO);
	if (!register_history(reg, str_of(cli.operands[0]),
		str_of(cli.operands[1]), print, &told, &f))
		fault_die(register_status(reg), &f);
	register_close(reg);
	conf_free(&conf);
	if (!told.any) {
		fault_set(&f, cli.operands[0], NULL,
		    "%s: the register knows no such customer", cli.operands[1]);
		fault_die(MC_NOINPUT, &f);
	}
	return (int)out_end(&told.out, MC_OK);
}
