/* SPDX-License-Identifier: ISC */
#include "base/buf.h"
#include "base/digit.h"
#include "base/text.h"
#include "currency.h"
#include "figure.h"
#include "ident/account.h"
#include "ident/giro.h"

#define NBSP "\xc2\xa0"
#define MINUS "\xe2\x88\x92"
#define EN_DASH "\xe2\x80\x93"

enum { PATTERN_MAX = 64 }; /* bytes */

static const char *const months[LANGUAGES][12] = {
	[LANGUAGE_SV] = { "januari", "februari", "mars", "april", "maj", "juni",
	    "juli", "augusti", "september", "oktober", "november", "december" },
	[LANGUAGE_NB] = { "januar", "februar", "mars", "april", "mai", "juni",
	    "juli", "august", "september", "oktober", "november", "desember" },
	[LANGUAGE_FI] = { "tammikuuta", "helmikuuta", "maaliskuuta",
	    "huhtikuuta", "toukokuuta", "kes\xc3\xa4kuuta", "hein\xc3\xa4kuuta",
	    "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta" },
	[LANGUAGE_DA] = { "januar", "februar", "marts", "april", "maj", "juni",
	    "juli", "august", "september", "oktober", "november", "december" },
	[LANGUAGE_EN] = { "January", "February", "March", "April", "May",
	    "June", "July", "August", "September", "October", "November",
	    "December" },
};

/* A short name of a currency stands where it can mean one only. */
const struct figure_format figure_formats[LANGUAGES] = {
	[LANGUAGE_SV] = { LANGUAGE_SV, STR(","), STR(NBSP), STR("YYYY-MM-DD"),
	    STR("D" NBSP "month" NBSP "YYYY"), STR("SEK"),
	    STR("{amount}" NBSP "kr"), STR("{amount}" NBSP "{currency}") },
	[LANGUAGE_NB] = { LANGUAGE_NB, STR(","), STR(NBSP), STR("DD.MM.YYYY"),
	    STR("D." NBSP "month" NBSP "YYYY"), STR("NOK"),
	    STR("{amount}" NBSP "kr"), STR("{amount}" NBSP "{currency}") },
	[LANGUAGE_FI] = { LANGUAGE_FI, STR(","), STR(NBSP), STR("D.M.YYYY"),
	    STR("D.M.YYYY"), STR("EUR"), STR("{amount}" NBSP "\xe2\x82\xac"),
	    STR("{amount}" NBSP "{currency}") },
	[LANGUAGE_DA] = { LANGUAGE_DA, STR(","), STR("."), STR("DD.MM.YYYY"),
	    STR("D." NBSP "month" NBSP "YYYY"), STR("DKK"),
	    STR("{amount}" NBSP "kr."), STR("{amount}" NBSP "{currency}") },
	[LANGUAGE_EN] = { LANGUAGE_EN, STR("."), STR(","), STR("YYYY-MM-DD"),
	    STR("D" NBSP "month" NBSP "YYYY"), { NULL, 0 },
	    STR("{currency}" NBSP "{amount}"),
	    STR("{currency}" NBSP "{amount}") },
};

/* ---- patterns -------------------------------------------------------- */

/* A part of a pattern that something else takes the place of, or none. */
enum part { PART_NONE, DAY, DAY_2, MONTH, MONTH_2, MONTH_WORD, YEAR, PARTS };

static const struct str part_texts[PARTS] = { [DAY] = STR("D"),
	[DAY_2] = STR("DD"),
	[MONTH] = STR("M"),
	[MONTH_2] = STR("MM"),
	[MONTH_WORD] = STR("month"),
	[YEAR] = STR("YYYY") };

/* The longest part that the text begins with. */
static enum part
part_at(struct str text)
{
	enum part found = PART_NONE;
	for (enum part i = DAY; i < PARTS; i++)
		if (part_texts[i].n > part_texts[found].n &&
		    str_starts(text, part_texts[i].p))
			found = i;
	return found;
}

/* A copy with U+00A0 for blanks. */
static struct str
together(struct arena *a, struct str text)
{
	char *p = arena_alloc(a, 2 * text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == ' ')
			p[n++] = NBSP[0];
		p[n++] = text.p[i] == ' ' ? NBSP[1] : text.p[i];
	}
	return (struct str){ p, n };
}

