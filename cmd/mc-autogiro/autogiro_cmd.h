/* SPDX-License-Identifier: ISC */
#ifndef AUTOGIRO_CMD_H
#define AUTOGIRO_CMD_H

/*
 * The course of mc-autogiro. The stream is taken into a spool and held
 * against its seals (take.c). Under the lock of debits.db every debit that is
 * not known gets a line in the file of its sender and run, the files become
 * durable, and one transaction notes all (file.c). Then the files get their
 * names, and the lines are written out by what the database says (print.c),
 * which is the same however often it is asked: the spool is read three times,
 * and what a record asks for is judged anew each time (judge.c).
 */

#include "conf/conf.h"
#include "state/debits.h"
#include "state/spool.h"
#include "stream/stream.h"

#define TOOL "mc-autogiro"
#define SECTION "autogiro"
#define SCHEME "autogiro"

/* What every reading of the stream decodes. */
#define READS                                                                  \
	(REC_BIT(run) | REC_BIT(source) | REC_BIT(route) | REC_BIT(invoice))

enum { RUN_HEX = 12 };

struct autogiro_cmd {
	struct home home;
	struct conf conf;
	struct arena arena;
	struct str key; /* of identity numbers, or absent */
	struct debits *debits;
};

/* Ends the process with the database's status unless ok. */
void must(const struct autogiro_cmd *, bool ok, const struct fault *);

/* ---- one record (judge.c) -------------------------------------------- */

enum fate {
	FATE_FOREIGN, /* not ours: passes as it is */
	FATE_NOTHING, /* nothing to be debited */
	FATE_FAILED, /* no debit for now, for the fault; the record goes on */
	FATE_REJECTED, /* a debit that cannot be made, for the fault */
	FATE_DEBIT,
};

/* A debit that a record asks for; all borrowed from record and conf. */
struct want {
	struct debit_order debit;
	const struct conf_sender *sender;
	struct str run; /* id */
	struct date day; /* of the run */
};

/* Judges the record by itself. The want is filled for FATE_DEBIT. */
enum fate judge(const struct autogiro_cmd *, const struct rec *, struct want *,
    struct fault *);

/* The channel that would collect the payment, or absent. */
struct str payment_channel(const struct record *);

/* Claims a record of our kinds that no tool before gave up. */
bool is_ours(const struct rec *);

/* Adds the line of the bank file; false with the fault when it does not fit. */
bool put_debit(struct buf *, const struct debit_order *, struct fault *);

/* ---- steps ----------------------------------------------------------- */

/* What a run did; money in ore. */
struct tally {
	uint64_t wanted; /* debits and payouts asked for */
	uint64_t debits, payouts; /* filed now */
	int64_t debited, paid_out; /* filed now */
	uint64_t moved; /* filed now, on a day that is no bank day */
	uint64_t filed; /* records with a place in a file */
	uint64_t failed, rejected;
};

/*
 * Takes the stream into the spool, checked, and counts what is wanted. Any
 * status but MC_OK is after a message; the caller removes the spool.
 */
enum mc_status take_stream(const struct autogiro_cmd *, char *const *paths,
    int n, struct spool *, struct tally *);

/* Files what the spool asks for. Any status but MC_OK is after a message. */
enum mc_status file_spool(
    const struct autogiro_cmd *, const struct spool *, struct tally *);

/* Writes the spool's lines and seals to standard output. */
enum mc_status print_spool(
    const struct autogiro_cmd *, const struct spool *, struct tally *);

/* Opens the spool for reading; it is as whole as it was taken. */
void open_spool(struct stream *, const struct spool *);

/* Writes ore as kronor: 12345 -> 123.45. */
void put_money(struct buf *, int64_t ore);

/* mc-autogiro list, to standard output: files, or the debits of one. */
enum mc_status run_list(const struct home *, const char *path);

#endif
