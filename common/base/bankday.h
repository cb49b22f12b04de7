/* SPDX-License-Identifier: ISC */
#ifndef BASE_BANKDAY_H
#define BASE_BANKDAY_H

/*
 * Bank days of the clearing systems: neither Saturday, Sunday nor a holiday
 * of the calendar. The holidays are data with the years they are known for;
 * a day outside of these years is a question that nobody answers.
 *
 *	bankgirot	Bankgirot Autogiro technical manual, "bankdag"
 *	norway		NICS; Norwegian public holidays
 *	target		ECB, TARGET closing days
 *	denmark		Danish banking holidays; no Great Prayer Day since 2024
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

#endif
