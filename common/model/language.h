/* SPDX-License-Identifier: ISC */
#ifndef MODEL_LANGUAGE_H
#define MODEL_LANGUAGE_H

/*
 * The languages that documents and messages are written in, and which of them
 * a document gets.
 */

#include "record.h"

enum language {
	LANGUAGE_SV,
	LANGUAGE_NB,
	LANGUAGE_FI,
	LANGUAGE_DA,
	LANGUAGE_EN,
	LANGUAGES,
};

/* Their codes in that order: "sv", "nb" ... */
extern const char *const language_codes[LANGUAGES];

/* The language of a code (sv nb nn no fi da en); false at any other. */
bool language_of_code(struct str code, enum language *);

/* The language of a country (SE NO FI DK); false at any other. */
bool language_of_country(struct str country, enum language *);

/*
 * The language that the file asks for, else that of the customer in the
 * register, else that of the buyer's country if the sender writes it, else the
 * sender's usual one, else English. `codes` are the sender's, the usual one
 * first; with n 0 he writes them all. `invoice` must be decoded, `delivery`
 * and `reach` where they are to count.
 */
enum language language_choose(
    const struct record *, const struct str *codes, size_t n);

#endif
