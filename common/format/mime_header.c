/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "ident/contact.h"
#include "mime_header.h"

enum {
	LINE = 78, /* RFC 5322 2.1.1, without the line end */
	WORD = 75, /* an encoded-word, RFC 2047 2 */
	WORD_DRESS = 12, /* "=?UTF-8?Q?" and "?=" */
	SECTION = 55, /* characters of a value in one section, RFC 2231 3 */
};

static const char hex[] = "0123456789ABCDEF";

const char *
mime_end(enum mime_lines lines)
{
	return lines == MIME_CRLF ? "\r\n" : "\n";
}

static bool
is_alnum(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9');
}

static bool
is_print(char c)
{
	return c >= ' ' && c <= '~';
}

static bool
all(struct str s, bool (*is)(char))
{
	for (size_t i = 0; i < s.n; i++)
		if (!is(s.p[i]))
			return false;
	return true;
}

/* Claims well-formed UTF-8 of one line: no control character, C1 included. */
static bool
is_one_line(struct str s)
{
	if (s.n > MIME_VALUE || utf8_check(s.p, s.n) != s.n)
		return false;
	for (size_t i = 0, n; i < s.n; i += n) {
		unsigned long code = utf8_get(s.p + i, &n);
		if (code < 0x20 || (code >= 0x7f && code < 0xa0) ||
		    code == 0x2028 || code == 0x2029)
			return false;
	}
	return true;
}

/* ---- values ---------------------------------------------------------- */

/* The next word of plain text: what follows up to a blank. */
static size_t
word_length(struct str s)
{
	const char *blank = memchr(s.p, ' ', s.n);
	return blank ? (size_t)(blank - s.p) : s.n;
}

/*
 * Claims that the value can stand as it is: printable ASCII that nobody takes
 * for an encoded-word, with single blanks where it may be folded.
 */
static bool
is_plain(struct str s, size_t column)
{
	bool first = true;
	if (!all(s, is_print))
		return false;
	for (;; first = false) {
		size_t n = word_length(s);
		if (n == 0 || n > LINE - 1 || (first && n > LINE - column - 1))
			return false;
		for (size_t i = 0; i + 1 < n; i++)
			if (s.p[i] == '=' && s.p[i + 1] == '?')
				return false;
		if (n == s.n)
			return true;
		s = str_from(s, n + 1);
	}
}

static void
fold_plain(struct buf *out, size_t column, struct str s, enum mime_lines lines)
{
	for (bool first = true;; first = false) {
		size_t n = word_length(s);
		if (!first && column + 1 + n > LINE) {
			buf_adds(out, mime_end(lines));
			column = 0;
		}
		buf_addc(out, ' ');
		buf_add(out, s.p, n);
		column += 1 + n;
		if (n == s.n)
			return;
		s = str_from(s, n + 1);
	}
}

/* How the byte stands in an encoded-word, also within a name: its length. */
static size_t
q_byte(char c, char text[3])
{
	unsigned char u = (unsigned char)c;
	text[0] = c == ' ' ? '_' : c;
	if (c == ' ' || is_alnum(c) || (c && strchr("!*+-/", c)))
		return 1;
	text[0] = '=';
	text[1] = hex[u >> 4];
	text[2] = hex[u & 15];
	return 3;
}

/* The character's length as encoded; its bytes in *n. */
static size_t
q_length(const char *p, size_t *n)
{
	char text[3];
	size_t length = 0;
	utf8_get(p, n);
	for (size_t i = 0; i < *n; i++)
		length += q_byte(p[i], text);
	return length;
}

/* Encoded-words, each of whole characters; the column behind them. */
static size_t
fold_words(struct buf *out, size_t column, struct str s, enum mime_lines lines)
{
	char text[3];
	do {
		size_t room = LINE - 1 - column, used = WORD_DRESS, n;
		if (room > WORD)
			room = WORD;
		buf_adds(out, " =?UTF-8?Q?");
		while (s.n) {
			size_t length = q_length(s.p, &n);
			if (used + length > room)
				break;
			for (size_t i = 0; i < n; i++)
				buf_add(out, text, q_byte(s.p[i], text));
			used += length;
			s = str_from(s, n);
		}
		buf_adds(out, "?=");
		column += 1 + used;
		if (s.n) {
			buf_adds(out, mime_end(lines));
			column = 0;
		}
	} while (s.n);
	return column;
}

