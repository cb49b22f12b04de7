/* SPDX-License-Identifier: ISC */
/*
 * The public JSON parsing suite: alone, as the value of a member that we do
 * not know, and in sections that are decoded; and random changes to its
 * files, read by us and by jansson.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "stream/rec.h"
#include "t.h"

#if __has_include(<jansson.h>)
#include "oracle.h"
#endif

enum { FILES_MAX = 400, FILE_MAX = 1 << 20, Y_FILES = 95, N_FILES = 188 };

static struct file {
	char name[256];
	struct buf text;
} files[FILES_MAX];
static size_t files_n;

static struct arena arena;

#define HEAD "{\"mc\":1,\"kind\":\"invoice\",\"id\":\"a/b/c\","

static int
by_name(const void *a, const void *b)
{
	return strcmp(
	    ((const struct file *)a)->name, ((const struct file *)b)->name);
}

/* Reads the suite's files; false when it is not there. */
static bool
load(void)
{
	const char *shared = getenv("MC_SHARED");
	char folder[2048], path[4096];
	snprintf(folder, sizeof(folder), "%s/data/json/test_parsing",
	    shared && *shared ? shared : "../shared");
	DIR *d = opendir(folder);
	if (!d)
		return false;
	for (struct dirent *e; (e = readdir(d)) && files_n < FILES_MAX;) {
		struct file *f = &files[files_n];
		if (!strstr(e->d_name, ".json"))
			continue;
		snprintf(f->name, sizeof(f->name), "%s", e->d_name);
		snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		f->text = (struct buf)BUF_INIT(FILE_MAX);
		CHECK(file_read(path, &f->text));
		files_n++;
	}
	closedir(d);
	qsort(files, files_n, sizeof(files[0]), by_name);
	return true;
}

/* A record that has the text as the value of the member. */
static struct str
record_with(struct buf *b, const char *member, struct str text)
{
	buf_reset(b);
	buf_printf(b, HEAD "\"%s\":", member);
	buf_addstr(b, text);
	buf_addc(b, '}');
	return buf_str(b);
}

static bool
is_record(struct str line)
{
	struct rec rec;
	struct fault f;
	arena_reset(&arena);
	return rec_parse(&rec, line, UINT64_MAX >> 1, &arena, &f);
}

/* Claims that a filter writes the record with nothing but its section new. */
static bool
passes_through(struct str line)
{
	static const char mine[] = ",\"reach\":{}";
	struct rec rec;
	struct fault f;
	struct buf out = BUF_INIT(FILE_MAX + 1000);
	struct buf want = BUF_INIT(FILE_MAX + 1000);
	arena_reset(&arena);
	bool same = rec_parse(&rec, line, 0, &arena, &f);
	if (same) {
		size_t at = rec.members[rec.members_n - 1].to;
		rec_write(
		    &out, &rec, "mc-lookup", "reach", "reach", str_of("{}"));
		buf_add(&want, line.p, at);
		buf_adds(&want, mine);
		buf_addstr(&want, str_from(line, at));
		buf_addc(&want, '\n');
		same = str_eq(buf_str(&out), buf_str(&want));
	}
	buf_free(&out);
	buf_free(&want);
	return same;
}

static bool
is_json(struct str text)
{
	struct json j;
	json_open(&j, text, NULL);
	json_skip(&j);
	return json_end(&j);
}

static void
test_suite(void)
{
	struct buf b = BUF_INIT(FILE_MAX + 1000);
	int yes = 0, no = 0;
	for (size_t i = 0; i < files_n; i++) {
		struct file *f = &files[i];
		struct str text = buf_str(&f->text);
		T_CASE(f->name);
		if (f->name[0] == 'y') {
			yes++;
			CHECK(is_json(text));
			/* a record is one line */
			for (size_t k = 0; k < f->text.n; k++)
				if (strchr("\r\n", f->text.p[k]))
					f->text.p[k] = ' ';
			struct str line = record_with(&b, "x", text);
			CHECK(is_record(line));
			CHECK(passes_through(line));
		} else if (f->name[0] == 'n') {
			no++;
			CHECK(!is_json(text));
			CHECK(!is_record(record_with(&b, "x", text)));
			CHECK(!is_record(record_with(&b, "delivery", text)));
			CHECK(!is_record(text));
		}
	}
	CHECK_INT(yes, Y_FILES);
	CHECK_INT(no, N_FILES);
	buf_free(&b);
}

/* The suite's own files with one name twice. */
static void
test_suite_duplicates(void)
{
	struct buf b = BUF_INIT(FILE_MAX + 1000);
	int found = 0;
	for (size_t i = 0; i < files_n; i++) {
		struct str text = buf_str(&files[i].text);
		T_CASE(files[i].name);
		if (!str_starts(
			str_of(files[i].name), "y_object_duplicated_key"))
			continue;
		found++;
		CHECK(!is_record(record_with(&b, "delivery", text)));
		CHECK(!is_record(record_with(&b, "invoice", text)));
		/* where nobody looks inside it is no fault */
		CHECK(is_record(record_with(&b, "x", text)));
	}
	CHECK_INT(found, 2);
	buf_free(&b);
}

