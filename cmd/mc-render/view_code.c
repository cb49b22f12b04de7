/* SPDX-License-Identifier: ISC */
#include "base/buf.h"
#include "base/digit.h"
#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"
#include "code.h"
#include "ident/account.h"
#include "ident/giro.h"
#include "ident/ocr.h"
#include "ident/rf.h"
#include "ident/viite.h"
#include "view.h"
#include "view_part.h"

static const struct str absent = { NULL, 0 };

/* A buffer in the array `room`, whose last byte stays free. */
#define BUF_IN(room)                                                           \
	{                                                                      \
		.p = (room), .cap = sizeof(room) - 1, .max = sizeof(room) - 1  \
	}

/* ---- amounts --------------------------------------------------------- */

/*
 * The amount above zero in hundredths; false when it is none, has parts of
 * one, or has more than so many digits before the decimal mark.
 */
static bool
hundredths(struct dec *out, struct dec amount, size_t most)
{
	char text[DEC_TEXT];
	if (!amount.set || amount.coef <= 0)
		return false;
	amount = dec_tidy(amount, 2);
	if (amount.scale != 2 || dec_format(amount, text) > most + 3)
		return false;
	*out = amount;
	return true;
}

/* ---- the line of a giro slip ----------------------------------------- */

struct str
view_ocr_line(struct arena *a, struct str reference, struct dec payable,
    struct str currency, struct str bankgiro)
{
	enum { KRONOR = 8 };
	const struct ocr_plan plan = { .rule = OCR_LUHN };
	char giro[GIRO_DIGITS], amount[DEC_TEXT];
	struct dec d;
	if (!str_is(currency, "SEK") || !hundredths(&d, payable, KRONOR) ||
	    !giro_parse(giro, bankgiro, GIRO_BANKGIRO))
		return absent;
	bool known = reference.n && ocr_ok(reference, &plan);
	if (!known)
		reference = (struct str){ "", 0 };
	d.scale = 0; /* öre, as the check digit sees them */
	int n = (int)dec_format(d, amount), kronor = n > 2 ? n - 2 : 0;
	const char *ore = amount + kronor;
	if (n == 1) { /* one digit of öre and no krona */
		amount[1] = amount[0];
		amount[0] = '0';
		amount[2] = '\0';
		n = 2;
	}
	return arena_printf(a, "#%20.*s #%9.*s %s   %d >%13s#%s#",
	    STR_ARG(reference), kronor ? kronor : 1, kronor ? amount : "0", ore,
	    luhn_digit(amount, (size_t)n), giro, known ? "41" : "42");
}

/* ---- UsingQR --------------------------------------------------------- */

/* The beginning of s, at most so many characters, and bytes. */
static struct str
cut(struct str s, size_t characters, size_t bytes)
{
	size_t at = 0, n;
	for (; at < s.n && characters > 0; characters--) {
		utf8_get(s.p + at, &n);
		if (at + n > bytes)
			break;
		at += n;
	}
	return str_trim((struct str){ s.p, at });
}

/* Adds `,"name":` */
static void
put_key(struct buf *b, const char *name)
{
	buf_adds(b, ",\"");
	buf_adds(b, name);
	buf_adds(b, "\":");
}

static void
put_text(struct buf *b, const char *name, struct str value)
{
	value = str_trim(value);
	if (!value.n)
		return;
	put_key(b, name);
	json_put_string(b, value);
}

static void
put_date(struct buf *b, const char *name, struct date d)
{
	if (!date_set(d))
		return;
	put_key(b, name);
	buf_printf(b, "\"%04d%02d%02d\"", d.year, d.month, d.day);
}

/* A number of at most two decimals; one that has more is left out. */
static void
put_number(struct buf *b, const char *name, struct dec d)
{
	char text[DEC_TEXT];
	d = dec_tidy(d, 0);
	if (!d.set || d.scale > 2)
		return;
	dec_format(d, text);
	put_key(b, name);
	buf_adds(b, text);
}

/*
 * The organisation number, 559999-0016 in Sweden. That of a sole trader must
 * stand on the page, but in no code.
 */
static struct str
company(struct arena *a, const struct view *v)
{
	struct str id = str_trim(v->doc.seller_id);
	return mask_hit(id) ? absent : view_bare(a, id);
}

