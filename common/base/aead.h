/* SPDX-License-Identifier: ISC */
#ifndef BASE_AEAD_H
#define BASE_AEAD_H

/*
 * Encryption of single values: AES-256-GCM (NIST SP 800-38D) with a random
 * nonce of 96 bits, by libcrypto. A sealed value is nonce, ciphertext, tag; it
 * opens only under the same key and beside the same associated data, so that
 * it cannot be moved to another place. One key is good for 2^32 values. A
 * failure inside libcrypto or of the system's random bytes ends the process.
 */

#include <stdbool.h>
#include <stddef.h>

#include "str.h"

enum {
	AEAD_KEY = 32, /* bytes of a key */
	AEAD_NONCE = 12,
	AEAD_TAG = 16,
	AEAD_EXTRA = AEAD_NONCE + AEAD_TAG, /* sealed is longer by these */
};

/* A key in use. Made by aead_new, which copies the key; given back, and the
   key wiped, by aead_free, which takes NULL. */
struct aead;

struct aead *aead_new(const unsigned char key[AEAD_KEY]);
void aead_free(struct aead *);

/*
 * Seals text beside `data` into out, which has room for text.n + AEAD_EXTRA.
 * Both are at most 1 GiB.
 */
void aead_seal(
    struct aead *, struct str data, struct str text, unsigned char *out);

/*
 * Opens what aead_seal made into out, which has room for sealed.n -
 * AEAD_EXTRA bytes. False when it is shorter than AEAD_EXTRA or not what was
 * sealed under this key beside this data; out then holds nothing of use.
 */
bool aead_open(
    struct aead *, struct str data, struct str sealed, unsigned char *out);

/*
 * A key made of a secret of any length, for one purpose: HKDF-SHA-256 (RFC
 * 5869) without salt, `purpose` as info, the first 32 bytes. Keys of two
 * purposes say nothing of each other.
 */
void aead_derive(
    struct str secret, struct str purpose, unsigned char key[AEAD_KEY]);

/* Overwrites what was secret in a way that no compiler leaves out. */
void aead_wipe(void *p, size_t n);

#endif
