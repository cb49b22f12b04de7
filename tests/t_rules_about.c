/* SPDX-License-Identifier: ISC */
#include <ctype.h>

#include "rules_en16931.h"

/*
 * What is known of the rules without a document: that there are all of them,
 * once in each set, with a text that reads like one; and which set a document
 * asks for.
 */

enum { MOST = 4000 };

/* All rules as they come. */
struct all {
	struct rules_about about[MOST];
	size_t n;
};

static bool
keep_one(void *arg, const struct rules_about *about)
{
	struct all *all = arg;
	if (all->n == MOST)
		return false;
	all->about[all->n++] = *about;
	return true;
}

static struct all all;

/* ---- there are all of them --------------------------------------------- */

/* Numbers of rules; a gap: those that were never given, or withdrawn. */
static const struct {
	const char *prefix;
	int digits, last, gaps[12];
} series[] = {
	{ "BR", 2, 65, { 34, 35, 39, 40, 58, 59, 60 } },
	{ "BR-CL", 2, 26, { 2, 9, 12 } },
	{ "BR-CO", 2, 26, { 1, 2, 25 } },
	{ "BR-DEC", 2, 28, { 3, 4, 7, 8, 21, 22, 26 } },
	{ "UBL-SR", 2, 56, { 38, 41 } },
	{ "UBL-DT", 2, 28, { 2, 3, 4, 5 } },
	{ "UBL-CR", 3, 682, { 120, 423, 536, 631 } },
};

static bool
is_gap(size_t i, int number)
{
	for (size_t k = 0; k < 12; k++)
		if (series[i].gaps[k] == number)
			return true;
	return false;
}

static void
test_series(void)
{
	for (size_t i = 0; i < sizeof(series) / sizeof(series[0]); i++)
		for (int k = 1; k <= series[i].last + 1; k++) {
			char id[20];
			struct rules_about about;
			snprintf(id, sizeof(id), "%s-%0*d", series[i].prefix,
			    series[i].digits, k);
			T_CASE(id);
			CHECK_INT(rules_about(str_of(id), &about),
			    k <= series[i].last && !is_gap(i, k));
		}
}

/* How severe they are: of EN 16931 these are warnings. */
static void
test_severity(void)
{
	for (size_t i = 0; i < all.n; i++) {
		const struct rules_about *a = &all.about[i];
		struct str id = str_of(a->id);
		T_CASE(a->id);
		CHECK(
		    a->severity == RULES_FATAL || a->severity == RULES_WARNING);
		if (!str_starts(str_of(a->release), "EN 16931"))
			continue;
		bool number = str_starts(id, "UBL-DT-") &&
			      strcmp(a->id, "UBL-DT-08") >= 0;
		bool warning =
		    str_is(id, "BR-51") || number ||
		    (str_starts(id, "UBL-CR-") && !str_is(id, "UBL-CR-666") &&
			!str_is(id, "UBL-CR-673"));
		CHECK_INT(a->severity == RULES_WARNING, warning);
	}
}

/* ---- texts ------------------------------------------------------------- */

static void
test_texts(void)
{
	for (size_t i = 0; i < all.n; i++) {
		const struct rules_about *a = &all.about[i];
		T_CASE(a->id);
		CHECK(a->id[0] && a->release[0] && a->where[0]);
		CHECK(a->says && a->says[0]);
		size_t n = strlen(a->says);
		CHECK(n > 10 && n < 200);
		CHECK(a->says[n - 1] != '.' && a->says[n - 1] != ' ');
		CHECK(islower((unsigned char)a->says[0]) ||
		      strncmp(a->says, "VAT ", 4) == 0 ||
		      strncmp(a->says, "//c", 3) == 0);
		CHECK(!strstr(a->says, "  ") && !strchr(a->says, '\n'));
		for (const char *p = a->says; *p; p++)
			CHECK((unsigned char)*p >= ' ' && *p != 127);
	}
}

/* In one release a rule says one thing, with one severity. */
static void
test_one_meaning(void)
{
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = i + 1; k < all.n; k++) {
			const struct rules_about *a = &all.about[i],
						 *b = &all.about[k];
			if (strcmp(a->id, b->id) != 0 ||
			    strcmp(a->release, b->release) != 0)
				continue;
			T_CASE(a->id);
			CHECK_INT(a->severity, b->severity);
		}
}

