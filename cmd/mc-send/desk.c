/* SPDX-License-Identifier: ISC */
/*
 * What an operator changes: hold, release, stop, resolve, replace. All the
 * documents of one command are changed in one transaction, or none is.
 */
#include <stdio.h>

#include "base/cli.h"
#include "base/text.h"
#include "send.h"

enum { REASON_MAX = 500, STATUS_WORD = 64 };

struct desk {
	struct home home;
	struct journal *journal;
	char user[USER_NAME], at[TIME_TEXT];
	const char *what;
	struct str reason;
	struct str run; /* absent: the documents are named */
	bool keeps_back; /* hold, stop: of a run that waits too */
	struct str channel; /* resolve: which delivery, or absent */
	enum outcome outcome; /* resolve */
	struct str *ids;
	size_t ids_n;
	uint64_t changed; /* documents */
	struct arena arena;
};

/* ---- asking ---------------------------------------------------------- */

struct str
desk_reason(const struct cli *cli, const char *value)
{
	struct str reason = str_of(value);
	if (!value || !str_trim(reason).n)
		cli_wrong(cli, "say why: -R REASON");
	if (reason.n > REASON_MAX)
		cli_wrong(cli, "the reason has more than %d bytes", REASON_MAX);
	if (utf8_check(reason.p, reason.n) != reason.n)
		cli_wrong(cli, "the reason is no UTF-8");
	for (size_t i = 0; i < reason.n; i++)
		if ((unsigned char)reason.p[i] < ' ' || reason.p[i] == 0x7f)
			cli_wrong(cli, "the reason has a control character");
	return reason;
}

static void
must(const struct desk *k, bool ok, const struct fault *f)
{
	if (!ok)
		fault_die(journal_status(k->journal), f);
}

/* Why nothing is changed: the end of the process. */
#define REFUSE(status, id, ...)                                                \
	do {                                                                   \
		struct fault why;                                              \
		fault_set(&why, NULL, NULL, __VA_ARGS__);                      \
		die(status, "%.*s: %s", (int)(id).n, (id).p, why.text);        \
	} while (0)

static void
find(struct desk *k, struct str id, struct journal_document *d)
{
	struct fault f;
	struct str sha256, run;
	int64_t row;
	const struct journal_view all = { 0 };
	must(k, journal_find(k->journal, id, &all, &k->arena, d, &f), &f);
	if (d->row)
		return;
	/* of a run that waits for approval nothing is in the journal yet */
	if (!k->keeps_back ||
	    !waiting_find(&k->home, id, &k->arena, &sha256, &run))
		REFUSE(MC_DATA, id, "the journal knows no such document");
	must(k, journal_add(k->journal, id, sha256, run, &row, &f), &f);
	must(k, journal_find(k->journal, id, &all, &k->arena, d, &f), &f);
}

/* ---- changing -------------------------------------------------------- */

static int64_t
note(struct desk *k, const struct journal_document *d, int64_t delivery)
{
	struct fault f;
	int64_t row;
	const struct journal_event e = { .at = str_of(k->at),
		.user = str_of(k->user),
		.what = str_of(k->what),
		.reason = k->reason,
		.document = d->row,
		.delivery = delivery };
	must(k, journal_note(k->journal, &e, &row, &f), &f);
	return row;
}

static void
set_state(
    struct desk *k, const struct journal_document *d, enum journal_state state)
{
	struct fault f;
	must(k, journal_set_state(k->journal, d->row, state, note(k, d, 0), &f),
	    &f);
	k->changed++;
}

static void
settle(struct desk *k, const struct journal_delivery *d, enum outcome o)
{
	struct fault f;
	bool got;
	struct journal_delivery settled = *d;
	settled.outcome = o;
	settled.at = str_of(k->at);
	settled.text = arena_printf(&k->arena, "%s by %s: %.*s",
	    strcmp(k->what, "stop") == 0 ? "stopped" : "settled", k->user,
	    STR_ARG(k->reason));
	if (o != OUTCOME_ACCEPTED)
		settled.sha256 = (struct str){ NULL, 0 };
	must(k, journal_settle(k->journal, &settled, &got, &f), &f);
	if (!got)
		die(MC_BUG, "a delivery changed in the middle");
}

/* What a document has, for hold and stop. */
struct count {
	bool open, sent, unknown;
};

