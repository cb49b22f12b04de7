/* SPDX-License-Identifier: ISC */
#include "en16931.h"
#include "family.h"
#include "vat.h"

/*
 * EN 16931 for UBL, release 1.3.16: VAT by its categories. Each of them has
 * the same ten questions, which the official rules answer a little
 * differently; what only one has follows them in its table.
 */

#define STANDARD "VAT category S (standard rated)"
#define ZERO "VAT category Z (zero rated)"
#define EXEMPT "VAT category E (exempt)"
#define REVERSE "VAT category AE (reverse charge)"
#define INTRA "VAT category K (intra-community supply)"
#define EXPORT "VAT category G (export)"
#define OUTSIDE "VAT category O (outside VAT)"
#define IGIC "VAT category L (IGIC of the Canary Islands)"
#define IPSI "VAT category M (IPSI of Ceuta and Melilla)"
#define SPLIT "VAT category B (split payment)"

#define NEEDS_SELLER_TAX                                                       \
	", and no VAT or tax number of the seller and no VAT number of his "   \
	"representative is there (BT-31, BT-32, BT-63)"
#define NEEDS_SELLER                                                           \
	", and no VAT number of the seller or his representative is there "    \
	"(BT-31, BT-63)"
#define NEEDS_BOTH_TAX                                                         \
	", and a VAT or tax number of the seller or a VAT or registration "    \
	"number of the buyer is missing (BT-31, BT-32, BT-63, BT-48, BT-47)"
#define NEEDS_BOTH                                                             \
	", and a VAT number of the seller or of the buyer is missing (BT-31, " \
	"BT-63, BT-48)"
#define NO_NUMBERS                                                             \
	", and a VAT number of the seller, his representative or the buyer "   \
	"is there (BT-31, BT-63, BT-48)"

#define REASON "cbc:TaxExemptionReason|cbc:TaxExemptionReasonCode"
#define ITEM_TAX "cac:Item/cac:ClassifiedTaxCategory"

