/* SPDX-License-Identifier: ISC */
#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

/*
 * The identity numbers of a record: values of fields of type IDENTITY that
 * pass the check of a personal number (base/mask.h).
 */

#include "field.h"

/* Called with each such value, which the callee may replace. */
typedef void identity_visit(void *arg, struct str *value);

/* Visits them in the struct at `base`, in the order of the table. */
void identity_each(
    const struct object *, void *base, identity_visit *, void *arg);

#endif
