/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "down.h"
#include "family.h"
#include "identifiers.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/* Germany: for parties that both have a German address. */

static bool
both_are_german(const struct checking *w)
{
	const struct parties *p = parties_of(w);
	return country_is(&p->supplier_address, "DE") &&
	       country_is(&p->customer_address, "DE");
}

/* ---- contexts ---------------------------------------------------------- */

static bool
is_root(const struct checking *w, uint32_t node)
{
	(void)w;
	return node == 1;
}

static bool
is_transfer(const struct checking *w, uint32_t node)
{
	return down_in(w, node, DOWN(CBC_PaymentMeansCode), " 30 58 ");
}

static bool
is_card(const struct checking *w, uint32_t node)
{
	return down_in(w, node, DOWN(CBC_PaymentMeansCode), " 48 54 55 ");
}

static bool
is_debit(const struct checking *w, uint32_t node)
{
	return down_in(w, node, DOWN(CBC_PaymentMeansCode), " 59 ");
}

/* ---- VAT --------------------------------------------------------------- */

/* Claims that some category at that way needs the seller's VAT number. */
static bool
is_taxed(const struct checking *w, uint32_t node, const xname *way)
{
	for (uint32_t c = look_child(w, node, *way); c; c = look_again(w, c))
		if (way[1] ? is_taxed(w, c, way + 1)
			   : words_have(" S Z E AE K G L M ", look_text(w, c)))
			return true;
	return false;
}

/* The categories of allowances and charges, and of lines. */
static bool
any_is_taxed(const struct checking *w)
{
	const struct index *x = w->index;
	for (uint32_t a = x->top[CAC_AllowanceCharge]; a; a = x->next_top[a])
		if ((down_is(w, a, DOWN(CBC_ChargeIndicator), "false") ||
			down_is(w, a, DOWN(CBC_ChargeIndicator), "true")) &&
		    is_taxed(w, a, DOWN(CAC_TaxCategory, CBC_ID)))
			return true;
	return is_taxed(w, 1,
		   DOWN(CAC_InvoiceLine, CAC_Item, CAC_ClassifiedTaxCategory,
		       CBC_ID)) ||
	       is_taxed(w, 1,
		   DOWN(CAC_CreditNoteLine, CAC_Item, CAC_ClassifiedTaxCategory,
		       CBC_ID));
}

static enum verdict
taxed_by_number(struct checking *w, const struct made *m, uint32_t node)
{
	if (look_any(w, &m->other, node) ||
	    rule_some_filled(w, m, node) == HOLDS)
		return HOLDS;
	return holds_if(!any_is_taxed(w));
}

/* ---- terms of payment -------------------------------------------------- */

static enum verdict
skonto(struct checking *w, const struct made *m, uint32_t node)
{
	const struct index *x = w->index;
	size_t n = 0, cap = 0;
	(void)m, (void)node;
	for (uint32_t t = x->top[CAC_PaymentTerms]; t; t = x->next_top[t])
		cap++;
	struct str *notes = arena_zero(w->arena, cap + 1, sizeof(*notes));
	for (uint32_t t = x->top[CAC_PaymentTerms]; t; t = x->next_top[t]) {
		uint32_t note = look_child(w, t, CBC_Note);
		if (note)
			notes[n++] = look_text(w, note);
	}
	enum verdict v = id_skonto_terms(notes, n);
	return v == UNCLEAR ? unclear(w, "there is more than one text") : v;
}

/* ---- documents --------------------------------------------------------- */

/* The name of an attached file, and the reference that it is in. */
struct file {
	struct str name;
	uint32_t reference;
};

struct files {
	const struct checking *w;
	struct file *files;
	size_t n;
};

static bool
count_file(void *arg, const struct found *f)
{
	struct files *all = arg;
	(void)f;
	all->n++;
	return true;
}

static bool
take_file(void *arg, const struct found *f)
{
	struct files *all = arg;
	const struct xnode *nodes = all->w->tree->nodes;
	all->files[all->n++] = (struct file){ f->attr->value,
		nodes[nodes[f->node].parent].parent };
	return true;
}

static int
by_name(const void *a, const void *b)
{
	const struct file *x = a, *y = b;
	size_t n = x->name.n < y->name.n ? x->name.n : y->name.n;
	int c = n ? memcmp(x->name.p, y->name.p, n) : 0;
	if (!c)
		c = (x->name.n > y->name.n) - (x->name.n < y->name.n);
	return c ? c
		 : (x->reference > y->reference) -
		       (x->reference < y->reference);
}

/* No two references have a file of the same name. */
static enum verdict
files_differ(struct checking *w, const struct made *m, uint32_t node)
{
	struct files all = { .w = w };
	look_each(w, &m->look, node, count_file, &all);
	if (all.n < 2)
		return HOLDS;
	all.files = arena_alloc(w->arena, all.n * sizeof(*all.files));
	all.n = 0;
	look_each(w, &m->look, node, take_file, &all);
	qsort(all.files, all.n, sizeof(*all.files), by_name);
	for (size_t i = 1; i < all.n; i++) {
		const struct file *f = &all.files[i];
		if (!str_eq(f->name, f[-1].name) ||
		    f->reference == f[-1].reference)
			continue;
		w->at = f->reference;
		return broken(w, "'%.*s'", SHOWN(f->name));
	}
	return HOLDS;
}

