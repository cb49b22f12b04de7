/* SPDX-License-Identifier: ISC */
#ifndef STATE_JOURNAL_H
#define STATE_JOURNAL_H

/*
 * journal.db: every document that mc-send has taken on, every delivery it has
 * tried or will try, and everything an operator did about them. A batch file
 * is a document too, of the id file/TOOL/NAME. Invariants, kept by the schema
 * itself:
 *
 *	one row a document id; its source digest and run are those of the
 *	first time and change only when an operator lets it be replaced
 *	one row a delivery: document, purpose, channel, address, series
 *	of a document, purpose and series at most one delivery that is not
 *	permanent, so that no document leaves by two ways
 *	no delivery of a document that is stopped, none claimed of one that
 *	is kept back
 *	one series a document, purpose and order, so that no order is carried
 *	out twice
 *	an event never changes, and nobody approves what he ran himself
 *
 * A series is a number of the document: 1 is its first presentation, further
 * ones begin where an operator lets it be replaced or orders it again. So id,
 * channel, address and series say which delivery is meant.
 *
 * A delivery is claimed before its effect: the row names the spool that holds
 * the claim and until when. A claim whose spool has no living process
 * (state/spool.h), or whose time is over, may be taken from it. Each change
 * of a row compares what the caller saw of it, so of two processes that want
 * one row, one gets it.
 *
 * Addresses come from the caller, who sees to it that no identity number is
 * among them; in reasons they are masked here.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/msg.h"
#include "home.h"
#include "model/fault.h"
#include "model/outcome.h"

/* Whether a document may leave. */
enum journal_state {
	JOURNAL_FREE,
	JOURNAL_HELD, /* until an operator releases it */
	JOURNAL_STOPPED, /* for good */
	JOURNAL_RELEASED, /* it may leave, whatever the calendar says */
	JOURNAL_LATE, /* its last day is over, or a batch file lacks something:
			 as held, until that is mended */
	JOURNAL_PILOT, /* of a run that sends some documents first */
};

/* Claims that nothing of such a document may leave. */
static inline bool
journal_blocks(enum journal_state s)
{
	return s != JOURNAL_FREE && s != JOURNAL_RELEASED;
}

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
	int64_t series;
};

struct journal_document {
	int64_t row; /* 0: the document is not known */
	struct str sha256; /* of its source */
	struct str run; /* that brought it first */
	enum journal_state state;
	bool replace; /* another document may take its place */
	struct str user, reason, at; /* of what set the state, or absent */
	int64_t series; /* of the view, 0: the order has none of it yet */
	struct journal_delivery *deliveries; /* oldest first */
	size_t deliveries_n;
};

/* Which deliveries of a document are looked at. */
struct journal_view {
	struct str purpose; /* absent: all there are, of every series */
	struct str order; /* key of an operator's order; absent: not by order,
			     but in the document's own course */
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

/*
 * A transaction that may write; waits for its turn. Commit makes it durable;
 * a journal that is closed without has undone it.
 */
bool journal_begin(struct journal *, struct fault *);
bool journal_commit(struct journal *, struct fault *);

/* What is known of the document and its deliveries in that view. */
bool journal_find(struct journal *, struct str id, const struct journal_view *,
    struct arena *, struct journal_document *, struct fault *);

/* Adds a document; *row gets its row. */
bool journal_add(struct journal *, struct str id, struct str sha256,
    struct str run, int64_t *row, struct fault *);

/* Adds a delivery that waits. */
bool journal_plan(struct journal *, int64_t document, int64_t series,
    struct str purpose, struct str channel, struct str address, struct fault *);

/*
 * Claims the delivery for the spool `owner` until expiry, if it still is as
 * it was `seen` and its document is not kept back: *got. `sha256` is of what
 * is to leave, or absent; a row that is claimed already keeps the digest that
 * it has.
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

/* ---- what an operator does (journal_desk.c) -------------------------- */

/* Something done, by whom and why; a document or a run is named. */
struct journal_event {
	struct str at, user, what, reason; /* none may be empty */
	int64_t document, delivery; /* rows, 0: none */
	struct str run; /* or absent */
};

/* Notes it; *row (may be NULL) gets its row. */
bool journal_note(struct journal *, const struct journal_event *, int64_t *row,
    struct fault *);

/* Sets the document's state, for the event of that row (0: none). */
bool journal_set_state(struct journal *, int64_t document, enum journal_state,
    int64_t event, struct fault *);

/* Begins a series for that order; *series gets its number. */
bool journal_order(struct journal *, int64_t document, struct str purpose,
    struct str order, int64_t *series, struct fault *);

/* Notes that the event of that row is the order of that key; once is enough. */
bool journal_add_order(
    struct journal *, struct str order, int64_t event, struct fault *);

/* The order of that key: its event, whose `what` is absent if none is known. */
bool journal_find_order(struct journal *, struct str order, struct arena *,
    struct journal_event *, struct fault *);

/* Lets the next document of another digest take the place of that one. */
bool journal_let_replace(struct journal *, int64_t document, struct fault *);

/*
 * Takes its place with digest, run and a new series (*series), if that is
 * allowed: *got. A document that is held stays so.
 */
bool journal_take_over(struct journal *, int64_t document, struct str sha256,
    struct str run, int64_t *series, bool *got, struct fault *);

/* The ids of the run's documents, in the order they came; the arena's. */
bool journal_run(struct journal *, struct str run, struct arena *,
    struct str **ids, size_t *n, struct fault *);

/* ---- runs that wait (journal_desk.c) --------------------------------- */

/* A spool as it was taken in, known by the SHA-256 of all its bytes. */
struct journal_intake {
	bool known; /* the journal has it */
	struct str run;
	struct str pilot; /* condition of what leaves at once, or absent */
	struct str *runners, *approvers; /* users, in byte order; nobody is
					    both */
	size_t runners_n, approvers_n;
};

/* Notes it; an absent pilot leaves the one that is known. */
bool journal_take_in(struct journal *, struct str sha256, struct str run,
    struct str pilot, struct fault *);

/* Notes that the user ran it; once is enough. */
bool journal_add_runner(struct journal *, struct str sha256, struct str user,
    struct str at, struct fault *);

/* What is known of it; text and lists are the arena's. */
bool journal_find_intake(struct journal *, struct str sha256, struct arena *,
    struct journal_intake *, struct fault *);

/* Claims in *has that it knows an intake of that run. */
bool journal_has_intake(
    struct journal *, struct str run, bool *has, struct fault *);

/* Notes the approval of a user who has not run it and not approved it yet. */
bool journal_approve(struct journal *, struct str sha256, struct str user,
    int64_t event, struct fault *);

/* ---- lists ----------------------------------------------------------- */

/* A delivery, or with row 0 a document kept back that has none. */
struct journal_entry {
	struct str id, run;
	enum journal_state state;
	struct str user, reason; /* of what set the state, or absent */
	struct journal_delivery delivery;
};

/* One entry for journal_list, borrowed for the call. */
typedef bool journal_each(void *arg, const struct journal_entry *);

/*
 * Calls `each` for every delivery in the order of their documents, of that
 * run and id unless absent; stops when `each` answers false, which is no
 * fault.
 */
bool journal_list(struct journal *, struct str run, struct str id,
    journal_each *each, void *arg, struct fault *);

/* One event, borrowed for the call; id is empty where a run is meant. */
typedef bool journal_each_event(
    void *arg, const struct journal_event *, struct str id);

/* The same for events, in their order; `run` is set in all. */
bool journal_events(struct journal *, struct str run, struct str id,
    journal_each_event *each, void *arg, struct fault *);

#endif
