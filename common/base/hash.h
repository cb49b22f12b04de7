/* SPDX-License-Identifier: ISC */
#ifndef BASE_HASH_H
#define BASE_HASH_H

/*
 * SHA-256 and HMAC-SHA-256 (FIPS 180-4, RFC 2104), by libcrypto. A failure
 * inside libcrypto ends the process.
 */

#include <stddef.h>

#include "str.h"

enum { SHA256_BYTES = 32, SHA256_HEX = 65 };

/* A running digest. Made by sha256_new, given back by sha256_end. */
struct sha256;

struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *, const void *p, size_t n);
/* The digest of what was added; the handle is freed. */
void sha256_end(struct sha256 *, unsigned char digest[SHA256_BYTES]);

/* The digest of n bytes. */
void sha256_of(const void *p, size_t n, unsigned char digest[SHA256_BYTES]);

/* head = SHA-256(head, the n bytes): the next step of a chain. */
void sha256_chain(unsigned char head[SHA256_BYTES], const void *p, size_t n);

/* The digest of n bytes as lower-case hex, NUL-ended. */
void sha256_text(const void *p, size_t n, char hex[SHA256_HEX]);

/* HMAC-SHA-256 of text under a key. */
void hmac_of(
    struct str key, struct str text, unsigned char digest[SHA256_BYTES]);

/* n bytes as 2n lower-case hex digits and a NUL. */
void hex_format(const unsigned char *p, size_t n, char *hex);

/* 2n hex digits into n bytes; false at anything else. */
bool hex_parse(struct str hex, unsigned char *p, size_t n);

#endif
