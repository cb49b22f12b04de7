/* SPDX-License-Identifier: ISC */
/*
 * Records written as UBL and read back. With a directory as its operand it
 * puts the documents that have every term there, for a schema to judge.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/file.h"
#include "format/intake.h"
#include "format/ubl_write.h"
#include "t.h"
#include "ubl_same.h"

static struct arena arena;
static struct intake *reader;
static struct ubl_writer *writer;

/* ---- an invoice that has every term --------------------------------- */

static int next; /* goes into the next value */

static struct str
full_text(const struct field *f)
{
	int n = next++;
	if (str_is(f->name, "subject"))
		return arena_printf(&arena, "S%02d", n % 100);
	if (str_is(f->name, "path"))
		return (struct str)STR("bWMgdGVzdAo=");
	if (str_is(f->name, "currency"))
		return (struct str)STR("SEK");
	if (str_is(f->name, "vat_currency"))
		return (struct str)STR("NOK");
	if (str_is(f->name, "specification"))
		return (struct str)STR(UBL_BIS3 "#conformant#urn:example");
	return arena_printf(&arena,
	    "%.*s %d <&>\"'\t\r\n]]> \xc3\xa5\xf0\x9f"
	    "\x98\x80",
	    STR_ARG(f->name), n);
}

static void full(const struct object *, void *base);

static void
full_list(const struct field *f, void *base)
{
	char *items = arena_zero(&arena, 3, f->sub->size);
	*(char **)field_of(base, f) = items;
	*(size_t *)(void *)((char *)base + f->count_at) = 3;
	for (size_t i = 0; i < 3; i++)
		full(f->sub, items + i * f->sub->size);
}

/* Gives every field that has a term, and those beside it, a value. */
static void
full(const struct object *o, void *base)
{
	for (size_t i = 0; i < o->fields_n; i++) {
		const struct field *f = &o->fields[i];
		void *to = field_of(base, f);
		switch (f->kind) {
		case FIELD_TEXT:
		case FIELD_IDENTITY:
			if (!str_is(f->name, "sha256"))
				*(struct str *)to = full_text(f);
			break;
		case FIELD_DATE:
			*(struct date *)to =
			    (struct date){ 2026, 1 + next % 12, 1 + next % 28 };
			next++;
			break;
		case FIELD_AMOUNT:
			*(struct dec *)to =
			    (struct dec){ next++ % 2 ? -next : next, 2, true };
			break;
		case FIELD_NUMBER:
			*(struct dec *)to =
			    (struct dec){ next, (uint8_t)(next % 5), true };
			next++;
			break;
		case FIELD_GROUP:
			full(f->sub, to);
			break;
		case FIELD_LIST:
			if (!str_is(f->name, "extra"))
				full_list(f, base);
			break;
		default: /* attachment.bytes */
			break;
		}
	}
}

static struct record
full_record(const char *kind)
{
	struct record r = { .mc = RECORD_MAJOR, .kind = str_of(kind) };
	next = 1;
	r.invoice = arena_zero(&arena, 1, sizeof(*r.invoice));
	full(&invoice_object, r.invoice);
	return r;
}

/* ---- helpers -------------------------------------------------------- */

/* The smallest record that is worth writing; its texts are fictitious. */
static struct record
small_record(const char *kind)
{
	struct record r = { .mc = RECORD_MAJOR, .kind = str_of(kind) };
	struct invoice *inv = arena_zero(&arena, 1, sizeof(*inv));
	inv->number = str_of("17");
	inv->currency = str_of("SEK");
	inv->seller.name = str_of("Skrivbolaget AB");
	inv->payable = (struct dec){ 12500, 2, true };
	r.invoice = inv;
	return r;
}

static struct fault fault;

/* The document, "" after a fault; lives as long as the arena. */
static struct str
written(const struct record *r, const struct ubl_options *o)
{
	struct buf out = BUF_INIT(1 << 20);
	fault = (struct fault){ .text = "" };
	bool ok = ubl_write(writer, r, o, &arena, &out, &fault);
	struct str text =
	    ok ? arena_str(&arena, buf_str(&out)) : (struct str)STR("");
	buf_free(&out);
	return text;
}

