/* SPDX-License-Identifier: ISC */
#include "down.h"
#include "identifiers.h"
#include "peppol.h"
#include "value.h"

/*
 * Peppol BIS Billing and Self-Billing 2026.5, P02: electronic addresses and
 * identifiers of parties by their schemes. A number that cannot be one of its
 * scheme is fatal where the scheme's owner has asked for that.
 */

/* What a test of the text came to, as a finding that shows it. */
static enum verdict
judge(struct checking *w, struct str text, enum verdict v)
{
	if (v == UNCLEAR)
		return unclear(w, "'%.*s'", SHOWN(text));
	return v == HOLDS ? HOLDS : broken(w, "'%.*s'", SHOWN(text));
}

/* The text without blanks around it has the shape `word`. */
static enum verdict
shape(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text = value_normal(look_text(w, node), w->arena);
	return judge(w, text, holds_if(id_has_shape(text, m->rule->word)));
}

/* The text as it stands has the shape `word`. */
static enum verdict
exact_shape(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text = look_text(w, node);
	return judge(w, text, holds_if(id_has_shape(text, m->rule->word)));
}

static enum verdict
cvr(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text = look_text(w, node);
	(void)m;
	return judge(w, text,
	    holds_if(id_has_shape(text, "DK########") ||
		     id_has_shape(text, "########")));
}

typedef enum verdict id_test(struct str);

/* The test holds of what has least to most digits and nothing else. */
static enum verdict
digits(
    struct checking *w, uint32_t node, size_t least, size_t most, id_test *test)
{
	struct str text = value_normal(look_text(w, node), w->arena);
	return judge(
	    w, text, id_is_digits(text, least, most) ? test(text) : BROKEN);
}

#define DIGITS(name, least, most, test)                                        \
	static enum verdict name(                                              \
	    struct checking *w, const struct made *m, uint32_t node)           \
	{                                                                      \
		(void)m;                                                       \
		return digits(w, node, least, most, test);                     \
	}

DIGITS(gln, 1, SIZE_MAX, id_gln)
DIGITS(organisasjonsnummer, 9, 9, id_mod11)
DIGITS(belgian, 10, 10, id_mod97)
DIGITS(abn, 11, 11, id_abn)

/* The test holds of the text without blanks around it. */
#define TEXT(name, test)                                                       \
	static enum verdict name(                                              \
	    struct checking *w, const struct made *m, uint32_t node)           \
	{                                                                      \
		struct str text = value_normal(look_text(w, node), w->arena);  \
		(void)m;                                                       \
		return judge(w, text, test(text));                             \
	}

TEXT(codice_ipa, id_codice_ipa)
TEXT(codice_fiscale, id_codice_fiscale)
TEXT(partita_iva, id_partita_iva)

static enum verdict
orgnr(struct checking *w, const struct made *m, uint32_t node)
{
	struct str text = value_normal(look_text(w, node), w->arena);
	(void)m;
	if (value_length(text) != 10)
		return judge(w, text, BROKEN);
	double number = value_number(text);
	return judge(w, text, number == number ? id_orgnr(text) : BROKEN);
}

/* A VAT number of the Netherlands, by the scheme that stands beside it. */
static bool
is_dutch_vat(const struct checking *w, uint32_t node)
{
	return down_in(w, w->tree->nodes[node].parent,
		   DOWN(CAC_TaxScheme, CBC_ID), " VAT ") &&
	       str_starts(value_normal(look_text(w, node), w->arena), "NL");
}

#define SCHEME(name, id, severity, check, pattern, what)                       \
	static const struct rule name[] = {                                    \
		{ "PEPPOL-COMMON-" id, severity, check, ".", .word = pattern,  \
		    .says = what },                                            \
	}

SCHEME(s0088, "R040", FATAL, gln, NULL,
    "a GLN has a wrong check digit, or more than digits (0088)");
SCHEME(s0192, "R041", FATAL, organisasjonsnummer, NULL,
    "a Norwegian organisation number is wrong (0192)");
SCHEME(s0184, "R042", FATAL, cvr, NULL,
    "a Danish CVR number has not 8 digits, with or without DK (0184)");
SCHEME(s0096, "R052", FATAL, exact_shape, "##########",
    "a Danish P number has not 10 digits (0096)");
SCHEME(s0198, "R053", FATAL, exact_shape, "DK########",
    "a Danish SE number is not DK and 8 digits (0198)");
SCHEME(s0208, "R043", FATAL, belgian, NULL,
    "a Belgian enterprise number is wrong (0208)");
SCHEME(s0201, "R044", WARN, codice_ipa, NULL,
    "an Italian IPA code has not 6 letters and digits (0201)");
SCHEME(s0210, "R045", WARN, codice_fiscale, NULL,
    "an Italian tax code is wrong (0210)");
SCHEME(s9907, "R046", WARN, codice_fiscale, NULL,
    "an Italian tax code is wrong (9907)");
SCHEME(s0211, "R047", WARN, partita_iva, NULL,
    "an Italian VAT number is wrong (0211)");
SCHEME(s0007, "R049", FATAL, orgnr, NULL,
    "a Swedish organisation number is wrong (0007)");
SCHEME(s0151, "R050", FATAL, abn, NULL,
    "an Australian business number is wrong (0151)");
SCHEME(s0106, "R054", WARN, shape, "########",
    "a Dutch KvK number has not 8 digits (0106)");
SCHEME(s0190, "R055", WARN, shape, "####################",
    "a Dutch OIN has not 20 digits (0190)");
SCHEME(s9944, "R056-1", WARN, shape, "NL#########B##",
    "a Dutch VAT number is not NL, 9 digits, B, 2 digits (9944)");
SCHEME(dutch_vat, "R056-2", WARN, shape, "NL#########B##",
    "a Dutch VAT number is not NL, 9 digits, B, 2 digits (BT-31, BT-48, "
    "BT-63)");
SCHEME(s0217, "R057", WARN, shape, "############",
    "a Dutch KvK number of an establishment has not 12 digits (0217)");

#define OF(scheme)                                                             \
	"cbc:EndpointID[@schemeID='" scheme "']|"                              \
	"cac:PartyIdentification/cbc:ID[@schemeID='" scheme "']|"              \
	"cbc:CompanyID[@schemeID='" scheme "']"

static const struct context contexts[] = {
	{ OF("0088"), NULL, RULES_OF(s0088) },
	{ OF("0192"), NULL, RULES_OF(s0192) },
	{ OF("0184"), NULL, RULES_OF(s0184) },
	{ OF("0096"), NULL, RULES_OF(s0096) },
	{ OF("0198"), NULL, RULES_OF(s0198) },
	{ OF("0208"), NULL, RULES_OF(s0208) },
	{ OF("0201"), NULL, RULES_OF(s0201) },
	{ OF("0210"), NULL, RULES_OF(s0210) },
	{ "cbc:EndpointID[@schemeID='9907']", NULL, RULES_OF(s9907) },
	{ OF("0211"), NULL, RULES_OF(s0211) },
	{ OF("0007"), NULL, RULES_OF(s0007) },
	{ OF("0151"), NULL, RULES_OF(s0151) },
	{ OF("0106"), NULL, RULES_OF(s0106) },
	{ OF("0190"), NULL, RULES_OF(s0190) },
	{ OF("9944"), NULL, RULES_OF(s9944) },
	{ "cac:PartyTaxScheme/cbc:CompanyID", is_dutch_vat,
	    RULES_OF(dutch_vat) },
	{ OF("0217"), NULL, RULES_OF(s0217) },
};

const struct pattern peppol_schemes = { "P02", RULES_OF(contexts), NULL };