static const struct rule document[] = {
	{ "BR-S-01", FATAL, vat_broken_down, .n = VAT_S,
	    .says = STANDARD " is in use and not in the breakdown, or the "
			     "other way round (BG-23)" },
	{ "BR-Z-01", FATAL, vat_broken_down_once, .n = VAT_Z,
	    .says = ZERO " is in use and not once in the breakdown (BG-23)" },
	{ "BR-E-01", FATAL, vat_broken_down_once, .n = VAT_E,
	    .says = EXEMPT " is in use and not once in the breakdown (BG-23)" },
	{ "BR-AE-01", FATAL, vat_broken_down_once, .n = VAT_AE,
	    .says =
		REVERSE " is in use and not once in the breakdown (BG-23)" },
	{ "BR-IC-01", FATAL, vat_broken_down_once, .n = VAT_K,
	    .says = INTRA " is in use and not once in the breakdown (BG-23)" },
	{ "BR-G-01", FATAL, vat_broken_down_once, .n = VAT_G,
	    .says = EXPORT " is in use and not once in the breakdown (BG-23)" },
	{ "BR-O-01", FATAL, vat_broken_down_once, .n = VAT_O,
	    .says =
		OUTSIDE " is in use and not once in the breakdown (BG-23)" },
	{ "BR-AF-01", FATAL, vat_broken_down, .n = VAT_L,
	    .says = IGIC " is in use and not in the breakdown, or the other "
			 "way round (BG-23)" },
	{ "BR-AG-01", FATAL, vat_broken_down, .n = VAT_M,
	    .says = IPSI " is in use and not in the breakdown, or the other "
			 "way round (BG-23)" },
	{ "BR-B-01", FATAL, vat_in_italy, .n = VAT_B, .word = "IT",
	    .says = SPLIT " is in use, and a country is not Italy" },
	{ "BR-B-02", FATAL, vat_not_both, .n = VAT_B,
	    .says = SPLIT " and " STANDARD " are both in use" },
	{ "BR-S-02", FATAL, vat_has_numbers, .n = AT(VAT_ITEMS, VAT_S),
	    .says = "a line is of " STANDARD NEEDS_SELLER_TAX },
	{ "BR-Z-02", FATAL, vat_has_numbers, .n = AT(VAT_ITEMS, VAT_Z),
	    .says = "a line is of " ZERO NEEDS_SELLER_TAX },
	{ "BR-E-02", FATAL, vat_has_numbers, .n = AT(VAT_ITEMS, VAT_E),
	    .says = "a line is of " EXEMPT NEEDS_SELLER_TAX },
	{ "BR-AE-02", FATAL, vat_has_numbers, .n = AT(VAT_ITEMS, VAT_AE),
	    .says = "a line is of " REVERSE NEEDS_BOTH_TAX },
	{ "BR-IC-02", FATAL, vat_has_numbers, .n = AT(VAT_ITEMS, VAT_K),
	    .says = "a line is of " INTRA NEEDS_BOTH },
	{ "BR-G-02", FATAL, vat_has_numbers, .n = AT(VAT_ITEMS, VAT_G),
	    .says = "a line is of " EXPORT NEEDS_SELLER },
	{ "BR-O-02", FATAL, vat_has_no_numbers, .n = AT(VAT_ITEMS, VAT_O),
	    .says = "a line is of " OUTSIDE NO_NUMBERS },
	{ "BR-AF-02", FATAL, vat_has_numbers, .n = AT(VAT_ITEMS, VAT_L),
	    .says = "a line is of " IGIC NEEDS_SELLER_TAX },
	{ "BR-AG-02", FATAL, vat_has_numbers, .n = AT(VAT_ITEMS, VAT_M),
	    .says = "a line is of " IPSI NEEDS_SELLER_TAX },
	{ "BR-S-03", FATAL, vat_has_numbers, .n = AT(VAT_ALLOWANCES, VAT_S),
	    .says = "an allowance is of " STANDARD NEEDS_SELLER_TAX },
	{ "BR-Z-03", FATAL, vat_has_numbers, .n = AT(VAT_ALLOWANCES, VAT_Z),
	    .says = "an allowance is of " ZERO NEEDS_SELLER_TAX },
	{ "BR-E-03", FATAL, vat_has_numbers, .n = AT(VAT_ALLOWANCES, VAT_E),
	    .says = "an allowance is of " EXEMPT NEEDS_SELLER_TAX },
	{ "BR-AE-03", FATAL, vat_has_numbers, .n = AT(VAT_ALLOWANCES, VAT_AE),
	    .says = "an allowance is of " REVERSE NEEDS_BOTH_TAX },
	{ "BR-IC-03", FATAL, vat_has_numbers, .n = AT(VAT_ALLOWANCES, VAT_K),
	    .says = "an allowance is of " INTRA NEEDS_BOTH },
	{ "BR-G-03", FATAL, vat_has_numbers, .n = AT(VAT_ALLOWANCES, VAT_G),
	    .says = "an allowance is of " EXPORT NEEDS_SELLER },
	{ "BR-O-03", FATAL, vat_has_no_numbers,
	    .n = AT(VAT_TOP_ALLOWANCES, VAT_O),
	    .says = "an allowance is of " OUTSIDE NO_NUMBERS },
	{ "BR-AF-03", FATAL, vat_has_numbers, .n = AT(VAT_ALLOWANCES, VAT_L),
	    .says = "an allowance is of " IGIC NEEDS_SELLER_TAX },
	{ "BR-AG-03", FATAL, vat_has_numbers, .n = AT(VAT_ALLOWANCES, VAT_M),
	    .says = "an allowance is of " IPSI NEEDS_SELLER_TAX },
	{ "BR-S-04", FATAL, vat_has_numbers, .n = AT(VAT_CHARGES, VAT_S),
	    .says = "a charge is of " STANDARD NEEDS_SELLER_TAX },
	{ "BR-Z-04", FATAL, vat_has_numbers, .n = AT(VAT_CHARGES, VAT_Z),
	    .says = "a charge is of " ZERO NEEDS_SELLER_TAX },
	{ "BR-E-04", FATAL, vat_has_numbers, .n = AT(VAT_CHARGES, VAT_E),
	    .says = "a charge is of " EXEMPT NEEDS_SELLER_TAX },
	{ "BR-AE-04", FATAL, vat_has_numbers, .n = AT(VAT_CHARGES, VAT_AE),
	    .says = "a charge is of " REVERSE NEEDS_BOTH_TAX },
	{ "BR-IC-04", FATAL, vat_has_numbers, .n = AT(VAT_CHARGES, VAT_K),
	    .says = "a charge is of " INTRA NEEDS_BOTH },
	{ "BR-G-04", FATAL, vat_has_numbers, .n = AT(VAT_CHARGES, VAT_G),
	    .says = "a charge is of " EXPORT NEEDS_SELLER },
	{ "BR-O-04", FATAL, vat_has_no_numbers, .n = AT(VAT_TOP_CHARGES, VAT_O),
	    .says = "a charge is of " OUTSIDE NO_NUMBERS },
	{ "BR-AF-04", FATAL, vat_has_numbers, .n = AT(VAT_CHARGES, VAT_L),
	    .says = "a charge is of " IGIC NEEDS_SELLER_TAX },
	{ "BR-AG-04", FATAL, vat_has_numbers, .n = AT(VAT_CHARGES, VAT_M),
	    .says = "a charge is of " IPSI NEEDS_SELLER_TAX },
	{ "BR-IC-11", FATAL, vat_delivered,
	    "cac:Delivery/cbc:ActualDeliveryDate", .n = VAT_K,
	    .says = INTRA " is in use without a delivery date or an invoicing "
			  "period (BT-72, BG-14)" },
	{ "BR-IC-12", FATAL, vat_delivered_to,
	    "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/"
	    "cbc:IdentificationCode",
	    .n = VAT_K,
	    .says = INTRA " is in use without a country of delivery (BT-80)" },
	{ "BR-O-11", FATAL, vat_alone, .n = AT(VAT_BREAKDOWN, VAT_O),
	    .says = "another category is in the breakdown beside " OUTSIDE
		    " (BT-118)" },
	{ "BR-O-12", FATAL, vat_alone, .n = AT(VAT_ITEMS, VAT_O),
	    .says =
		"a line is of another category beside " OUTSIDE " (BT-151)" },
	{ "BR-O-13", FATAL, vat_alone, .n = AT(VAT_ALLOWANCES, VAT_O),
	    .says = "an allowance is of another category beside " OUTSIDE
		    " (BT-95)" },
	{ "BR-O-14", FATAL, vat_alone, .n = AT(VAT_CHARGES, VAT_O),
	    .says =
		"a charge is of another category beside " OUTSIDE " (BT-102)" },
};

