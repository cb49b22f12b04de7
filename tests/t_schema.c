/* SPDX-License-Identifier: ISC */
/*
 * Each fault that the schemas of UBL know, in a small invoice: what is found,
 * where, and that nothing else is.
 */
#include "base/buf.h"
#include "format/xread.h"
#include "rules/schema.h"
#include "rules/schema_value.h"
#include "t.h"

#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"
#define HEAD                                                                   \
	" xmlns:cbc=\"" UBL "CommonBasicComponents-2\""                        \
	" xmlns:cac=\"" UBL "CommonAggregateComponents-2\""                    \
	" xmlns:ext=\"" UBL "CommonExtensionComponents-2\""                    \
	" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""             \
	" xmlns:o=\"urn:other\">"
/* Valid, in the namespace that finds() declares. */
static const char invoice[] =
    "<Invoice" HEAD "<cbc:ID>1</cbc:ID>\n"
    "<cbc:CopyIndicator>false</cbc:CopyIndicator>\n"
    "<cbc:IssueDate>2026-11-22</cbc:IssueDate>\n"
    "<cbc:IssueTime>10:30:00</cbc:IssueTime>\n"
    "<cbc:Note languageID=\"en\">One</cbc:Note><cbc:Note>Two</cbc:Note>\n"
    "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment>"
    "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/plain\">QQ=="
    "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>"
    "</cac:AdditionalDocumentReference>\n"
    "<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress>"
    "<cbc:StreetName/><cbc:CityName>Exempelstad</cbc:CityName>"
    "<cbc:PostalZone>100 00</cbc:PostalZone></cac:PostalAddress></cac:Party>"
    "</cac:AccountingSupplierParty>\n"
    "<cac:AccountingCustomerParty/>\n"
    "<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"SEK\">1.00"
    "</cbc:PayableAmount></cac:LegalMonetaryTotal>\n"
    "<cac:InvoiceLine><cbc:ID schemeURI=\"urn:x\">1</cbc:ID>"
    "<cbc:LineExtensionAmount currencyID=\"SEK\">1.00"
    "</cbc:LineExtensionAmount><cac:Item/></cac:InvoiceLine></Invoice>";

struct found {
	struct xtree *tree;
	struct arena *arena;
	struct buf text; /* "path: text" lines */
};

static void
on_finding(void *arg, uint32_t node, xname attr, const char *text)
{
	struct found *f = arg;
	buf_addstr(&f->text, xtree_path(f->tree, node, f->arena));
	if (attr) {
		buf_adds(&f->text, "/@");
		buf_addstr(&f->text, xnames_text(f->tree->names, attr));
	}
	buf_printf(&f->text, ": %s\n", text);
}

static struct xreader *reader;

/* Claims what is found in the document, of the namespace of invoices. */
static void
finds(const char *document, const char *want)
{
	struct arena a = { 0 };
	struct xtree tree;
	struct fault fault = { .text = "" };
	struct found f = { &tree, &a, BUF_INIT(1 << 16) };
	bool ok = xreader_read(reader, str_of(document),
	    (struct str)STR(" xmlns=\"" UBL "Invoice-2\""), NULL, &a, &tree,
	    &fault);
	CHECK_STR((const char *)fault.text, "");
	if (ok)
		schema_check(&tree, on_finding, &f);
	CHECK_STR(buf_str(&f.text), want);
	buf_free(&f.text);
	arena_free(&a);
}

/* The same of the invoice above, the first `old` in it replaced. */
static void
finds_edited(const char *old, const char *new, const char *want)
{
	struct buf b = BUF_INIT(1 << 16);
	const char *at = strstr(invoice, old);
	CHECK(at != NULL);
	if (!at)
		return;
	buf_printf(&b, "%.*s%s%s", (int)(at - invoice), invoice, new,
	    at + strlen(old));
	buf_addc(&b, '\0');
	finds(b.p, want);
	buf_free(&b);
}

