/* SPDX-License-Identifier: ISC */
#ifndef IDENT_SPELL_H
#define IDENT_SPELL_H

/*
 * How the numbers of this layer are spelled: bare text without the marks that
 * people put between groups, and groups for print. Bare text is NUL-ended and
 * holds ASCII digits and capital letters only.
 */

#include <stddef.h>

#include "base/str.h"

/*
 * text without the bytes of `marks`, letters as capitals, into out[room];
 * false when it does not fit, is empty or has another byte than a letter, a
 * digit or a mark. On false out holds nothing of use.
 */
bool spell_bare(char *out, size_t room, struct str text, const char *marks);

/*
 * Writes bare text as a group of `first` characters (0: none) and groups of
 * `each`, with a blank between two. out has room for 2 * strlen(bare) + 1.
 */
void spell_groups(char *out, const char *bare, size_t first, size_t each);

/*
 * Two letters, two check digits and a rest: claims that ISO 7064 MOD 97-10
 * over the rest and then the four is 1, as IBAN and RF reference have it, and
 * that the check digits are 02 to 98.
 */
bool spell_mod97_ok(const char *bare);

#endif
