/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "register_cmd.h"
#include "stream/line.h"

struct list {
	struct out out;
	struct registry *reg;
	struct str sender, number, channel, status; /* absent: any */
	struct arena arena; /* for one customer */
	struct fault *fault;
	bool failed;
};

/* The first columns of each line. */
static void
begin_line(struct buf *b, const struct register_row *row)
{
	buf_printf(b, "%.*s\t%.*s\t", STR_ARG(row->value[REGISTER_SENDER]),
	    STR_ARG(row->value[REGISTER_NUMBER]));
}

static void
print_customer(struct list *l, const struct register_row *row)
{
	struct buf *b = &l->out.buf;
	struct register_row rest = *row;
	begin_line(b, row);
	buf_addstr(b, row->value[REGISTER_NAME]);
	rest.value[REGISTER_NAME].n = 0;
	cmd_put_values(b, "\t", &register_customer_table, &rest);
	out_add(&l->out, (struct str)STR("\n"));
}

static void
put_date(struct buf *b, const char *lead, struct date d)
{
	char text[DATE_TEXT];
	if (!date_set(d))
		return;
	date_format(d, text);
	buf_printf(b, "%s%s", lead, text);
}

/* Behind a column for the name, which stands with the customer. */
static void
print_agreement(struct list *l, const struct register_row *row,
    const struct register_agreement *g)
{
	struct buf *b = &l->out.buf;
	begin_line(b, row);
	buf_printf(b, "\t%.*s ", STR_ARG(g->channel));
	cmd_put_key(b, g->key);
	buf_printf(b, ": %.*s", STR_ARG(g->status));
	put_date(b, " from ", g->from);
	put_date(b, " to ", g->to);
	if (g->source.n)
		buf_printf(b, ", %.*s", STR_ARG(g->source));
	out_add(&l->out, (struct str)STR("\n"));
}

static bool
is_wanted(const struct list *l, const struct register_agreement *g)
{
	return (!l->channel.p || str_eq(l->channel, g->channel)) &&
	       (!l->status.p || str_eq(l->status, g->status));
}

/* A register_visit that prints a customer and his agreements. */
static bool
print(void *arg, const struct register_row *row)
{
	struct list *l = arg;
	struct register_agreement *g;
	size_t n, wanted = 0;
	arena_reset(&l->arena);
	if (register_agreements(l->reg, row->value[REGISTER_SENDER],
		row->value[REGISTER_NUMBER], &g, &n, &l->arena,
		l->fault) == REGISTER_FAULT) {
		l->failed = true;
		return false;
	}
	for (size_t i = 0; i < n; i++)
		wanted += is_wanted(l, &g[i]);
	if ((l->channel.p || l->status.p) && !wanted)
		return true;
	print_customer(l, row);
	for (size_t i = 0; i < n; i++)
		if (is_wanted(l, &g[i]))
			print_agreement(l, row, &g[i]);
	return l->out.error == 0;
}

static enum mc_status
list(struct list *l, const char *config)
{
	struct conf conf;
	struct fault f;
	cmd_conf(&conf, config);
	l->reg = cmd_open(&conf, false);
	l->fault = &f;
	out_open(&l->out, STDOUT_FILENO);
	if (!register_snapshot(l->reg, &f) ||
	    !register_each(l->reg, &register_customer_table, l->sender,
		l->number, false, print, l, &f) ||
	    l->failed)
		fault_die(register_status(l->reg), &f);
	register_close(l->reg);
	arena_free(&l->arena);
	conf_free(&conf);
	return out_end(&l->out, MC_OK);
}

int
cmd_list(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'C', "channel", "NAME", "only agreements on that channel" },
		{ 'c', "config", "FILE", "configuration" },
		{ 'N', "number", "NUMBER", "only that customer" },
		{ 'S', "status", "STATUS", "only agreements of that status" },
		{ 's', "sender", "NAME", "only of that sender" },
		{ 0 },
	};
	struct list l = { 0 };
	const char *config = NULL;
	struct cli cli;

	cli_start(&cli, "mc-register list", "", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'c')
			config = cli.value;
		else
			*(c == 'C'     ? &l.channel
			    : c == 'N' ? &l.number
			    : c == 'S' ? &l.status
				       : &l.sender) = str_of(cli.value);
	}
	if (cli.operands_n)
		cli_wrong(&cli, "'%s' is one word too many", cli.operands[0]);
	if (l.status.p && !register_is_status(l.status))
		cli_wrong(&cli,
		    "status is neither new, active, cancelled nor refused");
	return list(&l, config);
}
