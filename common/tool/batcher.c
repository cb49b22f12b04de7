/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "batcher_step.h"
#include "model/section.h"
#include "stream/filter.h"
#include "stream/seal_files.h"

enum {
	RUN_HEX = 12,
	/* a line with what is added behind it must still fit */
	LINE_ROOM = LINE_MAX_BYTES - 65536,
};

/* ---- a record -------------------------------------------------------- */

bool
batcher_is_ours(const struct batcher *b, const struct rec *rec)
{
	return filter_names(filter_invoices, rec->r.kind) &&
	       !rec_is_rejected(rec, b->tool);
}

bool
batcher_fits(const struct rec *rec, struct fault *f)
{
	return rec->line.n <= LINE_ROOM ||
	       fault_set(f, "", "size", "the record is over 64 MiB");
}

bool
batcher_day(const struct record *r, const char *section, struct date *day,
    struct fault *f)
{
	unsigned char bytes[RUN_HEX / 2];
	struct instant at;
	char rule[sizeof(f->rule)];
	if (r->run && hex_parse(r->run->id, bytes, sizeof(bytes)) &&
	    instant_parse(&at, r->run->at)) {
		*day = instant_date(at);
		return true;
	}
	snprintf(rule, sizeof(rule), "%s-run", section);
	return fault_set(f, "/run", rule, "no id and time of a run");
}

/* ---- taking ---------------------------------------------------------- */

struct taking {
	const struct batcher *batcher;
	struct stream in;
	struct spool *spool;
	bool wanted; /* some record asks for a place */
};

static enum mc_status
take_record(struct taking *t, struct fault *f)
{
	const struct batcher *b = t->batcher;
	bool wanted = false;
	spool_add(t->spool, t->in.rec.line);
	if (!batcher_is_ours(b, &t->in.rec))
		return MC_OK;
	if (!t->in.rec.r.route) {
		section_missing(f, "route");
		return MC_DATA;
	}
	enum mc_status status = b->take(b->arg, &t->in, &wanted, f);
	t->wanted |= wanted;
	return status;
}

/* That the files can be set later is known now. */
static enum mc_status
take_seal(struct taking *t, struct fault *f)
{
	struct buf line = BUF_INIT(2 * (size_t)LINE_MAX_BYTES);
	bool ok = seal_files_put(&line, t->in.rec.line, t->batcher->tool,
	    (struct str){ NULL, 0 }, f);
	buf_free(&line);
	spool_add(t->spool, t->in.rec.line);
	return ok ? MC_OK : MC_DATA;
}

static enum mc_status
take_items(struct taking *t)
{
	struct fault f;
	enum stream_item item;
	while ((item = stream_next(&t->in)) == STREAM_RECORD ||
	       item == STREAM_SEAL) {
		enum mc_status status = item == STREAM_RECORD
					    ? take_record(t, &f)
					    : take_seal(t, &f);
		if (status != MC_OK) {
			stream_complain(&t->in, &f);
			return status;
		}
	}
	return t->in.status;
}

/* Takes the stream into the spool, checked. */
static enum mc_status
take(struct taking *t, char *const *paths, int n)
{
	struct fault f;
	enum mc_status status = MC_OK;
	if (stream_open(&t->in, paths, n, t->batcher->reads, true))
		status = take_items(t);
	else
		status = t->in.status;
	stream_close(&t->in);
	if (status == MC_OK && !spool_flush(t->spool, &f)) {
		fault_warn(&f);
		return MC_IO;
	}
	return status;
}

/* ---- the whole ------------------------------------------------------- */

enum mc_status
batcher_run(const struct batcher *b, char *const *paths, int n)
{
	struct fault f;
	struct spool spool;
	if (!filed_finish(b->filed, &f))
		fault_die(filed_status(b->filed), &f);
	spool_sweep(b->home);
	if (!spool_new(&spool, b->home, &f))
		fault_die(MC_CREATE, &f);
	struct taking t = { .batcher = b, .spool = &spool };
	enum mc_status status = take(&t, paths, n);
	if (status == MC_OK && t.wanted)
		status = batcher_file_all(b, &spool);
	if (status == MC_OK)
		status = batcher_print_all(b, &spool);
	spool_remove(&spool);
	return status;
}
