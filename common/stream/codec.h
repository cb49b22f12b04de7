/* SPDX-License-Identifier: ISC */
#ifndef STREAM_CODEC_H
#define STREAM_CODEC_H

/*
 * Sections between JSON and structs, by the tables of model/field.h. Reading
 * is strict about what it knows (type, spelling, duplicate names) and passes
 * over members it does not know; a member that is null is absent. Writing
 * leaves out what is absent, so that neither null, nor empty text, object or
 * list is ever written.
 */

#include "base/buf.h"
#include "base/json.h"
#include "model/fault.h"
#include "model/field.h"

/*
 * Reads the value at j into the member f of the struct at `base`, which must
 * be zeroed. Text borrows from the JSON text or j's arena; lists are made in
 * the arena. The fault's place is a JSON pointer below the value.
 */
bool codec_read(
    struct json *j, const struct field *f, void *base, struct fault *);

/*
 * Adds the member f of the struct at `base` to b as a JSON value; false, and
 * nothing added, when it is absent.
 */
bool codec_write(struct buf *b, const struct field *f, const void *base);

/* Adds the struct at `base` as a JSON object; false when all of it is absent.
 */
bool codec_write_object(struct buf *b, const struct object *, const void *base);

#endif
