/* SPDX-License-Identifier: ISC */
#include <unistd.h>

#include "base/cli.h"
#include "conf/cond.h"
#include "stream/stream.h"

static const struct cli_option options[] = {
	{ 'i', "invert", NULL,
	    "take the records the condition does not hold "
	    "for" },
	{ 't', "tally", NULL, "print how many records there are, no stream" },
	{ 0 },
};

/* Copies what the condition picks; the seal of each segment is made anew. */
struct pick {
	const struct cond *cond;
	bool invert, count;
	struct seal picked; /* of the segment */
	uint64_t records; /* of all segments */
	struct out out;
};

static bool
take(struct pick *p, const struct stream *s, struct fault *f)
{
	if (cond_holds(p->cond, &s->rec.r) == p->invert)
		return true;
	p->records++;
	if (p->count)
		return true;
	buf_addstr(&p->out.buf, s->rec.line);
	buf_addc(&p->out.buf, '\n');
	return seal_add(&p->picked, &s->rec.r, f);
}

/* The new seal keeps the files that earlier tools listed in the old one. */
static void
seal(struct pick *p, const struct stream *s)
{
	p->picked.files = s->said.files;
	if (!p->count)
		seal_write(&p->out.buf, &p->picked, (struct str){ NULL, 0 });
	p->picked = (struct seal){ 0 };
}

static enum mc_status
pick_all(struct pick *p, struct stream *s)
{
	enum stream_item item;
	struct fault f;
	while (
	    (item = stream_next(s)) == STREAM_RECORD || item == STREAM_SEAL) {
		if (item == STREAM_SEAL)
			seal(p, s);
		else if (!take(p, s, &f)) {
			stream_complain(s, &f);
			return MC_DATA;
		}
		out_keep_up(&p->out);
		if (p->out.error)
			break;
	}
	return s->status;
}

/* Flushes; the status the process ends with. */
static enum mc_status
finish(struct pick *p, enum mc_status status)
{
	if (p->count && status == MC_OK)
		buf_printf(
		    &p->out.buf, "%llu\n", (unsigned long long)p->records);
	return out_end(&p->out, status);
}

int
main(int argc, char **argv)
{
	struct pick p = { 0 };
	struct arena arena = { 0 };
	struct stream s;
	struct cli cli;
	struct fault f;

	cli_start(&cli, "mc-pick", "CONDITION [FILE ...]", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		p.invert = p.invert || c == 'i';
		p.count = p.count || c == 't';
	}
	if (cli.operands_n == 0)
		cli_wrong(&cli, "a condition is missing");
	p.cond = cond_compile(str_of(cli.operands[0]), &arena, &f);
	if (!p.cond)
		die(MC_USAGE, "condition: %s: %s", f.place, f.text);
	out_open(&p.out, STDOUT_FILENO);
	enum mc_status status = MC_NOINPUT;
	if (stream_open(&s, cli.operands + 1, cli.operands_n - 1,
		cond_sections(p.cond), true))
		status = pick_all(&p, &s);
	status = finish(&p, status);
	stream_close(&s);
	arena_free(&arena);
	return (int)status;
}
