/* SPDX-License-Identifier: ISC */
#include "en16931.h"
#include "family.h"
#include "value.h"
#include "vat.h"

static enum vat_category
category_of(const struct made *m)
{
	return (enum vat_category)(m->rule->n & 0xff);
}

static enum vat_place
place_of(const struct made *m)
{
	return (enum vat_place)(m->rule->n >> 8);
}

/* Where the code of an element cannot be told, and a rule hangs on it. */
static enum verdict
untold(struct checking *w, uint32_t node)
{
	w->at = node;
	if (w->tree->nodes[node].name == CAC_AllowanceCharge)
		return unclear(w, "an indicator is neither true nor false");
	return unclear(w, "there is more than one cbc:ID");
}

/* ---- the breakdown has what is used ------------------------------------ */

enum verdict
vat_broken_down(struct checking *w, const struct made *m, uint32_t node)
{
	const struct vat_set *items = &w->vat->sets[VAT_ITEMS];
	const struct vat_set *either = &w->vat->sets[VAT_EITHER];
	const struct vat_set *parts = &w->vat->sets[VAT_BREAKDOWN];
	enum vat_category category = category_of(m);
	/* used; in the breakdown; there when it is not to be */
	unsigned used = items->code | either->code;
	unsigned has = parts->code, left = parts->code;
	(void)node;
	if (items->unclear || either->unclear || parts->unclear)
		return untold(w, items->unclear	   ? items->unclear
				 : either->unclear ? either->unclear
						   : parts->unclear);
	/* standard rated alone counts with taxes that are not VAT */
	if (category != VAT_S) {
		used = items->vat | either->vat;
		has = category == VAT_L ? parts->plain : parts->plain_vat;
		left = parts->vat;
	}
	if (used & VAT_BIT(category)) {
		if (has & VAT_BIT(category))
			return HOLDS;
		w->at = items->first[category] ? items->first[category]
					       : either->first[category];
		return broken(w, "it is used");
	}
	if (!(left & VAT_BIT(category)))
		return HOLDS;
	w->at = parts->first[category];
	return broken(w, "it is not used");
}

enum verdict
vat_broken_down_once(struct checking *w, const struct made *m, uint32_t node)
{
	const struct vat_set *all = &w->vat->sets[VAT_ANYWHERE];
	const struct vat_set *parts = &w->vat->sets[VAT_BREAKDOWN];
	enum vat_category category = category_of(m);
	unsigned bit = VAT_BIT(category);
	(void)node;
	if (!(all->each & bit) || (parts->each & ~parts->again & bit))
		return HOLDS;
	bool missing = !(parts->each & bit);
	uint32_t first =
	    missing ? all->first[category] : parts->first[category];
	if (first)
		w->at = first;
	return broken(w, missing ? "it is missing there" : "it is there again");
}

/* ---- split payment ----------------------------------------------------- */

enum verdict
vat_in_italy(struct checking *w, const struct made *m, uint32_t node)
{
	unsigned bit = VAT_BIT(category_of(m));
	(void)node;
	if (!(w->vat->sets[VAT_ANYWHERE].plain & bit))
		return HOLDS;
	for (uint32_t i = w->index->all[CBC_IdentificationCode]; i;
	     i = w->index->next[i]) {
		struct str country = look_text(w, i);
		if (str_is(country, m->rule->word))
			continue;
		w->at = i;
		return broken(w, "'%.*s'", SHOWN(country));
	}
	return HOLDS;
}

enum verdict
vat_not_both(struct checking *w, const struct made *m, uint32_t node)
{
	const struct vat_set *sets = w->vat->sets;
	unsigned used = sets[VAT_BREAKDOWN].plain | sets[VAT_TOP_EITHER].plain |
			sets[VAT_ITEMS].plain;
	(void)node;
	return holds_if(
	    !(used & VAT_BIT(category_of(m))) || !(used & VAT_BIT(VAT_S)));
}

