/* SPDX-License-Identifier: ISC */
#ifndef RULES_PARTIES_H
#define RULES_PARTIES_H

/*
 * What the rules of Peppol know of a document as a whole: the countries of
 * its parties, in the different ways that they tell them, and its profile.
 * Worked out once, when the first rule asks.
 *
 * A value that needs one of what the document has several of cannot be told:
 * a rule that asks for it is UNCLEAR, a context that asks for it does not fit.
 */

#include <stdbool.h>

#include "rule.h"

/* A country as a rule sees it, mostly two capitals. */
struct country {
	struct str code; /* "" when there is none */
	const char *unclear; /* why it cannot be told; NULL when it can */
};

enum profile {
	PROFILE_UNKNOWN,
	PROFILE_BILLING, /* '01' */
	PROFILE_WITH_RESPONSE, /* '02' */
	PROFILE_UNCLEAR, /* there is more than one */
};

enum giro { GIRO_NONE, GIRO_PLUSGIRO, GIRO_BANKGIRO };

/* What was last asked of Swedish rules (peppol_se.c), which ask it again for
 * each of many children. */
struct swedish {
	uint32_t party; /* 0: none yet */
	bool is; /* its address is Swedish */
	bool has_number; /* a legal entity of it has a number */
	uint32_t payment;
	enum giro giro; /* of its branch */
};

struct parties {
	struct swedish swedish;
	bool made; /* the rest is worked out */
	/*
	 * By the first two characters of the VAT number, else by the address,
	 * in capitals; XX when there is neither. The supplier's is that of
	 * his tax representative before that of his address,
	 * accounting_supplier ($accountingSupplierCountry) is without him.
	 */
	struct country supplier, customer, accounting_supplier;
	/* By the address, blanks taken off, in capitals: $...CountryIsDE */
	struct country supplier_address, customer_address,
	    representative_address;
	/* By the address, as it stands: $DKSupplierCountry and its like. */
	struct country supplier_raw, customer_raw;
	enum profile profile; /* that of self-billing in its set */
};

/* Those of the document, worked out when this is the first question. */
const struct parties *parties_of(const struct checking *);

/* $x = 'DE': HOLDS, BROKEN; UNCLEAR, and said, when it cannot be told. */
enum verdict country_test(
    struct checking *, const struct country *, const char *code);

/* Claims that it is, for contexts: false when it cannot be told. */
bool country_is(const struct country *, const char *code);

/*
 * Claims that no registration of the party has several tax schemes; false,
 * and UNCLEAR is said, where cac:PartyTaxScheme[normalize-space(
 * cac:TaxScheme/cbc:ID) = ...] is an error in a rule.
 */
bool party_schemes_are_clear(struct checking *, uint32_t party);

/* $supplierCountryIsDE and $customerCountryIsDE */
enum verdict parties_are_german(struct checking *);

#endif
