/* SPDX-License-Identifier: ISC */
#include "family.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/*
 * Iceland, P09: for a seller with an Icelandic address; on the buyer when his
 * is Icelandic too. Eindagi is the last day to pay without interest; it comes
 * as a supporting document of that description.
 */

static bool
seller_is_icelandic(const struct checking *w)
{
	return country_is(&parties_of(w)->supplier_raw, "IS");
}

static bool
both_are_icelandic(const struct checking *w)
{
	return seller_is_icelandic(w) &&
	       country_is(&parties_of(w)->customer_raw, "IS");
}

/* What there is of other has one value at path; its text and whether any. */
static enum verdict
value_of(struct checking *w, const struct made *m, uint32_t node,
    struct str *text, bool *any)
{
	*any = look_any(w, &m->other, node);
	if (*any && !family_value(w, &m->look, node, text, m->rule->path))
		return UNCLEAR;
	return HOLDS;
}

static enum verdict
account_of_12(struct checking *w, const struct made *m, uint32_t node)
{
	struct str account;
	bool any;
	if (value_of(w, m, node, &account, &any) == UNCLEAR)
		return UNCLEAR;
	if (!any || value_length(value_normal(account, w->arena)) == 12)
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(account));
}

static enum verdict
is_date(struct checking *w, const struct made *m, uint32_t node)
{
	struct str day;
	struct value_date date;
	bool any;
	if (value_of(w, m, node, &day, &any) == UNCLEAR)
		return UNCLEAR;
	if (!any || (value_length(day) == 10 && value_date(&date, day)))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(day));
}

/* ---- dates as texts ---------------------------------------------------- */

/* Code point by code point, as comparisons of untyped text are. */
static int
compare(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* The first, or the last, of the texts at a path. */
struct extreme {
	struct checking *w;
	int sign; /* -1: the first, 1: the last */
	struct str text; /* absent: none */
};

static bool
take_extreme(void *arg, const struct found *f)
{
	struct extreme *e = arg;
	struct str text = look_value(e->w, f);
	if (!e->text.p || compare(text, e->text) * e->sign > 0)
		e->text = text;
	return true;
}

/* cbc:DueDate <= path: so it is of any pair when it is of these two. */
static enum verdict
not_before_due(struct checking *w, const struct made *m, uint32_t node)
{
	struct extreme due = { .w = w, .sign = -1 },
		       day = { .w = w, .sign = 1 };
	if (!look_any(w, &m->other, node))
		return HOLDS;
	for (uint32_t d = look_child(w, node, CBC_DueDate); d;
	     d = look_again(w, d))
		take_extreme(&due, &(struct found){ .node = d });
	look_each(w, &m->look, node, take_extreme, &day);
	if (due.text.p && day.text.p && compare(due.text, day.text) <= 0)
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(day.text));
}

/* ---- the tables -------------------------------------------------------- */

#define PARTY(role, path) "cac:Accounting" role "Party/cac:Party/" path
#define EINDAGI "cac:AdditionalDocumentReference[EINDAGI]"
#define MEANS_9 "cac:PaymentMeans[means 9]"
#define MEANS_42 "cac:PaymentMeans[means 42]"
#define SCHEME "cac:PartyLegalEntity/cbc:CompanyID/@schemeID"

static const struct rule document[] = {
	{ "IS-R-001", WARN, rule_one_of,
	    "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode", .word = " 380 381 ",
	    .says = "the document type is not one used in Iceland (BT-3)" },
	{ "IS-R-002", FATAL, rule_some_is, PARTY("Supplier", SCHEME),
	    .word = "0196",
	    .says = "an Icelandic seller has no legal registration of scheme "
		    "0196 (BT-30)" },
	{ "IS-R-003", FATAL, rule_each,
	    PARTY("Supplier", "cac:PostalAddress/cbc:StreetName") "|" PARTY(
		"Supplier", "cac:PostalAddress/cbc:PostalZone"),
	    .says = "an Icelandic seller has no street or no post code "
		    "(BT-35, BT-38)" },
	{ "IS-R-006", FATAL, account_of_12,
	    MEANS_9 "/cac:PayeeFinancialAccount/cbc:ID", MEANS_9,
	    .says = "payment means 9 has no account of 12 characters "
		    "(BT-84)" },
	{ "IS-R-007", FATAL, account_of_12,
	    MEANS_42 "/cac:PayeeFinancialAccount/cbc:ID", MEANS_42,
	    .says = "payment means 42 has no account of 12 characters "
		    "(BT-84)" },
	{ "IS-R-008", FATAL, is_date, EINDAGI "/cbc:ID", EINDAGI,
	    .says = "the eindagi is no date (BT-122)" },
	{ "IS-R-009", FATAL, rule_needs, EINDAGI, "cbc:DueDate",
	    .says = "there is an eindagi and no due date (BT-9)" },
	{ "IS-R-010", FATAL, not_before_due, EINDAGI "/cbc:ID", EINDAGI,
	    .says = "the eindagi is before the due date (BT-9, BT-122)" },
};

static const struct rule buyer[] = {
	{ "IS-R-004", FATAL, rule_some_is, "cac:Party/" SCHEME, .word = "0196",
	    .says = "an Icelandic buyer has no legal registration of scheme "
		    "0196 (BT-47)" },
	{ "IS-R-005", FATAL, rule_each,
	    "cac:Party/cac:PostalAddress/cbc:StreetName|"
	    "cac:Party/cac:PostalAddress/cbc:PostalZone",
	    .says = "an Icelandic buyer has no street or no post code "
		    "(BT-50, BT-53)" },
};

static const struct context contexts[] = {
	{ "inv:Invoice|cn:CreditNote", NULL, RULES_OF(document) },
};

static const struct context buyer_contexts[] = {
	{ "inv:Invoice/cac:AccountingCustomerParty|"
	  "cn:CreditNote/cac:AccountingCustomerParty",
	    NULL, RULES_OF(buyer) },
};

const struct pattern peppol_is = { "P09", RULES_OF(contexts),
	seller_is_icelandic };
const struct pattern peppol_is_buyer = { "P09", RULES_OF(buyer_contexts),
	both_are_icelandic };
