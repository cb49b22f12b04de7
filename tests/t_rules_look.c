/* SPDX-License-Identifier: ISC */
#include "rules/family.h"
#include "rules/place.h"
#include "rules_stand.h"

/*
 * Paths and contexts (look.h, place.h) over small trees, and that of the
 * contexts of a pattern an element meets the first that fits it.
 */

/* ---- paths ------------------------------------------------------------- */

#define SCHEME(id) GROUP("TaxScheme", ID(id))
#define RATE(id, scheme) GROUP("TaxCategory", ID(id) SCHEME(scheme))

/* What is found, each in brackets; of attributes their values. */
static const struct {
	const char *path, *inside, *found;
} looks[] = {
	{ ".", NOTE("a"), "[a]" },
	{ ".", HERE("Item", TAG("Name", "a") TAG("Note", "b")), "[ab]" },
	{ "cbc:Note", "", "" },
	{ "cbc:Note", NOTE("a") NOTE("") NOTE(" b "), "[a][][ b ]" },
	{ "cbc:Note", GROUP("Item", NOTE("a")), "" },
	{ "cbc:Note", "<Note>a</Note><x:Note xmlns:x=\"urn:x\">b</x:Note>",
	    "" },
	{ "cbc:Note/@languageID",
	    NOTE("a") TAG_WITH("Note", "languageID=\"fi\"", "b")
		TAG_WITH("Note", "languageID=\"\"", "c"),
	    "[fi][]" },
	{ "@here", "<cbc:Note here=\"x\">a</cbc:Note>", "[x]" },
	{ "@languageID", "<cbc:Note here=\"x\">a</cbc:Note>", "" },
	{ "./@here", "<cbc:Note here=\"x\">a</cbc:Note>", "[x]" },
	{ "cac:Item/cbc:Name",
	    GROUP("Item", TAG("Name", "a") TAG("Name", "b"))
		GROUP("Item", NOTE("x")) GROUP("Item", TAG("Name", "c")),
	    "[a][b][c]" },
	{ "cac:Party/cac:PartyName/cbc:Name",
	    GROUP("Party", NAME("a") NOTE("x")) GROUP("Party", NOTE("x"))
		GROUP("Party", NAME("b") NAME("c")),
	    "[a][b][c]" },
	/* up, and from the root */
	{ "../cbc:Note",
	    NOTE("a") GROUP("Item", NOTE("x")) HERE("Item", NOTE("y"))
		NOTE("b"),
	    "[a][b]" },
	{ "../../cbc:Note",
	    NOTE("a") GROUP("Party", NOTE("x") HERE("Item", NOTE("y"))),
	    "[a]" },
	{ "..", GROUP("Party", NOTE("x") HERE("Item", NOTE("y"))), "[xy]" },
	{ "../@languageID",
	    "<cac:Party languageID=\"fi\">" HERE("Item", "") "</cac:Party>",
	    "[fi]" },
	{ "../cbc:Note", "", "" },
	{ "../..", HERE("Item", ""), "" },
	{ "/cbc:Note",
	    NOTE("a") GROUP("Party", NOTE("x") HERE("Item", NOTE("y"))),
	    "[a]" },
	{ "/cac:Party/cbc:Note",
	    NOTE("x") GROUP("Party", NOTE("a") HERE("Item", NOTE("y"))),
	    "[a]" },
	/* wherever it stands, in document order */
	{ "//cbc:Note",
	    NOTE("a") GROUP("Party", NOTE("b") HERE("Item", NOTE("c")))
		NOTE("d"),
	    "[a][b][c][d]" },
	{ "//cac:Item/cbc:Note",
	    NOTE("x") GROUP("Party", NOTE("y") HERE("Item", NOTE("a")))
		GROUP("Item", NOTE("b")),
	    "[a][b]" },
	{ "//cac:Item/cbc:Note/@languageID",
	    GROUP("Party",
		HERE("Item", TAG_WITH("Note", "languageID=\"fi\"", "x"))),
	    "[fi]" },
	{ "//cac:Party/cac:Party",
	    GROUP("Party",
		NOTE("x") GROUP("Party", NOTE("a") GROUP("Party", NOTE("b")))),
	    "[ab][b]" },
	/* either: first all of the one, then all of the other */
	{ "cbc:Note|cbc:ID", ID("1") NOTE("a") ID("2"), "[a][1][2]" },
	{ "cbc:Note/@languageID|cbc:ID",
	    ID("1") TAG_WITH("Note", "languageID=\"fi\"", "x"), "[fi][1]" },
	{ "cbc:UUID|cbc:Note|cbc:ID", ID("1") NOTE("a"), "[a][1]" },
	{ "cbc:Note|../cbc:ID", ID("1") HERE("Item", NOTE("a") ID("x")),
	    "[a][1]" },
	/* tests of steps */
	{ "cac:TaxCategory[VAT]/cbc:ID",
	    RATE("S", "VAT") RATE("Z", "GST") RATE("E", " vat\n"), "[S][E]" },
	{ "cac:TaxCategory[VAT]",
	    GROUP("TaxCategory", ID("S"))
		GROUP("TaxCategory", ID("Z") SCHEME("")),
	    "" },
	{ "cac:TaxCategory[VAT]/cbc:ID", /* any of its schemes */
	    GROUP("TaxCategory", ID("S") SCHEME("GST") SCHEME("VAT")), "[S]" },
	{ "cac:TaxCategory[VAT]/cbc:ID", /* an error: none */
	    GROUP(
		"TaxCategory", ID("S") GROUP("TaxScheme", ID("VAT") ID("VAT"))),
	    "" },
	{ "cac:TaxCategory[^VAT]/cbc:ID",
	    RATE("S", "vat") RATE("Z", " VAT") RATE("E", "GST"), "[S]" },
	{ "cac:TaxCategory[!^VAT]/cbc:ID",
	    RATE("S", "vat") RATE("Z", " VAT") RATE("E", "GST")
		GROUP("TaxCategory", ID("O"))
		    GROUP("TaxCategory", ID("K") GROUP("TaxScheme", "")),
	    "[Z][E][K]" },
	{ "cac:TaxCategory[=VAT]/cbc:ID",
	    RATE("S", "vat") RATE("Z", "VAT ") RATE("E", "VAT"), "[E]" },
	{ "cac:TaxCategory[~VAT]/cbc:ID",
	    RATE("S", "vat") RATE("Z", "VAT ") RATE("E", "VAT"), "[Z][E]" },
	{ "cac:TaxCategory[~TAX]/cbc:ID",
	    RATE("S", "tax") RATE("Z", " TAX ") RATE("E", "VAT"), "[Z]" },
	{ "cac:AllowanceCharge[allowance]/cbc:Note",
	    ALLOWANCE(NOTE("a")) CHARGE(NOTE("b")) GROUP(
		"AllowanceCharge", TAG("ChargeIndicator", " 0\n") NOTE("c"))
		GROUP("AllowanceCharge",
		    TAG("ChargeIndicator", "FALSE") NOTE("d"))
		    GROUP("AllowanceCharge", NOTE("e")),
	    "[a][c]" },
	{ "cac:AllowanceCharge[allowance]/cbc:Note",
	    GROUP("AllowanceCharge",
		TAG("ChargeIndicator", "true") TAG("ChargeIndicator", "false")
		    TAG("ChargeIndicator", "no") NOTE("a"))
		GROUP("AllowanceCharge",
		    TAG("ChargeIndicator", "true") TAG("ChargeIndicator", "no")
			TAG("ChargeIndicator", "false") NOTE("b")),
	    "[a]" },
	{ "cac:AllowanceCharge[charge]/cbc:Note",
	    ALLOWANCE(NOTE("a")) CHARGE(NOTE("b")) GROUP("AllowanceCharge",
		TAG("ChargeIndicator", "1") NOTE("c")) GROUP("AllowanceCharge",
		TAG("ChargeIndicator", "yes") NOTE("d")),
	    "[b][c]" },
	{ "cbc:ID[SEPA]",
	    ID("1") TAG_WITH("ID", "schemeID=\"SEPA\"", "2") TAG_WITH("ID",
		"schemeID=\"sepa\"", "3") TAG_WITH("ID", "schemeID=\"\"", "4"),
	    "[2][3]" },
	{ "cbc:ID[!SEPA]",
	    ID("1") TAG_WITH("ID", "schemeID=\"SEPA\"", "2") TAG_WITH("ID",
		"schemeID=\"sepa\"", "3") TAG_WITH("ID", "schemeID=\"\"", "4"),
	    "[1][4]" },
	{ "cbc:ID[=SEPA]",
	    ID("1") TAG_WITH("ID", "schemeID=\"SEPA\"", "2")
		TAG_WITH("ID", "schemeID=\"sepa\"", "3"),
	    "[2]" },
	{ "cbc:ID[!=SEPA]",
	    ID("1") TAG_WITH("ID", "schemeID=\"SEPA\"", "2")
		TAG_WITH("ID", "schemeID=\"sepa\"", "3"),
	    "[1][3]" },
	{ "cac:DocumentReference[130]/cbc:ID",
	    GROUP("DocumentReference", ID("1")) GROUP(
		"DocumentReference", ID("2") TAG("DocumentTypeCode", "130"))
		GROUP("DocumentReference",
		    ID("3") TAG("DocumentTypeCode", " 130")),
	    "[2]" },
	{ "cac:DocumentReference[!130]/cbc:ID",
	    GROUP("DocumentReference", ID("1")) GROUP(
		"DocumentReference", ID("2") TAG("DocumentTypeCode", "130"))
		GROUP("DocumentReference",
		    ID("3") TAG("DocumentTypeCode", "130")
			TAG("DocumentTypeCode", "50")),
	    "[1][3]" },
	{ "cac:DocumentReference[50]/cbc:ID",
	    GROUP("DocumentReference", ID("1") TAG("DocumentTypeCode", "130"))
		GROUP("DocumentReference",
		    ID("2") TAG("DocumentTypeCode", "130")
			TAG("DocumentTypeCode", "50")),
	    "[2]" },
	{ "cac:TaxTotal[breakdown]/cbc:Note",
	    GROUP("TaxTotal", NOTE("a"))
		GROUP("TaxTotal", NOTE("b") GROUP("TaxSubtotal", "")),
	    "[b]" },
	{ "cac:TaxTotal[!breakdown]/cbc:Note",
	    GROUP("TaxTotal", NOTE("a"))
		GROUP("TaxTotal", NOTE("b") GROUP("TaxSubtotal", "")),
	    "[a]" },
	{ "cac:PaymentMeans[means 9]/cbc:ID",
	    GROUP("PaymentMeans", TAG("PaymentMeansCode", "9") ID("1"))
		GROUP("PaymentMeans", TAG("PaymentMeansCode", "09") ID("2")),
	    "[1]" },
	{ "cac:PaymentMeans[means 42]/cbc:ID",
	    GROUP("PaymentMeans", TAG("PaymentMeansCode", "42") ID("1"))
		GROUP("PaymentMeans", TAG("PaymentMeansCode", "9") ID("2")),
	    "[1]" },
	{ "//cac:TaxCategory[VAT]/cbc:ID",
	    RATE("Z", "GST") GROUP("Item", RATE("Z", "GST") RATE("S", "VAT")),
	    "[S]" },
};

