/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>

#include "mask.h"
#include "msg.h"
#include "text.h"

static bool
is_tail(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

size_t
utf8_length(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text;
	if (n == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4 || n < 2 || !is_tail(p[1]))
		return 0;
	if (p[0] < 0xe0)
		return 2;
	if (n < 3 || !is_tail(p[2]))
		return 0;
	if (p[0] < 0xf0) {
		bool overlong = p[0] == 0xe0 && p[1] < 0xa0;
		bool surrogate = p[0] == 0xed && p[1] > 0x9f;
		return overlong || surrogate ? 0 : 3;
	}
	if (n < 4 || !is_tail(p[3]) || (p[0] == 0xf0 && p[1] < 0x90) ||
	    (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return 4;
}

/* Bytes of plain ASCII from the start. */
static size_t
ascii_run(const char *p, size_t n)
{
	size_t i = 0;
	for (uint64_t word; i + sizeof(word) <= n; i += sizeof(word)) {
		memcpy(&word, p + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < n && !(p[i] & 0x80))
		i++;
	return i;
}

size_t
utf8_check(const char *p, size_t n)
{
	size_t i = n ? ascii_run(p, n) : 0;
	while (i < n) {
		size_t length = utf8_length(p + i, n - i);
		if (!length)
			return i;
		i += length;
		i += ascii_run(p + i, n - i);
	}
	return n;
}

size_t
utf8_put(char *out, unsigned long c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

unsigned long
utf8_get(const char *text, size_t *n)
{
	const unsigned char *p = (const unsigned char *)text;
	if (p[0] < 0x80) {
		*n = 1;
		return p[0];
	}
	*n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	unsigned long c = p[0] & (0x7fu >> *n);
	for (size_t i = 1; i < *n; i++)
		c = c << 6 | (p[i] & 0x3f);
	return c;
}

/* Letters whose capitals are at a fixed distance, or are their neighbours. */
static const struct {
	unsigned from, to;
	unsigned down; /* 0: every second one is a capital, */
	unsigned odd; /* the even ones, or the odd */
} small_letters[] = {
	{ 'a', 'z', 0x20, 0 },
	{ 0xe0, 0xf6, 0x20, 0 },
	{ 0xf8, 0xfe, 0x20, 0 },
	{ 0x100, 0x12f, 0, 0 },
	{ 0x132, 0x137, 0, 0 },
	{ 0x139, 0x148, 0, 1 },
	{ 0x14a, 0x177, 0, 0 },
	{ 0x179, 0x17e, 0, 1 },
	{ 0x3b1, 0x3c1, 0x20, 0 },
	{ 0x3c3, 0x3cb, 0x20, 0 },
	{ 0x430, 0x44f, 0x20, 0 },
	{ 0x450, 0x45f, 0x50, 0 },
};

static unsigned long
capital(unsigned long c)
{
	for (size_t i = 0; i < sizeof(small_letters) / sizeof(small_letters[0]);
	     i++) {
		if (c < small_letters[i].from || c > small_letters[i].to)
			continue;
		if (small_letters[i].down)
			return c - small_letters[i].down;
		return c % 2 == small_letters[i].odd ? c : c - 1;
	}
	return c;
}

void
text_upper(char *text, size_t n)
{
	for (size_t i = 0, length; i < n; i += length)
		utf8_put(text + i, capital(utf8_get(text + i, &length)));
}

static const char *const names[] = {
	[CHARSET_LATIN1] = "ISO-8859-1",
	[CHARSET_LATIN9] = "ISO-8859-15",
	[CHARSET_CP1252] = "CP1252",
};

static bool
convert(struct buf *out, struct str text, const char *to, const char *from,
    size_t *bad)
{
	iconv_t cd = iconv_open(to, from);
	if (cd == (iconv_t)-1)
		die(MC_BUG, "iconv has no conversion from %s to %s", from, to);
	char chunk[1024];
	char *in = (char *)(uintptr_t)text.p;
	size_t left = text.n;
	bool ok = true;
	while (left && ok) {
		char *o = chunk;
		size_t room = sizeof(chunk);
		ok = iconv(cd, &in, &left, &o, &room) != (size_t)-1 ||
		     errno == E2BIG;
		buf_add(out, chunk, sizeof(chunk) - room);
	}
	*bad = text.n - left;
	iconv_close(cd);
	return ok;
}

bool
text_decode(struct buf *out, struct str text, enum charset set, size_t *bad)
{
	return convert(out, text, "UTF-8", names[set], bad);
}

bool
text_encode(struct buf *out, struct str text, enum charset set, size_t *bad)
{
	return convert(out, text, names[set], "UTF-8", bad);
}

static bool
is_safe(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

void
text_safe_name(struct buf *out, struct str text, size_t max)
{
	bool replaced = false;
	for (size_t i = 0, n = 0; i < text.n && n < max; i++) {
		bool safe = is_safe(text.p[i]) && !(n == 0 && text.p[i] == '.');
		if (!safe && replaced)
			continue;
		buf_addc(out, safe ? text.p[i] : '_');
		replaced = !safe;
		n++;
	}
}

/* ---- for people ------------------------------------------------------- */

/*
 * Claims a character that acts on a terminal or on the order of a line
 * instead of being seen: C0, DEL, C1, separators of lines and paragraphs,
 * bidirectional marks.
 */
static bool
is_control(unsigned long c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e ||
	       c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

void
text_escape(struct buf *out, struct str text)
{
	for (size_t n, i = 0; i < text.n; i += n) {
		size_t good = utf8_length(text.p + i, text.n - i);
		n = good ? good : 1;
		if (good && text.p[i] != '\\' &&
		    !is_control(utf8_get(text.p + i, &n))) {
			buf_add(out, text.p + i, n);
			continue;
		}
		for (size_t k = 0; k < n; k++)
			buf_printf(
			    out, "\\x%02x", (unsigned char)text.p[i + k]);
	}
}

void
text_plain(struct buf *out, struct str text)
{
	size_t from = 0, at, n;
	if (!text.n)
		return;
	for (; mask_find(text, from, &at, &n); from = at + n) {
		text_escape(out, (struct str){ text.p + from, at - from });
		for (size_t i = 0; i < n; i++)
			buf_addc(out, '*');
	}
	text_escape(out, (struct str){ text.p + from, text.n - from });
}

void
text_html(struct buf *out, char c)
{
	static const char marks[] = "&<>\"'";
	static const char *const words[] = { "&amp;", "&lt;", "&gt;", "&quot;",
		"&#39;" };
	const char *at = memchr(marks, c, sizeof(marks) - 1);
	if (at)
		buf_adds(out, words[at - marks]);
	else
		buf_addc(out, c);
}

bool
text_in(unsigned long code, const struct text_range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (code >= r[i].first && code <= r[i].last)
			return true;
	return false;
}
