/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "batcher_step.h"
#include "spooled.h"

/* What the database says of its last step. */
static enum mc_status
result(const struct batcher_files *x, bool ok)
{
	enum mc_status status = filed_status(x->batcher->filed);
	if (ok)
		return MC_OK;
	return status == MC_OK ? MC_BUG : status;
}

/* ---- files ----------------------------------------------------------- */

static bool
is_for(const struct batcher_file *m, const struct batcher_key *k)
{
	return str_eq(m->row.scheme, k->scheme) &&
	       str_eq(m->row.sender, k->sender) && str_eq(m->row.run, k->run) &&
	       date_cmp(m->day, k->day) == 0;
}

/* Its last step is the readable part of the file's name. */
static struct str
id_of(struct batcher_files *x, const struct batch_row *row)
{
	const struct batcher *b = x->batcher;
	struct str scheme = b->channels ? row->scheme : str_of("");
	return arena_printf(&x->arena, "%.*s/%.*s/%s%.*s%s%.*s-%.*s",
	    STR_ARG(row->sender), STR_ARG(row->scheme),
	    b->home->test ? "test-" : "", STR_ARG(row->sender),
	    b->channels ? "-" : "", STR_ARG(scheme), STR_ARG(row->run));
}

static enum mc_status
begin(struct batcher_files *x, struct batcher_file *m, struct fault *f)
{
	struct filed *d = x->batcher->filed;
	if (!filed_open(d, &m->batch, id_of(x, &m->row), f))
		return MC_CREATE;
	return result(x, filed_add(d, &m->row, f));
}

struct batcher_file *
batcher_file(struct batcher_files *x, const struct batcher_key *k,
    enum mc_status *status, struct fault *f)
{
	for (size_t i = 0; i < x->n; i++)
		if (is_for(x->list[i], k))
			return x->list[i];
	struct batcher_file *m = arena_zero(&x->arena, 1, sizeof(*m));
	m->row.scheme = arena_str(&x->arena, k->scheme);
	m->row.sender = arena_str(&x->arena, k->sender);
	m->row.run = arena_str(&x->arena, k->run);
	m->row.currency = arena_str(&x->arena, k->currency);
	m->day = k->day;
	x->list = xrealloc(x->list, (x->n + 1) * sizeof(*x->list));
	x->list[x->n++] = m; /* from here on it is dropped with the others */
	*status = begin(x, m, f);
	return *status == MC_OK ? m : NULL;
}

/* ---- records --------------------------------------------------------- */

static enum mc_status
file_items(struct batcher_files *x, struct stream *in, struct fault *f)
{
	const struct batcher *b = x->batcher;
	enum stream_item item;
	enum mc_status status = MC_OK;
	while (status == MC_OK && ((item = stream_next(in)) == STREAM_RECORD ||
				      item == STREAM_SEAL))
		if (item == STREAM_RECORD && batcher_is_ours(b, &in->rec))
			status = b->file(b->arg, x, in, f);
	return status;
}

static enum mc_status
file_records(
    struct batcher_files *x, const struct spool *spool, struct fault *f)
{
	struct stream in;
	spooled_open(&in, spool, x->batcher->reads);
	enum mc_status status = file_items(x, &in, f);
	if (in.status != MC_OK) {
		fault_set(f, "", "spool", "cannot be read again");
		status = in.status;
	}
	stream_close(&in);
	return status;
}

/* ---- the commit ------------------------------------------------------ */

static enum mc_status
end(struct batcher_files *x, struct batcher_file *m, struct fault *f)
{
	const struct batcher *b = x->batcher;
	enum mc_status status = b->end ? b->end(b->arg, m, f) : MC_OK;
	if (status != MC_OK)
		return status;
	if (!batch_end(&m->batch, m->day, b->kind, b->ext, f))
		return MC_IO;
	m->row.path = str_of(m->batch.path);
	m->row.sha256 = str_of(m->batch.sha256);
	m->row.bytes = m->batch.bytes;
	return result(x, filed_end(b->filed, &m->row, m->batch.temp, f));
}

/* All of it within the transaction; *noted: the database may have it. */
static enum mc_status
fill(struct batcher_files *x, const struct spool *spool, bool *noted,
    struct fault *f)
{
	enum mc_status status = file_records(x, spool, f);
	for (size_t i = 0; status == MC_OK && i < x->n; i++)
		status = end(x, x->list[i], f);
	if (status != MC_OK)
		return status;
	/* one that fails may be found done by who opens the database next */
	*noted = true;
	return result(x, filed_commit(x->batcher->filed, f));
}

static void
release(struct batcher_files *x, bool noted)
{
	for (size_t i = 0; i < x->n; i++) {
		if (noted)
			batch_close(&x->list[i]->batch);
		else
			batch_drop(&x->list[i]->batch);
	}
	free(x->list);
	arena_free(&x->arena);
}

static enum mc_status
file_locked(struct batcher_files *x, const struct spool *spool, struct fault *f)
{
	const struct batcher *b = x->batcher;
	bool noted = false;
	enum mc_status status = fill(x, spool, &noted, f);
	if (status != MC_OK)
		filed_rollback(b->filed);
	for (size_t i = 0; status == MC_OK && i < x->n; i++)
		b->tell(b->arg, x->list[i]);
	release(x, noted);
	return status;
}

enum mc_status
batcher_file_all(const struct batcher *b, const struct spool *spool)
{
	struct fault f;
	struct batcher_files x = { .batcher = b };
	enum mc_status status = result(&x, filed_begin(b->filed, &f));
	if (status == MC_OK)
		status = file_locked(&x, spool, &f);
	if (status == MC_OK)
		status = result(&x, filed_finish(b->filed, &f));
	if (status != MC_OK)
		fault_warn(&f);
	return status;
}
