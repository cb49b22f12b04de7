/* SPDX-License-Identifier: ISC */
#include "codes.h"
#include "down.h"
#include "en16931.h"
#include "family.h"
#include "value.h"

/* ---- comparisons of texts, of which XPath takes any pair --------------- */

/* Two paths whose texts are held against each other. */
struct pairs {
	struct checking *w;
	const struct look *other;
	uint32_t node;
	struct str text; /* of the outer one */
	bool equal; /* sought: a pair that is equal, or that is not */
	bool found;
};

static bool
hold_inner(void *arg, const struct found *f)
{
	struct pairs *p = arg;
	p->found = str_eq(look_value(p->w, f), p->text) == p->equal;
	return !p->found;
}

static bool
hold_outer(void *arg, const struct found *f)
{
	struct pairs *p = arg;
	p->text = look_value(p->w, f);
	look_each(p->w, p->other, p->node, hold_inner, p);
	return !p->found;
}

/* Claims that some pair is equal, or that some pair is not. */
static bool
any_pair(struct checking *w, uint32_t node, const struct look *a,
    const struct look *b, bool equal)
{
	struct pairs p = { .w = w, .other = b, .node = node, .equal = equal };
	look_each(w, a, node, hold_outer, &p);
	return p.found;
}

/* What the seller has, from a payee beside him. */
#define SELLER_PATH(path, group, leaf)                                         \
	static const struct step path##_steps[] = {                            \
		{ .name = CAC_AccountingSupplierParty },                       \
		{ .name = CAC_Party },                                         \
		{ .name = group },                                             \
		{ .name = leaf },                                              \
	};                                                                     \
	static const struct way path##_way = {                                 \
		.steps = path##_steps, .n = 4, .up = 1                         \
	};                                                                     \
	static const struct look path = { .ways = &path##_way, .n = 1 }

SELLER_PATH(seller_name, CAC_PartyName, CBC_Name);
SELLER_PATH(seller_id, CAC_PartyIdentification, CBC_ID);
SELLER_PATH(seller_legal_name, CAC_PartyLegalEntity, CBC_RegistrationName);

enum verdict
payee_is_another(struct checking *w, const struct made *m, uint32_t node)
{
	return holds_if(look_any(w, &m->look, node) &&
			!any_pair(w, node, &m->look, &seller_name, true) &&
			!any_pair(w, node, &m->other, &seller_id, true));
}

enum verdict
one_name_not_sellers(struct checking *w, const struct made *m, uint32_t node)
{
	size_t n = look_number(w, &m->look, node);
	if (n > 1)
		return broken(w, "there are %zu", n);
	return holds_if(
	    any_pair(w, node, &m->other, &seller_legal_name, false));
}

/* ---- the document ------------------------------------------------------ */

/* Claims that some VAT total is in that currency. */
static bool
has_total_in(struct checking *w, struct str currency)
{
	const struct xtree *t = w->tree;
	for (uint32_t i = w->index->all[CAC_TaxTotal]; i; i = w->index->next[i])
		for (uint32_t c = look_child(w, i, CBC_TaxAmount); c;
		     c = look_again(w, c)) {
			const struct xattr *a =
			    xtree_attr(t, c, ATT_currencyID);
			if (a && str_eq(a->value, currency))
				return true;
		}
	return false;
}

enum verdict
vat_currency_total(struct checking *w, const struct made *m, uint32_t node)
{
	(void)m, (void)node;
	for (uint32_t c = w->index->top[CBC_TaxCurrencyCode]; c;
	     c = w->index->next_top[c]) {
		struct str currency = look_text(w, c);
		if (!has_total_in(w, currency))
			return broken(w, "'%.*s'", SHOWN(currency));
	}
	return HOLDS;
}

enum verdict
distinct(struct checking *w, const struct made *m, uint32_t node)
{
	struct str first = { NULL, 0 };
	(void)node;
	const struct index *x = w->index;
	for (uint32_t i = x->all[m->other.ways[0].steps[0].name]; i;
	     i = x->next[i]) {
		struct str text = look_text(w, i);
		if (first.p && !str_eq(first, text)) {
			w->at = i;
			return broken(
			    w, "'%.*s' and '%.*s'", SHOWN(first), SHOWN(text));
		}
		first = text;
	}
	return HOLDS;
}

enum verdict
version_is_21(struct checking *w, const struct made *m, uint32_t node)
{
	if (!look_any(w, &m->look, node) ||
	    down_is(w, node, DOWN(CBC_UBLVersionID), "2.1"))
		return HOLDS;
	return BROKEN;
}

enum verdict
absent_in_invoice(struct checking *w, const struct made *m, uint32_t node)
{
	return w->tree->nodes[1].name == ROOT_CreditNote
		   ? HOLDS
		   : rule_absent(w, m, node);
}

/* ---- notes, references ------------------------------------------------- */

enum verdict
note_subject(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text = look_text(w, node);
	struct str code = value_before(value_after(text, '#'), '#');
	if (value_length(code) != 3 ||
	    codes_text_has((enum code_list)m->rule->n, code))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(code));
}

enum verdict
object_reference(struct checking *w, const struct made *m, uint32_t node)
{
	bool credit = w->tree->nodes[1].name == ROOT_CreditNote;
	return holds_if(
	    down_is(w, node, DOWN(CBC_DocumentTypeCode), "130") ||
	    (credit && down_is(w, node, DOWN(CBC_DocumentTypeCode), "50")) ||
	    (!look_any(w, &m->other, node) && !look_any(w, &m->look, node)));
}

