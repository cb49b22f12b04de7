/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>

#include "svefaktura_check.h"

/* One document at work. */
struct check {
	const struct invoice *inv;
	struct fault *f;
};

/* The fault at "/invoice/" and the path, which may have an index. */
static bool fail(const struct check *, const char *rule, const char *text,
    const char *path, ...) __attribute__((format(printf, 4, 5)));

static bool
fail(const struct check *c, const char *rule, const char *text,
    const char *path, ...)
{
	char place[FAULT_TEXT] = "/invoice/";
	const size_t n = strlen(place);
	va_list ap;
	va_start(ap, path);
	vsnprintf(place + n, sizeof(place) - n, path, ap);
	va_end(ap);
	return fault_set(c->f, place, rule, "%s", text);
}

static bool
missing(const struct check *c, const char *path)
{
	return fail(c, "missing", "svefaktura needs it", "%s", path);
}

/* ---- the head ----------------------------------------------------------- */

static bool
check_head(const struct check *c, const struct record *r)
{
	const struct invoice *inv = c->inv;
	const char *type = str_is(r->kind, "credit-note") ? "381" : "380";
	if (str_blank(inv->number))
		return missing(c, "number");
	if (!date_set(inv->issue_date))
		return missing(c, "issue_date");
	if (!str_is(inv->type_code, type))
		return fail(c, "R-22",
		    "svefaktura has invoices (380) and credit notes (381)",
		    "type_code");
	if (!svefaktura_knows_currency(inv->currency))
		return fail(c, "code-list", "svefaktura lists no such currency",
		    "currency");
	if (!str_blank(inv->vat_currency) &&
	    !svefaktura_knows_currency(inv->vat_currency))
		return fail(c, "code-list", "svefaktura lists no such currency",
		    "vat_currency");
	if (str_blank(inv->buyer_reference))
		return fail(
		    c, "R-79", "svefaktura needs it", "buyer_reference");
	if (date_set(inv->period.start) != date_set(inv->period.end))
		return fail(c, "R-80",
		    "svefaktura needs its first and last day", "period");
	for (size_t i = 0; i < inv->preceding_n; i++)
		if (str_blank(inv->preceding[i].number))
			return fail(c, "missing", "svefaktura needs it",
			    "preceding/%zu/number", i);
	return true;
}

static bool
check_address(
    const struct check *c, const struct address *a, const char *name, bool must)
{
	bool any = !str_blank(a->line1) || !str_blank(a->line2) ||
		   !str_blank(a->line3) || !str_blank(a->city) ||
		   !str_blank(a->post_code) || !str_blank(a->country);
	if (must && !any)
		return fail(c, "missing", "svefaktura needs it", "%s", name);
	if (!str_blank(a->country) && !svefaktura_knows_country(a->country))
		return fail(c, "code-list", "svefaktura lists no such country",
		    "%s/country", name);
	return true;
}

static bool
check_parties(const struct check *c)
{
	const struct invoice *inv = c->inv;
	if (str_blank(inv->buyer.name))
		return missing(c, "buyer/name");
	if (str_blank(inv->seller.name))
		return missing(c, "seller/name");
	if (str_blank(inv->seller.legal_id) && str_blank(inv->seller.vat_id))
		return fail(c, "R-38", "svefaktura needs it or a VAT number",
		    "seller/legal_id");
	if (str_blank(inv->seller.vat_id) && inv->vat_parts_n)
		return fail(c, "R-88", "svefaktura needs it beside VAT",
		    "seller/vat_id");
	return check_address(c, &inv->buyer.address, "buyer/address", true) &&
	       check_address(c, &inv->seller.address, "seller/address", true) &&
	       check_address(
		   c, &inv->deliver_to.address, "deliver_to/address", false);
}

static bool
check_payment(const struct check *c)
{
	const struct invoice *inv = c->inv;
	if (inv->payment_n > 3)
		return fail(c, "cannot-carry",
		    "svefaktura has at most three ways to pay", "payment/3");
	for (size_t i = 0; i < inv->payment_n; i++)
		if (!str_blank(inv->payment[i].branch) &&
		    str_blank(inv->payment[i].account))
			return fail(c, "R-51", "stands without an account",
			    "payment/%zu/branch", i);
	return true;
}

