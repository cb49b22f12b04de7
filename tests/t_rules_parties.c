/* SPDX-License-Identifier: ISC */
#include "rules/parties.h"
#include "rules_peppol.h"

/*
 * The countries of a document, as the rules tell them: each case is a change
 * of the parties' part and what comes of it; "?" is one that cannot be told.
 */

#define VAT_OF(number)                                                         \
	"<cac:PartyTaxScheme><cbc:CompanyID>" number                           \
	"</cbc:CompanyID>" RULES_VAT "</cac:PartyTaxScheme>"
#define REPRESENTATIVE(number, country)                                        \
	BEFORE(RULES_BEFORE_TOTALS,                                            \
	    "<cac:TaxRepresentativeParty><cac:PostalAddress><cac:Country>"     \
	    "<cbc:IdentificationCode>" country "</cbc:IdentificationCode>"     \
	    "</cac:Country></cac:PostalAddress>" VAT_OF(                       \
		number) "</cac:TaxRepresentativeParty>")
#define NO_VAT                                                                 \
	{                                                                      \
		VAT_OF("FI99999028"), ""                                       \
	}
#define SELLER_IN(country)                                                     \
	{                                                                      \
		SELLER_COUNTRY, ">" country "</cbc:IdentificationCode>"        \
	}
#define TWICE(country)                                                         \
	{                                                                      \
		country, country "<cbc:IdentificationCode" country             \
	}

static const struct {
	const char *name;
	struct rules_edit edits[3];
	const char *supplier, *customer, *accounting;
	const char *supplier_raw, *supplier_address, *representative;
} cases[] = {
	{ "as it stands", { { NULL, NULL } }, "FI", "EE", "FI", "FI", "FI",
	    "" },
	{ "the VAT number is before the address", { SELLER_IN("NO") }, "FI",
	    "EE", "FI", "NO", "NO", "" },
	{ "in capitals", { { "FI99999028", "fi99999028" }, SELLER_IN(" no ") },
	    "FI", "EE", "FI", " no ", "NO", "" },
	{ "the address, without a VAT number", { NO_VAT, SELLER_IN(" no ") },
	    "NO", "EE", "NO", " no ", "NO", "" },
	{ "the representative is before the address",
	    { NO_VAT, REPRESENTATIVE("SE559999001601", "nl") }, "SE", "EE",
	    "FI", "FI", "FI", "NL" },
	{ "but behind the VAT number",
	    { REPRESENTATIVE("SE559999001601", "SE") }, "FI", "EE", "FI", "FI",
	    "FI", "SE" },
	{ "another tax is none", { { RULES_VAT, "" }, SELLER_IN("NO") }, "NO",
	    "EE", "NO", "NO", "NO", "" },
	{ "an empty number is none",
	    { { VAT_OF("FI99999028"), VAT_OF("") }, SELLER_IN("NO") }, "NO",
	    "EE", "NO", "NO", "NO", "" },
	{ "blanks are a country of no name", { { "FI99999028", "  99999028" } },
	    "", "EE", "", "FI", "FI", "" },
	{ "neither",
	    { NO_VAT,
		{ "<cbc:IdentificationCode>FI</cbc:IdentificationCode>", "" } },
	    "XX", "EE", "XX", "", "", "" },
	{ "no customer's country",
	    { { "<cbc:IdentificationCode>EE</cbc:IdentificationCode>", "" } },
	    "FI", "XX", "FI", "FI", "FI", "" },
	{ "two VAT numbers",
	    { { VAT_OF("FI99999028"), VAT_OF("FI1") VAT_OF("FI2") } }, "?",
	    "EE", "?", "FI", "FI", "" },
	{ "two in one registration",
	    { { "FI99999028", "FI1</cbc:CompanyID><cbc:CompanyID>FI2" } }, "?",
	    "EE", "?", "FI", "FI", "" },
	{ "two addresses do not matter beside a VAT number",
	    { TWICE(SELLER_COUNTRY) }, "FI", "EE", "FI", "?", "?", "" },
	{ "two addresses", { NO_VAT, TWICE(SELLER_COUNTRY) }, "?", "EE", "?",
	    "?", "?", "" },
};

static struct str
told(const struct country *c)
{
	return c->unclear ? (struct str)STR("?") : c->code;
}

static void
test_countries(struct xreader *reader)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena arena = { NULL, NULL, NULL };
		struct xtree tree;
		struct fault fault;
		struct index index;
		struct parties parties = { .made = false };
		struct checking w = { .tree = &tree,
			.arena = &arena,
			.index = &index,
			.parties = &parties };
		struct buf doc = rules_edited(rules_invoice, cases[i].edits, 3);
		T_CASE(cases[i].name);
		CHECK(xreader_read(reader, buf_str(&doc), (struct str)STR(""),
		    NULL, &arena, &tree, &fault));
		index_make(&index, &tree, &arena);
		const struct parties *p = parties_of(&w);
		CHECK_STR(told(&p->supplier), cases[i].supplier);
		CHECK_STR(told(&p->customer), cases[i].customer);
		CHECK_STR(told(&p->accounting_supplier), cases[i].accounting);
		CHECK_STR(told(&p->supplier_raw), cases[i].supplier_raw);
		CHECK_STR(
		    told(&p->supplier_address), cases[i].supplier_address);
		CHECK_STR(
		    told(&p->representative_address), cases[i].representative);
		CHECK(parties_of(&w) == p);
		buf_free(&doc);
		arena_free(&arena);
	}
}

static void
test_verdicts(void)
{
	struct checking w = { .at = 0 };
	struct country no = { .code = STR("NO") };
	struct country several = { .unclear = "there are two" };
	T_CASE("verdicts");
	CHECK_INT(country_test(&w, &no, "NO"), HOLDS);
	CHECK_INT(country_test(&w, &no, "SE"), BROKEN);
	CHECK_INT(country_test(&w, &several, "NO"), UNCLEAR);
	CHECK(country_is(&no, "NO"));
	CHECK(!country_is(&no, "SE"));
	CHECK(!country_is(&several, "NO"));
}

int
main(void)
{
	struct xreader *reader = xreader_new();
	test_countries(reader);
	test_verdicts();
	xreader_free(reader);
	return T_END();
}
