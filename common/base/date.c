/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <time.h>

#include "date.h"
#include "digit.h"

enum { DAY = 86400 };

bool
date_valid(int year, int month, int day)
{
	static const int last[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return day <= last[month - 1] + (month == 2 && leap);
}

/* n digits at p as a number, -1 when one is no digit. */
static int
number(const char *p, size_t n)
{
	int v = 0;
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(p[i]))
			return -1;
		v = v * 10 + (p[i] - '0');
	}
	return v;
}

bool
date_parse(struct date *out, struct str t)
{
	if (t.n != 10 || t.p[4] != '-' || t.p[7] != '-')
		return false;
	int y = number(t.p, 4), m = number(t.p + 5, 2), d = number(t.p + 8, 2);
	if (!date_valid(y, m, d))
		return false;
	*out = (struct date){ (int16_t)y, (int8_t)m, (int8_t)d };
	return true;
}

void
date_format(struct date d, char text[DATE_TEXT])
{
	unsigned y = (unsigned)d.year % 10000, m = (unsigned)d.month % 100,
		 day = (unsigned)d.day % 100;
	const unsigned digit[] = { y / 1000, y / 100 % 10, y / 10 % 10, y % 10,
		10, m / 10, m % 10, 10, day / 10, day % 10 };
	for (int i = 0; i < 10; i++)
		text[i] = "0123456789-"[digit[i]];
	text[10] = '\0';
}

/* Howard Hinnant's days_from_civil: a year that begins in March. */
int32_t
date_days(struct date d)
{
	int32_t y = d.year - (d.month <= 2);
	int32_t era = y / 400, yoe = y - era * 400;
	int32_t doy =
	    (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct date
date_from_days(int32_t days)
{
	int32_t z = days + 719468, era = z / 146097, doe = z - era * 146097;
	int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int32_t mp = (5 * doy + 2) / 153, month = mp + (mp < 10 ? 3 : -9);
	return (struct date){ (int16_t)(yoe + era * 400 + (month <= 2)),
		(int8_t)month, (int8_t)(doy - (153 * mp + 2) / 5 + 1) };
}

int
date_cmp(struct date a, struct date b)
{
	int32_t x = a.year * 10000 + a.month * 100 + a.day;
	int32_t y = b.year * 10000 + b.month * 100 + b.day;
	return (x > y) - (x < y);
}

int
date_weekday(struct date d)
{
	return (int)(((date_days(d) + 3) % 7 + 7) % 7);
}

/* The zone at the end of a timestamp: `Z`, `+hh:mm`, `-hh:mm` or nothing. */
static bool
zone_parse(struct str t, int32_t *offset)
{
	*offset = 0;
	if (t.n == 0 || (t.n == 1 && t.p[0] == 'Z'))
		return true;
	if (t.n != 6 || (t.p[0] != '+' && t.p[0] != '-') || t.p[3] != ':')
		return false;
	int h = number(t.p + 1, 2), m = number(t.p + 4, 2);
	if (h < 0 || h > 14 || m < 0 || m > 59)
		return false;
	*offset = (h * 60 + m) * 60 * (t.p[0] == '-' ? -1 : 1);
	return true;
}

bool
instant_parse(struct instant *out, struct str t)
{
	struct date d;
	int h = 0, m = 0, s = 0;
	if (t.n < 10 || !date_parse(&d, (struct str){ t.p, 10 }))
		return false;
	t = str_from(t, 10);
	if (t.n) {
		if (t.n < 6 || t.p[0] != 'T' || t.p[3] != ':')
			return false;
		h = number(t.p + 1, 2);
		m = number(t.p + 4, 2);
		t = str_from(t, 6);
		if (t.n >= 3 && t.p[0] == ':') {
			s = number(t.p + 1, 2);
			t = str_from(t, 3);
		}
	}
	if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59 ||
	    !zone_parse(t, &out->offset))
		return false;
	out->seconds =
	    (int64_t)date_days(d) * DAY + h * 3600 + m * 60 + s - out->offset;
	return true;
}

/* The whole days before a number of seconds, rounded down. */
static int32_t
floor_days(int64_t seconds)
{
	return (int32_t)((seconds - ((seconds % DAY) + DAY) % DAY) / DAY);
}

struct date
instant_date(struct instant t)
{
	return date_from_days(floor_days(t.seconds + t.offset));
}

void
instant_format(struct instant t, char text[TIME_TEXT])
{
	int64_t local = t.seconds + t.offset;
	int s = (int)(local - (int64_t)floor_days(local) * DAY);
	char day[DATE_TEXT];
	date_format(instant_date(t), day);
	int n = snprintf(text, TIME_TEXT,
	    "%s"
	    "T%02d:%02d:%02d",
	    day, s / 3600, s / 60 % 60, s % 60);
	int minutes = (t.offset < 0 ? -t.offset : t.offset) / 60;
	if (t.offset == 0)
		snprintf(text + n, TIME_TEXT - (size_t)n, "Z");
	else
		snprintf(text + n, TIME_TEXT - (size_t)n, "%c%02d:%02d",
		    t.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

struct instant
instant_now(void)
{
	time_t now = time(NULL);
	struct tm local;
	if (!localtime_r(&now, &local))
		return (struct instant){ now, 0 };
	return (struct instant){ now, (int32_t)local.tm_gmtoff };
}
