/* SPDX-License-Identifier: ISC */
#include "state/db.h"
#include "register.h"

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

int
main(void)
{
	char folder[] = "/tmp/t_register_vault.XXXXXX";
	if (!enter(folder))
		return 1;
	test_identities();
	test_swapped();
	test_rotate();
	test_history();
	arena_free(&texts);
	clean(folder);
	return T_END();
}
