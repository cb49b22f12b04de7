/* SPDX-License-Identifier: ISC */
#ifndef CONF_WORD_H
#define CONF_WORD_H

/*
 * Words of a configuration: the nearest known one for a misspelt one, a word
 * cut to fit a message, and numbers in their one strict spelling (`0`, `-12`,
 * `9.50`; no sign +, no exponent, no leading zero, no bare point).
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/dec.h"
#include "base/str.h"

enum {
	WORD_NEAR = 2, /* most edits between a word and its suggestion */
	WORD_LONG = 64, /* bytes of a word that messages show */
	WORD_HINT = 96, /* room for a hint and a NUL */
};

/* A search for the known word nearest to an unknown one. */
struct word_guess {
	struct str word; /* the unknown one */
	struct str best; /* nearest so far, absent if none is near */
	unsigned distance; /* edits between the two */
};

/* Starts a search; word is borrowed as long as the guess is used. */
struct word_guess word_guess(struct str word);

/* Holds one known word against it; the first of equally near ones wins. */
void word_try(struct word_guess *, struct str known);

/* Writes " (did you mean 'x'?)", or "" when nothing is near; returns room. */
const char *word_hint(const struct word_guess *, char room[WORD_HINT]);

/* word, cut between characters when it is longer than WORD_LONG bytes. */
struct str word_clip(struct str word);

/* A whole number within int64_t; false leaves *out alone. */
bool word_whole(int64_t *out, struct str);

/* A decimal number; false leaves *out alone. */
bool word_decimal(struct dec *out, struct str);

#endif