/* Adds the account, false when it is of no kind that the code knows. */
static bool
put_account(struct buf *b, const struct view_account *to, struct arena *a)
{
	char giro[GIRO_DIGITS], iban[ACCOUNT_IBAN], domestic[ACCOUNT_NO];
	char text[GIRO_TEXT];
	struct str bare = view_bare(a, to->account);
	bool bankgiro = str_is(to->kind, "bankgiro");
	if (bankgiro || str_is(to->kind, "plusgiro")) {
		enum giro kind = bankgiro ? GIRO_BANKGIRO : GIRO_PLUSGIRO;
		if (!giro_parse(giro, bare, kind))
			return false;
		giro_format(giro, kind, text);
		put_text(b, "pt", str_of(bankgiro ? "BG" : "PG"));
		put_text(b, "acc", str_of(text));
		return true;
	}
	if (str_is(to->kind, "iban") && account_iban_parse(iban, bare)) {
		put_text(b, "pt", str_of("IBAN"));
		put_text(b, "acc", str_of(iban));
	} else if (str_is(to->kind, "account") &&
		   account_no_parse(domestic, bare)) {
		put_text(b, "pt", str_of("BBAN"));
		put_text(b, "acc", str_of(domestic));
	} else
		return false;
	put_text(b, "bc", to->bic);
	return true;
}

struct str
view_usingqr(struct arena *a, const struct view *v)
{
	enum { NAME = 70, TOWN = 50, REFERENCE = 140 };
	const struct invoice *inv = v->invoice;
	const struct address *at = &inv->seller.address;
	const struct view_account *to = &v->pay.main;
	struct str reference = view_reference(a, v, to);
	struct str adr[] = { at->post_code, at->city };
	char room[CODE_MAX + 1];
	struct buf b = BUF_IN(room);
	struct dec due;
	if ((!v->doc.asks && !v->doc.credit) || reference.n > REFERENCE ||
	    !hundredths(&due, inv->payable, DEC_DIGITS))
		return absent;
	buf_printf(&b, "{\"uqr\":1,\"tp\":%d", v->doc.credit ? 2 : 1);
	put_text(&b, "nme", cut(str_trim(inv->seller.name), NAME, 4 * NAME));
	put_text(&b, "cid", company(a, v));
	if (!str_is(at->country, "SE"))
		put_text(&b, "cc", at->country);
	put_text(&b, "iref", reference);
	if (v->doc.credit && inv->preceding_n)
		put_text(&b, "cr", inv->preceding[0].number);
	put_date(&b, "idt", inv->issue_date);
	put_date(&b, "ddt", inv->due_date);
	put_number(&b, "due", due);
	put_number(&b, "vat", inv->vat);
	put_text(&b, "cur", inv->currency);
	if (!put_account(&b, to, a))
		return absent;
	put_text(&b, "adr", cut(view_join(a, " ", adr, 2), TOWN, 4 * TOWN));
	buf_addc(&b, '}');
	return b.over ? absent : arena_str(a, buf_str(&b));
}

/* ---- Swish ----------------------------------------------------------- */

/*
 * Adds the message percent-encoded; false at more than 50 characters and at
 * one that a message has not. A semicolon, which messages have, would end the
 * field in some readers even as %3B.
 */
static bool
put_message(struct buf *b, struct str s)
{
	enum { MOST = 50 };
	static const char *const letters[] = { "å", "ä", "ö", "Å", "Ä", "Ö" };
	size_t characters = 0, n;
	for (; s.n; s = str_from(s, n), characters++) {
		char c = s.p[0];
		bool plain = is_digit(c) || (c >= 'A' && c <= 'Z') ||
			     (c >= 'a' && c <= 'z');
		bool found = plain || (c && strchr(" :.,?!()\"", c));
		utf8_get(s.p, &n);
		for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]);
		     i++)
			found |= str_starts(s, letters[i]);
		if (!found || characters == MOST)
			return false;
		for (size_t i = 0; i < n; i++)
			if (plain)
				buf_addc(b, c);
			else
				buf_printf(b, "%%%02X", (unsigned char)s.p[i]);
	}
	return true;
}

struct str
view_swish(struct arena *a, struct str number, struct dec payable,
    struct str reference)
{
	enum { KRONOR = 12, ROOM = 512 };
	char room[ROOM], amount[DEC_TEXT];
	struct buf b = BUF_IN(room);
	struct dec d;
	if (!digits_only(number.p, number.n) ||
	    !hundredths(&d, payable, KRONOR))
		return absent;
	size_t n = dec_format(d, amount);
	amount[n - 3] = ',';
	buf_printf(&b, "C%.*s;%s;", STR_ARG(number), amount);
	if (!put_message(&b, str_trim(reference)))
		return absent;
	buf_adds(&b, ";0"); /* nothing may be changed */
	return b.over ? absent : arena_str(a, buf_str(&b));
}

/* ---- the bar code of Finnish banks ----------------------------------- */

