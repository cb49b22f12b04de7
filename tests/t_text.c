/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "t.h"

static void
test_utf8(void)
{
	static const struct {
		const char *name;
		struct str text;
		size_t good; /* well-formed bytes from the start */
	} cases[] = {
		{ "empty", STR(""), 0 },
		{ "ascii", STR("plain text"), 10 },
		{ "NUL", STR("a\0b"), 3 },
		{ "two bytes", STR("\xc3\xa5"), 2 },
		{ "least of two", STR("\xc2\x80"), 2 },
		{ "last of two", STR("\xdf\xbf"), 2 },
		{ "least of three", STR("\xe0\xa0\x80"), 3 },
		{ "below surrogates", STR("\xed\x9f\xbf"), 3 },
		{ "above surrogates", STR("\xee\x80\x80"), 3 },
		{ "last of three", STR("\xef\xbf\xbf"), 3 },
		{ "least of four", STR("\xf0\x90\x80\x80"), 4 },
		{ "U+10FFFF", STR("\xf4\x8f\xbf\xbf"), 4 },
		{ "tail alone", STR("abcdefgh\x80"), 8 },
		{ "tail bf alone", STR("\xbf"), 0 },
		{ "overlong two c0", STR("\xc0\xaf"), 0 },
		{ "overlong two c1", STR("\xc1\xbf"), 0 },
		{ "overlong three", STR("\xe0\x9f\xbf"), 0 },
		{ "overlong four", STR("\xf0\x8f\xbf\xbf"), 0 },
		{ "surrogate first", STR("\xed\xa0\x80"), 0 },
		{ "surrogate last", STR("\xed\xbf\xbf"), 0 },
		{ "U+110000", STR("\xf4\x90\x80\x80"), 0 },
		{ "f5", STR("\xf5\x80\x80\x80"), 0 },
		{ "fe", STR("\xfe"), 0 },
		{ "ff", STR("\xff"), 0 },
		{ "two cut", STR("a\xc3"), 1 },
		{ "two without tail", STR("\xc3(x"), 0 },
		{ "three cut", STR("\xe2\x82"), 0 },
		{ "three without tail", STR("\xe2\x82(x"), 0 },
		{ "three, bad middle", STR("\xe2(\xac"), 0 },
		{ "four cut", STR("\xf0\x9f\x98"), 0 },
		{ "four without tail", STR("\xf0\x9f\x98("), 0 },
		{ "four, bad middle", STR("\xf0\x9f(\x80"), 0 },
		{ "good, then bad",
		    STR("\xc3\xa5"
			"bcdefghij\xff"),
		    11 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i].name);
		CHECK_INT(utf8_check(cases[i].text.p, cases[i].text.n),
		    cases[i].good);
	}
	CHECK_INT(utf8_length("", 0), 0);
	CHECK_INT(utf8_length("\xe2\x82\xac", 3), 3);
	CHECK_INT(utf8_length("\xe2\x82\xac", 2), 0);
}

static void
test_code_points(void)
{
	int wrong = 0;
	for (unsigned long c = 0; c <= 0x10ffff; c++) {
		char text[4];
		size_t n = utf8_put(text, c), back = 0;
		bool surrogate = c >= 0xd800 && c <= 0xdfff;
		if (utf8_length(text, n) != (surrogate ? 0 : n))
			wrong++;
		else if (!surrogate)
			wrong += utf8_get(text, &back) != c || back != n;
	}
	CHECK_INT(wrong, 0);
}

/* Each byte of the set to UTF-8 and back; `missing` is how many it lacks. */
static void
round_trip(enum charset set, int missing)
{
	struct buf utf8 = BUF_INIT(16), back = BUF_INIT(16);
	int none = 0, wrong = 0;
	for (int c = 0; c < 256; c++) {
		char byte = (char)c;
		size_t bad = 99;
		buf_reset(&utf8);
		buf_reset(&back);
		if (!text_decode(&utf8, (struct str){ &byte, 1 }, set, &bad)) {
			none++;
			wrong += bad != 0;
			continue;
		}
		wrong += utf8_check(utf8.p, utf8.n) != utf8.n || !utf8.n ||
			 !text_encode(&back, buf_str(&utf8), set, &bad) ||
			 back.n != 1 || back.p[0] != byte;
	}
	CHECK_INT(none, missing);
	CHECK_INT(wrong, 0);
	buf_free(&utf8);
	buf_free(&back);
}

