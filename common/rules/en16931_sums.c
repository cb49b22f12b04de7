/* SPDX-License-Identifier: ISC */
#include "en16931.h"
#include "family.h"
#include "value.h"

enum verdict
sums_amount_of(
    struct checking *w, uint32_t node, xname name, struct sums_amount *amount)
{
	uint32_t child = look_child(w, node, name);
	*amount = (struct sums_amount){ .there = child != 0 };
	if (!child)
		return HOLDS;
	struct str text = look_text(w, child);
	if (look_again(w, child))
		return unclear(w, "there is more than one %.*s",
		    STR_ARG(xnames_text(w->tree->names, name)));
	if (!value_decimal(&amount->n, text, w->arena)) {
		w->at = child;
		return unclear(w, "'%.*s' is no decimal", SHOWN(text));
	}
	return HOLDS;
}

/* Adds up amounts; one that is missing counts as nothing. */
static enum verdict
add_amount(struct checking *w, uint32_t node, xname name, struct num *sum)
{
	struct sums_amount a;
	if (sums_amount_of(w, node, name, &a) == UNCLEAR)
		return UNCLEAR;
	if (a.there && !num_add(sum, *sum, a.n, w->arena))
		return unclear(w, "a sum has too many digits");
	return HOLDS;
}

/* The number with two decimals or more, as amounts are written. */
static struct str
shown(struct checking *w, struct num n)
{
	struct str s = num_text(n, w->arena);
	const char *point = memchr(s.p, '.', s.n);
	size_t decimals = point ? s.n - (size_t)(point - s.p) - 1 : 0;
	return decimals >= 2 ? s
			     : arena_printf(w->arena, "%.*s%s%.*s", STR_ARG(s),
				   point ? "" : ".", (int)(2 - decimals), "00");
}

/* Whether the total, if it is there, is what was worked out. */
static enum verdict
hold_against(
    struct checking *w, const struct sums_amount *total, struct num worked_out)
{
	if (total->there && num_cmp(total->n, worked_out, w->arena) == 0)
		return HOLDS;
	struct str is = shown(w, total->n);
	struct str be = shown(w, worked_out);
	if (!total->there)
		return broken(w, "it is missing, and would be %.*s", SHOWN(be));
	return broken(w, "it is %.*s, and would be %.*s", SHOWN(is), SHOWN(be));
}

/*
 * What it means that the sum cannot be worked out: a comparison looks at the
 * total first, and no further when that is missing.
 */
static enum verdict
unclear_if(const struct sums_amount *total)
{
	return total->there ? UNCLEAR : BROKEN;
}

/* ---- the totals group -------------------------------------------------- */

enum verdict
sums_lines(struct checking *w, const struct made *m, uint32_t node)
{
	static const xname lines[] = { CAC_InvoiceLine, CAC_CreditNoteLine };
	struct sums_amount total;
	struct num sum = NUM_INT(0);
	(void)m;
	if (sums_amount_of(w, node, CBC_LineExtensionAmount, &total) == UNCLEAR)
		return UNCLEAR;
	for (size_t k = 0; k < 2; k++)
		for (uint32_t i = w->index->all[lines[k]]; i;
		     i = w->index->next[i])
			if (add_amount(w, i, CBC_LineExtensionAmount, &sum) ==
			    UNCLEAR)
				return unclear_if(&total);
	w->at = node;
	return hold_against(w, &total, num_round2(sum, w->arena));
}

/* What is added up, and whether there was anything. */
struct adding {
	struct checking *w;
	struct num sum;
	bool any;
	enum verdict verdict;
};

static bool
add_one(void *arg, const struct found *f)
{
	struct adding *a = arg;
	a->any = true;
	a->verdict = add_amount(a->w, f->node, CBC_Amount, &a->sum);
	return a->verdict == HOLDS;
}

/*
 * The first allowance or charge beside the totals that does not say which of
 * the two it is, or 0.
 */
