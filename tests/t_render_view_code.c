/* SPDX-License-Identifier: ISC */
/* What machines read of a page: the OCR line and the payment codes. */
#include "view_made.h"

/* ---- the line of a giro slip ----------------------------------------- */

static const struct {
	const char *reference, *amount, *currency, *giro, *want;
} slips[] = {
	{ "1234567897", "1234.00", "SEK", "9912346",
	    "#          1234567897 #     1234 00   4 >      9912346#41#" },
	{ "1234567897", "1234", "SEK", "991-2346",
	    "#          1234567897 #     1234 00   4 >      9912346#41#" },
	{ NULL, "1234.00", "SEK", "9912346",
	    "#                     #     1234 00   4 >      9912346#42#" },
	{ "", "1234.00", "SEK", "9912346",
	    "#                     #     1234 00   4 >      9912346#42#" },
	{ "1234567898", "1234.00", "SEK", "9912346", /* Luhn */
	    "#                     #     1234 00   4 >      9912346#42#" },
	{ "F-1", "1234.00", "SEK", "9912346",
	    "#                     #     1234 00   4 >      9912346#42#" },
	{ "18", "0.05", "SEK", "9912346",
	    "#                  18 #        0 05   9 >      9912346#41#" },
	{ "18", "0.5", "SEK", "50501055",
	    "#                  18 #        0 50   5 >     50501055#41#" },
	{ "18", "1.00", "SEK", "9912346",
	    "#                  18 #        1 00   8 >      9912346#41#" },
	{ "18", "99999999.99", "SEK", "9912346",
	    "#                  18 # 99999999 99   0 >      9912346#41#" },
	{ "18", "99.990000", "SEK", "9912346",
	    "#                  18 #       99 99   4 >      9912346#41#" },
	{ "1234567890123456789012340", "1234.00", "SEK", "9912346",
	    "#1234567890123456789012340 #     1234 00   4 >      "
	    "9912346#41#" },
	{ "8", "1.00", "SEK", "9912346", /* one digit */
	    "#                     #        1 00   8 >      9912346#42#" },
	{ "18", "100000000.00", "SEK", "9912346", NULL },
	{ "18", "123456789012345.00", "SEK", "9912346", NULL },
	{ "18", "0.00", "SEK", "9912346", NULL },
	{ "18", "-1.00", "SEK", "9912346", NULL },
	{ "18", "1.005", "SEK", "9912346", NULL },
	{ "18", NULL, "SEK", "9912346", NULL },
	{ "18", "1.00", "EUR", "9912346", NULL },
	{ "18", "1.00", NULL, "9912346", NULL },
	{ "18", "1.00", "SEK", "9912347", NULL },
	{ "18", "1.00", "SEK", NULL, NULL },
};

static void
test_slips(void)
{
	for (size_t i = 0; i < COUNT(slips); i++) {
		T_CASE(slips[i].amount ? slips[i].amount : "no amount");
		CHECK_STR(view_ocr_line(&arena, str_of(slips[i].reference),
			      dec(slips[i].amount), str_of(slips[i].currency),
			      str_of(slips[i].giro)),
		    slips[i].want);
	}
	T_CASE("");
}

/* ---- Swish ----------------------------------------------------------- */

#define TEN "1234567890"
static const struct {
	const char *number, *amount, *reference, *want;
} swishes[] = {
	{ "1231181189", "100.00", "12229445", "C1231181189;100,00;12229445;0" },
	{ "1231181189", "0.5", "1", "C1231181189;0,50;1;0" },
	{ "1231181189", "7", NULL, "C1231181189;7,00;;0" },
	{ "1231181189", "7", " RF18 5390 ", "C1231181189;7,00;RF18%205390;0" },
	{ "1231181189", "7", "Höst: \"a\", (b)?!.",
	    "C1231181189;7,00;H%C3%B6st%3A%20%22a%22%2C%20%28b%29%3F%21%2E;"
	    "0" },
	{ "1231181189", "999999999999.99", TEN TEN TEN TEN TEN,
	    "C1231181189;999999999999,99;" TEN TEN TEN TEN TEN ";0" },
	{ "1231181189", "7", TEN TEN TEN TEN TEN "1", NULL },
	{ "1231181189", "7", "a;b", NULL },
	{ "1231181189", "7", "F-1001", NULL },
	{ "1231181189", "7", "a\nb", NULL },
	{ "1231181189", "7", "\xd7\xa9", NULL }, /* no letter of Swish */
	{ "1231181189", "1000000000000.00", "1", NULL },
	{ "1231181189", "0.00", "1", NULL },
	{ "1231181189", "-5.00", "1", NULL },
	{ "1231181189", "1.001", "1", NULL },
	{ "1231181189", NULL, "1", NULL },
	{ NULL, "1.00", "1", NULL },
};

