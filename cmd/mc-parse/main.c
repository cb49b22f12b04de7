/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/cli.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/progress.h"
#include "conf/where.h"
#include "parse.h"
#include "state/kept.h"
#include "state/keys.h"
#include "stream/line.h"

static const struct cli_option options[] = {
	{ 'c', "config", "FILE", "configuration ($MC_CONF, $MC_HOME/mc.yaml)" },
	{ 'd', "date", "DATE", "date or time of the run, instead of now" },
	{ 'e', "expect", "N[,SUM]", "the billing system's control figures" },
	{ 'f', "format", "FORMAT",
	    "ubl or svefaktura, instead of finding it out" },
	{ 'x', "explain", "RULE",
	    "print what a rule says, or all of them, and end" },
	{ 'R', "rules", "RULES", "none, en16931, peppol, selfbilling or auto" },
	{ 0 },
};

/* Everything that main owns. */
struct session {
	struct parse parse;
	struct conf conf;
	struct home home;
	struct arena arena; /* of the key */
	struct expect expect;
	struct input *inputs;
	size_t inputs_n;
	struct ahead ahead;
	bool damaged; /* a file is cut off or damaged as a whole */
};

static void
open_home(struct session *run)
{
	struct fault f;
	const char *home = getenv("MC_HOME");
	if (!home || !*home)
		return;
	if (!home_open(&run->home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	run->parse.home = &run->home;
}

/* The configuration by the usual rule; a tool run without any does without. */
static void
open_conf(struct session *run, const char *option)
{
	struct fault f;
	bool found;
	if (!conf_open_if(&run->conf, option, &found, &f))
		fault_die(MC_CONFIG, &f);
	if (!found)
		return;
	if (run->parse.home &&
	    !home_is(&run->home, run->conf.environment == CONF_TEST, &f))
		fault_die(MC_CONFIG, &f);
	run->parse.conf = &run->conf;
}

/* The key that hides identity numbers. */
static void
open_key(struct session *run)
{
	struct parse *p = &run->parse;
	struct fault f;
	if (!keys_identity(
		p->home, run->conf.keys.identity, &run->arena, &p->key, &f))
		fault_die(MC_CONFIG, &f);
}

static void
open_input(struct session *run, struct input *in, const char *name)
{
	struct fault f;
	char full[PATH_MAX];
	bool standard = strcmp(name, "-") == 0;
	*in = (struct input){ .name = standard ? "standard input" : name };
	if (standard && run->parse.home) {
		in->fd = keep_input(&run->home, &in->path, &f);
		if (in->fd < 0)
			fault_die(MC_IO, &f);
		in->kept = true;
		return;
	}
	in->path = xstrdup(name);
	in->fd = standard ? STDIN_FILENO : file_open(name);
	if (in->fd < 0)
		die(MC_NOINPUT, "%s: %s", name, strerror(errno));
	if (run->parse.home && !standard && realpath(name, full)) {
		struct str inside = home_relative(&run->home, full);
		if (inside.p) {
			free(in->path);
			in->path = xstrdup(inside.p);
		}
	}
}

/* As many open files as this process may have. */
static void
raise_limit(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* All operands are opened before the first byte leaves. */
static void
open_inputs(struct session *run, char *const *names, int n)
{
	run->inputs_n = n ? (size_t)n : 1;
	run->inputs = xcalloc(run->inputs_n, sizeof(*run->inputs));
	raise_limit();
	for (size_t i = 0; i < run->inputs_n; i++)
		open_input(run, &run->inputs[i], n ? names[i] : "-");
}

/* Makes the record of one slice; why the run must end, after a message. */
static enum mc_status
parse_slice(struct session *run, struct input *in, const struct slice *s,
    const struct fault *bad, struct out *out)
{
	struct fault f;
	if (!document_parse(
		&run->parse, in, s, in->documents + 1, bad, &out->buf, &f)) {
		msg_warn("%s: %s", *f.place ? f.place : in->name, f.text);
		return MC_IO;
	}
	in->documents++;
	progress_step("documents", 1);
	out_keep_up(out);
	return out->error ? MC_IO : MC_OK;
}

/* Says what the file as a whole is to be blamed for. */
static void
judge_file(
    struct session *run, const struct input *in, const struct slicer *slicer)
{
	const char *first;
	size_t passed = slicer_passed(slicer, &first);
	if (slicer_is_damaged(slicer)) {
		msg_warn(
		    "%s: damaged or cut off: the run gets no seal", in->name);
		run->damaged = true;
	}
	if (passed)
		msg_warn("%s: %zu elements beside the documents are in no "
			 "record, the first is <%s>",
		    in->name, passed, first);
}

/*
 * Makes the record of the slice that was kept, if there is one, with the next
 * one as its second part if it is; *joined then. Why the run must end, after a
 * message.
 */
static enum mc_status
parse_ahead(struct session *run, struct input *in, const struct slice *next,
    bool *joined, struct out *out)
{
	struct parse *p = &run->parse;
	*joined = false;
	if (!run->ahead.any)
		return MC_OK;
	run->ahead.any = false;
	p->part = next && intake_belongs(next->bytes) ? next : NULL;
	p->joined = false;
	enum mc_status end = parse_slice(run, in, &run->ahead.slice, NULL, out);
	*joined = p->joined;
	p->part = NULL;
	return end;
}

/* Parses one file to its end; why the run must end, after a message. */
static enum mc_status
parse_file(struct session *run, struct input *in, struct out *out)
{
	struct slicer *slicer = slicer_new(in->fd, intake_roots, DOCUMENT_MAX);
	struct slice s;
	struct fault f;
	enum slice_status found = SLICE_DOCUMENT;
	enum mc_status end = MC_OK;
	bool joined, more = true;

	while (end == MC_OK && more) {
		found = slicer_next(slicer, &s, &f);
		more = found == SLICE_DOCUMENT || found == SLICE_BAD;
		end = parse_ahead(
		    run, in, found == SLICE_DOCUMENT ? &s : NULL, &joined, out);
		if (end != MC_OK || !more || joined)
			continue;
		if (found == SLICE_DOCUMENT && intake_refers(s.bytes))
			ahead_keep(&run->ahead, &s);
		else
			end = parse_slice(
			    run, in, &s, found == SLICE_BAD ? &f : NULL, out);
	}
	if (found == SLICE_IO) {
		msg_warn("%s: %s", in->name, f.text);
		end = MC_IO;
	}
	progress_end();
	judge_file(run, in, slicer);
	slicer_free(slicer);
	return end;
}

/* Says beside each kept input how many records the archive will see of it. */
static bool
note_kept(const struct session *run)
{
	struct str id = str_of(run->parse.run_id);
	struct fault f;
	for (size_t i = 0; i < run->inputs_n; i++) {
		const struct input *in = &run->inputs[i];
		if (!in->kept || kept_note(run->parse.home, str_of(in->path),
				     id, in->documents, &f))
			continue;
		fault_warn(&f);
		return false;
	}
	return true;
}

/* Whether the run may have its seal. */
static enum mc_status
judge_run(struct session *run)
{
	struct fault f;
	struct parse *p = &run->parse;
	msg_info("%llu documents, %zu rejected",
	    (unsigned long long)p->seal.records, p->rejected);
	tally_tell(&p->tally);
	if (run->damaged)
		return MC_DATA;
	if (run->expect.set && !expect_agrees(&run->expect, &p->seal, &f)) {
		fault_warn(&f);
		return MC_DATA;
	}
	int64_t max = p->conf ? p->conf->run.max_rejected : -1;
	if (max >= 0 && p->rejected > (uint64_t)max) {
		msg_warn("%zu documents are rejected, run.max_rejected is %lld",
		    p->rejected, (long long)max);
		return MC_DATA;
	}
	if (p->attached && !home_barrier(p->home, &f)) {
		fault_warn(&f);
		return MC_IO;
	}
	if (!note_kept(run))
		return MC_IO;
	return p->rejected ? MC_REJECTS : MC_OK;
}

static enum mc_status
parse_all(struct session *run)
{
	struct out out;
	struct str none = { NULL, 0 };
	enum mc_status status = MC_OK;
	out_open(&out, STDOUT_FILENO);
	for (size_t i = 0; i < run->inputs_n && status == MC_OK; i++)
		status = parse_file(run, &run->inputs[i], &out);
	if (status == MC_OK)
		status = judge_run(run);
	if (status == MC_OK || status == MC_REJECTS)
		seal_write(&out.buf, &run->parse.seal, none);
	return out_end(&out, status);
}

static void
close_all(struct session *run)
{
	for (size_t i = 0; i < run->inputs_n; i++) {
		if (run->inputs[i].fd > STDIN_FILENO)
			close(run->inputs[i].fd);
		free(run->inputs[i].path);
	}
	free(run->inputs);
	if (run->parse.rules)
		rules_free(run->parse.rules);
	tally_free(&run->parse.tally);
	intake_free(run->parse.intake);
	ahead_free(&run->ahead);
	arena_free(&run->parse.arena);
	arena_free(&run->arena);
	conf_free(&run->conf);
}

/* --explain needs no installation. */
static int
explain(const struct cli *cli, const char *rule)
{
	struct out out;
	if (cli->operands_n)
		cli_wrong(cli, "--explain takes no files");
	out_open(&out, STDOUT_FILENO);
	if (!explain_rule(rule, &out.buf))
		cli_wrong(cli, "there is no rule '%s'", rule);
	return out_end(&out, MC_OK);
}

int
main(int argc, char **argv)
{
	struct session run = { 0 };
	struct parse *p = &run.parse;
	struct cli cli;
	struct fault f;
	const char *conf = NULL, *format = NULL, *rule = NULL;

	p->at = instant_now();
	cli_start(&cli, "mc-parse", "[FILE ...]", options, argc, argv);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'c')
			conf = cli.value;
		else if (c == 'd' && !instant_parse(&p->at, str_of(cli.value)))
			cli_wrong(&cli,
			    "'%s' is no date such as 2026-11-22 or "
			    "2026-11-22T06:00+01:00",
			    cli.value);
		else if (c == 'e' &&
			 !expect_parse(&run.expect, str_of(cli.value)))
			cli_wrong(&cli,
			    "'%s' is no count and sums such as 12,17065.44 SEK",
			    cli.value);
		else if (c == 'x')
			rule = cli.value;
		else if (c == 'R' && !official_option(p, cli.value))
			cli_wrong(&cli, "unknown rules '%s'", cli.value);
		else if (c == 'f' && !intake_is_format(format = cli.value))
			cli_wrong(&cli, "unknown format '%s'", cli.value);
	}
	if (rule)
		return explain(&cli, rule);
	instant_format(p->at, p->at_text);
	open_home(&run);
	open_conf(&run, conf);
	open_key(&run);
	open_inputs(&run, cli.operands, cli.operands_n);
	p->intake = intake_new(format);
	if (!official_open(p, &f))
		fault_die(MC_CONFIG, &f);
	enum mc_status status = parse_all(&run);
	close_all(&run);
	return (int)status;
}
