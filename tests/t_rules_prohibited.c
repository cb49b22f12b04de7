/* SPDX-License-Identifier: ISC */
#include "rules_en16931.h"

/*
 * What UBL has and EN 16931 has not: paths of prohibited.def, seen from near
 * the root to deep below it, and each attribute. Every row of either is put
 * into a document by itself, from its path, and must be the one that is
 * broken.
 */

#define REFERENCE(inside)                                                      \
	GROUP("BillingReference",                                              \
	    GROUP("InvoiceDocumentReference", ID("1") inside))

static const struct rules_case paths[] = {
	{ "a child of the root", { HEAD(TAG("UUID", "1")) }, "~UBL-CR-005" },
	{ "twice, and once in one document",
	    { HEAD(TAG("UUID", "1") TAG("UUID", "2")) }, "~UBL-CR-005" },
	{ "with elements in it, which are told of too",
	    { HEAD(GROUP("Signature", ID("1"))) }, "~UBL-CR-137" },
	{ "an extension",
	    { HEAD("<e:UBLExtensions xmlns:e=\"urn:oasis:names:specification:"
		   "ubl:schema:xsd:CommonExtensionComponents-2\">"
		   "</e:UBLExtensions>") },
	    "~UBL-CR-001" },
	{ "the same name in another vocabulary",
	    { HEAD("<e:UBLExtensions xmlns:e=\"urn:x\"></e:UBLExtensions>") },
	    "" },
	{ "an unknown element",
	    { HEAD("<x:UUID xmlns:x=\"urn:x\">1</x:UUID>") }, "" },
	{ "of another vocabulary, with a prohibited one in it",
	    { HEAD("<x:y xmlns:x=\"urn:x\">" TAG("UUID", "1") "</x:y>") }, "" },
	{ "no vocabulary at all", { HEAD("<UUID xmlns=\"\">1</UUID>") }, "" },
	{ "the same element elsewhere", { HEAD(REFERENCE(TAG("UUID", "1"))) },
	    "~UBL-CR-024" },
	{ "in what is prohibited itself", { LINE(REFERENCE(TAG("UUID", "1"))) },
	    "~UBL-CR-531" },
	{ "of a line", { LINE(TAG("UUID", "1")) }, "~UBL-CR-515" },
	{ "beside what is like a line",
	    { SWAP("<cac:InvoiceLine>",
		GROUP("DebitNoteLine", TAG("UUID", "1")) "<cac:InvoiceLine>") },
	    "" },
	{ "an attribute of one element",
	    { SWAP("<cbc:ID>F-1", "<cbc:ID schemeID=\"\">F-1") },
	    "~UBL-CR-650" },
	{ "and of another of that name",
	    { SWAP("<cac:InvoiceLine><cbc:ID>",
		"<cac:InvoiceLine><cbc:ID schemeID=\"x\">") },
	    "" },
	{ "another attribute of it",
	    { SWAP("<cbc:ID>F-1", "<cbc:ID x=\"\">F-1") }, "" },
	{ "two attributes of one element",
	    { SWAP(
		"<cbc:ID>F-1", "<cbc:ID schemeID=\"a\" schemeName=\"b\">F-1") },
	    "~UBL-CR-650 ~UBL-DT-08" },
};

static const struct rules_case credit_note[] = {
	{ "of a line", { LINE(TAG("UUID", "1")) }, "~UBL-CR-515" },
	{ "the list of its type",
	    { SWAP("<cbc:CreditNoteTypeCode>",
		"<cbc:CreditNoteTypeCode listID=\"x\">") },
	    "~UBL-CR-672" },
};

static const struct rules_case attributes[] = {
	{ "the name of a way of payment may stand",
	    { HEAD(GROUP("PaymentMeans",
		TAG_WITH("PaymentMeansCode", "name=\"a\"", "1"))) },
	    "" },
	{ "and another may not",
	    { HEAD(GROUP("PaymentMeans",
		  TAG_WITH("PaymentMeansCode", "name=\"a\"", "1"))),
		SWAP("<cbc:IdentificationCode>FI",
		    "<cbc:IdentificationCode name=\"b\">FI") },
	    "~UBL-DT-18" },
	{ "one of a vocabulary is another",
	    { HEAD("<cbc:Note xmlns:x=\"urn:x\" x:languageID=\"fi\">"
		   "a</cbc:Note>") },
	    "" },
	{ "in several places, and once in one document",
	    { HEAD(TAG_WITH("Note", "languageID=\"fi\"", "a")),
		LINE(TAG_WITH("Note", "languageID=\"fi\"", "a")) },
	    "~UBL-DT-19" },
	{ "two",
	    { HEAD(TAG_WITH(
		"Note", "languageID=\"fi\" languageLocaleID=\"fi\"", "a")) },
	    "~UBL-DT-19 ~UBL-DT-22" },
};

/* ---- each attribute ---------------------------------------------------- */

