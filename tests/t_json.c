/* SPDX-License-Identifier: ISC */
#include "base/json.h"
#include "t.h"

static struct arena arena;

static const char deep[] = "nested too deep";
static const char cut[] = "value is cut off";
static const char none[] = "no JSON value here";
static const char escape[] = "no such escape";
static const char half[] = "half a surrogate pair";
static const char comma[] = "a comma was expected";

static const struct {
	struct str text;
	const char *error; /* NULL: taken */
	size_t place;
} skipped[] = {
	{ STR("{}"), NULL, 0 },
	{ STR(" [ ] "), NULL, 0 },
	{ STR("\t\r\n0\n"), NULL, 0 },
	{ STR("{\"a\":[1,{\"b\":null}],\"c\":true}"), NULL, 0 },
	{ STR("[[[]],[],{}]"), NULL, 0 },
	{ STR("-0.0e-0"), NULL, 0 },
	{ STR("1E400"), NULL, 0 },
	{ STR("\"\\u0000\""), NULL, 0 },
	{ STR("{\"a\":1,\"a\":2}"), NULL, 0 },
	{ STR(""), cut, 0 },
	{ STR("  "), cut, 2 },
	{ STR("["), cut, 1 },
	{ STR("[1"), cut, 2 },
	{ STR("[1,"), cut, 3 },
	{ STR("{"), cut, 1 },
	{ STR("{\"a"), cut, 3 },
	{ STR("{\"a\""), cut, 4 },
	{ STR("{\"a\":"), cut, 5 },
	{ STR("\"\\"), cut, 1 },
	{ STR("\"abcdefgh"), cut, 9 },
	{ STR("[1 2]"), comma, 3 },
	{ STR("[1}"), comma, 2 },
	{ STR("{\"a\":1]"), comma, 6 },
	{ STR("[,1]"), none, 1 },
	{ STR("[1,]"), none, 3 },
	{ STR("]"), none, 0 },
	{ STR("\0"), none, 0 },
	{ STR("tru"), none, 0 },
	{ STR("nul"), none, 0 },
	{ STR("falsch"), none, 0 },
	{ STR("-"), none, 0 },
	{ STR("+1"), none, 0 },
	{ STR("01"), none, 0 },
	{ STR(".5"), none, 0 },
	{ STR("NaN"), none, 0 },
	{ STR("\xef\xbb\xbf{}"), none, 0 },
	{ STR("1.e1"), "no digit behind the point", 0 },
	{ STR("1e+"), "no digit in the exponent", 0 },
	{ STR("{,}"), "a member name was expected", 1 },
	{ STR("{\"a\":1,}"), "a member name was expected", 7 },
	{ STR("{a:1}"), "a member name was expected", 1 },
	{ STR("{\"a\" 1}"), "a colon was expected", 5 },
	{ STR("{} {}"), "more text behind the value", 3 },
	{ STR("1\0"), "a NUL behind the value", 1 },
};

static void
test_skip(void)
{
	struct json j;
	for (size_t i = 0; i < sizeof(skipped) / sizeof(skipped[0]); i++) {
		T_CASE(skipped[i].text.p);
		json_open(&j, skipped[i].text, &arena);
		json_skip(&j);
		CHECK_INT(json_end(&j), !skipped[i].error);
		CHECK_STR(j.error, skipped[i].error);
		if (skipped[i].error)
			CHECK_INT(json_place(&j), skipped[i].place);
	}
}

