/* SPDX-License-Identifier: ISC */
#ifndef RULES_DOWN_H
#define RULES_DOWN_H

/*
 * Ways of children for checks and contexts that look at more than the two
 * paths of a row (look.h is for those): DOWN(CAC_Party, CBC_EndpointID) from
 * a node is XPath's cac:Party/cbc:EndpointID.
 */

#include "rule.h"

#define DOWN(...) ((const xname[]){ __VA_ARGS__, UBL_NONE })

/* How many there are, and the first of them (NULL: not wanted), 0 if none. */
size_t down_number(
    const struct checking *, uint32_t node, const xname *way, uint32_t *first);

/* Claims that there is one: exists(way). */
bool down_any(const struct checking *, uint32_t node, const xname *way);

/* Claims that one has the text, byte for byte: way = 'text'. */
bool down_is(
    const struct checking *, uint32_t node, const xname *way, const char *text);

/*
 * For contexts: claims that there is one alone, and that without blanks
 * around it it is one of the words (words_have).
 */
bool down_in(const struct checking *, uint32_t node, const xname *way,
    const char *words);

/*
 * Claims that the list, a blank before and after each word, has the text
 * between two blanks: contains(' 1 10 ', concat(' ', s, ' ')). "1 10" is in
 * that list, too.
 */
bool words_contain(const char *list, struct str s);

/* Claims that the text is one word of such a list: s = ('1', '10'). */
bool words_have(const char *list, struct str s);

#endif
