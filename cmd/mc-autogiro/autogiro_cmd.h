/* SPDX-License-Identifier: ISC */
#ifndef AUTOGIRO_CMD_H
#define AUTOGIRO_CMD_H

/*
 * What mc-autogiro does to one record in the course of tool/batcher.h: judges
 * it (judge.c), gives it a line in the file of its sender and run (file.c),
 * and writes it out (print.c). It is judged anew at each reading of the spool:
 * it is the same however often it is asked.
 */

#include "state/debits.h"
#include "tool/batcher.h"
#include "tool/site.h"

#define TOOL "mc-autogiro"
#define SECTION "autogiro"
#define SCHEME "autogiro"

/* What a run did; money in ore. */
struct tally {
	uint64_t debits, payouts; /* filed now */
	int64_t debited, paid_out; /* filed now */
	uint64_t moved; /* filed now, on a day that is no bank day */
	uint64_t filed; /* records with a place in a file */
	uint64_t failed, rejected;
};

struct autogiro_cmd {
	struct home home;
	struct conf conf;
	struct arena arena;
	struct str key; /* of identity numbers, or absent */
	struct debits *debits;
	struct tally tally;
};

/* ---- one record (judge.c) -------------------------------------------- */

enum fate {
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

/* Adds the line of the bank file; false with the fault when it does not fit. */
bool put_debit(struct buf *, const struct debit_order *, struct fault *);

/* Writes ore as kronor: 12345 -> 123.45. */
void put_money(struct buf *, int64_t ore);

/* ---- steps, of struct batcher; arg is the struct autogiro_cmd --------- */

enum mc_status take_record(
    void *arg, struct stream *, bool *wanted, struct fault *);

enum mc_status file_record(
    void *arg, struct batcher_files *, struct stream *, struct fault *);

/* How many payments a file has, and what they come to. */
void tell_file(void *arg, const struct batcher_file *);

bool file_totals(void *arg, const struct batch_row *, struct str *totals,
    struct arena *, struct fault *);

void print_record(void *arg, struct batcher_print *);

/* mc-autogiro list: files, or the debits of one. */
int list_main(int argc, char **argv);

#endif
