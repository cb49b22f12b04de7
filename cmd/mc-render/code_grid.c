/* SPDX-License-Identifier: ISC */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "code_grid.h"

enum { MASKS = 8, PERIOD = 12 };

/* Points against a mask (ISO/IEC 18004, table 11) */
enum { LONG_RUN = 3, BLOCK = 3, FINDER = 40, UNEVEN = 10 };

/* ---- patterns ------------------------------------------------------ */

static void
set_bit(uint64_t *line, unsigned at, bool on)
{
	uint64_t bit = (uint64_t)1 << (at + GRID_EDGE) % 64;
	uint64_t *word = &line[(at + GRID_EDGE) / 64];
	*word = on ? *word | bit : *word & ~bit;
}

static bool
get_bit(const uint64_t *line, unsigned at)
{
	return line[(at + GRID_EDGE) / 64] >> (at + GRID_EDGE) % 64 & 1;
}

static void
set_dark(struct grid *g, unsigned x, unsigned y, bool dark)
{
	set_bit(g->dark[0].line[y], x, dark);
	set_bit(g->dark[1].line[x], y, dark);
}

static void
set_fixed(struct grid *g, unsigned x, unsigned y, bool dark)
{
	set_dark(g, x, y, dark);
	set_bit(g->fixed[0].line[y], x, true);
	set_bit(g->fixed[1].line[x], y, true);
}

bool
grid_is_dark(const struct grid *g, unsigned x, unsigned y)
{
	return get_bit(g->dark[0].line[y], x);
}

/* Squares inside one another round x, y, dark where `dark` has the bit. */
static void
add_squares(struct grid *g, unsigned x, unsigned y, int most, unsigned dark)
{
	for (int dy = -most; dy <= most; dy++)
		for (int dx = -most; dx <= most; dx++) {
			unsigned far =
			    (unsigned)(abs(dx) > abs(dy) ? abs(dx) : abs(dy));
			unsigned cx = x + (unsigned)dx, cy = y + (unsigned)dy;
			if (cx < g->n && cy < g->n)
				set_fixed(g, cx, cy, dark >> far & 1);
		}
}

/* Annex E: the first is 6, the others go evenly back from the last. */
static void
add_alignment(struct grid *g)
{
	unsigned n = g->version / 7 + 2, at[7] = { 6 };
	unsigned step = g->version == 32
			    ? 26
			    : (g->version * 4 + n * 2 + 1) / (n * 2 - 2) * 2;
	for (unsigned i = 1; i < n; i++)
		at[i] = g->n - 7 - step * (n - 1 - i);
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < n; j++)
			if ((i || (j && j < n - 1)) && (j || i < n - 1))
				add_squares(g, at[i], at[j], 2, 5);
}

/* The data with the remainder of its division in GF(2) behind it. */
static unsigned
with_bch(unsigned data, unsigned polynomial, int bits)
{
	unsigned rest = data;
	for (int i = 0; i < bits; i++)
		rest = rest << 1 ^ (rest >> (bits - 1)) * polynomial;
	return data << bits | rest;
}

/* Level M, which is 00, and the mask: twice, round the finders. */
static void
add_format(struct grid *g, int mask)
{
	unsigned n = g->n, bits = with_bch((unsigned)mask, 0x537, 10) ^ 0x5412;
	for (unsigned i = 0; i < 15; i++) {
		bool dark = bits >> i & 1;
		unsigned up = i < 6 ? i : i < 8 ? i + 1 : n - 15 + i;
		unsigned left = i < 8 ? n - 1 - i : i == 8 ? 7 : 14 - i;
		set_fixed(g, 8, up, dark);
		set_fixed(g, left, 8, dark);
	}
	set_fixed(g, 8, n - 8, true);
}

static void
add_version(struct grid *g)
{
	unsigned bits = with_bch(g->version, 0x1f25, 12);
	for (unsigned i = 0; i < 18; i++) {
		unsigned far = g->n - 11 + i % 3;
		set_fixed(g, far, i / 3, bits >> i & 1);
		set_fixed(g, i / 3, far, bits >> i & 1);
	}
}

void
grid_init(struct grid *g, unsigned version)
{
	memset(g, 0, sizeof(*g));
	g->version = version;
	g->n = 17 + 4 * version;
	g->words = (g->n + 2 * GRID_EDGE + 63) / 64;
	for (unsigned i = 0; i < g->n; i++) {
		set_bit(g->inside, i, true);
		set_fixed(g, 6, i, i % 2 == 0);
		set_fixed(g, i, 6, i % 2 == 0);
	}
	add_squares(g, 3, 3, 4, 0xb);
	add_squares(g, g->n - 4, 3, 4, 0xb);
	add_squares(g, 3, g->n - 4, 4, 0xb);
	if (version > 1)
		add_alignment(g);
	if (version > 6)
		add_version(g);
	add_format(g, 0);
}