/* ---- sums --------------------------------------------------------------- */

/* A sum in the making; out of range makes it wrong for good. */
struct sum {
	struct dec value;
	bool ok;
};

static const struct sum zero = { { .set = true }, true };

static void
add(struct sum *s, struct dec d)
{
	if (d.set)
		s->ok = s->ok && dec_add(&s->value, s->value, d);
}

/*
 * Claims that they differ by less than half a unit, or by no more. Most rules
 * are of the first kind, some of the second.
 */
static bool
is_near(struct sum s, struct dec said, bool or_equal)
{
	const struct dec half = { 5, 1, true };
	struct dec rest;
	if (!s.ok || !said.set || !dec_sub(&rest, s.value, said))
		return false;
	int cmp = dec_cmp(dec_abs(rest), half);
	return cmp < 0 || (cmp == 0 && or_equal);
}

/* ---- VAT ---------------------------------------------------------------- */

/* Claims that the rate is one that goes with the category. */
static bool
is_rate(struct str category, struct dec rate)
{
	return str_is(category, "E") ? !rate.set || dec_is_zero(rate)
				     : rate.set;
}

static bool
is_category(struct str category)
{
	return str_is(category, "S") || str_is(category, "E");
}

/* Claims that there is VAT of that category, and of S at that rate. */
static bool
has_part(const struct check *c, struct str category, struct dec rate)
{
	for (size_t i = 0; i < c->inv->vat_parts_n; i++) {
		const struct vat_part *p = &c->inv->vat_parts[i];
		if (str_eq(p->category, category) &&
		    (!str_is(category, "S") ||
			(p->rate.set && dec_cmp(p->rate, rate) == 0)))
			return true;
	}
	return false;
}

static const char only_s_and_e[] = "svefaktura has the VAT categories S and E";
static const char wrong_rate[] = "no VAT rate that goes with the category";
static const char no_part[] = "the totals have no such VAT";

/* VAT as it follows from base and rate. */
static bool
is_computed(const struct vat_part *p)
{
	struct sum s = zero;
	struct dec rate = p->rate.set ? p->rate : DEC_INT(0);
	rate.scale = (uint8_t)(rate.scale + 2); /* percent */
	s.ok = dec_mul(&s.value, p->base, rate);
	return is_near(s, p->tax, false);
}

static bool
check_vat(const struct check *c)
{
	const struct invoice *inv = c->inv;
	bool own = str_blank(inv->vat_currency) ||
		   str_eq(inv->vat_currency, inv->currency);
	struct sum taxes = zero, bases = zero;
	for (size_t i = 0; i < inv->vat_parts_n; i++) {
		const struct vat_part *p = &inv->vat_parts[i];
		if (!p->base.set || !p->tax.set)
			return fail(c, "missing", "svefaktura needs it",
			    "vat_parts/%zu/%s", i,
			    p->base.set ? "tax" : "base");
		if (!is_category(p->category))
			return fail(c, "R-59", only_s_and_e,
			    "vat_parts/%zu/category", i);
		if (!is_rate(p->category, p->rate))
			return fail(
			    c, "R-95", wrong_rate, "vat_parts/%zu/rate", i);
		if (own && !is_computed(p))
			return fail(c, "R-4", "does not follow from the rate",
			    "vat_parts/%zu/tax", i);
		add(&taxes, p->tax);
		add(&bases, p->base);
	}
	if (inv->vat_parts_n && !inv->vat.set)
		return missing(c, "vat");
	if (inv->vat.set && !is_near(taxes, inv->vat, true))
		return fail(
		    c, "R-67", "its parts come to something else", "vat");
	if (inv->vat_parts_n && inv->net.set &&
	    !is_near(bases, inv->net, false))
		return fail(
		    c, "R-10", "the VAT bases come to something else", "net");
	return true;
}

