/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "state/db.h"
#include "state/register_row.h"
#include "t.h"

static struct home home;
static struct register_keys keys; /* of open_it; at first none */

#define CUSTOMERS &register_customer_table
#define AGREEMENTS &register_agreement_table
static const struct str all = { NULL, 0 };

/* Columns in the order of texts here; the others are not given. */
static const int order[] = { REGISTER_SENDER, REGISTER_NUMBER, REGISTER_NAME,
	REGISTER_EMAIL, REGISTER_MOBILE, REGISTER_LANGUAGE, REGISTER_WISHES };

/* Rows from "sender number name email mobile language wish", - for nothing. */
static struct register_row
row(size_t line, const char *text)
{
	struct register_row r = { .line = line };
	for (int i = 0; i < 7; i++) {
		size_t n = strcspn(text, " ");
		r.given |= 1u << order[i];
		if (n && !(n == 1 && *text == '-'))
			r.value[order[i]] = (struct str){ text, n };
		text += n + (text[n] == ' ');
	}
	return r;
}

/* Rows from "sender number channel key status from to source". */
static struct register_row
agreement(size_t line, const char *text)
{
	struct register_row r = { .line = line };
	for (int i = 0; i < AGREEMENT_COLUMNS && *text; i++) {
		size_t n = strcspn(text, " ");
		r.given |= 1u << i;
		if (!(n == 1 && *text == '-'))
			r.value[i] = (struct str){ text, n };
		text += n + (text[n] == ' ');
	}
	return r;
}

static struct registry *
open_it(bool writes)
{
	struct fault f = { 0 };
	enum mc_status status = MC_OK;
	struct registry *r = register_open(&home, writes, &keys, &status, &f);
	CHECK_STR(f.text, "");
	CHECK(r != NULL);
	if (!r)
		exit(T_END());
	return r;
}

/* A register_change that notes "+C-1 ", "~C-1:email,wishes ". */
static void
note(void *arg, const struct register_table *t, char sign,
    const struct register_row *old, const struct register_row *now,
    unsigned changed)
{
	struct buf *b = arg;
	const struct register_row *r = now ? now : old;
	const char *lead = ":";
	buf_printf(b, "%c%.*s", sign, STR_ARG(r->value[REGISTER_NUMBER]));
	if (t == AGREEMENTS)
		buf_printf(b, "/%.*s", STR_ARG(r->value[AGREEMENT_CHANNEL]));
	for (int i = 0; i < t->n; i++)
		if (changed >> i & 1) {
			buf_printf(b, "%s%s", lead, t->columns[i]);
			lead = ",";
		}
	buf_addc(b, ' ');
}

static void
note_refusal(void *arg, size_t line, const struct fault *f)
{
	struct buf *b = arg;
	buf_printf(b, "%zu%s:%s ", line, f->place, f->text);
}

/* Imports n rows of a table and compares the notes. */
static void
import_to(const struct register_table *t, struct register_row *rows, size_t n,
    unsigned flags, const char *want)
{
	struct fault f = { 0 };
	struct register_counts counts;
	struct buf notes = BUF_INIT(4096);
	size_t twice[2];
	struct registry *r = open_it(!(flags & REGISTER_DRY));
	const struct register_import in = { .table = t,
		.rows = rows,
		.n = n,
		.flags = flags,
		.by = str_of("test"),
		.change = note,
		.refuse = note_refusal,
		.arg = &notes };
	CHECK(!register_twice(t, rows, n, twice));
	CHECK(register_import(r, &in, &counts, &f));
	CHECK_STR(f.text, "");
	CHECK_STR(buf_str(&notes), want);
	buf_free(&notes);
	register_close(r);
}

static void
import(struct register_row *rows, size_t n, unsigned flags, const char *want)
{
	import_to(CUSTOMERS, rows, n, flags, want);
}

