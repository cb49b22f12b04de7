/* SPDX-License-Identifier: ISC */
#include <math.h>

#include "down.h"
#include "family.h"
#include "identifiers.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/*
 * Greece, P07, for a Greek seller, and P08, for a Greek buyer of such a one:
 * by VAT number or, without one, by address. The number of an invoice has six
 * parts there: tax number | date | branch | document type | series | number.
 */

static bool
is_greek(const struct country *c)
{
	return country_is(c, "GR") || country_is(c, "EL");
}

static bool
seller_is_greek(const struct checking *w)
{
	return is_greek(&parties_of(w)->supplier);
}

static bool
both_are_greek(const struct checking *w)
{
	return seller_is_greek(w) && is_greek(&parties_of(w)->customer);
}

/* Claims that the seller's address is Greek as it stands. */
static bool
address_is_greek(const struct checking *w)
{
	return down_is(w, 1,
	    DOWN(CAC_AccountingSupplierParty, CAC_Party, CAC_PostalAddress,
		CAC_Country, CBC_IdentificationCode),
	    "GR");
}

/* Claims that he is Greek by his address too. */
static bool
seller_is_at_home(const struct checking *w)
{
	return seller_is_greek(w) && address_is_greek(w);
}

/* Without his tax representative. */
static bool
seller_himself_is_greek(const struct checking *w)
{
	return is_greek(&parties_of(w)->accounting_supplier);
}

/* ---- contexts ---------------------------------------------------------- */

static bool
is_root(const struct checking *w, uint32_t node)
{
	(void)w;
	return node == 1;
}

static bool
is_vat_number(const struct checking *w, uint32_t node)
{
	/* two schemes are an error: the context does not fit */
	return down_in(w, w->tree->nodes[node].parent,
	    DOWN(CAC_TaxScheme, CBC_ID), " VAT ");
}

static bool
is_mark(const struct checking *w, uint32_t node)
{
	return down_is(w, w->tree->nodes[node].parent,
	    DOWN(CBC_DocumentDescription), "##M.AR.K##");
}

static bool
is_link(const struct checking *w, uint32_t node)
{
	return down_is(
	    w, node, DOWN(CBC_DocumentDescription), "##INVOICE|URL##");
}

/* ---- tax numbers ------------------------------------------------------- */

static enum verdict
tin(struct checking *w, struct str number)
{
	switch (id_greek_tin(number)) {
	case HOLDS:
		return HOLDS;
	case BROKEN:
		return broken(w, "'%.*s'", SHOWN(number));
	default:
		return unclear(w, "'%.*s' is no tax number", SHOWN(number));
	}
}

static enum verdict
prefixed_tin(struct checking *w, struct str number)
{
	if (!str_starts(number, "EL"))
		return broken(w, "'%.*s'", SHOWN(number));
	return tin(w, value_substring(number, 3, -1));
}

static enum verdict
vat_number(struct checking *w, const struct made *m, uint32_t node)
{
	(void)m;
	return prefixed_tin(w, look_text(w, node));
}

/*
 * Claims that the registrations of a party have two VAT numbers, before the
 * first of them that has several schemes.
 */
static bool
has_two_numbers(const struct checking *w, uint32_t party)
{
	size_t n = 0;
	for (uint32_t r = look_child(w, party, CAC_PartyTaxScheme); r;
	     r = look_again(w, r)) {
		uint32_t id;
		size_t schemes =
		    down_number(w, r, DOWN(CAC_TaxScheme, CBC_ID), &id);
		if (schemes > 1)
			return false;
		if (schemes == 1 && value_is(look_text(w, id), "VAT"))
			n += down_number(w, r, DOWN(CBC_CompanyID), NULL);
		if (n > 1)
			return true;
	}
	return false;
}

static enum verdict
one_vat_number(struct checking *w, const struct made *m, uint32_t node)
{
	struct found f;
	/* of a second one it is known before all schemes are looked at */
	if (has_two_numbers(w, node))
		return broken(w, "there are several");
	if (!party_schemes_are_clear(w, node))
		return UNCLEAR;
	if (look_one(w, &m->look, node, &f) != LOOK_ONE)
		return broken(w, "there is none");
	return prefixed_tin(w, look_value(w, &f));
}

static enum verdict
endpoint(struct checking *w, const struct made *m, uint32_t node)
{
	const struct xattr *a = xtree_attr(w->tree, node, ATT_schemeID);
	struct str scheme = a ? a->value : (struct str)STR("");
	(void)m;
	if (!str_is(scheme, "9933"))
		return broken(w, "its scheme is '%.*s'", SHOWN(scheme));
	return tin(w, look_text(w, node));
}

/* ---- the number of the invoice ----------------------------------------- */

static struct str
segment(struct checking *w, uint32_t node, size_t k)
{
	return value_part(look_text(w, node), '|', k);
}

static enum verdict
six_segments(struct checking *w, const struct made *m, uint32_t node)
{
	size_t n = value_parts(look_text(w, node), '|');
	(void)m;
	return n == 6 ? HOLDS : broken(w, "it has %zu", n);
}

