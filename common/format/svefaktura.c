/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/digit.h"
#include "model/currency.h"
#include "svefaktura.h"
#include "ubl.h"

struct svefaktura {
	struct mapping *invoice, *delivery;
	xname root;
};

struct svefaktura *
svefaktura_new(struct xreader *reader)
{
	struct svefaktura *s = xcalloc(1, sizeof(*s));
	s->invoice = mapping_new(reader, &svefaktura_map);
	s->delivery = mapping_new(reader, &ubl_delivery_map);
	s->root = xreader_name(reader,
	    str_of("urn:sfti:documents:BasicInvoice:1:0"), str_of("Invoice"));
	return s;
}

void
svefaktura_free(struct svefaktura *s)
{
	mapping_free(s->invoice);
	mapping_free(s->delivery);
	free(s);
}

static void
each(struct xdoc *d, const char *path, map_visit *fn, void *arg)
{
	map_each(d->reader, &d->tree, 1, path, fn, arg);
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* ---- parties ---------------------------------------------------------- */

/* Claims the form of a Swedish organisation number, whatever its check. */
static bool
is_swedish(struct str id)
{
	if (id.n == 11 && id.p[6] == '-')
		return digits_only(id.p, 6) && digits_only(id.p + 7, 4);
	return id.n == 10 && digits_only(id.p, id.n);
}

/* Address lines at work: three of ours, filled in order. */
struct lines {
	struct xdoc *d;
	struct str *to[3];
	size_t n;
};

static bool
take_line(void *arg, uint32_t node)
{
	struct lines *l = arg;
	struct xnode *n = &l->d->tree.nodes[node];
	struct str text = str_trim(n->text);
	if (n->used || !text.n)
		return true;
	*l->to[l->n++] = text;
	n->used = true;
	return l->n < 3;
}

/* An address of free lines alone; beside a street they are something else. */
static void
read_lines(struct xdoc *d, const char *path, struct address *a)
{
	struct lines l = { d, { &a->line1, &a->line2, &a->line3 }, 0 };
	if (!a->line1.n && !a->line2.n && !a->line3.n)
		each(d, path, take_line, &l);
}

/* A country for an address that has none; nothing for one that is empty. */
static void
place(struct address *a, struct str vat_id)
{
	bool any = a->line1.n || a->city.n || a->post_code.n;
	bool vat =
	    vat_id.n > 2 && is_upper(vat_id.p[0]) && is_upper(vat_id.p[1]);
	if (!a->country.n && any)
		a->country = vat ? (struct str){ vat_id.p, 2 } : str_of("SE");
}

#define REGISTERED(party)                                                      \
	"sa:" party "Party/sa:Party/sa:PartyTaxScheme/"                        \
	"sa:RegistrationAddress/sa:Country/sa:IdentificationCode"

static void
read_parties(struct xdoc *d, struct invoice *inv)
{
	struct party *both[] = { &inv->buyer, &inv->seller };
	read_lines(d,
	    "sa:BuyerParty/sa:Party/sa:Address/sa:AddressLine/sb:Line",
	    &inv->buyer.address);
	read_lines(d,
	    "sa:SellerParty/sa:Party/sa:Address/sa:AddressLine/sb:Line",
	    &inv->seller.address);
	read_lines(d, "sa:Delivery/sa:DeliveryAddress/sa:AddressLine/sb:Line",
	    &inv->deliver_to.address);
	if (!inv->seller.address.country.n)
		inv->seller.address.country =
		    xdoc_text(d, REGISTERED("Seller"));
	xdoc_take_same(d, REGISTERED("Seller"), inv->seller.address.country);
	xdoc_take_same(d, REGISTERED("Buyer"), inv->buyer.address.country);
	for (size_t i = 0; i < 2; i++) {
		struct party *p = both[i];
		place(&p->address, p->vat_id);
		xdoc_name_party(p);
		if (is_swedish(p->legal_id))
			p->legal_scheme = str_of("0007");
	}
	place(&inv->deliver_to.address, (struct str){ NULL, 0 });
}

/* ---- references --------------------------------------------------------- */

/* The purchase orders of the lines. */
struct orders {
	struct xdoc *d;
	struct str first;
	size_t same, all;
};

static bool
count_order(void *arg, uint32_t node)
{
	struct orders *o = arg;
	struct str text = str_trim(o->d->tree.nodes[node].text);
	if (!o->all++)
		o->first = text;
	o->same += text.n && str_eq(text, o->first);
	return true;
}

/* One order of all lines is that of the document. */
static void
read_order(struct xdoc *d, struct invoice *inv)
{
	static const char path[] = "sa:InvoiceLine/sa:OrderLineReference/"
				   "sa:OrderReference/sa:BuyersID";
	struct orders o = { .d = d };
	each(d, path, count_order, &o);
	if (!o.all || o.same != o.all || o.all != inv->lines_n)
		return;
	inv->order = o.first;
	xdoc_take_same(d, path, o.first);
}

/* Takes out the references that other terms have taken. */
static void
read_attachments(struct invoice *inv)
{
	size_t kept = 0;
	for (size_t i = 0; i < inv->attachments_n; i++) {
		struct attachment a = inv->attachments[i];
		if (str_starts(a.id, "http://") || str_starts(a.id, "https://"))
			a.url = a.id;
		if (a.id.n)
			inv->attachments[kept++] = a;
	}
	inv->attachments_n = kept;
}

static void
check_line_count(struct xdoc *d, const struct invoice *inv)
{
	uint32_t node =
	    map_find(d->reader, &d->tree, 1, "sf:LineItemCountNumeric");
	struct dec said;
	if (!node)
		return;
	struct xnode *n = &d->tree.nodes[node];
	if (dec_parse(&said, str_trim(n->text)) &&
	    dec_cmp(said, DEC_INT((__int128)inv->lines_n)) == 0)
		n->used = true;
	else
		xdoc_finding(d, node, "line-count", "fatal",
		    "the document has another number of lines");
}

/* ---- payment ------------------------------------------------------------ */

static bool
is_iban(struct str s)
{
	return s.n > 14 && is_upper(s.p[0]) && is_upper(s.p[1]) &&
	       is_digit(s.p[2]) && is_digit(s.p[3]);
}

static void
read_payment(struct xdoc *d, struct invoice *inv)
{
	char due[DATE_TEXT];
	for (size_t i = 0; i < inv->payment_n; i++) {
		struct payment_means *p = &inv->payment[i];
		if (p->code.n && is_iban(p->account) &&
		    str_is(inv->currency, "EUR"))
			p->code = str_of("58");
	}
	/* each means repeats the date and the payee */
	if (date_set(inv->due_date)) {
		date_format(inv->due_date, due);
		xdoc_take_same(
		    d, "sa:PaymentMeans/sb:DuePaymentDate", str_of(due));
	}
	xdoc_take_same(
	    d, "sa:PaymentMeans/sa:PayeePartyName/sb:Name", inv->payee.name);
}

/* ---- sums --------------------------------------------------------------- */

/* a + b or a - b; what is absent counts as 0, what is out of range is left. */
static void
add(struct dec *a, struct dec b)
{
	struct dec sum;
	if (!a->set)
		*a = DEC_INT(0);
	if (b.set && dec_add(&sum, *a, b))
		*a = sum;
}

static struct dec
sum_of(const struct allowance *a, size_t n)
{
	struct dec sum = { .set = false };
	for (size_t i = 0; i < n; i++)
		add(&sum, a[i].amount);
	return sum;
}

/* A factor that stands as 0.1 instead of 10 for a tenth of the base. */
static void
mend_percent(struct allowance *a, size_t n)
{
	struct dec product;
	for (size_t i = 0; i < n; i++)
		if (a[i].percent.set && a[i].base.set && a[i].amount.set &&
		    !dec_is_zero(a[i].amount) &&
		    dec_mul(&product, a[i].percent, a[i].base) &&
		    dec_cmp(product, a[i].amount) == 0)
			dec_mul(&a[i].percent, a[i].percent, DEC_INT(100));
}

/*
 * Claims that the amount due may differ that much from its parts where no
 * round-off is said: rule R-71.
 */
static bool
is_rounding(struct dec d)
{
	return d.coef != 0 &&
	       dec_cmp(dec_abs(d), (struct dec){ 5, 1, true }) <= 0;
}

static void
read_totals(struct invoice *inv)
{
	unsigned least = currency_decimals(inv->currency);
	struct dec parts = { .set = false };
	mend_percent(inv->allowances, inv->allowances_n);
	mend_percent(inv->charges, inv->charges_n);
	inv->allowances_total = sum_of(inv->allowances, inv->allowances_n);
	inv->charges_total = sum_of(inv->charges, inv->charges_n);
	if (!inv->net.set && inv->lines_total.set) {
		add(&inv->net, inv->lines_total);
		add(&inv->net, dec_neg(inv->allowances_total));
		add(&inv->net, inv->charges_total);
		inv->net = dec_tidy(inv->net, least);
	}
	if (!inv->payable.set)
		return;
	add(&inv->gross, inv->payable);
	add(&inv->gross, dec_neg(inv->rounding));
	if (inv->net.set && !inv->rounding.set) {
		add(&parts, inv->net);
		add(&parts, inv->vat);
		struct dec rest = inv->gross;
		add(&rest, dec_neg(parts));
		if (is_rounding(rest)) {
			inv->rounding = dec_tidy(rest, least);
			inv->gross = parts;
		}
	}
	inv->gross = dec_tidy(inv->gross, least);
}

/* VAT in the accounting currency, at work. */
struct accounting {
	struct xdoc *d;
	struct dec sum;
	size_t n;
	uint32_t last;
};

static bool
add_accounting(void *arg, uint32_t node)
{
	struct accounting *a = arg;
	struct dec d;
	if (!dec_parse(&d, str_trim(a->d->tree.nodes[node].text)))
		return false;
	add(&a->sum, d);
	a->n++;
	a->last = node;
	return true;
}

/*
 * Takes the sum; the parts stay in extra, for it does not tell them. A sum
 * that is one of a single part does.
 */
static void
read_accounting(struct xdoc *d, struct invoice *inv)
{
	struct accounting a = { .d = d };
	if (!inv->vat_currency.n)
		return;
	each(d, "sa:TaxTotal/sa:TaxSubTotal/sa:TaxCurrencyTaxAmount",
	    add_accounting, &a);
	if (!a.n || a.n != inv->vat_parts_n)
		return;
	inv->vat_accounting =
	    dec_tidy(a.sum, currency_decimals(inv->vat_currency));
	if (a.n > 1)
		return;
	struct xnode *n = &d->tree.nodes[a.last];
	n->used = true;
	for (uint32_t i = 0; i < n->attrs_n; i++)
		if (str_eq(
			d->tree.attrs[n->attrs + i].value, inv->vat_currency))
			d->tree.attrs[n->attrs + i].used = true;
}

/* ---- the document ------------------------------------------------------- */

static void
read_delivery(
    const struct svefaktura *s, struct xdoc *d, const struct map_work *w)
{
	uint32_t n = map_find(d->reader, &d->tree, 1, "mc:Delivery");
	if (!n)
		return;
	d->r->delivery = arena_zero(d->arena, 1, sizeof(*d->r->delivery));
	mapping_read(s->delivery, w, n, d->r->delivery);
}

bool
svefaktura_read(const struct svefaktura *s, struct xdoc *d)
{
	if (xdoc_root(d) != s->root)
		return false;
	struct str type = xdoc_text(d, "sf:InvoiceTypeCode");
	struct str currency = xdoc_text(d, "sf:InvoiceCurrencyCode");
	d->r->kind = str_of(str_is(type, "381") ? "credit-note" : "invoice");
	d->r->source->format = str_of("svefaktura-1.0");
	if (!currency.n)
		currency = str_of("SEK");

	struct map_work w =
	    xdoc_work(d, currency, xdoc_text(d, "sf:TaxCurrencyCode"));
	struct invoice *inv = arena_zero(d->arena, 1, sizeof(*inv));
	d->r->invoice = inv;
	mapping_read(s->invoice, &w, 1, inv);
	inv->currency = currency;
	read_parties(d, inv);
	read_order(d, inv);
	read_attachments(inv);
	read_payment(d, inv);
	read_totals(inv);
	read_accounting(d, inv);
	check_line_count(d, inv);
	read_delivery(s, d, &w);
	xdoc_sweep(d);
	return true;
}
