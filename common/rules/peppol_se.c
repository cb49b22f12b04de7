/* SPDX-License-Identifier: ISC */
#include <math.h>

#include "down.h"
#include "family.h"
#include "identifiers.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/*
 * Sweden, P06: for a seller with a Swedish address; on rates only if he has a
 * Swedish VAT number too. The rules take any such party, wherever it stands.
 */

static bool
party_is_swedish(const struct checking *w, uint32_t party)
{
	return down_is(w, party,
	    DOWN(CAC_PostalAddress, CAC_Country, CBC_IdentificationCode), "SE");
}

/* Claims that a VAT number of the party begins with SE. */
static bool
has_swedish_vat(const struct checking *w, uint32_t party)
{
	for (uint32_t r = look_child(w, party, CAC_PartyTaxScheme); r;
	     r = look_again(w, r)) {
		uint32_t id = look_child(w, r, CBC_CompanyID);
		if (!id || !down_is(w, r, DOWN(CAC_TaxScheme, CBC_ID), "VAT"))
			continue;
		if (look_again(w, id))
			return false; /* an error: the context does not fit */
		if (str_starts(look_text(w, id), "SE"))
			return true;
	}
	return false;
}

static bool
is_vat_registered(const struct checking *w, uint32_t party)
{
	return party_is_swedish(w, party) && has_swedish_vat(w, party);
}

/* Claims that one of all parties in that role is so. */
static bool
any_party(const struct checking *w, xname role, look_test *is)
{
	const struct index *x = w->index;
	for (uint32_t r = x->all[role]; r; r = x->next[r])
		for (uint32_t p = look_child(w, r, CAC_Party); p;
		     p = look_again(w, p))
			if (is(w, p))
				return true;
	return false;
}

static bool
seller_is_swedish(const struct checking *w)
{
	return any_party(w, CAC_AccountingSupplierParty, party_is_swedish);
}

static bool
seller_is_vat_registered(const struct checking *w)
{
	return any_party(w, CAC_AccountingSupplierParty, is_vat_registered);
}

static bool
both_are_swedish(const struct checking *w)
{
	return seller_is_swedish(w) &&
	       any_party(w, CAC_AccountingCustomerParty, party_is_swedish);
}

/* ---- contexts ---------------------------------------------------------- */

/* The party, whose children ask for it one by one. */
static const struct swedish *
party_of(const struct checking *w, uint32_t party)
{
	struct swedish *s = &w->parties->swedish;
	if (s->party == party)
		return s;
	s->party = party;
	s->is = party_is_swedish(w, party);
	s->has_number =
	    down_any(w, party, DOWN(CAC_PartyLegalEntity, CBC_CompanyID));
	return s;
}

static bool
is_legal_entity(const struct checking *w, uint32_t node)
{
	return look_child(w, node, CBC_CompanyID) &&
	       party_of(w, w->tree->nodes[node].parent)->is;
}

/* The number of a registration for another tax, of a legal entity. */
static bool
is_tax_number(const struct checking *w, uint32_t node)
{
	const struct xnode *nodes = w->tree->nodes;
	uint32_t registration = nodes[node].parent, scheme;
	const struct swedish *party = party_of(w, nodes[registration].parent);
	if (!party->is || !party->has_number)
		return false;
	size_t n =
	    down_number(w, registration, DOWN(CAC_TaxScheme, CBC_ID), &scheme);
	return n == 0 ||
	       (n == 1 && !value_is(value_upper(look_text(w, scheme), w->arena),
			      "VAT"));
}

/* The branch of a payment with code 30, of its accounts together. */
static enum giro
giro_of(const struct checking *w, uint32_t payment)
{
	const xname *branch = DOWN(
	    CAC_PayeeFinancialAccount, CAC_FinancialInstitutionBranch, CBC_ID);
	if (!down_in(w, payment, DOWN(CBC_PaymentMeansCode), " 30 "))
		return GIRO_NONE;
	if (down_in(w, payment, branch, " SE:PLUSGIRO "))
		return GIRO_PLUSGIRO;
	return down_in(w, payment, branch, " SE:BANKGIRO ") ? GIRO_BANKGIRO
							    : GIRO_NONE;
}

