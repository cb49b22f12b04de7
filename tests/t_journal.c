/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "state/journal.h"
#include "state/spool.h"
#include "t.h"

static struct home home;
static struct arena arena;
static struct fault f;

#define S(text) ((struct str)STR(text))

static struct journal_document
find(struct journal *j, const char *id)
{
	struct journal_document d;
	const struct journal_view view = { .purpose = S("presentation") };
	CHECK(journal_find(j, str_of(id), &view, &arena, &d, &f));
	return d;
}

static int64_t
add(struct journal *j, const char *id)
{
	int64_t row = 0;
	CHECK(journal_add(j, str_of(id), S("5a"), S("0123456789ab"), &row, &f));
	return row;
}

static bool
plan(struct journal *j, int64_t row, const char *channel)
{
	return journal_plan(
	    j, row, 1, S("presentation"), str_of(channel), S(""), &f);
}

static bool
claim(struct journal *j, const struct journal_delivery *d, const char *owner,
    int64_t expiry, const char *sha256)
{
	bool got = false;
	CHECK(journal_claim(
	    j, d, str_of(owner), expiry, str_of(sha256), &got, &f));
	return got;
}

static bool
settle(struct journal *j, int64_t row, const char *owner, enum outcome o)
{
	bool got = false;
	const struct journal_delivery d = { .row = row,
		.outcome = o,
		.owner = str_of(owner),
		.at = S("2026-11-22T05:00:00Z"),
		.receipt = S("there"),
		.sha256 = S("77"),
		.text = S("because") };
	CHECK(journal_settle(j, &d, &got, &f));
	return got;
}

static struct journal *
open_journal(void)
{
	enum mc_status status;
	struct journal *j = journal_open(&home, &status, &f);
	CHECK(j != NULL);
	if (!j)
		exit(1);
	return j;
}

static void
test_rows(struct journal *j)
{
	T_CASE("rows");
	CHECK_INT(find(j, "a/invoice/1").row, 0);
	int64_t row = add(j, "a/invoice/1");
	CHECK(plan(j, row, "print"));
	struct journal_document d = find(j, "a/invoice/1");
	CHECK_INT(d.row, row);
	CHECK_STR(d.sha256, "5a");
	CHECK_STR(d.run, "0123456789ab");
	CHECK_INT(d.deliveries_n, 1);
	CHECK_STR(d.deliveries[0].channel, "print");
	CHECK_STR(d.deliveries[0].address, "");
	CHECK_INT(d.deliveries[0].outcome, OUTCOME_WAITING);
	CHECK(!d.deliveries[0].owner.p);
	T_CASE("a second document of one id is a bug");
	CHECK(!journal_add(j, S("a/invoice/1"), S("5b"), S("r"), &row, &f));
	CHECK_INT(journal_status(j), MC_BUG);
	T_CASE("another purpose has its own deliveries");
	const struct journal_view view = { .purpose = S("payment") };
	CHECK(journal_find(j, S("a/invoice/1"), &view, &arena, &d, &f));
	CHECK_INT(d.deliveries_n, 0);
}

