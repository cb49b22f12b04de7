/* SPDX-License-Identifier: ISC */
#include "autogiro_cmd.h"
#include "base/digit.h"
#include "format/autogiro.h"
#include "ident/giro.h"

enum { YEARS = 2 };

/* ---- what the debit is made of --------------------------------------- */

static bool
take_sender(struct want *w, const struct conf *c, const struct record *r,
    struct fault *f)
{
	struct str key = record_sender(r->id);
	w->sender = conf_find_sender(c, key);
	if (!w->sender || !w->sender->autogiro.bankgiro.p)
		return fault_set(f, "/id", "autogiro-sender",
		    "sender '%.*s' has no agreement on Autogiro",
		    key.n > 64 ? 64 : (int)key.n, key.p);
	w->debit.payee = w->sender->autogiro.bankgiro;
	w->debit.out = record_sign(r) < 0;
	if (w->debit.out && !w->sender->autogiro.payouts)
		return fault_set(f, "/kind", "autogiro-payout",
		    "a credit, and the sender's agreement has no payouts");
	return true;
}

static bool
take_date(struct want *w, const struct choice *c, struct fault *f)
{
	const char *place = "/route/payment/0/date", *why = NULL;
	if (!date_set(c->date))
		why = "no day of payment";
	else if (date_cmp(c->date, w->day) < 0)
		why = "the day of payment is before that of the run";
	else if (c->date.year > w->day.year + YEARS)
		why = "the day of payment is later than the second next year";
	w->debit.date = c->date;
	return !why || fault_set(f, place, "autogiro-date", "%s", why);
}

/* Nothing of a payer number may be said: it may be a personal number. */
static bool
take_payer(struct want *w, const struct choice *c, struct fault *f)
{
	const char *why = NULL;
	struct str s = c->address;
	if (!s.n)
		why = "no payer number";
	else if (!digits_only(s.p, s.n))
		why = "the payer number is not digits only";
	else if (s.n > AUTOGIRO_PAYER)
		why = "the payer number is longer than 16 digits";
	if (why)
		return fault_set(
		    f, "/route/payment/0/address", "autogiro-payer", "%s", why);
	while (s.n > 1 && s.p[0] == '0')
		s = str_from(s, 1);
	w->debit.payer = s;
	return s.p[0] != '0' || fault_set(f, "/route/payment/0/address",
				    "autogiro-payer", "the payer number is 0");
}

static bool
take_amount(struct want *w, const struct invoice *inv, struct fault *f)
{
	struct dec ore;
	const char *place = "/invoice/payable", *why = NULL;
	if (!str_is(inv->currency, "SEK"))
		return fault_set(f, "/invoice/currency", "autogiro-currency",
		    "Autogiro takes SEK only");
	if (!inv->payable.set || inv->payable.coef <= 0)
		why = "the amount is not above 0";
	else if (!dec_round(&ore, inv->payable, 2, DEC_DOWN) ||
		 ore.coef > AUTOGIRO_AMOUNT_MAX)
		why = "the amount is larger than 9999999999.99";
	else if (dec_cmp(ore, inv->payable) != 0)
		why = "the amount has parts of an ore";
	else
		w->debit.amount = (int64_t)ore.coef;
	return !why || fault_set(f, place, "autogiro-amount", "%s", why);
}

/* The reference to the payee's own account, else the first there is. */
static struct str
reference_of(const struct invoice *inv, struct str bankgiro)
{
	char digits[GIRO_DIGITS];
	struct str first = { NULL, 0 };
	for (size_t i = 0; i < inv->payment_n; i++) {
		const struct payment_means *m = &inv->payment[i];
		if (!m->reference.n)
			continue;
		if (giro_parse(digits, m->account, GIRO_BANKGIRO) &&
		    str_is(bankgiro, digits))
			return m->reference;
		if (!first.p)
			first = m->reference;
	}
	return first;
}

bool
put_debit(struct buf *b, const struct debit_order *d, struct fault *f)
{
	const struct autogiro_payment p = { .date = d->date,
		.times = -1,
		.payer = d->payer,
		.amount = d->amount,
		.bankgiro = d->payee,
		.reference = d->reference };
	return fixed_write(b,
	    d->out ? &autogiro_payout_layout : &autogiro_debit_layout, &p, f);
}

/* Whether it fits is the layout's to say. */
static bool
take_reference(struct want *w, const struct invoice *inv, struct fault *f)
{
	const char *place = "/invoice/payment";
	struct buf line = BUF_INIT(256);
	w->debit.reference = str_trim(reference_of(inv, w->debit.payee));
	if (!w->debit.reference.n)
		return fault_set(f, place, "autogiro-reference",
		    "the document has no payment reference");
	bool ok = put_debit(&line, &w->debit, f);
	buf_free(&line);
	if (ok)
		return true;
	char why[FAULT_TEXT];
	memcpy(why, f->text, sizeof(why));
	return fault_set(
	    f, place, "autogiro-reference", "the payment reference %s", why);
}

/* ---- the whole ------------------------------------------------------- */

static bool
take_all(const struct autogiro_cmd *g, const struct rec *rec, struct want *w,
    struct fault *f)
{
	const struct record *r = &rec->r;
	const struct choice *c = &r->route->payment[0];
	if (!batcher_fits(rec, f))
		return false;
	if (!r->invoice)
		return fault_set(
		    f, "/invoice", "autogiro-invoice", "no invoice");
	w->debit.id = r->id;
	if (r->source)
		w->debit.sha256 = r->source->sha256;
	if (!batcher_day(r, SECTION, &w->day, f))
		return false;
	w->run = r->run->id;
	return take_sender(w, &g->conf, r, f) && take_date(w, c, f) &&
	       take_payer(w, c, f) && take_amount(w, r->invoice, f) &&
	       take_reference(w, r->invoice, f);
}

enum fate
judge(const struct autogiro_cmd *g, const struct rec *rec, struct want *w,
    struct fault *f)
{
	const struct record *r = &rec->r;
	const char *place = "/route";
	*w = (struct want){ 0 };
	const struct conf_channel *c =
	    r->route->payment_n
		? conf_find_channel(&g->conf, r->route->payment[0].channel)
		: NULL;
	if (!c || c->scheme != CONF_AUTOGIRO)
		return FATE_NOTHING;
	if (r->route->held.n) {
		fault_set(f, place, "held",
		    "the document is held, and so is its debit");
		return FATE_FAILED;
	}
	if (!r->route->presentation_n) {
		fault_set(f, place, "notice",
		    "no way to present the document: the payer would have no "
		    "notice of the debit");
		return FATE_FAILED;
	}
	return take_all(g, rec, w, f) ? FATE_DEBIT : FATE_REJECTED;
}
