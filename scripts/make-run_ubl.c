/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "make-run.h"

static void
indent(struct run *w)
{
	for (int i = 0; i < w->depth; i++)
		buf_addc(&w->out, ' ');
}

/* Starts an element of elements; ended by up(). */
static void
down(struct run *w, const char *name)
{
	indent(w);
	buf_addc(&w->out, '<');
	buf_adds(&w->out, name);
	buf_add(&w->out, ">\n", 2);
	w->depth++;
}

static void
up(struct run *w, const char *name)
{
	w->depth--;
	indent(w);
	buf_add(&w->out, "</", 2);
	buf_adds(&w->out, name);
	buf_add(&w->out, ">\n", 2);
}

/* An element of text, with one attribute unless that is NULL. */
static void
put(struct run *w, const char *name, const char *attribute, const char *value,
    const char *text)
{
	struct buf *b = &w->out;
	indent(w);
	buf_addc(b, '<');
	buf_adds(b, name);
	if (attribute) {
		buf_addc(b, ' ');
		buf_adds(b, attribute);
		buf_add(b, "=\"", 2);
		buf_adds(b, value);
		buf_addc(b, '"');
	}
	buf_addc(b, '>');
	for (; *text; text++)
		if (*text == '&')
			buf_adds(b, "&amp;");
		else
			buf_addc(b, *text);
	buf_add(b, "</", 2);
	buf_adds(b, name);
	buf_add(b, ">\n", 2);
}

static void
text(struct run *w, const char *name, const char *value)
{
	put(w, name, NULL, NULL, value);
}

static void
number(struct run *w, const char *name, const char *attribute,
    const char *value, struct dec d)
{
	char digits[DEC_TEXT];
	dec_format(d, digits);
	put(w, name, attribute, value, digits);
}

static void
amount(struct run *w, const struct doc *d, const char *name, struct dec value)
{
	if (value.set)
		number(w, name, "currencyID", d->s->currency, value);
}

static void
day(struct run *w, const char *name, struct date date)
{
	char digits[DATE_TEXT];
	date_format(date, digits);
	text(w, name, digits);
}

static void
tax_category(struct run *w, const struct doc *d, const char *name,
    char category, struct dec rate, bool reason)
{
	const char code[2] = { category, '\0' };
	down(w, name);
	text(w, "cbc:ID", code);
	number(w, "cbc:Percent", NULL, NULL, rate);
	if (reason && category == 'E')
		text(w, "cbc:TaxExemptionReason", d->s->w.exempt);
	down(w, "cac:TaxScheme");
	text(w, "cbc:ID", "VAT");
	up(w, "cac:TaxScheme");
	up(w, name);
}

static void
tax_scheme(struct run *w, const char *company, const char *scheme)
{
	down(w, "cac:PartyTaxScheme");
	text(w, "cbc:CompanyID", company);
	down(w, "cac:TaxScheme");
	text(w, "cbc:ID", scheme);
	up(w, "cac:TaxScheme");
	up(w, "cac:PartyTaxScheme");
}

static void
address(struct run *w, const char *street, const char *city,
    const char *post_code, const char *country)
{
	down(w, "cac:PostalAddress");
	text(w, "cbc:StreetName", street);
	text(w, "cbc:CityName", city);
	text(w, "cbc:PostalZone", post_code);
	down(w, "cac:Country");
	text(w, "cbc:IdentificationCode", country);
	up(w, "cac:Country");
	up(w, "cac:PostalAddress");
}

static void
contact(struct run *w, const char *name, const char *phone, const char *email)
{
	down(w, "cac:Contact");
	if (name)
		text(w, "cbc:Name", name);
	if (phone)
		text(w, "cbc:Telephone", phone);
	text(w, "cbc:ElectronicMail", email);
	up(w, "cac:Contact");
}

static void
legal_entity(
    struct run *w, const char *name, const char *scheme, const char *id)
{
	down(w, "cac:PartyLegalEntity");
	text(w, "cbc:RegistrationName", name);
	if (id)
		put(w, "cbc:CompanyID", "schemeID", scheme, id);
	up(w, "cac:PartyLegalEntity");
}

static void
seller(struct run *w, const struct sender *s)
{
	down(w, "cac:AccountingSupplierParty");
	down(w, "cac:Party");
	put(w, "cbc:EndpointID", "schemeID", s->scheme, s->org);
	down(w, "cac:PartyName");
	text(w, "cbc:Name", s->name);
	up(w, "cac:PartyName");
	address(w, s->street, s->city, s->post_code, s->country);
	tax_scheme(w, s->vat, "VAT");
	if (s->tax)
		tax_scheme(w, s->tax, "TAX");
	legal_entity(w, s->name, s->legal_scheme, s->legal);
	contact(w, s->contact, s->phone, s->email);
	up(w, "cac:Party");
	up(w, "cac:AccountingSupplierParty");
}

