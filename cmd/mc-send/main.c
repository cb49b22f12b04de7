/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "channel.h"
#include "send.h"
#include "state/keys.h"
#include "tool/site.h"

struct options {
	const char *config, *only;
	bool dry, retry;
	struct release release;
};

void
send_open(struct send *s, const char *config, bool dry)
{
	struct fault f;
	enum mc_status status;
	if (!site_open(&s->home, &s->conf, config, &f) ||
	    !keys_identity(
		&s->home, s->conf.keys.identity, &s->arena, &s->identity, &f) ||
	    !channel_check(&s->home, &s->conf, &f))
		fault_die(MC_CONFIG, &f);
	user_now(s->user);
	s->journal = dry ? journal_open_read(&s->home, &status, &f)
			 : journal_open(&s->home, &status, &f);
	if (!s->journal && status != MC_OK)
		fault_die(status, &f);
	if (!dry)
		spool_sweep(&s->home);
}

void
send_close(struct send *s)
{
	journal_close(s->journal);
	conf_free(&s->conf);
	arena_free(&s->arena);
}

static enum mc_status
run_stream(
    const struct send *s, const struct want *want, char *const *paths, int n)
{
	struct course c = { .fresh = true };
	enum mc_status status = take_stream(s, want, paths, n, &c.spool);
	if (status != MC_OK)
		return status;
	course_open(s, &c);
	return run_courses(s, &c, 1);
}

/* ---- resend and copy ------------------------------------------------- */

static int
order_main(const char *what, const char *tool, int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 'R', "reason", "REASON", "why; it is recorded" },
		{ 'O', "order", "TEXT", "tells orders apart; else the reason" },
		{ 0 },
	};
	struct cli cli;
	struct send s = { 0 };
	struct want want = { 0 };
	const char *config = NULL, *reason = NULL, *order = NULL;

	cli_start(&cli, tool, "-R REASON [FILE ...]", table, argc, argv);
	msg_init(SEND_TOOL);
	for (int c; (c = cli_next(&cli)) != 0;) {
		if (c == 'c')
			config = cli.value;
		else if (c == 'R')
			reason = cli.value;
		else
			order = cli.value;
	}
	want.order.reason = desk_reason(&cli, reason);
	order_set(&want.order, what, str_of(order ? order : reason));
	send_open(&s, config, false);
	enum mc_status status =
	    run_stream(&s, &want, cli.operands, cli.operands_n);
	send_close(&s);
	return (int)status;
}

static int
resend_main(int argc, char **argv)
{
	return order_main("resend", SEND_TOOL " resend", argc, argv);
}

static int
copy_main(int argc, char **argv)
{
	return order_main("copy", SEND_TOOL " copy", argc, argv);
}

/* ---- the run --------------------------------------------------------- */

static const struct cli_command commands[] = {
	{ "list", list_main },
	{ "hold", desk_hold },
	{ "release", desk_release },
	{ "stop", desk_stop },
	{ "resolve", desk_resolve },
	{ "replace", desk_replace },
	{ "resend", resend_main },
	{ "copy", copy_main },
	{ "approve", approve_main },
	{ NULL, NULL },
};

/* A count of documents, or all of them. */
static uint64_t
read_count(const struct cli *cli, const char *text)
{
	enum { DIGITS = 12 };
	uint64_t n = 0;
	if (strcmp(text, "all") == 0)
		return UINT64_MAX;
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > DIGITS || text[digits])
		cli_wrong(cli, "'%s' is no count, nor all", text);
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (uint64_t)(text[i] - '0');
	return n;
}

static void
check_only(const struct cli *cli, const char *text)
{
	struct fault f;
	struct arena a = { 0 };
	if (text && !cond_compile(str_of(text), &a, &f))
		cli_wrong(cli, "--only: %s: %s", f.place, f.text);
	arena_free(&a);
}

static void
read_options(struct cli *cli, struct options *o)
{
	bool release = false;
	for (int c; (c = cli_next(cli)) != 0;) {
		if (c == 'c')
			o->config = cli->value;
		else if (c == 'n')
			o->dry = true;
		else if (c == 'r')
			o->retry = true;
		else if (c == 'p')
			o->only = cli->value;
		else if (c == 'R')
			o->release.reason = desk_reason(cli, cli->value);
		else if ((release = true))
			o->release.n = read_count(cli, cli->value);
	}
	if (o->retry && (o->dry || o->only || cli->operands_n))
		cli_wrong(cli, "--retry takes neither -n, --only nor files");
	if (!o->retry && release)
		cli_wrong(cli, "--release goes with --retry");
	if (!release && o->release.reason.p)
		cli_wrong(cli, "-R goes with --release");
	check_only(cli, o->only);
}

int
main(int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 'n', "dry-run", NULL, "only say what would be sent" },
		{ 'p', "only", "CONDITION", "a pilot: the others wait" },
		{ 'r', "retry", NULL, "end what broken runs left" },
		{ 'N', "release", "N|all", "retry: so many of a pilot leave" },
		{ 'R', "reason", "REASON", "release: why; it is recorded" },
		{ 0 },
	};
	struct send s = { 0 };
	struct options o = { 0 };
	struct cli cli;
	enum mc_status status;

	cli_command(commands, argc, argv);
	cli_start(&cli, SEND_TOOL, "[FILE ...] | COMMAND", table, argc, argv);
	read_options(&cli, &o);
	send_open(&s, o.config, o.dry);
	const struct want want = { .only = o.only };
	if (o.dry)
		status = run_dry(&s, cli.operands, cli.operands_n);
	else if (o.retry)
		status = run_retry(&s, &o.release);
	else
		status = run_stream(&s, &want, cli.operands, cli.operands_n);
	send_close(&s);
	return (int)status;
}
