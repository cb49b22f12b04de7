/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as every small value there is: numbers, dates, base64, accounts,
 * references, identities. What was read and written again is the same.
 */
#include <stdint.h>

#include "base/base64.h"
#include "base/date.h"
#include "base/dec.h"
#include "base/mask.h"
#include "base/text.h"
#include "claim.h"
#include "ident/account.h"
#include "ident/contact.h"
#include "ident/fnr.h"
#include "ident/giro.h"
#include "ident/hetu.h"
#include "ident/kid.h"
#include "ident/ocr.h"
#include "ident/org.h"
#include "ident/person.h"
#include "ident/rf.h"
#include "ident/viite.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
numbers(struct str t)
{
	struct dec a, b;
	char text[DEC_TEXT];
	if (!dec_parse(&a, t))
		return;
	size_t n = dec_format(a, text);
	claim(n < DEC_TEXT && dec_parse(&b, (struct str){ text, n }));
	claim(a.coef == b.coef && a.scale == b.scale);
	claim(dec_cmp(dec_tidy(a, 2), a) == 0);
}

static void
dates(struct str t)
{
	struct date a, b;
	struct instant at, again;
	char day[DATE_TEXT], time[TIME_TEXT];
	if (date_parse(&a, t)) {
		date_format(a, day);
		claim(str_is(t, day));
		b = date_from_days(date_days(a));
		claim(date_cmp(a, b) == 0);
	}
	if (instant_parse(&at, t)) {
		instant_format(at, time);
		claim(instant_parse(&again, str_of(time)));
		claim(at.seconds == again.seconds);
	}
}

static void
texts(struct str t)
{
	struct buf a = BUF_INIT(1 << 24), b = BUF_INIT(1 << 24);
	size_t bad;
	base64_encode(&a, t.p, t.n);
	claim(base64_decode(&b, buf_str(&a)) && str_eq(buf_str(&b), t));
	buf_reset(&b);
	base64_decode(&b, t);
	buf_reset(&a);
	buf_reset(&b);
	claim(utf8_check(t.p, t.n) <= t.n);
	if (text_decode(&a, t, CHARSET_LATIN1, &bad)) {
		claim(utf8_check(a.p, a.n) == a.n);
		claim(text_encode(&b, buf_str(&a), CHARSET_LATIN1, &bad));
		claim(str_eq(buf_str(&b), t));
	}
	buf_reset(&a);
	buf_addstr(&a, t);
	mask_text(a.p, a.n);
	claim(a.n == t.n && !mask_hit(buf_str(&a)));
	buf_free(&a);
	buf_free(&b);
}

static void
accounts(struct str t)
{
	char bare[ACCOUNT_IBAN], print[ACCOUNT_IBAN_PRINT], again[ACCOUNT_IBAN];
	char giro[GIRO_DIGITS], giro_print[GIRO_TEXT], no[ACCOUNT_NO],
	    no_print[ACCOUNT_NO_PRINT];
	if (account_iban_parse(bare, t)) {
		account_iban_format(bare, print);
		claim(account_iban_parse(again, str_of(print)));
		claim(str_is(str_of(again), bare));
	}
	if (giro_parse(giro, t, GIRO_BANKGIRO)) {
		giro_format(giro, GIRO_BANKGIRO, giro_print);
		claim(giro_parse(giro, str_of(giro_print), GIRO_BANKGIRO));
	}
	if (giro_parse(giro, t, GIRO_PLUSGIRO)) {
		giro_format(giro, GIRO_PLUSGIRO, giro_print);
		claim(giro_parse(giro, str_of(giro_print), GIRO_PLUSGIRO));
	}
	if (account_no_parse(no, t)) {
		account_no_format(no, no_print);
		claim(account_no_parse(no, str_of(no_print)));
	}
	account_bic_ok(t);
	account_gln_ok(t);
}

static void
references(struct str t)
{
	static const struct ocr_plan plan = { .rule = OCR_LENGTH };
	char ocr[OCR_TEXT], kid[KID_TEXT], rf[RF_TEXT], viite[VIITE_TEXT];
	if (ocr_build(ocr, t, &plan))
		claim(ocr_ok(str_of(ocr), &plan));
	if (kid_build(kid, t, KID_MOD10))
		claim(kid_ok(str_of(kid), KID_MOD10));
	if (kid_build(kid, t, KID_MOD11))
		claim(kid_ok(str_of(kid), KID_MOD11));
	if (rf_build(rf, t))
		claim(rf_parse(rf, str_of(rf)));
	if (viite_build(viite, t))
		claim(viite_parse(viite, str_of(viite)));
	rf_parse(rf, t);
	viite_parse(viite, t);
}

static void
identities(struct str t)
{
	const struct date today = { 2026, 11, 22 };
	struct person p, again;
	struct fnr fnr;
	struct hetu hetu;
	char masked[PERSON_MASKED], se[ORG_SE], no[ORG_NO], fi[ORG_FI];
	if (person_parse(&p, t, today)) {
		person_mask(&p, masked);
		claim(!mask_hit(str_of(masked)));
		claim(person_parse(&again, str_of(p.text), today));
	}
	fnr_parse(&fnr, t);
	hetu_parse(&hetu, t);
	if (org_parse(se, t) == ORG_COMPANY)
		claim(org_parse(se, str_of(se)) == ORG_COMPANY);
	org_vat_parse(se, t);
	org_norwegian_parse(no, t);
	org_finnish_parse(fi, t);
	contact_email_ok(t);
	contact_mobile_ok(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str t = { n ? (const char *)data : "", n };
	numbers(t);
	dates(t);
	texts(t);
	accounts(t);
	references(t);
	identities(t);
	return 0;
}
