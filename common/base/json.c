/* SPDX-License-Identifier: ISC */
#include <endian.h>

#include "digit.h"
#include "json.h"
#include "text.h"

static const char truncated[] = "value is cut off";
static const char bad_value[] = "no JSON value here";

bool
json_fail(struct json *j, const char *text)
{
	if (!j->error)
		j->error = text;
	return false;
}

size_t
json_place(const struct json *j)
{
	return (size_t)(j->p - j->start);
}

void
json_open(struct json *j, struct str text, struct arena *arena)
{
	*j = (struct json){ .start = text.p,
		.p = text.p,
		.end = text.p + text.n,
		.arena = arena };
}

static inline void
blanks(struct json *j)
{
	while (j->p < j->end && (*j->p == ' ' || *j->p == '\t' ||
				    *j->p == '\n' || *j->p == '\r'))
		j->p++;
}

char
json_peek(struct json *j)
{
	blanks(j);
	return j->p < j->end ? *j->p : '\0';
}

/* Takes one byte after blanks. */
static inline bool
take(struct json *j, char c, const char *or_else)
{
	if (j->error)
		return false;
	blanks(j);
	if (j->p == j->end)
		return json_fail(j, truncated);
	if (*j->p != c)
		return json_fail(j, or_else);
	j->p++;
	return true;
}

bool
json_begin(struct json *j, char open)
{
	j->first = true;
	return take(j, open,
	    open == '{' ? "an object was expected" : "an array was expected");
}

bool
json_more(struct json *j, char close)
{
	bool first = j->first;
	if (j->error)
		return false;
	j->first = false;
	if (json_peek(j) == close && j->p < j->end) {
		j->p++;
		return false;
	}
	if (first)
		return true;
	return take(j, ',', "a comma was expected");
}

/*
 * Looks at eight bytes for a quote, a backslash, a control character or no
 * ASCII: 8 when none of them is such, else the place of the first one. A
 * subtraction borrows from later bytes only, so what stands before the first
 * hit is never taken for one.
 */
static inline size_t
plain_bytes(const char *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	uint64_t w;
	memcpy(&w, p, sizeof(w));
	w = le64toh(w);
	uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');
	uint64_t hit = (quote - ones) | (slash - ones) | (w - ones * 0x20) | w;
	hit &= tops;
	return hit ? (size_t)__builtin_ctzll(hit) / 8 : 8;
}

/* Passes plain text up to the byte that needs a look. */
static inline const char *
plain(const char *p, const char *end)
{
	while (p < end) {
		if (end - p >= 8) {
			size_t n = plain_bytes(p);
			p += n;
			if (n == 8)
				continue;
		}
		unsigned char c = (unsigned char)*p;
		if (c == '"' || c == '\\' || c < 0x20)
			return p;
		size_t n = c < 0x80 ? 1 : utf8_length(p, (size_t)(end - p));
		if (!n)
			return p;
		p += n;
	}
	return p;
}

/* Four hex digits as a number, -1 when they are not. */
static long
hex4(const char *p, const char *end)
{
	long v = 0;
	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = p[i];
		int d = is_digit(c)	       ? c - '0'
			: c >= 'a' && c <= 'f' ? c - 'a' + 10
			: c >= 'A' && c <= 'F' ? c - 'A' + 10
					       : -1;
		if (d < 0)
			return -1;
		v = v << 4 | d;
	}
	return v;
}

/* Reads the escape behind a backslash at j->p; -1 and the fault set if bad. */
static long
escape(struct json *j)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	if (j->p + 1 >= j->end)
		return json_fail(j, truncated) - 1;
	char c = j->p[1];
	const char *at = c ? strchr(from, c) : NULL;
	if (at) {
		j->p += 2;
		return to[at - from];
	}
	long v = c == 'u' ? hex4(j->p + 2, j->end) : -1;
	if (v < 0)
		return json_fail(j, "no such escape") - 1;
	if (v >= 0xd800 && v < 0xe000) {
		bool pair = v < 0xdc00 && j->end - j->p >= 12 &&
			    j->p[6] == '\\' && j->p[7] == 'u';
		long low = pair ? hex4(j->p + 8, j->end) : -1;
		if (low < 0xdc00 || low > 0xdfff)
			return json_fail(j, "half a surrogate pair") - 1;
		j->p += 6;
		v = 0x10000 + ((v - 0xd800) << 10) + (low - 0xdc00);
	}
	j->p += 6;
	return v;
}

/*
 * The rest of a string that has escapes; `head` is the text before the first
 * one. With no arena the string is only checked.
 */
static bool
string_slow(struct json *j, struct str head, struct str *out)
{
	char *text = NULL;
	size_t n = 0;
	if (out) {
		/* unescaped text is never longer than its source */
		const char *stop = j->p;
		while (stop < j->end && *stop != '"')
			stop += *stop == '\\' && stop + 1 < j->end ? 2 : 1;
		text =
		    arena_alloc(j->arena, head.n + (size_t)(stop - j->p) + 4);
		memcpy(text, head.p, head.n);
		n = head.n;
	}
	while (j->p < j->end && *j->p != '"') {
		const char *from = j->p;
		if (*j->p == '\\') {
			long c = escape(j);
			if (c < 0)
				return false;
			n += text ? utf8_put(text + n, (unsigned long)c) : 0;
			continue;
		}
		j->p = plain(j->p, j->end);
		if (j->p == from)
			return json_fail(
			    j, (unsigned char)*j->p < 0x20
				   ? "a control character in a string"
				   : "not UTF-8");
		if (text)
			memcpy(text + n, from, (size_t)(j->p - from));
		n += (size_t)(j->p - from);
	}
	if (j->p == j->end)
		return json_fail(j, truncated);
	j->p++;
	if (out)
		*out = (struct str){ text, n };
	return true;
}

