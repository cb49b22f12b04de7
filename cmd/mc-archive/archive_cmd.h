/* SPDX-License-Identifier: ISC */
#ifndef ARCHIVE_CMD_H
#define ARCHIVE_CMD_H

/*
 * mc-archive: without a subcommand it files a stream (sink.c with members.c and
 * report.c); find.c, get.c and verify.c read what was filed. index.c makes the
 * index from the volumes, for all of them, and row.c one row of it.
 */

#include "base/cli.h"
#include "model/record.h"
#include "state/archive.h"
#include "state/archive_index.h"
#include "stream/line.h"

/* Everything that is open of an archive. */
struct store {
	struct home home;
	struct archive archive;
	struct archive_index index;
	bool damaged; /* a volume could not be read for the index */
};

/*
 * Opens home, ledger and index, or ends the process. With `files` it also
 * finishes or undoes what a crash left. The index is level with the ledger.
 */
void store_open(struct store *, bool files);

/* The same without the index. */
void store_open_files(struct store *);

void store_close(struct store *);

/*
 * Brings the index level with the ledger; needs the exclusive lock. A volume
 * that cannot be read is told, and what can be read of it is taken.
 */
enum mc_status store_follow(struct store *, struct fault *);

/* The sections that are decoded of a record, when it comes and when filed. */
uint64_t store_reads(void);

/*
 * What the index keeps of a record; text is borrowed from it. Where it is
 * filed is left to be set.
 */
void store_row(struct archive_row *, const struct record *);

/*
 * The key by which a record is known to be filed: its id, its document and
 * what became of it. A later run of the same document with the same outcome
 * is no new version, whatever date it bears. line: digest of the masked line,
 * which stands for the document where there is none.
 */
void store_key(const struct record *, const unsigned char line[SHA256_BYTES],
    unsigned char key[SHA256_BYTES]);

/* "rejected", "sent", "failed" or "filed". */
const char *store_state(const struct record *);

/* Claims that the attempt was one to present the document. */
bool is_presentation(const struct attempt *);
bool is_accepted(const struct attempt *);

/* Adds text for people: masked, control characters as \xNN; absent is "-". */
void cmd_text(struct buf *, struct str);

/* The option's value, 1 to 999999999; else the process ends, 0 with `zero`. */
size_t cmd_number(const struct cli *, const char *zero);

/* Flushes standard output, or ends the process. */
void cmd_flush(struct out *);

enum mc_status cmd_sink(int argc, char **argv);
int cmd_find(int argc, char **argv);
int cmd_get(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_rebuild(int argc, char **argv);

#endif