static void
test_swish(void)
{
	for (size_t i = 0; i < COUNT(swishes); i++) {
		T_CASE(swishes[i].reference ? swishes[i].reference : "none");
		CHECK_STR(
		    view_swish(&arena, str_of(swishes[i].number),
			dec(swishes[i].amount), str_of(swishes[i].reference)),
		    swishes[i].want);
	}
	T_CASE("");
}

/* ---- codes ----------------------------------------------------------- */

#define QR_BEGIN "{\"uqr\":1,\"tp\":1,\"nme\":\"Norrlid Energi AB\","
#define QR_IDS QR_BEGIN "\"cid\":\"559999-0016\","
#define QR_DATES "\"idt\":\"20261120\",\"ddt\":\"20261219\","

static void
test_usingqr(void)
{
	struct made *m = make();
	CHECK_STR(view_usingqr(&arena, see(m)),
	    QR_IDS "\"iref\":\"1000012670000168\"," QR_DATES
		   "\"due\":4033,\"vat\":806.64,\"cur\":\"SEK\",\"pt\":\"BG\","
		   "\"acc\":\"991-2346\",\"adr\":\"903 26 Umeå\"}");
	CHECK_STR(m->v.pay.code_kind, "usingqr");
	CHECK_STR(m->v.pay.code, view_usingqr(&arena, &m->v));

	m->payment[0].branch = str_of("SE:PLUSGIRO");
	m->payment[0].account = str_of("2865434");
	m->payment[0].reference = (struct str){ NULL, 0 };
	m->inv.payable = dec("0.50");
	m->inv.vat = dec("0.125");
	CHECK_STR(view_usingqr(&arena, see(m)),
	    QR_IDS "\"iref\":\"26700001\"," QR_DATES
		   "\"due\":0.5,\"cur\":\"SEK\",\"pt\":\"PG\","
		   "\"acc\":\"28 65 43-4\",\"adr\":\"903 26 Umeå\"}");
	CHECK_STR(m->v.pay.ocr_line, NONE); /* forms of bankgiro only */
}

static void
test_usingqr_abroad(void)
{
	struct made *m = make();
	m->sender.code = CONF_CODE_USINGQR;
	m->inv.seller = (struct party){ .name = STR("Nord\"fjell\\\n\x01"),
		.legal_id = STR("310000108"),
		.address = { .country = STR("NO") } };
	m->inv.currency = str_of("NOK");
	m->inv.payable = dec("1250.75");
	m->inv.vat = (struct dec){ 0 };
	m->inv.due_date = (struct date){ 0 };
	m->payment[0].branch = str_of("DNBANOKK");
	m->payment[0].account = str_of("12345678903");
	m->payment[0].reference = str_of("123456782");
	CHECK_STR(see(m)->pay.code,
	    "{\"uqr\":1,\"tp\":1,\"nme\":\"Nord\\\"fjell\\\\\\n\\u0001\","
	    "\"cid\":\"310000108\",\"cc\":\"NO\",\"iref\":\"123456782\","
	    "\"idt\":\"20261120\",\"due\":1250.75,\"cur\":\"NOK\","
	    "\"pt\":\"BBAN\",\"acc\":\"12345678903\",\"bc\":\"DNBANOKK\"}");
	m->payment[0].account = str_of("NO9386011117947");
	CHECK(strstr(see(m)->pay.code.p,
	    "\"pt\":\"IBAN\",\"acc\":\"NO9386011117947\",\"bc\":"));
	m->payment[0].account = str_of("12345678904"); /* check digit */
	CHECK_STR(see(m)->pay.code, NONE);
	m->payment[0].account = str_of("GB-1");
	CHECK_STR(see(m)->pay.code, NONE);
	m->payment[0].branch = str_of("SE:BANKGIRO");
	m->payment[0].account = str_of("9912347");
	CHECK_STR(see(m)->pay.code, NONE);
}

