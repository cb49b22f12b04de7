/* SPDX-License-Identifier: ISC */
#ifndef BASE_KNOWN_H
#define BASE_KNOWN_H

/*
 * The personal identity numbers of one document. What is recognised once by
 * its check (mask.h) is known, and is found again in any other spelling: with
 * or without century, with up to three bytes between its digits that are
 * neither letters nor digits, and inside of longer numbers such as a payment
 * reference.
 */

#include <stdbool.h>
#include <stddef.h>

#include "str.h"

enum { KNOWN_MAX = 64, KNOWN_CORE = 11 };

struct known {
	char core[KNOWN_MAX][KNOWN_CORE]; /* digits, capitals; no century */
	size_t core_n[KNOWN_MAX];
	size_t n; /* further ones are not remembered */
};

/* Remembers every number that stands in the text; claims that there is one. */
bool known_learn(struct known *, struct str text);

/*
 * The first known number in the text at or after byte `from`, or, with
 * `shaped`, the first that passes a check: true with its place and length.
 */
bool known_find(const struct known *, bool shaped, struct str text, size_t from,
    size_t *at, size_t *n);

/*
 * Overwrites each of them with `*`, byte for byte; claims that there was one.
 */
bool known_mask(const struct known *, bool shaped, char *text, size_t n);

#endif
