/* SPDX-License-Identifier: ISC */
#include "ident/account.h"
#include "ident/giro.h"
#include "ident/kid.h"
#include "ident/ocr.h"
#include "ident/org.h"
#include "ident/rf.h"
#include "ident/spell.h"
#include "ident/viite.h"
#include "t.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* What the text tables below hold: want and print NULL where refused. */
struct spelling {
	const char *text, *want, *print;
};

static void
test_giro(void)
{
	static const struct {
		struct spelling s;
		enum giro kind;
	} cases[] = {
		{ { "9912346", "9912346", "991-2346" }, GIRO_BANKGIRO },
		{ { "991-2346", "9912346", "991-2346" }, GIRO_BANKGIRO },
		{ { " 991 - 2346 ", "9912346", "991-2346" }, GIRO_BANKGIRO },
		{ { "0009912346", "9912346", "991-2346" }, GIRO_BANKGIRO },
		{ { "5050-1055", "50501055", "5050-1055" }, GIRO_BANKGIRO },
		{ { "0050501055", "50501055", "5050-1055" }, GIRO_BANKGIRO },
		{ { "1111-1119", "11111119", "1111-1119" }, GIRO_BANKGIRO },
		{ { "160-9908", "1609908", "160-9908" }, GIRO_BANKGIRO },
		{ { "433-8778", "4338778", "433-8778" }, GIRO_BANKGIRO },
		{ { "990-2346", NULL, NULL }, GIRO_BANKGIRO },
		{ { "991234-6", NULL, NULL }, GIRO_BANKGIRO },
		{ { "991--2346", NULL, NULL }, GIRO_BANKGIRO },
		{ { "991-2346-", NULL, NULL }, GIRO_BANKGIRO },
		{ { "991.2346", NULL, NULL }, GIRO_BANKGIRO },
		{ { "28", NULL, NULL }, GIRO_BANKGIRO },
		{ { "0000000", NULL, NULL }, GIRO_BANKGIRO },
		{ { "0000000000", NULL, NULL }, GIRO_BANKGIRO },
		{ { "00009912346", NULL, NULL }, GIRO_BANKGIRO },
		{ { "", NULL, NULL }, GIRO_BANKGIRO },
		{ { "28 65 43-4", "2865434", "28 65 43-4" }, GIRO_PLUSGIRO },
		{ { "2865434", "2865434", "28 65 43-4" }, GIRO_PLUSGIRO },
		{ { "286543-4", "2865434", "28 65 43-4" }, GIRO_PLUSGIRO },
		{ { "0002865434", "2865434", "28 65 43-4" }, GIRO_PLUSGIRO },
		{ { "1-8", "18", "1-8" }, GIRO_PLUSGIRO },
		{ { "0000000018", "18", "1-8" }, GIRO_PLUSGIRO },
		{ { "50501055", "50501055", "5 05 01 05-5" }, GIRO_PLUSGIRO },
		{ { "1-9", NULL, NULL }, GIRO_PLUSGIRO },
		{ { "286-5434", NULL, NULL }, GIRO_PLUSGIRO },
		{ { "0", NULL, NULL }, GIRO_PLUSGIRO },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct spelling *s = &cases[i].s;
		char digits[GIRO_DIGITS], text[GIRO_TEXT];
		T_CASE(s->text);
		bool ok = giro_parse(digits, str_of(s->text), cases[i].kind);
		CHECK_INT(ok, s->want != NULL);
		if (!ok || !s->want)
			continue;
		CHECK_STR(digits, s->want);
		giro_format(digits, cases[i].kind, text);
		CHECK_STR(text, s->print);
	}
}

static const struct ocr_plan none = { .rule = OCR_NONE };
static const struct ocr_plan luhn = { .rule = OCR_LUHN };
static const struct ocr_plan length = { .rule = OCR_LENGTH };
static const struct ocr_plan one = { OCR_FIXED, { 8, 0 } };
static const struct ocr_plan two = { OCR_FIXED, { 10, 6 } };

