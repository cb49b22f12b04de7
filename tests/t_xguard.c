/* SPDX-License-Identifier: ISC */
/*
 * What hostile documents would make of libxml2 and of names: each case is
 * named after what went wrong.
 */
#include "base/buf.h"
#include "format/xguard.h"
#include "format/xread.h"
#include "model/problems.h"
#include "model/record.h"
#include "t.h"

enum { TEXT_MAX = 1 << 24 };

/* ---- tags -------------------------------------------------------------- */

/* Each character of the text as a unit of UTF-16. */
static struct buf
widened(struct str s, bool high_first)
{
	struct buf b = BUF_INIT(TEXT_MAX);
	for (size_t i = 0; i < s.n; i++) {
		buf_addc(&b, high_first ? '\0' : s.p[i]);
		buf_addc(&b, high_first ? s.p[i] : '\0');
	}
	return b;
}

static const char *
refused(struct str bytes, const char *encoding)
{
	static struct fault f;
	f = (struct fault){ 0 };
	return xguard(bytes, encoding, &f) ? "" : f.rule;
}

/* head, n attributes, tail: as bytes, and as UTF-16 of both kinds */
static void
check_tag(const char *head, size_t n, const char *tail, const char *want)
{
	struct buf b = BUF_INIT(TEXT_MAX);
	buf_adds(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, " a%zu=\"%zu > '\"", i, i);
	buf_adds(&b, tail);
	CHECK_STR(refused(buf_str(&b), NULL), want);
	CHECK_STR(refused(buf_str(&b), "ISO-8859-1"), want);
	for (int high_first = 0; high_first < 2; high_first++) {
		struct buf wide = widened(buf_str(&b), high_first);
		CHECK_STR(refused(buf_str(&wide), NULL), want);
		buf_free(&wide);
	}
	buf_free(&b);
}

static void
test_tags(void)
{
	enum { MOST = XGUARD_ATTRIBUTES };
	T_CASE("a million attributes take libxml2 minutes");
	check_tag("<a", MOST, "/>", "");
	check_tag("<a", MOST + 1, "/>", "size");
	check_tag("<a><b", MOST + 1, "", "size");
	T_CASE("attributes behind what looks like an open quote");
	check_tag("<a><!-- don't --><b", MOST + 1, "/>", "size");
	check_tag("<a><![CDATA[<b c=\"]]><b", MOST + 1, "/>", "size");
	check_tag("<a><?b c=\"?><b", MOST + 1, "/>", "size");
	check_tag("<a b='\"'>\"<b", MOST + 1, "/>", "size");
	T_CASE("what only looks like attributes");
	check_tag("<a><!--<b", MOST + 1, "--></a>", "");
	check_tag("<a><![CDATA[<b", MOST + 1, "]]></a>", "");
	check_tag("<a><?b", MOST + 1, "?></a>", "");
	check_tag("<a>b", MOST + 1, "</a>", "");
	T_CASE("noise of other scripts, whose bytes are those of markup");
	/* U+3C22, U+223C: bytes of `<` and `"` */
	CHECK_STR(
	    refused((struct str)STR("<\0a\0 \0b\0=\0'\0\"<<\"'\0/\0>\0"), NULL),
	    "");
}

static void
test_encodings(void)
{
	static const char *const good[] = { "utf-8", "UTF-16", "UTF-16LE",
		"iso-8859-15", "Windows-1252", "latin1", "US-ASCII" };
	static const char *const bad[] = { "UTF-7", "UTF-8X", "EBCDIC-CP-US",
		"ISO-2022-JP", "IBM037", "UCS-4", "UTF-32", "x", "",
		"unicode-1-1-utf-7" };
	struct str a = STR("<a/>");
	T_CASE("encodings that hide markup");
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		CHECK_STR(refused(a, good[i]), "");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_STR(refused(a, bad[i]), "encoding");
	CHECK_STR(refused((struct str)STR("<\0\0\0a\0\0\0"), NULL), "encoding");
	CHECK_STR(refused((struct str)STR("\0\0\0<\0\0\0a"), NULL), "encoding");
	CHECK_STR(
	    refused((struct str)STR("\xff\xfe\0\0<\0\0\0"), NULL), "encoding");
	CHECK_STR(refused((struct str)STR("\0\0\xfe\xff"), NULL), "encoding");
	CHECK_STR(refused((struct str)STR("<a"), NULL), "");
}

