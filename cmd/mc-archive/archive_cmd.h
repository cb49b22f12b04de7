/* SPDX-License-Identifier: ISC */
#ifndef ARCHIVE_CMD_H
#define ARCHIVE_CMD_H

/*
 * mc-archive: without a subcommand it files a stream (sink.c with members.c,
 * batch.c, flow.c and report.c); find.c, get.c, story.c and verify.c read what
 * was filed; erase.c takes out what the law wants taken out. index.c makes the
 * index from a volume, row.c one row of it; follow.c opens all of that and
 * keeps the index level with the ledger.
 */

#include "base/arena.h"
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

/* Puts a volume into the index; what cannot be read of it is told. */
enum mc_status store_take_volume(
    struct store *, const struct ledger_entry *, struct fault *);

/* The sections that are decoded of a record, when it comes and when filed. */
uint64_t store_reads(void);

/*
 * What the index keeps of a record; text is borrowed from it, and what else is
 * needed is the arena's. Where it is filed is left to be set.
 */
void store_row(struct archive_row *, const struct record *, struct arena *);

/* The record for the fold: as a version, and its attempts to present it. */
struct fold_version store_version(const struct record *);
struct fold_event *store_attempts(
    const struct record *, size_t *n, struct arena *);

/* Its attempts to collect the payment, in the same form. */
struct fold_event *store_payments(
    const struct record *, size_t *n, struct arena *);

/* What a receipt or payment is for the fold; FOLD_ATTEMPT: it is neither. */
struct fold_event store_news(const struct record *);

/* What has become of its delivery, by the record alone. */
enum fold_delivery store_delivery(const struct record *, struct arena *);

/*
 * The key by which a record is known to be filed: its id, its document and
 * what became of it. A later run of the same document with the same outcome
 * is no new version, whatever date it bears. line: digest of the masked line,
 * which stands for the document where there is none.
 */
void store_key(const struct record *, const unsigned char line[SHA256_BYTES],
    unsigned char key[SHA256_BYTES]);

/* Claims that the attempt was one to present the document. */
bool is_presentation(const struct attempt *);
bool is_accepted(const struct attempt *);

/* Adds text for people: masked, control characters as \xNN; absent is "-". */
void cmd_text(struct buf *, struct str);

/* The option's value, 1 to 999999999; else the process ends, 0 with `zero`. */
size_t cmd_number(const struct cli *, const char *zero);

/* A file that many records share, as the seal names it and the volume. */
struct batch {
	struct str tool, path, sha256; /* sha256: hex, before masking */
	int64_t bytes, records;
	struct str totals; /* raw JSON object, or absent */
};

/* Reads an element of the seal's `files`; text borrows from it and the arena.
 */
bool batch_read(
    struct batch *, struct str json, struct arena *, struct fault *);

/* The folder of a batch in a volume; no record's begins so. */
#define BATCH_FOLDER "+batch-"

/* In it, what says which batch the member before it is. */
#define BATCH_LABEL "/file.json"

/* A member that is being looked for, by volume and place in it. */
struct place {
	char volume[VOLUME_PATH];
	char filed[TIME_TEXT];
	char state[16];
	int64_t offset, line, chain;
	unsigned char key[SHA256_BYTES];
};

/* A growing list of places; place_note is an archive_each. */
struct places {
	struct place *list;
	size_t n;
};
bool place_note(void *places, const struct archive_hit *);

/*
 * Reads the record.json that is filed there, when it has its digest still;
 * the line, without LF, is in the arena. MC_NOINPUT, MC_DATA, MC_IO.
 */
enum mc_status place_record(const struct store *, const struct place *,
    struct arena *, struct str *line, struct fault *);

/* Claims that it is erased, by its state. */
bool place_is_erased(const struct place *);

/*
 * The erasure that took it out, in the arena; MC_NOINPUT when there is none.
 */
enum mc_status place_erasure(const struct store *, const struct place *,
    struct erasure *, struct arena *, struct fault *);

/*
 * The next member behind the one that was read, if it is of the same record:
 * `folder`, empty before the first, is what they have in common.
 */
enum mc_status place_next(struct volume *, char folder[TAR_NAME],
    struct volume_member *, bool *end, struct fault *);

/* The last step of a path, borrowed. */
struct str flow_base(struct str path);

/* Flushes standard output, or ends the process. */
void cmd_flush(struct out *);

enum mc_status cmd_sink(int argc, char **argv);
int cmd_find(int argc, char **argv);
int cmd_get(int argc, char **argv);
int cmd_story(int argc, char **argv);
int cmd_erase(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_rebuild(int argc, char **argv);

#endif
