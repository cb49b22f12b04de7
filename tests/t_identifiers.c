/* SPDX-License-Identifier: ISC */

#include "base/buf.h"
#include "rules/identifiers.h"
#include "t.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What Saxon-HE 9.9 answers to the expressions of Peppol 2026.5. */
struct example {
	const char *text;
	enum verdict want;
};

static void
check_all(
    enum verdict (*check)(struct str), const struct example *examples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		T_CASE(examples[i].text);
		CHECK_INT(check(str_of(examples[i].text)), examples[i].want);
	}
}

static void
test_check_digits(void)
{
	static const struct example gln[] = {
		{ "7300000000004", HOLDS },
		{ "7300000000005", BROKEN },
		{ "123", HOLDS }, /* of any length */
		{ "0", HOLDS },
		{ "1", BROKEN },
		{ "", BROKEN },
		{ "12x", BROKEN },
		{ "000000000000000000000000000000000000000", HOLDS },
		{ "730000000000\xd9\xa4", BROKEN },
	};
	static const struct example mod11[] = {
		{ "987654325", HOLDS },
		{ "987654326", BROKEN },
		{ "000000019", HOLDS },
		{ "000000000", BROKEN }, /* not above 0 */
		{ "98765404:", BROKEN }, /* 10 is no digit */
		{ "98765404", BROKEN },
		{ "987654040", BROKEN },
		{ "-87654325", BROKEN },
		{ "", BROKEN },
		{ " ", BROKEN },
	};
	check_all(id_gln, gln, COUNT(gln));
	check_all(id_mod11, mod11, COUNT(mod11));
	CHECK_INT(id_gln((struct str){ 0 }), BROKEN);
	CHECK_INT(id_mod11((struct str){ 0 }), BROKEN);
}

static void
test_belgium_australia(void)
{
	static const struct example mod97[] = {
		{ "0123456749", HOLDS },
		{ "0123456750", BROKEN },
		{ "01234567", BROKEN },
		{ "012345674", BROKEN },
		{ "01234567490", HOLDS }, /* only ten are looked at */
		{ "0123 56749", UNCLEAR },
		{ "x", UNCLEAR },
		{ "", UNCLEAR },
		{ "+000000196", HOLDS },
	};
	static const struct example abn[] = {
		{ "10000000000", HOLDS },
		{ "10000000032", HOLDS },
		{ "10000000033", BROKEN },
		{ "1000000000", BROKEN },
		{ "100000000321", HOLDS },
		{ "", BROKEN },
	};
	check_all(id_mod97, mod97, COUNT(mod97));
	check_all(id_abn, abn, COUNT(abn));
	CHECK_INT(id_mod97((struct str){ 0 }), UNCLEAR);
	CHECK_INT(id_abn((struct str){ 0 }), BROKEN);
}

static void
test_sweden_greece(void)
{
	static const struct example orgnr[] = {
		{ "5567321707", HOLDS },
		{ "5567321708", BROKEN },
		{ "55673217079", HOLDS }, /* ten are looked at */
		{ "556732170", BROKEN },
		{ "556732-1707", BROKEN },
		{ "", BROKEN },
		{ "+567321707", BROKEN },
		/* \d takes Arabic digits, number() makes none of them */
		{ "556732170\xd9\xa7", BROKEN },
		{ "556732\xd9\xa1"
		  "707",
		    UNCLEAR },
		{ "\xd9\xa5", UNCLEAR },
		{ "\xd9\xa5x", BROKEN },
		/* \d of Saxon does not know those of Unicode 9 */
		{ "\xf0\x9e\xa5\x90", BROKEN },
	};
	static const struct example tin[] = {
		{ "123456783", HOLDS },
		{ "123456784", BROKEN },
		{ "1234567839", HOLDS }, /* nine are looked at */
		{ "000000050", HOLDS }, /* 10 is 0 */
		{ "12345678", BROKEN },
		{ "1234 6783", BROKEN },
		{ "\xd9\xa1"
		  "23456783",
		    BROKEN },
		{ "", BROKEN },
	};
	check_all(id_orgnr, orgnr, COUNT(orgnr));
	check_all(id_greek_tin, tin, COUNT(tin));
	CHECK_INT(id_orgnr((struct str){ 0 }), BROKEN);
	CHECK_INT(id_greek_tin((struct str){ 0 }), BROKEN);
}