/* Counts it; one that is leaving right now cannot be kept back. */
static struct count
count(struct desk *k, struct str id, const struct journal_document *d)
{
	struct count n = { 0 };
	for (size_t i = 0; i < d->deliveries_n; i++) {
		const struct journal_delivery *one = &d->deliveries[i];
		if (one->owner.p && spool_is_alive(&k->home, one->owner))
			REFUSE(MC_RETRY, id, "it is being sent just now");
		n.sent |= one->outcome == OUTCOME_ACCEPTED;
		n.unknown |= one->outcome == OUTCOME_UNKNOWN;
		n.open |= !outcome_is_final(one->outcome);
	}
	return n;
}

/*
 * Claims that there is something to keep back. Of a run, what has left is
 * passed over; a document that was named must not have.
 */
static bool
can_wait(struct desk *k, struct str id, const struct journal_document *d,
    const struct count *n)
{
	bool gone = n->sent && !n->open;
	if (d->state == JOURNAL_STOPPED)
		gone = true;
	if (!gone && (n->open || !k->run.p || journal_blocks(d->state)))
		return true;
	if (!k->run.p && d->state == JOURNAL_STOPPED)
		REFUSE(MC_DATA, id, "it is stopped");
	if (!k->run.p)
		REFUSE(MC_DATA, id, "it has left");
	return false;
}

static void
hold(struct desk *k, struct str id, const struct journal_document *d)
{
	const struct count n = count(k, id, d);
	if (can_wait(k, id, d, &n))
		set_state(k, d, JOURNAL_HELD);
}

static void
release(struct desk *k, struct str id, const struct journal_document *d)
{
	if (journal_blocks(d->state) && d->state != JOURNAL_STOPPED)
		set_state(k, d, JOURNAL_RELEASED);
	else if (!k->run.p)
		REFUSE(MC_DATA, id,
		    d->state == JOURNAL_STOPPED ? "it is stopped, for good"
						: "nothing keeps it back");
}

static void
stop(struct desk *k, struct str id, const struct journal_document *d)
{
	const struct count n = count(k, id, d);
	if (!can_wait(k, id, d, &n))
		return;
	if (n.unknown)
		REFUSE(MC_DATA, id, "it may have left: resolve it first");
	for (size_t i = 0; i < d->deliveries_n; i++) {
		const struct journal_delivery *one = &d->deliveries[i];
		if (one->owner.p)
			REFUSE(MC_RETRY, id,
			    "a run died in its delivery: --retry ends that "
			    "first, or resolve it");
		if (!outcome_is_final(one->outcome))
			settle(k, one, OUTCOME_PERMANENT);
	}
	set_state(k, d, JOURNAL_STOPPED);
}

/* Claims that nobody knows what became of it: of one a run died in, too. */
static bool
is_in_doubt(struct desk *k, const struct journal_delivery *d)
{
	return d->outcome == OUTCOME_UNKNOWN ||
	       (d->owner.p && !spool_is_alive(&k->home, d->owner));
}

static void
resolve(struct desk *k, struct str id, const struct journal_document *d)
{
	const struct journal_delivery *found = NULL;
	for (size_t i = 0; i < d->deliveries_n; i++) {
		const struct journal_delivery *one = &d->deliveries[i];
		if (!is_in_doubt(k, one) ||
		    (k->channel.p && !str_eq(k->channel, one->channel)))
			continue;
		if (found)
			REFUSE(MC_DATA, id,
			    "several deliveries are unknown: name the channel");
		found = one;
	}
	if (!found)
		REFUSE(MC_DATA, id, "no delivery of it is unknown");
	note(k, d, found->row);
	settle(k, found, k->outcome);
	k->changed++;
}

static void
replace(struct desk *k, struct str id, const struct journal_document *d)
{
	struct fault f;
	if (str_starts(id, SEND_FILE "/"))
		REFUSE(MC_DATA, id, "a batch file is never replaced");
	count(k, id, d);
	note(k, d, 0);
	must(k, journal_let_replace(k->journal, d->row, &f), &f);
	k->changed++;
}

/* ---- commands -------------------------------------------------------- */

static void
open_desk(struct desk *k)
{
	struct fault f;
	enum mc_status status;
	if (!home_open(&k->home, NULL, &f))
		fault_die(MC_CONFIG, &f);
	k->journal = journal_open(&k->home, &status, &f);
	if (!k->journal)
		fault_die(status, &f);
	user_now(k->user);
	instant_format(instant_now(), k->at);
}

