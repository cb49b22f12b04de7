/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "bankday.h"

enum {
	FIRST = 2015, /* years that every calendar is known for */
	LAST = 2035,
	ALWAYS = 9999,
	WORDS = (366 + 63) / 64,
};

const char *const bankday_names[] = { "bankgirot", "norway", "target",
	"denmark", NULL };

/* How a holiday finds its day in a year. */
enum rule {
	DAY, /* a: month, b: day */
	EASTER, /* a: days after Easter Sunday */
	FRIDAY, /* the Friday among the seven days from month a, day b */
};

struct holiday {
	enum bankday_calendar calendar;
	enum rule rule;
	int a, b;
	int from, to; /* years, both included */
};

/* Those that are always a Saturday or Sunday are left out. */
static const struct holiday holidays[] = {
	{ BANKDAY_BANKGIROT, DAY, 1, 1, 0, ALWAYS },
	{ BANKDAY_BANKGIROT, DAY, 1, 6, 0, ALWAYS }, /* Epiphany */
	{ BANKDAY_BANKGIROT, EASTER, -2, 0, 0, ALWAYS },
	{ BANKDAY_BANKGIROT, EASTER, 1, 0, 0, ALWAYS },
	{ BANKDAY_BANKGIROT, DAY, 5, 1, 0, ALWAYS },
	{ BANKDAY_BANKGIROT, EASTER, 39, 0, 0, ALWAYS }, /* Ascension */
	{ BANKDAY_BANKGIROT, DAY, 6, 6, 2005, ALWAYS }, /* National Day */
	{ BANKDAY_BANKGIROT, FRIDAY, 6, 19, 0, ALWAYS }, /* Midsummer Eve */
	{ BANKDAY_BANKGIROT, DAY, 12, 24, 0, ALWAYS },
	{ BANKDAY_BANKGIROT, DAY, 12, 25, 0, ALWAYS },
	{ BANKDAY_BANKGIROT, DAY, 12, 26, 0, ALWAYS },
	{ BANKDAY_BANKGIROT, DAY, 12, 31, 0, ALWAYS },

	{ BANKDAY_NORWAY, DAY, 1, 1, 0, ALWAYS },
	{ BANKDAY_NORWAY, EASTER, -3, 0, 0, ALWAYS }, /* Maundy Thursday */
	{ BANKDAY_NORWAY, EASTER, -2, 0, 0, ALWAYS },
	{ BANKDAY_NORWAY, EASTER, 1, 0, 0, ALWAYS },
	{ BANKDAY_NORWAY, DAY, 5, 1, 0, ALWAYS },
	{ BANKDAY_NORWAY, DAY, 5, 17, 0, ALWAYS }, /* Constitution Day */
	{ BANKDAY_NORWAY, EASTER, 39, 0, 0, ALWAYS },
	{ BANKDAY_NORWAY, EASTER, 50, 0, 0, ALWAYS }, /* Whit Monday */
	{ BANKDAY_NORWAY, DAY, 12, 25, 0, ALWAYS },
	{ BANKDAY_NORWAY, DAY, 12, 26, 0, ALWAYS },

	{ BANKDAY_TARGET, DAY, 1, 1, 0, ALWAYS },
	{ BANKDAY_TARGET, EASTER, -2, 0, 0, ALWAYS },
	{ BANKDAY_TARGET, EASTER, 1, 0, 0, ALWAYS },
	{ BANKDAY_TARGET, DAY, 5, 1, 0, ALWAYS },
	{ BANKDAY_TARGET, DAY, 12, 25, 0, ALWAYS },
	{ BANKDAY_TARGET, DAY, 12, 26, 0, ALWAYS },

	{ BANKDAY_DENMARK, DAY, 1, 1, 0, ALWAYS },
	{ BANKDAY_DENMARK, EASTER, -3, 0, 0, ALWAYS },
	{ BANKDAY_DENMARK, EASTER, -2, 0, 0, ALWAYS },
	{ BANKDAY_DENMARK, EASTER, 1, 0, 0, ALWAYS },
	{ BANKDAY_DENMARK, EASTER, 26, 0, 0, 2023 }, /* Great Prayer Day */
	{ BANKDAY_DENMARK, EASTER, 39, 0, 0, ALWAYS },
	{ BANKDAY_DENMARK, EASTER, 40, 0, 0, ALWAYS }, /* banks only */
	{ BANKDAY_DENMARK, EASTER, 50, 0, 0, ALWAYS },
	{ BANKDAY_DENMARK, DAY, 6, 5, 0, ALWAYS }, /* Constitution Day */
	{ BANKDAY_DENMARK, DAY, 12, 24, 0, ALWAYS },
	{ BANKDAY_DENMARK, DAY, 12, 25, 0, ALWAYS },
	{ BANKDAY_DENMARK, DAY, 12, 26, 0, ALWAYS },
	{ BANKDAY_DENMARK, DAY, 12, 31, 0, ALWAYS },
};