static uint32_t
first_untold(const struct checking *w, uint32_t totals)
{
	uint32_t group = w->tree->nodes[totals].parent;
	for (uint32_t i = look_child(w, group, CAC_AllowanceCharge); i;
	     i = look_again(w, i))
		if (look_indicators(w, i) & LOOK_UNTOLD)
			return i;
	return 0;
}

enum verdict
sums_allowances(struct checking *w, const struct made *m, uint32_t node)
{
	struct sums_amount total;
	struct adding a = { .w = w, .sum = NUM_INT(0), .verdict = HOLDS };
	if (sums_amount_of(w, node, m->look.ways[0].steps[0].name, &total) ==
	    UNCLEAR)
		return UNCLEAR;
	uint32_t untold = first_untold(w, node);
	struct found first;
	/* without a total it is asked for the first of them alone */
	if (untold &&
	    (total.there || look_one(w, &m->other, node, &first) == LOOK_NONE ||
		first.node > untold)) {
		w->at = untold;
		return unclear(w, "an indicator is neither true nor false");
	}
	look_each(w, &m->other, node, add_one, &a);
	if (a.verdict == UNCLEAR)
		return unclear_if(&total);
	if (!total.there && !a.any)
		return HOLDS;
	return hold_against(w, &total, num_round2(a.sum, w->arena));
}

/* total +- part, where there is one. */
static enum verdict
include(struct checking *w, struct num *total, uint32_t node, xname name,
    bool add, bool *any)
{
	struct sums_amount part;
	if (sums_amount_of(w, node, name, &part) == UNCLEAR)
		return UNCLEAR;
	if (!part.there)
		return HOLDS;
	*any = true;
	struct num n = add ? part.n : num_neg(part.n, w->arena);
	if (!num_add(total, *total, n, w->arena))
		return unclear(w, "a sum has too many digits");
	return HOLDS;
}

enum verdict
sums_net(struct checking *w, const struct made *m, uint32_t node)
{
	struct sums_amount net, lines;
	bool any = false;
	(void)m;
	if (sums_amount_of(w, node, CBC_TaxExclusiveAmount, &net) == UNCLEAR)
		return UNCLEAR;
	if (!net.there)
		return BROKEN;
	if (sums_amount_of(w, node, CBC_LineExtensionAmount, &lines) == UNCLEAR)
		return UNCLEAR;
	if (!lines.there)
		return BROKEN;
	struct num sum = lines.n;
	if (include(w, &sum, node, CBC_ChargeTotalAmount, true, &any) ==
		UNCLEAR ||
	    include(w, &sum, node, CBC_AllowanceTotalAmount, false, &any) ==
		UNCLEAR)
		return UNCLEAR;
	return hold_against(w, &net, any ? num_round2(sum, w->arena) : sum);
}

enum verdict
sums_payable(struct checking *w, const struct made *m, uint32_t node)
{
	struct sums_amount payable, gross, rounding;
	bool paid = false;
	(void)m;
	if (sums_amount_of(w, node, CBC_PayableAmount, &payable) == UNCLEAR)
		return UNCLEAR;
	if (!payable.there)
		return BROKEN;
	if (sums_amount_of(w, node, CBC_PayableRoundingAmount, &rounding) ==
		UNCLEAR ||
	    sums_amount_of(w, node, CBC_TaxInclusiveAmount, &gross) == UNCLEAR)
		return UNCLEAR;
	if (!gross.there)
		return BROKEN;
	struct num due = gross.n;
	if (include(w, &due, node, CBC_PrepaidAmount, false, &paid) == UNCLEAR)
		return UNCLEAR;
	if (paid)
		due = num_round2(due, w->arena);
	/* the rounding is taken from the amount due, not added to the rest */
	struct sums_amount is = payable;
	if (rounding.there) {
		if (!num_sub(&is.n, payable.n, rounding.n, w->arena))
			return unclear(w, "a sum has too many digits");
		is.n = num_round2(is.n, w->arena);
	}
	if (num_cmp(is.n, due, w->arena) == 0)
		return HOLDS;
	if (rounding.there && !num_add(&due, due, rounding.n, w->arena))
		return BROKEN; /* what it would be is for the text alone */
	struct str found = shown(w, payable.n), would = shown(w, due);
	return broken(
	    w, "it is %.*s, and would be %.*s", SHOWN(found), SHOWN(would));
}

