/* SPDX-License-Identifier: ISC */
#include "rules/codes.h"
#include "rules/family.h"
#include "rules_stand.h"

/*
 * The families of checks, each by itself over a small document: where it
 * holds, where it breaks and what it says, and where it cannot be evaluated.
 */

/* What a check looks at, its verdict (+ - ?) and text, and where it is. */
struct judged {
	const char *name;
	rule_check *check;
	const char *path, *other;
	int n;
	const char *word;
	const char *inside;
	char verdict;
	const char *text;
};

#define N(name) #name, rule_##name
#define NOTES(n) NOTE("a") NOTE(n)
#define DE TAG_WITH("Note", "languageID=\"de\"", "x")

static const struct judged number[] = {
	/* exists, each, needs, absent, both, not_both */
	{ N(exists), "cbc:ID|cbc:UUID", NULL, 0, NULL, TAG("UUID", ""), '+',
	    "" },
	{ N(exists), "cbc:ID|cbc:UUID", NULL, 0, NULL, NOTE("a"), '-', "" },
	{ N(exists), "cbc:Note/@languageID", NULL, 0, NULL, NOTE("a") DE, '+',
	    "" },
	{ N(each), "cbc:ID|cbc:UUID", NULL, 0, NULL, TAG("UUID", "") ID(""),
	    '+', "" },
	{ N(each), "cbc:ID|cbc:UUID", NULL, 0, NULL, ID("1") ID("2"), '-', "" },
	{ N(needs), "cbc:ID", "cbc:Note", 0, NULL, "", '+', "" },
	{ N(needs), "cbc:ID", "cbc:Note", 0, NULL, ID("1"), '-', "" },
	{ N(needs), "cbc:ID", "cbc:Note", 0, NULL, ID("1") NOTE(""), '+', "" },
	{ N(needs), "cbc:ID", "cbc:Note", 0, NULL, NOTE("a"), '+', "" },
	{ N(absent), "cbc:ID", NULL, 0, NULL, NOTE("a"), '+', "" },
	{ N(absent), "cbc:ID", NULL, 0, NULL, ID(""), '-', "" },
	{ N(absent), "cbc:Note/@languageID", NULL, 0, NULL, NOTE("a"), '+',
	    "" },
	{ N(absent), "cbc:Note/@languageID", NULL, 0, NULL, NOTE("a") DE, '-',
	    "" },
	{ N(both), "cbc:ID", "cbc:Note", 0, NULL, ID("1"), '-', "" },
	{ N(both), "cbc:ID", "cbc:Note", 0, NULL, NOTE("a"), '-', "" },
	{ N(both), "cbc:ID", "cbc:Note", 0, NULL, ID("") NOTE(""), '+', "" },
	{ N(not_both), "cbc:ID", "cbc:Note", 0, NULL, "", '+', "" },
	{ N(not_both), "cbc:ID", "cbc:Note", 0, NULL, ID("1"), '+', "" },
	{ N(not_both), "cbc:ID", "cbc:Note", 0, NULL, NOTE("a"), '+', "" },
	{ N(not_both), "cbc:ID", "cbc:Note", 0, NULL, ID("") NOTE(""), '-',
	    "" },
	/* at_most, exactly */
	{ N(at_most), "cbc:Note", NULL, 1, NULL, "", '+', "" },
	{ N(at_most), "cbc:Note", NULL, 1, NULL, NOTE("a"), '+', "" },
	{ N(at_most), "cbc:Note", NULL, 1, NULL, NOTES("a"), '-',
	    "there are 2" },
	{ N(at_most), "cbc:Note|cbc:ID", NULL, 2, NULL, NOTES("a") ID("1"), '-',
	    "there are 3" },
	{ N(exactly), "cbc:Note", NULL, 1, NULL, "", '-', "there are 0" },
	{ N(exactly), "cbc:Note", NULL, 1, NULL, NOTE(""), '+', "" },
	{ N(exactly), "cbc:Note", NULL, 1, NULL, NOTES("a"), '-',
	    "there are 2" },
	/* never, always */
	{ N(never), ".", NULL, 0, NULL, "", '-', "" },
	{ N(always), ".", NULL, 0, NULL, "", '+', "" },
};