static void
test_one_way(struct journal *j)
{
	T_CASE("one way at a time");
	int64_t row = add(j, "a/invoice/2");
	CHECK(plan(j, row, "first"));
	CHECK(!plan(j, row, "second"));
	struct journal_delivery d = find(j, "a/invoice/2").deliveries[0];
	CHECK(settle(j, d.row, NULL, OUTCOME_TRANSIENT));
	CHECK(!plan(j, row, "second"));
	CHECK(settle(j, d.row, NULL, OUTCOME_PERMANENT));
	CHECK(!plan(j, row, "first"));
	CHECK(plan(j, row, "second"));
	struct journal_document two = find(j, "a/invoice/2");
	CHECK_INT(two.deliveries_n, 2);
	CHECK_STR(two.deliveries[0].channel, "first");
	CHECK_STR(two.deliveries[0].text, "because");
	CHECK_STR(two.deliveries[1].channel, "second");
	T_CASE("what was accepted stays alone");
	CHECK(settle(j, two.deliveries[1].row, NULL, OUTCOME_ACCEPTED));
	CHECK(!plan(j, row, "third"));
	T_CASE("many deliveries");
	row = add(j, "a/invoice/3");
	for (int i = 0; i < 20; i++) {
		char name[16];
		snprintf(name, sizeof(name), "way-%d", i);
		CHECK(plan(j, row, name));
		two = find(j, "a/invoice/3");
		CHECK_INT(two.deliveries_n, i + 1);
		CHECK_STR(two.deliveries[i].channel, name);
		CHECK(
		    settle(j, two.deliveries[i].row, NULL, OUTCOME_PERMANENT));
	}
}

static void
test_claims(struct journal *j)
{
	T_CASE("claims");
	CHECK(plan(j, add(j, "a/invoice/4"), "print"));
	struct journal_delivery seen = find(j, "a/invoice/4").deliveries[0];
	CHECK(claim(j, &seen, "one.jsonl", 1000, "aa"));
	CHECK(!claim(j, &seen, "two.jsonl", 1000, "bb"));
	struct journal_delivery now = find(j, "a/invoice/4").deliveries[0];
	CHECK_STR(now.owner, "one.jsonl");
	CHECK_INT(now.expiry, 1000);
	CHECK_STR(now.sha256, "aa");
	CHECK(!settle(j, now.row, "two.jsonl", OUTCOME_ACCEPTED));
	CHECK(!settle(j, now.row, NULL, OUTCOME_ACCEPTED));
	T_CASE("renewed claims cannot be taken by who saw the old one");
	int n;
	CHECK(journal_renew(j, S("one.jsonl"), 1000, 2000, &n, &f));
	CHECK_INT(n, 1);
	CHECK(journal_renew(j, S("one.jsonl"), 1000, 3000, &n, &f));
	CHECK_INT(n, 0);
	CHECK(!claim(j, &now, "two.jsonl", 1500, "bb"));
	T_CASE("taking over keeps what was to leave");
	now = find(j, "a/invoice/4").deliveries[0];
	CHECK_INT(now.expiry, 2000);
	CHECK(claim(j, &now, "two.jsonl", 4000, "bb"));
	CHECK(!settle(j, now.row, "one.jsonl", OUTCOME_ACCEPTED));
	now = find(j, "a/invoice/4").deliveries[0];
	CHECK_STR(now.owner, "two.jsonl");
	CHECK_STR(now.sha256, "aa");
	CHECK(settle(j, now.row, "two.jsonl", OUTCOME_ACCEPTED));
	T_CASE("settled");
	now = find(j, "a/invoice/4").deliveries[0];
	CHECK_INT(now.outcome, OUTCOME_ACCEPTED);
	CHECK(!now.owner.p);
	CHECK_INT(now.expiry, 0);
	CHECK_STR(now.at, "2026-11-22T05:00:00Z");
	CHECK_STR(now.receipt, "there");
	CHECK_STR(now.sha256, "77");
	CHECK(!settle(j, now.row, "two.jsonl", OUTCOME_PERMANENT));
}

static bool
note(void *arg, const struct journal_entry *e)
{
	struct buf *b = arg;
	buf_printf(b, "%.*s %.*s %.*s %s\n", STR_ARG(e->id), STR_ARG(e->run),
	    STR_ARG(e->delivery.channel), outcome_name(e->delivery.outcome));
	return b->n < 300;
}

