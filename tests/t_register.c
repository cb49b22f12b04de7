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

static const struct str secret_a = STR("a secret of thirty-two bytes or so");
static const struct str secret_b = STR("another secret of about that length");
static struct arena texts; /* of rows, as long as the tests run */

/* A customer of sender p with that identity number. */
static struct register_row
person(size_t line, const char *number, const char *identity)
{
	static const struct date today = { 2026, 11, 22 };
	struct fault f = { 0 };
	struct register_row r = { .line = line };
	CHECK(register_value(
	    CUSTOMERS, &r, REGISTER_SENDER, str_of("p"), today, &texts, &f));
	CHECK(register_value(
	    CUSTOMERS, &r, REGISTER_NUMBER, str_of(number), today, &texts, &f));
	CHECK(register_value(CUSTOMERS, &r, REGISTER_IDENTITY, str_of(identity),
	    today, &texts, &f));
	CHECK_STR(f.text, "");
	return r;
}

/* The customer whom the identity number finds, "" when it finds none. */
static void
found_by(const char *identity, const char *want)
{
	struct customer c = { 0 };
	struct arena a = { 0 };
	struct fault f = { 0 };
	struct registry *r = open_it(false);
	T_CASE(identity);
	CHECK_INT(register_find_identity(
		      r, str_of("p"), str_of(identity), &c, &a, &f),
	    *want ? REGISTER_FOUND : REGISTER_NONE);
	CHECK_STR(c.number.p ? c.number : str_of(""), want);
	CHECK_INT(register_find_identity(
		      r, str_of("other"), str_of(identity), &c, &a, &f),
	    REGISTER_NONE);
	register_close(r);
	arena_free(&a);
}

/* What is decrypted of a customer; "" when he has none, or by a fault. */
static void
identity_is(const char *number, const char *want, const char *fault)
{
	struct str text = { "", 0 };
	struct arena a = { 0 };
	struct fault f = { 0 };
	struct registry *r = open_it(false);
	T_CASE(number);
	CHECK_INT(
	    register_identity(r, str_of("p"), str_of(number), &text, &a, &f),
	    *fault  ? REGISTER_FAULT
	    : *want ? REGISTER_FOUND
		    : REGISTER_NONE);
	CHECK_STR(text, want);
	CHECK_STR(f.text, fault);
	if (*fault)
		CHECK_INT(register_status(r),
		    strstr(f.text, "another key") ? MC_CONFIG : MC_DATA);
	register_close(r);
	arena_free(&a);
}

/* Runs a statement on the file as an attacker would. */
static void
meddle(const char *sql)
{
	struct db db;
	struct fault f = { 0 };
	CHECK(db_open_read(&db, "register.db", 2, &f));
	CHECK(db_exec(&db, "PRAGMA query_only = OFF", &f));
	CHECK(db_exec(&db, sql, &f));
	CHECK_STR(f.text, "");
	db_close(&db);
}

static void
test_identities(void)
{
	struct register_row rows[] = { person(1, "1", "811218-9876"),
		person(2, "2", "20121212-1212"), person(3, "3", "15076500565"),
		person(4, "4", "131052-308t"), person(5, "5", "556000-4615"),
		person(6, "6", "198112189876"), person(7, "7", "") };
	struct register_row old = person(1, "0", "19121212-1212");
	T_CASE("identities");
	keys = (struct register_keys){ .current = secret_a };
	import(rows, 7, 0, "+1 +2 +3 +4 +5 +6 +7 ");
	import(rows, 7, 0, "");
	identity_is("1", "198112189876", "");
	identity_is("4", "131052-308T", "");
	identity_is("7", "", "");
	identity_is("8", "", "");
	found_by("8112189876", "1");
	found_by("811218-9876", "1");
	found_by("811218 9876", "1");
	found_by("19811218-9876", "1");
	found_by("SE811218987601", "1");
	found_by("20811218-9876", "");
	found_by("811218+9876", "1");
	found_by("121212-1212", "2");
	found_by("121212+1212", "");
	found_by("150765 00565", "3");
	found_by("131052-308T", "4");
	found_by("5560004615", "5");
	found_by("165560004615", "5");
	found_by("8112189875", "");
	found_by("", "");
	found_by("an identity number that is much too long", "");
	T_CASE("a century apart: only who says which one is meant finds him");
	import(&old, 1, 0, "+0 ");
	found_by("121212-1212", "");
	found_by("121212+1212", "0");
	found_by("191212121212", "0");
	found_by("201212121212", "2");
	T_CASE("taken away");
	rows[5] = person(1, "1", "");
	import(&rows[5], 1, 0, "~1:identity ");
	identity_is("1", "", "");
	found_by("8112189876", "6");
}

