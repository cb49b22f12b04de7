/* SPDX-License-Identifier: ISC */
#ifndef BASE_BUF_H
#define BASE_BUF_H

/*
 * A growing byte buffer with a maximum. Adding past the maximum adds nothing,
 * sets `over` and keeps it set until the next buf_reset, so that a caller
 * checks once, at the end. Out of memory ends the process.
 */

#include <stdbool.h>
#include <stddef.h>

#include "str.h"

struct buf {
	char *p;
	size_t n; /* bytes in use */
	size_t cap; /* bytes allocated but for one, at most max */
	size_t max; /* most bytes it may hold */
	bool over; /* something did not fit */
};

/* An empty buffer that may hold max bytes. Free it with buf_free. */
#define BUF_INIT(limit)                                                        \
	{                                                                      \
		.max = (limit)                                                 \
	}

void buf_free(struct buf *);

/* Empties the buffer, keeps its memory. */
static inline void
buf_reset(struct buf *b)
{
	b->n = 0;
	b->over = false;
}

/* Room for n more bytes behind b->n; false, and over, when that is too many. */
bool buf_room(struct buf *, size_t n);

void buf_printf(struct buf *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0 || (b->cap - b->n < n && !buf_room(b, n)))
		return;
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

static inline void
buf_addc(struct buf *b, char c)
{
	if (b->n < b->cap || buf_room(b, 1))
		b->p[b->n++] = c;
}

static inline void
buf_adds(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

static inline void
buf_addstr(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

/* What the buffer holds, borrowed until it changes. */
static inline struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->p ? b->p : "", b->n };
}

#endif
