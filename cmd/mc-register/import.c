/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "conf/where.h"
#include "register_cmd.h"
#include "stream/line.h"

/* Adds "email a@b.example, wish print": what the row has, or has of `only`. */
static void
add_values(struct buf *b, const struct register_row *row)
{
	const char *lead = ": ";
	for (int i = REGISTER_NAME; i < REGISTER_COLUMNS; i++) {
		if (!row->value[i].n)
			continue;
		buf_printf(b, "%s%s %.*s", lead, register_columns[i],
		    STR_ARG(row->value[i]));
		lead = ", ";
	}
}

static void
add_side(struct buf *b, struct str value)
{
	buf_addstr(b, value.n ? value : str_of("nothing"));
}

/* A register_change that prints one line. */
static void
print_change(void *arg, char sign, const struct register_row *old,
    const struct register_row *now, unsigned changed)
{
	struct out *out = arg;
	struct buf *b = &out->buf;
	const struct register_row *row = now ? now : old;
	const char *lead = ": ";
	buf_printf(b, "%c %.*s %.*s", sign,
	    STR_ARG(row->value[REGISTER_SENDER]),
	    STR_ARG(row->value[REGISTER_NUMBER]));
	if (sign != '~')
		add_values(b, row);
	for (int i = REGISTER_NAME; sign == '~' && i < REGISTER_COLUMNS; i++) {
		if (!(changed >> i & 1))
			continue;
		buf_printf(b, "%s%s ", lead, register_columns[i]);
		add_side(b, old->value[i]);
		buf_adds(b, " -> ");
		add_side(b, now->value[i]);
		lead = ", ";
	}
	out_add(out, (struct str)STR("\n"));
}

/* Ends the process unless the whole file is fit. */
static void
check_rows(struct rows *r)
{
	struct fault f;
	size_t lines[2];
	if (!r->faults && register_twice(r->row, r->n, lines)) {
		fault_set(&f, "", "register",
		    "the same customer stands in line %zu", lines[0]);
		rows_complain(r, lines[1], &f);
	}
	if (r->faults)
		die(MC_DATA, "%s: nothing was imported", r->path);
}

static void
apply(const struct rows *r, unsigned flags)
{
	struct home h;
	struct fault f;
	struct out out;
	struct register_counts n;
	struct registry *reg = cmd_open(&h, !(flags & REGISTER_DRY));

	out_open(&out, STDOUT_FILENO);
	if (!register_import(reg, r->row, r->n, flags,
		flags & REGISTER_DRY ? print_change : NULL, &out, &n, &f))
		fault_die(register_status(reg), &f);
	register_close(reg);
	if (!out_close(&out))
		die(MC_IO, "standard output: %s", strerror(out.error));
	msg_info("%zu new, %zu changed, %zu removed, %zu as before", n.added,
	    n.changed, n.removed, n.same);
}

int
cmd_import(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 'n', "dry-run", NULL, "only show what would change" },
		{ 'r', "replace", NULL,
		    "remove customers that the file does not have" },
		{ 0 },
	};
	const char *config = NULL;
	unsigned flags = 0;
	struct home h;
	struct conf conf;
	bool found;
	struct rows rows;
	struct fault f;
	struct cli cli;

	cli_start(&cli, "mc-register import", "FILE", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'c')
			config = cli.value;
		else
			flags |= c == 'n' ? REGISTER_DRY : REGISTER_REPLACE;
	}
	if (cli.operands_n > 1)
		cli_wrong(&cli, "more than one file");
	if (!home_open(&h, NULL, &f))
		fault_die(MC_CONFIG, &f);
	/* a new installation may fill its register before it has an mc.yaml */
	if (!conf_open_if(&conf, config, &found, &f))
		fault_die(MC_CONFIG, &f);
	rows_read(&rows, cli.operands_n ? cli.operands[0] : "-", &conf);
	check_rows(&rows);
	apply(&rows, flags);
	rows_free(&rows);
	conf_free(&conf);
	return MC_OK;
}
