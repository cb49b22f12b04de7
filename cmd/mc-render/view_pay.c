/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/account.h"
#include "ident/kid.h"
#include "ident/ocr.h"
#include "ident/rf.h"
#include "ident/viite.h"
#include "model/figure.h"
#include "view.h"
#include "view_part.h"

enum { SEEN = 16 }; /* ways that a further one is compared with */

/* A copy in which no line may break: groups stay together. */
static struct str
together(struct arena *a, const char *text)
{
	size_t n = strlen(text), k = 0;
	char *copy = arena_alloc(a, 2 * n + 1);
	for (; *text; text++) {
		if (*text == ' ') {
			copy[k++] = '\xc2';
			copy[k++] = '\xa0';
		} else
			copy[k++] = *text;
	}
	return (struct str){ copy, k };
}

/* ---- one way --------------------------------------------------------- */

static bool
is_among(struct str code, const char *const *codes)
{
	for (; *codes; codes++)
		if (str_is(code, *codes))
			return true;
	return false;
}

static bool
is_debit(const struct payment_means *p)
{
	static const char *const debits[] = { "49", "59", NULL };
	return is_among(p->code, debits) || p->debit.mandate.n;
}

/* Credit transfers: the account says it, words would only repeat it. */
static bool
is_transfer(const struct payment_means *p)
{
	static const char *const transfers[] = { "30", "31", "42", "57", "58",
		NULL };
	return is_among(p->code, transfers);
}

static void
fill_account(struct view_account *to, const struct payment_means *p,
    struct str seller, struct arena *a)
{
	static const char *const kinds[] = {
		[FIGURE_BANKGIRO] = "bankgiro",
		[FIGURE_PLUSGIRO] = "plusgiro",
		[FIGURE_IBAN] = "iban",
		[FIGURE_ACCOUNT] = "account",
	};
	enum figure_account kind;
	if (!str_trim(p->account).n)
		return;
	to->account = figure_account(a, p, seller, &kind);
	to->kind = str_of(kinds[kind]);
	if ((kind == FIGURE_IBAN || kind == FIGURE_ACCOUNT) &&
	    account_bic_ok(str_trim(p->branch)))
		to->bic = str_trim(p->branch);
}

/* Whose banks the account is with: what a reference is depends on them. */
static struct str
country_of(const struct view_account *to, struct str seller)
{
	if (str_is(to->kind, "bankgiro") || str_is(to->kind, "plusgiro"))
		return (struct str)STR("SE");
	if (str_is(to->kind, "iban") && to->account.n > 2)
		return (struct str){ to->account.p, 2 };
	return seller;
}

/* Digits in groups are the same reference. */
static bool
is_ocr(struct str bare)
{
	const struct ocr_plan plan = { .rule = OCR_LUHN };
	return ocr_ok(bare, &plan);
}

static bool
is_kid(struct str bare)
{
	return kid_ok(bare, KID_MOD10) || kid_ok(bare, KID_MOD11);
}

static void
fill_reference(struct view_account *to, const struct payment_means *p,
    struct str seller, struct arena *a)
{
	char viite[VIITE_TEXT], viite_text[VIITE_PRINT];
	char rf[RF_TEXT], rf_text[RF_PRINT];
	struct str reference = str_trim(p->reference);
	struct str country = country_of(to, seller), bare;
	if (!reference.n)
		return;
	to->reference = reference;
	to->reference_kind = str_of("other");
	bare = view_bare(a, reference);
	if (rf_parse(rf, bare)) {
		rf_format(rf, rf_text);
		to->reference = together(a, rf_text);
		to->reference_kind = str_of("rf");
	} else if (str_is(country, "FI") && viite_parse(viite, bare)) {
		viite_format(viite, viite_text);
		to->reference = together(a, viite_text);
		to->reference_kind = str_of("viite");
	} else if (str_is(country, "SE") && is_ocr(bare)) {
		to->reference = bare;
		to->reference_kind = str_of("ocr");
	} else if (str_is(country, "NO") && is_kid(bare)) {
		to->reference = bare;
		to->reference_kind = str_of("kid");
	} else if (str_is(country, "DK") && digits_only(bare.p, bare.n)) {
		to->reference = bare;
		to->reference_kind = str_of("payment-id");
	}
}