static const struct judged text[] = {
	/* filled: of "a|b" either, each of them one value */
	{ N(filled), "cbc:ID", NULL, 0, NULL, "", '-', "" },
	{ N(filled), "cbc:ID", NULL, 0, NULL, ID(" \t\r\n"), '-', "" },
	{ N(filled), "cbc:ID", NULL, 0, NULL, ID(" 1"), '+', "" },
	{ N(filled), "cbc:ID", NULL, 0, NULL, ID("1") ID(""), '?',
	    "there is more than one cbc:ID" },
	{ N(filled), "cbc:ID|cbc:Note", NULL, 0, NULL, ID("") NOTE("a"), '+',
	    "" },
	{ N(filled), "cbc:ID|cbc:Note", NULL, 0, NULL, ID("1") NOTES("a"), '+',
	    "" },
	{ N(filled), "cbc:ID|cbc:Note", NULL, 0, NULL, ID("") NOTES("a"), '?',
	    "there is more than one cbc:ID|cbc:Note" },
	{ N(filled), "cac:Item", NULL, 0, NULL, GROUP("Item", NOTE("a")), '+',
	    "" },
	/* some_filled: any of them */
	{ N(some_filled), "cbc:ID", NULL, 0, NULL, "", '-', "" },
	{ N(some_filled), "cbc:ID", NULL, 0, NULL, ID("") ID(" "), '-', "" },
	{ N(some_filled), "cbc:ID", NULL, 0, NULL, ID("") ID("1"), '+', "" },
	/* decimals: what is written */
	{ N(decimals), "cbc:Amount", NULL, 2, NULL, "", '+', "" },
	{ N(decimals), "cbc:Amount", NULL, 2, NULL, AMOUNT("Amount", "1"), '+',
	    "" },
	{ N(decimals), "cbc:Amount", NULL, 2, NULL, AMOUNT("Amount", "1.25"),
	    '+', "" },
	{ N(decimals), "cbc:Amount", NULL, 2, NULL, AMOUNT("Amount", "1.250"),
	    '-', "'1.250'" },
	{ N(decimals), "cbc:Amount", NULL, 2, NULL, AMOUNT("Amount", "1.25 "),
	    '-', "'1.25 '" },
	{ N(decimals), "cbc:Amount", NULL, 2, NULL, AMOUNT("Amount", "1,250"),
	    '+', "" },
	{ N(decimals), "cbc:Amount", NULL, 2, NULL,
	    AMOUNT("Amount", "1") AMOUNT("Amount", "1"), '?',
	    "there is more than one cbc:Amount" },
	{ N(decimals), "cbc:Amount", NULL, 0, NULL, AMOUNT("Amount", "1."), '+',
	    "" },
	/* short: characters without blanks around them, one between */
	{ N(short), "cbc:ID", NULL, 3, NULL, ID(" 123\n"), '+', "" },
	{ N(short), "cbc:ID", NULL, 3, NULL, ID("1  2"), '+', "" },
	{ N(short), "cbc:ID", NULL, 3, NULL, ID("\xc3\xa5\xc3\xa4\xc3\xb6"),
	    '+', "" },
	{ N(short), "cbc:ID", NULL, 3, NULL, ID("1234"), '-', "it has 4" },
	{ N(short), "cbc:ID", NULL, 3, NULL, "", '+', "" },
	{ N(short), "cbc:ID", NULL, 3, NULL, ID("1") ID("2"), '?',
	    "there is more than one cbc:ID" },
	/* is, some_is, one_of */
	{ N(is), "cbc:ID", NULL, 0, "a", ID(" a "), '+', "" },
	{ N(is), "cbc:ID", NULL, 0, "a", ID("A"), '-', "'A'" },
	{ N(is), "cbc:ID", NULL, 0, "a", "", '-', "''" },
	{ N(is), "cbc:ID", NULL, 0, "a", ID("a") ID("a"), '?',
	    "there is more than one cbc:ID" },
	{ N(some_is), "cbc:ID", NULL, 0, "a", ID("b") ID("a"), '+', "" },
	{ N(some_is), "cbc:ID", NULL, 0, "a", ID(" a "), '-', "" },
	{ N(some_is), "cbc:ID", NULL, 0, "a", "", '-', "" },
	{ N(one_of), "cbc:ID|cbc:Note", NULL, 0, " a b ", ID(" b "), '+', "" },
	{ N(one_of), "cbc:ID|cbc:Note", NULL, 0, " a b ", ID("x") NOTE("a"),
	    '+', "" },
	{ N(one_of), "cbc:ID|cbc:Note", NULL, 0, " a b ", ID("x") NOTE("y"),
	    '-', "'y'" },
	{ N(one_of), "cbc:ID|cbc:Note", NULL, 0, " a b ", ID("x"), '-', "'x'" },
	{ N(one_of), "cbc:ID", NULL, 0, " a b ", ID("a b"), '-', "'a b'" },
	{ N(one_of), "cbc:ID", NULL, 0, " a b ", "", '-', "''" },
	{ N(one_of), "cbc:ID|cbc:Note", NULL, 0, " a b ", ID("a") NOTES("a"),
	    '+', "" },
	{ N(one_of), "cbc:ID|cbc:Note", NULL, 0, " a b ", ID("x") NOTES("a"),
	    '?', "there is more than one cbc:ID|cbc:Note" },
};

