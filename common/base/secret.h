/* SPDX-License-Identifier: ISC */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

/*
 * Secrets in files: regular, closed to group and others, of 1 to SECRET_MAX
 * bytes. What such a file holds never stands in a message.
 */

#include "arena.h"

enum { SECRET_MAX = 65536 };

/*
 * Reads the file into the arena, all of its bytes. NULL when that is done,
 * else why not, as a clause that goes behind the file's name ("is empty").
 */
const char *secret_read(const char *path, struct arena *, struct str *);

#endif
