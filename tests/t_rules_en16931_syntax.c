/* SPDX-License-Identifier: ISC */
#include "rules_en16931.h"

/*
 * The syntax of EN 16931 in UBL: each rule of en16931_syntax.c is seen broken
 * by the first thing too many, and holding with the last that may be. A case
 * names every finding of EN 16931.
 */

#define DOCUMENT(inside) GROUP("AdditionalDocumentReference", inside)
#define TYPE(code) TAG("DocumentTypeCode", code)
#define WITH_SCHEME(scheme, id) TAG_WITH("ID", "schemeID=\"" scheme "\"", id)
#define SCHEMED_ID(scheme, id)                                                 \
	GROUP("PartyIdentification", WITH_SCHEME(scheme, id))
#define REGISTERED(number, scheme)                                             \
	GROUP("PartyTaxScheme",                                                \
	    TAG("CompanyID", number) GROUP("TaxScheme", ID(scheme)))
#define FIRM TAG("CompanyID", "2345676-7")

static const struct rules_case references[] = {
	{ "contracts",
	    { HEAD(GROUP("ContractDocumentReference", ID("1"))
		    GROUP("ContractDocumentReference", ID("1"))) },
	    "UBL-SR-01" },
	{ "receipts",
	    { HEAD(GROUP("ReceiptDocumentReference", ID("1"))
		    GROUP("ReceiptDocumentReference", ID("2"))) },
	    "UBL-SR-02" },
	{ "despatches",
	    { HEAD(GROUP("DespatchDocumentReference", ID("1"))
		    GROUP("DespatchDocumentReference", ID("2"))) },
	    "UBL-SR-03" },
	{ "tenders",
	    { HEAD(GROUP("OriginatorDocumentReference", ID("1"))
		    GROUP("OriginatorDocumentReference", ID("2"))) },
	    "UBL-SR-56" },
	{ "projects",
	    { HEAD(GROUP("ProjectReference", ID("1"))
		    GROUP("ProjectReference", ID("2"))) },
	    "UBL-SR-39" },
	{ "one of each",
	    { HEAD(GROUP("ContractDocumentReference", ID("1"))
		    GROUP("ReceiptDocumentReference", ID("1"))
			GROUP("DespatchDocumentReference", ID("1"))
			    GROUP("OriginatorDocumentReference", ID("1"))
				GROUP("ProjectReference", ID("1"))) },
	    "" },
	{ "objects",
	    { HEAD(
		DOCUMENT(ID("1") TYPE("130")) DOCUMENT(ID("2") TYPE("130"))) },
	    "UBL-SR-04" },
	{ "an object and documents",
	    { HEAD(DOCUMENT(ID("1") TYPE("130")) DOCUMENT(ID("2"))
		    DOCUMENT(ID("3"))) },
	    "" },
	{ "preceding invoices in one reference",
	    { HEAD(GROUP("BillingReference",
		GROUP("InvoiceDocumentReference", ID("1"))
		    GROUP("InvoiceDocumentReference", ID("2")))) },
	    "UBL-SR-06" },
	{ "in one reference each",
	    { HEAD(GROUP(
		"BillingReference", GROUP("InvoiceDocumentReference", ID("1")))
		    GROUP("BillingReference",
			GROUP("InvoiceDocumentReference", ID("2")))) },
	    "" },
	{ "none in a reference", { HEAD(GROUP("BillingReference", "")) },
	    "BR-55 UBL-SR-07" },
	{ "descriptions of one document",
	    { HEAD(DOCUMENT(ID("1") TAG("DocumentDescription", "a")
		    TAG("DocumentDescription", "b"))) },
	    "UBL-SR-33" },
	{ "one description",
	    { HEAD(DOCUMENT(ID("1") TAG("DocumentDescription", "a"))) }, "" },
	{ "a document of another type", { HEAD(DOCUMENT(ID("1") TYPE("916"))) },
	    "UBL-SR-43" },
	{ "a project is one of a credit note alone",
	    { HEAD(DOCUMENT(ID("1") TYPE("50"))) }, "UBL-SR-43" },
	{ "blanks around the type", { HEAD(DOCUMENT(ID("1") TYPE(" 130"))) },
	    "UBL-SR-43" },
	{ "a document with a scheme",
	    { HEAD(DOCUMENT(WITH_SCHEME("ABZ", "1"))) },
	    "UBL-SR-43 ~UBL-CR-665" },
	{ "an object with a scheme",
	    { HEAD(DOCUMENT(WITH_SCHEME("ABZ", "1") TYPE("130"))) }, "" },
	{ "an object of two types",
	    { HEAD(DOCUMENT(WITH_SCHEME("ABZ", "1") TYPE("130") TYPE("916"))) },
	    "~UBL-CR-665" },
	{ "an object with an attachment",
	    { HEAD(DOCUMENT(ID("1") TYPE("130") GROUP("Attachment", ""))) },
	    "UBL-CR-666" },
	{ "an object with a description",
	    { HEAD(DOCUMENT(
		ID("1") TYPE("130") TAG("DocumentDescription", "a"))) },
	    "UBL-CR-673" },
	{ "both in a line, with a scheme in another",
	    { LINE(DOCUMENT(ID("1") TYPE("130") TAG("DocumentDescription", "a")
		    GROUP("Attachment", ""))
		    DOCUMENT(WITH_SCHEME("ABZ", "2") TYPE("916"))) },
	    "UBL-CR-666 UBL-CR-673 UBL-SR-43 ~UBL-CR-665" },
	{ "a document with both",
	    { HEAD(DOCUMENT(ID("1") TAG("DocumentDescription", "a")
		    GROUP("Attachment", ""))) },
	    "" },
};