/* The number that is sought among those of the seller. */
struct tax_numbers {
	struct checking *w;
	struct str sought;
	enum verdict verdict;
};

/* A registration for VAT: substring(cbc:CompanyID, 3, 9) */
static bool
hold_number(void *arg, const struct found *f)
{
	struct tax_numbers *n = arg;
	uint32_t id = look_child(n->w, f->node, CBC_CompanyID);
	struct str text = STR("");
	if (id && look_again(n->w, id)) {
		n->verdict =
		    unclear(n->w, "there is more than one cbc:CompanyID");
		return false;
	}
	if (id)
		text = value_substring(look_text(n->w, id), 3, 9);
	if (str_eq(text, n->sought))
		n->verdict = HOLDS;
	return n->verdict == BROKEN;
}

/* The first is the seller's tax number, or that of his representative. */
static enum verdict
seller_segment(struct checking *w, const struct made *m, uint32_t node)
{
	struct str number = segment(w, node, 1);
	struct tax_numbers n = { w, number, BROKEN };
	if (value_length(value_normal(number, w->arena)) != 9)
		return broken(w, "'%.*s'", SHOWN(number));
	enum verdict v = tin(w, number);
	if (v != HOLDS)
		return v;
	look_each(w, &m->look, node, hold_number, &n);
	if (n.verdict == BROKEN)
		look_each(w, &m->other, node, hold_number, &n);
	return n.verdict == BROKEN ? broken(w, "'%.*s'", SHOWN(number))
				   : n.verdict;
}

/* Claims that part i of a, at slashes, is part k of b, at hyphens. */
static bool
same_part(struct str a, size_t i, struct str b, size_t k)
{
	struct str x = value_part(a, '/', i), y = value_part(b, '-', k);
	return x.p && y.p && str_eq(x, y);
}

static enum verdict
date_segment(struct checking *w, const struct made *m, uint32_t node)
{
	struct str date = segment(w, node, 2), issue;
	if (value_is_blank(date))
		return BROKEN;
	enum verdict v = id_greek_date(date);
	if (v == HOLDS) {
		if (!family_value(w, &m->look, node, &issue, m->rule->path))
			return UNCLEAR;
		w->at = node;
		if (same_part(date, 1, issue, 3) &&
		    same_part(date, 2, issue, 2) &&
		    same_part(date, 3, issue, 1))
			return HOLDS;
	}
	return broken(w, "'%.*s'", SHOWN(date));
}

static enum verdict
branch_segment(struct checking *w, const struct made *m, uint32_t node)
{
	struct str branch = segment(w, node, 3);
	struct num n;
	(void)m;
	if (value_is_blank(branch) || isnan(value_number(branch)))
		return broken(w, "'%.*s'", SHOWN(branch));
	if (!value_integer(&n, branch, w->arena))
		return unclear(w, "'%.*s' is no integer", SHOWN(branch));
	return num_sign(n) >= 0 ? HOLDS : broken(w, "'%.*s'", SHOWN(branch));
}

static enum verdict
type_segment(struct checking *w, const struct made *m, uint32_t node)
{
	struct str type = segment(w, node, 4);
	if (words_have(m->rule->word, type))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(type));
}

static enum verdict
nth_segment(struct checking *w, const struct made *m, uint32_t node)
{
	return holds_if(segment(w, node, (size_t)m->rule->n).n > 0);
}

/* ---- the rest ---------------------------------------------------------- */

/* It has characters, blanks too. */
static enum verdict
is_not_empty(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text;
	if (!family_value(w, &m->look, node, &text, m->rule->path))
		return UNCLEAR;
	return holds_if(text.n > 0);
}

static enum verdict
mark_number(struct checking *w, const struct made *m, uint32_t node)
{
	struct str mark = look_text(w, node);
	(void)m;
	if (mark.n && mark.p[0] >= '1' && mark.p[0] <= '9')
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(mark));
}

/* ---- the tables -------------------------------------------------------- */

#define SELLER "cac:AccountingSupplierParty/cac:Party"
#define BUYER "cac:AccountingCustomerParty/cac:Party"
#define VAT_NUMBER "cac:PartyTaxScheme[~VAT]/cbc:CompanyID"

