/* SPDX-License-Identifier: ISC */
#include "model/currency.h"
#include "model/identity.h"
#include "model/recipient.h"
#include "model/unit.h"
#include "view.h"
#include "view_part.h"

/* ---- texts ----------------------------------------------------------- */

struct str
view_join(
    struct arena *a, const char *between, const struct str *texts, size_t n)
{
	size_t gap = strlen(between), total = 0, there = 0;
	struct str only = { NULL, 0 };
	for (size_t i = 0; i < n; i++) {
		struct str s = str_trim(texts[i]);
		if (!s.n)
			continue;
		total += s.n + gap;
		only = s;
		there++;
	}
	if (there <= 1)
		return only;
	char *all = arena_alloc(a, total), *at = all;
	for (size_t i = 0; i < n; i++) {
		struct str s = str_trim(texts[i]);
		if (!s.n)
			continue;
		if (at > all) {
			memcpy(at, between, gap);
			at += gap;
		}
		memcpy(at, s.p, s.n);
		at += s.n;
	}
	return (struct str){ all, (size_t)(at - all) };
}

/* The length of the no-break space that s begins with, or 0. */
static size_t
no_break(struct str s)
{
	return str_starts(s, "\xc2\xa0") ? 2 : 0;
}

struct str
view_bare(struct arena *a, struct str s)
{
	if (!s.p)
		return s;
	char *copy = arena_alloc(a, s.n + 1), *at = copy;
	while (s.n) {
		size_t n = s.p[0] == ' ' ? 1 : no_break(s);
		if (!n)
			*at++ = s.p[0];
		s = str_from(s, n ? n : 1);
	}
	return (struct str){ copy, (size_t)(at - copy) };
}

/* ---- personal numbers ------------------------------------------------ */

/* Claims that the buyer is liable for the VAT, of which his number is proof. */
static bool
is_reverse_charge(const struct invoice *inv)
{
	for (size_t i = 0; i < inv->vat_parts_n; i++)
		if (str_is(inv->vat_parts[i].category, "AE") ||
		    str_is(inv->vat_parts[i].category, "K"))
			return true;
	return false;
}

/* The text, absent when a personal number stands in it. */
static struct str
public_of(const struct known *known, struct str s)
{
	size_t at, n;
	if (known->n && known_find(known, true, s, 0, &at, &n))
		return (struct str){ NULL, 0 };
	return s;
}

static void
cover_invoice(struct invoice *inv, const struct known *known, struct arena *a)
{
	const struct party seller = inv->seller;
	struct str representative = inv->representative.vat_id;
	struct str buyer = inv->buyer.vat_id;
	identity_cover(&invoice_object, inv, known, a);
	inv->seller.legal_id = seller.legal_id;
	inv->seller.vat_id = seller.vat_id;
	inv->seller.tax_id = seller.tax_id;
	inv->representative.vat_id = representative;
	if (is_reverse_charge(inv))
		inv->buyer.vat_id = buyer;
}

/* Numbers that are no fields to be covered; absent when they are personal. */
struct numbers {
	struct str document, customer; /* of the register */
};

/*
 * Learns the numbers of all sections before it covers any: the register may
 * know one that a note has in another spelling.
 */
static void
cover(struct record *r, struct numbers *open, struct arena *a)
{
	struct known known = { .n = 0 };
	struct {
		const struct object *object;
		void *base;
	} rest[] = {
		{ &delivery_object, r->delivery },
		{ &reach_object, r->reach },
		{ &route_object, r->route },
	};
	const size_t n = sizeof(rest) / sizeof(rest[0]);
	identity_learn(&invoice_object, r->invoice, &known);
	for (size_t i = 0; i < n; i++)
		if (rest[i].base)
			identity_learn(rest[i].object, rest[i].base, &known);
	open->document = public_of(&known, r->invoice->number);
	if (r->reach && r->reach->customer)
		open->customer = public_of(&known, r->reach->customer->number);
	if (!known.n)
		return;
	cover_invoice(r->invoice, &known, a);
	for (size_t i = 0; i < n; i++)
		if (rest[i].base)
			identity_cover(rest[i].object, rest[i].base, &known, a);
}

/* ---- the document ---------------------------------------------------- */

/*
 * The first id that is left; one of no scheme before one of a public scheme,
 * for that is what a customer number is.
 */
static struct str
customer_of(const struct party *buyer, struct str registered)
{
	struct str found = { NULL, 0 };
	for (size_t i = 0; i < buyer->ids_n; i++) {
		const struct identifier *id = &buyer->ids[i];
		if (!str_trim(id->id).n)
			continue;
		if (!id->scheme.n)
			return id->id;
		if (!found.p)
			found = id->id;
	}
	return found.p ? found : registered;
}

