/* SPDX-License-Identifier: ISC */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * Memory for one record at a time: take freely, give all back with one reset.
 * Every block is aligned for any type. Nothing fails: without memory the
 * process ends with MC_NOMEM, and a single block over ARENA_MAX ends it too.
 */

#include <stddef.h>

#include "str.h"

#define ARENA_MAX ((size_t)1 << 30)

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk; /* the one in use, newest first */
	char *at, *end; /* free part of it */
};

/* A zeroed struct arena is ready for use; it takes memory at first need. */

/* n bytes, not cleared. Lives until the next arena_reset or arena_free. */
void *arena_alloc(struct arena *, size_t n);

/* count * size bytes, cleared. */
void *arena_zero(struct arena *, size_t count, size_t size);

/*
 * Room for one more element behind n elements of `size` bytes: the array,
 * which moves when n is 0 or a power of two. The new element is not cleared.
 */
void *arena_extend(struct arena *, void *items, size_t n, size_t size);

/* A copy of s followed by a NUL that is not counted; absent stays absent. */
struct str arena_str(struct arena *, struct str s);

/* The texts one behind the other, followed by a NUL that is not counted. */
struct str arena_join(struct arena *, const struct str *texts, size_t n);

/* Formatted text, followed by a NUL that is not counted. */
struct str arena_printf(struct arena *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Takes all blocks back and keeps the largest chunk for the next record. */
void arena_reset(struct arena *);

/* Gives all memory back; the arena is ready for use again. */
void arena_free(struct arena *);

/* malloc, realloc and strdup that end the process instead of failing. */
void *xmalloc(size_t n);
void *xrealloc(void *, size_t n);
void *xcalloc(size_t count, size_t size);
char *xstrdup(const char *);

#endif
