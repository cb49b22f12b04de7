/* SPDX-License-Identifier: ISC */
#include <stdint.h>

#include "model/section.h"
#include "stream/rec.h"
#include "t.h"

static struct arena arena;
static struct rec rec;
static struct fault fault;

#define HEAD "{\"mc\":1,\"kind\":\"invoice\",\"id\":\"a/b/c\""

static bool
parse(const char *line, uint64_t want)
{
	fault = (struct fault){ .text = "" };
	return rec_parse(&rec, str_of(line), want, &arena, &fault);
}

/* ---- taking a line apart -------------------------------------------- */

static void
test_members(void)
{
	static const char line[] = " { \"mc\" : 1,\"kind\":\"invoice\" ,"
				   "\"i\\u0064\":\"a\\/b\",\t\"x\" : [1, 2] ,"
				   "\"reach\":{}\r} ";
	static const struct {
		const char *name, *all, *value;
		int rank;
	} want[] = {
		{ "mc", "\"mc\" : 1", "1", RANK_CONTENT },
		{ "kind", "\"kind\":\"invoice\"", "\"invoice\"", RANK_CONTENT },
		{ "id", "\"i\\u0064\":\"a\\/b\"", "\"a\\/b\"", RANK_CONTENT },
		{ "x", "\"x\" : [1, 2]", "[1, 2]", RANK_NONE },
		{ "reach", "\"reach\":{}", "{}", RANK_REACH },
	};
	CHECK(parse(line, 0));
	CHECK_INT(rec.members_n, 5);
	for (size_t i = 0; i < rec.members_n; i++) {
		const struct rec_member *m = &rec.members[i];
		struct str all = { line + m->from, m->to - m->from };
		struct str value = { line + m->value, m->to - m->value };
		T_CASE(want[i].name);
		CHECK_STR(m->name, want[i].name);
		CHECK_STR(all, want[i].all);
		CHECK_STR(value, want[i].value);
		CHECK_INT(m->rank, want[i].rank);
		CHECK_STR(rec_raw(&rec, want[i].name), want[i].value);
	}
	CHECK(!rec.is_seal && !rec.r.reach);
	CHECK_STR(rec.r.id, "a/b");
	CHECK(!rec_raw(&rec, "route").p);
}

static void
test_wanted_only(void)
{
	static const char line[] =
	    HEAD ",\"delivery\":{\"email\":1},\"source\":{\"line\":7}}";
	CHECK(parse(line, REC_BIT(source)));
	CHECK(rec.r.source && rec.r.source->line == 7 && !rec.r.delivery);
	CHECK(!parse(line, REC_BIT(delivery)));
	CHECK_STR((const char *)fault.place, "/delivery/email");
	CHECK(strstr(fault.text, "a string was expected (byte ") != NULL);
	/* given up is always read, for it decides what a tool does */
	CHECK(parse(HEAD ",\"rejected\":{\"tool\":\"mc-route\"}}", 0));
	CHECK(rec.r.rejected != NULL);
	CHECK(!parse(HEAD ",\"rejected\":7}", 0));
	CHECK_INT(rec_index(1), 63);
}

static void
test_no_record(void)
{
	static const struct {
		const char *line, *place, *text;
	} cases[] = {
		{ "", "", "no record: a line that is no JSON object" },
		{ "x", "", "no record: a line that is no JSON object" },
		{ "<a/>", "",
		    "XML and no record: mc-parse makes records of it" },
		{ "[]", "", "no record: a line that is no JSON object" },
		{ "\xef\xbb\xbf" HEAD "}", "",
		    "no record: a line that is no JSON object" },
		{ "{", "", "value is cut off, a record is one line (byte 2)" },
		{ "{}", "", "`mc` is missing" },
		{ "{\"mc\":1}", "", "`kind` is missing" },
		{ "{\"mc\":1,\"kind\":\"a\"}", "", "`id` is missing" },
		{ "{\"mc\":1,\"kind\":\"\",\"id\":\"a\"}", "",
		    "`kind` is missing" },
		{ "{\"mc\":1,\"kind\":\"a\",\"id\":\"\"}", "",
		    "`id` is missing" },
		{ "{\"mc\":2,\"kind\":\"a\",\"id\":\"b\"}", "/mc",
		    "major version 2" },
		{ "{\"mc\":2,\"end\":{}}", "/mc", "major version 2" },
		{ "{\"mc\":\"1\",\"kind\":\"a\",\"id\":\"b\"}", "/mc",
		    "no JSON value" },
		{ "{\"mc\":null,\"kind\":\"a\",\"id\":\"b\"}", "",
		    "`mc` is missing" },
		{ "{\"mc\":1,\"kind\":7,\"id\":\"b\"}", "/kind",
		    "a string was expected" },
		{ HEAD "}x", "", "more text behind" },
		{ HEAD "} {}", "", "more text behind" },
		{ HEAD, "", "value is cut off" },
		{ HEAD ",}", "", "a member name was expected" },
		{ HEAD ",\"x\":[1}", "/x", "a comma was expected" },
		{ HEAD ",\"x\":1,\"x\":2}", "/x", "duplicate member name" },
		{ HEAD ",\"end\":{}}", "/end", "cannot be the seal" },
		{ "{\"mc\":1,\"end\":{},\"id\":\"a\"}", "/end",
		    "cannot be the seal" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].line);
		CHECK(!parse(cases[i].line, UINT64_MAX >> 1));
		CHECK_STR((const char *)fault.place, cases[i].place);
		CHECK(strstr(fault.text, cases[i].text) != NULL);
	}
	CHECK(parse("{\"mc\":1,\"end\":{}}", 0) && rec.is_seal);
}

