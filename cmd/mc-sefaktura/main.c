/* SPDX-License-Identifier: ISC */
#include "format/svefaktura_write.h"
#include "format/ubl_write.h"
#include "sefaktura_cmd.h"

enum { TOTALS_MAX = 4096 };

static void
open_all(struct sefaktura_cmd *g, const char *config)
{
	struct fault f;
	enum mc_status status;
	*g = (struct sefaktura_cmd){ .reads = READS,
		.document = BUF_INIT(DOCUMENT_MAX),
		.piece = BUF_INIT(DOCUMENT_MAX + TOTALS_MAX) };
	if (!site_open(&g->home, &g->conf, config, &f) ||
	    !message_compile(g, &f))
		fault_die(MC_CONFIG, &f);
	g->einvoices = einvoices_open(&g->home, &status, &f);
	if (!g->einvoices)
		fault_die(status, &f);
	g->ubl = ubl_writer_new();
	g->svefaktura = svefaktura_writer_new();
	g->official = official_new(&g->conf);
}

static void
close_all(struct sefaktura_cmd *g)
{
	ubl_writer_free(g->ubl);
	svefaktura_writer_free(g->svefaktura);
	official_free(g->official);
	einvoices_close(g->einvoices);
	conf_free(&g->conf);
	arena_free(&g->arena);
	buf_free(&g->document);
	buf_free(&g->piece);
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
run(struct sefaktura_cmd *g, char *const *paths, int n)
{
	const struct batcher b = { .tool = TOOL,
		.section = SECTION,
		.kind = "efaktura",
		.ext = "xml",
		.home = &g->home,
		.filed = einvoices_filed(g->einvoices),
		.reads = g->reads,
		.channels = true,
		.artefacts = true,
		.take = take_record,
		.file = file_record,
		.end = end_file,
		.tell = tell_file,
		.totals = file_totals,
		.print = print_record,
		.arg = g };
	enum mc_status status = batcher_run(&b, paths, n);
	if (status == MC_OK)
		say(&g->tally);
	return status;
}

static const struct cli_command commands[] = {
	{ "list", list_main },
	{ NULL, NULL },
};

int
main(int argc, char **argv)
{
	struct sefaktura_cmd g;
	struct cli cli;

	cli_command(commands, argc, argv);
	open_all(&g, site_start(&cli, TOOL, "[FILE ...] | list", argc, argv));
	enum mc_status status = run(&g, cli.operands, cli.operands_n);
	close_all(&g);
	return (int)status;
}