static struct view_account
way_of(const struct payment_means *p, struct str seller, struct arena *a)
{
	struct view_account to = { .debit = is_debit(p) };
	const struct card *card = &p->card;
	fill_account(&to, p, seller, a);
	fill_reference(&to, p, seller, a);
	if (!to.account.n || !is_transfer(p))
		to.means = str_trim(p->text);
	if (to.debit)
		to.mandate = p->debit.mandate;
	if (str_trim(card->number).n) {
		struct str parts[] = { card->network, card->number,
			card->holder };
		to.card = view_join(a, " ", parts, 3);
	}
	return to;
}

struct str
view_reference(
    struct arena *a, const struct view *v, const struct view_account *to)
{
	if (!to->reference.n) /* perhaps said with the first only */
		to = &v->pay.main;
	if (!to->reference.n)
		return str_trim(v->invoice->number);
	if (str_is(to->reference_kind, "other"))
		return to->reference;
	return view_bare(a, to->reference);
}

/* ---- all of them ----------------------------------------------------- */

static bool
is_same(const struct view_account *x, const struct view_account *y)
{
	return str_eq(x->account, y->account) && str_eq(x->kind, y->kind) &&
	       str_eq(x->bic, y->bic) && str_eq(x->reference, y->reference) &&
	       str_eq(x->means, y->means) && str_eq(x->card, y->card) &&
	       str_eq(x->mandate, y->mandate) && x->debit == y->debit;
}

static bool
is_empty(const struct view_account *x)
{
	return !x->account.n && !x->reference.n && !x->means.n && !x->card.n &&
	       !x->debit;
}

static bool
is_repeated(const struct view_pay *pay, const struct view_account *way)
{
	if (is_same(&pay->main, way))
		return true;
	for (size_t i = 0; i < pay->others_n && i < SEEN; i++)
		if (is_same(&pay->others[i], way))
			return true;
	return false;
}

static void
add_other(struct view_pay *pay, struct view_account way)
{
	if (is_repeated(pay, &way))
		return;
	/* it stands with the first */
	if (str_eq(way.reference, pay->main.reference))
		way.reference = way.reference_kind = (struct str){ NULL, 0 };
	if (!is_empty(&way) && !is_repeated(pay, &way))
		pay->others[pay->others_n++] = way;
}

/* The one that is shown first. */
static size_t
find_main(const struct invoice *inv, bool drawn)
{
	for (size_t i = 0; drawn && i < inv->payment_n; i++)
		if (is_debit(&inv->payment[i]))
			return i;
	for (size_t i = 0; i < inv->payment_n; i++)
		if (str_trim(inv->payment[i].account).n)
			return i;
	return 0;
}

static void
fill_ways(struct view *v, struct arena *a)
{
	const struct invoice *inv = v->invoice;
	struct str seller = str_trim(inv->seller.address.country);
	struct view_pay *pay = &v->pay;
	size_t n = inv->payment_n, main = find_main(inv, v->doc.drawn);
	if (!n)
		return;
	pay->main = way_of(&inv->payment[main], seller, a);
	if (n > 1)
		pay->others = arena_alloc(a, (n - 1) * sizeof(*pay->others));
	for (size_t i = 0; i < n; i++)
		if (i != main)
			add_other(pay, way_of(&inv->payment[i], seller, a));
	pay->payee = inv->payee.name;
	if (!str_trim(pay->payee).n)
		pay->payee = inv->payment[main].account_name;
}

