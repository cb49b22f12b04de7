/* SPDX-License-Identifier: ISC */
#include <fcntl.h>

#include "state/debits.h"

#include "filed.h"

static struct arena arena;

#define KEY S("0123456789abcdef0123456789abcdef")

static const struct date run = { 2026, 11, 22 };

static struct debits *
open_debits(void)
{
	enum mc_status status;
	struct debits *d = debits_open(&home, KEY, &status, &f);
	CHECK(d != NULL);
	if (!d) {
		fprintf(stderr, "%s: %s\n", f.place, f.text);
		exit(1);
	}
	return d;
}

static struct debit_order
order(const char *id, const char *payer, const char *reference)
{
	return (struct debit_order){ .id = str_of(id),
		.sha256 = S("5a"),
		.payee = S("9912346"),
		.payer = str_of(payer),
		.reference = str_of(reference),
		.date = { 2026, 12, 1 },
		.amount = 12345 };
}

/* Makes a file of that text with its rows; not committed. */
static struct batch_row
make(struct debits *d, struct batch *b, const char *text,
    const struct debit_order *o, int n)
{
	struct batch_row file = { .scheme = S("autogiro"),
		.sender = S("norrlid"),
		.run = S("0123456789ab"),
		.currency = S("SEK"),
		.records = n };
	CHECK(filed_begin(debits_filed(d), &f));
	CHECK(filed_open(debits_filed(d), b, S("norrlid/autogiro/x"), &f));
	CHECK(filed_add(debits_filed(d), &file, &f));
	batch_add(b, text, strlen(text));
	for (int i = 0; i < n; i++) {
		const struct debit_place at = { file.row, i + 1 };
		CHECK(debits_add(d, &o[i], &at, &f));
		file.total += o[i].amount;
	}
	end_file(debits_filed(d), b, &file, "autogiro", "txt");
	return file;
}

static void
test_course(struct debits *d)
{
	struct batch b;
	struct debit_place at;
	struct batch_row file;
	const struct debit_order o[] = { order("a/invoice/1", "1", "r1"),
		order("a/invoice/2", "2", "r2") };
	T_CASE("the whole course");
	CHECK_INT(debits_find(d, &o[0], &at, &f), DEBITS_NONE);
	file = make(d, &b, "first\r\n", o, 2);
	CHECK(filed_commit(debits_filed(d), &f));
	CHECK(holds(b.temp, "first\r\n") && holds(b.path, NULL));
	CHECK(filed_finish(debits_filed(d), &f));
	CHECK(holds(b.path, "first\r\n") && holds(b.temp, NULL));
	CHECK(filed_finish(debits_filed(d), &f));
	CHECK_INT(debits_find(d, &o[1], &at, &f), DEBITS_FILED);
	CHECK_INT(at.file, file.row);
	CHECK_INT(at.position, 2);
	CHECK(filed_of(debits_filed(d), at.file, &file, &arena, &f));
	CHECK_STR(file.path, b.path);
	CHECK_STR(file.sha256, b.sha256);
	CHECK_STR(file.sender, "norrlid");
	CHECK_INT(file.bytes, 7);
	CHECK_INT(file.records, 2);
	CHECK_INT(file.total, 24690);
	batch_close(&b);
	T_CASE("a row that is not there");
	CHECK(!filed_of(debits_filed(d), 99, &file, &arena, &f));
	CHECK_INT(filed_status(debits_filed(d)), MC_BUG);
}

