/* SPDX-License-Identifier: ISC */
#include "en16931.h"
#include "family.h"

/*
 * EN 16931 for UBL, release 1.3.16: what the syntax allows more often than the
 * model does (UBL-SR), and data types (UBL-DT). What the model has no place
 * for at all (UBL-CR, and attributes nowhere allowed) is in prohibited.def.
 */

#define SELLER "cac:AccountingSupplierParty/cac:Party"
#define BUYER "cac:AccountingCustomerParty/cac:Party"
#define ONE(id, path, what)                                                    \
	{                                                                      \
		id, FATAL, rule_at_most, path, .n = 1, .says = what            \
	}

static const struct rule address[] = {
	/* not(cac:AddressLine) or count(cac:AddressLine) = 1 */
	ONE("UBL-SR-51", "cac:AddressLine",
	    "an address has more than one third line"),
};

static const struct rule seller[] = {
	{ "UBL-SR-42", FATAL, rule_at_most, "cac:PartyTaxScheme", .n = 2,
	    .says = "the seller has more than two tax registrations" },
};

static const struct rule reference[] = {
	ONE("UBL-SR-33", "cbc:DocumentDescription",
	    "a supporting document has more than one description (BT-123)"),
	{ "UBL-SR-43", FATAL, object_reference, "cbc:DocumentTypeCode",
	    .other = "cbc:ID/@schemeID",
	    .says = "a scheme or a type of a document is only for invoiced "
		    "objects (130) and, in credit notes, projects (50)" },
};

static const struct rule amount[] = {
	{ "UBL-DT-01", FATAL, rule_decimals, ".", .n = 2,
	    .says = "an amount has more than two decimals" },
};

static const struct rule binary[] = {
	{ "UBL-DT-06", FATAL, rule_exists, "@mimeCode",
	    .says = "an attached document has no MIME type (BT-125)" },
	{ "UBL-DT-07", FATAL, rule_exists, "@filename",
	    .says = "an attached document has no file name (BT-125)" },
};

static const struct rule delivery[] = {
	ONE("UBL-SR-25", "cac:DeliveryParty/cac:PartyName/cbc:Name",
	    "the recipient of the delivery has more than one name (BT-70)"),
};

static const struct rule allowance[] = {
	ONE("UBL-SR-30", "cbc:AllowanceChargeReason",
	    "an allowance has more than one reason (BT-97)"),
};

static const struct rule charge[] = {
	ONE("UBL-SR-31", "cbc:AllowanceChargeReason",
	    "a charge has more than one reason (BT-104)"),
};

static const struct rule registration[] = {
	{ "UBL-SR-53", FATAL, rule_both, "cac:TaxScheme/cbc:ID",
	    .other = "cbc:CompanyID",
	    .says = "a tax registration lacks its number or its scheme" },
};

static const struct rule document[] = {
	ONE("UBL-SR-01", "cac:ContractDocumentReference/cbc:ID",
	    "there is more than one contract reference (BT-12)"),
	ONE("UBL-SR-02", "cac:ReceiptDocumentReference/cbc:ID",
	    "there is more than one receiving advice (BT-15)"),
	ONE("UBL-SR-03", "cac:DespatchDocumentReference/cbc:ID",
	    "there is more than one despatch advice (BT-16)"),
	ONE("UBL-SR-04", "cac:AdditionalDocumentReference[130]/cbc:ID",
	    "there is more than one invoiced object (BT-18)"),
	ONE("UBL-SR-05", "cac:PaymentTerms/cbc:Note",
	    "there are several payment terms (BT-20)"),
	ONE("UBL-SR-08", "cac:InvoicePeriod",
	    "there is more than one period (BG-14)"),
	ONE("UBL-SR-09", SELLER "/cac:PartyLegalEntity/cbc:RegistrationName",
	    "the seller has more than one name (BT-27)"),
	ONE("UBL-SR-10", SELLER "/cac:PartyName/cbc:Name",
	    "the seller has more than one trading name (BT-28)"),
	ONE("UBL-SR-11", SELLER "/cac:PartyLegalEntity/cbc:CompanyID",
	    "the seller has more than one registration number (BT-30)"),
	ONE("UBL-SR-12", SELLER "/cac:PartyTaxScheme[^VAT]/cbc:CompanyID",
	    "the seller has more than one VAT number (BT-31)"),
	ONE("UBL-SR-13", SELLER "/cac:PartyTaxScheme[!^VAT]/cbc:CompanyID",
	    "the seller has more than one tax registration beside VAT "
	    "(BT-32)"),
	ONE("UBL-SR-14", SELLER "/cac:PartyLegalEntity/cbc:CompanyLegalForm",
	    "the seller has more than one legal form (BT-33)"),
	ONE("UBL-SR-15", BUYER "/cac:PartyLegalEntity/cbc:RegistrationName",
	    "the buyer has more than one name (BT-44)"),
	ONE("UBL-SR-16", BUYER "/cac:PartyIdentification/cbc:ID",
	    "the buyer has more than one identifier (BT-46)"),
	ONE("UBL-SR-17", BUYER "/cac:PartyLegalEntity/cbc:CompanyID",
	    "the buyer has more than one registration number (BT-47)"),
	ONE("UBL-SR-18", BUYER "/cac:PartyTaxScheme[^VAT]/cbc:CompanyID",
	    "the buyer has more than one VAT number (BT-48)"),
	ONE("UBL-SR-24", "cac:Delivery",
	    "there is more than one delivery (BG-13)"),
	ONE("UBL-SR-29", "//cac:PartyIdentification/cbc:ID[SEPA]",
	    "there is more than one creditor identifier (BT-90)"),
	ONE("UBL-SR-39", "cac:ProjectReference/cbc:ID",
	    "there is more than one project (BT-11)"),
	ONE("UBL-SR-40", BUYER "/cac:PartyName/cbc:Name",
	    "the buyer has more than one trading name (BT-45)"),
	{ "UBL-SR-44", FATAL, distinct, .other = "cbc:PaymentID",
	    .says = "the ways of payment have different references "
		    "(BT-83)" },
	ONE("UBL-SR-45", "cac:PaymentMeans/cbc:PaymentDueDate",
	    "there is more than one due date (BT-9)"),
	ONE("UBL-SR-46", "cac:PaymentMeans/cbc:PaymentMeansCode/@name",
	    "there is more than one text of the way of payment (BT-82)"),
	{ "UBL-SR-47", FATAL, distinct, .other = "cbc:PaymentMeansCode",
	    .says = "there are different ways of payment (BT-81)" },
	ONE("UBL-SR-49", "cac:InvoicePeriod/cbc:DescriptionCode",
	    "there is more than one code of the tax point (BT-8)"),
	ONE("UBL-SR-54", "cac:PaymentMeans/cac:CardAccount",
	    "there is more than one payment card (BG-18)"),
	ONE("UBL-SR-55", "cac:PaymentMeans/cac:PaymentMandate",
	    "there is more than one direct debit mandate (BG-19)"),
	ONE("UBL-SR-56", "cac:OriginatorDocumentReference/cbc:ID",
	    "there is more than one tender or lot (BT-17)"),
};