/* ---- VAT --------------------------------------------------------------- */

static bool
add_found(void *arg, const struct found *f)
{
	struct adding *a = arg;
	a->verdict = add_amount(a->w, f->node, CBC_TaxAmount, &a->sum);
	return a->verdict == HOLDS;
}

enum verdict
sums_vat(struct checking *w, const struct made *m, uint32_t node)
{
	struct sums_amount total;
	struct adding a = { .w = w, .sum = NUM_INT(0), .verdict = HOLDS };
	if (sums_amount_of(w, node, CBC_TaxAmount, &total) == UNCLEAR)
		return UNCLEAR;
	if (!look_any(w, &m->other, node))
		return HOLDS;
	look_each(w, &m->other, node, add_found, &a);
	if (a.verdict == UNCLEAR)
		return unclear_if(&total);
	w->at = node;
	return hold_against(w, &total, num_round2(a.sum, w->arena));
}

/* The one amount of the element in the currency. */
static enum verdict
amount_in(struct checking *w, uint32_t node, struct str currency,
    struct sums_amount *amount)
{
	uint32_t in = 0;
	*amount = (struct sums_amount){ .there = false };
	for (uint32_t c = look_child(w, node, CBC_TaxAmount); c;
	     c = look_again(w, c)) {
		const struct xattr *a = xtree_attr(w->tree, c, ATT_currencyID);
		if (!a || !str_eq(a->value, currency))
			continue;
		if (in)
			return unclear(w, "there is more than one VAT amount");
		in = c;
	}
	if (!in)
		return HOLDS;
	struct str text = look_text(w, in);
	amount->there = true;
	if (value_decimal(&amount->n, text, w->arena))
		return HOLDS;
	w->at = in;
	return unclear(w, "'%.*s' is no decimal", SHOWN(text));
}

/* The total without VAT; of several groups of totals one may have it. */
static enum verdict
net_total(struct checking *w, struct sums_amount *net)
{
	net->there = false;
	for (uint32_t t = w->index->top[CAC_LegalMonetaryTotal]; t;
	     t = w->index->next_top[t]) {
		struct sums_amount one;
		if (sums_amount_of(w, t, CBC_TaxExclusiveAmount, &one) ==
		    UNCLEAR)
			return UNCLEAR;
		if (one.there && net->there)
			return unclear(
			    w, "there is more than one total without VAT");
		if (one.there)
			*net = one;
	}
	return HOLDS;
}

/* Whether some total with VAT is what was worked out, if anything was. */
static enum verdict
hold_gross(struct checking *w, const struct sums_amount *worked_out)
{
	enum verdict v = BROKEN;
	if (!worked_out->there)
		return BROKEN; /* whatever the total is */
	for (uint32_t t = w->index->top[CAC_LegalMonetaryTotal]; t;
	     t = w->index->next_top[t]) {
		struct sums_amount gross;
		if (sums_amount_of(w, t, CBC_TaxInclusiveAmount, &gross) ==
		    UNCLEAR)
			return UNCLEAR;
		if (!gross.there || v == HOLDS)
			continue;
		w->at = t;
		v = hold_against(
		    w, &gross, num_round2(worked_out->n, w->arena));
	}
	return v;
}