static const struct rules_case credit_note[] = {
	{ "a project", { HEAD(DOCUMENT(ID("1") TYPE("50"))) }, "" },
	{ "a project with a scheme",
	    { HEAD(DOCUMENT(WITH_SCHEME("ABZ", "1") TYPE("50"))) },
	    "~UBL-CR-665" },
	{ "another document", { HEAD(DOCUMENT(ID("1") TYPE("916"))) },
	    "UBL-SR-43" },
	{ "a due date at the way of payment",
	    { HEAD(PAYMENT("50", TAG("PaymentDueDate", "2026-04-01"))) }, "" },
	{ "due dates",
	    { HEAD(PAYMENT("50", TAG("PaymentDueDate", "2026-04-01"))
		    PAYMENT("50", TAG("PaymentDueDate", "2026-04-01"))) },
	    "UBL-SR-45" },
	{ "notes of a line", { LINE(NOTE("a") NOTE("b")) }, "UBL-SR-34" },
};

/* ---- parties ----------------------------------------------------------- */

static const struct rules_case parties[] = {
	{ "names of the seller", { SELLER_LEGAL(SELLER_NAME) },
	    "?BR-06 UBL-SR-09" },
	{ "trading names", { SELLER(NAME("a") NAME("a")) }, "UBL-SR-10" },
	{ "one", { SELLER(NAME("a")) }, "" },
	{ "registration numbers", { SELLER_LEGAL(FIRM FIRM) }, "UBL-SR-11" },
	{ "one", { SELLER_LEGAL(FIRM) }, "" },
	{ "VAT numbers", { SELLER(REGISTERED("FI1", "vat")) }, "UBL-SR-12" },
	{ "blanks make the scheme another",
	    { SELLER(REGISTERED("FI1", " VAT ")) }, "" },
	{ "another tax", { SELLER(REGISTERED("1", "TAX")) }, "" },
	{ "other taxes",
	    { SELLER(REGISTERED("1", "TAX") REGISTERED("2", "GST")) },
	    "UBL-SR-13 UBL-SR-42" },
	{ "of the buyer",
	    { BUYER(REGISTERED("1", "TAX") REGISTERED("2", "GST")
		    REGISTERED("EE1", "VAT")) },
	    "" },
	{ "three registrations",
	    { SELLER(REGISTERED("1", "TAX") REGISTERED("FI1", "VAT")) },
	    "UBL-SR-12 UBL-SR-42" },
	{ "legal forms",
	    { SELLER_LEGAL(
		TAG("CompanyLegalForm", "a") TAG("CompanyLegalForm", "b")) },
	    "UBL-SR-14" },
	{ "one", { SELLER_LEGAL(TAG("CompanyLegalForm", "a")) }, "" },
	{ "names of the buyer", { BUYER_LEGAL(BUYER_NAME) },
	    "?BR-07 UBL-SR-15" },
	{ "identifiers", { BUYER(PARTY_ID("1") PARTY_ID("2")) }, "UBL-SR-16" },
	{ "one", { BUYER(PARTY_ID("1")) }, "" },
	{ "the seller may have several",
	    { SELLER(PARTY_ID("1") PARTY_ID("2")) }, "" },
	{ "registration numbers", { BUYER_LEGAL(FIRM FIRM) }, "UBL-SR-17" },
	{ "one", { BUYER_LEGAL(FIRM) }, "" },
	{ "VAT numbers",
	    { BUYER(REGISTERED("EE1", "VAT") REGISTERED("EE2", "Vat")) },
	    "UBL-SR-18" },
	{ "one, and another tax",
	    { BUYER(REGISTERED("EE1", "VAT") REGISTERED("2", "TAX")) }, "" },
	{ "trading names", { BUYER(NAME("a") NAME("b")) }, "UBL-SR-40" },
	{ "one", { BUYER(NAME("a")) }, "" },
	{ "creditors",
	    { SELLER(SCHEMED_ID("SEPA", "1")),
		HEAD(GROUP(
		    "PayeeParty", NAME("Saaja") SCHEMED_ID("SEPA", "2"))) },
	    "UBL-SR-29" },
	{ "creditors in lower case",
	    { SELLER(SCHEMED_ID("sepa", "1") SCHEMED_ID("Sepa", "2")) },
	    "BR-CL-10 BR-CL-10 UBL-SR-29" },
	{ "a creditor and other identifiers",
	    { SELLER(SCHEMED_ID("SEPA", "1") SCHEMED_ID("0088", "2")
		    PARTY_ID("3")) },
	    "" },
	{ "a registration without its number",
	    { BUYER(GROUP("PartyTaxScheme", RULES_VAT)) }, "UBL-SR-53" },
	{ "without its scheme",
	    { BUYER(GROUP("PartyTaxScheme",
		TAG("CompanyID", "1") "<cac:TaxScheme></cac:TaxScheme>")) },
	    "UBL-SR-53" },
	{ "with empty ones", { BUYER(REGISTERED("", "")) }, "" },
};