static void
test_ocr_build(void)
{
	static const struct {
		const char *body;
		const struct ocr_plan *plan;
		const char *want; /* NULL: refused */
	} cases[] = {
		{ "123", &luhn, "1230" },
		{ "123", &length, "12351" },
		{ "1230", &length, "123067" },
		{ "00720191224200", &length, "0072019122420063" },
		{ "12345678", &length, "1234567806" }, /* length 10: 0 */
		{ "123", &none, "123" },
		{ "123", &one, "00001230" },
		{ "1234567", &one, "12345674" },
		{ "123", &two, "001230" },
		{ "12345", &two, "123455" },
		{ "123456", &two, "0001234566" },
		{ "1234567890", &two, NULL },
		{ "12345678", &one, NULL },
		{ "123456789012345678901234", &luhn,
		    "1234567890123456789012340" },
		{ "1234567890123456789012345", &luhn, NULL },
		{ "12345678901234567890123", &length,
		    "1234567890123456789012357" },
		{ "123456789012345678901234", &length, NULL },
		{ "12a", &luhn, NULL },
		{ "12 3", &none, NULL },
		{ "", &luhn, NULL },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char ocr[OCR_TEXT];
		T_CASE(cases[i].body);
		bool ok = ocr_build(ocr, str_of(cases[i].body), cases[i].plan);
		CHECK_INT(ok, cases[i].want != NULL);
		if (ok && cases[i].want)
			CHECK_STR(ocr, cases[i].want);
	}
}

static void
test_ocr(void)
{
	static const struct {
		const char *text;
		const struct ocr_plan *plan;
		bool ok;
	} cases[] = {
		{ "1230", &luhn, true },
		{ "1231", &luhn, false },
		{ "18", &luhn, true },
		{ "0", &luhn, false },
		{ "1234567890123456789012340", &luhn, true },
		{ "12345678901234567890123409", &luhn, false },
		{ "123 0", &luhn, false },
		{ "", &luhn, false },
		{ "12351", &length, true },
		{ "1230", &length, false },
		{ "1234567806", &length, true },
		{ "1234567814", &length, false }, /* Odoo's first digit */
		{ "00001230", &one, true },
		{ "1230", &one, false },
		{ "001230", &two, true },
		{ "0000001230", &two, true },
		{ "00001230", &two, false },
		{ "anything at all", &none, true },
		{ "12345678901234567890123456", &none, false },
		{ "", &none, false },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		T_CASE(cases[i].text);
		CHECK_INT(
		    ocr_ok(str_of(cases[i].text), cases[i].plan), cases[i].ok);
	}
}

static void
test_kid(void)
{
	static const struct {
		const char *body, *mod10, *mod11;
	} built[] = {
		{ "12345678", "123456782", "123456785" },
		{ "100000", "1000009", "1000004" },
		{ "12345", "123455", "123455" },
		{ "20240001", "202400016", "202400019" },
		{ "1234567890123456", "12345678901234569",
		    "12345678901234563" },
		{ "999999999999999999999999", "9999999999999999999999994",
		    "9999999999999999999999997" },
		{ "000", "0000", "0000" },
		{ "1000005", "10000057", NULL }, /* check character '-' */
		{ "12", NULL, NULL },
		{ "1234567890123456789012345", NULL, NULL },
		{ "12a4", NULL, NULL },
		{ "", NULL, NULL },
	};
	static const struct {
		const char *text;
		bool mod10, mod11;
	} checked[] = {
		{ "008000011688373", true, false },
		{ "33000083672049", true, false },
		{ "000112000507155", true, false },
		{ "123455", true, true },
		{ "2345676", true, true },
		{ "1000005-", false, true },
		{ "100030", false, false },
		{ "12345678-", false, false },
		{ "0000", true, true },
		{ "000", false, false },
		{ "00000000000000000000000000", false, false },
		{ "1234 55", false, false },
		{ "", false, false },
	};
	char kid[KID_TEXT];
	for (size_t i = 0; i < COUNT(built); i++) {
		struct str body = str_of(built[i].body);
		T_CASE(built[i].body);
		bool ok = kid_build(kid, body, KID_MOD10);
		CHECK_INT(ok, built[i].mod10 != NULL);
		if (ok && built[i].mod10)
			CHECK_STR(kid, built[i].mod10);
		ok = kid_build(kid, body, KID_MOD11);
		CHECK_INT(ok, built[i].mod11 != NULL);
		if (ok && built[i].mod11)
			CHECK_STR(kid, built[i].mod11);
	}
	for (size_t i = 0; i < COUNT(checked); i++) {
		struct str t = str_of(checked[i].text);
		T_CASE(checked[i].text);
		CHECK_INT(kid_ok(t, KID_MOD10), checked[i].mod10);
		CHECK_INT(kid_ok(t, KID_MOD11), checked[i].mod11);
	}
}

