/* SPDX-License-Identifier: ISC */
#ifndef STATE_FILED_H
#define STATE_FILED_H

/*
 * The batch files that a database knows of: a table `file` of it, which
 * debits.db and einvoices.db have. A file is durable under a temporary name
 * (batch.h) before the one transaction that notes it and what stands in it,
 * and its row names it: whoever opens the database gives such files their own
 * name (filed_finish). The write lock of the database is also the lock of its
 * batches. Each such database lends its part: debits_filed, einvoices_filed.
 */

#include "base/arena.h"
#include "base/msg.h"
#include "batch.h"

struct filed;

/* Of the last failure, for the exit status. */
enum mc_status filed_status(const struct filed *);

/* Gives noted files their names and makes these durable. */
bool filed_finish(struct filed *, struct fault *);

/*
 * Takes the lock and finishes or sweeps what dead processes left. Then files
 * are added; filed_commit makes all of it true at once, filed_rollback
 * nothing.
 */
bool filed_begin(struct filed *, struct fault *);
bool filed_commit(struct filed *, struct fault *);
void filed_rollback(struct filed *);

/* Begins the temporary file, as batch_open does. */
bool filed_open(struct filed *, struct batch *, struct str id, struct fault *);

/* Begins a file: scheme, sender, run and currency of it are looked at. */
bool filed_add(struct filed *, struct batch_row *, struct fault *);

/* Notes what came of it; its row is set. `temp` as in struct batch. */
bool filed_end(
    struct filed *, const struct batch_row *, const char *temp, struct fault *);

/* The file of that row; text is the arena's. */
bool filed_of(struct filed *, int64_t row, struct batch_row *, struct arena *,
    struct fault *);

typedef bool filed_visit(void *arg, const struct batch_row *);

/* Visits the files in the order they were made; stops on false. */
bool filed_each(struct filed *, filed_visit *, void *arg, struct fault *);

#endif
