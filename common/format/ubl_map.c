/* SPDX-License-Identifier: ISC */
/*
 * Where the terms of EN 16931 stand in UBL 2.1 Invoice and CreditNote: the
 * syntax binding CEN/TS 16931-3-2, and the delivery extension of mc. Rows
 * stand in the order of the UBL schema.
 */
#include "ubl.h"

#define MAP(name, type)                                                        \
	const struct map name = { &type##_object, name##_rows,                 \
		sizeof(name##_rows) / sizeof(struct map_row) }
#define VAT(category) category "/cac:TaxScheme/cbc:ID='VAT'"

static const struct map_row address_rows[] = {
	{ "cbc:StreetName", "line1", NULL },
	{ "cbc:AdditionalStreetName", "line2", NULL },
	{ "cbc:CityName", "city", NULL },
	{ "cbc:PostalZone", "post_code", NULL },
	{ "cbc:CountrySubentity", "region", NULL },
	{ "cac:AddressLine/cbc:Line", "line3", NULL },
	{ "cac:Country/cbc:IdentificationCode", "country", NULL },
};
static MAP(address, address);

static const struct map_row identifier_rows[] = {
	{ "cbc:ID", "id", NULL },
	{ "cbc:ID/@schemeID", "scheme", NULL },
};
static MAP(identifier, identifier);

/*
 * The legal name of seller and buyer is that of their register; payee and
 * representative have a party name only, which ubl.c makes their name.
 */
static const struct map_row party_rows[] = {
	{ "cbc:EndpointID", "endpoint", NULL },
	{ "cbc:EndpointID/@schemeID", "endpoint_scheme", NULL },
	{ "cac:PartyIdentification", "ids", &identifier },
	{ "cac:PartyName/cbc:Name", "trading_name", NULL },
	{ "cac:PostalAddress", "address", &address },
	{ "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID",
	    "vat_id", NULL },
	{ "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID!='VAT']/cbc:CompanyID",
	    "tax_id", NULL },
	{ "cac:PartyLegalEntity/cbc:RegistrationName", "name", NULL },
	{ "cac:PartyLegalEntity/cbc:CompanyID", "legal_id", NULL },
	{ "cac:PartyLegalEntity/cbc:CompanyID/@schemeID", "legal_scheme",
	    NULL },
	{ "cac:PartyLegalEntity/cbc:CompanyLegalForm", "legal_info", NULL },
	{ "cac:Contact/cbc:Name", "contact.name", NULL },
	{ "cac:Contact/cbc:Telephone", "contact.phone", NULL },
	{ "cac:Contact/cbc:ElectronicMail", "contact.email", NULL },
};
static MAP(party, party);

static const struct map_row note_rows[] = {
	{ ".", "text", NULL },
};
static MAP(note, note);

static const struct map_row reference_rows[] = {
	{ "cbc:ID", "number", NULL },
	{ "cbc:IssueDate", "issue_date", NULL },
};
static MAP(reference, reference);

static const struct map_row attachment_rows[] = {
	{ "cbc:ID", "id", NULL },
	{ "cbc:DocumentDescription", "description", NULL },
	{ "cac:Attachment/cbc:EmbeddedDocumentBinaryObject", "path", NULL },
	{ "cac:Attachment/cbc:EmbeddedDocumentBinaryObject/@mimeCode", "mime",
	    NULL },
	{ "cac:Attachment/cbc:EmbeddedDocumentBinaryObject/@filename",
	    "filename", NULL },
	{ "cac:Attachment/cac:ExternalReference/cbc:URI", "url", NULL },
};
static MAP(attachment, attachment);

static const struct map_row payment_rows[] = {
	{ "cbc:PaymentMeansCode", "code", NULL },
	{ "cbc:PaymentMeansCode/@name", "text", NULL },
	{ "cbc:PaymentID", "reference", NULL },
	{ "cac:CardAccount/cbc:PrimaryAccountNumberID", "card.number", NULL },
	{ "cac:CardAccount/cbc:NetworkID", "card.network", NULL },
	{ "cac:CardAccount/cbc:HolderName", "card.holder", NULL },
	{ "cac:PayeeFinancialAccount/cbc:ID", "account", NULL },
	{ "cac:PayeeFinancialAccount/cbc:ID/@schemeID", "account_scheme",
	    NULL },
	{ "cac:PayeeFinancialAccount/cbc:Name", "account_name", NULL },
	{ "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID",
	    "branch", NULL },
	{ "cac:PaymentMandate/cbc:ID", "debit.mandate", NULL },
	{ "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID",
	    "debit.account", NULL },
};
static MAP(payment, payment_means);

static const struct map_row allowance_rows[] = {
	{ "cbc:AllowanceChargeReasonCode", "reason_code", NULL },
	{ "cbc:AllowanceChargeReason", "reason", NULL },
	{ "cbc:MultiplierFactorNumeric", "percent", NULL },
	{ "cbc:Amount", "amount", NULL },
	{ "cbc:BaseAmount", "base", NULL },
	{ "cac:TaxCategory/cbc:ID", "vat_category", NULL },
	{ "cac:TaxCategory/cbc:Percent", "vat_rate", NULL },
	{ VAT("cac:TaxCategory"), NULL, NULL },
};
static MAP(allowance, allowance);

static const struct map_row vat_part_rows[] = {
	{ "cbc:TaxableAmount", "base", NULL },
	{ "cbc:TaxAmount", "tax", NULL },
	{ "cac:TaxCategory/cbc:ID", "category", NULL },
	{ "cac:TaxCategory/cbc:Percent", "rate", NULL },
	{ "cac:TaxCategory/cbc:TaxExemptionReasonCode", "exemption_code",
	    NULL },
	{ "cac:TaxCategory/cbc:TaxExemptionReason", "exemption", NULL },
	{ VAT("cac:TaxCategory"), NULL, NULL },
};
static MAP(vat_part, vat_part);

static const struct map_row class_rows[] = {
	{ ".", "code", NULL },
	{ "@listID", "list", NULL },
	{ "@listVersionID", "version", NULL },
};
static MAP(class, item_class);

static const struct map_row attribute_rows[] = {
	{ "cbc:Name", "name", NULL },
	{ "cbc:Value", "value", NULL },
};
static MAP(attribute, attribute);

#define ITEM "cac:Item/"
#define PRICE "cac:Price/"
#define DISCOUNT PRICE "cac:AllowanceCharge[cbc:ChargeIndicator='false|0']/"
#define OBJECT_OF "cac:DocumentReference[cbc:DocumentTypeCode='130']/cbc:ID"

static const struct map_row line_rows[] = {
	{ "cbc:ID", "id", NULL },
	{ "cbc:Note", "note", NULL },
	{ "cbc:InvoicedQuantity|cbc:CreditedQuantity", "quantity", NULL },
	{ "cbc:InvoicedQuantity|cbc:CreditedQuantity/@unitCode", "unit", NULL },
	{ "cbc:LineExtensionAmount", "amount", NULL },
	{ "cbc:AccountingCost", "cost_account", NULL },
	{ "cac:InvoicePeriod/cbc:StartDate", "period.start", NULL },
	{ "cac:InvoicePeriod/cbc:EndDate", "period.end", NULL },
	{ "cac:OrderLineReference/cbc:LineID", "order_line", NULL },
	{ OBJECT_OF, "object", NULL },
	{ OBJECT_OF "/@schemeID", "object_scheme", NULL },
	{ "cac:AllowanceCharge[cbc:ChargeIndicator='false|0']", "allowances",
	    &allowance },
	{ "cac:AllowanceCharge[cbc:ChargeIndicator='true|1']", "charges",
	    &allowance },
	{ ITEM "cbc:Description", "description", NULL },
	{ ITEM "cbc:Name", "name", NULL },
	{ ITEM "cac:BuyersItemIdentification/cbc:ID", "buyers_id", NULL },
	{ ITEM "cac:SellersItemIdentification/cbc:ID", "sellers_id", NULL },
	{ ITEM "cac:StandardItemIdentification/cbc:ID", "standard_id", NULL },
	{ ITEM "cac:StandardItemIdentification/cbc:ID/@schemeID",
	    "standard_scheme", NULL },
	{ ITEM "cac:OriginCountry/cbc:IdentificationCode", "origin", NULL },
	{ ITEM "cac:CommodityClassification/cbc:ItemClassificationCode",
	    "classes", &class },
	{ ITEM "cac:ClassifiedTaxCategory/cbc:ID", "vat_category", NULL },
	{ ITEM "cac:ClassifiedTaxCategory/cbc:Percent", "vat_rate", NULL },
	{ VAT(ITEM "cac:ClassifiedTaxCategory"), NULL, NULL },
	{ ITEM "cac:AdditionalItemProperty", "attributes", &attribute },
	{ PRICE "cbc:PriceAmount", "price", NULL },
	{ PRICE "cbc:BaseQuantity", "price_quantity", NULL },
	{ PRICE "cbc:BaseQuantity/@unitCode", "price_unit", NULL },
	{ DISCOUNT "cbc:Amount", "price_discount", NULL },
	{ DISCOUNT "cbc:BaseAmount", "price_gross", NULL },
};
static MAP(line, invoice_line);

#define REFERENCE(code)                                                        \
	"cac:AdditionalDocumentReference[cbc:DocumentTypeCode='" code          \
	"']/cbc:ID"
#define SEPA "cac:PartyIdentification[cbc:ID/@schemeID='SEPA']/cbc:ID"
#define DELIVERY "cac:Delivery/"
#define TAX(currency)                                                          \
	"cac:TaxTotal[cbc:TaxAmount/@currencyID='" currency "']/cbc:TaxAmount"
#define TOTAL "cac:LegalMonetaryTotal/cbc:"

static const struct map_row ubl_invoice_map_rows[] = {
	{ "cbc:CustomizationID", "specification", NULL },
	{ "cbc:ProfileID", "process", NULL },
	{ "cbc:ID", "number", NULL },
	{ "cbc:IssueDate", "issue_date", NULL },
	{ "cbc:DueDate", "due_date", NULL },
	{ "cac:PaymentMeans/cbc:PaymentDueDate", "due_date", NULL },
	{ "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode", "type_code", NULL },
	{ "cbc:Note", "notes", &note },
	{ "cbc:TaxPointDate", "tax_point", NULL },
	{ "cbc:DocumentCurrencyCode", "currency", NULL },
	{ "cbc:TaxCurrencyCode", "vat_currency", NULL },
	{ "cbc:AccountingCost", "cost_account", NULL },
	{ "cbc:BuyerReference", "buyer_reference", NULL },
	{ "cac:InvoicePeriod/cbc:StartDate", "period.start", NULL },
	{ "cac:InvoicePeriod/cbc:EndDate", "period.end", NULL },
	{ "cac:InvoicePeriod/cbc:DescriptionCode", "tax_point_code", NULL },
	{ "cac:OrderReference/cbc:ID", "order", NULL },
	{ "cac:OrderReference/cbc:SalesOrderID", "sales_order", NULL },
	{ "cac:BillingReference/cac:InvoiceDocumentReference", "preceding",
	    &reference },
	{ "cac:DespatchDocumentReference/cbc:ID", "despatch_advice", NULL },
	{ "cac:ReceiptDocumentReference/cbc:ID", "receiving_advice", NULL },
	{ "cac:OriginatorDocumentReference/cbc:ID", "tender", NULL },
	{ "cac:ContractDocumentReference/cbc:ID", "contract", NULL },
	{ REFERENCE("130"), "object", NULL },
	{ REFERENCE("130") "/@schemeID", "object_scheme", NULL },
	{ "cac:ProjectReference/cbc:ID", "project", NULL },
	{ REFERENCE("50"), "project", NULL },
	{ "cac:AdditionalDocumentReference[cbc:DocumentTypeCode!='130|50']",
	    "attachments", &attachment },
	{ "cac:AccountingSupplierParty/cac:Party/" SEPA, "debit_creditor",
	    NULL },
	{ "cac:PayeeParty/" SEPA, "debit_creditor", NULL },
	{ "cac:AccountingSupplierParty/cac:Party", "seller", &party },
	{ "cac:AccountingCustomerParty/cac:Party", "buyer", &party },
	{ "cac:PayeeParty", "payee", &party },
	{ "cac:TaxRepresentativeParty", "representative", &party },
	{ DELIVERY "cbc:ActualDeliveryDate", "deliver_to.date", NULL },
	{ DELIVERY "cac:DeliveryLocation/cbc:ID", "deliver_to.location", NULL },
	{ DELIVERY "cac:DeliveryLocation/cbc:ID/@schemeID",
	    "deliver_to.location_scheme", NULL },
	{ DELIVERY "cac:DeliveryLocation/cac:Address", "deliver_to.address",
	    &address },
	{ DELIVERY "cac:DeliveryParty/cac:PartyName/cbc:Name",
	    "deliver_to.name", NULL },
	{ "cac:PaymentMeans", "payment", &payment },
	{ "cac:PaymentTerms/cbc:Note", "payment_terms", NULL },
	{ "cac:AllowanceCharge[cbc:ChargeIndicator='false|0']", "allowances",
	    &allowance },
	{ "cac:AllowanceCharge[cbc:ChargeIndicator='true|1']", "charges",
	    &allowance },
	{ TAX("$currency"), "vat", NULL },
	{ TAX("$vat_currency"), "vat_accounting", NULL },
	{ "cac:TaxTotal/cac:TaxSubtotal", "vat_parts", &vat_part },
	{ TOTAL "LineExtensionAmount", "lines_total", NULL },
	{ TOTAL "TaxExclusiveAmount", "net", NULL },
	{ TOTAL "TaxInclusiveAmount", "gross", NULL },
	{ TOTAL "AllowanceTotalAmount", "allowances_total", NULL },
	{ TOTAL "ChargeTotalAmount", "charges_total", NULL },
	{ TOTAL "PrepaidAmount", "prepaid", NULL },
	{ TOTAL "PayableRoundingAmount", "rounding", NULL },
	{ TOTAL "PayableAmount", "payable", NULL },
	{ "cac:InvoiceLine|cac:CreditNoteLine", "lines", &line },
};
MAP(ubl_invoice_map, invoice);

static const struct map_row wish_rows[] = {
	{ ".", "channel", NULL },
	{ "@forced", "forced", NULL },
};
static MAP(wish, wish);

static const struct map_row key_rows[] = {
	{ ".", "key", NULL },
	{ "@bank", "bank", NULL },
};
static MAP(key, agreement_key);

static const struct map_row ubl_delivery_map_rows[] = {
	{ "mc:Channel", "channels", &wish },
	{ "mc:Email", "email", NULL },
	{ "mc:Mobile", "mobile", NULL },
	{ "mc:Identity", "identity", NULL },
	{ "mc:Agreement", "agreements", &key },
	{ "mc:Language", "language", NULL },
	{ "mc:Protected", "protected", NULL },
	{ "mc:Tag", "tags", NULL },
	{ "mc:Print/@duplex", "print.duplex", NULL },
	{ "mc:Print/@colour", "print.colour", NULL },
	{ "mc:Print/@envelope", "print.envelope", NULL },
	{ "mc:Print/mc:Insert", "print.inserts", NULL },
};
MAP(ubl_delivery_map, delivery);
