/* SPDX-License-Identifier: ISC */
#include "family.h"
#include "peppol.h"

/*
 * Peppol BIS Billing and Self-Billing 2026.5: P01 and P02 but for the schemes
 * of identifiers (peppol_schemes.c).
 */

/* ---- P01 --------------------------------------------------------------- */

static const struct rule projects[] = {
	{ "PEPPOL-EN16931-R080", FATAL, rule_at_most,
	    "cac:AdditionalDocumentReference[50]", .n = 1,
	    .says = "a credit note names more than one project (BT-11)" },
};

static const struct context credit_note_contexts[] = {
	{ "cn:CreditNote", NULL, RULES_OF(projects) },
};

const struct pattern peppol_credit_note = { "P01",
	RULES_OF(credit_note_contexts), NULL };

/* ---- P02, what both have ----------------------------------------------- */

static const struct rule document[] = {
	{ "PEPPOL-EN16931-R001", FATAL, rule_exists, "cbc:ProfileID",
	    .says = "the business process is not named (BT-23)" },
	{ "PEPPOL-EN16931-R007", FATAL, profile_is_known, "cbc:ProfileID",
	    .says = "the business process is none of Peppol (BT-23)" },
	{ "PEPPOL-EN16931-R002", FATAL, one_note, "cbc:Note",
	    .says = "there is more than one note, and not both parties are "
		    "German (BT-22)" },
	{ "PEPPOL-EN16931-R003", FATAL, rule_exists,
	    "cbc:BuyerReference|cac:OrderReference/cbc:ID",
	    .says = "there is neither a buyer reference nor an order "
		    "(BT-10, BT-13)" },
	{ "PEPPOL-EN16931-R053", FATAL, rule_exactly, "cac:TaxTotal[breakdown]",
	    .n = 1, .says = "one total VAT must have a breakdown (BG-23)" },
	{ "PEPPOL-EN16931-R054", FATAL, vat_total_count,
	    "cac:TaxTotal[!breakdown]", .other = "cbc:TaxCurrencyCode",
	    .says = "a total VAT without breakdown must be there once when "
		    "there is an accounting currency, else not (BT-111)" },
	{ "PEPPOL-EN16931-R055", FATAL, vat_totals_agree,
	    .says = "the total VAT and that in the accounting currency have "
		    "different signs (BT-110, BT-111)" },
};

static const struct rule accounting_currency[] = {
	{ "PEPPOL-EN16931-R005", FATAL, vat_currency_differs, ".",
	    "../cbc:DocumentCurrencyCode",
	    .says = "the accounting currency is that of the invoice (BT-6)" },
};

static const struct rule buyer[] = {
	{ "PEPPOL-EN16931-R010", FATAL, rule_exists, "cbc:EndpointID",
	    .says = "the buyer has no electronic address (BT-49)" },
};

static const struct rule seller[] = {
	{ "PEPPOL-EN16931-R020", FATAL, rule_exists, "cbc:EndpointID",
	    .says = "the seller has no electronic address (BT-34)" },
};

static const struct rule rate_only[] = {
	{ "PEPPOL-EN16931-R041", FATAL, rule_never,
	    .says = "an allowance or charge has a percentage but no base "
		    "(BT-93, BT-100, BT-137, BT-142)" },
};

static const struct rule base_only[] = {
	{ "PEPPOL-EN16931-R042", FATAL, rule_never,
	    .says = "an allowance or charge has a base but no percentage "
		    "(BT-94, BT-101, BT-138, BT-143)" },
};

static const struct rule allowance[] = {
	{ "PEPPOL-EN16931-R040", FATAL, percentage_of_base,
	    .says = "an allowance or charge is not its percentage of its "
		    "base (BT-92, BT-99, BT-136, BT-141)" },
	{ "PEPPOL-EN16931-R043", FATAL, plain_indicator, "cbc:ChargeIndicator",
	    .says = "an allowance or charge is marked with neither false nor "
		    "true" },
};

static const struct rule direct_debit[] = {
	{ "PEPPOL-EN16931-R061", FATAL, rule_exists,
	    "cac:PaymentMandate/cbc:ID",
	    .says = "a direct debit has no mandate reference (BT-89)" },
};

static const struct rule amount[] = {
	{ "PEPPOL-EN16931-R051", FATAL, document_currency, "@currencyID",
	    .says = "an amount is not in the currency of the invoice "
		    "(BT-5)" },
};

static const struct rule line_start[] = {
	{ "PEPPOL-EN16931-R110", FATAL, starts_in_period, ".",
	    .says = "a line's period begins before that of the invoice "
		    "(BT-134, BT-73)" },
};

static const struct rule line_end[] = {
	{ "PEPPOL-EN16931-R111", FATAL, ends_in_period, ".",
	    .says = "a line's period ends after that of the invoice "
		    "(BT-135, BT-74)" },
};