/* What payers call the scheme that collects the payment, or absent. */
static struct str
scheme_of(const struct conf *conf, const struct choice *debit)
{
	static const char *const names[] = {
		[CONF_NO_SCHEME] = NULL,
		[CONF_AUTOGIRO] = "Autogiro",
		[CONF_AVTALEGIRO] = "AvtaleGiro",
		[CONF_SUORAMAKSU] = "suoramaksu",
	};
	const struct conf_channel *c =
	    conf ? conf_find_channel(conf, debit->channel) : NULL;
	return str_of(c ? names[c->scheme] : NULL);
}

static void
fill_amount(struct view *v, const struct record *r, const struct view_how *how)
{
	const struct invoice *inv = v->invoice;
	struct dec payable = inv->payable;
	struct view_doc *doc = &v->doc;
	doc->credit = str_is(r->kind, "credit-note");
	doc->plain = str_is(r->kind, "letter") && !inv->lines_n &&
		     (!payable.set || dec_is_zero(payable));
	doc->asks = !doc->credit && payable.set && payable.coef > 0;
	doc->favour = !doc->credit && dec_is_negative(payable);
	if (payable.set)
		doc->amount = dec_abs(payable);
	if (!doc->asks || !r->route || !r->route->payment_n)
		return;
	const struct choice *debit = &r->route->payment[0];
	doc->drawn = true;
	doc->drawn_on = date_set(debit->date) ? debit->date : inv->due_date;
	doc->scheme = scheme_of(how->conf, debit);
}

/* Claims that it is in another country than the seller. */
static bool
is_abroad(const struct invoice *inv, const struct address *at)
{
	struct str country = str_trim(at->country);
	return country.n &&
	       !str_eq(country, str_trim(inv->seller.address.country));
}

static void
fill_doc(struct view *v, const struct view_how *how, const struct numbers *open,
    struct arena *a)
{
	const struct invoice *inv = v->invoice;
	struct view_doc *doc = &v->doc;
	const struct party *seller = &inv->seller, *buyer = &inv->buyer;
	doc->language = str_of(language_codes[how->lang]);
	doc->copy = how->variant.copy;
	doc->test = how->test;
	doc->number = open->document;
	doc->customer = customer_of(buyer, open->customer);
	doc->seller_id =
	    view_company(a, seller->address.country, seller->legal_id);
	doc->seller_vat = view_vat(a, seller->vat_id);
	doc->seller_tax = seller->tax_id;
	doc->buyer_id =
	    view_company(a, buyer->address.country, buyer->legal_id);
	doc->buyer_vat = view_vat(a, buyer->vat_id);
	doc->delivered_abroad = is_abroad(inv, &inv->deliver_to.address);
}

/* The lines of the window, the country only when the letter leaves it. */
static void
fill_to(struct view *v, const struct record *r, struct arena *a)
{
	const struct recipient to = recipient_of_record(r);
	const struct address *at = to.address;
	struct str country = { NULL, 0 };
	struct str town[] = { at->post_code, at->city };
	v->to.abroad = is_abroad(v->invoice, at);
	if (v->to.abroad)
		country = str_trim(at->country);
	struct str lines[] = { to.name, to.care_of, at->line1, at->line2,
		at->line3, view_join(a, " ", town, 2), at->region,
		country.n ? unit_country(country) : country };
	v->to.name = to.name;
	v->to.care_of = to.care_of;
	v->to.address =
	    view_join(a, "\n", lines, sizeof(lines) / sizeof(lines[0]));
	v->to.other =
	    !str_eq(str_trim(to.name), str_trim(v->invoice->buyer.name));
}

bool
view_make(struct view *v, struct record *r, const struct view_how *how,
    struct arena *a, struct fault *f)
{
	struct instant at;
	struct numbers open = { .document = { NULL, 0 } };
	if (!r->invoice)
		return fault_set(f, "", "render", "has no content to draw");
	if (!r->run || !instant_parse(&at, r->run->at))
		return fault_set(f, "/run/at", "render", "is no time");
	if (!currency_code_ok(r->invoice->currency))
		return fault_set(
		    f, "/invoice/currency", "currency", "is no currency code");
	cover(r, &open, a);
	*v = (struct view){ .kind = r->kind,
		.id = r->id,
		.invoice = arena_alloc(a, sizeof(*v->invoice)),
		.delivery = r->delivery,
		.reach = r->reach,
		.route = r->route };
	*v->invoice = *r->invoice;
	if (date_set(how->variant.due))
		v->invoice->due_date = how->variant.due;
	fill_amount(v, r, how);
	fill_doc(v, how, &open, a);
	fill_to(v, r, a);
	view_pay_fill(v, how, a);
	return true;
}
