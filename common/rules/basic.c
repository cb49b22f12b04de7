/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "basic.h"
#include "ident/account.h"
#include "ident/giro.h"
#include "ident/kid.h"
#include "ident/ocr.h"
#include "ident/org.h"
#include "ident/rf.h"
#include "ident/viite.h"
#include "model/currency.h"
#include "model/problems.h"

/* One document at work. */
struct check {
	struct record *r;
	struct arena *arena;
};

static void
finding(const struct check *c, const char *rule, const char *severity,
    const char *path, const char *text)
{
	problem_add(
	    c->r, c->arena, rule, severity, str_of(path), 0, "%s", text);
}

static void
require(const struct check *c, bool there, const char *rule, const char *path)
{
	if (!there)
		finding(c, rule, "fatal", path, "it is missing");
}

static void
check_head(const struct check *c, const struct invoice *inv)
{
	require(c, inv->number.n > 0, "missing-number", "invoice.number");
	require(
	    c, date_set(inv->issue_date), "missing-date", "invoice.issue_date");
	require(c, inv->currency.n > 0, "missing-currency", "invoice.currency");
	require(c, inv->payable.set, "missing-payable", "invoice.payable");
	if (inv->number.n > BASIC_NUMBER_MAX)
		problem_add(c->r, c->arena, "number-length", "fatal",
		    str_of("invoice.number"), 0,
		    "an invoice number of %zu bytes, more than %d",
		    inv->number.n, BASIC_NUMBER_MAX);
	if (inv->currency.n && !currency_code_ok(inv->currency))
		finding(c, "currency-code", "fatal", "invoice.currency",
		    "no code of three capital letters");
}

/* ---- sums ----------------------------------------------------------- */

/* A sum in the making; out of range makes it wrong for good. */
struct sum {
	struct dec value;
	bool ok;
};

static void
add(struct sum *s, struct dec d, int sign)
{
	if (!d.set)
		return;
	s->ok = s->ok && (sign > 0 ? dec_add(&s->value, s->value, d)
				   : dec_sub(&s->value, s->value, d));
}

static void
compare(const struct check *c, struct sum *s, struct dec said, const char *rule,
    const char *path)
{
	char computed[DEC_TEXT], written[DEC_TEXT];
	if (!s->ok || !dec_round(&s->value, s->value, 2, DEC_HALF_CEILING)) {
		finding(c, rule, "fatal", path, "the sum is out of range");
		return;
	}
	if (!said.set)
		said = DEC_INT(0);
	if (dec_cmp(s->value, said) == 0)
		return;
	dec_format(s->value, computed);
	dec_format(said, written);
	problem_add(c->r, c->arena, rule, "fatal", str_of(path), 0,
	    "it says %s, its parts come to %s", written, computed);
}

static const struct sum zero = { { .set = true }, true };

static void
check_parts(const struct check *c, const struct invoice *inv)
{
	struct sum lines = zero, allowances = zero, charges = zero, vat = zero;
	for (size_t i = 0; i < inv->lines_n; i++)
		add(&lines, inv->lines[i].amount, 1);
	for (size_t i = 0; i < inv->allowances_n; i++)
		add(&allowances, inv->allowances[i].amount, 1);
	for (size_t i = 0; i < inv->charges_n; i++)
		add(&charges, inv->charges[i].amount, 1);
	for (size_t i = 0; i < inv->vat_parts_n; i++)
		add(&vat, inv->vat_parts[i].tax, 1);
	if (inv->lines_total.set)
		compare(c, &lines, inv->lines_total, "sum-lines",
		    "invoice.lines_total");
	compare(c, &allowances, inv->allowances_total, "sum-allowances",
	    "invoice.allowances_total");
	compare(c, &charges, inv->charges_total, "sum-charges",
	    "invoice.charges_total");
	if (inv->vat_parts_n)
		compare(c, &vat, inv->vat, "sum-vat", "invoice.vat");
}

static void
check_totals(const struct check *c, const struct invoice *inv)
{
	struct sum net = zero, gross = zero, payable = zero;
	add(&net, inv->lines_total, 1);
	add(&net, inv->allowances_total, -1);
	add(&net, inv->charges_total, 1);
	if (inv->net.set && inv->lines_total.set)
		compare(c, &net, inv->net, "sum-net", "invoice.net");
	add(&gross, inv->net, 1);
	add(&gross, inv->vat, 1);
	if (inv->gross.set && inv->net.set)
		compare(c, &gross, inv->gross, "sum-gross", "invoice.gross");
	add(&payable, inv->gross, 1);
	add(&payable, inv->prepaid, -1);
	add(&payable, inv->rounding, 1);
	if (inv->payable.set && inv->gross.set)
		compare(c, &payable, inv->payable, "sum-payable",
		    "invoice.payable");
}

/* ---- dates ---------------------------------------------------------- */

