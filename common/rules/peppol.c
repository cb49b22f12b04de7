/* SPDX-License-Identifier: ISC */
#include "family.h"
#include "peppol.h"
#include "value.h"

/* Claims that the element has neither elements nor text beside blanks. */
static bool
is_empty(const struct checking *w, uint32_t node)
{
	const struct xnode *n = &w->tree->nodes[node];
	return !n->first && value_is_blank(n->text);
}

static const struct rule empty[] = {
	{ "PEPPOL-EN16931-R008", FATAL, rule_never,
	    .says = "an element is empty" },
};

static const struct context contexts[] = {
	{ "*", is_empty, RULES_OF(empty) },
};

const struct pattern peppol_empty = { "P00", RULES_OF(contexts), NULL };

static const struct pattern *const patterns[] = {
	&peppol_empty,
	&peppol_credit_note,
	&peppol_own,
	&peppol_basic,
	&peppol_schemes,
	&peppol_no,
	&peppol_dk,
	&peppol_dk_domestic,
	&peppol_it,
	&peppol_se,
	&peppol_se_domestic,
	&peppol_se_rates,
	&peppol_gr,
	&peppol_gr_home,
	&peppol_gr_endpoint,
	&peppol_gr_buyer,
	&peppol_is,
	&peppol_is_buyer,
	&peppol_nl,
	&peppol_nl_domestic,
	&peppol_nl_representative,
	&peppol_de,
	&peppol_types,
	&peppol_codes,
};

static const struct pattern *const self_patterns[] = {
	&peppol_empty,
	&peppol_credit_note,
	&selfbilling_own,
	&peppol_basic,
	&peppol_schemes,
	&selfbilling_types,
	&peppol_codes,
};

const struct book peppol_book = { "Peppol BIS Billing 2026.5",
	RULES_OF(patterns) };

const struct book selfbilling_book = { "Peppol BIS Self-Billing 2026.5",
	RULES_OF(self_patterns) };