static const struct rule line[] = {
	{ "PEPPOL-EN16931-R120", FATAL, line_net,
	    .says = "a line's net amount is not quantity x price + charges - "
		    "allowances (BT-131)" },
	{ "PEPPOL-EN16931-R121", FATAL, base_quantity_above,
	    .says = "a line's price is for a quantity that is not above zero "
		    "(BT-149)" },
	{ "PEPPOL-EN16931-R100", FATAL, rule_at_most, "cac:DocumentReference",
	    .n = 1,
	    .says = "a line has more than one invoiced object (BT-128)" },
	{ "PEPPOL-EN16931-R101", FATAL, rule_needs, "cac:DocumentReference",
	    .other = "cac:DocumentReference[130]",
	    .says = "a line's document is no invoiced object (BT-128)" },
};

static const struct rule price_allowance[] = {
	{ "PEPPOL-EN16931-R044", FATAL, rule_is, "cbc:ChargeIndicator",
	    .word = "false", .says = "a price has a charge (BG-29)" },
	{ "PEPPOL-EN16931-R046", FATAL, gross_price,
	    .says = "the price is not the gross price less the discount "
		    "(BT-146)" },
};

static const struct rule base_quantity[] = {
	{ "PEPPOL-EN16931-R130", FATAL, base_unit, "@unitCode",
	    .says = "the unit of a price is not that of its line's quantity "
		    "(BT-150)" },
};

/* Allowances and charges of the document and its lines, not of prices. */
#define ALLOWANCES                                                             \
	"inv:Invoice/cac:AllowanceCharge|"                                     \
	"inv:Invoice/cac:InvoiceLine/cac:AllowanceCharge|"                     \
	"cn:CreditNote/cac:AllowanceCharge|"                                   \
	"cn:CreditNote/cac:CreditNoteLine/cac:AllowanceCharge"

/* cbc:TaxAmount is told apart by where it stands. */
#define AMOUNTS                                                                \
	"cbc:Amount|cbc:BaseAmount|cbc:PriceAmount|cbc:TaxableAmount|"         \
	"cbc:LineExtensionAmount|cbc:TaxExclusiveAmount|"                      \
	"cbc:TaxInclusiveAmount|cbc:AllowanceTotalAmount|"                     \
	"cbc:ChargeTotalAmount|cbc:PrepaidAmount|cbc:PayableRoundingAmount|"   \
	"cbc:PayableAmount"

#define LINE_PERIOD(date)                                                      \
	"inv:Invoice/cac:InvoiceLine/cac:InvoicePeriod/" date "|"              \
	"cn:CreditNote/cac:CreditNoteLine/cac:InvoicePeriod/" date

static const struct context contexts[] = {
	{ "inv:Invoice|cn:CreditNote", NULL, RULES_OF(document) },
	{ "cbc:TaxCurrencyCode", NULL, RULES_OF(accounting_currency) },
	{ "cac:AccountingCustomerParty/cac:Party", NULL, RULES_OF(buyer) },
	{ "cac:AccountingSupplierParty/cac:Party", NULL, RULES_OF(seller) },
	{ ALLOWANCES, has_rate_only, RULES_OF(rate_only) },
	{ ALLOWANCES, has_base_only, RULES_OF(base_only) },
	{ ALLOWANCES, NULL, RULES_OF(allowance) },
	{ "cac:PaymentMeans", is_direct_debit, RULES_OF(direct_debit) },
	{ AMOUNTS, NULL, RULES_OF(amount) },
	{ "cac:TaxTotal/cbc:TaxAmount", in_breakdown_total, RULES_OF(amount) },
	{ LINE_PERIOD("cbc:StartDate"), document_has_start,
	    RULES_OF(line_start) },
	{ LINE_PERIOD("cbc:EndDate"), document_has_end, RULES_OF(line_end) },
	{ "cac:InvoiceLine|cac:CreditNoteLine", NULL, RULES_OF(line) },
	{ "cac:Price/cac:AllowanceCharge", NULL, RULES_OF(price_allowance) },
	{ "cac:Price/cbc:BaseQuantity[@unitCode]", NULL,
	    RULES_OF(base_quantity) },
};

const struct pattern peppol_basic = { "P02", RULES_OF(contexts), NULL };

/* ---- P02, what one of them has ----------------------------------------- */

#define PEPPOL "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:"
#define CUSTOMIZATION(begins)                                                  \
	{                                                                      \
		"PEPPOL-EN16931-R004", FATAL, customization,                   \
		    "cbc:CustomizationID",                                     \
		    .word = begins,                                            \
		    .says = "the specification is not that of Peppol for "     \
			    "such documents (BT-24)"                           \
	}

static const struct rule own_document[] = {
	CUSTOMIZATION(PEPPOL "billing:3.0"),
};

static const struct rule self_document[] = {
	CUSTOMIZATION(PEPPOL "selfbilling:3.0"),
};

static const struct context own_contexts[] = {
	{ "inv:Invoice|cn:CreditNote", NULL, RULES_OF(own_document) },
	{ "cac:TaxSubtotal/cbc:TaxAmount", NULL, RULES_OF(amount) },
};

static const struct context self_contexts[] = {
	{ "inv:Invoice|cn:CreditNote", NULL, RULES_OF(self_document) },
};

const struct pattern peppol_own = { "P02", RULES_OF(own_contexts), NULL };
const struct pattern selfbilling_own = { "P02", RULES_OF(self_contexts), NULL };