/* ---- parties, payments ------------------------------------------------- */

enum verdict
transfer_has_account(struct checking *w, const struct made *m, uint32_t node)
{
	struct str code;
	if (!family_value(w, &m->other, node, &code, m->rule->other))
		return UNCLEAR;
	w->at = node;
	bool transfer = value_is(code, "30") || value_is(code, "58");
	return holds_if(!transfer || look_any(w, &m->look, node));
}

enum verdict
vat_prefix(struct checking *w, const struct made *m, uint32_t node)
{
	struct str number;
	if (!family_value(w, &m->look, node, &number, m->rule->path))
		return UNCLEAR;
	struct str prefix = value_substring(number, 1, 2);
	if (codes_text_has((enum code_list)m->rule->n, prefix))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(prefix));
}

enum verdict
party_scheme(struct checking *w, const struct made *m, uint32_t node)
{
	const struct xnode *nodes = w->tree->nodes;
	const struct xattr *a = xtree_attr(w->tree, node, ATT_schemeID);
	struct str scheme =
	    value_normal(a ? a->value : (struct str)STR(""), w->arena);
	if (codes_has((enum code_list)m->rule->n, scheme))
		return HOLDS;
	if (str_is(scheme, "SEPA"))
		for (uint32_t up = node; up; up = nodes[up].parent)
			if (nodes[up].name == CAC_AccountingSupplierParty ||
			    nodes[up].name == CAC_PayeeParty)
				return HOLDS;
	return broken(w, "'%.*s'", SHOWN(scheme));
}

/* ---- VAT --------------------------------------------------------------- */

/* Whether a category of VAT is O; several identifiers cannot be judged. */
static enum verdict
is_outside(struct checking *w, uint32_t category)
{
	uint32_t id = look_child(w, category, CBC_ID);
	if (id && look_again(w, id))
		return unclear(w, "there is more than one cbc:ID");
	return id && value_is(look_text(w, id), "O") ? HOLDS : BROKEN;
}

enum verdict
rate_unless_outside(struct checking *w, const struct made *m, uint32_t node)
{
	if (look_any(w, &m->look, node))
		return HOLDS;
	for (uint32_t c = look_child(w, node, CAC_TaxCategory); c;
	     c = look_again(w, c)) {
		enum verdict v = look_is_vat(w, c) ? is_outside(w, c) : BROKEN;
		if (v != BROKEN)
			return v;
	}
	return BROKEN;
}

enum verdict
exemption_code(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text = look_text(w, node);
	struct str plain = value_normal(text, w->arena);
	/* blanks are sought in the text as it was, capitals in the list */
	if (!memchr(plain.p, ' ', plain.n) &&
	    codes_has((enum code_list)m->rule->n, value_upper(plain, w->arena)))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(text));
}

enum verdict
mime_code(struct checking *w, const struct made *m, uint32_t node)
{
	const struct xattr *a = xtree_attr(w->tree, node, ATT_mimeCode);
	struct str type = a ? a->value : (struct str)STR("");
	if (codes_has((enum code_list)m->rule->n, type))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(type));
}

/* ---- dates ------------------------------------------------------------- */

/* xs:date of the one value there. */
static enum verdict
date_at(struct checking *w, const struct look *l, uint32_t node,
    const char *path, struct value_date *date)
{
	struct str text;
	if (!family_value(w, l, node, &text, path))
		return UNCLEAR;
	if (!value_date(date, text))
		return unclear(w, "'%.*s' is no date", SHOWN(text));
	return HOLDS;
}

enum verdict
dates_in_order(struct checking *w, const struct made *m, uint32_t node)
{
	struct value_date start, end;
	if (!look_any(w, &m->look, node) || !look_any(w, &m->other, node))
		return HOLDS;
	if (date_at(w, &m->other, node, m->rule->other, &end) == UNCLEAR ||
	    date_at(w, &m->look, node, m->rule->path, &start) == UNCLEAR)
		return UNCLEAR;
	w->at = node;
	return holds_if(value_date_cmp(end, start) >= 0);
}

/* ---- contexts ---------------------------------------------------------- */

bool
parent_is_transfer(const struct checking *w, uint32_t node)
{
	uint32_t payment = w->tree->nodes[node].parent;
	return down_is(w, payment, DOWN(CBC_PaymentMeansCode), "30") ||
	       down_is(w, payment, DOWN(CBC_PaymentMeansCode), "58");
}

bool
parent_is_object(const struct checking *w, uint32_t node)
{
	return down_is(
	    w, w->tree->nodes[node].parent, DOWN(CBC_DocumentTypeCode), "130");
}

bool
parent_is_allowance(const struct checking *w, uint32_t node)
{
	return look_is_allowance(w, w->tree->nodes[node].parent);
}

bool
parent_is_charge(const struct checking *w, uint32_t node)
{
	return look_is_charge(w, w->tree->nodes[node].parent);
}

bool
is_two_decimal_amount(const struct checking *w, uint32_t node)
{
	const struct xnode *nodes = w->tree->nodes;
	struct str local = xnames_local(w->tree->names, nodes[node].name);
	if (str_ends(local, (struct str)STR("PriceAmount")))
		return false;
	for (uint32_t up = nodes[node].parent; up; up = nodes[up].parent)
		/* the rule looks for an allowance beside, not around */
		if (nodes[up].name == CAC_Price &&
		    look_child(w, up, CAC_AllowanceCharge))
			return false;
	return true;
}