/* How often the text is in the document. */
static size_t
count(struct str in, const char *text)
{
	size_t n = 0, length = strlen(text);
	for (size_t i = 0; i + length <= in.n; i++)
		n += memcmp(in.p + i, text, length) == 0;
	return n;
}

static struct invoice *
read_back(struct str document)
{
	struct source source = { .line = 1 };
	struct record r = { .source = &source };
	struct fault f = { .text = "" };
	CHECK(intake_read(
	    reader, document, (struct str)STR(""), NULL, &arena, &r, &f));
	CHECK_STR((const char *)f.text, "");
	CHECK_INT(r.problems_n, 0);
	return r.invoice;
}

static void
is_same(struct invoice *was, struct invoice *is)
{
	struct buf a = BUF_INIT(SAME_MAX), b = BUF_INIT(SAME_MAX);
	same_lines(&a, was);
	same_lines(&b, is);
	CHECK(a.n > 0);
	CHECK_STR(buf_str(&b), buf_str(&a));
	buf_free(&a);
	buf_free(&b);
}

static void
fails(const struct record *r, const struct ubl_options *o, const char *place,
    const char *rule)
{
	CHECK_STR(written(r, o), "");
	CHECK_STR((const char *)fault.place, place);
	CHECK_STR((const char *)fault.rule, rule);
	CHECK(fault.text[0] != '\0');
}

/* ---- tests ---------------------------------------------------------- */

static void
test_full(const char *directory)
{
	static const char *const kinds[] = { "invoice", "credit-note" };
	for (size_t i = 0; i < 2; i++) {
		T_CASE(kinds[i]);
		struct record r = full_record(kinds[i]);
		struct str document = written(&r, NULL);
		CHECK_STR((const char *)fault.text, "");
		struct invoice *again = read_back(document);
		CHECK_INT(again->extra_n, 4); /* the scheme of each tax_id */
		for (size_t k = 0; k < again->extra_n; k++)
			CHECK_STR(again->extra[k].value, "TAX");
		is_same(r.invoice, again);
		/* the writer has no state: the same bytes again */
		CHECK_STR(written(&r, NULL), document);
		if (directory) {
			struct str path = arena_printf(
			    &arena, "%s/%s.xml", directory, kinds[i]);
			CHECK(file_replace(
			    path.p, document.p, document.n, false));
		}
	}
}

static void
test_small(void)
{
	T_CASE("small");
	struct record r = small_record("invoice");
	CHECK_STR(written(&r, NULL),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:"
	    "Invoice-2\" xmlns:cac=\"urn:oasis:names:specification:ubl:schema:"
	    "xsd:CommonAggregateComponents-2\" xmlns:cbc=\"urn:oasis:names:"
	    "specification:ubl:schema:xsd:CommonBasicComponents-2\">\n"
	    "\t<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:"
	    "peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>\n"
	    "\t<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
	    "</cbc:ProfileID>\n"
	    "\t<cbc:ID>17</cbc:ID>\n"
	    "\t<cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>\n"
	    "\t<cac:AccountingSupplierParty>\n"
	    "\t\t<cac:Party>\n"
	    "\t\t\t<cac:PartyLegalEntity>\n"
	    "\t\t\t\t<cbc:RegistrationName>Skrivbolaget AB"
	    "</cbc:RegistrationName>\n"
	    "\t\t\t</cac:PartyLegalEntity>\n"
	    "\t\t</cac:Party>\n"
	    "\t</cac:AccountingSupplierParty>\n"
	    "\t<cac:LegalMonetaryTotal>\n"
	    "\t\t<cbc:PayableAmount currencyID=\"SEK\">125.00"
	    "</cbc:PayableAmount>\n"
	    "\t</cac:LegalMonetaryTotal>\n"
	    "</Invoice>\n");
}

