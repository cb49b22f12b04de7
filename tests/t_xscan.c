/* SPDX-License-Identifier: ISC */
/*
 * Our scanner of XML held against libxml2: cases by hand, the public examples
 * of e-invoices, and random changes to both.
 */
#define _XOPEN_SOURCE 700 /* nftw */
#include <ftw.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "t.h"
#include "xtree_same.h"

enum { FILE_MAX = 16 << 20, CHANGES = 4000, CHANGES_FILE = 20 };
enum { FILES_LEAST = 100 };

static struct xtwins twins;

/* How documents were found, by enum xtwins_found. */
static size_t counts[4];

static enum xtwins_found
read(struct str bytes, struct str scope)
{
	/* of its own size, so that a look beyond the end is found */
	char *copy = xmalloc(bytes.n);
	memcpy(copy, bytes.p, bytes.n);
	bytes.p = copy;
	enum xtwins_found found = xtwins_read(&twins, bytes, scope, NULL);
	free(copy);
	counts[found]++;
	return found;
}

/* ---- cases ----------------------------------------------------------- */

static const char *const taken[] = {
	"<a/>",
	"<a></a >",
	"<a> </a>",
	"<a\n>\n<b\n\tc='d'\n/>\n</a\n>",
	"<a b='1'  c = \"2'\" d\n=\n''/>",
	"<a b='&amp;&lt;&gt;&quot;&apos;&#65;&#x20ac;&#10;&#9;'/>",
	"<a b='1\n2\t3\r\n4 ]'/>",
	"<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x20ac;&#13;</a>",
	"<a>1\r\n2\r\n</a>",
	"<a>\r\n<b>\r\n</b>\r\n</a>",
	"<a>r\xc3\xa4ksm\xc3\xb6rg\xc3\xa5s \xf0\x9f\x98\x80 \xef\xbf\xbd</a>",
	"<a>] ]] >]</a>",
	"<a>x<!-- - -->y</a>",
	"<a><!---->\n<b/> <!--\n--> </a>",
	"<a> <!-- --> <b/></a>",
	"<a><![CDATA[<&>]]]]></a>",
	"<a><![CDATA[]]></a>",
	"<a>x<!-- --><![CDATA[]]></a>",
	"<a>x<![CDATA[y]]>z&amp;</a>",
	"<a>text <b>in</b> between <c/>\n\n</a>",
	"<a>1<b\n\n/>2<c\n>\n</c></a>",
	"<a>&#32;<b/>&#10;</a>",
	"<p:a xmlns:p='urn:p'><p:b p:c='1' c='2'/></p:a>",
	"<p:a p:b='1' xmlns:p='urn:p'/>",
	"<a xmlns='urn:p'><b xmlns=''><c xmlns='urn:q'/></b><b/></a>",
	"<a xmlns:p='urn:p'><p:b xmlns:p='urn:q'/><p:b/></a>",
	"<a xmlns='urn:p' xmlns:q='urn:p' b='1' q:b='2'/>",
	"<_a-.9 b_='1'/>",
	"<a b='>'>></a>",
	"<a>\x7f\xc2\x80</a>",
};

