/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "model/einvoice.h"
#include "sefaktura_cmd.h"
#include "stream/codec.h"
#include "stream/seal_files.h"

/* A batch file that records of the stream stand in. */
struct known {
	struct batch_row file;
	struct str batch; /* its name */
	struct str totals; /* JSON */
	uint64_t segment; /* that last had a record in it, from 1 */
};

struct printing {
	const struct sefaktura_cmd *g;
	struct tally *tally;
	struct stream in;
	struct out out;
	struct buf value; /* of a section */
	struct buf document; /* an e-invoice */
	struct buf files; /* of the segment: objects for its seal */
	uint64_t segment;
	struct known *list;
	size_t n;
	struct arena arena; /* of the list */
};

/* What is known of the record that is written. */
struct writing {
	const struct record *r;
	struct einvoice_place *at; /* in batches */
	size_t at_n;
	struct output *made; /* the section */
	size_t made_n;
	bool before; /* a way before can be gone */
};

/* ---- files ----------------------------------------------------------- */

static struct known *
known_of(struct printing *p, int64_t row)
{
	struct fault f;
	for (size_t i = p->n; i-- > 0;) /* the newest is the likeliest */
		if (p->list[i].file.row == row)
			return &p->list[i];
	p->list = xrealloc(p->list, (p->n + 1) * sizeof(*p->list));
	struct known *k = &p->list[p->n++];
	*k = (struct known){ .segment = 0 };
	must(p->g,
	    filed_of(einvoices_filed(p->g->einvoices), row, &k->file, &p->arena,
		&f) &&
		einvoices_totals(
		    p->g->einvoices, row, &k->totals, &p->arena, &f),
	    &f);
	k->batch = str_base(k->file.path);
	return k;
}

/* Lists the file in the seal of this segment, once. */
static void
list_file(struct printing *p, struct known *k)
{
	struct buf *b = &p->files;
	if (k->segment == p->segment)
		return;
	k->segment = p->segment;
	buf_printf(b,
	    "%s{\"tool\":\"%s\",\"channel\":\"%.*s\",\"path\":\"%.*s\","
	    "\"sha256\":\"%.*s\",\"bytes\":%lld,\"records\":%lld,"
	    "\"totals\":%.*s}",
	    b->n ? "," : "", TOOL, STR_ARG(k->file.scheme),
	    STR_ARG(k->file.path), STR_ARG(k->file.sha256),
	    (long long)k->file.bytes, (long long)k->file.records,
	    STR_ARG(k->totals));
}

/* ---- one way --------------------------------------------------------- */

static struct output *
next(struct writing *t, struct str channel)
{
	struct output *o = &t->made[t->made_n++];
	*o = (struct output){ .channel = channel };
	return o;
}

static void
write_failed(struct printing *p, struct writing *t,
    const struct conf_channel *c, const struct fault *f)
{
	p->tally->failed++;
	next(t, c->name)->failed = fault_words(f, c, &p->in.arena);
}

/*
 * Its place in a batch, or why it stands there as another document. way: the
 * channel of a way of the route, NULL when it has none by it any longer.
 */
static void
write_place(struct printing *p, struct writing *t,
    const struct einvoice_place *at, const struct conf_channel *way)
{
	struct fault f;
	struct known *k = known_of(p, at->file);
	struct str sha256 = t->r->source ? t->r->source->sha256 : str_of("");
	if (!str_eq(at->sha256, sha256)) {
		fault_set(&f, "/id", "id-reused",
		    "an earlier run put another document of this id into %.*s",
		    STR_ARG(k->batch));
		if (way)
			write_failed(p, t, way, &f);
		return;
	}
	list_file(p, k);
	p->tally->filed++;
	t->before = true;
	struct output *o = next(t, at->channel);
	o->path = k->file.path;
	o->mime = str_of(EINVOICE_MIME);
	o->sha256 = k->file.sha256;
	o->bytes = k->file.bytes;
	o->batch = k->batch;
	o->position = at->position;
}

static const struct einvoice_place *
place_of(const struct writing *t, struct str channel)
{
	for (size_t i = 0; i < t->at_n; i++)
		if (str_eq(t->at[i].channel, channel))
			return &t->at[i];
	return NULL;
}

/* Why it is in no batch by that way: file.c would have put it there. */
static void
write_unfiled(struct printing *p, struct writing *t, const struct way *w)
{
	struct fault f;
	struct date day;
	bool before = t->before || judge_passes(p->g, t->r, w);
	if (t->at_n)
		fault_set(&f, "/id", "batch-twice", "it stands in %.*s already",
		    STR_ARG(known_of(p, t->at[0].file)->batch));
	else if (judge_batch(t->r, w, before, &f) &&
		 judge_run(t->r, &day, &f) &&
		 make_einvoice(p->g, t->r, w, &p->in.arena, &p->document, &f))
		die(MC_BUG, "a document was not filed");
	write_failed(p, t, w->channel, &f);
}

