/* SPDX-License-Identifier: ISC */
/*
 * Words, and the kinds of values that mc.yaml has no key for yet; the others
 * are tested by t_conf.
 */
#include "base/buf.h"
#include "conf/bind.h"
#include "conf/word.h"
#include "t.h"

/* ---- words ----------------------------------------------------------- */

static void
test_hint(void)
{
	static const struct {
		const char *word, *known, *hint;
	} cases[] = {
		{ "kivrra", "kivra", " (did you mean 'kivra'?)" },
		{ "kvira", "kivra", " (did you mean 'kivra'?)" },
		{ "kivraxyz", "kivra", "" },
		{ "", "id", "" },
		{ "fo", "id", "" },
		{ "sv", "nb", "" },
		{ "i", "id", "" },
		{ "idd", "id", " (did you mean 'id'?)" },
	};
	char room[WORD_HINT];
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct word_guess g = word_guess(str_of(cases[i].word));
		T_CASE(cases[i].word);
		word_try(&g, str_of("something else"));
		word_try(&g, str_of(cases[i].known));
		CHECK_STR(word_hint(&g, room), cases[i].hint);
	}
	struct word_guess g = word_guess(str_of("email"));
	word_try(&g, str_of("emails9"));
	word_try(&g, str_of("emails"));
	word_try(&g, str_of("e-mail"));
	CHECK_STR(g.best, "emails");
	T_CASE("");
}

static void
test_numbers(void)
{
	static const char *const bad[] = { "", "-", "+1", "01", "00", "1.",
		".5", "1e3", "1 ", " 1", "0x1", "1.5.2", "1,5", "1_000" };
	struct dec d;
	int64_t n = 7;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		T_CASE(bad[i]);
		CHECK(!word_decimal(&d, str_of(bad[i])));
		CHECK(!word_whole(&n, str_of(bad[i])));
	}
	T_CASE("");
	CHECK(!word_whole(&n, str_of("1.0")));
	CHECK(!word_whole(&n, str_of("9223372036854775808")));
	CHECK_INT(n, 7);
	CHECK(word_whole(&n, str_of("-9223372036854775808")));
	CHECK_INT(n, INT64_MIN);
	CHECK(word_decimal(&d, str_of("-0.50")));
	CHECK_INT(d.coef, -50);
}

static void
test_clip(void)
{
	/* 63 bytes and then a character of two: it must not be cut in half */
	char text[] = "123456789 123456789 123456789 123456789 123456789 "
		      "123456789 123\xc3\xa5";
	CHECK_INT(word_clip(str_of(text)).n, 63);
	CHECK_INT(word_clip(str_of("short")).n, 5);
}

/* ---- kinds ----------------------------------------------------------- */

struct inner {
	struct str name;
	bool on;
	int64_t count;
};

struct outer {
	bool flag;
	struct date day;
	int word;
	struct inner inner;
	struct inner *list;
	size_t list_n;
	struct str *texts;
	size_t texts_n;
};

static const char *const colours[] = { "red", "green", NULL };

static const struct bind_field inner_rows[] = {
	{ BIND_ROW(inner, name, BIND_TEXT) },
	{ BIND_ROW(inner, on, BIND_BOOL), .absent = true },
	{ BIND_ROW(inner, count, BIND_COUNT), .least = -5, .most = 5,
	    .absent = 3 },
};
static const struct bind_object inner_object = {
	.fields = inner_rows, .fields_n = 3, .size = sizeof(struct inner)
};

static const struct bind_field outer_rows[] = {
	{ BIND_ROW(outer, flag, BIND_BOOL) },
	{ BIND_ROW(outer, day, BIND_DATE) },
	{ BIND_ROW(outer, word, BIND_WORD), .words = colours, .absent = -1 },
	{ BIND_ROW(outer, inner, BIND_OBJECT), .sub = &inner_object },
	{ BIND_ROWS(outer, list, BIND_LIST), .sub = &inner_object },
	{ BIND_ROWS(outer, texts, BIND_TEXTS) },
};
static const struct bind_object outer_object = {
	.fields = outer_rows, .fields_n = 6, .size = sizeof(struct outer)
};

static struct arena arena;

static bool
bind_outer(struct outer *o, const char *text, struct fault *fault)
{
	struct bind b = { .file = "x", .arena = &arena, .fault = fault };
	*fault = (struct fault){ .text = "" };
	const struct yaml *root =
	    yaml_load_text(str_of(text), "x", &arena, fault);
	return root && bind_tree(&b, &outer_object, root, o);
}

static void
test_kinds(void)
{
	struct outer o;
	struct fault fault;
	CHECK(bind_outer(&o, "{}", &fault));
	CHECK_INT(o.word, -1);
	CHECK_INT(o.flag, false);
	CHECK_INT(o.inner.on, true);
	CHECK_INT(o.inner.count, 3);
	CHECK(!o.list && !date_set(o.day));
	CHECK(bind_outer(&o,
	    "flag: true\n"
	    "day: 2026-02-28\n"
	    "word: green\n"
	    "inner: {on: false, count: -5}\n"
	    "list: [{name: a}, {count: 5}]\n"
	    "texts: [no, 'null', 0123]\n",
	    &fault));
	CHECK_INT(o.flag, true);
	CHECK_INT(o.day.day, 28);
	CHECK_INT(o.word, 1);
	CHECK_INT(o.inner.on, false);
	CHECK_INT(o.inner.count, -5);
	CHECK_INT(o.list_n, 2);
	CHECK_STR(o.list[0].name, "a");
	CHECK_INT(o.list[1].count, 5);
	CHECK_INT(o.texts_n, 3);
	CHECK_STR(o.texts[0], "no");
	CHECK_STR(o.texts[2], "0123");
}

static void
test_kinds_refused(void)
{
	static const char *const cases[][2] = {
		{ "flag: yes", "'flag' must be true or false" },
		{ "flag: 'true'",
		    "'flag' must be true or false, without quotes" },
		{ "flag: True", "'flag' must be true or false" },
		{ "day: 2026-02-29", "'day' must be a date such as "
				     "2026-01-31" },
		{ "day: [1]", "'day' must be a date such as 2026-01-31" },
		{ "inner: {count: -6}", "'count' must be from -5 to 5" },
		{ "list: {}", "'list' must be a list of mappings" },
		{ "texts: [a, ~]", "'texts' has an entry without a value" },
		{ "texts: [a, [b]]", "'texts' must be a list such as [a, b]" },
	};
	struct outer o;
	struct fault fault;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i][0]);
		CHECK(!bind_outer(&o, cases[i][0], &fault));
		CHECK_STR(fault.place, "x:1");
		CHECK_STR(fault.text, cases[i][1]);
	}
	T_CASE("");
}

static void
test_many(void)
{
	struct outer o;
	struct fault fault;
	struct buf b = BUF_INIT(1 << 20);
	buf_adds(&b, "list:\n");
	for (int i = 0; i <= BIND_MOST; i++)
		buf_adds(&b, "- {}\n");
	buf_addc(&b, '\0');
	CHECK(!bind_outer(&o, b.p, &fault));
	CHECK_STR(fault.text, "'list' has more than 10000 entries");
	buf_free(&b);
	arena_free(&arena);
}

int
main(void)
{
	test_hint();
	test_numbers();
	test_clip();
	test_kinds();
	test_kinds_refused();
	test_many();
	return T_END();
}
