/* SPDX-License-Identifier: ISC */
/*
 * What is written is read back by a reader of its own here, which knows the
 * RFCs and nothing of the writer.
 */
#include <stdlib.h>

#include "base/base64.h"
#include "base/text.h"
#include "format/mime.h"
#include "t.h"

#define SMILE "\xf0\x9f\x98\x80"

/* ---- a reader ---------------------------------------------------------- */

static int
hex_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c - 'A' + 10;
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

/* One encoded-word at s; 0 when there is none, else its length. */
static size_t
read_word(struct str s, struct buf *out)
{
	if (!str_starts(s, "=?UTF-8?Q?"))
		return 0;
	size_t from = out->n, i = 10;
	for (; i + 1 < s.n && !(s.p[i] == '?' && s.p[i + 1] == '='); i++)
		if (s.p[i] == '=') {
			CHECK(is_hex(s.p[i + 1]) && is_hex(s.p[i + 2]));
			buf_addc(out, (char)(hex_of(s.p[i + 1]) << 4 |
					     hex_of(s.p[i + 2])));
			i += 2;
		} else
			buf_addc(out, s.p[i] == '_' ? ' ' : s.p[i]);
	CHECK(i + 2 <= 75);
	/* whole characters in each */
	CHECK(utf8_check(out->p + from, out->n - from) == out->n - from);
	return i + 2;
}

/* The value of a header that follows `name:`, unfolded and decoded. */
static struct str
read_header(struct str message, const char *name, struct buf *out)
{
	struct buf flat = BUF_INIT(1 << 16);
	size_t n = strlen(name);
	buf_reset(out);
	for (bool found = false; message.n && message.p[0] != '\n';) {
		const char *end = memchr(message.p, '\n', message.n);
		struct str line = { message.p, (size_t)(end - message.p) };
		message = str_from(message, line.n + 1);
		if (str_starts(line, name) && line.p[n] == ':') {
			line = str_from(line, n + 1);
			found = true;
		} else if (line.p[0] != ' ')
			found = false;
		if (found)
			buf_addstr(&flat, line);
	}
	struct str s = str_trim(buf_str(&flat));
	for (bool word = false; s.n;) {
		size_t length = read_word(s, out);
		if (!length && word && s.p[0] == ' ' &&
		    str_starts(str_from(s, 1), "=?UTF-8?Q?")) {
			s = str_from(s, 1);
			continue;
		}
		if (!length)
			buf_addc(out, s.p[0]);
		word = length > 0;
		s = str_from(s, length ? length : 1);
	}
	buf_free(&flat);
	return buf_str(out);
}

/* Quoted-printable back to text. */
static struct str
read_quoted(struct str s, struct buf *out)
{
	size_t column = 0;
	buf_reset(out);
	for (size_t i = 0; i < s.n; i++) {
		column = s.p[i] == '\n' ? 0 : column + 1;
		CHECK(column <= 76);
		if (s.p[i] == '\n')
			CHECK(i == 0 ||
			      (s.p[i - 1] != ' ' && s.p[i - 1] != '\t'));
		if (column == 1) {
			struct str line = str_from(s, i);
			CHECK(s.p[i] != '.' && !str_starts(line, "From "));
		}
		if (s.p[i] != '=') {
			buf_addc(out, s.p[i]);
		} else if (s.p[i + 1] == '\n') {
			column = 0;
			i++;
		} else {
			CHECK(is_hex(s.p[i + 1]) && is_hex(s.p[i + 2]));
			buf_addc(out, (char)(hex_of(s.p[i + 1]) << 4 |
					     hex_of(s.p[i + 2])));
			i += 2;
			column += 2;
			CHECK(column <= 76);
		}
	}
	return buf_str(out);
}

/* What stands between two texts, from `from` on; absent when not found. */
static struct str
between(struct str s, const char *open, const char *close)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_starts(str_from(s, i), open)) {
			s = str_from(s, i + strlen(open));
			for (size_t k = 0; k < s.n; k++)
				if (str_starts(str_from(s, k), close))
					return (struct str){ s.p, k };
		}
	return (struct str){ NULL, 0 };
}

/* ---- a message --------------------------------------------------------- */

