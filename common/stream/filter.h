/* SPDX-License-Identifier: ISC */
#ifndef STREAM_FILTER_H
#define STREAM_FILTER_H

/*
 * The loop of every tool that reads records and adds one section to each:
 * which records it works on, what happens to those given up before, a rerun,
 * seals on their way through, and every way in which the input or the output
 * can fail. What a tool itself does is one function over one record.
 */

#include "base/buf.h"
#include "base/msg.h"
#include "rec.h"

struct filter {
	const char *tool; /* "mc-lookup" */
	const char *section; /* the member it writes */
	uint64_t reads; /* REC_BITs of what it decodes */
	const char *const *needs; /* sections that must be there, NULL-ended */
	const char *const *kinds; /* kinds it works on, NULL-ended */
	/*
	 * Adds the section's JSON value to `value`; true. Or gives the record
	 * up: false with the fault. Nothing added and true: the record stays
	 * as it is, less what a rerun takes away.
	 */
	bool (*each)(void *arg, const struct rec *, struct arena *,
	    struct buf *value, struct fault *);
	/*
	 * Called at each seal, before it goes on: makes durable what the tool
	 * made. NULL when there is nothing. False with the fault: the seal
	 * stops and the run ends with MC_IO.
	 */
	bool (*barrier)(void *arg, struct fault *);
	/*
	 * What `each` adds is text, and is written instead of the record; no
	 * other record and no seal is. `each` may not give a record up then.
	 */
	bool report;
	void *arg;
};

/* The kinds whose content is `invoice`; for `kinds`. */
extern const char *const filter_invoices[];

/* Claims that a NULL-ended list has the kind. */
bool filter_names(const char *const *list, struct str kind);

/*
 * Runs the filter over the files (none: standard input) to standard output;
 * the exit status. Messages have been written.
 */
enum mc_status filter_run(const struct filter *, char *const *paths, int n);

#endif
