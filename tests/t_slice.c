/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "format/slice.h"
#include "t.h"

static const char *const roots[] = { "Invoice", "CreditNote", NULL };

/* What came of a file: its slices, up to four. */
static struct slice parts[4];
static enum slice_status statuses[4];
static struct fault faults[4];
static char held[4][1024]; /* bytes of each */
static size_t parts_n;
static bool damaged;

/* Slices text from an unlinked file. */
static void
slice(struct str text, size_t max)
{
	char path[] = "/tmp/t_slice.XXXXXX";
	int fd = mkstemp(path);
	CHECK(fd >= 0 && unlink(path) == 0 && file_write(fd, text.p, text.n) &&
	      lseek(fd, 0, SEEK_SET) == 0);
	struct slicer *s = slicer_new(fd, roots, max);
	for (parts_n = 0; parts_n < 4; parts_n++) {
		struct slice *p = &parts[parts_n];
		statuses[parts_n] = slicer_next(s, p, &faults[parts_n]);
		if (statuses[parts_n] == SLICE_END)
			break;
		if (p->bytes.p && p->bytes.n < sizeof(held[0]))
			p->bytes.p =
			    memcpy(held[parts_n], p->bytes.p, p->bytes.n);
	}
	damaged = slicer_is_damaged(s);
	slicer_free(s);
	close(fd);
}

/* Claims that slice i is that text and stands on that line. */
static void
is_part(size_t i, enum slice_status status, const char *text, int line)
{
	char hex[SHA256_HEX];
	sha256_text(text, strlen(text), hex);
	CHECK_INT(statuses[i], status);
	CHECK_INT(parts[i].length, strlen(text));
	CHECK_STR((const char *)parts[i].sha256, (const char *)hex);
	CHECK_INT(parts[i].line, line);
	if (status == SLICE_DOCUMENT)
		CHECK_STR(parts[i].bytes, text);
}

static void
test_documents(void)
{
	T_CASE("one");
	slice(str_of("<Invoice/>\n"), 1000);
	CHECK_INT(parts_n, 1);
	is_part(0, SLICE_DOCUMENT, "<Invoice/>", 1);
	CHECK(!damaged && !parts[0].encoding && parts[0].scope.n == 0);

	T_CASE("wrapped");
	slice(str_of("<?xml version='1.0' encoding='ISO-8859-1'?>\n"
		     "<b xmlns:x='urn:x' y='>'>\n<x:Invoice><Invoice/>"
		     "</x:Invoice>\n<!-- <Invoice> -->"
		     "<Invoice><Invoice></Invoice><![CDATA[</Invoice>]]>"
		     "</Invoice></b>"),
	    1000);
	CHECK_INT(parts_n, 2);
	is_part(0, SLICE_DOCUMENT, "<x:Invoice><Invoice/></x:Invoice>", 3);
	is_part(1, SLICE_DOCUMENT,
	    "<Invoice><Invoice></Invoice><![CDATA[</Invoice>]]></Invoice>", 4);
	CHECK(!damaged);
}

