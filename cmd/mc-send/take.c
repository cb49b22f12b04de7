/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <unistd.h>

#include "base/hash.h"
#include "model/section.h"
#include "send.h"

enum { RUN_HEX = 12 };

struct take {
	const struct send *send;
	struct stream stream;
	struct spool *spool;
	char run[RUN_HEX + 1]; /* of the first record that has one */
	unsigned __int128 digest; /* sum over the seals */
};

/* A name that a record gives is a file's name only if it is a run id. */
static void
note_run(struct take *t, const struct run *run)
{
	unsigned char bytes[RUN_HEX / 2];
	if (t->run[0] || !run || !hex_parse(run->id, bytes, sizeof(bytes)))
		return;
	hex_format(bytes, sizeof(bytes), t->run);
}

static enum mc_status
damaged(const struct stream *s, const struct fault *f, enum mc_status status)
{
	stream_complain(s, f);
	return status;
}

/* Claims that all channels of the route are there. */
static bool
channels_known(const struct conf *c, const struct record *r, struct fault *f)
{
	for (size_t i = 0; r->route && i < r->route->presentation_n; i++) {
		struct str name = r->route->presentation[i].channel;
		if (!conf_find_channel(c, name))
			return fault_set(f, "/route/presentation", "channel",
			    "the configuration has no channel '%.*s'",
			    name.n > 64 ? 64 : (int)name.n, name.p);
	}
	return true;
}

enum mc_status
take_check(const struct send *s, const struct stream *in)
{
	struct fault f;
	const char *lacks = record_lacks(&in->rec);
	if (lacks) {
		section_missing(&f, lacks);
		return damaged(in, &f, MC_DATA);
	}
	if (record_fate(&in->rec, &f) == FATE_SEND &&
	    !channels_known(&s->conf, &in->rec.r, &f))
		return damaged(in, &f, MC_CONFIG);
	return MC_OK;
}

static enum mc_status
take_record(struct take *t)
{
	enum mc_status status = take_check(t->send, &t->stream);
	note_run(t, t->stream.rec.r.run);
	spool_add(t->spool, t->stream.rec.line);
	return status;
}

/* Batch files are not sent yet; to pass them over would be to lose them. */
static enum mc_status
take_seal(struct take *t)
{
	struct fault f;
	struct str files = t->stream.said.files;
	if (files.n > 2 &&
	    str_trim((struct str){ files.p + 1, files.n - 2 }).n) {
		fault_set(&f, "/end/files", "seal",
		    "there is no channel for batch files");
		return damaged(&t->stream, &f, MC_DATA);
	}
	t->digest += t->stream.said.digest;
	spool_add(t->spool, t->stream.rec.line);
	return MC_OK;
}

static enum mc_status
take_lines(struct take *t)
{
	enum mc_status status = MC_OK;
	while (status == MC_OK) {
		switch (stream_next(&t->stream)) {
		case STREAM_RECORD:
			status = take_record(t);
			break;
		case STREAM_SEAL:
			status = take_seal(t);
			break;
		case STREAM_END:
			return MC_OK;
		case STREAM_FAULT:
			return t->stream.status;
		}
	}
	return status;
}

static enum mc_status
commit(struct take *t)
{
	struct fault f;
	char stem[SPOOL_NAME];
	snprintf(stem, sizeof(stem), "%s-%016llx", t->run[0] ? t->run : "run",
	    (unsigned long long)(t->digest >> 64));
	if (spool_commit(t->spool, stem, &f))
		return MC_OK;
	fault_warn(&f);
	return MC_IO;
}

enum mc_status
take_stream(
    const struct send *s, char *const *paths, int n, struct spool *spool)
{
	struct fault f;
	struct take t = { .send = s, .spool = spool };
	enum mc_status status;

	if (!stream_open(&t.stream, paths, n, SEND_READS, true)) {
		status = t.stream.status;
		stream_close(&t.stream);
		return status;
	}
	if (!spool_new(spool, &s->home, &f))
		fault_die(MC_CREATE, &f);
	status = take_lines(&t);
	if (status == MC_OK)
		status = commit(&t);
	if (status != MC_OK)
		spool_remove(spool);
	stream_close(&t.stream);
	return status;
}
