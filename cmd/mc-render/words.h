/* SPDX-License-Identifier: ISC */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

/*
 * What a document says of its own, in each of its languages. How figures and
 * dates are written is model/figure.h.
 */

#include "base/arena.h"
#include "model/figure.h"
#include "model/language.h"

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

/* The country's name in English capitals, as the posts want it; else code. */
struct str words_country(struct str code);

/* What a UN/ECE Rec 20 or 21 unit is called; the code when we do not know. */
struct str words_unit(enum language, struct str code);

#endif
