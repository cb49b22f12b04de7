/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "state/archive_index.h"
#include "t.h"

static char root[] = "/tmp/t_archive.XXXXXX";
static struct home home;
static struct fault flt;
static struct archive_index x;

static struct dec
dec(const char *text)
{
	struct dec d = { 0 };
	CHECK(dec_parse(&d, str_of(text)));
	return d;
}

/* In ascending order; those with the same number are equal. */
static void
test_amounts(void)
{
	static const struct {
		int order;
		const char *text;
	} rows[] = {
		{ 0, "-1234567890123456789012.50" },
		{ 1, "-1000" },
		{ 2, "-999.99" },
		{ 3, "-99.995" },
		{ 4, "-99.99" },
		{ 5, "-1.5" },
		{ 6, "-1" },
		{ 6, "-1.00" },
		{ 7, "-0.5" },
		{ 8, "-0.05" },
		{ 9, "0" },
		{ 9, "0.00" },
		{ 10, "0.01" },
		{ 11, "0.1" },
		{ 12, "1" },
		{ 12, "1.0" },
		{ 13, "1.05" },
		{ 14, "1.5" },
		{ 15, "10" },
		{ 16, "99.99" },
		{ 17, "100.00" },
		{ 18, "1000000000000000.01" },
		{ 19, "1234567890123456789012.50" },
	};
	enum { N = sizeof(rows) / sizeof(rows[0]) };
	char a[ARCHIVE_AMOUNT], b[ARCHIVE_AMOUNT];
	for (int i = 0; i < N; i++)
		for (int k = 0; k < N; k++) {
			T_CASE(rows[i].text);
			archive_amount_key(dec(rows[i].text), a);
			archive_amount_key(dec(rows[k].text), b);
			int by_key = strcmp(a, b);
			int by_row = rows[i].order - rows[k].order;
			CHECK_INT((by_key > 0) - (by_key < 0),
			    (by_row > 0) - (by_row < 0));
		}
}

static struct archive_row
row(unsigned char digest, const char *id, const char *name, const char *amount)
{
	struct archive_row r = { .id = str_of(id),
		.kind = str_of("invoice"),
		.number = str_of(id),
		.name = str_of(name),
		.currency = str_of("SEK"),
		.date = { 2026, 11, digest },
		.amount = dec(amount),
		.offset = 512 * digest,
		.terms_n = 2,
		.term = { { "customer", str_of("C-1") },
		    { "reference", str_of("191212121212") } } };
	memset(r.key, digest, sizeof(r.key));
	memset(r.chain, digest + 1, sizeof(r.chain));
	return r;
}

static void
fill(void)
{
	struct ledger_entry e = { .line = 1,
		.end = 200,
		.at = "2026-11-22T04:00:00Z",
		.volume = "archive/2026/11/0123456789ab-000.tar" };
	struct archive_row rows[] = {
		row(1, "a/invoice/1", "Anna", "10.00"),
		row(2, "a/invoice/2", "Bo", "20"),
		row(3, "a/invoice/1", "Anna Ny", "-5.50"),
		row(4, "a/invoice/19121212-1212", "19121212-1212", "7"),
		row(5, "a/invoice/5", "********-**** Ek", "1000000000000000"),
	};
	CHECK(archive_index_begin(&x, &e, 0, &flt));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		CHECK(archive_index_add(&x, &e, &rows[i], &flt));
	CHECK(archive_index_add(&x, &e, &rows[0], &flt)); /* once is enough */
	CHECK(archive_index_commit(&x, &flt));
}

static char found[256];

static bool
note(void *arg, const struct archive_hit *h)
{
	struct buf *b = arg;
	buf_printf(b, "%lld ", (long long)h->offset / 512);
	return true;
}

/* The numbers of the rows found, in their order. */
static const char *
search(struct archive_query q)
{
	struct buf b = BUF_INIT(200);
	CHECK(archive_index_search(&x, &q, note, &b, &flt));
	snprintf(found, sizeof(found), "%.*s", (int)b.n, b.n ? b.p : "");
	buf_free(&b);
	return found;
}