static void
test_duplicates(void)
{
	static const char *const refused[] = {
		"\"delivery\":{\"email\":\"a\",\"email\":\"b\"}",
		"\"delivery\":{\"email\":\"a\",\"\\u0065mail\":\"a\"}",
		"\"delivery\":{\"x\":1,\"x\":1}",
		"\"delivery\":{\"x\":1,\"email\":\"a\",\"\\u0078\":2}",
		"\"delivery\":{\"print\":{\"duplex\":true,\"duplex\":true}}",
		"\"delivery\":{\"channels\":[{},{\"x\":1,\"x\":2}]}",
		"\"invoice\":{\"seller\":{\"name\":\"a\",\"name\":\"a\"}}",
		"\"invoice\":{\"seller\":{},\"seller\":{}}",
		"\"delivery\":{},\"delivery\":{}",
		"\"x\":1,\"x\":2",
		"\"x\":1,\"\\u0078\":2",
		"\"id\":\"a/b/c\"",
		"\"m\\u0063\":1",
		"\"rejected\":{\"tool\":\"a\",\"tool\":\"b\"}",
	};
	static const char *const taken[] = {
		"\"x\":{\"a\":1,\"a\":2}",
		"\"delivery\":{\"x\":{\"a\":1,\"a\":2}}",
		"\"delivery\":{\"x\":1},\"y\":{\"x\":1}",
	};
	struct buf b = BUF_INIT(1000);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		T_CASE(refused[i]);
		buf_reset(&b);
		buf_printf(&b, HEAD "%s}", refused[i]);
		struct rec rec;
		struct fault f = { .text = "" };
		CHECK(
		    !rec_parse(&rec, buf_str(&b), UINT64_MAX >> 1, &arena, &f));
		CHECK(strstr(f.text, "duplicate member name") != NULL);
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		T_CASE(taken[i]);
		buf_reset(&b);
		buf_printf(&b, HEAD "%s}", taken[i]);
		CHECK(is_record(buf_str(&b)));
	}
	buf_free(&b);
}

#ifdef ORACLE_H

enum { ROUNDS = 20000, MUTANT_MAX = 4096 };

static uint64_t seed = 20261122;

/* xorshift64*; a number below n. */
static size_t
below(size_t n)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (size_t)(seed * UINT64_C(0x2545f4914f6cdd1d) >> 33) % n;
}

/* Replaces n bytes at `at` by those of `with`. */
static void
splice(struct buf *b, size_t at, size_t n, struct str with)
{
	char rest[MUTANT_MAX];
	size_t rest_n = b->n - at - n;
	memcpy(rest, b->p + at + n, rest_n);
	b->n = at;
	buf_addstr(b, with);
	buf_add(b, rest, rest_n);
}

/* A text of the suite, short enough to change; three of four are good. */
static struct str
any_file(void)
{
	bool good = below(4) != 0;
	for (;;) {
		const struct file *f = &files[below(files_n)];
		if (f->text.n < MUTANT_MAX / 8 && good == (f->name[0] == 'y'))
			return buf_str(&f->text);
	}
}

static void
mutate(struct buf *b)
{
	static const struct str bits[] = { STR("\""), STR("\\"), STR("\\u"),
		STR("\\ud800"), STR("\\udc00"), STR("\\u0000"), STR("{"),
		STR("}"), STR("["), STR("]"), STR(","), STR(":"), STR(" "),
		STR("\n"), STR("0"), STR("-"), STR("1e5"), STR("."),
		STR("true"), STR("null"), STR("\"a\":1,"), STR("\0"),
		STR("\xed\xa0\x80"), STR("\xf0\x9f\x98\x80"), STR("\xff"),
		STR("123456789") };
	size_t at = below(b->n + 1), n = below(b->n - at + 1);
	char byte = (char)below(256);
	switch (below(5)) {
	case 0:
		splice(b, at, at < b->n, (struct str){ &byte, 1 });
		break;
	case 1:
		splice(b, at, n > 4 ? 4 : n, (struct str){ NULL, 0 });
		break;
	case 2:
		splice(b, at, 0, any_file());
		break;
	default:
		splice(b, at, below(2) && at < b->n,
		    bits[below(sizeof(bits) / sizeof(bits[0]))]);
	}
}

static void
test_random_against_jansson(void)
{
	struct buf b = BUF_INIT(MUTANT_MAX);
	int taken_n = 0, agreed = 0;
	printf("# seed %llu\n", (unsigned long long)seed);
	for (int i = 0; i < ROUNDS; i++) {
		bool taken;
		buf_reset(&b);
		buf_addstr(&b, any_file());
		for (size_t k = 1 + below(3); k > 0; k--)
			mutate(&b);
		bool same = oracle_agrees(buf_str(&b), &taken);
		if (!same)
			fprintf(stderr, "text: %.*s\n", STR_ARG(buf_str(&b)));
		agreed += same;
		taken_n += taken;
	}
	printf("# %d of %d taken\n", taken_n, ROUNDS);
	CHECK_INT(agreed, ROUNDS);
	/* both sides of the border are met often */
	CHECK(taken_n > ROUNDS / 20 && taken_n < ROUNDS / 2);
	buf_free(&b);
}

#else

static void
test_random_against_jansson(void)
{
	puts("# skip: jansson is not there");
}

#endif

int
main(void)
{
	test_duplicates();
	if (load()) {
		test_suite();
		test_suite_duplicates();
		test_random_against_jansson();
	} else {
		puts("# skip: ../shared/data/json is not there");
	}
	for (size_t i = 0; i < files_n; i++)
		buf_free(&files[i].text);
	arena_free(&arena);
	return T_END();
}
