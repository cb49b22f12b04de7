/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/buf.h"
#include "currency.h"
#include "figure.h"
#include "ident/account.h"
#include "ident/giro.h"

#define NBSP "\xc2\xa0"
#define MINUS "\xe2\x88\x92"
#define EN_DASH "\xe2\x80\x93"

static const char *const months[LANGUAGES][12] = {
	[LANGUAGE_SV] = { "januari", "februari", "mars", "april", "maj", "juni",
	    "juli", "augusti", "september", "oktober", "november", "december" },
	[LANGUAGE_NB] = { "januar", "februar", "mars", "april", "mai", "juni",
	    "juli", "august", "september", "oktober", "november", "desember" },
	[LANGUAGE_DA] = { "januar", "februar", "marts", "april", "maj", "juni",
	    "juli", "august", "september", "oktober", "november", "december" },
	[LANGUAGE_EN] = { "January", "February", "March", "April", "May",
	    "June", "July", "August", "September", "October", "November",
	    "December" },
};

static const struct {
	const char *decimal, *group;
} marks[LANGUAGES] = {
	[LANGUAGE_SV] = { ",", NBSP },
	[LANGUAGE_NB] = { ",", NBSP },
	[LANGUAGE_FI] = { ",", NBSP },
	[LANGUAGE_DA] = { ",", "." },
	[LANGUAGE_EN] = { ".", "," },
};

/* Adds the digits before the decimal mark in groups of three. */
static void
add_groups(struct buf *b, const char *digits, size_t n, const char *group)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			buf_adds(b, group);
		buf_addc(b, digits[i]);
	}
}

struct str
figure(struct arena *a, enum language lang, struct dec d, unsigned least)
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
	add_groups(&b, p, n, marks[lang].group);
	if (p[n]) {
		buf_adds(&b, marks[lang].decimal);
		buf_adds(&b, p + n + 1);
	}
	return arena_str(a, buf_str(&b));
}

struct str
figure_money(
    struct arena *a, enum language lang, struct dec d, struct str currency)
{
	/* where the short name can mean one currency only */
	static const struct {
		enum language lang;
		const char *code, *name;
	} home[] = { { LANGUAGE_SV, "SEK", "kr" }, { LANGUAGE_NB, "NOK", "kr" },
		{ LANGUAGE_DA, "DKK", "kr." },
		{ LANGUAGE_FI, "EUR", "\xe2\x82\xac" } };
	struct str amount = figure(a, lang, d, currency_decimals(currency));
	if (!d.set)
		return amount;
	for (size_t i = 0; i < sizeof(home) / sizeof(home[0]); i++)
		if (home[i].lang == lang && str_is(currency, home[i].code))
			currency = str_of(home[i].name);
	if (lang == LANGUAGE_EN)
		return arena_printf(
		    a, "%.*s" NBSP "%.*s", STR_ARG(currency), STR_ARG(amount));
	return arena_printf(
	    a, "%.*s" NBSP "%.*s", STR_ARG(amount), STR_ARG(currency));
}

struct str
figure_percent(struct arena *a, enum language lang, struct dec d)
{
	struct str n = figure(a, lang, d, 0);
	if (!d.set)
		return n;
	return arena_printf(
	    a, "%.*s%s", STR_ARG(n), lang == LANGUAGE_EN ? "%" : NBSP "%");
}

struct str
figure_date(struct arena *a, enum language lang, struct date d)
{
	if (!date_set(d))
		return (struct str){ NULL, 0 };
	if (lang == LANGUAGE_FI)
		return arena_printf(a, "%d.%d.%d", d.day, d.month, d.year);
	if (lang == LANGUAGE_NB || lang == LANGUAGE_DA)
		return arena_printf(
		    a, "%02d.%02d.%04d", d.day, d.month, d.year);
	char text[DATE_TEXT];
	date_format(d, text);
	return arena_str(a, str_of(text));
}

struct str
figure_date_long(struct arena *a, enum language lang, struct date d)
{
	if (!date_set(d) || lang == LANGUAGE_FI)
		return figure_date(a, lang, d);
	return arena_printf(a, "%d%s" NBSP "%s" NBSP "%d", d.day,
	    lang == LANGUAGE_NB || lang == LANGUAGE_DA ? "." : "",
	    months[lang][d.month - 1], d.year);
}

struct str
figure_period(
    struct arena *a, enum language lang, struct date from, struct date to)
{
	if (!date_set(from) || !date_set(to))
		return figure_date(a, lang, date_set(from) ? from : to);
	return arena_printf(a, "%.*s" NBSP EN_DASH " %.*s",
	    STR_ARG(figure_date(a, lang, from)),
	    STR_ARG(figure_date(a, lang, to)));
}

/* A copy in which no line may break: groups stay together. */
static struct str
together(struct arena *a, const char *text)
{
	char room[128];
	struct buf b = {
		.p = room, .cap = sizeof(room) - 1, .max = sizeof(room) - 1
	};
	for (; *text; text++)
		if (*text == ' ')
			buf_adds(&b, NBSP);
		else
			buf_addc(&b, *text);
	return arena_str(a, buf_str(&b));
}

static struct str
giro(struct arena *a, enum giro kind, struct str account)
{
	char digits[GIRO_DIGITS], text[GIRO_TEXT];
	if (!giro_parse(digits, account, kind))
		return account;
	giro_format(digits, kind, text);
	return together(a, text);
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
		return together(a, spaced);
	}
	if (!str_is(country, "NO") || !account_no_parse(digits, p->account))
		return p->account;
	account_no_format(digits, dotted);
	return together(a, dotted);
}
