/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_SVEFAKTURA_KEPT_H
#define FORMAT_SVEFAKTURA_KEPT_H

/*
 * What a Svefaktura says beyond the terms of EN 16931 and is kept in
 * invoice.extra: the part of it that a Svefaktura made of the record says
 * again. It is written where the table has a row for it (MAP_KEPT). For
 * svefaktura_write, and for nobody else.
 */

#include "base/arena.h"
#include "model/record.h"

/*
 * The texts of invoice.extra that can be written again, in order of their
 * paths; *n of them. None of a record that was no Svefaktura, none that would
 * make the document invalid: a penalty that is no number, an exchange rate
 * that the VAT does not follow from. They live in the arena.
 */
struct extra *svefaktura_kept(const struct record *, struct arena *, size_t *n);

#endif
