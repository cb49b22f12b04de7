/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_EXPLAIN_H
#define MC_ROUTE_EXPLAIN_H

/*
 * A route in an operator's words, one line for each thing that can be said:
 *
 *	norrlid/invoice/1001: 1. email (wish in the file), cost 0.05 SEK,
 *	    arrives 2026-01-15, leaves by 2026-01-31, due 2026-02-16
 *	norrlid/invoice/1001: payment by autogiro (policy payments, debit on
 *	    the due date), on 2026-02-16, order before 2026-02-13T19:00:00+01:00
 *	norrlid/invoice/1001: not letter (neither wished nor in the policy ...)
 *	norrlid/invoice/1001: held: peppol is forced in the file, ...
 *
 * What is not there is not said; each is one line, broken here for width.
 * Addresses are left out, identity numbers masked, and what acts on a terminal
 * is \xNN (base/text.h).
 */

#include "base/buf.h"
#include "model/fault.h"
#include "model/record.h"

void explain(struct buf *, struct str id, const struct route *);

/* The line for a document that mc-route gives up. */
void explain_fault(struct buf *, struct str id, const struct fault *);

#endif