static bool
check_accounting(const struct check *c)
{
	const struct invoice *inv = c->inv;
	if (str_blank(inv->vat_currency))
		return true;
	if (str_eq(inv->vat_currency, inv->currency))
		return !inv->vat_accounting.set ||
		       (inv->vat.set &&
			   dec_cmp(inv->vat, inv->vat_accounting) == 0) ||
		       fail(c, "R-5",
			   "differs from the VAT in the same currency",
			   "vat_accounting");
	if (!inv->vat_accounting.set)
		return missing(c, "vat_accounting");
	return inv->vat_parts_n ||
	       fail(c, "R-24", "svefaktura needs it", "vat_parts");
}

/* ---- allowances and charges --------------------------------------------- */

static bool
check_allowances(const struct check *c, const struct allowance *a, size_t n,
    const char *name)
{
	for (size_t i = 0; i < n; i++, a++) {
		if (!a->amount.set)
			return fail(c, "missing", "svefaktura needs it",
			    "%s/%zu/amount", name, i);
		if (!is_category(a->vat_category))
			return fail(c, "R-76", only_s_and_e,
			    "%s/%zu/vat_category", name, i);
		if (!is_rate(a->vat_category, a->vat_rate))
			return fail(
			    c, "R-61", wrong_rate, "%s/%zu/vat_rate", name, i);
		if (!has_part(c, a->vat_category, a->vat_rate))
			return fail(
			    c, "R-89", no_part, "%s/%zu/vat_category", name, i);
	}
	return true;
}

/* ---- lines -------------------------------------------------------------- */

static bool
fail_line(const struct check *c, size_t i, const char *rule, const char *text,
    const char *field)
{
	return fail(c, rule, text, "lines/%zu/%s", i, field);
}

/* the amount follows from quantity and price. */
static bool
is_line_computed(const struct invoice_line *l)
{
	struct sum s = zero;
	struct dec q = l->price_quantity;
	s.ok = l->quantity.set && dec_mul(&s.value, l->price, l->quantity);
	if (s.ok && q.set)
		s.ok = dec_div(&s.value, s.value, q, 4, DEC_HALF_UP);
	for (size_t i = 0; i < l->allowances_n; i++)
		add(&s, dec_neg(l->allowances[i].amount));
	for (size_t i = 0; i < l->charges_n; i++)
		add(&s, l->charges[i].amount);
	return is_near(s, l->amount, false);
}

/* An item that says nothing would not be written, and the schema wants one. */
static bool
has_item(const struct invoice_line *l)
{
	return !str_blank(l->name) || !str_blank(l->description) ||
	       !str_blank(l->buyers_id) || !str_blank(l->sellers_id) ||
	       !str_blank(l->standard_id) || !str_blank(l->vat_category) ||
	       l->price.set;
}

static bool
check_line_parts(const struct check *c, const struct invoice_line *l, size_t i)
{
	const struct allowance *a =
	    l->allowances_n ? l->allowances : l->charges;
	if (l->allowances_n + l->charges_n > 1)
		return fail_line(c, i, "cannot-carry",
		    "svefaktura has one allowance or charge a line",
		    l->charges_n ? "charges" : "allowances/1");
	if (a && (!a->amount.set || dec_is_negative(a->amount)))
		return fail_line(c, i, "R-74", "no amount, or a negative one",
		    l->allowances_n ? "allowances/0/amount"
				    : "charges/0/amount");
	if (!has_item(l))
		return fail_line(
		    c, i, "missing", "svefaktura needs it", "name");
	if (l->price_quantity.set && !l->price.set)
		return fail_line(
		    c, i, "missing", "svefaktura needs it", "price");
	if (l->quantity.set && str_blank(l->unit))
		return fail_line(
		    c, i, "missing", "svefaktura needs it", "unit");
	if (l->price.set && l->price_quantity.set &&
	    !str_blank(l->price_unit) && !str_eq(l->price_unit, l->unit))
		return fail_line(
		    c, i, "R-78", "not the unit of the quantity", "price_unit");
	if (l->price.set && !is_line_computed(l))
		return fail_line(c, i, "R-20",
		    "does not follow from quantity and price", "amount");
	return true;
}

