/* SPDX-License-Identifier: ISC */
#include "base/cli.h"
#include "base/hash.h"
#include "conf/where.h"
#include "layout.h"
#include "model/identity.h"
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
	bool copy; /* draw copies, and mark them so */
};

static const struct cli_option options[] = {
	{ 'c', "config", "FILE", "configuration, instead of MC_HOME/mc.yaml" },
	{ 'k', "copy", NULL, "draw copies, each page marked as one" },
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

/* What payers call the scheme that collects the payment, or absent. */
static struct str
scheme_of(const struct conf *conf, const struct record *r)
{
	static const char *const names[] = {
		[CONF_NO_SCHEME] = NULL,
		[CONF_AUTOGIRO] = "Autogiro",
		[CONF_AVTALEGIRO] = "AvtaleGiro",
		[CONF_SUORAMAKSU] = "suoramaksu",
	};
	const struct conf_channel *c =
	    r->route->payment_n
		? conf_find_channel(conf, r->route->payment[0].channel)
		: NULL;
	return str_of(c ? names[c->scheme] : NULL);
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
draw(struct job *job, const struct record *r, const struct pages_variant *v,
    struct artefact *made, struct arena *arena, struct fault *f)
{
	char name[PAGES_VARIANT];
	int pages;
	const struct showing how = { .lang = language_of(&job->conf, r),
		.variant = *v,
		.scheme = scheme_of(&job->conf, r) };
	buf_reset(&job->pdf);
	if (!layout_draw(&job->render, r, &how, arena, &job->pdf, &pages, f))
		return false;
	pages_name(v, name);
	*made = (struct artefact){ .variant = arena_str(arena, str_of(name)),
		.mime = str_of("application/pdf"),
		.pages = pages };
	put(job, r, made, arena, f);
	return true;
}

static bool
is_among(
    const struct pages_variant *all, size_t n, const struct pages_variant *v)
{
	for (size_t i = 0; i < n; i++)
		if (date_cmp(all[i].due, v->due) == 0)
			return true;
	return false;
}

static bool
each(void *arg, const struct rec *rec, struct arena *arena, struct buf *value,
    struct fault *f)
{
	struct job *job = arg;
	const struct record *r = &rec->r;
	struct known known = { .n = 0 };
	size_t most = r->route->presentation_n, n = 0;
	struct pages_variant *variants =
	    arena_zero(arena, most + 1, sizeof(*variants));
	struct record section = { .pages = arena_zero(arena, most + 1,
				      sizeof(struct artefact)) };

	identity_learn(&invoice_object, r->invoice, &known);
	identity_cover(&invoice_object, r->invoice, &known, arena);
	/* one that goes nowhere is drawn for whoever looks at it */
	if (most == 0)
		variants[n++] = pages_wanted(r, NULL, job->copy);
	for (size_t i = 0; i < most; i++) {
		struct pages_variant v =
		    pages_wanted(r, &r->route->presentation[i], job->copy);
		if (!is_among(variants, n, &v))
			variants[n++] = v;
	}
	for (; section.pages_n < n; section.pages_n++)
		if (!draw(job, r, &variants[section.pages_n],
			&section.pages[section.pages_n], arena, f))
			return false;
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
			 REC_BIT(reach) | REC_BIT(route),
		.needs = needs,
		.kinds = filter_invoices,
		.each = each,
		.barrier = barrier,
		.arg = &job };
	const char *config = NULL;
	struct cli cli;

	cli_start(&cli, "mc-render", "[FILE ...]", options, argc, argv);
	for (int letter; (letter = cli_next(&cli)) != 0;)
		if (letter == 'k')
			job.copy = true;
		else
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
