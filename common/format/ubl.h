/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_UBL_H
#define FORMAT_UBL_H

/*
 * UBL 2.1 Invoice and CreditNote (Peppol BIS Billing 3, EHF 3, plain EN
 * 16931) into the model; CEN/TS 16931-3-2. Delivery wishes are read from
 * mc's own extension, namespace urn:mc:delivery:1 (mc-delivery(5)).
 */

#include "map.h"
#include "model/record.h"
#include "xdoc.h"

extern const struct map ubl_invoice_map, ubl_delivery_map;

struct ubl;

/* The reader must outlive it. */
struct ubl *ubl_new(struct xreader *);
void ubl_free(struct ubl *);

/*
 * Fills kind, source->format, invoice and delivery, and adds to problems what
 * could not be read. Embedded attachments are left as base64 in
 * attachment.path. False when the root is no such document; nothing is then
 * changed.
 */
bool ubl_read(const struct ubl *, struct xdoc *);

#endif