/* What look_each is told of. */
struct told {
	struct stand *s;
	struct found first;
	struct buf found;
	size_t n;
};

static bool
tell(void *arg, const struct found *f)
{
	struct told *t = arg;
	struct str value = look_value(&t->s->w, f);
	if (t->n++ == 0)
		t->first = *f;
	buf_printf(&t->found, "[%.*s]", STR_ARG(value));
	return true;
}

/* What the path finds by walking, which the other ways must agree with. */
static void
test_look(size_t i)
{
	struct stand s;
	struct found one;
	struct told t = { .s = &s, .found = BUF_INIT(1 << 16) };
	T_CASE(looks[i].path);
	if (stand_on(&s, looks[i].inside)) {
		struct look l =
		    look_make(xreader_names(reader), looks[i].path, &s.arena);
		enum look_count count = look_one(&s.w, &l, s.here, &one);
		CHECK(look_each(&s.w, &l, s.here, tell, &t));
		CHECK(!t.n ||
		      (t.first.node == one.node && t.first.attr == one.attr));
		CHECK_STR(buf_str(&t.found), looks[i].found);
		CHECK_INT(look_number(&s.w, &l, s.here), t.n);
		CHECK_INT(look_any(&s.w, &l, s.here), t.n > 0);
		CHECK_INT(count, t.n > 1 ? LOOK_MANY : t.n);
	}
	buf_free(&t.found);
	arena_free(&s.arena);
}