static const char *const left[] = {
	"",
	"a",
	"<a>",
	"<a></b>",
	"<a></ab>",
	"<a></a></a>",
	"<a/><b/>",
	"<a/> ",
	" <a/>",
	"<?xml version='1.0'?><a/>",
	"<!DOCTYPE a><a/>",
	"<a><!DOCTYPE a></a>",
	"<a><?pi?></a>",
	"<a b='1'c='2'/>",
	"<a b/>",
	"<a b=/>",
	"<a b=1/>",
	"<a b='/>",
	"<a b='<'/>",
	"<a b='&'/>",
	"<a b='&x;'/>",
	"<a b='1' b='2'/>",
	"<a xmlns:p='urn:p' xmlns:q='urn:p' p:b='1' q:b='2'/>",
	"<a xmlns:p='urn:p' xmlns:p='urn:q'/>",
	"<a xmlns='urn:p' xmlns='urn:q'/>",
	"<a xmlns:p=''/>",
	"<a xmlns:='urn:p'/>",
	"<a xmlns:xml='urn:p'/>",
	"<a xmlns:xmlns='urn:p'/>",
	"<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
	"<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
	"<a xmlns='http://a:b:c'/>",
	"<a xmlns='urn:%%'/>",
	"<p:a/>",
	"<a p:b='1'/>",
	"<a:b:c xmlns:a='urn:a'/>",
	"<:a/>",
	"<a:/>",
	"<1/>",
	"<-a/>",
	"<a xml:lang='sv'/>",
	"<\xc3\xa5/>",
	"<a>&</a>",
	"<a>&amp</a>",
	"<a>&x;</a>",
	"<a>&#0;</a>",
	"<a>&#1;</a>",
	"<a>&#x&lt;]</a>",
	"<a>&#xd800;</a>",
	"<a>&#xffff;</a>",
	"<a>&#x110000;</a>",
	"<a>&#;</a>",
	"<a>&#x;</a>",
	"<a>&#X41;</a>",
	"<a>\x01</a>",
	"<a>\xff</a>",
	"<a>\xc0\x80</a>",
	"<a>\xed\xa0\x80</a>",
	"<a>\xef\xbf\xbe</a>",
	"<a>\xc3</a>",
	"<a>]]></a>",
	"<a>1\r2</a>",
	"<a b='1\r2'/>",
	"<a\r/>",
	"<a><!-- -- --></a>",
	"<a><!-- ---></a>",
	"<a><!-- \x01 --></a>",
	"<a><!-- </a>",
	"<a><!- --></a>",
	"<a><![CDATA[</a>",
	"<a><![CDATA[\x02]]></a>",
	"<a><![CDATA[\r]]></a>",
	"<a><![cdata[]]></a>",
	"< a/>",
	"<a>< b/></a>",
	"<a></ a>",
	"<a / >",
};

static void
test_cases(void)
{
	struct str none = { "", 0 };
	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++) {
		T_CASE(taken[i]);
		CHECK_INT(read(str_of(taken[i]), none), XTWINS_SAME);
	}
	for (size_t i = 0; i < sizeof(left) / sizeof(*left); i++) {
		T_CASE(left[i]);
		CHECK_INT(read(str_of(left[i]), none), XTWINS_LEFT);
	}
}

static void
test_scope(void)
{
	static const struct {
		const char *scope, *text;
		enum xtwins_found found;
	} cases[] = {
		{ " xmlns='urn:a' xmlns:p='urn:p'", "<a><p:b/></a>",
		    XTWINS_SAME },
		{ " xmlns:p='urn:p'", "<p:a xmlns:p='urn:q'>\n<p:b/></p:a>",
		    XTWINS_SAME },
		{ " xmlns:p='urn:p' xmlns:p='urn:p'", "<p:a/>", XTWINS_LEFT },
		{ " xmlns:p='urn:\np'", "<p:a/>", XTWINS_LEFT },
		{ "\nxmlns:p='urn:p'", "<p:a/>", XTWINS_LEFT },
		{ " xmlns:p='urn:p'><x", "<p:a/>", XTWINS_LEFT },
		{ " b='1'", "<a/>", XTWINS_LEFT },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i].scope);
		CHECK_INT(read(str_of(cases[i].text), str_of(cases[i].scope)),
		    cases[i].found);
	}
}

/* Encodings that are not UTF-8 are for libxml2. */
static void
test_encoding(void)
{
	struct str a = STR("<a>\xc3\xa5</a>"), none = { "", 0 };
	T_CASE("encoding");
	CHECK_INT(xtwins_read(&twins, a, none, "utf-8"), XTWINS_SAME);
	CHECK_INT(xtwins_read(&twins, a, none, "UTF-8"), XTWINS_SAME);
	CHECK_INT(xtwins_read(&twins, a, none, "ISO-8859-1"), XTWINS_LEFT);
	CHECK_INT(xtwins_read(&twins, a, none, "UTF-16"), XTWINS_LEFT);
}