#define PAYEE(inside) HEAD(GROUP("PayeeParty", inside))
#define PAYEE_LEGAL GROUP("PartyLegalEntity", FIRM)
#define REPRESENTATIVE(inside)                                                 \
	HEAD(GROUP("TaxRepresentativeParty",                                   \
	    inside REGISTERED("FI1", "VAT")                                    \
		GROUP("PostalAddress", COUNTRY("FI"))))

static const struct rules_case others[] = {
	{ "a payee with all", { PAYEE(NAME("a") PARTY_ID("1") PAYEE_LEGAL) },
	    "" },
	{ "names of the payee", { PAYEE(NAME("a") NAME("b")) }, "UBL-SR-19" },
	{ "one of them the seller's", { PAYEE(NAME("a") NAME("Kanerva Oy")) },
	    "UBL-SR-19" },
	{ "identifiers of the payee",
	    { PAYEE(
		NAME("a") SCHEMED_ID("0088", "1") SCHEMED_ID("0088", "2")) },
	    "UBL-SR-20" },
	{ "identifiers without a scheme, which are not SEPA either",
	    { PAYEE(NAME("a") PARTY_ID("1") PARTY_ID("2")) }, "UBL-SR-20" },
	{ "one, and that of a creditor",
	    { PAYEE(
		NAME("a") SCHEMED_ID("0088", "1") SCHEMED_ID("SEPA", "2")) },
	    "" },
	{ "registration numbers", { PAYEE(NAME("a") PAYEE_LEGAL PAYEE_LEGAL) },
	    "UBL-SR-21" },
	{ "a payee, and a seller without a name",
	    { PAYEE(NAME("a")), DROP(SELLER_NAME) },
	    "BR-06 UBL-SR-19 UBL-SR-20 UBL-SR-21" },
	{ "a payee of one of the seller's two names",
	    { PAYEE(NAME("Kanerva Oy")),
		SELLER_LEGAL(TAG("RegistrationName", "Kanerva")) },
	    "?BR-06 UBL-SR-09" },
	{ "names of the representative",
	    { REPRESENTATIVE(NAME("a") NAME("b")) }, "?BR-18 UBL-SR-22" },
	{ "numbers of the representative",
	    { REPRESENTATIVE(NAME("a") REGISTERED("1", "TAX")) }, "UBL-SR-23" },
	{ "one of each", { REPRESENTATIVE(NAME("a")) }, "" },
	{ "third lines of an address",
	    { BEFORE("<cac:Country>",
		GROUP("AddressLine", TAG("Line", "a"))
		    GROUP("AddressLine", TAG("Line", "b"))) },
	    "UBL-SR-51" },
	{ "of that of a delivery",
	    { HEAD(GROUP("Delivery",
		GROUP("DeliveryLocation",
		    GROUP("Address", COUNTRY("FI") GROUP("AddressLine", "")
					 GROUP("AddressLine", ""))))) },
	    "UBL-SR-51" },
	{ "one",
	    { BEFORE("<cac:Country>", GROUP("AddressLine", TAG("Line", "a"))) },
	    "" },
};