static void
buyer(struct run *w, const struct doc *d)
{
	const struct customer *c = &d->c;
	const struct sender *s = d->s;
	char id[16];
	snprintf(id, sizeof(id), "C-%u", c->number);
	down(w, "cac:AccountingCustomerParty");
	down(w, "cac:Party");
	/* nobody is at home in Peppol: a consumer's is the distributor */
	put(w, "cbc:EndpointID", "schemeID", c->company ? s->scheme : "0088",
	    c->company ? c->org : "7350000000016");
	down(w, "cac:PartyIdentification");
	text(w, "cbc:ID", id);
	up(w, "cac:PartyIdentification");
	down(w, "cac:PartyName");
	text(w, "cbc:Name", c->name);
	up(w, "cac:PartyName");
	address(w, c->street, c->town->name, c->town->post_code, s->country);
	legal_entity(w, c->name, s->scheme, c->company ? c->org : NULL);
	if (*c->email && c->number % 3 == 2)
		contact(w, NULL, NULL, c->email);
	up(w, "cac:Party");
	up(w, "cac:AccountingCustomerParty");
}

static void
payment(struct run *w, const struct doc *d)
{
	const struct sender *s = d->s;
	char account[24];
	size_t n = strlen(s->account);
	memcpy(account, s->account, n + 1);
	if (d->bad == BAD_ACCOUNT)
		account[n - 1] = account[n - 1] == '9' ? '0' : '9';
	down(w, "cac:PaymentMeans");
	text(w, "cbc:PaymentMeansCode", s->means);
	text(w, "cbc:PaymentID", d->reference);
	down(w, "cac:PayeeFinancialAccount");
	text(w, "cbc:ID", account);
	text(w, "cbc:Name", s->name);
	if (s->branch) {
		down(w, "cac:FinancialInstitutionBranch");
		text(w, "cbc:ID", s->branch);
		up(w, "cac:FinancialInstitutionBranch");
	}
	up(w, "cac:PayeeFinancialAccount");
	up(w, "cac:PaymentMeans");
}

/* An allowance or charge on the document, when there is one. */
static void
allowance(struct run *w, const struct doc *d, const char *is_charge,
    const char *reason, struct dec value)
{
	if (!value.set)
		return;
	down(w, "cac:AllowanceCharge");
	text(w, "cbc:ChargeIndicator", is_charge);
	text(w, "cbc:AllowanceChargeReason", reason);
	amount(w, d, "cbc:Amount", value);
	tax_category(w, d, "cac:TaxCategory", 'S', d->s->rate, false);
	up(w, "cac:AllowanceCharge");
}

static void
totals(struct run *w, const struct doc *d)
{
	down(w, "cac:TaxTotal");
	amount(w, d, "cbc:TaxAmount", d->vat);
	for (unsigned i = 0; i < d->parts_n; i++) {
		const struct part *p = &d->parts[i];
		down(w, "cac:TaxSubtotal");
		amount(w, d, "cbc:TaxableAmount", p->base);
		amount(w, d, "cbc:TaxAmount", p->tax);
		tax_category(
		    w, d, "cac:TaxCategory", p->category, p->rate, true);
		up(w, "cac:TaxSubtotal");
	}
	up(w, "cac:TaxTotal");
	down(w, "cac:LegalMonetaryTotal");
	amount(w, d, "cbc:LineExtensionAmount", d->lines_stated);
	amount(w, d, "cbc:TaxExclusiveAmount", d->net);
	amount(w, d, "cbc:TaxInclusiveAmount", d->gross);
	amount(w, d, "cbc:AllowanceTotalAmount", d->allowance);
	amount(w, d, "cbc:ChargeTotalAmount", d->charge);
	amount(w, d, "cbc:PrepaidAmount", d->prepaid);
	amount(w, d, "cbc:PayableRoundingAmount", d->rounding);
	amount(w, d, "cbc:PayableAmount", d->payable);
	up(w, "cac:LegalMonetaryTotal");
}

static void
period(struct run *w)
{
	down(w, "cac:InvoicePeriod");
	text(w, "cbc:StartDate", "2026-10-01");
	text(w, "cbc:EndDate", "2026-10-31");
	up(w, "cac:InvoicePeriod");
}

static void
property(struct run *w, const char *name, const char *value)
{
	down(w, "cac:AdditionalItemProperty");
	text(w, "cbc:Name", name);
	text(w, "cbc:Value", value);
	up(w, "cac:AdditionalItemProperty");
}

