/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "digit.h"
#include "known.h"
#include "mask.h"

enum { CORE_LEAST = MASK_LEAST, GAP_MAX = 3 };

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool
is_plain(char c)
{
	return is_digit(c) || (upper(c) >= 'A' && upper(c) <= 'Z');
}

/* The number itself, of digits and letters, without century and dress. */
static struct str
core_of(const char *bare, size_t n)
{
	bool tail = n > 11 && mask_hit((struct str){ bare + 2, 10 });
	bool head = n > 10 && mask_hit((struct str){ bare, 10 });
	/* 8112189876 of 198112189876 and 19811218987601 */
	if (tail)
		return (struct str){ bare + 2, 10 };
	/* of 811218987601 and of a reference */
	if (head)
		return (struct str){ bare, 10 };
	return (struct str){ bare, n > 11 ? 11 : n };
}

/* Remembers the number. */
static void
learn(struct known *k, struct str number)
{
	char bare[32];
	size_t n = 0;
	for (size_t i = 0; i < number.n && n < sizeof(bare); i++)
		if (is_plain(number.p[i]))
			bare[n++] = upper(number.p[i]);
	struct str core = core_of(bare, n);
	for (size_t i = 0; i < k->n; i++)
		if (str_eq((struct str){ k->core[i], k->core_n[i] }, core))
			return;
	if (core.n < CORE_LEAST || k->n == KNOWN_MAX)
		return;
	memcpy(k->core[k->n], core.p, core.n);
	k->core_n[k->n++] = core.n;
}

bool
known_learn(struct known *k, struct str text)
{
	size_t at, n, from = 0;
	for (; mask_find(text, from, &at, &n); from = at + n)
		learn(k, (struct str){ text.p + at, n });
	return from > 0;
}

/* The bytes that the core takes at the beginning of the text, 0: none. */
static size_t
core_length(struct str text, struct str core)
{
	size_t i = 0, k = 0, gap = 0;
	for (; k < core.n; i++) {
		if (i == text.n || gap > GAP_MAX)
			return 0;
		if (!is_plain(text.p[i])) {
			gap++;
			continue;
		}
		if (upper(text.p[i]) != core.p[k++])
			return 0;
		gap = 0;
	}
	return i;
}

static bool
find_core(
    const struct known *k, struct str text, size_t from, size_t *at, size_t *n)
{
	for (size_t i = k->n ? from : text.n; i < text.n; i++) {
		if (!is_digit(text.p[i]))
			continue;
		for (size_t c = 0; c < k->n; c++) {
			struct str core = { k->core[c], k->core_n[c] };
			*n = core_length(str_from(text, i), core);
			*at = i;
			if (*n)
				return true;
		}
	}
	return false;
}

bool
known_find(const struct known *k, bool shaped, struct str text, size_t from,
    size_t *at, size_t *n)
{
	size_t core_at, core_n;
	bool hit = shaped && mask_find(text, from, at, n);
	if (!find_core(k, text, from, &core_at, &core_n) ||
	    (hit && *at <= core_at))
		return hit;
	*at = core_at;
	*n = core_n;
	return true;
}

bool
known_mask(const struct known *k, bool shaped, char *text, size_t length)
{
	struct str t = { text, length };
	size_t at, n;
	bool any = false;
	for (size_t from = 0; known_find(k, shaped, t, from, &at, &n);
	     from = at + n) {
		memset(text + at, '*', n);
		any = true;
	}
	return any;
}