static struct mime
sample(void)
{
	return (struct mime){ .date = { 1795320000, 3600 },
		.from = STR("Norrlid Energi AB <faktura@norrlid.example>"),
		.to = STR("kund@kund.example"),
		.subject = STR("Faktura 1"),
		.key = STR("0123456789abcdef"),
		.text = STR("Hej!\n"),
		.html = STR("<p>Hej!</p>\n"),
		.file = STR("%PDF-1.5 \0\377 x"),
		.file_type = STR("application/pdf"),
		.file_name = STR("faktura-1.pdf") };
}

/* Every line is ASCII, of at most `most` characters, ended as it should. */
static void
check_lines(struct str s, bool crlf, size_t most)
{
	size_t column = 0, long_lines = 0, odd = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			odd += (i > 0 && s.p[i - 1] == '\r') != crlf;
			column = 0;
			continue;
		}
		if (s.p[i] == '\r')
			odd += !(i + 1 < s.n && s.p[i + 1] == '\n');
		else if ((s.p[i] < ' ' && s.p[i] != '\t') || s.p[i] > '~')
			odd++;
		long_lines += s.p[i] != '\r' && ++column > most;
	}
	CHECK_INT(long_lines, 0);
	CHECK_INT(odd, 0);
	CHECK(s.n && s.p[s.n - 1] == '\n');
}

static bool
write_message(struct buf *out, const struct mime *m)
{
	char id[MIME_ID];
	struct fault f = { .place = "" };
	buf_reset(out);
	bool ok = mime_write(out, m, id, &f);
	if (ok)
		check_lines(buf_str(out), m->lines == MIME_CRLF, 78);
	else
		CHECK(f.place[0] && f.text[0]);
	return ok;
}

static void
test_message(void)
{
	static const char head[] =
	    "Date: Sun, 22 Nov 2026 05:00:00 +0100\n"
	    "From: Norrlid Energi AB <faktura@norrlid.example>\n"
	    "To: kund@kund.example\n"
	    "Subject: Faktura 1\n"
	    "Message-ID: <0123456789abcdef@norrlid.example>\n"
	    "MIME-Version: 1.0\n"
	    "Auto-Submitted: auto-generated\n"
	    "Content-Type: multipart/mixed;\n"
	    " boundary=\"mc-0123456789abcdef-0-mix\"\n\n"
	    "--mc-0123456789abcdef-0-mix\n"
	    "Content-Type: multipart/alternative;\n"
	    " boundary=\"mc-0123456789abcdef-0-alt\"\n\n"
	    "--mc-0123456789abcdef-0-alt\n"
	    "Content-Type: text/plain; charset=utf-8\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n"
	    "Hej!\n\n"
	    "--mc-0123456789abcdef-0-alt\n"
	    "Content-Type: text/html; charset=utf-8\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n"
	    "<p>Hej!</p>\n\n"
	    "--mc-0123456789abcdef-0-alt--\n"
	    "--mc-0123456789abcdef-0-mix\n"
	    "Content-Type: application/pdf\n"
	    "Content-Transfer-Encoding: base64\n"
	    "Content-Disposition: attachment; filename=\"faktura-1.pdf\"\n\n"
	    "JVBERi0xLjUgAP8geA==\n"
	    "--mc-0123456789abcdef-0-mix--\n";
	struct buf one = BUF_INIT(1 << 20), two = BUF_INIT(1 << 20);
	struct mime m = sample();
	CHECK(write_message(&one, &m));
	CHECK_STR(buf_str(&one), head);
	CHECK(write_message(&two, &m));
	CHECK_STR(buf_str(&two), buf_str(&one));
	T_CASE("the same with CRLF");
	m.lines = MIME_CRLF;
	CHECK(write_message(&two, &m));
	size_t n = 0;
	for (size_t i = 0; i < two.n; i++)
		if (two.p[i] != '\r')
			two.p[n++] = two.p[i];
	two.n = n;
	CHECK_STR(buf_str(&two), buf_str(&one));
	T_CASE("text alone");
	m = sample();
	m.html = m.file = (struct str){ NULL, 0 };
	CHECK(write_message(&one, &m));
	CHECK(!memchr(one.p, '"', one.n));
	T_CASE("too small");
	struct buf small = BUF_INIT(100);
	struct fault f;
	char id[MIME_ID];
	CHECK(!mime_write(&small, &m, id, &f));
	buf_free(&small);
	buf_free(&one);
	buf_free(&two);
}