static void
test_list(struct journal *j)
{
	const struct str none = { NULL, 0 };
	struct buf b = BUF_INIT(1 << 16);
	T_CASE("list");
	CHECK(journal_list(j, none, S("a/invoice/1"), note, &b, &f));
	CHECK_STR(buf_str(&b), "a/invoice/1 0123456789ab print waiting\n");
	buf_reset(&b);
	CHECK(journal_list(j, S("no-such-run"), none, note, &b, &f));
	CHECK_INT(b.n, 0);
	T_CASE("list stops when it is told to");
	CHECK(journal_list(j, none, none, note, &b, &f));
	CHECK(b.n >= 300 && b.n < 400);
	buf_free(&b);
}

/* ---- what an operator does ------------------------------------------- */

static int64_t
event(struct journal *j, int64_t document, const char *what, const char *reason)
{
	int64_t row = 0;
	const struct journal_event e = { .at = S("2026-11-22T05:00:00Z"),
		.user = S("anna"),
		.what = str_of(what),
		.reason = str_of(reason),
		.document = document,
		.run = S("0123456789ab") };
	CHECK(journal_note(j, &e, &row, &f));
	return row;
}

static bool
note_event(void *arg, const struct journal_event *e, struct str id)
{
	buf_printf(arg, "%.*s %.*s %.*s %.*s\n", STR_ARG(e->user),
	    STR_ARG(e->what), STR_ARG(id), STR_ARG(e->reason));
	return true;
}

static void
test_states(struct journal *j)
{
	const struct str none = { NULL, 0 };
	struct buf b = BUF_INIT(1 << 16);
	T_CASE("what is kept back cannot be claimed");
	int64_t row = add(j, "a/invoice/20");
	CHECK(plan(j, row, "print"));
	int64_t why = event(j, row, "hold", "asked by 19121212-1212");
	CHECK(journal_set_state(j, row, JOURNAL_HELD, why, &f));
	struct journal_document d = find(j, "a/invoice/20");
	CHECK_INT(d.state, JOURNAL_HELD);
	CHECK(journal_blocks(d.state));
	CHECK_STR(d.user, "anna");
	CHECK_STR(d.reason, "asked by *************");
	CHECK(!claim(j, &d.deliveries[0], "one.jsonl", 1000, "aa"));
	CHECK(journal_set_state(j, row, JOURNAL_RELEASED, why, &f));
	CHECK(!journal_blocks(find(j, "a/invoice/20").state));
	CHECK(claim(j, &d.deliveries[0], "one.jsonl", 1000, "aa"));
	T_CASE("a stopped one has no further delivery");
	CHECK(settle(j, d.deliveries[0].row, "one.jsonl", OUTCOME_PERMANENT));
	CHECK(journal_set_state(j, row, JOURNAL_STOPPED, why, &f));
	CHECK(!plan(j, row, "second"));
	T_CASE("events");
	CHECK(journal_events(j, none, S("a/invoice/20"), note_event, &b, &f));
	CHECK_STR(
	    buf_str(&b), "anna hold a/invoice/20 asked by *************\n");
	T_CASE("an event without a reason is a bug");
	const struct journal_event bad = { .at = S("t"),
		.user = S("anna"),
		.what = S("hold"),
		.reason = S(""),
		.document = row };
	CHECK(!journal_note(j, &bad, NULL, &f));
	buf_free(&b);
}

