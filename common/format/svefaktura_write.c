/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>

#include "base/digit.h"
#include "map_write.h"
#include "svefaktura.h"
#include "svefaktura_check.h"
#include "svefaktura_kept.h"
#include "svefaktura_objects.h"
#include "svefaktura_write.h"

struct svefaktura_writer {
	struct map_writer *map;
};

struct svefaktura_writer *
svefaktura_writer_new(void)
{
	const struct map_root root = {
		.name = "Invoice",
		.attributes =
		    " xmlns=\"urn:sfti:documents:BasicInvoice:1:0\""
		    " xmlns:cac=\"urn:sfti:CommonAggregateComponents:1:0\""
		    " xmlns:cbc=\""
		    "urn:oasis:names:tc:ubl:CommonBasicComponents:1:0\"",
	};
	struct svefaktura_writer *w = xcalloc(1, sizeof(*w));
	w->map = map_writer_new(&svefaktura_map, &root);
	return w;
}

void
svefaktura_writer_free(struct svefaktura_writer *w)
{
	map_writer_free(w->map);
	free(w);
}

/*
 * A plan is a copy of the invoice whose terms are where the rows of the map
 * write them: the mirror of svefaktura.c.
 */
struct plan {
	struct invoice inv;
	const struct record *r;
	struct arena *a;
	struct fault *f;
	char lines[24];
	struct str source, target; /* variables of the map, like lines */
};

static const struct str none = { NULL, 0 };
static const struct dec no_amount = { .set = false };

static struct str
join(struct plan *p, struct str a, struct str b)
{
	if (!a.n || !b.n)
		return a.n ? a : b;
	return arena_printf(p->a, "%.*s\n%.*s", STR_ARG(a), STR_ARG(b));
}

/* A copy of the list for the plan to change. */
static void *
copy(struct plan *p, const void *items, size_t n, size_t size)
{
	void *to = arena_zero(p->a, n, size);
	return n ? memcpy(to, items, n * size) : to;
}

/* ---- parties ---------------------------------------------------------- */

/* A Swedish VAT number is the organisation number, with two digits more. */
static void
plan_number(struct party *party)
{
	struct str vat = party->vat_id;
	bool swedish =
	    vat.n == 14 && str_starts(vat, "SE") && digits_only(vat.p + 2, 12);
	if (str_blank(party->legal_id) && swedish)
		party->legal_id = (struct str){ vat.p + 2, 10 };
}

static bool
plan_party(struct plan *p, struct party *party, const char *name)
{
	char place[64];
	party->endpoint = party->endpoint_scheme = none;
	if (str_blank(party->trading_name) ||
	    str_eq(party->trading_name, party->name)) {
		party->trading_name = party->name;
		party->name = none;
	}
	if (str_is(party->legal_scheme, "0007"))
		party->legal_scheme = none;
	const char *lost = !str_blank(party->name)	   ? "trading_name"
			   : !str_blank(party->tax_id)	   ? "tax_id"
			   : !str_blank(party->legal_info) ? "legal_info"
							   : NULL;
	if (lost)
		plan_number(party);
	if (!str_blank(party->legal_id) || !lost)
		return true;
	snprintf(place, sizeof(place), "/invoice/%s/%s", name, lost);
	return fault_set(p->f, place, "cannot-carry",
	    "it stands with an organisation number, and there is none");
}

/* ---- payment ------------------------------------------------------------ */

/* Claims that the name of an account says what another name says. */
static bool
is_known_name(const struct invoice *inv, struct str name)
{
	const struct party *s = &inv->seller, *p = &inv->payee;
	return !str_blank(p->name)
		   ? str_eq(name, p->name)
		   : str_eq(name, s->name) || str_eq(name, s->trading_name);
}

static void
plan_payment(struct plan *p, struct date due)
{
	struct invoice *inv = &p->inv;
	if (date_set(due))
		inv->due_date = due;
	size_t n = inv->payment_n;
	if (!n && (date_set(inv->due_date) || !str_blank(inv->payee.name)))
		inv->payment_n = 1; /* they stand in a way to pay */
	struct payment_means *to =
	    arena_zero(p->a, inv->payment_n, sizeof(*to));
	if (n)
		memcpy(to, inv->payment, n * sizeof(*to));
	for (size_t i = 0; i < inv->payment_n; i++) {
		if (str_blank(to[i].code))
			to[i].code = str_of("30");
		if (is_known_name(inv, to[i].account_name))
			to[i].account_name = none;
	}
	inv->payment = to;
}

