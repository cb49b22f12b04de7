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
 * Files come to their names as filed.h says. The scheme of a file is its
 * channel; it has no currency (an empty one) and no total of its own, but
 * totals by currency.
 */

#include "base/arena.h"
#include "base/msg.h"
#include "filed.h"

#define EINVOICES_NAME "einvoice" /* in names of temporary files */

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

/* Its files (filed.h): to begin and end them, and of the last failure. */
struct filed *einvoices_filed(struct einvoices *);

/* ---- looking --------------------------------------------------------- */

/*
 * The places of the document of that id, one a channel, in the order they
 * were filed; list and text are the arena's.
 */
bool einvoices_find(struct einvoices *, struct str id, struct arena *,
    struct einvoice_place **, size_t *n, struct fault *);

/* The totals of the file of that row, a JSON object; the arena's. */
bool einvoices_totals(struct einvoices *, int64_t row, struct str *totals,
    struct arena *, struct fault *);

/* ---- adding ---------------------------------------------------------- */

/*
 * Add to a file that was begun, within filed_begin and filed_commit: what it
 * comes to, when it is ended; a document.
 */
bool einvoices_add_totals(
    struct einvoices *, int64_t row, struct str totals, struct fault *);
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