/* The payee's account, of a payment with code 30 to that branch. */
static bool
is_account_at(const struct checking *w, uint32_t node, enum giro giro)
{
	const struct xnode *nodes = w->tree->nodes;
	struct swedish *s = &w->parties->swedish;
	uint32_t payment = nodes[nodes[node].parent].parent;
	if (s->payment != payment) {
		s->payment = payment;
		s->giro = giro_of(w, payment);
	}
	return s->giro == giro;
}

static bool
is_plusgiro(const struct checking *w, uint32_t node)
{
	return is_account_at(w, node, GIRO_PLUSGIRO);
}

static bool
is_bankgiro(const struct checking *w, uint32_t node)
{
	return is_account_at(w, node, GIRO_BANKGIRO);
}

static bool
is_giro_code(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_PaymentMeansCode), "50") ||
	       down_is(w, node, DOWN(CBC_PaymentMeansCode), "56");
}

/* A code 31, where none of those above makes the context another. */
static bool
is_debit_code(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_PaymentMeansCode), "31") &&
	       !is_giro_code(w, node);
}

static bool
is_standard_rate(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_ID), "S");
}

/* ---- checks ------------------------------------------------------------ */

/* It has least to most characters, without blanks around it. */
static enum verdict
length(struct checking *w, const struct made *m, uint32_t node, size_t least,
    size_t most)
{
	struct str text;
	if (!family_value(w, &m->look, node, &text, m->rule->path))
		return UNCLEAR;
	size_t n = value_length(value_normal(text, w->arena));
	return n >= least && n <= most ? HOLDS : broken(w, "it has %zu", n);
}

static enum verdict
vat_length(struct checking *w, const struct made *m, uint32_t node)
{
	return length(w, m, node, 14, 14);
}

static enum verdict
legal_length(struct checking *w, const struct made *m, uint32_t node)
{
	return length(w, m, node, 10, 10);
}

static enum verdict
plusgiro_length(struct checking *w, const struct made *m, uint32_t node)
{
	return length(w, m, node, 2, 8);
}

static enum verdict
bankgiro_length(struct checking *w, const struct made *m, uint32_t node)
{
	return length(w, m, node, 7, 8);
}

/* What stands behind SE is a number. */
static enum verdict
vat_digits(struct checking *w, const struct made *m, uint32_t node)
{
	struct str number;
	if (!family_value(w, &m->look, node, &number, m->rule->path))
		return UNCLEAR;
	if (!isnan(value_number(value_substring(number, 3, 12))))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(number));
}

static enum verdict
legal_check_digit(struct checking *w, const struct made *m, uint32_t node)
{
	struct str number;
	if (!family_value(w, &m->look, node, &number, m->rule->path))
		return UNCLEAR;
	switch (id_orgnr(value_normal(number, w->arena))) {
	case HOLDS:
		return HOLDS;
	case BROKEN:
		return broken(w, "'%.*s'", SHOWN(number));
	default:
		return unclear(w, "'%.*s' is no number", SHOWN(number));
	}
}

/* Without blanks around it, of which number() does not take all: "INF ". */
static enum verdict
account_digits(struct checking *w, const struct made *m, uint32_t node)
{
	struct str account = look_text(w, node);
	(void)m;
	if (!isnan(value_number(value_normal(account, w->arena))))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(account));
}

static enum verdict
approved_for_f_tax(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text = look_text(w, node);
	(void)m;
	if (value_is(value_upper(text, w->arena), "GODKÄND FÖR F-SKATT"))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(text));
}

static enum verdict
swedish_rate(struct checking *w, const struct made *m, uint32_t node)
{
	struct str rate;
	if (!family_value(w, &m->look, node, &rate, m->rule->path))
		return UNCLEAR;
	double d = value_number(rate);
	/* whole numbers, which doubles hold exactly */
	if (d == 25 || d == 12 || d == 6)
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(rate));
}

/* ---- the tables -------------------------------------------------------- */

