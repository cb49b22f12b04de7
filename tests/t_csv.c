/* SPDX-License-Identifier: ISC */
#include "format/csv.h"
#include "t.h"

/* Rows as "line:field|field" and a LF each, then "!line:fault". */
static void
show(struct buf *b, struct str text, struct arena *a)
{
	struct csv c;
	struct csv_row row;
	struct fault f = { 0 };
	enum csv_status status;

	csv_open(&c, text, a);
	while ((status = csv_next(&c, &row, &f)) == CSV_ROW) {
		buf_printf(b, "%zu:", row.line);
		for (size_t i = 0; i < row.n; i++) {
			if (i)
				buf_addc(b, '|');
			buf_addstr(b, row.fields[i]);
		}
		buf_addc(b, '\n');
	}
	if (status == CSV_BAD)
		buf_printf(b, "!%zu:%s", row.line, f.text);
}

static void
test_reading(void)
{
	static const struct {
		const char *name;
		struct str text;
		const char *want;
	} cases[] = {
		{ "nothing", STR(""), "" },
		{ "blank lines", STR("\n\r\n\n"), "" },
		{ "one field", STR("a"), "1:a\n" },
		{ "LF", STR("a,b\nc,d\n"), "1:a|b\n2:c|d\n" },
		{ "CRLF", STR("a,b\r\nc,d\r\n"), "1:a|b\n2:c|d\n" },
		{ "no end", STR("a,b\nc,d"), "1:a|b\n2:c|d\n" },
		{ "blanks between", STR("a\n\n\nb\n"), "1:a\n4:b\n" },
		{ "empty fields", STR(",\n,,"), "1:|\n2:||\n" },
		{ "separator at the end", STR("a,"), "1:a|\n" },
		{ "blanks stay", STR(" a , b "), "1: a | b \n" },
		{ "byte order mark",
		    STR("\xef\xbb\xbf"
			"a,b"),
		    "1:a|b\n" },
		{ "mark inside", STR("a\n\xef\xbb\xbf"),
		    "1:a\n2:\xef\xbb\xbf\n" },
		{ "semicolon", STR("a;b\nc,d;e"), "1:a|b\n2:c,d|e\n" },
		{ "semicolon in quotes", STR("\"a;b\",c"), "1:a;b|c\n" },
		{ "semicolon in line two", STR("a,b\nc;d,e"),
		    "1:a|b\n2:c;d|e\n" },
		{ "quotes", STR("\"a\",\"\"\n\"b\"\r\n"), "1:a|\n2:b\n" },
		{ "doubled", STR("\"\"\"a\"\"b\"\"\",c"), "1:\"a\"b\"|c\n" },
		{ "only a quote", STR("\"\"\"\""), "1:\"\n" },
		{ "lines in a field", STR("\"a\nb\r\nc\",d\ne"),
		    "1:a\nb\r\nc|d\n4:e\n" },
		{ "CR inside", STR("a\rb,c\n"), "1:a\rb|c\n" },
		{ "CR at the end", STR("a\r"), "1:a\r\n" },
		{ "CR CR LF", STR("a\r\r\n"), "1:a\r\n" },
		{ "never closed", STR("a\n\"b,c\nd\n"),
		    "1:a\n!2:a quote that is never closed" },
		{ "only opened", STR("\""), "!1:a quote that is never closed" },
		{ "behind the quote", STR("\"a\" ,b"),
		    "!1:text behind a closing quote" },
		{ "quote inside", STR("a\"b\",c"),
		    "!1:a quote inside a field that is not in quotes" },
		{ "Latin 1", STR("a,b\nc,x\xe5\n"),
		    "1:a|b\n!2:not UTF-8 (byte 2 of the field)" },
		{ "Latin 1 in quotes", STR("\"\xe5\""),
		    "!1:not UTF-8 (byte 1 of the field)" },
		{ "NUL", STR("a\0b,c"), "1:a" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT(4096);
		struct arena a = { 0 };
		T_CASE(cases[i].name);
		show(&b, cases[i].text, &a);
		buf_addc(&b, '\0');
		CHECK_STR(b.p, cases[i].want);
		buf_free(&b);
		arena_free(&a);
	}
}

static void
test_fields(void)
{
	char text[2 * CSV_FIELDS + 4];
	struct csv_row row;
	struct csv c;
	struct fault f;
	struct arena a = { 0 };
	T_CASE("as many fields as there may be");
	memset(text, ',', sizeof(text));
	csv_open(&c, (struct str){ text, CSV_FIELDS - 1 }, &a);
	CHECK_INT(csv_next(&c, &row, &f), CSV_ROW);
	CHECK_INT(row.n, CSV_FIELDS);
	CHECK_INT(csv_next(&c, &row, &f), CSV_END);
	csv_open(&c, (struct str){ text, CSV_FIELDS }, &a);
	CHECK_INT(csv_next(&c, &row, &f), CSV_BAD);
	CHECK_STR(f.text, "more than 64 fields");
	arena_free(&a);
}

static void
test_writing(void)
{
	static const struct {
		struct str value;
		const char *want;
	} cases[] = {
		{ STR(""), "" },
		{ STR("plain text"), "plain text" },
		{ STR("a,b"), "\"a,b\"" },
		{ STR("a;b"), "\"a;b\"" },
		{ STR("say \"a\""), "\"say \"\"a\"\"\"" },
		{ STR("a\nb"), "\"a\nb\"" },
		{ STR("a\rb"), "\"a\rb\"" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT(100), again = BUF_INIT(100);
		struct arena a = { 0 };
		T_CASE(cases[i].want);
		csv_put(&b, cases[i].value);
		CHECK_STR(buf_str(&b), cases[i].want);
		/* and read again */
		buf_adds(&b, ",end");
		show(&again, buf_str(&b), &a);
		buf_reset(&b);
		buf_printf(&b, "1:%.*s|end\n", STR_ARG(cases[i].value));
		CHECK_STR(buf_str(&again), buf_str(&b));
		buf_free(&b);
		buf_free(&again);
		arena_free(&a);
	}
}

int
main(void)
{
	test_reading();
	test_fields();
	test_writing();
	return T_END();
}
