/* SPDX-License-Identifier: ISC */
#include "words.h"

static const char *const words[WORD_COUNT][LANGUAGES] = {
#define WORD(name, sv, nb, fi, da, en) { sv, nb, fi, da, en },
#include "words.def"
#undef WORD
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
