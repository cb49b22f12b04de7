/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "value.h"
#include "vat.h"

/* The categories that may have several rates. */
#define RATED (VAT_BIT(VAT_S) | VAT_BIT(VAT_L) | VAT_BIT(VAT_M))

/* In vat.categories, beside the category. */
enum { OF_VAT = 0x80, CATEGORY = 0x7f };

const xname vat_lines[2] = { CAC_InvoiceLine, CAC_CreditNoteLine };

/* ---- categories -------------------------------------------------------- */

static enum vat_category
category_of(struct str code)
{
	static const char letters[] = "SZEKGOLMB";
	static const enum vat_category categories[] = { VAT_S, VAT_Z, VAT_E,
		VAT_K, VAT_G, VAT_O, VAT_L, VAT_M, VAT_B };
	if (code.n == 2 && code.p[0] == 'A' && code.p[1] == 'E')
		return VAT_AE;
	const char *at = code.n == 1
			     ? memchr(letters, code.p[0], sizeof(letters) - 1)
			     : NULL;
	return at ? categories[at - letters] : VAT_OTHER;
}

/* One element that has a category. */
struct tax {
	uint32_t node;
	enum vat_category category; /* VAT_NONE: several codes */
	bool vat;
	unsigned plain, each, again; /* as in struct vat_set, of any tax */
};

static struct tax
tax_of(const struct checking *w, uint32_t node)
{
	struct tax tax = { .node = node, .category = VAT_OTHER };
	size_t codes = 0;
	for (uint32_t c = look_child(w, node, CBC_ID); c;
	     c = look_again(w, c)) {
		struct str text = look_text(w, c), code = str_trim(text);
		tax.category = category_of(code);
		unsigned bit = VAT_BIT(tax.category);
		tax.again |= tax.each & bit;
		tax.each |= bit;
		if (code.n == text.n)
			tax.plain |= bit;
		codes++;
	}
	if (codes > 1)
		tax.category = VAT_NONE;
	tax.vat = look_is_vat(w, node);
	return tax;
}

static void
add_to_set(struct vat_set *set, const struct tax *tax)
{
	unsigned bit = VAT_BIT(tax->category);
	set->plain |= tax->plain;
	if (tax->category == VAT_NONE) {
		if (!set->unclear)
			set->unclear = tax->node;
	} else {
		if (!set->first[tax->category])
			set->first[tax->category] = tax->node;
		set->code |= bit;
	}
	if (!tax->vat)
		return;
	set->plain_vat |= tax->plain;
	set->again |= tax->again | (set->each & tax->each);
	set->each |= tax->each;
	if (tax->category != VAT_NONE)
		set->vat |= bit;
}

/* What a cac:AllowanceCharge says it is; nothing else when one is untold. */
static unsigned
kind_of(const struct checking *w, uint32_t node)
{
	unsigned kind = look_indicators(w, node);
	return kind & LOOK_UNTOLD ? LOOK_UNTOLD : kind;
}

static void
add_allowance_charge(const struct checking *w, struct vat_set *sets,
    const struct tax *tax, uint32_t node)
{
	bool top = w->tree->nodes[node].parent == 1;
	unsigned kind = kind_of(w, node);
	add_to_set(&sets[VAT_EITHER], tax);
	if (kind & LOOK_ALLOWANCE)
		add_to_set(&sets[VAT_ALLOWANCES], tax);
	if (kind & LOOK_CHARGE)
		add_to_set(&sets[VAT_CHARGES], tax);
	if (!top)
		return;
	add_to_set(&sets[VAT_TOP_EITHER], tax);
	if (kind & LOOK_ALLOWANCE)
		add_to_set(&sets[VAT_TOP_ALLOWANCES], tax);
	if (kind & LOOK_CHARGE)
		add_to_set(&sets[VAT_TOP_CHARGES], tax);
}