static void
test_italy(void)
{
	static const struct example ipa[] = {
		{ "ABC123", HOLDS },
		{ "abcxyz", HOLDS },
		{ "ABC12", BROKEN },
		{ "ABC1234", BROKEN },
		{ "ABC 12", BROKEN },
		{ "ABC1\xc3\xa9", BROKEN },
		{ "", BROKEN },
	};
	static const struct example fiscal[] = {
		{ "XXXXXX00X00X000X", HOLDS },
		{ "xxxxxx00x00\xc3\xa9\xc3\xa9\xc3\xa9"
		  "0x",
		    HOLDS }, /* three that may be anything */
		{ "XXXXXX00X00X0X0X", HOLDS },
		{ "XXXXXX 0X+0X000X", HOLDS }, /* integers both */
		{ "XXXXX000X00X000X", BROKEN },
		{ "XXXXXX0XX00X000X", BROKEN },
		{ "XXXXXX00000X000X", BROKEN },
		{ "XXXXXX00XX0X000X", BROKEN },
		{ "XXXXXX00X00X00XX", BROKEN },
		{ "XXXXXX00X00X0000", BROKEN },
		{ "XXXXXX00X00X000", BROKEN },
		{ "01234567897", HOLDS },
		{ "-1234567897", HOLDS },
		{ "0123456789X", BROKEN },
		{ "0123456789", BROKEN },
		{ "", BROKEN },
	};
	static const struct example vat[] = {
		{ "IT01234567897", HOLDS },
		{ "it01234567897", HOLDS },
		{ "IT01234567890", BROKEN },
		{ "IT0123456789", BROKEN },
		{ "IT012345678970", BROKEN },
		{ "IT0123456789X", BROKEN },
		{ "IT-1234567897", UNCLEAR },
		{ "IT 1234567897", UNCLEAR },
		{ "IT-", BROKEN },
		{ "IT", BROKEN },
		{ "It01234567890", HOLDS }, /* another country */
		{ "SE5567321707", HOLDS },
		{ "", HOLDS },
		{ "I", HOLDS },
	};
	check_all(id_codice_ipa, ipa, COUNT(ipa));
	check_all(id_codice_fiscale, fiscal, COUNT(fiscal));
	check_all(id_partita_iva, vat, COUNT(vat));
	CHECK_INT(id_codice_fiscale((struct str){ 0 }), BROKEN);
	CHECK_INT(id_partita_iva((struct str){ 0 }), HOLDS);
}

static void
test_date_and_iban(void)
{
	static const struct example date[] = {
		{ "31/12/2026", HOLDS },
		{ "1-1-1999", HOLDS },
		{ "01 01 2026", HOLDS },
		{ "1\\2\\2026", HOLDS },
		{ "112026", HOLDS }, /* 1, 1, 2026 */
		{ "1112026", HOLDS },
		{ "11122026", HOLDS },
		{ "31/12/2026 and more", HOLDS },
		{ "31/122026", HOLDS },
		{ "32/12/2026", BROKEN },
		{ "0/12/2026", BROKEN },
		{ "00/12/2026", BROKEN },
		{ "31/13/2026", BROKEN },
		{ "31/12/2126", BROKEN },
		{ "31/12/202", BROKEN },
		{ "31//12/2026", BROKEN },
		{ "31.12.2026", BROKEN },
		{ " 31/12/2026", BROKEN },
		{ "2026-12-31", BROKEN },
		{ "", BROKEN },
		{ "3", BROKEN },
	};
	static const struct example iban[] = {
		{ "DE36000000000000000000", HOLDS },
		{ "DE36 0000 0000\t0000\n0000 00", HOLDS },
		{ "DE37000000000000000000", BROKEN },
		{ "XX90", HOLDS },
		{ "DE1600AB00cd00", HOLDS }, /* c is 44 here, not 12 */
		{ "DE1600AB00CD00", BROKEN },
		{ "de36000000000000000000", BROKEN },
		{ "DEX6000000000000000000", BROKEN },
		{ "D136000000000000000000", BROKEN },
		{ "DE36-0000", BROKEN },
		{ "DE360000000000000000000000000000000", BROKEN },
		{ "DE\xc2\xa0"
		  "36000000000000000000",
		    BROKEN },
		{ "DE3", BROKEN },
		{ "", BROKEN },
	};
	check_all(id_greek_date, date, COUNT(date));
	check_all(id_german_iban, iban, COUNT(iban));
	CHECK_INT(id_greek_date((struct str){ 0 }), BROKEN);
	CHECK_INT(id_german_iban((struct str){ 0 }), BROKEN);
}