bool
mime_header(
    struct buf *out, size_t column, struct str value, enum mime_lines lines)
{
	if (!is_one_line(value))
		return false;
	if (!value.n)
		return true;
	if (is_plain(value, column))
		fold_plain(out, column, value, lines);
	else
		fold_words(out, column, value, lines);
	return true;
}

bool
mime_line(struct buf *out, const char *name, struct str value,
    enum mime_lines lines, struct fault *f)
{
	buf_printf(out, "%s:", name);
	if (!mime_header(out, strlen(name) + 1, value, lines))
		return fault_set(f, name, "mime",
		    "is no line of text, or is longer than %d bytes",
		    MIME_VALUE);
	buf_adds(out, mime_end(lines));
	return true;
}

/* ---- mailboxes ------------------------------------------------------- */

bool
mime_mailbox_parse(struct mime_mailbox *box, struct str s, struct fault *f)
{
	if (!contact_mailbox_split(s, &box->name, &box->address))
		return fault_set(f, NULL, "mime", "has > without <");
	if (!contact_email_ok(box->address))
		return fault_set(f, NULL, "mime", "is no e-mail address");
	if (!all(box->address, is_print))
		return fault_set(f, NULL, "mime",
		    "has an e-mail address with letters beyond ASCII");
	if (!is_one_line(box->name))
		return fault_set(f, NULL, "mime",
		    "has a name that is no line of text, or is too long");
	return true;
}

/* What a name may have without quotes (atext of RFC 5322), and blanks. */
static bool
is_name(char c)
{
	return is_alnum(c) || (c && strchr(" !#$%&'*+-/=?^_`{|}~", c));
}

/* Adds the name, plain, quoted or encoded; the column behind it. */
static size_t
add_name(struct buf *out, size_t column, struct str name, enum mime_lines lines)
{
	struct buf quoted = BUF_INIT(2 * MIME_VALUE + 2);
	bool plain = all(name, is_name) && is_plain(name, column);
	if (!plain) {
		buf_addc(&quoted, '"');
		for (size_t i = 0; i < name.n; i++) {
			if (name.p[i] == '"' || name.p[i] == '\\')
				buf_addc(&quoted, '\\');
			buf_addc(&quoted, name.p[i]);
		}
		buf_addc(&quoted, '"');
	}
	struct str s = plain ? name : buf_str(&quoted);
	if (is_plain(name, column) && column + 1 + s.n <= LINE) {
		buf_addc(out, ' ');
		buf_addstr(out, s);
		column += 1 + s.n;
	} else
		column = fold_words(out, column, name, lines);
	buf_free(&quoted);
	return column;
}

bool
mime_mailbox_line(struct buf *out, const char *name, struct str mailbox,
    enum mime_lines lines, struct mime_mailbox *box, struct fault *f)
{
	struct fault why;
	if (!mime_mailbox_parse(box, mailbox, &why))
		return fault_set(f, name, "mime", "%s", why.text);
	buf_printf(out, "%s:", name);
	size_t column = strlen(name) + 1;
	if (box->name.n)
		column = add_name(out, column, box->name, lines);
	if (box->name.n && column + 3 + box->address.n > LINE)
		buf_adds(out, mime_end(lines));
	buf_printf(out, box->name.n ? " <%.*s>%s" : " %.*s%s",
	    STR_ARG(box->address), mime_end(lines));
	return true;
}

/* ---- the rest -------------------------------------------------------- */

