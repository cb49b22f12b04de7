/* SPDX-License-Identifier: ISC */
#ifndef SEND_H
#define SEND_H

/*
 * The course of mc-send. A run takes the stream into a spool (take.c). From
 * the committed spool, read line by line as often as it takes, come rounds of
 * planning (plan.c: one transaction that says which delivery of each document
 * is next) and delivering (deliver.c: claim, effect, outcome), until every
 * delivery is settled; then the lines are written out (print.c). --retry
 * begins with the spools of dead processes instead of a stream (run.c).
 *
 * What has been settled is known from the journal alone, so a process may die
 * anywhere: whoever comes to its spool, or to the same stream, goes on.
 */

#include "conf/conf.h"
#include "state/home.h"
#include "state/journal.h"
#include "state/spool.h"
#include "stream/seal.h"
#include "stream/stream.h"

#define SEND_TOOL "mc-send"

/* The purpose of a delivery that shows the document to its recipient. */
#define SEND_PRESENTATION "presentation"

/* The sections that every reading of the spool wants. */
#define SEND_READS                                                             \
	(REC_BIT(run) | REC_BIT(source) | REC_BIT(invoice) |                   \
	    REC_BIT(delivery) | REC_BIT(reach) | REC_BIT(route) |              \
	    REC_BIT(pages))

struct send {
	struct home home;
	struct conf conf;
	struct journal *journal; /* NULL in a dry run where none is yet */
};

/* Ends the process with the journal's status unless ok. */
void send_must(const struct send *, bool ok, const struct fault *);

/* ---- one record (record.c) ------------------------------------------- */

enum fate {
	FATE_FOREIGN, /* of another kind, or given up by a tool before */
	FATE_UNFIT, /* to be rejected as it is, for the fault */
	FATE_HELD, /* waits for a person */
	FATE_SEND,
};

/* Fills the fault for FATE_UNFIT. SEND_READS must have been decoded. */
enum fate record_fate(const struct rec *, struct fault *);

/* The section that the record lacks for being sent, or NULL. */
const char *record_lacks(const struct rec *);

/* The document's PDF, else one that could not be made, else NULL. */
const struct artefact *record_pdf(const struct record *);

/*
 * How an address stands in the journal and in the delivery's key: as it is,
 * unless an identity number shows in it; then its HMAC under the identity
 * key, or, if none is configured, masked. Absent is empty.
 */
struct str address_key(const struct send *, struct str address, struct arena *);

/*
 * Which presentation of the record's route that delivery is: its index, or
 * SIZE_MAX when the route does not name it.
 */
size_t record_choice(const struct send *, const struct record *,
    const struct journal_delivery *, struct arena *);

/* The first presentation that is not among those deliveries, or NULL. */
const struct choice *record_next(const struct send *, const struct record *,
    const struct journal_document *, struct arena *);

/* The delivery that is accepted, or else can still be; or NULL. */
const struct journal_delivery *document_current(
    const struct journal_document *);

/* Claims that the journal knows the id by another source document. */
bool document_differs(const struct journal_document *, const struct record *);

/* ---- steps ----------------------------------------------------------- */

/*
 * Takes the stream into a committed spool. Any status but MC_OK is after a
 * message, and nothing was left behind.
 */
enum mc_status take_stream(
    const struct send *, char *const *paths, int n, struct spool *);

/* Whether the record can be taken: MC_OK, or the status after a message. */
enum mc_status take_check(const struct send *, const struct stream *);

/*
 * Notes in one transaction what is to be delivered next of every document in
 * the spool. With `withdraw`, a delivery that has not left and that the
 * route names no longer makes room for another.
 */
void plan_spool(const struct send *, const struct spool *, bool withdraw);

/* What a round of deliveries leaves to be done. */
struct round {
	bool refused; /* a delivery is permanent: the next one's turn */
	bool waiting; /* another process has claims on some */
};

/* Delivers what waits; with `again` what is transient too. */
struct round deliver_spool(
    const struct send *, const struct spool *, bool again);

/*
 * Plans, delivers and prints the spools, and lets go of them. `fresh`: they
 * come from the stream, so that their routes are the ones that hold.
 */
enum mc_status run_spools(
    const struct send *, struct spool *, size_t n, bool fresh);

/* Claims that the spool is what an earlier run left after it had printed. */
bool spool_is_left(const struct spool *);

/* Does that for the spools of dead processes. */
enum mc_status run_retry(const struct send *);

/* Prints what a run would do with each record; touches nothing. */
enum mc_status run_dry(const struct send *, char *const *paths, int n);

/* mc-send list, to standard output; run absent and outcome NULL for all. */
enum mc_status run_list(
    const struct home *, struct str run, const enum outcome *);

/* ---- writing out (print.c) ------------------------------------------- */

struct printer {
	const struct send *send;
	struct out out;
	struct buf value; /* of the section being written */
	struct buf line; /* a record on its way to two sections */
	uint64_t seals; /* written */
	uint64_t accepted, held, rejected, open; /* documents */
};

/* A printer to standard output; the end is MC_IO after a message, or MC_OK. */
void print_open(struct printer *, const struct send *);
enum mc_status print_close(struct printer *);

/*
 * Writes the spool's lines. Those with a delivery that is still open are
 * added to `left`, made when the first comes, with a seal of their own. Of a
 * spool that was left by an earlier run only what has been settled since is
 * written, and sealed anew.
 */
void print_spool(struct printer *, const struct spool *, struct spool *left);

#endif