static void
test_charsets(void)
{
	static const struct {
		enum charset set;
		struct str legacy, utf8;
	} cases[] = {
		{ CHARSET_LATIN1, STR("R\xe4ksm\xf6rg\xe5s"),
		    STR("Räksmörgås") },
		{ CHARSET_LATIN1, STR("\xa4"), STR("¤") },
		{ CHARSET_LATIN9, STR("\xa4 \xa6"), STR("€ Š") },
		{ CHARSET_CP1252, STR("\x80 \x96 \x92"), STR("€ – ’") },
		{ CHARSET_CP1252, STR(""), STR("") },
	};
	struct buf out = BUF_INIT(4096);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t bad;
		T_CASE(cases[i].utf8.p);
		buf_reset(&out);
		CHECK(text_decode(&out, cases[i].legacy, cases[i].set, &bad));
		CHECK_STR(buf_str(&out), cases[i].utf8);
		buf_reset(&out);
		CHECK(text_encode(&out, cases[i].utf8, cases[i].set, &bad));
		CHECK_STR(buf_str(&out), cases[i].legacy);
	}
	buf_free(&out);
	round_trip(CHARSET_LATIN1, 0);
	round_trip(CHARSET_LATIN9, 0);
	round_trip(CHARSET_CP1252, 5);
}

static void
test_charset_faults(void)
{
	static const struct {
		enum charset set;
		struct str text;
		size_t bad;
	} encode[] = {
		{ CHARSET_LATIN1, STR("pris 5 €"), 7 },
		{ CHARSET_LATIN1, STR("ö€"), 2 },
		{ CHARSET_LATIN9, STR("åäö ¤"), 7 },
		{ CHARSET_CP1252, STR("a\u0142b"), 1 },
		{ CHARSET_LATIN1, STR("\xf0\x9f\x98\x80"), 0 },
	};
	struct buf out = BUF_INIT(8192);
	size_t bad;
	for (size_t i = 0; i < sizeof(encode) / sizeof(*encode); i++) {
		T_CASE(encode[i].text.p);
		CHECK(!text_encode(&out, encode[i].text, encode[i].set, &bad));
		CHECK_INT(bad, encode[i].bad);
	}
	T_CASE("cp1252 without 0x81");
	CHECK(!text_decode(&out,
	    str_of("ab\x81"
		   "c"),
	    CHARSET_CP1252, &bad));
	CHECK_INT(bad, 2);
	/* past the first chunk of the conversion */
	char many[5000];
	memset(many, '\xe5', sizeof(many));
	many[4321] = '\x8d';
	buf_reset(&out);
	CHECK(!text_decode(
	    &out, (struct str){ many, sizeof(many) }, CHARSET_CP1252, &bad));
	CHECK_INT(bad, 4321);
	many[4321] = '\xe5';
	struct buf utf8 = BUF_INIT(20000);
	CHECK(text_decode(
	    &utf8, (struct str){ many, sizeof(many) }, CHARSET_CP1252, &bad));
	CHECK_INT(utf8.n, 10000);
	memcpy(utf8.p + 8000, "\xc4\x80", 2);
	buf_reset(&out);
	CHECK(!text_encode(&out, buf_str(&utf8), CHARSET_LATIN1, &bad));
	CHECK_INT(bad, 8000);
	buf_free(&out);
	buf_free(&utf8);
}

