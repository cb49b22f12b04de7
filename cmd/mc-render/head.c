/* SPDX-License-Identifier: ISC */
#include "head.h"

enum {
	RECIPIENT_LINES = 8, /* most in the window at the least size */
	RECIPIENT_PARTS = 8,
};
static const double recipient_least = 8, recipient_height = 30;

/* Where the window and what stands beside it are. */
static const struct place {
	double recipient_x, recipient_y, recipient_w;
	double card_x, card_w;
	double title_x;
} places[] = {
	{ 20, 48, 92, 126, 64, 126 }, /* window on the left */
	{ 110, 47, 80, 20, 80, 110 }, /* on the right */
};

static const struct place *
place_of(const struct sheet *s)
{
	return &places[str_is(s->inv->seller.address.country, "SE")];
}

bool
head_is_credit(const struct record *r)
{
	return str_is(r->kind, "credit-note");
}

bool
head_is_plain(const struct sheet *s)
{
	return str_is(s->r->kind, "letter") && s->inv->lines_n == 0 &&
	       (!s->inv->payable.set || s->inv->payable.coef == 0);
}

struct str
head_title(const struct sheet *s)
{
	static const struct {
		const char *kind;
		enum word word;
	} titles[] = { { "credit-note", WORD_CREDIT_NOTE },
		{ "reminder", WORD_REMINDER },
		{ "payment-request", WORD_PAYMENT_REQUEST },
		{ "letter", WORD_LETTER } };
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (str_is(s->r->kind, titles[i].kind))
			return word(s->lang, titles[i].word);
	return word(s->lang, WORD_INVOICE);
}

bool
head_asks(const struct sheet *s)
{
	return !head_is_credit(s->r) && s->inv->payable.set &&
	       s->inv->payable.coef > 0;
}

bool
head_is_drawn(const struct sheet *s, struct date *day)
{
	if (!s->debit || !head_asks(s))
		return false;
	*day = date_set(s->debit->date) ? s->debit->date : s->inv->due_date;
	return true;
}

static struct str
town(struct sheet *s, const struct address *a)
{
	struct str parts[] = { a->post_code, a->city };
	return sheet_join(s, " ", parts, 2);
}

struct str
head_address(struct sheet *s, const struct address *a, struct str seen_from)
{
	struct str country = words_country(a->country);
	if (str_eq(a->country, seen_from))
		country = (struct str){ NULL, 0 };
	struct str parts[] = { a->line1, a->line2, a->line3, town(s, a),
		a->region, country };
	return sheet_join(s, ", ", parts, 6);
}

/* ---- the frame ------------------------------------------------------- */

/* One column of the footer; notes the text when it is too long for it. */
static void
foot_column(struct sheet *s, double x, double y, double width,
    size_t most_lines, struct look look, enum word label, struct str text)
{
	struct lines l =
	    wrap_box(&s->type, &look, width, most_lines, 5.9, text);
	sheet_lines(s, x, y, look, LEAD_SMALL, &l);
	if (l.cut)
		sheet_long(s, label, text);
}

static void
foot(struct sheet *s)
{
	const struct party *seller = &s->inv->seller;
	const double width = 52, pitch = 59, y = SHEET_FOOT + 1.5;
	struct look name = look_small;
	struct str company = sheet_public(seller->legal_id);
	struct str vat = sheet_public(seller->vat_id);
	struct str reach[] = { seller->contact.phone, seller->contact.email };
	struct str ids[4] = { { NULL, 0 }, { NULL, 0 },
		sheet_public(seller->tax_id), seller->legal_info };
	if (company.n)
		ids[0] =
		    word_with(s->type.arena, s->lang, WORD_COMPANY_ID, company);
	if (vat.n)
		ids[1] = word_with(s->type.arena, s->lang, WORD_VAT_ID, vat);
	name.font = FONT_SEMI;
	name.colour = INK;
	sheet_rule(s, SHEET_LEFT, SHEET_FOOT, SHEET_WIDTH, 0.3, HAIRLINE);
	foot_column(
	    s, SHEET_LEFT, y, width, 1, name, WORD_SELLER, seller->name);
	foot_column(s, SHEET_LEFT, y + LEAD_SMALL, width, 3, look_small,
	    WORD_SELLER,
	    head_address(s, &seller->address, s->to.address->country));
	foot_column(s, SHEET_LEFT + pitch, y, width, 4, look_small, WORD_SELLER,
	    sheet_join(s, "\n", reach, 2));
	foot_column(s, SHEET_LEFT + 2 * pitch, y, width, 4, look_small,
	    WORD_SELLER, sheet_join(s, "\n", ids, 4));
}