/* Claims that the element stands in the document's own breakdown. */
static bool
is_breakdown(const struct checking *w, uint32_t node)
{
	const struct xnode *nodes = w->tree->nodes;
	uint32_t part = nodes[node].parent, total = nodes[part].parent;
	return nodes[part].name == CAC_TaxSubtotal &&
	       nodes[total].name == CAC_TaxTotal && nodes[total].parent == 1;
}

static void
add_categories(const struct checking *w, struct vat *v, xname name)
{
	const struct xnode *nodes = w->tree->nodes;
	for (uint32_t i = w->index->all[name]; i; i = w->index->next[i]) {
		struct tax tax = tax_of(w, i);
		uint32_t parent = nodes[i].parent;
		v->categories[i] =
		    (uint8_t)(tax.category | (tax.vat ? OF_VAT : 0));
		add_to_set(&v->sets[VAT_ANYWHERE], &tax);
		if (name == CAC_ClassifiedTaxCategory)
			add_to_set(&v->sets[VAT_ITEMS], &tax);
		else if (nodes[parent].name == CAC_AllowanceCharge)
			add_allowance_charge(w, v->sets, &tax, parent);
		else if (is_breakdown(w, i))
			add_to_set(&v->sets[VAT_BREAKDOWN], &tax);
	}
}

bool
vat_is(const struct checking *w, uint32_t node, enum vat_category category)
{
	return w->vat->categories[node] == (category | OF_VAT);
}

/* ---- rates ------------------------------------------------------------- */

static int
compare_rates(const void *pa, const void *pb)
{
	const struct vat_rate *a = pa, *b = pb;
	if (a->category != b->category)
		return a->category < b->category ? -1 : 1;
	return num_cmp(a->rate, b->rate, a->arena);
}

struct vat_rate *
vat_at(
    struct vat *v, enum vat_category category, struct num rate, struct arena *a)
{
	struct vat_rate key = { category, rate, .arena = a };
	if (!v->rates_n)
		return NULL;
	return bsearch(&key, v->rates, v->rates_n, sizeof(key), compare_rates);
}

/* The number in the one child of that name; false: there is none such. */
static bool
number_in(const struct checking *w, uint32_t node, xname name, struct num *n)
{
	uint32_t c = look_child(w, node, name);
	return c && !look_again(w, c) &&
	       value_decimal(n, look_text(w, c), w->arena);
}

/* Those of the breakdown, which alone are asked for. */
static void
find_rates(struct checking *w, struct vat *v)
{
	size_t n = 0, kept = 0;
	for (uint32_t i = w->index->all[CAC_TaxCategory]; i;
	     i = w->index->next[i]) {
		unsigned category = v->categories[i] & CATEGORY;
		struct num rate;
		if (!(v->categories[i] & OF_VAT) ||
		    !(VAT_BIT(category) & RATED) || !is_breakdown(w, i) ||
		    !number_in(w, i, CBC_Percent, &rate))
			continue;
		v->rates =
		    arena_extend(w->arena, v->rates, n, sizeof(*v->rates));
		v->rates[n++] = (struct vat_rate){
			.category = category, .rate = rate, .arena = w->arena
		};
	}
	if (n > 1)
		qsort(v->rates, n, sizeof(*v->rates), compare_rates);
	for (size_t i = 0; i < n; i++)
		if (!kept ||
		    compare_rates(&v->rates[kept - 1], &v->rates[i]) != 0)
			v->rates[kept++] = v->rates[i];
	v->rates_n = kept;
}

/* ---- sums -------------------------------------------------------------- */

/* A line, allowance or charge that goes into the sums. */
struct item {
	uint32_t node;
	bool top; /* of the document: it is added up */
	bool is_line;
	unsigned line; /* which of vat_lines it is */
	bool clear; /* its amount is one */
	struct num amount; /* of an allowance negative */
	unsigned categories;
};

