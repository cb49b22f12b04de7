/* SPDX-License-Identifier: ISC */
#include "codes.h"
#include "en16931.h"
#include "family.h"

/*
 * EN 16931 for UBL, release 1.3.16: the business terms that must be there,
 * and what they may say. Those on VAT are in en16931_vat.c, on sums in
 * en16931_sums.c.
 */

#define SELLER "cac:AccountingSupplierParty/cac:Party"
#define BUYER "cac:AccountingCustomerParty/cac:Party"
#define LINE_OF(path) "cac:InvoiceLine/" path "|cac:CreditNoteLine/" path
#define REASON "cbc:AllowanceChargeReason|cbc:AllowanceChargeReasonCode"

static const struct rule reference[] = {
	{ "BR-52", FATAL, rule_filled, "cbc:ID",
	    .says = "a supporting document has no reference (BT-122)" },
};

static const struct rule buyer_endpoint[] = {
	{ "BR-63", FATAL, rule_exists, "@schemeID",
	    .says = "the buyer's electronic address has no scheme (BT-49)" },
};

static const struct rule buyer_address[] = {
	{ "BR-11", FATAL, rule_filled, "cac:Country/cbc:IdentificationCode",
	    .says = "the buyer's address has no country (BT-55)" },
};

static const struct rule card[] = {
	{ "BR-51", WARN, rule_short, ".", .n = 10,
	    .says = "more than 10 characters of a card's number are shown "
		    "(BT-87)" },
};

static const struct rule deliver_to[] = {
	{ "BR-57", FATAL, rule_exists, "cac:Country/cbc:IdentificationCode",
	    .says = "the delivery address has no country (BT-80)" },
};

static const struct rule allowance[] = {
	{ "BR-31", FATAL, rule_exists, "cbc:Amount",
	    .says = "an allowance has no amount (BT-92)" },
	{ "BR-32", FATAL, rule_exists, "cac:TaxCategory[VAT]/cbc:ID",
	    .says = "an allowance has no VAT category (BT-95)" },
	{ "BR-33", FATAL, rule_exists, REASON,
	    .says = "an allowance has no reason (BT-97, BT-98)" },
	{ "BR-CO-05", FATAL, rule_always,
	    .says = "an allowance's reason and its code differ (BT-97, "
		    "BT-98)" },
	{ "BR-CO-21", FATAL, rule_exists, REASON,
	    .says = "an allowance has neither a reason nor its code (BT-97, "
		    "BT-98)" },
	{ "BR-DEC-01", FATAL, rule_decimals, "cbc:Amount", .n = 2,
	    .says = "an allowance has more than two decimals (BT-92)" },
	{ "BR-DEC-02", FATAL, rule_decimals, "cbc:BaseAmount", .n = 2,
	    .says = "an allowance's base has more than two decimals "
		    "(BT-93)" },
};

static const struct rule charge[] = {
	{ "BR-36", FATAL, rule_exists, "cbc:Amount",
	    .says = "a charge has no amount (BT-99)" },
	{ "BR-37", FATAL, rule_exists, "cac:TaxCategory[VAT]/cbc:ID",
	    .says = "a charge has no VAT category (BT-102)" },
	{ "BR-38", FATAL, rule_exists, REASON,
	    .says = "a charge has no reason (BT-104, BT-105)" },
	{ "BR-CO-06", FATAL, rule_always,
	    .says = "a charge's reason and its code differ (BT-104, "
		    "BT-105)" },
	{ "BR-CO-22", FATAL, rule_exists, REASON,
	    .says = "a charge has neither a reason nor its code (BT-104, "
		    "BT-105)" },
	{ "BR-DEC-05", FATAL, rule_decimals, "cbc:Amount", .n = 2,
	    .says = "a charge has more than two decimals (BT-99)" },
	{ "BR-DEC-06", FATAL, rule_decimals, "cbc:BaseAmount", .n = 2,
	    .says = "a charge's base has more than two decimals (BT-100)" },
};

