/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_EXPLAIN_H
#define MC_ROUTE_EXPLAIN_H

/*
 * A route in an operator's words, one line for each thing that can be said:
 *
 *	norrlid/invoice/1001: 1. email (wish in the file), cost 0.05
 *	norrlid/invoice/1001: not letter (neither wished nor in the policy ...)
 *	norrlid/invoice/1001: held: peppol is forced in the file, ...
 *
 * Addresses are left out, identity numbers masked, control characters escaped.
 */

#include "base/buf.h"
#include "model/fault.h"
#include "model/record.h"

void explain(struct buf *, struct str id, const struct route *);

/* The line for a document that mc-route gives up. */
void explain_fault(struct buf *, struct str id, const struct fault *);

#endif