/* Elements and attributes that are prohibited wherever they stand. */
#define NEVER(id, path)                                                        \
	{                                                                      \
		id, WARN, rule_absent, path,                                   \
		    .says = path " is not part of the core invoice of EN "     \
				 "16931"                                       \
	}

static const struct rule prohibited[] = {
	{ "UBL-CR-002", WARN, version_is_21, "cbc:UBLVersionID",
	    .says = "the version of UBL is not 2.1" },
	{ "UBL-CR-412", WARN, absent_in_invoice,
	    "cac:PaymentMeans/cbc:PaymentDueDate",
	    .says = "the due date of an invoice does not stand at the way of "
		    "payment (BT-9)" },
	NEVER("UBL-CR-652", "//cac:PartyTaxScheme/cbc:CompanyID/@schemeID"),
	NEVER("UBL-CR-660", "//cac:Country/cbc:IdentificationCode/@listID"),
	NEVER("UBL-CR-662", "//cbc:AllowanceChargeReasonCode/@listID"),
	NEVER("UBL-CR-664", "//cac:FinancialInstitution"),
	{ "UBL-CR-665", WARN, rule_absent,
	    "//cac:AdditionalDocumentReference[!130]/cbc:ID/@schemeID",
	    .says = "a document that is no invoiced object has a scheme "
		    "(BT-122)" },
	{ "UBL-CR-666", FATAL, rule_absent,
	    "//cac:AdditionalDocumentReference[130]/cac:Attachment",
	    .says = "an invoiced object has an attachment (BT-18)" },
	NEVER("UBL-CR-667", "//cac:BuyersItemIdentification/cbc:ID/@schemeID"),
	NEVER("UBL-CR-668", "//cac:SellersItemIdentification/cbc:ID/@schemeID"),
	NEVER("UBL-CR-669",
	    "//cac:Price/cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"),
	NEVER("UBL-CR-670",
	    "//cac:Price/cac:AllowanceCharge/cbc:AllowanceChargeReason"),
	NEVER("UBL-CR-671",
	    "//cac:Price/cac:AllowanceCharge/cbc:MultiplierFactorNumeric"),
	{ "UBL-CR-673", FATAL, rule_absent,
	    "//cac:AdditionalDocumentReference[130]/cbc:DocumentDescription",
	    .says = "an invoiced object has a description (BT-18)" },
	NEVER("UBL-CR-674", "//cbc:PrimaryAccountNumberID/@schemeID"),
	NEVER("UBL-CR-675", "//cac:CardAccount/cbc:NetworkID/@schemeID"),
	NEVER("UBL-CR-676", "//cac:PaymentMandate/cbc:ID/@schemeID"),
	NEVER("UBL-CR-677",
	    "//cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID/@schemeID"),
	NEVER("UBL-CR-678", "//cac:TaxCategory/cbc:ID/@schemeID"),
	NEVER("UBL-CR-679", "//cac:ClassifiedTaxCategory/cbc:ID/@schemeID"),
	NEVER("UBL-CR-680", "//cac:PaymentMeans/cac:PayerFinancialAccount"),
};

