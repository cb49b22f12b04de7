/* SPDX-License-Identifier: ISC */
/*
 * Approval of a run: what waits in the spool, for a person to look at, and his
 * word that it is what it should be. The word is given on the bytes of the
 * spool: their digest and the totals are repeated by who approves.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cli.h"
#include "conf/where.h"
#include "send.h"

enum { DIGEST_SHOWN = 16, TOTALS_MAX = SEAL_CURRENCIES, CHANNELS_MAX = 256 };

struct approval {
	struct send send;
	const char *config;
	struct str run;
	struct str digest; /* confirmed; absent: only look */
	struct str totals[TOTALS_MAX]; /* confirmed */
	size_t totals_n;
	struct str reason; /* or absent */
	bool discard; /* it shall not be sent */
	/* what the spool has */
	size_t seen; /* spools of the run */
	struct course course;
	struct journal_intake intake;
	struct seal all;
	uint64_t rejected, held;
	struct way {
		struct str channel;
		struct seal seal;
	} ways[CHANNELS_MAX];
	size_t ways_n;
	struct arena arena;
};

/* ---- finding --------------------------------------------------------- */

/* Claims that the spool of that name is one of the run. */
static bool
is_of(struct str name, struct str run)
{
	return name.n > run.n && str_starts(name, run.p) &&
	       (name.p[run.n] == '-' || name.p[run.n] == '.') &&
	       !strstr(name.p, ".left");
}

/* Claims that the digest is the one that is confirmed, or none is. */
static bool
is_meant(const struct approval *a, const char *sha256)
{
	return !a->digest.p || (a->digest.n >= DIGEST_SHOWN &&
				   str_starts(str_of(sha256), a->digest.p));
}

/* Takes the next spool of the run that is meant; false when there is none. */
static bool
find_spool(struct approval *a, const struct str *names, size_t n, size_t *at)
{
	struct fault f;
	struct course *c = &a->course;
	while (*at < n) {
		struct str name = names[(*at)++];
		if (!is_of(name, a->run))
			continue;
		*c = (struct course){ 0 };
		if (!spool_take(&c->spool, &a->send.home, name.p))
			die(MC_RETRY, "%s: it is at work just now", name.p);
		a->seen++;
		if (!spool_sha256(&c->spool, c->sha256, &f))
			fault_die(MC_IO, &f);
		if (is_meant(a, c->sha256))
			return true;
		spool_close(&c->spool);
	}
	return false;
}

/* ---- reading --------------------------------------------------------- */

static void
count(struct seal *seal, const struct record *r)
{
	struct fault f;
	if (!seal_add(seal, r, &f))
		fault_die(MC_DATA, &f);
}

/* What goes by the channel that is tried first. */
static struct way *
way_of(struct approval *a, struct str channel)
{
	for (size_t i = 0; i < a->ways_n; i++)
		if (str_eq(a->ways[i].channel, channel))
			return &a->ways[i];
	if (a->ways_n == CHANNELS_MAX)
		die(MC_DATA, "more than %d channels", CHANNELS_MAX);
	struct way *w = &a->ways[a->ways_n++];
	*w = (struct way){ .channel = arena_str(&a->arena, channel) };
	return w;
}

static void
look_at(struct approval *a, const struct rec *rec)
{
	struct fault f;
	const struct record *r = &rec->r;
	count(&a->all, r);
	switch (record_fate(rec, &f)) {
	case FATE_FOREIGN:
		a->rejected += rec_is_rejected(rec, SEND_TOOL);
		return;
	case FATE_UNFIT:
		a->rejected++;
		return;
	case FATE_HELD:
		a->held++;
		return;
	case FATE_SEND:
		break;
	}
	if (r->route->presentation_n)
		count(&way_of(a, r->route->presentation[0].channel)->seal, r);
	else
		a->rejected++;
}

static void
look(struct approval *a)
{
	struct fault f;
	struct stream in;
	struct course *c = &a->course;
	enum stream_item item;
	a->all = (struct seal){ 0 };
	a->rejected = a->held = a->ways_n = 0;
	course_read(c, &in, SEND_READS);
	while (
	    (item = stream_next(&in)) == STREAM_RECORD || item == STREAM_SEAL) {
		if (item == STREAM_RECORD)
			look_at(a, &in.rec);
		else if (!course_files(c, in.rec.line, &f))
			fault_die(MC_DATA, &f);
	}
	course_end(&in, item);
	send_must(&a->send,
	    journal_find_intake(
		a->send.journal, str_of(c->sha256), &a->arena, &a->intake, &f),
	    &f);
}

