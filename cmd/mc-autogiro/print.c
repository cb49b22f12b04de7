/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "autogiro_cmd.h"
#include "base/digit.h"
#include "stream/codec.h"
#include "stream/seal_files.h"

/* A file that records of the stream stand in. */
struct known {
	struct batch_row file;
	struct str batch; /* its name */
	uint64_t segment; /* that last had a record in it, from 1 */
};

struct printing {
	const struct autogiro_cmd *g;
	struct tally *tally;
	struct stream in;
	struct out out;
	struct buf value; /* of a section */
	struct buf files; /* of the segment: objects for its seal */
	uint64_t segment;
	struct known *list;
	size_t n;
	struct arena arena; /* of the list */
};

void
put_money(struct buf *b, int64_t ore)
{
	char text[DEC_TEXT];
	dec_format((struct dec){ .coef = ore, .scale = 2, .set = true }, text);
	buf_adds(b, text);
}

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
	    filed_of(debits_filed(p->g->debits), row, &k->file, &p->arena, &f),
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
	    "%s{\"tool\":\"%s\",\"path\":\"%.*s\",\"sha256\":\"%.*s\","
	    "\"bytes\":%lld,\"records\":%lld,\"totals\":{\"%.*s\":\"",
	    b->n ? "," : "", TOOL, STR_ARG(k->file.path),
	    STR_ARG(k->file.sha256), (long long)k->file.bytes,
	    (long long)k->file.records, STR_ARG(k->file.currency));
	put_money(b, k->file.total);
	buf_adds(b, "\"}}");
}

/* ---- one record ------------------------------------------------------ */

static void
write_filed(struct printing *p, const struct debit_place *at)
{
	struct known *k = known_of(p, at->file);
	struct output o = { .path = k->file.path,
		.sha256 = k->file.sha256,
		.bytes = k->file.bytes,
		.batch = k->batch,
		.position = at->position };
	list_file(p, k);
	p->tally->filed++;
	codec_write_object(&p->value, &output_object, &o);
	rec_write(&p->out.buf, &p->in.rec, TOOL, SECTION, SECTION,
	    buf_str(&p->value));
}

static void
write_failed(struct printing *p, const struct fault *f)
{
	struct output o = { .failed = str_of(f->text) };
	p->tally->failed++;
	codec_write_object(&p->value, &output_object, &o);
	rec_write(&p->out.buf, &p->in.rec, TOOL, SECTION, SECTION,
	    buf_str(&p->value));
}

static void
write_rejected(struct printing *p, const struct fault *f)
{
	p->tally->rejected++;
	rec_reject(&p->value, TOOL, f);
	rec_write(&p->out.buf, &p->in.rec, TOOL, SECTION, "rejected",
	    buf_str(&p->value));
}

static void
write_nothing(struct printing *p)
{
	rec_write(&p->out.buf, &p->in.rec, TOOL, SECTION, NULL,
	    (struct str){ NULL, 0 });
}

static void
write_twice(struct printing *p, const struct debit_place *at)
{
	struct fault f;
	struct str id;
	must(p->g, debits_id(p->g->debits, at, &id, &p->in.arena, &f), &f);
	fault_set(&f, "/route/payment/0", "debit-twice",
	    "%.*s is the same debit: payer, reference and day",
	    id.n > 128 ? 128 : (int)id.n, id.p);
	write_rejected(p, &f);
}

/* What there is to say of a record of ours, by itself and by the database. */
static void
write_ours(struct printing *p, enum fate fate, const struct want *w,
    const struct fault *why)
{
	struct fault f;
	struct debit_place at;
	const struct record *r = &p->in.rec.r;
	struct str sha256 = r->source ? r->source->sha256 : str_of("");
	enum debits_found is =
	    fate == FATE_DEBIT
		? debits_find(p->g->debits, &w->debit, &at, &f)
		: debits_find_id(p->g->debits, r->id, sha256, &at, &f);
	must(p->g, is != DEBITS_FAILED, &f);
	buf_reset(&p->value);
	if (is == DEBITS_FILED)
		write_filed(p, &at);
	else if (is == DEBITS_TWICE)
		write_twice(p, &at);
	else if (is == DEBITS_REUSED) {
		fault_set(&f, "/id", "id-reused",
		    "an earlier run debited another document of this id");
		write_rejected(p, &f);
	} else if (fate == FATE_FAILED)
		write_failed(p, why);
	else if (fate == FATE_REJECTED)
		write_rejected(p, why);
	else if (fate == FATE_NOTHING)
		write_nothing(p);
	else
		die(MC_BUG, "a debit was not filed");
}

static void
print_record(struct printing *p)
{
	struct fault f;
	struct want w;
	enum fate fate = judge(p->g, &p->in.rec, &w, &f);
	if (fate != FATE_FOREIGN) {
		write_ours(p, fate, &w, &f);
		return;
	}
	buf_addstr(&p->out.buf, p->in.rec.line);
	buf_addc(&p->out.buf, '\n');
}

static void
print_seal(struct printing *p)
{
	struct fault f;
	if (!seal_files_put(
		&p->out.buf, p->in.rec.line, TOOL, buf_str(&p->files), &f))
		fault_die(MC_BUG, &f);
	buf_reset(&p->files);
	p->segment++;
}

enum mc_status
print_spool(
    const struct autogiro_cmd *g, const struct spool *spool, struct tally *t)
{
	struct printing p = { .g = g,
		.tally = t,
		.value = BUF_INIT(65536),
		.files = BUF_INIT(LINE_MAX_BYTES),
		.segment = 1 };
	enum stream_item item;
	open_spool(&p.in, spool);
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
	buf_free(&p.files);
	free(p.list);
	arena_free(&p.arena);
	stream_close(&p.in);
	return status;
}
