/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "model/currency.h"
#include "sefaktura_cmd.h"

enum { TOTALS_MAX = 4096 };

/* A file that is being made: one for each sender, channel and run. */
struct making {
	struct str sender, channel, run, at;
	struct date day;
	struct batch batch;
	struct batch_row file;
	struct seal sum; /* of its documents */
};

struct filing {
	const struct sefaktura_cmd *g;
	struct tally *tally;
	struct making **list;
	size_t n;
	bool noted; /* the database may have them */
	struct arena arena; /* of what the list holds */
	struct buf document, piece;
	enum mc_status status;
	struct fault fault; /* with the status */
};

/* Notes the first thing that went wrong; false. */
static bool
fail(struct filing *x, enum mc_status status)
{
	if (x->status == MC_OK)
		x->status = status;
	return false;
}

static bool
fail_db(struct filing *x)
{
	return fail(x, filed_status(einvoices_filed(x->g->einvoices)));
}

/* ---- files ----------------------------------------------------------- */

static bool
put_head(struct filing *x, struct making *m, const struct way *w)
{
	const struct batch_head head = { .test = x->g->home.test,
		.channel = m->channel,
		.sender = m->sender,
		.fui = w->sender->efaktura.fui,
		.run = m->run,
		.at = m->at };
	buf_reset(&x->piece);
	if (!batch_xml_open(&x->piece, &head)) {
		fault_set(
		    &x->fault, "", "batch", "a name that XML cannot hold");
		return fail(x, MC_BUG);
	}
	batch_add(&m->batch, x->piece.p, x->piece.n);
	return true;
}

/* Begins the file; the last step of its id is the readable part of its name. */
static bool
begin(struct filing *x, struct making *m, const struct way *w)
{
	m->file = (struct batch_row){ .scheme = m->channel,
		.sender = m->sender,
		.run = m->run,
		.currency = str_of("") };
	struct str id = arena_printf(&x->arena, "%.*s/%.*s/%s%.*s-%.*s-%.*s",
	    STR_ARG(m->sender), STR_ARG(m->channel),
	    x->g->home.test ? "test-" : "", STR_ARG(m->sender),
	    STR_ARG(m->channel), STR_ARG(m->run));
	x->n++; /* from here on it is dropped with the others */
	if (!batch_open(&m->batch, &x->g->home, EINVOICES_NAME, id, &x->fault))
		return fail(x, MC_CREATE);
	if (!filed_add(einvoices_filed(x->g->einvoices), &m->file, &x->fault))
		return fail_db(x);
	return put_head(x, m, w);
}

/* The file of that sender, channel and run, or NULL. */
static struct making *
making_of(struct filing *x, const struct record *r, const struct way *w,
    struct date day)
{
	for (size_t i = 0; i < x->n; i++) {
		struct making *m = x->list[i];
		if (str_eq(m->sender, w->sender->key) &&
		    str_eq(m->channel, w->channel->name) &&
		    str_eq(m->run, r->run->id) && date_cmp(m->day, day) == 0)
			return m;
	}
	x->list = xrealloc(x->list, (x->n + 1) * sizeof(struct making *));
	struct making *m = arena_zero(&x->arena, 1, sizeof(*m));
	x->list[x->n] = m;
	m->sender = arena_str(&x->arena, w->sender->key);
	m->channel = arena_str(&x->arena, w->channel->name);
	m->run = arena_str(&x->arena, r->run->id);
	m->at = arena_str(&x->arena, r->run->at);
	m->day = day;
	return begin(x, m, w) ? m : NULL;
}

/* ---- documents ------------------------------------------------------- */

/* Adds the document that stands in x->document. */
static bool
add(struct filing *x, const struct record *r, const struct way *w,
    struct date day)
{
	struct making *m = making_of(x, r, w, day);
	if (!m)
		return false;
	const struct einvoice_place at = { .channel = m->channel,
		.sha256 = r->source ? r->source->sha256 : str_of(""),
		.file = m->file.row,
		.position = ++m->file.records };
	buf_reset(&x->piece);
	if (!batch_xml_document(&x->piece, at.position, variant_fmi(x->g, w),
		buf_str(&x->document)) ||
	    !seal_add(&m->sum, r, &x->fault)) {
		fault_set(&x->fault, "", "batch", "the batch is too large");
		return fail(x, MC_DATA);
	}
	batch_add(&m->batch, x->piece.p, x->piece.n);
	x->tally->now++;
	return einvoices_add(x->g->einvoices, r->id, &at, &x->fault) ||
	       fail_db(x);
}

/*
 * Files the record where a batch is the first of its ways that can be gone; a
 * way by a file of its own can be when that can be made. What stands in a
 * batch is put into no other.
 */