/* ---- lines -------------------------------------------------------------- */

static const struct dec nought = { .set = true };

/* A reason of a code is told by its words; E without a rate has that of 0. */
static struct allowance *
plan_allowances(struct plan *p, const struct allowance *from, size_t n)
{
	struct allowance *to = copy(p, from, n, sizeof(*to));
	for (size_t i = 0; i < n; i++) {
		if (!str_blank(to[i].reason))
			to[i].reason_code = none;
		if (!to[i].vat_rate.set)
			to[i].vat_rate = nought;
	}
	return to;
}

/* That of a line has no words, and no VAT of its own. */
static struct allowance *
plan_line_allowance(struct plan *p, struct invoice_line *l,
    const struct allowance *from, size_t n)
{
	struct allowance *to = copy(p, from, n, sizeof(*to));
	for (size_t i = 0; i < n; i++) {
		if (!str_blank(to[i].reason))
			to[i].reason_code = none;
		l->note = join(p, l->note, to[i].reason);
		to[i].reason = none;
		if (to[i].base.set)
			to[i].percent = no_amount;
	}
	return to;
}

static void
plan_line(struct plan *p, struct invoice_line *l)
{
	if (!str_eq(l->description, l->name))
		l->name = join(p, l->name, l->description);
	l->description = none;
	for (size_t i = 0; i < l->attributes_n; i++)
		l->note = join(p, l->note,
		    arena_printf(p->a, "%.*s: %.*s",
			STR_ARG(l->attributes[i].name),
			STR_ARG(l->attributes[i].value)));
	l->attributes_n = 0;
	l->allowances =
	    plan_line_allowance(p, l, l->allowances, l->allowances_n);
	l->charges = plan_line_allowance(p, l, l->charges, l->charges_n);
	if (l->price_quantity.set)
		l->price_unit = l->unit;
	if (str_is(l->vat_category, "E") && !l->vat_rate.set)
		l->vat_rate = nought;
}

/* ---- VAT ---------------------------------------------------------------- */

/* What the source said of one rate in the accounting currency. */
static struct str
kept_accounting(const struct plan *p, size_t i)
{
	const struct invoice *inv = p->r->invoice;
	char path[128];
	snprintf(path, sizeof(path),
	    "/Invoice/cac:TaxTotal/cac:TaxSubTotal[%zu]/"
	    "cac:TaxCurrencyTaxAmount",
	    i + 1);
	if (!p->r->source || !str_is(p->r->source->format, "svefaktura-1.0"))
		return none;
	for (size_t k = 0; k < inv->extra_n; k++)
		if (str_is(inv->extra[k].path, path))
			return inv->extra[k].value;
	return none;
}

static struct str
text_of(struct plan *p, struct dec d)
{
	char text[DEC_TEXT];
	dec_format(d, text);
	return arena_str(p->a, str_of(text));
}

/*
 * The VAT of each rate in the accounting currency: as the source had it, or
 * all of it where only one rate has any. It stands where the map has its row,
 * in place of an exemption's code.
 */
static bool
plan_accounting(struct plan *p)
{
	struct invoice *inv = &p->inv;
	size_t taxed = 0;
	for (size_t i = 0; i < inv->vat_parts_n; i++)
		taxed += !dec_is_zero(inv->vat_parts[i].tax);
	for (size_t i = 0; i < inv->vat_parts_n; i++) {
		struct vat_part *part = &inv->vat_parts[i];
		bool whole = !dec_is_zero(part->tax) || (taxed == 0 && i == 0);
		struct str kept = kept_accounting(p, i);
		if (!str_blank(kept))
			part->exemption_code = kept;
		else if (taxed <= 1)
			part->exemption_code =
			    text_of(p, whole ? inv->vat_accounting : nought);
		else
			return fault_set(p->f, "/invoice/vat_accounting",
			    "cannot-carry",
			    "svefaktura needs it for each of several rates");
	}
	p->source = inv->currency;
	p->target = inv->vat_currency;
	inv->vat_accounting = no_amount;
	return true;
}

