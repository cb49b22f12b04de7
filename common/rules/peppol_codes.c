/* SPDX-License-Identifier: ISC */
#include "codes.h"
#include "family.h"
#include "parties.h"
#include "peppol.h"
#include "value.h"

/*
 * Peppol BIS Billing 2026.5, P12, and its twin P03 of self-billing: codes,
 * types, dates, and what the reason of an exemption says of the category. The
 * lists are in codes.def.
 */

/* ---- contexts ---------------------------------------------------------- */

/* Claims that the parent's cbc:ChargeIndicator is that text: not 0 or 1. */
static bool
parent_says(const struct checking *w, uint32_t node, const char *text)
{
	const struct xtree *t = w->tree;
	uint32_t parent = t->nodes[node].parent;
	for (uint32_t c = look_child(w, parent, CBC_ChargeIndicator); c;
	     c = look_again(w, c))
		if (str_is(look_text(w, c), text))
			return true;
	return false;
}

static bool
parent_says_allowance(const struct checking *w, uint32_t node)
{
	return parent_says(w, node, "false");
}

static bool
parent_says_charge(const struct checking *w, uint32_t node)
{
	return parent_says(w, node, "true");
}

/* Claims that the one exemption reason of a category has the code. */
static bool
exempt(const struct checking *w, uint32_t node, const char *code)
{
	uint32_t c = look_child(w, node, CBC_TaxExemptionReasonCode);
	return c && !look_again(w, c) &&
	       str_is(value_upper(look_text(w, c), w->arena), code);
}

#define EXEMPT(name, code)                                                     \
	static bool name(const struct checking *w, uint32_t node)              \
	{                                                                      \
		return exempt(w, node, code);                                  \
	}

EXEMPT(is_export, "VATEX-EU-G")
EXEMPT(is_outside, "VATEX-EU-O")
EXEMPT(is_intra_community, "VATEX-EU-IC")
EXEMPT(is_reverse_charge, "VATEX-EU-AE")
EXEMPT(is_travel, "VATEX-EU-D")
EXEMPT(is_second_hand, "VATEX-EU-F")
EXEMPT(is_art, "VATEX-EU-I")
EXEMPT(is_antiques, "VATEX-EU-J")

/* ---- checks ------------------------------------------------------------ */

/* The type is in the list n, when the profile is one that asks for that. */
static enum verdict
type_in_profile(struct checking *w, const struct made *m, uint32_t node)
{
	const struct parties *p = parties_of(w);
	if (p->profile == PROFILE_UNCLEAR)
		return unclear(w, "there is more than one cbc:ProfileID");
	if (p->profile == PROFILE_BILLING ||
	    (p->profile == PROFILE_WITH_RESPONSE && w->set == RULES_PEPPOL))
		return rule_code_text(w, m, node);
	return HOLDS;
}

static enum verdict
german_type(struct checking *w, const struct made *m, uint32_t node)
{
	struct str type = look_text(w, node);
	(void)m;
	if (!value_is(type, "326") && !value_is(type, "384"))
		return HOLDS;
	enum verdict v = parties_are_german(w);
	return v == BROKEN ? broken(w, "'%.*s'", SHOWN(type)) : v;
}

static enum verdict
plain_date(struct checking *w, const struct made *m, uint32_t node)
{
	struct str own, all = look_text(w, node);
	struct value_date date;
	if (!family_text(w, &m->look, node, &own, "text"))
		return UNCLEAR;
	if (value_length(own) == 10 && value_date(&date, all))
		return HOLDS;
	return broken(w, "'%.*s'", SHOWN(all));
}

/* ---- the tables -------------------------------------------------------- */

#define ONE(name, id, check, where, list, what)                                \
	static const struct rule name[] = {                                    \
		{ "PEPPOL-EN16931-" id, FATAL, check, where, .n = list,        \
		    .says = what },                                            \
	}
#define CATEGORY(name, id, code, what)                                         \
	static const struct rule name[] = {                                    \
		{ "PEPPOL-EN16931-" id, FATAL, rule_is, "cbc:ID",              \
		    .word = code, .says = what },                              \
	}

ONE(mime, "CL001", rule_code_plain, "@mimeCode", CODES_MIME,
    "an attached document's MIME type is not accepted (BT-125)");
ONE(allowance, "CL002", rule_code_text, ".", CODES_ALLOWANCE_REASON,
    "the code of an allowance's reason does not exist (BT-98, BT-140)");
ONE(charge, "CL003", rule_code_text, ".", CODES_CHARGE_REASON,
    "the code of a charge's reason does not exist (BT-105, BT-145)");
ONE(tax_point, "CL006", rule_code_text, ".", CODES_TAX_POINT,
    "the code of the tax point does not exist (BT-8)");
ONE(currency, "CL007", rule_code_plain, "@currencyID", CODES_PEPPOL_CURRENCY,
    "the currency of an amount does not exist");
ONE(date, "F001", plain_date, ".", 0,
    "a date does not read year, month, day, as 2026-03-02 does");
ONE(endpoint, "CL008", rule_code_plain, "@schemeID", CODES_PEPPOL_EAS,
    "the scheme of an electronic address is none of Peppol (BT-34, BT-49)");

