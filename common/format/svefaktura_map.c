/* SPDX-License-Identifier: ISC */
/*
 * Where the terms of EN 16931 stand in Svefaktura 1.0, after SFTI's guide of
 * the mapping between the two. Rows stand in the order of the schema. What
 * rows cannot say is in svefaktura.c and svefaktura_write.c.
 */
#include "svefaktura.h"

#define ROWS(name) name##_rows, sizeof(name##_rows) / sizeof(struct map_row)
#define MAP(name, type)                                                        \
	const struct map name = { &type##_object, ROWS(name),                  \
		"amountCurrencyID", NULL }
/* What the model has no term for, of a Svefaktura: svefaktura_kept.h. */
#define KEPT(path)                                                             \
	{                                                                      \
		path "='$none'", NULL, NULL, MAP_WRITE | MAP_KEPT              \
	}
#define VAT(category) category "/sa:TaxScheme/sa:ID='VAT'"
#define SCHEME "@identificationSchemeID"
#define AGENCY "@identificationSchemeAgencyID"

#define WORDS(name) static const struct map name = { .words = name##_words }

/* Numbers of GS1 are told by their agency: 9 in UNCL 3055. */
static const struct map_word gln_words[] = { { "9", "0088" }, { "", MAP_ANY },
	{ NULL, NULL } };
static const struct map_word no_gln_words[] = { { "", "0088" },
	{ MAP_ANY, MAP_ANY }, { NULL, NULL } };
static const struct map_word gtin_words[] = { { "9", "0160" }, { "", MAP_ANY },
	{ NULL, NULL } };
static const struct map_word no_gtin_words[] = { { "", "0160" },
	{ MAP_ANY, MAP_ANY }, { NULL, NULL } };
WORDS(gln);
WORDS(no_gln);
WORDS(gtin);
WORDS(no_gtin);

/* BT-86; other banks by their BIC. */
static const struct map_word institution_words[] = {
	{ "BGABSESS", "SE:BANKGIRO" },
	{ "PGSISESS", "SE:PLUSGIRO" },
	{ MAP_ANY, MAP_ANY },
	{ NULL, NULL },
};
WORDS(institution);

/*
 * There is one code, of all transfers to an account. UNCL 4461 has several;
 * svefaktura.c tells 58 from 30.
 */
static const struct map_word means_words[] = {
	{ "1", "30" },
	{ "1", "58" },
	{ "1", "31" },
	{ "1", "42" },
	{ "1", "57" },
	{ "1", "1" },
	{ NULL, NULL },
};
WORDS(means);

/* The statement of SFTI's guide is older than that of the law. */
static const struct map_word f_tax_words[] = {
	{ "F-skattebevis finns", SVEFAKTURA_F_TAX },
	{ MAP_ANY, MAP_ANY },
	{ NULL, NULL },
};
WORDS(f_tax);

static const struct map_row address_rows[] = {
	KEPT("sa:ID"),
	{ "sb:Postbox", "line2", NULL, 0 },
	{ "sb:StreetName", "line1", NULL, 0 },
	{ "sb:Department", "line3", NULL, 0 },
	{ "sb:CityName", "city", NULL, 0 },
	{ "sb:PostalZone", "post_code", NULL, 0 },
	{ "sa:Country/sa:IdentificationCode", "country", NULL, 0 },
};
static MAP(address, address);

static const struct map_row identifier_rows[] = {
	{ "sa:ID", "id", NULL, 0 },
	{ "sa:ID/" AGENCY, "scheme", &gln, 0 },
	{ "sa:ID/" SCHEME, "scheme", &no_gln, 0 },
};
static MAP(identifier, identifier);

#define TAX(scheme) "sa:PartyTaxScheme[sa:TaxScheme/sa:ID='" scheme "']/"

/*
 * A party is known by its party name; where a registered name stands beside
 * it, that is the legal one, and svefaktura.c makes it so.
 */