#define LONG "1234567890123456789012345678901234567890"
#define POINT CODES_TAX_POINT

static const struct judged codes[] = {
	/* code: without blanks around it */
	{ N(code), "cbc:ID", NULL, POINT, NULL, ID(" 35\n"), '+', "" },
	{ N(code), "cbc:ID", NULL, POINT, NULL, ID("3 5"), '-',
	    "'3 5' is not in UNCL 2005" },
	{ N(code), "cbc:ID", NULL, POINT, NULL, ID("3 35"), '-',
	    "'3 35' is not in UNCL 2005" },
	{ N(code), "cbc:ID", NULL, POINT, NULL, "", '-',
	    "'' is not in UNCL 2005" },
	{ N(code), "cbc:ID", NULL, POINT, NULL, ID("3") ID("3"), '?',
	    "there is more than one cbc:ID" },
	{ N(code), "cbc:ID", NULL, POINT, NULL, ID(LONG "x"), '-',
	    "'" LONG "' is not in UNCL 2005" },
	{ N(code), "cbc:ID", NULL, POINT, NULL,
	    ID("123456789012345678901234567890123456789\xc3\xa5"), '-',
	    "'123456789012345678901234567890123456789' is not in UNCL 2005" },
	/* code_plain: any of them, as it stands */
	{ N(code_plain), "cbc:ID", NULL, POINT, NULL, ID("1") ID("35"), '+',
	    "" },
	{ N(code_plain), "cbc:ID", NULL, POINT, NULL, ID(" 35"), '-',
	    "' 35' is not in UNCL 2005" },
	{ N(code_plain), "cbc:ID", NULL, POINT, NULL, ID("1") ID("2"), '-',
	    "'2' is not in UNCL 2005" },
	{ N(code_plain), "cbc:ID", NULL, POINT, NULL, "", '-',
	    "'' is not in UNCL 2005" },
	/* code_text: its own text alone */
	{ N(code_text), "cbc:ID", NULL, POINT, NULL, ID(" 35 "), '+', "" },
	{ N(code_text), "cbc:ID", NULL, POINT, NULL, ID("36"), '-',
	    "'36' is not in UNCL 2005" },
	{ N(code_text), "cbc:ID", NULL, POINT, NULL, ID("3<!-- -->5"), '?',
	    "there is more than one text in cbc:ID" },
	{ N(code_text), "cbc:ID", NULL, POINT, NULL, ID("<!-- -->35"), '+',
	    "" },
	{ N(code_text), "cbc:ID", NULL, POINT, NULL, ID("35") ID(""), '+', "" },
	{ N(code_text), "cbc:ID", NULL, POINT, NULL, ID("35") ID("35"), '?',
	    "there is more than one text in cbc:ID" },
	{ N(code_text), "cbc:ID", NULL, POINT, NULL,
	    ID("35<x:y xmlns:x=\"urn:x\">6</x:y>"), '+', "" },
	{ N(code_text), "cbc:ID", NULL, POINT, NULL,
	    ID("3<x:y xmlns:x=\"urn:x\">6</x:y>5"), '?',
	    "there is more than one text in cbc:ID" },
	{ N(code_text), "cbc:ID", NULL, POINT, NULL, "", '-',
	    "'' is not in UNCL 2005" },
};

