/* SPDX-License-Identifier: ISC */
#ifndef STATE_VOLUME_H
#define STATE_VOLUME_H

/*
 * A volume of the archive: one tar file (tar.h) that one process writes once
 * and that never changes afterwards, but for members that are overwritten by
 * zeros because the law asks for it (archive.h),
 *
 *	archive/<yyyy>/<mm>/<run id>-<NNN>.tar
 *
 * For each record it has a folder with the members `record.json`, the source
 * document and artefacts. The last member of the volume is `chain`, with a
 * line for each member before it:
 *
 *	<chain, 64 hex> <SHA-256 of the data, 64 hex> <size> <name> LF
 *
 *	chain_0 = SHA-256(path of the volume below MC_HOME)
 *	chain_n = SHA-256(chain_n-1, name, SHA-256 of the data)
 *
 * with chain values and digests as their 32 bytes. The digest of a member that
 * was overwritten stays, and the chain holds.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/msg.h"
#include "home.h"
#include "model/fault.h"
#include "tar.h"

enum {
	VOLUME_PATH = 64, /* longest path below MC_HOME with its NUL */
	VOLUME_LINE = 2 * SHA256_HEX + 24 + TAR_NAME, /* longest of `chain` */
	VOLUME_WINDOW = 65536,
};

/* The name of the last member. */
extern const char volume_chain_name[];

/* Claims that the path has the form above. */
bool volume_path_ok(struct str path);

/* chain_0 of the volume at that path; the step from one member to the next. */
void volume_chain_start(const char *path, unsigned char chain[SHA256_BYTES]);
void volume_chain_step(unsigned char chain[SHA256_BYTES], const char *name,
    const unsigned char sha256[SHA256_BYTES]);

struct volume_member;

/* Writes the line of `chain` about the member, LF and NUL; its length. */
size_t volume_line(const struct volume_member *, char text[VOLUME_LINE]);

/* A volume that is being read. */
struct volume {
	int fd;
	char path[VOLUME_PATH];
	int64_t bytes; /* of the file */
	struct tar_member lines; /* the member `chain` */
	int64_t at; /* of the next header */
	int64_t line; /* of its line, in `chain` */
	unsigned char chain[SHA256_BYTES]; /* behind the last member read */
	bool sought; /* begun in the middle: chain is taken as it stands */
	char *window; /* a piece of `chain` ... */
	int64_t window_at; /* ... from this offset in it */
	size_t window_n;
};

/* A member of a volume, as both its header and its line have it. */
struct volume_member {
	struct tar_member tar;
	int64_t line; /* offset of its line in `chain` */
	unsigned char sha256[SHA256_BYTES]; /* of its data when it was filed */
	unsigned char chain[SHA256_BYTES]; /* behind it */
};

/*
 * Opens the volume at that path below the home and finds its chain. MC_OK;
 * MC_NOINPUT when it is not there; MC_DATA when it is no volume; MC_IO. Give
 * it to volume_close in any case. The fault's place is path and member.
 */
enum mc_status volume_open(
    struct volume *, const struct home *, const char *path, struct fault *);

/*
 * The same at once, when v->lines.header is known from an earlier opening;
 * where no chain begins there, or with 0, it is looked for.
 */
enum mc_status volume_open_at(struct volume *, const struct home *,
    const char *path, int64_t chain, struct fault *);

void volume_close(struct volume *);

/* The next member is the one at that header, with that line in `chain`. */
void volume_seek(struct volume *, int64_t header, int64_t line);

/*
 * The next member: MC_OK, and *end when there was none. MC_DATA when header,
 * line and chain do not agree; the volume cannot be read on then. The data is
 * not looked at.
 */
enum mc_status volume_next(
    struct volume *, struct volume_member *, bool *end, struct fault *);

/* Holds the data of the member, padding too, against its digest. */
enum mc_status volume_check(
    struct volume *, const struct volume_member *, struct fault *);

/* Says in *wiped whether all of the data is zero, and holds the padding. */
enum mc_status volume_is_wiped(
    struct volume *, const struct volume_member *, bool *wiped, struct fault *);

/*
 * Overwrites the data by zeros, through a descriptor of the same file that may
 * write; not durable yet. Header, chain and all other members stay.
 */
enum mc_status volume_wipe(
    struct volume *, const struct volume_member *, int fd, struct fault *);

#endif