/* ---- payment, delivery, periods ---------------------------------------- */

#define DELIVERY(inside) GROUP("Delivery", inside)
#define CARD GROUP("CardAccount", TAG("PrimaryAccountNumberID", "1234"))
#define MANDATE(inside) GROUP("PaymentMandate", inside)
#define REFERENCE(id) TAG("PaymentID", id)
#define NAMED                                                                  \
	GROUP("PaymentMeans", TAG_WITH("PaymentMeansCode", "name=\"a\"", "50"))

static const struct rules_case payments[] = {
	{ "terms",
	    { HEAD(GROUP("PaymentTerms", NOTE("a"))
		    GROUP("PaymentTerms", NOTE("a"))) },
	    "UBL-SR-05" },
	{ "terms in one", { HEAD(GROUP("PaymentTerms", NOTE("a") NOTE("b"))) },
	    "UBL-SR-05" },
	{ "one", { HEAD(GROUP("PaymentTerms", NOTE("a"))) }, "" },
	{ "references in one",
	    { HEAD(PAYMENT("50", REFERENCE("1") REFERENCE("1"))) },
	    "UBL-SR-26" },
	{ "the same in two",
	    { HEAD(
		PAYMENT("50", REFERENCE("1")) PAYMENT("50", REFERENCE("1"))) },
	    "" },
	{ "others",
	    { HEAD(
		PAYMENT("50", REFERENCE("1")) PAYMENT("50", REFERENCE("1 "))) },
	    "UBL-SR-44" },
	{ "one of three is another",
	    { HEAD(PAYMENT("50", REFERENCE("1")) PAYMENT("50", REFERENCE("1"))
		    PAYMENT("50", REFERENCE("2"))) },
	    "UBL-SR-44" },
	{ "codes in one",
	    { HEAD(PAYMENT("50", TAG("PaymentMeansCode", "50"))) },
	    "?BR-61 UBL-SR-27" },
	{ "other codes", { HEAD(PAYMENT("50", "") PAYMENT("1", "")) },
	    "UBL-SR-47" },
	{ "texts of codes", { HEAD(NAMED NAMED) }, "UBL-SR-46" },
	{ "one", { HEAD(NAMED PAYMENT("50", "")) }, "" },
	{ "mandates in one", { HEAD(PAYMENT("49", MANDATE(ID("1") ID("1")))) },
	    "UBL-SR-28" },
	{ "mandates",
	    { HEAD(
		PAYMENT("49", MANDATE(ID("1"))) PAYMENT("49", MANDATE(""))) },
	    "UBL-SR-55" },
	{ "one", { HEAD(PAYMENT("49", MANDATE(ID("1")))) }, "" },
	{ "cards", { HEAD(PAYMENT("48", CARD) PAYMENT("48", CARD)) },
	    "UBL-SR-54" },
	{ "one", { HEAD(PAYMENT("48", CARD)) }, "" },
	{ "a due date at the way of payment",
	    { HEAD(PAYMENT("50", TAG("PaymentDueDate", "2026-04-01"))) },
	    "~UBL-CR-412" },
	{ "two of them",
	    { HEAD(PAYMENT("50", TAG("PaymentDueDate", "2026-04-01")
				     TAG("PaymentDueDate", "2026-04-01"))) },
	    "UBL-SR-45 ~UBL-CR-412" },
	{ "deliveries", { HEAD(DELIVERY("") DELIVERY("")) }, "UBL-SR-24" },
	{ "recipients of one",
	    { HEAD(DELIVERY(GROUP("DeliveryParty", NAME("a") NAME("b")))) },
	    "UBL-SR-25" },
	{ "one", { HEAD(DELIVERY(GROUP("DeliveryParty", NAME("a")))) }, "" },
	{ "periods",
	    { HEAD(PERIOD(TAG("StartDate", "2026-03-01"))
		    PERIOD(TAG("StartDate", "2026-03-01"))) },
	    "UBL-SR-08" },
	{ "tax points",
	    { HEAD(PERIOD(
		TAG("DescriptionCode", "3") TAG("DescriptionCode", "35"))) },
	    "UBL-SR-49" },
	{ "another version of UBL", { HEAD(TAG("UBLVersionID", "2.2")) },
	    "~UBL-CR-002" },
	{ "a blank makes it another", { HEAD(TAG("UBLVersionID", "2.1 ")) },
	    "~UBL-CR-002" },
	{ "this one", { HEAD(TAG("UBLVersionID", "2.1")) }, "" },
	{ "another, and this one",
	    { HEAD(TAG("UBLVersionID", "2.2") TAG("UBLVersionID", "2.1")) },
	    "" },
};

