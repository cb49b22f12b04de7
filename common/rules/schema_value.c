/* SPDX-License-Identifier: ISC */
#include <stdint.h>

#include "schema_value.h"

enum {
	DECIMAL_DIGITS = 24, /* libxml2 takes no more */
	YEAR_DIGITS = 18, /* of a year beyond 9999; they fit 64 bits */
	SUBTAG = 8, /* letters of one part of a language */
	PORT_DIGITS = 8,
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* How many digits s begins with. */
static size_t
digits(struct str s)
{
	size_t n = 0;
	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n;
}

static bool
is_decimal(struct str s)
{
	s = str_trim(s);
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_from(s, 1);
	size_t whole = digits(s), n = whole, zeros = 0;
	while (zeros < whole && s.p[zeros] == '0')
		zeros++;
	s = str_from(s, whole);
	if (s.n && s.p[0] == '.') {
		size_t fraction = digits(str_from(s, 1));
		s = str_from(s, 1 + fraction);
		n += fraction;
		if (whole && !fraction)
			n++; /* for libxml2 the point counts */
	}
	return s.n == 0 && n > 0 && n - zeros <= DECIMAL_DIGITS;
}

/* Takes two digits of at most max from s, -1 when they are not there. */
static int
take_pair(struct str *s, int max)
{
	if (s->n < 2 || !is_digit(s->p[0]) || !is_digit(s->p[1]))
		return -1;
	int value = (s->p[0] - '0') * 10 + (s->p[1] - '0');
	*s = str_from(*s, 2);
	return value <= max ? value : -1;
}

static bool
take(struct str *s, char c)
{
	if (!s->n || s->p[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

/* Claims that s is no time zone and nothing else, or one: Z, +hh:mm. */
static bool
is_zone(struct str s)
{
	if (s.n == 0 || str_is(s, "Z"))
		return true;
	if (!take(&s, '+') && !take(&s, '-'))
		return false;
	int hour = take_pair(&s, 14);
	bool colon = take(&s, ':');
	int minute = take_pair(&s, hour == 14 ? 0 : 59);
	return hour >= 0 && colon && minute >= 0 && s.n == 0;
}

static int
month_days(uint64_t year, int month)
{
	static const int days[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month] + (month == 2 && leap);
}

static bool
is_date(struct str s)
{
	uint64_t year = 0;
	take(&s, '-');
	size_t n = digits(s);
	if (n < 4 || n > YEAR_DIGITS || (n > 4 && s.p[0] == '0'))
		return false;
	for (size_t i = 0; i < n; i++)
		year = year * 10 + (uint64_t)(s.p[i] - '0');
	s = str_from(s, n);
	if (year == 0 || !take(&s, '-'))
		return false;
	int month = take_pair(&s, 12);
	if (month < 1 || !take(&s, '-'))
		return false;
	int day = take_pair(&s, month_days(year, month));
	return day >= 1 && is_zone(s);
}

static bool
is_time(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_from(s, 1);
	int hour = take_pair(&s, 24);
	if (hour < 0 || !take(&s, ':'))
		return false;
	int minute = take_pair(&s, 59);
	if (minute < 0 || !take(&s, ':'))
		return false;
	int second = take_pair(&s, 59);
	bool zero = minute == 0 && second == 0;
	if (take(&s, '.')) {
		size_t n = digits(s);
		for (size_t i = 0; i < n; i++)
			zero = zero && s.p[i] == '0';
		if (n == 0)
			return false;
		s = str_from(s, n);
	}
	return second >= 0 && (hour < 24 || zero) && is_zone(s);
}

static bool
is_boolean(struct str s)
{
	s = str_trim(s);
	return str_is(s, "true") || str_is(s, "false") || str_is(s, "1") ||
	       str_is(s, "0");
}

/* The value of a character of base64, -1 for all others. */
static int
sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (is_digit(c))
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Groups of four, blanks anywhere; unused bits of the last group are zero. */
static bool
is_base64(struct str s)
{
	size_t n = 0, pads = 0;
	int last = 0;
	for (size_t i = 0; i < s.n; i++) {
		int v = sextet(s.p[i]);
		if (v >= 0 && pads == 0) {
			last = v;
			n++;
		} else if (s.p[i] == '=') {
			pads++;
		} else if (!is_blank(s.p[i])) {
			return false;
		}
	}
	switch (n % 4) {
	case 0:
		return pads == 0;
	case 2:
		return pads == 2 && (last & 15) == 0;
	case 3:
		return pads == 1 && (last & 3) == 0;
	}
	return false;
}

static bool
is_language(struct str s)
{
	size_t n = 0;
	bool first = true;
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '-' && n > 0) {
			first = false;
			n = 0;
		} else if (is_letter(s.p[i]) || (!first && is_digit(s.p[i]))) {
			if (++n > SUBTAG)
				return false;
		} else {
			return false;
		}
	}
	return n > 0;
}

/*
 * Claims a character of a URI's parts, or one that is escaped to be one (all
 * beyond ASCII, blanks, quotes, braces); extra: others that the part may have.
 */
static bool
is_uri_char(char c, const char *extra)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c <= ' ' ||
	       (unsigned char)c >= 127 ||
	       strchr("-._~!$&'()*+,;=\"<>\\^`{|}", c) || strchr(extra, c);
}

/* Takes what a part may have from s; false at a '%' that escapes nothing. */
static bool
take_uri_part(struct str *s, const char *extra)
{
	while (s->n) {
		if (s->p[0] == '%') {
			if (s->n < 3 || !is_hex(s->p[1]) || !is_hex(s->p[2]))
				return false;
			*s = str_from(*s, 2);
		} else if (!is_uri_char(s->p[0], extra)) {
			return true;
		}
		*s = str_from(*s, 1);
	}
	return true;
}

/* user@host:port; a host in brackets may hold anything. */
static bool
take_authority(struct str *s)
{
	struct str user = *s;
	if (take_uri_part(&user, ":") && take(&user, '@'))
		*s = user;
	if (take(s, '[')) {
		while (s->n && s->p[0] != ']')
			*s = str_from(*s, 1);
		if (!take(s, ']'))
			return false;
	} else if (!take_uri_part(s, "")) {
		return false;
	}
	if (take(s, ':')) {
		size_t n = digits(*s);
		if (n < 1 || n > PORT_DIGITS)
			return false;
		*s = str_from(*s, n);
	}
	return s->n == 0 || s->p[0] == '/' || s->p[0] == '?' || s->p[0] == '#';
}

/* "http:" of s, 0 bytes when it has none. */
static size_t
scheme_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && (is_letter(s.p[n]) ||
			      (n && (is_digit(s.p[n]) || s.p[n] == '+' ||
					s.p[n] == '-' || s.p[n] == '.'))))
		n++;
	return n && n < s.n && s.p[n] == ':' ? n + 1 : 0;
}

