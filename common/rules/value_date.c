/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "value.h"

enum { ZONE_HOURS = 14, DAY_MINUTES = 24 * 60 };

/* Takes n digits from the front of s. */
static bool
take_digits(int *out, struct str *s, size_t n)
{
	int value = 0;
	if (s->n < n || !digits_only(s->p, n))
		return false;
	for (size_t i = 0; i < n; i++)
		value = value * 10 + (s->p[i] - '0');
	*out = value;
	*s = str_from(*s, n);
	return true;
}

static bool
take_char(struct str *s, char c)
{
	if (!s->n || s->p[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

/* A year of four digits, or of more that do not begin with 0. */
static bool
take_year(int64_t *out, struct str *s)
{
	bool negative = take_char(s, '-');
	size_t n = 0;
	int64_t year = 0;
	for (; n < s->n && is_digit(s->p[n]); n++)
		if (year <= INT32_MAX)
			year = year * 10 + (s->p[n] - '0');
	if (n < 4 || (n > 4 && s->p[0] == '0') || year > INT32_MAX)
		return false;
	*s = str_from(*s, n);
	*out = negative ? -year : year;
	return true;
}

/* Nothing, Z, or an offset, in minutes east of UTC. */
static bool
take_zone(int *minutes, struct str *s)
{
	int hour, minute;
	*minutes = 0;
	if (!s->n || take_char(s, 'Z'))
		return true;
	bool west = s->p[0] == '-';
	if (!take_char(s, west ? '-' : '+') || !take_digits(&hour, s, 2) ||
	    !take_char(s, ':') || !take_digits(&minute, s, 2) ||
	    hour > ZONE_HOURS || minute > 59)
		return false;
	*minutes = hour * 60 + minute;
	if (west)
		*minutes = -*minutes;
	return true;
}

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01, of years before 0 too. */
static int64_t
days_since(int64_t year, int month, int day)
{
	enum { ERA_YEARS = 400, ERA_DAYS = 146097, TO_1970 = 719528 };
	int64_t era = year / ERA_YEARS - (year % ERA_YEARS < 0);
	int64_t y = year - era * ERA_YEARS; /* 0-399, 0 is a leap year */
	int64_t days = era * ERA_DAYS - TO_1970 + y * 365;

	if (y > 0) /* the leap days of the years before it */
		days += (y - 1) / 4 - (y - 1) / 100 + 1;
	for (int m = 1; m < month; m++)
		days += days_in(year, m);
	return days + day - 1;
}

bool
value_date(struct value_date *out, struct str s)
{
	int64_t year;
	int month, day, zone;
	s = str_trim(s);
	if (!take_year(&year, &s) || !take_char(&s, '-') ||
	    !take_digits(&month, &s, 2) || !take_char(&s, '-') ||
	    !take_digits(&day, &s, 2) || !take_zone(&zone, &s) || s.n)
		return false;
	if (month < 1 || month > 12 || day < 1 || day > days_in(year, month))
		return false;
	out->minutes = days_since(year, month, day) * DAY_MINUTES - zone;
	return true;
}

int
value_date_cmp(struct value_date a, struct value_date b)
{
	return (a.minutes > b.minutes) - (a.minutes < b.minutes);
}