/* What is of the type `word` names other. */
static enum verdict
type_names(struct checking *w, const struct made *m, uint32_t node)
{
	enum verdict v = family_one_of(w, m, node, m->rule->word);
	if (v != HOLDS)
		return v == BROKEN ? HOLDS : v;
	w->at = node;
	return holds_if(look_any(w, &m->other, node));
}

/* ---- texts of a form --------------------------------------------------- */

typedef enum verdict form_fn(struct str);

static enum verdict
has_form(struct checking *w, const struct made *m, uint32_t node, form_fn *is,
    bool normal)
{
	struct str text;
	if (!family_value(w, &m->look, node, &text, m->rule->path))
		return UNCLEAR;
	switch (is(normal ? value_normal(text, w->arena) : text)) {
	case HOLDS:
		return HOLDS;
	case BROKEN:
		return broken(w, "'%.*s'", SHOWN(text));
	default:
		return unclear(w, "'%.*s'", SHOWN(text));
	}
}

static enum verdict
email(struct checking *w, const struct made *m, uint32_t node)
{
	return has_form(w, m, node, id_email, true);
}

static enum verdict
telephone(struct checking *w, const struct made *m, uint32_t node)
{
	return has_form(w, m, node, id_telephone, true);
}

static enum verdict
url(struct checking *w, const struct made *m, uint32_t node)
{
	return has_form(w, m, node, id_url, false);
}

static enum verdict
debit_iban(struct checking *w, const struct made *m, uint32_t node)
{
	return has_form(w, m, node, id_german_iban, false);
}

/* Of a SEPA transfer, which is not every one of this context. */
static enum verdict
transfer_iban(struct checking *w, const struct made *m, uint32_t node)
{
	if (!down_in(w, node, DOWN(CBC_PaymentMeansCode), " 58 "))
		return HOLDS;
	return has_form(w, m, node, id_german_iban, false);
}

/* ---- the tables -------------------------------------------------------- */

#define TYPE_CODE "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode"
#define SELLER "cac:AccountingSupplierParty/cac:Party"
#define MANDATE "cac:PaymentMeans/cac:PaymentMandate"

static const struct rule document[] = {
	{ "DE-R-001", FATAL, rule_exists, "cac:PaymentMeans",
	    .says = "a German invoice does not say how to pay (BG-16)" },
	{ "DE-R-015", FATAL, rule_some_filled, "cbc:BuyerReference",
	    .says = "a German invoice has no buyer reference (BT-10)" },
	{ "DE-R-016", FATAL, taxed_by_number,
	    SELLER "/cac:PartyTaxScheme/cbc:CompanyID",
	    "cac:TaxRepresentativeParty",
	    .says = "a German seller has neither a tax number nor a tax "
		    "representative (BT-31, BT-32, BG-11)" },
	{ "DE-R-017", WARN, rule_one_of, TYPE_CODE,
	    .word = " 326 380 384 389 381 875 876 877 ",
	    .says = "the document type is not one used in Germany (BT-3)" },
	{ "DE-R-018", FATAL, skonto,
	    .says = "a line of the payment terms that begins with # is not a "
		    "German cash discount (BT-20)" },
	{ "DE-R-022", FATAL, files_differ,
	    "cac:AdditionalDocumentReference/cac:Attachment/"
	    "cbc:EmbeddedDocumentBinaryObject/@filename",
	    .says = "two attached files have the same name (BT-125-2)" },
	{ "DE-R-026", WARN, type_names, TYPE_CODE,
	    "cac:BillingReference/cac:InvoiceDocumentReference",
	    .word = " 384 ",
	    .says = "a German correction names no invoice (BG-3)" },
	{ "DE-R-030", FATAL, rule_needs, MANDATE,
	    SELLER "/cac:PartyIdentification/cbc:ID[=SEPA]|"
		   "cac:PayeeParty/cac:PartyIdentification/cbc:ID[=SEPA]",
	    .says = "a German direct debit has no creditor identifier "
		    "(BT-90)" },
	{ "DE-R-031", FATAL, rule_needs, MANDATE,
	    MANDATE "/cac:PayerFinancialAccount/cbc:ID",
	    .says = "a German direct debit has no account to debit "
		    "(BT-91)" },
};

static const struct rule external[] = {
	{ "DE-R-T02", WARN, url, "cbc:URI",
	    .says = "the location of a supporting document is no absolute "
		    "URL (BT-124)" },
};

static const struct rule seller[] = {
	{ "DE-R-002", FATAL, rule_exists, "cac:Party/cac:Contact",
	    .says = "a German seller has no contact (BG-6)" },
};

