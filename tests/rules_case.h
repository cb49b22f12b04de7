/* SPDX-License-Identifier: ISC */
#ifndef RULES_CASE_H
#define RULES_CASE_H

/*
 * Cases of the official rules: a document of ours with some parts replaced,
 * and the rules that are then broken.
 *
 *	static const struct rules_case cases[] = {
 *		{ "no number", { { "<cbc:ID>F-1</cbc:ID>", "" } }, "BR-02" },
 *	};
 *	RULES_CASES(RULES_EN16931, rules_invoice, "BR-0", cases);
 *
 * Of the findings those count whose rule begins with a word of the scope; a
 * rule that cannot be evaluated stands with a question mark, "?BR-30", a
 * warning with a tilde, "~BR-51". `broken` names each finding, by a blank, in
 * any order.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "format/xread.h"
#include "rules/rules.h"
#include "t.h"

struct rules_edit {
	const char *from, *to; /* the first such text; NULL: no edit */
};

struct rules_case {
	const char *name;
	struct rules_edit edits[5];
	const char *broken;
};

/* ---- the documents ----------------------------------------------------- */

#define RULES_UBL "urn:oasis:names:specification:ubl:schema:xsd:"
#define RULES_ROOT(name)                                                       \
	"<" name " xmlns=\"" RULES_UBL name "-2\" xmlns:cac=\"" RULES_UBL      \
	"CommonAggregateComponents-2\" xmlns:cbc=\"" RULES_UBL                 \
	"CommonBasicComponents-2\">\n"

#define RULES_HEAD                                                             \
	"<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#"              \
	"urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>\n"     \
	"<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"           \
	"</cbc:ProfileID>\n"                                                   \
	"<cbc:ID>F-1</cbc:ID>\n"                                               \
	"<cbc:IssueDate>2026-03-02</cbc:IssueDate>\n"

#define RULES_VAT "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"

/* A supplier in Finland, a buyer in Estonia, of no country with own rules. */
#define RULES_PARTIES                                                          \
	"<cac:AccountingSupplierParty><cac:Party>"                             \
	"<cbc:EndpointID schemeID=\"0216\">003799999028</cbc:EndpointID>"      \
	"<cac:PostalAddress><cac:Country>"                                     \
	"<cbc:IdentificationCode>FI</cbc:IdentificationCode>"                  \
	"</cac:Country></cac:PostalAddress>"                                   \
	"<cac:PartyTaxScheme><cbc:CompanyID>FI99999028</"                      \
	"cbc:CompanyID>" RULES_VAT "</cac:PartyTaxScheme>"                     \
	"<cac:PartyLegalEntity>"                                               \
	"<cbc:RegistrationName>Kanerva Oy</cbc:RegistrationName>"              \
	"</cac:PartyLegalEntity>"                                              \
	"</cac:Party></cac:AccountingSupplierParty>\n"                         \
	"<cac:AccountingCustomerParty><cac:Party>"                             \
	"<cbc:EndpointID schemeID=\"0088\">7350000000016</cbc:EndpointID>"     \
	"<cac:PostalAddress><cac:Country>"                                     \
	"<cbc:IdentificationCode>EE</cbc:IdentificationCode>"                  \
	"</cac:Country></cac:PostalAddress>"                                   \
	"<cac:PartyLegalEntity>"                                               \
	"<cbc:RegistrationName>Sinilill OU</cbc:RegistrationName>"             \
	"</cac:PartyLegalEntity>"                                              \
	"</cac:Party></cac:AccountingCustomerParty>\n"