#define SELLER "cac:AccountingSupplierParty/cac:Party"
#define VAT_NUMBER "cac:PartyTaxScheme[=VAT]/cbc:CompanyID"
#define ACCOUNT "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"

static const struct rule vat_number[] = {
	{ "SE-R-001", FATAL, vat_length, VAT_NUMBER,
	    .says = "a Swedish VAT number has not 14 characters (BT-31)" },
	{ "SE-R-002", FATAL, vat_digits, VAT_NUMBER,
	    .says = "a Swedish VAT number is not SE and digits (BT-31)" },
};

static const struct rule legal_entity[] = {
	{ "SE-R-003", FATAL, rule_number, "cbc:CompanyID",
	    .says = "a Swedish seller's organisation number is no number "
		    "(BT-30)" },
	{ "SE-R-004", FATAL, legal_length, "cbc:CompanyID",
	    .says = "a Swedish seller's organisation number has not 10 "
		    "characters (BT-30)" },
	{ "SE-R-013", FATAL, legal_check_digit, "cbc:CompanyID",
	    .says = "the check digit of a Swedish seller's organisation "
		    "number is wrong (BT-30)" },
};

static const struct rule tax_number[] = {
	{ "SE-R-005", FATAL, approved_for_f_tax,
	    .says = "a Swedish seller's other tax registration is not "
		    "\"Godkänd för F-skatt\" (BT-32)" },
};

static const struct rule plusgiro[] = {
	{ "SE-R-007", WARN, account_digits,
	    .says = "a plusgiro number is no number (BT-84)" },
	{ "SE-R-010", WARN, plusgiro_length, ".",
	    .says = "a plusgiro number has not 2 to 8 characters (BT-84)" },
};

static const struct rule bankgiro[] = {
	{ "SE-R-008", WARN, account_digits,
	    .says = "a bankgiro number is no number (BT-84)" },
	{ "SE-R-009", WARN, bankgiro_length, ".",
	    .says = "a bankgiro number has not 7 or 8 characters (BT-84)" },
};

static const struct rule giro_code[] = {
	{ "SE-R-011", WARN, rule_never,
	    .says = "a Swedish seller should write payment means 30 and the "
		    "branch SE:PLUSGIRO or SE:BANKGIRO, not 50 or 56 "
		    "(BT-81)" },
};

static const struct rule debit_code[] = {
	{ "SE-R-012", WARN, rule_never,
	    .says = "between Swedish parties payment means 30 should stand "
		    "for a credit transfer, not 31 (BT-81)" },
};

static const struct rule rate[] = {
	{ "SE-R-006", FATAL, swedish_rate, "cbc:Percent",
	    .says = "a standard rate is not one of Sweden's 25, 12 and 6 "
		    "(BT-96, BT-103, BT-119, BT-152)" },
};

static const struct context contexts[] = {
	{ SELLER, is_vat_registered, RULES_OF(vat_number) },
	{ SELLER "/cac:PartyLegalEntity", is_legal_entity,
	    RULES_OF(legal_entity) },
	{ SELLER "/cac:PartyTaxScheme/cbc:CompanyID", is_tax_number,
	    RULES_OF(tax_number) },
	{ ACCOUNT, is_plusgiro, RULES_OF(plusgiro) },
	{ ACCOUNT, is_bankgiro, RULES_OF(bankgiro) },
	{ "cac:PaymentMeans", is_giro_code, RULES_OF(giro_code) },
};

static const struct context domestic_contexts[] = {
	{ "cac:PaymentMeans", is_debit_code, RULES_OF(debit_code) },
};

static const struct context rate_contexts[] = {
	{ "cac:TaxCategory|cac:ClassifiedTaxCategory", is_standard_rate,
	    RULES_OF(rate) },
};

const struct pattern peppol_se = { "P06", RULES_OF(contexts),
	seller_is_swedish };
const struct pattern peppol_se_domestic = { "P06", RULES_OF(domestic_contexts),
	both_are_swedish };
const struct pattern peppol_se_rates = { "P06", RULES_OF(rate_contexts),
	seller_is_vat_registered };
