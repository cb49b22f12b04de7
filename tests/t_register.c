/* SPDX-License-Identifier: ISC */
#include "state/db.h"
#include "register.h"

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
	    "~1/autogiro:status,source -1/autogiro -2/autogiro ");
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

/* What import and export need of a row's text. */
static void
test_value(void)
{
	static const struct {
		int column;
		const char *text, *want; /* NULL: refused */
	} cases[] = {
		{ REGISTER_WISHES, " a;b  c; ;d ", "a b c d" },
		{ REGISTER_WISHES, ";", "" },
		{ REGISTER_TAGS, "", "" },
		{ REGISTER_PROTECTED, "true", "yes" },
		{ REGISTER_PROTECTED, " 1 ", "yes" },
		{ REGISTER_PROTECTED, "no", "" },
		{ REGISTER_PROTECTED, "false", "" },
		{ REGISTER_PROTECTED, "0", "" },
		{ REGISTER_PROTECTED, "", "" },
		{ REGISTER_PROTECTED, "maybe", NULL },
		{ REGISTER_NAME, "\tBo Ek ", "Bo Ek" },
		{ REGISTER_IDENTITY, "121212-1212", "201212121212" },
		{ REGISTER_IDENTITY, "121212+1212", "191212121212" },
		{ REGISTER_IDENTITY, "811218-9875", NULL },
		{ REGISTER_IDENTITY, "x", NULL },
	};
	static const struct date today = { 2026, 11, 22 };
	struct arena a = { 0 };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct register_row r = { 0 };
		struct fault f = { 0 };
		int c = cases[i].column;
		T_CASE(cases[i].text);
		CHECK_INT(register_value(CUSTOMERS, &r, c,
			      str_of(cases[i].text), today, &a, &f),
		    cases[i].want != NULL);
		CHECK_INT(r.given, 1u << c);
		if (cases[i].want)
			CHECK_STR(r.value[c].n ? r.value[c] : str_of(""),
			    cases[i].want);
		else
			CHECK(!strstr(f.text, cases[i].text));
	}
	arena_free(&a);
}

static void
test_check_more(void)
{
	static const struct {
		const char *row, *place;
	} cases[] = {
		{ "a 1 giro", "" },
		{ "a 1 giro 0000198112189876 active 2026-01-01 2026-01-01 b",
		    "" },
		{ "a 1", "/channel" },
		{ "a 1 Giro", "/channel" },
		{ "a 1 giro ~1", "/key" },
		{ "a 1 giro ~00112233445566778899aabbccddeeff", "" },
		{ "a 1 giro 1 changed", "/status" },
		{ "a 1 giro 1 new 2026-02-29", "/from" },
		{ "a 1 giro 1 new 2026-02-02 2026-02-01", "/to" },
		{ "a 1 giro 1 new - - 811218-9876", "/source" },
		{ "a 811218-9876 giro 1", "/number" },
	};
	static const struct {
		const char *code, *country;
		bool fits;
	} codes[] = { { "981 31", "SE", true }, { "98131", "SE", true },
		{ "9813", "SE", false }, { "98 131", "SE", false },
		{ "8656", "NO", true }, { "86 56", "NO", false },
		{ "92100", "FI", true }, { "1050", "DK", true },
		{ "SW1A 1AA", "GB", true }, { "12", "", true },
		{ "12", "se", false }, { "12", "SWE", false } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct register_row r = agreement(1, cases[i].row);
		struct fault f = { 0 };
		T_CASE(cases[i].row);
		CHECK_INT(register_check(AGREEMENTS, &r, &f), !*cases[i].place);
		CHECK_STR(f.place, cases[i].place);
	}
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		struct register_row r = row(1, "a 1");
		struct fault f = { 0 };
		T_CASE(codes[i].code);
		r.value[REGISTER_POST_CODE] = str_of(codes[i].code);
		r.value[REGISTER_COUNTRY] = str_of(codes[i].country);
		CHECK_INT(register_check(CUSTOMERS, &r, &f), codes[i].fits);
	}
}

static void
test_hides(void)
{
	static const struct {
		const char *key;
		bool hides;
	} cases[] = { { "5551", false }, { "8112189876", true },
		{ "198112189876", true }, { "811218-9876", true },
		{ "0000198112189876", true }, { "0000008112189876", true },
		{ "26811218987604", true }, { "12345678", false },
		{ "SE811218987601", true }, { "1507650056512", true },
		{ "131052-308T", true }, { "", false } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].key);
		CHECK_INT(register_hides(str_of(cases[i].key)), cases[i].hides);
	}
}

