/* SPDX-License-Identifier: ISC */
#ifndef MC_ROUTE_COLLECT_H
#define MC_ROUTE_COLLECT_H

/*
 * Whether a payment is collected, by which channel and when. Payment and
 * presentation are apart: a debit needs a notice, so a document that nothing
 * presents is not debited. At most one channel collects: two would both be
 * paid. What asks for no money is never debited; a credit note may be paid out
 * by Autogiro where the sender's agreement has that.
 */

#include "weigh.h"

/*
 * Fills route->payment, and `against` with every other channel that has a
 * scheme; may change the alternatives of route->presentation, which must have
 * been made. Returns why the document must be held, or absent.
 */
struct str collect(struct weigh *);

#endif