static void
test_cannot_carry(void)
{
	struct invoice_line lines[3] = { { .id = STR("1") } };
	struct note notes[2] = { { .subject = STR("AAI"), .text = STR("x") } };
	struct record r;

	T_CASE("attribute without a value");
	r = small_record("invoice");
	r.invoice->seller.endpoint_scheme = str_of("0007");
	fails(&r, NULL, "/invoice/seller/endpoint_scheme", "cannot-carry");
	r = small_record("invoice");
	lines[2].unit = str_of("C62");
	r.invoice->lines = lines;
	r.invoice->lines_n = 3;
	fails(&r, NULL, "/invoice/lines/2/unit", "cannot-carry");

	T_CASE("list in a list");
	struct item_class classes[2] = { { .code = STR("1") },
		{ .list = STR("SRV") } };
	lines[2] = (struct invoice_line){ .classes = classes, .classes_n = 2 };
	fails(&r, NULL, "/invoice/lines/2/classes/1/list", "cannot-carry");

	T_CASE("due date of a credit note without payment");
	r = small_record("credit-note");
	r.invoice->due_date = (struct date){ 2026, 12, 1 };
	fails(&r, NULL, "/invoice/due_date", "cannot-carry");
	r.kind = str_of("invoice");
	CHECK(written(&r, NULL).n > 0);

	T_CASE("subject of two letters");
	notes[1] = (struct note){ .subject = STR("AB"), .text = STR("y") };
	r = small_record("invoice");
	r.invoice->notes = notes;
	r.invoice->notes_n = 2;
	fails(&r, NULL, "/invoice/notes/1/subject", "cannot-carry");

	T_CASE("amounts without a currency");
	r = small_record("invoice");
	r.invoice->vat_accounting = DEC_INT(5);
	fails(&r, NULL, "/invoice/vat_accounting", "cannot-carry");
	r = small_record("invoice");
	r.invoice->currency = (struct str){ NULL, 0 };
	fails(&r, NULL, "/invoice/payable", "cannot-carry");

	T_CASE("another kind");
	r = small_record("reminder");
	fails(&r, NULL, "/kind", "cannot-carry");
	r.kind = str_of("invoice");
	r.invoice = NULL;
	fails(&r, NULL, "/kind", "cannot-carry");
}

static void
test_characters(void)
{
	static const struct {
		const char *text;
		bool ok;
	} cases[] = {
		{ "a\x01z", false },
		{ "a\x1fz", false },
		{ "a\x7fz", true },
		{ "a\xef\xbf\xbez", false }, /* U+FFFE */
		{ "a\xef\xbf\xbfz", false }, /* U+FFFF */
		{ "a\xef\xbf\xbdz", true },
		{ "a\xed\xa0\x80z", false }, /* a surrogate */
		{ "a\xc3", false }, /* cut off */
		{ "a\xff", false },
		{ "a\rb\nc\td", true },
		{ "<a b=\"c\">&amp;]]></a>", true },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].text);
		struct record r = small_record("invoice");
		/* as the text of an element, and in an attribute */
		r.invoice->buyer.name = str_of(cases[i].text);
		r.invoice->buyer.endpoint = str_of("1");
		r.invoice->buyer.endpoint_scheme = str_of(cases[i].text);
		if (!cases[i].ok) {
			fails(&r, NULL, "/invoice/buyer/endpoint_scheme",
			    "xml-character");
			r.invoice->buyer.endpoint_scheme = str_of("0007");
			fails(&r, NULL, "/invoice/buyer/name", "xml-character");
			continue;
		}
		struct invoice *inv = read_back(written(&r, NULL));
		CHECK_STR(inv->buyer.name, cases[i].text);
		CHECK_STR(inv->buyer.endpoint_scheme, cases[i].text);
	}
	T_CASE("blanks around a value");
	struct record r = small_record("invoice");
	r.invoice->buyer.name = str_of(" \r\n");
	r.invoice->seller.name = str_of(" Skrivbolaget\t");
	struct str document = written(&r, NULL);
	CHECK_INT(count(document, "AccountingCustomerParty"), 0);
	CHECK_INT(count(document, ">Skrivbolaget<"), 1);
}