/* What the register says of the customer, "" when there is none. */
static void
has(const char *sender, const char *number, const char *want)
{
	const struct str no_text = { NULL, 0 };
	struct customer c = { 0 };
	struct arena a = { 0 };
	struct fault f = { 0 };
	struct registry *r = open_it(false);
	struct str text = { "", 0 };
	CHECK(register_snapshot(r, &f));
	enum register_found found =
	    register_find(r, str_of(sender), str_of(number), &c, &a, &f);
	CHECK_INT(found, *want ? REGISTER_FOUND : REGISTER_NONE);
	if (found == REGISTER_FOUND)
		text = arena_printf(&a, "%.*s %.*s %.*s %.*s %.*s %.*s",
		    STR_ARG(c.number), STR_ARG(c.name), STR_ARG(c.email),
		    STR_ARG(c.mobile), STR_ARG(c.language),
		    STR_ARG(c.wishes_n ? c.wishes[0] : no_text));
	CHECK_STR(text, want);
	register_close(r);
	arena_free(&a);
}

static void
test_check(void)
{
	static const struct {
		const char *row, *place, *text; /* place "" when it is fit */
	} cases[] = {
		{ "a C-1", "", "" },
		{ "a C-1 Anna a@x.example +46701740605 sv letter", "", "" },
		{ "- C-1", "/sender", "is missing" },
		{ "a -", "/number", "is missing" },
		{ "a C-1 - a", "/email", "not an e-mail address" },
		{ "a C-1 - - 070", "/mobile",
		    "not + and 8 to 15 digits with the country number" },
		{ "a C-1 - - - se", "/language", "none of sv nb nn fi da en" },
		{ "a C-1 - - - v", "/language", "none of sv nb nn fi da en" },
		{ "a C-1 - - - - A", "/wishes",
		    "not names (a-z, 0-9, hyphens) with blanks between" },
		{ "a/b C-1", "/sender", "not a name (a-z, 0-9, hyphens)" },
		{ "a C\t1", "/number", "control character" },
		{ "a C\xc2\x85", "/number", "control character" },
		{ "a C\xc2\xa0", "", "" },
		{ "a \xff", "/number", "not UTF-8" },
	};
	struct fault f;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct register_row r = row(1, cases[i].row);
		T_CASE(cases[i].row);
		f = (struct fault){ 0 };
		CHECK_INT(register_check(CUSTOMERS, &r, &f), !*cases[i].place);
		CHECK_STR(f.place, cases[i].place);
		CHECK_STR(f.text, cases[i].text);
	}
	CHECK_INT(
	    register_column(CUSTOMERS, str_of("wishes")), REGISTER_WISHES);
	CHECK_INT(register_column(CUSTOMERS, str_of("Wishes")), -1);
	CHECK_INT(register_column(CUSTOMERS, str_of("channel")), -1);
	CHECK_INT(register_column(AGREEMENTS, str_of("to")), AGREEMENT_TO);
}

/* Official test identities; every column but the mobile number's. */
static void
test_identity(void)
{
	static const char *const ids[] = { "8112189876", "198112189876",
		"811218-9876", "SE811218987601" };
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		for (int c = 0; c < REGISTER_COLUMNS; c++) {
			struct register_row r = row(1, "a C-1");
			struct fault f = { 0 };
			T_CASE(ids[i]);
			if (c == REGISTER_MOBILE || c == REGISTER_IDENTITY)
				continue;
			r.value[c] = str_of(ids[i]);
			CHECK(!register_check(CUSTOMERS, &r, &f));
			CHECK(strstr(f.text, "personal identity number"));
			CHECK(!strstr(f.text, "9876"));
		}
}

static void
test_empty(void)
{
	T_CASE("nobody has filled it");
	has("a", "C-1", "");
	CHECK(access("register.db", F_OK) != 0);
}