static const struct rule line_S[] = {
	{ "BR-S-05", FATAL, rule_above, "cbc:Percent",
	    .says = "a line of " STANDARD " has no rate above 0 (BT-152)" },
};

static const struct rule allowance_S[] = {
	{ "BR-S-06", FATAL, rule_above, "cbc:Percent",
	    .says =
		"an allowance of " STANDARD " has no rate above 0 (BT-96)" },
};

static const struct rule charge_S[] = {
	{ "BR-S-07", FATAL, rule_above, "cbc:Percent",
	    .says = "a charge of " STANDARD " has no rate above 0 (BT-103)" },
};

static const struct rule part_S[] = {
	{ "BR-S-08", FATAL, vat_taxable_at_rate, .n = VAT_S,
	    .says =
		"the taxable amount of " STANDARD
		" at a rate is not within 1 of what it applies to (BT-116)" },
	{ "BR-S-09", FATAL, vat_due_at_rate,
	    .says = "the tax amount of " STANDARD
		    " is not its taxable amount at its rate (BT-117)" },
	{ "BR-S-10", FATAL, rule_absent, REASON,
	    .says = STANDARD " has a reason for exemption (BT-120, BT-121)" },
};

static const struct rule line_Z[] = {
	{ "BR-Z-05", FATAL, rule_zero, "cbc:Percent",
	    .says = "a line of " ZERO " has no rate of 0 (BT-152)" },
};