/* ---- numbers of the parties -------------------------------------------- */

/* One number of each that is not 0 a document with the category needs. */
static const struct {
	unsigned seller, buyer;
} needs[VAT_CATEGORIES] = {
	[VAT_S] = { VAT_SELLER_TAX | VAT_REPRESENTATIVE, 0 },
	[VAT_Z] = { VAT_SELLER_TAX | VAT_REPRESENTATIVE, 0 },
	[VAT_E] = { VAT_SELLER_TAX | VAT_REPRESENTATIVE, 0 },
	[VAT_AE] = { VAT_SELLER_TAX | VAT_REPRESENTATIVE,
	    VAT_BUYER | VAT_BUYER_LEGAL },
	[VAT_K] = { VAT_SELLER | VAT_REPRESENTATIVE, VAT_BUYER },
	[VAT_G] = { VAT_SELLER | VAT_REPRESENTATIVE, 0 },
	[VAT_L] = { VAT_SELLER_TAX | VAT_REPRESENTATIVE, 0 },
	[VAT_M] = { VAT_SELLER_TAX | VAT_REPRESENTATIVE, 0 },
};

/*
 * The categories in a place for which numbers are asked. Two of the official
 * rules look for them in another way than their neighbours.
 */
static unsigned
asked_for(
    const struct vat_set *set, enum vat_place place, enum vat_category category)
{
	if (place == VAT_ITEMS && category == VAT_S)
		return set->code; /* BR-S-02: of any tax */
	if (place == VAT_CHARGES && category == VAT_L)
		return set->plain_vat; /* BR-AF-04: blanks count */
	return set->vat;
}

enum verdict
vat_has_numbers(struct checking *w, const struct made *m, uint32_t node)
{
	enum vat_category category = category_of(m);
	const struct vat_set *set = &w->vat->sets[place_of(m)];
	unsigned bit = VAT_BIT(category), numbers = w->vat->numbers;
	(void)node;
	if (!(asked_for(set, place_of(m), category) & bit))
		return set->unclear ? untold(w, set->unclear) : HOLDS;
	w->at = set->first[category] ? set->first[category] : w->at;
	if (!(set->vat & bit))
		return broken(w, "it is of a tax that is not VAT");
	if (!(numbers & needs[category].seller))
		return needs[category].buyer ? broken(w, "the seller's")
					     : BROKEN;
	if (needs[category].buyer && !(numbers & needs[category].buyer))
		return broken(w, "the buyer's");
	return HOLDS;
}

enum verdict
vat_has_no_numbers(struct checking *w, const struct made *m, uint32_t node)
{
	enum vat_category category = category_of(m);
	const struct vat_set *set = &w->vat->sets[place_of(m)];
	(void)node;
	if (!(set->vat & VAT_BIT(category)))
		return set->unclear ? untold(w, set->unclear) : HOLDS;
	w->at = set->first[category];
	return holds_if(
	    !(w->vat->numbers & (VAT_SELLER | VAT_REPRESENTATIVE | VAT_BUYER)));
}

/* ---- outside VAT ------------------------------------------------------- */

enum verdict
vat_alone(struct checking *w, const struct made *m, uint32_t node)
{
	enum vat_category category = category_of(m);
	const struct vat_set *set = &w->vat->sets[place_of(m)];
	unsigned others = set->vat & ~VAT_BIT(category);
	(void)node;
	if (!(w->vat->sets[VAT_BREAKDOWN].each & VAT_BIT(category)))
		return HOLDS;
	if (set->unclear)
		return untold(w, set->unclear);
	for (unsigned c = VAT_OTHER; c < VAT_CATEGORIES; c++)
		if (others & VAT_BIT(c)) {
			w->at = set->first[c];
			return BROKEN;
		}
	return HOLDS;
}

/* ---- intra-community supply -------------------------------------------- */