/* A string behind its opening quote; out NULL only checks. */
static inline bool
string_body(struct json *j, struct str *out)
{
	const char *from = j->p;
	j->p = plain(from, j->end);
	struct str head = { from, (size_t)(j->p - from) };
	if (j->p < j->end && *j->p == '"') {
		j->p++;
		if (out)
			*out = head;
		return true;
	}
	return string_slow(j, head, out);
}

bool
json_text(struct json *j, struct str *out)
{
	return take(j, '"', "a string was expected") && string_body(j, out);
}

bool
json_key(struct json *j, struct str *key)
{
	return take(j, '"', "a member name was expected") &&
	       string_body(j, key) && take(j, ':', "a colon was expected");
}

static bool
word(struct json *j, const char *text, size_t n)
{
	if ((size_t)(j->end - j->p) < n || memcmp(j->p, text, n) != 0)
		return json_fail(j, bad_value);
	j->p += n;
	return true;
}

bool
json_bool(struct json *j, bool *out)
{
	if (j->error)
		return false;
	*out = json_peek(j) == 't';
	if (*out)
		return word(j, "true", 4);
	if (json_peek(j) != 'f')
		return json_fail(j, "true or false was expected");
	return word(j, "false", 5);
}

static const char *
digits(const char *p, const char *end)
{
	while (p < end && is_digit(*p))
		p++;
	return p;
}

/* Passes a number; *whole when it has neither fraction nor exponent. */
static bool
number(struct json *j, bool *whole)
{
	const char *p = j->p, *end = j->end, *from;
	p += p < end && *p == '-';
	from = p;
	p = digits(p, end);
	if (p == from || (*from == '0' && p - from > 1))
		return json_fail(j, bad_value);
	*whole = true;
	if (p < end && *p == '.') {
		*whole = false;
		from = ++p;
		if ((p = digits(p, end)) == from)
			return json_fail(j, "no digit behind the point");
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		*whole = false;
		p++;
		p += p < end && (*p == '+' || *p == '-');
		from = p;
		if ((p = digits(p, end)) == from)
			return json_fail(j, "no digit in the exponent");
	}
	j->p = p;
	return true;
}

bool
json_int(struct json *j, int64_t *out)
{
	bool whole = false;
	if (j->error)
		return false;
	json_peek(j);
	const char *from = j->p;
	if (!number(j, &whole))
		return false;
	bool negative = *from == '-';
	int64_t v = 0;
	for (const char *p = from + negative; p < j->p && whole; p++)
		whole = !__builtin_mul_overflow(v, 10, &v) &&
			!__builtin_sub_overflow(v, *p - '0', &v);
	if (!whole || (!negative && v == INT64_MIN))
		return json_fail(j, "a whole number was expected");
	*out = negative ? v : -v;
	return true;
}

/* Passes a value that is neither object nor array. */
static bool
scalar(struct json *j)
{
	bool whole;
	switch (json_peek(j)) {
	case '"':
		j->p++;
		return string_body(j, NULL);
	case 't':
		return word(j, "true", 4);
	case 'f':
		return word(j, "false", 5);
	case 'n':
		return word(j, "null", 4);
	case '\0':
		return json_fail(j, j->p == j->end ? truncated : bad_value);
	default:
		return number(j, &whole);
	}
}

bool
json_skip(struct json *j)
{
	char close[JSON_DEPTH];
	size_t depth = 0;
	do {
		char c = json_peek(j);
		if (j->error)
			return false;
		if (c == '{' || c == '[') {
			if (depth == JSON_DEPTH)
				return json_fail(j, "nested too deep");
			close[depth++] = c == '{' ? '}' : ']';
			json_begin(j, c);
		} else if (!scalar(j)) {
			return false;
		}
		while (depth && !json_more(j, close[depth - 1])) {
			if (j->error)
				return false;
			depth--;
		}
		if (depth && close[depth - 1] == '}') {
			if (!take(j, '"', "a member name was expected") ||
			    !string_body(j, NULL) ||
			    !take(j, ':', "a colon was expected"))
				return false;
		}
	} while (depth);
	return true;
}

bool
json_raw(struct json *j, struct str *value)
{
	json_peek(j);
	const char *from = j->p;
	if (!json_skip(j))
		return false;
	*value = (struct str){ from, (size_t)(j->p - from) };
	return true;
}

bool
json_end(struct json *j)
{
	if (!j->error && json_peek(j) != '\0')
		json_fail(j, "more text behind the value");
	if (!j->error && j->p != j->end)
		json_fail(j, "a NUL behind the value");
	return !j->error;
}

/* Adds one byte that may not stand bare in a string. */
static void
put_escape(struct buf *b, unsigned char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *at = c ? strchr(from, c) : NULL;
	if (at) {
		buf_addc(b, '\\');
		buf_addc(b, to[at - from]);
	} else {
		buf_printf(b, "\\u%04x", c);
	}
}

void
json_put_string(struct buf *b, struct str text)
{
	/* nothing may be added to an absent text's NULL */
	const char *p = text.n ? text.p : "", *end = p + text.n;
	buf_addc(b, '"');
	while (p < end) {
		const char *from = p;
		size_t n = 8;
		while (n == 8 && end - p >= 8)
			p += n = plain_bytes(p);
		while (p < end && *p != '"' && *p != '\\' &&
		       (unsigned char)*p >= 0x20)
			p++;
		buf_add(b, from, (size_t)(p - from));
		if (p < end)
			put_escape(b, (unsigned char)*p++);
	}
	buf_addc(b, '"');
}