static void
test_string(void)
{
	static const struct {
		const char *text;
		struct str want; /* absent: refused */
		const char *error;
	} cases[] = {
		{ "\"\"", STR(""), NULL },
		{ "\"a\"", STR("a"), NULL },
		{ "\"abcdefghijklmnopq\"", STR("abcdefghijklmnopq"), NULL },
		{ "\"1234567\\n\"", STR("1234567\n"), NULL },
		{ "\"12345678\\\"9\"", STR("12345678\"9"), NULL },
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", STR("\"\\/\b\f\n\r\t"),
		    NULL },
		{ "\"\\u0041\\u00e5\\u20AC\"", STR("A\xc3\xa5\xe2\x82\xac"),
		    NULL },
		{ "\"\\ud83d\\ude00x\"", STR("\xf0\x9f\x98\x80x"), NULL },
		{ "\"a\\u0000b\"", STR("a\0b"), NULL },
		{ "\"\xc3\xa5\xe2\x82\xac\xf0\x9f\x98\x80\"",
		    STR("\xc3\xa5\xe2\x82\xac\xf0\x9f\x98\x80"), NULL },
		{ "\"1234567\xc3\xa5\x7f\"", STR("1234567\xc3\xa5\x7f"), NULL },
		{ "\"\\ud83d\"", { NULL, 0 }, half },
		{ "\"\\ud83dx\"", { NULL, 0 }, half },
		{ "\"\\ud83d\\u0041\"", { NULL, 0 }, half },
		{ "\"\\ude00\\ud83d\"", { NULL, 0 }, half },
		{ "\"\\x41\"", { NULL, 0 }, escape },
		{ "\"\\u12g4\"", { NULL, 0 }, escape },
		{ "\"\\u123", { NULL, 0 }, escape },
		{ "\"\\", { NULL, 0 }, cut },
		{ "\"a\n\"", { NULL, 0 }, "a control character in a string" },
		{ "\"12345678\x1f\"", { NULL, 0 },
		    "a control character in a string" },
		{ "\"\xc3\"", { NULL, 0 }, "not UTF-8" },
		{ "\"12345678\xed\xa0\x80\"", { NULL, 0 }, "not UTF-8" },
		{ "\"\xc0\x80\"", { NULL, 0 }, "not UTF-8" },
		{ "\"\xf4\x90\x80\x80\"", { NULL, 0 }, "not UTF-8" },
		{ "1", { NULL, 0 }, "a string was expected" },
		{ "", { NULL, 0 }, cut },
	};
	struct json j;
	struct str got;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		json_open(&j, str_of(cases[i].text), &arena);
		got = (struct str){ NULL, 0 };
		CHECK_INT(json_text(&j, &got), cases[i].want.p != NULL);
		CHECK_STR(got, cases[i].want);
		CHECK_STR(j.error, cases[i].error);
		/* passing over it says the same */
		json_open(&j, str_of(cases[i].text), NULL);
		if (*cases[i].text == '"')
			CHECK_INT(json_skip(&j), cases[i].want.p != NULL);
	}
}

static void
test_int(void)
{
	static const struct {
		const char *text;
		int64_t want;
		bool ok;
	} cases[] = {
		{ "0", 0, true },
		{ "-0", 0, true },
		{ " 42", 42, true },
		{ "9223372036854775807", INT64_MAX, true },
		{ "-9223372036854775808", INT64_MIN, true },
		{ "9223372036854775808", 0, false },
		{ "-9223372036854775809", 0, false },
		{ "18446744073709551616", 0, false },
		{ "99999999999999999999999999", 0, false },
		{ "1.0", 0, false },
		{ "1e0", 0, false },
		{ "00", 0, false },
		{ "\"1\"", 0, false },
		{ "null", 0, false },
		{ "", 0, false },
	};
	struct json j;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t got = 0;
		T_CASE(cases[i].text);
		json_open(&j, str_of(cases[i].text), &arena);
		CHECK_INT(json_int(&j, &got), cases[i].ok);
		CHECK_INT(got, cases[i].want);
	}
}

static void
test_bool(void)
{
	static const struct {
		const char *text;
		bool ok, want;
	} cases[] = {
		{ "true", true, true },
		{ " false ", true, false },
		{ "True", false, false },
		{ "1", false, false },
		{ "null", false, false },
		{ "fals", false, false },
	};
	struct json j;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool got = false;
		T_CASE(cases[i].text);
		json_open(&j, str_of(cases[i].text), &arena);
		CHECK_INT(json_bool(&j, &got) && json_end(&j), cases[i].ok);
		CHECK_INT(got && cases[i].ok, cases[i].want);
	}
}

static void
test_pull(void)
{
	struct json j;
	struct str key = { NULL, 0 }, text = { NULL, 0 };
	int64_t n = 0, sum = 0;
	json_open(&j,
	    str_of(" { \"a\\u0062\" : [ 1 , 2,3 ] , \"c\":\"d\",\"e\":{}} "),
	    &arena);
	CHECK_INT(json_peek(&j), '{');
	CHECK(json_begin(&j, '{') && json_more(&j, '}') && json_key(&j, &key));
	CHECK_STR(key, "ab");
	CHECK(json_begin(&j, '['));
	while (json_more(&j, ']') && json_int(&j, &n))
		sum = sum * 10 + n;
	CHECK_INT(sum, 123);
	CHECK(json_more(&j, '}') && json_key(&j, &key) && json_text(&j, &text));
	CHECK_STR(key, "c");
	CHECK_STR(text, "d");
	CHECK(json_more(&j, '}') && json_key(&j, &key));
	CHECK(json_begin(&j, '{') && !json_more(&j, '}') && !j.error);
	CHECK(!json_more(&j, '}') && json_end(&j));
}