static void
test_same(struct debits *d)
{
	struct debit_place at;
	struct str id;
	struct debit_order o = order("a/invoice/1", "1", "r1");
	T_CASE("known by its id");
	CHECK_INT(debits_find_id(d, o.id, o.sha256, &at, &f), DEBITS_FILED);
	CHECK_INT(debits_find_id(d, o.id, S("5b"), &at, &f), DEBITS_REUSED);
	CHECK_INT(
	    debits_find_id(d, S("a/invoice/9"), S("5a"), &at, &f), DEBITS_NONE);
	o.date.day = 2;
	o.payer = S("77");
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_FILED);
	o.amount++;
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_REUSED);
	o = order("a/invoice/1", "1", "r1");
	o.out = true;
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_REUSED);
	T_CASE("known by what it is");
	o = order("a/invoice/9", "1", "r1");
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_TWICE);
	CHECK(debits_id(d, &at, &id, &arena, &f));
	CHECK_STR(id, "a/invoice/1");
	o.amount++;
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_TWICE);
	o.payee = S("50501055");
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_NONE);
	o = order("a/invoice/9", "1", "r2");
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_NONE);
	o = order("a/invoice/9", "1", "r1");
	o.out = true;
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_NONE);
	o.out = false;
	o.date.year++;
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_NONE);
}

/* Even a caller that did not look cannot debit twice. */
static void
test_schema(struct debits *d)
{
	static const struct debit_place at = { 1, 9 }, taken = { 1, 1 };
	struct debit_order o[4] = { order("a/invoice/1", "9", "r9"),
		order("a/invoice/9", "1", "r1"), order("a/invoice/9", "9", "9"),
		order("a/invoice/9", "9", "r9") };
	o[2].amount = 0;
	T_CASE("the schema");
	CHECK(filed_begin(debits_filed(d), &f));
	for (int i = 0; i < 4; i++) {
		CHECK(!debits_add(d, &o[i], i == 3 ? &taken : &at, &f));
		CHECK_INT(filed_status(debits_filed(d)), MC_BUG);
	}
	filed_rollback(debits_filed(d));
}

static void
test_rollback(struct debits *d)
{
	struct batch b;
	struct debit_place at;
	const struct debit_order o = order("a/invoice/5", "5", "r5");
	T_CASE("rolled back");
	make(d, &b, "lost", &o, 1);
	filed_rollback(debits_filed(d));
	batch_drop(&b);
	batch_drop(&b);
	CHECK(holds(b.temp, NULL));
	CHECK(filed_finish(debits_filed(d), &f));
	CHECK(holds(b.path, NULL));
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_NONE);
	T_CASE("what a dead process left is swept by the next");
	CHECK(batch_open(&b, &home, DEBITS_NAME, S("a/b/c"), &f));
	batch_close(&b);
	CHECK(!holds(b.temp, NULL));
	CHECK(filed_begin(debits_filed(d), &f));
	CHECK(holds(b.temp, NULL));
	filed_rollback(debits_filed(d));
}

static bool
is_known(const char *id)
{
	enum mc_status status;
	struct debit_place at;
	struct debits *d = debits_open(&home, KEY, &status, &f);
	const struct debit_order o = order(id, "x", "x");
	bool known = d && debits_find(d, &o, &at, &f) == DEBITS_FILED;
	debits_close(d);
	return known;
}

/* Whoever begins next gives the file its name, wherever the other stopped. */
static void
test_finish(struct debits *d)
{
	struct batch b;
	char temp[PATH_MAX], path[PATH_MAX];
	struct debit_order o = order("a/invoice/6", "6", "r6");
	T_CASE("between the transaction and the name");
	make(d, &b, "six", &o, 1);
	CHECK(filed_commit(debits_filed(d), &f));
	batch_close(&b);
	CHECK(filed_begin(debits_filed(d), &f));
	CHECK(holds(b.path, "six") && holds(b.temp, NULL));
	filed_rollback(debits_filed(d));
	CHECK(filed_finish(debits_filed(d), &f));
	CHECK(holds(b.path, "six"));
	CHECK(is_known("a/invoice/6"));

	T_CASE("a torn file under the name");
	o = order("a/invoice/7", "7", "r7");
	make(d, &b, "seven", &o, 1);
	CHECK(filed_commit(debits_filed(d), &f));
	batch_close(&b);
	CHECK(home_join(&home, str_of(b.path), path, &f));
	CHECK(home_join(&home, str_of(b.temp), temp, &f));
	*strrchr(path, '/') = '\0';
	CHECK(file_mkdirs(path));
	path[strlen(path)] = '/';
	CHECK(file_put(path, "sev", 3, false));
	CHECK(filed_finish(debits_filed(d), &f));
	CHECK(holds(b.path, "seven") && holds(b.temp, NULL));

	T_CASE("both are gone");
	o = order("a/invoice/8", "8", "r8");
	make(d, &b, "eight", &o, 1);
	CHECK(filed_commit(debits_filed(d), &f));
	batch_close(&b);
	CHECK(home_join(&home, str_of(b.temp), temp, &f));
	CHECK(rename(temp, path) == 0);
	CHECK(!filed_finish(debits_filed(d), &f));
	CHECK_INT(filed_status(debits_filed(d)), MC_IO);
	CHECK_STR(f.place, b.path);
	CHECK(!filed_begin(debits_filed(d), &f));
	CHECK(rename(path, temp) == 0);
	CHECK(filed_finish(debits_filed(d), &f));
	CHECK(holds(b.path, "eight"));
}