/* Claims that the breakdown has it. */
static bool
is_in_breakdown(const struct checking *w, const struct made *m)
{
	return w->vat->sets[VAT_BREAKDOWN].each & VAT_BIT(category_of(m));
}

/* string-length(path) > 1, of one value. */
static enum verdict
is_said(struct checking *w, const struct made *m, uint32_t node)
{
	struct str value;
	if (!family_value(w, &m->look, node, &value, m->rule->path))
		return UNCLEAR;
	w->at = node;
	return holds_if(value_length(value) > 1);
}

enum verdict
vat_delivered(struct checking *w, const struct made *m, uint32_t node)
{
	if (!is_in_breakdown(w, m))
		return HOLDS;
	enum verdict v = is_said(w, m, node);
	if (v != BROKEN)
		return v;
	for (uint32_t p = w->index->top[CAC_InvoicePeriod]; p;
	     p = w->index->next_top[p])
		if (w->tree->nodes[p].first)
			return HOLDS;
	return BROKEN;
}

enum verdict
vat_delivered_to(struct checking *w, const struct made *m, uint32_t node)
{
	return is_in_breakdown(w, m) ? is_said(w, m, node) : HOLDS;
}

/* ---- taxable amounts --------------------------------------------------- */

/* Lines of a kind and charges less allowances. */
static enum verdict
sum_up(
    struct checking *w, const struct vat_sum *sum, unsigned kind, struct num *n)
{
	if (!num_add(n, sum->lines[kind], sum->net, w->arena))
		return unclear(w, "a sum has too many digits");
	return HOLDS;
}

/* One of those that are added up is no amount, or of no clear category. */
static enum verdict
cannot_add(struct checking *w, uint32_t node)
{
	w->at = node;
	return unclear(w, "there is no one amount, rate or category");
}

/* The taxable amount is something else than what all comes to. */
static enum verdict
differs(struct checking *w, uint32_t group, const struct vat_sum *sum)
{
	uint32_t amount = look_child(w, group, CBC_TaxableAmount);
	struct num all;
	if (!num_add(&all, sum->lines[0], sum->lines[1], w->arena) ||
	    !num_add(&all, all, sum->net, w->arena))
		return BROKEN;
	struct str would = num_text(all, w->arena);
	if (!amount)
		return broken(
		    w, "it is missing, and would be %.*s", SHOWN(would));
	w->at = amount;
	struct str is = look_text(w, amount);
	return broken(
	    w, "it is %.*s, and would be %.*s", SHOWN(is), SHOWN(would));
}

enum verdict
vat_taxable(struct checking *w, const struct made *m, uint32_t node)
{
	const struct vat_sum *sum = &w->vat->sums[category_of(m)];
	uint32_t group = w->tree->nodes[node].parent;
	struct sums_amount is;
	bool any = false;
	for (unsigned kind = 0; kind < 2; kind++) {
		if (!w->index->all[vat_lines[kind]])
			continue;
		struct num be;
		any = true;
		if (sums_amount_of(w, group, CBC_TaxableAmount, &is) == UNCLEAR)
			return UNCLEAR;
		if (sum->unclear)
			return cannot_add(w, sum->unclear);
		if (sum_up(w, sum, kind, &be) == UNCLEAR)
			return UNCLEAR;
		if (is.there && num_cmp(is.n, be, w->arena) == 0)
			return HOLDS;
	}
	return any ? differs(w, group, sum) : broken(w, "there are no lines");
}

/*
 * Claims that sum is within one unit of the amount, which the official rules
 * take as a double to move it by one, and then as the exact decimal that this
 * double is.
 */
static bool
is_within_one(struct checking *w, double amount, struct num sum)
{
	return num_cmp_double(sum, amount - 1, w->arena) > 0 &&
	       num_cmp_double(sum, amount + 1, w->arena) < 0;
}