static const struct rule allowance_Z[] = {
	{ "BR-Z-06", FATAL, rule_zero, "cbc:Percent",
	    .says = "an allowance of " ZERO " has no rate of 0 (BT-96)" },
};

static const struct rule charge_Z[] = {
	{ "BR-Z-07", FATAL, rule_zero, "cbc:Percent",
	    .says = "a charge of " ZERO " has no rate of 0 (BT-103)" },
};

static const struct rule part_Z[] = {
	{ "BR-Z-08", FATAL, vat_taxable, .n = VAT_Z,
	    .says = "the taxable amount of " ZERO
		    " is not what it applies to (BT-116)" },
	{ "BR-Z-09", FATAL, rule_zero, "../cbc:TaxAmount",
	    .says = "the tax amount of " ZERO " is not 0 (BT-117)" },
	{ "BR-Z-10", FATAL, rule_absent, REASON,
	    .says = ZERO " has a reason for exemption (BT-120, BT-121)" },
};

static const struct rule line_E[] = {
	{ "BR-E-05", FATAL, rule_zero, "cbc:Percent",
	    .says = "a line of " EXEMPT " has no rate of 0 (BT-152)" },
};

static const struct rule allowance_E[] = {
	{ "BR-E-06", FATAL, rule_zero, "cbc:Percent",
	    .says = "an allowance of " EXEMPT " has no rate of 0 (BT-96)" },
};

static const struct rule charge_E[] = {
	{ "BR-E-07", FATAL, rule_zero, "cbc:Percent",
	    .says = "a charge of " EXEMPT " has no rate of 0 (BT-103)" },
};

static const struct rule part_E[] = {
	{ "BR-E-08", FATAL, vat_taxable, .n = VAT_E,
	    .says = "the taxable amount of " EXEMPT
		    " is not what it applies to (BT-116)" },
	{ "BR-E-09", FATAL, rule_zero, "../cbc:TaxAmount",
	    .says = "the tax amount of " EXEMPT " is not 0 (BT-117)" },
	{ "BR-E-10", FATAL, rule_exists, REASON,
	    .says = EXEMPT " has no reason for exemption (BT-120, BT-121)" },
};

static const struct rule line_AE[] = {
	{ "BR-AE-05", FATAL, rule_zero, "cbc:Percent",
	    .says = "a line of " REVERSE " has no rate of 0 (BT-152)" },
};

static const struct rule allowance_AE[] = {
	{ "BR-AE-06", FATAL, rule_zero, "cbc:Percent",
	    .says = "an allowance of " REVERSE " has no rate of 0 (BT-96)" },
};

static const struct rule charge_AE[] = {
	{ "BR-AE-07", FATAL, rule_zero, "cbc:Percent",
	    .says = "a charge of " REVERSE " has no rate of 0 (BT-103)" },
};

static const struct rule part_AE[] = {
	{ "BR-AE-08", FATAL, vat_taxable, .n = VAT_AE,
	    .says = "the taxable amount of " REVERSE
		    " is not what it applies to (BT-116)" },
	{ "BR-AE-09", FATAL, rule_zero, "../cbc:TaxAmount",
	    .says = "the tax amount of " REVERSE " is not 0 (BT-117)" },
	{ "BR-AE-10", FATAL, rule_exists, REASON,
	    .says = REVERSE " has no reason for exemption (BT-120, BT-121)" },
};

static const struct rule line_K[] = {
	{ "BR-IC-05", FATAL, rule_zero, "cbc:Percent",
	    .says = "a line of " INTRA " has no rate of 0 (BT-152)" },
};