struct edit {
	const char *name, *old, *new, *want;
};

static void
finds_all(const struct edit *edits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		T_CASE(edits[i].name);
		finds_edited(edits[i].old, edits[i].new, edits[i].want);
	}
}

#define FINDS_ALL(edits) finds_all(edits, sizeof(edits) / sizeof(edits[0]))

static void
test_order(void)
{
	static const struct edit edits[] = {
		{ "nothing", "Two", "2", "" },
		{ "missing", "<cbc:ID>1</cbc:ID>", "",
		    "/Invoice: cbc:ID is missing\n" },
		{ "missing at the end", "<cac:Item/>", "",
		    "/Invoice/cac:InvoiceLine: cac:Item is missing\n" },
		{ "missing further in", "<cbc:ID>A</cbc:ID>", "",
		    "/Invoice/cac:AdditionalDocumentReference: cbc:ID is "
		    "missing\n" },
		{ "of another type", "<cac:Party>", "<cac:Party><cbc:ID/>",
		    "/Invoice/cac:AccountingSupplierParty/cac:Party/cbc:ID: "
		    "cbc:ID is no element of cac:Party\n" },
		{ "unknown", "<cbc:CityName>",
		    "<cbc:Town/><o:Town/><cbc:CityName>",
		    "/Invoice/cac:AccountingSupplierParty/cac:Party/"
		    "cac:PostalAddress/cbc:Town: cbc:Town is no element of "
		    "cac:PostalAddress\n"
		    "/Invoice/cac:AccountingSupplierParty/cac:Party/"
		    "cac:PostalAddress/{urn:other}Town: {urn:other}Town is no "
		    "element of cac:PostalAddress\n" },
		{ "again", "<cbc:IssueDate>",
		    "<cbc:IssueDate>2026-11-21</cbc:IssueDate><cbc:IssueDate>",
		    "/Invoice/cbc:IssueDate[2]: cbc:IssueDate stands again, it "
		    "may be there once\n" },
		{ "too late", "<cac:AccountingCustomerParty/>",
		    "<cbc:DueDate>2026-12-22</cbc:DueDate>"
		    "<cac:AccountingCustomerParty/>",
		    "/Invoice/cbc:DueDate: cbc:DueDate stands behind "
		    "cac:AccountingSupplierParty, it belongs before it\n" },
		{ "too early, and all behind it in order", "<cbc:ID>1</cbc:ID>",
		    "<cac:TaxTotal><cbc:TaxAmount currencyID=\"SEK\">0"
		    "</cbc:TaxAmount></cac:TaxTotal><cbc:ID>1</cbc:ID>",
		    "/Invoice/cac:TaxTotal: cac:TaxTotal stands before cbc:ID, "
		    "it belongs behind it\n" },
		{ "required and too early, hence not missing",
		    "<cbc:ID>1</cbc:ID>",
		    "<cac:InvoiceLine><cbc:ID/><cbc:LineExtensionAmount "
		    "currencyID=\"SEK\">1</cbc:LineExtensionAmount><cac:Item/>"
		    "</cac:InvoiceLine><cbc:ID>1</cbc:ID>",
		    "/Invoice/cac:InvoiceLine[1]: cac:InvoiceLine stands "
		    "before "
		    "cbc:ID, it belongs behind it\n" },
		{ "required and too late, hence not missing",
		    "<cbc:IssueDate>2026-11-22</cbc:IssueDate>\n"
		    "<cbc:IssueTime>10:30:00</cbc:IssueTime>\n",
		    "<cbc:IssueTime>10:30:00</cbc:IssueTime>"
		    "<cbc:IssueDate>2026-11-22</cbc:IssueDate>",
		    "/Invoice/cbc:IssueTime: cbc:IssueTime stands before "
		    "cbc:IssueDate, it belongs behind it\n" },
		{ "misplaced, and wrong inside",
		    "<cac:AccountingCustomerParty/>",
		    "<cbc:DueDate>soon</cbc:DueDate>"
		    "<cac:AccountingCustomerParty/>",
		    "/Invoice/cbc:DueDate: cbc:DueDate stands behind "
		    "cac:AccountingSupplierParty, it belongs before it\n"
		    "/Invoice/cbc:DueDate: 'soon' is no date (YYYY-MM-DD)\n" },
	};
	FINDS_ALL(edits);
}

