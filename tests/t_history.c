/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "state/history.h"
#include "t.h"

static struct home home;
static struct arena arena;
static struct fault f;

#define S(text) ((struct str)STR(text))

static struct history *
open_history(void)
{
	enum mc_status status;
	struct history *h = history_open(&home, &status, &f);
	CHECK(h != NULL);
	if (!h)
		exit(1);
	return h;
}

/* A run of so many documents, one of which is held. */
static struct history_run
a_run(const char *sender, const char *run, int64_t n)
{
	static struct history_amount amounts[2];
	static struct history_share shares[3];
	amounts[0] = (struct history_amount){ .currency = S("NOK") };
	amounts[1] = (struct history_amount){ .currency = S("SEK") };
	CHECK(dec_parse(&amounts[0].total, S("-12.50")));
	CHECK(dec_parse(&amounts[0].largest, S("12.50")));
	CHECK(dec_parse(&amounts[1].total, S("1234567890123456789012345.67")));
	CHECK(dec_parse(&amounts[1].largest, S("0.00")));
	shares[0] = (struct history_share){ S("email"), false, n - 1 };
	shares[1] = (struct history_share){ S("held"), false, 1 };
	shares[2] = (struct history_share){ S("debit"), true, n };
	return (struct history_run){ .sender = str_of(sender),
		.run = str_of(run),
		.at = S("2026-11-22T00:00:00Z"),
		.digest = S("00112233445566778899aabbccddeeff"),
		.documents = n,
		.rejected = 2,
		.amounts = amounts,
		.amounts_n = 2,
		.shares = shares,
		.shares_n = 3,
		.verdict = HISTORY_PLAUSIBLE };
}

static void
put(const char *sender, const char *run, int64_t n, enum history_verdict v)
{
	struct history *h = open_history();
	struct history_run r = a_run(sender, run, n);
	r.verdict = v;
	CHECK(history_begin(h, &f));
	CHECK(history_put(h, &r, &f));
	CHECK(history_commit(h, &f));
	history_close(h);
}

static void
test_none(void)
{
	enum mc_status status = MC_BUG;
	CHECK(history_open_read(&home, &status, &f) == NULL);
	CHECK_INT(status, MC_OK);
}

static void
test_round_trip(void)
{
	char text[DEC_TEXT];
	struct history_run r;
	struct history *h = open_history();
	CHECK(history_find(h, S("norrlid"), S("a"), &arena, &r, &f));
	CHECK_INT(r.row, 0);
	history_close(h);
	put("norrlid", "a", 10, HISTORY_PLAUSIBLE);
	h = open_history();
	CHECK(history_find(h, S("norrlid"), S("a"), &arena, &r, &f));
	CHECK_INT(r.row, 1);
	CHECK_STR(r.at, "2026-11-22T00:00:00Z");
	CHECK_STR(r.digest, "00112233445566778899aabbccddeeff");
	CHECK_INT(r.documents, 10);
	CHECK_INT(r.rejected, 2);
	CHECK_INT(r.verdict, HISTORY_PLAUSIBLE);
	CHECK(!r.reason.p && !r.user.p && !r.limits.p);
	CHECK_INT(r.amounts_n, 2);
	dec_format(r.amounts[0].total, text);
	CHECK_STR(r.amounts[0].currency, "NOK");
	CHECK_STR(text, "-12.50");
	dec_format(r.amounts[1].total, text);
	CHECK_STR(text, "1234567890123456789012345.67");
	CHECK_INT(r.shares_n, 3);
	CHECK_STR(r.shares[1].way, "held");
	CHECK_INT(r.shares[0].documents, 9);
	CHECK(!r.shares[1].collects && r.shares[2].collects);
	CHECK(history_find(h, S("other"), S("a"), &arena, &r, &f));
	CHECK_INT(r.row, 0);
	history_close(h);
}