CATEGORY(export, "P0104", "G",
    "the reason is an export, but the VAT category is not G (BT-118)");
CATEGORY(outside, "P0105", "O",
    "the reason is that it is no matter of VAT, but the category is not O "
    "(BT-118)");
CATEGORY(intra_community, "P0106", "K",
    "the reason is a supply within the EU, but the VAT category is not K "
    "(BT-118)");
CATEGORY(reverse_charge, "P0107", "AE",
    "the reason is reverse charge, but the VAT category is not AE (BT-118)");
CATEGORY(travel, "P0108", "E",
    "the reason is the scheme for travel agents, but the VAT category is not "
    "E (BT-118)");
CATEGORY(second_hand, "P0109", "E",
    "the reason is the scheme for second-hand goods, but the VAT category is "
    "not E (BT-118)");
CATEGORY(art, "P0110", "E",
    "the reason is the scheme for works of art, but the VAT category is not "
    "E (BT-118)");
CATEGORY(antiques, "P0111", "E",
    "the reason is the scheme for antiques, but the VAT category is not E "
    "(BT-118)");

#define AMOUNTS                                                                \
	"cbc:Amount|cbc:BaseAmount|cbc:PriceAmount|cbc:TaxAmount|"             \
	"cbc:TaxableAmount|cbc:LineExtensionAmount|cbc:TaxExclusiveAmount|"    \
	"cbc:TaxInclusiveAmount|cbc:AllowanceTotalAmount|"                     \
	"cbc:ChargeTotalAmount|cbc:PrepaidAmount|cbc:PayableRoundingAmount|"   \
	"cbc:PayableAmount"
#define DATES                                                                  \
	"cbc:IssueDate|cbc:DueDate|cbc:TaxPointDate|cbc:StartDate|"            \
	"cbc:EndDate|cbc:ActualDeliveryDate"

static const struct context contexts[] = {
	{ "cbc:EmbeddedDocumentBinaryObject[@mimeCode]", NULL, RULES_OF(mime) },
	{ "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",
	    parent_says_allowance, RULES_OF(allowance) },
	{ "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",
	    parent_says_charge, RULES_OF(charge) },
	{ "cac:InvoicePeriod/cbc:DescriptionCode", NULL, RULES_OF(tax_point) },
	{ AMOUNTS, NULL, RULES_OF(currency) },
	{ DATES, NULL, RULES_OF(date) },
	{ "cbc:EndpointID[@schemeID]", NULL, RULES_OF(endpoint) },
	{ "cac:TaxCategory", is_export, RULES_OF(export) },
	{ "cac:TaxCategory", is_outside, RULES_OF(outside) },
	{ "cac:TaxCategory", is_intra_community, RULES_OF(intra_community) },
	{ "cac:TaxCategory", is_reverse_charge, RULES_OF(reverse_charge) },
	{ "cac:TaxCategory", is_travel, RULES_OF(travel) },
	{ "cac:TaxCategory", is_second_hand, RULES_OF(second_hand) },
	{ "cac:TaxCategory", is_art, RULES_OF(art) },
	{ "cac:TaxCategory", is_antiques, RULES_OF(antiques) },
};

const struct pattern peppol_codes = { "P12", RULES_OF(contexts), NULL };

/* ---- the types, of each ------------------------------------------------ */

#define TYPE(id, list, what)                                                   \
	{                                                                      \
		"PEPPOL-EN16931-" id, FATAL, type_in_profile, ".",             \
		    .n = list, .says = what                                    \
	}

static const struct rule invoice[] = {
	TYPE("P0100", CODES_PEPPOL_INVOICE_TYPE,
	    "the type is none of an invoice in Peppol (BT-3)"),
	{ "PEPPOL-EN16931-P0112", FATAL, german_type, ".",
	    .says = "the type is for use between German parties (BT-3)" },
};

static const struct rule credit_note[] = {
	TYPE("P0101", CODES_PEPPOL_CREDITNOTE_TYPE,
	    "the type is none of a credit note in Peppol (BT-3)"),
};

static const struct rule self_invoice[] = {
	TYPE("P0100", CODES_SELFBILLING_INVOICE_TYPE,
	    "the type is none of a self-billed invoice (BT-3)"),
};

static const struct rule self_credit_note[] = {
	TYPE("P0101", CODES_SELFBILLING_CREDITNOTE_TYPE,
	    "the type is none of a self-billed credit note (BT-3)"),
};

static const struct context types[] = {
	{ "cbc:InvoiceTypeCode", NULL, RULES_OF(invoice) },
	{ "cbc:CreditNoteTypeCode", NULL, RULES_OF(credit_note) },
};

static const struct context self_types[] = {
	{ "cbc:InvoiceTypeCode", NULL, RULES_OF(self_invoice) },
	{ "cbc:CreditNoteTypeCode", NULL, RULES_OF(self_credit_note) },
};

const struct pattern peppol_types = { "P12", RULES_OF(types), NULL };
const struct pattern selfbilling_types = { "P03", RULES_OF(self_types), NULL };
