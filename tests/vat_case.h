/* SPDX-License-Identifier: ISC */
#ifndef VAT_CASE_H
#define VAT_CASE_H

/*
 * Documents for the rules on VAT by its categories: one line of 100.00, an
 * allowance of 30.00 and a charge of 20.00, of one category unless a case says
 * otherwise, so that the taxable amount is 90.00.
 */

#include "rules_case.h"

#define TAX(id, percent) "<cbc:ID>" id "</cbc:ID>" percent RULES_VAT
#define PERCENT(n) "<cbc:Percent>" n "</cbc:Percent>"
#define ALL "BR-S- BR-Z- BR-E- BR-AE- BR-IC- BR-G- BR-O- BR-AF- BR-AG- BR-B-"

/* What a document is made of; NULL: as its category has it. */
struct parts {
	const char *line, *allowance, *charge, *part; /* in their tax */
	const char *parts; /* the breakdown as a whole */
	const char *taxable, *due, *reason;
	const char *amount; /* of the charge */
	const char *seller, *buyer, *delivery, *after; /* after: the totals */
	const char *indicator; /* of the allowance */
	const char *country;
};

enum rate { ABOVE_0, FROM_0, ONLY_0, NONE };

static const struct category {
	const char *code, *rules;
	const char *tax; /* of a line, an allowance, a charge */
	enum rate rate;
	const char *due;
	bool reason; /* for exemption it needs one, else it may have none */
	/* numbers it needs, any of: S the seller's for VAT, T for any tax,
	   B the buyer's for VAT, L of his registration; "": none */
	const char *seller, *buyer;
} categories[] = {
	{ "S", "BR-S", TAX("S", PERCENT("25")), ABOVE_0, "22.50", false, "T",
	    "" },
	{ "Z", "BR-Z", TAX("Z", PERCENT("0")), ONLY_0, "0", false, "T", "" },
	{ "E", "BR-E", TAX("E", PERCENT("0")), ONLY_0, "0", true, "T", "" },
	{ "AE", "BR-AE", TAX("AE", PERCENT("0")), ONLY_0, "0", true, "T",
	    "BL" },
	{ "K", "BR-IC", TAX("K", PERCENT("0")), ONLY_0, "0", true, "S", "B" },
	{ "G", "BR-G", TAX("G", PERCENT("0")), ONLY_0, "0", true, "S", "" },
	{ "O", "BR-O", TAX("O", ""), NONE, "0", true, "none", "none" },
	{ "L", "BR-AF", TAX("L", PERCENT("7")), FROM_0, "6.30", false, "T",
	    "" },
	{ "M", "BR-AG", TAX("M", PERCENT("4")), FROM_0, "3.60", false, "T",
	    "" },
};

enum { CATEGORIES = sizeof(categories) / sizeof(categories[0]) };

static inline bool
forbids_numbers(const struct category *c)
{
	return c->rate == NONE;
}

/* Rates apart, and their rules count within one unit. */
static inline bool
has_rates(const struct category *c)
{
	return c->rate == ABOVE_0 || c->rate == FROM_0;
}

/* ---- documents --------------------------------------------------------- */

#define COMPANY "<cbc:CompanyID>FI99999028</cbc:CompanyID>"
#define VAT_NUMBER                                                             \
	"<cac:PartyTaxScheme>" COMPANY RULES_VAT "</cac:PartyTaxScheme>"
#define TAX_NUMBER                                                             \
	"<cac:PartyTaxScheme>" COMPANY                                         \
	"<cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme>"                  \
	"</cac:PartyTaxScheme>"
#define REGISTRATION                                                           \
	"<cac:PartyLegalEntity><cbc:RegistrationName>Kanerva Oy"               \
	"</cbc:RegistrationName>" COMPANY "</cac:PartyLegalEntity>"
#define REPRESENTATIVE                                                         \
	"<cac:TaxRepresentativeParty>" VAT_NUMBER                              \
	"</cac:TaxRepresentativeParty>"
#define REASON "<cbc:TaxExemptionReason>none</cbc:TaxExemptionReason>"
#define REASON_CODE                                                            \
	"<cbc:TaxExemptionReasonCode>VATEX-EU-O</cbc:TaxExemptionReasonCode>"
#define DELIVERED                                                              \
	"<cac:Delivery><cbc:ActualDeliveryDate>2026-03-01"                     \
	"</cbc:ActualDeliveryDate></cac:Delivery>"
#define DELIVERED_TO(country)                                                  \
	"<cac:Delivery><cbc:ActualDeliveryDate>2026-03-01"                     \
	"</cbc:ActualDeliveryDate><cac:DeliveryLocation><cac:Address>"         \
	"<cac:Country><cbc:IdentificationCode>" country                        \
	"</cbc:IdentificationCode></cac:Country></cac:Address>"                \
	"</cac:DeliveryLocation></cac:Delivery>"

static inline const char *
or_else(const char *part, const char *otherwise)
{
	return part ? part : otherwise;
}