static bool
file_ways(struct filing *x, const struct record *r, struct arena *a,
    const struct way *ways, size_t n)
{
	struct fault f;
	struct date day;
	struct einvoice_place *at;
	size_t at_n;
	if (!einvoices_find(x->g->einvoices, r->id, a, &at, &at_n, &x->fault))
		return fail_db(x);
	for (size_t i = 0; i < n && !at_n; i++) {
		const struct way *w = &ways[i];
		bool batch = w->channel->format == CONF_EFAKTURA;
		if (batch &&
		    (!judge_batch(r, w, judge_passes(x->g, r, w), &f) ||
			!judge_run(r, &day, &f)))
			return true;
		buf_reset(&x->document);
		if (make_einvoice(x->g, r, w, a, &x->document, &f))
			return !batch || add(x, r, w, day);
	}
	return true;
}

static bool
file_record(struct filing *x, struct stream *in)
{
	size_t n;
	bool any = false;
	if (!is_ours(&in->rec) || !judge_fits(&in->rec, NULL))
		return true;
	const struct way *ways = judge_ways(x->g, &in->rec.r, &in->arena, &n);
	for (size_t i = 0; i < n; i++)
		any = any || ways[i].channel->format == CONF_EFAKTURA;
	return !any || file_ways(x, &in->rec.r, &in->arena, ways, n);
}

static bool
file_records(struct filing *x, const struct spool *spool)
{
	struct stream in;
	enum stream_item item;
	bool ok = true;
	open_spool(x->g, &in, spool);
	while (ok && ((item = stream_next(&in)) == STREAM_RECORD ||
			 item == STREAM_SEAL))
		if (item == STREAM_RECORD)
			ok = file_record(x, &in);
	if (in.status != MC_OK) {
		fault_set(&x->fault, "", "spool", "cannot be read again");
		ok = fail(x, in.status);
	}
	stream_close(&in);
	return ok;
}

/* ---- the commit ------------------------------------------------------ */

static void
put_totals(const struct seal *sum, struct buf *b)
{
	char text[DEC_TEXT];
	buf_addc(b, '{');
	for (size_t i = 0; i < sum->totals_n; i++) {
		const struct seal_total *t = &sum->totals[i];
		dec_format(
		    dec_tidy(t->sum, currency_decimals(str_of(t->currency))),
		    text);
		buf_printf(
		    b, "%s\"%s\":\"%s\"", i ? "," : "", t->currency, text);
	}
	buf_addc(b, '}');
}

static bool
end(struct filing *x, struct making *m)
{
	buf_reset(&x->piece);
	batch_xml_close(&x->piece);
	batch_add(&m->batch, x->piece.p, x->piece.n);
	if (!batch_end(&m->batch, m->day, "efaktura", "xml", &x->fault))
		return fail(x, MC_IO);
	m->file.path = str_of(m->batch.path);
	m->file.sha256 = str_of(m->batch.sha256);
	m->file.bytes = m->batch.bytes;
	buf_reset(&x->piece);
	put_totals(&m->sum, &x->piece);
	return (filed_end(einvoices_filed(x->g->einvoices), &m->file,
		    m->batch.temp, &x->fault) &&
		   einvoices_add_totals(x->g->einvoices, m->file.row,
		       buf_str(&x->piece), &x->fault)) ||
	       fail_db(x);
}

/* All of it within the transaction. */
static bool
fill(struct filing *x, const struct spool *spool)
{
	bool ok = file_records(x, spool);
	for (size_t i = 0; ok && i < x->n; i++)
		ok = end(x, x->list[i]);
	/* one that fails may be found done by who opens the database next */
	x->noted = ok;
	return ok &&
	       (filed_commit(einvoices_filed(x->g->einvoices), &x->fault) ||
		   fail_db(x));
}

static void
release(struct filing *x)
{
	for (size_t i = 0; i < x->n; i++) {
		if (x->noted)
			batch_close(&x->list[i]->batch);
		else
			batch_drop(&x->list[i]->batch);
	}
	free(x->list);
	arena_free(&x->arena);
	buf_free(&x->document);
	buf_free(&x->piece);
}

enum mc_status
file_spool(
    const struct sefaktura_cmd *g, const struct spool *spool, struct tally *t)
{
	struct filing x = { .g = g,
		.tally = t,
		.document = BUF_INIT(DOCUMENT_MAX),
		.piece = BUF_INIT(DOCUMENT_MAX + TOTALS_MAX) };
	bool ok =
	    filed_begin(einvoices_filed(g->einvoices), &x.fault) || fail_db(&x);
	bool begun = ok;
	ok = ok && fill(&x, spool);
	if (begun && !ok)
		filed_rollback(einvoices_filed(g->einvoices));
	for (size_t i = 0; ok && i < x.n; i++)
		msg_info("%s: %lld documents", x.list[i]->batch.path,
		    (long long)x.list[i]->file.records);
	release(&x);
	if (ok)
		ok = filed_finish(einvoices_filed(g->einvoices), &x.fault) ||
		     fail_db(&x);
	if (!ok)
		fault_warn(&x.fault);
	return x.status;
}