static void
test_series(struct journal *j)
{
	const struct journal_view order = { .purpose = S("copy"),
		.order = S("0011223344556677") };
	struct journal_document d;
	int64_t series = 0;
	bool got;
	T_CASE("series");
	int64_t row = add(j, "a/invoice/21");
	CHECK(plan(j, row, "print"));
	CHECK(journal_find(j, S("a/invoice/21"), &order, &arena, &d, &f));
	CHECK_INT(d.series, 0);
	CHECK(journal_order(j, row, order.purpose, order.order, &series, &f));
	CHECK_INT(series, 2);
	CHECK(!journal_order(j, row, order.purpose, order.order, &series, &f));
	CHECK(journal_plan(j, row, 2, order.purpose, S("print"), S(""), &f));
	CHECK(journal_find(j, S("a/invoice/21"), &order, &arena, &d, &f));
	CHECK_INT(d.series, 2);
	CHECK_INT(d.deliveries_n, 1);
	CHECK_INT(find(j, "a/invoice/21").series, 1);
	T_CASE("another takes its place only when it may");
	CHECK(journal_take_over(j, row, S("99"), S("r2"), &series, &got, &f));
	CHECK(!got);
	CHECK(journal_let_replace(j, row, &f));
	CHECK(find(j, "a/invoice/21").replace);
	CHECK(journal_take_over(j, row, S("99"), S("r2"), &series, &got, &f));
	CHECK(got);
	CHECK_INT(series, 3);
	d = find(j, "a/invoice/21");
	CHECK_STR(d.sha256, "99");
	CHECK_STR(d.run, "r2");
	CHECK_INT(d.deliveries_n, 0);
	CHECK(!d.replace);
	T_CASE("all deliveries of all series");
	const struct journal_view all = { 0 };
	CHECK(journal_find(j, S("a/invoice/21"), &all, &arena, &d, &f));
	CHECK_INT(d.deliveries_n, 2);
	CHECK_INT(d.deliveries[1].series, 2);
	T_CASE("orders");
	struct journal_event e;
	CHECK(journal_find_order(j, order.order, &arena, &e, &f));
	CHECK(!e.what.p);
	CHECK(journal_add_order(
	    j, order.order, event(j, row, "copy", "asked for"), &f));
	CHECK(journal_add_order(
	    j, order.order, event(j, row, "copy", "asked again"), &f));
	CHECK(journal_find_order(j, order.order, &arena, &e, &f));
	CHECK_STR(e.reason, "asked for");
}

static void
test_approval(struct journal *j)
{
	const struct str none = { NULL, 0 };
	struct journal_intake in;
	struct str spool = S("abcd"), at = S("2026-11-22T05:00:00Z");
	T_CASE("approval");
	CHECK(journal_find_intake(j, spool, &arena, &in, &f));
	CHECK(!in.known);
	CHECK(journal_take_in(j, spool, S("r"), S("kind = x"), &f));
	CHECK(journal_take_in(j, spool, S("r"), none, &f));
	bool has = true;
	CHECK(journal_has_intake(j, S("q"), &has, &f) && !has);
	CHECK(journal_has_intake(j, S("r"), &has, &f) && has);
	CHECK(journal_add_runner(j, spool, S("anna"), at, &f));
	CHECK(journal_add_runner(j, spool, S("anna"), at, &f));
	int64_t row = event(j, 0, "approve", "looked at it");
	CHECK(!journal_approve(j, spool, S("anna"), row, &f));
	CHECK(journal_approve(j, spool, S("berit"), row, &f));
	CHECK(!journal_approve(j, spool, S("berit"), row, &f));
	CHECK(journal_approve(j, spool, S("carl"), row, &f));
	CHECK(journal_find_intake(j, spool, &arena, &in, &f));
	CHECK(in.known);
	CHECK_STR(in.pilot, "kind = x");
	CHECK_INT(in.runners_n, 1);
	CHECK_INT(in.approvers_n, 2);
	CHECK_STR(in.approvers[1], "carl");
	T_CASE("who runs it later has not approved it");
	CHECK(journal_add_runner(j, spool, S("carl"), at, &f));
	CHECK(journal_find_intake(j, spool, &arena, &in, &f));
	CHECK_INT(in.approvers_n, 1);
	CHECK_STR(in.approvers[0], "berit");
}

/* What a transaction wrote is there for another only when it is committed. */
static void
test_two(struct journal *j)
{
	T_CASE("two at once");
	enum mc_status status;
	struct journal *k = journal_open_read(&home, &status, &f);
	CHECK(k != NULL);
	CHECK(journal_begin(j, &f));
	add(j, "a/invoice/5");
	CHECK_INT(find(k, "a/invoice/5").row, 0);
	CHECK(journal_commit(j, &f));
	CHECK(find(k, "a/invoice/5").row != 0);
	int64_t row;
	CHECK(!journal_add(k, S("a/invoice/6"), S("5c"), S("r"), &row, &f));
	CHECK_INT(find(j, "a/invoice/6").row, 0);
	journal_close(k);
}

