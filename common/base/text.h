/* SPDX-License-Identifier: ISC */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

/*
 * UTF-8 inside, legacy character sets at the edge. Well-formed means RFC
 * 3629: no overlong form, no surrogate, nothing above U+10FFFF.
 */

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

/* Bytes of well-formed UTF-8 from the start; n when all of it is. */
size_t utf8_check(const char *p, size_t n);

/* Length 1-4 of the well-formed sequence at p, 0 when it is not one. */
size_t utf8_length(const char *p, size_t n);

/* Writes the code point as UTF-8, 1-4 bytes; returns how many. */
size_t utf8_put(char *out, unsigned long code);

/* Reads one well-formed sequence: the code point, its length in *n. */
unsigned long utf8_get(const char *p, size_t *n);

/*
 * Makes capitals of the small letters in UTF-8 text, in place: Latin with its
 * accents, Greek, Cyrillic; others stay as they are. It must be well-formed.
 */
void text_upper(char *text, size_t n);

enum charset { CHARSET_LATIN1, CHARSET_LATIN9, CHARSET_CP1252 };

/*
 * Adds text of that set to `out` as UTF-8; false at a byte that the set does
 * not have, with its offset in *bad.
 */
bool text_decode(struct buf *out, struct str text, enum charset, size_t *bad);

/*
 * Adds UTF-8 text to `out` in that set; false at a character that the set
 * does not have, with its offset in *bad.
 */
bool text_encode(struct buf *out, struct str text, enum charset, size_t *bad);

/*
 * Adds text to out for use in a file name: A-Za-z0-9._- stay, any run of
 * other bytes becomes one '_', a leading '.' too; at most max bytes.
 */
void text_safe_name(struct buf *out, struct str text, size_t max);

/*
 * Adds text on one line for people to read: whatever acts on a terminal
 * instead of being seen (control characters, line and paragraph separators,
 * bidirectional marks), bytes that are no UTF-8, and the backslash are \xNN,
 * byte by byte. Tabs too, so that columns stay columns.
 */
void text_escape(struct buf *out, struct str text);

/* The same with identity numbers masked (mask.h): for reports and lists. */
void text_plain(struct buf *out, struct str text);

/* Adds a byte of UTF-8 as HTML: & < > " ' as references. */
void text_html(struct buf *out, char c);

/* Characters from the first to the last. */
struct text_range {
	unsigned long first, last;
};

/* Claims that the character is in one of them; TEXT_IN of a whole table. */
bool text_in(unsigned long code, const struct text_range *, size_t n);

#define TEXT_IN(code, ranges)                                                  \
	text_in(code, ranges, sizeof(ranges) / sizeof((ranges)[0]))

#endif
