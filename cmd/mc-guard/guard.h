/* SPDX-License-Identifier: ISC */
#ifndef MC_GUARD_H
#define MC_GUARD_H

/*
 * mc-guard: passes the stream on (pass.c), counts what the run of each sender
 * comes to (figures.c), holds that against the runs before it (judge.c),
 * records it and says whether the seal may go on (verdict.c). list.c prints
 * what was recorded.
 */

#include "conf/conf.h"
#include "state/history.h"
#include "stream/stream.h"

enum {
	GUARD_RUNS = 256, /* most runs and senders in one stream */
	GUARD_REASON = 200, /* bytes of an operator's reason */
};

struct guard {
	struct home home;
	struct conf conf;
	struct history *history;
	struct str reason; /* --accept, or absent */
};

/* ---- figures.c ------------------------------------------------------- */

struct tally;

/* What has been counted of a stream. */
struct figures {
	const struct conf *conf;
	struct arena arena; /* owns all of it */
	struct tally **tallies; /* by first appearance */
	size_t n, last;
};

/* The sections that figures_add looks at; the seal's own come besides. */
uint64_t figures_reads(void);

/* Counts a record, if it is a document. MC_DATA with the fault. */
enum mc_status figures_add(
    struct figures *, const struct rec *, struct fault *);

/*
 * What was counted, one row a run and sender, in the figures' arena; row,
 * verdict, reason and user are left to be set. False with the fault when a
 * sum has too many digits.
 */
bool figures_runs(
    struct figures *, struct history_run **, size_t *n, struct fault *);

void figures_free(struct figures *);

/* ---- judge.c --------------------------------------------------------- */

/*
 * Holds a run against those before it, n of them, at least one: a clause for
 * each limit it passes, in the arena. All comparisons are exact; what the
 * clauses show of shares is rounded half up to one decimal.
 */
struct str *judge(const struct history_run *, const struct history_run *past,
    size_t n, const struct conf_guard *, struct arena *, size_t *clauses_n);

/* Adds part of whole as "41.2 %". */
void judge_percent(struct buf *, int64_t part, int64_t whole);

/* ---- verdict.c ------------------------------------------------------- */

/*
 * Judges and records all that was counted: MC_OK when the seals may go on,
 * MC_DATA when a run passed a limit, anything else when it could not be
 * recorded. Messages have been written.
 */
enum mc_status verdict(struct guard *, struct figures *);

/* ---- pass.c ---------------------------------------------------------- */

/* Passes the stream of the files on; the exit status. */
enum mc_status pass(struct guard *, char *const *paths, int n);

/* ---- list.c ---------------------------------------------------------- */

int list_main(int argc, char **argv);

#endif
