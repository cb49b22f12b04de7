/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "batcher_step.h"
#include "spooled.h"
#include "stream/seal_files.h"

enum { VALUE_MAX = 1 << 20 };

/* ---- files ----------------------------------------------------------- */

struct batcher_known *
batcher_known(struct batcher_print *p, int64_t row, struct fault *f)
{
	const struct batcher *b = p->batcher;
	struct batcher_known k = { .segment = 0 };
	for (size_t i = p->n; i-- > 0;) /* the newest is the likeliest */
		if (p->list[i].file.row == row)
			return &p->list[i];
	if (!filed_of(b->filed, row, &k.file, &p->arena, f) ||
	    !b->totals(b->arg, &k.file, &k.totals, &p->arena, f))
		return NULL;
	k.name = str_base(k.file.path);
	p->list = xrealloc(p->list, (p->n + 1) * sizeof(*p->list));
	p->list[p->n] = k;
	return &p->list[p->n++];
}

void
batcher_seal(struct batcher_print *p, struct batcher_known *k)
{
	struct buf *b = &p->files;
	if (k->segment == p->segment)
		return;
	k->segment = p->segment;
	buf_printf(b, "%s{\"tool\":\"%s\"", b->n ? "," : "", p->batcher->tool);
	if (p->batcher->channels)
		buf_printf(b, ",\"channel\":\"%.*s\"", STR_ARG(k->file.scheme));
	buf_printf(b,
	    ",\"path\":\"%.*s\",\"sha256\":\"%.*s\",\"bytes\":%lld,"
	    "\"records\":%lld,\"totals\":%.*s}",
	    STR_ARG(k->file.path), STR_ARG(k->file.sha256),
	    (long long)k->file.bytes, (long long)k->file.records,
	    STR_ARG(k->totals));
}

/* ---- records --------------------------------------------------------- */

static void
write_member(struct batcher_print *p, const char *name)
{
	const struct batcher *b = p->batcher;
	rec_write(&p->out.buf, &p->in.rec, b->tool, b->section, name,
	    buf_str(&p->value));
}

void
batcher_write(struct batcher_print *p)
{
	write_member(p, p->value.n ? p->batcher->section : NULL);
}

void
batcher_reject(struct batcher_print *p, const struct fault *f)
{
	buf_reset(&p->value);
	rec_reject(&p->value, p->batcher->tool, f);
	write_member(p, "rejected");
}

static void
print_record(struct batcher_print *p)
{
	const struct batcher *b = p->batcher;
	if (batcher_is_ours(b, &p->in.rec)) {
		buf_reset(&p->value);
		b->print(b->arg, p);
		return;
	}
	buf_addstr(&p->out.buf, p->in.rec.line);
	buf_addc(&p->out.buf, '\n');
}

static void
print_seal(struct batcher_print *p)
{
	struct fault f;
	const struct batcher *b = p->batcher;
	if (b->artefacts && !home_barrier(b->home, &f))
		fault_die(MC_IO, &f);
	if (!seal_files_put(
		&p->out.buf, p->in.rec.line, b->tool, buf_str(&p->files), &f))
		fault_die(MC_BUG, &f);
	buf_reset(&p->files);
	p->segment++;
}

/* ---- the whole ------------------------------------------------------- */

enum mc_status
batcher_print_all(const struct batcher *b, const struct spool *spool)
{
	struct batcher_print p = { .batcher = b,
		.value = BUF_INIT(VALUE_MAX),
		.files = BUF_INIT(LINE_MAX_BYTES),
		.segment = 1 };
	enum stream_item item;
	spooled_open(&p.in, spool, b->reads);
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