static bool
check_line_vat(const struct check *c, const struct invoice_line *l, size_t i)
{
	if (str_blank(l->vat_category))
		return !l->vat_rate.set ||
		       fail_line(c, i, "missing", "svefaktura needs it",
			   "vat_category");
	if (!is_category(l->vat_category))
		return fail_line(c, i, "R-76", only_s_and_e, "vat_category");
	if (!is_rate(l->vat_category, l->vat_rate))
		return fail_line(c, i, "R-77", wrong_rate, "vat_rate");
	return has_part(c, l->vat_category, l->vat_rate) ||
	       fail_line(c, i, "R-106", no_part, "vat_category");
}

static bool
check_lines(const struct check *c)
{
	if (!c->inv->lines_n)
		return fail(c, "R-29", "svefaktura needs one", "lines");
	for (size_t i = 0; i < c->inv->lines_n; i++) {
		const struct invoice_line *l = &c->inv->lines[i];
		if (str_blank(l->id))
			return fail_line(
			    c, i, "missing", "svefaktura needs it", "id");
		if (!l->amount.set)
			return fail_line(
			    c, i, "missing", "svefaktura needs it", "amount");
		if (!check_line_parts(c, l, i) || !check_line_vat(c, l, i))
			return false;
	}
	return true;
}

/* ---- totals ------------------------------------------------------------- */

/* What svefaktura leaves to be computed must be what computing gives. */
static bool
check_implied(
    const struct check *c, struct dec said, struct sum s, const char *name)
{
	if (!said.set || (s.ok && dec_cmp(said, s.value) == 0))
		return true;
	return fail(c, "cannot-carry",
	    "svefaktura has no place for it, and it is not what follows", "%s",
	    name);
}

static bool
check_totals(const struct check *c)
{
	const struct invoice *inv = c->inv;
	struct sum lines = zero, less = zero, more = zero, gross = zero;
	if (!inv->lines_total.set || !inv->payable.set)
		return missing(
		    c, inv->lines_total.set ? "payable" : "lines_total");
	for (size_t i = 0; i < inv->lines_n; i++)
		add(&lines, inv->lines[i].amount);
	for (size_t i = 0; i < inv->allowances_n; i++)
		add(&less, inv->allowances[i].amount);
	for (size_t i = 0; i < inv->charges_n; i++)
		add(&more, inv->charges[i].amount);
	struct sum net = lines;
	add(&net, dec_neg(less.value));
	add(&net, more.value);
	struct sum payable = net;
	add(&payable, inv->vat);
	add(&payable, inv->rounding);
	add(&gross, inv->payable);
	if (inv->rounding.set)
		add(&gross, dec_neg(inv->rounding));
	if (dec_is_negative(inv->payable))
		return fail(c, "R-105", "svefaktura takes no negative total",
		    "payable");
	if (!check_implied(c, inv->prepaid, zero, "prepaid"))
		return false;
	if (!is_near(lines, inv->lines_total, true))
		return fail(c, "R-69", "the lines come to something else",
		    "lines_total");
	if (inv->net.set && !is_near(net, inv->net, true))
		return fail(
		    c, "R-70", "its parts come to something else", "net");
	if (!is_near(payable, inv->payable, true))
		return fail(
		    c, "R-71", "its parts come to something else", "payable");
	return check_implied(
		   c, inv->allowances_total, less, "allowances_total") &&
	       check_implied(c, inv->charges_total, more, "charges_total") &&
	       check_implied(c, inv->gross, gross, "gross");
}

bool
svefaktura_check(const struct record *r, struct fault *f)
{
	const struct check c = { r->invoice, f };
	const struct invoice *inv = r->invoice;
	return check_head(&c, r) && check_parties(&c) && check_payment(&c) &&
	       check_vat(&c) && check_accounting(&c) &&
	       check_allowances(
		   &c, inv->allowances, inv->allowances_n, "allowances") &&
	       check_allowances(&c, inv->charges, inv->charges_n, "charges") &&
	       check_lines(&c) && check_totals(&c);
}