/* The sender's name at the top left. */
static void
brand(struct sheet *s, double width, double size)
{
	const struct party *seller = &s->inv->seller;
	struct look look = { FONT_SEMI, size, BRAND };
	bool trades = str_trim(seller->trading_name).n > 0 &&
		      !str_eq(seller->trading_name, seller->name);
	struct str name = trades ? seller->trading_name : seller->name;
	struct lines l = wrap_box(&s->type, &look, width, 2, 9, name);
	double leading = look.size / DEVICE_MM * 1.25;
	sheet_lines(s, SHEET_LEFT, 13.5, look, leading, &l);
	if (l.cut)
		sheet_long(s, WORD_SELLER, name);
	if (!trades || s->page > 1)
		return;
	struct look below = look_label;
	struct lines legal =
	    wrap_box(&s->type, &below, width, 2, 6.5, seller->name);
	sheet_lines(s, SHEET_LEFT, 14.5 + leading * (double)l.n, below,
	    LEAD_LABEL, &legal);
}

static void
page_number(struct sheet *s)
{
	struct arena *a = s->type.arena;
	struct str text = word(s->lang, WORD_PAGE_OF);
	text = word_fill(a, text, arena_printf(a, "%d", s->page));
	text = word_fill(a, text, arena_printf(a, "%d", s->pages));
	sheet_right(s, SHEET_RIGHT, 15.2, look_label, text);
}

/* What every page says of the whole document: a test, a copy. */
static void
marks(struct sheet *s)
{
	struct look look = { FONT_SEMI, s->copy ? 11 : 8, ACCENT };
	struct str none = { NULL, 0 };
	struct str parts[] = { s->test ? str_of("TEST") : none,
		s->copy ? word(s->lang, WORD_COPY) : none };
	struct str text = sheet_join(s, " ", parts, 2);
	if (text.n)
		sheet_right(s, SHEET_RIGHT, s->copy ? 9 : 10, look, text);
}

void
head_frame(struct sheet *s)
{
	const struct place *place = place_of(s);
	double x = place->title_x, width = SHEET_RIGHT - 24 - x;

	page_number(s);
	marks(s);
	foot(s);
	if (s->page == 1) {
		struct look title = { FONT_SEMI, 20, INK };
		brand(s, x - SHEET_LEFT - 8, 17);
		title = wrap_shrink(&s->type, title, width, head_title(s));
		sheet_text(s, x, 12.6, title, head_title(s));
		return;
	}
	struct look title = look_value;
	struct str parts[] = { head_title(s), s->inv->number };
	struct str text = sheet_join(s, " ", parts, 2);
	struct lines l = wrap_box(&s->type, &title, width, 2, 6.5, text);
	brand(s, x - SHEET_LEFT - 8, 12);
	sheet_lines(s, x, 14.8, title, LEAD_VALUE, &l);
}

/* ---- the first page -------------------------------------------------- */

static size_t
recipient_parts(struct sheet *s, struct str parts[RECIPIENT_PARTS])
{
	const struct address *a = s->to.address;
	struct str country = { NULL, 0 };
	size_t n = 0;
	if (!str_eq(a->country, s->inv->seller.address.country))
		country = words_country(a->country);
	struct str all[RECIPIENT_PARTS] = { s->to.name, s->to.care_of, a->line1,
		a->line2, a->line3, town(s, a), a->region, country };
	for (size_t i = 0; i < RECIPIENT_PARTS; i++)
		if (str_trim(all[i]).n)
			parts[n++] = all[i];
	return n;
}

