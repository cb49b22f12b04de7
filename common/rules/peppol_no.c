/* SPDX-License-Identifier: ISC */
#include "family.h"
#include "identifiers.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/*
 * Norway, P03: for a seller whose VAT number or, without one, whose address
 * is Norwegian.
 */

static bool
seller_is_norwegian(const struct checking *w)
{
	return country_is(&parties_of(w)->supplier, "NO");
}

/* The VAT registrations of a party. */
struct registrations {
	struct checking *w;
	size_t n;
	struct str norwegian; /* number of the last that begins with NO */
	enum verdict verdict;
};

static bool
take_registration(void *arg, const struct found *f)
{
	struct registrations *r = arg;
	uint32_t id = look_child(r->w, f->node, CBC_CompanyID);
	r->n++;
	if (!id)
		return true;
	if (look_again(r->w, id)) {
		r->verdict =
		    unclear(r->w, "there is more than one cbc:CompanyID");
		return false;
	}
	if (str_starts(look_text(r->w, id), "NO"))
		r->norwegian = look_text(r->w, id);
	return true;
}

/* NO, nine digits with their check digit, MVA; other countries' hold. */
static enum verdict
vat_number(struct checking *w, const struct made *m, uint32_t node)
{
	struct registrations r = { .w = w, .verdict = HOLDS };
	if (!party_schemes_are_clear(w, node))
		return UNCLEAR;
	look_each(w, &m->look, node, take_registration, &r);
	if (r.verdict == UNCLEAR || !r.norwegian.p)
		return r.verdict;
	if (r.n > 1)
		return unclear(w, "there is more than one %s", m->rule->path);
	if (id_has_shape(r.norwegian, "NO#########MVA") &&
	    id_mod11(value_substring(r.norwegian, 3, 9)) == HOLDS)
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(r.norwegian));
}

static enum verdict
tax_register(struct checking *w, const struct made *m, uint32_t node)
{
	return party_schemes_are_clear(w, node) ? rule_is(w, m, node) : UNCLEAR;
}

static const struct rule seller[] = {
	{ "NO-R-002", WARN, tax_register,
	    "cac:PartyTaxScheme[~TAX]/cbc:CompanyID",
	    .word = "Foretaksregisteret",
	    .says = "a Norwegian seller does not state Foretaksregisteret "
		    "(BT-32)" },
	{ "NO-R-001", FATAL, vat_number, "cac:PartyTaxScheme[~VAT]",
	    .says = "a Norwegian seller's VAT number is not NO, an "
		    "organisation number and MVA (BT-31)" },
};

static const struct context contexts[] = {
	{ "cac:AccountingSupplierParty/cac:Party", NULL, RULES_OF(seller) },
};

const struct pattern peppol_no = { "P03", RULES_OF(contexts),
	seller_is_norwegian };
