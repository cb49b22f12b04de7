/* SPDX-License-Identifier: ISC */
#include "stream/seal_files.h"
#include "t.h"

#define HEAD "{\"mc\":1,\"end\":{\"records\":0,\"totals\":{},\"digest\":\"\""
#define MINE "{\"tool\":\"mc-a\",\"n\":1}"
#define OTHER "{ \"n\":[{\"tool\":\"mc-a\"}],\"tool\":\"mc-b\" }"

static void
test_put(void)
{
	static const struct {
		const char *name, *line, *objects, *want;
	} cases[] = {
		{ "nothing to do", HEAD ",\"files\": [ ]}} ", "",
		    HEAD ",\"files\": [ ]}} " },
		{ "others only", HEAD ",\"files\":[ " OTHER " ] , \"x\":1}}",
		    "", HEAD ",\"files\":[ " OTHER " ] , \"x\":1}}" },
		{ "one added", HEAD ",\"files\": [ ] ,\"x\":1}}", MINE,
		    HEAD ",\"files\": [" MINE "] ,\"x\":1}}" },
		{ "two added behind others", HEAD ",\"files\":[" OTHER "]}}",
		    MINE "," MINE,
		    HEAD ",\"files\":[" OTHER "," MINE "," MINE "]}}" },
		{ "replaced", HEAD ",\"files\":[" MINE "," OTHER "," MINE "]}}",
		    "{}", HEAD ",\"files\":[" OTHER ",{}]}}" },
		{ "taken out", HEAD ",\"files\":[" MINE "]}}", "",
		    HEAD ",\"files\":[]}}" },
		{ "no member", HEAD " }}", MINE,
		    HEAD " ,\"files\":[" MINE "]}}" },
		{ "an empty end", "{\"mc\":1,\"end\":{}}", MINE,
		    "{\"mc\":1,\"end\":{\"files\":[" MINE "]}}" },
		{ "escapes",
		    HEAD ",\"f\\u0069les\":[{\"\\u0074ool\":\"mc\\u002da\"}]}}",
		    "", HEAD ",\"f\\u0069les\":[]}}" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fault f;
		struct buf b = BUF_INIT(10000);
		char want[1000];
		T_CASE(cases[i].name);
		snprintf(want, sizeof(want), "%s\n", cases[i].want);
		CHECK(seal_files_put(&b, str_of(cases[i].line), "mc-a",
		    str_of(cases[i].objects), &f));
		CHECK_STR(buf_str(&b), want);
		buf_free(&b);
	}
}

static void
test_bad(void)
{
	static const char *const lines[] = {
		"",
		"{}",
		"{\"mc\":1}",
		"{\"mc\":1,\"end\":[]}",
		HEAD ",\"files\":{}}}",
		HEAD ",\"files\":[1]}}",
		HEAD ",\"files\":[{\"tool\":1}]}}",
		HEAD ",\"files\":[}}",
		HEAD ",\"files\":[],\"files\":[]}}",
		HEAD "}} x",
		HEAD ",\"files\":null}}",
	};
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct fault f = { 0 };
		struct buf b = BUF_INIT(10000);
		T_CASE(lines[i]);
		CHECK(!seal_files_put(
		    &b, str_of(lines[i]), "mc-a", str_of(MINE), &f));
		CHECK_STR(f.place, "/end/files");
		CHECK(f.text[0] != '\0');
		buf_free(&b);
	}
}

int
main(void)
{
	test_put();
	test_bad();
	return T_END();
}