static bool
note_file(void *arg, const struct batch_row *file)
{
	buf_printf(arg, "%lld %lld\n", (long long)file->records,
	    (long long)file->total);
	return true;
}

static bool
note_debit(void *arg, const struct debit_row *row)
{
	CHECK_INT(row->payer.n, 64);
	buf_printf(arg, "%.*s %.*s %lld\n", STR_ARG(row->id),
	    STR_ARG(row->date), (long long)row->position);
	return true;
}

static void
test_list(void)
{
	enum mc_status status;
	struct batch_row file;
	struct buf b = BUF_INIT(1 << 16);
	T_CASE("list");
	struct debits *d = debits_open_read(&home, &status, &f);
	CHECK(d != NULL);
	CHECK(filed_each(debits_filed(d), note_file, &b, &f));
	CHECK_STR(buf_str(&b), "2 24690\n1 12345\n1 12345\n1 12345\n");
	buf_reset(&b);
	CHECK(filed_of(debits_filed(d), 1, &file, &arena, &f));
	CHECK(debits_list(d, file.path, note_debit, &b, &f));
	CHECK_STR(buf_str(&b),
	    "a/invoice/1 2026-12-01 1\na/invoice/2 2026-12-01 2\n");
	debits_close(d);
	buf_free(&b);
}

static void
test_keys(void)
{
	enum mc_status status;
	struct debit_place at;
	const struct debit_order o = order("a/invoice/99", "1", "r1");
	T_CASE("no key");
	struct debits *d =
	    debits_open(&home, (struct str){ NULL, 0 }, &status, &f);
	CHECK(d != NULL);
	CHECK_INT(debits_find(d, &o, &at, &f), DEBITS_FAILED);
	CHECK_INT(filed_status(debits_filed(d)), MC_CONFIG);
	CHECK_INT(debits_find_id(d, S("a/invoice/1"), S("5a"), &at, &f),
	    DEBITS_FILED);
	debits_close(d);
	T_CASE("another key");
	CHECK(!debits_open(
	    &home, S("another key, also of 32 bytes ..."), &status, &f));
	CHECK_INT(status, MC_CONFIG);
}

static void
test_full(void)
{
	struct batch b;
	T_CASE("a full disk");
	int full = open("/dev/full", O_WRONLY);
	CHECK(batch_open(&b, &home, DEBITS_NAME, S("a/b/c"), &f));
	CHECK(dup2(full, b.fd) == b.fd);
	batch_add(&b, "x", 1);
	CHECK(!batch_end(&b, run, "autogiro", "txt", &f));
	CHECK(strstr(f.text, "No space") != NULL);
	batch_drop(&b);
	close(full);
}

int
main(void)
{
	enum mc_status status;
	home_make();
	T_CASE("none yet");
	CHECK(!debits_open_read(&home, &status, &f));
	CHECK_INT(status, MC_OK);
	struct debits *d = open_debits();
	test_course(d);
	test_same(d);
	test_schema(d);
	test_rollback(d);
	test_finish(d);
	debits_close(d);
	test_list();
	test_keys();
	test_full();
	arena_free(&arena);
	home_drop();
	return T_END();
}
