/* SPDX-License-Identifier: ISC */
#include "model/einvoice.h"
#include "sefaktura_cmd.h"
#include "stream/codec.h"

struct printing {
	struct sefaktura_cmd *g;
	struct batcher_print *p;
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

static void
must(const struct printing *x, bool ok, const struct fault *f)
{
	if (!ok)
		fault_die(filed_status(einvoices_filed(x->g->einvoices)), f);
}

static struct batcher_known *
known_of(const struct printing *x, int64_t row)
{
	struct fault f;
	struct batcher_known *k = batcher_known(x->p, row, &f);
	must(x, k != NULL, &f);
	return k;
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
write_failed(const struct printing *x, struct writing *t,
    const struct conf_channel *c, const struct fault *f)
{
	x->g->tally.failed++;
	next(t, c->name)->failed = fault_words(f, c, &x->p->in.arena);
}

/*
 * Its place in a batch, or why it stands there as another document. way: the
 * channel of a way of the route, NULL when it has none by it any longer.
 */
static void
write_place(const struct printing *x, struct writing *t,
    const struct einvoice_place *at, const struct conf_channel *way)
{
	struct fault f;
	struct batcher_known *k = known_of(x, at->file);
	struct str sha256 = t->r->source ? t->r->source->sha256 : str_of("");
	if (!str_eq(at->sha256, sha256)) {
		fault_set(&f, "/id", "id-reused",
		    "an earlier run put another document of this id into %.*s",
		    STR_ARG(k->name));
		if (way)
			write_failed(x, t, way, &f);
		return;
	}
	batcher_seal(x->p, k);
	x->g->tally.filed++;
	t->before = true;
	struct output *o = next(t, at->channel);
	o->path = k->file.path;
	o->mime = str_of(EINVOICE_MIME);
	o->sha256 = k->file.sha256;
	o->bytes = k->file.bytes;
	o->batch = k->name;
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
write_unfiled(const struct printing *x, struct writing *t, const struct way *w)
{
	struct fault f;
	struct date day;
	bool before = t->before || judge_passes(x->g, t->r, w);
	if (t->at_n)
		fault_set(&f, "/id", "batch-twice", "it stands in %.*s already",
		    STR_ARG(known_of(x, t->at[0].file)->name));
	else if (judge_batch(t->r, w, before, &f) &&
		 batcher_day(t->r, SECTION, &day, &f) &&
		 make_einvoice(
		     x->g, t->r, w, &x->p->in.arena, &x->g->document, &f))
		die(MC_BUG, "a document was not filed");
	write_failed(x, t, w->channel, &f);
}

/* A file that cannot be written is no fault of the record: the run ends. */
static void
write_file(const struct printing *x, struct writing *t, const struct way *w,
    struct date day)
{
	struct fault f;
	char path[ARTEFACT_PATH], sha256[SHA256_HEX];
	const char *kind =
	    w->channel->format == CONF_PEPPOL ? "peppol" : "svefaktura";
	if (!artefact_put(&x->g->home, day, kind, t->r->id, "xml",
		x->g->document.p, x->g->document.n, path, sha256, &f))
		fault_die(MC_IO, &f);
	x->g->tally.made++;
	t->before = true;
	struct output *o = next(t, w->channel->name);
	o->path = arena_str(&x->p->in.arena, str_of(path));
	o->mime = str_of(EINVOICE_MIME);
	o->sha256 = arena_str(&x->p->in.arena, str_of(sha256));
	o->bytes = (int64_t)x->g->document.n;
}

static void
write_way(const struct printing *x, struct writing *t, const struct way *w)
{
	struct fault f;
	struct date day;
	const struct einvoice_place *at = place_of(t, w->channel->name);
	buf_reset(&x->g->document);
	if (w->channel->format == CONF_EFAKTURA) {
		if (at)
			write_place(x, t, at, w->channel);
		else
			write_unfiled(x, t, w);
	} else if (batcher_day(t->r, SECTION, &day, &f) &&
		   make_einvoice(
		       x->g, t->r, w, &x->p->in.arena, &x->g->document, &f)) {
		write_file(x, t, w, day);
	} else {
		write_failed(x, t, w->channel, &f);
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
write_section(const struct printing *x, const struct writing *t)
{
	const struct record section = { .sefaktura = t->made,
		.sefaktura_n = t->made_n };
	if (t->made_n)
		codec_write(&x->p->value,
		    field_find(&record_object, str_of(SECTION)), &section);
	batcher_write(x->p);
}

/* The ways of its route, and the batches that have it though no way is left. */
static void
write_ours(const struct printing *x)
{
	struct fault f;
	size_t n;
	struct arena *a = &x->p->in.arena;
	struct writing t = { .r = &x->p->in.rec.r };
	const struct way *ways = judge_ways(x->g, t.r, a, &n);
	must(x, einvoices_find(x->g->einvoices, t.r->id, a, &t.at, &t.at_n, &f),
	    &f);
	t.made = arena_zero(a, n + t.at_n + 1, sizeof(*t.made));
	for (size_t i = 0; i < n; i++)
		write_way(x, &t, &ways[i]);
	for (size_t i = 0; i < t.at_n; i++)
		if (!is_way(ways, n, &t.at[i]))
			write_place(x, &t, &t.at[i], NULL);
	write_section(x, &t);
}

void
print_record(void *arg, struct batcher_print *p)
{
	struct fault f;
	const struct printing x = { arg, p };
	if (batcher_fits(&p->in.rec, &f)) {
		write_ours(&x);
		return;
	}
	x.g->tally.rejected++;
	batcher_reject(p, &f);
}
