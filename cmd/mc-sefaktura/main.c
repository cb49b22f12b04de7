/* SPDX-License-Identifier: ISC */
#include "format/svefaktura_write.h"
#include "format/ubl_write.h"
#include "sefaktura_cmd.h"
#include "tool/site.h"

void
must(const struct sefaktura_cmd *g, bool ok, const struct fault *f)
{
	if (!ok)
		fault_die(filed_status(einvoices_filed(g->einvoices)), f);
}

static void
open_all(struct sefaktura_cmd *g, const char *config)
{
	struct fault f;
	enum mc_status status;
	g->reads = READS;
	if (!site_open(&g->home, &g->conf, config, &f) ||
	    !message_compile(g, &f))
		fault_die(MC_CONFIG, &f);
	g->einvoices = einvoices_open(&g->home, &status, &f);
	if (!g->einvoices)
		fault_die(status, &f);
	must(g, filed_finish(einvoices_filed(g->einvoices), &f), &f);
	spool_sweep(&g->home);
	g->ubl = ubl_writer_new();
	g->svefaktura = svefaktura_writer_new();
}

static void
close_all(struct sefaktura_cmd *g)
{
	ubl_writer_free(g->ubl);
	svefaktura_writer_free(g->svefaktura);
	einvoices_close(g->einvoices);
	conf_free(&g->conf);
	arena_free(&g->arena);
}

static void
say(const struct tally *t)
{
	msg_info("%llu e-invoices; %llu in batches, %llu of them filed before",
	    (unsigned long long)t->made, (unsigned long long)t->filed,
	    (unsigned long long)(t->filed - t->now));
	if (t->failed || t->rejected)
		msg_warn("%llu e-invoices cannot be made, %llu documents "
			 "rejected",
		    (unsigned long long)t->failed,
		    (unsigned long long)t->rejected);
}

static enum mc_status
run(const struct sefaktura_cmd *g, char *const *paths, int n)
{
	struct fault f;
	struct spool spool;
	struct tally t = { 0 };
	if (!spool_new(&spool, &g->home, &f))
		fault_die(MC_CREATE, &f);
	enum mc_status status = take_stream(g, paths, n, &spool, &t);
	if (status == MC_OK && t.batched)
		status = file_spool(g, &spool, &t);
	if (status == MC_OK)
		status = print_spool(g, &spool, &t);
	if (status == MC_OK)
		say(&t);
	spool_remove(&spool);
	return status;
}

static int
list_main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'f', "file", "FILE", "the documents of this batch" },
		{ 0 },
	};
	struct cli cli;
	struct home home;
	struct fault f;
	const char *path = NULL;
	cli_start(&cli, TOOL " list", "", table, argc, argv);
	msg_init(TOOL);
	while (cli_next(&cli) != 0)
		path = cli.value;
	if (cli.operands_n)
		cli_wrong(&cli, "list takes no operands");
	if (!home_open(&home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	return (int)run_list(&home, path);
}

static const struct cli_command commands[] = {
	{ "list", list_main },
	{ NULL, NULL },
};

int
main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 0 },
	};
	struct sefaktura_cmd g = { 0 };
	struct cli cli;
	const char *config = NULL;

	cli_command(commands, argc, argv);
	cli_start(&cli, TOOL, "[FILE ...] | list", table, argc, argv);
	while (cli_next(&cli) != 0)
		config = cli.value;
	open_all(&g, config);
	enum mc_status status = run(&g, cli.operands, cli.operands_n);
	close_all(&g);
	return (int)status;
}