/* Two columns at a time from the right, up and down in turns. */
static void
add_data(struct grid *g, const uint8_t *words, size_t n)
{
	size_t bit = 0;
	bool up = true;
	for (unsigned right = g->n - 1; right < g->n; right -= 2, up = !up) {
		if (right == 6)
			right--;
		for (unsigned i = 0; i < 2 * g->n; i++) {
			unsigned x = right - i % 2;
			unsigned y = up ? g->n - 1 - i / 2 : i / 2;
			if (get_bit(g->fixed[0].line[y], x) || bit >= n * 8)
				continue;
			if (words[bit / 8] >> (7 - bit % 8) & 1)
				set_dark(g, x, y, true);
			bit++;
		}
	}
}

/* ---- masks --------------------------------------------------------- */

static bool
turns(int mask, unsigned x, unsigned y)
{
	switch (mask) {
	case 0:
		return (x + y) % 2 == 0;
	case 1:
		return y % 2 == 0;
	case 2:
		return x % 3 == 0;
	case 3:
		return (x + y) % 3 == 0;
	case 4:
		return (x / 3 + y / 2) % 2 == 0;
	case 5:
		return x * y % 2 + x * y % 3 == 0;
	case 6:
		return (x * y % 2 + x * y % 3) % 2 == 0;
	default:
		return ((x + y) % 2 + x * y % 3) % 2 == 0;
	}
}

/* Word w of a line that has these bits over and over, from its edge on. */
static uint64_t
repeated(unsigned bits, unsigned w)
{
	const uint64_t each = 0x1001001001001001; /* every twelfth bit */
	unsigned by = (64 * w + PERIOD - GRID_EDGE) % PERIOD;
	bits = (bits >> by | bits << (PERIOD - by)) & 0xfff;
	return bits * each;
}

/* Turns the data under the mask; every mask comes again after 12 modules. */
static void
put_mask(const struct grid *g, int mask, int by, struct plane *out)
{
	uint64_t pattern[PERIOD][GRID_WORDS];
	for (unsigned i = 0; i < PERIOD; i++) {
		unsigned bits = 0;
		for (unsigned k = 0; k < PERIOD; k++)
			if (by ? turns(mask, i, k) : turns(mask, k, i))
				bits |= 1U << k;
		for (unsigned w = 0; w < g->words; w++)
			pattern[i][w] = repeated(bits, w) & g->inside[w];
	}
	for (unsigned i = 0; i < g->n; i++)
		for (unsigned w = 0; w < g->words; w++)
			out->line[i][w] =
			    g->dark[by].line[i][w] ^
			    (pattern[i % PERIOD][w] & ~g->fixed[by].line[i][w]);
}

void
grid_mask(struct grid *g, int mask)
{
	add_format(g, mask);
	put_mask(g, mask, 0, &g->dark[0]);
	put_mask(g, mask, 1, &g->dark[1]);
}

/* ---- what tells against a mask ------------------------------------- */

/*
 * Most codes fit into one word a line: what judges lines is made once for that
 * and once for any number of words, in judge().
 */
#define EACH static inline __attribute__((always_inline))

/* Word w of the line moved down by k bits. */
EACH uint64_t
moved(const uint64_t *line, unsigned words, unsigned w, unsigned k)
{
	w += k / 64;
	k %= 64;
	if (w + 1 < words && k > 0)
		return line[w] >> k | line[w + 1] << (64 - k);
	return w < words ? line[w] >> k : 0;
}

