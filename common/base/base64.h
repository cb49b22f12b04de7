/* SPDX-License-Identifier: ISC */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

/* Base 64, RFC 4648 section 4. */

#include <stdbool.h>

#include "buf.h"

/*
 * Adds the bytes that text stands for to out. Blanks and line breaks between
 * the characters are passed over; padding must be right. False at anything
 * else, or when out cannot take it.
 */
bool base64_decode(struct buf *out, struct str text);

/* Adds the bytes as text without line breaks. */
void base64_encode(struct buf *out, const void *p, size_t n);

#endif