static void
test_import(void)
{
	struct register_row first[] = { row(2, "b C-1 Bo"),
		row(3, "a C-2 Cia c@x.example +46701740605 sv letter"),
		row(4, "a C-1 Anna") };
	struct register_row second[] = { row(2, "a C-2 Cia - - fi letter"),
		row(3, "a C-3") };
	T_CASE("dry, before there is a file");
	import(first, 3, REGISTER_DRY, "+C-1 +C-2 +C-1 ");
	has("a", "C-1", "");
	T_CASE("import");
	import(first, 3, 0, "+C-1 +C-2 +C-1 ");
	has("a", "C-1", "C-1 Anna    ");
	has("a", "C-2", "C-2 Cia c@x.example +46701740605 sv letter");
	has("b", "C-1", "C-1 Bo    ");
	has("b", "C-2", "");
	T_CASE("the same again");
	import(first, 3, 0, "");
	T_CASE("dry");
	import(second, 2, REGISTER_DRY, "~C-2:email,mobile,language +C-3 ");
	import(second, 2, REGISTER_DRY | REGISTER_REPLACE,
	    "~C-2:email,mobile,language +C-3 -C-1 ");
	has("a", "C-2", "C-2 Cia c@x.example +46701740605 sv letter");
	T_CASE("replace");
	import(second, 2, REGISTER_REPLACE,
	    "~C-2:email,mobile,language +C-3 -C-1 ");
	has("a", "C-1", "");
	has("a", "C-2", "C-2 Cia   fi letter");
	has("a", "C-3", "C-3     ");
	has("b", "C-1", "C-1 Bo    ");
	T_CASE("columns that are not given stay");
	struct register_row part = row(1, "a C-2");
	part.given = 1u << REGISTER_SENDER | 1u << REGISTER_NUMBER;
	import(&part, 1, 0, "");
	part.given |= 1u << REGISTER_WISHES;
	import(&part, 1, 0, "~C-2:wishes ");
	has("a", "C-2", "C-2 Cia   fi ");
	import(NULL, 0, REGISTER_REPLACE, "");
}

static void
test_twice(void)
{
	struct register_row rows[] = { row(5, "b 1"), row(2, "a 2"),
		row(3, "a 1"), row(4, "ab 1"), row(6, "a 2") };
	size_t lines[2] = { 0 };
	T_CASE("twice");
	CHECK(register_twice(CUSTOMERS, rows, 5, lines));
	CHECK_INT(lines[0], 2);
	CHECK_INT(lines[1], 6);
	CHECK(!register_twice(CUSTOMERS, rows, 2, lines));
	CHECK(!register_twice(CUSTOMERS, NULL, 0, lines));
}

/* A reader stays with what it saw; another one sees what is new. */
static void
test_snapshot(void)
{
	struct register_row rows[] = { row(1, "s 1 old") };
	struct register_row now[] = { row(1, "s 1 new") };
	struct customer c;
	struct arena a = { 0 };
	struct fault f = { 0 };
	T_CASE("snapshot");
	import(rows, 1, 0, "+1 ");
	struct registry *r = open_it(false);
	CHECK(register_snapshot(r, &f));
	import(now, 1, 0, "~1:name ");
	CHECK_INT(register_find(r, str_of("s"), str_of("1"), &c, &a, &f),
	    REGISTER_FOUND);
	CHECK_STR(c.name, "old");
	register_close(r);
	has("s", "1", "1 new    ");
	arena_free(&a);
}

/* Stops after two. */
static bool
note_row(void *arg, const struct register_row *r)
{
	struct buf *b = arg;
	buf_printf(b, "%.*s/%.*s ", STR_ARG(r->value[REGISTER_SENDER]),
	    STR_ARG(r->value[REGISTER_NUMBER]));
	return b->n < 8;
}

static void
test_each(void)
{
	struct buf b = BUF_INIT(100);
	struct fault f = { 0 };
	T_CASE("each");
	struct registry *r = open_it(false);
	CHECK(register_each(r, CUSTOMERS, all, all, false, note_row, &b, &f));
	CHECK_STR(buf_str(&b), "a/C-2 a/C-3 ");
	buf_reset(&b);
	CHECK(register_each(
	    r, CUSTOMERS, str_of("b"), all, false, note_row, &b, &f));
	CHECK_STR(buf_str(&b), "b/C-1 ");
	buf_free(&b);
	register_close(r);
}

/* What the agreements of a customer are, "channel/key/status ", "" if none. */
static void
agreed(const char *sender, const char *number, const char *want)
{
	struct register_agreement *list;
	size_t n;
	struct arena a = { 0 };
	struct fault f = { 0 };
	struct buf b = BUF_INIT(4096);
	struct registry *r = open_it(false);
	CHECK_INT(register_agreements(
		      r, str_of(sender), str_of(number), &list, &n, &a, &f),
	    *want ? REGISTER_FOUND : REGISTER_NONE);
	CHECK_STR(f.text, "");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%.*s/%.*s/%.*s ", STR_ARG(list[i].channel),
		    STR_ARG(list[i].key), STR_ARG(list[i].status));
	CHECK_STR(buf_str(&b), want);
	register_close(r);
	buf_free(&b);
	arena_free(&a);
}