static void
test_viite(void)
{
	static const struct spelling cases[] = {
		{ "12345672", "12345672", "123 45672" },
		{ "1234561", "1234561", "12 34561" },
		{ "12 34561", "1234561", "12 34561" },
		{ "00000000000001234561", "1234561", "12 34561" },
		{ "123453", "123453", "1 23453" },
		{ "11112", "11112", "11112" },
		{ "1009", "1009", "1009" },
		{ "20230001231", "20230001231", "2 02300 01231" },
		{ "99999999999999999993", "99999999999999999993",
		    "99999 99999 99999 99993" },
		{ "12345673", NULL, NULL },
		{ "1234A672", NULL, NULL },
		{ "000", NULL, NULL },
		{ "0000", NULL, NULL },
		{ "000000000000012345672", NULL, NULL },
		{ "", NULL, NULL },
	};
	static const struct spelling built[] = {
		{ "1234567", "12345672", NULL },
		{ "123456", "1234561", NULL },
		{ "12345", "123453", NULL },
		{ "0001111", "11112", NULL },
		{ "100", "1009", NULL },
		{ "2023000123", "20230001231", NULL },
		{ "9999999999999999999", "99999999999999999993", NULL },
		{ "10000000000000000000", NULL, NULL },
		{ "10", NULL, NULL },
		{ "0000", NULL, NULL },
		{ "12x4", NULL, NULL },
	};
	char digits[VIITE_TEXT], text[VIITE_PRINT];
	for (size_t i = 0; i < COUNT(cases); i++) {
		T_CASE(cases[i].text);
		bool ok = viite_parse(digits, str_of(cases[i].text));
		CHECK_INT(ok, cases[i].want != NULL);
		if (!ok || !cases[i].want)
			continue;
		CHECK_STR(digits, cases[i].want);
		viite_format(digits, text);
		CHECK_STR(text, cases[i].print);
	}
	for (size_t i = 0; i < COUNT(built); i++) {
		T_CASE(built[i].text);
		bool ok = viite_build(digits, str_of(built[i].text));
		CHECK_INT(ok, built[i].want != NULL);
		if (ok && built[i].want)
			CHECK_STR(digits, built[i].want);
	}
}

static void
test_rf(void)
{
	static const struct spelling cases[] = {
		{ "1232", "RF111232", "RF11 1232" },
		{ "11112", "RF9811112", "RF98 1111 2" },
		{ "12345672", "RF8512345672", "RF85 1234 5672" },
		{ "20230001231", "RF5420230001231", "RF54 2023 0001 231" },
		{ "999999999993", "RF07999999999993", "RF07 9999 9999 9993" },
		{ "100978", "RF74100978", "RF74 1009 78" },
	};
	static const char *const wrong[] = { "RF121232", "RF11", "RF", "", "R",
		"FR111232", "RF11123-2", "RF001232", "RF101232",
		"RF98111120000000000000000000" };
	char rf[RF_TEXT], again[RF_TEXT], text[RF_PRINT];
	for (size_t i = 0; i < COUNT(cases); i++) {
		T_CASE(cases[i].text);
		CHECK(rf_build(rf, str_of(cases[i].text)));
		CHECK_STR(rf, cases[i].want);
		rf_format(rf, text);
		CHECK_STR(text, cases[i].print);
		CHECK(rf_parse(again, str_of(text)));
		CHECK_STR(again, cases[i].want);
	}
	for (size_t i = 0; i < COUNT(wrong); i++) {
		T_CASE(wrong[i]);
		CHECK(!rf_parse(rf, str_of(wrong[i])));
	}
	T_CASE("RF, limits");
	CHECK(rf_parse(rf, str_of("rf18 5390 0754 7034")));
	CHECK_STR(rf, "RF18539007547034");
	CHECK(rf_build(rf, str_of("ABCDEFGHIJKLMNOPQRSTU")));
	CHECK(rf_parse(again, str_of(rf)));
	CHECK(!rf_build(rf, str_of("ABCDEFGHIJKLMNOPQRSTUV")));
	CHECK(!rf_build(rf, str_of("")));
	CHECK(!rf_build(rf, str_of("1-2")));
}

