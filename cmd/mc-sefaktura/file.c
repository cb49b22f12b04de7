/* SPDX-License-Identifier: ISC */
#include "model/currency.h"
#include "sefaktura_cmd.h"

static enum mc_status
result(const struct sefaktura_cmd *g, bool ok)
{
	return ok ? MC_OK : filed_status(einvoices_filed(g->einvoices));
}

/* ---- taking ---------------------------------------------------------- */

/* A batch may take it; whether it can be made is found out in time. */
static bool
wants(const struct sefaktura_cmd *g, struct stream *in)
{
	struct fault f;
	size_t n;
	const struct record *r = &in->rec.r;
	const struct way *ways = judge_ways(g, r, &in->arena, &n);
	for (size_t i = 0; i < n; i++)
		if (ways[i].channel->format == CONF_EFAKTURA &&
		    judge_batch(r, &ways[i], judge_passes(g, r, &ways[i]), &f))
			return true;
	return false;
}

enum mc_status
take_record(void *arg, struct stream *in, bool *wanted, struct fault *f)
{
	const struct sefaktura_cmd *g = arg;
	const struct route *route = in->rec.r.route;
	if (!site_knows(&g->conf, route->presentation, route->presentation_n,
		"/route/presentation", f))
		return MC_CONFIG;
	*wanted = wants(g, in);
	return MC_OK;
}

/* ---- filing ---------------------------------------------------------- */

/* The sum of the file's documents, of each currency. */
static struct seal *
sum_of(const struct batcher_file *m)
{
	return m->own;
}

static bool
put_head(struct sefaktura_cmd *g, struct batcher_file *m,
    const struct record *r, const struct way *w, struct fault *f)
{
	const struct batch_head head = { .test = g->home.test,
		.channel = m->row.scheme,
		.sender = m->row.sender,
		.fui = w->sender->efaktura.fui,
		.run = m->row.run,
		.at = r->run->at };
	buf_reset(&g->piece);
	if (!batch_xml_open(&g->piece, &head))
		return fault_set(f, "", "batch", "a name that XML cannot hold");
	batch_add(&m->batch, g->piece.p, g->piece.n);
	return true;
}

/* The file of sender, channel and run, or NULL with status and fault. */
static struct batcher_file *
file_of(struct sefaktura_cmd *g, struct batcher_files *x,
    const struct record *r, const struct way *w, struct date day,
    enum mc_status *status, struct fault *f)
{
	const struct batcher_key key = { .scheme = w->channel->name,
		.sender = w->sender->key,
		.run = r->run->id,
		.currency = str_of(""),
		.day = day };
	struct batcher_file *m = batcher_file(x, &key, status, f);
	if (!m || m->own)
		return m;
	m->own = arena_zero(&x->arena, 1, sizeof(struct seal));
	if (put_head(g, m, r, w, f))
		return m;
	*status = MC_BUG;
	return NULL;
}

/* Adds the document that stands in g->document. */
static enum mc_status
add(struct sefaktura_cmd *g, struct batcher_files *x, const struct record *r,
    const struct way *w, struct date day, struct fault *f)
{
	enum mc_status status;
	struct batcher_file *m = file_of(g, x, r, w, day, &status, f);
	if (!m)
		return status;
	const struct einvoice_place at = { .channel = m->row.scheme,
		.sha256 = r->source ? r->source->sha256 : str_of(""),
		.file = m->row.row,
		.position = ++m->row.records };
	buf_reset(&g->piece);
	if (!batch_xml_document(&g->piece, at.position, variant_fmi(g, w),
		buf_str(&g->document)) ||
	    !seal_add(sum_of(m), r, f)) {
		fault_set(f, "", "batch", "the batch is too large");
		return MC_DATA;
	}
	batch_add(&m->batch, g->piece.p, g->piece.n);
	g->tally.now++;
	return result(g, einvoices_add(g->einvoices, r->id, &at, f));
}

/*
 * Files the record where a batch is the first of its ways that can be gone; a
 * way by a file of its own can be when that can be made. What stands in a
 * batch is put into no other.
 */
static enum mc_status
file_ways(struct sefaktura_cmd *g, struct batcher_files *x, struct stream *in,
    const struct way *ways, size_t n, struct fault *f)
{
	struct fault why;
	struct date day;
	struct einvoice_place *at;
	size_t at_n;
	const struct record *r = &in->rec.r;
	if (!einvoices_find(g->einvoices, r->id, &in->arena, &at, &at_n, f))
		return result(g, false);
	for (size_t i = 0; i < n && !at_n; i++) {
		const struct way *w = &ways[i];
		bool batch = w->channel->format == CONF_EFAKTURA;
		if (batch && (!judge_batch(r, w, judge_passes(g, r, w), &why) ||
				 !batcher_day(r, SECTION, &day, &why)))
			return MC_OK;
		buf_reset(&g->document);
		if (make_einvoice(g, r, w, &in->arena, &g->document, &why))
			return batch ? add(g, x, r, w, day, f) : MC_OK;
	}
	return MC_OK;
}

enum mc_status
file_record(
    void *arg, struct batcher_files *x, struct stream *in, struct fault *f)
{
	struct sefaktura_cmd *g = arg;
	size_t n;
	bool any = false;
	if (!batcher_fits(&in->rec, NULL))
		return MC_OK;
	const struct way *ways = judge_ways(g, &in->rec.r, &in->arena, &n);
	for (size_t i = 0; i < n; i++)
		any = any || ways[i].channel->format == CONF_EFAKTURA;
	return any ? file_ways(g, x, in, ways, n, f) : MC_OK;
}

/* ---- what it comes to ------------------------------------------------ */

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

enum mc_status
end_file(void *arg, struct batcher_file *m, struct fault *f)
{
	struct sefaktura_cmd *g = arg;
	buf_reset(&g->piece);
	batch_xml_close(&g->piece);
	batch_add(&m->batch, g->piece.p, g->piece.n);
	buf_reset(&g->piece);
	put_totals(sum_of(m), &g->piece);
	return result(g, einvoices_add_totals(
			     g->einvoices, m->row.row, buf_str(&g->piece), f));
}

void
tell_file(void *arg, const struct batcher_file *m)
{
	(void)arg;
	msg_info(
	    "%s: %lld documents", m->batch.path, (long long)m->row.records);
}

bool
file_totals(void *arg, const struct batch_row *file, struct str *totals,
    struct arena *a, struct fault *f)
{
	const struct sefaktura_cmd *g = arg;
	return einvoices_totals(g->einvoices, file->row, totals, a, f);
}
