/* SPDX-License-Identifier: ISC */
#include "down.h"
#include "family.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/* ---- contexts ---------------------------------------------------------- */

bool
has_rate_only(const struct checking *w, uint32_t node)
{
	return look_child(w, node, CBC_MultiplierFactorNumeric) &&
	       !look_child(w, node, CBC_BaseAmount);
}

bool
has_base_only(const struct checking *w, uint32_t node)
{
	return look_child(w, node, CBC_BaseAmount) &&
	       !look_child(w, node, CBC_MultiplierFactorNumeric);
}

bool
is_direct_debit(const struct checking *w, uint32_t node)
{
	return down_in(w, node, DOWN(CBC_PaymentMeansCode), " 49 59 ");
}

bool
in_breakdown_total(const struct checking *w, uint32_t node)
{
	uint32_t total = w->tree->nodes[node].parent;
	return look_child(w, total, CAC_TaxSubtotal) != 0;
}

/* The document above a date of a line's period. */
static uint32_t
document_of(const struct checking *w, uint32_t node)
{
	const struct xnode *nodes = w->tree->nodes;
	return nodes[nodes[nodes[node].parent].parent].parent;
}

static const xname period_start[] = { CAC_InvoicePeriod, CBC_StartDate, 0 };
static const xname period_end[] = { CAC_InvoicePeriod, CBC_EndDate, 0 };

bool
document_has_start(const struct checking *w, uint32_t node)
{
	return down_any(w, document_of(w, node), period_start);
}

bool
document_has_end(const struct checking *w, uint32_t node)
{
	return down_any(w, document_of(w, node), period_end);
}

/* ---- the document ------------------------------------------------------ */

/* Shows a name of Peppol by its end: they all begin alike. */
static enum verdict
broken_name(struct checking *w, struct str name)
{
	enum { END = 40 };
	if (name.n <= END)
		return broken(w, "'%.*s'", SHOWN(name));
	struct str end = str_from(name, name.n - END);
	return broken(w, "'...%.*s'", SHOWN(end));
}

enum verdict
profile_is_known(struct checking *w, const struct made *m, uint32_t node)
{
	enum profile profile = parties_of(w)->profile;
	struct str value;
	if (profile == PROFILE_UNCLEAR)
		return unclear(w, "there is more than one cbc:ProfileID");
	if (profile != PROFILE_UNKNOWN)
		return HOLDS;
	if (!family_value(w, &m->look, node, &value, m->rule->path))
		return UNCLEAR;
	return value.p ? broken_name(w, value) : BROKEN;
}

enum verdict
one_note(struct checking *w, const struct made *m, uint32_t node)
{
	size_t n = look_number(w, &m->look, node);
	if (n <= 1)
		return HOLDS;
	enum verdict v = parties_are_german(w);
	return v == BROKEN ? broken(w, "there are %zu", n) : v;
}

enum verdict
customization(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text;
	if (!family_text(w, &m->look, node, &text, m->rule->path))
		return UNCLEAR;
	text = value_normal(text, w->arena);
	bool parts = false;
	for (size_t i = 1; i < text.n; i++)
		parts = parts || (text.p[i - 1] == ':' && text.p[i] == ':');
	if (str_starts(text, m->rule->word) && !parts)
		return HOLDS;
	return broken_name(w, text);
}

enum verdict
vat_total_count(struct checking *w, const struct made *m, uint32_t node)
{
	size_t n = look_number(w, &m->look, node);
	bool wanted = look_any(w, &m->other, node);
	return n == wanted ? HOLDS : broken(w, "there are %zu", n);
}

/* normalize-space of the currency of that name; several: UNCLEAR. */
static bool
currency_of(struct checking *w, uint32_t node, xname name, struct str *code)
{
	uint32_t c;
	size_t n = down_number(w, node, DOWN(name), &c);
	*code =
	    n ? value_normal(look_text(w, c), w->arena) : (struct str)STR("");
	if (n > 1)
		unclear(w, "there is more than one %.*s",
		    STR_ARG(xnames_text(w->tree->names, name)));
	return n <= 1;
}

/*
 * Whether some total VAT in the currency that stands in the element of that
 * name is at most zero, or at least zero, as double.
 */