static void
test_members_limit(void)
{
	for (int n = REC_MEMBERS; n <= REC_MEMBERS + 1; n++) {
		struct buf b = BUF_INIT(4096);
		buf_adds(&b, HEAD);
		for (int i = 3; i < n; i++)
			buf_printf(&b, ",\"x%d\":%d", i, i);
		buf_addc(&b, '}');
		CHECK_INT(rec_parse(&rec, buf_str(&b), 0, &arena, &fault),
		    n == REC_MEMBERS);
		buf_free(&b);
	}
	CHECK_STR((const char *)fault.text, "too many members (byte 574)");
}

/* ---- writing it again ----------------------------------------------- */

/* rec_write of the line by the tool gives that line. */
static void
writes(const char *line, const char *tool, const char *own, const char *name,
    const char *value, const char *want)
{
	struct buf b = BUF_INIT(65536);
	T_CASE(want);
	CHECK(parse(line, 0));
	rec_write(&b, &rec, tool, own, name, str_of(value));
	CHECK_STR(buf_str(&b), want);
	if (b.n && name) { /* a rerun gives the same bytes */
		struct str once =
		    arena_str(&arena, (struct str){ b.p, b.n - 1 });
		CHECK(rec_parse(&rec, once, 0, &arena, &fault));
		buf_reset(&b);
		rec_write(&b, &rec, tool, own, name, str_of(value));
		CHECK_STR(buf_str(&b), want);
	}
	buf_free(&b);
}

static void
test_append(void)
{
	writes(HEAD "}", "mc-lookup", "reach", "reach", "{\"a\":1}",
	    HEAD ",\"reach\":{\"a\":1}}\n");
	writes(HEAD ",\"x\":[ ] }", "mc-lookup", "reach", "reach", "{}",
	    HEAD ",\"x\":[ ],\"reach\":{} }\n");
	writes(HEAD "}", "mc-lookup", "reach", NULL, NULL, HEAD "}\n");
	writes(
	    " " HEAD " } ", "mc-lookup", "reach", NULL, NULL, " " HEAD " } \n");
}

static void
test_rerun(void)
{
	static const char full[] = HEAD ",\"reach\":{},\"x\":1,\"route\":{},"
					"\"pages\":[],\"autogiro\":{},"
					"\"sefaktura\":{},\"sent\":[],"
					"\"archived\":{}}";
	writes(full, "mc-lookup", "reach", "reach", "{\"n\":1}",
	    HEAD ",\"x\":1,\"reach\":{\"n\":1}}\n");
	writes(full, "mc-route", "route", "route", "{\"n\":1}",
	    HEAD ",\"reach\":{},\"x\":1,\"route\":{\"n\":1}}\n");
	writes(full, "mc-render", "pages", "pages", "[1]",
	    HEAD ",\"reach\":{},\"x\":1,\"route\":{},\"pages\":[1]}\n");
	writes(full, "mc-send", "sent", "sent", "[1]",
	    HEAD ",\"reach\":{},\"x\":1,\"route\":{},\"pages\":[],"
		 "\"autogiro\":{},\"sefaktura\":{},\"sent\":[1]}\n");
	writes(full, "mc-archive", "archived", "archived", "{\"n\":1}",
	    HEAD ",\"reach\":{},\"x\":1,\"route\":{},\"pages\":[],"
		 "\"autogiro\":{},\"sefaktura\":{},\"sent\":[],"
		 "\"archived\":{\"n\":1}}\n");
	writes(full, "mc-lookup", "reach", NULL, NULL, HEAD ",\"x\":1}\n");
}

/* Both have rank 4: each takes its own away and leaves the other's. */
static void
test_two_tools_of_equal_rank(void)
{
	static const char both[] =
	    HEAD ",\"autogiro\":{\"a\":1},\"sefaktura\":{\"s\":1},\"sent\":[]}";
	writes(both, "mc-autogiro", "autogiro", "autogiro", "{\"a\":2}",
	    HEAD ",\"sefaktura\":{\"s\":1},\"autogiro\":{\"a\":2}}\n");
	writes(both, "mc-sefaktura", "sefaktura", "sefaktura", "{\"s\":2}",
	    HEAD ",\"autogiro\":{\"a\":1},\"sefaktura\":{\"s\":2}}\n");
}

