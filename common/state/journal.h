/* SPDX-License-Identifier: ISC */
#ifndef STATE_JOURNAL_H
#define STATE_JOURNAL_H

/*
 * journal.db: every document that mc-send has taken on and every delivery it
 * has tried or will try. Invariants, kept by the schema itself:
 *
 *	one row a document id; its source digest and run are those of the
 *	first time and never change
 *	one row a delivery: document, purpose, channel, address, series
 *	of a document, purpose and series at most one delivery that is not
 *	permanent, so that no document leaves by two ways
 *
 * A delivery is claimed before its effect: the row names the spool that holds
 * the claim and until when. A claim whose spool has no living process
 * (state/spool.h), or whose time is over, may be taken from it. Each change
 * of a row compares what the caller saw of it, so of two processes that want
 * one row, one gets it.
 *
 * Addresses come from the caller, who sees to it that no identity number is
 * among them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/msg.h"
#include "home.h"
#include "model/fault.h"
#include "model/outcome.h"

/* Attempt series; a resend on an operator's order would begin another. */
enum { JOURNAL_SERIES = 1 };

struct journal;

/* One row; text is the arena's, absent where there is none. */
struct journal_delivery {
	int64_t row;
	enum outcome outcome;
	struct str purpose, channel, address;
	struct str owner; /* name of the spool that holds the claim */
	int64_t expiry; /* of the claim, seconds since 1970, 0: none */
	struct str at; /* RFC 3339, when the outcome was settled */
	struct str receipt, text;
	struct str sha256; /* of what left, or claimed: of what was to leave */
};

struct journal_document {
	int64_t row; /* 0: the document is not known */
	struct str sha256; /* of its source */
	struct str run; /* that brought it first */
	struct journal_delivery *deliveries; /* oldest first */
	size_t deliveries_n;
};

/*
 * Opens the journal of the home, making it when it is new. NULL with the
 * fault, and the status for the process's end in *status.
 */
struct journal *journal_open(
    const struct home *, enum mc_status *status, struct fault *);

/* Opens it for reading; NULL with status MC_OK when there is none yet. */
struct journal *journal_open_read(
    const struct home *, enum mc_status *status, struct fault *);

/* NULL is fine. */
void journal_close(struct journal *);

/* The status for the process's end after a function answered false. */
enum mc_status journal_status(const struct journal *);

/* A transaction that may write; waits for its turn. Commit makes it durable. */
bool journal_begin(struct journal *, struct fault *);
bool journal_commit(struct journal *, struct fault *);

/* What is known of the document and its deliveries for that purpose. */
bool journal_find(struct journal *, struct str id, struct str purpose,
    struct arena *, struct journal_document *, struct fault *);

/* Adds a document; *row gets its row. */
bool journal_add(struct journal *, struct str id, struct str sha256,
    struct str run, int64_t *row, struct fault *);

/* Adds a delivery that waits. */
bool journal_plan(struct journal *, int64_t document, struct str purpose,
    struct str channel, struct str address, struct fault *);

/*
 * Claims the delivery for the spool `owner` until expiry, if it still is as
 * it was `seen`: *got. `sha256` is of what is to leave; after a claim that a
 * dead process left, the row keeps what that one said.
 */
bool journal_claim(struct journal *, const struct journal_delivery *seen,
    struct str owner, int64_t expiry, struct str sha256, bool *got,
    struct fault *);

/* Gives the owner's claims that end at `expiry` until `later`; *n of them. */
bool journal_renew(struct journal *, struct str owner, int64_t expiry,
    int64_t later, int *n, struct fault *);

/*
 * Settles row `d->row` by d's outcome, at, receipt, text and sha256, and ends
 * the claim, if d->owner still is who claims it (absent: nobody): *got.
 */
bool journal_settle(struct journal *, const struct journal_delivery *d,
    bool *got, struct fault *);

/* One delivery for journal_list, borrowed for the call. */
typedef bool journal_each(
    void *arg, struct str id, struct str run, const struct journal_delivery *);

/*
 * Calls `each` for every delivery in the order of their documents, of that
 * run unless absent, and of that outcome unless it is NULL; stops when `each`
 * answers false, which is no fault.
 */
bool journal_list(struct journal *, struct str run, const enum outcome *,
    journal_each *each, void *arg, struct fault *);

#endif
