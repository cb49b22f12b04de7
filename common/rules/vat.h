/* SPDX-License-Identifier: ISC */
#ifndef RULES_VAT_H
#define RULES_VAT_H

/*
 * What the rules on VAT ask of a document, found out once and in time linear
 * in its lines: which categories are used where, what their lines, allowances
 * and charges come to, and which tax numbers the parties have (EN 16931-1,
 * BG-23 and the rules BR-S to BR-B).
 *
 * A category here is what the code of a cac:TaxCategory (of an allowance, a
 * charge or the breakdown) or cac:ClassifiedTaxCategory (of an item) says,
 * cbc:ID. An element with several codes has no category that could be told;
 * it is named as `unclear`, and whatever the rest says goes on.
 */

#include "num.h"
#include "rule.h"

/* The codes of UNTDID 5305 that the standard takes. */
enum vat_category {
	VAT_NONE, /* several codes, or no element of a tax */
	VAT_OTHER, /* none of these, or no code */
	VAT_S, /* standard rated */
	VAT_Z, /* zero rated */
	VAT_E, /* exempt */
	VAT_AE, /* reverse charge */
	VAT_K, /* intra-community supply */
	VAT_G, /* export */
	VAT_O, /* outside VAT */
	VAT_L, /* Canary Islands, IGIC */
	VAT_M, /* Ceuta and Melilla, IPSI */
	VAT_B, /* split payment, Italy */
	VAT_CATEGORIES
};

#define VAT_BIT(category) (1u << (category))

/* Where categories are used. */
enum vat_place {
	VAT_ANYWHERE,
	VAT_ITEMS, /* cac:ClassifiedTaxCategory */
	VAT_EITHER, /* of any cac:AllowanceCharge */
	VAT_ALLOWANCES,
	VAT_CHARGES,
	VAT_TOP_EITHER, /* of those of the document, not of its lines */
	VAT_TOP_ALLOWANCES,
	VAT_TOP_CHARGES,
	VAT_BREAKDOWN, /* cac:TaxTotal/cac:TaxSubtotal of the document */
	VAT_PLACES
};

/* The categories of one place, VAT_BIT of each; of VAT: look_is_vat. */
struct vat_set {
	unsigned code; /* by the one code, without blanks around it */
	unsigned vat; /* the same, of VAT */
	unsigned plain; /* by any code, byte for byte */
	unsigned plain_vat; /* the same, of VAT */
	unsigned each; /* by any code, without blanks, of VAT */
	unsigned again; /* those that come up in each more than once */
	uint32_t first[VAT_CATEGORIES]; /* the first element of it, or 0 */
	uint32_t unclear; /* one that cannot be told, or 0 */
};

/* What stands in the document at one category, or one category and rate. */
struct vat_sum {
	struct num lines[2]; /* cac:InvoiceLine, cac:CreditNoteLine; BT-131 */
	struct num net; /* its charges less its allowances; BT-99, BT-92 */
	uint32_t last; /* the element that went in last */
	uint32_t unclear; /* one that cannot be added, or 0 */
};

/* A rate of the breakdown, of a category that has several of them. */
struct vat_rate {
	enum vat_category category; /* VAT_S, VAT_L or VAT_M */
	struct num rate;
	struct vat_sum sum;
	/* The first it is on, wherever they stand, or 0: cac:InvoiceLine, */
	uint32_t on_lines[2]; /* cac:CreditNoteLine; */
	uint32_t on_charges; /* cac:AllowanceCharge. */
	struct arena *arena; /* to compare it in */
};

/* The cbc:CompanyID that parties have. */
enum {
	VAT_SELLER_TAX = 1, /* of any tax, BT-31 or BT-32 */
	VAT_SELLER = 2, /* of VAT, BT-31 */
	VAT_REPRESENTATIVE = 4, /* of VAT, BT-63 */
	VAT_BUYER = 8, /* of VAT, BT-48 */
	VAT_BUYER_LEGAL = 16 /* of his registration, BT-47 */
};

struct vat {
	struct vat_set sets[VAT_PLACES];
	struct vat_sum sums[VAT_CATEGORIES]; /* by category, of any tax */
	struct vat_rate *rates; /* in order, each once */
	size_t rates_n;
	unsigned numbers; /* VAT_SELLER_TAX ... */
	/*
	 * The first standard rated ones that are not of the document, and so
	 * not added up, whose rate is no number, or 0.
	 */
	uint32_t unrated_lines[2], unrated_charges;
	uint8_t *categories; /* by node, for vat_is */
};

/* The facts, in the arena of the checking, whose tree and index are set. */
struct vat *vat_make(struct checking *);

/* Claims that the element is a category of VAT with that one code. */
bool vat_is(const struct checking *, uint32_t node, enum vat_category);

/* What stands at a rate of the breakdown; NULL when it is not there. */
struct vat_rate *vat_at(
    struct vat *, enum vat_category, struct num rate, struct arena *);

/* "cac:InvoiceLine" and "cac:CreditNoteLine", as struct vat_sum has them. */
extern const xname vat_lines[2];

#endif