static struct str
form_of(const struct view *v, struct arena *a)
{
	const struct view_account *main = &v->pay.main;
	struct str currency = v->invoice->currency;
	char digits[ACCOUNT_NO];
	if (is_empty(main))
		return (struct str){ NULL, 0 };
	if ((str_is(main->kind, "bankgiro") ||
		str_is(main->kind, "plusgiro")) &&
	    str_is(currency, "SEK"))
		return (struct str)STR("giro");
	if (str_is(main->kind, "account") && str_is(currency, "NOK") &&
	    account_no_parse(digits, view_bare(a, main->account)))
		return (struct str)STR("kid");
	if (str_is(main->kind, "iban"))
		return (struct str)STR("iban");
	return (struct str)STR("other");
}

/* ---- what machines read ---------------------------------------------- */

/* The number as people write it: 123 118 11 89. */
static struct str
swish_text(struct arena *a, struct str s)
{
	char text[16];
	size_t n = 0;
	for (size_t i = 0; i < s.n && n + 2 < sizeof(text); i++) {
		if (i == 3 || i == 6 || i == 8)
			text[n++] = ' ';
		text[n++] = s.p[i];
	}
	text[n] = '\0';
	return together(a, text);
}

static struct str
swish_code(const struct view *v, const struct conf_sender *s, struct arena *a)
{
	if (!v->doc.asks || !s || !s->swish.n ||
	    !str_is(v->invoice->currency, "SEK"))
		return (struct str){ NULL, 0 };
	return view_swish(a, s->swish, v->invoice->payable,
	    view_reference(a, v, &v->pay.main));
}

/* Claims that the code is there, and notes what it is. */
static bool
set_code(struct view_pay *pay, struct str code, const char *kind)
{
	if (!code.n)
		return false;
	pay->code = code;
	pay->code_kind = str_of(kind);
	return true;
}

static void
fill_code(struct view *v, const struct conf_sender *s, struct arena *a)
{
	struct view_pay *pay = &v->pay;
	int wanted = s ? s->code : CONF_CODE_AUTO;
	bool any = wanted == CONF_CODE_AUTO;
	bool giro = str_is(pay->main.kind, "bankgiro") ||
		    str_is(pay->main.kind, "plusgiro");
	/* first what the account is made for */
	if ((wanted == CONF_CODE_USINGQR || (any && giro)) &&
	    set_code(pay, view_usingqr(a, v), "usingqr"))
		return;
	if ((wanted == CONF_CODE_SWISH || any) &&
	    set_code(pay, swish_code(v, s, a), "swish"))
		return;
	if ((wanted == CONF_CODE_EPC || any) && v->doc.asks)
		set_code(pay, view_epc(a, v), "epc");
}

void
view_pay_fill(struct view *v, const struct view_how *how, struct arena *a)
{
	const struct invoice *inv = v->invoice;
	const struct conf_sender *s = how->sender;
	struct view_pay *pay = &v->pay;
	struct str ocr = { NULL, 0 };
	fill_ways(v, a);
	if (!str_trim(pay->payee).n)
		pay->payee = inv->seller.name;
	pay->creditor = inv->debit_creditor;
	pay->form = form_of(v, a);
	if (v->doc.drawn) /* who scanned it would pay twice */
		return;
	fill_code(v, s, a);
	if (v->doc.asks)
		pay->bank_code =
		    view_bank_code(a, view_bare(a, pay->main.account),
			view_bare(a, pay->main.reference), inv->payable,
			inv->currency, inv->due_date);
	if (!v->doc.asks || !str_is(inv->currency, "SEK"))
		return;
	if (s && s->swish.n)
		pay->swish = swish_text(a, s->swish);
	if (str_is(pay->main.reference_kind, "ocr"))
		ocr = pay->main.reference;
	if (str_is(pay->main.kind, "bankgiro"))
		pay->ocr_line = view_ocr_line(a, ocr, inv->payable,
		    inv->currency, view_bare(a, pay->main.account));
}
