/* SPDX-License-Identifier: ISC */
#include "base/arena.h"
#include "stream/rec.h"
#include "stream/redact.h"
#include "t.h"

#define HEAD "{\"mc\":1,\"kind\":\"invoice\",\"id\":\"a/invoice/1\","

static const struct {
	const char *name, *in, *out;
	const char *texts[2];
} cases[] = {
	{ "nothing to hide", HEAD "\"x\":[1, \"abc\"]}",
	    HEAD "\"x\":[1, \"abc\"]}", { 0 } },
	{ "identity field",
	    HEAD "\"invoice\":{\"buyer\":{\"legal_id\":\"19121212-1212\"}}}",
	    HEAD "\"invoice\":{\"buyer\":{\"legal_id\":\"*************\"}}}",
	    { 0 } },
	{ "in a list, and only the number",
	    HEAD "\"invoice\":{\"buyer\":{\"ids\":[{\"id\":\"C-1\"},"
		 "{\"id\":\"nr 191212121212!\"}]}}}",
	    HEAD "\"invoice\":{\"buyer\":{\"ids\":[{\"id\":\"C-1\"},"
		 "{\"id\":\"nr ************!\"}]}}}",
	    { 0 } },
	{ "any text",
	    HEAD "\"invoice\":{\"buyer\":{\"name\":\"19121212-1212\"}}}",
	    HEAD "\"invoice\":{\"buyer\":{\"name\":\"*************\"}}}",
	    { 0 } },
	{ "again in another spelling, in a reference and a note",
	    HEAD "\"payment\":{\"payer\":\"198112189876\",\"text\":"
		 "\"811218 98 76\",\"reference\":\"93008112189876157\"}}",
	    HEAD "\"payment\":{\"payer\":\"************\",\"text\":"
		 "\"************\",\"reference\":\"9300**********157\"}}",
	    { 0 } },
	{ "the seller may be called, and paid",
	    HEAD "\"invoice\":{\"seller\":{\"contact\":{\"phone\":"
		 "\"8112189876\"},\"legal_id\":\"811218-9876\"},"
		 "\"payment\":[{\"account\":\"13097248022\"}]}}",
	    HEAD "\"invoice\":{\"seller\":{\"contact\":{\"phone\":"
		 "\"8112189876\"},\"legal_id\":\"***********\"},"
		 "\"payment\":[{\"account\":\"13097248022\"}]}}",
	    { 0 } },
	{ "escapes", HEAD "\"delivery\":{\"identity\":\"1\\u00391212121212\"}}",
	    HEAD "\"delivery\":{\"identity\":\"*****************\"}}", { 0 } },
	{ "known text anywhere",
	    HEAD "\"invoice\":{\"notes\":[{\"text\":\"OCR 1234567890128.\"}],"
		 "\"payable\":\"1234567890128\"},"
		 "\"unknown\":{\"a\":[\"1234567890128\",1234567890128]}}",
	    HEAD "\"invoice\":{\"notes\":[{\"text\":\"OCR *************.\"}],"
		 "\"payable\":\"1234567890128\"},"
		 "\"unknown\":{\"a\":[\"*************\",1234567890128]}}",
	    { "1234567890128" } },
	{ "known text behind escapes", HEAD "\"u\":\"\\n1234567890128\"}",
	    HEAD "\"u\":\"***************\"}", { "1234567890128" } },
	{ "short texts are not looked for", HEAD "\"u\":\"1234567 12345678\"}",
	    HEAD "\"u\":\"1234567 ********\"}", { "1234567", "12345678" } },
	{ "what the archive goes by",
	    HEAD
	    "\"run\":{\"id\":\"123456789012\"},"
	    "\"source\":{\"path\":\"123456789012\"},\"u\":\"123456789012\"}",
	    HEAD
	    "\"run\":{\"id\":\"123456789012\"},"
	    "\"source\":{\"path\":\"123456789012\"},\"u\":\"************\"}",
	    { "123456789012", "a/invoice/1" } },
	{ "names stay", HEAD "\"u\":{\"123456789012\":\"x\"}}",
	    HEAD "\"u\":{\"123456789012\":\"x\"}}", { "123456789012" } },
};

int
main(void)
{
	struct arena a = { 0 };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str line = arena_str(&a, str_of(cases[i].in));
		char *p = arena_alloc(&a, line.n);
		struct str texts[2];
		struct rec rec;
		struct fault f;
		size_t n = 0;
		T_CASE(cases[i].name);
		memcpy(p, line.p, line.n);
		for (; n < 2 && cases[i].texts[n]; n++)
			texts[n] = str_of(cases[i].texts[n]);
		redact_line(p, line.n, texts, n, &a);
		struct str got = { p, line.n };
		CHECK_STR(got, cases[i].out);
		CHECK(rec_parse(&rec, got, UINT64_MAX, &a, &f));
		arena_reset(&a);
	}
	arena_free(&a);
	return T_END();
}