static void
test_safe_name(void)
{
	static const struct {
		const char *text;
		size_t max;
		const char *want;
	} cases[] = {
		{ "INV-2024_001.x", 64, "INV-2024_001.x" },
		{ "a/b", 64, "a_b" },
		{ "../../etc/passwd", 64, "_._.._etc_passwd" },
		{ ".hidden", 64, "_hidden" },
		{ "a  //  b", 64, "a_b" },
		{ "Räksmörgås", 64, "R_ksm_rg_s" },
		{ "a\nb\tc", 64, "a_b_c" },
		{ "abcdef", 3, "abc" },
		{ "", 64, "" },
	};
	struct buf out = BUF_INIT(64);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i].text);
		buf_reset(&out);
		text_safe_name(&out, str_of(cases[i].text), cases[i].max);
		CHECK_STR(buf_str(&out), cases[i].want);
	}
	buf_free(&out);
}

static void
test_plain(void)
{
	static const struct {
		const char *text, *escaped, *plain;
	} cases[] = {
		{ "", "", "" },
		{ "Pär Ågren", "Pär Ågren", "Pär Ågren" },
		{ "a\nb\tc\x1b[31m\x7f", "a\\x0ab\\x09c\\x1b[31m\\x7f",
		    "a\\x0ab\\x09c\\x1b[31m\\x7f" },
		{ "back\\x0aslash", "back\\x5cx0aslash", "back\\x5cx0aslash" },
		/* C1, a line separator, marks that turn a line around */
		{ "a\xc2\x9b"
		  "b",
		    "a\\xc2\\x9bb", "a\\xc2\\x9bb" },
		{ "\xe2\x80\xa8\xe2\x80\xae\xe2\x81\xa9",
		    "\\xe2\\x80\\xa8\\xe2\\x80\\xae\\xe2\\x81\\xa9",
		    "\\xe2\\x80\\xa8\\xe2\\x80\\xae\\xe2\\x81\\xa9" },
		{ "no-break\xc2\xa0space", "no-break\xc2\xa0space",
		    "no-break\xc2\xa0space" },
		/* what is no UTF-8 */
		{ "a\xff\xc3", "a\\xff\\xc3", "a\\xff\\xc3" },
		/* official test numbers */
		{ "811218-9876 and 19811218-9876.",
		    "811218-9876 and 19811218-9876.",
		    "*********** and *************." },
		{ "\a811218-9876", "\\x07811218-9876", "\\x07***********" },
	};
	struct buf out = BUF_INIT(256);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i].text);
		buf_reset(&out);
		text_escape(&out, str_of(cases[i].text));
		CHECK_STR(buf_str(&out), cases[i].escaped);
		buf_reset(&out);
		text_plain(&out, str_of(cases[i].text));
		CHECK_STR(buf_str(&out), cases[i].plain);
	}
	buf_reset(&out);
	text_plain(&out, (struct str){ NULL, 0 });
	text_escape(&out, (struct str){ "a\0b", 3 });
	CHECK_STR(buf_str(&out), "a\\x00b");
	buf_free(&out);
}

static void
test_upper(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "abc z\xc2\xa0{1}", "ABC Z\xc2\xa0{1}" },
		{ "\xc3\xa5\xc3\xa4\xc3\xb6\xc3\xa6\xc3\xb8",
		    "\xc3\x85\xc3\x84\xc3\x96\xc3\x86\xc3\x98" },
		{ "\xc3\xb7 \xc3\x9f \xc3\xbf", "\xc3\xb7 \xc3\x9f \xc3\xbf" },
		{ "\xc4\x8d \xc5\x82 \xc5\xa1 \xc5\xbe",
		    "\xc4\x8c \xc5\x81 \xc5\xa0 \xc5\xbd" },
		{ "\xce\xb1\xcf\x82 \xd0\xb4 \xd1\x96",
		    "\xce\x91\xcf\x82 \xd0\x94 \xd0\x86" },
		{ "\xe2\x82\xac \xf0\x9f\x98\x80",
		    "\xe2\x82\xac \xf0\x9f\x98\x80" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[64];
		size_t n = strlen(cases[i].text);
		memcpy(text, cases[i].text, n + 1);
		T_CASE(cases[i].text);
		text_upper(text, n);
		CHECK_STR(text, cases[i].want);
	}
	T_CASE("");
}

int
main(void)
{
	test_plain();
	test_utf8();
	test_code_points();
	test_charsets();
	test_charset_faults();
	test_safe_name();
	test_upper();
	return T_END();
}
