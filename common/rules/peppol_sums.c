/* SPDX-License-Identifier: ISC */
#include "down.h"
#include "peppol.h"
#include "value.h"

/*
 * The amounts that Peppol checks: percentages, lines and prices. Two cents
 * more or less are allowed but for prices.
 */

/*
 * xs:decimal of the only node down a way of children; n stays as it is when
 * there is none. UNCLEAR, and said, when there are several or it is no
 * decimal.
 */
static enum verdict
decimal_at(struct checking *w, uint32_t node, const xname *way, struct num *n,
    bool *there)
{
	uint32_t at;
	size_t count = down_number(w, node, way, &at);
	*there = count > 0;
	if (!count)
		return HOLDS;
	struct str text = look_text(w, at);
	if (count > 1) {
		w->at = at;
		return unclear(w, "there is more than one %.*s",
		    STR_ARG(
			xnames_text(w->tree->names, w->tree->nodes[at].name)));
	}
	if (!value_decimal(n, text, w->arena)) {
		w->at = at;
		return unclear(w, "'%.*s' is no decimal", SHOWN(text));
	}
	return HOLDS;
}

/* At most two cents lie between what is there and what would be. */
static enum verdict
within_two_cents(struct checking *w, struct num is, struct num be)
{
	struct num above, below;
	if (!num_add(&above, is, NUM_HUNDREDTHS(2), w->arena) ||
	    !num_sub(&below, is, NUM_HUNDREDTHS(2), w->arena))
		return unclear(w, "an amount has too many digits");
	if (num_cmp(above, be, w->arena) >= 0 &&
	    num_cmp(below, be, w->arena) <= 0)
		return HOLDS;
	struct str a = num_text(is, w->arena), b = num_text(be, w->arena);
	return broken(w, "it is %.*s, and would be %.*s", SHOWN(a), SHOWN(b));
}

enum verdict
percentage_of_base(struct checking *w, const struct made *m, uint32_t node)
{
	struct num amount = NUM_INT(0), base, rate, be;
	bool has_rate, has_base, has_amount;
	(void)m;
	if (!look_child(w, node, CBC_MultiplierFactorNumeric) ||
	    !look_child(w, node, CBC_BaseAmount))
		return HOLDS;
	if (decimal_at(w, node, DOWN(CBC_Amount), &amount, &has_amount) ==
		UNCLEAR ||
	    decimal_at(w, node, DOWN(CBC_BaseAmount), &base, &has_base) ==
		UNCLEAR ||
	    decimal_at(w, node, DOWN(CBC_MultiplierFactorNumeric), &rate,
		&has_rate) == UNCLEAR)
		return UNCLEAR;
	if (!num_mul(&be, base, rate, w->arena) ||
	    !num_div(&be, be, NUM_INT(100), w->arena))
		return unclear(w, "an amount has too many digits");
	return within_two_cents(w, amount, be);
}

/* ---- lines ------------------------------------------------------------- */

/* Adds the amounts of an allowance or charge to the sum of its kind. */
static enum verdict
add_allowance(struct checking *w, uint32_t node, struct num sums[2])
{
	uint32_t indicator;
	size_t count =
	    down_number(w, node, DOWN(CBC_ChargeIndicator), &indicator);
	if (count > 1)
		return unclear(w, "there is more than one ChargeIndicator");
	if (!count)
		return HOLDS;
	struct str kind = look_text(w, indicator);
	bool charge = value_is(kind, "true");
	if (!charge && !value_is(kind, "false"))
		return HOLDS;
	for (uint32_t c = look_child(w, node, CBC_Amount); c;
	     c = look_again(w, c)) {
		struct num n;
		struct str text = look_text(w, c);
		if (!value_decimal(&n, text, w->arena)) {
			w->at = c;
			return unclear(w, "'%.*s' is no decimal", SHOWN(text));
		}
		if (!num_add(&sums[charge], sums[charge], n, w->arena))
			return unclear(w, "an amount has too many digits");
	}
	return HOLDS;
}