static const struct map_row party_rows[] = {
	{ "sa:PartyIdentification", "ids", &identifier, 0 },
	{ "sa:PartyName/sb:Name", "trading_name", NULL, 0 },
	{ "sa:Address", "address", &address, 0 },
	{ TAX("SWT") "sb:RegistrationName", "name", NULL, 0 },
	{ TAX("SWT") "sa:CompanyID", "legal_id", NULL, 0 },
	{ TAX("SWT") "sb:ExemptionReason", "tax_id", &f_tax, 0 },
	{ TAX("SWT") "sa:RegistrationAddress/sb:CityName", "legal_info", NULL,
	    0 },
	{ TAX("SWT") "sa:RegistrationAddress/sa:Country/"
		     "sa:IdentificationCode='SE'",
	    NULL, NULL, MAP_WRITE },
	{ TAX("VAT") "sb:RegistrationName", "name", NULL, MAP_READ },
	{ TAX("VAT") "sa:CompanyID", "vat_id", NULL, 0 },
	{ TAX("VAT") "sb:ExemptionReason", "tax_id", &f_tax, MAP_READ },
	{ TAX("VAT") "sa:RegistrationAddress/sb:CityName", "legal_info", NULL,
	    MAP_READ },
	{ "sa:Contact/sb:Name", "contact.name", NULL, 0 },
	{ "sa:Contact/sb:Telephone", "contact.phone", NULL, 0 },
	KEPT("sa:Contact/sb:Telefax"),
	{ "sa:Contact/sb:ElectronicMail", "contact.email", NULL, 0 },
};
static MAP(party, party);

static const struct map_row note_rows[] = {
	{ ".", "text", NULL, 0 },
};
static MAP(note, note);

static const struct map_row reference_rows[] = {
	{ "sa:ID", "number", NULL, 0 },
};
static MAP(reference, reference);

static const struct map_row attachment_rows[] = {
	{ "sa:ID", "id", NULL, 0 },
	{ "sa:ID/@identificationSchemeName", "description", NULL, 0 },
	{ "sa:ID/" SCHEME "='ATS'", NULL, NULL, MAP_READ },
	{ "sa:ID/" SCHEME "='ACD'", NULL, NULL, MAP_READ },
	{ "sa:ID/" SCHEME, "mime", NULL, MAP_WRITE }, /* see plan_attachments */
	{ "sa:ID/@identificationSchemeAgencyName='SFTI'", NULL, NULL, 0 },
};
static MAP(attachment, attachment);

#define ACCOUNT "sa:PayeeFinancialAccount/"

static const struct map_row payment_rows[] = {
	{ "sa:PaymentMeansTypeCode", "code", &means, 0 },
	{ "sb:DuePaymentDate", "^due_date", NULL, MAP_WRITE | MAP_EACH },
	{ ACCOUNT "sa:ID", "account", NULL, 0 },
	{ ACCOUNT "sa:FinancialInstitutionBranch/sa:FinancialInstitution/sa:ID",
	    "branch", &institution, 0 },
	{ ACCOUNT "sa:PaymentInstructionID", "reference", NULL, 0 },
	{ "sa:PayeePartyName/sb:Name", "^payee.name", NULL,
	    MAP_WRITE | MAP_EACH },
};
static MAP(payment, payment_means);

static const struct map_row allowance_rows[] = {
	{ "sa:ReasonCode='ZZZ'", NULL, NULL, 0 },
	{ "sa:ReasonCode/@name", "reason", NULL, 0 },
	{ "sb:MultiplierFactorNumeric", "percent", NULL, 0 },
	{ "sb:Amount", "amount", NULL, 0 },
	{ "sa:TaxCategory/sa:ID", "vat_category", NULL, 0 },
	{ "sa:TaxCategory/sb:Percent", "vat_rate", NULL, 0 },
	{ VAT("sa:TaxCategory"), NULL, NULL, 0 },
	{ "sa:AllowanceChargeBaseAmount", "base", NULL, 0 },
};
static MAP(allowance, allowance);

static const struct map_row line_allowance_rows[] = {
	{ "sb:Amount", "amount", NULL, 0 },
	{ "sa:AllowanceChargeBaseAmount", "base", NULL, 0 },
};
static MAP(line_allowance, allowance);

static const struct map_row vat_part_rows[] = {
	{ "sb:TaxableAmount", "base", NULL, 0 },
	{ "sb:TaxAmount", "tax", NULL, 0 },
	{ "sa:TaxCategory/sa:ID", "category", NULL, 0 },
	{ "sa:TaxCategory/sb:Percent", "rate", NULL, 0 },
	{ "sa:TaxCategory/sb:ExemptionReason", "exemption", NULL, 0 },
	{ VAT("sa:TaxCategory"), NULL, NULL, 0 },
	{ "sa:TaxCurrencyTaxAmount[@amountCurrencyID='$vat_currency']",
	    "exemption_code", NULL, MAP_WRITE }, /* see plan_accounting */
};
static MAP(vat_part, vat_part);

