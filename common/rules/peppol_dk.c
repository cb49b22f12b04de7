/* SPDX-License-Identifier: ISC */
#include "down.h"
#include "family.h"
#include "identifiers.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/*
 * Denmark, P04: for a seller with a Danish address; most of it when the
 * buyer's is Danish too.
 */

static bool
seller_is_danish(const struct checking *w)
{
	return country_is(&parties_of(w)->supplier_raw, "DK");
}

static bool
both_are_danish(const struct checking *w)
{
	return seller_is_danish(w) &&
	       country_is(&parties_of(w)->customer_raw, "DK");
}

static enum verdict
inner_filled(
    struct checking *w, const struct look *l, uint32_t node, const char *path)
{
	struct str text;
	if (!family_text(w, l, node, &text, path))
		return UNCLEAR;
	return holds_if(!value_is_blank(text));
}

/* ---- parties ----------------------------------------------------------- */

static enum verdict
has_number(struct checking *w, const struct made *m, uint32_t node)
{
	return inner_filled(w, &m->look, node, m->rule->path);
}

/* What has a number has the scheme `word` for it. */
static enum verdict
has_scheme(struct checking *w, const struct made *m, uint32_t node)
{
	struct str scheme;
	if (!look_any(w, &m->look, node))
		return HOLDS;
	if (!family_value(w, &m->other, node, &scheme, m->rule->other))
		return UNCLEAR;
	if (value_is(scheme, m->rule->word))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(scheme));
}

static enum verdict
has_some_scheme(struct checking *w, const struct made *m, uint32_t node)
{
	struct str scheme;
	if (!look_any(w, &m->look, node))
		return HOLDS;
	if (!family_value(w, &m->other, node, &scheme, m->rule->other))
		return UNCLEAR;
	return holds_if(!value_is_blank(scheme));
}

static enum verdict
is_not_negative(struct checking *w, const struct made *m, uint32_t node)
{
	struct str amount;
	if (w->tree->nodes[1].name != ROOT_CreditNote)
		return HOLDS;
	enum verdict v = country_test(w, &parties_of(w)->customer_raw, "DK");
	if (v != HOLDS)
		return v == BROKEN ? HOLDS : v;
	if (!family_text(w, &m->look, node, &amount, m->rule->path))
		return UNCLEAR;
	if (!(value_number(amount) < 0))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(amount));
}

/* ---- payments ---------------------------------------------------------- */

#define CODE DOWN(CBC_PaymentMeansCode)

static enum verdict
has_danish_code(struct checking *w, const struct made *m, uint32_t node)
{
	struct str code;
	if (!family_value(w, &m->look, node, &code, m->rule->path))
		return UNCLEAR;
	if (words_contain(m->rule->word, code))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(code));
}

static enum verdict
both_filled(struct checking *w, const struct made *m, uint32_t node)
{
	enum verdict v = inner_filled(w, &m->look, node, m->rule->path);
	return v == HOLDS ? inner_filled(w, &m->other, node, m->rule->other)
			  : v;
}

static enum verdict
transfer_filled(struct checking *w, const struct made *m, uint32_t node)
{
	if (!down_is(w, node, CODE, "31") && !down_is(w, node, CODE, "42"))
		return HOLDS;
	return both_filled(w, m, node);
}

static enum verdict
debit_filled(struct checking *w, const struct made *m, uint32_t node)
{
	return down_is(w, node, CODE, "49") ? both_filled(w, m, node) : HOLDS;
}

/* The payment id, which begins with one of three kinds of card, "01#04#". */
static bool
card_id(struct checking *w, const struct made *m, uint32_t node,
    const char *kinds, struct str *id, bool *is)
{
	if (!family_value(w, &m->look, node, id, m->rule->path))
		return false;
	*is = false;
	for (const char *k = kinds; *k && !*is; k += 3)
		*is = id->n >= 3 && memcmp(id->p, k, 3) == 0;
	return true;
}

