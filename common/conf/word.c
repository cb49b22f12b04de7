/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/digit.h"
#include "base/text.h"
#include "word.h"

struct word_guess
word_guess(struct str word)
{
	return (struct word_guess){ .word = word, .distance = WORD_NEAR + 1 };
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Insertions, deletions and replacements of bytes between two short words. */
static unsigned
edits(struct str a, struct str b)
{
	unsigned row[WORD_LONG + 1];
	for (unsigned j = 0; j <= b.n; j++)
		row[j] = j;
	for (unsigned i = 1; i <= a.n; i++) {
		unsigned diagonal = row[0];
		row[0] = i;
		for (unsigned j = 1; j <= b.n; j++) {
			unsigned above = row[j];
			unsigned same = a.p[i - 1] != b.p[j - 1];
			row[j] = least(
			    diagonal + same, least(above, row[j - 1]) + 1);
			diagonal = above;
		}
	}
	return row[b.n];
}

void
word_try(struct word_guess *g, struct str known)
{
	if (g->word.n > WORD_LONG || known.n > WORD_LONG)
		return;
	unsigned n = edits(g->word, known);
	/* a word of which nothing is left is no neighbour */
	if (n >= g->distance || n >= g->word.n || n >= known.n)
		return;
	g->distance = n;
	g->best = known;
}

const char *
word_hint(const struct word_guess *g, char room[WORD_HINT])
{
	room[0] = '\0';
	if (g->best.p)
		snprintf(room, WORD_HINT, " (did you mean '%.*s'?)",
		    STR_ARG(g->best));
	return room;
}

struct str
word_clip(struct str word)
{
	if (word.n > WORD_LONG)
		word.n = utf8_check(word.p, WORD_LONG);
	return word;
}

/* Claims `-?(0|[1-9][0-9]*)(.[0-9]+)?`; *point tells whether it has one. */
static bool
is_number(struct str s, bool *point)
{
	size_t i = s.n && s.p[0] == '-', first = i;
	while (i < s.n && is_digit(s.p[i]))
		i++;
	if (i == first || (s.p[first] == '0' && i > first + 1))
		return false;
	*point = i < s.n;
	return i == s.n ||
	       (s.p[i] == '.' && digits_only(s.p + i + 1, s.n - i - 1));
}

bool
word_whole(int64_t *out, struct str s)
{
	struct dec d;
	bool point;
	if (!is_number(s, &point) || point || !dec_parse(&d, s))
		return false;
	if (d.coef > INT64_MAX || d.coef < INT64_MIN)
		return false;
	*out = (int64_t)d.coef;
	return true;
}

bool
word_decimal(struct dec *out, struct str s)
{
	bool point;
	return is_number(s, &point) && dec_parse(out, s);
}