/* ---- one, and an end --------------------------------------------------- */

static bool
stop_at_third(void *arg, const struct rules_about *about)
{
	int *n = arg;
	(void)about;
	return ++*n < 3;
}

static void
test_one(void)
{
	struct rules_about about = { .id = "untouched" };
	int n = 0;
	T_CASE("one");
	CHECK(!rules_each(stop_at_third, &n));
	CHECK_INT(n, 3);
	CHECK(!rules_about((struct str)STR("BR-99"), &about));
	CHECK(!rules_about((struct str)STR(""), &about));
	CHECK(!rules_about((struct str)STR("br-02"), &about));
	CHECK(!rules_about((struct str)STR("BR-0"), &about));
	CHECK(!rules_about((struct str)STR("BR-02 "), &about));
	CHECK_STR(about.id, "untouched");
	CHECK(rules_about((struct str)STR("BR-02"), &about));
	CHECK_STR(about.where, "/");
	CHECK_STR(about.path, "cbc:ID");
	CHECK_STR(about.says, "the invoice has no number (BT-1)");
	CHECK(rules_about((struct str)STR("UBL-CR-681"), &about));
	CHECK_STR(about.path, "cac:PaymentMeans/cbc:InstructionNote");
	CHECK(rules_about((struct str)STR("UBL-DT-18"), &about));
	CHECK_STR(about.path, "@name");
	CHECK_STR(about.where, "*");
	CHECK(rules_about((struct str)STR(RULES_XSD), &about));
	CHECK(rules_about((struct str)STR(RULES_UNCLEAR), &about));
	CHECK_INT(about.severity, RULES_FATAL);
}

/* What is told of rules whose check does not go by it alone. */
static const struct {
	const char *id, *where, *path;
} told[] = {
	{ "BR-53", "/", "cbc:TaxCurrencyCode" },
	{ "BR-CL-08", "/cbc:Note", "." },
	{ "BR-CL-10", "cac:PartyIdentification/cbc:ID[@schemeID]",
	    "@schemeID" },
	{ "BR-CL-22", "cbc:TaxExemptionReasonCode", "." },
	{ "BR-CL-24", "cbc:EmbeddedDocumentBinaryObject[@mimeCode]",
	    "@mimeCode" },
	{ "BR-CO-10", "cac:LegalMonetaryTotal", "cbc:LineExtensionAmount" },
	{ "BR-CO-13", "cac:LegalMonetaryTotal", "cbc:TaxExclusiveAmount" },
	{ "BR-CO-14", "/cac:TaxTotal", "cbc:TaxAmount" },
	{ "BR-CO-15", "/", "cbc:DocumentCurrencyCode" },
	{ "BR-CO-16", "cac:LegalMonetaryTotal", "cbc:PayableAmount" },
	{ "BR-CO-17", "cac:TaxTotal/cac:TaxSubtotal", "cac:TaxCategory[VAT]" },
	{ "BR-CO-05", "/cac:AllowanceCharge", NULL },
};

static void
test_told(void)
{
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		struct rules_about about;
		T_CASE(told[i].id);
		CHECK(rules_about(str_of(told[i].id), &about));
		CHECK_STR(about.where, told[i].where);
		CHECK(!about.path == !told[i].path);
		if (about.path && told[i].path)
			CHECK_STR(about.path, told[i].path);
	}
}

/* ---- sets -------------------------------------------------------------- */

#define EN_ID "urn:cen.eu:en16931:2017"
#define BIS EN_ID "#compliant#urn:fdc:peppol.eu:2017:poacc:"

static const struct {
	const char *id;
	enum rules_set set;
} asked[] = {
	{ EN_ID, RULES_EN16931 },
	{ " \n" EN_ID "\t", RULES_EN16931 },
	{ EN_ID "#conformant#urn:x", RULES_EN16931 },
	{ EN_ID "#compliant#urn:xoev-de:kosit:standard:xrechnung_3.0",
	    RULES_EN16931 },
	{ BIS "billing:3.0", RULES_PEPPOL },
	{ "\n" BIS "billing:3.0 ", RULES_PEPPOL },
	{ BIS "billing:3.1", RULES_PEPPOL },
	{ BIS "billing:3.0#conformant#urn:x", RULES_EN16931 },
	{ BIS "selfbilling:3.0#conformant#urn:x", RULES_EN16931 },
	{ BIS "billing:3#", RULES_EN16931 },
	{ BIS "billing:2.0", RULES_EN16931 },
	{ BIS "selfbilling:3.0", RULES_SELFBILLING },
	{ BIS "selfbilling:2.0", RULES_EN16931 },
	{ BIS "order:3.0", RULES_EN16931 },
	{ "URN:CEN.EU:EN16931:2017", RULES_NONE },
	{ "urn:cen.eu:en16931:2018", RULES_NONE },
	{ "x" BIS "billing:3.0", RULES_NONE },
	{ "urn:cen.eu:en16931:201", RULES_NONE },
	{ "", RULES_NONE },
};

