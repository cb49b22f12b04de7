/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_DECIDE_H
#define MC_ROUTE_DECIDE_H

/*
 * How a document is to be presented and its payment collected: a pure function
 * of the record and the configuration. The time is that of the run, the policy
 * that of the sender. The order of precedence (mc-route(1)):
 *
 *	1. channels forced in the file: nothing else will do, unless they all
 *	   fail and the policy says `forced: fall-back`
 *	2. channels wished in the file, in their order
 *	3. channels wished in the register, likewise
 *	4. the policy: the first rule that holds, else the priority; in their
 *	   order, or the cheapest first
 *
 * Every channel that can present the document becomes an alternative, at the
 * place where it is first named; one that can collect becomes the payment;
 * every other channel of the configuration, and every name that is none, goes
 * to `against` with the reason. A document that is held has no alternatives
 * and no payment: what was found is in `against` too.
 */

#include "base/arena.h"
#include "conf/conf.h"
#include "model/fault.h"
#include "model/record.h"

enum {
	DECIDE_WISHES = 100
}; /* most channels that a file or customer may name */

/*
 * Fills the route. Needs what decide_reads says decoded, and invoice, reach
 * and run to be there. Text is borrowed from the record, the configuration or
 * the arena. False with the fault when a limit is passed or run.at is no time.
 */
bool decide(const struct conf *, const struct record *, struct arena *,
    struct route *, struct fault *);

/*
 * The sections that decisions by this configuration read: bit i is
 * record_object.fields[i].
 */
uint64_t decide_reads(const struct conf *);

#endif