static const struct rule line[] = {
	ONE("UBL-SR-34", "cbc:Note", "a line has more than one note (BT-127)"),
	ONE("UBL-SR-35", "cac:OrderLineReference/cbc:LineID",
	    "a line has more than one order line (BT-132)"),
	ONE("UBL-SR-36", "cac:InvoicePeriod",
	    "a line has more than one period (BG-26)"),
	ONE("UBL-SR-37", "cac:Price/cac:AllowanceCharge/cbc:Amount",
	    "a line's price has more than one discount (BT-147)"),
	{ "UBL-SR-48", FATAL, rule_exactly,
	    "cac:Item/cac:ClassifiedTaxCategory", .n = 1,
	    .says = "a line must have one VAT category (BG-30)" },
	ONE("UBL-SR-50", "cac:Item/cbc:Description",
	    "a line's item has more than one description (BT-154)"),
	ONE("UBL-SR-52", "cac:DocumentReference",
	    "a line has more than one invoiced object (BT-128)"),
};

static const struct rule payee[] = {
	{ "UBL-SR-19", FATAL, one_name_not_sellers, "cac:PartyName/cbc:Name",
	    "cac:PartyName/cbc:Name",
	    .says = "the payee must have one name, and not the seller's "
		    "(BT-59)" },
	{ "UBL-SR-20", FATAL, one_name_not_sellers,
	    "cac:PartyIdentification/cbc:ID[!SEPA]", "cac:PartyName/cbc:Name",
	    .says = "the payee may have one identifier, and must have a name "
		    "that is not the seller's (BT-60)" },
	{ "UBL-SR-21", FATAL, one_name_not_sellers,
	    "cac:PartyLegalEntity/cbc:CompanyID", "cac:PartyName/cbc:Name",
	    .says = "the payee may have one registration number, and must "
		    "have a name that is not the seller's (BT-61)" },
};

static const struct rule payment[] = {
	ONE("UBL-SR-26", "cbc:PaymentID",
	    "a way of payment has more than one reference (BT-83)"),
	ONE("UBL-SR-27", "cbc:PaymentMeansCode",
	    "a way of payment has more than one code (BT-81)"),
	ONE("UBL-SR-28", "cac:PaymentMandate/cbc:ID",
	    "a direct debit has more than one mandate (BT-89)"),
};

static const struct rule preceding[] = {
	ONE("UBL-SR-06", "cac:InvoiceDocumentReference",
	    "a reference names more than one preceding invoice (BG-3)"),
	{ "UBL-SR-07", FATAL, rule_exists,
	    "cac:InvoiceDocumentReference/cbc:ID",
	    .says = "a preceding invoice is named without its number "
		    "(BT-25)" },
};

static const struct rule representative[] = {
	ONE("UBL-SR-22", "cac:PartyName/cbc:Name",
	    "the tax representative has more than one name (BT-62)"),
	ONE("UBL-SR-23", "cac:PartyTaxScheme/cbc:CompanyID",
	    "the tax representative has more than one number (BT-63)"),
};

static const struct rule breakdown[] = {
	ONE("UBL-SR-32", "cac:TaxCategory/cbc:TaxExemptionReason",
	    "a VAT category has more than one exemption reason (BT-120)"),
};

static const struct context contexts[] = {
	{ "cac:PostalAddress|cac:Address", NULL, RULES_OF(address) },
	{ SELLER, NULL, RULES_OF(seller) },
	{ "cac:AdditionalDocumentReference", NULL, RULES_OF(reference) },
	{ "*Amount", is_two_decimal_amount, RULES_OF(amount) },
	{ "*BinaryObject", NULL, RULES_OF(binary) },
	{ "cac:Delivery", NULL, RULES_OF(delivery) },
	{ "cac:AllowanceCharge", look_is_allowance, RULES_OF(allowance) },
	{ "cac:AllowanceCharge", look_is_charge, RULES_OF(charge) },
	{ "cac:PartyTaxScheme", NULL, RULES_OF(registration) },
	{ "/", NULL, RULES_OF(document) },
	{ "cac:InvoiceLine|cac:CreditNoteLine", NULL, RULES_OF(line) },
	{ "cac:PayeeParty", NULL, RULES_OF(payee) },
	{ "cac:PaymentMeans", NULL, RULES_OF(payment) },
	{ "cac:BillingReference", NULL, RULES_OF(preceding) },
	{ "cac:TaxRepresentativeParty", NULL, RULES_OF(representative) },
	{ "cac:TaxSubtotal", NULL, RULES_OF(breakdown) },
};

const struct pattern en16931_syntax = { "syntax", RULES_OF(contexts), NULL };

/* In a pattern of its own, as the root has its context above. */
static const struct context prohibited_contexts[] = {
	{ "/", NULL, RULES_OF(prohibited) },
};

const struct pattern en16931_prohibited = { "prohibited",
	RULES_OF(prohibited_contexts), NULL };
