/* SPDX-License-Identifier: ISC */
#include "family.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/*
 * The Netherlands, P10: for a seller with a Dutch address; on the buyer or the
 * tax representative when his is Dutch too.
 */

static bool
seller_is_dutch(const struct checking *w)
{
	return country_is(&parties_of(w)->supplier_address, "NL");
}

static bool
both_are_dutch(const struct checking *w)
{
	return seller_is_dutch(w) &&
	       country_is(&parties_of(w)->customer_address, "NL");
}

static bool
representative_is_dutch(const struct checking *w)
{
	return seller_is_dutch(w) &&
	       country_is(&parties_of(w)->representative_address, "NL");
}

/* Claims that the word stands in the text, between blanks or ends. */
static bool
has_word(struct str text, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= text.n; i++)
		if (memcmp(text.p + i, word, n) == 0 &&
		    (i == 0 || text.p[i - 1] == ' ') &&
		    (i + n == text.n || text.p[i + n] == ' '))
			return true;
	return false;
}

/* A number of scheme 0106 or 0190; the scheme may be a list. */
static enum verdict
legal_registration(struct checking *w, const struct made *m, uint32_t node)
{
	const struct xattr *a = xtree_attr(w->tree, node, ATT_schemeID);
	struct str scheme = a ? a->value : (struct str)STR("");
	(void)m;
	if (!has_word(scheme, "0106") && !has_word(scheme, "0190"))
		return broken(w, "its scheme is '%.*s'", SHOWN(scheme));
	return holds_if(!value_is_blank(look_text(w, node)));
}

/* Something is to be paid: then the document says how. */
static enum verdict
says_how_to_pay(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text;
	struct num payable;
	if (!family_value(w, &m->look, node, &text, m->rule->path))
		return UNCLEAR;
	if (text.p) {
		if (!value_decimal(&payable, text, w->arena))
			return unclear(w, "'%.*s' is no decimal", SHOWN(text));
		int sign = num_sign(payable);
		if (w->tree->nodes[1].name == ROOT_CreditNote ? sign >= 0
							      : sign <= 0)
			return HOLDS;
	}
	return holds_if(w->index->all[CAC_PaymentMeans] != 0);
}

/* ---- the tables -------------------------------------------------------- */

#define ADDRESS "cbc:StreetName|cbc:CityName|cbc:PostalZone"
#define SELLER "cac:AccountingSupplierParty/cac:Party"
#define BUYER "cac:AccountingCustomerParty/cac:Party"

static const struct rule credit_note[] = {
	{ "NL-R-001", FATAL, rule_exists,
	    "/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
	    .says = "a Dutch credit note names no invoice (BT-25)" },
};

static const struct rule seller_address[] = {
	{ "NL-R-002", FATAL, rule_each, ADDRESS,
	    .says = "a Dutch seller has no street, city or post code "
		    "(BT-35, BT-37, BT-38)" },
};

static const struct rule seller_id[] = {
	{ "NL-R-003", FATAL, legal_registration,
	    .says = "a Dutch seller's legal registration is not of scheme "
		    "0106 or 0190 (BT-30)" },
};

static const struct rule total[] = {
	{ "NL-R-007", FATAL, says_how_to_pay, "cbc:PayableAmount",
	    .says = "a Dutch document with an amount to pay does not say how "
		    "(BG-16)" },
};

static const struct rule order_line[] = {
	{ "NL-R-009", FATAL, rule_exists, "/cac:OrderReference/cbc:ID",
	    .says = "a line names a line of an order, and the document no "
		    "order (BT-13)" },
};

static const struct rule buyer_address[] = {
	{ "NL-R-004", FATAL, rule_each, ADDRESS,
	    .says = "a Dutch buyer has no street, city or post code (BT-50, "
		    "BT-52, BT-53)" },
};

static const struct rule buyer_id[] = {
	{ "NL-R-005", FATAL, legal_registration,
	    .says = "a Dutch buyer's legal registration is not of scheme "
		    "0106 or 0190 (BT-47)" },
};

static const struct rule payment[] = {
	{ "NL-R-008", FATAL, rule_one_of, "cbc:PaymentMeansCode",
	    .word = " 30 48 49 57 58 59 ",
	    .says = "the payment means is not one used in the Netherlands "
		    "(BT-81)" },
};

static const struct rule representative_address[] = {
	{ "NL-R-006", FATAL, rule_each, ADDRESS,
	    .says = "a Dutch tax representative has no street, city or post "
		    "code (BT-64, BT-66, BT-67)" },
};

static const struct context contexts[] = {
	{ "cbc:CreditNoteTypeCode", NULL, RULES_OF(credit_note) },
	{ SELLER "/cac:PostalAddress", NULL, RULES_OF(seller_address) },
	{ SELLER "/cac:PartyLegalEntity/cbc:CompanyID", NULL,
	    RULES_OF(seller_id) },
	{ "cac:LegalMonetaryTotal", NULL, RULES_OF(total) },
	{ "cac:OrderLineReference/cbc:LineID", NULL, RULES_OF(order_line) },
};

static const struct context domestic_contexts[] = {
	{ BUYER "/cac:PostalAddress", NULL, RULES_OF(buyer_address) },
	{ BUYER "/cac:PartyLegalEntity/cbc:CompanyID", NULL,
	    RULES_OF(buyer_id) },
	{ "cac:PaymentMeans", NULL, RULES_OF(payment) },
};

static const struct context representative_contexts[] = {
	{ "cac:TaxRepresentativeParty/cac:PostalAddress", NULL,
	    RULES_OF(representative_address) },
};

const struct pattern peppol_nl = { "P10", RULES_OF(contexts), seller_is_dutch };
const struct pattern peppol_nl_domestic = { "P10", RULES_OF(domestic_contexts),
	both_are_dutch };
const struct pattern peppol_nl_representative = { "P10",
	RULES_OF(representative_contexts), representative_is_dutch };
