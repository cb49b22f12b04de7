/* SPDX-License-Identifier: ISC */
#ifndef STATE_EINVOICES_H
#define STATE_EINVOICES_H

/*
 * einvoices.db: which document stands where in which batch file of e-invoices.
 * Invariants, kept by the schema itself:
 *
 *	a document is in one file of a channel at most, ever
 *	a place in a file has one document; a row never changes
 *
 * Files come to their names as those of debits.db do (filed.h). The scheme of
 * a file is its channel; it has no currency and no total of its own, but
 * totals by currency.
 */

#include "base/arena.h"
#include "base/msg.h"
#include "batch.h"

#define EINVOICES_NAME "einvoice" /* for batch_open */

struct einvoices;

/* Where a document is; text is borrowed as each function says. */
struct einvoice_place {
	struct str channel;
	struct str sha256; /* of the document's source, may be empty */
	int64_t file; /* row */
	int64_t position; /* in it, from 1 */
};

/*
 * Opens the database, making it when it is new. NULL with status and fault.
 */
struct einvoices *einvoices_open(
    const struct home *, enum mc_status *, struct fault *);

/* For reading. NULL and MC_OK when there is none yet. */
struct einvoices *einvoices_open_read(
    const struct home *, enum mc_status *, struct fault *);

void einvoices_close(struct einvoices *);

/* Of the last failure, for the exit status. */
enum mc_status einvoices_status(const struct einvoices *);

/* Gives noted files their names and makes these durable. */
bool einvoices_finish(struct einvoices *, struct fault *);

/* ---- looking --------------------------------------------------------- */

/*
 * The places of the document of that id, one a channel, in the order they
 * were filed; list and text are the arena's.
 */
bool einvoices_find(struct einvoices *, struct str id, struct arena *,
    struct einvoice_place **, size_t *n, struct fault *);

/* The file of that row and its totals, a JSON object; text is the arena's. */
bool einvoices_file(struct einvoices *, int64_t row, struct batch_row *,
    struct str *totals, struct arena *, struct fault *);

/* ---- adding ---------------------------------------------------------- */

/*
 * Takes the lock and finishes or sweeps what dead processes left, then adds;
 * einvoices_commit makes all of it true at once, einvoices_rollback nothing.
 */
bool einvoices_begin(struct einvoices *, struct fault *);
bool einvoices_commit(struct einvoices *, struct fault *);
void einvoices_rollback(struct einvoices *);

/* Begins a file: scheme, sender and run of it are looked at. */
bool einvoices_file_add(struct einvoices *, struct batch_row *, struct fault *);

/* Notes what came of it; its row is set. `temp` as in struct batch. */
bool einvoices_file_end(struct einvoices *, const struct batch_row *,
    struct str totals, const char *temp, struct fault *);

bool einvoices_add(struct einvoices *, struct str id,
    const struct einvoice_place *, struct fault *);

/* ---- listing --------------------------------------------------------- */

typedef bool einvoices_file_visit(
    void *arg, const struct batch_row *, struct str totals);
typedef bool einvoices_visit(void *arg, struct str id, int64_t position);

/* Visits the files in the order they were made; stops on false. */
bool einvoices_files(
    struct einvoices *, einvoices_file_visit *, void *arg, struct fault *);

/* Visits the documents of the file of that path in their order. */
bool einvoices_list(struct einvoices *, struct str path, einvoices_visit *,
    void *arg, struct fault *);

#endif
