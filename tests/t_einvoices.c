/* SPDX-License-Identifier: ISC */
/* Documents in batch files, and the elements of `sefaktura`. */
#include "model/einvoice.h"
#include "state/einvoices.h"

#include "filed.h"

static struct arena arena;

static struct einvoices *
open_einvoices(void)
{
	enum mc_status status;
	struct einvoices *e = einvoices_open(&home, &status, &f);
	CHECK(e != NULL);
	if (!e) {
		fprintf(stderr, "%s: %s\n", f.place, f.text);
		exit(1);
	}
	return e;
}

/* Makes a file of that text with those documents; not committed. */
static struct batch_row
make(struct einvoices *e, struct batch *b, const char *channel,
    const char *text, const char *const *ids, int n)
{
	struct batch_row file = { .scheme = str_of(channel),
		.sender = S("norrlid"),
		.run = S("0123456789ab"),
		.currency = S(""),
		.records = n };
	CHECK(filed_begin(einvoices_filed(e), &f));
	CHECK(filed_open(einvoices_filed(e), b, S("norrlid/x/x"), &f));
	CHECK(filed_add(einvoices_filed(e), &file, &f));
	batch_add(b, text, strlen(text));
	for (int i = 0; i < n; i++) {
		const struct einvoice_place at = { .channel = file.scheme,
			.sha256 = S("5a"),
			.file = file.row,
			.position = i + 1 };
		CHECK(einvoices_add(e, str_of(ids[i]), &at, &f));
	}
	end_file(einvoices_filed(e), b, &file, "efaktura", "xml");
	CHECK(einvoices_add_totals(e, file.row, S("{\"SEK\":\"1.00\"}"), &f));
	return file;
}

static void
test_course(struct einvoices *e)
{
	static const char *const ids[] = { "a/invoice/1", "a/invoice/2" };
	struct batch b;
	struct batch_row file;
	struct einvoice_place *at;
	struct str totals;
	size_t n;
	T_CASE("the whole course");
	CHECK(einvoices_find(e, S("a/invoice/2"), &arena, &at, &n, &f));
	CHECK_INT(n, 0);
	file = make(e, &b, "bank", "first", ids, 2);
	CHECK(filed_commit(einvoices_filed(e), &f));
	CHECK(holds(b.temp, "first") && holds(b.path, NULL));
	CHECK(filed_finish(einvoices_filed(e), &f));
	CHECK(holds(b.path, "first") && holds(b.temp, NULL));
	CHECK(filed_finish(einvoices_filed(e), &f));
	CHECK(einvoices_find(e, S("a/invoice/2"), &arena, &at, &n, &f));
	CHECK_INT(n, 1);
	CHECK_STR(at[0].channel, "bank");
	CHECK_STR(at[0].sha256, "5a");
	CHECK_INT(at[0].file, file.row);
	CHECK_INT(at[0].position, 2);
	CHECK(filed_of(einvoices_filed(e), at[0].file, &file, &arena, &f));
	CHECK(einvoices_totals(e, at[0].file, &totals, &arena, &f));
	CHECK_STR(file.path, b.path);
	CHECK_STR(file.sha256, b.sha256);
	CHECK_STR(file.scheme, "bank");
	CHECK_INT(file.bytes, 5);
	CHECK_INT(file.records, 2);
	CHECK_STR(totals, "{\"SEK\":\"1.00\"}");
	batch_close(&b);
	T_CASE("a row that is not there");
	CHECK(!filed_of(einvoices_filed(e), 99, &file, &arena, &f));
	CHECK_INT(filed_status(einvoices_filed(e)), MC_BUG);
	CHECK(!einvoices_totals(e, 99, &totals, &arena, &f));
	CHECK_INT(filed_status(einvoices_filed(e)), MC_BUG);
}