/* Does it to each document; the end of the process undoes all of it. */
static int
run(struct desk *k,
    void (*each)(struct desk *, struct str, const struct journal_document *))
{
	struct fault f;
	struct journal_document d;
	open_desk(k);
	must(k, journal_begin(k->journal, &f), &f);
	if (k->run.p)
		must(k,
		    journal_run(
			k->journal, k->run, &k->arena, &k->ids, &k->ids_n, &f),
		    &f);
	for (size_t i = 0; i < k->ids_n; i++) {
		find(k, k->ids[i], &d);
		each(k, k->ids[i], &d);
	}
	if (!k->changed)
		die(MC_DATA, "run %.*s has no document to %s", STR_ARG(k->run),
		    k->what);
	must(k, journal_commit(k->journal, &f), &f);
	journal_close(k->journal);
	arena_free(&k->arena);
	msg_info("%s: %llu documents", k->what, (unsigned long long)k->changed);
	return MC_OK;
}

static void
take_ids(struct desk *k, char **operands, int n)
{
	k->ids = arena_zero(&k->arena, (size_t)n + 1, sizeof(*k->ids));
	for (int i = 0; i < n; i++)
		k->ids[k->ids_n++] = str_of(operands[i]);
}

/* The options of hold, release and stop. */
static void
read_some(struct desk *k, struct cli *cli, int argc, char **argv)
{
	static const struct cli_option table[] = {
		{ 'R', "reason", "REASON", "why; it is recorded" },
		{ 'i', "run", "ID", "all documents of this run" },
		{ 0 },
	};
	const char *reason = NULL;
	char tool[STATUS_WORD];
	snprintf(tool, sizeof(tool), "%s %s", SEND_TOOL, k->what);
	cli_start(cli, tool, "-R REASON ID ...", table, argc, argv);
	msg_init(SEND_TOOL);
	for (int c; (c = cli_next(cli)) != 0;) {
		if (c == 'R')
			reason = cli->value;
		else
			k->run = str_of(cli->value);
	}
	k->reason = desk_reason(cli, reason);
	if (!k->run.p == !cli->operands_n)
		cli_wrong(cli, "which documents: ids, or -i RUN");
	take_ids(k, cli->operands, cli->operands_n);
}

/* The options of resolve and replace. */
static void
read_one(struct desk *k, struct cli *cli, const char *operands, int argc,
    char **argv)
{
	static const struct cli_option table[] = {
		{ 'R', "reason", "REASON", "why; it is recorded" },
		{ 0 },
	};
	const char *reason = NULL;
	char tool[STATUS_WORD];
	snprintf(tool, sizeof(tool), "%s %s", SEND_TOOL, k->what);
	cli_start(cli, tool, operands, table, argc, argv);
	msg_init(SEND_TOOL);
	while (cli_next(cli))
		reason = cli->value;
	k->reason = desk_reason(cli, reason);
}

int
desk_hold(int argc, char **argv)
{
	struct desk k = { .what = "hold", .keeps_back = true };
	struct cli cli;
	read_some(&k, &cli, argc, argv);
	return run(&k, hold);
}

int
desk_release(int argc, char **argv)
{
	struct desk k = { .what = "release" };
	struct cli cli;
	read_some(&k, &cli, argc, argv);
	return run(&k, release);
}

int
desk_stop(int argc, char **argv)
{
	struct desk k = { .what = "stop", .keeps_back = true };
	struct cli cli;
	read_some(&k, &cli, argc, argv);
	return run(&k, stop);
}

int
desk_resolve(int argc, char **argv)
{
	struct desk k = { .what = "resolve" };
	struct cli cli;
	read_one(&k, &cli, "-R REASON ID OUTCOME [CHANNEL]", argc, argv);
	if (cli.operands_n < 2 || cli.operands_n > 3)
		cli_wrong(&cli, "which document, and what became of it?");
	if (!outcome_parse(&k.outcome, str_of(cli.operands[1])) ||
	    k.outcome == OUTCOME_WAITING || k.outcome == OUTCOME_UNKNOWN ||
	    k.outcome == OUTCOME_HELD)
		cli_wrong(&cli, "'%s' is not accepted, permanent or transient",
		    cli.operands[1]);
	take_ids(&k, cli.operands, 1);
	if (cli.operands_n == 3)
		k.channel = str_of(cli.operands[2]);
	return run(&k, resolve);
}

int
desk_replace(int argc, char **argv)
{
	struct desk k = { .what = "replace" };
	struct cli cli;
	read_one(&k, &cli, "-R REASON ID", argc, argv);
	if (cli.operands_n != 1)
		cli_wrong(&cli, "which document?");
	take_ids(&k, cli.operands, 1);
	return run(&k, replace);
}