/* A file that cannot be written is no fault of the record: the run ends. */
static void
write_file(
    struct printing *p, struct writing *t, const struct way *w, struct date day)
{
	struct fault f;
	char path[ARTEFACT_PATH], sha256[SHA256_HEX];
	const char *kind =
	    w->channel->format == CONF_PEPPOL ? "peppol" : "svefaktura";
	if (!artefact_put(&p->g->home, day, kind, t->r->id, "xml",
		p->document.p, p->document.n, path, sha256, &f))
		fault_die(MC_IO, &f);
	p->tally->made++;
	t->before = true;
	struct output *o = next(t, w->channel->name);
	o->path = arena_str(&p->in.arena, str_of(path));
	o->mime = str_of(EINVOICE_MIME);
	o->sha256 = arena_str(&p->in.arena, str_of(sha256));
	o->bytes = (int64_t)p->document.n;
}

static void
write_way(struct printing *p, struct writing *t, const struct way *w)
{
	struct fault f;
	struct date day;
	const struct einvoice_place *at = place_of(t, w->channel->name);
	buf_reset(&p->document);
	if (w->channel->format == CONF_EFAKTURA) {
		if (at)
			write_place(p, t, at, w->channel);
		else
			write_unfiled(p, t, w);
	} else if (judge_run(t->r, &day, &f) &&
		   make_einvoice(
		       p->g, t->r, w, &p->in.arena, &p->document, &f)) {
		write_file(p, t, w, day);
	} else {
		write_failed(p, t, w->channel, &f);
	}
}

/* ---- one record ------------------------------------------------------ */

/* Claims that one of the ways is by that batch. */
static bool
is_way(const struct way *ways, size_t n, const struct einvoice_place *at)
{
	for (size_t i = 0; i < n; i++)
		if (ways[i].channel->format == CONF_EFAKTURA &&
		    str_eq(ways[i].channel->name, at->channel))
			return true;
	return false;
}

static void
write_section(struct printing *p, const struct writing *t)
{
	const struct record section = { .sefaktura = t->made,
		.sefaktura_n = t->made_n };
	buf_reset(&p->value);
	codec_write(
	    &p->value, field_find(&record_object, str_of(SECTION)), &section);
	rec_write(&p->out.buf, &p->in.rec, TOOL, SECTION,
	    t->made_n ? SECTION : NULL, buf_str(&p->value));
}

/* The ways of its route, and the batches that have it though no way is left. */
static void
write_ours(struct printing *p)
{
	struct fault f;
	size_t n;
	struct arena *a = &p->in.arena;
	struct writing t = { .r = &p->in.rec.r };
	const struct way *ways = judge_ways(p->g, t.r, a, &n);
	must(p->g,
	    einvoices_find(p->g->einvoices, t.r->id, a, &t.at, &t.at_n, &f),
	    &f);
	t.made = arena_zero(a, n + t.at_n + 1, sizeof(*t.made));
	for (size_t i = 0; i < n; i++)
		write_way(p, &t, &ways[i]);
	for (size_t i = 0; i < t.at_n; i++)
		if (!is_way(ways, n, &t.at[i]))
			write_place(p, &t, &t.at[i], NULL);
	write_section(p, &t);
}

static void
write_rejected(struct printing *p, const struct fault *f)
{
	p->tally->rejected++;
	buf_reset(&p->value);
	rec_reject(&p->value, TOOL, f);
	rec_write(&p->out.buf, &p->in.rec, TOOL, SECTION, "rejected",
	    buf_str(&p->value));
}

static void
print_record(struct printing *p)
{
	struct fault f;
	if (is_ours(&p->in.rec)) {
		if (judge_fits(&p->in.rec, &f))
			write_ours(p);
		else
			write_rejected(p, &f);
		return;
	}
	buf_addstr(&p->out.buf, p->in.rec.line);
	buf_addc(&p->out.buf, '\n');
}

static void
print_seal(struct printing *p)
{
	struct fault f;
	if (!home_barrier(&p->g->home, &f))
		fault_die(MC_IO, &f);
	if (!seal_files_put(
		&p->out.buf, p->in.rec.line, TOOL, buf_str(&p->files), &f))
		fault_die(MC_BUG, &f);
	buf_reset(&p->files);
	p->segment++;
}

enum mc_status
print_spool(
    const struct sefaktura_cmd *g, const struct spool *spool, struct tally *t)
{
	struct printing p = { .g = g,
		.tally = t,
		.value = BUF_INIT(1 << 20),
		.document = BUF_INIT(DOCUMENT_MAX),
		.files = BUF_INIT(LINE_MAX_BYTES),
		.segment = 1 };
	enum stream_item item;
	open_spool(g, &p.in, spool);
	out_open(&p.out, STDOUT_FILENO);
	while (!p.out.error && ((item = stream_next(&p.in)) == STREAM_RECORD ||
				   item == STREAM_SEAL)) {
		if (item == STREAM_RECORD)
			print_record(&p);
		else
			print_seal(&p);
		out_keep_up(&p.out);
	}
	enum mc_status status = out_end(&p.out, p.in.status);
	buf_free(&p.value);
	buf_free(&p.document);
	buf_free(&p.files);
	free(p.list);
	arena_free(&p.arena);
	stream_close(&p.in);
	return status;
}
