/* SPDX-License-Identifier: ISC */
#ifndef STATE_KEYS_H
#define STATE_KEYS_H

/*
 * The key of the hashes of identity numbers, by which ids, registers and
 * journals know a number that they do not hold. Every tool takes it from here,
 * so that what one hashes another finds.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "home.h"
#include "model/fault.h"

enum { KEYS_LEAST = 32 }; /* bytes of a key */

/*
 * The key: the configured one (keys.identity; may be absent), else that of the
 * home in keys/identity without the blanks around it. *key is absent when
 * there is neither, or no home (NULL); its bytes live as long as `configured`
 * or the arena. False with the fault when the home's file is there and cannot
 * be used: not a regular file, open to others, over 64 KiB, under 32 bytes;
 * the caller ends with MC_CONFIG.
 */
bool keys_identity(const struct home *, struct str configured, struct arena *,
    struct str *key, struct fault *);

#endif