static void
test_agreements(void)
{
	struct register_row customers[] = { row(1, "g 1"), row(2, "g 2") };
	struct register_row first[] = {
		agreement(2, "g 1 autogiro 5551 active 2026-01-01 - bank"),
		agreement(3, "g 1 portal - new"),
		agreement(4, "g 2 autogiro 5552"),
		agreement(5, "g 1 autogiro 5550 cancelled"),
	};
	struct register_row second[] = {
		agreement(2, "g 1 autogiro 5551 cancelled"),
	};
	struct register_row wrong[] = {
		agreement(2, "g 3 autogiro 1"),
		agreement(3, "g 1 autogiro 5551 active 2026-02-01 2026-01-01"),
		agreement(4, "g 2 portal ~00112233445566778899aabbccddeeff"),
	};
	T_CASE("agreements");
	import(customers, 2, 0, "+1 +2 ");
	agreed("g", "1", "");
	import_to(AGREEMENTS, first, 4, 0,
	    "+1/autogiro +1/autogiro +1/portal +2/autogiro ");
	agreed("g", "1",
	    "autogiro/5550/cancelled autogiro/5551/active portal//new ");
	agreed("g", "2", "autogiro/5552/active ");
	import_to(AGREEMENTS, first, 4, 0, "");
	T_CASE("replace is by sender and channel");
	import_to(AGREEMENTS, second, 1, REGISTER_REPLACE,
	    "~1/autogiro:status -1/autogiro -2/autogiro ");
	agreed("g", "1", "autogiro/5551/cancelled portal//new ");
	T_CASE("refused against the register");
	import_to(AGREEMENTS, wrong, 3, 0,
	    "3/to:before the first day "
	    "4/key:stands for no key that the register has "
	    "2/number:the register has no such customer ");
	agreed("g", "1", "autogiro/5551/cancelled portal//new ");
	T_CASE("a customer takes them along");
	import(customers + 1, 1, REGISTER_REPLACE, "-1 -1/autogiro -1/portal ");
	agreed("g", "1", "");
}

/* A register of a later program is not touched. */
static void
test_version(void)
{
	enum mc_status status = MC_OK;
	struct fault f = { 0 };
	T_CASE("version");
	FILE *other = fopen("register.db", "r+");
	CHECK(other != NULL);
	if (!other)
		return;
	fseek(other, 60, SEEK_SET); /* user_version, in the header */
	CHECK_INT(fwrite("\0\0\0\x63", 1, 4, other), 4);
	fclose(other);
	CHECK(register_open(&home, false, NULL, &status, &f) == NULL);
	CHECK_INT(status, MC_CONFIG);
	CHECK(strstr(f.text, "version 99"));
	status = MC_OK;
	CHECK(register_open(&home, true, NULL, &status, &f) == NULL);
	CHECK_INT(status, MC_CONFIG);
}

static void
clean(const char *folder)
{
	static const char *const files[] = { "register.db", "mc.home" };
	static const char *const folders[] = { "keys", "in", "spool", "out",
		"archive" };
	for (size_t i = 0; i < 2; i++)
		unlink(files[i]);
	for (size_t i = 0; i < 5; i++)
		rmdir(folders[i]);
	T_CASE("nothing is left open");
	CHECK_INT(rmdir(folder), 0);
}

int
main(void)
{
	char folder[] = "/tmp/t_register.XXXXXX";
	struct fault f = { 0 };
	if (!mkdtemp(folder) || chdir(folder) != 0 ||
	    !home_init(folder, true, &f) || !home_open(&home, folder, &f)) {
		fprintf(stderr, "%s: %s\n", folder, f.text);
		return 1;
	}
	test_check();
	test_identity();
	test_empty();
	test_import();
	test_twice();
	test_snapshot();
	test_each();
	test_agreements();
	test_version();
	clean(folder);
	return T_END();
}