/* A value in another's place does not open, nor one that was changed. */
static void
test_swapped(void)
{
	static const char not [] =
	    "an encrypted value is not what was put in its place";
	meddle("UPDATE customer SET identity = (SELECT identity FROM customer"
	       " WHERE number = '3') WHERE number = '2'");
	identity_is("2", "", not );
	identity_is("3", "15076500565", "");
	meddle("UPDATE customer SET sender = 'q' WHERE number = '3';"
	       "UPDATE customer SET sender = 'p', number = '33'"
	       " WHERE number = '3'");
	identity_is("33", "", not );
	meddle("UPDATE customer SET number = '3' WHERE number = '33'");
	identity_is("3", "15076500565", "");
	meddle("UPDATE customer SET identity = substr(identity, 1, 30)"
	       " WHERE number = '2'");
	identity_is(
	    "2", "", "a value is encrypted by another key than keys.columns");
	struct register_row row = person(1, "2", "20121212-1212");
	meddle("UPDATE customer SET identity = NULL, identity_hash = NULL"
	       " WHERE number = '2'");
	import(&row, 1, 0, "~2:identity ");
	identity_is("2", "201212121212", "");
}

static void
rotate(size_t identities, size_t agreements, size_t same, const char *fault)
{
	struct register_rotated n;
	struct fault f = { 0 };
	struct registry *r = open_it(true);
	CHECK_INT(register_rotate(r, &n, &f), !*fault);
	CHECK_STR(f.text, fault);
	if (*fault)
		CHECK_INT(register_status(r), MC_CONFIG);
	else {
		CHECK_INT(n.identities, identities);
		CHECK_INT(n.keys, agreements);
		CHECK_INT(n.same, same);
	}
	register_close(r);
}

/* The customer with that key on channel autogiro. */
static void
found_by_key(const char *key, const char *want)
{
	struct str number = { "", 0 };
	struct arena a = { 0 };
	struct fault f = { 0 };
	struct registry *r = open_it(false);
	T_CASE(key);
	CHECK_INT(register_find_key(r, str_of("p"), str_of("autogiro"),
		      str_of(key), &number, &a, &f),
	    *want ? REGISTER_FOUND : REGISTER_NONE);
	CHECK_STR(number, want);
	register_close(r);
	arena_free(&a);
}

