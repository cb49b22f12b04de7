/* SPDX-License-Identifier: ISC */
#ifndef STATE_HISTORY_H
#define STATE_HISTORY_H

/*
 * guard.db: what the runs of each sender came to, for mc-guard to hold the
 * next one against. One row a run and sender, in the order in which they were
 * first recorded; a run that comes again replaces its row and keeps its place.
 * Nothing in it is about a person: counts, sums, names of channels, and the
 * reason that an operator gave.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/dec.h"
#include "base/msg.h"
#include "home.h"
#include "model/fault.h"

enum history_verdict {
	HISTORY_UNJUDGED, /* no limits, or too few runs before it */
	HISTORY_PLAUSIBLE, /* within the limits */
	HISTORY_ACCEPTED, /* beyond, and let through by an operator */
	HISTORY_WITHHELD, /* within, but came together with a refused one */
	HISTORY_REFUSED, /* beyond */
	HISTORY_VERDICTS,
};

/* A verdict in a word: "unjudged", "plausible" ... */
const char *history_verdict_name(enum history_verdict);

/* Claims that the run went on, and so is one to compare others with. */
bool history_counts(enum history_verdict);

/* What the documents that were not rejected came to in one currency. */
struct history_amount {
	struct str currency; /* ISO 4217 */
	struct dec total; /* sum of payable, credit notes negative */
	struct dec largest; /* payable of one document, without its sign */
};

/* How many documents, not rejected ones, take a way first. */
struct history_share {
	struct str way; /* a channel, or "held" */
	bool collects; /* a way to collect the payment, else to present */
	int64_t documents;
};

/* The run of one sender; text is the arena's, absent where there is none. */
struct history_run {
	int64_t row; /* its place, from 1; 0: not recorded */
	struct str sender, run;
	struct str at; /* run.at, RFC 3339 */
	struct str digest; /* of the documents, 32 hex digits */
	int64_t documents, rejected; /* of the documents */
	struct history_amount *amounts; /* in order of currency */
	size_t amounts_n;
	struct history_share *shares; /* presenting first, by way */
	size_t shares_n;
	enum history_verdict verdict;
	struct str limits; /* what was passed, in words */
	struct str reason, user; /* of one accepted */
};

struct history;

/*
 * Opens the history, making it when it is new; NULL with status and fault.
 * To read, NULL with MC_OK means that there is none yet.
 */
struct history *history_open(
    const struct home *, enum mc_status *, struct fault *);
struct history *history_open_read(
    const struct home *, enum mc_status *, struct fault *);

void history_close(struct history *); /* NULL is fine */

/* Why the last call failed, as an exit status. */
enum mc_status history_status(const struct history *);

/*
 * What is read and put between the two is one step to others, and durable
 * after the second; history_close without it undoes all.
 */
bool history_begin(struct history *, struct fault *);
bool history_commit(struct history *, struct fault *);

/* The run of that sender; row 0 when it is not recorded. */
bool history_find(struct history *, struct str sender, struct str run,
    struct arena *, struct history_run *, struct fault *);

/*
 * The last runs of the sender that count, latest first, `most` at most: of
 * those before the row `before`, 0 of all.
 */
bool history_last(struct history *, struct str sender, int64_t before,
    int64_t most, struct arena *, struct history_run **, size_t *n,
    struct fault *);

/* Records the run, in place of the one of its sender and id if there is one. */
bool history_put(struct history *, const struct history_run *, struct fault *);

/*
 * Calls `each` for every run of the sender (absent: of all) in their order,
 * with text that lives until it returns; stops when it answers false.
 */
bool history_list(struct history *, struct str sender,
    bool (*each)(void *arg, const struct history_run *), void *arg,
    struct fault *);

#endif
