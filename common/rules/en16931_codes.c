/* SPDX-License-Identifier: ISC */
#include "codes.h"
#include "en16931.h"
#include "family.h"

/*
 * EN 16931 for UBL, release 1.3.16: code lists. The lists themselves are in
 * codes.def.
 */

#define CODE(name, id, where, list, what)                                      \
	static const struct rule name[] = {                                    \
		{ id, FATAL, rule_code, where, .n = list, .says = what },      \
	}

CODE(invoice_type, "BR-CL-01", ".", CODES_INVOICE_TYPE,
    "the type is none of an invoice (BT-3)");
CODE(creditnote_type, "BR-CL-01", ".", CODES_CREDITNOTE_TYPE,
    "the type is none of a credit note (BT-3)");
CODE(amount, "BR-CL-03", "@currencyID", CODES_CURRENCY,
    "the currency of an amount does not exist");
CODE(currency, "BR-CL-04", ".", CODES_CURRENCY,
    "the currency does not exist (BT-5)");
CODE(vat_currency, "BR-CL-05", ".", CODES_CURRENCY,
    "the accounting currency does not exist (BT-6)");
CODE(tax_point, "BR-CL-06", ".", CODES_TAX_POINT,
    "the code of the tax point does not exist (BT-8)");
CODE(object, "BR-CL-07", "@schemeID", CODES_OBJECT_SCHEME,
    "the scheme of the invoiced object does not exist (BT-18, BT-128)");
CODE(registration, "BR-CL-11", "@schemeID", CODES_ICD,
    "the scheme of a registration number does not exist (BT-30, BT-47, "
    "BT-61)");
CODE(item_class, "BR-CL-13", "@listID", CODES_ITEM_CLASS,
    "the list of an item's class does not exist (BT-158)");
CODE(country, "BR-CL-14", ".", CODES_COUNTRY,
    "a country does not exist (BT-40, BT-55, BT-69, BT-80)");
CODE(origin, "BR-CL-15", ".", CODES_COUNTRY,
    "an item's country of origin does not exist (BT-159)");
CODE(payment_means, "BR-CL-16", ".", CODES_PAYMENT_MEANS,
    "the code of the way of payment does not exist (BT-81)");
CODE(vat_category, "BR-CL-17", ".", CODES_VAT_CATEGORY,
    "a VAT category does not exist (BT-95, BT-102, BT-118)");
CODE(line_vat_category, "BR-CL-18", ".", CODES_VAT_CATEGORY,
    "a line's VAT category does not exist (BT-151)");
CODE(allowance, "BR-CL-19", ".", CODES_ALLOWANCE_REASON,
    "the code of an allowance's reason does not exist (BT-98, BT-140)");
CODE(charge, "BR-CL-20", ".", CODES_CHARGE_REASON,
    "the code of a charge's reason does not exist (BT-105, BT-145)");
CODE(item_standard, "BR-CL-21", "@schemeID", CODES_ICD,
    "the scheme of an item's standard identifier does not exist (BT-157)");
CODE(unit, "BR-CL-23", "@unitCode", CODES_UNIT,
    "a unit does not exist (BT-130, BT-150)");
CODE(endpoint, "BR-CL-25", "@schemeID", CODES_EAS,
    "the scheme of an electronic address does not exist (BT-34, BT-49)");
CODE(location, "BR-CL-26", "@schemeID", CODES_ICD,
    "the scheme of the delivery location does not exist (BT-71)");

static const struct rule party[] = {
	{ "BR-CL-10", FATAL, party_scheme, "@schemeID", .n = CODES_ICD,
	    .says = "the scheme of a party's identifier does not exist "
		    "(BT-29, BT-46, BT-60)" },
};

static const struct rule exemption[] = {
	{ "BR-CL-22", FATAL, exemption_code, ".", .n = CODES_VATEX,
	    .says = "the code of an exemption reason does not exist "
		    "(BT-121)" },
};

static const struct rule mime[] = {
	{ "BR-CL-24", FATAL, mime_code, "@mimeCode", .n = CODES_MIME,
	    .says = "an attached document's MIME type is not accepted "
		    "(BT-125)" },
};

#define AMOUNTS                                                                \
	"cbc:Amount|cbc:BaseAmount|cbc:PriceAmount|cbc:TaxAmount|"             \
	"cbc:TaxableAmount|cbc:LineExtensionAmount|cbc:TaxExclusiveAmount|"    \
	"cbc:TaxInclusiveAmount|cbc:AllowanceTotalAmount|"                     \
	"cbc:ChargeTotalAmount|cbc:PrepaidAmount|cbc:PayableRoundingAmount|"   \
	"cbc:PayableAmount"

static const struct context contexts[] = {
	{ "cbc:InvoiceTypeCode", NULL, RULES_OF(invoice_type) },
	{ "cbc:CreditNoteTypeCode", NULL, RULES_OF(creditnote_type) },
	{ AMOUNTS, NULL, RULES_OF(amount) },
	{ "cbc:DocumentCurrencyCode", NULL, RULES_OF(currency) },
	{ "cbc:TaxCurrencyCode", NULL, RULES_OF(vat_currency) },
	{ "cac:InvoicePeriod/cbc:DescriptionCode", NULL, RULES_OF(tax_point) },
	{ "cac:AdditionalDocumentReference/cbc:ID[@schemeID]|"
	  "cac:DocumentReference/cbc:ID[@schemeID]",
	    parent_is_object, RULES_OF(object) },
	{ "cac:PartyIdentification/cbc:ID[@schemeID]", NULL, RULES_OF(party) },
	{ "cac:PartyLegalEntity/cbc:CompanyID[@schemeID]", NULL,
	    RULES_OF(registration) },
	{ "cac:CommodityClassification/cbc:ItemClassificationCode[@listID]",
	    NULL, RULES_OF(item_class) },
	{ "cac:Country/cbc:IdentificationCode", NULL, RULES_OF(country) },
	{ "cac:OriginCountry/cbc:IdentificationCode", NULL, RULES_OF(origin) },
	{ "cac:PaymentMeans/cbc:PaymentMeansCode", NULL,
	    RULES_OF(payment_means) },
	{ "cac:TaxCategory/cbc:ID", NULL, RULES_OF(vat_category) },
	{ "cac:ClassifiedTaxCategory/cbc:ID", NULL,
	    RULES_OF(line_vat_category) },
	{ "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",
	    parent_is_allowance, RULES_OF(allowance) },
	{ "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode", parent_is_charge,
	    RULES_OF(charge) },
	{ "cac:StandardItemIdentification/cbc:ID[@schemeID]", NULL,
	    RULES_OF(item_standard) },
	{ "cbc:TaxExemptionReasonCode", NULL, RULES_OF(exemption) },
	{ "cbc:InvoicedQuantity[@unitCode]|cbc:BaseQuantity[@unitCode]|"
	  "cbc:CreditedQuantity[@unitCode]",
	    NULL, RULES_OF(unit) },
	{ "cbc:EmbeddedDocumentBinaryObject[@mimeCode]", NULL, RULES_OF(mime) },
	{ "cbc:EndpointID[@schemeID]", NULL, RULES_OF(endpoint) },
	{ "cac:DeliveryLocation/cbc:ID[@schemeID]", NULL, RULES_OF(location) },
};

const struct pattern en16931_codes = { "codes", RULES_OF(contexts), NULL };
