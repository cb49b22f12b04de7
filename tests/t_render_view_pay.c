/* SPDX-License-Identifier: ISC */
/* How to pay, as templates see it, and which code stands there. */
#include "view_made.h"

/* ---- accounts and references ----------------------------------------- */

static const struct {
	const char *seller, *currency, *branch, *account, *reference;
	const char *form, *kind, *shown, *bic, *shown_reference, *is;
} accounts[] = {
	{ "SE", "SEK", "SE:BANKGIRO", "9912346", "1234567897", "giro",
	    "bankgiro", "991-2346", NULL, "1234567897", "ocr" },
	{ "SE", "SEK", "SE:PLUSGIRO", "2865434", "1234 5678 97", "giro",
	    "plusgiro", "28" NB "65" NB "43-4", NULL, "1234567897", "ocr" },
	{ "SE", "EUR", "SE:BANKGIRO", "991-2346", "26700002", "other",
	    "bankgiro", "991-2346", NULL, "26700002", "other" },
	{ "SE", "SEK", "SE:BANKGIRO", "9912347", "F 12 3", "giro", "bankgiro",
	    "9912347", NULL, "F 12 3", "other" },
	{ "NO", "NOK", "DNBANOKK", "12345678903", "123456782", "kid", "account",
	    "1234.56.78903", "DNBANOKK", "123456782", "kid" },
	{ "NO", "NOK", NULL, "1234 56 78903", "1000005-", "kid", "account",
	    "1234.56.78903", NULL, "1000005-", "kid" },
	{ "NO", "NOK", NULL, "12345678903", NULL, "kid", "account",
	    "1234.56.78903", NULL, NULL, NULL },
	{ "NO", "EUR", NULL, "12345678903", "100030", "other", "account",
	    "1234.56.78903", NULL, "100030", "other" },
	{ "NO", "SEK", "SE:BANKGIRO", "9912346", "1234567897", "giro",
	    "bankgiro", "991-2346", NULL, "1234567897", "ocr" },
	{ "FI", "EUR", "NDEAFIHH", "FI2112345600000785", "12345672", "iban",
	    "iban", "FI21" NB "1234" NB "5600" NB "0007" NB "85", "NDEAFIHH",
	    "123" NB "45672", "viite" },
	{ "FI", "EUR", "no bic", "fi21 1234 5600 0007 85", "RF8512345672",
	    "iban", "iban", "FI21" NB "1234" NB "5600" NB "0007" NB "85", NULL,
	    "RF85" NB "1234" NB "5672", "rf" },
	{ "SE", "EUR", NULL, "FI2112345600000785", "0012345672", "iban", "iban",
	    "FI21" NB "1234" NB "5600" NB "0007" NB "85", NULL,
	    "123" NB "45672", "viite" },
	{ "DK", "DKK", NULL, "DK5000400440116243", "123456789012347", "iban",
	    "iban", "DK50" NB "0040" NB "0440" NB "1162" NB "43", NULL,
	    "123456789012347", "payment-id" },
	{ "DE", "EUR", NULL, "DE89370400440532013000", "12345672", "iban",
	    "iban", "DE89" NB "3704" NB "0044" NB "0532" NB "0130" NB "00",
	    NULL, "12345672", "other" },
	{ "GB", "GBP", NULL, "12-34-56 12345678", NULL, "other", "account",
	    "12-34-56 12345678", NULL, NULL, NULL },
	{ "SE", "SEK", NULL, NULL, "1234567897", "other", NULL, NULL, NULL,
	    "1234567897", "ocr" },
	{ NULL, "XXX", " ", " ", " ", NULL, NULL, NULL, NULL, NULL, NULL },
};

static void
test_accounts(void)
{
	for (size_t i = 0; i < COUNT(accounts); i++) {
		struct made *m = make();
		T_CASE(accounts[i].account ? accounts[i].account : "none");
		m->inv.seller.address.country = str_of(accounts[i].seller);
		m->inv.currency = str_of(accounts[i].currency);
		m->payment[0].branch = str_of(accounts[i].branch);
		m->payment[0].account = str_of(accounts[i].account);
		m->payment[0].reference = str_of(accounts[i].reference);
		const struct view_pay *pay = &see(m)->pay;
		CHECK_STR(pay->form, accounts[i].form);
		CHECK_STR(pay->main.kind, accounts[i].kind);
		CHECK_STR(pay->main.account, accounts[i].shown);
		CHECK_STR(pay->main.bic, accounts[i].bic);
		CHECK_STR(pay->main.reference, accounts[i].shown_reference);
		CHECK_STR(pay->main.reference_kind, accounts[i].is);
		CHECK_INT(pay->others_n, 0);
	}
	T_CASE("");
}

