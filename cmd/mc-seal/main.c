/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cli.h"
#include "base/msg.h"
#include "stream/stream.h"

static const struct cli_option options[] = {
	{ 'N', "new", NULL,
	    "seal records without one; regular files "
	    "only" },
	{ 'k', "check", NULL, "only hold the stream against its seals" },
	{ 0 },
};

/*
 * Counts all records into one seal. The input is one segment whose old seal,
 * if it must have one, is its last line: an edited stream keeps that line, a
 * cut one has lost it.
 */
struct sealing {
	bool anew, check;
	struct seal counted;
	struct str files; /* of the old seal */
	struct arena arena;
	bool closed; /* the old seal was the last thing read */
	struct out out;
};

static enum mc_status
complain(const struct stream *s, const char *text)
{
	struct fault f;
	fault_set(&f, "", "seal", "%s", text);
	stream_complain(s, &f);
	return MC_DATA;
}

static enum mc_status
take_record(struct sealing *z, const struct stream *s)
{
	struct fault f;
	if (z->closed)
		return complain(s, "a record behind the seal");
	if (!seal_add(&z->counted, &s->rec.r, &f)) {
		stream_complain(s, &f);
		return MC_DATA;
	}
	buf_addstr(&z->out.buf, s->rec.line);
	buf_addc(&z->out.buf, '\n');
	out_keep_up(&z->out);
	return z->out.error ? MC_IO : MC_OK;
}

static enum mc_status
take_seal(struct sealing *z, const struct stream *s)
{
	struct seal old;
	struct fault f;
	if (z->anew)
		return complain(s, "there is a seal already");
	if (z->closed)
		return complain(s, "a second seal");
	if (!seal_parse(&old, s->rec.line, &f)) {
		stream_complain(s, &f);
		return MC_DATA;
	}
	z->files = arena_str(&z->arena, old.files);
	z->closed = true;
	return MC_OK;
}

static enum mc_status
seal_all(struct sealing *z, struct stream *s)
{
	enum mc_status status = MC_OK;
	enum stream_item item;
	while (status == MC_OK && ((item = stream_next(s)) == STREAM_RECORD ||
				      item == STREAM_SEAL))
		status =
		    item == STREAM_SEAL ? take_seal(z, s) : take_record(z, s);
	if (status == MC_OK)
		status = s->status;
	if (status == MC_OK && !z->anew && !z->closed)
		status = complain(s, "the stream ends without a seal");
	if (status != MC_OK)
		return status;
	z->counted.files = z->files;
	seal_write(&z->out.buf, &z->counted, (struct str){ NULL, 0 });
	return MC_OK;
}

/* Only reads: every segment must agree with its seal. */
static enum mc_status
check_all(struct stream *s)
{
	enum stream_item item;
	while ((item = stream_next(s)) == STREAM_RECORD || item == STREAM_SEAL)
		continue;
	return s->status;
}

/* --new takes whole files only: a pipe may have been cut. */
static void
demand_files(const struct cli *cli)
{
	struct stat st;
	if (cli->operands_n == 0)
		cli_wrong(cli, "--new wants files, not standard input");
	for (int i = 0; i < cli->operands_n; i++) {
		if (stat(cli->operands[i], &st) != 0)
			die(MC_NOINPUT, "%s: %s", cli->operands[i],
			    strerror(errno));
		if (!S_ISREG(st.st_mode))
			die(MC_USAGE, "%s: not a regular file",
			    cli->operands[i]);
	}
}

int
main(int argc, char **argv)
{
	struct sealing z = { 0 };
	struct stream s;
	struct cli cli;
	enum mc_status status = MC_NOINPUT;

	cli_start(&cli, "mc-seal", "[FILE ...]", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		z.anew = z.anew || c == 'N';
		z.check = z.check || c == 'k';
	}
	if (z.anew && z.check)
		cli_wrong(&cli, "--new and --check exclude each other");
	if (z.anew)
		demand_files(&cli);
	out_open(&z.out, STDOUT_FILENO);
	if (stream_open(&s, cli.operands, cli.operands_n,
		REC_BIT(source) | REC_BIT(invoice), z.check))
		status = z.check ? check_all(&s) : seal_all(&z, &s);
	status = out_end(&z.out, status);
	stream_close(&s);
	arena_free(&z.arena);
	return (int)status;
}