static void
test_search(void)
{
	T_CASE("search");
	CHECK_STR(search((struct archive_query){ 0 }), "5 4 3 2 ");
	CHECK_STR(search((struct archive_query){ .all = true }), "5 4 3 2 1 ");
	CHECK_STR(search((struct archive_query){ .limit = 2 }), "5 4 ");
	CHECK_STR(
	    search((struct archive_query){ .number = str_of("a/invoice/2") }),
	    "2 ");
	CHECK_STR(
	    search((struct archive_query){ .name = str_of("an*") }), "3 ");
	CHECK_STR(search((struct archive_query){
		      .amount_from = dec("20.00"), .amount_to = dec("20.00") }),
	    "2 ");
	CHECK_STR(
	    search((struct archive_query){ .amount_to = dec("6") }), "3 ");
	CHECK_STR(search((struct archive_query){
		      .amount_from = dec("999999999999999.99") }),
	    "5 ");
	CHECK_STR(search((struct archive_query){ .date_from = { 2026, 11, 2 },
		      .date_to = { 2026, 11, 3 } }),
	    "3 2 ");
	CHECK_STR(search((struct archive_query){ .customer = str_of("C-1") }),
	    "5 4 3 2 ");
	CHECK_STR(
	    search((struct archive_query){ .channel = str_of("C-1") }), "");
	CHECK_STR(
	    search((struct archive_query){ .state = str_of("failed") }), "");
}

/* No identity number gets in, whatever it is in. */
static void
test_masked(void)
{
	char path[PATH_MAX];
	struct buf b = BUF_INIT((size_t)1 << 26);
	T_CASE("identity numbers");
	CHECK_STR(search((struct archive_query){
		      .reference = str_of("191212121212") }),
	    "");
	CHECK_STR(
	    search((struct archive_query){ .name = str_of("*1212*") }), "");
	CHECK_STR(search((struct archive_query){ .name = str_of("*Ek") }), "");
	struct buf hits = BUF_INIT(200);
	CHECK(archive_index_versions(
	    &x, str_of("a/invoice/19121212-1212"), note, &hits, &flt));
	CHECK_STR(buf_str(&hits), "4 ");
	buf_free(&hits);
	CHECK(db_exec(&x.db, "PRAGMA wal_checkpoint(TRUNCATE)", &flt));
	CHECK(home_join(&home, str_of("archive/index.db"), path, &flt));
	CHECK(file_read(path, &b));
	CHECK(b.n > 4096);
	bool there = false;
	for (size_t i = 0; i + 4 <= b.n; i++)
		there = there || memcmp(b.p + i, "1212", 4) == 0;
	CHECK(!there);
	buf_free(&b);
}

static void
test_versions(void)
{
	struct archive_place p;
	unsigned char digest[SHA256_BYTES];
	bool is;
	struct buf b = BUF_INIT(200);
	T_CASE("versions");
	CHECK(
	    archive_index_versions(&x, str_of("a/invoice/1"), note, &b, &flt));
	CHECK_STR(buf_str(&b), "1 3 ");
	buf_free(&b);
	CHECK(archive_index_has(&x, str_of("a/invoice/1"), &is, &flt) && is);
	CHECK(archive_index_has(&x, str_of("a/invoice/x"), &is, &flt) && !is);
	memset(digest, 2, sizeof(digest));
	CHECK(archive_index_find(&x, digest, &p, &is, &flt) && is);
	CHECK_STR(p.volume, "archive/2026/11/0123456789ab-000.tar");
	CHECK_STR(p.at, "2026-11-22T04:00:00Z");
	CHECK_INT(p.offset, 1024);
	CHECK_INT(p.chain[0], 3);

	T_CASE("notes");
	memset(digest, 9, sizeof(digest));
	CHECK(archive_index_find(&x, digest, &p, &is, &flt) && !is);
	p.offset = 77;
	CHECK(archive_index_note(&x, digest, &p, &flt));
	CHECK(archive_index_find(&x, digest, &p, &is, &flt) && is);
	CHECK_STR(p.volume, "");
	CHECK_INT(p.offset, 77);
	CHECK(archive_index_clash(&x, &is, &flt) && !is);
	memset(digest, 2, sizeof(digest));
	CHECK(archive_index_note(&x, digest, &p, &flt));
	CHECK(archive_index_clash(&x, &is, &flt) && is);
}