/* Total with VAT = total without + VAT in that currency. */
static enum verdict
gross_in(struct checking *w, struct str currency)
{
	size_t n = 0;
	struct sums_amount vat = { 0 }, net;
	/* a second one ends the search */
	for (uint32_t t = w->index->top[CAC_TaxTotal]; t && n < 2;
	     t = w->index->next_top[t]) {
		struct sums_amount one;
		if (amount_in(w, t, currency, &one) == UNCLEAR)
			return UNCLEAR;
		n += one.there;
		if (one.there)
			vat = one;
	}
	if (n != 1)
		return broken(w, "there is %s total of VAT in %.*s",
		    n ? "more than one" : "no", SHOWN(currency));
	if (net_total(w, &net) == UNCLEAR)
		return UNCLEAR;
	if (net.there && !num_add(&net.n, net.n, vat.n, w->arena))
		return unclear(w, "a sum has too many digits");
	return hold_gross(w, &net);
}

enum verdict
sums_gross(struct checking *w, const struct made *m, uint32_t node)
{
	(void)m, (void)node;
	for (uint32_t c = w->index->top[CBC_DocumentCurrencyCode]; c;
	     c = w->index->next_top[c]) {
		enum verdict v = gross_in(w, look_text(w, c));
		if (v != HOLDS)
			return v;
	}
	return HOLDS;
}

/* ---- one category ------------------------------------------------------ */

/* The rate of the one category of VAT in a breakdown. */
static enum verdict
rate_of(struct checking *w, const struct made *m, uint32_t node,
    struct sums_amount *rate)
{
	*rate = (struct sums_amount){ .there = false };
	for (uint32_t c = look_child(w, node, CAC_TaxCategory); c;
	     c = look_again(w, c)) {
		struct sums_amount one;
		if (!look_is_vat(w, c))
			continue;
		if (sums_amount_of(w, c, CBC_Percent, &one) == UNCLEAR)
			return UNCLEAR;
		if (one.there && rate->there)
			return unclear(w, "there is more than one rate");
		if (one.there)
			*rate = one;
	}
	(void)m;
	return HOLDS;
}

/* Claims that a is within one unit of b, which itself is too far. */
static bool
is_near(struct checking *w, struct num a, struct num b)
{
	struct num low, high;
	a = num_abs(a, w->arena);
	return num_sub(&low, a, NUM_INT(1), w->arena) &&
	       num_add(&high, a, NUM_INT(1), w->arena) &&
	       num_cmp(low, b, w->arena) < 0 && num_cmp(high, b, w->arena) > 0;
}

enum verdict
vat_is_near(
    struct checking *w, struct num vat, struct num taxable, struct num rate)
{
	struct num part, product;
	if (!num_div(&part, rate, NUM_INT(100), w->arena) ||
	    !num_mul(&product, num_abs(taxable, w->arena), part, w->arena))
		return unclear(w, "a product has too many digits");
	product = num_round2(product, w->arena);
	if (is_near(w, vat, product))
		return HOLDS;
	struct str is = shown(w, vat);
	struct str be = shown(w, product);
	return broken(w, "it is %.*s, and would be %.*s", SHOWN(is), SHOWN(be));
}

enum verdict
vat_at_rate(struct checking *w, const struct made *m, uint32_t node)
{
	struct sums_amount rate, vat, taxable;
	if (rate_of(w, m, node, &rate) == UNCLEAR ||
	    sums_amount_of(w, node, CBC_TaxAmount, &vat) == UNCLEAR)
		return UNCLEAR;
	if (!vat.there)
		return BROKEN;
	if (!rate.there || num_sign(num_round(rate.n, w->arena)) == 0) {
		struct str is = shown(w, vat.n);
		return num_sign(num_round(vat.n, w->arena)) == 0
			   ? HOLDS
			   : broken(w, "it is %.*s", SHOWN(is));
	}
	if (sums_amount_of(w, node, CBC_TaxableAmount, &taxable) == UNCLEAR)
		return UNCLEAR;
	if (!taxable.there)
		return BROKEN;
	return vat_is_near(w, vat.n, taxable.n, rate.n);
}
