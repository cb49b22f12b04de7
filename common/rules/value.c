/* SPDX-License-Identifier: ISC */
#include <math.h>

#include "value.h"

bool
value_is_blank(struct str s)
{
	size_t i = 0;
	while (i < s.n && is_blank(s.p[i]))
		i++;
	return i == s.n;
}

/* Bytes from the start that normalize-space leaves alone. */
static size_t
normal_run(struct str s)
{
	size_t i = 0;
	for (; i < s.n; i++)
		if (is_blank(s.p[i]) &&
		    (s.p[i] != ' ' || i + 1 == s.n || is_blank(s.p[i + 1])))
			break;
	return i;
}

struct str
value_normal(struct str s, struct arena *arena)
{
	s = str_trim(s);
	size_t n = normal_run(s);
	if (n == s.n)
		return s;
	char *text = arena_alloc(arena, s.n);
	memcpy(text, s.p, n);
	for (size_t i = n; i < s.n; i++) {
		if (!is_blank(s.p[i]))
			text[n++] = s.p[i];
		else if (!is_blank(s.p[i + 1])) /* the text ends with none */
			text[n++] = ' ';
	}
	return (struct str){ text, n };
}

bool
value_is(struct str s, const char *word)
{
	s = str_trim(s);
	size_t i = 0;
	while (i < s.n) {
		if (!is_blank(s.p[i])) {
			if (*word++ != s.p[i++] || !word[-1])
				return false;
			continue;
		}
		while (is_blank(s.p[i]))
			i++;
		if (*word++ != ' ')
			return false;
	}
	return *word == '\0';
}

/* Bytes of the first n characters, or of all that there are. */
static size_t
bytes_of(struct str s, size_t n)
{
	size_t i = 0;
	for (; n > 0 && i < s.n; n--) {
		i++;
		while (i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80)
			i++;
	}
	return i;
}

size_t
value_length(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

struct str
value_substring(struct str s, long first, long length)
{
	if (length >= 0 && first < 1) { /* the part before the text is lost */
		length = first + length > 1 ? first + length - 1 : 0;
		first = 1;
	}
	if (first > 1 && s.n)
		s = str_from(s, bytes_of(s, (size_t)first - 1));
	if (length >= 0)
		s.n = bytes_of(s, (size_t)length);
	return s;
}

struct str
value_after(struct str s, char c)
{
	const char *p = s.n ? memchr(s.p, c, s.n) : NULL;
	return p ? str_from(s, (size_t)(p - s.p) + 1) : (struct str){ s.p, 0 };
}

struct str
value_before(struct str s, char c)
{
	const char *p = s.n ? memchr(s.p, c, s.n) : NULL;
	return (struct str){ s.p, p ? (size_t)(p - s.p) : 0 };
}

size_t
value_decimals(struct str s)
{
	return value_length(value_after(s, '.'));
}

size_t
value_parts(struct str s, char c)
{
	size_t n = s.n > 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

struct str
value_part(struct str s, char c, size_t k)
{
	if (k == 0 || k > value_parts(s, c))
		return (struct str){ 0 };
	while (--k > 0)
		s = value_after(s, c);
	const char *p = s.n ? memchr(s.p, c, s.n) : NULL;
	return (struct str){ s.p, p ? (size_t)(p - s.p) : s.n };
}

bool
value_decimal(struct num *out, struct str s, struct arena *arena)
{
	return num_parse(out, str_trim(s), arena);
}

bool
value_integer(struct num *out, struct str s, struct arena *arena)
{
	s = str_trim(s);
	return !(s.n && memchr(s.p, '.', s.n)) && num_parse(out, s, arena);
}

bool
value_boolean(bool *out, struct str s)
{
	s = str_trim(s);
	*out = str_is(s, "true") || str_is(s, "1");
	return *out || str_is(s, "false") || str_is(s, "0");
}

double
value_number(struct str s)
{
	double d;
	return value_double(&d, s) ? d : NAN;
}