static void
test_usingqr_credit(void)
{
	struct made *m = make();
	m->r.kind = str_of("credit-note");
	m->inv.number = str_of("26700009");
	m->payment[0].reference = (struct str){ NULL, 0 };
	m->inv.preceding = m->preceding;
	m->inv.preceding_n = 1;
	m->preceding[0].number = str_of("26700001");
	m->inv.due_date = (struct date){ 0 };
	CHECK_STR(see(m)->pay.code,
	    "{\"uqr\":1,\"tp\":2,\"nme\":\"Norrlid Energi AB\","
	    "\"cid\":\"559999-0016\",\"iref\":\"26700009\","
	    "\"cr\":\"26700001\",\"idt\":\"20261120\",\"due\":4033,"
	    "\"vat\":806.64,\"cur\":\"SEK\",\"pt\":\"BG\","
	    "\"acc\":\"991-2346\",\"adr\":\"903 26 Umeå\"}");
	CHECK_STR(m->v.pay.ocr_line, NONE);
	m->sender.swish = str_of("1231181189");
	m->sender.code = CONF_CODE_SWISH; /* nothing to pay */
	CHECK_STR(see(m)->pay.code, NONE);
	CHECK_STR(m->v.pay.swish, NONE);
}

static const struct {
	const char *account, *reference, *payable, *currency;
	struct date due;
	const char *want;
} bank_codes[] = {
	{ "FI21 1234 5600 0007 85", "1234 5672", "123.4", "EUR",
	    { 2026, 12, 19 },
	    "421123456000007850001234000000000000000012345672261219" },
	/* the example of the guide */
	{ "FI5810171000000122", "559582243294671", "482.99", "EUR",
	    { 2012, 1, 31 },
	    "458101710000001220004829900000000559582243294671120131" },
	{ "FI2112345600000785", "12345672", "0.05", "EUR", { 0 },
	    "421123456000007850000000500000000000000012345672000000" },
	{ "FI2112345600000785", "RF85 1234 5672", "999999.99", "EUR",
	    { 2026, 2, 3 },
	    "521123456000007859999999985000000000000012345672260203" },
	/* a million is what the payer types */
	{ "FI2112345600000785", "12345672", "1000000.00", "EUR",
	    { 2026, 12, 19 },
	    "421123456000007850000000000000000000000012345672261219" },
	{ "FI2112345600000785", "12345673", "1.00", "EUR", { 0 }, NULL },
	{ "FI2112345600000785", "RF92LASKU1", "1.00", "EUR", { 0 }, NULL },
	{ "FI2112345600000785", NULL, "1.00", "EUR", { 0 }, NULL },
	{ "FI2112345600000786", "12345672", "1.00", "EUR", { 0 }, NULL },
	{ "DE89370400440532013000", "12345672", "1.00", "EUR", { 0 }, NULL },
	{ NULL, "12345672", "1.00", "EUR", { 0 }, NULL },
	{ "FI2112345600000785", "12345672", "1.00", "SEK", { 0 }, NULL },
	{ "FI2112345600000785", "12345672", "0.00", "EUR", { 0 }, NULL },
	{ "FI2112345600000785", "12345672", "-1.00", "EUR", { 0 }, NULL },
	{ "FI2112345600000785", "12345672", "0.001", "EUR", { 0 }, NULL },
	{ "FI2112345600000785", "12345672", NULL, "EUR", { 0 }, NULL },
};

