/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_PRESENT_H
#define MC_ROUTE_PRESENT_H

/*
 * Whether a channel can present the document: who may get it that way, whether
 * he is reached, what it weighs, and when it arrives. The legal minimum is
 * counted in calendar days from arrival to due date, both ends not counted
 * twice: arrival on the 1st and due date on the 15th are 14 days.
 */

#include "weigh.h"

/* What the buyer is: sets `public` and `protected`. */
void present_limits(struct weigh *);

/*
 * Why none but another form may be used for this buyer, whether or not he is
 * reached; absent: nothing is against it.
 */
struct str present_bar(const struct weigh *, const struct conf_channel *);

/*
 * Adds the channel to route->presentation, or to `against`; `by` says who
 * named it.
 */
void present(struct weigh *, size_t channel, const char *by);

/*
 * Gives all alternatives the due date of the debit: `due`, with a notice that
 * must have arrived on `notice` or before. One that would need a later due
 * date goes to `against`. Days to hand over are counted anew.
 */
void present_with_debit(struct weigh *, struct date due, struct date notice);

#endif