static const struct rule allowance_K[] = {
	{ "BR-IC-06", FATAL, rule_zero, "cbc:Percent",
	    .says = "an allowance of " INTRA " has no rate of 0 (BT-96)" },
};

static const struct rule charge_K[] = {
	{ "BR-IC-07", FATAL, rule_zero, "cbc:Percent",
	    .says = "a charge of " INTRA " has no rate of 0 (BT-103)" },
};

static const struct rule part_K[] = {
	{ "BR-IC-08", FATAL, vat_taxable, .n = VAT_K,
	    .says = "the taxable amount of " INTRA
		    " is not what it applies to (BT-116)" },
	{ "BR-IC-09", FATAL, rule_zero, "../cbc:TaxAmount",
	    .says = "the tax amount of " INTRA " is not 0 (BT-117)" },
	{ "BR-IC-10", FATAL, rule_exists, REASON,
	    .says = INTRA " has no reason for exemption (BT-120, BT-121)" },
};

static const struct rule line_G[] = {
	{ "BR-G-05", FATAL, rule_zero, "cbc:Percent",
	    .says = "a line of " EXPORT " has no rate of 0 (BT-152)" },
};

static const struct rule allowance_G[] = {
	{ "BR-G-06", FATAL, rule_zero, "cbc:Percent",
	    .says = "an allowance of " EXPORT " has no rate of 0 (BT-96)" },
};

static const struct rule charge_G[] = {
	{ "BR-G-07", FATAL, rule_zero, "cbc:Percent",
	    .says = "a charge of " EXPORT " has no rate of 0 (BT-103)" },
};

static const struct rule part_G[] = {
	{ "BR-G-08", FATAL, vat_taxable, .n = VAT_G,
	    .says = "the taxable amount of " EXPORT
		    " is not what it applies to (BT-116)" },
	{ "BR-G-09", FATAL, rule_zero, "../cbc:TaxAmount",
	    .says = "the tax amount of " EXPORT " is not 0 (BT-117)" },
	{ "BR-G-10", FATAL, rule_exists, REASON,
	    .says = EXPORT " has no reason for exemption (BT-120, BT-121)" },
};

static const struct rule line_O[] = {
	{ "BR-O-05", FATAL, rule_absent, "cbc:Percent",
	    .says = "a line of " OUTSIDE " has a rate (BT-152)" },
};

static const struct rule allowance_O[] = {
	{ "BR-O-06", FATAL, rule_absent, "cbc:Percent",
	    .says = "an allowance of " OUTSIDE " has a rate (BT-96)" },
};

static const struct rule charge_O[] = {
	{ "BR-O-07", FATAL, rule_absent, "cbc:Percent",
	    .says = "a charge of " OUTSIDE " has a rate (BT-103)" },
};

static const struct rule part_O[] = {
	{ "BR-O-08", FATAL, vat_taxable, .n = VAT_O,
	    .says = "the taxable amount of " OUTSIDE
		    " is not what it applies to (BT-116)" },
	{ "BR-O-09", FATAL, rule_zero, "../cbc:TaxAmount",
	    .says = "the tax amount of " OUTSIDE " is not 0 (BT-117)" },
	{ "BR-O-10", FATAL, rule_exists, REASON,
	    .says = OUTSIDE " has no reason for exemption (BT-120, BT-121)" },
};

static const struct rule line_L[] = {
	{ "BR-AF-05", FATAL, rule_not_below, "cbc:Percent",
	    .says = "a line of " IGIC " has no rate of 0 or more (BT-152)" },
};

static const struct rule allowance_L[] = {
	{ "BR-AF-06", FATAL, rule_not_below, "cbc:Percent",
	    .says =
		"an allowance of " IGIC " has no rate of 0 or more (BT-96)" },
};

