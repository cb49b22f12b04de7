/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "head.h"
#include "ident/account.h"
#include "ident/rf.h"
#include "ident/viite.h"
#include "pay.h"

enum { CELLS = 64, COLUMNS = 3, MEANS = 12 };
static const double pad = 6, heading = 7.5, whole_most = 110;
/* The panel reaches a little below the text of other pages. */
static const double below = 4;
static const struct look notice_look = { FONT_SEMI, 10.2, ACCENT };

struct cells {
	struct sheet *s;
	struct cell cell[CELLS];
	size_t n;
};

static void
add(struct cells *c, enum word label, struct str value)
{
	struct str name = word(c->s->lang, label);
	if (!str_trim(value).n || c->n == CELLS)
		return;
	for (size_t i = 0; i < c->n; i++) /* said already */
		if (str_eq(c->cell[i].value, value) &&
		    str_eq(c->cell[i].label, name))
			return;
	c->cell[c->n++] = (struct cell){ name, value };
}

/* A copy in which no line may break: groups stay together. */
static struct str
together(struct sheet *s, const char *text)
{
	char room[128];
	struct buf b = {
		.p = room, .cap = sizeof(room) - 1, .max = sizeof(room) - 1
	};
	for (; *text; text++)
		if (*text == ' ')
			buf_adds(&b, "\xc2\xa0");
		else
			buf_addc(&b, *text);
	return arena_str(s->type.arena, buf_str(&b));
}

static void
add_account(struct cells *c, const struct payment_means *p)
{
	static const enum word labels[] = {
		[FIGURE_BANKGIRO] = WORD_BANKGIRO,
		[FIGURE_PLUSGIRO] = WORD_PLUSGIRO,
		[FIGURE_IBAN] = WORD_IBAN,
		[FIGURE_ACCOUNT] = WORD_ACCOUNT,
	};
	enum figure_account kind;
	struct str text = figure_account(
	    c->s->type.arena, p, c->s->inv->seller.address.country, &kind);
	add(c, labels[kind], text);
	if ((kind == FIGURE_IBAN || kind == FIGURE_ACCOUNT) &&
	    account_bic_ok(p->branch))
		add(c, WORD_BIC, p->branch);
}

static void
add_reference(struct cells *c, const struct payment_means *p)
{
	char viite[VIITE_TEXT], viite_text[VIITE_PRINT];
	char rf[RF_TEXT], rf_text[RF_PRINT];
	struct str country = c->s->inv->seller.address.country;
	struct str reference = str_trim(p->reference);
	bool digits = digits_only(reference.p, reference.n);
	if (rf_parse(rf, reference)) {
		rf_format(rf, rf_text);
		add(c, WORD_REFERENCE, together(c->s, rf_text));
	} else if (str_is(country, "FI") && viite_parse(viite, reference)) {
		viite_format(viite, viite_text);
		add(c, WORD_VIITE, together(c->s, viite_text));
	} else if (str_is(country, "SE") && digits)
		add(c, WORD_OCR, reference);
	else if (str_is(country, "NO") && digits)
		add(c, WORD_KID, reference);
	else if (str_is(country, "DK") && digits)
		add(c, WORD_PAYMENT_ID, reference);
	else
		add(c, WORD_REFERENCE, reference);
}

static bool
is_debit(const struct payment_means *p)
{
	return str_is(p->code, "49") || str_is(p->code, "59") ||
	       p->debit.mandate.n;
}

/* Credit transfers: the accounts say it, words would only repeat it. */
static bool
is_transfer(const struct payment_means *p)
{
	static const char *const codes[] = { "30", "31", "42", "57", "58" };
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (str_is(p->code, codes[i]))
			return true;
	return false;
}

static void
add_means(struct cells *c, const struct payment_means *p)
{
	struct str masked = p->card.number;
	add_account(c, p);
	add_reference(c, p);
	if (is_debit(p)) {
		add(c, WORD_MEANS, word(c->s->lang, WORD_DIRECT_DEBIT));
		add(c, WORD_MANDATE, sheet_public(p->debit.mandate));
		add(c, WORD_CREDITOR, c->s->inv->debit_creditor);
	} else if (!is_transfer(p))
		add(c, WORD_MEANS, p->text);
	if (masked.n) {
		struct str card[] = { p->card.network, masked, p->card.holder };
		add(c, WORD_CARD, sheet_join(c->s, " ", card, 3));
	}
}