static enum verdict
giro_card(struct checking *w, const struct made *m, uint32_t node)
{
	struct str id, account;
	bool is;
	if (!down_is(w, node, CODE, "50"))
		return HOLDS;
	if (!card_id(w, m, node, "01#04#15#", &id, &is))
		return UNCLEAR;
	if (!is)
		return broken(w, "'%.*s'", SHOWN(id));
	if (!family_value(w, &m->other, node, &account, m->rule->other))
		return UNCLEAR;
	return id_is_digits(account, 7, 8)
		   ? HOLDS
		   : broken(w, "the account is '%.*s'", SHOWN(account));
}

static enum verdict
fik_card(struct checking *w, const struct made *m, uint32_t node)
{
	struct str id, creditor;
	bool is;
	if (!down_is(w, node, CODE, "93"))
		return HOLDS;
	if (!card_id(w, m, node, "71#73#75#", &id, &is))
		return UNCLEAR;
	if (!is)
		return broken(w, "'%.*s'", SHOWN(id));
	if (!family_text(w, &m->other, node, &creditor, m->rule->other))
		return UNCLEAR;
	return value_length(creditor) == 8
		   ? HOLDS
		   : broken(w, "the creditor is '%.*s'", SHOWN(creditor));
}

/* A payment id of the kinds has least to most characters. */
static enum verdict
id_length(struct checking *w, const struct made *m, uint32_t node,
    const char *kinds, size_t least, size_t most)
{
	struct str id;
	bool is;
	if (!card_id(w, m, node, kinds, &id, &is))
		return UNCLEAR;
	size_t n = value_length(id);
	return !is || (n >= least && n <= most) ? HOLDS
						: broken(w, "it has %zu", n);
}

static enum verdict
giro_length(struct checking *w, const struct made *m, uint32_t node)
{
	if (!down_is(w, node, CODE, "50"))
		return HOLDS;
	return id_length(w, m, node, "04#15#", 19, 19);
}

static enum verdict
fik_length(struct checking *w, const struct made *m, uint32_t node)
{
	if (!down_is(w, node, CODE, "93"))
		return HOLDS;
	return id_length(w, m, node, "71#75#", 18, 19);
}

/* ---- lines, allowances ------------------------------------------------- */

static enum verdict
unspsc_version(struct checking *w, const struct made *m, uint32_t node)
{
	static const char *const versions[] = { "19.05.01", "19.0501",
		"26.08.01", "26.0801" };
	if (!family_any_is(w, &m->look, node, "TST"))
		return HOLDS;
	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++)
		if (family_any_is(w, &m->other, node, versions[i]))
			return HOLDS;
	return BROKEN;
}

/* Four characters that are a number from 0 to 9999. */
static bool
is_four_digits(struct checking *w, struct str text, struct str reason)
{
	double d = value_number(reason);
	return value_length(value_normal(text, w->arena)) == 4 && d >= 0 &&
	       d <= 9999;
}

/* Code ZZZ is told by a number of four digits, or by text#text. */
static enum verdict
zzz_reason(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text, reason;
	if (!down_is(w, node, DOWN(CBC_AllowanceChargeReasonCode), "ZZZ"))
		return HOLDS;
	if (!family_text(w, &m->look, node, &text, m->rule->path) ||
	    !family_value(w, &m->look, node, &reason, m->rule->path))
		return UNCLEAR;
	if (is_four_digits(w, text, reason))
		return HOLDS;
	if (reason.n && memchr(reason.p, '#', reason.n) && reason.p[0] != '#' &&
	    reason.p[reason.n - 1] != '#')
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(reason));
}

/* ---- the tables -------------------------------------------------------- */

#define SELLER_ID                                                              \
	"cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/"          \
	"cbc:CompanyID"
#define LEGAL_ID "cac:PartyLegalEntity/cbc:CompanyID"
#define CLASS "cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode"
#define ACCOUNT "cac:PayeeFinancialAccount/cbc:ID"
#define BRANCH "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"

static const struct rule document[] = {
	{ "DK-R-002", FATAL, has_number, SELLER_ID,
	    .says = "a Danish seller has no legal registration (BT-30)" },
	{ "DK-R-014", FATAL, has_scheme, SELLER_ID, SELLER_ID "/@schemeID",
	    .word = "0184",
	    .says = "the scheme of a Danish seller's legal registration is "
		    "not 0184 (BT-30-1)" },
	{ "DK-R-016", FATAL, is_not_negative,
	    "cac:LegalMonetaryTotal/cbc:PayableAmount",
	    .says = "the amount of a Danish credit note is negative "
		    "(BT-115)" },
};