static void
test_ways(void)
{
	struct made *m = make();
	m->inv.payment_n = 3;
	m->payment[2] = m->payment[0];
	m->payment[1] = m->payment[0];
	CHECK_INT(see(m)->pay.others_n, 0); /* none twice */
	m->payment[0].account = str_of("50501055");
	CHECK_INT(see(m)->pay.others_n, 1);
	m->payment[0] = (struct payment_means){ .code = STR("48"),
		.text = STR("Kort"),
		.card = { .number = STR("1234"), .network = STR("VISA") } };
	m->payment[2].account = str_of("SE4550000000058398257466");
	m->payment[2].branch = str_of("ESSESESS");
	m->payment[2].text = str_of("said by the account");
	const struct view_pay *pay = &see(m)->pay;
	CHECK_STR(pay->main.kind, "bankgiro"); /* the first with an account */
	CHECK_STR(pay->main.reference, "1000012670000168");
	CHECK_INT(pay->others_n, 2);
	CHECK_STR(pay->others[0].card, "VISA 1234");
	CHECK_STR(pay->others[0].means, "Kort");
	CHECK_STR(pay->others[0].kind, NONE);
	CHECK_STR(pay->others[1].kind, "iban");
	CHECK_STR(pay->others[1].bic, "ESSESESS");
	CHECK_STR(pay->others[1].means, NONE);
	CHECK_STR(pay->others[1].reference, NONE); /* the first's */
	m->payment[2].reference = str_of("1234567897");
	CHECK_STR(see(m)->pay.others[1].reference, "1234567897");
	m->inv.payment_n = 0;
	CHECK_STR(see(m)->pay.form, NONE);
	CHECK_STR(m->v.pay.code, NONE);
}

static void
test_debit(void)
{
	struct made *m = make();
	m->payment[0] = (struct payment_means){ .code = STR("59"),
		.text = STR("Suoramaksu"),
		.debit = { .mandate = STR("M-17") } };
	m->inv.debit_creditor = str_of("FI12ZZZ345");
	const struct view_pay *pay = &see(m)->pay;
	CHECK(pay->main.debit);
	CHECK_STR(pay->main.mandate, "M-17");
	CHECK_STR(pay->main.means, "Suoramaksu");
	CHECK_STR(pay->creditor, "FI12ZZZ345");
	CHECK_STR(pay->form, "other");

	/* beside an account it is first only where it is what collects */
	m->inv.payment_n = 2;
	m->payment[1] = (struct payment_means){ .code = STR("30"),
		.account = STR("9912346"),
		.branch = STR("SE:BANKGIRO") };
	CHECK_STR(see(m)->pay.main.kind, "bankgiro");
	CHECK_STR(m->v.pay.others[0].mandate, "M-17");
	draw_by_autogiro(m);
	CHECK_STR(see(m)->pay.main.mandate, "M-17");
	CHECK_STR(m->v.pay.others[0].kind, "bankgiro");
	m->payment[0].debit.mandate = str_of("198112189876"); /* is covered */
	CHECK_STR(see(m)->pay.main.mandate, NONE);
	CHECK(m->v.pay.main.debit);
}

static void
test_payee(void)
{
	struct made *m = make();
	m->payment[0].account_name = str_of(" ");
	CHECK_STR(see(m)->pay.payee, "Norrlid Energi AB");
	m->payment[0].account_name = str_of("Norrlid Fakturor");
	CHECK_STR(see(m)->pay.payee, "Norrlid Fakturor");
	m->inv.payee.name = str_of("Inkasso Nord AB");
	CHECK_STR(see(m)->pay.payee, "Inkasso Nord AB");
}

int
main(void)
{
	test_accounts();
	test_ways();
	test_debit();
	test_payee();
	arena_free(&arena);
	return T_END();
}