static bool
is_uri(struct str s)
{
	s = str_trim(s);
	size_t scheme = scheme_length(s);
	s = str_from(s, scheme);
	if (str_starts(s, "//")) {
		s = str_from(s, 2);
		if (!take_authority(&s))
			return false;
	} else if (!scheme && !take_uri_part(&s, "@")) {
		return false;
	}
	/* a relative path has no ':' before its first '/' */
	if ((scheme || (s.n && s.p[0] == '/')) && !take_uri_part(&s, ":@/"))
		return false;
	if (take(&s, '?') && !take_uri_part(&s, ":@/?"))
		return false;
	if (take(&s, '#') && !take_uri_part(&s, ":@/?[]"))
		return false;
	return s.n == 0;
}

bool
schema_value(enum schema_kind kind, struct str s)
{
	if (!s.p)
		s = (struct str)STR(""); /* no text is an empty one */
	switch (kind) {
	case SCHEMA_TEXT:
		return true;
	case SCHEMA_DECIMAL:
		return is_decimal(s);
	case SCHEMA_DATE:
		return is_date(s);
	case SCHEMA_TIME:
		return is_time(s);
	case SCHEMA_BOOLEAN:
		return is_boolean(s);
	case SCHEMA_BASE64BINARY:
		return is_base64(s);
	case SCHEMA_ANYURI:
		return is_uri(s);
	case SCHEMA_LANGUAGE:
		return is_language(s);
	}
	return false;
}

const char *
schema_kind_name(enum schema_kind kind)
{
	static const char *const names[] = {
		[SCHEMA_TEXT] = "text",
		[SCHEMA_DECIMAL] = "decimal",
		[SCHEMA_DATE] = "date (YYYY-MM-DD)",
		[SCHEMA_TIME] = "time (hh:mm:ss)",
		[SCHEMA_BOOLEAN] = "boolean (true or false)",
		[SCHEMA_BASE64BINARY] = "base64",
		[SCHEMA_ANYURI] = "URI",
		[SCHEMA_LANGUAGE] = "language (like sv or en-GB)",
	};
	return names[kind];
}