static void
test_iban(void)
{
	static const struct spelling cases[] = {
		{ "SE45 5000 0000 0583 9825 7466", "SE4550000000058398257466",
		    "SE45 5000 0000 0583 9825 7466" },
		{ "SE3550000000054910000003", "SE3550000000054910000003",
		    "SE35 5000 0000 0549 1000 0003" },
		{ "no9386011117947", "NO9386011117947", "NO93 8601 1117 947" },
		{ "FI2112345600000785", "FI2112345600000785",
		    "FI21 1234 5600 0007 85" },
		{ "DK5000400440116243", "DK5000400440116243",
		    "DK50 0040 0440 1162 43" },
		{ "GB29NWBK60161331926819", "GB29NWBK60161331926819",
		    "GB29 NWBK 6016 1331 9268 19" },
		{ "MT84MALT011000012345MTLCAST001S",
		    "MT84MALT011000012345MTLCAST001S",
		    "MT84 MALT 0110 0001 2345 MTLC AST0 01S" },
		{ "DE89370400440532013000", "DE89370400440532013000",
		    "DE89 3704 0044 0532 0130 00" },
		{ "IS140159260076545510730339", "IS140159260076545510730339",
		    "IS14 0159 2600 7654 5510 7303 39" },
		{ "LI21088100002324013AA", "LI21088100002324013AA",
		    "LI21 0881 0000 2324 013A A" },
		{ "SE4550000000058398257467", NULL, NULL },
		{ "SE455000000005839825746", NULL, NULL },
		{ "NO9386011117948", NULL, NULL },
		{ "XX4550000000058398257466", NULL, NULL },
		{ "SE45-5000-0000-0583-9825-7466", NULL, NULL },
		{ "SE", NULL, NULL },
		{ "", NULL, NULL },
	};
	char iban[ACCOUNT_IBAN], text[ACCOUNT_IBAN_PRINT];
	for (size_t i = 0; i < COUNT(cases); i++) {
		T_CASE(cases[i].text);
		bool ok = account_iban_parse(iban, str_of(cases[i].text));
		CHECK_INT(ok, cases[i].want != NULL);
		if (!ok || !cases[i].want)
			continue;
		CHECK_STR(iban, cases[i].want);
		account_iban_format(iban, text);
		CHECK_STR(text, cases[i].print);
	}
	/* these have the remainder 1 too, but 00, 01, 99 are not check digits
	 */
	T_CASE("check digits");
	CHECK(!spell_mod97_ok("FI0011"));
	CHECK(!spell_mod97_ok("FI0190"));
	CHECK(!spell_mod97_ok("FI9972"));
	CHECK(spell_mod97_ok("FI9711"));
	CHECK(spell_mod97_ok("FI9890"));
	CHECK(spell_mod97_ok("FI0272"));
}

static void
test_account(void)
{
	static const struct spelling cases[] = {
		{ "12345678903", "12345678903", "1234.56.78903" },
		{ "8601.11.17947", "86011117947", "8601.11.17947" },
		{ "9710 41 33219", "97104133219", "9710.41.33219" },
		{ "11110500019", "11110500019", "1111.05.00019" },
		{ "99991042764", "99991042764", "9999.10.42764" },
		{ "12560114020", NULL, NULL },
		{ "88888888888", NULL, NULL },
		{ "99910055240", NULL, NULL },
		{ "00000000000", NULL, NULL },
		{ "1234567890", NULL, NULL },
		{ "123456789030", NULL, NULL },
		{ "1234567890A", NULL, NULL },
		{ "", NULL, NULL },
	};
	char digits[ACCOUNT_NO], text[ACCOUNT_NO_PRINT];
	for (size_t i = 0; i < COUNT(cases); i++) {
		T_CASE(cases[i].text);
		bool ok = account_no_parse(digits, str_of(cases[i].text));
		CHECK_INT(ok, cases[i].want != NULL);
		if (!ok || !cases[i].want)
			continue;
		CHECK_STR(digits, cases[i].want);
		account_no_format(digits, text);
		CHECK_STR(text, cases[i].print);
	}
	T_CASE("BIC, GLN");
	CHECK(account_bic_ok(str_of("NDEASESS")));
	CHECK(account_bic_ok(str_of("ITELFIHH")));
	CHECK(account_bic_ok(str_of("POPFFI22XXX")));
	CHECK(!account_bic_ok(str_of("NDEASESSX")));
	CHECK(!account_bic_ok(str_of("NDEA5ESS")));
	CHECK(!account_bic_ok(str_of("ndeasess")));
	CHECK(!account_bic_ok(str_of("NDEASE-S")));
	CHECK(!account_bic_ok(str_of("")));
	CHECK(account_gln_ok(str_of("7300010000001")));
	CHECK(!account_gln_ok(str_of("7300010000002")));
	CHECK(!account_gln_ok(str_of("73000100000001")));
	CHECK(!account_gln_ok(str_of("730001000000X")));
}