/* One way of several by itself. */
static void
test_ways(void)
{
	struct stand s;
	struct found f;
	T_CASE("ways");
	if (stand_on(&s, ID("1") NOTE("a"))) {
		struct look l = look_make(
		    xreader_names(reader), "cbc:Note|/cbc:ID", &s.arena);
		struct look first = look_way(&l, 0), second = look_way(&l, 1);
		CHECK_INT(look_one(&s.w, &first, 1, &f), LOOK_ONE);
		CHECK_STR(look_value(&s.w, &f), "a");
		CHECK_INT(look_one(&s.w, &second, 1, &f), LOOK_ONE);
		CHECK_STR(look_value(&s.w, &f), "1");
		struct look none =
		    look_make(xreader_names(reader), NULL, &s.arena);
		CHECK_INT(look_one(&s.w, &none, 1, &f), LOOK_NONE);
		CHECK_INT(look_number(&s.w, &none, 1), 0);
	}
	arena_free(&s.arena);
}

/* A step for each sibling passed, and one for each look. */
static const struct {
	const char *path, *inside;
	uint64_t steps;
} walks[] = {
	{ "cbc:ID", HERE("Item", NOTE("a") NOTE("b") ID("1")), 4 },
	{ "cbc:Note", HERE("Item", NOTE("a") NOTE("b") ID("1")), 4 },
	{ "cbc:UUID", HERE("Item", NOTE("a")), 0 }, /* it is known at once */
	{ "cbc:Note", NOTE("a") ID("1") NOTE("b"), 2 },
	{ "//cbc:Note", NOTE("a") HERE("Item", NOTE("b")), 2 },
};