static const struct rule number[] = {
	{ "GR-R-001-1", FATAL, six_segments,
	    .says = "a Greek invoice number has not six parts (BT-1)" },
	{ "GR-R-001-2", FATAL, seller_segment,
	    "/" SELLER "/cac:PartyTaxScheme[=VAT]",
	    "/cac:TaxRepresentativeParty/cac:PartyTaxScheme[=VAT]",
	    .says = "the first part of a Greek invoice number is not the "
		    "seller's tax number (BT-1)" },
	{ "GR-R-001-3", FATAL, date_segment, "/cbc:IssueDate",
	    .says = "the second part of a Greek invoice number is not the "
		    "issue date as dd/mm/yyyy (BT-1)" },
	{ "GR-R-001-4", FATAL, branch_segment,
	    .says = "the third part of a Greek invoice number is no branch "
		    "from 0 (BT-1)" },
	{ "GR-R-001-5", FATAL, type_segment,
	    .word = " 1.1 1.6 2.1 2.4 5.1 5.2 ",
	    .says = "the fourth part of a Greek invoice number is no Greek "
		    "document type (BT-1)" },
	{ "GR-R-001-6", FATAL, nth_segment, .n = 5,
	    .says = "the fifth part of a Greek invoice number, the series, "
		    "is empty (BT-1)" },
	{ "GR-R-001-7", FATAL, nth_segment, .n = 6,
	    .says = "the sixth part of a Greek invoice number, the number, "
		    "is empty (BT-1)" },
};

static const struct rule seller[] = {
	{ "GR-R-002", FATAL, is_not_empty, "cac:PartyName/cbc:Name",
	    .says = "a Greek seller has no name (BT-28)" },
	{ "GR-S-011", WARN, one_vat_number, VAT_NUMBER,
	    .says = "a Greek seller has not one VAT number of EL and a tax "
		    "number (BT-31)" },
};

static const struct rule seller_vat_number[] = {
	{ "GR-R-003", FATAL, vat_number,
	    .says = "a Greek seller's VAT number is not EL and a tax number "
		    "(BT-31)" },
};

static const struct rule document[] = {
	{ "GR-R-004-1", FATAL, rule_exactly,
	    "cac:AdditionalDocumentReference[MARK]", .n = 1,
	    .says = "a Greek invoice has not one reference ##M.AR.K## "
		    "(BT-123)" },
	{ "GR-S-008-1", WARN, rule_exactly,
	    "cac:AdditionalDocumentReference[URL]", .n = 1,
	    .says = "a Greek invoice has not one reference ##INVOICE|URL## "
		    "(BT-123)" },
	{ "GR-R-008-2", FATAL, rule_at_most,
	    "cac:AdditionalDocumentReference[URL]", .n = 1,
	    .says = "a Greek invoice has several references ##INVOICE|URL## "
		    "(BT-123)" },
};

static const struct rule mark[] = {
	{ "GR-R-004-2", FATAL, mark_number,
	    .says = "the reference of ##M.AR.K## is no positive number "
		    "(BT-122)" },
};

static const struct rule location[] = {
	{ "GR-R-008-3", FATAL, rule_filled,
	    "cac:Attachment/cac:ExternalReference/cbc:URI",
	    .says = "the reference ##INVOICE|URL## has no location "
		    "(BT-124)" },
};

static const struct rule buyer[] = {
	{ "GR-R-005", FATAL, is_not_empty, "cac:PartyName/cbc:Name",
	    .says = "the buyer of a Greek seller has no name (BT-45)" },
};

static const struct rule seller_endpoint[] = {
	{ "GR-R-009", FATAL, endpoint,
	    .says = "a Greek seller's electronic address is not a tax number "
		    "of scheme 9933 (BT-34)" },
};

static const struct rule greek_buyer[] = {
	{ "GR-R-006", FATAL, one_vat_number, VAT_NUMBER,
	    .says = "a Greek buyer has not one VAT number of EL and a tax "
		    "number (BT-48)" },
};

static const struct rule buyer_endpoint[] = {
	{ "GR-R-010", FATAL, endpoint,
	    .says = "a Greek buyer's electronic address is not a tax number "
		    "of scheme 9933 (BT-49)" },
};

static const struct context contexts[] = {
	{ "/cbc:ID", NULL, RULES_OF(number) },
	{ SELLER, NULL, RULES_OF(seller) },
	{ SELLER "/cac:PartyTaxScheme/cbc:CompanyID", is_vat_number,
	    RULES_OF(seller_vat_number) },
	{ "cac:AdditionalDocumentReference", is_link, RULES_OF(location) },
	{ BUYER, NULL, RULES_OF(buyer) },
};

static const struct context home_contexts[] = {
	{ "/", is_root, RULES_OF(document) },
	{ "cac:AdditionalDocumentReference/cbc:ID", is_mark, RULES_OF(mark) },
};

static const struct context endpoint_contexts[] = {
	{ SELLER "/cbc:EndpointID", NULL, RULES_OF(seller_endpoint) },
};

static const struct context buyer_contexts[] = {
	{ BUYER, NULL, RULES_OF(greek_buyer) },
	{ BUYER "/cbc:EndpointID", NULL, RULES_OF(buyer_endpoint) },
};

const struct pattern peppol_gr = { "P07", RULES_OF(contexts), seller_is_greek };
const struct pattern peppol_gr_home = { "P07", RULES_OF(home_contexts),
	seller_is_at_home };
const struct pattern peppol_gr_endpoint = { "P07", RULES_OF(endpoint_contexts),
	seller_himself_is_greek };
const struct pattern peppol_gr_buyer = { "P08", RULES_OF(buyer_contexts),
	both_are_greek };