static void
test_bank_codes(void)
{
	for (size_t i = 0; i < COUNT(bank_codes); i++) {
		struct str code = view_bank_code(&arena,
		    str_of(bank_codes[i].account),
		    str_of(bank_codes[i].reference), dec(bank_codes[i].payable),
		    str_of(bank_codes[i].currency), bank_codes[i].due);
		CHECK_STR(code, bank_codes[i].want);
		CHECK(!code.n || code.n == 54);
	}
	struct made *m = make_finnish();
	CHECK_STR(see(m)->pay.bank_code,
	    "421123456000007850001234000000000000000012345672261219");
	draw_by_autogiro(m); /* who pays it too would pay twice */
	CHECK_STR(see(m)->pay.bank_code, NONE);
}

#define EPC_BEGIN                                                              \
	"BCD\n002\n1\nSCT\nNDEAFIHH\nPohjanlahti Energia Oy\n"                 \
	"FI2112345600000785\nEUR123.40\n\n"

static void
test_epc(void)
{
	struct made *m = make_finnish();
	CHECK_STR(see(m)->pay.code, EPC_BEGIN "12345672\n\n"
					      "ReqdExctnDt/2026-12-19");
	CHECK_STR(m->v.pay.code_kind, "epc");
	CHECK_STR(m->v.pay.ocr_line, NONE);
	m->inv.due_date = (struct date){ 0 };
	CHECK_STR(see(m)->pay.code, EPC_BEGIN "12345672");
	m->payment[0].reference = str_of("rf85 1234 5672");
	CHECK_STR(see(m)->pay.code, EPC_BEGIN "RF8512345672");
	m->payment[0].reference = str_of("Lasku\n1 / 2");
	CHECK_STR(see(m)->pay.code, EPC_BEGIN "\nLasku 1 / 2");
	m->payment[0].reference = (struct str){ NULL, 0 };
	CHECK_STR(see(m)->pay.code, EPC_BEGIN "\n26700001");

	/* a national reference means something in its country only */
	m->payment[0].account = str_of("DE89370400440532013000");
	m->payment[0].branch = (struct str){ NULL, 0 };
	m->payment[0].reference = str_of("12345672");
	m->inv.due_date = (struct date){ 2026, 12, 19 };
	CHECK_STR(see(m)->pay.code,
	    "BCD\n002\n1\nSCT\n\nPohjanlahti Energia Oy\n"
	    "DE89370400440532013000\nEUR123.40\n\n\n12345672");
}

static void
test_epc_absent(void)
{
	static const char *const amounts[] = { "0.00", "-1.00", "0.001",
		"1000000000.00", NULL };
	struct made *m = make_finnish();
	for (size_t i = 0; i < COUNT(amounts); i++) {
		m->inv.payable = dec(amounts[i]);
		CHECK_STR(view_epc(&arena, see(m)), NONE);
	}
	m->inv.payable = dec("999999999.99");
	CHECK(view_epc(&arena, see(m)).n > 0);
	m->inv.currency = str_of("SEK");
	CHECK_STR(view_epc(&arena, see(m)), NONE);
	m = make_finnish();
	m->inv.seller.name = (struct str){ NULL, 0 };
	CHECK_STR(view_epc(&arena, see(m)), NONE);
	m = make_finnish();
	m->payment[0].account = str_of("FI2112345600000786");
	CHECK_STR(view_epc(&arena, see(m)), NONE);
}

/* The IBAN need not be the first way, and shares its reference. */
static void
test_epc_second(void)
{
	struct made *m = make_finnish();
	m->inv.payment_n = 2;
	m->payment[1] = m->payment[0];
	m->payment[0].account = str_of("9912346");
	m->payment[0].branch = str_of("SE:BANKGIRO");
	m->payment[0].reference = m->payment[1].reference =
	    str_of("RF8512345672");
	m->sender.code = CONF_CODE_EPC;
	m->inv.due_date = (struct date){ 0 };
	CHECK_STR(see(m)->pay.others[0].reference, NONE);
	CHECK_STR(m->v.pay.code, EPC_BEGIN "RF8512345672");
}