/* ---- lines, allowances, VAT -------------------------------------------- */

#define LINE_RATED                                                             \
	GROUP("ClassifiedTaxCategory", ID("S") TAG("Percent", "24") RULES_VAT)
#define EXEMPTION TAG("TaxExemptionReason", "a")
#define NO_MONEY AMOUNT("Amount", "0.00")

static const struct rules_case lines[] = {
	{ "notes", { LINE(NOTE("a") NOTE("a")) }, "UBL-SR-34" },
	{ "one", { LINE(NOTE("a")) }, "" },
	{ "order lines",
	    { LINE(GROUP("OrderLineReference", TAG("LineID", "1"))
		    GROUP("OrderLineReference", TAG("LineID", "1"))) },
	    "UBL-SR-35" },
	{ "one", { LINE(GROUP("OrderLineReference", TAG("LineID", "1"))) },
	    "" },
	{ "periods",
	    { LINE(PERIOD(TAG("StartDate", "2026-03-01"))
		    PERIOD(TAG("StartDate", "2026-03-01"))) },
	    "UBL-SR-36" },
	{ "discounts of the price",
	    { PRICE(ALLOWANCE(NO_MONEY) ALLOWANCE(NO_MONEY)) }, "UBL-SR-37" },
	{ "one", { PRICE(ALLOWANCE(NO_MONEY)) }, "" },
	{ "VAT categories", { ITEM(LINE_RATED) }, "UBL-SR-48" },
	{ "none", { DROP(LINE_RATED) }, "BR-CO-04 BR-S-01 BR-S-08 UBL-SR-48" },
	{ "descriptions",
	    { ITEM(TAG("Description", "a") TAG("Description", "b")) },
	    "UBL-SR-50" },
	{ "one", { ITEM(TAG("Description", "a")) }, "" },
	{ "objects",
	    { LINE(GROUP("DocumentReference", ID("1") TYPE("130"))
		    GROUP("DocumentReference", ID("2") TYPE("130"))) },
	    "UBL-SR-52" },
	{ "one", { LINE(GROUP("DocumentReference", ID("1") TYPE("130"))) },
	    "" },
	{ "reasons of an allowance",
	    { LINE(ALLOWANCE(NO_MONEY REASON REASON)) }, "UBL-SR-30" },
	{ "reasons of a charge", { LINE(CHARGE(NO_MONEY REASON REASON)) },
	    "UBL-SR-31" },
	{ "reasons of an allowance of the document",
	    { HEAD(ALLOWANCE(NO_MONEY REASON REASON GROUP(
		  "TaxCategory", ID("S") TAG("Percent", "24") RULES_VAT))),
		TOTALS(AMOUNT("AllowanceTotalAmount", "0")) },
	    "UBL-SR-30" },
	{ "exemption reasons", { CATEGORY(EXEMPTION EXEMPTION) },
	    "BR-S-10 UBL-SR-32" },
	{ "one", { CATEGORY(EXEMPTION) }, "BR-S-10" },
	{ "three decimals of what EN 16931 does not have",
	    { TOTALS(AMOUNT("PayableAlternativeAmount", "1.005")) },
	    "UBL-DT-01 ~UBL-CR-514" },
	{ "of another price", { TOTALS(AMOUNT("PriceAmount", "1.005")) }, "" },
	{ "of no amount",
	    { ITEM(GROUP("AdditionalItemProperty",
		TAG("Name", "a") TAG("Value", "1.005"))) },
	    "" },
};