static void
test_once(struct einvoices *e)
{
	static const char *const ids[] = { "a/invoice/1" };
	struct einvoice_place *at,
	    twice = { .channel = S("bank"), .sha256 = S("5a"), .position = 2 };
	struct batch b;
	size_t n;
	T_CASE("another channel is another place");
	struct batch_row file = make(e, &b, "other", "second", ids, 1);
	T_CASE("no document twice in a channel, no place twice in a file");
	twice.file = file.row;
	CHECK(!einvoices_add(e, S("a/invoice/1"), &twice, &f));
	twice.position = 1;
	CHECK(!einvoices_add(e, S("a/invoice/9"), &twice, &f));
	CHECK(filed_commit(einvoices_filed(e), &f) &&
	      filed_finish(einvoices_filed(e), &f));
	batch_close(&b);
	CHECK(einvoices_find(e, S("a/invoice/1"), &arena, &at, &n, &f));
	CHECK_INT(n, 2);
	CHECK_STR(at[0].channel, "bank");
	CHECK_STR(at[1].channel, "other");
	T_CASE("rolled back: nothing");
	make(e, &b, "third", "third", ids, 1);
	filed_rollback(einvoices_filed(e));
	CHECK(holds(b.temp, "third"));
	batch_close(&b);
	CHECK(einvoices_find(e, S("a/invoice/1"), &arena, &at, &n, &f));
	CHECK_INT(n, 2);
	T_CASE(
	    "what a dead process left goes, what another database has stays");
	struct batch mine;
	CHECK(batch_open(&mine, &home, "debits", S("x"), &f));
	CHECK(filed_begin(einvoices_filed(e), &f));
	CHECK(holds(b.temp, NULL));
	CHECK(!holds(mine.temp, NULL));
	filed_rollback(einvoices_filed(e));
	batch_drop(&mine);
}

static int visited;

static bool
see_file(void *arg, const struct batch_row *file, struct str totals)
{
	(void)arg;
	visited++;
	CHECK_STR(totals, "{\"SEK\":\"1.00\"}");
	return file->records != 99;
}

static bool
see_document(void *arg, struct str id, int64_t position)
{
	const char *const *want = arg;
	CHECK_STR(id, want[position - 1]);
	visited++;
	return true;
}

static void
test_lists(struct einvoices *e)
{
	static const char *ids[] = { "a/invoice/1", "a/invoice/2" };
	struct batch_row file;
	T_CASE("lists");
	CHECK(einvoices_files(e, see_file, NULL, &f));
	CHECK_INT(visited, 2);
	CHECK(filed_of(einvoices_filed(e), 1, &file, &arena, &f));
	visited = 0;
	CHECK(einvoices_list(e, file.path, see_document, ids, &f));
	CHECK_INT(visited, 2);
}

/* ---- the model ------------------------------------------------------- */

static void
test_elements(void)
{
	struct choice ways[] = { { .channel = S("edi") },
		{ .channel = S("email") }, { .channel = S("bank") },
		{ .channel = S("edi"), .address = S("2") } };
	struct route route = { .presentation = ways, .presentation_n = 4 };
	struct output made[] = { { .channel = S("edi"), .path = S("1") },
		{ .channel = S("edi"), .path = S("2") },
		{ .channel = S("bank"), .batch = S("b"), .position = 3 },
		{ .channel = S("gone"), .path = S("g") } };
	struct record r = {
		.route = &route, .sefaktura = made, .sefaktura_n = 4
	};
	T_CASE("elements by their ways");
	CHECK(einvoice_for(&r, 0) == &made[0]);
	CHECK(einvoice_for(&r, 1) == NULL);
	CHECK(einvoice_for(&r, 2) == &made[2]);
	CHECK(einvoice_for(&r, 3) == &made[1]);
	r.sefaktura_n = 1;
	CHECK(einvoice_for(&r, 2) == NULL);
	CHECK(einvoice_for(&r, 3) == NULL);
	T_CASE("in a batch");
	CHECK(!einvoice_is_batched(&made[0]));
	CHECK(einvoice_is_batched(&made[2]));
	made[2].position = 0;
	CHECK(!einvoice_is_batched(&made[2]));
	made[2].position = 1;
	made[2].failed = S("no");
	CHECK(!einvoice_is_batched(&made[2]));
}

int
main(void)
{
	home_make();
	struct einvoices *e = open_einvoices();
	test_course(e);
	einvoices_close(e);
	e = open_einvoices();
	test_once(e);
	test_lists(e);
	einvoices_close(e);
	test_elements();
	arena_free(&arena);
	home_drop();
	return T_END();
}
