/* SPDX-License-Identifier: ISC */
#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

/*
 * The identity numbers of a record: values of fields of type IDENTITY that
 * pass the check of a personal number (base/mask.h).
 */

#include "base/arena.h"
#include "base/known.h"
#include "field.h"

/* Called with each such value, which the callee may replace. */
typedef void identity_visit(void *arg, struct str *value);

/* Visits them in the struct at `base`, in the order of the table. */
void identity_each(
    const struct object *, void *base, identity_visit *, void *arg);

/*
 * Remembers the numbers that any text in the struct at `base` has. Skipped are
 * here and below the accounts of the payee, paths and digests, and what is no
 * identity field of the seller, who may be called.
 */
void identity_learn(const struct object *, const void *base, struct known *);

/*
 * Takes the numbers out of the struct for eyes that may not see them: text has
 * '*' instead, in a copy in the arena, and a field of type identity is absent.
 * The number of a document and its payment references stay: it cannot be
 * named, and not be paid, without.
 */
void identity_cover(
    const struct object *, void *base, const struct known *, struct arena *);

#endif