const char *
figure_set_date(struct figure_format *format, bool date_long, struct arena *a,
    struct str text)
{
	unsigned days = 0, months_n = 0, years = 0;
	if (text.n > PATTERN_MAX)
		return "longer than 64 bytes";
	for (struct str rest = text; rest.n;) {
		enum part part = part_at(rest);
		days += part == DAY || part == DAY_2;
		months_n += part >= MONTH && part <= MONTH_WORD;
		years += part == YEAR;
		if (part == PART_NONE && rest.p[0] == 'Y')
			return "a year is YYYY";
		rest = str_from(rest, part ? part_texts[part].n : 1);
	}
	if (days != 1 || months_n != 1 || years != 1)
		return "a date has D or DD, M or MM or month, and YYYY, once";
	*(date_long ? &format->date_long : &format->date) = together(a, text);
	return NULL;
}

/* Where the word stands in the pattern, once; else no place in it. */
static size_t
place_of(struct str pattern, const char *word)
{
	size_t found = pattern.n, n = 0;
	for (size_t i = 0; i < pattern.n; i++)
		if (str_starts(str_from(pattern, i), word)) {
			found = i;
			n++;
		}
	return n == 1 ? found : pattern.n;
}

const char *
figure_set_money(struct figure_format *format, struct arena *a, struct str text)
{
	const struct figure_format *usual = &figure_formats[format->lang];
	bool named = place_of(text, "{currency}") < text.n;
	size_t braces = 0;
	for (size_t i = 0; i < text.n; i++)
		braces += text.p[i] == '{' || text.p[i] == '}';
	if (text.n > PATTERN_MAX)
		return "longer than 64 bytes";
	if (place_of(text, "{amount}") == text.n || braces != (named ? 4 : 2))
		return "money has {amount} once, and {currency} or its name";
	if (!named && !usual->home.p)
		return "this language has no currency of its own: it must have "
		       "{currency}";
	format->home = named ? (struct str){ NULL, 0 } : usual->home;
	format->money = together(a, text);
	return NULL;
}

const char *
figure_set_mark(struct str *mark, struct arena *a, struct str text)
{
	if (text.n &&
	    (utf8_length(text.p, text.n) != text.n || is_digit(text.p[0])))
		return "a mark is one character and no digit";
	*mark = together(a, text);
	return NULL;
}

/* ---- figures --------------------------------------------------------- */

/* Adds the digits before the decimal mark in groups of three. */
static void
add_groups(struct buf *b, const char *digits, size_t n, struct str group)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			buf_addstr(b, group);
		buf_addc(b, digits[i]);
	}
}

struct str
figure_as(struct arena *a, const struct figure_format *format, struct dec d,
    unsigned least)
{
	char text[DEC_TEXT];
	char room[4 * DEC_TEXT];
	struct buf b = {
		.p = room, .cap = sizeof(room) - 1, .max = sizeof(room) - 1
	};
	if (!d.set)
		return (struct str){ NULL, 0 };
	dec_format(dec_tidy(d, least), text);
	const char *p = text;
	if (*p == '-') {
		buf_adds(&b, MINUS);
		p++;
	}
	size_t n = strcspn(p, ".");
	add_groups(&b, p, n, format->group);
	if (p[n]) {
		buf_addstr(&b, format->decimal);
		buf_adds(&b, p + n + 1);
	}
	return arena_str(a, buf_str(&b));
}

/* Adds the text at *to, and goes behind it. */
static void
put(char **to, struct str text)
{
	if (text.n)
		memcpy(*to, text.p, text.n);
	*to += text.n;
}

/* The pattern with the amount and the currency in it. */
static struct str
money(
    struct arena *a, struct str pattern, struct str amount, struct str currency)
{
	static const struct str sign = STR("{amount}"),
				name = STR("{currency}");
	char *to = arena_alloc(a, pattern.n + amount.n + currency.n + 1);
	struct str all = { to, 0 };
	while (pattern.n) {
		size_t n = 1;
		if (str_starts(pattern, sign.p)) {
			put(&to, amount);
			n = sign.n;
		} else if (str_starts(pattern, name.p)) {
			put(&to, currency);
			n = name.n;
		} else
			*to++ = *pattern.p;
		pattern = str_from(pattern, n);
	}
	all.n = (size_t)(to - all.p);
	return all;
}

struct str
figure_money_as(struct arena *a, const struct figure_format *format,
    struct dec d, struct str currency)
{
	bool home = !format->home.p || str_eq(currency, format->home);
	struct str amount =
	    figure_as(a, format, d, currency_decimals(currency));
	if (!d.set)
		return amount;
	return money(
	    a, home ? format->money : format->foreign, amount, currency);
}

struct str
figure_percent_as(
    struct arena *a, const struct figure_format *format, struct dec d)
{
	static const struct str close = STR("{amount}%"),
				apart = STR("{amount}" NBSP "%");
	struct str n = figure_as(a, format, d, 0);
	if (!d.set)
		return n;
	return money(a, format->lang == LANGUAGE_EN ? close : apart, n,
	    (struct str){ NULL, 0 });
}