/* Adds the digits with zeros in front, `width` in all. */
static void
put_filled(struct buf *b, struct str digits, size_t width)
{
	for (size_t n = digits.n; n < width; n++)
		buf_addc(b, '0');
	buf_add(b, digits.p, digits.n);
}

struct str
view_bank_code(struct arena *a, struct str account, struct str reference,
    struct dec payable, struct str currency, struct date due)
{
	enum { EURO = 15, CENTS = 8, RESERVE = 3, CHECK = 2, RF_REST = 21 };
	char iban[ACCOUNT_IBAN], viite[VIITE_TEXT], rf[RF_TEXT];
	char room[64], amount[DEC_TEXT];
	struct buf b = BUF_IN(room);
	struct dec d;
	if (!str_is(currency, "EUR") || !hundredths(&d, payable, EURO) ||
	    !account_iban_parse(iban, account) ||
	    !str_starts(str_of(iban), "FI"))
		return absent;
	d.scale = 0; /* cents */
	if (dec_format(d, amount) > CENTS)
		amount[0] = '\0';
	bool national = viite_parse(viite, reference);
	if (!national &&
	    (!rf_parse(rf, reference) || !digits_only(rf + 2, strlen(rf + 2))))
		return absent;
	buf_addc(&b, national ? '4' : '5');
	buf_adds(&b, iban + 2);
	put_filled(&b, str_of(amount), CENTS);
	if (national) {
		put_filled(&b, str_of(viite), RESERVE + VIITE_MAX);
	} else {
		buf_add(&b, rf + 2, CHECK);
		put_filled(&b, str_of(rf + 2 + CHECK), RF_REST);
	}
	if (date_set(due))
		buf_printf(
		    &b, "%02d%02d%02d", due.year % 100, due.month, due.day);
	else
		buf_adds(&b, "000000");
	return b.over ? absent : arena_str(a, buf_str(&b));
}

/* ---- EPC ------------------------------------------------------------- */

/* Adds a line; what would end it or is no character of text is a blank. */
static void
put_line(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool control = (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f;
		buf_addc(b, control ? ' ' : s.p[i]);
	}
	buf_addc(b, '\n');
}

/* The first IBAN among the ways to pay, NULL when there is none. */
static const struct view_account *
find_iban(const struct view_pay *pay)
{
	if (str_is(pay->main.kind, "iban"))
		return &pay->main;
	for (size_t i = 0; i < pay->others_n; i++)
		if (str_is(pay->others[i].kind, "iban"))
			return &pay->others[i];
	return NULL;
}

/* Lines 10 to 12: reference or text, and the due date where banks read it. */
static void
put_remittance(struct buf *b, const struct view *v,
    const struct view_account *to, struct str reference)
{
	char day[DATE_TEXT];
	bool finnish = str_starts(to->account, "FI");
	if (!to->reference.n)
		to = &v->pay.main;
	bool structured = str_is(to->reference_kind, "rf") ||
			  (finnish && str_is(to->reference_kind, "viite"));
	put_line(b, structured ? reference : absent);
	put_line(b, structured ? absent : reference);
	if (!finnish || !date_set(v->invoice->due_date))
		return;
	date_format(v->invoice->due_date, day);
	buf_printf(b, "ReqdExctnDt/%s\n", day);
}

struct str
view_epc(struct arena *a, const struct view *v)
{
	enum { NAME = 70, NAME_BYTES = 140, TEXT = 140, EURO = 9, MOST = 331 };
	const struct view_account *to = find_iban(&v->pay);
	struct str payee = str_trim(v->pay.payee), reference;
	char room[MOST + 2], iban[ACCOUNT_IBAN], amount[DEC_TEXT];
	struct buf b = BUF_IN(room);
	struct dec d;
	if (!to || !payee.n || !str_is(v->invoice->currency, "EUR") ||
	    !hundredths(&d, v->invoice->payable, EURO) ||
	    !account_iban_parse(iban, view_bare(a, to->account)) ||
	    (reference = view_reference(a, v, to)).n > TEXT)
		return absent;
	dec_format(d, amount);
	buf_adds(&b, "BCD\n002\n1\nSCT\n");
	put_line(&b, to->bic);
	put_line(&b, cut(payee, NAME, NAME_BYTES));
	put_line(&b, str_of(iban));
	buf_printf(&b, "EUR%s\n\n", amount);
	put_remittance(&b, v, to, reference);
	while (b.n && b.p[b.n - 1] == '\n')
		b.n--; /* empty lines at the end say nothing */
	return b.over || b.n > MOST ? absent : arena_str(a, buf_str(&b));
}