void
mime_date_line(struct buf *out, struct instant at, enum mime_lines lines)
{
	static const char days[] = "MonTueWedThuFriSatSun";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct date d = instant_date(at);
	int64_t local = at.seconds + at.offset;
	int second = (int)(((local % 86400) + 86400) % 86400);
	int minutes = (at.offset < 0 ? -at.offset : at.offset) / 60;
	buf_printf(out, "Date: %.3s, %d %.3s %04d %02d:%02d:%02d %c%02d%02d%s",
	    days + 3 * date_weekday(d), d.day, months + 3 * (d.month - 1),
	    d.year, second / 3600, second / 60 % 60, second % 60,
	    at.offset < 0 ? '-' : '+', minutes / 60, minutes % 60,
	    mime_end(lines));
}

/* A name for readers that know no RFC 2231: letters with their marks gone. */
static void
ascii_name(struct buf *out, struct str name)
{
	static const struct {
		const char *letter, *plain;
	} rows[] = { { "\xc3\xa5", "a" }, { "\xc3\xa4", "a" },
		{ "\xc3\xa6", "ae" }, { "\xc3\xb6", "o" }, { "\xc3\xb8", "o" },
		{ "\xc3\xa9", "e" }, { "\xc3\x85", "A" }, { "\xc3\x84", "A" },
		{ "\xc3\x86", "AE" }, { "\xc3\x96", "O" },
		{ "\xc3\x98", "O" } };
	struct buf plain = BUF_INIT(2 * MIME_FILE_NAME);
	for (size_t i = 0, n; i < name.n; i += n) {
		struct str c = { name.p + i, 0 };
		utf8_get(c.p, &n);
		c.n = n;
		for (size_t k = 0; k < sizeof(rows) / sizeof(rows[0]); k++)
			if (str_is(c, rows[k].letter))
				c = str_of(rows[k].plain);
		buf_addstr(&plain, c);
	}
	text_safe_name(out, buf_str(&plain), MIME_FILE_NAME);
	buf_free(&plain);
}

/* How the character stands behind filename*; its bytes in *n. */
static size_t
percent(const char *p, size_t *n, char text[13])
{
	size_t at = 0;
	utf8_get(p, n);
	for (size_t i = 0; i < *n; i++) {
		unsigned char u = (unsigned char)p[i];
		if (is_alnum(p[i]) || strchr("-._", p[i])) {
			text[at++] = p[i];
			continue;
		}
		text[at++] = '%';
		text[at++] = hex[u >> 4];
		text[at++] = hex[u & 15];
	}
	return at;
}

/* filename*, in sections when it is long: whole characters in each. */
static void
add_extended(struct buf *out, struct str name, enum mime_lines lines)
{
	char text[13];
	size_t length = 0, n;
	for (size_t i = 0; i < name.n; i += n)
		length += percent(name.p + i, &n, text);
	bool cut = length > SECTION;
	for (int section = 0; name.n; section++) {
		size_t used = 0;
		buf_printf(out, ";%s filename*", mime_end(lines));
		if (cut)
			buf_printf(out, "%d*", section);
		buf_adds(out, section == 0 ? "=UTF-8''" : "=");
		while (name.n) {
			length = percent(name.p, &n, text);
			if (used + length > SECTION)
				break;
			buf_add(out, text, length);
			used += length;
			name = str_from(name, n);
		}
	}
}

bool
mime_file_line(
    struct buf *out, struct str name, enum mime_lines lines, struct fault *f)
{
	struct buf plain = BUF_INIT(2 * MIME_FILE_NAME);
	if (!name.n || name.n > MIME_FILE_NAME || !is_one_line(name) ||
	    memchr(name.p, '/', name.n) || memchr(name.p, '\\', name.n))
		return fault_set(f, "Content-Disposition", "mime",
		    "is no file name of up to %d bytes", MIME_FILE_NAME);
	ascii_name(&plain, name);
	buf_adds(out, "Content-Disposition: attachment;");
	if (plain.n > LINE - 54)
		buf_adds(out, mime_end(lines));
	buf_printf(out, " filename=\"%.*s\"", STR_ARG(buf_str(&plain)));
	if (!str_eq(buf_str(&plain), name))
		add_extended(out, name, lines);
	buf_adds(out, mime_end(lines));
	buf_free(&plain);
	return true;
}
