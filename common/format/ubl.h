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

extern const struct map ubl_invoice_map, ubl_delivery_map;

/* Local names of the document elements, NULL-ended. */
extern const char *const ubl_roots[];

struct ubl;

struct ubl *ubl_new(void);
void ubl_free(struct ubl *);

/*
 * Reads one document: sets kind, source->format, invoice, delivery, and adds
 * to problems what could not be read; record->source must be there with the
 * line of the document. Embedded attachments are left as base64 in
 * attachment.path. All text lives in the arena. False with the fault when it
 * is no such document; its place is "line N" of the file.
 */
bool ubl_read(struct ubl *, struct str bytes, struct str scope,
    const char *encoding, struct arena *, struct record *, struct fault *);

#endif