static void
test_too_large(void)
{
	T_CASE("too large");
	struct record r = small_record("invoice");
	struct buf out = BUF_INIT(1 << 20);
	struct fault f;
	CHECK(ubl_write(writer, &r, NULL, &arena, &out, &f));
	size_t enough = out.n;
	for (size_t max = 1; max < enough; max += 7) {
		struct buf small = BUF_INIT(max);
		CHECK(!ubl_write(writer, &r, NULL, &arena, &small, &f));
		CHECK_STR((const char *)f.rule, "too-large");
		CHECK_STR((const char *)f.place, "/invoice");
		buf_free(&small);
	}
	buf_free(&out);
}

static void
test_specification(void)
{
	static const struct {
		const char *specification, *process;
		const char *as_specification, *as_process;
	} cases[] = {
		{ NULL, NULL, UBL_BIS3, UBL_BIS3_PROCESS },
		{ UBL_BIS3, UBL_BIS3_PROCESS, UBL_BIS3, UBL_BIS3_PROCESS },
		{ UBL_BIS3, "urn:example", UBL_BIS3, UBL_BIS3_PROCESS },
		{ UBL_BIS3, NULL, UBL_BIS3, UBL_BIS3_PROCESS },
		{ UBL_BIS3, "urn:peppol:bis:billing_with_response", UBL_BIS3,
		    "urn:peppol:bis:billing_with_response" },
		{ UBL_BIS3 "#conformant#urn:example:1", "urn:example:2",
		    UBL_BIS3 "#conformant#urn:example:1", "urn:example:2" },
		{ UBL_BIS3 "9", "urn:example:2", UBL_BIS3, UBL_BIS3_PROCESS },
		{ "urn:cen.eu:en16931:2017", "P1", UBL_BIS3, UBL_BIS3_PROCESS },
		{ "urn:sfti:documents:BasicInvoice:1:0", NULL, UBL_BIS3,
		    UBL_BIS3_PROCESS },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].specification ? cases[i].specification : "");
		struct record r = small_record("invoice");
		struct sbdh envelope = { .version = STR("") };
		r.invoice->specification = str_of(cases[i].specification);
		r.invoice->process = str_of(cases[i].process);
		struct invoice *inv = read_back(written(&r, NULL));
		CHECK_STR(inv->specification, cases[i].as_specification);
		CHECK_STR(inv->process, cases[i].as_process);
		ubl_envelope(&r, &envelope);
		CHECK_STR(envelope.specification, cases[i].as_specification);
		CHECK_STR(envelope.process, cases[i].as_process);
	}
}

static void
test_names(void)
{
	T_CASE("one name of a payee");
	struct record r = small_record("invoice");
	r.invoice->payee.name = str_of("Faktorbolaget AB");
	r.invoice->representative.name = str_of("Ombudet AB");
	r.invoice->representative.trading_name = str_of("Ombudet");
	struct str document = written(&r, NULL);
	CHECK_INT(count(document, "<cbc:Name>Faktorbolaget AB</cbc:Name>"), 1);
	CHECK_INT(count(document, "<cbc:Name>Ombudet</cbc:Name>"), 1);
	CHECK_INT(count(document, "<cbc:RegistrationName>Ombudet AB<"), 1);
	is_same(read_back(document), read_back(written(&r, NULL)));
	CHECK_STR(read_back(document)->payee.name, "Faktorbolaget AB");
	T_CASE("a name that is no term of its party");
	r.invoice->payee.name = (struct str){ NULL, 0 };
	r.invoice->payee.trading_name = str_of("Faktorn");
	CHECK_STR(read_back(written(&r, NULL))->payee.name, "Faktorn");
}