static void
test_boundary(void)
{
	struct buf out = BUF_INIT(1 << 20);
	struct mime m = sample();
	m.text = str_of("--mc-0123456789abcdef-0-mix--\nhidden\n"
			"--mc-0123456789abcdef-1-alt\n");
	CHECK(write_message(&out, &m));
	CHECK(
	    between(buf_str(&out), "boundary=\"", "mc-0123456789abcdef-2-mix\"")
		.p != NULL);
	T_CASE("in each place");
	struct buf all = BUF_INIT(1 << 20);
	for (int i = 0; i < 1000; i++)
		buf_printf(&all, "mc-0123456789abcdef-%d-\n", i);
	m.html = buf_str(&all);
	CHECK(!write_message(&out, &m));
	buf_free(&all);
	buf_free(&out);
}

/* ---- headers ----------------------------------------------------------- */

static void
test_subjects(void)
{
	static const char a[] =
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	static const char *const plain[] = { "", "Faktura 1", "a = b?", "x",
		("Faktura nummer 70410003 fr\x61n Norrlid Energi Aktiebolag i "
		 "Kiruna till Anders Andersson") };
	static const char *const encoded[] = { "P\xc3\xa5minnelse",
		"Fakturan f\xc3\xb6r \xc3\xa5rets sista m\xc3\xa5nader "
		"\xe4\xbb\xa3 \xc3\xb6verl\xc3\xa4mnas h\xc3\xa4rmed till "
		"\xc3\x85kermanska sl\xc3\xa4ktf\xc3\xb6reningens "
		"kass\xc3\xb6r "
		"i \xc3\x96rnsk\xc3\xb6ldsvik, betald eller ej",
		SMILE SMILE SMILE SMILE SMILE SMILE SMILE SMILE SMILE SMILE,
		"=?UTF-8?Q?sly?=", " blank", "blank ", "two  blanks", a,
		"a\xc2\xa0z", "\"\\<>@,;:()[]\xc3\xa5_=?.!" };
	struct buf out = BUF_INIT(1 << 20), back = BUF_INIT(1 << 16);
	struct mime m = sample();
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		T_CASE(plain[i]);
		m.subject = str_of(plain[i]);
		CHECK(write_message(&out, &m));
		CHECK_STR(
		    read_header(buf_str(&out), "Subject", &back), plain[i]);
		CHECK(!between(buf_str(&out), "Subject: =?", "\n").p);
	}
	for (size_t i = 0; i < sizeof(encoded) / sizeof(encoded[0]); i++) {
		T_CASE(encoded[i]);
		m.subject = str_of(encoded[i]);
		CHECK(write_message(&out, &m));
		CHECK_STR(
		    read_header(buf_str(&out), "Subject", &back), encoded[i]);
		CHECK(between(buf_str(&out), "Subject: =?", "?=\n").p != NULL);
	}
	buf_free(&out);
	buf_free(&back);
}

/* Any length round 75 splits between characters and comes back. */
static void
test_lengths(void)
{
	struct buf value = BUF_INIT(1 << 12), out = BUF_INIT(1 << 16);
	struct buf back = BUF_INIT(1 << 16);
	size_t longest = 0;
	for (int ascii = 0; ascii < 160; ascii++) {
		buf_reset(&value);
		for (int i = 0; i < ascii; i++)
			buf_addc(&value, 'x');
		buf_adds(&value, SMILE "\xc3\xb6" SMILE);
		buf_reset(&out);
		buf_adds(&out, "Subject:");
		CHECK(mime_header(&out, 8, buf_str(&value), MIME_LF));
		buf_addc(&out, '\n');
		check_lines(buf_str(&out), false, 78);
		for (size_t i = 0, n = 0; i < out.n; i++) {
			n = out.p[i] == ' ' || out.p[i] == '\n' ? 0 : n + 1;
			longest = n > longest ? n : longest;
		}
		buf_addc(&out, '\n');
		CHECK_STR(read_header(buf_str(&out), "Subject", &back),
		    buf_str(&value));
	}
	CHECK_INT(longest, 75);
	buf_free(&value);
	buf_free(&out);
	buf_free(&back);
}

