/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "value.h"

static const struct {
	uint32_t first, last;
	uint32_t step;
	int32_t distance;
} small[] = {
#define SMALL(first, last, step, distance) { first, last, step, distance },
#define LONG(small, a, b, c)
#include "value_upper.def"
#undef SMALL
#undef LONG
};

static const struct {
	uint32_t small;
	uint32_t capitals[3]; /* the last may be 0: none */
} longer[] = {
#define SMALL(first, last, step, distance)
#define LONG(small, a, b, c) { small, { a, b, c } },
#include "value_upper.def"
#undef SMALL
#undef LONG
};

enum {
	SMALLS = sizeof(small) / sizeof(small[0]),
	LONGS = sizeof(longer) / sizeof(longer[0]),
	GROWTH = 3, /* two bytes become six at most */
};

static unsigned long
capital(unsigned long c)
{
	size_t low = 0, high = SMALLS;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c > small[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == SMALLS || c < small[low].first ||
	    (c - small[low].first) % small[low].step != 0)
		return c;
	return (unsigned long)((long)c + small[low].distance);
}

/* Writes the capitals of one character; how many bytes they have. */
static size_t
put_upper(char *out, unsigned long c)
{
	size_t low = 0, high = LONGS, n = 0;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c > longer[middle].small)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == LONGS || longer[low].small != c)
		return utf8_put(out, capital(c));
	for (size_t i = 0; i < 3 && longer[low].capitals[i]; i++)
		n += utf8_put(out + n, longer[low].capitals[i]);
	return n;
}

struct str
value_upper(struct str s, struct arena *arena)
{
	char piece[16];
	size_t same = 0, n, length;

	while (same < s.n) {
		const char *p = s.p + same;
		unsigned char c = (unsigned char)*p;
		n = 1;
		if (c >= 'a' && c <= 'z')
			break;
		if (c >= 0x80) {
			length = put_upper(piece, utf8_get(p, &n));
			if (length != n || memcmp(piece, p, n) != 0)
				break;
		}
		same += n;
	}
	if (same == s.n)
		return s;
	char *text = arena_alloc(arena, same + (s.n - same) * GROWTH);
	memcpy(text, s.p, same);
	length = same;
	for (size_t i = same; i < s.n; i += n)
		length += put_upper(text + length, utf8_get(s.p + i, &n));
	return (struct str){ text, length };
}
