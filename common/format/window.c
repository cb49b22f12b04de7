/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "window.h"

enum { CHUNK = 128 * 1024, TAIL = 4 << 20 };
enum { BLOCK = 128 }; /* bytes that a compiler's vectors take at once */

void
window_open(struct window *w, int fd, size_t max)
{
	*w = (struct window){
		.fd = fd, .line = 1, .max = max, .cap = 2 * CHUNK
	};
	w->p = xmalloc(w->cap);
}

static void
forget_digest(struct window *w)
{
	unsigned char digest[SHA256_BYTES];
	if (w->dropped)
		sha256_end(w->dropped, digest);
	w->dropped = NULL;
}

void
window_close(struct window *w)
{
	forget_digest(w);
	free(w->p);
	*w = (struct window){ 0 };
}

static int64_t
lines_in(const char *p, const char *end)
{
	int64_t lines = 0;
	for (; end - p >= BLOCK; p += BLOCK) {
		unsigned char n = 0;
		for (int i = 0; i < BLOCK; i++)
			n += p[i] == '\n';
		lines += n;
	}
	for (; p < end; p++)
		lines += *p == '\n';
	return lines;
}

/* Counts the lines up to `at`, which may have gone back to a tag's start. */
static void
count_lines(struct window *w)
{
	if (w->at >= w->counted)
		w->line += lines_in(w->p + w->counted, w->p + w->at);
	else
		w->line -= lines_in(w->p + w->at, w->p + w->counted);
	w->counted = w->at;
}

/*
 * Lets kept bytes go into the digest, all but the last `tail` before `at`:
 * whoever scans a tag still looks back to where it began.
 */
static void
let_go(struct window *w, size_t tail)
{
	if (!w->dropped)
		w->dropped = sha256_new();
	size_t end = w->at - w->keep > tail ? w->at - tail : w->keep;
	sha256_add(w->dropped, w->p + w->keep, end - w->keep);
	w->keep = end;
}

/* Makes room behind `to` by forgetting what is not kept. */
static void
make_room(struct window *w)
{
	if (w->at - w->keep > w->max + TAIL)
		let_go(w, TAIL);
	count_lines(w);
	if (w->keep > 0) {
		memmove(w->p, w->p + w->keep, w->to - w->keep);
		w->base += (int64_t)w->keep;
		w->at -= w->keep;
		w->to -= w->keep;
		w->counted -= w->keep;
		w->keep = 0;
	}
	if (w->cap - w->to < CHUNK) {
		w->cap *= 2;
		w->p = xrealloc(w->p, w->cap);
	}
}

static bool
fill(struct window *w)
{
	ssize_t got = -1;
	if (w->eof)
		return false;
	make_room(w);
	do
		got = read(w->fd, w->p + w->to, CHUNK);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		w->error = errno;
	if (got <= 0) {
		w->eof = true;
		return false;
	}
	w->to += (size_t)got;
	return true;
}

bool
window_need(struct window *w, size_t n)
{
	while (w->to - w->at < n)
		if (!fill(w))
			return false;
	return true;
}

bool
window_find(struct window *w, const char *mark, size_t n)
{
	for (;;) {
		size_t have = w->to - w->at;
		char *hit = NULL;
		if (have >= n)
			hit = n == 1 ? memchr(w->p + w->at, mark[0], have)
				     : memmem(w->p + w->at, have, mark, n);
		if (hit) {
			w->at = (size_t)(hit - w->p) + n;
			return true;
		}
		/* a mark may begin in the last n - 1 bytes */
		if (have >= n)
			w->at = w->to - (n - 1);
		if (!fill(w)) {
			w->at = w->to;
			return false;
		}
	}
}

/* Claims that markup begins at p that window_find_tag is to find. */
static inline bool
is_tag(const char *p, char first)
{
	return (p[0] == '<') &
	       ((p[1] == '!') | (p[1] == '?') | (p[1] == first) |
		   ((p[1] == '/') & (p[2] == first)));
}

/* The first such place of n, or n; two bytes more can be read. */
static size_t
tag_in(const char *p, size_t n, char first)
{
	size_t at = 0;
	for (; n - at >= BLOCK; at += BLOCK) {
		unsigned char any = 0;
		for (int i = 0; i < BLOCK; i++)
			any |= is_tag(p + at + i, first);
		if (any)
			break;
	}
	while (at < n && !is_tag(p + at, first))
		at++;
	return at;
}

bool
window_find_tag(struct window *w, char first)
{
	while (window_need(w, 3)) {
		size_t n = w->to - w->at - 2;
		size_t at = tag_in(w->p + w->at, n, first);
		w->at += at;
		if (at < n)
			return true;
	}
	/* the end of the file: look closely */
	if (!window_find(w, "<", 1))
		return false;
	w->at--;
	return true;
}

void
window_keep(struct window *w)
{
	forget_digest(w);
	w->keep = w->at;
}

int64_t
window_offset(const struct window *w)
{
	return w->base + (int64_t)w->at;
}

int64_t
window_line(struct window *w)
{
	count_lines(w);
	return w->line;
}

struct str
window_take(struct window *w, int64_t from, char sha256[SHA256_HEX])
{
	unsigned char digest[SHA256_BYTES];
	struct str kept = { w->p + w->keep, w->at - w->keep };
	bool whole = !w->dropped && window_offset(w) - from == (int64_t)kept.n;
	if (whole) {
		sha256_of(kept.p, kept.n, digest);
	} else {
		let_go(w, 0);
		sha256_end(w->dropped, digest);
		w->dropped = NULL;
		kept = (struct str){ NULL, 0 };
	}
	hex_format(digest, sizeof(digest), sha256);
	return kept;
}