/* ---- limits ---------------------------------------------------------- */

static void
test_depth(void)
{
	struct str none = { "", 0 };
	T_CASE("depth");
	for (size_t depth = XTREE_DEPTH; depth <= XTREE_DEPTH + 1; depth++) {
		struct buf b = BUF_INIT(FILE_MAX);
		for (size_t i = 0; i < depth; i++)
			buf_adds(&b, "<a>");
		for (size_t i = 0; i < depth; i++)
			buf_adds(&b, "</a>");
		CHECK_INT(read(buf_str(&b), none),
		    depth == XTREE_DEPTH ? XTWINS_SAME : XTWINS_LEFT);
		buf_free(&b);
	}
}

/* The document with so many names, twice, and as many attributes. */
static void
check_names(int names, enum xtwins_found found)
{
	struct str none = { "", 0 };
	struct buf b = BUF_INIT(FILE_MAX);
	buf_adds(&b, "<a>");
	for (int i = 0; i < 2 * names; i++)
		buf_printf(&b, "<n%d x%d='%d'/>\n", i % names, i % 50, i);
	buf_adds(&b, "</a>");
	CHECK_INT(read(buf_str(&b), none), found);
	buf_free(&b);
}

/* More names and namespaces than are remembered. */
static void
test_many(void)
{
	struct str none = { "", 0 };
	struct buf b = BUF_INIT(FILE_MAX);
	T_CASE("many names");
	for (int i = 0; i < 3; i++) {
		check_names(900, XTWINS_SAME);
		check_names(1900, XTWINS_SAME);
		check_names(6000, XTWINS_LEFT);
	}
	T_CASE("many namespaces");
	for (int k = 0; k < 10; k++) {
		buf_reset(&b);
		buf_adds(&b, "<a>");
		for (int i = 0; i < 120; i++)
			buf_printf(&b, "<b xmlns='urn:n%d-%d'><c/></b>", k, i);
		buf_adds(&b, "</a>");
		CHECK_INT(read(buf_str(&b), none), XTWINS_SAME);
	}
	T_CASE("a long name");
	buf_reset(&b);
	buf_addc(&b, '<');
	for (int i = 0; i < 1000; i++)
		buf_addc(&b, 'n');
	buf_adds(&b, "/>");
	CHECK_INT(read(buf_str(&b), none), XTWINS_LEFT);
	buf_free(&b);
}

/* Text of every length, so that all ends of words are met. */
static void
test_lengths(void)
{
	static const char text[] = "abcdefghijklmnopqrstuvwxyz";
	static const char *const ends[] = { "", "&amp;", "\n", "\r\n", "]",
		"\xc3\xa5", "<!-- -->" };
	struct str none = { "", 0 };
	char doc[200];
	T_CASE("lengths");
	for (int n = 0; n < 26; n++)
		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
			snprintf(doc, sizeof(doc),
			    "<%.*s b%.*s='%.*s%s'>%.*s%s%*s<c/></%.*s>", n + 1,
			    text, n, text, n, text, i < 6 ? ends[i] : "", n,
			    text, ends[i], n, "", n + 1, text);
			CHECK_INT(read(str_of(doc), none), XTWINS_SAME);
		}
}

/* ---- changes --------------------------------------------------------- */