static void
test_steps(void)
{
	for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]); i++) {
		struct stand s;
		T_CASE(walks[i].path);
		if (stand_on(&s, walks[i].inside)) {
			struct look l = look_make(
			    xreader_names(reader), walks[i].path, &s.arena);
			look_number(&s.w, &l, s.here);
			CHECK_INT(LOOK_STEPS_LEAST - s.left, walks[i].steps);
		}
		arena_free(&s.arena);
	}
}

/* When they are gone nothing is found, and they stay gone. */
static void
test_no_steps(void)
{
	struct stand s;
	T_CASE("no steps left");
	if (stand_on(&s, NOTE("a") NOTE("b")
			     HERE("Item", NOTE("c") NOTE("d") ID("1")))) {
		struct look id =
		    look_make(xreader_names(reader), "cbc:ID", &s.arena);
		struct look all =
		    look_make(xreader_names(reader), "//cbc:Note", &s.arena);
		struct look top =
		    look_make(xreader_names(reader), "/cbc:Note", &s.arena);
		CHECK_STR(look_text(&s.w, 1), "abcd1");
		CHECK_INT(LOOK_STEPS_LEAST - s.left, 5);
		s.left = 3;
		CHECK_STR(look_text(&s.w, 1), "ab");
		s.left = 4;
		CHECK(look_any(&s.w, &id, s.here));
		s.left = 2;
		CHECK(!look_any(&s.w, &id, s.here));
		CHECK_INT(s.left, 0);
		CHECK(!look_any(&s.w, &all, s.here));
		CHECK_INT(look_number(&s.w, &top, s.here), 1);
		CHECK_INT(s.left, 0);
	}
	arena_free(&s.arena);
}

