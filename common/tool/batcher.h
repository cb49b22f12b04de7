/* SPDX-License-Identifier: ISC */
#ifndef TOOL_BATCHER_H
#define TOOL_BATCHER_H

/*
 * The course of a tool that puts documents into batch files, each of them
 * once. The stream is taken into a spool and held against its seals. Under
 * the lock of the tool's database every document that is not known gets its
 * place in a file, the files become durable, and one transaction notes all.
 * Then the files get their names, and the lines are written out by what the
 * database says, the files into the seals: it is the same however often it is
 * asked, and a run that ends anywhere is finished by the next one.
 *
 * The spool is read up to three times. What a record asks for, its bytes in
 * the file and its line are the tool's: functions over one record, which see
 * only those that are ours: of the kinds of filter_invoices, and given up by
 * no tool before.
 *
 * In order: batcher.c the whole and the taking, batcher_file.c, and
 * batcher_print.c; batcher_list.c is what a person reads.
 */

#include "base/cli.h"
#include "state/filed.h"
#include "stream/stream.h"

struct batcher_files;
struct batcher_print;

/* A file that is being made; text is the arena's of the course. */
struct batcher_file {
	struct batch_row row; /* path, sha256 and bytes when it has ended */
	struct date day; /* of the run */
	struct batch batch;
	void *own; /* the tool's, NULL at first */
};

struct batcher {
	const char *tool; /* "mc-autogiro" */
	const char *section; /* "autogiro" */
	const char *kind, *ext; /* of the files: folder and ending */
	const struct home *home;
	struct filed *filed; /* of the tool's database */
	uint64_t reads; /* REC_BITs that every reading decodes */
	bool channels; /* a scheme is a channel: names and seals say it */
	bool artefacts; /* printing makes some: durable before each seal */

	/*
	 * Looks at a record that comes in and has a `route`; *wanted: it asks
	 * for a place in a file. Any status but MC_OK, with the fault, ends
	 * the run before anything is done.
	 */
	enum mc_status (*take)(
	    void *arg, struct stream *, bool *wanted, struct fault *);
	/*
	 * Puts the record into its file (batcher_file), and into the database,
	 * unless it is there. Any status but MC_OK, with the fault: the run
	 * ends, and nothing of it is done.
	 */
	enum mc_status (*file)(
	    void *arg, struct batcher_files *, struct stream *, struct fault *);
	/* Adds what the file ends with; NULL: nothing. The same. */
	enum mc_status (*end)(void *arg, struct batcher_file *, struct fault *);
	/* A message about a file that was made. */
	void (*tell)(void *arg, const struct batcher_file *);
	/* The totals of a file, a JSON object, the arena's; for the seal. */
	bool (*totals)(void *arg, const struct batch_row *, struct str *,
	    struct arena *, struct fault *);
	/* Writes the record out: batcher_write or batcher_reject, once. */
	void (*print)(void *arg, struct batcher_print *);
	void *arg;
};

/*
 * Runs the course over the files (none: standard input) to standard output;
 * the exit status. Messages have been written. What is wrong with home and
 * database before and behind it all ends the process.
 */
enum mc_status batcher_run(const struct batcher *, char *const *paths, int n);

/* ---- a record -------------------------------------------------------- */

/* Claims that there is room for a section behind it; else the fault. */
bool batcher_fits(const struct rec *, struct fault *);

/*
 * The day of the record's run. False with the fault, of the rule
 * `section`-run, when it has no id and time that a file can be named by.
 */
bool batcher_day(
    const struct record *, const char *section, struct date *, struct fault *);

/* ---- filing ---------------------------------------------------------- */

struct batcher_files {
	const struct batcher *batcher;
	struct batcher_file **list;
	size_t n;
	struct arena arena; /* of what the list holds, of `own` too */
};

/* What a file is for: one of each in a course. */
struct batcher_key {
	struct str scheme, sender, run;
	struct str currency; /* empty: there are several */
	struct date day;
};

/*
 * The file of that key, begun when there is none: without records then. NULL
 * with status and fault.
 */
struct batcher_file *batcher_file(struct batcher_files *,
    const struct batcher_key *, enum mc_status *, struct fault *);

/* ---- printing -------------------------------------------------------- */

/* A file that records of the stream stand in. */
struct batcher_known {
	struct batch_row file;
	struct str name; /* the last step of its path */
	struct str totals; /* JSON */
	uint64_t segment; /* that last had a record in it, from 1 */
};

struct batcher_print {
	const struct batcher *batcher;
	struct stream in; /* the record is in.rec */
	struct out out;
	struct buf value; /* of a section; empty for each record */
	struct buf files; /* of the segment: objects for its seal */
	uint64_t segment;
	struct batcher_known *list;
	size_t n;
	struct arena arena; /* of the list */
};

/*
 * The file of that row, lent until the next call; NULL with the fault and
 * filed_status.
 */
struct batcher_known *batcher_known(
    struct batcher_print *, int64_t row, struct fault *);

/* Lists the file in the seal of this segment, once. */
void batcher_seal(struct batcher_print *, struct batcher_known *);

/* Writes the record with `value` as its section, without one when empty. */
void batcher_write(struct batcher_print *);

/* Writes the record as given up for that fault. */
void batcher_reject(struct batcher_print *, const struct fault *);

/* ---- listing --------------------------------------------------------- */

struct batcher_listing {
	struct out out;
	bool any; /* something was listed */
};

/* The subcommand `list`: all files, or by -f what stands in one. */
struct batcher_list {
	const char *tool, *program; /* "mc-autogiro", "mc-autogiro list" */
	const char *help; /* of -f, a clause */
	const char *what; /* of what a file is: "file of debits" */
	/* Lists; path NULL: all files. Else status and fault. */
	enum mc_status (*show)(const struct home *, const char *path,
	    struct batcher_listing *, struct fault *);
};

int batcher_list_main(const struct batcher_list *, int argc, char **argv);

/* Adds text for people, and a tab. */
void batcher_column(struct buf *, struct str);

/*
 * Begins the line of a file: its path, sender, scheme if wanted, run, and
 * records, with a tab behind each.
 */
struct buf *batcher_row(
    struct batcher_listing *, const struct batch_row *, bool scheme);

#endif
