/* SPDX-License-Identifier: ISC */
#include "parties.h"
#include "value.h"

/* Ways from the root to what has an address and VAT numbers. */
static const xname supplier[] = { CAC_AccountingSupplierParty, CAC_Party, 0 };
static const xname customer[] = { CAC_AccountingCustomerParty, CAC_Party, 0 };
static const xname representative[] = { CAC_TaxRepresentativeParty, 0 };

typedef void node_fn(const struct checking *, void *arg, uint32_t node);

/* Calls fn for all at the end of a way of children. */
static void
each(const struct checking *w, uint32_t node, const xname *way, node_fn *fn,
    void *arg)
{
	if (!*way) {
		fn(w, arg, node);
		return;
	}
	for (uint32_t c = look_child(w, node, *way); c; c = look_again(w, c))
		each(w, c, way + 1, fn, arg);
}

/* Texts of which a rule uses the only one. */
struct texts {
	size_t n;
	struct str last;
	const char *unclear; /* why even that cannot be told */
};

static void
take_text(const struct checking *w, void *arg, uint32_t node)
{
	struct texts *t = arg;
	t->n++;
	t->last = look_text(w, node);
}

static struct str
capitals(const struct checking *w, struct str s)
{
	return value_upper(value_normal(s, w->arena), w->arena);
}

/* ---- by address -------------------------------------------------------- */

static void
take_country(const struct checking *w, void *arg, uint32_t party)
{
	static const xname way[] = { CAC_PostalAddress, CAC_Country,
		CBC_IdentificationCode, 0 };
	each(w, party, way, take_text, arg);
}

/* As it stands; "" when there is none. */
static struct country
by_address(const struct checking *w, const xname *party)
{
	struct texts t = { .last = STR("") };
	each(w, 1, party, take_country, &t);
	if (t.n > 1)
		return (struct country){
			.unclear = "a party has more than one country"
		};
	return (struct country){ .code = t.last };
}

static struct country
in_capitals(const struct checking *w, struct country c)
{
	if (!c.unclear)
		c.code = capitals(w, c.code);
	return c;
}

/* ---- by VAT number ----------------------------------------------------- */

static bool
is_vat(const struct checking *w, uint32_t registration)
{
	static const xname way[] = { CAC_TaxScheme, CBC_ID, 0 };
	for (uint32_t s = look_child(w, registration, way[0]); s;
	     s = look_again(w, s))
		for (uint32_t id = look_child(w, s, way[1]); id;
		     id = look_again(w, id))
			if (str_is(look_text(w, id), "VAT"))
				return true;
	return false;
}

/* substring(cbc:CompanyID, 1, 2) of a registration for VAT. */
static void
take_prefix(const struct checking *w, void *arg, uint32_t registration)
{
	struct texts *t = arg;
	if (!is_vat(w, registration))
		return;
	uint32_t id = look_child(w, registration, CBC_CompanyID);
	if (id && look_again(w, id))
		t->unclear = "a party has more than one VAT number";
	t->n++;
	t->last =
	    id ? value_substring(look_text(w, id), 1, 2) : (struct str)STR("");
}

static void
take_registrations(const struct checking *w, void *arg, uint32_t party)
{
	static const xname way[] = { CAC_PartyTaxScheme, 0 };
	each(w, party, way, take_prefix, arg);
}

/*
 * False when there is no VAT number. Two of them are an error already where
 * the expression asks whether there is any.
 */
static bool
by_vat(const struct checking *w, const xname *party, struct country *c)
{
	struct texts t = { .last = STR("") };
	each(w, 1, party, take_registrations, &t);
	if (t.n > 1)
		t.unclear = "a party has more than one VAT number";
	*c = (struct country){ .unclear = t.unclear };
	if (!t.unclear)
		c->code = capitals(w, t.last);
	return t.unclear || t.last.n;
}

/* By the address, in capitals, else XX. */
static struct country
address_or_xx(const struct checking *w, const xname *party)
{
	struct texts t = { .n = 0 };
	each(w, 1, party, take_country, &t);
	if (!t.n)
		return (struct country){ .code = STR("XX") };
	return in_capitals(w, by_address(w, party));
}

/* ---- the whole --------------------------------------------------------- */

static enum profile
profile_of(const struct checking *w)
{
	const char *own = w->set == RULES_SELFBILLING
			      ? "urn:fdc:peppol.eu:2017:poacc:"
				"selfbilling:01:1.0"
			      : "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
	uint32_t id = w->index->top[CBC_ProfileID];
	if (!id)
		return PROFILE_UNKNOWN;
	if (w->index->next_top[id])
		return PROFILE_UNCLEAR;
	struct str s = value_normal(look_text(w, id), w->arena);
	if (str_is(s, own) ||
	    str_is(s, "urn:peppol:france:billing:regulated") ||
	    str_is(s, "urn:peppol:france:billing:non-regulated"))
		return PROFILE_BILLING;
	if (str_is(s, "urn:peppol:bis:billing_with_response"))
		return PROFILE_WITH_RESPONSE;
	return PROFILE_UNKNOWN;
}

static void
make(const struct checking *w, struct parties *p)
{
	p->made = true;
	p->supplier_raw = by_address(w, supplier);
	p->customer_raw = by_address(w, customer);
	p->supplier_address = in_capitals(w, p->supplier_raw);
	p->customer_address = in_capitals(w, p->customer_raw);
	p->representative_address =
	    in_capitals(w, by_address(w, representative));
	if (!by_vat(w, supplier, &p->accounting_supplier)) {
		p->accounting_supplier = address_or_xx(w, supplier);
		if (!by_vat(w, representative, &p->supplier))
			p->supplier = p->accounting_supplier;
	} else {
		p->supplier = p->accounting_supplier;
	}
	if (!by_vat(w, customer, &p->customer))
		p->customer = address_or_xx(w, customer);
	p->profile = profile_of(w);
}

const struct parties *
parties_of(const struct checking *w)
{
	if (!w->parties->made)
		make(w, w->parties);
	return w->parties;
}

enum verdict
country_test(struct checking *w, const struct country *c, const char *code)
{
	if (c->unclear)
		return unclear(w, "%s", c->unclear);
	return holds_if(str_is(c->code, code));
}

bool
country_is(const struct country *c, const char *code)
{
	return !c->unclear && str_is(c->code, code);
}

enum verdict
parties_are_german(struct checking *w)
{
	const struct parties *p = parties_of(w);
	enum verdict supplier_is = country_test(w, &p->supplier_address, "DE");
	return supplier_is == HOLDS
		   ? country_test(w, &p->customer_address, "DE")
		   : supplier_is;
}