/* The charges of a line less its allowances, each sum rounded. */
static enum verdict
line_charges(struct checking *w, uint32_t node, struct num *n)
{
	struct num sums[2] = { NUM_INT(0), NUM_INT(0) };
	for (uint32_t c = look_child(w, node, CAC_AllowanceCharge); c;
	     c = look_again(w, c))
		if (add_allowance(w, c, sums) == UNCLEAR)
			return UNCLEAR;
	if (!num_sub(n, num_round2(sums[1], w->arena),
		num_round2(sums[0], w->arena), w->arena))
		return unclear(w, "an amount has too many digits");
	return HOLDS;
}

/* Quantity x price of a line. */
static enum verdict
line_goods(struct checking *w, uint32_t node, struct num *n)
{
	struct num quantity = NUM_INT(1), price = NUM_INT(0);
	struct num base = NUM_INT(1);
	xname name = w->tree->nodes[1].name == ROOT_Invoice
			 ? CBC_InvoicedQuantity
			 : CBC_CreditedQuantity;
	bool there, per;
	if (decimal_at(w, node, DOWN(name), &quantity, &there) == UNCLEAR ||
	    decimal_at(w, node, DOWN(CAC_Price, CBC_PriceAmount), &price,
		&there) == UNCLEAR ||
	    decimal_at(w, node, DOWN(CAC_Price, CBC_BaseQuantity), &base,
		&per) == UNCLEAR)
		return UNCLEAR;
	if ((per && num_sign(base) != 0 &&
		!num_div(&price, price, base, w->arena)) ||
	    !num_mul(n, quantity, price, w->arena))
		return unclear(w, "an amount has too many digits");
	return HOLDS;
}

enum verdict
line_net(struct checking *w, const struct made *m, uint32_t node)
{
	struct num net = NUM_INT(0), goods, charges, be;
	bool there;
	(void)m;
	if (decimal_at(w, node, DOWN(CBC_LineExtensionAmount), &net, &there) ==
		UNCLEAR ||
	    line_goods(w, node, &goods) == UNCLEAR ||
	    line_charges(w, node, &charges) == UNCLEAR)
		return UNCLEAR;
	if (!num_add(&be, goods, charges, w->arena))
		return unclear(w, "an amount has too many digits");
	return within_two_cents(w, net, be);
}

enum verdict
base_quantity_above(struct checking *w, const struct made *m, uint32_t node)
{
	struct num base;
	bool there;
	(void)m;
	if (decimal_at(w, node, DOWN(CAC_Price, CBC_BaseQuantity), &base,
		&there) == UNCLEAR)
		return UNCLEAR;
	if (!there || num_sign(base) > 0)
		return HOLDS;
	struct str s = num_text(base, w->arena);
	return broken(w, "'%.*s'", SHOWN(s));
}

/* ---- prices ------------------------------------------------------------ */

/*
 * Broken when one of the three is missing; what stands behind it is not
 * looked at then.
 */
enum verdict
gross_price(struct checking *w, const struct made *m, uint32_t node)
{
	struct num price, gross, discount, be;
	bool there;
	(void)m;
	if (!look_child(w, node, CBC_BaseAmount))
		return HOLDS;
	if (decimal_at(w, w->tree->nodes[node].parent, DOWN(CBC_PriceAmount),
		&price, &there) == UNCLEAR)
		return UNCLEAR;
	if (!there)
		return broken(w, "there is no price");
	if (decimal_at(w, node, DOWN(CBC_BaseAmount), &gross, &there) ==
		UNCLEAR ||
	    decimal_at(w, node, DOWN(CBC_Amount), &discount, &there) == UNCLEAR)
		return UNCLEAR;
	if (!there)
		return broken(w, "there is no discount");
	if (!num_sub(&be, gross, discount, w->arena))
		return unclear(w, "an amount has too many digits");
	if (num_cmp(price, be, w->arena) == 0)
		return HOLDS;
	struct str a = num_text(price, w->arena), b = num_text(be, w->arena);
	return broken(w, "it is %.*s, and would be %.*s", SHOWN(a), SHOWN(b));
}
