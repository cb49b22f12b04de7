/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "guard.h"

enum { CHUNK = 256 * 1024 };

/*
 * Records run ahead, up to the first seal. From there on all waits in a file
 * without a name, for no seal may go on before the end of the input has been
 * judged, and a seal stands right behind its records.
 */
struct passing {
	struct guard *guard;
	struct stream stream;
	struct figures figures;
	struct out out; /* standard output */
	struct out later; /* what waits */
	bool waits; /* it is open */
	int64_t at; /* bytes put there */
	struct mark {
		int64_t from, to;
	} * seals; /* where seals stand in it */
	size_t seals_n;
	struct arena arena; /* owns them */
};

static enum mc_status
failed(const char *what, int error)
{
	msg_warn("%s: %s", what, strerror(error));
	return MC_IO;
}

static void
put_line(struct out *out, struct str line)
{
	buf_addstr(&out->buf, line);
	buf_addc(&out->buf, '\n');
	out_keep_up(out);
}

static enum mc_status
open_later(struct passing *p)
{
	char path[PATH_MAX];
	struct fault f;
	if (p->waits)
		return MC_OK;
	int fd = -1;
	if (!home_join(&p->guard->home, str_of("spool"), path, &f))
		fault_warn(&f);
	else if ((fd = file_nameless(path)) < 0)
		msg_warn("%s: %s", path, strerror(errno));
	if (fd < 0)
		return MC_CREATE;
	p->waits = true;
	out_open(&p->later, fd);
	return MC_OK;
}

static enum mc_status
take_record(struct passing *p)
{
	struct fault f;
	struct str line = p->stream.rec.line;
	enum mc_status status = figures_add(&p->figures, &p->stream.rec, &f);
	if (status != MC_OK) {
		stream_complain(&p->stream, &f);
		return status;
	}
	put_line(p->waits ? &p->later : &p->out, line);
	if (p->waits)
		p->at += (int64_t)line.n + 1;
	if (p->later.error)
		return failed("spool", p->later.error);
	return p->out.error ? MC_IO : MC_OK;
}

static enum mc_status
take_seal(struct passing *p)
{
	struct str line = p->stream.rec.line;
	enum mc_status status = open_later(p);
	if (status != MC_OK)
		return status;
	put_line(&p->later, line);
	p->seals =
	    arena_extend(&p->arena, p->seals, p->seals_n, sizeof(*p->seals));
	p->seals[p->seals_n].from = p->at;
	p->at += (int64_t)line.n + 1;
	p->seals[p->seals_n++].to = p->at;
	return p->later.error ? failed("spool", p->later.error) : MC_OK;
}

/* Reads all of the stream. */
static enum mc_status
take_stream(struct passing *p)
{
	enum mc_status status = MC_OK;
	while (status == MC_OK) {
		switch (stream_next(&p->stream)) {
		case STREAM_RECORD:
			status = take_record(p);
			break;
		case STREAM_SEAL:
			status = take_seal(p);
			break;
		case STREAM_END:
			return MC_OK;
		case STREAM_FAULT:
			return p->stream.status;
		}
	}
	return status;
}

/* Prints what waits in that range. */
static enum mc_status
print_range(struct passing *p, int64_t at, int64_t to)
{
	while (at < to && !p->out.error) {
		size_t n = to - at < CHUNK ? (size_t)(to - at) : CHUNK;
		if (!buf_room(&p->out.buf, n))
			return failed("spool", ENOMEM);
		if (!file_read_at(
			p->later.fd, p->out.buf.p + p->out.buf.n, n, at))
			return failed("spool", errno);
		p->out.buf.n += n;
		at += (int64_t)n;
		out_keep_up(&p->out);
	}
	return MC_OK;
}

/* Prints what waits, with or without the seals. */
static enum mc_status
print_later(struct passing *p, bool sealed)
{
	int64_t at = 0;
	enum mc_status status = MC_OK;
	if (sealed)
		return print_range(p, 0, p->at);
	for (size_t i = 0; i < p->seals_n && status == MC_OK; i++) {
		status = print_range(p, at, p->seals[i].from);
		at = p->seals[i].to;
	}
	return status;
}

/* Everything has come: judges, and lets it go on or not. */
static enum mc_status
settle(struct passing *p)
{
	/* what cannot be printed any more is no run that went on */
	if (!out_flush(&p->out))
		return MC_IO;
	if (!out_flush(&p->later))
		return failed("spool", p->later.error);
	enum mc_status status = verdict(p->guard, &p->figures);
	if (status != MC_OK && status != MC_DATA)
		return status;
	enum mc_status printed = print_later(p, status == MC_OK);
	return printed != MC_OK ? printed : status;
}

enum mc_status
pass(struct guard *g, char *const *paths, int n)
{
	struct passing p = { .guard = g, .figures = { .conf = &g->conf } };
	enum mc_status status;

	if (!stream_open(&p.stream, paths, n, figures_reads(), true)) {
		stream_close(&p.stream);
		return p.stream.status;
	}
	out_open(&p.out, STDOUT_FILENO);
	status = take_stream(&p);
	if (status == MC_OK)
		status = settle(&p);
	status = out_end(&p.out, status);
	if (p.waits) {
		buf_free(&p.later.buf);
		close(p.later.fd);
	}
	arena_free(&p.arena);
	figures_free(&p.figures);
	stream_close(&p.stream);
	return status;
}
