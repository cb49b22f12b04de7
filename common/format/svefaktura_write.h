/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_SVEFAKTURA_WRITE_H
#define FORMAT_SVEFAKTURA_WRITE_H

/*
 * Invoices and credit notes as Svefaktura 1.0, by the table that reads them
 * (svefaktura.h), so that the same terms are read back. A term that it has no
 * place for is a fault. Of what is kept in invoice.extra that is written which
 * a Svefaktura can say (svefaktura_kept.h), where the record was made of one.
 *
 * These are no faults:
 *
 *	specification, process, endpoints	are of the envelope
 *	gross, allowances_total, charges_total	follow from other terms; a
 *			prepaid amount of nothing says nothing
 *	trading_name, payment.account_name	that repeat a name
 *	reason_code, exemption_code	beside their words
 *	payment.code	of any transfer to an account: there is one
 *	notes		several become one, with a line break between
 *	lines.description, lines.attributes, the reason of a line's allowance
 *			text of the line: the first with the name, the others
 *			("name: value") with the note
 *	lines.allowances.percent	follows from base and amount
 *	attachments.id	of a link, which is its own reference
 *
 * The due date and the payee stand in each of the ways to pay; where there is
 * none, in one that says nothing else. An order (BT-13) stands in each line.
 * A Swedish VAT number gives the organisation number that a statement on F-tax
 * or a registered name has to stand with.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "model/fault.h"
#include "model/record.h"

struct svefaktura_writer;

struct svefaktura_writer *svefaktura_writer_new(void);
void svefaktura_writer_free(struct svefaktura_writer *);

/*
 * Adds the document of a record of kind "invoice" or "credit-note" to out.
 * due_date: instead of the record's; absent: as it is. The arena is for
 * scratch. False with the fault, place "/invoice/lines/2/origin" and rule
 * "cannot-carry", "missing", "code-list", "xml-character", "too-large" or that
 * of SFTI's Schematron which the document would break, "R-76"; out may then
 * hold a part.
 */
bool svefaktura_write(const struct svefaktura_writer *, const struct record *,
    struct date due_date, struct arena *, struct buf *out, struct fault *);

#endif