/* ---- contexts ---------------------------------------------------------- */

static const struct rule rule_of_a[] = { { "A", .check = rule_never } };
static const struct rule rule_of_b[] = { { "B", .check = rule_never } };
static const struct rule rule_of_c[] = { { "C", .check = rule_never } };

/* Contexts of A, B and C, NULL: none, and those that the element fits. */
static const struct {
	const char *a, *b, *c, *inside, *fits;
} contexts[] = {
	{ "/", "cac:Item", "/cac:Item", "", "A" },
	{ "cac:Item", "cac:Party", NULL, HERE("Item", ""), "A" },
	{ "cac:Item|cac:Party", NULL, NULL, HERE("Party", ""), "A" },
	{ "cac:Item", NULL, NULL, GROUP("Party", HERE("Item", "")), "A" },
	{ "/cac:Item", "cac:Item", NULL, HERE("Item", ""), "AB" },
	{ "/cac:Item", "cac:Item", NULL, GROUP("Party", HERE("Item", "")),
	    "B" },
	{ "cac:Party/cac:Item", "cac:Item", NULL,
	    GROUP("Party", HERE("Item", "")), "AB" },
	{ "cac:Item", "cac:Party/cac:Item", NULL,
	    GROUP("Party", HERE("Item", "")), "AB" },
	{ "cac:Party/cac:Item", "cac:Item", NULL, HERE("Item", ""), "B" },
	{ "cac:Party/cac:Item", NULL, NULL,
	    GROUP("Party", GROUP("Price", HERE("Item", ""))), "" },
	{ "/cac:Party/cac:Item", "cac:Price/cac:Party/cac:Item", NULL,
	    GROUP("Party", HERE("Item", "")), "A" },
	{ "/cac:Party/cac:Item", "cac:Price/cac:Party/cac:Item", NULL,
	    GROUP("Price", GROUP("Party", HERE("Item", ""))), "B" },
	/* attributes: any value, one value, the first of several rows */
	{ "cbc:ID[@here]", "cbc:ID[@schemeID]", NULL,
	    "<cbc:ID here=\"\">1</cbc:ID>", "A" },
	{ "cbc:ID[@schemeID='0088']", "cbc:ID[@schemeID='0007']",
	    "cbc:ID[@schemeID]",
	    "<cbc:ID here=\"\" schemeID=\"0007\">1</cbc:ID>", "BC" },
	{ "cbc:ID[@schemeID='0088']", "cbc:ID[@schemeID='0007']",
	    "cbc:ID[@schemeID='0088']",
	    "<cbc:ID here=\"\" schemeID=\"0088\">1</cbc:ID>", "A" },
	{ "cbc:ID[@schemeID='0088']", "cbc:ID[@schemeID='00']", NULL,
	    "<cbc:ID here=\"\" schemeID=\"008\">1</cbc:ID>", "" },
	{ "cbc:ID[@schemeID='0088']", "cac:Party/cbc:ID[@schemeID='0088']",
	    NULL, "<cbc:ID here=\"\" schemeID=\"0088\">1</cbc:ID>", "A" },
	{ "cbc:ID[@schemeID='0088']", "cbc:ID[@schemeID='0007']", NULL,
	    "<cbc:ID here=\"\">1</cbc:ID>", "" },
	{ "cbc:ID[@schemeID='']", "cbc:ID[@schemeID]", NULL,
	    "<cbc:ID here=\"\" schemeID=\"\">1</cbc:ID>", "AB" },
	/* endings; t_rules_edges.c has them in other vocabularies */
	{ "*Amount", "*eAmount", "*BinaryObject",
	    "<cbc:PriceAmount here=\"\">1</cbc:PriceAmount>", "AB" },
};

