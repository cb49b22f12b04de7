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
	CHECK(journal_find(j, str_of(id), S("presentation"), &arena, &d, &f));
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
	    j, row, S("presentation"), str_of(channel), S(""), &f);
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
	CHECK(journal_find(j, S("a/invoice/1"), S("payment"), &arena, &d, &f));
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
note(void *arg, struct str id, struct str run, const struct journal_delivery *d)
{
	struct buf *b = arg;
	buf_printf(b, "%.*s %.*s %.*s %s\n", STR_ARG(id), STR_ARG(run),
	    STR_ARG(d->channel), outcome_name(d->outcome));
	return b->n < 300;
}

static void
test_list(struct journal *j)
{
	struct buf b = BUF_INIT(1 << 16);
	enum outcome waiting = OUTCOME_WAITING;
	T_CASE("list");
	CHECK(journal_list(j, S("0123456789ab"), &waiting, note, &b, &f));
	CHECK_STR(buf_str(&b), "a/invoice/1 0123456789ab print waiting\n");
	buf_reset(&b);
	CHECK(journal_list(j, S("no-such-run"), NULL, note, &b, &f));
	CHECK_INT(b.n, 0);
	T_CASE("list stops when it is told to");
	CHECK(journal_list(j, (struct str){ NULL, 0 }, NULL, note, &b, &f));
	CHECK(b.n >= 300 && b.n < 400);
	buf_free(&b);
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
		"transient", "unknown" };
	enum outcome o;
	for (int i = 0; i < 5; i++) {
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
