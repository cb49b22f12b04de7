/* SPDX-License-Identifier: ISC */
#ifndef RULES_PEPPOL_H
#define RULES_PEPPOL_H

/*
 * The parts of Peppol BIS Billing 3.0.21 (2026.5) for UBL beside EN 16931,
 * and those of self-billing: one pattern each, by their official names.
 */

#include "rule.h"

extern const struct pattern peppol_empty; /* P00 */

/* National rules, in the order of the books; P03 to P10 and german-rules. */
extern const struct pattern peppol_no, peppol_dk, peppol_dk_domestic,
    peppol_it, peppol_se, peppol_se_rates, peppol_gr, peppol_gr_endpoint,
    peppol_gr_buyer, peppol_is, peppol_is_buyer, peppol_nl,
    peppol_nl_domestic, peppol_nl_representative, peppol_de;

#endif