/* Draws the parts, the first over at most so many lines, the rest one. */
static void
cut_recipient(struct sheet *s, const struct place *p, const struct str *parts,
    size_t n, struct look look, double leading)
{
	double y = p->recipient_y;
	for (size_t i = 0; i < n; i++) {
		struct look same = look;
		struct lines l = wrap_box(&s->type, &same, p->recipient_w,
		    i == 0 ? RECIPIENT_LINES + 1 - n : 1, look.size, parts[i]);
		sheet_lines(s, p->recipient_x, y, look, leading, &l);
		y += leading * (double)l.n;
		if (l.cut)
			sheet_long(s, WORD_BUYER, parts[i]);
	}
}

static void
recipient(struct sheet *s, const struct place *p)
{
	struct str parts[RECIPIENT_PARTS];
	size_t n = recipient_parts(s, parts);
	struct str all = sheet_join(s, "\n", parts, n);
	struct look look = { FONT_TEXT, 10.5, INK };
	double leading;
	for (;; look.size -= 0.5) {
		size_t most;
		leading = look.size / DEVICE_MM * 1.33;
		most = (size_t)(recipient_height / leading);
		struct look same = look;
		struct lines l = wrap_box(
		    &s->type, &same, p->recipient_w, most, look.size, all);
		if (!l.cut) {
			sheet_lines(s, p->recipient_x, p->recipient_y, look,
			    leading, &l);
			return;
		}
		if (look.size <= recipient_least)
			break;
	}
	cut_recipient(s, p, parts, n, look, leading);
}

/* What the card says above the amount. */
static enum word
card_word(const struct sheet *s)
{
	if (head_is_credit(s->r))
		return WORD_CREDITED;
	if (dec_is_negative(s->inv->payable))
		return WORD_IN_YOUR_FAVOUR;
	return dec_is_zero(s->inv->payable) ? WORD_NOTHING_TO_PAY : WORD_TO_PAY;
}

static void
card(struct sheet *s, const struct place *p)
{
	const double y = 43, height = 29, pad = 5;
	const struct look label = { FONT_TEXT, 8.5, TINT };
	const struct look date = { FONT_SEMI, 9.2, WHITE };
	struct look amount = { FONT_SEMI, 24, WHITE };
	struct dec payable = s->inv->payable;
	struct date day = s->inv->due_date;
	bool drawn = head_is_drawn(s, &day);
	bool dated = head_asks(s) && date_set(day);
	double x = p->card_x + pad, width = p->card_w - 2 * pad;
	double down = dated ? 0 : 3;

	if (!payable.set || head_is_plain(s))
		return;
	payable = dec_abs(payable);
	if (s->dev)
		device_fill(
		    s->dev, p->card_x, y, p->card_w, height, 2.8, BRAND);
	struct str text =
	    figure_money(s->type.arena, s->lang, payable, s->inv->currency);
	amount = wrap_shrink(&s->type, amount, width, text);
	sheet_text(s, x, y + 4 + down, label,
	    word(s->lang, drawn ? WORD_DRAWN : card_word(s)));
	sheet_text(
	    s, x, y + 17.3 + down - amount.size / DEVICE_MM, amount, text);
	if (!dated)
		return;
	struct str by = drawn ? (struct str){ "", 0 } : word(s->lang, WORD_BY);
	if (drawn)
		x -= 1.6; /* nothing is before it */
	sheet_text(s, x, y + 20.6, label, by);
	sheet_text(s, x + wrap_width(&s->type, label, by) + 1.6, y + 20.4, date,
	    figure_date_long(s->type.arena, s->lang, day));
}

void
head_first(struct sheet *s)
{
	const struct place *p = place_of(s);
	card(s, p);
	recipient(s, p);
	s->y = 84;
}