static void
test_reach(void)
{
	static const struct example email[] = {
		{ "anna@mail.example", HOLDS },
		{ "a.b+c@sub.mail.example", HOLDS },
		{ "\xc3\xa5@\xc3\xa4.example", HOLDS },
		{ "anna@example", BROKEN },
		{ "@mail.example", BROKEN },
		{ "anna@.example", BROKEN },
		{ "anna@mail.", BROKEN },
		{ "anna@mail..example", BROKEN },
		{ "anna@@mail.example", BROKEN },
		{ "anna@mail@mail.example", BROKEN },
		{ "an na@mail.example", BROKEN },
		{ "anna@ma il.example", BROKEN },
		{ "anna@mail.example\n", BROKEN },
		{ "an.na", BROKEN },
		{ "", BROKEN },
	};
	static const struct example telephone[] = {
		{ "123", HOLDS },
		{ "+49 (0) 12", HOLDS },
		{ "a1b2c3d", HOLDS },
		{ "12", BROKEN },
		{ "12\n3", BROKEN },
		{ "12\r3", BROKEN },
		{ "1\n234", HOLDS },
		{ "\xd9\xa1\xd9\xa2\xd9\xa3", BROKEN },
		{ "", BROKEN },
	};
	static const struct example url[] = {
		{ "https://mail.example", HOLDS },
		{ "ab:", HOLDS },
		{ "a+.-9:x", HOLDS },
		{ "a:x", BROKEN },
		{ "9a:x", BROKEN },
		{ ":x", BROKEN },
		{ " ab:x", BROKEN },
		{ "a/b:x", BROKEN },
		{ "ab", BROKEN },
		{ "", BROKEN },
	};
	check_all(id_email, email, COUNT(email));
	check_all(id_telephone, telephone, COUNT(telephone));
	check_all(id_url, url, COUNT(url));
	CHECK_INT(id_email((struct str){ 0 }), BROKEN);
	CHECK_INT(id_url((struct str){ 0 }), BROKEN);
}

#define TERM "#SKONTO#TAGE=14#PROZENT=2.00#"

static void
test_skonto(void)
{
	static const struct example lines[] = {
		{ TERM, HOLDS },
		{ "#SKONTO#TAGE=0#PROZENT=10.25#BASISBETRAG=357.93#", HOLDS },
		{ "#SKONTO#TAGE=7#PROZENT=1.00#BASISBETRAG=-3.50#", HOLDS },
		{ "text\n" TERM, HOLDS },
		{ TERM "\n", BROKEN },
		{ "text" TERM, BROKEN },
		{ TERM " ", BROKEN },
		{ "#SKONTO#TAGE=14#PROZENT=2.0#", BROKEN },
		{ "#SKONTO#TAGE=14#PROZENT=2.000#", BROKEN },
		{ "#SKONTO#TAGE=14#PROZENT=2,00#", BROKEN },
		{ "#SKONTO#TAGE=14#PROZENT=.00#", BROKEN },
		{ "#SKONTO#TAGE=-1#PROZENT=2.00#", BROKEN },
		{ "#SKONTO#TAGE=#PROZENT=2.00#", BROKEN },
		{ "#SKONTO#TAGE=1#PROZENT=2.00#BASISBETRAG=#", BROKEN },
		{ "#SKONTO#TAGE=1#PROZENT=2.00#BASISBETRAG=--1.00#", BROKEN },
		{ "#VERZUG#TAGE=14#PROZENT=2.00#", BROKEN },
		{ "#skonto#TAGE=14#PROZENT=2.00#", BROKEN },
		{ "#SKONTO#TAGE=14#PROZENT=2.00", BROKEN },
		{ "", BROKEN },
	};
	check_all(id_skonto, lines, COUNT(lines));
	CHECK_INT(id_skonto((struct str){ 0 }), BROKEN);
}

/* Each line once looked at the whole text: minutes for this one. */
static void
test_terms_of_many_lines(void)
{
	static const char line[] = "#SKONTO#TAGE=7#PROZENT=2.00#\n";
	enum { LINES = 100000, LINE = sizeof(line) - 1 };
	struct buf b = BUF_INIT(LINES * LINE);
	for (size_t i = 0; i < LINES; i++)
		buf_add(&b, line, LINE);
	struct str text = buf_str(&b);
	CHECK_INT(id_skonto_terms(&text, 1), HOLDS);
	text.n -= 1;
	CHECK_INT(id_skonto_terms(&text, 1), BROKEN);
	buf_free(&b);
}