/* The double of a taxable amount; there false when there is none. */
static enum verdict
double_of(struct checking *w, uint32_t group, double *d, bool *there)
{
	uint32_t c = look_child(w, group, CBC_TaxableAmount);
	*there = c != 0;
	if (!c)
		return HOLDS;
	struct str text = look_text(w, c);
	w->at = c;
	if (look_again(w, c))
		return unclear(w, "there is more than one cbc:TaxableAmount");
	struct num finite;
	if (!value_double(d, text) || !num_of_double(&finite, *d, w->arena))
		return unclear(w, "'%.*s' is no number", SHOWN(text));
	return HOLDS;
}

/*
 * Whether there is one at the rate, of which the first is given: it is not
 * known when one whose rate is no number stands before.
 */
static enum verdict
is_there(struct checking *w, uint32_t first, uint32_t unrated)
{
	if (unrated && (!first || unrated < first))
		return cannot_add(w, unrated);
	return holds_if(first);
}

/* Whether the lines of one kind are such that their sum is asked for. */
static enum verdict
is_asked_for(struct checking *w, enum vat_category category,
    const struct vat_rate *at, unsigned kind)
{
	if (category != VAT_S)
		return holds_if(w->index->all[vat_lines[kind]]);
	enum verdict v =
	    is_there(w, at->on_lines[kind], w->vat->unrated_lines[kind]);
	return v == BROKEN
		   ? is_there(w, at->on_charges, w->vat->unrated_charges)
		   : v;
}

static enum verdict
taxable_at(struct checking *w, enum vat_category category,
    const struct vat_rate *at, uint32_t group)
{
	bool there, any = false;
	double is;
	for (unsigned kind = 0; kind < 2; kind++) {
		enum verdict asked = is_asked_for(w, category, at, kind);
		if (asked == UNCLEAR)
			return UNCLEAR;
		if (asked == BROKEN)
			continue;
		struct num be;
		any = true;
		if (double_of(w, group, &is, &there) == UNCLEAR)
			return UNCLEAR;
		if (at->sum.unclear)
			return cannot_add(w, at->sum.unclear);
		if (sum_up(w, &at->sum, kind, &be) == UNCLEAR)
			return UNCLEAR;
		if (there && is_within_one(w, is, be))
			return HOLDS;
	}
	return any ? differs(w, group, &at->sum)
		   : broken(w, "nothing has this category and rate");
}

enum verdict
vat_taxable_at_rate(struct checking *w, const struct made *m, uint32_t node)
{
	enum vat_category category = category_of(m);
	struct sums_amount rate;
	if (sums_amount_of(w, node, CBC_Percent, &rate) == UNCLEAR)
		return UNCLEAR;
	if (!rate.there)
		return HOLDS;
	if (w->vat->sums[category].unclear)
		return cannot_add(w, w->vat->sums[category].unclear);
	/* it is one of those that were looked for */
	const struct vat_rate *at = vat_at(w->vat, category, rate.n, w->arena);
	return taxable_at(w, category, at, w->tree->nodes[node].parent);
}

/* ---- VAT amounts ------------------------------------------------------- */

enum verdict
vat_due_at_rate(struct checking *w, const struct made *m, uint32_t node)
{
	uint32_t group = w->tree->nodes[node].parent;
	struct sums_amount vat, taxable, rate;
	(void)m;
	/* what stands behind one that is missing is not looked at */
	if (sums_amount_of(w, group, CBC_TaxAmount, &vat) == UNCLEAR)
		return UNCLEAR;
	if (!vat.there)
		return BROKEN;
	if (sums_amount_of(w, group, CBC_TaxableAmount, &taxable) == UNCLEAR)
		return UNCLEAR;
	if (!taxable.there)
		return BROKEN;
	if (sums_amount_of(w, node, CBC_Percent, &rate) == UNCLEAR)
		return UNCLEAR;
	if (!rate.there)
		return BROKEN;
	w->at = look_child(w, group, CBC_TaxAmount);
	return vat_is_near(w, vat.n, taxable.n, rate.n);
}
