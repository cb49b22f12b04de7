/* SPDX-License-Identifier: ISC */
#ifndef STATE_ERASURES_H
#define STATE_ERASURES_H

/*
 * archive/erasures, the one list of what the law had taken out of the
 * volumes: a text file that only grows, a line for each document erased,
 *
 *	<head, 64 hex> <JSON object> LF
 *
 *	head_0 = 32 bytes of zero
 *	head_n = SHA-256(head_n-1 as 32 bytes, the object's text)
 *
 * It is written under the exclusive lock of the ledger. A line is durable
 * before the first byte that it names is overwritten, and no line is added
 * before all that the one before names is: so only the last can be unfinished.
 * The file is not there until something is erased.
 *
 * It says what was where and why, and what the index may still know; no name,
 * amount or reference.
 */

#include "base/arena.h"
#include "home.h"
#include "volume.h"

struct erasure_member {
	struct str name;
	unsigned char sha256[SHA256_BYTES]; /* of the data before */
};

/* A version of the document that was filed. */
struct erasure_version {
	struct str volume;
	int64_t chain; /* for volume_open_at */
	int64_t offset, line; /* of its first member, for volume_seek */
	unsigned char key[SHA256_BYTES]; /* by which it is known to be filed */
	struct erasure_member *member; /* all of them, in order */
	size_t members_n;
};

/*
 * Whose a payment is that was found by a reference which is forgotten now;
 * document absent: nobody's.
 */
struct erasure_claim {
	unsigned char key[SHA256_BYTES]; /* of the event */
	struct str document;
};

struct erasure {
	struct str at; /* RFC 3339 */
	struct str user; /* who did it */
	struct str reason; /* one line, without identity numbers */
	struct str id, kind, number; /* as the index has them */
	struct erasure_version *version;
	size_t versions_n;
	struct erasure_claim *claim;
	size_t claims_n;
};

struct erasures {
	int fd; /* -1: there is no such file */
	int64_t bytes; /* of whole lines */
	int64_t last; /* offset of the last line */
	unsigned char head[SHA256_BYTES]; /* behind it */
};

/* A run over the lines; zeroed it stands before the first. */
struct erasures_walk {
	unsigned char head[SHA256_BYTES];
	int64_t at, line;
};

/*
 * Opens the file; to write it, it is made, and a last line that a crash cut
 * off goes. MC_OK, MC_CREATE, MC_IO, MC_DATA. Give it to erasures_close in any
 * case.
 */
enum mc_status erasures_open(
    struct erasures *, const struct home *, bool write, struct fault *);
void erasures_close(struct erasures *);

/*
 * The next line: MC_OK, and *end when there was none. MC_DATA when it is no
 * line, or its head does not follow from the one before. Text is the arena's.
 */
enum mc_status erasures_next(const struct erasures *, struct erasures_walk *,
    struct erasure *, struct arena *, bool *end, struct fault *);

/* The line at that offset, by itself. */
enum mc_status erasures_read(const struct erasures *, int64_t at,
    struct erasure *, struct arena *, struct fault *);

/* Adds a line and makes it durable. MC_OK, MC_IO, MC_DATA: it is too long. */
enum mc_status erasures_add(
    struct erasures *, const struct erasure *, struct fault *);

/* ---- all of them, to look things up in -------------------------------- */

struct erased_member {
	unsigned char name[SHA256_BYTES]; /* digest of volume and name */
	unsigned char sha256[SHA256_BYTES];
	int64_t at; /* offset of the line */
	size_t version; /* in it */
	bool seen; /* for the caller */
};

struct erased {
	struct erased_member *member;
	size_t members_n;
	struct erasure_claim *claim;
	size_t claims_n;
	struct erasures_walk end; /* behind the last line read */
	struct arena arena;
};

/*
 * Reads all lines; `erased` is zeroed or as it was left. When one is damaged
 * those before it are there.
 */
enum mc_status erased_load(
    struct erased *, const struct home *, struct fault *);
void erased_free(struct erased *);

/* Marks as seen what was seen in what was loaded before. */
void erased_carry(struct erased *, const struct erased *before);

/* The member, or NULL when it is not erased; erased may be NULL: nothing is. */
struct erased_member *erased_find(
    const struct erased *, const char *volume, const char *name);

/* The claim about the event of that key, or NULL. */
const struct erasure_claim *erased_claim(
    const struct erased *, const unsigned char key[SHA256_BYTES]);

#endif