static void
test_skonto_terms(void)
{
	static const struct {
		const char *notes[3];
		enum verdict want;
	} terms[] = {
		{ { TERM "\n" }, HOLDS },
		{ { TERM "\r\n" }, HOLDS },
		{ { TERM "\n" TERM "\n" }, HOLDS },
		{ { "Pay soon\n  " TERM "  \n\nthanks" }, HOLDS },
		{ { TERM " \t \n" }, HOLDS },
		{ { TERM }, BROKEN }, /* no line feed behind it */
		{ { TERM "\n" TERM }, BROKEN },
		{ { TERM "\n#" }, BROKEN },
		{ { TERM "\n#x#\n" }, BROKEN },
		{ { TERM "\n##\n" }, BROKEN },
		{ { TERM " # 30\n" }, BROKEN },
		{ { TERM "\nsee a#b#c" }, BROKEN }, /* the last #...# */
		{ { "30 days net" }, HOLDS },
		{ { "" }, HOLDS },
		{ { NULL }, HOLDS },
		{ { "a", "b" }, HOLDS },
		{ { TERM "\n", "b" }, UNCLEAR },
		{ { "a", TERM "\n" }, UNCLEAR },
		{ { "a", "#x#\n" }, BROKEN },
		{ { "", TERM "\n", "" }, HOLDS },
	};
	for (size_t i = 0; i < COUNT(terms); i++) {
		struct str notes[3];
		size_t n = 0;
		while (n < 3 && terms[i].notes[n]) {
			notes[n] = str_of(terms[i].notes[n]);
			n++;
		}
		T_CASE(n ? terms[i].notes[0] : "none");
		CHECK_INT(id_skonto_terms(notes, n), terms[i].want);
	}
	CHECK_INT(id_skonto_terms(&(struct str){ 0 }, 1), HOLDS);
	CHECK_INT(id_skonto_terms(NULL, 0), HOLDS);
	test_terms_of_many_lines();
}

static void
test_shapes(void)
{
	CHECK(id_has_shape(str_of("NL123456789B01"), "NL#########B##"));
	CHECK(!id_has_shape(str_of("NL123456789b01"), "NL#########B##"));
	CHECK(!id_has_shape(str_of("NL12345678B01"), "NL#########B##"));
	CHECK(!id_has_shape(str_of("NL123456789B011"), "NL#########B##"));
	CHECK(!id_has_shape(str_of("NL12345678XB01"), "NL#########B##"));
	CHECK(id_has_shape(str_of("987654325MVA"), "#########MVA"));
	CHECK(!id_has_shape(str_of("987654325MV"), "#########MVA"));
	CHECK(id_has_shape(str_of("DK12345678"), "DK########"));
	CHECK(!id_has_shape(str_of("#K12345678"), "#K########"));
	CHECK(!id_has_shape((struct str){ 0 }, "#"));
	CHECK(id_has_shape((struct str){ 0 }, ""));

	CHECK(id_is_digits(str_of("1234567"), 7, 8));
	CHECK(id_is_digits(str_of("12345678"), 7, 8));
	CHECK(!id_is_digits(str_of("123456"), 7, 8));
	CHECK(!id_is_digits(str_of("123456789"), 7, 8));
	CHECK(!id_is_digits(str_of("123456x"), 7, 8));
	CHECK(!id_is_digits(str_of("123456\n"), 7, 8));
	CHECK(!id_is_digits((struct str){ 0 }, 1, 8));

	CHECK(id_is_capitals(str_of("ABCDEFGHIJK"), 11, 16));
	CHECK(id_is_capitals(str_of("0123456789012345"), 11, 16));
	CHECK(!id_is_capitals(str_of("ABCDEFGHIJ"), 11, 16));
	CHECK(!id_is_capitals(str_of("ABCDEFGHIJk"), 11, 16));
	CHECK(!id_is_capitals(str_of("ABCDEFGHIJ\xc3\x85"), 11, 16));
	CHECK(!id_is_capitals(str_of("01234567890123456"), 11, 16));
}

int
main(void)
{
	test_check_digits();
	test_belgium_australia();
	test_sweden_greece();
	test_italy();
	test_date_and_iban();
	test_reach();
	test_skonto();
	test_skonto_terms();
	test_shapes();
	return T_END();
}
