/* SPDX-License-Identifier: ISC */
#ifndef PRINT_H
#define PRINT_H

/* What print.c writes of a record, which judge.c finds out. */

#include "send.h"

struct verdict {
	enum fate fate;
	struct attempt *attempts; /* the arena's */
	size_t attempts_n;
	bool rejected; /* for the fault */
	bool held;
	bool open; /* --retry may say more later */
	struct fault fault;
};

/* Zeroed but for the first two; free the arena. */
struct judging {
	const struct send *send;
	const struct course *course;
	const struct record *record; /* that is judged, and its arena */
	struct arena *arena;
	struct journal_document file; /* of the batch file asked for last */
	struct str file_id;
	struct arena file_arena; /* of both */
};

/* Says what there is to say of the record; of a foreign one, only that. */
void judge_record(
    struct judging *, const struct rec *, struct arena *, struct verdict *);

#endif