/* ---- outcomes and spools --------------------------------------------- */

static void
test_outcomes(void)
{
	static const char *const words[] = { "waiting", "accepted", "permanent",
		"transient", "unknown", "held" };
	enum outcome o;
	for (int i = 0; i < 6; i++) {
		T_CASE(words[i]);
		CHECK(outcome_parse(&o, str_of(words[i])));
		CHECK_INT(o, i);
		CHECK_STR(outcome_name(o), words[i]);
		CHECK_INT(outcome_is_final(o), i == 1 || i == 2);
	}
	CHECK(!outcome_parse(&o, S("Accepted")));
	CHECK(!outcome_parse(&o, S("")));
}

static size_t
spools(void)
{
	size_t n = 99;
	CHECK(spool_names(&home, &arena, &n, &f) != NULL);
	return n;
}

static void
test_spool(void)
{
	struct spool a, b, c;
	struct buf text = BUF_INIT(1 << 18);
	T_CASE("spool");
	CHECK(spool_new(&a, &home, &f));
	spool_add(&a, S("one"));
	spool_add(&a, S("two"));
	CHECK_INT(spools(), 0);
	CHECK(spool_commit(&a, "run-1", &f));
	CHECK_STR(spool_name(&a), "run-1.jsonl");
	CHECK_INT(spools(), 1);
	CHECK(file_read(a.path, &text));
	CHECK_STR(buf_str(&text), "one\ntwo\n");
	T_CASE("one that is held stays so");
	CHECK(spool_is_alive(&home, S("run-1.jsonl")));
	CHECK(!spool_take(&b, &home, "run-1.jsonl"));
	CHECK(spool_new(&b, &home, &f));
	CHECK(spool_commit(&b, "run-1", &f));
	CHECK_STR(spool_name(&b), "run-1-2.jsonl");
	T_CASE("let go, it can be taken");
	spool_close(&a);
	CHECK(!spool_is_alive(&home, S("run-1.jsonl")));
	CHECK(spool_take(&c, &home, "run-1.jsonl"));
	CHECK(spool_is_alive(&home, S("run-1.jsonl")));
	spool_close(&c);
	T_CASE("one of a dead process is replaced");
	CHECK(spool_new(&c, &home, &f));
	spool_add(&c, S("three"));
	CHECK(spool_commit(&c, "run-1", &f));
	CHECK_STR(spool_name(&c), "run-1.jsonl");
	buf_reset(&text);
	CHECK(file_read(c.path, &text));
	CHECK_STR(buf_str(&text), "three\n");
	T_CASE("in the place of one that we hold");
	char hex[SHA256_HEX], want[SHA256_HEX];
	CHECK(spool_new(&a, &home, &f));
	spool_add(&a, S("four"));
	CHECK(spool_sha256(&a, hex, &f));
	sha256_text("four\n", 5, want);
	CHECK_STR(str_of(hex), want);
	CHECK(spool_commit_over(&a, &c, &f));
	CHECK_STR(spool_name(&a), "run-1.jsonl");
	CHECK(c.fd < 0);
	CHECK_INT(spools(), 2);
	c = a;
	T_CASE("removed");
	spool_remove(&b);
	spool_remove(&c);
	spool_remove(&c);
	CHECK_INT(spools(), 0);
	CHECK(!spool_is_alive(&home, S("run-1.jsonl")));
	CHECK(!spool_is_alive(&home, S("../mc.home")));
	buf_free(&text);
}

