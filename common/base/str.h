/* SPDX-License-Identifier: ISC */
#ifndef BASE_STR_H
#define BASE_STR_H

/*
 * A borrowed run of bytes with its length. It is not ended by a NUL, and it
 * owns nothing: whoever hands one out says how long its bytes live. p NULL
 * means absent; p set and n 0 means empty.
 */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* A string literal as a struct str; usable in static tables. */
#define STR(literal)                                                           \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

/* The two arguments of a "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).p

/* The NUL-ended text at s, NULL becomes absent. */
static inline struct str
str_of(const char *s)
{
	return (struct str){ s, s ? strlen(s) : 0 };
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Claims that s holds exactly the NUL-ended text. */
static inline bool
str_is(struct str s, const char *text)
{
	return str_eq(s, str_of(text));
}

/* Claims that s begins with the NUL-ended text. */
static inline bool
str_starts(struct str s, const char *text)
{
	size_t n = strlen(text);
	return s.n >= n && memcmp(s.p, text, n) == 0;
}

/* Claims that s ends with the bytes of end. */
static inline bool
str_ends(struct str s, struct str end)
{
	return s.n >= end.n &&
	       (!end.n || memcmp(s.p + s.n - end.n, end.p, end.n) == 0);
}

/* s without its first n bytes; n at most s.n. */
static inline struct str
str_from(struct str s, size_t n)
{
	return (struct str){ s.p + n, s.n - n };
}

/* The last step of a path: what follows the last slash. */
static inline struct str
str_base(struct str path)
{
	size_t n = path.n;
	while (n && path.p[n - 1] != '/')
		n--;
	return path.p ? str_from(path, n) : path;
}

/* Claims a blank of XML and JSON: space, tab, CR, LF. */
static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* s without the blanks around it. */
static inline struct str
str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_from(s, 1);
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Claims that there is nothing in it but blanks. */
static inline bool
str_blank(struct str s)
{
	return str_trim(s).n == 0;
}

#endif