static void
test_bad(void)
{
	static const struct {
		const char *text, *rule;
		bool damaged;
	} cases[] = {
		{ "", "xml", true },
		{ "no markup", "xml", false },
		{ "<a/>", "format", false },
		{ "<a>", "xml", true },
		{ "<a></b>", "xml", true },
		{ "</a>", "xml", true },
		{ "<Invoice>", "xml", true },
		{ "<Invoice", "xml", true },
		{ "<Invoice><!ENTITY a 'b'></Invoice>", "doctype", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		slice(str_of(cases[i].text), 1000);
		CHECK_INT(parts_n, 1);
		is_part(0, SLICE_BAD, cases[i].text, 1);
		CHECK_STR((const char *)faults[0].rule, cases[i].rule);
		CHECK_INT(damaged, cases[i].damaged);
	}
}

static void
test_doctype_harms_one_document(void)
{
	slice(str_of("<!DOCTYPE a [<!ENTITY b '>\"]'><!-- ' -->]>\n"
		     "<b><Invoice/><Invoice>2</Invoice></b>"),
	    1000);
	CHECK_INT(parts_n, 2);
	is_part(0, SLICE_BAD, "<Invoice/>", 2);
	CHECK_STR((const char *)faults[0].rule, "doctype");
	is_part(1, SLICE_DOCUMENT, "<Invoice>2</Invoice>", 2);
}

static void
test_too_large_between_good(void)
{
	slice(str_of("<b><Invoice>1</Invoice><Invoice>12345678901234567890"
		     "</Invoice><Invoice>3</Invoice></b>"),
	    30);
	CHECK_INT(parts_n, 3);
	is_part(0, SLICE_DOCUMENT, "<Invoice>1</Invoice>", 1);
	is_part(1, SLICE_BAD, "<Invoice>12345678901234567890</Invoice>", 1);
	CHECK(!parts[1].bytes.p);
	is_part(2, SLICE_DOCUMENT, "<Invoice>3</Invoice>", 1);
}

/* What was cut off behind a good document had the digest of nothing. */
static void
test_digest_of_the_rest_behind_a_document(void)
{
	slice(str_of("<a><Invoice>1</Invoice>\n <c> text"), 1000);
	CHECK_INT(parts_n, 2);
	is_part(1, SLICE_BAD, "\n <c> text", 1);
	CHECK(damaged);
	slice(str_of("<a><Invoice/></a>\n<b><x/></c>\n"), 1000);
	CHECK_INT(parts_n, 2);
	is_part(1, SLICE_BAD, "</a>\n<b><x/></c>\n", 1);
}

/* The byte order mark was in the digest and not in the length. */
static void
test_digest_behind_a_byte_order_mark(void)
{
	slice(str_of("\xef\xbb\xbf<a><b>"), 1000);
	CHECK_INT(parts_n, 1);
	is_part(0, SLICE_BAD, "<a><b>", 1);
	CHECK_INT(parts[0].offset, 3);
	slice(str_of("\xef\xbb\xbf<Invoice/>"), 1000);
	is_part(0, SLICE_DOCUMENT, "<Invoice/>", 1);
}

/* A file in UTF-16 over the limit passed when one read brought all of it. */
static void
test_wide_file_over_the_limit(void)
{
	static const struct str wide = STR("<\0I\0n\0v\0o\0i\0c\0e\0/\0>\0");
	slice(wide, wide.n);
	CHECK_INT(statuses[0], SLICE_DOCUMENT);
	CHECK(str_eq(parts[0].bytes, wide));
	slice(wide, wide.n - 1);
	CHECK_INT(parts_n, 1);
	CHECK_INT(statuses[0], SLICE_BAD);
	CHECK_STR((const char *)faults[0].rule, "size");
}

/* A wrapper whose name is empty was compared at no address. */
static void
test_empty_name_of_a_wrapper(void)
{
	slice(str_of("< a='b'><Invoice/></c>"), 1000);
	CHECK_INT(parts_n, 2);
	is_part(0, SLICE_DOCUMENT, "<Invoice/>", 1);
	is_part(1, SLICE_BAD, "</c>", 1);
	slice(str_of("< a='b'>"), 1000);
	is_part(0, SLICE_BAD, "< a='b'>", 1);
}

/* A file is read in chunks of a power of two. */
static void
test_lines_counted_twice(void)
{
	enum { CHUNK = 1 << 18 };
	static const char tag[] = "<Invoice\n\n\n>", rest[] = "</Invoice>\n"
							      "<Invoice/>\n";
	T_CASE("lines of a start tag that a chunk ends in");
	for (int k = 0; k < (int)sizeof(tag) + 3; k++) {
		struct buf b = BUF_INIT(2 * CHUNK);
		buf_adds(&b, "<!--");
		while (b.n < (size_t)(CHUNK - k - 3))
			buf_addc(&b, 'x');
		buf_adds(&b, "-->");
		buf_adds(&b, tag);
		buf_adds(&b, rest);
		slice(buf_str(&b), CHUNK);
		CHECK_INT(parts_n, 2);
		CHECK_INT(parts[0].line, 1);
		CHECK_INT(parts[1].line, 5);
		buf_free(&b);
	}
}

int
main(void)
{
	test_documents();
	test_bad();
	test_doctype_harms_one_document();
	test_too_large_between_good();
	test_digest_of_the_rest_behind_a_document();
	test_digest_behind_a_byte_order_mark();
	test_wide_file_over_the_limit();
	test_empty_name_of_a_wrapper();
	test_lines_counted_twice();
	return T_END();
}