static const struct judged numbers[] = {
	/* above, not_below: any of them; an error of any before it */
	{ N(above), "cbc:ID", NULL, 1, NULL, ID("1.0000001"), '+', "" },
	{ N(above), "cbc:ID", NULL, 1, NULL, ID("1.0"), '-', "'1.0'" },
	{ N(above), "cbc:ID", NULL, 1, NULL, ID("-2E0") ID(" 2 "), '+', "" },
	{ N(above), "cbc:ID", NULL, 1, NULL, ID("0") ID("1"), '-', "'1'" },
	{ N(above), "cbc:ID", NULL, 1, NULL, ID("2") ID("x"), '+', "" },
	{ N(above), "cbc:ID", NULL, 1, NULL, ID("1") ID("x") ID("2"), '?',
	    "'x' is no number" },
	{ N(above), "cbc:ID", NULL, 1, NULL, ID(""), '?', "'' is no number" },
	{ N(above), "cbc:ID", NULL, 1, NULL, "", '-', "" },
	{ N(above), "cbc:ID", NULL, 1, NULL, ID("INF"), '+', "" },
	{ N(not_below), "cbc:ID", NULL, 0, NULL, ID("0"), '+', "" },
	{ N(not_below), "cbc:ID", NULL, 0, NULL, ID("-0.01"), '-', "'-0.01'" },
	{ N(not_below), "cbc:ID", NULL, 0, NULL, ID("-1") ID("0"), '+', "" },
	{ N(not_below), "cbc:ID", NULL, 0, NULL, ID("1,5"), '?',
	    "'1,5' is no number" },
	{ N(not_below), "cbc:ID", NULL, 0, NULL, "", '-', "" },
	{ N(not_below_if), "cbc:ID", NULL, 0, NULL, "", '+', "" },
	{ N(not_below_if), "cbc:ID", NULL, 0, NULL, ID("-1"), '-', "'-1'" },
	{ N(not_below_if), "cbc:ID", NULL, 0, NULL, ID("0"), '+', "" },
	{ N(not_below_if), "cbc:ID", NULL, 0, NULL, ID("x"), '?',
	    "'x' is no number" },
	/* zero: exact, one value */
	{ N(zero), "cbc:ID", NULL, 0, NULL, ID(" -0.00 "), '+', "" },
	{ N(zero), "cbc:ID", NULL, 0, NULL, ID("0.00000000000000000000001"),
	    '-', "'0.00000000000000000000001'" },
	{ N(zero), "cbc:ID", NULL, 0, NULL, "", '-', "" },
	{ N(zero), "cbc:ID", NULL, 0, NULL, ID(""), '?', "'' is no decimal" },
	{ N(zero), "cbc:ID", NULL, 0, NULL, ID("0E0"), '?',
	    "'0E0' is no decimal" },
	{ N(zero), "cbc:ID", NULL, 0, NULL, ID("0") ID("0"), '?',
	    "there is more than one cbc:ID" },
	/* number: what number() makes of it */
	{ N(number), "cbc:ID", NULL, 0, NULL, ID(" -1.5E3 "), '+', "" },
	{ N(number), "cbc:ID", NULL, 0, NULL, ID("1 5"), '-', "'1 5'" },
	{ N(number), "cbc:ID", NULL, 0, NULL, ID("NaN"), '-', "'NaN'" },
	{ N(number), "cbc:ID", NULL, 0, NULL, "", '-', "''" },
	{ N(number), "cbc:ID", NULL, 0, NULL, ID("1") ID("1"), '?',
	    "there is more than one cbc:ID" },
};

static void
judge(const struct judged *j)
{
	struct stand s;
	const struct rule rule = { "X-1", FATAL, j->check, j->path, j->other,
		j->n, j->word, "it is wrong" };
	T_CASE(j->name);
	if (stand_on(&s, j->inside)) {
		struct made made = { .check = j->check, .rule = &rule };
		struct xnames *names = xreader_names(reader);
		made.look = look_make(names, j->path, &s.arena);
		made.other = look_make(names, j->other, &s.arena);
		s.w.at = s.here;
		enum verdict v = j->check(&s.w, &made, s.here);
		CHECK_INT(v == HOLDS	? '+'
			  : v == BROKEN ? '-'
					: '?',
		    j->verdict);
		CHECK_STR(str_of(s.w.text), j->text);
		CHECK(s.w.at > 0 && s.w.at < s.tree.nodes_n);
	}
	arena_free(&s.arena);
}

#define JUDGE(cases)                                                           \
	do {                                                                   \
		for (size_t i = 0; i < sizeof(cases) / sizeof((cases)[0]);     \
		     i++)                                                      \
			judge(&(cases)[i]);                                    \
	} while (0)