/* ---- showing --------------------------------------------------------- */

static void
show_totals(struct buf *b, const struct seal *s)
{
	char text[DEC_TEXT];
	for (size_t i = 0; i < s->totals_n; i++) {
		dec_format(s->totals[i].sum, text);
		buf_printf(b, "\t%s %s", s->totals[i].currency, text);
	}
	buf_addc(b, '\n');
}

static void
show_users(struct buf *b, const char *what, const struct str *users, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%s\t%.*s\n", what, STR_ARG(users[i]));
}

static enum mc_status
show(const struct approval *a)
{
	struct out out;
	struct buf *b = &out.buf;
	out_open(&out, STDOUT_FILENO);
	buf_printf(b, "run\t%.*s\ndigest\t%.*s\n", STR_ARG(a->run),
	    DIGEST_SHOWN, a->course.sha256);
	buf_printf(b, "records\t%llu", (unsigned long long)a->all.records);
	show_totals(b, &a->all);
	buf_printf(b, "rejected\t%llu\nheld\t%llu\n",
	    (unsigned long long)a->rejected, (unsigned long long)a->held);
	for (size_t i = 0; i < a->ways_n; i++) {
		buf_printf(b, "channel\t%.*s\t%llu",
		    STR_ARG(a->ways[i].channel),
		    (unsigned long long)a->ways[i].seal.records);
		show_totals(b, &a->ways[i].seal);
	}
	for (size_t i = 0; i < a->course.files_n; i++) {
		const struct bank_file *f = &a->course.files[i];
		buf_printf(b, "file\t%.*s\t%.*s\t%.*s\n", STR_ARG(f->id),
		    STR_ARG(f->records), STR_ARG(f->totals));
	}
	show_users(b, "ran", a->intake.runners, a->intake.runners_n);
	show_users(b, "approved", a->intake.approvers, a->intake.approvers_n);
	int64_t more =
	    a->send.conf.run.approval - (int64_t)a->intake.approvers_n;
	buf_printf(b, "wants\t%lld\n", (long long)(more > 0 ? more : 0));
	return out_end(&out, MC_OK);
}

/* ---- confirming ------------------------------------------------------ */

static bool
is_among(struct str user, const struct str *users, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(users[i], user))
			return true;
	return false;
}

/* Claims that the text is that total: `SEK 481225.50`. */
static bool
total_agrees(const struct seal_total *t, struct str text)
{
	struct dec sum;
	text = str_trim(text);
	return text.n > 4 && memcmp(text.p, t->currency, 3) == 0 &&
	       text.p[3] == ' ' &&
	       dec_parse(&sum, str_trim(str_from(text, 4))) &&
	       dec_cmp(sum, t->sum) == 0;
}

static void
check_totals(const struct approval *a)
{
	size_t found = 0;
	for (size_t i = 0; i < a->all.totals_n; i++)
		for (size_t k = 0; k < a->totals_n; k++)
			if (total_agrees(&a->all.totals[i], a->totals[k])) {
				found++;
				break;
			}
	if (found != a->all.totals_n || found != a->totals_n)
		die(MC_DATA, "run %.*s: the totals are not those of the run",
		    STR_ARG(a->run));
}

static void
check_user(const struct approval *a)
{
	struct str user = str_of(a->send.user);
	if (!a->intake.known)
		die(MC_DATA, "run %.*s: nobody knows who ran it: run it again",
		    STR_ARG(a->run));
	if (is_among(user, a->intake.runners, a->intake.runners_n))
		die(MC_DATA, "run %.*s: %s ran it; another must approve it",
		    STR_ARG(a->run), a->send.user);
}

static enum mc_status
confirm(struct approval *a)
{
	struct fault f;
	char at[TIME_TEXT];
	int64_t row;
	struct journal *j = a->send.journal;
	struct str sha256 = str_of(a->course.sha256);
	check_totals(a);
	instant_format(instant_now(), at);
	const struct journal_event e = { .at = str_of(at),
		.user = str_of(a->send.user),
		.what = str_of("approve"),
		.reason = a->reason.p ? a->reason : sha256,
		.run = a->run };
	send_must(&a->send, journal_begin(j, &f), &f);
	/* again, for the journal may have changed since */
	send_must(&a->send,
	    journal_find_intake(j, sha256, &a->arena, &a->intake, &f), &f);
	check_user(a);
	if (is_among(str_of(a->send.user), a->intake.approvers,
		a->intake.approvers_n)) {
		msg_warn("run %.*s: %s has approved it before", STR_ARG(a->run),
		    a->send.user);
		return MC_OK;
	}
	send_must(&a->send, journal_note(j, &e, &row, &f), &f);
	send_must(&a->send,
	    journal_approve(j, sha256, str_of(a->send.user), row, &f), &f);
	send_must(&a->send, journal_commit(j, &f), &f);
	return MC_OK;
}