static const struct rule identification[] = {
	{ "DK-R-013", FATAL, has_some_scheme, "cbc:ID", "cbc:ID/@schemeID",
	    .says = "the identifier of a Danish party has no scheme "
		    "(BT-29-1, BT-46-1)" },
};

static const struct rule payment[] = {
	{ "DK-R-005", FATAL, has_danish_code, "cbc:PaymentMeansCode",
	    .word = " 1 10 31 42 48 49 50 58 59 93 97 ",
	    .says = "the payment means is not one used in Denmark (BT-81)" },
	{ "DK-R-006", FATAL, transfer_filled, ACCOUNT, BRANCH,
	    .says = "payment means 31 or 42 lacks the account or its "
		    "registration number (BT-84, BT-86)" },
	{ "DK-R-007", FATAL, debit_filled, "cac:PaymentMandate/cbc:ID",
	    "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID",
	    .says = "payment means 49 lacks the mandate or the payer's "
		    "account (BT-89, BT-91)" },
	{ "DK-R-008", FATAL, giro_card, "cbc:PaymentID", ACCOUNT,
	    .says = "payment means 50 lacks 01#, 04# or 15#, or an account "
		    "of 7 or 8 digits (BT-83, BT-84)" },
	{ "DK-R-009", FATAL, giro_length, "cbc:PaymentID",
	    .says = "the payment id with 04# or 15# has not 19 characters "
		    "(BT-83)" },
	{ "DK-R-010", FATAL, fik_card, "cbc:PaymentID", ACCOUNT,
	    .says = "payment means 93 lacks 71#, 73# or 75#, or a creditor "
		    "of 8 characters (BT-83, BT-84)" },
	{ "DK-R-011", FATAL, fik_length, "cbc:PaymentID",
	    .says = "the payment id with 71# or 75# has not 18 or 19 "
		    "characters (BT-83)" },
};

static const struct rule buyer[] = {
	{ "DK-R-017", FATAL, has_scheme, LEGAL_ID, LEGAL_ID "/@schemeID",
	    .word = "0184",
	    .says = "the scheme of a Danish buyer's legal registration is "
		    "not 0184 (BT-47-1)" },
};

static const struct rule line[] = {
	{ "DK-R-003", FATAL, unspsc_version, CLASS "/@listID",
	    CLASS "/@listVersionID",
	    .says = "an item's UNSPSC code is of no version used in Denmark "
		    "(BT-158-2)" },
};

static const struct rule allowance[] = {
	{ "DK-R-004", FATAL, zzz_reason, "cbc:AllowanceChargeReason",
	    .says = "the reason of code ZZZ is neither four digits nor two "
		    "texts with # between them (BT-97, BT-104)" },
};

static const struct context seller_contexts[] = {
	{ "inv:Invoice|cn:CreditNote", NULL, RULES_OF(document) },
};

/* The same path in either document. */
#define IN_EITHER(path) "inv:Invoice/" path "|cn:CreditNote/" path

static const struct context domestic_contexts[] = {
	{ IN_EITHER("cac:AccountingSupplierParty/cac:Party/"
		    "cac:PartyIdentification"),
	    NULL, RULES_OF(identification) },
	{ IN_EITHER("cac:AccountingCustomerParty/cac:Party/"
		    "cac:PartyIdentification"),
	    NULL, RULES_OF(identification) },
	{ "inv:Invoice/cac:PaymentMeans", NULL, RULES_OF(payment) },
	{ IN_EITHER("cac:AccountingCustomerParty/cac:Party"), NULL,
	    RULES_OF(buyer) },
	{ "inv:Invoice/cac:InvoiceLine|cn:CreditNote/cac:CreditNoteLine", NULL,
	    RULES_OF(line) },
	{ "cac:AllowanceCharge", NULL, RULES_OF(allowance) },
};

const struct pattern peppol_dk = { "P04", RULES_OF(seller_contexts),
	seller_is_danish };
const struct pattern peppol_dk_domestic = { "P04", RULES_OF(domestic_contexts),
	both_are_danish };
