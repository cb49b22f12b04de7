/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "base/text.h"
#include "register_cmd.h"
#include "stream/line.h"

struct import {
	struct rows rows;
	struct out out;
};

/* A register_change that prints one line. */
static void
print_change(void *arg, const struct register_table *t, char sign,
    const struct register_row *old, const struct register_row *now,
    unsigned changed)
{
	struct import *im = arg;
	struct buf *b = &im->out.buf;
	const struct register_row *row = now ? now : old;
	const char *lead = ": ";
	buf_printf(b, "%c %.*s %.*s", sign, STR_ARG(row->value[0]),
	    STR_ARG(row->value[1]));
	if (t == &register_agreement_table) {
		buf_printf(b, " %.*s ", STR_ARG(row->value[AGREEMENT_CHANNEL]));
		cmd_put_key(b, row->value[AGREEMENT_KEY]);
	}
	if (sign != '~')
		cmd_put_values(b, lead, t, row);
	for (int i = t->keys; sign == '~' && i < t->n; i++) {
		if (!(changed >> i & 1))
			continue;
		buf_printf(b, "%s%s ", lead, t->columns[i]);
		cmd_put_side(b, t, i, old);
		buf_adds(b, " -> ");
		cmd_put_side(b, t, i, now);
		lead = ", ";
	}
	out_add(&im->out, (struct str)STR("\n"));
}

/* A register_refuse. */
static void
print_refusal(void *arg, size_t line, const struct fault *f)
{
	struct import *im = arg;
	rows_complain(&im->rows, line, f);
}

static void
nothing_imported(const struct rows *r)
{
	die(MC_DATA, "%s: nothing was imported", r->path);
}

/* Ends the process unless the whole file is fit. */
static void
check_rows(struct rows *r)
{
	struct fault f;
	size_t lines[2];
	if (r->unkeyed)
		die(MC_CONFIG,
		    "%s:%zu: an identity number is kept by a secret, which "
		    "the configuration does not name (keys.columns)",
		    r->path, r->unkeyed);
	if (!r->faults && register_twice(r->table, r->row, r->n, lines)) {
		fault_set(&f, "", "register", "the same %s stands in line %zu",
		    r->table == &register_customer_table ? "customer"
							 : "agreement",
		    lines[0]);
		rows_complain(r, lines[1], &f);
	}
	if (r->faults)
		nothing_imported(r);
}

/* "import customers.csv", what history and agreements say of their source. */
static struct str
source_of(struct rows *r)
{
	const char *slash = strrchr(r->path, '/');
	struct buf name = BUF_INIT(256);
	text_safe_name(&name, str_of(slash ? slash + 1 : r->path), 100);
	struct str s =
	    arena_printf(&r->arena, "import %.*s", STR_ARG(buf_str(&name)));
	buf_free(&name);
	if (register_hides(s))
		s = str_of("import");
	return s;
}

static void
apply(struct import *im, unsigned flags)
{
	struct fault f;
	struct register_counts n;
	struct rows *r = &im->rows;
	struct registry *reg = cmd_open(r->conf, !(flags & REGISTER_DRY));
	const struct register_import in = { .table = r->table,
		.rows = r->row,
		.n = r->n,
		.flags = flags,
		.by = source_of(r),
		.change = flags & REGISTER_DRY ? print_change : NULL,
		.refuse = print_refusal,
		.arg = im };

	out_open(&im->out, STDOUT_FILENO);
	if (!register_import(reg, &in, &n, &f))
		fault_die(register_status(reg), &f);
	register_close(reg);
	if (n.refused)
		nothing_imported(r);
	if (!out_close(&im->out))
		die(MC_IO, "standard output: %s", strerror(im->out.error));
	msg_info("%zu new, %zu changed, %zu removed, %zu as before", n.added,
	    n.changed, n.removed, n.same);
}

int
cmd_import(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 'n', "dry-run", NULL, "only show what would change" },
		{ 'r', "replace", NULL, "remove what the file does not have" },
		{ 0 },
	};
	const char *config = NULL;
	unsigned flags = 0;
	struct conf conf;
	struct home h;
	struct import im = { 0 };
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
	cmd_conf(&conf, config);
	rows_read(&im.rows, cli.operands_n ? cli.operands[0] : "-", &conf);
	check_rows(&im.rows);
	apply(&im, flags);
	rows_free(&im.rows);
	conf_free(&conf);
	return MC_OK;
}