static void
test_rejected(void)
{
	static const struct {
		const char *by, *tool;
		bool stays, is_given_up;
	} cases[] = {
		{ "mc-parse", "mc-route", true, true },
		{ "mc-lookup", "mc-route", true, true },
		{ "mc-route", "mc-route", false, false },
		{ "mc-render", "mc-route", false, false },
		{ "mc-send", "mc-route", false, false },
		{ "mc-sefaktura", "mc-autogiro", true, true },
		{ "mc-autogiro", "mc-autogiro", false, false },
		{ "mc-unheard-of", "mc-route", true, true },
		{ "", "mc-route", true, true },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[256], want[260];
		struct buf b = BUF_INIT(1000);
		T_CASE(cases[i].by);
		snprintf(text, sizeof(text),
		    "%s,\"rejected\":{\"tool\":\"%s\""
		    "},\"x\":1}",
		    HEAD, cases[i].by);
		snprintf(want, sizeof(want), "%s\n", text);
		CHECK(parse(text, 0));
		CHECK_INT(
		    rec_is_rejected(&rec, cases[i].tool), cases[i].is_given_up);
		rec_write(&b, &rec, cases[i].tool, "route", NULL,
		    (struct str){ NULL, 0 });
		CHECK_STR(buf_str(&b),
		    cases[i].stays ? (const char *)want : HEAD ",\"x\":1}\n");
		buf_free(&b);
	}
	CHECK(parse(HEAD "}", 0));
	CHECK(!rec_is_rejected(&rec, "mc-route"));
}

static void
test_first_middle_last_removed(void)
{
	writes("{\"reach\":{},\"mc\":1,\"kind\":\"a\",\"id\":\"b\"}",
	    "mc-lookup", "reach", NULL, NULL,
	    "{\"mc\":1,\"kind\":\"a\",\"id\":\"b\"}\n");
	writes("{ \"reach\":{} , \"route\":{},\"mc\":1,\"kind\":\"a\","
	       "\"sent\":[],\"id\":\"b\" , \"pages\":[] }",
	    "mc-lookup", "reach", "reach", "{}",
	    "{ \"mc\":1,\"kind\":\"a\",\"id\":\"b\",\"reach\":{} }\n");
	writes("{\"mc\":1 , \"reach\":{} ,\"kind\":\"a\",\"id\":\"b\"}",
	    "mc-lookup", "reach", "reach", "{}",
	    "{\"mc\":1 ,\"kind\":\"a\",\"id\":\"b\",\"reach\":{}}\n");
	/* only what stood first is kept */
	writes("{\"mc\":1,\"kind\":\"a\",\"id\":\"b\",\"reach\":{},"
	       "\"route\":{},\"sent\":[]}",
	    "mc-lookup", "reach", NULL, NULL,
	    "{\"mc\":1,\"kind\":\"a\",\"id\":\"b\"}\n");
}

/* Names, numbers, escapes and blanks of others are kept byte for byte. */
static void
test_foreign_bytes(void)
{
	static const char odd[] =
	    "\t{ \"x\\u0079\" :  1.0e+00 ,\"kind\":\"a\",\"\":\"\\/\\u00E5\","
	    " \"z\" : { \"a\" :1, \"a\" : [ ] },\"id\":\"b\" ,\"mc\": 1";
	char line[300], want[300];
	snprintf(line, sizeof(line), "%s ,\t\"r\\u0065ach\" : {}\t} ", odd);
	snprintf(want, sizeof(want), "%s,\"reach\":{\"a\":1}\t} \n", odd);
	writes(line, "mc-lookup", "reach", "reach", "{\"a\":1}", want);
}

/* A section that is null is no section. */
static void
test_null_section_is_missing(void)
{
	CHECK(parse(HEAD ",\"reach\":null ,\"rejected\":null}",
	    REC_BIT(reach) | REC_BIT(rejected)));
	CHECK(!rec.r.reach && !rec.r.rejected);
	CHECK(!rec_raw(&rec, "reach").p);
	writes(HEAD ",\"reach\":null}", "mc-lookup", "reach", "reach", "{}",
	    HEAD ",\"reach\":{}}\n");
}

static void
test_reject(void)
{
	struct buf b = BUF_INIT(4096);
	struct fault f;
	fault_set(&f, "/invoice/payable", "BR-CO-16", "it is \"%s\"", "wrong");
	rec_reject(&b, "mc-route", &f);
	CHECK_STR(buf_str(&b),
	    "{\"tool\":\"mc-route\",\"place\":\"/invoice/payable\","
	    "\"rule\":\"BR-CO-16\",\"text\":\"it is \\\"wrong\\\"\"}");
	buf_reset(&b);
	fault_set(&f, NULL, NULL, "%s", "no more");
	rec_reject(&b, "mc-route", &f);
	CHECK_STR(buf_str(&b), "{\"tool\":\"mc-route\",\"text\":\"no more\"}");
	buf_free(&b);
}

int
main(void)
{
	test_members();
	test_wanted_only();
	test_no_record();
	test_members_limit();
	test_append();
	test_rerun();
	test_two_tools_of_equal_rank();
	test_rejected();
	test_first_middle_last_removed();
	test_foreign_bytes();
	test_null_section_is_missing();
	test_reject();
	arena_free(&arena);
	return T_END();
}