static void
test_mailboxes(void)
{
	static const struct {
		const char *given, *line;
	} cases[] = {
		{ "a@b.example", "a@b.example" },
		{ "<a@b.example>", "a@b.example" },
		{ "Bo Ek <a@b.example>", "Bo Ek <a@b.example>" },
		{ "\"Bo, Ek\" <a@b.example>", "\"Bo, Ek\" <a@b.example>" },
		{ "Bo, Ek <a@b.example>", "\"Bo, Ek\" <a@b.example>" },
		{ "x@y.example <a@b.example>",
		    "\"x@y.example\" <a@b.example>" },
		{ "a\"b\\c <a@b.example>", "\"a\\\"b\\\\c\" <a@b.example>" },
		{ "\xc3\x85sa <a@b.example>",
		    "=?UTF-8?Q?=C3=85sa?= <a@b.example>" },
	};
	static const char *const bad[] = { "", "a", "a@b", "a b@c.example",
		"<a@b.example", "a@b.example>", "a@b.example\nBcc: x@y.example",
		"Bo\r\nBcc: x@y.example <a@b.example>", "Bo\n <a@b.example>",
		"a@b.example, c@d.example", "a@b.example> <c@d.example>x",
		"Bo\xc2\x85 <a@b.example>", "Bo\xe2\x80\xa8 <a@b.example>",
		"Bo \xff <a@b.example>", "bj\xc3\xb6rn@b.example",
		"a@\xc3\xa5.example", "Bo\x1b[2J <a@b.example>" };
	struct buf out = BUF_INIT(1 << 20);
	struct mime m = sample();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].given);
		m.from = str_of(cases[i].given);
		CHECK(write_message(&out, &m));
		CHECK_STR(
		    between(buf_str(&out), "From: ", "\n"), cases[i].line);
		CHECK_STR(between(buf_str(&out), "Message-ID: ", "\n"),
		    "<0123456789abcdef@b.example>");
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		T_CASE(bad[i]);
		for (int which = 0; which < 3; which++) {
			m = sample();
			struct str *const at[] = { &m.from, &m.to,
				&m.reply_to };
			*at[which] = str_of(bad[i]);
			/* an empty Reply-To is none */
			CHECK(write_message(&out, &m) ==
			      (which == 2 && !bad[i][0]));
		}
	}
	buf_free(&out);
}

/* A NUL, a line end, a control character of any kind in any value. */
static void
test_injection(void)
{
	static const struct str bad[] = { STR("a\nBcc: x@y.example"),
		STR("a\r\nBcc: x@y.example"), STR("a\rb"), STR("a\0b"),
		STR("\n"), STR("a\n"), STR("a\x7f"), STR("a\tb"), STR("\x1b[m"),
		STR("a\xc2\x9b"
		    "1m"),
		STR("a\xe2\x80\xa9"), STR("\xc0\x8a"), STR("\xed\xa0\x80") };
	struct buf out = BUF_INIT(1 << 20);
	struct buf value = BUF_INIT(4096);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		for (int which = 0; which < 6; which++) {
			struct mime m = sample();
			struct str *const at[] = { &m.subject, &m.file_name,
				&m.file_type, &m.key, &m.from, &m.to };
			T_CASE(bad[i].p);
			*at[which] = bad[i];
			CHECK(!write_message(&out, &m));
		}
	T_CASE("too long");
	struct mime m = sample();
	for (int i = 0; i <= MIME_VALUE; i++)
		buf_addc(&value, 'a');
	m.subject = buf_str(&value);
	CHECK(!write_message(&out, &m));
	value.n--;
	m.subject = buf_str(&value);
	CHECK(write_message(&out, &m));
	m.subject = str_of("x");
	m.file_name = str_of("../x");
	CHECK(!write_message(&out, &m));
	m.file_name = str_of("");
	CHECK(!write_message(&out, &m));
	buf_free(&value);
	buf_free(&out);
}

