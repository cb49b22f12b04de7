/* SPDX-License-Identifier: ISC */
#include "vat_case.h"

/*
 * The rules that all categories of VAT have: each is seen to hold and to
 * break, for every category. t_rules_vat_cases.c has what is special.
 */

/* ---- -01 --------------------------------------------------------------- */

static void
breakdowns(const struct category *c)
{
	struct buf two = BUF_INIT(1 << 12);
	both("as it stands", c, &(struct parts){ 0 }, "");
	both("no breakdown", c, &(struct parts){ .parts = "" }, "01");
	add_part(&two, c, &(struct parts){ 0 });
	add_part(&two, c, &(struct parts){ 0 });
	buf_addc(&two, '\0');
	both("twice in the breakdown", c, &(struct parts){ .parts = two.p },
	    has_rates(c) ? "" : "01");
	buf_free(&two);
}

/* ---- -02 to -04 -------------------------------------------------------- */

/* Whether what there is fills a need: letters of struct category. */
static bool
fills(const char *need, const char *has)
{
	return !*need || strpbrk(need, has);
}

static void
numbers(const struct category *c)
{
	static const struct {
		const char *name, *seller, *has;
	} sellers[] = {
		{ "VAT", VAT_NUMBER, "ST" },
		{ "another tax", TAX_NUMBER, "T" },
		{ "none", "", "-" },
		{ "a registration", REGISTRATION, "-" },
	};
	static const struct {
		const char *name, *buyer, *has;
	} buyers[] = {
		{ "VAT", VAT_NUMBER, "B" },
		{ "another tax", TAX_NUMBER, "-" },
		{ "a registration", REGISTRATION, "L" },
		{ "none", "", "-" },
	};
	for (unsigned i = 0; i < 4 * 4 * 2; i++) {
		unsigned s = i % 4, b = i / 4 % 4;
		bool representative = i / 16 != 0;
		struct parts p = { .seller = sellers[s].seller,
			.buyer = buyers[b].buyer,
			.delivery = representative
					? REPRESENTATIVE DELIVERED_TO("EE")
					: NULL };
		bool ok =
		    (representative || fills(c->seller, sellers[s].has)) &&
		    fills(c->buyer, buyers[b].has);
		if (forbids_numbers(c))
			ok = s != 0 && b != 0 && !representative;
		char name[100];
		snprintf(name, sizeof(name), "seller %s, buyer %s%s",
		    sellers[s].name, buyers[b].name,
		    representative ? ", representative" : "");
		both(name, c, &p, ok ? "" : "02 03 04");
	}
}

/* ---- -05 to -07 -------------------------------------------------------- */

static const char *
wrong_rate(const struct category *c, const char *percent)
{
	bool zero = strspn(percent, "0. ") == strlen(percent);
	if (c->rate == NONE)
		return *percent ? "-" : NULL;
	if (!*percent)
		return "-";
	if (strcmp(percent, "abc") == 0)
		return "?";
	if (strcmp(percent, "1e1") == 0)
		return c->rate == ONLY_0 ? "?" : NULL;
	if (c->rate == ONLY_0)
		return zero ? NULL : "-";
	if (c->rate == FROM_0)
		return *percent == '-' ? "-" : NULL;
	return zero || *percent == '-' ? "-" : NULL;
}

static void
rates(const struct category *c)
{
	static const char *const percents[] = { "", "0", "0.00", " 0 ", "5",
		"-5", "abc", "1e1" };
	for (size_t i = 0; i < sizeof(percents) / sizeof(percents[0]); i++)
		for (int place = 5; place <= 7; place++) {
			char scope[20], broken[20] = "", tax[300], rate[60];
			struct parts p = { 0 };
			snprintf(
			    rate, sizeof(rate), PERCENT("%s"), percents[i]);
			snprintf(tax, sizeof(tax), TAX("%s", "%s"), c->code,
			    *percents[i] ? rate : "");
			if (place == 5)
				p.line = tax;
			else if (place == 6)
				p.allowance = tax;
			else
				p.charge = tax;
			snprintf(
			    scope, sizeof(scope), "%s-0%d", c->rules, place);
			const char *wrong = wrong_rate(c, percents[i]);
			if (wrong)
				snprintf(broken, sizeof(broken), "%s0%d",
				    *wrong == '?' ? "?" : "", place);
			both_in(scope, percents[i], c, &p, broken);
		}
}

/* ---- -08 to -10 -------------------------------------------------------- */

static void
amounts(const struct category *c)
{
	static const struct {
		const char *taxable;
		bool at_rate, exact;
	} cases[] = {
		{ "90", true, true },
		{ "90.0000000000000000001", true, false },
		{ "90.01", true, false },
		{ "90.99", true, false },
		{ "91.00", false, false },
		{ "89.01", true, false },
		{ "89.00", false, false },
		{ "0", false, false },
		{ "", false, false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char scope[20];
		bool ok = has_rates(c) ? cases[i].at_rate : cases[i].exact;
		snprintf(scope, sizeof(scope), "%s-08", c->rules);
		struct parts p = { .taxable = cases[i].taxable };
		both_in(scope, cases[i].taxable, c, &p, ok ? "" : "08");
	}
	both("no number", c, &(struct parts){ .taxable = "abc" },
	    has_rates(c) ? "?08 ?09" : "?08");
	both("1e2 is a double", c, &(struct parts){ .taxable = "1e2" },
	    has_rates(c) ? "08 ?09" : "?08");
	both("an amount is none", c, &(struct parts){ .amount = "abc" }, "?08");
	both("VAT is none", c, &(struct parts){ .due = "abc" }, "?09");
	both("one too much", c,
	    &(struct parts){ .due = c->rate == ABOVE_0 ? "23.50"
				    : c->rate == NONE  ? "1"
				    : has_rates(c)     ? "99"
						       : "0.01" },
	    "09");
	both("nearly", c,
	    &(struct parts){ .due = c->rate == ABOVE_0 ? "-23.49" : c->due },
	    "");
	both("no reason", c, &(struct parts){ .reason = "" },
	    c->reason ? "10" : "");
	both("a reason", c, &(struct parts){ .reason = REASON },
	    c->reason ? "" : "10");
	both("its code", c, &(struct parts){ .reason = REASON_CODE },
	    c->reason ? "" : "10");
}

int
main(void)
{
	for (size_t i = 0; i < CATEGORIES; i++) {
		breakdowns(&categories[i]);
		numbers(&categories[i]);
		rates(&categories[i]);
		amounts(&categories[i]);
	}
	rules_case_end();
	return T_END();
}