static const struct rule totals[] = {
	{ "BR-12", FATAL, rule_exists, "cbc:LineExtensionAmount",
	    .says = "the sum of the lines is missing (BT-106)" },
	{ "BR-13", FATAL, rule_exists, "cbc:TaxExclusiveAmount",
	    .says = "the total without VAT is missing (BT-109)" },
	{ "BR-14", FATAL, rule_exists, "cbc:TaxInclusiveAmount",
	    .says = "the total with VAT is missing (BT-112)" },
	{ "BR-15", FATAL, rule_exists, "cbc:PayableAmount",
	    .says = "the amount due is missing (BT-115)" },
	{ "BR-CO-10", FATAL, sums_lines, "cbc:LineExtensionAmount",
	    .says = "the sum of the lines is not what the lines come to "
		    "(BT-106)" },
	{ "BR-CO-11", FATAL, sums_allowances, "cbc:AllowanceTotalAmount",
	    .other = "../cac:AllowanceCharge[allowance]",
	    .says = "the sum of the allowances is not what they come to "
		    "(BT-107)" },
	{ "BR-CO-12", FATAL, sums_allowances, "cbc:ChargeTotalAmount",
	    .other = "../cac:AllowanceCharge[charge]",
	    .says = "the sum of the charges is not what they come to "
		    "(BT-108)" },
	{ "BR-CO-13", FATAL, sums_net, "cbc:TaxExclusiveAmount",
	    .says = "the total without VAT is not lines - allowances + "
		    "charges (BT-109)" },
	{ "BR-CO-16", FATAL, sums_payable, "cbc:PayableAmount",
	    .says = "the amount due is not the total with VAT - what is paid "
		    "+ rounding (BT-115)" },
	{ "BR-DEC-09", FATAL, rule_decimals, "cbc:LineExtensionAmount", .n = 2,
	    .says = "the sum of the lines has more than two decimals "
		    "(BT-106)" },
	{ "BR-DEC-10", FATAL, rule_decimals, "cbc:AllowanceTotalAmount", .n = 2,
	    .says = "the sum of the allowances has more than two decimals "
		    "(BT-107)" },
	{ "BR-DEC-11", FATAL, rule_decimals, "cbc:ChargeTotalAmount", .n = 2,
	    .says = "the sum of the charges has more than two decimals "
		    "(BT-108)" },
	{ "BR-DEC-12", FATAL, rule_decimals, "cbc:TaxExclusiveAmount", .n = 2,
	    .says = "the total without VAT has more than two decimals "
		    "(BT-109)" },
	{ "BR-DEC-14", FATAL, rule_decimals, "cbc:TaxInclusiveAmount", .n = 2,
	    .says = "the total with VAT has more than two decimals "
		    "(BT-112)" },
	{ "BR-DEC-16", FATAL, rule_decimals, "cbc:PrepaidAmount", .n = 2,
	    .says = "the paid amount has more than two decimals (BT-113)" },
	{ "BR-DEC-17", FATAL, rule_decimals, "cbc:PayableRoundingAmount",
	    .n = 2,
	    .says = "the rounding has more than two decimals (BT-114)" },
	{ "BR-DEC-18", FATAL, rule_decimals, "cbc:PayableAmount", .n = 2,
	    .says = "the amount due has more than two decimals (BT-115)" },
};