static enum rules_set
set_asked(struct xreader *reader, const char *inside)
{
	struct arena arena = { NULL, NULL, NULL };
	struct xtree tree;
	struct fault fault;
	enum rules_set set = RULES_NONE;
	struct buf doc = BUF_INIT(1 << 16);
	buf_printf(&doc, RULES_ROOT("CreditNote") "%s</CreditNote>", inside);
	bool read = xreader_read(reader, buf_str(&doc), (struct str)STR(""),
	    NULL, &arena, &tree, &fault);
	CHECK(read);
	if (read)
		set = rules_asked(&tree);
	buf_free(&doc);
	arena_free(&arena);
	return set;
}

static void
test_asked(void)
{
	struct xreader *reader = xreader_new();
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		char inside[300];
		T_CASE(asked[i].id);
		snprintf(inside, sizeof(inside),
		    TAG("CustomizationID", "%s") NOTE("a"), asked[i].id);
		CHECK_INT(set_asked(reader, inside), asked[i].set);
	}
	T_CASE("none, two, and elsewhere");
	CHECK_INT(set_asked(reader, NOTE(EN_ID)), RULES_NONE);
	CHECK_INT(set_asked(reader, TAG("CustomizationID", BIS "billing:3.0")
					TAG("CustomizationID", EN_ID)),
	    RULES_PEPPOL);
	CHECK_INT(
	    set_asked(reader, GROUP("Item", TAG("CustomizationID", EN_ID))),
	    RULES_NONE);
	xreader_free(reader);
}

static void
test_names(void)
{
	static const char *const names[] = { "none", "en16931", "peppol",
		"selfbilling" };
	enum rules_set set;
	for (enum rules_set i = RULES_NONE; i <= RULES_SELFBILLING; i++) {
		T_CASE(names[i]);
		CHECK_STR(rules_name(i), names[i]);
		set = RULES_NONE + 99;
		CHECK(rules_named(names[i], &set));
		CHECK_INT(set, i);
	}
	T_CASE("no name");
	set = RULES_PEPPOL;
	CHECK(!rules_named("auto", &set));
	CHECK(!rules_named("", &set));
	CHECK(!rules_named("Peppol", &set));
	CHECK(!rules_named("peppol ", &set));
	CHECK_INT(set, RULES_PEPPOL);
}

/* The set of none finds nothing; those above find what is below. */
static void
test_sets(void)
{
	static const struct rules_case none[] = {
		{ "no rule is asked", { DROP("<cbc:ID>F-1</cbc:ID>") }, "" },
	};
	static const struct rules_case some[] = {
		{ "a rule of all", { DROP("<cbc:ID>F-1</cbc:ID>") }, "BR-02" },
	};
	static const struct rules_case peppol[] = {
		{ "a rule of Peppol", { DROP(TAG("BuyerReference", "B-7")) },
		    "PEPPOL-EN16931-R003" },
	};
	RULES_CASES(RULES_NONE, rules_invoice, "BR UBL PEPPOL", none);
	RULES_CASES(RULES_EN16931, rules_invoice, "BR-0 PEPPOL", some);
	RULES_CASES(RULES_PEPPOL, rules_invoice, "BR-0", some);
	RULES_CASES(RULES_SELFBILLING, rules_invoice, "BR-0", some);
	RULES_CASES(RULES_PEPPOL, rules_invoice, "BR- PEPPOL", peppol);
}

int
main(void)
{
	CHECK(rules_each(keep_one, &all));
	CHECK(all.n > 1000);
	test_series();
	test_severity();
	test_texts();
	test_one_meaning();
	test_one();
	test_told();
	test_asked();
	test_names();
	test_sets();
	rules_case_end();
	return T_END();
}