/* The ids of the last runs before a row, in one word. */
static const char *
last(const char *sender, int64_t before, int64_t most)
{
	static char text[64];
	struct history *h = open_history();
	struct history_run *runs;
	size_t n;
	CHECK(history_last(
	    h, str_of(sender), before, most, &arena, &runs, &n, &f));
	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		strncat(text, runs[i].run.p, sizeof(text) - 1 - strlen(text));
	history_close(h);
	return text;
}

static void
test_last(void)
{
	put("norrlid", "b", 11, HISTORY_UNJUDGED);
	put("norrlid", "c", 900, HISTORY_REFUSED);
	put("other", "d", 1, HISTORY_PLAUSIBLE);
	put("norrlid", "e", 13, HISTORY_WITHHELD);
	put("norrlid", "f", 14, HISTORY_ACCEPTED);
	CHECK_STR(last("norrlid", 0, 10), "fba");
	CHECK_STR(last("norrlid", 0, 2), "fb");
	CHECK_STR(last("norrlid", 2, 10), "a");
	CHECK_STR(last("norrlid", 1, 10), "");
	CHECK_STR(last("nobody", 0, 10), "");
	T_CASE("a run that comes again keeps its place");
	put("norrlid", "a", 12, HISTORY_PLAUSIBLE);
	put("norrlid", "c", 12, HISTORY_ACCEPTED);
	CHECK_STR(last("norrlid", 0, 10), "fcba");
	struct history *h = open_history();
	struct history_run r;
	CHECK(history_find(h, S("norrlid"), S("a"), &arena, &r, &f));
	CHECK_INT(r.row, 1);
	CHECK_INT(r.documents, 12);
	CHECK_INT(r.shares_n, 3);
	CHECK_INT(r.amounts_n, 2);
	history_close(h);
}

static void
test_undone(void)
{
	struct history *h = open_history();
	struct history_run r = a_run("norrlid", "z", 5);
	CHECK(history_begin(h, &f));
	CHECK(history_put(h, &r, &f));
	history_close(h);
	CHECK_STR(last("norrlid", 0, 10), "fcba");
}

struct seen {
	char text[64];
	size_t most;
};

static bool
see(void *arg, const struct history_run *r)
{
	struct seen *s = arg;
	strncat(s->text, r->run.p, sizeof(s->text) - 1 - strlen(s->text));
	return strlen(s->text) < s->most;
}

static void
test_list(void)
{
	const struct str all = { NULL, 0 };
	struct seen s = { .most = 60 };
	enum mc_status status;
	struct history *h = history_open_read(&home, &status, &f);
	CHECK(h != NULL);
	CHECK(history_list(h, all, see, &s, &f));
	CHECK_STR(s.text, "abcdef");
	s = (struct seen){ .most = 60 };
	CHECK(history_list(h, S("other"), see, &s, &f));
	CHECK_STR(s.text, "d");
	s = (struct seen){ .most = 2 };
	CHECK(history_list(h, all, see, &s, &f));
	CHECK_STR(s.text, "ab");
	history_close(h);
}

static void
test_verdicts(void)
{
	CHECK(history_counts(HISTORY_UNJUDGED));
	CHECK(history_counts(HISTORY_PLAUSIBLE));
	CHECK(history_counts(HISTORY_ACCEPTED));
	CHECK(!history_counts(HISTORY_WITHHELD));
	CHECK(!history_counts(HISTORY_REFUSED));
	CHECK_STR(history_verdict_name(HISTORY_WITHHELD), "withheld");
}

int
main(void)
{
	char folder[] = "/tmp/t_history.XXXXXX", command[64];
	if (!mkdtemp(folder) || !home_init(folder, true, &f) ||
	    !home_open(&home, folder, &f))
		return 1;
	test_none();
	test_round_trip();
	test_last();
	test_undone();
	test_list();
	test_verdicts();
	arena_free(&arena);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	CHECK_INT(system(command), 0);
	return T_END();
}