static bool
plan_vat(struct plan *p)
{
	struct invoice *inv = &p->inv;
	inv->vat_parts =
	    copy(p, inv->vat_parts, inv->vat_parts_n, sizeof(*inv->vat_parts));
	for (size_t i = 0; i < inv->vat_parts_n; i++) {
		struct vat_part *part = &inv->vat_parts[i];
		char place[64];
		snprintf(place, sizeof(place),
		    "/invoice/vat_parts/%zu/exemption_code", i);
		if (!str_blank(part->exemption_code) &&
		    str_blank(part->exemption))
			return fault_set(p->f, place, "cannot-carry",
			    "the format has the words of an exemption only");
		part->exemption_code = none;
		if (!part->rate.set)
			part->rate = nought;
	}
	if (!str_blank(inv->vat_currency) &&
	    !str_eq(inv->vat_currency, inv->currency))
		return plan_accounting(p);
	if (!str_blank(inv->vat_currency))
		inv->vat_accounting = no_amount;
	inv->vat_currency = none;
	return true;
}

/* ---- the rest ----------------------------------------------------------- */

static void
plan_notes(struct plan *p)
{
	struct invoice *inv = &p->inv;
	struct note *all = arena_zero(p->a, 1, sizeof(*all));
	if (inv->notes_n < 2)
		return;
	for (size_t i = 0; i < inv->notes_n; i++) {
		if (!str_blank(inv->notes[i].subject))
			return; /* the map says that it has no place */
		all->text = join(p, all->text, inv->notes[i].text);
	}
	inv->notes = all;
	inv->notes_n = 1;
}

/*
 * A reference is of an attachment (ATS) or of another document (ACD); which
 * of them stands where the map has its row, in the place of a media type. The
 * content of an attachment is no part of the invoice: the map says so.
 */
static void
plan_attachments(struct plan *p)
{
	struct invoice *inv = &p->inv;
	struct attachment *to =
	    copy(p, inv->attachments, inv->attachments_n, sizeof(*to));
	for (size_t i = 0; i < inv->attachments_n; i++) {
		bool object = str_starts(to[i].id, SVEFAKTURA_OBJECT);
		if (!str_blank(to[i].path))
			continue;
		to[i].mime =
		    str_of(!str_blank(to[i].url) || object ? "ATS" : "ACD");
		if (!str_blank(to[i].url))
			to[i].id = to[i].url;
		to[i].url = none;
	}
	inv->attachments = to;
}

static bool
plan(struct plan *p, struct date due)
{
	struct invoice *inv = &p->inv;
	inv->process = inv->specification = none;
	inv->gross = inv->prepaid = no_amount;
	inv->allowances_total = inv->charges_total = no_amount;
	snprintf(p->lines, sizeof(p->lines), "%zu", inv->lines_n);
	plan_payment(p, due); /* before names move */
	plan_notes(p);
	plan_attachments(p);
	inv->allowances =
	    plan_allowances(p, inv->allowances, inv->allowances_n);
	inv->charges = plan_allowances(p, inv->charges, inv->charges_n);
	inv->lines = copy(p, inv->lines, inv->lines_n, sizeof(*inv->lines));
	for (size_t i = 0; i < inv->lines_n; i++)
		plan_line(p, &inv->lines[i]);
	return plan_vat(p) && plan_party(p, &inv->buyer, "buyer") &&
	       plan_party(p, &inv->seller, "seller");
}

bool
svefaktura_write(const struct svefaktura_writer *w, const struct record *r,
    struct date due_date, struct arena *a, struct buf *out, struct fault *f)
{
	struct plan p = { .inv = *r->invoice, .r = r, .a = a, .f = f };
	if (!svefaktura_check(r, f) || !plan(&p, due_date))
		return false;
	const struct map_variable variables[] = {
		{ "$lines", str_of(p.lines) },
		{ "$source", p.source },
		{ "$target", p.target },
	};
	size_t kept_n;
	const struct extra *kept = svefaktura_kept(r, a, &kept_n);
	const struct map_values v = {
		.kept = kept,
		.kept_n = kept_n,
		.place = "/invoice",
		.currency = p.inv.currency,
		.vat_currency = p.inv.vat_currency,
		.variables = variables,
		.variables_n = sizeof(variables) / sizeof(*variables),
	};
	return map_write(w->map, &v, &p.inv, out, f);
}
