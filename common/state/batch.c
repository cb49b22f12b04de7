/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* mkostemp */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch.h"

enum { FLUSH = 256 * 1024, ROOM = FLUSH + (1 << 16), CHUNK = 1 << 16 };

static const char spool_folder[] = "spool";
static const char prefix[] = ".batch-";

static bool
fault(struct fault *f, const char *path, int why, const char *what)
{
	return fault_set(f, path, "batch", "%s: %s", what, strerror(why));
}

/* ---- writing --------------------------------------------------------- */

bool
batch_open(struct batch *b, const struct home *h, const char *database,
    struct str id, struct fault *f)
{
	char full[PATH_MAX], name[BATCH_TEMP];
	*b = (struct batch){
		.home = h, .fd = -1, .id = id, .out = BUF_INIT(ROOM)
	};
	snprintf(name, sizeof(name), "%s/%s%s-XXXXXX", spool_folder, prefix,
	    database);
	if (!home_join(h, str_of(name), full, f))
		return false;
	b->fd = mkostemp(full, O_CLOEXEC);
	if (b->fd < 0)
		return fault(f, name, errno, "cannot make");
	memcpy(b->temp, name, sizeof(b->temp));
	memcpy(b->temp + strlen(name) - 6, full + strlen(full) - 6, 6);
	b->digest = sha256_new();
	b->naming = sha256_new();
	sha256_add(b->naming, id.p, id.n);
	sha256_add(b->naming, "", 1);
	return true;
}

static void
flush(struct batch *b)
{
	if (!b->error && !file_write(b->fd, b->out.p, b->out.n))
		b->error = errno;
	buf_reset(&b->out);
}

void
batch_add(struct batch *b, const void *p, size_t n)
{
	sha256_add(b->digest, p, n);
	sha256_add(b->naming, p, n);
	b->bytes += (int64_t)n;
	buf_add(&b->out, p, n);
	if (b->out.over && !b->error)
		b->error = EFBIG;
	if (b->out.n >= FLUSH)
		flush(b);
}

static void
digests(struct batch *b, unsigned char bytes[], unsigned char naming[])
{
	sha256_end(b->digest, bytes);
	sha256_end(b->naming, naming);
	b->digest = b->naming = NULL;
}

bool
batch_end(struct batch *b, struct date run, const char *kind, const char *ext,
    struct fault *f)
{
	unsigned char bytes[SHA256_BYTES], naming[SHA256_BYTES];
	char folder[PATH_MAX];
	digests(b, bytes, naming);
	hex_format(bytes, SHA256_BYTES, b->sha256);
	flush(b);
	if (!b->error && fsync(b->fd) != 0)
		b->error = errno;
	if (b->error)
		return fault(f, b->temp, b->error, "cannot write");
	if (!home_join(b->home, str_of(spool_folder), folder, f))
		return false;
	if (!file_sync(folder))
		return fault(f, spool_folder, errno, "cannot sync");
	return artefact_path(run, kind, b->id, ext, naming, b->path, f);
}

void
batch_close(struct batch *b)
{
	unsigned char none[SHA256_BYTES];
	if (b->digest) {
		sha256_end(b->digest, none);
		sha256_end(b->naming, none);
	}
	b->digest = b->naming = NULL;
	if (b->temp[0] && b->fd >= 0)
		close(b->fd);
	b->fd = -1;
	buf_free(&b->out);
}

void
batch_drop(struct batch *b)
{
	if (b->temp[0])
		batch_forget(b->home, b->temp);
	batch_close(b);
}

/* ---- naming ---------------------------------------------------------- */

/* Claims that the file has that digest; it may be large. */
static bool
has_digest(const char *full, const char *sha256)
{
	unsigned char digest[SHA256_BYTES];
	char hex[SHA256_HEX];
	int fd = file_open(full);
	if (fd < 0)
		return false;
	char *p = xmalloc(CHUNK);
	struct sha256 *h = sha256_new();
	ssize_t n;
	while ((n = read(fd, p, CHUNK)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			sha256_add(h, p, (size_t)n);
	sha256_end(h, digest);
	hex_format(digest, sizeof(digest), hex);
	free(p);
	close(fd);
	return n == 0 && strcmp(hex, sha256) == 0;
}

/* link(2), after making the folder if it is missing. */
static bool
link_there(const char *temp, const char *full)
{
	char folder[PATH_MAX];
	if (link(temp, full) == 0)
		return true;
	if (errno != ENOENT || access(temp, F_OK) != 0)
		return false;
	snprintf(folder, sizeof(folder), "%s", full);
	*strrchr(folder, '/') = '\0';
	return file_mkdirs(folder) && link(temp, full) == 0;
}

bool
batch_publish(const struct home *h, const char *temp, const char *path,
    const char *sha256, struct fault *f)
{
	char from[PATH_MAX], to[PATH_MAX];
	if (!home_join(h, str_of(temp), from, f) ||
	    !home_join(h, str_of(path), to, f))
		return false;
	if (link_there(from, to))
		return true;
	int why = errno;
	if (has_digest(to, sha256))
		return true;
	/* the name is made from the bytes: others are a torn file */
	if (why == EEXIST && has_digest(from, sha256) && rename(from, to) == 0)
		return true;
	return fault(f, path, why, "cannot give the batch file its name");
}

void
batch_forget(const struct home *h, const char *temp)
{
	char full[PATH_MAX];
	if (home_join(h, str_of(temp), full, NULL))
		unlink(full);
}

void
batch_sweep(const struct home *h, const char *database)
{
	char full[PATH_MAX], name[PATH_MAX], mine[BATCH_TEMP];
	snprintf(mine, sizeof(mine), "%s%s-", prefix, database);
	if (!home_join(h, str_of(spool_folder), full, NULL))
		return;
	DIR *d = opendir(full);
	for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
		if (!str_starts(str_of(e->d_name), mine))
			continue;
		snprintf(name, sizeof(name), "%s/%s", spool_folder, e->d_name);
		batch_forget(h, name);
	}
	if (d)
		closedir(d);
}
