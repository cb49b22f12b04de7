/* SPDX-License-Identifier: ISC */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

/*
 * What a document says of its own, and how figures and dates are written, in
 * each of its languages. Figures are struct dec to the end and are written
 * exactly: with the decimals asked for, and more when the value has more.
 * Thousands are set apart by U+00A0 (English: comma, Danish: full stop),
 * minus is U+2212, and no figure holds a place where a line may break.
 */

#include "base/arena.h"
#include "base/date.h"
#include "base/dec.h"

enum language { WORDS_SV, WORDS_NB, WORDS_FI, WORDS_DA, WORDS_EN, WORDS_N };

enum word {
#define WORD(name, sv, nb, fi, da, en) WORD_##name,
#include "words.def"
#undef WORD
	WORD_COUNT
};

/* The text in that language, for as long as the process lives. */
struct str word(enum language, enum word);

/* A copy of s with the value in place of the first `{...}` in it. */
struct str word_fill(struct arena *, struct str s, struct str value);

/* The text in that language, filled with the value. */
struct str word_with(
    struct arena *, enum language, enum word, struct str value);

/* The language of a code (sv nb nn no fi da en); false at any other. */
bool language_of_code(struct str code, enum language *);

/* The language of a country (SE NO FI DK); false at any other. */
bool language_of_country(struct str country, enum language *);

/* The country's name in English capitals, as the posts want it; else code. */
struct str words_country(struct str code);

/* What a UN/ECE Rec 20 or 21 unit is called; the code when we do not know. */
struct str words_unit(enum language, struct str code);

/* "1 250,00": at least so many decimals. Absent for an absent value. */
struct str figure(struct arena *, enum language, struct dec, unsigned least);

/* "1 250,00 kr", "EUR 1,250.00": with the currency's decimals and name. */
struct str figure_money(
    struct arena *, enum language, struct dec, struct str currency);

/* "25 %". */
struct str figure_percent(struct arena *, enum language, struct dec);

/* "2026-11-30", "30.11.2026"; absent for an absent date. */
struct str figure_date(struct arena *, enum language, struct date);

/* "30 november 2026". */
struct str figure_date_long(struct arena *, enum language, struct date);

/* "2026-10-01 – 2026-10-31", or the one day there is. */
struct str figure_period(
    struct arena *, enum language, struct date from, struct date to);

#endif