/* A finding is about the element, where there is one. */
static const struct {
	rule_check *check;
	const char *path;
	int n;
	const char *inside;
	const char *at; /* the text there */
} places[] = {
	{ rule_absent, "cbc:ID", 0, NOTE("a") ID("1") ID("2"), "1" },
	{ rule_absent, "cbc:Note/@languageID", 0, NOTE("a") DE, "x" },
	{ rule_above, "cbc:ID", 5, NOTE("a") ID("1") ID("2"), "2" },
	{ rule_code, "cbc:ID", POINT, NOTE("a") ID("1"), "1" },
	{ rule_code_text, "cbc:ID", POINT, NOTE("a") ID("1"), "1" },
	{ rule_short, "cbc:ID", 1, NOTE("a") ID("12"), "12" },
	{ rule_decimals, "cbc:ID", 1, NOTE("a") ID("1.25"), "1.25" },
	{ rule_filled, "cbc:ID", 0, NOTE("a") ID("1") ID("2"), "1" },
};

static void
test_places(void)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct stand s;
		struct rule rule = { .path = places[i].path, .n = places[i].n };
		T_CASE(places[i].at);
		if (stand_on(&s, places[i].inside)) {
			struct made made = { .rule = &rule };
			made.look = look_make(
			    xreader_names(reader), places[i].path, &s.arena);
			s.w.at = s.here;
			CHECK(places[i].check(&s.w, &made, s.here) != HOLDS);
			CHECK_STR(look_text(&s.w, s.w.at), places[i].at);
		}
		arena_free(&s.arena);
	}
}

/* Those that hold on nothing do, and no other is taken for one. */
static void
test_nothing(void)
{
	static rule_check *const checks[] = { rule_exists, rule_each,
		rule_needs, rule_absent, rule_both, rule_not_both, rule_at_most,
		rule_exactly, rule_filled, rule_some_filled, rule_decimals,
		rule_short, rule_code, rule_code_plain, rule_code_text,
		rule_above, rule_not_below, rule_not_below_if, rule_zero,
		rule_is, rule_some_is, rule_one_of, rule_number };
	const struct rule rule = { .path = "cbc:ID", .n = 2, .word = " a " };
	size_t holding = 0;
	struct stand s;
	T_CASE("on nothing");
	if (stand_on(&s, "")) {
		struct made made = { .rule = &rule };
		made.look =
		    look_make(xreader_names(reader), "cbc:ID", &s.arena);
		for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]);
		     i++) {
			bool claimed = family_holds_on_nothing(checks[i]);
			holding += claimed;
			CHECK(!claimed ||
			      checks[i](&s.w, &made, s.here) == HOLDS);
		}
		CHECK_INT(holding, 6);
	}
	arena_free(&s.arena);
}

/* In a report the rule stands in the text, behind it the cause. */
static void
keep_text(void *arg, const char *rule, enum rules_severity severity,
    uint32_t node, struct str said)
{
	struct buf *b = arg;
	(void)node;
	if (strcmp(rule, RULES_XSD) == 0)
		return;
	buf_printf(b, "%s:%s:%.*s\n", rule,
	    severity == RULES_FATAL ? "fatal" : "warning", STR_ARG(said));
}

static void
test_unclear(void)
{
	struct arena arena = { NULL, NULL, NULL };
	struct xtree tree;
	struct fault fault;
	struct rules *rules = rules_new(xreader_names(reader));
	struct buf b = BUF_INIT(1 << 16);
	const struct rules_edit edit = SWAP(">25.00<", ">25,00\xc2\x9b<");
	struct buf doc = rules_edited(rules_invoice, &edit, 1);
	T_CASE("unclear");
	CHECK(xreader_read(reader, buf_str(&doc), (struct str)STR(""), NULL,
	    &arena, &tree, &fault));
	rules_check(rules, RULES_EN16931, &tree, &arena, keep_text, &b);
	CHECK_STR(buf_str(&b), "CANNOT-EVALUATE:fatal:BR-27 cannot be "
			       "evaluated: '25,00\\xc2\\x9b' "
			       "is no number\n");
	buf_free(&b);
	buf_free(&doc);
	rules_free(rules);
	arena_free(&arena);
}

int
main(void)
{
	reader = xreader_new();
	JUDGE(number);
	JUDGE(text);
	JUDGE(codes);
	JUDGE(numbers);
	test_places();
	test_nothing();
	test_unclear();
	xreader_free(reader);
	return T_END();
}