static void
test_content(void)
{
	static const struct edit edits[] = {
		{ "element in a value", "<cbc:ID>A", "<cbc:ID>A<cbc:ID/>",
		    "/Invoice/cac:AdditionalDocumentReference/cbc:ID/cbc:ID: "
		    "cbc:ID stands in cbc:ID, which takes a value\n" },
		{ "text between elements", "<cac:Item/>", "x <cac:Item/>",
		    "/Invoice/cac:InvoiceLine/#text: 'x' stands in "
		    "cac:InvoiceLine, which takes elements\n" },
		{ "text for elements", "<cac:Item/>",
		    "<cac:Item>Cup</cac:Item>",
		    "/Invoice/cac:InvoiceLine/cac:Item: 'Cup' stands in "
		    "cac:Item, which takes elements\n" },
		{ "blanks for elements", "<cac:Item/>",
		    "<cac:Item> </cac:Item>", "" },
		{ "a long value", "2026-11-22",
		    "\xc3\xa5\xc3\xa5 and some more that goes on and on until "
		    "the end",
		    "/Invoice/cbc:IssueDate: '\xc3\xa5\xc3\xa5 and some more "
		    "that goes on and on unt...' is no date (YYYY-MM-DD)\n" },
		{ "a line break in it", "2026-11-22", "2026-\n11-22",
		    "/Invoice/cbc:IssueDate: '2026-\\x0a11-22' is no date "
		    "(YYYY-MM-DD)\n" },
		{ "empty", "2026-11-22", "",
		    "/Invoice/cbc:IssueDate: an empty value is no date "
		    "(YYYY-MM-DD)\n" },
		{ "no text at all", ">1.00</cbc:PayableAmount>", "/>",
		    "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount: an "
		    "empty value is no decimal\n" },
		{ "a comment in it", "2026-11-22", "2026<!-- -->-11-22", "" },
	};
	FINDS_ALL(edits);
}

static void
test_attributes(void)
{
	static const struct edit edits[] = {
		{ "missing", " currencyID=\"SEK\"", "",
		    "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount: "
		    "attribute currencyID is missing\n" },
		{ "all there may be", " mimeCode",
		    " format=\"\" encodingCode=\"\" characterSetCode=\"\" "
		    "uri=\"\" filename=\"\" mimeCode",
		    "" },
		{ "of another type", "<cbc:Note>",
		    "<cbc:Note unitCode=\"C62\">",
		    "/Invoice/cbc:Note[2]/@unitCode: unitCode is no attribute "
		    "of cbc:Note\n" },
		{ "unknown", "<cac:Item/>", "<cac:Item id=\"1\"/>",
		    "/Invoice/cac:InvoiceLine/cac:Item/@id: id is no attribute "
		    "of cac:Item\n" },
		{ "of a namespace", "<cac:Item/>", "<cac:Item cbc:ID=\"1\"/>",
		    "/Invoice/cac:InvoiceLine/cac:Item/@cbc:ID: cbc:ID is no "
		    "attribute of cac:Item\n" },
		{ "language", "\"en\"", "\"en_GB\"",
		    "/Invoice/cbc:Note[1]/@languageID: 'en_GB' is no language "
		    "(like sv or en-GB)\n" },
		{ "URI", "urn:x", "%",
		    "/Invoice/cac:InvoiceLine/cbc:ID/@schemeURI: '%' is no "
		    "URI\n" },
		{ "where schemas are", "<cac:Item/>",
		    "<cac:Item xsi:schemaLocation=\"a b\" "
		    "xsi:noNamespaceSchemaLocation=\"c\"/>",
		    "" },
		{ "nil", "<cac:Item/>", "<cac:Item xsi:nil=\"false\"/>",
		    "/Invoice/cac:InvoiceLine/cac:Item/@"
		    "{http://www.w3.org/2001/XMLSchema-instance}nil: cac:Item "
		    "cannot be nil\n" },
		{ "own type", "<cac:Item/>",
		    "<cac:Item xsi:type=\"cac:ItemType\"/>", "" },
		{ "own type of a value", "<cbc:ID>A",
		    "<cbc:ID xsi:type=\"cbc:IDType\">A", "" },
		{ "other type", "<cac:Item/>",
		    "<cac:Item xsi:type=\"cac:PartyType\"/>",
		    "/Invoice/cac:InvoiceLine/cac:Item/@"
		    "{http://www.w3.org/2001/XMLSchema-instance}type: cac:Item "
		    "is not of the type 'cac:PartyType'\n" },
	};
	FINDS_ALL(edits);
}

