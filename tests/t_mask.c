/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "base/mask.h"
#include "t.h"

static void
test_digit(void)
{
	CHECK(digits_only("0123456789", 10));
	CHECK(!digits_only("", 0));
	CHECK(!digits_only("12a", 3));
	CHECK(digits_only("12a", 2));

	CHECK(luhn_ok("9912346", 7));
	CHECK(!luhn_ok("9902346", 7));
	CHECK(!luhn_ok("991234x", 7));
	CHECK(!luhn_ok("", 0));
	CHECK_INT(luhn_digit("123", 3), 0);
	CHECK_INT(luhn_digit("12345678", 8), 2);
	CHECK_INT(luhn_digit("999999999999999999999999", 24), 4);
	CHECK_INT(luhn_digit("0", 1), 0);
	CHECK_INT(luhn_digit("x", 1), -1);

	CHECK_INT(mod11_digit("12345678", 8), 5);
	CHECK_INT(mod11_digit("1", 1), 9);
	CHECK_INT(mod11_digit("1000005", 7), 10);
	CHECK_INT(mod11_digit("6", 1), 10);
	CHECK_INT(mod11_digit("999999999999999999999999", 24), 7);
	CHECK_INT(mod11_digit("1-", 2), -1);

	CHECK(gs1_ok("7300010000001", 13));
	CHECK(!gs1_ok("7300010000002", 13));
	CHECK(gs1_ok("4006381333931", 13));
	CHECK(!gs1_ok("", 0));

	CHECK_INT(mod97("50000000058398257466SE45", 24), 1);
	CHECK_INT(mod97("50000000058398257466se45", 24), 1);
	CHECK_INT(mod97("50000000058398257466SE46", 24), 2);
	CHECK_INT(mod97("SE-45", 5), -1);
	CHECK_INT(mod97("97", 2), 0);
}

static void
test_identity_digits(void)
{
	static const struct {
		const char *fnr;
		int rest;
	} cases[] = {
		{ "13097248022", 0 },
		{ "02013299997", 0 },
		{ "30108299939", 1 },
		{ "13097248030", 1 },
		{ "13097248049", 2 },
		{ "13097248057", 3 },
		{ "13097248032", -1 },
		{ "13097248023", -1 },
		{ "02013299987", -1 },
		{ "02013299996", -1 },
		{ "1309724802x", -1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		T_CASE(cases[i].fnr);
		CHECK_INT(fnr_rest(cases[i].fnr), cases[i].rest);
	}
	CHECK_INT(hetu_check("131052-308"), 'T');
	CHECK_INT(hetu_check("010106A901"), '2');
	CHECK_INT(hetu_check("13105x-308"), '\0');
	CHECK_INT(hetu_check("131052-30x"), '\0');
}

static const struct {
	const char *text, *want; /* want NULL: stays as it is */
} masked[] = {
	/* Sweden */
	{ "8112189876", "**********" },
	{ "811218-9876", "***********" },
	{ "811218+9876", "***********" },
	{ "811218 9876", "***********" },
	{ "198112189876", "************" },
	{ "19811218-9876", "*************" },
	{ "19811218+9876", "*************" },
	{ "for 811218-9876, due", "for ***********, due" },
	{ "a8112189876b", "a**********b" },
	{ "811278-9873", "***********" },
	{ "730288-9931", "***********" },
	{ "811218-9876 and 8112189876", "*********** and **********" },
	/* its dresses */
	{ "SE811218987601", "SE************" },
	{ "SE19811218987601", "SE**************" },
	{ "168112189876", "************" },
	{ "008112189876", "************" },
	{ "ref 10 811218-9876", "ref 10 ***********" },
	/* in a reference: check digit, length and check digit */
	{ "81121898761", "***********" },
	{ "1981121898761", "*************" },
	{ "811218987626", "************" },
	{ "19811218987641", "**************" },
	{ "130972480227", "************" },
	/* Norway */
	{ "13097248022", "***********" },
	{ "130972 48022", "************" },
	{ "53097248016", "***********" },
	{ "13527248013", "***********" },
	{ "10915596784", "***********" },
	{ "68467038838", "***********" },
	{ "50846202355", "***********" },
	{ "30108299939", "***********" },
	/* Finland */
	{ "131052-308T", "***********" },
	{ "131052+308T", "***********" },
	{ "131052A308T", "***********" },
	{ "131052Y308T", "***********" },
	{ "131052b308t", "***********" },
	{ "hetu 010106A9012.", "hetu ***********." },
	/* none of these */
	{ "5567321707", NULL },
	{ "556732-1707", NULL },
	{ "SE556732170701", NULL },
	{ "165567321707", NULL },
	{ "811218-9875", NULL },
	{ "813218-9876", NULL },
	{ "811232-9876", NULL },
	{ "13097248032", NULL },
	{ "32127248022", NULL },
	{ "131052-308U", NULL },
	{ "131052T308T", NULL },
	{ "974760673", NULL },
	{ "97104133219", NULL },
	{ "1234567.50", NULL },
	{ "481225.50", NULL },
	{ "2024-02-29", NULL },
	{ "20240229", NULL },
	{ "2024-02-29T12:34:56Z", NULL },
	{ "SE4550000000058398257466", NULL },
	{ "00000000000000000000000000000000", NULL },
	{ "", NULL },
};

static void
test_mask(void)
{
	for (size_t i = 0; i < sizeof(masked) / sizeof(*masked); i++) {
		const char *want = masked[i].want;
		char text[64];
		size_t n = strlen(masked[i].text);
		T_CASE(masked[i].text);
		memcpy(text, masked[i].text, n + 1);
		CHECK_INT(mask_hit(str_of(text)), want != NULL);
		mask_text(text, n);
		CHECK_STR(text, want ? want : masked[i].text);
	}
}

static void
test_find(void)
{
	struct str t = STR("811218-9876;131052-308T");
	size_t at = 99, n = 99;
	CHECK(mask_find(t, 0, &at, &n));
	CHECK_INT(at, 0);
	CHECK_INT(n, 11);
	CHECK(mask_find(t, 11, &at, &n));
	CHECK_INT(at, 12);
	CHECK_INT(n, 11);
	CHECK(!mask_find(t, 23, &at, &n));
	/* a number cut off by the end of the text is none */
	CHECK(!mask_hit((struct str){ t.p, 10 }));
	CHECK(!mask_hit((struct str){ t.p + 12, 10 }));
}

int
main(void)
{
	test_digit();
	test_identity_digits();
	test_mask();
	test_find();
	return T_END();
}
