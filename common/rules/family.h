/* SPDX-License-Identifier: ISC */
#ifndef RULES_FAMILY_H
#define RULES_FAMILY_H

/*
 * The families of checks that tables of rules are made of: one implementation
 * each. `path` is what they look at, from the context; where they ask for the
 * one value there, several make the rule UNCLEAR, as the official engine
 * gives up on them. A missing value is as in XPath: empty text to what asks
 * for text, and to a comparison false.
 */

#include "rule.h"

/* There is one: exists(path), of "a|b" either. */
rule_check rule_exists;

/* There is one of each: of "a|b" both. */
rule_check rule_each;

/* There is none of path, or there is one of other: not(path) or other. */
rule_check rule_needs;

/* There is none: not(path). */
rule_check rule_absent;

/* There is one of path and one of other; not one of both. */
rule_check rule_both, rule_not_both;

/* There are at most n, exactly n. */
rule_check rule_at_most, rule_exactly;

/* It has text beside blanks; of "a|b" one has. */
rule_check rule_filled;

/* One of them has: path[boolean(normalize-space(.))]. */
rule_check rule_some_filled;

/* At most n characters stand behind the point. */
rule_check rule_decimals;

/* Without blanks around it, it has at most n characters. */
rule_check rule_short;

/* Without blanks around it, it has none inside and is in the list n. */
rule_check rule_code;

/* As it stands, it is in the list n: `some $code ... = $code`. */
rule_check rule_code_plain;

/* Its own text, without blanks around it, is in the list n. */
rule_check rule_code_text;

/*
 * As double, one of them compares so with n: `cbc:Percent > 0`. None, and the
 * rule is broken; text that is no number makes it UNCLEAR.
 */
rule_check rule_above, rule_not_below;

/* rule_not_below, which none of them holds too. */
rule_check rule_not_below_if;

/* As exact decimal it is zero: xs:decimal(path) = 0. */
rule_check rule_zero;

/* Without blanks around it, it is `word`. */
rule_check rule_is;

/* One of them is `word`, byte for byte: path = 'word'. */
rule_check rule_some_is;

/* Without blanks around it, it is a word of the list in `word` (down.h); of
 * "a|b" either. */
rule_check rule_one_of;

/* As double it is a number: string(number(path)) != 'NaN'. */
rule_check rule_number;

/*
 * Claims that the check holds wherever its path finds nothing, so that it need
 * not be asked then.
 */
bool family_holds_on_nothing(rule_check *);

/* Never holds, where the context alone says it all; never breaks. */
rule_check rule_never, rule_always;

/*
 * The one value at the path, absent when there is none; false when there are
 * several: then the check is UNCLEAR, which has been said.
 */
bool family_value(struct checking *, const struct look *, uint32_t node,
    struct str *value, const char *path);

/*
 * The one text node there, path/text(): not that of elements below, and a
 * comment makes two of one. Absent when there is none; false as above.
 */
bool family_text(struct checking *, const struct look *, uint32_t node,
    struct str *value, const char *path);

/* Claims that some value at the path is the word, byte for byte. */
bool family_any_is(
    struct checking *, const struct look *, uint32_t node, const char *word);

/* What rule_one_of asks of another list; UNCLEAR has been said. */
enum verdict family_one_of(
    struct checking *, const struct made *, uint32_t node, const char *words);

#endif