/* ---- dates ----------------------------------------------------------- */

static void
add_number(struct buf *b, int n, int width)
{
	char digits[12];
	int at = (int)sizeof(digits);
	do {
		digits[--at] = (char)('0' + n % 10);
		n /= 10;
		width--;
	} while (n > 0 || width > 0);
	buf_add(b, digits + at, sizeof(digits) - (size_t)at);
}

static void
add_part(struct buf *b, enum part part, enum language lang, struct date d)
{
	if (part == DAY || part == DAY_2)
		add_number(b, d.day, part == DAY_2 ? 2 : 1);
	else if (part == MONTH || part == MONTH_2)
		add_number(b, d.month, part == MONTH_2 ? 2 : 1);
	else if (part == MONTH_WORD)
		buf_adds(b, months[lang][d.month - 1]);
	else
		add_number(b, d.year, 4);
}

struct str
figure_date_as(struct arena *a, const struct figure_format *format,
    bool date_long, struct date d)
{
	char room[4 * PATTERN_MAX];
	struct buf b = {
		.p = room, .cap = sizeof(room) - 1, .max = sizeof(room) - 1
	};
	struct str rest = date_long ? format->date_long : format->date;
	if (!date_set(d))
		return (struct str){ NULL, 0 };
	while (rest.n) {
		enum part part = part_at(rest);
		if (part)
			add_part(&b, part, format->lang, d);
		else
			buf_addc(&b, *rest.p);
		rest = str_from(rest, part ? part_texts[part].n : 1);
	}
	return arena_str(a, buf_str(&b));
}

struct str
figure_period_as(struct arena *a, const struct figure_format *format,
    struct date from, struct date to)
{
	if (!date_set(from) || !date_set(to))
		return figure_date_as(
		    a, format, false, date_set(from) ? from : to);
	return arena_printf(a, "%.*s" NBSP EN_DASH " %.*s",
	    STR_ARG(figure_date_as(a, format, false, from)),
	    STR_ARG(figure_date_as(a, format, false, to)));
}

/* ---- as each language usually does ----------------------------------- */

struct str
figure(struct arena *a, enum language lang, struct dec d, unsigned least)
{
	return figure_as(a, &figure_formats[lang], d, least);
}

struct str
figure_money(
    struct arena *a, enum language lang, struct dec d, struct str currency)
{
	return figure_money_as(a, &figure_formats[lang], d, currency);
}

struct str
figure_percent(struct arena *a, enum language lang, struct dec d)
{
	return figure_percent_as(a, &figure_formats[lang], d);
}

struct str
figure_date(struct arena *a, enum language lang, struct date d)
{
	return figure_date_as(a, &figure_formats[lang], false, d);
}

struct str
figure_date_long(struct arena *a, enum language lang, struct date d)
{
	return figure_date_as(a, &figure_formats[lang], true, d);
}

struct str
figure_period(
    struct arena *a, enum language lang, struct date from, struct date to)
{
	return figure_period_as(a, &figure_formats[lang], from, to);
}

/* ---- accounts -------------------------------------------------------- */

static struct str
giro(struct arena *a, enum giro kind, struct str account)
{
	char digits[GIRO_DIGITS], text[GIRO_TEXT];
	if (!giro_parse(digits, account, kind))
		return account;
	giro_format(digits, kind, text);
	return together(a, str_of(text));
}

struct str
figure_account(struct arena *a, const struct payment_means *p,
    struct str country, enum figure_account *kind)
{
	char iban[ACCOUNT_IBAN], spaced[ACCOUNT_IBAN_PRINT];
	char digits[ACCOUNT_NO], dotted[ACCOUNT_NO_PRINT];
	*kind = FIGURE_ACCOUNT;
	if (str_is(p->branch, "SE:BANKGIRO")) {
		*kind = FIGURE_BANKGIRO;
		return giro(a, GIRO_BANKGIRO, p->account);
	}
	if (str_is(p->branch, "SE:PLUSGIRO")) {
		*kind = FIGURE_PLUSGIRO;
		return giro(a, GIRO_PLUSGIRO, p->account);
	}
	if (account_iban_parse(iban, p->account)) {
		*kind = FIGURE_IBAN;
		account_iban_format(iban, spaced);
		return together(a, str_of(spaced));
	}
	if (!str_is(country, "NO") || !account_no_parse(digits, p->account))
		return p->account;
	account_no_format(digits, dotted);
	return together(a, str_of(dotted));
}