static const struct {
	const char *id, *name;
} unwanted[] = {
	{ "UBL-DT-08", "schemeName" },
	{ "UBL-DT-09", "schemeAgencyName" },
	{ "UBL-DT-10", "schemeDataURI" },
	{ "UBL-DT-11", "schemeURI" },
	{ "UBL-DT-12", "format" },
	{ "UBL-DT-13", "unitCodeListIdentifier" },
	{ "UBL-DT-14", "unitCodeListAgencyIdentifier" },
	{ "UBL-DT-15", "unitCodeListAgencyName" },
	{ "UBL-DT-16", "listAgencyName" },
	{ "UBL-DT-17", "listName" },
	{ "UBL-DT-18", "name" },
	{ "UBL-DT-19", "languageID" },
	{ "UBL-DT-20", "listURI" },
	{ "UBL-DT-21", "listSchemeURI" },
	{ "UBL-DT-22", "languageLocaleID" },
	{ "UBL-DT-23", "uri" },
	{ "UBL-DT-24", "currencyCodeListVersionID" },
	{ "UBL-DT-25", "characterSetCode" },
	{ "UBL-DT-26", "encodingCode" },
	{ "UBL-DT-27", "schemeAgencyID" },
	{ "UBL-DT-28", "listAgencyID" },
	{ "UBL-CR-663", "unitCodeListID" },
};

/* At the root, deep in a line, and beside it: told of once. */
static void
test_attributes(void)
{
	for (size_t i = 0; i < sizeof(unwanted) / sizeof(unwanted[0]); i++) {
		char root[200], price[200], broken[40];
		const struct rules_case once = { unwanted[i].name,
			{ SWAP("<cbc:PriceAmount", price) }, broken };
		const struct rules_case both = { unwanted[i].name,
			{ SWAP("<Invoice", root),
			    SWAP("<cbc:PriceAmount", price) },
			broken };
		snprintf(
		    root, sizeof(root), "<Invoice %s=\"\"", unwanted[i].name);
		snprintf(price, sizeof(price), "<cbc:PriceAmount %s=\"x\"",
		    unwanted[i].name);
		snprintf(broken, sizeof(broken), "~%s", unwanted[i].id);
		rules_case_run(RULES_EN16931, rules_invoice, EN, &once);
		rules_case_run(RULES_EN16931, rules_invoice, EN, &both);
	}
}

/* ---- each path --------------------------------------------------------- */

struct row {
	const char *id, *path;
};

