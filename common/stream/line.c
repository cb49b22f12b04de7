/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "line.h"

enum { WINDOW = 256 * 1024, OUT_FLUSH = 256 * 1024 };

static const char *
name_of(const struct lines *l)
{
	const char *path = l->paths_n ? l->paths[l->path] : "-";
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

bool
lines_open(struct lines *l, char *const *paths, int n, struct fault *f)
{
	*l = (struct lines){ .paths = paths, .paths_n = n, .cap = WINDOW };
	l->p = xmalloc(l->cap);
	l->fds = xcalloc(n ? (size_t)n : 1, sizeof(int));
	for (int i = 0; i < n; i++) {
		bool standard = strcmp(paths[i], "-") == 0;
		l->fds[i] = standard ? STDIN_FILENO : file_open(paths[i]);
		if (l->fds[i] < 0)
			return fault_set(f, paths[i], NULL, "cannot open: %s",
			    strerror(errno));
	}
	return true;
}

void
lines_close(struct lines *l)
{
	for (int i = 0; i < l->paths_n; i++)
		if (l->fds[i] > STDIN_FILENO)
			close(l->fds[i]);
	free(l->fds);
	free(l->p);
	*l = (struct lines){ 0 };
}

void
lines_place(const struct lines *l, char *text, size_t size)
{
	if (l->number)
		snprintf(text, size, "%s:%zu", name_of(l), l->number);
	else
		snprintf(text, size, "%s", name_of(l));
}

/* Moves what is unread to the front and makes room behind it. */
static void
make_room(struct lines *l)
{
	if (l->from > 0) {
		memmove(l->p, l->p + l->from, l->to - l->from);
		l->to -= l->from;
		l->from = 0;
	}
	if (l->cap - l->to < WINDOW / 2) {
		l->cap *= 2;
		l->p = xrealloc(l->p, l->cap);
	}
}

/* Reads more of the open file: bytes got, 0 at its end, -1 on failure. */
static ssize_t
fill(struct lines *l)
{
	int fd = l->paths_n ? l->fds[l->path] : STDIN_FILENO;
	make_room(l);
	for (;;) {
		ssize_t got = read(fd, l->p + l->to, l->cap - l->to);
		if (got < 0 && errno == EINTR)
			continue;
		if (got > 0)
			l->to += (size_t)got;
		return got;
	}
}

static enum line_status
bad(struct lines *l, enum line_status status, struct fault *f, const char *why)
{
	char place[FAULT_TEXT];
	l->number++;
	lines_place(l, place, sizeof(place));
	fault_set(f, place, NULL, "%s", why);
	return status;
}

enum line_status
lines_next(struct lines *l, struct str *line, struct fault *f)
{
	size_t seen = 0;
	for (;;) {
		char *from = l->p + l->from, *lf = NULL;
		size_t n = l->to - l->from;
		if (n > seen)
			lf = memchr(from + seen, '\n', n - seen);
		seen = n;
		if ((lf ? (size_t)(lf - from) : n) > LINE_MAX_BYTES)
			return bad(l, LINE_BAD, f, "line is over 64 MiB");
		if (lf) {
			*line = (struct str){ from, (size_t)(lf - from) };
			l->from += line->n + 1;
			l->number++;
			return LINE_OK;
		}
		ssize_t got = fill(l);
		if (got < 0)
			return bad(l, LINE_IO, f, strerror(errno));
		if (got > 0)
			continue;
		if (n > 0)
			return bad(l, LINE_BAD, f, "line is cut off");
		if (l->path + 1 >= l->paths_n)
			return LINE_END;
		l->path++;
		l->number = 0;
		seen = 0;
	}
}

void
out_open(struct out *o, int fd)
{
	*o = (struct out){ .fd = fd, .buf = BUF_INIT((size_t)1 << 30) };
}

bool
out_flush(struct out *o)
{
	if (!o->error && !file_write(o->fd, o->buf.p, o->buf.n))
		o->error = errno;
	buf_reset(&o->buf);
	return !o->error;
}

bool
out_keep_up(struct out *o)
{
	return o->buf.n >= OUT_FLUSH ? out_flush(o) : !o->error;
}

void
out_add(struct out *o, struct str s)
{
	buf_addstr(&o->buf, s);
	out_keep_up(o);
}

bool
out_close(struct out *o)
{
	bool ok = out_flush(o);
	buf_free(&o->buf);
	return ok;
}

enum mc_status
out_end(struct out *o, enum mc_status status)
{
	if (out_close(o))
		return status;
	msg_warn("standard output: %s", strerror(o->error));
	return MC_IO;
}
