/* SPDX-License-Identifier: ISC */
#ifndef MODEL_FIGURE_H
#define MODEL_FIGURE_H

/*
 * How figures and dates are written in each language, and accounts by the
 * banks. Figures are struct dec to the end and are written exactly: with the
 * decimals asked for, and more when the value has more. Thousands are set
 * apart by U+00A0 (English: comma, Danish: full stop), minus is U+2212, and no
 * figure holds a place where a line may break. Texts are the arena's.
 */

#include "base/arena.h"
#include "base/date.h"
#include "base/dec.h"
#include "language.h"

/*
 * How one language writes them. Text in patterns stands as it is, with U+00A0
 * for blanks. A pattern of dates has one of D DD, one of M MM month, and YYYY;
 * one of money {amount} and, unless it is for `home` only, {currency}.
 */
struct figure_format {
	enum language lang; /* of the months */
	struct str decimal, group; /* marks */
	struct str date, date_long; /* patterns */
	struct str home; /* ISO code of the currency that `money` is for */
	struct str money; /* absent home: for every currency */
	struct str foreign; /* for the other currencies */
};

/* What the functions below go by. */
extern const struct figure_format figure_formats[LANGUAGES];

/*
 * Takes the pattern in the place of the format's, the text in the arena; NULL,
 * or what is wrong with it in a clause.
 */
const char *figure_set_date(
    struct figure_format *, bool date_long, struct arena *, struct str);
const char *figure_set_money(
    struct figure_format *, struct arena *, struct str);
const char *figure_set_mark(struct str *mark, struct arena *, struct str);

/* The functions below by any format. */
struct str figure_as(
    struct arena *, const struct figure_format *, struct dec, unsigned least);
struct str figure_money_as(struct arena *, const struct figure_format *,
    struct dec, struct str currency);
struct str figure_percent_as(
    struct arena *, const struct figure_format *, struct dec);
struct str figure_date_as(
    struct arena *, const struct figure_format *, bool date_long, struct date);
struct str figure_period_as(struct arena *, const struct figure_format *,
    struct date from, struct date to);

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

enum figure_account {
	FIGURE_BANKGIRO,
	FIGURE_PLUSGIRO,
	FIGURE_IBAN,
	FIGURE_ACCOUNT, /* of a country's own kind, or not known */
};

/*
 * The account as payers' banks print it, its groups apart by U+00A0, and what
 * it is in *kind; one that does not pass its check is given as it stands.
 * `country` is that of the seller.
 */
struct str figure_account(struct arena *, const struct payment_means *,
    struct str country, enum figure_account *kind);

#endif