#define ITEM "sa:Item/"
#define PRICE ITEM "sa:BasePrice/"
#define STANDARD ITEM "sa:StandardItemIdentification/sa:ID"
#define ALLOWANCE(indicator)                                                   \
	"AllowanceCharge[sb:ChargeIndicator='" indicator "']"

static const struct map_row line_rows[] = {
	{ "sa:ID", "id", NULL, 0 },
	{ "sb:InvoicedQuantity", "quantity", NULL, 0 },
	{ "sb:InvoicedQuantity/@quantityUnitCode", "unit", NULL, 0 },
	{ "sb:LineExtensionAmount", "amount", NULL, 0 },
	{ "sb:Note", "note", NULL, 0 },
	{ "sa:OrderLineReference/sa:BuyersLineID", "order_line", NULL, 0 },
	{ "sa:OrderLineReference/sa:OrderReference/sa:BuyersID", "^order", NULL,
	    MAP_WRITE | MAP_EACH | MAP_KEPT },
	KEPT("sa:DespatchLineReference/sa:LineID"),
	KEPT("sa:DespatchLineReference/sa:DocumentReference/sa:ID"),
	KEPT("sa:Delivery/sb:ActualDeliveryDateTime"),
	{ "sa:" ALLOWANCE("false|0"), "allowances", &line_allowance, 0 },
	{ "sa:" ALLOWANCE("true|1"), "charges", &line_allowance, 0 },
	{ ITEM "sb:Description", "name", NULL, 0 },
	{ ITEM "sa:BuyersItemIdentification/sa:ID", "buyers_id", NULL, 0 },
	{ ITEM "sa:SellersItemIdentification/sa:ID", "sellers_id", NULL, 0 },
	{ STANDARD, "standard_id", NULL, 0 },
	{ STANDARD "/" AGENCY, "standard_scheme", &gtin, 0 },
	{ STANDARD "/" SCHEME, "standard_scheme", &no_gtin, 0 },
	{ ITEM "sa:TaxCategory/sa:ID", "vat_category", NULL, 0 },
	{ ITEM "sa:TaxCategory/sb:Percent", "vat_rate", NULL, 0 },
	{ VAT(ITEM "sa:TaxCategory"), NULL, NULL, 0 },
	{ PRICE "sb:PriceAmount", "price", NULL, 0 },
	{ PRICE "sb:BaseQuantity", "price_quantity", NULL, 0 },
	{ PRICE "sb:BaseQuantity/@quantityUnitCode", "price_unit", NULL, 0 },
};
static MAP(line, invoice_line);

#define REFERENCE "sf:AdditionalDocumentReference"
#define KIND(code) REFERENCE "[sa:ID/" SCHEME "='" code "']/sa:ID"
#define OBJECT REFERENCE "[sa:ID/" AGENCY "='6']/sa:ID"
#define SFTI "/@identificationSchemeAgencyName='SFTI'"
#define REQUISITIONIST "sf:RequisitionistDocumentReference/sa:ID"
#define DELIVERY "sa:Delivery/"
#define PLACE DELIVERY "sa:DeliveryAddress"
#define TOTAL "sa:LegalTotal/"

