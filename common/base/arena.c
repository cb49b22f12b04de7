/* SPDX-License-Identifier: ISC */
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "msg.h"

enum { CHUNK_MIN = 64 * 1024 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t size;
	alignas(max_align_t) char data[];
};

static void
out_of_memory(size_t n)
{
	die(MC_NOMEM, "out of memory (%zu bytes wanted)", n);
}

void *
xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);
	if (!p)
		out_of_memory(n);
	return p;
}

void *
xcalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);
	if (!p)
		out_of_memory(count);
	return p;
}

void *
xrealloc(void *old, size_t n)
{
	void *p = realloc(old, n ? n : 1);
	if (!p)
		out_of_memory(n);
	return p;
}

char *
xstrdup(const char *s)
{
	size_t n = strlen(s) + 1;
	return memcpy(xmalloc(n), s, n);
}

static void
grow(struct arena *a, size_t n)
{
	size_t size = a->chunk ? a->chunk->size * 2 : CHUNK_MIN;
	while (size < n)
		size *= 2;
	struct arena_chunk *c = xmalloc(sizeof(*c) + size);
	c->older = a->chunk;
	c->size = size;
	a->chunk = c;
	a->at = c->data;
	a->end = c->data + size;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	if (n > ARENA_MAX)
		out_of_memory(n);
	n = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (!a->chunk || (size_t)(a->end - a->at) < n)
		grow(a, n);
	void *p = a->at;
	a->at += n;
	return p;
}

void *
arena_zero(struct arena *a, size_t count, size_t size)
{
	if (size && count > ARENA_MAX / size)
		out_of_memory(count);
	return memset(arena_alloc(a, count * size), 0, count * size);
}

void *
arena_extend(struct arena *a, void *items, size_t n, size_t size)
{
	if (n & (n - 1))
		return items;
	if (n > ARENA_MAX / 2 / size)
		out_of_memory(n);
	void *more = arena_alloc(a, (n ? 2 * n : 1) * size);
	return n ? memcpy(more, items, n * size) : more;
}

struct str
arena_str(struct arena *a, struct str s)
{
	if (!s.p)
		return s;
	char *p = arena_alloc(a, s.n + 1);
	memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct str){ p, s.n };
}

struct str
arena_join(struct arena *a, const struct str *texts, size_t n)
{
	size_t length = 0, at = 0;
	for (size_t i = 0; i < n; i++)
		length += texts[i].n;
	char *p = arena_alloc(a, length + 1);
	for (size_t i = 0; i < n; i++) {
		if (texts[i].n)
			memcpy(p + at, texts[i].p, texts[i].n);
		at += texts[i].n;
	}
	p[length] = '\0';
	return (struct str){ p, length };
}

struct str
arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap, again;
	va_start(ap, format);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0)
		die(MC_BUG, "bad format '%s'", format);
	char *p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){ p, (size_t)n };
}

static void
free_from(struct arena_chunk *c)
{
	while (c) {
		struct arena_chunk *older = c->older;
		free(c);
		c = older;
	}
}

void
arena_reset(struct arena *a)
{
	if (!a->chunk)
		return;
	/* chunks double, so the newest is the largest */
	free_from(a->chunk->older);
	a->chunk->older = NULL;
	a->at = a->chunk->data;
}

void
arena_free(struct arena *a)
{
	free_from(a->chunk);
	*a = (struct arena){ 0 };
}
