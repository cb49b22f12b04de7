/* SPDX-License-Identifier: ISC */
#include "ident/contact.h"
#include "t.h"

/* n times c. */
static struct str
many(char c, size_t n)
{
	static char text[400];
	memset(text, c, n);
	return (struct str){ text, n };
}

static void
test_email(void)
{
	static const char *const good[] = { "a@x.example", "a.b+c@x.y.example",
		"a@1.example", "\xc3\xa5@\xc3\xa4.example", "o'b@x.example",
		"a-@x-y.example" };
	static const char *const bad[] = { "", "@", "a", "a@", "@x.example",
		"a@example", "a@b@x.example", "a@.example", "a@x.", "a@x..y",
		"a@-x.example", "a@x-.example", "-a@x.example", "a b@x.example",
		"a\t@x.example", "a@x.example\n", "a\r\nTo:b@x.example",
		"<a@x.example>", "a,b@x.example", "a;b@x.example",
		"a:b@x.example", "\"a\"@x.example", "a\\b@x.example",
		"(a)b@x.example", "a@[1.2]", "a\x7f@x.example",
		"a\xc2\x85@x.example", "mailto:a@x.example" };
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		T_CASE(good[i]);
		CHECK(contact_email_ok(str_of(good[i])));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		T_CASE(bad[i]);
		CHECK(!contact_email_ok(str_of(bad[i])));
	}
	T_CASE("others");
	CHECK(!contact_email_ok((struct str){ NULL, 0 }));
	CHECK(!contact_email_ok((struct str)STR("a\0b@x.example")));
}

static void
test_email_length(void)
{
	char text[400];
	T_CASE("local part");
	snprintf(text, sizeof(text), "%.*s@x.example", STR_ARG(many('a', 64)));
	CHECK(contact_email_ok(str_of(text)));
	snprintf(text, sizeof(text), "%.*s@x.example", STR_ARG(many('a', 65)));
	CHECK(!contact_email_ok(str_of(text)));
	T_CASE("whole address");
	snprintf(text, sizeof(text), "a@%.*s.example",
	    STR_ARG(many('a', CONTACT_EMAIL_MAX - 10)));
	CHECK_INT(strlen(text), CONTACT_EMAIL_MAX);
	CHECK(contact_email_ok(str_of(text)));
	snprintf(text, sizeof(text), "a@%.*s.example",
	    STR_ARG(many('a', CONTACT_EMAIL_MAX - 9)));
	CHECK(!contact_email_ok(str_of(text)));
}

static void
test_mailbox(void)
{
	static const struct {
		const char *mailbox, *name, *address;
	} cases[] = {
		{ "a@b.example", NULL, "a@b.example" },
		{ "<a@b.example>", "", "a@b.example" },
		{ "A B <a@b.example>", "A B", "a@b.example" },
		{ "\"A, B\"  <a@b.example>", "A, B", "a@b.example" },
		{ "\" <a@b.example>", "\"", "a@b.example" },
		{ "A <B> <a@b.example>", "A <B>", "a@b.example" },
		{ "A <a@b.example> x", NULL, "A <a@b.example> x" },
		{ "", NULL, "" },
	};
	struct str name, address;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].mailbox);
		CHECK(contact_mailbox_split(
		    str_of(cases[i].mailbox), &name, &address));
		CHECK_STR(name, cases[i].name);
		CHECK_STR(address, cases[i].address);
	}
	T_CASE("never opened");
	CHECK(!contact_mailbox_split(str_of("a@b.example>"), &name, &address));
	CHECK(!contact_mailbox_split(str_of(">"), &name, &address));
}

static void
test_mobile(void)
{
	static const char *const good[] = { "+46701740605", "+4745678901",
		"+358401234567", "+12345678", "+123456789012345" };
	static const char *const bad[] = { "", "+", "0701740605", "46701740605",
		"+46 701740605", "+46-701740605", "+0701740605", "+1234567",
		"+1234567890123456", "+4670174060x", "++4670174060",
		"+46701740605\n" };
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		T_CASE(good[i]);
		CHECK(contact_mobile_ok(str_of(good[i])));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		T_CASE(bad[i]);
		CHECK(!contact_mobile_ok(str_of(bad[i])));
	}
	T_CASE("absent");
	CHECK(!contact_mobile_ok((struct str){ NULL, 0 }));
}

int
main(void)
{
	test_email();
	test_email_length();
	test_mailbox();
	test_mobile();
	return T_END();
}
