/* SPDX-License-Identifier: ISC */
#ifndef STREAM_SEAL_FILES_H
#define STREAM_SEAL_FILES_H

/*
 * The `files` of a seal: what a tool that makes batch files adds to it, and
 * takes away first when it runs again.
 */

#include "base/buf.h"
#include "model/fault.h"

/*
 * Adds the seal's line and an LF to b, with the elements of `files` that name
 * `tool` replaced by `objects`: JSON objects with a comma between two, or
 * nothing. Every other byte stays, and all of them when there is nothing to
 * replace. False with the fault when `files` is no list of objects; b holds
 * nothing of use then.
 */
bool seal_files_put(struct buf *b, struct str line, const char *tool,
    struct str objects, struct fault *);

#endif