/* ---- what is prohibited wherever it stands ----------------------------- */

#define ATTACHED(attributes)                                                   \
	HEAD(DOCUMENT(ID("1") GROUP("Attachment",                              \
	    TAG_WITH("EmbeddedDocumentBinaryObject", attributes, "QQ=="))))
#define S "schemeID=\"0088\""

static const struct rules_case prohibited[] = {
	{ "an attachment without a type", { ATTACHED("filename=\"a\"") },
	    "UBL-DT-06" },
	{ "without a name", { ATTACHED("mimeCode=\"image/png\"") },
	    "UBL-DT-07" },
	{ "with empty ones", { ATTACHED("filename=\"\" mimeCode=\"\"") },
	    "BR-CL-24" },
	{ "a scheme of a tax number",
	    { SWAP("<cbc:CompanyID>FI", "<cbc:CompanyID " S ">FI") },
	    "~UBL-CR-652" },
	{ "a list of a country",
	    { SWAP("IdentificationCode>EE",
		"IdentificationCode listID=\"x\">EE") },
	    "~UBL-CR-660" },
	{ "twice, and once in one element",
	    { SWAP(
		  "IdentificationCode>EE", "IdentificationCode listID=\"\">EE"),
		SWAP("IdentificationCode>FI",
		    "IdentificationCode listID=\"\">FI") },
	    "~UBL-CR-660" },
	{ "a list of a reason",
	    { LINE(ALLOWANCE(NO_MONEY TAG_WITH(
		"AllowanceChargeReasonCode", "listID=\"x\"", "95"))) },
	    "~UBL-CR-662" },
	{ "a bank, deep in an account",
	    { HEAD(PAYMENT(
		"50", ACCOUNT(ID("1") GROUP("FinancialInstitutionBranch",
			  ID("2") GROUP("FinancialInstitution", ID("3")))))) },
	    "~UBL-CR-664" },
	{ "a scheme of a document", { HEAD(DOCUMENT(WITH_SCHEME("ABZ", "1"))) },
	    "UBL-SR-43 ~UBL-CR-665" },
	{ "a scheme of the buyer's item number",
	    { ITEM(
		GROUP("BuyersItemIdentification", WITH_SCHEME("0088", "1"))) },
	    "~UBL-CR-667" },
	{ "of the seller's",
	    { ITEM(
		GROUP("SellersItemIdentification", WITH_SCHEME("0088", "1"))) },
	    "~UBL-CR-668" },
	{ "a code of a price's discount",
	    { PRICE(ALLOWANCE(TAG("AllowanceChargeReasonCode", "95"))) },
	    "~UBL-CR-633 ~UBL-CR-669" },
	{ "a reason", { PRICE(ALLOWANCE(REASON)) }, "~UBL-CR-634 ~UBL-CR-670" },
	{ "a factor", { PRICE(ALLOWANCE(TAG("MultiplierFactorNumeric", "1"))) },
	    "~UBL-CR-635 ~UBL-CR-671" },
	{ "all of them, of a line's allowance",
	    { LINE(ALLOWANCE(TAG("AllowanceChargeReasonCode", "95")
		    REASON TAG("MultiplierFactorNumeric", "1") NO_MONEY)) },
	    "" },
	{ "a scheme of a card",
	    { HEAD(PAYMENT(
		"48", GROUP("CardAccount",
			  TAG_WITH("PrimaryAccountNumberID", S, "1")))) },
	    "~UBL-CR-674" },
	{ "of its network",
	    { HEAD(PAYMENT(
		"48", GROUP("CardAccount", TAG_WITH("NetworkID", S, "1")))) },
	    "~UBL-CR-675" },
	{ "of a mandate",
	    { HEAD(PAYMENT("49", MANDATE(WITH_SCHEME("0088", "1")))) },
	    "~UBL-CR-676" },
	{ "of an account to debit",
	    { HEAD(PAYMENT("49", MANDATE(GROUP("PayerFinancialAccount",
				     WITH_SCHEME("0088", "1"))))) },
	    "~UBL-CR-677" },
	{ "of a VAT category", { SWAP(ID("S"), WITH_SCHEME("0088", "S")) },
	    "~UBL-CR-678" },
	{ "of that of a line",
	    { SWAP("<cac:ClassifiedTaxCategory>" ID("S"),
		"<cac:ClassifiedTaxCategory>" WITH_SCHEME("0088", "S")) },
	    "~UBL-CR-679" },
	{ "of a way of payment of a line",
	    { LINE(PAYMENT("49", GROUP("PayerFinancialAccount", ID("1")))) },
	    "~UBL-CR-680" },
	{ "an account to debit at the way of payment",
	    { HEAD(PAYMENT("49", GROUP("PayerFinancialAccount", ID("1")))) },
	    "~UBL-CR-680" },
};

#define CASES(cases) RULES_CASES(RULES_EN16931, rules_invoice, EN, cases)

int
main(void)
{
	CASES(references);
	RULES_CASES(RULES_EN16931, rules_credit_note, EN, credit_note);
	CASES(parties);
	CASES(others);
	CASES(payments);
	CASES(lines);
	CASES(prohibited);
	rules_case_end();
	return T_END();
}
