/* SPDX-License-Identifier: ISC */
#include <stdint.h>

#include "base/arena.h"
#include "codes.h"

static const struct {
	const char *name;
	struct str text; /* with a blank before and after each code */
} lists[CODES_COUNT] = {
#define CODES(list, name, codes)                                               \
	[CODES_##list] = { (name), STR(" " codes " ") },
#include "codes.def"
#undef CODES
};

#define CODES(list, name, codes)                                               \
	_Static_assert(sizeof(" " codes " ") <= UINT16_MAX, name);
#include "codes.def"
#undef CODES

/*
 * Where a code is in the text of its list. A table is made when its list is
 * first asked for, in a few microseconds, and stays.
 */
struct slot {
	uint16_t at, n; /* n 0: free */
};

struct table {
	struct slot *slots; /* NULL: not made yet */
	uint32_t mask; /* slots - 1, a power of two less one */
};

static struct table tables[CODES_COUNT];

static uint32_t
hash(const char *p, size_t n)
{
	uint64_t h = n;
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(h >> 32);
}

static struct slot *
find(const struct table *t, const char *text, const char *p, size_t n)
{
	uint32_t i = hash(p, n) & t->mask;
	while (t->slots[i].n &&
	       (t->slots[i].n != n || memcmp(text + t->slots[i].at, p, n) != 0))
		i = (i + 1) & t->mask;
	return &t->slots[i];
}

/* The code at p, which is a blank before it; its length. */
static size_t
code_length(const char *p)
{
	size_t n = 0;
	while (p[1 + n] != ' ')
		n++;
	return n;
}

static void
make_table(enum code_list list)
{
	struct str text = lists[list].text;
	struct table *t = &tables[list];
	size_t count = 0, size = 1, n;

	for (size_t i = 0; i < text.n; i++)
		count += text.p[i] == ' ';
	while (size < 2 * count)
		size *= 2;
	t->slots = xcalloc(size, sizeof(*t->slots));
	t->mask = (uint32_t)size - 1;
	for (size_t at = 0; at + 1 < text.n; at += 1 + n) {
		n = code_length(text.p + at);
		*find(t, text.p, text.p + at + 1, n) =
		    (struct slot){ (uint16_t)(at + 1), (uint16_t)n };
	}
}

bool
codes_has(enum code_list list, struct str value)
{
	if (!value.n)
		return false;
	if (!tables[list].slots)
		make_table(list);
	return find(&tables[list], lists[list].text.p, value.p, value.n)->n > 0;
}

bool
codes_text_has(enum code_list list, struct str part)
{
	struct str left = lists[list].text;
	if (!part.n || codes_has(list, part))
		return true;
	while (left.n >= part.n) {
		const char *p = memchr(left.p, part.p[0], left.n - part.n + 1);
		if (!p)
			return false;
		if (memcmp(p, part.p, part.n) == 0)
			return true;
		left = str_from(left, (size_t)(p - left.p) + 1);
	}
	return false;
}

const char *
codes_name(enum code_list list)
{
	return lists[list].name;
}
