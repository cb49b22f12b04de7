/* SPDX-License-Identifier: ISC */
#include "down.h"
#include "model/ubl.h"
#include "value.h"

/*
 * The tests of steps. Each claims something of an element, by the children
 * that it has; where the official expression would fail on an element, none
 * of them holds.
 */

/* How texts are compared: without blanks, in capitals. */
enum { TRIM = 1, UPPER = 2 };

static bool
is_tax_trimmed(const struct checking *w, uint32_t node)
{
	for (uint32_t s = look_child(w, node, CAC_TaxScheme); s;
	     s = look_again(w, s))
		for (uint32_t id = look_child(w, s, CBC_ID); id;
		     id = look_again(w, id))
			if (value_is(look_text(w, id), "TAX"))
				return true;
	return false;
}

/*
 * Claims that some cac:TaxScheme of the element is VAT, or is not, by its
 * cbc:ID; one without is not.
 */
static bool
has_scheme(const struct checking *w, uint32_t node, unsigned how, bool vat)
{
	for (uint32_t s = look_child(w, node, CAC_TaxScheme); s;
	     s = look_again(w, s)) {
		uint32_t id = look_child(w, s, CBC_ID);
		if (id && look_again(w, id))
			return false;
		struct str text = id ? look_text(w, id) : (struct str)STR("");
		bool is = str_is(text, "VAT"); /* nearly always */
		if (!is && how & UPPER)
			text = value_upper(text, w->arena);
		if (!is)
			is = how & TRIM ? value_is(text, "VAT")
					: str_is(text, "VAT");
		if (is == vat)
			return true;
	}
	return false;
}

bool
look_is_vat(const struct checking *w, uint32_t node)
{
	return has_scheme(w, node, TRIM | UPPER, true);
}

static bool
is_vat_capitals(const struct checking *w, uint32_t node)
{
	return has_scheme(w, node, UPPER, true);
}

static bool
is_other_capitals(const struct checking *w, uint32_t node)
{
	return has_scheme(w, node, UPPER, false);
}

static bool
is_vat_plain(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CAC_TaxScheme, CBC_ID), "VAT");
}

static bool
is_vat_trimmed(const struct checking *w, uint32_t node)
{
	return has_scheme(w, node, TRIM, true);
}

unsigned
look_indicators(const struct checking *w, uint32_t node)
{
	unsigned said = 0;
	for (uint32_t c = look_child(w, node, CBC_ChargeIndicator); c;
	     c = look_again(w, c)) {
		bool charge;
		if (!value_boolean(&charge, look_text(w, c)))
			return said | LOOK_UNTOLD;
		said |= charge ? LOOK_CHARGE : LOOK_ALLOWANCE;
	}
	return said;
}

bool
look_is_allowance(const struct checking *w, uint32_t node)
{
	return look_indicators(w, node) & LOOK_ALLOWANCE;
}

bool
look_is_charge(const struct checking *w, uint32_t node)
{
	return look_indicators(w, node) & LOOK_CHARGE;
}

static bool
is_object(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_DocumentTypeCode), "130");
}

/* Another one, or none: an empty sequence is not unequal. */
static bool
is_no_object(const struct checking *w, uint32_t node)
{
	uint32_t c = look_child(w, node, CBC_DocumentTypeCode);
	if (!c)
		return true;
	for (; c; c = look_again(w, c))
		if (!str_is(look_text(w, c), "130"))
			return true;
	return false;
}

static bool
is_project(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_DocumentTypeCode), "50");
}

static bool
is_greek_mark(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_DocumentDescription), "##M.AR.K##");
}

static bool
is_greek_url(const struct checking *w, uint32_t node)
{
	return down_is(
	    w, node, DOWN(CBC_DocumentDescription), "##INVOICE|URL##");
}

static bool
is_eindagi(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_DocumentDescription), "EINDAGI");
}

static bool
is_means_9(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_PaymentMeansCode), "9");
}

static bool
is_means_42(const struct checking *w, uint32_t node)
{
	return down_is(w, node, DOWN(CBC_PaymentMeansCode), "42");
}

/* Claims that its @schemeID in capitals is SEPA; absent is ''. */
static bool
is_sepa(const struct checking *w, uint32_t node)
{
	const struct xattr *a = xtree_attr(w->tree, node, ATT_schemeID);
	return a && str_is(value_upper(a->value, w->arena), "SEPA");
}

static bool
is_not_sepa(const struct checking *w, uint32_t node)
{
	return !is_sepa(w, node);
}

static bool
is_plain_sepa(const struct checking *w, uint32_t node)
{
	const struct xattr *a = xtree_attr(w->tree, node, ATT_schemeID);
	return a && str_is(a->value, "SEPA");
}

static bool
is_not_plain_sepa(const struct checking *w, uint32_t node)
{
	return !is_plain_sepa(w, node);
}

static bool
has_breakdown(const struct checking *w, uint32_t node)
{
	return look_child(w, node, CAC_TaxSubtotal) != 0;
}

static bool
has_no_breakdown(const struct checking *w, uint32_t node)
{
	return !has_breakdown(w, node);
}

static const struct {
	const char *word;
	look_test *test;
} tests[] = {
	/* cac:TaxScheme/cbc:ID: VAT without blanks, in any case */
	{ "VAT", look_is_vat },
	/* in any case, blanks count; the same, but another one */
	{ "^VAT", is_vat_capitals },
	{ "!^VAT", is_other_capitals },
	/* as it stands, any of several; without blanks */
	{ "=VAT", is_vat_plain },
	{ "~VAT", is_vat_trimmed },
	{ "~TAX", is_tax_trimmed },
	/* cbc:ChargeIndicator false, true, 0, 1 */
	{ "allowance", look_is_allowance },
	{ "charge", look_is_charge },
	/* @schemeID in any case, or none */
	{ "SEPA", is_sepa },
	{ "!SEPA", is_not_sepa },
	/* as it stands */
	{ "=SEPA", is_plain_sepa },
	{ "!=SEPA", is_not_plain_sepa },
	/* cbc:DocumentTypeCode */
	{ "130", is_object },
	{ "!130", is_no_object },
	{ "50", is_project },
	/* cac:TaxSubtotal, or none */
	{ "breakdown", has_breakdown },
	{ "!breakdown", has_no_breakdown },
	/* cbc:DocumentDescription as it stands */
	{ "MARK", is_greek_mark },
	{ "URL", is_greek_url },
	{ "EINDAGI", is_eindagi },
	/* cbc:PaymentMeansCode as it stands */
	{ "means 9", is_means_9 },
	{ "means 42", is_means_42 },
};

look_test *
look_test_named(struct str word)
{
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		if (str_is(word, tests[i].word))
			return tests[i].test;
	return NULL;
}
