/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_SVEFAKTURA_H
#define FORMAT_SVEFAKTURA_H

/*
 * Svefaktura 1.0 (SFTI Basic Invoice 1.0, schema 1:0) into the model, after
 * SFTI's guide of how it maps to EN 16931. Where the guide leaves a choice, or
 * the terms do not meet, it is taken so:
 *
 *	kind		credit-note for InvoiceTypeCode 381, amounts as they
 *			stand, which is positive; invoice for all others
 *	currency	SEK where none is named
 *	legal_id	CompanyID of the tax scheme SWT; scheme 0007 when it
 *			is a Swedish organisation number
 *	tax_id		ExemptionReason of it; that of SFTI's guide,
 *			"F-skattebevis finns", becomes that of the law
 *	name		RegistrationName, the party name then being the
 *			trading name; without one, the party name
 *	country		where it is missing: of the registration address, of
 *			the VAT number, else SE
 *	line1 - line3	StreetName, Postbox, Department; without any, the
 *			first three of AddressLine
 *	buyer_reference, cost_account	the two requisitionist references
 *	order		that of the lines, when it is the same in all
 *	despatch_advice	the first delivery note (DQ); more are kept in extra
 *	attachments	other documents; a link is BT-124. Those of SFTI's
 *			ObjectEnvelope are references, they come apart
 *	payment.code	58 for an IBAN in euro, else 30
 *	payable		TaxInclusiveTotalAmount, which is rounded; gross is
 *			that without RoundOffAmount. Where the parts come to
 *			something else by at most half a unit and no round-off
 *			is said, the difference is the rounding
 *	net, allowances_total, charges_total	computed where there is none
 *	vat_accounting	the sum of TaxCurrencyTaxAmount
 *
 * A penalty interest, an exchange rate, terms of delivery, fax numbers and
 * whatever else has no term are in invoice.extra, with their paths. Delivery
 * wishes (mc-delivery(5)) are read from an element mc:Delivery directly below
 * the root, for Svefaktura has no extensions.
 *
 * Findings of its own: line-count (LineItemCountNumeric, R-27).
 */

#include "map.h"
#include "xdoc.h"

/* What a Swedish invoice states of F-tax. */
#define SVEFAKTURA_F_TAX "Godk\xc3\xa4nd f\xc3\xb6r F-skatt"

extern const struct map svefaktura_map;

struct svefaktura;

/* The reader must outlive it. */
struct svefaktura *svefaktura_new(struct xreader *);
void svefaktura_free(struct svefaktura *);

/*
 * Fills kind, source->format, invoice and delivery, and adds to problems what
 * could not be read. False when the root is no such document; nothing is then
 * changed.
 */
bool svefaktura_read(const struct svefaktura *, struct xdoc *);

#endif