static void
test_file_names(void)
{
	static const struct {
		const char *name, *lines;
	} cases[] = {
		{ "a.pdf", " filename=\"a.pdf\"" },
		{ "P\xc3\xa5minnelse 7.pdf",
		    " filename=\"Paminnelse_7.pdf\";\n"
		    " filename*=UTF-8''P%C3%A5minnelse%207.pdf" },
		{ "\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6"
		  "\xc3\xb6\xc3\xb6\xc3\xb6\xc3\xb6.pdf",
		    " filename=\"ooooooooooo.pdf\";\n"
		    " filename*0*=UTF-8''%C3%B6%C3%B6%C3%B6%C3%B6%C3%B6%C3%B6"
		    "%C3%B6%C3%B6%C3%B6;\n"
		    " filename*1*=%C3%B6%C3%B6.pdf" },
		{ "++++++++++++++++++++.pdf",
		    " filename=\"_.pdf\";\n"
		    " filename*0*=UTF-8''%2B%2B%2B%2B%2B%2B%2B%2B%2B%2B%2B"
		    "%2B%2B%2B%2B%2B%2B%2B;\n"
		    " filename*1*=%2B%2B.pdf" },
		{ "a\"b;c.pdf", " filename=\"a_b_c.pdf\";\n"
				" filename*=UTF-8''a%22b%3Bc.pdf" },
	};
	struct buf out = BUF_INIT(1 << 20);
	struct mime m = sample();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].name);
		m.file_name = str_of(cases[i].name);
		CHECK(write_message(&out, &m));
		CHECK_STR(between(buf_str(&out),
			      "Content-Disposition: attachment;", "\n\n"),
		    cases[i].lines);
	}
	buf_free(&out);
}

/* ---- encodings --------------------------------------------------------- */

static void
test_quoted(void)
{
	static const struct {
		const char *text, *quoted;
	} cases[] = {
		{ "", "" },
		{ "a=b", "a=3Db" },
		{ "end \nend\t\n", "end=20\nend=09\n" },
		{ "in the end ", "in the end=20" },
		{ "From me\nfrom me\nFrom: x\n",
		    "=46rom me\nfrom me\nFrom: x\n" },
		{ ".\n..x\na.\n", "=2E\n=2E.x\na.\n" },
		{ "a\r\nb\rc\n", "a\nb=0Dc\n" },
		{ "\xc3\xa5\n", "=C3=A5\n" },
		{ "a \r\nb", "a=20\nb" },
		{ "1234567890123456789012345678901234567890"
		  "123456789012345678901234567890123456\n",
		    "1234567890123456789012345678901234567890"
		    "123456789012345678901234567890123456\n" },
		{ "1234567890123456789012345678901234567890"
		  "1234567890123456789012345678901234567\n",
		    "1234567890123456789012345678901234567890"
		    "12345678901234567890123456789012345=\n67\n" },
		{ "1234567890123456789012345678901234567890"
		  "12345678901234567890123456789012345.From x\n",
		    "1234567890123456789012345678901234567890"
		    "12345678901234567890123456789012345=\n=2EFrom x\n" },
		{ "1234567890123456789012345678901234567890"
		  "12345678901234567890123456789012345From x\n",
		    "1234567890123456789012345678901234567890"
		    "12345678901234567890123456789012345=\n=46rom x\n" },
	};
	struct buf out = BUF_INIT(1 << 16);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		buf_reset(&out);
		mime_quoted(&out, str_of(cases[i].text), MIME_LF);
		CHECK_STR(buf_str(&out), cases[i].quoted);
	}
	buf_free(&out);
}

/* Every kind of byte at every column comes back. */
static void
test_round_trips(void)
{
	static const char *const bits[] = { "a", " ", "\t", ".", "From ", "=",
		"\xc3\xa5", SMILE, "\n", "~", "--mc" };
	struct buf text = BUF_INIT(1 << 16), out = BUF_INIT(1 << 18);
	struct buf back = BUF_INIT(1 << 16);
	unsigned seed = 7;
	for (int round = 0; round < 300; round++) {
		buf_reset(&text);
		for (int i = 0; i < 200; i++) {
			seed = seed * 1103515245 + 12345;
			buf_adds(&text, bits[(seed >> 16) % 11]);
		}
		buf_reset(&out);
		mime_quoted(&out, buf_str(&text), MIME_LF);
		CHECK_STR(read_quoted(buf_str(&out), &back), buf_str(&text));
		buf_reset(&out);
		mime_base64(&out, buf_str(&text), MIME_CRLF);
		check_lines(buf_str(&out), true, 76);
		buf_reset(&back);
		CHECK(base64_decode(&back, buf_str(&out)));
		CHECK_STR(buf_str(&back), buf_str(&text));
	}
	buf_free(&text);
	buf_free(&out);
	buf_free(&back);
}

int
main(void)
{
	test_message();
	test_boundary();
	test_subjects();
	test_lengths();
	test_mailboxes();
	test_injection();
	test_file_names();
	test_quoted();
	test_round_trips();
	return T_END();
}
