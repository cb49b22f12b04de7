/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_TERMS_H
#define MC_ROUTE_TERMS_H

/*
 * The days of a channel: when what is made now is handed over, when it
 * arrives, and the same backwards from a day that must be met. What the
 * configuration leaves open comes from the table of schemes in terms.c:
 *
 *	autogiro	Bankgirot Autogiro user manual, July 2014: notice 8
 *			bank days, order before 19:00 the bank day before
 *	avtalegiro	payee-notified: 4 days from the file, 14:00 in Oslo.
 *			The scheme counts calendar days and adds holidays; bank
 *			days are never fewer
 *	suoramaksu	the invoice and its copy go at the same time
 *
 * With a calendar days are bank days; without, every day counts. Functions
 * answer false, and leave *out alone, where the calendar does not know a year.
 */

#include "conf/conf.h"

struct terms {
	int calendar; /* enum bankday_calendar, -1: none */
	enum zone zone;
	int lead; /* days from hand-over to arrival */
	int notice; /* days from the notice's arrival to the debit */
	int cutoff; /* minutes after midnight, -1: the whole day */
	const char *currency; /* the only one of the scheme; NULL: any */
	int years; /* debits until the end of so many years ahead, -1: any */
	int months; /* debits so many months ahead, -1: any */
};

struct terms terms_of(const struct conf_channel *);

/* The day itself, or the first after it, last before it, that counts. */
bool terms_next(struct date *out, const struct terms *, struct date);
bool terms_last(struct date *out, const struct terms *, struct date);

/* n days that count after the day, n < 0: before; 0: terms_next. */
bool terms_add(struct date *out, const struct terms *, struct date, int64_t n);

/*
 * The day on which what is ready at that second is handed over: the local date
 * there, or the next day that counts when the cut-off has come.
 */
bool terms_handover(struct date *out, const struct terms *, int64_t at);

/* The last day to hand over so that it arrives on the day or before. */
bool terms_latest(struct date *out, const struct terms *, struct date arrival);

/* The instant by which the order for a debit on that day must be there. */
bool terms_deadline(
    struct instant *out, const struct terms *, struct date debit);

/* The last day for which the scheme takes an order at that second. */
struct date terms_horizon(const struct terms *, int64_t at);

/* n calendar days later, in the years 1 to 9999. */
bool terms_shift(struct date *out, struct date, int64_t n);

#endif
