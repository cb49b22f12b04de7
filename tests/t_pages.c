/* SPDX-License-Identifier: ISC */
#include "model/pages.h"
#include "t.h"

#define DUE                                                                    \
	{                                                                      \
		2026, 11, 30                                                   \
	}
#define LATER                                                                  \
	{                                                                      \
		2026, 12, 20                                                   \
	}
#define PDF STR("application/pdf")
#define HTML STR("text/html")

static struct artefact all[] = {
	{ .variant = STR("html"), .mime = HTML },
	{ .variant = STR("print"), .mime = PDF, .sha256 = STR("plain") },
	{ .variant = STR("due-2026-12-20"),
	    .mime = PDF,
	    .sha256 = STR("later") },
	{ .variant = STR("copy"), .mime = PDF, .sha256 = STR("copy") },
	{ .variant = STR("copy-due-2026-12-20"),
	    .mime = PDF,
	    .sha256 = STR("later copy") },
	{ .variant = STR("due-2027-01-01"), .failed = STR("no font") },
	{ .variant = STR("due-2027-01-02"),
	    .mime = HTML,
	    .failed = STR("no PDF") },
};
static struct invoice invoice = { .due_date = DUE };
static struct choice ways[] = { { .channel = STR("a") },
	{ .channel = STR("b"), .due = LATER },
	{ .channel = STR("c"), .due = DUE },
	{ .channel = STR("d"), .due = { 2027, 1, 1 } },
	{ .channel = STR("e"), .due = { 2027, 1, 2 } } };
static struct choice debit = { .channel = STR("ag"), .due = LATER };
static struct route route = { .presentation = ways, .presentation_n = 5 };

static const char *
sent(const struct record *r, const struct choice *c, bool copy)
{
	const struct artefact *a = pages_for(r, c, copy);
	return !a ? "none" : a->failed.p ? "failed" : a->sha256.p;
}

static void
test_for(void)
{
	struct record r = {
		.invoice = &invoice, .route = &route, .pages = all, .pages_n = 7
	};
	T_CASE("as it is");
	CHECK_STR(sent(&r, &ways[0], false), "plain");
	CHECK_STR(sent(&r, &ways[1], false), "later");
	CHECK_STR(sent(&r, &ways[2], false), "plain");
	CHECK_STR(sent(&r, &ways[3], false), "failed");
	CHECK_STR(sent(&r, &ways[4], false), "none");
	CHECK_STR(sent(&r, NULL, false), "plain");
	T_CASE("copies");
	CHECK_STR(sent(&r, &ways[0], true), "copy");
	CHECK_STR(sent(&r, &ways[1], true), "later copy");
	CHECK_STR(sent(&r, &ways[4], true), "none");
	CHECK(pages_is_copy(pages_for(&r, &ways[0], true)));
	r.pages_n = 3;
	CHECK_STR(sent(&r, &ways[1], true), "later");
	CHECK(!pages_is_copy(pages_for(&r, &ways[1], true)));
	T_CASE("copies alone");
	r.pages = all + 3;
	r.pages_n = 2;
	CHECK_STR(sent(&r, &ways[0], false), "none");
	T_CASE("the collected payment has another day");
	r.pages = all;
	r.pages_n = 7;
	route.payment = &debit;
	route.payment_n = 1;
	CHECK_STR(sent(&r, &ways[0], false), "later");
	CHECK_STR(sent(&r, &ways[2], false), "plain");
	route.payment_n = 0;
	T_CASE("nothing decoded");
	r.invoice = NULL;
	CHECK_STR(sent(&r, &ways[0], false), "plain");
	CHECK_STR(sent(&r, &ways[2], false), "none");
	r.route = NULL;
	CHECK_STR(sent(&r, &ways[1], false), "later");
}

static struct artefact htmls[] = {
	{ .variant = STR("mail"), .mime = PDF, .sha256 = STR("a PDF") },
	{ .variant = STR("print"), .mime = HTML, .sha256 = STR("print") },
	{ .variant = STR("mailed"), .mime = HTML, .sha256 = STR("mailed") },
	{ .variant = STR("mail"), .mime = HTML, .failed = STR("too long") },
	{ .variant = STR("mail"), .mime = HTML, .sha256 = STR("plain") },
	{ .variant = STR("mail-due-2026-12-20"),
	    .mime = HTML,
	    .sha256 = STR("later") },
	{ .variant = STR("mail-due-2027-01-01"), .failed = STR("no type") },
	{ .variant = STR("mail-due-2027-01-02"),
	    .mime = HTML,
	    .failed = STR("no code") },
	{ .variant = STR("mail-copy"), .mime = HTML, .sha256 = STR("copy") },
	{ .variant = STR("mail-copy-due-2026-12-20"),
	    .mime = HTML,
	    .sha256 = STR("later copy") },
};

static const char *
mailed(const struct record *r, const struct choice *c, bool copy)
{
	const struct artefact *a = pages_html_for(r, c, copy);
	return !a ? "none" : a->failed.p ? "failed" : a->sha256.p;
}

static void
test_html(void)
{
	struct record r = { .invoice = &invoice,
		.route = &route,
		.pages = htmls,
		.pages_n = 10 };
	T_CASE("HTML");
	CHECK_STR(mailed(&r, &ways[0], false), "plain");
	CHECK_STR(mailed(&r, &ways[1], false), "later");
	CHECK_STR(mailed(&r, &ways[2], false), "plain");
	CHECK_STR(mailed(&r, &ways[3], false), "none");
	CHECK_STR(mailed(&r, &ways[4], false), "failed");
	CHECK_STR(mailed(&r, NULL, false), "plain");
	CHECK_STR(sent(&r, &ways[0], false), "a PDF");
	CHECK_STR(sent(&r, &ways[1], false), "none");
	T_CASE("HTML of copies");
	CHECK_STR(mailed(&r, &ways[0], true), "copy");
	CHECK_STR(mailed(&r, &ways[1], true), "later copy");
	CHECK(pages_is_copy(pages_html_for(&r, &ways[0], true)));
	CHECK(pages_is_copy(pages_html_for(&r, &ways[1], true)));
	r.pages_n = 8;
	CHECK_STR(mailed(&r, &ways[0], true), "plain");
	CHECK(!pages_is_copy(pages_html_for(&r, &ways[0], true)));
	T_CASE("no HTML");
	r.pages = all;
	r.pages_n = 7;
	CHECK_STR(mailed(&r, &ways[0], false), "none");
	CHECK_STR(mailed(&r, &ways[4], false), "none");
}

static void
test_name(void)
{
	static const struct {
		struct pages_variant v;
		const char *name, *html;
	} cases[] = { { { { 0 }, false }, "print", "mail" },
		{ { { 0 }, true }, "copy", "mail-copy" },
		{ { LATER, false }, "due-2026-12-20", "mail-due-2026-12-20" },
		{ { LATER, true }, "copy-due-2026-12-20",
		    "mail-copy-due-2026-12-20" } };
	char name[PAGES_VARIANT];
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pages_name(&cases[i].v, name);
		CHECK_STR(name, cases[i].name);
		pages_html_name(&cases[i].v, name);
		CHECK_STR(name, cases[i].html);
	}
}

int
main(void)
{
	test_for();
	test_html();
	test_name();
	return T_END();
}