static const struct {
	const char *branch, *account, *currency, *swish;
	int code; /* enum conf_code */
	const char *kind;
} chosen[] = {
	{ "SE:BANKGIRO", "9912346", "SEK", NULL, CONF_CODE_AUTO, "usingqr" },
	{ "SE:PLUSGIRO", "2865434", "SEK", NULL, CONF_CODE_AUTO, "usingqr" },
	{ "SE:BANKGIRO", "9912346", "SEK", "1231181189", CONF_CODE_AUTO,
	    "usingqr" },
	{ "SE:BANKGIRO", "9912347", "SEK", "1231181189", CONF_CODE_AUTO,
	    "swish" },
	{ NULL, "SE4550000000058398257466", "SEK", NULL, CONF_CODE_AUTO, NULL },
	{ NULL, "SE4550000000058398257466", "SEK", "1231181189", CONF_CODE_AUTO,
	    "swish" },
	{ NULL, "SE4550000000058398257466", "EUR", "1231181189", CONF_CODE_AUTO,
	    "epc" },
	{ NULL, "SE4550000000058398257466", "SEK", NULL, CONF_CODE_USINGQR,
	    "usingqr" },
	{ "SE:BANKGIRO", "9912346", "SEK", "1231181189", CONF_CODE_SWISH,
	    "swish" },
	{ "SE:BANKGIRO", "9912346", "EUR", "1231181189", CONF_CODE_SWISH,
	    NULL },
	{ "SE:BANKGIRO", "9912346", "SEK", "1231181189", CONF_CODE_EPC, NULL },
	{ "SE:BANKGIRO", "9912346", "SEK", "1231181189", CONF_CODE_NONE, NULL },
	{ NULL, "SE4550000000058398257466", "EUR", NULL, CONF_CODE_NONE, NULL },
};

static void
test_choice(void)
{
	for (size_t i = 0; i < COUNT(chosen); i++) {
		struct made *m = make();
		T_CASE(chosen[i].account);
		m->payment[0].branch = str_of(chosen[i].branch);
		m->payment[0].account = str_of(chosen[i].account);
		m->inv.currency = str_of(chosen[i].currency);
		m->sender.swish = str_of(chosen[i].swish);
		m->sender.code = chosen[i].code;
		CHECK_STR(see(m)->pay.code_kind, chosen[i].kind);
		CHECK_INT(m->v.pay.code.n > 0, chosen[i].kind != NULL);
		CHECK_STR(m->v.pay.swish,
		    chosen[i].swish && str_is(m->inv.currency, "SEK")
			? "123" NB "118" NB "11" NB "89"
			: NONE);
	}
	T_CASE("");
}

/* Nothing of it where it would be paid twice or not at all. */
static void
test_nothing_to_scan(void)
{
	static const char *const amounts[] = { "0.00", "-10.00", NULL };
	struct made *m = make();
	m->sender.swish = str_of("1231181189");
	CHECK_STR(see(m)->pay.ocr_line,
	    "#    1000012670000168 #     4033 00   7 >      9912346#41#");
	m->payment[0].reference = str_of("26700002");
	CHECK_STR(see(m)->pay.ocr_line,
	    "#                     #     4033 00   7 >      9912346#42#");
	draw_by_autogiro(m);
	CHECK_STR(see(m)->pay.ocr_line, NONE);
	CHECK_STR(m->v.pay.code, NONE);
	CHECK_STR(m->v.pay.swish, NONE);
	CHECK_STR(m->v.pay.form, "giro");
	for (size_t i = 0; i < COUNT(amounts); i++) {
		m = make();
		m->sender.swish = str_of("1231181189");
		m->inv.payable = dec(amounts[i]);
		CHECK_STR(see(m)->pay.ocr_line, NONE);
		CHECK_STR(m->v.pay.code, NONE);
		CHECK_STR(m->v.pay.swish, NONE);
	}
	m = make();
	m->how.sender = NULL;
	CHECK_STR(see(m)->pay.code_kind, "usingqr");
}

int
main(void)
{
	test_slips();
	test_swish();
	test_usingqr();
	test_usingqr_abroad();
	test_usingqr_credit();
	test_bank_codes();
	test_epc();
	test_epc_absent();
	test_epc_second();
	test_choice();
	test_nothing_to_scan();
	arena_free(&arena);
	return T_END();
}