static const struct rule seller_address[] = {
	{ "DE-R-003", FATAL, rule_some_filled, "cbc:CityName",
	    .says = "a German seller has no city (BT-37)" },
	{ "DE-R-004", FATAL, rule_some_filled, "cbc:PostalZone",
	    .says = "a German seller has no post code (BT-38)" },
};

static const struct rule contact[] = {
	{ "DE-R-005", FATAL, rule_some_filled, "cbc:Name",
	    .says = "a German seller's contact has no name (BT-41)" },
	{ "DE-R-006", FATAL, rule_some_filled, "cbc:Telephone",
	    .says = "a German seller's contact has no telephone number "
		    "(BT-42)" },
	{ "DE-R-007", FATAL, rule_some_filled, "cbc:ElectronicMail",
	    .says = "a German seller's contact has no e-mail address "
		    "(BT-43)" },
	{ "DE-R-027", WARN, telephone, "cbc:Telephone",
	    .says = "a German seller's telephone number has not three digits "
		    "(BT-42)" },
	{ "DE-R-028", WARN, email, "cbc:ElectronicMail",
	    .says = "a German seller's e-mail address is none (BT-43)" },
};

static const struct rule buyer_address[] = {
	{ "DE-R-008", FATAL, rule_some_filled, "cbc:CityName",
	    .says = "a German buyer has no city (BT-52)" },
	{ "DE-R-009", FATAL, rule_some_filled, "cbc:PostalZone",
	    .says = "a German buyer has no post code (BT-53)" },
};

static const struct rule delivery_address[] = {
	{ "DE-R-010", FATAL, rule_some_filled, "cbc:CityName",
	    .says = "a German delivery address has no city (BT-77)" },
	{ "DE-R-011", FATAL, rule_some_filled, "cbc:PostalZone",
	    .says = "a German delivery address has no post code (BT-78)" },
};

static const struct rule transfer[] = {
	{ "DE-R-019", WARN, transfer_iban, "cac:PayeeFinancialAccount/cbc:ID",
	    .says = "the account of a SEPA transfer is no IBAN (BT-84)" },
	{ "DE-R-023-1", FATAL, rule_exists, "cac:PayeeFinancialAccount",
	    .says = "a German credit transfer has no account (BG-17)" },
	{ "DE-R-023-2", FATAL, rule_absent,
	    "cac:CardAccount|cac:PaymentMandate",
	    .says = "a German credit transfer has a card or a mandate (BG-18, "
		    "BG-19)" },
};

static const struct rule card[] = {
	{ "DE-R-024-1", FATAL, rule_exists, "cac:CardAccount",
	    .says = "a German card payment has no card (BG-18)" },
	{ "DE-R-024-2", FATAL, rule_absent,
	    "cac:PayeeFinancialAccount|cac:PaymentMandate",
	    .says = "a German card payment has an account or a mandate "
		    "(BG-17, BG-19)" },
};

static const struct rule debit[] = {
	{ "DE-R-020", WARN, debit_iban,
	    "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID",
	    .says = "the account of a SEPA direct debit is no IBAN "
		    "(BT-91)" },
	{ "DE-R-025-1", FATAL, rule_exists, "cac:PaymentMandate",
	    .says = "a German direct debit has no mandate (BG-19)" },
	{ "DE-R-025-2", FATAL, rule_absent,
	    "cac:PayeeFinancialAccount|cac:CardAccount",
	    .says = "a German direct debit has an account to pay to or a "
		    "card (BG-17, BG-18)" },
};

static const struct rule breakdown[] = {
	{ "DE-R-014", FATAL, rule_some_filled, "cac:TaxCategory/cbc:Percent",
	    .says = "a German VAT breakdown has no rate (BT-119)" },
};

static const struct context contexts[] = {
	{ "/", is_root, RULES_OF(document) },
	{ "/cac:AdditionalDocumentReference/cac:Attachment/"
	  "cac:ExternalReference",
	    NULL, RULES_OF(external) },
	{ "/cac:AccountingSupplierParty", NULL, RULES_OF(seller) },
	{ "/" SELLER "/cac:PostalAddress", NULL, RULES_OF(seller_address) },
	{ "/" SELLER "/cac:Contact", NULL, RULES_OF(contact) },
	{ "/cac:AccountingCustomerParty/cac:Party/cac:PostalAddress", NULL,
	    RULES_OF(buyer_address) },
	{ "/cac:Delivery/cac:DeliveryLocation/cac:Address", NULL,
	    RULES_OF(delivery_address) },
	{ "/cac:PaymentMeans", is_transfer, RULES_OF(transfer) },
	{ "/cac:PaymentMeans", is_card, RULES_OF(card) },
	{ "/cac:PaymentMeans", is_debit, RULES_OF(debit) },
	{ "/cac:TaxTotal/cac:TaxSubtotal", NULL, RULES_OF(breakdown) },
};

const struct pattern peppol_de = { "german-rules", RULES_OF(contexts),
	both_are_german };
