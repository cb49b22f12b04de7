/* SPDX-License-Identifier: ISC */
#ifndef BASE_BANKDAY_H
#define BASE_BANKDAY_H

/*
 * Bank days of the clearing systems: neither Saturday, Sunday nor a holiday
 * of the calendar. The holidays are data with the years they are known for;
 * a day outside of these years is a question that nobody answers, for a rule
 * may change (Denmark lost a holiday in 2024). All calendars are known for the
 * years 2015 to 2035; a later year is added in bankday.c when the operators of
 * the systems have said that their rules still hold.
 *
 *	bankgirot	Bankgirot Autogiro technical manual, "bankdag"
 *	norway		NICS; Norwegian public holidays
 *	target		ECB, TARGET closing days
 *	denmark		Danish banking holidays; no Great Prayer Day since 2024
 *
 * The days of a year are worked out once a process, at first need.
 */

#include "date.h"

enum bankday_calendar {
	BANKDAY_BANKGIROT,
	BANKDAY_NORWAY,
	BANKDAY_TARGET,
	BANKDAY_DENMARK,
	BANKDAY_CALENDARS,
};

/* Their names in the order above, NULL behind the last. */
extern const char *const bankday_names[BANKDAY_CALENDARS + 1];

/* Claims that the calendar knows that year. */
bool bankday_known(enum bankday_calendar, int year);

/*
 * All of these answer false, and leave *out alone, when a day that they have
 * to look at lies in a year that the calendar does not know.
 */

/* Says in *out whether the day is a bank day. */
bool bankday_is(bool *out, enum bankday_calendar, struct date);

/* The day itself when it is a bank day, else the first one after it. */
bool bankday_next(struct date *out, enum bankday_calendar, struct date);

/* The same backwards. */
bool bankday_last(struct date *out, enum bankday_calendar, struct date);

/*
 * The n-th bank day after the day, or with n below 0 the -n-th before it, be
 * the day itself one or not; with n 0 the same as bankday_next.
 */
bool bankday_add(struct date *out, enum bankday_calendar, struct date, int n);

#endif
