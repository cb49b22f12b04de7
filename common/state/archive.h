/* SPDX-License-Identifier: ISC */
#ifndef STATE_ARCHIVE_H
#define STATE_ARCHIVE_H

/*
 * The archive as files: volumes (volume.h), what is being written (filing.h)
 * and the ledger (ledger.h). The order of a commit is
 *
 *	1 the volume is whole and durable under its `.part` name
 *	2 it gets its own name
 *	3 the folders are durable
 *	4 the ledger has its line, durable
 *
 * under the ledger's lock from 2 on. archive_recover undoes a crash before 2
 * and finishes one behind it. The index (archive_index.h) comes after that
 * and is made from volumes, ledger and erasures alone.
 *
 * What was filed never changes, but for this: the data of a member that
 * archive/erasures (erasures.h) lists is zeros of the same length. Headers,
 * lengths, padding, names and the member `chain` of a volume, with the digests
 * of what was there, stay as they were filed; so every chain and head can
 * still be computed, every byte that is not of a listed member is the one that
 * was filed, and of those that are it is known who took them out, when and why.
 * The order of an erasure, under the exclusive lock, is
 *
 *	1 the one before it is finished
 *	2 archive/erasures has its line, durable
 *	3 the members are overwritten, durable
 *	4 the index forgets
 *
 * archive_recover finishes one that a crash stopped behind 2.
 */

#include "base/date.h"
#include "erasures.h"
#include "filing.h"
#include "ledger.h"

struct archive {
	const struct home *home;
	struct ledger ledger;
};

/* Opens the archive of the home, which is borrowed. MC_OK, MC_CREATE. */
enum mc_status archive_open(
    struct archive *, const struct home *, struct fault *);

void archive_close(struct archive *);

/*
 * Takes away what dead processes left half written and puts whole volumes
 * without a line into the ledger, with `at` as the time of filing; a volume
 * that is not whole is left alone with a message. Finishes the last erasure; a
 * volume in which that cannot be done is told. Needs the exclusive lock.
 */
enum mc_status archive_recover(
    struct archive *, const char *at, struct fault *);

/*
 * Opens a new volume with the first number that is free for that run and
 * month. run_id is 12 hex digits. Takes the lock and gives it back.
 */
enum mc_status archive_reserve(struct archive *, struct str run_id,
    struct date month, struct filing *, struct fault *);

/*
 * Steps 2 to 4 for a finished volume. Needs the exclusive lock. When it fails
 * the volume may have its name already: the next archive_recover decides.
 */
enum mc_status archive_publish(
    struct archive *, const struct filing *, const char *at, struct fault *);

/*
 * Erases: adds the line, and overwrites what it lists. Needs the exclusive lock
 * and archive_recover under it. When it fails behind the line, which MC_DATA
 * and MC_NOINPUT say, too, the next archive_recover goes on.
 */
enum mc_status archive_erase(
    struct archive *, const struct erasure *, struct fault *);

/* Overwrites what of the last erasure is not; archive_recover does it. */
enum mc_status archive_erase_finish(struct archive *, struct fault *);

/* A fault that archive_check found. */
typedef void archive_fault(void *arg, const struct fault *);

/*
 * Reads the whole volume at that path: every header, digest and step of the
 * chain; calls `each` for each fault. MC_OK when there was none, else the
 * status of the first. e, if not NULL, gets chain, members, bytes and volume
 * of a volume that is whole. The data of members that `erased` (or NULL) has
 * must be zeros, and their `seen` is set.
 */
enum mc_status archive_check(const struct home *, const char *path,
    const struct erased *erased, struct ledger_entry *e, archive_fault *each,
    void *arg);

/* The volumes that the ledger names, or that lie in the folders; sorted. */
struct archive_names {
	char (*path)[VOLUME_PATH];
	size_t n;
};

/* Fills names (zeroed) from the ledger; needs a lock. Free with
 * archive_names_free. */
enum mc_status archive_ledger_names(
    const struct archive *, struct archive_names *, struct fault *);

/* The same from the folders. */
enum mc_status archive_folder_names(
    const struct archive *, struct archive_names *, struct fault *);

/* A further name, then the order that archive_names_have needs. */
void archive_names_add(struct archive_names *, const char *path);
void archive_names_sort(struct archive_names *);
bool archive_names_have(const struct archive_names *, const char *path);
void archive_names_free(struct archive_names *);

#endif