static enum verdict
some_total(struct checking *w, uint32_t node, xname name, bool at_least)
{
	const struct xtree *t = w->tree;
	for (uint32_t total = look_child(w, node, CAC_TaxTotal); total;
	     total = look_again(w, total))
		for (uint32_t c = look_child(w, total, CBC_TaxAmount); c;
		     c = look_again(w, c)) {
			const struct xattr *a =
			    xtree_attr(t, c, ATT_currencyID);
			struct str code, text = look_text(w, c);
			int order;
			if (!a)
				continue;
			if (!currency_of(w, node, name, &code))
				return UNCLEAR;
			if (!str_eq(a->value, code))
				continue;
			if (!value_compare(&order, text, 0)) {
				w->at = c;
				return unclear(
				    w, "'%.*s' is no number", SHOWN(text));
			}
			if (at_least ? order >= 0 : order <= 0)
				return HOLDS;
		}
	return BROKEN;
}

enum verdict
vat_totals_agree(struct checking *w, const struct made *m, uint32_t node)
{
	(void)m;
	if (!look_child(w, node, CBC_TaxCurrencyCode))
		return HOLDS;
	for (int at_least = 0; at_least < 2; at_least++) {
		enum verdict v =
		    some_total(w, node, CBC_TaxCurrencyCode, at_least);
		if (v == HOLDS)
			v = some_total(
			    w, node, CBC_DocumentCurrencyCode, at_least);
		if (v != BROKEN)
			return v;
	}
	return BROKEN;
}

enum verdict
vat_currency_differs(struct checking *w, const struct made *m, uint32_t node)
{
	struct str own, other;
	if (!family_text(w, &m->look, node, &own, "text") ||
	    !family_text(w, &m->other, node, &other, m->rule->other))
		return UNCLEAR;
	own = value_normal(own, w->arena);
	w->at = node;
	return str_eq(own, value_normal(other, w->arena))
		   ? broken(w, "'%.*s'", SHOWN(own))
		   : HOLDS;
}

enum verdict
document_currency(struct checking *w, const struct made *m, uint32_t node)
{
	const struct xattr *a = xtree_attr(w->tree, node, ATT_currencyID);
	(void)m;
	if (!a)
		return broken(w, "it has none");
	for (uint32_t c = w->index->top[CBC_DocumentCurrencyCode]; c;
	     c = w->index->next_top[c])
		if (str_eq(look_text(w, c), a->value))
			return HOLDS;
	return broken(w, "'%.*s'", SHOWN(a->value));
}

/* ---- periods ----------------------------------------------------------- */

/* xs:date(text()) of a line's date, held against that of the document. */
static enum verdict
hold_dates(struct checking *w, const struct made *m, uint32_t node,
    const xname *way, int sign)
{
	struct value_date own, document;
	struct str text, limit;
	uint32_t there;
	if (!family_text(w, &m->look, node, &text, "text"))
		return UNCLEAR;
	if (!text.p)
		return BROKEN;
	if (!value_date(&own, text))
		return unclear(w, "'%.*s' is no date", SHOWN(text));
	if (down_number(w, document_of(w, node), way, &there) > 1)
		return unclear(w, "the invoice has more than one period");
	limit = look_text(w, there);
	if (!value_date(&document, limit))
		return unclear(w, "'%.*s' is no date", SHOWN(limit));
	if (sign * value_date_cmp(own, document) >= 0)
		return HOLDS;
	return broken(w, "'%.*s', and '%.*s'", SHOWN(text), SHOWN(limit));
}

enum verdict
starts_in_period(struct checking *w, const struct made *m, uint32_t node)
{
	return hold_dates(w, m, node, period_start, 1);
}

enum verdict
ends_in_period(struct checking *w, const struct made *m, uint32_t node)
{
	return hold_dates(w, m, node, period_end, -1);
}

/* ---- codes beside lines and prices ------------------------------------- */

enum verdict
plain_indicator(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text;
	if (!family_text(w, &m->look, node, &text, m->rule->path))
		return UNCLEAR;
	if (value_is(text, "true") || value_is(text, "false"))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(text));
}

enum verdict
base_unit(struct checking *w, const struct made *m, uint32_t node)
{
	static const xname quantities[] = { CBC_InvoicedQuantity,
		CBC_CreditedQuantity };
	const struct xtree *t = w->tree;
	const struct xattr *own = xtree_attr(t, node, ATT_unitCode);
	uint32_t line = t->nodes[t->nodes[node].parent].parent;
	(void)m;
	if (!look_child(w, line, quantities[0]) &&
	    !look_child(w, line, quantities[1]))
		return HOLDS;
	xname name = quantities[t->nodes[1].name != ROOT_Invoice];
	for (uint32_t c = look_child(w, line, name); c; c = look_again(w, c)) {
		const struct xattr *unit = xtree_attr(t, c, ATT_unitCode);
		if (unit && str_eq(unit->value, own->value))
			return HOLDS;
	}
	return broken(w, "'%.*s'", SHOWN(own->value));
}