/* What is forgotten is in no page; what is left is what an index made anew has.
 */
static void
test_erase(void)
{
	char path[PATH_MAX];
	bool loose, there = false;
	enum fold_delivery delivery;
	struct erasures_walk w = { .line = 1, .at = 500 }, is;
	struct erasure_version versions[2] = { 0 };
	struct buf b = BUF_INIT((size_t)1 << 26);
	struct erasure e = { .id = str_of("a/invoice/1"),
		.number = str_of("a/invoice/1"),
		.version = versions,
		.versions_n = 2 };
	memset(versions[0].key, 1, SHA256_BYTES);
	memset(versions[1].key, 3, SHA256_BYTES);
	T_CASE("erase");
	CHECK(archive_index_erase(&x, &e, &w, &flt));
	CHECK(archive_index_erasures(&x, &is, &loose, &flt) && loose);
	CHECK_INT(is.at, 500);
	CHECK(archive_index_compact(&x, &flt));
	CHECK(archive_index_erasures(&x, &is, &loose, &flt) && !loose);
	CHECK_INT(is.line, 1);
	CHECK_STR(
	    search((struct archive_query){ .number = str_of("a/invoice/1") }),
	    "3 ");
	CHECK_STR(
	    search((struct archive_query){ .state = str_of("erased") }), "3 ");
	CHECK_STR(search((struct archive_query){
		      .state = str_of("erased"), .all = true }),
	    "3 1 ");
	CHECK_STR(search((struct archive_query){ .name = str_of("an*") }), "");
	CHECK_STR(search((struct archive_query){ .customer = str_of("C-1") }),
	    "5 4 2 ");
	CHECK(
	    archive_index_delivery(&x, str_of("a/invoice/1"), &delivery, &flt));
	CHECK_INT(delivery, FOLD_FILED);
	/* again is the same, and leaves nothing to do */
	CHECK(archive_index_erase(&x, &e, &w, &flt));
	CHECK(archive_index_erasures(&x, &is, &loose, &flt) && !loose);
	CHECK(home_join(&home, str_of("archive/index.db"), path, &flt));
	CHECK(db_exec(&x.db, "PRAGMA wal_checkpoint(TRUNCATE)", &flt));
	CHECK(file_read(path, &b));
	for (size_t i = 0; i + 4 <= b.n; i++)
		there = there || memcmp(b.p + i, "Anna", 4) == 0;
	CHECK(!there);
	buf_free(&b);
}

static void
test_position(void)
{
	struct ledger_walk w;
	T_CASE("position");
	CHECK(archive_index_position(&x, &w, &flt));
	CHECK_INT(w.line, 1);
	CHECK_INT(w.at, 200);
	CHECK(archive_index_clear(&x, &flt));
	CHECK(archive_index_position(&x, &w, &flt));
	CHECK_INT(w.line, 0);
	CHECK_STR(search((struct archive_query){ .all = true }), "");
}

int
main(void)
{
	char command[64];
	if (!mkdtemp(root) || !home_init(root, true, &flt) ||
	    !home_open(&home, root, &flt))
		return 1;
	if (!archive_index_open(&x, &home, &flt))
		return 1;
	test_amounts();
	fill();
	test_search();
	test_masked();
	test_versions();
	test_erase();
	test_position();
	archive_index_close(&x);
	CHECK(archive_index_remove(&home, &flt));
	snprintf(command, sizeof(command), "rm -rf %s", root);
	return system(command) != 0 || T_END();
}