static inline void
add_charge(
    struct buf *b, const char *indicator, const char *amount, const char *tax)
{
	buf_printf(b,
	    "<cac:AllowanceCharge><cbc:ChargeIndicator>%s"
	    "</cbc:ChargeIndicator><cbc:AllowanceChargeReason>r"
	    "</cbc:AllowanceChargeReason><cbc:Amount>%s</cbc:Amount>"
	    "<cac:TaxCategory>%s</cac:TaxCategory></cac:AllowanceCharge>",
	    indicator, amount, tax);
}

/* One part of a breakdown. */
static inline void
add_part(struct buf *b, const struct category *c, const struct parts *p)
{
	buf_adds(b, "<cac:TaxSubtotal>");
	const char *taxable = or_else(p->taxable, "90.00");
	if (*taxable)
		buf_printf(
		    b, "<cbc:TaxableAmount>%s</cbc:TaxableAmount>", taxable);
	buf_printf(b,
	    "<cbc:TaxAmount>%s</cbc:TaxAmount><cac:TaxCategory>%s%s"
	    "</cac:TaxCategory></cac:TaxSubtotal>",
	    or_else(p->due, c->due), or_else(p->part, c->tax),
	    or_else(p->reason, c->reason ? REASON : ""));
}

/* As root: "Invoice" or "CreditNote". */
static inline struct buf
document(const char *root, const struct category *c, const struct parts *p)
{
	struct buf b = BUF_INIT(1 << 20);
	bool needs = !forbids_numbers(c);
	buf_printf(&b,
	    "<%s xmlns=\"" RULES_UBL "%s-2\" xmlns:cac=\"" RULES_UBL
	    "CommonAggregateComponents-2\" xmlns:cbc=\"" RULES_UBL
	    "CommonBasicComponents-2\">" RULES_HEAD,
	    root, root);
	buf_printf(&b,
	    "<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress>"
	    "<cac:Country><cbc:IdentificationCode>%s</cbc:IdentificationCode>"
	    "</cac:Country></cac:PostalAddress>%s</cac:Party>"
	    "</cac:AccountingSupplierParty><cac:AccountingCustomerParty>"
	    "<cac:Party>%s</cac:Party></cac:AccountingCustomerParty>%s",
	    or_else(p->country, "FI"),
	    or_else(p->seller, needs ? VAT_NUMBER : REGISTRATION),
	    or_else(p->buyer, needs ? VAT_NUMBER : REGISTRATION),
	    or_else(p->delivery, DELIVERED_TO("EE")));
	add_charge(&b, or_else(p->indicator, "false"), "30.00",
	    or_else(p->allowance, c->tax));
	add_charge(&b, "true", or_else(p->amount, "20.00"),
	    or_else(p->charge, c->tax));
	buf_adds(&b, "<cac:TaxTotal>");
	if (p->parts)
		buf_adds(&b, p->parts);
	else
		add_part(&b, c, p);
	buf_printf(&b,
	    "</cac:TaxTotal>%s<cac:%sLine><cbc:LineExtensionAmount>100.00"
	    "</cbc:LineExtensionAmount><cac:Item><cac:ClassifiedTaxCategory>"
	    "%s</cac:ClassifiedTaxCategory></cac:Item></cac:%sLine></%s>",
	    or_else(p->after, ""), root, or_else(p->line, c->tax), root, root);
	return b;
}

/* ---- running them ------------------------------------------------------ */

/* broken: numbers of rules of the category, "02 ?08"; or whole names. */
static inline void
run(const char *root, const char *name, const struct category *c,
    const struct parts *p, const char *scope, const char *broken)
{
	char title[200];
	struct buf words = BUF_INIT(1 << 12);
	for (const char *s = broken; *s;) {
		size_t n = strcspn(s, " ");
		bool unclear = *s == '?';
		bool whole = s[unclear] == 'B' || s[unclear] == 'U';
		buf_printf(&words, "%s%s%s%.*s ", unclear ? "?" : "",
		    whole ? "" : c->rules, whole ? "" : "-", (int)n - unclear,
		    s + unclear);
		s += n + (s[n] == ' ');
	}
	buf_addc(&words, '\0');
	snprintf(title, sizeof(title), "%s %s: %s", root, c->code, name);
	struct buf doc = document(root, c, p);
	buf_addc(&doc, '\0');
	struct rules_case one = { .name = title, .broken = words.p };
	rules_case_run(RULES_EN16931, doc.p, scope, &one);
	buf_free(&words);
	buf_free(&doc);
}

/* In an invoice and in a credit note. */
static inline void
both_in(const char *scope, const char *name, const struct category *c,
    const struct parts *p, const char *broken)
{
	run("Invoice", name, c, p, scope, broken);
	run("CreditNote", name, c, p, scope, broken);
}

static inline void
both(const char *name, const struct category *c, const struct parts *p,
    const char *broken)
{
	both_in(ALL, name, c, p, broken);
}

#endif
