/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "format/csv.h"
#include "register_cmd.h"
#include "stream/line.h"

/* Adds one value as the format has it. */
typedef void put_value(struct buf *, struct str);

struct table {
	struct out out;
	put_value *put;
	char separator;
};

/* A register_visit that prints the row; stops when writing fails. */
static bool
print_row(void *arg, const struct register_row *row)
{
	struct table *t = arg;
	for (int i = 0; i < REGISTER_COLUMNS; i++) {
		if (i)
			buf_addc(&t->out.buf, t->separator);
		t->put(&t->out.buf, row->value[i]);
	}
	out_add(&t->out, (struct str)STR("\n"));
	return t->out.error == 0;
}

/* What both subcommands do, after a header if there is one. */
static enum mc_status
print_all(struct cli *cli, struct table *t, const struct register_row *head)
{
	struct str sender = { NULL, 0 };
	struct home h;
	struct fault f;

	while (cli_next(cli) != 0)
		sender = str_of(cli->value);
	if (cli->operands_n)
		cli_wrong(cli, "'%s' is one word too many", cli->operands[0]);
	struct registry *reg = cmd_open(&h, false);
	out_open(&t->out, STDOUT_FILENO);
	if (head)
		print_row(t, head);
	if (!register_each(reg, sender, print_row, t, &f))
		fault_die(register_status(reg), &f);
	register_close(reg);
	return out_end(&t->out, MC_OK);
}

static const struct cli_option options[] = {
	{ 's', "sender", "NAME", "only the customers of that sender" },
	{ 0 },
};

int
cmd_list(int argc, char **argv)
{
	struct table t = { .put = buf_addstr, .separator = '\t' };
	struct cli cli;
	cli_start(&cli, "mc-register list", "", options, argc, argv);
	return print_all(&cli, &t, NULL);
}

int
cmd_export(int argc, char **argv)
{
	struct table t = { .put = csv_put, .separator = ',' };
	struct register_row head = { 0 };
	struct cli cli;
	for (int i = 0; i < REGISTER_COLUMNS; i++)
		head.value[i] = str_of(register_columns[i]);
	cli_start(&cli, "mc-register export", "", options, argc, argv);
	return print_all(&cli, &t, &head);
}
