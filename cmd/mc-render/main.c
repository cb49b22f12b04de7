/* SPDX-License-Identifier: ISC */
#include "base/cli.h"
#include "check.h"
#include "draw.h"
#include "stream/codec.h"
#include "stream/filter.h"

static const struct cli_option options[] = {
	{ 'c', "config", "FILE", "configuration, instead of MC_HOME/mc.yaml" },
	{ 't', "template", "NAME", "for all senders: a name, or a path" },
	{ 'm', "copy", NULL, "draw copies, each page marked as one" },
	{ 'w', "html", NULL, "HTML too, of every document" },
	{ 'k', "check", NULL, "only look the templates over" },
	{ 0 },
};

static bool
each(void *arg, const struct rec *rec, struct arena *arena, struct buf *value,
    struct fault *f)
{
	struct record r = rec->r, section = { 0 };
	if (!draw_record(arg, &r, &section, arena, f))
		return false;
	codec_write(
	    value, field_find(&record_object, str_of("pages")), &section);
	return true;
}

static bool
barrier(void *arg, struct fault *f)
{
	struct draw *d = arg;
	return home_barrier(&d->home, f);
}

int
main(int argc, char **argv)
{
	static const char *const needs[] = { "run", "invoice", "route", NULL };
	struct draw d;
	struct filter filter = { .tool = "mc-render",
		.section = "pages",
		.reads = REC_BIT(run) | REC_BIT(invoice) | REC_BIT(delivery) |
			 REC_BIT(reach) | REC_BIT(route),
		.needs = needs,
		.kinds = filter_invoices,
		.each = each,
		.barrier = barrier,
		.arg = &d };
	const char *config = NULL, *template = NULL;
	bool copy = false, html = false, check = false;
	struct cli cli;

	cli_start(&cli, "mc-render", "[FILE ...]", options, argc, argv);
	for (int letter; (letter = cli_next(&cli)) != 0;)
		switch (letter) {
		case 'c':
			config = cli.value;
			break;
		case 't':
			template = cli.value;
			break;
		case 'm':
			copy = true;
			break;
		case 'w':
			html = true;
			break;
		default:
			check = true;
		}
	draw_open(&d, config, template);
	d.copy = copy;
	d.all_html = html;
	enum mc_status status =
	    check ? check_designs(&d, cli.operands, cli.operands_n)
		  : filter_run(&filter, cli.operands, cli.operands_n);
	draw_close(&d);
	return (int)status;
}