/* How many bits are set; the builtin is a call where no CPU is named. */
static inline int
ones(uint64_t v)
{
	v -= v >> 1 & 0x5555555555555555;
	v = (v & 0x3333333333333333) + (v >> 2 & 0x3333333333333333);
	v = (v + (v >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return (int)(v * 0x0101010101010101 >> 56);
}

/* Bits that stand where a module is as the one behind it. */
EACH void
find_same(
    const struct grid *g, const uint64_t *line, unsigned words, uint64_t *same)
{
	for (unsigned w = 0; w < words; w++)
		same[w] = ~(line[w] ^ moved(line, words, w, 1)) & g->inside[w] &
			  moved(g->inside, words, w, 1);
}

/* Runs of five and more alike: 3, and 1 for each beyond five. */
EACH int
judge_runs(const uint64_t *same, unsigned words)
{
	uint64_t five[GRID_WORDS];
	int points = 0;
	for (unsigned w = 0; w < words; w++)
		five[w] = same[w] & moved(same, words, w, 1) &
			  moved(same, words, w, 2) & moved(same, words, w, 3);
	for (unsigned w = 0; w < words; w++)
		points +=
		    ones(five[w]) +
		    (LONG_RUN - 1) * ones(five[w] & ~moved(five, words, w, 1));
	return points;
}

/* Claims n light modules from there on by that step, or up to the edge. */
static bool
is_light(const struct grid *g, const uint64_t *line, int at, int step, int n)
{
	for (; n > 0 && at >= 0 && at < (int)g->n; n--, at += step)
		if (get_bit(line, (unsigned)at))
			return false;
	return true;
}

/* Places in word w behind which that shape is, `scale` modules a sign. */
EACH uint64_t
find_shape(const uint64_t *line, unsigned words, unsigned w, unsigned scale)
{
	/* from the middle outwards: most places drop out at once */
	static const struct {
		unsigned at;
		bool dark;
	} shape[] = { { 3, true }, { 2, true }, { 4, true }, { 1, false },
		{ 5, false }, { 0, true }, { 6, true } };
	uint64_t all = ~line[w] & moved(line, words, w, 1);
	for (size_t i = 0; all && i < sizeof(shape) / sizeof(*shape); i++)
		for (unsigned k = 0; k < scale; k++) {
			uint64_t s =
			    moved(line, words, w, 1 + shape[i].at * scale + k);
			all &= shape[i].dark ? s : ~s;
		}
	return all & ~moved(line, words, w, 7 * scale + 1);
}

/* Claims a run of three times the scale and more. */
EACH bool
has_run(const uint64_t *line, unsigned words, unsigned scale)
{
	for (unsigned w = 0; w < words; w++) {
		uint64_t all = line[w];
		for (unsigned k = 1; all && k < 3 * scale; k++)
			all &= moved(line, words, w, k);
		if (all)
			return true;
	}
	return false;
}

/*
 * 1:1:3:1:1 as in a finder, of any size, with light modules four times as
 * wide before or behind it; what is beyond the edge is light.
 */
EACH int
judge_finders(const struct grid *g, const uint64_t *line, unsigned words)
{
	int points = 0;
	for (unsigned scale = 1; has_run(line, words, scale); scale++)
		for (unsigned w = 0; w < words; w++) {
			uint64_t all = find_shape(line, words, w, scale);
			for (; all; all &= all - 1) {
				int at = (int)w * 64 + __builtin_ctzll(all) -
					 GRID_EDGE;
				int n = 4 * (int)scale;
				if (is_light(g, line, at, -1, n) ||
				    is_light(
					g, line, at + 7 * (int)scale + 1, 1, n))
					points += FINDER;
			}
		}
	return points;
}

/* How much tells against the mask; words is g->words. */
EACH int
judge_lines(const struct grid *g, int mask, unsigned words)
{
	uint64_t same[2][GRID_WORDS];
	struct plane p;
	int points = 0, dark = 0, all = (int)(g->n * g->n);
	for (int by = 0; by < 2; by++) {
		put_mask(g, mask, by, &p);
		for (unsigned i = 0; i < g->n; i++) {
			const uint64_t *line = p.line[i];
			uint64_t *s = same[i % 2], *before = same[1 - i % 2];
			find_same(g, line, words, s);
			points += judge_runs(s, words) +
				  judge_finders(g, line, words);
			for (unsigned w = 0; by == 0 && w < words; w++) {
				dark += ones(line[w]);
				if (i > 0)
					points +=
					    BLOCK *
					    ones(s[w] & before[w] &
						 ~(line[w] ^ p.line[i - 1][w]));
			}
		}
	}
	/* every whole 5 % away from half, the share rounded to whole ones */
	int share = (200 * dark + all) / all / 2;
	return points + abs(share - 50) / 5 * UNEVEN;
}

static int
judge(const struct grid *g, int mask)
{
	return g->words == 1 ? judge_lines(g, mask, 1)
			     : judge_lines(g, mask, g->words);
}

void
grid_fill(struct grid *g, const uint8_t *words, size_t n)
{
	int best = 0, least = INT_MAX;
	add_data(g, words, n);
	for (int mask = 0; mask < MASKS; mask++) {
		add_format(g, mask);
		int points = judge(g, mask);
		if (points < least) {
			least = points;
			best = mask;
		}
	}
	grid_mask(g, best);
}