static void
test_tax_schemes(void)
{
	T_CASE("tax schemes");
	struct record r = small_record("invoice");
	r.invoice->seller.tax_id = str_of("Godk\xc3\xa4nd f\xc3\xb6r F-skatt");
	struct str document = written(&r, NULL);
	CHECK_INT(count(document, "<cac:PartyTaxScheme>"), 1);
	CHECK_INT(count(document, "<cbc:ID>TAX</cbc:ID>"), 1);
	CHECK_INT(count(document, "<cbc:ID>VAT</cbc:ID>"), 0);
	r.invoice->seller.vat_id = str_of("SE556000016701");
	document = written(&r, NULL);
	CHECK_INT(count(document, "<cac:PartyTaxScheme>"), 2);
	CHECK_INT(count(document, "<cbc:ID>VAT</cbc:ID>"), 1);
	T_CASE("two totals");
	r.invoice->vat_currency = str_of("NOK");
	r.invoice->vat = (struct dec){ 2500, 2, true };
	r.invoice->vat_accounting = (struct dec){ 2400, 2, true };
	document = written(&r, NULL);
	CHECK_INT(count(document, "<cac:TaxTotal>"), 2);
	CHECK_INT(
	    count(document, "<cbc:TaxAmount currencyID=\"NOK\">24.00<"), 1);
}

static void
test_credit_note(void)
{
	T_CASE("credit note");
	struct payment_means payment[2] = { { .code = STR("30") },
		{ .code = STR("58") } };
	struct invoice_line line = { .id = STR("1"), .quantity = DEC_INT(2) };
	struct record r = small_record("credit-note");
	r.invoice->specification = str_of(UBL_BIS3);
	r.invoice->process = str_of(UBL_BIS3_PROCESS);
	r.invoice->due_date = (struct date){ 2026, 12, 1 };
	r.invoice->type_code = str_of("381");
	r.invoice->project = str_of("P");
	r.invoice->payment = payment;
	r.invoice->payment_n = 2;
	r.invoice->lines = &line;
	r.invoice->lines_n = 1;
	struct str document = written(&r, NULL);
	CHECK_INT(count(document, "PaymentDueDate>2026-12-01<"), 1);
	CHECK_INT(count(document, "<cbc:DueDate>"), 0);
	CHECK_INT(count(document, "<cbc:CreditNoteTypeCode>381<"), 1);
	CHECK_INT(count(document, "<cac:CreditNoteLine>"), 1);
	CHECK_INT(count(document, "<cbc:CreditedQuantity>2<"), 1);
	CHECK_INT(count(document, "<cac:ProjectReference>"), 0);
	CHECK_INT(count(document, "<cbc:DocumentTypeCode>50<"), 1);
	CHECK_INT(count(document, "Invoice>"), 0);
	is_same(r.invoice, read_back(document));
	r.kind = str_of("invoice");
	document = written(&r, NULL);
	CHECK_INT(count(document, "PaymentDueDate"), 0);
	CHECK_INT(count(document, "<cac:ProjectReference>"), 1);
	CHECK_INT(count(document, "<cbc:DocumentTypeCode>"), 0);
	CHECK_INT(count(document, "Credit"), 0);
}

