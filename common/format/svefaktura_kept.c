/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "base/date.h"
#include "svefaktura_kept.h"

#define LINE "/Invoice/cac:InvoiceLine[]/"
#define BUYER "/Invoice/cac:BuyerParty/cac:Party/"
#define SELLER "/Invoice/cac:SellerParty/"
#define DESPATCH LINE "cac:DespatchLineReference/cac:"

enum kind { TEXT, NUMBER, DATE_TIME, RATE };

/* `[]`: any number, or none where there is only one. */
static const struct {
	const char *path;
	enum kind kind;
} places[] = {
	{ BUYER "cac:Address/cac:ID", TEXT },
	{ BUYER "cac:Contact/cbc:Telefax", TEXT },
	{ SELLER "cac:Party/cac:Address/cac:ID", TEXT },
	{ SELLER "cac:Party/cac:Contact/cbc:Telefax", TEXT },
	{ SELLER "cac:AccountsContact/cbc:Name", TEXT },
	{ SELLER "cac:AccountsContact/cbc:Telephone", TEXT },
	{ SELLER "cac:AccountsContact/cbc:Telefax", TEXT },
	{ SELLER "cac:AccountsContact/cbc:ElectronicMail", TEXT },
	{ "/Invoice/cac:PaymentTerms/cbc:PenaltySurchargePercent", NUMBER },
	{ "/Invoice/cac:ExchangeRate/cbc:CalculationRate", RATE },
	{ "/Invoice/cac:DeliveryTerms/cbc:SpecialTerms", TEXT },
	{ LINE "cac:OrderLineReference/cac:OrderReference/cac:BuyersID", TEXT },
	{ DESPATCH "LineID", TEXT },
	{ DESPATCH "DocumentReference/cac:ID", TEXT },
	{ LINE "cac:Delivery/cbc:ActualDeliveryDateTime", DATE_TIME },
};

/* Claims that the path is the place, numbers apart. */
static bool
is_at(struct str path, const char *place)
{
	for (; *place; place++) {
		if (place[0] == '[' && place[1] == ']') {
			bool numbered = path.n && path.p[0] == '[';
			place++;
			while (numbered && path.n && path.p[0] != ']')
				path = str_from(path, 1);
			path = str_from(path, numbered && path.n);
		} else if (!path.n || path.p[0] != *place) {
			return false;
		} else {
			path = str_from(path, 1);
		}
	}
	return path.n == 0;
}

/* YYYY-MM-DDThh:mm:ss and perhaps a zone, as XML Schema wants it. */
static bool
is_date_time(struct str s)
{
	struct instant at;
	return s.n >= 19 && s.p[10] == 'T' && s.p[16] == ':' &&
	       instant_parse(&at, s);
}

/* VAT in the accounting currency follows from the rate. */
static bool
is_rate(const struct invoice *inv, struct str s)
{
	const struct dec half = { 5, 1, true };
	struct dec rate, vat;
	return dec_parse(&rate, s) && rate.coef > 0 && inv->vat.set &&
	       inv->vat_accounting.set && inv->vat_currency.n &&
	       dec_mul(&vat, inv->vat, rate) &&
	       dec_sub(&vat, vat, inv->vat_accounting) &&
	       dec_cmp(dec_abs(vat), half) < 0;
}

static bool
is_good(const struct invoice *inv, struct str s, enum kind kind)
{
	struct dec d;
	if (kind == NUMBER)
		return dec_parse(&d, s) && !dec_is_negative(d);
	if (kind == DATE_TIME)
		return is_date_time(s);
	return s.n > 0 && (kind != RATE || is_rate(inv, s));
}

static bool
can_stand(const struct invoice *inv, const struct extra *e)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (is_at(e->path, places[i].path))
			return is_good(inv, str_trim(e->value), places[i].kind);
	return false;
}

static int
by_path(const void *a, const void *b)
{
	const struct extra *x = a, *y = b;
	size_t n = x->path.n < y->path.n ? x->path.n : y->path.n;
	int cmp = memcmp(x->path.p, y->path.p, n);
	return cmp ? cmp : (x->path.n > y->path.n) - (x->path.n < y->path.n);
}

/*
 * Claims that a despatch note stands without the line of it that the schema
 * wants. In order, that line is the next entry.
 */
static bool
is_orphan(const struct extra *e, const struct extra *next)
{
	static const char note[] = "DocumentReference/cac:ID",
			  line[] = "LineID";
	if (!is_at(e->path, DESPATCH "DocumentReference/cac:ID"))
		return false;
	size_t head = e->path.n - (sizeof(note) - 1);
	return !next || next->path.n != head + sizeof(line) - 1 ||
	       memcmp(next->path.p, e->path.p, head) != 0 ||
	       !str_is(str_from(next->path, head), line);
}

struct extra *
svefaktura_kept(const struct record *r, struct arena *a, size_t *n)
{
	const struct invoice *inv = r->invoice;
	struct extra *all;
	size_t found = 0;
	*n = 0;
	if (!r->source || !str_is(r->source->format, "svefaktura-1.0"))
		return NULL;
	all = arena_zero(a, inv->extra_n, sizeof(*all));
	for (size_t i = 0; i < inv->extra_n; i++)
		if (can_stand(inv, &inv->extra[i]))
			all[found++] = inv->extra[i];
	qsort(all, found, sizeof(*all), by_path);
	for (size_t i = 0; i < found; i++)
		if (!is_orphan(&all[i], i + 1 < found ? &all[i + 1] : NULL))
			all[(*n)++] = all[i];
	return all;
}