static const struct rule charge_L[] = {
	{ "BR-AF-07", FATAL, rule_not_below, "cbc:Percent",
	    .says = "a charge of " IGIC " has no rate of 0 or more (BT-103)" },
};

static const struct rule part_L[] = {
	{ "BR-AF-08", FATAL, vat_taxable_at_rate, .n = VAT_L,
	    .says =
		"the taxable amount of " IGIC
		" at a rate is not within 1 of what it applies to (BT-116)" },
	{ "BR-AF-09", FATAL, vat_due_at_rate,
	    .says = "the tax amount of " IGIC
		    " is not its taxable amount at its rate (BT-117)" },
	{ "BR-AF-10", FATAL, rule_absent, REASON,
	    .says = IGIC " has a reason for exemption (BT-120, BT-121)" },
};

static const struct rule line_M[] = {
	{ "BR-AG-05", FATAL, rule_not_below, "cbc:Percent",
	    .says = "a line of " IPSI " has no rate of 0 or more (BT-152)" },
};

static const struct rule allowance_M[] = {
	{ "BR-AG-06", FATAL, rule_not_below, "cbc:Percent",
	    .says =
		"an allowance of " IPSI " has no rate of 0 or more (BT-96)" },
};

static const struct rule charge_M[] = {
	{ "BR-AG-07", FATAL, rule_not_below, "cbc:Percent",
	    .says = "a charge of " IPSI " has no rate of 0 or more (BT-103)" },
};

static const struct rule part_M[] = {
	{ "BR-AG-08", FATAL, vat_taxable_at_rate, .n = VAT_M,
	    .says =
		"the taxable amount of " IPSI
		" at a rate is not within 1 of what it applies to (BT-116)" },
	{ "BR-AG-09", FATAL, vat_due_at_rate,
	    .says = "the tax amount of " IPSI
		    " is not its taxable amount at its rate (BT-117)" },
	{ "BR-AG-10", FATAL, rule_absent, REASON,
	    .says = IPSI " has a reason for exemption (BT-120, BT-121)" },
};

/* Contexts of one category. */
#define TESTS(x)                                                               \
	static bool is_##x(const struct checking *w, uint32_t node)            \
	{                                                                      \
		return vat_is(w, node, VAT_##x);                               \
	}                                                                      \
                                                                               \
	static bool is_allowance_##x(const struct checking *w, uint32_t node)  \
	{                                                                      \
		return is_##x(w, node) && parent_is_allowance(w, node);        \
	}                                                                      \
                                                                               \
	static bool is_charge_##x(const struct checking *w, uint32_t node)     \
	{                                                                      \
		return is_##x(w, node) && parent_is_charge(w, node);           \
	}

#define CONTEXTS(x)                                                            \
	{ "cac:InvoiceLine/" ITEM_TAX "|cac:CreditNoteLine/" ITEM_TAX, is_##x, \
		RULES_OF(line_##x) },                                          \
	    { "cac:AllowanceCharge/cac:TaxCategory", is_allowance_##x,         \
		    RULES_OF(allowance_##x) },                                 \
	    { "cac:AllowanceCharge/cac:TaxCategory", is_charge_##x,            \
		    RULES_OF(charge_##x) },                                    \
	{                                                                      \
		"/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", is_##x,       \
		    RULES_OF(part_##x)                                         \
	}

TESTS(S)
TESTS(Z)
TESTS(E)
TESTS(AE)
TESTS(K)
TESTS(G)
TESTS(O)
TESTS(L)
TESTS(M)

/* An element has one category: the common ones stand first. */
static const struct context contexts[] = {
	{ "/", NULL, RULES_OF(document) },
	CONTEXTS(S),
	CONTEXTS(Z),
	CONTEXTS(E),
	CONTEXTS(AE),
	CONTEXTS(K),
	CONTEXTS(G),
	CONTEXTS(O),
	CONTEXTS(L),
	CONTEXTS(M),
};

const struct pattern en16931_vat = { "vat", RULES_OF(contexts), NULL };