static const struct rule document[] = {
	{ "BR-01", FATAL, rule_filled, "cbc:CustomizationID",
	    .says = "the specification is not named (BT-24)" },
	{ "BR-02", FATAL, rule_filled, "cbc:ID",
	    .says = "the invoice has no number (BT-1)" },
	{ "BR-03", FATAL, rule_filled, "cbc:IssueDate",
	    .says = "the invoice has no date (BT-2)" },
	{ "BR-04", FATAL, rule_filled,
	    "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode",
	    .says = "the invoice has no type (BT-3)" },
	{ "BR-05", FATAL, rule_filled, "cbc:DocumentCurrencyCode",
	    .says = "the invoice has no currency (BT-5)" },
	{ "BR-06", FATAL, rule_filled,
	    SELLER "/cac:PartyLegalEntity/cbc:RegistrationName",
	    .says = "the seller has no name (BT-27)" },
	{ "BR-07", FATAL, rule_filled,
	    BUYER "/cac:PartyLegalEntity/cbc:RegistrationName",
	    .says = "the buyer has no name (BT-44)" },
	{ "BR-08", FATAL, rule_exists, SELLER "/cac:PostalAddress",
	    .says = "the seller has no address (BG-5)" },
	{ "BR-10", FATAL, rule_exists, BUYER "/cac:PostalAddress",
	    .says = "the buyer has no address (BG-8)" },
	{ "BR-16", FATAL, rule_exists, "cac:InvoiceLine|cac:CreditNoteLine",
	    .says = "the invoice has no line (BG-25)" },
	{ "BR-53", FATAL, vat_currency_total, "cbc:TaxCurrencyCode",
	    .says = "the total VAT in the accounting currency is missing "
		    "(BT-111)" },
	{ "BR-CO-03", FATAL, rule_not_both, "cbc:TaxPointDate",
	    .other = "cac:InvoicePeriod/cbc:DescriptionCode",
	    .says = "the tax point has both a date and a code (BT-7, BT-8)" },
	{ "BR-CO-15", FATAL, sums_gross, "cbc:DocumentCurrencyCode",
	    .says = "the total with VAT is not the total without VAT + VAT "
		    "(BT-112)" },
	{ "BR-CO-18", FATAL, rule_exists, "cac:TaxTotal/cac:TaxSubtotal",
	    .says = "the VAT breakdown is missing (BG-23)" },
	{ "BR-DEC-13", FATAL, rule_always,
	    .says = "the total VAT has more than two decimals (BT-110)" },
	{ "BR-DEC-15", FATAL, rule_always,
	    .says = "the total VAT in the accounting currency has more than "
		    "two decimals (BT-111)" },
};

static const struct rule line[] = {
	{ "BR-21", FATAL, rule_filled, "cbc:ID",
	    .says = "a line has no identifier (BT-126)" },
	{ "BR-22", FATAL, rule_exists,
	    "cbc:InvoicedQuantity|cbc:CreditedQuantity",
	    .says = "a line has no quantity (BT-129)" },
	{ "BR-23", FATAL, rule_exists,
	    "cbc:InvoicedQuantity/@unitCode|cbc:CreditedQuantity/@unitCode",
	    .says = "a line's quantity has no unit (BT-130)" },
	{ "BR-24", FATAL, rule_exists, "cbc:LineExtensionAmount",
	    .says = "a line has no net amount (BT-131)" },
	{ "BR-25", FATAL, rule_filled, "cac:Item/cbc:Name",
	    .says = "a line's item has no name (BT-153)" },
	{ "BR-26", FATAL, rule_exists, "cac:Price/cbc:PriceAmount",
	    .says = "a line has no price (BT-146)" },
	{ "BR-27", FATAL, rule_not_below, "cac:Price/cbc:PriceAmount",
	    .says = "a line's price is missing or negative (BT-146)" },
	{ "BR-28", FATAL, rule_not_below_if,
	    "cac:Price/cac:AllowanceCharge/cbc:BaseAmount",
	    .says = "a line's gross price is negative (BT-148)" },
	{ "BR-CO-04", FATAL, rule_exists,
	    "cac:Item/cac:ClassifiedTaxCategory[VAT]/cbc:ID",
	    .says = "a line has no VAT category (BT-151)" },
	{ "BR-DEC-23", FATAL, rule_decimals, "cbc:LineExtensionAmount", .n = 2,
	    .says = "a line's net amount has more than two decimals "
		    "(BT-131)" },
};