static void
test_root(void)
{
	T_CASE("root");
	finds("<o:Invoice xmlns:o=\"urn:o\"><cbc:ID " HEAD "</cbc:ID>"
	      "</o:Invoice>",
	    "/{urn:o}Invoice: {urn:o}Invoice is neither an Invoice nor a "
	    "CreditNote of UBL 2.1\n");
	finds("<CreditNote xmlns=\"" UBL "CreditNote-2\"" HEAD
	      "<cbc:ID/><cbc:IssueDate>2026-11-22</cbc:IssueDate>"
	      "<cac:AccountingSupplierParty/><cac:AccountingCustomerParty/>"
	      "<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"SEK\">1"
	      "</cbc:PayableAmount></cac:LegalMonetaryTotal></CreditNote>",
	    "/CreditNote: cac:CreditNoteLine is missing\n");
}

/* Content of an extension, and what is found in it. */
static void
test_extensions(void)
{
#define CONTENT                                                                \
	"/Invoice/ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent"
	static const struct {
		const char *name, *content, *want;
	} cases[] = {
		{ "foreign", "<o:any a=\"1\" xsi:nil=\"x\">text<o:b/></o:any>",
		    "" },
		{ "of UBL", "<cac:Party/>", "" },
		{ "unknown to us", "<cac:Never/>", "" },
		{ "wrong inside",
		    "<o:any><cac:Party><o:b/></cac:Party></o:any>",
		    CONTENT "/{urn:other}any/cac:Party/{urn:other}b: "
			    "{urn:other}b is no element of cac:Party\n" },
		{ "empty", "", CONTENT ": the extension is missing\n" },
		{ "two", "<o:a/><o:b/>",
		    CONTENT "/{urn:other}b: {urn:other}b is one too many, one "
			    "element may be in an extension\n" },
		{ "of no namespace", "<a xmlns=\"\"/>",
		    CONTENT "/a: a is no extension: it is in no namespace\n" },
		{ "of their own namespace", "<ext:Other/>",
		    CONTENT "/ext:Other: ext:Other is no extension: it is of "
			    "the namespace of extensions themselves\n" },
		{ "text", "a<o:b/>",
		    CONTENT "/#text: 'a' stands in ext:ExtensionContent, which "
			    "takes elements\n" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT(1 << 16);
		T_CASE(cases[i].name);
		buf_printf(&b,
		    "<ext:UBLExtensions><ext:UBLExtension>"
		    "<ext:ExtensionContent>%s</ext:ExtensionContent>"
		    "</ext:UBLExtension></ext:UBLExtensions><cbc:ID>1</cbc:ID>",
		    cases[i].content);
		buf_addc(&b, '\0');
		finds_edited("<cbc:ID>1</cbc:ID>", b.p, cases[i].want);
		buf_free(&b);
	}
}

/* Values of a kind, each ended by "|". */
static void
holds(enum schema_kind kind, bool want, const char *list)
{
	while (*list) {
		size_t n = strcspn(list, "|");
		char name[80];
		snprintf(name, sizeof(name), "%s '%.*s'",
		    schema_kind_name(kind), (int)n, list);
		T_CASE(name);
		CHECK_INT(schema_value(kind, (struct str){ list, n }), want);
		list += n + 1;
	}
	T_CASE("");
}

static void
test_values(void)
{
	holds(SCHEMA_TEXT, true, "| |any\n|");
	holds(SCHEMA_DECIMAL, true,
	    "0|1|-1|+1.50|1.|.5|-.5| 1\n|0001|123456789012345678901234|"
	    "0000000000000000000000000.5|12345678901234567890123.|");
	holds(SCHEMA_DECIMAL, false,
	    "| |.|-|+.|1,5|12,50|1e3|1 2|- 1|--1|NaN|INF|0x1|1.2.3|"
	    "1234567890123456789012345|1.123456789012345678901234|"
	    "123456789012345678901234.|");
	holds(SCHEMA_DATE, true,
	    "2026-11-22|2024-02-29|2000-02-29|2026-11-22Z|2026-11-22+14:00|"
	    "2026-11-22-05:30|-0044-03-15|12026-01-01|0001-01-01|");
	holds(SCHEMA_DATE, false,
	    "|2026-02-29|1900-02-29|2026-13-01|2026-00-01|2026-04-31|"
	    "2026-01-00|20261122|22.11.2026|2026-1-1|026-01-01|02026-01-01|"
	    "0000-01-01|+2026-01-01| 2026-11-22|2026-11-22 |2026-11-22z|"
	    "2026-11-22+14:01|2026-11-22+1:00|2026-11-22+01:60|"
	    "2026-11-22T00:00:00|1234567890123456789-01-01|");
	holds(SCHEMA_TIME, true,
	    "00:00:00|23:59:59.999|24:00:00|24:00:00.0Z| 10:30:00|"
	    "10:30:00+02:00|10:30:00-14:00|");
	holds(SCHEMA_TIME, false,
	    "|10:30|1:30:00|10:60:00|10:30:60|24:00:01|24:00:00.5|25:00:00|"
	    "10:30:00.|10:30:00 |10:30:00+15:00|10.30.00|");
	holds(SCHEMA_BOOLEAN, true, "true|false|0|1| true\n|");
	holds(SCHEMA_BOOLEAN, false, "|TRUE|yes|01|true false|");
	holds(SCHEMA_BASE64BINARY, true,
	    "| |QQ==|QUI=|QUJD|Q Q\n= =|+/+/|QQQQ QQ==|");
	holds(SCHEMA_BASE64BINARY, false,
	    "Q|QQ|QQ=|QQQ|QQ===|=|====|QR==|QUJ=|QQ==QQ==|Q-Q=|Q*==|");
	holds(SCHEMA_ANYURI, true,
	    "|a|a b|urn:x|http://a.example:80/b?c=d#e|//a|/a/b|?|#|mailto:a@b|"
	    "http://[::1]/|http://u:p@h|\xc3\xa5|a%41|http:|a/b:c|{}^|");
	holds(SCHEMA_ANYURI, false,
	    "%|%4|%zz|:|:x|1:a|a#b#c|[|]|http://[::1|http://a:x/|http://a:/|"
	    "http://a@b@c|?[|http://a:123456789/|");
	holds(SCHEMA_LANGUAGE, true, "en|en-GB|x-klingon| sv |de-1901|");
	holds(SCHEMA_LANGUAGE, false,
	    "| |en_GB|1a|e1|abcdefghi|en-|-en|en--GB|en-abcdefghi|e "
	    "n|\xc3\xa5|");
}

int
main(void)
{
	reader = xreader_new();
	test_order();
	test_content();
	test_attributes();
	test_root();
	test_extensions();
	test_values();
	xreader_free(reader);
	return T_END();
}
