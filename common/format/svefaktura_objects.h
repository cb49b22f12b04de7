/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_SVEFAKTURA_OBJECTS_H
#define FORMAT_SVEFAKTURA_OBJECTS_H

/*
 * SFTI's ObjectEnvelope 1.0: the attachments of an invoice, which a Svefaktura
 * refers to as urn:sfti:documents:object:ID and which come in a document of
 * their own.
 */

#include "xdoc.h"

#define SVEFAKTURA_OBJECT "urn:sfti:documents:object:"

struct svefaktura_objects;

/* The reader must outlive it. */
struct svefaktura_objects *svefaktura_objects_new(struct xreader *);
void svefaktura_objects_free(struct svefaktura_objects *);

/* Claims that the document is an envelope. */
bool svefaktura_objects_is(const struct svefaktura_objects *, struct xdoc *);

/*
 * Puts the objects, as base64, into the attachments of d->r->invoice that
 * refer to them, others behind these, and the rest of the envelope into its
 * extra. False, with nothing changed, when d is no envelope of that invoice:
 * one that names another number or day, or names none and has no object that
 * the invoice refers to.
 */
bool svefaktura_objects_read(const struct svefaktura_objects *, struct xdoc *);

#endif
