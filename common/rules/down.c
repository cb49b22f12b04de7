/* SPDX-License-Identifier: ISC */
#include "down.h"
#include "value.h"

size_t
down_number(
    const struct checking *w, uint32_t node, const xname *way, uint32_t *first)
{
	size_t n = 0;
	uint32_t found = 0, below;
	for (uint32_t c = look_child(w, node, *way); c; c = look_again(w, c)) {
		below = c;
		n += way[1] ? down_number(w, c, way + 1, &below) : 1;
		if (!found)
			found = below;
	}
	if (first)
		*first = found;
	return n;
}

bool
down_any(const struct checking *w, uint32_t node, const xname *way)
{
	for (uint32_t c = look_child(w, node, *way); c; c = look_again(w, c))
		if (!way[1] || down_any(w, c, way + 1))
			return true;
	return false;
}

bool
down_is(
    const struct checking *w, uint32_t node, const xname *way, const char *text)
{
	for (uint32_t c = look_child(w, node, *way); c; c = look_again(w, c))
		if (way[1] ? down_is(w, c, way + 1, text)
			   : str_is(look_text(w, c), text))
			return true;
	return false;
}

bool
down_in(const struct checking *w, uint32_t node, const xname *way,
    const char *words)
{
	uint32_t found;
	return down_number(w, node, way, &found) == 1 &&
	       words_have(words, value_normal(look_text(w, found), w->arena));
}

bool
words_contain(const char *list, struct str s)
{
	size_t n = strlen(list);
	for (size_t i = 0; i + s.n + 2 <= n; i++)
		if (list[i] == ' ' && list[i + s.n + 1] == ' ' &&
		    (!s.n || memcmp(list + i + 1, s.p, s.n) == 0))
			return true;
	return false;
}

bool
words_have(const char *list, struct str s)
{
	return s.n && !memchr(s.p, ' ', s.n) && words_contain(list, s);
}