#define RULES_TOTALS                                                           \
	"<cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">24.00"                \
	"</cbc:TaxAmount><cac:TaxSubtotal>"                                    \
	"<cbc:TaxableAmount currencyID=\"EUR\">100.00</cbc:TaxableAmount>"     \
	"<cbc:TaxAmount currencyID=\"EUR\">24.00</cbc:TaxAmount>"              \
	"<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>24</"                 \
	"cbc:Percent>" RULES_VAT                                               \
	"</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>\n"                \
	"<cac:LegalMonetaryTotal>"                                             \
	"<cbc:LineExtensionAmount currencyID=\"EUR\">100.00"                   \
	"</cbc:LineExtensionAmount>"                                           \
	"<cbc:TaxExclusiveAmount currencyID=\"EUR\">100.00"                    \
	"</cbc:TaxExclusiveAmount>"                                            \
	"<cbc:TaxInclusiveAmount currencyID=\"EUR\">124.00"                    \
	"</cbc:TaxInclusiveAmount>"                                            \
	"<cbc:PayableAmount currencyID=\"EUR\">124.00</cbc:PayableAmount>"     \
	"</cac:LegalMonetaryTotal>\n"

/* quantity: "Invoiced", "Credited"; 4 pieces of 25.00 */
#define RULES_LINE(quantity)                                                   \
	"<cbc:ID>1</cbc:ID>"                                                   \
	"<cbc:" quantity "Quantity unitCode=\"C62\">4</cbc:" quantity          \
	"Quantity>"                                                            \
	"<cbc:LineExtensionAmount currencyID=\"EUR\">100.00"                   \
	"</cbc:LineExtensionAmount>"                                           \
	"<cac:Item><cbc:Name>Lamp</cbc:Name>"                                  \
	"<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>"                        \
	"<cbc:Percent>24</cbc:Percent>" RULES_VAT                              \
	"</cac:ClassifiedTaxCategory></cac:Item>"                              \
	"<cac:Price><cbc:PriceAmount currencyID=\"EUR\">25.00"                 \
	"</cbc:PriceAmount></cac:Price>"

/* Documents that break no rule of EN 16931 and Peppol. */
static const char rules_invoice[] = RULES_ROOT("Invoice") RULES_HEAD
    "<cbc:DueDate>2026-04-01</cbc:DueDate>\n"
    "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>\n"
    "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>\n"
    "<cbc:BuyerReference>B-7</cbc:BuyerReference>\n" RULES_PARTIES RULES_TOTALS
    "<cac:InvoiceLine>" RULES_LINE(
	"Invoiced") "</cac:InvoiceLine>\n</Invoice>\n";

static const char rules_credit_note[] = RULES_ROOT("CreditNote") RULES_HEAD
    "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>\n"
    "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>\n"
    "<cbc:BuyerReference>B-7</cbc:BuyerReference>\n" RULES_PARTIES RULES_TOTALS
    "<cac:CreditNoteLine>" RULES_LINE(
	"Credited") "</cac:CreditNoteLine>\n</CreditNote>\n";

/* Where much is put in: before the parties, behind them, into the line. */
#define RULES_BEFORE_PARTIES "<cac:AccountingSupplierParty>"
#define RULES_BEFORE_TOTALS "<cac:TaxTotal>"
#define RULES_BEFORE_ITEM "<cac:Item>"

/* ---- running them ------------------------------------------------------ */

static struct xreader *rules_reader;
static struct rules *rules_all;
static struct arena rules_arena;

struct rules_found {
	const char *scope; /* words, by a blank */
	struct buf words; /* " BR-02 ?BR-30 " */
};

/* Claims that the rule begins with a word of the scope. */
static inline bool
rules_in_scope(const char *scope, struct str rule)
{
	for (const char *p = scope; *p;) {
		size_t n = strcspn(p, " ");
		if (n && n <= rule.n && memcmp(p, rule.p, n) == 0)
			return true;
		p += n + (p[n] == ' ');
	}
	return false;
}