static void
add(struct checking *w, struct vat_sum *sum, const struct item *item)
{
	if (!item->top || sum->last == item->node)
		return;
	sum->last = item->node;
	struct num *to = item->is_line ? &sum->lines[item->line] : &sum->net;
	if (!item->clear || !num_add(to, *to, item->amount, w->arena))
		sum->unclear = item->node;
}

/* Keeps the first item, as they come in document order. */
static void
note_first(uint32_t *first, const struct item *item)
{
	if (!*first)
		*first = item->node;
}

static void
add_at_rate(
    struct checking *w, struct vat *v, const struct item *item, struct num rate)
{
	for (unsigned c = VAT_S; c <= VAT_M; c++) {
		if (!(item->categories & RATED & VAT_BIT(c)))
			continue;
		struct vat_rate *r =
		    vat_at(v, (enum vat_category)c, rate, w->arena);
		if (!r)
			continue;
		note_first(
		    item->is_line ? &r->on_lines[item->line] : &r->on_charges,
		    item);
		add(w, &r->sum, item);
	}
}

/* Spoils the sums of those categories. */
static void
spoil(struct vat *v, unsigned categories, uint32_t node)
{
	for (unsigned c = VAT_OTHER; c < VAT_CATEGORIES; c++)
		if (categories & VAT_BIT(c))
			v->sums[c].unclear = node;
}

static void
collect_categories(
    const struct checking *w, struct vat *v, uint32_t tax, struct item *item)
{
	for (; tax; tax = look_again(w, tax)) {
		unsigned category = v->categories[tax] & CATEGORY;
		if (category == VAT_NONE)
			spoil(v, ~0u, tax);
		item->categories |= VAT_BIT(category);
	}
}

/*
 * Several categories are several reasons to count, each once. The rate need
 * not be that of the category that fits: the official rules ask for both
 * apart.
 */
static void
collect_rates(
    struct checking *w, struct vat *v, uint32_t tax, const struct item *item)
{
	for (; tax; tax = look_again(w, tax)) {
		struct num rate;
		if (number_in(w, tax, CBC_Percent, &rate))
			add_at_rate(w, v, item, rate);
		else if (!look_child(w, tax, CBC_Percent))
			continue;
		else if (item->top)
			spoil(v, item->categories & RATED, tax);
		else if (item->categories & VAT_BIT(VAT_S))
			note_first(item->is_line ? &v->unrated_lines[item->line]
						 : &v->unrated_charges,
			    item);
	}
}

static void
add_to_categories(struct checking *w, struct vat *v, const struct item *item)
{
	for (unsigned c = VAT_S; c < VAT_CATEGORIES; c++)
		if (item->categories & ~RATED & VAT_BIT(c))
			add(w, &v->sums[c], item);
}

/* Its amount; none is nothing. */
static void
take_amount(const struct checking *w, struct item *item, xname name)
{
	item->clear = number_in(w, item->node, name, &item->amount);
	if (!item->clear && !look_child(w, item->node, name)) {
		item->clear = true;
		item->amount = NUM_INT(0);
	}
}

static void
add_line(struct checking *w, struct vat *v, uint32_t node, unsigned kind)
{
	const struct xtree *t = w->tree;
	struct item item = { .node = node,
		.top = t->nodes[node].parent == 1,
		.is_line = true,
		.line = kind };
	uint32_t first = look_child(w, node, CAC_Item);
	for (uint32_t i = first; i; i = look_again(w, i))
		collect_categories(
		    w, v, look_child(w, i, CAC_ClassifiedTaxCategory), &item);
	take_amount(w, &item, CBC_LineExtensionAmount);
	add_to_categories(w, v, &item);
	if (!(item.categories & RATED))
		return;
	for (uint32_t i = first; i; i = look_again(w, i))
		collect_rates(
		    w, v, look_child(w, i, CAC_ClassifiedTaxCategory), &item);
}