static uint64_t
chance(void)
{
	static uint64_t state = 20261122;
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Puts something in the place of a few bytes somewhere. */
static void
change(struct buf *b)
{
	static const char *const pieces[] = { "", "<", ">", "/", "&", ";", "'",
		"\"", "=", " ", "\n", "\r", "\r\n", "]]>", "<!--", "-->",
		"<![CDATA[", "&amp;", "&#10;", "&#x41;",
		"xmlns=", "xmlns:", "cbc:", ":", "\xc3\xa5", "\x80", "a", "</",
		"/>", "<?", "--" };
	struct buf to = BUF_INIT(FILE_MAX);
	size_t at = chance() % (b->n + 1), n = chance() % 4;
	const char *piece =
	    pieces[chance() % (sizeof(pieces) / sizeof(*pieces))];
	if (n > b->n - at)
		n = b->n - at;
	buf_add(&to, b->p, at);
	buf_adds(&to, piece);
	buf_add(&to, b->p + at + n, b->n - at - n);
	buf_free(b);
	*b = to;
}

static void
test_changes(struct str text, int times)
{
	struct str none = { "", 0 };
	for (int i = 0; i < times; i++) {
		struct buf b = BUF_INIT(FILE_MAX);
		buf_addstr(&b, text);
		for (uint64_t n = chance() % 3; n < 3; n++)
			change(&b);
		enum xtwins_found found = read(buf_str(&b), none);
		CHECK(found == XTWINS_LEFT || found == XTWINS_SAME);
		buf_free(&b);
	}
}

static void
test_own_changes(void)
{
	static const char doc[] =
	    "<Invoice xmlns=\"urn:a\" xmlns:cbc='urn:b'\n xmlns:q=\"urn:b\">\n"
	    "  <cbc:ID schemeID=\"0007\" q:x='1' x=\"2\">1 &amp; 2</cbc:ID>\n"
	    "  <!-- c --><Note>a<!-- b -->c<![CDATA[<d>]]>\xc3\xa5</Note >\n"
	    "  <q:Line xmlns:q=\"urn:c\"><q:ID/>\r\n<a xmlns=''>x</a></q:Line>"
	    "\n</Invoice>";
	T_CASE("changes");
	test_changes((struct str)STR(doc), CHANGES);
}

/* ---- the public examples --------------------------------------------- */

static size_t files_n;

/* A file from its root element on, as slices are. */
static int
on_file(const char *path, const struct stat *st, int type, struct FTW *at)
{
	struct buf b = BUF_INIT(FILE_MAX);
	struct str none = { "", 0 };
	size_t n = strlen(path);
	(void)st, (void)at;
	if (type != FTW_F || n < 4 || strcmp(path + n - 4, ".xml") != 0)
		return 0;
	CHECK(file_read(path, &b));
	struct str text = buf_str(&b);
	while (text.n > 1 && !(text.p[0] == '<' && text.p[1] > '?'))
		text = str_from(text, 1);
	text = str_trim(text);
	if (text.n) {
		T_CASE(path);
		enum xtwins_found found = read(text, none);
		CHECK(found == XTWINS_LEFT || found == XTWINS_SAME);
		files_n += found == XTWINS_SAME;
		if (text.n < 40000)
			test_changes(text, CHANGES_FILE);
	}
	buf_free(&b);
	return 0;
}

static void
test_examples(void)
{
	const char *shared = getenv("MC_SHARED");
	char folder[2048];
	snprintf(folder, sizeof(folder), "%s/data/einvoice",
	    shared && *shared ? shared : "../shared");
	if (nftw(folder, on_file, 16, FTW_PHYS) != 0)
		printf("skipped: the public examples are not in %s\n", folder);
	else
		CHECK(files_n >= FILES_LEAST);
	T_CASE("");
	printf("%zu documents alike, %zu left, of files %zu alike\n",
	    counts[XTWINS_SAME], counts[XTWINS_LEFT], files_n);
}

int
main(void)
{
	xtwins_open(&twins);
	test_cases();
	test_scope();
	test_encoding();
	test_depth();
	test_many();
	test_lengths();
	test_own_changes();
	test_examples();
	xtwins_close(&twins);
	return T_END();
}
