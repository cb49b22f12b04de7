/* SPDX-License-Identifier: ISC */
#ifndef STATE_ARTEFACT_H
#define STATE_ARTEFACT_H

/*
 * Files made for a document, under names that follow from what they hold:
 *
 *	out/<run date>/<kind>/<hh>/<readable>-<16 hex>.<ext>
 *
 * where the 16 digits begin SHA-256(id NUL bytes), hh are the first two of
 * them, and the readable part is made from the last step of the id with
 * anything but A-Za-z0-9._- replaced. A name once durable never gets other
 * bytes; the same file made again is found and left alone. Files are whole
 * when they have their name, and durable after home_barrier.
 */

#include "base/date.h"
#include "base/hash.h"
#include "home.h"

enum { ARTEFACT_PATH = 256 };

/*
 * Puts n bytes there. kind and ext are A-Za-z0-9-. `path` gets the path
 * relative to the home, sha256 (may be NULL) the hex digest of the bytes.
 */
bool artefact_put(const struct home *, struct date run, const char *kind,
    struct str id, const char *ext, const void *p, size_t n,
    char path[ARTEFACT_PATH], char *sha256, struct fault *);

/*
 * The name alone, for what is not written at once: digest is SHA-256(id NUL
 * bytes). False with the fault when it is too long.
 */
bool artefact_path(struct date run, const char *kind, struct str id,
    const char *ext, const unsigned char digest[SHA256_BYTES],
    char path[ARTEFACT_PATH], struct fault *);

#endif