static void
check_order(const struct check *c, struct date first, struct date last,
    const char *path, const char *text)
{
	if (date_set(first) && date_set(last) && date_cmp(first, last) > 0)
		finding(c, "date-order", "warning", path, text);
}

static void
check_periods(const struct check *c, const struct invoice *inv)
{
	check_order(c, inv->period.start, inv->period.end, "invoice.period",
	    "the period ends before it begins");
	for (size_t i = 0; i < inv->lines_n; i++)
		check_order(c, inv->lines[i].period.start,
		    inv->lines[i].period.end, "invoice.lines.period",
		    "the period ends before it begins");
}

/* ---- accounts and references ------------------------------------------ */

static bool
is_iban(struct str s)
{
	return s.n > 4 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'A' &&
	       s.p[1] <= 'Z' && is_digit(s.p[2]) && is_digit(s.p[3]);
}

/* Claims that the account is Norwegian: eleven digits, perhaps dotted. */
static bool
is_norwegian(const struct invoice *inv, struct str s)
{
	return str_is(inv->seller.address.country, "NO") && s.n >= 11 &&
	       s.n <= 13 && !is_iban(s);
}

static void
check_account(const struct check *c, const struct payment_means *p)
{
	char room[ACCOUNT_IBAN + GIRO_DIGITS + ACCOUNT_NO];
	bool ok = true;
	if (str_is(p->branch, "SE:BANKGIRO"))
		ok = giro_parse(room, p->account, GIRO_BANKGIRO);
	else if (str_is(p->branch, "SE:PLUSGIRO"))
		ok = giro_parse(room, p->account, GIRO_PLUSGIRO);
	else if (is_iban(p->account))
		ok = account_iban_parse(room, p->account);
	else if (is_norwegian(c->r->invoice, p->account))
		ok = account_no_parse(room, p->account);
	if (!ok)
		finding(c, "account-check", "warning",
		    "invoice.payment.account",
		    "the account number fails its check");
}

static void
check_reference(const struct check *c, const struct payment_means *p)
{
	static const struct ocr_plan luhn = { .rule = OCR_LUHN };
	const struct invoice *inv = c->r->invoice;
	char room[RF_TEXT + VIITE_TEXT];
	struct str ref = p->reference;
	bool digits = digits_only(ref.p, ref.n), ok = true;
	if (str_starts(ref, "RF"))
		ok = rf_parse(room, ref);
	else if (digits && str_starts(p->branch, "SE:"))
		ok = ocr_ok(ref, &luhn);
	else if (digits && is_norwegian(inv, p->account))
		ok = kid_ok(ref, KID_MOD10) || kid_ok(ref, KID_MOD11);
	else if (digits && str_starts(p->account, "FI"))
		ok = viite_parse(room, ref);
	if (!ok)
		finding(c, "reference-check", "warning",
		    "invoice.payment.reference",
		    "the payment reference fails its check");
}

/* ---- identifiers ------------------------------------------------------ */

static bool
scheme_ok(struct str scheme, struct str id)
{
	char room[ORG_SE + ORG_NO + ORG_FI];
	if (str_is(scheme, "0007"))
		return org_parse(room, id) != ORG_NONE;
	if (str_is(scheme, "0192"))
		return org_norwegian_parse(room, id);
	if (str_is(scheme, "0088"))
		return account_gln_ok(id);
	return true;
}

static void
check_party(const struct check *c, const struct party *p, const char *path)
{
	char room[ORG_SE + ORG_NO];
	bool vat = true;
	if (str_starts(p->vat_id, "SE"))
		vat = org_vat_parse(room, p->vat_id) != ORG_NONE;
	else if (str_starts(p->vat_id, "NO"))
		vat = org_norwegian_parse(room, p->vat_id);
	if (!vat)
		finding(c, "identifier-check", "warning", path,
		    "the VAT number fails its check");
	if ((p->legal_id.n && !scheme_ok(p->legal_scheme, p->legal_id)) ||
	    (p->endpoint.n && !scheme_ok(p->endpoint_scheme, p->endpoint)))
		finding(c, "identifier-check", "warning", path,
		    "an identifier fails the check of its scheme");
}

void
basic_check(struct record *r, bool official, struct arena *arena)
{
	struct check c = { r, arena };
	const struct invoice *inv = r->invoice;
	check_head(&c, inv);
	if (!official) {
		check_parts(&c, inv);
		check_totals(&c, inv);
		check_periods(&c, inv);
	}
	check_order(&c, inv->issue_date, inv->due_date, "invoice.due_date",
	    "due before the date of issue");
	for (size_t i = 0; i < inv->payment_n; i++) {
		if (inv->payment[i].account.n)
			check_account(&c, &inv->payment[i]);
		if (inv->payment[i].reference.n)
			check_reference(&c, &inv->payment[i]);
	}
	check_party(&c, &inv->seller, "invoice.seller");
	check_party(&c, &inv->buyer, "invoice.buyer");
}
