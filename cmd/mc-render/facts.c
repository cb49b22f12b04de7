/* SPDX-License-Identifier: ISC */
#include "facts.h"
#include "head.h"

enum { FACTS = 40, GRID_COLUMNS = 4 };

struct facts {
	struct sheet *s;
	struct cell cells[FACTS];
	size_t n;
};

static void
fact(struct facts *f, enum word label, struct str value)
{
	if (str_trim(value).n)
		f->cells[f->n++] =
		    (struct cell){ word(f->s->lang, label), value };
}

static void
fact_date(struct facts *f, enum word label, struct date d)
{
	fact(f, label, figure_date(f->s->type.arena, f->s->lang, d));
}

/*
 * The first id that is nobody's identity number; one of no scheme before one
 * of a public scheme, for that is what a customer number is.
 */
static struct str
customer_number(const struct party *buyer)
{
	struct str found = { NULL, 0 };
	for (size_t i = 0; i < buyer->ids_n; i++) {
		struct str id = sheet_public(buyer->ids[i].id);
		if (id.p && !buyer->ids[i].scheme.n)
			return id;
		if (!found.p)
			found = id;
	}
	return found;
}

static struct str
preceding(struct sheet *s)
{
	size_t n = s->inv->preceding_n;
	struct str *all = arena_zero(s->type.arena, n + 1, sizeof(*all));
	for (size_t i = 0; i < n; i++) {
		const struct reference *r = &s->inv->preceding[i];
		struct str parts[] = { r->number,
			figure_date(s->type.arena, s->lang, r->issue_date) };
		all[i] = sheet_join(s, ", ", parts, 2);
	}
	return sheet_join(s, "\n", all, n);
}

static struct str
delivered_to(struct sheet *s)
{
	const struct deliver_to *d = &s->inv->deliver_to;
	struct str parts[] = { d->name,
		head_address(s, &d->address, s->to.address->country),
		d->location };
	return sheet_join(s, "\n", parts, 3);
}

static void
who_and_when(struct facts *f)
{
	const struct invoice *inv = f->s->inv;
	bool invoice = str_is(f->s->r->kind, "invoice");
	bool credit = head_is_credit(f->s->r);
	fact(f,
	    invoice  ? WORD_NUMBER
	    : credit ? WORD_CREDIT_NUMBER
		     : WORD_DOCUMENT_NUMBER,
	    inv->number);
	fact_date(f, invoice ? WORD_DATE : WORD_DOCUMENT_DATE, inv->issue_date);
	fact_date(f, WORD_DUE_DATE, inv->due_date);
	fact(f, WORD_CUSTOMER, customer_number(&inv->buyer));
	fact(f, WORD_PRECEDING, preceding(f->s));
	fact(f, WORD_PERIOD,
	    figure_period(f->s->type.arena, f->s->lang, inv->period.start,
		inv->period.end));
	fact(f, WORD_YOUR_REFERENCE, inv->buyer_reference);
	if (!str_eq(inv->buyer.contact.name, inv->buyer_reference))
		fact(f, WORD_CONTACT, inv->buyer.contact.name);
	fact(f, WORD_OUR_REFERENCE, inv->seller.contact.name);
}

static void
references(struct facts *f)
{
	const struct invoice *inv = f->s->inv;
	fact(f, WORD_ORDER, inv->order);
	fact(f, WORD_SALES_ORDER, inv->sales_order);
	fact(f, WORD_CONTRACT, inv->contract);
	fact(f, WORD_PROJECT, inv->project);
	fact(f, WORD_TENDER, inv->tender);
	fact(f, WORD_OBJECT, inv->object);
	fact(f, WORD_COST_ACCOUNT, inv->cost_account);
	fact(f, WORD_DESPATCH, inv->despatch_advice);
	fact(f, WORD_RECEIVING, inv->receiving_advice);
	fact_date(f, WORD_TAX_POINT, inv->tax_point);
	fact_date(f, WORD_DELIVERED, inv->deliver_to.date);
	fact(f, WORD_DELIVERED_TO, delivered_to(f->s));
	if (!str_eq(str_trim(inv->buyer.name), str_trim(f->s->to.name)))
		fact(f, WORD_BUYER, inv->buyer.name);
	fact(f, WORD_BUYER_ID, sheet_public(inv->buyer.legal_id));
	fact(f, WORD_BUYER_VAT, sheet_public(inv->buyer.vat_id));
}

void
facts_grid(struct sheet *s)
{
	struct facts f = { .s = s };
	who_and_when(&f);
	references(&f);
	sheet_grid(s, SHEET_LEFT, SHEET_WIDTH, GRID_COLUMNS, f.cells, f.n,
	    look_value, true);
	s->y += 3;
}

static struct str
notes(struct sheet *s)
{
	struct str *texts =
	    arena_zero(s->type.arena, s->inv->notes_n + 1, sizeof(*texts));
	for (size_t i = 0; i < s->inv->notes_n; i++)
		texts[i] = s->inv->notes[i].text;
	return sheet_join(s, "\n", texts, s->inv->notes_n);
}

static void
no_vat(struct sheet *s)
{
	for (size_t i = 0; i < s->inv->vat_parts_n; i++) {
		const struct vat_part *v = &s->inv->vat_parts[i];
		struct str why =
		    v->exemption.n ? v->exemption : v->exemption_code;
		struct str label = word_with(s->type.arena, s->lang,
		    WORD_NO_VAT, wrap_clean(&s->type, v->category));
		if (v->category.n <= 2)
			sheet_paragraph(s, label, why);
	}
}

static struct str
attachments(struct sheet *s)
{
	size_t n = s->inv->attachments_n;
	struct str *all = arena_zero(s->type.arena, n + 1, sizeof(*all));
	for (size_t i = 0; i < n; i++) {
		const struct attachment *a = &s->inv->attachments[i];
		struct str parts[] = { a->id, a->description, a->filename,
			a->url };
		all[i] = sheet_join(s, ", ", parts, 4);
	}
	return sheet_join(s, "\n", all, n);
}

static struct str
representative(struct sheet *s)
{
	const struct party *p = &s->inv->representative;
	struct str parts[] = { p->name,
		head_address(s, &p->address, s->to.address->country),
		sheet_public(p->vat_id) };
	return sheet_join(s, "\n", parts, 3);
}

void
facts_notes(struct sheet *s)
{
	s->y += 3;
	sheet_paragraph(s, word(s->lang, WORD_NOTE), notes(s));
	sheet_paragraph(s, word(s->lang, WORD_TERMS), s->inv->payment_terms);
	no_vat(s);
	sheet_paragraph(
	    s, word(s->lang, WORD_REPRESENTATIVE), representative(s));
	sheet_paragraph(s, word(s->lang, WORD_ATTACHMENTS), attachments(s));
	for (size_t i = 0; i < s->longs_n; i++)
		sheet_paragraph(
		    s, word(s->lang, s->longs[i].label), s->longs[i].text);
}
