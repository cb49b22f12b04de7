/* SPDX-License-Identifier: ISC */
#include <math.h>
#include <stdlib.h>

#include "base/digit.h"
#include "value.h"

/* A number in parts: digits * 10^power, where the digits are few. */
struct parts {
	uint64_t digits; /* wraps when there are more than 19 */
	size_t count; /* of the digits, zeros before them not counted */
	long power;
};

enum { POWER_MAX = 100000 }; /* far beyond what a double can be */

static const char *
read_digits(const char *p, const char *end, struct parts *parts)
{
	for (; p < end && is_digit(*p); p++) {
		parts->digits = parts->digits * 10 + (uint64_t)(*p - '0');
		parts->count += parts->count || *p != '0';
	}
	return p;
}

/* `e` and what follows it; false when that is no exponent. */
static bool
read_power(const char *p, const char *end, struct parts *parts)
{
	long power = 0;
	bool negative = ++p < end && *p == '-';
	if (p < end && (negative || *p == '+'))
		p++;
	if (p == end)
		return false;
	for (; p < end && is_digit(*p); p++)
		if (power < POWER_MAX)
			power = power * 10 + (*p - '0');
	parts->power += negative ? -power : power;
	return p == end;
}

/* Claims that s without its sign is a number; its parts. */
static bool
read_parts(struct str s, struct parts *parts)
{
	const char *p = s.p, *end = s.p + s.n, *from = p;
	p = read_digits(p, end, parts);
	size_t written = (size_t)(p - from);
	if (p < end && *p == '.') {
		from = ++p;
		p = read_digits(p, end, parts);
		written += (size_t)(p - from);
		parts->power = -(long)(p - from);
	}
	if (!written)
		return false;
	return p == end ||
	       ((*p == 'e' || *p == 'E') && read_power(p, end, parts));
}

/* The double nearest to text that is a number. */
static double
nearest(struct str s)
{
	char room[64], *text = room;
	if (s.n >= sizeof(room))
		text = xmalloc(s.n + 1);
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	double d = strtod(text, NULL);
	if (text != room)
		free(text);
	return d;
}

bool
value_double(double *out, struct str s)
{
	/*
	 * Up to 15 digits and up to 10^22 are exact in a double, so one
	 * operation on them rounds once, as it must.
	 */
	static const double power10[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6,
		1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
		1e18, 1e19, 1e20, 1e21, 1e22 };
	enum { EXACT_DIGITS = 15, EXACT_POWER = 22 };
	struct parts parts = { 0 };

	bool blank_behind = s.n && is_blank(s.p[s.n - 1]);
	s = str_trim(s);
	if (str_is(s, "NaN") && !blank_behind) {
		*out = NAN;
		return true;
	}
	bool negative = s.n && s.p[0] == '-';
	if (s.n && (negative || s.p[0] == '+'))
		s = str_from(s, 1);
	double d;
	if (str_is(s, "INF") && !blank_behind)
		d = INFINITY;
	else if (!s.n || !read_parts(s, &parts))
		return false;
	else if (parts.count > EXACT_DIGITS || parts.power > EXACT_POWER ||
		 parts.power < -EXACT_POWER)
		d = nearest(s);
	else if (parts.power < 0)
		d = (double)parts.digits / power10[-parts.power];
	else
		d = (double)parts.digits * power10[parts.power];
	*out = negative ? -d : d;
	return true;
}

/* Claims that Saxon takes the text for an integer, to compare it. */
static bool
is_short_integer(struct str s)
{
	enum { DIGITS = 15 };
	s = str_trim(s);
	if (s.n && s.p[0] == '-')
		s = str_from(s, 1);
	return s.n && s.n <= DIGITS && digits_only(s.p, s.n);
}

bool
value_compare(int *order, struct str s, int n)
{
	double d;
	if (!value_double(&d, s))
		return false;
	if (isnan(d) || d > n)
		*order = 1;
	else if (d < n)
		*order = -1;
	else
		*order = n == 0 && signbit(d) && !is_short_integer(s) ? -1 : 0;
	return true;
}
