/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "filing.h"

enum { FLUSH = 1 << 20, OUT_MAX = FLUSH + (1 << 16), LINES_FLUSH = 1 << 18 };

static void
fail(struct filing *f, enum mc_status status, const char *why)
{
	if (f->status != MC_OK)
		return;
	f->status = status;
	fault_set(&f->fault, f->path, "archive", "cannot write: %s", why);
}

/* A file in spool/ that has no name any more. */
static int
nameless(const struct home *h)
{
	char path[PATH_MAX];
	if (home_join(h, str_of("spool"), path, NULL))
		return file_nameless(path);
	errno = ENAMETOOLONG;
	return -1;
}

enum mc_status
filing_open(
    struct filing *f, const struct home *h, const char *path, struct fault *flt)
{
	char full[PATH_MAX];
	*f = (struct filing){ .fd = -1,
		.lines_fd = -1,
		.out = BUF_INIT(OUT_MAX),
		.lines = BUF_INIT(2 * LINES_FLUSH) };
	snprintf(f->path, sizeof(f->path), "%s", path);
	volume_chain_start(path, f->now.chain);
	if (!home_join(h, str_of(path), full, flt))
		return f->status = MC_CREATE;
	int n = snprintf(f->part, sizeof(f->part), "%s.part", full);
	if (n < (int)sizeof(f->part))
		f->fd = open(f->part,
		    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (f->fd < 0 || flock(f->fd, LOCK_EX | LOCK_NB) != 0)
		fail(f, MC_CREATE, strerror(errno));
	else if ((f->lines_fd = nameless(h)) < 0)
		fail(f, MC_CREATE, strerror(errno));
	if (f->status != MC_OK)
		*flt = f->fault;
	return f->status;
}

static void
flush(struct filing *f, int fd, struct buf *b)
{
	if (f->status == MC_OK && !file_write(fd, b->p, b->n))
		fail(f, MC_IO, strerror(errno));
	buf_reset(b);
}

/* Bytes of the volume; long ones pass the buffer by. */
static void
add(struct filing *f, const void *p, size_t n)
{
	if (f->status != MC_OK)
		return;
	f->at += (int64_t)n;
	if (f->out.n + n > FLUSH)
		flush(f, f->fd, &f->out);
	if (n <= FLUSH)
		buf_add(&f->out, p, n);
	else if (!file_write(f->fd, p, n))
		fail(f, MC_IO, strerror(errno));
}

static void
header(struct filing *f)
{
	struct fault flt;
	struct tar_member *m = &f->now.tar;
	if (f->out.n > FLUSH)
		flush(f, f->fd, &f->out);
	size_t before = f->out.n;
	m->header = f->at;
	if (!tar_put(&f->out, m, &flt))
		fail(f, MC_DATA, flt.text);
	f->at += (int64_t)(f->out.n - before);
	m->data = f->at;
}

static void
pad(struct filing *f, size_t n)
{
	static const char zeros[TAR_END_BYTES];
	add(f, zeros, n);
}

void
filing_member(struct filing *f, const char *name, int64_t size, int64_t mtime)
{
	struct tar_member *m = &f->now.tar;
	if (f->status != MC_OK)
		return;
	if (strnlen(name, TAR_NAME) == TAR_NAME) {
		fail(f, MC_DATA, "a member's name is too long");
		return;
	}
	*m = (struct tar_member){ .size = size, .mtime = mtime };
	memcpy(m->name, name, strlen(name));
	header(f);
	f->left = size;
	f->digest = sha256_new();
}

void
filing_data(struct filing *f, const void *p, size_t n)
{
	if (f->status != MC_OK)
		return;
	if ((int64_t)n > f->left) {
		fail(f, MC_BUG, "a member is longer than it said");
		return;
	}
	f->left -= (int64_t)n;
	sha256_add(f->digest, p, n);
	add(f, p, n);
}

void
filing_end(struct filing *f)
{
	char text[VOLUME_LINE];
	int64_t size = f->now.tar.size;
	if (f->digest)
		sha256_end(f->digest, f->now.sha256);
	f->digest = NULL;
	if (f->status == MC_OK && f->left != 0)
		fail(f, MC_BUG, "a member is shorter than it said");
	if (f->status != MC_OK)
		return;
	pad(f, (size_t)(tar_padded(size) - size));
	volume_chain_step(f->now.chain, f->now.tar.name, f->now.sha256);
	f->now.line = f->lines_n;
	f->members++;
	size_t n = volume_line(&f->now, text);
	buf_add(&f->lines, text, n);
	f->lines_n += (int64_t)n;
	if (f->lines.n > LINES_FLUSH)
		flush(f, f->lines_fd, &f->lines);
}

void
filing_put(struct filing *f, const char *name, struct str data, int64_t mtime)
{
	filing_member(f, name, (int64_t)data.n, mtime);
	filing_data(f, data.p, data.n);
	filing_end(f);
}

/* The lines become the last member, which is not in the chain itself. */
static void
put_chain(struct filing *f, int64_t mtime)
{
	char *p = xmalloc(VOLUME_WINDOW);
	int64_t n = f->lines_n, at = 0;
	flush(f, f->lines_fd, &f->lines);
	struct tar_member *m = &f->now.tar;
	*m = (struct tar_member){ .size = n, .mtime = mtime };
	memcpy(m->name, volume_chain_name, strlen(volume_chain_name));
	if (f->status == MC_OK)
		header(f);
	while (f->status == MC_OK && at < n) {
		size_t piece =
		    n - at < VOLUME_WINDOW ? (size_t)(n - at) : VOLUME_WINDOW;
		if (!file_read_at(f->lines_fd, p, piece, at))
			fail(f, MC_IO, strerror(errno));
		add(f, p, piece);
		at += (int64_t)piece;
	}
	pad(f, (size_t)(tar_padded(n) - n));
	pad(f, TAR_END_BYTES);
	free(p);
}

enum mc_status
filing_finish(struct filing *f, int64_t mtime, struct fault *flt)
{
	put_chain(f, mtime);
	flush(f, f->fd, &f->out);
	if (f->status == MC_OK && fsync(f->fd) != 0)
		fail(f, MC_IO, strerror(errno));
	if (f->status != MC_OK)
		*flt = f->fault;
	return f->status;
}

void
filing_close(struct filing *f)
{
	if (f->digest)
		sha256_end(f->digest, f->now.sha256);
	f->digest = NULL;
	if (f->fd >= 0)
		close(f->fd);
	if (f->lines_fd >= 0)
		close(f->lines_fd);
	buf_free(&f->out);
	buf_free(&f->lines);
	f->fd = f->lines_fd = -1;
}

void
filing_drop(struct filing *f)
{
	if (f->fd >= 0)
		unlink(f->part);
	filing_close(f);
}
