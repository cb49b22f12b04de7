/* SPDX-License-Identifier: ISC */
/*
 * Where the terms of EN 16931 stand in UBL 2.1 Invoice and CreditNote: the
 * syntax binding CEN/TS 16931-3-2, and the delivery extension of mc. Rows
 * stand in the order of the UBL schema; where invoice and credit note differ
 * in it, a term has a row for each, and so it has where the order of reading
 * is another one.
 */
#include "ubl.h"

#define MAP(name, type)                                                        \
	const struct map name = { &type##_object, name##_rows,                 \
		sizeof(name##_rows) / sizeof(struct map_row), "currencyID",    \
		NULL }
#define VAT(category) category "/cac:TaxScheme/cbc:ID='VAT'"
#define OTHER_TAX "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID!='VAT']/"

static const struct map_row address_rows[] = {
	{ "cbc:StreetName", "line1", NULL, 0 },
	{ "cbc:AdditionalStreetName", "line2", NULL, 0 },
	{ "cbc:CityName", "city", NULL, 0 },
	{ "cbc:PostalZone", "post_code", NULL, 0 },
	{ "cbc:CountrySubentity", "region", NULL, 0 },
	{ "cac:AddressLine/cbc:Line", "line3", NULL, 0 },
	{ "cac:Country/cbc:IdentificationCode", "country", NULL, 0 },
};
static MAP(address, address);

static const struct map_row identifier_rows[] = {
	{ "cbc:ID", "id", NULL, 0 },
	{ "cbc:ID/@schemeID", "scheme", NULL, 0 },
};
static MAP(identifier, identifier);

/*
 * The legal name of seller and buyer is that of their register; payee and
 * representative have a party name only, which ubl.c makes their name.
 */
static const struct map_row party_rows[] = {
	{ "cbc:EndpointID", "endpoint", NULL, 0 },
	{ "cbc:EndpointID/@schemeID", "endpoint_scheme", NULL, 0 },
	{ "cac:PartyIdentification", "ids", &identifier, 0 },
	{ "cac:PartyName/cbc:Name", "trading_name", NULL, 0 },
	{ "cac:PostalAddress", "address", &address, 0 },
	{ "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID",
	    "vat_id", NULL, 0 },
	{ OTHER_TAX "cbc:CompanyID", "tax_id", NULL, 0 },
	{ OTHER_TAX "cac:TaxScheme/cbc:ID='TAX'", NULL, NULL, MAP_WRITE },
	{ "cac:PartyLegalEntity/cbc:RegistrationName", "name", NULL, 0 },
	{ "cac:PartyLegalEntity/cbc:CompanyID", "legal_id", NULL, 0 },
	{ "cac:PartyLegalEntity/cbc:CompanyID/@schemeID", "legal_scheme", NULL,
	    0 },
	{ "cac:PartyLegalEntity/cbc:CompanyLegalForm", "legal_info", NULL, 0 },
	{ "cac:Contact/cbc:Name", "contact.name", NULL, 0 },
	{ "cac:Contact/cbc:Telephone", "contact.phone", NULL, 0 },
	{ "cac:Contact/cbc:ElectronicMail", "contact.email", NULL, 0 },
};
static MAP(party, party);

static const struct map_row note_rows[] = {
	{ ".", "text", NULL, 0 },
};
static MAP(note, note);

static const struct map_row reference_rows[] = {
	{ "cbc:ID", "number", NULL, 0 },
	{ "cbc:IssueDate", "issue_date", NULL, 0 },
};
static MAP(reference, reference);

#define EMBEDDED "cac:Attachment/cbc:EmbeddedDocumentBinaryObject"

static const struct map_row attachment_rows[] = {
	{ "cbc:ID", "id", NULL, 0 },
	{ "cbc:DocumentDescription", "description", NULL, 0 },
	{ EMBEDDED, "path", NULL, MAP_CONTENT },
	{ EMBEDDED "/@mimeCode", "mime", NULL, 0 },
	{ EMBEDDED "/@filename", "filename", NULL, 0 },
	{ "cac:Attachment/cac:ExternalReference/cbc:URI", "url", NULL, 0 },
};
static MAP(attachment, attachment);

static const struct map_row payment_rows[] = {
	{ "cbc:PaymentMeansCode", "code", NULL, 0 },
	{ "cbc:PaymentMeansCode/@name", "text", NULL, 0 },
	{ "cbc:PaymentDueDate", "^due_date", NULL, MAP_WRITE | MAP_SECOND },
	{ "cbc:PaymentID", "reference", NULL, 0 },
	{ "cac:CardAccount/cbc:PrimaryAccountNumberID", "card.number", NULL,
	    0 },
	{ "cac:CardAccount/cbc:NetworkID", "card.network", NULL, 0 },
	{ "cac:CardAccount/cbc:HolderName", "card.holder", NULL, 0 },
	{ "cac:PayeeFinancialAccount/cbc:ID", "account", NULL, 0 },
	{ "cac:PayeeFinancialAccount/cbc:ID/@schemeID", "account_scheme", NULL,
	    0 },
	{ "cac:PayeeFinancialAccount/cbc:Name", "account_name", NULL, 0 },
	{ "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID",
	    "branch", NULL, 0 },
	{ "cac:PaymentMandate/cbc:ID", "debit.mandate", NULL, 0 },
	{ "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID",
	    "debit.account", NULL, 0 },
};
static MAP(payment, payment_means);

static const struct map_row allowance_rows[] = {
	{ "cbc:AllowanceChargeReasonCode", "reason_code", NULL, 0 },
	{ "cbc:AllowanceChargeReason", "reason", NULL, 0 },
	{ "cbc:MultiplierFactorNumeric", "percent", NULL, 0 },
	{ "cbc:Amount", "amount", NULL, 0 },
	{ "cbc:BaseAmount", "base", NULL, 0 },
	{ "cac:TaxCategory/cbc:ID", "vat_category", NULL, 0 },
	{ "cac:TaxCategory/cbc:Percent", "vat_rate", NULL, 0 },
	{ VAT("cac:TaxCategory"), NULL, NULL, 0 },
};
static MAP(allowance, allowance);

static const struct map_row vat_part_rows[] = {
	{ "cbc:TaxableAmount", "base", NULL, 0 },
	{ "cbc:TaxAmount", "tax", NULL, 0 },
	{ "cac:TaxCategory/cbc:ID", "category", NULL, 0 },
	{ "cac:TaxCategory/cbc:Percent", "rate", NULL, 0 },
	{ "cac:TaxCategory/cbc:TaxExemptionReasonCode", "exemption_code", NULL,
	    0 },
	{ "cac:TaxCategory/cbc:TaxExemptionReason", "exemption", NULL, 0 },
	{ VAT("cac:TaxCategory"), NULL, NULL, 0 },
};
static MAP(vat_part, vat_part);

static const struct map_row class_rows[] = {
	{ ".", "code", NULL, 0 },
	{ "@listID", "list", NULL, 0 },
	{ "@listVersionID", "version", NULL, 0 },
};
static MAP(class, item_class);

static const struct map_row attribute_rows[] = {
	{ "cbc:Name", "name", NULL, 0 },
	{ "cbc:Value", "value", NULL, 0 },
};
static MAP(attribute, attribute);

#define ITEM "cac:Item/"
#define PRICE "cac:Price/"
#define DISCOUNT PRICE "cac:AllowanceCharge[cbc:ChargeIndicator='false|0']/"
#define OBJECT_OF "cac:DocumentReference[cbc:DocumentTypeCode='130']/cbc:ID"

static const struct map_row line_rows[] = {
	{ "cbc:ID", "id", NULL, 0 },
	{ "cbc:Note", "note", NULL, 0 },
	{ "cbc:InvoicedQuantity|cbc:CreditedQuantity", "quantity", NULL, 0 },
	{ "cbc:InvoicedQuantity|cbc:CreditedQuantity/@unitCode", "unit", NULL,
	    0 },
	{ "cbc:LineExtensionAmount", "amount", NULL, 0 },
	{ "cbc:AccountingCost", "cost_account", NULL, 0 },
	{ "cac:InvoicePeriod/cbc:StartDate", "period.start", NULL, 0 },
	{ "cac:InvoicePeriod/cbc:EndDate", "period.end", NULL, 0 },
	{ "cac:OrderLineReference/cbc:LineID", "order_line", NULL, 0 },
	{ OBJECT_OF, "object", NULL, 0 },
	{ OBJECT_OF "/@schemeID", "object_scheme", NULL, 0 },
	{ "cac:AllowanceCharge[cbc:ChargeIndicator='false|0']", "allowances",
	    &allowance, 0 },
	{ "cac:AllowanceCharge[cbc:ChargeIndicator='true|1']", "charges",
	    &allowance, 0 },
	{ ITEM "cbc:Description", "description", NULL, 0 },
	{ ITEM "cbc:Name", "name", NULL, 0 },
	{ ITEM "cac:BuyersItemIdentification/cbc:ID", "buyers_id", NULL, 0 },
	{ ITEM "cac:SellersItemIdentification/cbc:ID", "sellers_id", NULL, 0 },
	{ ITEM "cac:StandardItemIdentification/cbc:ID", "standard_id", NULL,
	    0 },
	{ ITEM "cac:StandardItemIdentification/cbc:ID/@schemeID",
	    "standard_scheme", NULL, 0 },
	{ ITEM "cac:OriginCountry/cbc:IdentificationCode", "origin", NULL, 0 },
	{ ITEM "cac:CommodityClassification+/cbc:ItemClassificationCode",
	    "classes", &class, 0 },
	{ ITEM "cac:ClassifiedTaxCategory/cbc:ID", "vat_category", NULL, 0 },
	{ ITEM "cac:ClassifiedTaxCategory/cbc:Percent", "vat_rate", NULL, 0 },
	{ VAT(ITEM "cac:ClassifiedTaxCategory"), NULL, NULL, 0 },
	{ ITEM "cac:AdditionalItemProperty", "attributes", &attribute, 0 },
	{ PRICE "cbc:PriceAmount", "price", NULL, 0 },
	{ PRICE "cbc:BaseQuantity", "price_quantity", NULL, 0 },
	{ PRICE "cbc:BaseQuantity/@unitCode", "price_unit", NULL, 0 },
	{ DISCOUNT "cbc:ChargeIndicator='false'", NULL, NULL, MAP_WRITE },
	{ DISCOUNT "cbc:Amount", "price_discount", NULL, 0 },
	{ DISCOUNT "cbc:BaseAmount", "price_gross", NULL, 0 },
};
static MAP(line, invoice_line);

#define REFERENCE(code)                                                        \
	"cac:AdditionalDocumentReference[cbc:DocumentTypeCode='" code          \
	"']/cbc:ID"
#define SEPA "cac:PartyIdentification[cbc:ID/@schemeID='SEPA']/cbc:ID"
#define SELLER "cac:AccountingSupplierParty/cac:Party"
#define DELIVERY "cac:Delivery/"
#define TAX(currency)                                                          \
	"cac:TaxTotal[cbc:TaxAmount/@currencyID='" currency "']/cbc:TaxAmount"
#define TOTAL "cac:LegalMonetaryTotal/cbc:"

static const struct map_row ubl_invoice_map_rows[] = {
	{ "cbc:CustomizationID", "specification", NULL, 0 },
	{ "cbc:ProfileID", "process", NULL, 0 },
	{ "cbc:ID", "number", NULL, 0 },
	{ "cbc:IssueDate", "issue_date", NULL, 0 },
	{ "cbc:DueDate", "due_date", NULL, MAP_FIRST },
	{ "cac:PaymentMeans/cbc:PaymentDueDate", "due_date", NULL, MAP_READ },
	{ "cbc:TaxPointDate", "tax_point", NULL, MAP_WRITE | MAP_SECOND },
	{ "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode", "type_code", NULL, 0 },
	{ "cbc:Note", "notes", &note, 0 },
	{ "cbc:TaxPointDate", "tax_point", NULL, MAP_FIRST },
	{ "cbc:DocumentCurrencyCode", "currency", NULL, 0 },
	{ "cbc:TaxCurrencyCode", "vat_currency", NULL, 0 },
	{ "cbc:AccountingCost", "cost_account", NULL, 0 },
	{ "cbc:BuyerReference", "buyer_reference", NULL, 0 },
	{ "cac:InvoicePeriod/cbc:StartDate", "period.start", NULL, 0 },
	{ "cac:InvoicePeriod/cbc:EndDate", "period.end", NULL, 0 },
	{ "cac:InvoicePeriod/cbc:DescriptionCode", "tax_point_code", NULL, 0 },
	{ "cac:OrderReference/cbc:ID", "order", NULL, 0 },
	{ "cac:OrderReference/cbc:SalesOrderID", "sales_order", NULL, 0 },
	{ "cac:BillingReference+/cac:InvoiceDocumentReference", "preceding",
	    &reference, 0 },
	{ "cac:DespatchDocumentReference/cbc:ID", "despatch_advice", NULL, 0 },
	{ "cac:ReceiptDocumentReference/cbc:ID", "receiving_advice", NULL, 0 },
	{ "cac:OriginatorDocumentReference/cbc:ID", "tender", NULL, MAP_FIRST },
	{ "cac:ContractDocumentReference/cbc:ID", "contract", NULL, 0 },
	{ REFERENCE("130"), "object", NULL, 0 },
	{ REFERENCE("130") "/@schemeID", "object_scheme", NULL, 0 },
	{ "cac:ProjectReference/cbc:ID", "project", NULL, MAP_READ },
	{ REFERENCE("50"), "project", NULL, MAP_SECOND },
	{ "cac:AdditionalDocumentReference[cbc:DocumentTypeCode!='130|50']",
	    "attachments", &attachment, 0 },
	{ "cac:ProjectReference/cbc:ID", "project", NULL,
	    MAP_WRITE | MAP_FIRST },
	{ "cac:OriginatorDocumentReference/cbc:ID", "tender", NULL,
	    MAP_WRITE | MAP_SECOND },
	{ SELLER "/" SEPA, "debit_creditor", NULL, MAP_READ },
	{ "cac:PayeeParty/" SEPA, "debit_creditor", NULL, MAP_READ },
	{ SELLER, "seller", &party, 0 },
	{ SELLER "/" SEPA, "debit_creditor", NULL, MAP_WRITE },
	{ "cac:AccountingCustomerParty/cac:Party", "buyer", &party, 0 },
	{ "cac:PayeeParty", "payee", &party, 0 },
	{ "cac:TaxRepresentativeParty", "representative", &party, 0 },
	{ DELIVERY "cbc:ActualDeliveryDate", "deliver_to.date", NULL, 0 },
	{ DELIVERY "cac:DeliveryLocation/cbc:ID", "deliver_to.location", NULL,
	    0 },
	{ DELIVERY "cac:DeliveryLocation/cbc:ID/@schemeID",
	    "deliver_to.location_scheme", NULL, 0 },
	{ DELIVERY "cac:DeliveryLocation/cac:Address", "deliver_to.address",
	    &address, 0 },
	{ DELIVERY "cac:DeliveryParty/cac:PartyName/cbc:Name",
	    "deliver_to.name", NULL, 0 },
	{ "cac:PaymentMeans", "payment", &payment, 0 },
	{ "cac:PaymentTerms/cbc:Note", "payment_terms", NULL, 0 },
	{ "cac:AllowanceCharge[cbc:ChargeIndicator='false|0']", "allowances",
	    &allowance, 0 },
	{ "cac:AllowanceCharge[cbc:ChargeIndicator='true|1']", "charges",
	    &allowance, 0 },
	{ TAX("$currency"), "vat", NULL, 0 },
	{ TAX("$vat_currency"), "vat_accounting", NULL, 0 },
	{ "cac:TaxTotal/cac:TaxSubtotal", "vat_parts", &vat_part, 0 },
	{ TOTAL "LineExtensionAmount", "lines_total", NULL, 0 },
	{ TOTAL "TaxExclusiveAmount", "net", NULL, 0 },
	{ TOTAL "TaxInclusiveAmount", "gross", NULL, 0 },
	{ TOTAL "AllowanceTotalAmount", "allowances_total", NULL, 0 },
	{ TOTAL "ChargeTotalAmount", "charges_total", NULL, 0 },
	{ TOTAL "PrepaidAmount", "prepaid", NULL, 0 },
	{ TOTAL "PayableRoundingAmount", "rounding", NULL, 0 },
	{ TOTAL "PayableAmount", "payable", NULL, 0 },
	{ "cac:InvoiceLine|cac:CreditNoteLine", "lines", &line, 0 },
};
MAP(ubl_invoice_map, invoice);

static const struct map_row wish_rows[] = {
	{ ".", "channel", NULL, 0 },
	{ "@forced", "forced", NULL, 0 },
};
static MAP(wish, wish);

static const struct map_row key_rows[] = {
	{ ".", "key", NULL, 0 },
	{ "@bank", "bank", NULL, 0 },
};
static MAP(key, agreement_key);

static const struct map_row ubl_delivery_map_rows[] = {
	{ "mc:Channel", "channels", &wish, 0 },
	{ "mc:Email", "email", NULL, 0 },
	{ "mc:Mobile", "mobile", NULL, 0 },
	{ "mc:Identity", "identity", NULL, 0 },
	{ "mc:Agreement", "agreements", &key, 0 },
	{ "mc:Language", "language", NULL, 0 },
	{ "mc:Protected", "protected", NULL, 0 },
	{ "mc:Tag", "tags", NULL, 0 },
	{ "mc:Print/@duplex", "print.duplex", NULL, 0 },
	{ "mc:Print/@colour", "print.colour", NULL, 0 },
	{ "mc:Print/@envelope", "print.envelope", NULL, 0 },
	{ "mc:Print/mc:Insert", "print.inserts", NULL, 0 },
};
MAP(ubl_delivery_map, delivery);