static inline void
rules_found_one(void *arg, const char *id, enum rules_severity severity,
    uint32_t node, struct str text)
{
	struct rules_found *f = arg;
	struct str rule = str_of(id);
	const char *mark = severity == RULES_WARNING ? "~" : "";
	CHECK(node > 0 && text.n > 0);
	if (str_is(rule, RULES_UNCLEAR)) {
		const char *end = memchr(text.p, ' ', text.n);
		rule = (struct str){ text.p,
			end ? (size_t)(end - text.p) : text.n };
		mark = "?";
	}
	if (rules_in_scope(f->scope, rule))
		buf_printf(&f->words, "%s%.*s ", mark, STR_ARG(rule));
}

/* The document with the edits of a case made. */
static inline struct buf
rules_edited(const char *base, const struct rules_edit *edits, size_t n)
{
	struct buf b = BUF_INIT(1 << 20);
	buf_adds(&b, base);
	for (size_t i = 0; i < n && edits[i].from; i++) {
		struct buf next = BUF_INIT(1 << 20);
		buf_add(&b, "", 1);
		const char *at = strstr(b.p, edits[i].from);
		CHECK(at != NULL);
		if (!at)
			break;
		buf_add(&next, b.p, (size_t)(at - b.p));
		buf_adds(&next, edits[i].to);
		buf_adds(&next, at + strlen(edits[i].from));
		buf_free(&b);
		b = next;
	}
	return b;
}

/* Takes the first word that is equal off both; what is left differs. */
static inline void
rules_cancel(char *found, char *want)
{
	for (char *p = found; *p;) {
		size_t n = strcspn(p, " ");
		bool taken = false;
		for (char *q = want; n && *q && !taken;) {
			size_t k = strcspn(q, " ");
			taken = k == n && memcmp(p, q, n) == 0;
			if (taken)
				memset(q, ' ', k);
			q += k + (q[k] == ' ');
		}
		if (taken)
			memset(p, ' ', n);
		p += n + (p[n] == ' ');
	}
}

/* The words that are left, by one blank. */
static inline struct str
rules_left(const char *words)
{
	struct buf b = BUF_INIT(1 << 16);
	for (const char *p = words; *p;) {
		size_t n = strcspn(p, " ");
		if (n) {
			buf_add(&b, " ", b.n > 0);
			buf_add(&b, p, n);
		}
		p += n + (p[n] == ' ');
	}
	struct str s = arena_str(&rules_arena, buf_str(&b));
	buf_free(&b);
	return s;
}

static inline void
rules_case_run(enum rules_set set, const char *base, const char *scope,
    const struct rules_case *c)
{
	struct xtree tree;
	struct fault fault;
	struct rules_found f = { scope, BUF_INIT(1 << 16) };
	T_CASE(c->name);
	if (!rules_reader) {
		rules_reader = xreader_new();
		rules_all = rules_new(xreader_names(rules_reader));
	}
	arena_reset(&rules_arena);
	struct buf doc = rules_edited(
	    base, c->edits, sizeof(c->edits) / sizeof(c->edits[0]));
	bool read = xreader_read(rules_reader, buf_str(&doc),
	    (struct str)STR(""), NULL, &rules_arena, &tree, &fault);
	CHECK(read);
	if (read) {
		rules_check(
		    rules_all, set, &tree, &rules_arena, rules_found_one, &f);
		char *want = xstrdup(c->broken);
		buf_addc(&f.words, '\0');
		rules_cancel(f.words.p, want);
		struct str unexpected = rules_left(f.words.p);
		struct str missing = rules_left(want);
		CHECK_STR(unexpected, "");
		CHECK_STR(missing, "");
		free(want);
	}
	buf_free(&f.words);
	buf_free(&doc);
}

#define RULES_CASES(set, base, scope, cases)                                   \
	do {                                                                   \
		for (size_t i_ = 0; i_ < sizeof(cases) / sizeof((cases)[0]);   \
		     i_++)                                                     \
			rules_case_run(set, base, scope, &(cases)[i_]);        \
	} while (0)

/* At the end of main, before T_END. */
static inline void
rules_case_end(void)
{
	if (rules_all)
		rules_free(rules_all);
	xreader_free(rules_reader);
	arena_free(&rules_arena);
}

#endif
