/* SPDX-License-Identifier: ISC */
#ifndef RULES_VALUE_H
#define RULES_VALUE_H

/*
 * Values as the official rules see them: the untyped text of an element or
 * attribute, and what the functions and casts of XPath 2 make of it. Where
 * the recommendation leaves room the answer is that of Saxon-HE 9.9, with
 * which the official validators run: dates and doubles are those of XML
 * Schema 1.1.
 *
 * Texts are well-formed UTF-8. Absent and empty are the same here: '' is what
 * XPath makes of an empty sequence. Texts that come back are parts of the one
 * that was given, or are in the arena; blanks are space, tab, CR and LF.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "num.h"

/* Claims that normalize-space(s) is ''. */
bool value_is_blank(struct str);

/* normalize-space; the text itself where that changes nothing. */
struct str value_normal(struct str, struct arena *);

/* Claims that normalize-space(s) is the word, which is normal itself. */
bool value_is(struct str, const char *word);

/*
 * upper-case, of all scripts and with the long forms (sharp s becomes SS);
 * the text itself where that changes nothing.
 */
struct str value_upper(struct str, struct arena *);

/* string-length: characters. */
size_t value_length(struct str);

/*
 * substring(s, first, length) with whole numbers: characters count from 1,
 * and what lies outside is left out, so that 0, 3 is the first two. A length
 * below 0 is substring(s, first): to the end.
 */
struct str value_substring(struct str, long first, long length);

/* substring-after and -before one ASCII character; '' where it is not. */
struct str value_after(struct str, char);
struct str value_before(struct str, char);

/* string-length(substring-after(s, '.')), the decimals that are written. */
size_t value_decimals(struct str);

/*
 * tokenize(s, c) at one ASCII character: how many parts, and part k counted
 * from 1, absent when there is none. '' has no parts, `|` has two.
 */
size_t value_parts(struct str, char);
struct str value_part(struct str, char, size_t k);

/* xs:decimal(s); false when that is an error, or longer than NUM_DIGITS. */
bool value_decimal(struct num *, struct str, struct arena *);

/* xs:integer(s), whose false is also that of castable as xs:integer. */
bool value_integer(struct num *, struct str, struct arena *);

/*
 * xs:double(s), exponents, INF, -INF and NaN with it; false: an error, which
 * a blank behind one of those three words is, too.
 */
bool value_double(double *, struct str);

/*
 * -1, 0, 1 as s, which is untyped text, is below, equal to, above the number n
 * in a general comparison; false: an error. Saxon compares doubles there, in
 * total order: -0.0 is below 0, and NaN is above all. A whole number of up to
 * 15 digits it takes as an integer, and so -0 is 0. What number() makes is
 * compared with < and > of C.
 */
bool value_compare(int *order, struct str s, int n);

/* number(s): NaN where xs:double(s) is an error. */
double value_number(struct str);

/* xs:boolean(s), and what s is in a comparison with true() or false(). */
bool value_boolean(bool *, struct str);

/* A day as an instant: its first minute, in minutes since 1970 in UTC. */
struct value_date {
	int64_t minutes;
};

/*
 * xs:date(s): years of four digits or more, negative ones and 0000 too, and
 * an offset from UTC up to 14:59, none being UTC, which is what the implicit
 * zone of the official validators is here. False: an error.
 */
bool value_date(struct value_date *, struct str);

/* -1, 0, 1 as a is before, at, after b. */
int value_date_cmp(struct value_date a, struct value_date b);

#endif