/* A process that dies in the middle leaves what the next one clears away. */
static void
test_dead(void)
{
	struct spool live, dead;
	char folder[PATH_MAX + 16];
	struct stat st;
	T_CASE("sweep");
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		if (!spool_new(&dead, &home, &f))
			_exit(1);
		spool_add(&dead, S("lost"));
		_exit(0);
	}
	int status = -1;
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK_INT(status, 0);
	CHECK(spool_new(&live, &home, &f));
	snprintf(folder, sizeof(folder), "%s/spool", home.path);
	spool_sweep(&home);
	CHECK(stat(live.path, &st) == 0);
	spool_remove(&live);
	CHECK(rmdir(folder) == 0); /* nothing else is there */
	CHECK(mkdir(folder, 0700) == 0);
	T_CASE("no folder");
	CHECK(rmdir(folder) == 0);
	size_t n;
	CHECK(!spool_names(&home, &arena, &n, &f));
	CHECK(!spool_new(&live, &home, &f));
	CHECK(mkdir(folder, 0700) == 0);
}

static void
test_full(void)
{
	struct spool s;
	T_CASE("a write that fails shows in the commit");
	int full = open("/dev/full", O_WRONLY);
	CHECK(spool_new(&s, &home, &f));
	CHECK(dup2(full, s.fd) == s.fd);
	spool_add(&s, S("line"));
	CHECK(!spool_commit(&s, "run-2", &f));
	CHECK(strstr(f.text, "No space") != NULL);
	CHECK_INT(spools(), 0);
	CHECK(unlink(s.path) == 0);
	spool_close(&s);
	close(full);
}

/* file_put_by: what a killed process left under the temporary name goes. */
static void
test_put_by(void)
{
	char temp[PATH_MAX + 16], path[PATH_MAX + 16];
	struct buf text = BUF_INIT(1 << 18);
	T_CASE("put by a name");
	snprintf(temp, sizeof(temp), "%s/x.part", home.path);
	snprintf(path, sizeof(path), "%s/x.pdf", home.path);
	CHECK(file_put(temp, "half", 4, false));
	CHECK(file_put_by(temp, path, "whole", 5, false));
	CHECK(access(temp, F_OK) != 0);
	CHECK(file_read(path, &text));
	CHECK_STR(buf_str(&text), "whole");
	T_CASE("killed between link and unlink");
	CHECK(link(path, temp) == 0);
	CHECK(file_put_by(temp, path, "whole", 5, true));
	CHECK(access(temp, F_OK) != 0);
	CHECK(file_same(path, "whole", 5));
	T_CASE("never replaced");
	CHECK(!file_put_by(temp, path, "other", 5, false));
	CHECK_INT(errno, EEXIST);
	CHECK(file_same(path, "whole", 5));
	CHECK(access(temp, F_OK) != 0);
	buf_free(&text);
}

int
main(void)
{
	char path[] = "/tmp/t_journal.XXXXXX", remove[64];
	enum mc_status status;
	if (!mkdtemp(path) || !home_init(path, true, &f) ||
	    !home_open(&home, path, &f)) {
		fprintf(stderr, "no home: %s\n", f.text);
		return 1;
	}
	test_outcomes();
	T_CASE("no journal yet");
	CHECK(!journal_open_read(&home, &status, &f));
	CHECK_INT(status, MC_OK);
	struct journal *j = open_journal();
	test_rows(j);
	test_one_way(j);
	test_claims(j);
	test_list(j);
	test_two(j);
	test_states(j);
	test_series(j);
	test_approval(j);
	journal_close(j);
	T_CASE("opened again");
	j = open_journal();
	CHECK(find(j, "a/invoice/4").row != 0);
	journal_close(j);
	test_spool();
	test_dead();
	test_full();
	test_put_by();
	arena_free(&arena);
	snprintf(remove, sizeof(remove), "rm -rf '%s'", path);
	CHECK_INT(system(remove), 0);
	return T_END();
}