static const struct rule line_allowance[] = {
	{ "BR-41", FATAL, rule_exists, "cbc:Amount",
	    .says = "an allowance of a line has no amount (BT-136)" },
	{ "BR-42", FATAL, rule_exists, REASON,
	    .says = "an allowance of a line has no reason (BT-139, BT-140)" },
	{ "BR-CO-07", FATAL, rule_always,
	    .says = "the reason of a line's allowance and its code differ "
		    "(BT-139, BT-140)" },
	{ "BR-CO-23", FATAL, rule_exists, REASON,
	    .says = "an allowance of a line has neither a reason nor its "
		    "code (BT-139, BT-140)" },
	{ "BR-DEC-24", FATAL, rule_decimals, "cbc:Amount", .n = 2,
	    .says = "an allowance of a line has more than two decimals "
		    "(BT-136)" },
	{ "BR-DEC-25", FATAL, rule_decimals, "cbc:BaseAmount", .n = 2,
	    .says = "the base of a line's allowance has more than two "
		    "decimals (BT-137)" },
};

static const struct rule line_charge[] = {
	{ "BR-43", FATAL, rule_exists, "cbc:Amount",
	    .says = "a charge of a line has no amount (BT-141)" },
	{ "BR-44", FATAL, rule_exists, REASON,
	    .says = "a charge of a line has no reason (BT-144, BT-145)" },
	{ "BR-CO-08", FATAL, rule_always,
	    .says = "the reason of a line's charge and its code differ "
		    "(BT-144, BT-145)" },
	{ "BR-CO-24", FATAL, rule_exists, REASON,
	    .says = "a charge of a line has neither a reason nor its code "
		    "(BT-144, BT-145)" },
	{ "BR-DEC-27", FATAL, rule_decimals, "cbc:Amount", .n = 2,
	    .says = "a charge of a line has more than two decimals "
		    "(BT-141)" },
	{ "BR-DEC-28", FATAL, rule_decimals, "cbc:BaseAmount", .n = 2,
	    .says = "the base of a line's charge has more than two decimals "
		    "(BT-142)" },
};

static const struct rule line_period[] = {
	{ "BR-30", FATAL, dates_in_order, "cbc:StartDate",
	    .other = "cbc:EndDate",
	    .says = "a line's period ends before it begins (BT-134, "
		    "BT-135)" },
	{ "BR-CO-20", FATAL, rule_exists, "cbc:StartDate|cbc:EndDate",
	    .says = "a line's period has neither a start nor an end (BG-26)" },
};

static const struct rule period[] = {
	{ "BR-29", FATAL, dates_in_order, "cbc:StartDate",
	    .other = "cbc:EndDate",
	    .says = "the period ends before it begins (BT-73, BT-74)" },
	{ "BR-CO-19", FATAL, rule_exists,
	    "cbc:StartDate|cbc:EndDate|cbc:DescriptionCode",
	    .says = "the period has neither a start nor an end (BG-14)" },
};

static const struct rule item_property[] = {
	{ "BR-54", FATAL, rule_both, "cbc:Name", .other = "cbc:Value",
	    .says = "an attribute of an item lacks its name or its value "
		    "(BT-160, BT-161)" },
};

static const struct rule item_class[] = {
	{ "BR-65", FATAL, rule_exists, "@listID",
	    .says = "the classification of an item names no list (BT-158)" },
};

static const struct rule item_standard[] = {
	{ "BR-64", FATAL, rule_exists, "@schemeID",
	    .says = "the standard identifier of an item names no scheme "
		    "(BT-157)" },
};

static const struct rule note[] = {
	{ "BR-CL-08", FATAL, note_subject, ".", .n = CODES_NOTE_SUBJECT,
	    .says = "the subject of a note is not in UNTDID 4451 (BT-21)" },
};