/* What a line told at length says behind its amount. */
static void
references(struct run *w, const struct doc *d, unsigned i)
{
	text(w, "cbc:AccountingCost", d->number);
	period(w);
	down(w, "cac:OrderLineReference");
	number(w, "cbc:LineID", NULL, NULL, DEC_INT(i + 1));
	up(w, "cac:OrderLineReference");
}

static void
article(struct run *w, const struct doc *d, const struct line *l)
{
	down(w, "cac:SellersItemIdentification");
	number(
	    w, "cbc:ID", NULL, NULL, DEC_INT(1001 + (l->item - d->s->items)));
	up(w, "cac:SellersItemIdentification");
}

static void
line(struct run *w, const struct doc *d, unsigned i)
{
	const struct line *l = &d->lines[i];
	const struct words *notes = &d->s->w.notes;
	bool at_length = w->lines_n > 0;
	const char *name = d->credit ? "cac:CreditNoteLine" : "cac:InvoiceLine";
	down(w, name);
	number(w, "cbc:ID", NULL, NULL, DEC_INT(i + 1));
	if (at_length)
		text(w, "cbc:Note", notes->word[i % notes->n]);
	number(w, d->credit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
	    "unitCode", l->item->unit, l->quantity);
	amount(w, d, "cbc:LineExtensionAmount", l->amount);
	if (at_length)
		references(w, d, i);
	down(w, "cac:Item");
	text(w, "cbc:Name", l->item->name);
	if (at_length)
		article(w, d, l);
	tax_category(
	    w, d, "cac:ClassifiedTaxCategory", l->category, l->rate, false);
	if (at_length || (l->item->metered && i == 0))
		property(w, d->s->w.meter, d->meter);
	up(w, "cac:Item");
	down(w, "cac:Price");
	amount(w, d, "cbc:PriceAmount", l->price);
	up(w, "cac:Price");
	up(w, name);
}

/* What is before the parties. */
static void
head(struct run *w, const struct doc *d)
{
	text(w, "cbc:CustomizationID",
	    "urn:cen.eu:en16931:2017#compliant#"
	    "urn:fdc:peppol.eu:2017:poacc:billing:3.0");
	text(w, "cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0");
	text(w, "cbc:ID", d->number);
	day(w, "cbc:IssueDate", d->issue);
	if (!d->credit)
		day(w, "cbc:DueDate",
		    date_from_days(date_days(d->issue) + d->s->days));
	text(w, d->credit ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode",
	    d->credit ? "381" : "380");
	if (d->bad == BAD_XML)
		buf_adds(&w->out, "<cbc:Note>Kost & logi</cbc:Not>\n");
	else if (d->note)
		text(w, "cbc:Note", d->note);
	text(w, "cbc:DocumentCurrencyCode", d->s->currency);
	text(w, "cbc:BuyerReference", d->c.name);
	period(w);
	if (w->lines_n) {
		down(w, "cac:OrderReference");
		text(w, "cbc:ID", d->meter);
		up(w, "cac:OrderReference");
	}
	if (d->credit) {
		down(w, "cac:BillingReference");
		down(w, "cac:InvoiceDocumentReference");
		text(w, "cbc:ID", d->earlier);
		text(w, "cbc:IssueDate", "2026-10-16");
		up(w, "cac:InvoiceDocumentReference");
		up(w, "cac:BillingReference");
	}
}

void
ubl_write(struct run *w, const struct doc *d)
{
	const char *name = d->credit ? "CreditNote" : "Invoice";
	const struct words_of *of = &d->s->w;
	buf_printf(&w->out, "<%s xmlns=\"%s%s-2\"", name,
	    d->bad == BAD_NAMESPACE
		? "urn:example:other:"
		: "urn:oasis:names:specification:ubl:schema:xsd:",
	    name);
	buf_adds(&w->out,
	    "\n xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:"
	    "CommonAggregateComponents-2\""
	    "\n xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:"
	    "CommonBasicComponents-2\">\n");
	w->depth++;
	head(w, d);
	seller(w, d->s);
	buyer(w, d);
	if (!d->credit)
		payment(w, d);
	down(w, "cac:PaymentTerms");
	text(w, "cbc:Note", d->credit ? of->credit_terms : of->terms);
	up(w, "cac:PaymentTerms");
	allowance(w, d, "false", of->discount, d->allowance);
	allowance(w, d, "true", of->fee, d->charge);
	totals(w, d);
	for (unsigned i = 0; i < d->lines_n; i++)
		line(w, d, i);
	up(w, name);
}
