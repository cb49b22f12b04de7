/* SPDX-License-Identifier: ISC */
#include "down.h"
#include "parties.h"
#include "value.h"

#define ADDRESS CAC_PostalAddress, CAC_Country, CBC_IdentificationCode
#define SUPPLIER CAC_AccountingSupplierParty, CAC_Party
#define CUSTOMER CAC_AccountingCustomerParty, CAC_Party
#define REPRESENTATIVE CAC_TaxRepresentativeParty

/* ---- by address -------------------------------------------------------- */

/* The code at the end of a way from the root, as it stands. */
static struct country
by_address(const struct checking *w, const xname *way)
{
	uint32_t code;
	size_t n = down_number(w, 1, way, &code);
	if (n > 1)
		return (struct country){
			.unclear = "a party has more than one country"
		};
	return (struct country){ .code = n ? look_text(w, code)
					   : (struct str)STR("") };
}

static struct str
capitals(const struct checking *w, struct str s)
{
	return value_upper(value_normal(s, w->arena), w->arena);
}

static struct country
in_capitals(const struct checking *w, struct country c)
{
	if (!c.unclear)
		c.code = capitals(w, c.code);
	return c;
}

/* The same in capitals; XX when there is none. */
static struct country
address_or_xx(const struct checking *w, const xname *way)
{
	if (!down_any(w, 1, way))
		return (struct country){ .code = STR("XX") };
	return in_capitals(w, by_address(w, way));
}

/* ---- by VAT number ----------------------------------------------------- */

/* The beginnings of VAT numbers. */
struct prefixes {
	size_t n;
	struct str last;
	bool several; /* numbers in one registration */
};

/* substring(cbc:CompanyID, 1, 2) of a registration for VAT. */
static void
take_prefix(const struct checking *w, uint32_t registration, struct prefixes *p)
{
	if (!down_is(w, registration, DOWN(CAC_TaxScheme, CBC_ID), "VAT"))
		return;
	uint32_t id = look_child(w, registration, CBC_CompanyID);
	p->several = p->several || (id && look_again(w, id));
	p->n++;
	p->last =
	    id ? value_substring(look_text(w, id), 1, 2) : (struct str)STR("");
}

/* Those at the end of a way of children. */
static void
take_prefixes(const struct checking *w, uint32_t node, const xname *way,
    struct prefixes *p)
{
	for (uint32_t c = look_child(w, node, *way); c; c = look_again(w, c))
		if (way[1])
			take_prefixes(w, c, way + 1, p);
		else
			take_prefix(w, c, p);
}

/*
 * False when there is no VAT number. Two of them are an error already where
 * the expression asks whether there is any.
 */
static bool
by_vat(const struct checking *w, const xname *way, struct country *c)
{
	struct prefixes p = { .n = 0 };
	take_prefixes(w, 1, way, &p);
	*c = (struct country){ .code = STR("") };
	if (p.n > 1 || p.several)
		c->unclear = "a party has more than one VAT number";
	else
		c->code = capitals(w, p.last);
	return c->unclear || p.last.n;
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
	p->supplier_raw = by_address(w, DOWN(SUPPLIER, ADDRESS));
	p->customer_raw = by_address(w, DOWN(CUSTOMER, ADDRESS));
	p->supplier_address = in_capitals(w, p->supplier_raw);
	p->customer_address = in_capitals(w, p->customer_raw);
	p->representative_address =
	    in_capitals(w, by_address(w, DOWN(REPRESENTATIVE, ADDRESS)));
	if (by_vat(w, DOWN(SUPPLIER, CAC_PartyTaxScheme),
		&p->accounting_supplier)) {
		p->supplier = p->accounting_supplier;
	} else {
		p->accounting_supplier =
		    address_or_xx(w, DOWN(SUPPLIER, ADDRESS));
		if (!by_vat(w, DOWN(REPRESENTATIVE, CAC_PartyTaxScheme),
			&p->supplier))
			p->supplier = p->accounting_supplier;
	}
	if (!by_vat(w, DOWN(CUSTOMER, CAC_PartyTaxScheme), &p->customer))
		p->customer = address_or_xx(w, DOWN(CUSTOMER, ADDRESS));
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

bool
party_schemes_are_clear(struct checking *w, uint32_t party)
{
	for (uint32_t r = look_child(w, party, CAC_PartyTaxScheme); r;
	     r = look_again(w, r))
		if (down_number(w, r, DOWN(CAC_TaxScheme, CBC_ID), NULL) > 1) {
			w->at = r;
			unclear(w, "there is more than one tax scheme");
			return false;
		}
	return true;
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
