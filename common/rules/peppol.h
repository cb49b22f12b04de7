/* SPDX-License-Identifier: ISC */
#ifndef RULES_PEPPOL_H
#define RULES_PEPPOL_H

/*
 * The parts of Peppol BIS Billing 3.0.21 (2026.5) for UBL beside EN 16931,
 * and those of self-billing, by their official names. Where both publications
 * have a pattern but for some rows, it is in parts here whose contexts never
 * meet, or are the same: what both have, and what one of them has.
 */

#include "rule.h"

extern const struct pattern peppol_empty; /* P00 */
extern const struct pattern peppol_credit_note; /* P01 */
extern const struct pattern peppol_basic; /* P02 but for identifiers */
extern const struct pattern peppol_schemes; /* P02, the identifiers */
extern const struct pattern peppol_codes; /* P12; P03 of self-billing */

/* Of billing alone: what P02 and P12 have beside that. */
extern const struct pattern peppol_own, peppol_types;

/* National rules of billing: P03 to P10 and german-rules. */
extern const struct pattern peppol_no, peppol_dk, peppol_dk_domestic, peppol_it,
    peppol_se, peppol_se_domestic, peppol_se_rates, peppol_gr_home, peppol_gr,
    peppol_gr_endpoint, peppol_gr_buyer, peppol_is, peppol_is_buyer, peppol_nl,
    peppol_nl_domestic, peppol_nl_representative, peppol_de;

/* Of self-billing alone. */
extern const struct pattern selfbilling_own, selfbilling_types;

/* The checks of P01 and P02 (peppol_check.c, peppol_sums.c), one rule each. */
rule_check profile_is_known; /* R007 */
rule_check one_note; /* R002 */
rule_check customization; /* R004; word: how it begins */
rule_check vat_total_count; /* R054 */
rule_check vat_totals_agree; /* R055 */
rule_check vat_currency_differs; /* R005 */
rule_check percentage_of_base; /* R040 */
rule_check plain_indicator; /* R043 */
rule_check document_currency; /* R051 */
rule_check starts_in_period; /* R110 */
rule_check ends_in_period; /* R111 */
rule_check line_net; /* R120 */
rule_check base_quantity_above; /* R121 */
rule_check gross_price; /* R046 */
rule_check base_unit; /* R130 */

/* What their contexts ask beside their paths. */
look_test has_rate_only; /* a percentage, but no base */
look_test has_base_only; /* and the other way round */
look_test is_direct_debit; /* 49 or 59 */
look_test in_breakdown_total; /* the parent has a VAT breakdown */
look_test document_has_start, document_has_end; /* of its period */

#endif
