/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XWRITE_H
#define FORMAT_XWRITE_H

/*
 * Text as XML 1.0 has it, UTF-8. What is written comes back from a parser
 * byte for byte: a CR, and in attributes tabs and line breaks too, are
 * character references, since a parser would change them.
 */

#include <stdbool.h>

#include "base/buf.h"

/*
 * Adds s as the text of an element. False, with part of it added, at what
 * XML cannot hold: control characters, U+FFFE, U+FFFF, bytes that are no
 * UTF-8.
 */
bool xwrite_text(struct buf *, struct str s);

/* The same as the value of an attribute, between double quotes. */
bool xwrite_attr(struct buf *, struct str s);

#endif
