/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_WINDOW_H
#define FORMAT_WINDOW_H

/*
 * A window that moves over a file: the bytes from `keep` on stay in memory,
 * the rest is forgotten. When more than `max` bytes would have to be kept,
 * they are digested and let go (`dropped`), so that a document of any size
 * can be passed over in constant memory and still has its digest.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

struct window {
	int fd;
	char *p;
	size_t keep, at, to, cap; /* first byte kept, reading point, end */
	size_t counted; /* lines are counted up to here */
	int64_t base; /* offset of p[0] in the file */
	int64_t line; /* of p[counted], from 1 */
	size_t max;
	struct sha256 *dropped; /* digest of what was let go, or NULL */
	bool eof;
	int error; /* errno of a failed read */
};

void window_open(struct window *, int fd, size_t max);
void window_close(struct window *);

/* Reads until n bytes stand from `at` on; false at the end of the file. */
bool window_need(struct window *, size_t n);

/*
 * Moves `at` behind the next place where `mark` (n bytes) stands; false, and
 * `at` at the end of the file, when there is none.
 */
bool window_find(struct window *, const char *mark, size_t n);

/*
 * Moves `at` to the next `<` behind which `!`, `?`, the byte `first` or a `/`
 * and that byte stand; near the end of the file to any `<`. False, and `at` at
 * the end of the file, when there is none.
 */
bool window_find_tag(struct window *, char first);

/* From here on bytes are kept. */
void window_keep(struct window *);

/* The offset in the file and the line of the byte at `at`. */
int64_t window_offset(const struct window *);
int64_t window_line(struct window *);

/*
 * Ends a kept stretch at `at`: its bytes (absent if they were let go), its
 * whole length since window_keep, and its digest.
 */
struct str window_take(struct window *, int64_t from, char sha256[SHA256_HEX]);

#endif
