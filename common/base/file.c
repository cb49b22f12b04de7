/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* O_TMPFILE */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "file.h"

bool
file_write(int fd, const void *data, size_t n)
{
	const char *p = data;
	while (n > 0) {
		ssize_t done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

/* Closes without losing the errno that is being reported. */
static void
close_quietly(int fd)
{
	int saved = errno;
	close(fd);
	errno = saved;
}

int
file_open(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISDIR(st.st_mode))
		return fd;
	close(fd);
	errno = EISDIR;
	return -1;
}

static bool
read_rest(int fd, struct buf *b)
{
	for (;;) {
		if (!buf_room(b, 65536)) {
			errno = EFBIG;
			return false;
		}
		ssize_t got = read(fd, b->p + b->n, b->cap - b->n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		b->n += (size_t)got;
	}
}

bool
file_read(const char *path, struct buf *b)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool ok = read_rest(fd, b);
	close_quietly(fd);
	return ok;
}

bool
file_read_at(int fd, void *data, size_t n, int64_t offset)
{
	char *p = data;
	while (n > 0) {
		ssize_t got = pread(fd, p, n, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO;
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
		offset += got;
	}
	return true;
}

bool
file_mkdirs(const char *path)
{
	char *copy = xstrdup(path);
	bool ok = true;
	for (char *p = copy + (*copy != '\0'); ok; p++) {
		char c = *p;
		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		ok = mkdir(copy, 0700) == 0 || errno == EEXIST;
		*p = c;
		if (c == '\0')
			break;
	}
	int saved = errno;
	free(copy);
	errno = saved;
	return ok;
}

bool
file_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool ok = fsync(fd) == 0;
	close_quietly(fd);
	return ok;
}

int
file_nameless(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	/* not every file system has them */
	size_t length = strlen(folder) + sizeof("/nameless.XXXXXX");
	char *path = xmalloc(length);
	snprintf(path, length, "%s/nameless.XXXXXX", folder);
	fd = mkstemp(path);
	if (fd >= 0)
		unlink(path);
	free(path);
	return fd;
}

bool
file_same(const char *path, const void *p, size_t n)
{
	struct stat st;
	if (stat(path, &st) != 0 || (size_t)st.st_size != n)
		return false;
	struct buf b = BUF_INIT(n + 65536 * 2);
	bool same = file_read(path, &b) && b.n == n && memcmp(b.p, p, n) == 0;
	buf_free(&b);
	return same;
}

/* Fills the temporary file just made and closes it; fd -1: it was not made. */
static bool
write_temp(int fd, const void *p, size_t n, bool durable)
{
	if (fd < 0)
		return false;
	bool ok = file_write(fd, p, n) && (!durable || fsync(fd) == 0);
	if (!ok) {
		close_quietly(fd);
		return false;
	}
	return close(fd) == 0;
}

/* The folder that path is in; the caller frees it. */
static char *
folder_of(const char *path)
{
	char *folder = xstrdup(path);
	char *slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	else
		snprintf(folder, 2, ".");
	return folder;
}

static bool
sync_parent(const char *path)
{
	char *folder = folder_of(path);
	bool ok = file_sync(folder);
	free(folder);
	return ok;
}

/* Gives what stands in temp, if that is `ok`, its name; temp goes. */
static bool
put(const char *temp, bool ok, const char *path, const void *p, size_t n,
    bool durable)
{
	/* link, not rename: a name that exists is never replaced */
	if (ok && link(temp, path) != 0) {
		int why = errno;
		ok = why == EEXIST && file_same(path, p, n);
		errno = why;
	}
	int saved = errno;
	unlink(temp);
	if (ok && durable)
		return sync_parent(path);
	errno = saved;
	return ok;
}

/*
 * Writes a file that has no name until it is whole, so that a process which
 * is killed leaves nothing. False where that cannot be: *tried says whether
 * it was.
 */
static bool
put_nameless(
    const char *path, const void *p, size_t n, bool durable, bool *tried)
{
	char self[64];
	char *folder = folder_of(path);
	int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	free(folder);
	*tried = fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR);
	if (fd < 0)
		return false;
	bool ok = file_write(fd, p, n) && (!durable || fsync(fd) == 0);
	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	if (ok && linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW)) {
		*tried = errno != ENOENT || access(self, F_OK) == 0;
		int why = errno;
		ok = why == EEXIST && file_same(path, p, n);
		errno = why;
	}
	close_quietly(fd);
	return ok && (!durable || sync_parent(path));
}

bool
file_put(const char *path, const void *p, size_t n, bool durable)
{
	bool tried;
	if (put_nameless(path, p, n, durable, &tried))
		return true;
	if (tried)
		return false;
	/* not every file system has files without a name, nor /proc */
	size_t length = strlen(path) + sizeof(".XXXXXX");
	char *temp = xmalloc(length);
	snprintf(temp, length, "%s.XXXXXX", path);
	bool ok = write_temp(mkstemp(temp), p, n, durable);
	ok = put(temp, ok, path, p, n, durable);
	int saved = errno;
	free(temp);
	errno = saved;
	return ok;
}

bool
file_put_by(
    const char *temp, const char *path, const void *p, size_t n, bool durable)
{
	/* one that was left may already have the final name too */
	if (unlink(temp) != 0 && errno != ENOENT)
		return false;
	int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	return put(temp, write_temp(fd, p, n, durable), path, p, n, durable);
}

bool
file_replace(const char *path, const void *p, size_t n, bool durable)
{
	size_t length = strlen(path) + sizeof(".XXXXXX");
	char *temp = xmalloc(length);
	snprintf(temp, length, "%s.XXXXXX", path);
	bool ok =
	    write_temp(mkstemp(temp), p, n, true) && rename(temp, path) == 0;
	int saved = errno;
	if (!ok)
		unlink(temp);
	free(temp);
	errno = saved;
	return ok && (!durable || sync_parent(path));
}
