/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/buf.h"
#include "model/currency.h"
#include "words.h"

#define NBSP "\xc2\xa0"
#define MINUS "\xe2\x88\x92"
#define EN_DASH "\xe2\x80\x93"

static const char *const words[WORD_COUNT][WORDS_N] = {
#define WORD(name, sv, nb, fi, da, en) { sv, nb, fi, da, en },
#include "words.def"
#undef WORD
};

static const char *const months[WORDS_N][12] = {
	[WORDS_SV] = { "januari", "februari", "mars", "april", "maj", "juni",
	    "juli", "augusti", "september", "oktober", "november", "december" },
	[WORDS_NB] = { "januar", "februar", "mars", "april", "mai", "juni",
	    "juli", "august", "september", "oktober", "november", "desember" },
	[WORDS_DA] = { "januar", "februar", "marts", "april", "maj", "juni",
	    "juli", "august", "september", "oktober", "november", "december" },
	[WORDS_EN] = { "January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November", "December" },
};

static const struct {
	const char *decimal, *group;
} marks[WORDS_N] = {
	[WORDS_SV] = { ",", NBSP },
	[WORDS_NB] = { ",", NBSP },
	[WORDS_FI] = { ",", NBSP },
	[WORDS_DA] = { ",", "." },
	[WORDS_EN] = { ".", "," },
};

struct str
word(enum language lang, enum word w)
{
	return str_of(words[w][lang]);
}

struct str
word_fill(struct arena *a, struct str s, struct str value)
{
	const char *open = memchr(s.p, '{', s.n);
	const char *end = open ? memchr(open, '}', s.n - (open - s.p)) : NULL;
	if (!end)
		return s;
	return arena_printf(a, "%.*s%.*s%.*s", (int)(open - s.p), s.p,
	    STR_ARG(value), (int)(s.p + s.n - end - 1), end + 1);
}

struct str
word_with(struct arena *a, enum language lang, enum word w, struct str value)
{
	return word_fill(a, word(lang, w), value);
}

bool
language_of_code(struct str code, enum language *lang)
{
	static const struct {
		const char *code;
		enum language lang;
	} rows[] = { { "sv", WORDS_SV }, { "nb", WORDS_NB }, { "nn", WORDS_NB },
		{ "no", WORDS_NB }, { "fi", WORDS_FI }, { "da", WORDS_DA },
		{ "en", WORDS_EN } };
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_is(code, rows[i].code)) {
			*lang = rows[i].lang;
			return true;
		}
	return false;
}

bool
language_of_country(struct str country, enum language *lang)
{
	static const char *const codes[] = { "SE", "NO", "FI", "DK" };
	for (int i = 0; i < 4; i++)
		if (str_is(country, codes[i])) {
			*lang = (enum language)i;
			return true;
		}
	return false;
}

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
	} home[] = { { WORDS_SV, "SEK", "kr" }, { WORDS_NB, "NOK", "kr" },
		{ WORDS_DA, "DKK", "kr." },
		{ WORDS_FI, "EUR", "\xe2\x82\xac" } };
	struct str amount = figure(a, lang, d, currency_decimals(currency));
	if (!d.set)
		return amount;
	for (size_t i = 0; i < sizeof(home) / sizeof(home[0]); i++)
		if (home[i].lang == lang && str_is(currency, home[i].code))
			currency = str_of(home[i].name);
	if (lang == WORDS_EN)
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
	    a, "%.*s%s", STR_ARG(n), lang == WORDS_EN ? "%" : NBSP "%");
}

struct str
figure_date(struct arena *a, enum language lang, struct date d)
{
	if (!date_set(d))
		return (struct str){ NULL, 0 };
	if (lang == WORDS_FI)
		return arena_printf(a, "%d.%d.%d", d.day, d.month, d.year);
	if (lang == WORDS_NB || lang == WORDS_DA)
		return arena_printf(
		    a, "%02d.%02d.%04d", d.day, d.month, d.year);
	char text[DATE_TEXT];
	date_format(d, text);
	return arena_str(a, str_of(text));
}

struct str
figure_date_long(struct arena *a, enum language lang, struct date d)
{
	if (!date_set(d) || lang == WORDS_FI)
		return figure_date(a, lang, d);
	return arena_printf(a, "%d%s" NBSP "%s" NBSP "%d", d.day,
	    lang == WORDS_NB || lang == WORDS_DA ? "." : "",
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
