/* SPDX-License-Identifier: ISC */
#ifndef STATE_LEDGER_H
#define STATE_LEDGER_H

/*
 * archive/ledger, the one list of what was filed: a text file that only
 * grows, a line for each volume in the order of their commits,
 *
 *	<head, 64 hex> <chain, 64 hex> <members> <bytes> <at> <volume> LF
 *
 *	head_0 = 32 bytes of zero
 *	head_n = SHA-256(head_n-1 as 32 bytes, the line from <chain> to
 *	    <volume>)
 *
 * <chain> is that behind the volume's last member, <members> does not count
 * `chain`, <bytes> is the length of the file, <at> the time of filing. A
 * volume is filed when its line is there; whoever keeps a copy of one head
 * elsewhere can prove everything before it. The file is also the lock under
 * which volumes get names and are committed.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "volume.h"

enum { LEDGER_LINE = 2 * SHA256_HEX + 48 + TIME_TEXT + VOLUME_PATH };

struct ledger {
	int fd;
	char path[PATH_MAX];
	int64_t bytes; /* of whole lines */
	unsigned char head[SHA256_BYTES]; /* behind them */
};

/* A line. */
struct ledger_entry {
	unsigned char head[SHA256_BYTES], chain[SHA256_BYTES];
	int64_t members, bytes;
	char at[TIME_TEXT], volume[VOLUME_PATH];
	int64_t line; /* its number, from 1 */
	int64_t end; /* offset behind its LF */
};

/* A run over the lines; zeroed it stands before the first. */
struct ledger_walk {
	unsigned char head[SHA256_BYTES];
	int64_t at, line;
};

/* Opens the ledger, making it when it is new. MC_OK, MC_CREATE. */
enum mc_status ledger_open(
    struct ledger *, const struct home *, struct fault *);

void ledger_close(struct ledger *);

/*
 * Takes the lock: exclusive with `write`, else shared. MC_RETRY after
 * LEDGER_PATIENCE seconds. With the lock bytes and head are set; a writer
 * also takes away a last line that a crash cut off. MC_DATA when the ledger
 * is damaged.
 */
enum { LEDGER_PATIENCE = 30 };
enum mc_status ledger_lock(struct ledger *, bool write, struct fault *);

void ledger_unlock(struct ledger *);

/*
 * The next line up to l->bytes: MC_OK, and *end when there was none. MC_DATA
 * when it is no line, or its head does not follow from the one before.
 */
enum mc_status ledger_next(const struct ledger *, struct ledger_walk *,
    struct ledger_entry *, bool *end, struct fault *);

/*
 * Adds a line for the volume and makes it durable; e's chain, members, bytes,
 * at and volume are looked at, the rest is set. Needs the exclusive lock.
 */
enum mc_status ledger_add(
    struct ledger *, struct ledger_entry *e, struct fault *);

#endif