/* ---- names ------------------------------------------------------------- */

/* Reads `<HEAD n times 'n' TAIL`; the rule of the fault, or "". */
static const char *
read_long(struct xreader *x, const char *head, size_t n, const char *tail)
{
	static struct fault f;
	struct arena a = { 0 };
	struct xtree tree;
	struct buf b = BUF_INIT(TEXT_MAX);
	f = (struct fault){ 0 };
	buf_adds(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_addc(&b, 'n');
	buf_adds(&b, tail);
	bool read = xreader_read(
	    x, buf_str(&b), (struct str){ "", 0 }, NULL, &a, &tree, &f);
	buf_free(&b);
	arena_free(&a);
	return read ? "" : f.rule;
}

static void
test_long_names(void)
{
	struct xreader *x = xreader_new();
	T_CASE("names of a megabyte in 10 000 paths");
	CHECK_STR(read_long(x, "<a><", XNAMES_LOCAL_MAX, "/></a>"), "");
	CHECK_STR(read_long(x, "<a><", XNAMES_LOCAL_MAX + 1, "/></a>"), "size");
	CHECK_STR(read_long(x, "<a ", XNAMES_LOCAL_MAX + 1, "=''/>"), "size");
	T_CASE("a namespace of a megabyte, once for each name in it");
	CHECK_STR(
	    read_long(x, "<a xmlns='urn:", XNAMES_URI_MAX - 4, "'/>"), "");
	CHECK_STR(
	    read_long(x, "<a xmlns='urn:", XNAMES_URI_MAX - 3, "'/>"), "size");
	xreader_free(x);
}

/* Names of one document, of the next one but one, and so on. */
static void
read_names(
    struct xreader *x, int first, int n, struct arena *a, struct xtree *tree)
{
	struct buf b = BUF_INIT(TEXT_MAX);
	struct fault f = { 0 };
	buf_adds(&b, "<a>");
	for (int i = 0; i < n; i++)
		buf_printf(&b, "<n%d/>", first + i);
	buf_adds(&b, "</a>");
	CHECK(xreader_read(
	    x, buf_str(&b), (struct str){ "", 0 }, NULL, a, tree, &f));
	buf_free(&b);
}

static void
test_names_again(void)
{
	enum { MANY = 25000 };
	struct xreader *x = xreader_new();
	struct arena a[2] = { { 0 }, { 0 } };
	struct xtree t[2];
	T_CASE("names are of use while one more document is read");
	read_names(x, 0, MANY, &a[0], &t[0]);
	for (int i = 1; i < 6; i++) {
		const struct xtree *last = &t[(i - 1) & 1];
		struct str text = xreader_text(x, last->nodes[2].name);
		arena_reset(&a[i & 1]);
		read_names(x, i * MANY, MANY, &a[i & 1], &t[i & 1]);
		char want[20];
		snprintf(want, sizeof(want), "n%d", (i - 1) * MANY);
		CHECK_STR(text, want);
	}
	arena_free(&a[0]);
	arena_free(&a[1]);
	xreader_free(x);
}

/* ---- paths ------------------------------------------------------------- */

static void
test_paths(void)
{
	struct arena a = { 0 };
	struct record r = { 0 };
	T_CASE("a personal number as the name of an element");
	const struct problem *p = problem_add(&r, &a, "RULE", "fatal",
	    str_of("/Invoice/cbc:n191212121212/cbc:ID"), 1, "wrong");
	CHECK_STR(p->path, "/Invoice/cbc:n************/cbc:ID");
	arena_free(&a);
}

int
main(void)
{
	test_tags();
	test_encodings();
	test_long_names();
	test_names_again();
	test_paths();
	return T_END();
}