/* The contexts that the element fits, in their order. */
static void
add_fits(struct buf *b, const struct places *all, struct stand *s)
{
	const struct xnode *nodes = s->tree.nodes;
	xname name = nodes[s->here].name;
	const struct place *p =
	    places_of(all, name, nodes[nodes[s->here].parent].name);
	for (; p; p = p->next) {
		const struct place_rules *r = place_fits(p, &s->w, s->here);
		CHECK(r || !p->sure);
		if (r)
			buf_adds(b, r->made->rule->id);
	}
}

static const struct context *
context_of(struct context *c, const char *path, const struct rule *rule)
{
	*c = (struct context){ path, NULL, rule, 1 };
	return c;
}

static struct places *
places_with(const char *a, const char *b, const char *c)
{
	static struct context of[3];
	static struct pattern pattern = { "test", of, 0, NULL };
	static const struct pattern *const patterns[] = { &pattern };
	static const struct book book = { "test", patterns, 1 };
	context_of(&of[0], a, rule_of_a);
	context_of(&of[1], b, rule_of_b);
	context_of(&of[2], c, rule_of_c);
	pattern.contexts_n = c ? 3 : b ? 2 : 1;
	struct places *all = places_new();
	places_add(all, xreader_names(reader), &book);
	places_end(all);
	return all;
}

static void
test_contexts(void)
{
	for (size_t i = 0; i < sizeof(contexts) / sizeof(contexts[0]); i++) {
		struct stand s;
		struct buf fits = BUF_INIT(100);
		T_CASE(contexts[i].a);
		if (stand_on(&s, contexts[i].inside)) {
			struct places *all = places_with(
			    contexts[i].a, contexts[i].b, contexts[i].c);
			add_fits(&fits, all, &s);
			CHECK_STR(buf_str(&fits), contexts[i].fits);
			places_free(all);
		}
		buf_free(&fits);
		arena_free(&s.arena);
	}
}

static void
test_any(void)
{
	struct places *all = places_with("cac:Item", "*", "*Amount");
	T_CASE("any element, and endings of other names");
	CHECK(all->any && !all->any->next);
	CHECK_STR(all->any->rules->made->rule->id, "B");
	CHECK(all->other && !all->other->next);
	CHECK_STR(all->other->ending, "Amount");
	places_free(all);
}

/* ---- of the contexts of one pattern the first -------------------------- */

#define R "PEPPOL-EN16931-"
#define BACKWARDS                                                              \
	PERIOD(TAG("StartDate", "2026-03-02") TAG("EndDate", "2026-03-01"))
#define OF_DOCUMENT(inside)                                                    \
	{                                                                      \
		HEAD(ALLOWANCE(inside REASON)),                                \
		    TOTALS(AMOUNT("AllowanceTotalAmount", "0.00"))             \
	}

static const struct rules_case first[] = {
	{ "a line's period is no period of the document", { LINE(BACKWARDS) },
	    "BR-30" },
	{ "one of the document is one", { HEAD(BACKWARDS) }, "BR-29" },
	{ "a factor without a base",
	    OF_DOCUMENT(
		TAG("MultiplierFactorNumeric", "10") AMOUNT("Amount", "0.00")),
	    R "R041" },
	{ "a base without a factor",
	    OF_DOCUMENT(AMOUNT("Amount", "0.00") AMOUNT("BaseAmount", "5.00")),
	    R "R042" },
	{ "both, and another amount",
	    OF_DOCUMENT(TAG("MultiplierFactorNumeric", "10")
		    AMOUNT("Amount", "0.00") AMOUNT("BaseAmount", "5.00")),
	    R "R040" },
};

int
main(void)
{
	reader = xreader_new();
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		test_look(i);
	test_ways();
	test_steps();
	test_no_steps();
	test_contexts();
	test_any();
	RULES_CASES(RULES_PEPPOL, rules_invoice,
	    "BR-29 BR-30 " R "R04 " R "R11", first);
	xreader_free(reader);
	rules_case_end();
	return T_END();
}