static void
add_payee(struct cells *c)
{
	const struct invoice *inv = c->s->inv;
	struct str payee =
	    inv->payee.name.n ? inv->payee.name : inv->seller.name;
	for (size_t i = 0; i < inv->payment_n && !inv->payee.name.n; i++)
		if (inv->payment[i].account_name.n)
			payee = inv->payment[i].account_name;
	add(c, WORD_PAYEE, payee);
}

static void
add_amount(struct cells *c, enum word label)
{
	const struct invoice *inv = c->s->inv;
	add(c, label,
	    figure_money(
		c->s->type.arena, c->s->lang, inv->payable, inv->currency));
}

static void
add_all(struct cells *c)
{
	const struct invoice *inv = c->s->inv;
	add_amount(c, WORD_TO_PAY);
	add(c, WORD_DUE_DATE,
	    figure_date(c->s->type.arena, c->s->lang, inv->due_date));
	for (size_t i = 0; i < inv->payment_n && i < MEANS; i++)
		add_means(c, &inv->payment[i]);
	add_payee(c);
}

/* What will be drawn and when; nothing to pay by. */
static void
add_drawn(struct cells *c, struct date day)
{
	const struct invoice *inv = c->s->inv;
	add_amount(c, WORD_AMOUNT);
	add(c, WORD_DEBIT_DATE, figure_date(c->s->type.arena, c->s->lang, day));
	add_payee(c);
	for (size_t i = 0; i < inv->payment_n && i < MEANS; i++)
		add(c, WORD_MANDATE,
		    sheet_public(inv->payment[i].debit.mandate));
}

/* "Beloppet dras från ditt konto 2026-12-21 via Autogiro. Betala inte ..." */
static struct str
drawn_text(struct sheet *s, struct date day)
{
	struct arena *a = s->type.arena;
	struct str text = word(s->lang, WORD_DRAWN), by = { "", 0 };
	if (date_set(day))
		text = word_with(
		    a, s->lang, WORD_DRAWN_ON, figure_date(a, s->lang, day));
	if (s->scheme.n)
		by = word_with(a, s->lang, WORD_DRAWN_BY, s->scheme);
	return arena_printf(a, "%.*s%.*s. %.*s", STR_ARG(text), STR_ARG(by),
	    STR_ARG(word(s->lang, WORD_DO_NOT_PAY)));
}

void
pay_draw(struct sheet *s)
{
	struct look value = { FONT_SEMI, 10.2, INK };
	const struct look title = { FONT_SEMI, 10.2, BRAND };
	double x = SHEET_LEFT + pad, width = SHEET_WIDTH - 2 * pad;
	struct cells c = { .s = s };
	struct date day = { 0 };
	struct lines notice = { 0 };
	if (!head_asks(s))
		return;
	if (head_is_drawn(s, &day)) {
		struct look look = notice_look;
		add_drawn(&c, day);
		notice = wrap_box(
		    &s->type, &look, width, 3, look.size, drawn_text(s, day));
	} else
		add_all(&c);
	double said = notice.n ? (double)notice.n * LEAD_BODY + 2.5 : 0;
	double height =
	    pad + heading + 1.5 + said +
	    sheet_grid(s, x, width, COLUMNS, c.cell, c.n, value, false);
	if (height > whole_most) {
		sheet_room(s, heading + 30);
		s->y += 4;
	} else {
		int page = s->page;
		sheet_room(s, height - below);
		s->pay_alone = s->page > page;
		if (!s->pay_alone)
			s->y = SHEET_BOTTOM + below - height;
		if (s->dev)
			device_fill(s->dev, SHEET_LEFT, s->y, SHEET_WIDTH,
			    height, 2.8, TINT);
		s->y += pad - 1.2;
	}
	sheet_text(s, x, s->y, title, word(s->lang, WORD_PAYMENT));
	s->y += heading;
	sheet_lines(s, x, s->y, notice_look, LEAD_BODY, &notice);
	s->y += said;
	sheet_grid(s, x, width, COLUMNS, c.cell, c.n, value, true);
}