/* All columns of a customer as mc-lookup gets them. */
static void
test_find(void)
{
	static const char *const columns[][2] = { { "sender", "f" },
		{ "number", "1" }, { "name", "Åsa" }, { "care_of", "c/o Bo" },
		{ "line1", "Gatan 1" }, { "line2", "2 tr" },
		{ "post_code", "981 31" }, { "city", "Kiruna" },
		{ "country", "SE" }, { "email", "a@x.example" },
		{ "mobile", "+46701740605" }, { "language", "sv" },
		{ "wishes", "letter;email" }, { "tags", "vip" },
		{ "protected", "yes" }, { "public", "no" }, { "hold", "1" },
		{ "no_debit", "true" }, { "duplex", "yes" }, { "colour", "" },
		{ "envelope", "C4" }, { "inserts", "a b c" } };
	static const struct date today = { 2026, 11, 22 };
	struct register_row r = { .line = 1 };
	struct arena a = { 0 };
	struct customer c;
	struct fault f = { 0 };
	T_CASE("all columns");
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		CHECK(register_value(CUSTOMERS, &r,
		    register_column(CUSTOMERS, str_of(columns[i][0])),
		    str_of(columns[i][1]), today, &a, &f));
	CHECK(register_check(CUSTOMERS, &r, &f));
	import(&r, 1, 0, "+1 ");
	struct registry *reg = open_it(false);
	CHECK_INT(register_find(reg, str_of("f"), str_of("1"), &c, &a, &f),
	    REGISTER_FOUND);
	CHECK_STR(c.name, "Åsa");
	CHECK_STR(c.care_of, "c/o Bo");
	CHECK_STR(c.address.line1, "Gatan 1");
	CHECK_STR(c.address.line2, "2 tr");
	CHECK_STR(c.address.post_code, "981 31");
	CHECK_STR(c.address.city, "Kiruna");
	CHECK_STR(c.address.country, "SE");
	CHECK_STR(c.email, "a@x.example");
	CHECK_STR(c.mobile, "+46701740605");
	CHECK_INT(c.wishes_n, 2);
	CHECK_STR(c.wishes[0], "letter");
	CHECK_STR(c.wishes[1], "email");
	CHECK_INT(c.tags_n, 1);
	CHECK_STR(c.tags[0], "vip");
	CHECK(c.protected && !c.public && c.hold && c.no_debit);
	CHECK(c.print.duplex && !c.print.colour);
	CHECK_STR(c.print.envelope, "C4");
	CHECK_INT(c.print.inserts_n, 3);
	CHECK_STR(c.print.inserts[2], "c");
	register_close(reg);
	arena_free(&a);
}

static const char version_1[] =
    "CREATE TABLE customer (sender TEXT NOT NULL, number TEXT NOT NULL,"
    " name TEXT, email TEXT, mobile TEXT, language TEXT, wish TEXT,"
    " PRIMARY KEY (sender, number)) STRICT, WITHOUT ROWID;"
    "INSERT INTO customer VALUES"
    " ('m', '1', 'Maj', 'm@x.example', '+46701740605', 'sv', 'letter'),"
    " ('m', '2', NULL, NULL, NULL, NULL, NULL)";

/* A register of the first schema is read, by a reader and by a writer. */
static void
test_migration(bool writes)
{
	struct register_row more = row(1, "m 3");
	struct db db;
	struct fault f = { 0 };
	T_CASE(writes ? "migration by a writer" : "migration by a reader");
	unlink("register.db");
	CHECK(db_open(&db, "register.db", version_1, 1, &f));
	db_close(&db);
	if (writes)
		import(&more, 1, 0, "+3 ");
	has("m", "1", "1 Maj m@x.example +46701740605 sv letter");
	has("m", "2", "2     ");
	agreed("m", "1", "");
	T_CASE("an older program refuses it");
	CHECK(!db_open(&db, "register.db", version_1, 1, &f));
	CHECK(strstr(f.text, "has schema version 2"));
	CHECK_INT(db.status, MC_CONFIG);
	db_close(&db);
	CHECK(!db_open_read(&db, "register.db", 1, &f));
	db_close(&db);
}

/* An upgrade that fails leaves all as it was. */
static void
test_upgrade_fails(void)
{
	static const char *const wrong[] = {
		"INSERT INTO customer (sender, number) VALUES ('m', '9');"
		"INSERT INTO nowhere VALUES (1)"
	};
	struct db db;
	struct fault f = { 0 };
	T_CASE("an upgrade that fails");
	unlink("register.db");
	CHECK(db_open(&db, "register.db", version_1, 1, &f));
	db_close(&db);
	CHECK(!db_open_upgrade(&db, "register.db", version_1, 2, wrong, &f));
	CHECK(strstr(f.text, "nowhere"));
	CHECK_INT(db.status, MC_BUG);
	db_close(&db);
	has("m", "1", "1 Maj m@x.example +46701740605 sv letter");
	has("m", "9", "");
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

int
main(void)
{
	char folder[] = "/tmp/t_register.XXXXXX";
	if (!enter(folder))
		return 1;
	test_check();
	test_identity();
	test_empty();
	test_import();
	test_twice();
	test_snapshot();
	test_each();
	test_value();
	test_check_more();
	test_hides();
	test_find();
	test_agreements();
	test_migration(false);
	test_migration(true);
	test_upgrade_fails();
	test_version();
	clean(folder);
	return T_END();
}
