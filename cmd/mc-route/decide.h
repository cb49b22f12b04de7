/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_DECIDE_H
#define MC_ROUTE_DECIDE_H

/*
 * How a document is to be presented: a pure function of the record and the
 * configuration. The order of precedence (DESIGN "Tools"):
 *
 *	1. channels forced in the file: nothing else will do
 *	2. channels wished in the file, in their order
 *	3. the channel wished in the register
 *	4. the policy: the first rule that holds, else the priority
 *
 * Every channel that reaches the recipient becomes an alternative, at the
 * place where it is first named; every other channel of the configuration,
 * and every name that is none, goes to `against` with the reason. Without an
 * alternative the document is held.
 */

#include "base/arena.h"
#include "conf/conf.h"
#include "model/fault.h"
#include "model/record.h"

enum { DECIDE_WISHES = 100 }; /* most channels that a file may name */

/*
 * Fills the route. Needs delivery and reach decoded, and the sections that
 * the rules of the policy read. Text is borrowed from the record, the
 * configuration or the arena. False with the fault when a limit is passed.
 */
bool decide(const struct conf *, const struct record *, struct arena *,
    struct route *, struct fault *);

#endif