static const struct map_row svefaktura_map_rows[] = {
	{ "sf:ID", "number", NULL, 0 },
	{ "sb:IssueDate", "issue_date", NULL, 0 },
	{ "sf:InvoiceTypeCode", "type_code", NULL, 0 },
	{ "sb:Note", "notes", &note, 0 },
	{ "sf:TaxPointDate", "tax_point", NULL, 0 },
	{ "sf:InvoiceCurrencyCode", "currency", NULL, 0 },
	{ "sf:TaxCurrencyCode", "vat_currency", NULL, 0 },
	{ "sf:LineItemCountNumeric='$lines'", NULL, NULL, MAP_WRITE },
	{ KIND("CT"), "contract", NULL, 0 },
	{ KIND("CT") SFTI, NULL, NULL, 0 },
	{ KIND("DQ"), "despatch_advice", NULL, 0 },
	{ KIND("DQ") SFTI, NULL, NULL, 0 },
	{ OBJECT, "object", NULL, 0 },
	{ OBJECT "/" SCHEME, "object_scheme", NULL, 0 },
	{ REFERENCE "[sa:ID/" SCHEME "!='CT|DQ']", "attachments", &attachment,
	    0 },
	{ "sa:BuyerParty/sa:Party", "buyer", &party, 0 },
	{ "sa:SellerParty/sa:Party", "seller", &party, 0 },
	KEPT("sa:SellerParty/sa:AccountsContact/sb:Name"),
	KEPT("sa:SellerParty/sa:AccountsContact/sb:Telephone"),
	KEPT("sa:SellerParty/sa:AccountsContact/sb:Telefax"),
	KEPT("sa:SellerParty/sa:AccountsContact/sb:ElectronicMail"),
	{ DELIVERY "sb:ActualDeliveryDateTime", "deliver_to.date", NULL,
	    MAP_DATE_TIME },
	{ PLACE "/sa:ID", "deliver_to.location", NULL, 0 },
	{ PLACE "/sa:ID/" AGENCY, "deliver_to.location_scheme", &gln, 0 },
	{ PLACE "/sa:ID/" SCHEME, "deliver_to.location_scheme", &no_gln, 0 },
	{ PLACE "/sb:Postbox", "deliver_to.address.line2", NULL, 0 },
	{ PLACE "/sb:StreetName", "deliver_to.address.line1", NULL, 0 },
	{ PLACE "/sb:Department", "deliver_to.address.line3", NULL, 0 },
	{ PLACE "/sb:CityName", "deliver_to.address.city", NULL, 0 },
	{ PLACE "/sb:PostalZone", "deliver_to.address.post_code", NULL, 0 },
	{ PLACE "/sa:AddressLine/sb:Line", "deliver_to.name", NULL, 0 },
	{ PLACE "/sa:Country/sa:IdentificationCode",
	    "deliver_to.address.country", NULL, 0 },
	{ "sa:PaymentMeans/sb:DuePaymentDate", "due_date", NULL, MAP_READ },
	{ "sa:PaymentMeans/sa:PayeePartyName/sb:Name", "payee.name", NULL,
	    MAP_READ },
	{ "sa:PaymentMeans", "payment", &payment, 0 },
	{ "sa:PaymentTerms/sb:Note", "payment_terms", NULL, 0 },
	KEPT("sa:PaymentTerms/sb:PenaltySurchargePercent"),
	{ "sf:" ALLOWANCE("false|0"), "allowances", &allowance, 0 },
	{ "sf:" ALLOWANCE("true|1"), "charges", &allowance, 0 },
	{ "sa:ExchangeRate/sa:SourceCurrencyCode='$source'", NULL, NULL,
	    MAP_WRITE },
	{ "sa:ExchangeRate/sa:TargetCurrencyCode='$target'", NULL, NULL,
	    MAP_WRITE },
	KEPT("sa:ExchangeRate/sb:CalculationRate"),
	{ "sa:TaxTotal/sb:TotalTaxAmount", "vat", NULL, 0 },
	{ "sa:TaxTotal/sa:TaxSubTotal", "vat_parts", &vat_part, 0 },
	{ TOTAL "sb:LineExtensionTotalAmount", "lines_total", NULL, 0 },
	{ TOTAL "sb:TaxExclusiveTotalAmount", "net", NULL, 0 },
	{ TOTAL "sb:TaxInclusiveTotalAmount", "payable", NULL, 0 },
	{ TOTAL "sa:RoundOffAmount", "rounding", NULL, 0 },
	{ "sa:InvoiceLine", "lines", &line, 0 },
	{ REQUISITIONIST, "buyer_reference", NULL, 0 },
	{ REQUISITIONIST, "cost_account", NULL, MAP_ANEW },
	{ "sf:InitialInvoiceDocumentReference", "preceding", &reference, 0 },
	KEPT("sa:DeliveryTerms/sb:SpecialTerms"),
	{ "sf:InvoicingPeriod/sb:StartDateTime", "period.start", NULL,
	    MAP_DATE_TIME },
	{ "sf:InvoicingPeriod/sb:EndDateTime", "period.end", NULL,
	    MAP_DATE_TIME },
};
MAP(svefaktura_map, invoice);
