/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_UBL_WRITE_H
#define FORMAT_UBL_WRITE_H

/*
 * Invoices and credit notes as UBL 2.1 of Peppol BIS Billing 3, which EHF
 * Billing 3 is too: by the table that reads them (ubl.h), so that the same
 * terms are read back. A term that UBL has no place for is a fault. What is
 * kept in invoice.extra is not written.
 *
 * specification and process stay where they are those of BIS Billing 3, or
 * of a specification that says it conforms to it; else they become those.
 * A tax registration (BT-32) goes with the tax scheme TAX. A sales order
 * (BT-14) without an order (BT-13) stands beside the order NA.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "model/fault.h"
#include "model/record.h"
#include "sbdh.h"

#define UBL_BIS3                                                               \
	"urn:cen.eu:en16931:2017#compliant#"                                   \
	"urn:fdc:peppol.eu:2017:poacc:billing:3.0"
#define UBL_BIS3_PROCESS "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

/*
 * Opens the file of an embedded attachment: a descriptor, which ubl_write
 * closes; -1 with rule and text of the fault.
 */
typedef int ubl_open(void *arg, const struct attachment *, struct fault *);

/* What a document carries that its record does not; all zero: nothing. */
struct ubl_options {
	struct date due_date; /* instead of the record's; absent: as it is */
	/* behind those of the record; linked, not embedded */
	const struct attachment *links;
	size_t links_n;
	/*
	 * Texts for the recipient, each a line: the end of the last note, or a
	 * note when there is none, since Peppol takes one (R002).
	 */
	const struct str *messages;
	size_t messages_n;
	/* NULL: attachment.path is the base64 text itself, as ubl_read has it
	 */
	ubl_open *open;
	void *arg;
};

struct ubl_writer;

struct ubl_writer *ubl_writer_new(void);
void ubl_writer_free(struct ubl_writer *);

/*
 * Adds the document of a record of kind "invoice" or "credit-note" to out;
 * options may be NULL. The arena is for scratch. An attachment whose sha256
 * is known must have it. False with the fault, place "/invoice/lines/2/origin"
 * and rule "cannot-carry", "xml-character", "too-large", "attachment" or one
 * of open; out then holds a part.
 */
bool ubl_write(const struct ubl_writer *, const struct record *,
    const struct ubl_options *, struct arena *, struct buf *out,
    struct fault *);

/* Fills the members of the envelope that say what ubl_write makes of it. */
void ubl_envelope(const struct record *, struct sbdh *);

#endif