/* The first fault stays, and nothing moves behind it. */
static void
test_first_fault_sticks(void)
{
	struct json j;
	struct str text;
	int64_t n;
	bool truth;
	json_open(&j, str_of("{\"a\" \"b\"}"), &arena);
	json_begin(&j, '{');
	CHECK(json_more(&j, '}'));
	CHECK(!json_key(&j, &text));
	size_t place = json_place(&j);
	CHECK(!json_text(&j, &text));
	CHECK(!json_int(&j, &n) && !json_bool(&j, &truth) && !json_skip(&j));
	CHECK(!json_begin(&j, '[') && !json_more(&j, '}') && !json_end(&j));
	CHECK(!json_fail(&j, "another"));
	CHECK_STR(j.error, "a colon was expected");
	CHECK_INT(json_place(&j), place);
}

static void
test_depth(void)
{
	char text[2 * JSON_DEPTH + 4];
	struct json j;
	memset(text, '[', JSON_DEPTH);
	memset(text + JSON_DEPTH, ']', JSON_DEPTH);
	json_open(&j, (struct str){ text, 2 * (size_t)JSON_DEPTH }, &arena);
	CHECK(json_skip(&j) && json_end(&j));
	memset(text, '[', JSON_DEPTH + 1);
	memset(text + JSON_DEPTH + 1, ']', JSON_DEPTH + 1);
	json_open(&j, (struct str){ text, 2 * (size_t)JSON_DEPTH + 2 }, &arena);
	CHECK(!json_skip(&j));
	CHECK_STR(j.error, deep);
	CHECK_INT(json_place(&j), JSON_DEPTH);
}

static void
test_put(void)
{
	static const struct {
		struct str text;
		const char *want;
	} cases[] = {
		{ STR(""), "\"\"" },
		{ STR("plain text of more than eight"),
		    "\"plain text of more than eight\"" },
		{ STR("\"\\/\b\f\n\r\t"), "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
		{ STR("a\0b\x1f\x7f"), "\"a\\u0000b\\u001f\x7f\"" },
		{ STR("\xc3\xa5\xe2\x80\xa8\xf0\x9f\x98\x80"),
		    "\"\xc3\xa5\xe2\x80\xa8\xf0\x9f\x98\x80\"" },
		{ STR("12345678\xc3\xa5\"12345678\n"),
		    "\"12345678\xc3\xa5\\\"12345678\\n\"" },
	};
	struct buf b = BUF_INIT(1000);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&b);
		json_put_string(&b, cases[i].text);
		CHECK_STR(buf_str(&b), cases[i].want);
	}
	buf_free(&b);
}

/* Each byte at each place within the eight that are looked at together. */
static void
test_every_byte_at_every_place(void)
{
	struct buf b = BUF_INIT(1000);
	struct json j;
	struct str got;
	for (int c = 0; c < 128; c++)
		for (size_t at = 0; at < 17; at++) {
			char text[17];
			memset(text, 'x', sizeof(text));
			text[at] = (char)c;
			struct str want = { text, sizeof(text) };
			buf_reset(&b);
			json_put_string(&b, want);
			json_open(&j, buf_str(&b), &arena);
			bool ok = json_text(&j, &got) && json_end(&j);
			CHECK(ok && str_eq(got, want));
			bool bare = c >= 0x20 && c != '"' && c != '\\';
			CHECK_INT(b.n == sizeof(text) + 2, bare);
		}
	buf_free(&b);
}

static void
test_raw(void)
{
	struct json j;
	struct str key, value;
	json_open(&j, str_of("{\"a\" :  [1, {\"b\":2}] ,\"c\":1e"), &arena);
	CHECK(json_begin(&j, '{') && json_more(&j, '}') && json_key(&j, &key));
	CHECK(json_raw(&j, &value));
	CHECK_STR(value, "[1, {\"b\":2}]");
	CHECK(json_more(&j, '}') && json_key(&j, &key));
	CHECK(!json_raw(&j, &value));
	CHECK_STR(value, "[1, {\"b\":2}]");
}

int
main(void)
{
	test_skip();
	test_raw();
	test_string();
	test_int();
	test_bool();
	test_pull();
	test_first_fault_sticks();
	test_depth();
	test_put();
	test_every_byte_at_every_place();
	arena_free(&arena);
	return T_END();
}
