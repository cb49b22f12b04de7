/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_SVEFAKTURA_CHECK_H
#define FORMAT_SVEFAKTURA_CHECK_H

/*
 * What a Svefaktura 1.0 must be beyond what the tables see to: what its
 * schema wants to be there, and those rules of SFTI's Schematron that make a
 * document invalid and that a record could break (R-4 to R-106; what the
 * writer makes true by itself is not asked). For svefaktura_write, and for
 * nobody else.
 */

#include "model/fault.h"
#include "model/record.h"

/*
 * Claims that the record can be such a document. False with the fault: place
 * "/invoice/lines/2/vat_category"; rule "missing", "code-list", or that of the
 * Schematron, "R-76".
 */
bool svefaktura_check(const struct record *, struct fault *);

/* Claims that the schema lists the code. */
bool svefaktura_knows_country(struct str);
bool svefaktura_knows_currency(struct str);

#endif
