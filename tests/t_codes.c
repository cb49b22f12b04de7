/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "rules/codes.h"
#include "t.h"

static const struct {
	enum code_list list;
	const char *codes;
	size_t count; /* in EN 16931 1.3.16 and Peppol 2026.5 */
} lists[] = {
#define CODES(list, name, codes) { CODES_##list, codes, COUNT_##list },
#define COUNT_INVOICE_TYPE 50
#define COUNT_CREDITNOTE_TYPE 13
#define COUNT_CURRENCY 178
#define COUNT_TAX_POINT 3
#define COUNT_OBJECT_SCHEME 818
#define COUNT_NOTE_SUBJECT 383
#define COUNT_ICD 243
#define COUNT_ITEM_CLASS 185
#define COUNT_COUNTRY 251
#define COUNT_PAYMENT_MEANS 84
#define COUNT_VAT_CATEGORY 10
#define COUNT_ALLOWANCE_REASON 19
#define COUNT_CHARGE_REASON 178
#define COUNT_VATEX 88
#define COUNT_UNIT 2162
#define COUNT_MIME 6
#define COUNT_EAS 104
#define COUNT_VAT_PREFIX 252
#define COUNT_PEPPOL_INVOICE_TYPE 26
#define COUNT_PEPPOL_CREDITNOTE_TYPE 5
#define COUNT_SELFBILLING_INVOICE_TYPE 2
#define COUNT_SELFBILLING_CREDITNOTE_TYPE 1
#define COUNT_PEPPOL_CURRENCY 178
#define COUNT_PEPPOL_EAS 82
#include "rules/codes.def"
};

enum { LISTS = sizeof(lists) / sizeof(lists[0]) };

/* The plain way: contains(' codes ', concat(' ', part, ' ')). */
static bool
stands_in(const char *codes, struct str code)
{
	size_t all = strlen(codes);
	for (size_t i = 0; code.n && i + code.n <= all; i++)
		if (memcmp(codes + i, code.p, code.n) == 0 &&
		    (i == 0 || codes[i - 1] == ' ') &&
		    (i + code.n == all || codes[i + code.n] == ' ') &&
		    !memchr(code.p, ' ', code.n))
			return true;
	return false;
}

static void
test_complete(void)
{
	CHECK_INT(LISTS, CODES_COUNT);
	for (size_t i = 0; i < LISTS; i++) {
		size_t count = 0, twice = 0;
		T_CASE(codes_name(lists[i].list));
		CHECK(codes_name(lists[i].list)[0]);
		for (const char *p = lists[i].codes, *end; *p; p = end) {
			p += *p == ' ';
			end = p + strcspn(p, " ");
			struct str code = { p, (size_t)(end - p) };
			CHECK(code.n > 0);
			CHECK(codes_has(lists[i].list, code));
			twice += stands_in(end, code);
			count++;
		}
		CHECK_INT(count, lists[i].count);
		CHECK_INT(twice, 0);
	}
}