static void
test_org_swedish(void)
{
	static const struct {
		const char *text, *vat;
		enum org_kind want;
		const char *digits;
	} cases[] = {
		{ "5567321707", "SE556732170701", ORG_COMPANY, "5567321707" },
		{ "556732-1707", "se 5567321707 01", ORG_COMPANY,
		    "5567321707" },
		{ "165567321707", NULL, ORG_COMPANY, "5567321707" },
		{ "16556732-1707", NULL, ORG_COMPANY, "5567321707" },
		{ "005567321707", NULL, ORG_COMPANY, "5567321707" },
		{ "802005-1952", "SE802005195201", ORG_COMPANY, "8020051952" },
		{ "811218-9876", "SE811218987601", ORG_PERSON, "8112189876" },
		{ "811218+9876", NULL, ORG_PERSON, "8112189876" },
		{ "198112189876", NULL, ORG_PERSON, "8112189876" },
		{ "168112189876", NULL, ORG_PERSON, "8112189876" },
		{ "008112189876", NULL, ORG_PERSON, "8112189876" },
		{ "998112189876", NULL, ORG_PERSON, "8112189876" },
		{ "730288-9931", "SE730288993101", ORG_PERSON, "7302889931" },
		{ "0002292399", "SE000229239901", ORG_PERSON, "0002292399" },
		{ "5567321708", "SE556732170801", ORG_NONE, NULL },
		{ "811232-9876", "SE811218987501", ORG_NONE, NULL },
		{ "000101-T220", "SE000101T22001", ORG_NONE, NULL },
		{ "556732+1707", "SE556732170702", ORG_NONE, NULL },
		{ "55673-21707", "SE5567321707", ORG_NONE, NULL },
		{ "175567321707", "NO556732170701", ORG_NONE, NULL },
		{ "", "", ORG_NONE, NULL },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char digits[ORG_SE];
		T_CASE(cases[i].text);
		CHECK_INT(
		    org_parse(digits, str_of(cases[i].text)), cases[i].want);
		if (cases[i].digits)
			CHECK_STR(digits, cases[i].digits);
		if (!cases[i].vat)
			continue;
		CHECK_INT(
		    org_vat_parse(digits, str_of(cases[i].vat)), cases[i].want);
		if (cases[i].digits)
			CHECK_STR(digits, cases[i].digits);
	}
}

static void
test_org_others(void)
{
	static const struct spelling norwegian[] = {
		{ "974760673", "974760673", NULL },
		{ "974 760 673", "974760673", NULL },
		{ "991825827", "991825827", NULL },
		{ "986559469", "986559469", NULL },
		{ "889640782", "889640782", NULL },
		{ "NO974760673MVA", "974760673", NULL },
		{ "NO 974 760 673 MVA", "974760673", NULL },
		{ "974760673mva", "974760673", NULL },
		{ "NO123456785", "123456785", NULL },
		{ "974760674", NULL, NULL },
		{ "97476067", NULL, NULL },
		{ "9747606730", NULL, NULL },
		{ "SE974760673", NULL, NULL },
		{ "974760673MWST", NULL, NULL },
		{ "NO", NULL, NULL },
		{ "", NULL, NULL },
	};
	static const struct spelling finnish[] = {
		{ "1572860-0", "1572860-0", NULL },
		{ "2077474-0", "2077474-0", NULL },
		{ "07090192", "0709019-2", NULL },
		{ "709019-2", "0709019-2", NULL },
		{ "FI20925406", "2092540-6", NULL },
		{ "2256931-0", "2256931-0", NULL },
		{ "0199920-7", "0199920-7", NULL },
		{ "1234567-1", "1234567-1", NULL },
		{ "1572860-1", NULL, NULL },
		{ "FI1572860-0", NULL, NULL },
		{ "FI7090192", NULL, NULL },
		{ "157286-00", NULL, NULL },
		{ "157286A-0", NULL, NULL },
		{ "15728600-0", NULL, NULL },
		{ "FI", NULL, NULL },
		{ "-0", NULL, NULL },
		{ "", NULL, NULL },
	};
	char text[ORG_NO];
	for (size_t i = 0; i < COUNT(norwegian); i++) {
		T_CASE(norwegian[i].text);
		bool ok = org_norwegian_parse(text, str_of(norwegian[i].text));
		CHECK_INT(ok, norwegian[i].want != NULL);
		if (ok && norwegian[i].want)
			CHECK_STR(text, norwegian[i].want);
	}
	for (size_t i = 0; i < COUNT(finnish); i++) {
		T_CASE(finnish[i].text);
		bool ok = org_finnish_parse(text, str_of(finnish[i].text));
		CHECK_INT(ok, finnish[i].want != NULL);
		if (ok && finnish[i].want)
			CHECK_STR(text, finnish[i].want);
	}
}

int
main(void)
{
	test_giro();
	test_ocr_build();
	test_ocr();
	test_kid();
	test_viite();
	test_rf();
	test_iban();
	test_account();
	test_org_swedish();
	test_org_others();
	return T_END();
}