static void
spoil_kinds(struct vat *v, uint32_t node, bool top)
{
	v->sets[VAT_ALLOWANCES].unclear = node;
	v->sets[VAT_CHARGES].unclear = node;
	if (!top)
		return;
	v->sets[VAT_TOP_ALLOWANCES].unclear = node;
	v->sets[VAT_TOP_CHARGES].unclear = node;
	spoil(v, ~0u, node);
}

static void
add_charge(struct checking *w, struct vat *v, uint32_t node)
{
	const struct xtree *t = w->tree;
	struct item item = { .node = node, .top = t->nodes[node].parent == 1 };
	unsigned kind = kind_of(w, node);
	uint32_t tax = look_child(w, node, CAC_TaxCategory);
	if (kind & LOOK_UNTOLD)
		spoil_kinds(v, node, item.top);
	if (!tax)
		return;
	collect_categories(w, v, tax, &item);
	item.clear = true;
	if (kind) /* it may be both */
		take_amount(w, &item, CBC_Amount);
	if (kind == LOOK_ALLOWANCE)
		item.amount = num_neg(item.amount, w->arena);
	else if (kind != LOOK_CHARGE)
		item.amount = NUM_INT(0);
	add_to_categories(w, v, &item);
	collect_rates(w, v, tax, &item);
}

static void
add_sums(struct checking *w, struct vat *v)
{
	const struct index *x = w->index;
	for (unsigned kind = 0; kind < 2; kind++)
		for (uint32_t i = x->all[vat_lines[kind]]; i; i = x->next[i])
			add_line(w, v, i, kind);
	for (uint32_t i = x->all[CAC_AllowanceCharge]; i; i = x->next[i])
		add_charge(w, v, i);
}

/* ---- parties ----------------------------------------------------------- */

/* any, of_vat: what a tax number of the party counts as. */
static unsigned
tax_numbers(
    const struct checking *w, uint32_t party, unsigned any, unsigned of_vat)
{
	unsigned found = 0;
	for (uint32_t s = look_child(w, party, CAC_PartyTaxScheme); s;
	     s = look_again(w, s))
		if (look_child(w, s, CBC_CompanyID))
			found |= any | (look_is_vat(w, s) ? of_vat : 0);
	return found;
}

static unsigned
registration(const struct checking *w, uint32_t party)
{
	for (uint32_t s = look_child(w, party, CAC_PartyLegalEntity); s;
	     s = look_again(w, s))
		if (look_child(w, s, CBC_CompanyID))
			return VAT_BUYER_LEGAL;
	return 0;
}

static unsigned
find_numbers(const struct checking *w)
{
	const struct index *x = w->index;
	unsigned found = 0;
	for (uint32_t i = x->all[CAC_AccountingSupplierParty]; i;
	     i = x->next[i])
		for (uint32_t p = look_child(w, i, CAC_Party); p;
		     p = look_again(w, p))
			found |= tax_numbers(w, p, VAT_SELLER_TAX, VAT_SELLER);
	for (uint32_t i = x->all[CAC_AccountingCustomerParty]; i;
	     i = x->next[i])
		for (uint32_t p = look_child(w, i, CAC_Party); p;
		     p = look_again(w, p))
			found |= tax_numbers(w, p, 0, VAT_BUYER) |
				 registration(w, p);
	for (uint32_t i = x->all[CAC_TaxRepresentativeParty]; i; i = x->next[i])
		found |= tax_numbers(w, i, 0, VAT_REPRESENTATIVE);
	return found;
}

struct vat *
vat_make(struct checking *w)
{
	struct vat *v = arena_zero(w->arena, 1, sizeof(*v));
	v->categories = arena_zero(w->arena, w->tree->nodes_n, 1);
	add_categories(w, v, CAC_TaxCategory);
	add_categories(w, v, CAC_ClassifiedTaxCategory);
	find_rates(w, v);
	add_sums(w, v);
	v->numbers = find_numbers(w);
	return v;
}