/*
 * A run that nobody is to approve does not wait for ever. Anybody may say so,
 * for nothing leaves by it.
 */
static enum mc_status
discard(struct approval *a)
{
	struct fault f;
	char at[TIME_TEXT];
	struct journal *j = a->send.journal;
	instant_format(instant_now(), at);
	const struct journal_event e = { .at = str_of(at),
		.user = str_of(a->send.user),
		.what = str_of("discard"),
		.reason = a->reason,
		.run = a->run };
	if ((uint64_t)a->send.conf.run.approval <= a->intake.approvers_n)
		die(MC_DATA, "run %.*s: it does not wait to be approved",
		    STR_ARG(a->run));
	send_must(&a->send, journal_begin(j, &f), &f);
	send_must(&a->send, journal_note(j, &e, NULL, &f), &f);
	send_must(&a->send, journal_commit(j, &f), &f);
	spool_remove(&a->course.spool);
	return MC_OK;
}

static void
read_options(struct approval *a, struct cli *cli, int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'c', "config", "FILE", "configuration" },
		{ 'D', "digest", "HEX", "confirm: the digest" },
		{ 'T', "total", "TOTAL", "confirm: each total, 'SEK 10.00'" },
		{ 'R', "reason", "REASON", "why; it is recorded" },
		{ 'X', "discard", NULL, "it shall not be sent" },
		{ 0 },
	};
	cli_start(cli, SEND_TOOL " approve", "RUN", table, argc, argv);
	msg_init(SEND_TOOL);
	for (int c; (c = cli_next(cli)) != 0;) {
		if (c == 'c')
			a->config = cli->value;
		else if (c == 'D')
			a->digest = str_of(cli->value);
		else if (c == 'R')
			a->reason = desk_reason(cli, cli->value);
		else if (c == 'X')
			a->discard = true;
		else if (a->totals_n == TOTALS_MAX)
			cli_wrong(cli, "more than %d totals", TOTALS_MAX);
		else
			a->totals[a->totals_n++] = str_of(cli->value);
	}
	if (cli->operands_n != 1)
		cli_wrong(cli, "which run?");
	if (!a->digest.p && (a->totals_n || a->reason.p || a->discard))
		cli_wrong(cli, "the digest is missing: -D");
	if (a->digest.p && a->digest.n < DIGEST_SHOWN)
		cli_wrong(cli, "the digest has %d digits", DIGEST_SHOWN);
	if (a->discard && !a->reason.p)
		cli_wrong(cli, "say why: -R REASON");
	a->run = str_of(cli->operands[0]);
}

/* Looks at every spool of the run that is meant, or does what is asked. */
static enum mc_status
run(struct approval *a)
{
	struct fault f;
	size_t n, at = 0;
	enum mc_status status = MC_OK;
	struct str *names = spool_names(&a->send.home, &a->arena, &n, &f);
	if (!names)
		fault_die(MC_NOINPUT, &f);
	bool found = false;
	while (status == MC_OK && find_spool(a, names, n, &at)) {
		found = true;
		look(a);
		status = a->discard    ? discard(a)
			 : a->digest.p ? confirm(a)
				       : show(a);
		spool_close(&a->course.spool);
		course_free(&a->course);
		if (a->digest.p && !a->discard)
			break; /* the word is on the bytes, not on the spool */
	}
	if (a->seen && !found)
		die(MC_DATA, "run %.*s has another digest", STR_ARG(a->run));
	if (!found)
		die(MC_DATA, "no run %.*s waits", STR_ARG(a->run));
	return status;
}

int
approve_main(int argc, char **argv)
{
	struct cli cli;
	struct approval *a = xcalloc(1, sizeof(*a));
	read_options(a, &cli, argc, argv);
	send_open(&a->send, a->config, false);
	enum mc_status status = run(a);
	send_close(&a->send);
	arena_free(&a->arena);
	free(a);
	return (int)status;
}
