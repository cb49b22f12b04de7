/* SPDX-License-Identifier: ISC */
#include "cost.h"
#include "model/currency.h"

static int64_t
divide_up(int64_t a, int64_t b)
{
	return (a + b - 1) / b;
}

struct paper
cost_paper(const struct conf_prices *p, const struct record *r)
{
	static const struct print_options none;
	const struct customer *c = r->reach->customer;
	const struct print_options *file =
	    r->delivery ? &r->delivery->print : &none;
	const struct print_options *known = c ? &c->print : &none;
	int64_t lines = (int64_t)r->invoice->lines_n, pages = 1;
	int64_t inserts =
	    (int64_t)(file->inserts_n ? file->inserts_n : known->inserts_n);
	if (lines > p->first_lines)
		pages += divide_up(lines - p->first_lines, p->next_lines);
	int64_t sheets =
	    file->duplex || known->duplex ? divide_up(pages, 2) : pages;
	return (struct paper){ .sheets = sheets,
		.grams = p->envelope_grams + sheets * p->sheet_grams +
			 inserts * p->insert_grams,
		.colour = file->colour || known->colour };
}

static const struct conf_tariff *
find_tariff(const struct conf_prices *p, struct str channel)
{
	for (size_t i = 0; i < p->channels_n; i++)
		if (str_eq(p->channels[i].channel, channel))
			return &p->channels[i];
	return NULL;
}

/* Adds the price n times; an absent price is none. */
static bool
add(struct dec *sum, struct dec price, int64_t n)
{
	struct dec part;
	return !price.set ||
	       (dec_mul(&part, price, DEC_INT(n)) && dec_add(sum, *sum, part));
}

/* Adds the postage of the class; false when there is none for the weight. */
static bool
add_postage(struct dec *sum, const struct conf_prices *p, int64_t grams)
{
	for (size_t i = 0; i < p->postage_n; i++)
		if (grams <= p->postage[i].grams)
			return add(sum, p->postage[i].price, 1);
	return false;
}

enum cost
cost_of(struct dec *out, const struct conf_prices *p, const struct paper *paper,
    const struct conf_channel *c)
{
	const struct conf_tariff *t = p ? find_tariff(p, c->name) : NULL;
	struct dec sum = DEC_INT(0);
	*out = (struct dec){ 0 };
	if (!p && c->cost.set)
		*out = dec_tidy(c->cost, 2);
	if (!t)
		return out->set ? COST_KNOWN : COST_UNKNOWN;
	if (t->postage && !add_postage(&sum, p, paper->grams))
		return COST_HEAVY;
	if (!add(&sum, t->item, 1) || !add(&sum, t->sheet, paper->sheets) ||
	    (paper->colour && !add(&sum, t->colour, paper->sheets)) ||
	    !dec_round(out, sum, currency_decimals(p->currency), DEC_HALF_UP))
		return COST_UNKNOWN;
	return COST_KNOWN;
}