/* The days of a year on which a calendar is closed; bit 0 is 1 January. */
struct closed {
	int days; /* of the year; 0: not worked out yet */
	int32_t first; /* 1 January, counted from 1970-01-01 */
	uint64_t bits[WORDS];
};

/* Easter Sunday: the Gregorian computus of Meeus, Jones and Butcher. */
static int32_t
easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
	int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
	return date_days((struct date){
	    (int16_t)year, (int8_t)(f / 31), (int8_t)(f % 31 + 1) });
}

/* The day of the holiday, counted from 1970-01-01. */
static int32_t
holiday_day(const struct holiday *h, int year)
{
	enum { FRI = 4 };
	if (h->rule == EASTER)
		return easter(year) + h->a;
	struct date d = { (int16_t)year, (int8_t)h->a, (int8_t)h->b };
	int32_t day = date_days(d);
	return h->rule == DAY ? day : day + (FRI - date_weekday(d) + 7) % 7;
}

static void
close_days(struct closed *c, enum bankday_calendar calendar, int year)
{
	enum { SAT = 5 };
	struct date new_year = { (int16_t)year, 1, 1 };
	int weekday = date_weekday(new_year);
	c->first = date_days(new_year);
	c->days = date_valid(year, 2, 29) ? 366 : 365;
	for (int i = 0; i < c->days; i++)
		if ((weekday + i) % 7 >= SAT)
			c->bits[i / 64] |= UINT64_C(1) << i % 64;
	for (size_t k = 0; k < sizeof(holidays) / sizeof(*holidays); k++) {
		const struct holiday *h = &holidays[k];
		if (h->calendar != calendar || year < h->from || year > h->to)
			continue;
		int i = holiday_day(h, year) - c->first;
		c->bits[i / 64] |= UINT64_C(1) << i % 64;
	}
}

bool
bankday_known(enum bankday_calendar calendar, int year)
{
	return calendar < BANKDAY_CALENDARS && year >= FIRST && year <= LAST;
}

/* The days of that year, NULL when they are not known. */
static const struct closed *
year_of(enum bankday_calendar calendar, int year)
{
	static struct closed years[BANKDAY_CALENDARS][LAST - FIRST + 1];
	if (!bankday_known(calendar, year))
		return NULL;
	struct closed *c = &years[calendar][year - FIRST];
	if (!c->days)
		close_days(c, calendar, year);
	return c;
}

static bool
is_open(const struct closed *c, int i)
{
	return !(c->bits[i / 64] >> i % 64 & 1);
}

bool
bankday_is(bool *out, enum bankday_calendar calendar, struct date d)
{
	const struct closed *c = year_of(calendar, d.year);
	if (!c)
		return false;
	*out = is_open(c, date_days(d) - c->first);
	return true;
}

/*
 * The n-th bank day in that direction, n at least 1; the day that lies
 * `ahead` days on is the first that is looked at.
 */
static bool
walk(struct date *out, enum bankday_calendar calendar, struct date d, int ahead,
    int n, int step)
{
	int year = d.year;
	const struct closed *c = year_of(calendar, year);
	if (!c)
		return false;
	for (int i = date_days(d) - c->first + ahead;; i += step) {
		if (i < 0 || i >= c->days) {
			int last = c->days;
			c = year_of(calendar, year += step);
			if (!c)
				return false;
			i = i < 0 ? c->days - 1 : i - last;
		}
		if (is_open(c, i) && --n == 0) {
			*out = date_from_days(c->first + i);
			return true;
		}
	}
}

bool
bankday_next(struct date *out, enum bankday_calendar calendar, struct date d)
{
	return walk(out, calendar, d, 0, 1, 1);
}

bool
bankday_last(struct date *out, enum bankday_calendar calendar, struct date d)
{
	return walk(out, calendar, d, 0, 1, -1);
}

bool
bankday_add(
    struct date *out, enum bankday_calendar calendar, struct date d, int n)
{
	if (n < 0)
		return walk(out, calendar, d, -1, -n, -1);
	return n ? walk(out, calendar, d, 1, n, 1)
		 : bankday_next(out, calendar, d);
}
