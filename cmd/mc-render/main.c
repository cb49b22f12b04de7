/* SPDX-License-Identifier: ISC */
#include "base/cli.h"
#include "base/hash.h"
#include "conf/where.h"
#include "layout.h"
#include "model/section.h"
#include "state/artefact.h"
#include "stream/codec.h"
#include "stream/filter.h"

enum { PDF_MAX = 256 << 20 };

struct job {
	struct conf conf;
	struct home home;
	struct render render;
	struct buf pdf;
};

static const struct cli_option options[] = {
	{ 'c', "config", "FILE", "configuration, instead of MC_HOME/mc.yaml" },
	{ 0 },
};

static enum language
language_of(const struct conf *conf, const struct record *r)
{
	const struct conf_sender *sender =
	    conf_find_sender(conf, record_sender(r->id));
	return language_choose(r, sender ? sender->languages : NULL,
	    sender ? sender->languages_n : 0);
}

/* A file that cannot be written is no fault of the record: the run ends. */
static void
put(struct job *job, const struct record *r, struct artefact *made,
    struct arena *arena, struct fault *f)
{
	char path[ARTEFACT_PATH], sha256[SHA256_HEX];
	struct instant at;
	instant_parse(&at, r->run->at); /* layout_draw has read it before */
	if (!artefact_put(&job->home, instant_date(at), "pdf", r->id, "pdf",
		job->pdf.p, job->pdf.n, path, sha256, f))
		die(MC_IO, "%s: %s", f->place, f->text);
	made->path = arena_str(arena, str_of(path));
	made->sha256 = arena_str(arena, str_of(sha256));
	made->bytes = (int64_t)job->pdf.n;
}

static bool
each(void *arg, const struct rec *rec, struct arena *arena, struct buf *value,
    struct fault *f)
{
	struct job *job = arg;
	struct artefact made = { .variant = str_of("print"),
		.mime = str_of("application/pdf") };
	struct record section = { .pages = &made, .pages_n = 1 };
	int pages;

	buf_reset(&job->pdf);
	if (!layout_draw(&job->render, &rec->r,
		language_of(&job->conf, &rec->r), arena, &job->pdf, &pages, f))
		return false;
	put(job, &rec->r, &made, arena, f);
	made.pages = pages;
	codec_write(
	    value, field_find(&record_object, str_of("pages")), &section);
	return true;
}

static bool
barrier(void *arg, struct fault *f)
{
	struct job *job = arg;
	return home_barrier(&job->home, f);
}

/* Everything a run needs, or its end. */
static void
prepare(struct job *job, const char *config)
{
	struct fault f;
	if (!home_open(&job->home, NULL, &f) ||
	    !conf_open(&job->conf, config, &f) ||
	    !home_is(&job->home, job->conf.environment == CONF_TEST, &f) ||
	    !(job->render.fonts = fonts_open(&f)))
		fault_die(MC_CONFIG, &f);
	job->render.device = device_new(job->render.fonts);
	job->render.test = job->home.test;
}

int
main(int argc, char **argv)
{
	static const char *const needs[] = { "run", "invoice", "route", NULL };
	struct job job = { .pdf = BUF_INIT(PDF_MAX) };
	struct filter filter = { .tool = "mc-render",
		.section = "pages",
		.reads = REC_BIT(run) | REC_BIT(invoice) | REC_BIT(delivery) |
			 REC_BIT(route),
		.needs = needs,
		.kinds = filter_invoices,
		.each = each,
		.barrier = barrier,
		.arg = &job };
	const char *config = NULL;
	struct cli cli;

	cli_start(&cli, "mc-render", "[FILE ...]", options, argc, argv);
	while (cli_next(&cli) != 0)
		config = cli.value;
	prepare(&job, config);
	enum mc_status status =
	    filter_run(&filter, cli.operands, cli.operands_n);
	buf_free(&job.pdf);
	device_free(job.render.device);
	fonts_close(job.render.fonts);
	conf_free(&job.conf);
	return (int)status;
}
