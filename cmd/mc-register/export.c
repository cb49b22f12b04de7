/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "base/json.h"
#include "format/csv.h"
#include "register_cmd.h"
#include "stream/line.h"

struct export
{
	struct out out;
	const struct register_table *table;
	int columns; /* how many of the table's */
	bool csv; /* else JSON lines */
};

static void
end_line(struct export *e)
{
	out_add(&e->out, (struct str)STR("\n"));
}

static void
print_csv(struct export *e, const struct register_row *row)
{
	for (int i = 0; i < e->columns; i++) {
		if (i)
			buf_addc(&e->out.buf, ',');
		csv_put(&e->out.buf, row->value[i]);
	}
	end_line(e);
}

static void
put_array(struct buf *b, struct str list)
{
	const char *lead = "[";
	struct str word;
	while (register_word(&list, &word)) {
		buf_adds(b, lead);
		json_put_string(b, word);
		lead = ",";
	}
	buf_addc(b, ']');
}

static void
print_json(struct export *e, const struct register_row *row)
{
	struct buf *b = &e->out.buf;
	const char *lead = "{";
	for (int i = 0; i < e->columns; i++) {
		if (!row->value[i].n)
			continue;
		buf_printf(b, "%s\"%s\":", lead, e->table->columns[i]);
		if (e->table->lists >> i & 1)
			put_array(b, row->value[i]);
		else if (e->table->flags >> i & 1)
			buf_adds(b, "true");
		else
			json_put_string(b, row->value[i]);
		lead = ",";
	}
	buf_addc(b, '}');
	end_line(e);
}

/* A register_visit that prints the row; stops when writing fails. */
static bool
print_row(void *arg, const struct register_row *row)
{
	struct export *e = arg;
	if (e->csv)
		print_csv(e, row);
	else
		print_json(e, row);
	return e->out.error == 0;
}

static void
print_head(struct export *e)
{
	struct register_row head = { 0 };
	for (int i = 0; i < e->columns; i++)
		head.value[i] = str_of(e->table->columns[i]);
	if (e->csv)
		print_csv(e, &head);
}

static enum mc_status export(
    struct export *e, const char *config, struct str sender, bool open) {
	const struct str all = { NULL, 0 }; struct conf conf; struct fault f;
	cmd_conf(&conf, config);
	struct registry *reg = cmd_open(&conf, false);
	out_open(&e->out, STDOUT_FILENO);
	print_head(e);
	if (!register_each(reg, e->table, sender, all, open, print_row, e, &f))
	    fault_die(register_status(reg), &f);
	register_close(reg);
	conf_free(&conf);
	return out_end(&e->out, MC_OK);
}

int
cmd_export(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'a', "agreements", NULL, "agreements, not customers" },
		{ 'c', "config", "FILE", "configuration" },
		{ 'f', "format", "FORMAT", "csv (usual) or jsonl" },
		{ 'i', "identities", NULL, "with identity numbers in clear" },
		{ 's', "sender", "NAME", "only of that sender" },
		{ 0 },
	};
	struct export e = { .table = &register_customer_table, .csv = true };
	struct str sender = { NULL, 0 };
	const char *config = NULL;
	bool open = false;
	struct cli cli;

	cli_start(&cli, "mc-register export", "", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'a')
			e.table = &register_agreement_table;
		else if (c == 'c')
			config = cli.value;
		else if (c == 'i')
			open = true;
		else if (c == 's')
			sender = str_of(cli.value);
		else if (strcmp(cli.value, "jsonl") == 0)
			e.csv = false;
		else if (strcmp(cli.value, "csv") != 0)
			cli_wrong(&cli, "format is neither csv nor jsonl");
	}
	if (cli.operands_n)
		cli_wrong(&cli, "'%s' is one word too many", cli.operands[0]);
	e.columns = e.table->n;
	if (e.table == &register_customer_table && !open)
		e.columns = REGISTER_IDENTITY;
	return export(&e, config, sender, open);
}