/* Every text of up to three characters that codes are made of. */
static void
test_no_others(void)
{
	static const char set[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ a-";
	enum { N = sizeof(set) - 1 };
	char text[3];

	for (size_t i = 0; i < LISTS; i++) {
		size_t wrong = 0;
		T_CASE(codes_name(lists[i].list));
		/* the units are many: every seventh text */
		size_t step = lists[i].count > 500 ? 7 : 1;
		for (size_t k = 0; k < N * N * N; k += step) {
			text[0] = set[k % N];
			text[1] = set[k / N % N];
			text[2] = set[k / N / N];
			struct str s = { text, 1 + k % 3 };
			wrong += codes_has(lists[i].list, s) !=
				 stands_in(lists[i].codes, s);
		}
		CHECK_INT(wrong, 0);
	}
}

static void
test_exact(void)
{
	static const struct {
		enum code_list list;
		const char *value;
		bool has;
	} cases[] = {
		{ CODES_INVOICE_TYPE, "380", true },
		{ CODES_INVOICE_TYPE, "381", false },
		{ CODES_CREDITNOTE_TYPE, "381", true },
		{ CODES_PEPPOL_INVOICE_TYPE, "326", true },
		{ CODES_PEPPOL_INVOICE_TYPE, "130", false },
		{ CODES_PEPPOL_CREDITNOTE_TYPE, "532", true },
		{ CODES_PEPPOL_CREDITNOTE_TYPE, "261", false },
		{ CODES_CURRENCY, "SEK", true },
		{ CODES_CURRENCY, "sek", false },
		{ CODES_CURRENCY, "SE", false },
		{ CODES_CURRENCY, "SEK ", false },
		{ CODES_CURRENCY, " SEK", false },
		{ CODES_CURRENCY, "SCR SDG", false },
		{ CODES_CURRENCY, "", false },
		{ CODES_CURRENCY, " ", false },
		/* the dobra of one set is not that of the other */
		{ CODES_CURRENCY, "STD", true },
		{ CODES_CURRENCY, "STN", false },
		{ CODES_PEPPOL_CURRENCY, "STD", false },
		{ CODES_PEPPOL_CURRENCY, "STN", true },
		{ CODES_COUNTRY, "XI", true },
		{ CODES_COUNTRY, "1A", true },
		{ CODES_COUNTRY, "EL", false },
		{ CODES_VAT_PREFIX, "EL", true },
		{ CODES_EAS, "0037", true },
		{ CODES_PEPPOL_EAS, "0037", false },
		{ CODES_EAS, "EM", true },
		{ CODES_PEPPOL_EAS, "EM", false },
		{ CODES_PEPPOL_EAS, "0216", true },
		{ CODES_ICD, "0216", true },
		{ CODES_ICD, "SEPA", false },
		{ CODES_VATEX, "VATEX-EU-132-1A", true },
		{ CODES_VATEX, "VATEX-EU-132-1", false },
		{ CODES_VATEX, "VATEX-FR-298SEXDECIESA", true },
		{ CODES_UNIT, "C62", true },
		{ CODES_UNIT, "XPP", true },
		{ CODES_UNIT, "PP", false },
		{ CODES_MIME, "application/pdf", true },
		{ CODES_MIME, "application", false },
		{ CODES_TAX_POINT, "35", true },
		{ CODES_TAX_POINT, "5", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].value);
		CHECK_INT(codes_has(cases[i].list, str_of(cases[i].value)),
		    cases[i].has);
	}
	CHECK(!codes_has(CODES_UNIT, (struct str){ 0 }));
	CHECK(!codes_has(CODES_TAX_POINT, (struct str){ "3\0", 2 }));
}

static void
test_text(void)
{
	static const struct {
		enum code_list list;
		const char *part;
		bool has;
	} cases[] = {
		{ CODES_VAT_PREFIX, "SE", true },
		{ CODES_VAT_PREFIX, "se", false },
		{ CODES_VAT_PREFIX, "QQ", false },
		{ CODES_VAT_PREFIX, "S", true },
		{ CODES_VAT_PREFIX, "", true },
		{ CODES_VAT_PREFIX, " ", true },
		{ CODES_VAT_PREFIX, "E ", true },
		{ CODES_VAT_PREFIX, " A", true },
		{ CODES_VAT_PREFIX, " 1", true },
		{ CODES_VAT_PREFIX, "W ", true },
		{ CODES_VAT_PREFIX, "J ", true },
		{ CODES_VAT_PREFIX, " J", true },
		{ CODES_VAT_PREFIX, "  ", false },
		{ CODES_VAT_PREFIX, " EH EL ER ", true },
		{ CODES_NOTE_SUBJECT, "AAI", true },
		{ CODES_NOTE_SUBJECT, "I A", true },
		{ CODES_NOTE_SUBJECT, "Z  ", false },
		{ CODES_NOTE_SUBJECT, "ZZZ ", true },
		{ CODES_NOTE_SUBJECT, "ZZZ  ", false },
		{ CODES_NOTE_SUBJECT, " AAA AAB ", true },
		{ CODES_NOTE_SUBJECT, "XXX", false },
		{ CODES_NOTE_SUBJECT, "aai", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		T_CASE(cases[i].part);
		CHECK_INT(codes_text_has(cases[i].list, str_of(cases[i].part)),
		    cases[i].has);
	}
	CHECK(codes_text_has(CODES_VAT_PREFIX, (struct str){ 0 }));
}

int
main(void)
{
	test_complete();
	test_no_others();
	test_exact();
	test_text();
	return T_END();
}
