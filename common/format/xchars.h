/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XCHARS_H
#define FORMAT_XCHARS_H

/*
 * Characters and references of XML 1.0, and a way over the plain ones, eight
 * bytes at a time, or sixteen. For xscan alone.
 */

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Length of the character of XML above ASCII at p; 0: it is none. */
size_t xchars_wide(const char *p, const char *end);

/* Moves over characters of XML up to `to`, and counts lines; false at a CR. */
bool xchars_all(const char **p, const char *to, uint32_t *lines);

/*
 * Reads the reference at *at, a `&`, and moves behind it: the length of its
 * character in `out`. 0: it is none that XML has.
 */
size_t xchars_reference(const char **at, const char *end, char out[4]);

/* ---- many bytes ------------------------------------------------------ */

#define XCHARS_ONES UINT64_C(0x0101010101010101)
#define XCHARS_TOPS (XCHARS_ONES << 7)
#define XCHARS_EACH(c) (XCHARS_ONES * (unsigned char)(c))

/* Tops where a byte is zero; what stands behind a first one may be wrong. */
#define XCHARS_ZERO(w) (((w)-XCHARS_ONES) & ~(w)&XCHARS_TOPS)

/* As one word, in which the first byte counts least. */
static inline uint64_t
xchars_eight(const char *p)
{
	uint64_t w;
	memcpy(&w, p, sizeof(w));
	return le64toh(w);
}

static inline size_t
xchars_first(uint64_t tops)
{
	return (size_t)__builtin_ctzll(tops) / 8;
}

/* Claims that n bytes, one at least, are the same. */
static inline bool
xchars_same(const char *a, const char *b, size_t n)
{
	if (n < 8) {
		for (size_t i = 0; i < n; i++)
			if (a[i] != b[i])
				return false;
		return true;
	}
	for (size_t i = 0; i + 8 < n; i += 8)
		if (xchars_eight(a + i) != xchars_eight(b + i))
			return false;
	return xchars_eight(a + n - 8) == xchars_eight(b + n - 8);
}

#ifdef __SSE2__
/* Bits where the sixteen bytes at p are that one, or below it or no ASCII. */
static inline unsigned
xchars_are(const char *p, char c)
{
	__m128i w = _mm_loadu_si128((const void *)p);
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(w, _mm_set1_epi8(c)));
}

static inline unsigned
xchars_below(const char *p, char c)
{
	/* what is no ASCII is negative */
	__m128i w = _mm_loadu_si128((const void *)p);
	return (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(w, _mm_set1_epi8(c)));
}
#endif

/* Passes spaces. */
static inline const char *
xchars_spaces(const char *p, const char *end)
{
#ifdef __SSE2__
	for (; end - p >= 16; p += 16) {
		unsigned other = xchars_are(p, ' ') ^ 0xffff;
		if (other)
			return p + __builtin_ctz(other);
	}
#endif
	for (; end - p >= 8; p += 8) {
		uint64_t other = xchars_eight(p) ^ XCHARS_EACH(' ');
		if (other)
			return p + (size_t)__builtin_ctzll(other) / 8;
	}
	while (p < end && *p == ' ')
		p++;
	return p;
}

/* What in text needs a look: markup, `]`, control characters, no ASCII. */
static inline bool
xchars_is_special(char c)
{
	return (unsigned char)c < 0x20 || c & 0x80 || c == '<' || c == '&' ||
	       c == ']';
}

/* Passes plain text; the end when there is nothing else. */
static inline const char *
xchars_plain(const char *p, const char *end)
{
#ifdef __SSE2__
	for (; end - p >= 16; p += 16) {
		unsigned hit = xchars_below(p, 0x20) | xchars_are(p, '<') |
			       xchars_are(p, '&') | xchars_are(p, ']');
		if (hit)
			return p + __builtin_ctz(hit);
	}
#endif
	for (; end - p >= 8; p += 8) {
		uint64_t w = xchars_eight(p);
		uint64_t hit =
		    (((w - XCHARS_EACH(0x20)) & ~w) | w) & XCHARS_TOPS;
		hit |= XCHARS_ZERO(w ^ XCHARS_EACH('<')) |
		       XCHARS_ZERO(w ^ XCHARS_EACH('&')) |
		       XCHARS_ZERO(w ^ XCHARS_EACH(']'));
		if (hit)
			return p + xchars_first(hit);
	}
	while (p < end && !xchars_is_special(*p))
		p++;
	return p;
}

/*
 * Passes a name, to what can stand behind one, or to what is no ASCII; there
 * always is something.
 */
static inline const char *
xchars_name(const char *p, const char *end)
{
#ifdef __SSE2__
	for (; end - p >= 16; p += 16) {
		unsigned hit = xchars_below(p, 0x21) | xchars_are(p, '>') |
			       xchars_are(p, '/') | xchars_are(p, '=');
		if (hit)
			return p + __builtin_ctz(hit);
	}
#endif
	for (; end - p >= 8; p += 8) {
		uint64_t w = xchars_eight(p);
		uint64_t hit = (w - XCHARS_EACH(0x21)) & ~w & XCHARS_TOPS;
		hit |= XCHARS_ZERO(w ^ XCHARS_EACH('>')) |
		       XCHARS_ZERO(w ^ XCHARS_EACH('/')) |
		       XCHARS_ZERO(w ^ XCHARS_EACH('='));
		if (hit)
			return p + xchars_first(hit);
	}
	while ((unsigned char)*p > ' ' && *p != '>' && *p != '/' && *p != '=')
		p++;
	return p;
}

#endif