static const struct rule payee[] = {
	{ "BR-17", FATAL, payee_is_another, "cac:PartyName/cbc:Name",
	    .other = "cac:PartyIdentification/cbc:ID",
	    .says = "the payee has no name, or is the seller (BT-59)" },
};

static const struct rule transfer_account[] = {
	{ "BR-50", FATAL, rule_filled, "cbc:ID",
	    .says = "the account of a credit transfer has no number "
		    "(BT-84)" },
};

static const struct rule payment[] = {
	{ "BR-49", FATAL, rule_exists, "cbc:PaymentMeansCode",
	    .says = "the way of payment has no code (BT-81)" },
	{ "BR-61", FATAL, transfer_has_account,
	    "cac:PayeeFinancialAccount/cbc:ID", .other = "cbc:PaymentMeansCode",
	    .says = "a credit transfer has no account (BT-84)" },
};

static const struct rule preceding[] = {
	{ "BR-55", FATAL, rule_exists, "cac:InvoiceDocumentReference/cbc:ID",
	    .says = "a preceding invoice is named without its number "
		    "(BT-25)" },
};

static const struct rule seller[] = {
	{ "BR-CO-26", FATAL, rule_exists,
	    "cac:Party/cac:PartyTaxScheme[VAT]/cbc:CompanyID"
	    "|cac:Party/cac:PartyLegalEntity/cbc:CompanyID"
	    "|cac:Party/cac:PartyIdentification/cbc:ID[!=SEPA]",
	    .says = "the seller has no identifier, registration or VAT "
		    "number (BT-29, BT-30, BT-31)" },
};

static const struct rule seller_endpoint[] = {
	{ "BR-62", FATAL, rule_exists, "@schemeID",
	    .says = "the seller's electronic address has no scheme (BT-34)" },
};

static const struct rule seller_address[] = {
	{ "BR-09", FATAL, rule_filled, "cac:Country/cbc:IdentificationCode",
	    .says = "the seller's address has no country (BT-40)" },
};

static const struct rule representative[] = {
	{ "BR-18", FATAL, rule_filled, "cac:PartyName/cbc:Name",
	    .says = "the tax representative has no name (BT-62)" },
	{ "BR-19", FATAL, rule_exists, "cac:PostalAddress",
	    .says = "the tax representative has no address (BG-12)" },
	{ "BR-56", FATAL, rule_exists, "cac:PartyTaxScheme[VAT]/cbc:CompanyID",
	    .says = "the tax representative has no VAT number (BT-63)" },
};

static const struct rule representative_address[] = {
	{ "BR-20", FATAL, rule_filled, "cac:Country/cbc:IdentificationCode",
	    .says = "the tax representative's address has no country "
		    "(BT-69)" },
};

static const struct rule tax_total[] = {
	{ "BR-CO-14", FATAL, sums_vat, "cbc:TaxAmount",
	    .other = "cac:TaxSubtotal",
	    .says = "the total VAT is not the sum of its categories "
		    "(BT-110)" },
};

static const struct rule breakdown[] = {
	{ "BR-45", FATAL, rule_exists, "cbc:TaxableAmount",
	    .says = "a VAT category has no taxable amount (BT-116)" },
	{ "BR-46", FATAL, rule_exists, "cbc:TaxAmount",
	    .says = "a VAT category has no VAT amount (BT-117)" },
	{ "BR-47", FATAL, rule_exists, "cac:TaxCategory[VAT]/cbc:ID",
	    .says = "the VAT breakdown has no category code (BT-118)" },
	{ "BR-48", FATAL, rate_unless_outside,
	    "cac:TaxCategory[VAT]/cbc:Percent", .other = "cac:TaxCategory[VAT]",
	    .says = "a VAT category has no rate (BT-119)" },
	{ "BR-CO-17", FATAL, vat_at_rate, "cac:TaxCategory[VAT]",
	    .says = "the VAT of a category is not its taxable amount at its "
		    "rate (BT-117)" },
	{ "BR-DEC-19", FATAL, rule_decimals, "cbc:TaxableAmount", .n = 2,
	    .says = "a taxable amount has more than two decimals (BT-116)" },
	{ "BR-DEC-20", FATAL, rule_decimals, "cbc:TaxAmount", .n = 2,
	    .says = "the VAT of a category has more than two decimals "
		    "(BT-117)" },
};

