/* SPDX-License-Identifier: ISC */
#ifndef MODEL_EINVOICE_H
#define MODEL_EINVOICE_H

/*
 * Which of a record's e-invoices goes with which way of presenting it. The
 * one who makes them and the one who sends them ask here, so that they agree.
 * An element of `sefaktura` names its channel; of several with one channel the
 * first is for the first way by it, and so on. What the route does not name
 * any longer but a batch file has stands behind the others.
 */

#include "record.h"

#define EINVOICE_MIME "application/xml"

/*
 * The element for presentation[choice] of the route, NULL when there is none;
 * `route` and `sefaktura` must be decoded.
 */
const struct output *einvoice_for(const struct record *, size_t choice);

/* Claims that the element stands in a batch file. */
bool einvoice_is_batched(const struct output *);

#endif