static void
test_rotate(void)
{
	struct register_row clear[] = { agreement(1, "p 7 autogiro 5553") };
	struct register_row sealed[] = { agreement(1,
					     "p 1 autogiro 0000198112189876"),
		agreement(2, "p 2 autogiro 5552"), agreement(3, "p 2 portal") };
	struct register_row changed[] = { agreement(
	    1, "p 1 autogiro 0000198112189876 cancelled") };
	struct register_row late = person(1, "8", "19640823-3234");
	T_CASE("rotate");
	keys = (struct register_keys){ 0 };
	import_to(AGREEMENTS, clear, 1, 0, "+7/autogiro ");
	agreed("p", "7", "autogiro/5553/active ");
	rotate(0, 0, 0,
	    "the configuration names no secret to encrypt by (keys.columns)");
	keys.current = secret_a;
	import_to(
	    AGREEMENTS, sealed, 3, 0, "+1/autogiro +2/autogiro +2/portal ");
	import_to(AGREEMENTS, clear, 1, 0, "");
	found_by_key("0000198112189876", "1");
	found_by_key("5553", "7");
	found_by_key("5554", "");
	T_CASE("both secrets work until all is rotated");
	keys = (struct register_keys){ secret_b, secret_a };
	import(&late, 1, 0, "+8 ");
	import_to(AGREEMENTS, changed, 1, 0, "~1/autogiro:status ");
	found_by("20121212-1212", "2");
	found_by("640823-3234", "8");
	found_by_key("0000198112189876", "1");
	T_CASE("a secret that is gone");
	keys = (struct register_keys){ .current = secret_b };
	rotate(0, 0, 0,
	    "8 values are encrypted by another key than keys.columns and "
	    "keys.columns_old");
	identity_is(
	    "2", "", "a value is encrypted by another key than keys.columns");
	T_CASE("rotated");
	keys = (struct register_keys){ secret_b, secret_a };
	rotate(6, 3, 1, "");
	rotate(0, 0, 10, "");
	keys = (struct register_keys){ .current = secret_b };
	rotate(0, 0, 10, "");
	found_by("20121212-1212", "2");
	found_by("8112189876", "6");
	found_by_key("0000198112189876", "1");
	found_by_key("5553", "7");
	agreed("p", "1", "autogiro/0000198112189876/cancelled ");
	agreed("p", "2", "autogiro/5552/active portal//active ");
	keys = (struct register_keys){ .current = secret_a };
	identity_is(
	    "2", "", "a value is encrypted by another key than keys.columns");
	keys = (struct register_keys){ .current = secret_b };
}

/* Notes "+customer ~customer:email=a>b -autogiro/key ". */
static bool
note_event(void *arg, const struct register_event *e)
{
	buf_printf(arg, "%c%.*s", e->sign,
	    STR_ARG(e->channel.n ? e->channel : str_of("customer")));
	if (e->key.n)
		buf_printf(arg, "/%.*s", STR_ARG(e->key));
	if (e->column.n)
		buf_printf(arg, ":%.*s=%.*s>%.*s", STR_ARG(e->column),
		    STR_ARG(e->old), STR_ARG(e->now));
	buf_addc(arg, ' ');
	CHECK_STR(e->source, "test");
	CHECK_INT(e->at.n, 20);
	return true;
}

static void
history(const char *number, const char *want)
{
	struct buf b = BUF_INIT(4096);
	struct fault f = { 0 };
	struct registry *r = open_it(false);
	T_CASE(number);
	CHECK(register_history(
	    r, str_of("p"), str_of(number), note_event, &b, &f));
	CHECK_STR(buf_str(&b), want);
	register_close(r);
	buf_free(&b);
}

static void
test_history(void)
{
	struct register_row rows[] = { row(1, "p 7 Nils n@x.example") };
	struct register_row one = person(1, "1", "");
	history("1",
	    "+customer ~customer:identity=> +autogiro/0000198112189876 "
	    "~autogiro/0000198112189876:status=active>cancelled ");
	import(rows, 1, 0, "~7:name,email ");
	rows[0] = row(1, "p 7 Olle");
	import(rows, 1, 0, "~7:name,email ");
	history("7", "+customer +autogiro/5553 ~customer:name=>Nils "
		     "~customer:email=>n@x.example ~customer:name=Nils>Olle "
		     "~customer:email=n@x.example> ");
	T_CASE("who is removed is forgotten");
	import(&one, 1, REGISTER_REPLACE,
	    "-0 -2 -2/autogiro -2/portal -3 -4 -5 -6 -7 -7/autogiro -8 ");
	history("7", "+customer +autogiro ~customer:name=> ~customer:email=> "
		     "~customer:name=> ~customer:email=> -customer -autogiro ");
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
	test_value();
	test_check_more();
	test_hides();
	test_find();
	test_agreements();
	test_identities();
	test_swapped();
	test_rotate();
	test_history();
	test_migration(false);
	test_migration(true);
	test_upgrade_fails();
	test_version();
	arena_free(&texts);
	clean(folder);
	return T_END();
}
