/* SPDX-License-Identifier: ISC */
#ifndef BASE_DATE_H
#define BASE_DATE_H

/*
 * Calendar dates (proleptic Gregorian, years 1 to 9999) and instants with
 * the offset they were written with. A zeroed struct date is absent.
 */

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

enum { DATE_TEXT = 11, TIME_TEXT = 32 }; /* room with NUL */

struct date {
	int16_t year; /* 1-9999; 0: absent */
	int8_t month; /* 1-12 */
	int8_t day; /* 1-31 */
};

static inline bool
date_set(struct date d)
{
	return d.year != 0;
}

/* Claims that such a day exists. */
bool date_valid(int year, int month, int day);

/* Reads exactly `YYYY-MM-DD`, an existing day. */
bool date_parse(struct date *, struct str);

/* Writes `YYYY-MM-DD` and a NUL. */
void date_format(struct date, char text[DATE_TEXT]);

/* Days since 1970-01-01, and back. */
int32_t date_days(struct date);
struct date date_from_days(int32_t);

/* -1, 0, 1 as a is before, on, after b. */
int date_cmp(struct date a, struct date b);

/* 0 Monday ... 6 Sunday. */
int date_weekday(struct date);

/* An instant: seconds since 1970-01-01T00:00:00Z, and its zone's offset. */
struct instant {
	int64_t seconds;
	int32_t offset; /* seconds east of UTC */
};

/*
 * Reads `YYYY-MM-DD` (midnight) or `YYYY-MM-DDThh:mm[:ss]`, with `Z`,
 * `+hh:mm`, `-hh:mm`; without a zone it is UTC.
 */
bool instant_parse(struct instant *, struct str);

/* Writes `YYYY-MM-DDThh:mm:ss` and `Z` or the offset, and a NUL. */
void instant_format(struct instant, char text[TIME_TEXT]);

/* The date on the wall where the instant was written. */
struct date instant_date(struct instant);

/* The clock, with the offset of the process's own time zone (TZ). */
struct instant instant_now(void);

#endif
