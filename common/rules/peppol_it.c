/* SPDX-License-Identifier: ISC */
#include "family.h"
#include "identifiers.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/*
 * Italy, P05: for a seller whose VAT number or, without one, whose address is
 * Italian.
 */

static bool
seller_is_italian(const struct checking *w)
{
	return country_is(&parties_of(w)->supplier, "IT");
}

/* normalize-space(cac:TaxScheme/cbc:ID) != 'VAT'; two of them do not fit. */
static bool
is_other_tax(const struct checking *w, uint32_t node)
{
	uint32_t only = 0;
	for (uint32_t s = look_child(w, node, CAC_TaxScheme); s;
	     s = look_again(w, s))
		for (uint32_t id = look_child(w, s, CBC_ID); id;
		     id = look_again(w, id)) {
			if (only)
				return false;
			only = id;
		}
	return !only || !value_is(look_text(w, only), "VAT");
}

static enum verdict
tax_code(struct checking *w, const struct made *m, uint32_t node)
{
	struct str code;
	if (!family_value(w, &m->look, node, &code, m->rule->path))
		return UNCLEAR;
	if (id_is_capitals(value_normal(code, w->arena), 11, 16))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(code));
}

static const struct rule registration[] = {
	{ "IT-R-001", FATAL, tax_code, "cbc:CompanyID",
	    .says = "an Italian seller's tax number has not 11 to 16 "
		    "capitals and digits (BT-32)" },
};

static const struct rule seller[] = {
	{ "IT-R-002", FATAL, rule_exists, "cac:PostalAddress/cbc:StreetName",
	    .says = "an Italian seller has no street (BT-35)" },
	{ "IT-R-003", FATAL, rule_exists, "cac:PostalAddress/cbc:CityName",
	    .says = "an Italian seller has no city (BT-37)" },
	{ "IT-R-004", FATAL, rule_exists, "cac:PostalAddress/cbc:PostalZone",
	    .says = "an Italian seller has no post code (BT-38)" },
};

#define SELLER "cac:AccountingSupplierParty/cac:Party"

static const struct context contexts[] = {
	{ SELLER "/cac:PartyTaxScheme", is_other_tax, RULES_OF(registration) },
	{ SELLER, NULL, RULES_OF(seller) },
};

const struct pattern peppol_it = { "P05", RULES_OF(contexts),
	seller_is_italian };
