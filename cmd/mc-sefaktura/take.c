/* SPDX-License-Identifier: ISC */
#include "model/section.h"
#include "sefaktura_cmd.h"
#include "stream/seal_files.h"

static enum mc_status
damaged(const struct stream *in, const struct fault *f, enum mc_status status)
{
	stream_complain(in, f);
	return status;
}

/* Whether a record of ours can be taken at all. */
static enum mc_status
check_record(const struct sefaktura_cmd *g, const struct stream *in)
{
	struct fault f;
	const struct record *r = &in->rec.r;
	if (!r->route) {
		section_missing(&f, "route");
		return damaged(in, &f, MC_DATA);
	}
	for (size_t i = 0; i < r->route->presentation_n; i++) {
		struct str name = r->route->presentation[i].channel;
		if (conf_find_channel(&g->conf, name))
			continue;
		fault_set(&f, "/route/presentation", "channel",
		    "the configuration has no channel '%.*s'",
		    name.n > 64 ? 64 : (int)name.n, name.p);
		return damaged(in, &f, MC_CONFIG);
	}
	return MC_OK;
}

/* A batch may take it; whether it can be made is found out in time. */
static void
count(const struct sefaktura_cmd *g, struct stream *in, struct tally *t)
{
	struct fault f;
	size_t n;
	const struct record *r = &in->rec.r;
	const struct way *ways = judge_ways(g, r, &in->arena, &n);
	for (size_t i = 0; i < n; i++)
		t->batched +=
		    ways[i].channel->format == CONF_EFAKTURA &&
		    judge_batch(r, &ways[i], judge_passes(g, r, &ways[i]), &f);
}

static enum mc_status
take_record(const struct sefaktura_cmd *g, struct stream *in,
    struct spool *spool, struct tally *t)
{
	enum mc_status status = MC_OK;
	if (is_ours(&in->rec)) {
		status = check_record(g, in);
		if (status == MC_OK)
			count(g, in, t);
	}
	spool_add(spool, in->rec.line);
	return status;
}

/* That the files can be set later is known now. */
static enum mc_status
take_seal(const struct stream *in, struct spool *spool)
{
	struct fault f;
	struct buf line = BUF_INIT(2 * (size_t)LINE_MAX_BYTES);
	bool ok = seal_files_put(
	    &line, in->rec.line, TOOL, (struct str){ NULL, 0 }, &f);
	buf_free(&line);
	spool_add(spool, in->rec.line);
	return ok ? MC_OK : damaged(in, &f, MC_DATA);
}

enum mc_status
take_stream(const struct sefaktura_cmd *g, char *const *paths, int n,
    struct spool *spool, struct tally *t)
{
	struct fault f;
	struct stream in;
	enum stream_item item;
	enum mc_status status = MC_OK;
	if (!stream_open(&in, paths, n, g->reads, true)) {
		stream_close(&in);
		return in.status;
	}
	while (status == MC_OK && ((item = stream_next(&in)) == STREAM_RECORD ||
				      item == STREAM_SEAL))
		status = item == STREAM_RECORD ? take_record(g, &in, spool, t)
					       : take_seal(&in, spool);
	if (status == MC_OK)
		status = in.status;
	stream_close(&in);
	if (status == MC_OK && !spool_flush(spool, &f)) {
		fault_warn(&f);
		return MC_IO;
	}
	return status;
}

void
open_spool(
    const struct sefaktura_cmd *g, struct stream *in, const struct spool *spool)
{
	char path[PATH_MAX];
	char *paths[] = { path };
	memcpy(path, spool->path, sizeof(path));
	if (!stream_open(in, paths, 1, g->reads, false))
		die(in->status, "the spool cannot be read again");
}
