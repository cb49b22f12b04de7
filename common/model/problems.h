/* SPDX-License-Identifier: ISC */
#ifndef MODEL_PROBLEMS_H
#define MODEL_PROBLEMS_H

/*
 * Findings of validation, collected into a record's `problems`. Texts name
 * the value found; what may be identity numbers is masked here, in paths too,
 * where names of a document's own may be anything.
 */

#include "base/arena.h"
#include "fault.h"
#include "record.h"

/* More of one document are not listed, but a fatal one always is. */
enum { PROBLEMS_MAX = 10000 };

/* Claims that one more finding of that severity would be listed. */
bool problem_has_room(const struct record *, const char *severity);

/*
 * Adds a finding. severity: "fatal" or "warning". path: as in the document,
 * may be absent. line: in the file, 0 if unknown. The texts are copied. The
 * finding, NULL when it is not listed.
 */
struct problem *problem_add(struct record *, struct arena *, const char *rule,
    const char *severity, struct str path, int64_t line, const char *format,
    ...) __attribute__((format(printf, 7, 8)));

/* The first fatal finding, NULL when there is none. */
const struct problem *problem_fatal(const struct record *);

#endif
