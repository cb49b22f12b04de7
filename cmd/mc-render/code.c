/* SPDX-License-Identifier: ISC */
#include "code.h"
#include "code_grid.h"

enum { VERSIONS = 40, WORDS_MAX = 3706, CHECK_MAX = 30 };

/* Error correction at level M (ISO/IEC 18004, table 9). */
static const struct {
	uint8_t check; /* code words of each block that check */
	uint8_t blocks;
} levels[VERSIONS + 1] = { { 0 }, { 10, 1 }, { 16, 1 }, { 26, 1 }, { 18, 2 },
	{ 24, 2 }, { 16, 4 }, { 18, 4 }, { 22, 4 }, { 22, 5 }, { 26, 5 },
	{ 30, 5 }, { 22, 8 }, { 22, 9 }, { 24, 9 }, { 24, 10 }, { 28, 10 },
	{ 28, 11 }, { 26, 13 }, { 26, 14 }, { 26, 16 }, { 26, 17 }, { 28, 17 },
	{ 28, 18 }, { 28, 20 }, { 28, 21 }, { 28, 23 }, { 28, 25 }, { 28, 26 },
	{ 28, 28 }, { 28, 29 }, { 28, 31 }, { 28, 33 }, { 28, 35 }, { 28, 37 },
	{ 28, 38 }, { 28, 40 }, { 28, 43 }, { 28, 45 }, { 28, 47 },
	{ 28, 49 } };

/* Code words of a version: the modules that no pattern takes, by eight. */
static size_t
all_words(unsigned version)
{
	size_t v = version, n = v / 7 + 2;
	size_t modules = (16 * v + 128) * v + 64;
	if (v > 1)
		modules -= (25 * n - 10) * n - 55;
	if (v > 6)
		modules -= 36;
	return modules / 8;
}

static size_t
data_words(unsigned version)
{
	return all_words(version) -
	       (size_t)levels[version].check * levels[version].blocks;
}

/* Bytes of text: without mode and count, 4 bits and 8, or 16 from 10 on. */
static size_t
room(unsigned version)
{
	return data_words(version) - (version < 10 ? 2 : 3);
}

/* Mode, count, text, end, and padding to n code words. */
static void
put_data(uint8_t *out, size_t n, unsigned version, struct str text)
{
	size_t at = 0;
	unsigned carry = 4; /* the four bits on their way, the mode at first */
	if (version >= 10) {
		out[at++] = (uint8_t)(carry << 4 | text.n >> 12);
		carry = text.n >> 8 & 15;
	}
	out[at++] = (uint8_t)(carry << 4 | (text.n >> 4 & 15));
	carry = text.n & 15;
	for (size_t i = 0; i < text.n; i++) {
		unsigned byte = (unsigned char)text.p[i];
		out[at++] = (uint8_t)(carry << 4 | byte >> 4);
		carry = byte & 15;
	}
	out[at++] = (uint8_t)(carry << 4);
	for (uint8_t pad = 0xec; at < n; pad ^= 0xec ^ 0x11)
		out[at++] = pad;
}

/* ---- Reed-Solomon codes over GF(256), x^8 + x^4 + x^3 + x^2 + 1 ------- */

struct field {
	uint8_t power[512], log[256]; /* of the element 2 */
};

static void
make_field(struct field *f)
{
	unsigned v = 1;
	for (unsigned i = 0; i < 255; i++) {
		f->power[i] = f->power[i + 255] = (uint8_t)v;
		f->log[v] = (uint8_t)i;
		v = v << 1 ^ (v & 0x80 ? 0x11d : 0);
	}
}

/* Logarithms of the generator's coefficients, without the first, which is 1 */
static void
make_generator(const struct field *f, uint8_t *log, size_t n)
{
	uint8_t g[CHECK_MAX + 1] = { 1 };
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k > 0; k--)
			if (g[k - 1])
				g[k] ^= f->power[f->log[g[k - 1]] + i];
	for (size_t i = 0; i < n; i++)
		log[i] = f->log[g[i + 1]];
}

/* The n code words that check the data: the remainder of its division. */
static void
put_check(const struct field *f, const uint8_t *generator, size_t n,
    const uint8_t *data, size_t data_n, uint8_t *check)
{
	uint8_t rest[CHECK_MAX + 1] = { 0 };
	for (size_t i = 0; i < data_n; i++) {
		unsigned first = data[i] ^ rest[0];
		unsigned log = f->log[first];
		for (size_t k = 0; k < n; k++)
			rest[k] =
			    (uint8_t)(rest[k + 1] ^
				      (first ? f->power[log + generator[k]]
					     : 0));
	}
	memcpy(check, rest, n);
}

/* The code words in the order of the symbol: one of each block in turn. */
static void
interleave(unsigned version, const uint8_t *data, uint8_t *out)
{
	struct field f;
	uint8_t generator[CHECK_MAX], check[CHECK_MAX];
	size_t blocks = levels[version].blocks, n = levels[version].check;
	size_t all = data_words(version), least = all / blocks;
	size_t longer = all % blocks; /* blocks, the last ones */
	make_field(&f);
	make_generator(&f, generator, n);
	for (size_t b = 0; b < blocks; b++) {
		bool is_longer = b >= blocks - longer;
		put_check(&f, generator, n, data, least + is_longer, check);
		for (size_t i = 0; i < least; i++)
			out[i * blocks + b] = data[i];
		if (is_longer)
			out[least * blocks + b - (blocks - longer)] =
			    data[least];
		for (size_t i = 0; i < n; i++)
			out[all + i * blocks + b] = check[i];
		data += least + is_longer;
	}
}

bool
code_make(struct code *c, struct str text, struct arena *a, struct fault *f)
{
	uint8_t data[WORDS_MAX], words[WORDS_MAX];
	struct grid grid;
	unsigned version = 1;
	if (!text.n)
		return fault_set(f, NULL, "code", "the code has no text");
	if (text.n > CODE_MAX)
		return fault_set(f, NULL, "code",
		    "%zu bytes are too many for a code", text.n);
	while (room(version) < text.n)
		version++;
	put_data(data, data_words(version), version, text);
	interleave(version, data, words);
	grid_init(&grid, version);
	grid_fill(&grid, words, all_words(version));
	c->n = grid.n;
	uint8_t *dark = arena_alloc(a, (size_t)grid.n * grid.n);
	c->dark = dark;
	for (unsigned y = 0; y < grid.n; y++)
		for (unsigned x = 0; x < grid.n; x++)
			*dark++ = grid_is_dark(&grid, x, y);
	return true;
}