static const struct rule vat_number[] = {
	{ "BR-CO-09", FATAL, vat_prefix, "cbc:CompanyID", .n = CODES_VAT_PREFIX,
	    .says = "a VAT number does not begin with a country (BT-31, "
		    "BT-48, BT-63)" },
};

static const struct context contexts[] = {
	{ "cac:AdditionalDocumentReference", NULL, RULES_OF(reference) },
	{ BUYER "/cbc:EndpointID", NULL, RULES_OF(buyer_endpoint) },
	{ BUYER "/cac:PostalAddress", NULL, RULES_OF(buyer_address) },
	{ "cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID", NULL,
	    RULES_OF(card) },
	{ "cac:Delivery/cac:DeliveryLocation/cac:Address", NULL,
	    RULES_OF(deliver_to) },
	{ "/cac:AllowanceCharge", look_is_allowance, RULES_OF(allowance) },
	{ "/cac:AllowanceCharge", look_is_charge, RULES_OF(charge) },
	{ "cac:LegalMonetaryTotal", NULL, RULES_OF(totals) },
	{ "/", NULL, RULES_OF(document) },
	{ "cac:InvoiceLine|cac:CreditNoteLine", NULL, RULES_OF(line) },
	{ LINE_OF("cac:AllowanceCharge"), look_is_allowance,
	    RULES_OF(line_allowance) },
	{ LINE_OF("cac:AllowanceCharge"), look_is_charge,
	    RULES_OF(line_charge) },
	{ LINE_OF("cac:InvoicePeriod"), NULL, RULES_OF(line_period) },
	{ "cac:InvoicePeriod", NULL, RULES_OF(period) },
	{ "cac:AdditionalItemProperty", NULL, RULES_OF(item_property) },
	{ LINE_OF("cac:Item/cac:CommodityClassification/"
		  "cbc:ItemClassificationCode"),
	    NULL, RULES_OF(item_class) },
	{ LINE_OF("cac:Item/cac:StandardItemIdentification/cbc:ID"), NULL,
	    RULES_OF(item_standard) },
	{ "/cbc:Note", NULL, RULES_OF(note) },
	{ "cac:PayeeParty", NULL, RULES_OF(payee) },
	{ "cac:PaymentMeans/cac:PayeeFinancialAccount", parent_is_transfer,
	    RULES_OF(transfer_account) },
	{ "cac:PaymentMeans", NULL, RULES_OF(payment) },
	{ "cac:BillingReference", NULL, RULES_OF(preceding) },
	{ "cac:AccountingSupplierParty", NULL, RULES_OF(seller) },
	{ SELLER "/cbc:EndpointID", NULL, RULES_OF(seller_endpoint) },
	{ SELLER "/cac:PostalAddress", NULL, RULES_OF(seller_address) },
	{ "cac:TaxRepresentativeParty", NULL, RULES_OF(representative) },
	{ "cac:TaxRepresentativeParty/cac:PostalAddress", NULL,
	    RULES_OF(representative_address) },
	{ "/cac:TaxTotal", NULL, RULES_OF(tax_total) },
	{ "cac:TaxTotal/cac:TaxSubtotal", NULL, RULES_OF(breakdown) },
	{ "cac:PartyTaxScheme", look_is_vat, RULES_OF(vat_number) },
};

const struct pattern en16931_model = { "model", RULES_OF(contexts), NULL };