static const struct row rows[] = {
#define PROHIBITED(number, path) { "UBL-CR-" #number, path },
#include "rules/prohibited.def"
#undef PROHIBITED
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* Rows out of the whole table, as they are published. */
static const struct row published[] = {
	{ "UBL-CR-009", "cbc:PaymentAlternativeCurrencyCode" },
	{ "UBL-CR-032", "cac:BillingReference/cac:InvoiceDocumentReference/"
			"cbc:DocumentStatusCode" },
	{ "UBL-CR-055",
	    "cac:DespatchDocumentReference/cbc:DocumentStatusCode" },
	{ "UBL-CR-078", "cac:OriginatorDocumentReference/cbc:CopyIndicator" },
	{ "UBL-CR-101", "cac:ContractDocumentReference/cbc:LanguageID" },
	{ "UBL-CR-125", "cac:AdditionalDocumentReference/cac:Attachment/"
			"cac:ExternalReference/cbc:MimeCode" },
	{ "UBL-CR-148", "cac:AccountingSupplierParty/cac:Party/"
			"cac:PostalAddress/cbc:AddressTypeCode" },
	{ "UBL-CR-171", "cac:AccountingSupplierParty/cac:Party/"
			"cac:PartyTaxScheme/cbc:ExemptionReasonCode" },
	{ "UBL-CR-194",
	    "cac:AccountingSupplierParty/cac:Party/cac:AgentParty" },
	{ "UBL-CR-217", "cac:AccountingCustomerParty/cac:Party/"
			"cac:PostalAddress/cbc:BuildingName" },
	{ "UBL-CR-240",
	    "cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/"
	    "cac:TaxScheme/cac:JurisdictionRegionAddress" },
	{ "UBL-CR-263", "cac:AccountingCustomerParty/cac:AccountingContact" },
	{ "UBL-CR-286",
	    "cac:PayeeParty/cac:PartyLegalEntity/cac:HeadOfficeParty" },
	{ "UBL-CR-309",
	    "cac:TaxRepresentativeParty/cac:PostalAddress/cbc:Room" },
	{ "UBL-CR-332", "cac:TaxRepresentativeParty/cac:PartyTaxScheme/"
			"cac:TaxScheme/cbc:TaxTypeCode" },
	{ "UBL-CR-355",
	    "cac:Delivery/cac:DeliveryLocation/cbc:LocationTypeCode" },
	{ "UBL-CR-378", "cac:Delivery/cac:DeliveryLocation/cac:Address/"
			"cac:Country/cbc:Name" },
	{ "UBL-CR-401",
	    "cac:Delivery/cac:DeliveryParty/cac:ServiceProviderParty" },
	{ "UBL-CR-426", "cac:PaymentMeans/cac:PayeeFinancialAccount/"
			"cbc:AccountFormatCode" },
	{ "UBL-CR-449",
	    "cac:PaymentMeans/cac:PaymentMandate/cac:PaymentReversalPeriod" },
	{ "UBL-CR-472", "cac:AllowanceCharge/cbc:PrepaidIndicator" },
	{ "UBL-CR-495", "cac:TaxTotal/cbc:TaxEvidenceIndicator" },
	{ "UBL-CR-518", "LINE/cbc:PaymentPurposeCode" },
	{ "UBL-CR-542", "LINE/cac:DocumentReference/cbc:DocumentStatusCode" },
	{ "UBL-CR-565", "LINE/cac:Item/cbc:CatalogueIndicator" },
	{ "UBL-CR-588", "LINE/cac:Item/cac:AdditionalItemIdentification" },
	{ "UBL-CR-611",
	    "LINE/cac:Item/cac:AdditionalItemProperty/cbc:ValueQuantity" },
	{ "UBL-CR-635",
	    "LINE/cac:Price/cac:AllowanceCharge/cbc:MultiplierFactorNumeric" },
	{ "UBL-CR-648", "cbc:CustomizationID/@schemeID" },
	{ "UBL-CR-651", "cbc:SalesOrderID/@schemeID" },
	{ "UBL-CR-654",
	    "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID/@schemeID" },
	{ "UBL-CR-657", "cbc:DocumentCurrencyCode/@listID" },
	{ "UBL-CR-659",
	    "cac:AdditionalDocumentReference/cbc:DocumentTypeCode/@listID" },
	{ "UBL-CR-672", "cbc:CreditNoteTypeCode/@listID" },
};

/* Adds the element at the start of a path, with the rest of it inside. */
static void
add_path(struct buf *b, const char *path, const char *line)
{
	size_t n = strcspn(path, "/");
	bool last = path[n] == '\0', attr = !last && path[n + 1] == '@';
	struct str name = { path, n };
	if (str_is(name, "LINE"))
		name = str_of(line);
	buf_printf(b, "<%.*s", STR_ARG(name));
	if (attr)
		buf_printf(b, " %s=\"\"", path + n + 2);
	buf_addc(b, '>');
	if (!last && !attr)
		add_path(b, path + n + 1, line);
	buf_printf(b, "</%.*s>", STR_ARG(name));
}

/* What is broken by a path: the rows that it begins with. */
static void
add_broken(struct buf *b, const char *path)
{
	for (size_t i = 0; i < ROWS; i++) {
		size_t n = strlen(rows[i].path);
		if (strncmp(rows[i].path, path, n) == 0 &&
		    (!path[n] || path[n] == '/'))
			buf_printf(b, "~%s ", rows[i].id);
	}
}

/* The path alone in a document; that it stands there twice changes nothing. */
static void
run_path(const char *root, const char *line, const char *path,
    const char *scope, const char *broken)
{
	struct buf b = BUF_INIT(1 << 16);
	struct rules_case c = { path, { SWAP(NULL, NULL) }, broken };
	buf_printf(&b,
	    "<%s xmlns=\"" RULES_UBL "%s-2\" xmlns:cac=\"" RULES_UBL
	    "CommonAggregateComponents-2\" xmlns:cbc=\"" RULES_UBL
	    "CommonBasicComponents-2\" xmlns:ext=\"" RULES_UBL
	    "CommonExtensionComponents-2\">",
	    root, root);
	add_path(&b, path, line);
	add_path(&b, path, line);
	buf_printf(&b, "</%s>", root);
	buf_addc(&b, '\0');
	rules_case_run(RULES_EN16931, b.p, scope, &c);
	buf_free(&b);
}

static void
test_paths(void)
{
	struct buf scope = BUF_INIT(1 << 20);
	for (size_t i = 0; i < ROWS; i++)
		buf_printf(&scope, "%s ", rows[i].id);
	buf_addc(&scope, '\0');
	for (size_t i = 0; i < ROWS; i++) {
		struct buf broken = BUF_INIT(1 << 16);
		add_broken(&broken, rows[i].path);
		buf_addc(&broken, '\0');
		run_path("Invoice", "cac:InvoiceLine", rows[i].path, scope.p,
		    broken.p);
		run_path("CreditNote", "cac:CreditNoteLine", rows[i].path,
		    scope.p, broken.p);
		buf_free(&broken);
	}
	buf_free(&scope);
}

static void
test_published(void)
{
	for (size_t k = 0; k < sizeof(published) / sizeof(published[0]); k++) {
		const char *path = NULL;
		T_CASE(published[k].path);
		for (size_t i = 0; i < ROWS; i++)
			if (strcmp(rows[i].id, published[k].id) == 0)
				path = rows[i].path;
		CHECK_STR(path ? path : "none", published[k].path);
	}
}

#define CASES(cases) RULES_CASES(RULES_EN16931, rules_invoice, EN, cases)

int
main(void)
{
	CASES(paths);
	RULES_CASES(RULES_EN16931, rules_credit_note, EN, credit_note);
	CASES(attributes);
	test_attributes();
	test_paths();
	test_published();
	rules_case_end();
	return T_END();
}