static void
test_options(void)
{
	const struct attachment link = { .id = STR("17"),
		.description = STR("Invoice"),
		.url = STR("https://faktura.example/17") };
	const struct str messages[] = { STR("One"), STR("Two") };
	struct ubl_options o = { .due_date = { 2027, 1, 31 },
		.links = &link,
		.links_n = 1,
		.messages = messages,
		.messages_n = 2 };
	struct note notes[2] = { { .text = STR("Zero") },
		{ .subject = STR("AAI"), .text = STR("Last") } };
	struct attachment own = { .id = STR("own") };
	struct record r = small_record("invoice");

	T_CASE("options");
	r.invoice->due_date = (struct date){ 2026, 12, 1 };
	struct invoice before = *r.invoice, *inv = read_back(written(&r, &o));
	CHECK(memcmp(&before, r.invoice, sizeof(before)) == 0);
	CHECK_INT(date_cmp(inv->due_date, o.due_date), 0);
	CHECK_INT(inv->notes_n, 1);
	CHECK_STR(inv->notes[0].text, "One\nTwo");
	CHECK_INT(inv->attachments_n, 1);
	CHECK_STR(inv->attachments[0].url, "https://faktura.example/17");

	T_CASE("options of a record that has notes and attachments");
	r.invoice->notes = notes;
	r.invoice->notes_n = 2;
	r.invoice->attachments = &own;
	r.invoice->attachments_n = 1;
	inv = read_back(written(&r, &o));
	CHECK_INT(inv->notes_n, 2);
	CHECK_STR(inv->notes[1].subject, "AAI");
	CHECK_STR(inv->notes[1].text, "Last\nOne\nTwo");
	CHECK_STR(notes[1].text, "Last");
	CHECK_INT(inv->attachments_n, 2);
	CHECK_STR(inv->attachments[0].id, "own");
	CHECK_STR(inv->attachments[1].description, "Invoice");
}

/* ---- attachments ---------------------------------------------------- */

enum { BIG = 100001 };
static char bytes[BIG];
static char path[] = "/tmp/t_ubl_write.XXXXXX";

static int
open_file(void *arg, const struct attachment *a, struct fault *f)
{
	if (str_is(a->path, "gone")) {
		fault_set(f, NULL, "attachment", "is not there");
		return -1;
	}
	++*(int *)arg;
	return open(
	    str_is(a->path, "folder") ? "/tmp" : path, O_RDONLY | O_CLOEXEC);
}

static void
test_attachments(void)
{
	int opened = 0;
	char hex[SHA256_HEX];
	struct buf base64 = BUF_INIT(1 << 20);
	struct attachment file = { .id = STR("A1"),
		.mime = STR("application/pdf"),
		.filename = STR("a.pdf"),
		.path = STR("in/a.pdf") };
	struct ubl_options o = { .open = open_file, .arg = &opened };
	struct record r = small_record("invoice");
	r.invoice->attachments = &file;
	r.invoice->attachments_n = 1;

	T_CASE("attachment");
	for (size_t i = 0; i < BIG; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	int fd = mkstemp(path);
	CHECK(fd >= 0 && file_write(fd, bytes, BIG));
	close(fd);
	base64_encode(&base64, bytes, BIG);
	sha256_text(bytes, BIG, hex);
	file.sha256 = str_of(hex);
	struct invoice *inv = read_back(written(&r, &o));
	CHECK_INT(opened, 1);
	CHECK(str_eq(inv->attachments[0].path, buf_str(&base64)));
	CHECK_STR(inv->attachments[0].mime, "application/pdf");
	CHECK_STR(inv->attachments[0].filename, "a.pdf");

	T_CASE("the path of a file is no content");
	fails(&r, NULL, "/invoice/attachments/0/path", "attachment");
	T_CASE("attachment changed");
	hex[5] = hex[5] == '0' ? '1' : '0';
	fails(&r, &o, "/invoice/attachments/0/path", "attachment");
	T_CASE("attachment gone");
	file.path = str_of("gone");
	fails(&r, &o, "/invoice/attachments/0/path", "attachment");
	T_CASE("attachment unreadable");
	file.path = str_of("folder");
	fails(&r, &o, "/invoice/attachments/0/path", "attachment");
	buf_free(&base64);
	unlink(path);
}

int
main(int argc, char *argv[])
{
	reader = intake_new("ubl");
	writer = ubl_writer_new();
	test_full(argc > 1 ? argv[1] : NULL);
	test_small();
	test_cannot_carry();
	test_characters();
	test_too_large();
	test_specification();
	test_names();
	test_tax_schemes();
	test_credit_note();
	test_options();
	test_attachments();
	ubl_writer_free(writer);
	intake_free(reader);
	arena_free(&arena);
	return T_END();
}
