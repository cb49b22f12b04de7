/* SPDX-License-Identifier: ISC */
#ifndef STATE_KEPT_H
#define STATE_KEPT_H

/*
 * What came by standard input is kept as in/stdin-<digest>.xml, for the
 * archive to read the documents from once more, and holds identity numbers in
 * clear. It goes when a run has filed all of its documents: mc-parse notes
 * beside it, as in/stdin-<digest>.run, which run made records of it and how
 * many, and mc-archive takes both away after its commit.
 *
 * A copy without a note is one whose run came to no seal. It stays until the
 * same input comes again, which takes its place, or an operator removes it.
 */

#include <stdbool.h>
#include <stdint.h>

#include "home.h"
#include "model/fault.h"

enum { KEPT_PATH = 64 }; /* room with NUL */

/* Writes the path, relative to the home, of what has that SHA-256 in hex. */
void kept_name(const char *hex, char path[KEPT_PATH]);

/* Claims that the path, as in source.path, is that of a kept copy. */
bool kept_is(struct str path);

/* A new run reads the copy at path: the note of an earlier one goes. */
bool kept_begin(const struct home *, struct str path, struct fault *);

/*
 * Notes that the run (run.id) made that many records of the copy; before its
 * seal is written.
 */
bool kept_note(const struct home *, struct str path, struct str run,
    int64_t documents, struct fault *);

/*
 * That many records of the copy in the stream of the run are filed, lastingly,
 * by it or before it: if the note says that there are no more, copy and note
 * go. Anything else is no fault and changes
 * nothing: no note, the note of another run, a path that is no kept copy, some
 * documents still to come. False with the fault when they cannot be removed,
 * which is worth a warning and no more.
 */
bool kept_done(const struct home *, struct str path, struct str run,
    int64_t filed, struct fault *);

#endif
