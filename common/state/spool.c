/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "spool.h"

enum {
	FLUSH = 256 * 1024,
	LINE_ROOM = 80 << 20,
	NAMES_MAX = 1000,
	TEMPORARY = 6
}; /* bytes of .take- */

static const char temporary[] = ".take-XXXXXX";
static const char ending[] = ".jsonl";

/* ---- locks ----------------------------------------------------------- */

/* The command on a lock over the whole file. */
static bool
lock_do(int fd, int command, struct flock *lock)
{
	*lock = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
	return fcntl(fd, command, lock) == 0;
}

static bool
lock_take(int fd)
{
	struct flock lock;
	return lock_do(fd, F_OFD_SETLK, &lock);
}

/* Claims that the path still names the open file. */
static bool
names_same(const char *path, int fd)
{
	struct stat a, b;
	return stat(path, &a) == 0 && fstat(fd, &b) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Opens and locks a file that nobody holds; -1 when that cannot be. */
static int
open_locked(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	/* between open and lock another may have finished with it */
	if (fd >= 0 && lock_take(fd) && names_same(path, fd))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Claims that some process holds the file. */
static bool
is_held(const char *path)
{
	struct flock lock;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	bool held = fd >= 0 && lock_do(fd, F_OFD_GETLK, &lock) &&
		    lock.l_type != F_UNLCK;
	if (fd >= 0)
		close(fd);
	return held;
}

/* ---- paths ----------------------------------------------------------- */

/* Sets the name in the spool's folder; false when it is too long. */
static bool
set_name(struct spool *s, const char *name)
{
	size_t n = strlen(name), room = sizeof(s->path) - s->name;
	if (n >= room || n >= SPOOL_NAME) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(s->path + s->name, name, n + 1);
	return true;
}

static bool
set_folder(struct spool *s, const struct home *h, struct fault *f)
{
	*s = (struct spool){ .fd = -1, .buf = BUF_INIT(LINE_ROOM) };
	if (!home_join(h, str_of("spool/"), s->path, f))
		return false;
	s->name = strlen(s->path);
	return true;
}

static bool
fault(const struct spool *s, struct fault *f, const char *what)
{
	return fault_set(f, s->path, "spool", "%s: %s", what, strerror(errno));
}

/* Makes what happened to names in the spool's folder durable. */
static bool
sync_folder(const struct spool *s)
{
	char folder[PATH_MAX];
	memcpy(folder, s->path, s->name);
	folder[s->name] = '\0';
	return file_sync(folder);
}

/* ---- writing --------------------------------------------------------- */

/* Makes the file and locks it before a sweep can take it for a dead one. */
static bool
make(struct spool *s)
{
	for (int tries = 0; tries < 100; tries++) {
		if (!set_name(s, temporary))
			return false;
		s->fd = mkostemp(s->path, O_CLOEXEC);
		if (s->fd < 0)
			return false;
		if (lock_take(s->fd) && names_same(s->path, s->fd))
			return true;
		spool_close(s);
	}
	errno = EBUSY;
	return false;
}

bool
spool_new(struct spool *s, const struct home *h, struct fault *f)
{
	return set_folder(s, h, f) && (make(s) || fault(s, f, "cannot make"));
}

static void
flush(struct spool *s)
{
	if (!s->error && !file_write(s->fd, s->buf.p, s->buf.n))
		s->error = errno;
	buf_reset(&s->buf);
}

void
spool_add(struct spool *s, struct str line)
{
	buf_addstr(&s->buf, line);
	buf_addc(&s->buf, '\n');
	if (s->buf.over && !s->error)
		s->error = EFBIG;
	if (s->buf.n >= FLUSH)
		flush(s);
}

bool
spool_sha256(struct spool *s, char hex[SHA256_HEX], struct fault *f)
{
	unsigned char digest[SHA256_BYTES];
	char part[16384];
	ssize_t n = 1;
	flush(s);
	struct sha256 *h = sha256_new();
	for (off_t at = 0; n > 0; at += n > 0 ? n : 0) {
		do
			n = pread(s->fd, part, sizeof(part), at);
		while (n < 0 && errno == EINTR);
		if (n > 0)
			sha256_add(h, part, (size_t)n);
	}
	int why = s->error ? s->error : errno;
	sha256_end(h, digest);
	hex_format(digest, sizeof(digest), hex);
	errno = why;
	return (n == 0 && !s->error) || fault(s, f, "cannot read");
}

/* Replaces the spool of a dead process; false when it is not one. */
static bool
replace_dead(const char *from, const char *to, int *result)
{
	int dead = open_locked(to);
	if (dead < 0)
		return false;
	*result = rename(from, to) == 0 ? 1 : -1;
	int why = errno;
	close(dead);
	errno = why;
	return true;
}

/*
 * Gives the temporary file that name: 1 done, 0 a living process has it, -1
 * with errno.
 */
static int
settle_name(const char *from, const char *to)
{
	int result;
	for (int tries = 0; tries < 100; tries++) {
		if (link(from, to) == 0)
			return unlink(from) == 0 ? 1 : -1;
		if (errno != EEXIST)
			return -1;
		if (replace_dead(from, to, &result))
			return result;
		if (is_held(to))
			return 0;
	}
	return 0;
}

static bool
give_name(struct spool *s, const char *stem)
{
	char from[PATH_MAX], name[SPOOL_NAME + 32], count[16] = "";
	memcpy(from, s->path, sizeof(from));
	for (int i = 2; i <= NAMES_MAX; i++) {
		snprintf(name, sizeof(name), "%s%s%s", stem, count, ending);
		int done = set_name(s, name) ? settle_name(from, s->path) : -1;
		if (done > 0)
			return true;
		memcpy(s->path, from, sizeof(from));
		if (done < 0)
			return false;
		snprintf(count, sizeof(count), "-%d", i);
	}
	errno = EBUSY;
	return false;
}

/* Makes the bytes durable. */
static bool
finish(struct spool *s, struct fault *f)
{
	flush(s);
	buf_free(&s->buf);
	errno = s->error;
	return (!s->error && fsync(s->fd) == 0) || fault(s, f, "write failed");
}

bool
spool_commit_over(struct spool *s, struct spool *old, struct fault *f)
{
	if (!finish(s, f))
		return false;
	if (rename(s->path, old->path) != 0)
		return fault(s, f, "cannot commit");
	memcpy(s->path, old->path, sizeof(s->path));
	spool_close(old);
	return sync_folder(s) || fault(s, f, "cannot commit");
}

bool
spool_commit(struct spool *s, const char *stem, struct fault *f)
{
	if (!finish(s, f))
		return false;
	if (!give_name(s, stem) || !sync_folder(s))
		return fault(s, f, "cannot commit");
	return true;
}

/* ---- letting go ------------------------------------------------------ */

void
spool_close(struct spool *s)
{
	if (s->fd >= 0)
		close(s->fd);
	buf_free(&s->buf);
	s->fd = -1;
}

void
spool_remove(struct spool *s)
{
	if (s->fd < 0)
		return;
	if (names_same(s->path, s->fd))
		unlink(s->path);
	spool_close(s);
}

/* ---- finding --------------------------------------------------------- */

bool
spool_take(struct spool *s, const struct home *h, const char *name)
{
	if (!set_folder(s, h, NULL) || !set_name(s, name))
		return false;
	s->fd = open_locked(s->path);
	return s->fd >= 0;
}

bool
spool_is_alive(const struct home *h, struct str name)
{
	char path[PATH_MAX], file[SPOOL_NAME + 8];
	if (name.n >= SPOOL_NAME || memchr(name.p, '/', name.n))
		return false;
	snprintf(file, sizeof(file), "spool/%.*s", STR_ARG(name));
	return home_join(h, str_of(file), path, NULL) && is_held(path);
}

static int
is_committed(const struct dirent *d)
{
	size_t n = strlen(d->d_name), e = sizeof(ending) - 1;
	return d->d_name[0] != '.' && n > e && n < SPOOL_NAME &&
	       strcmp(d->d_name + n - e, ending) == 0;
}

static int
is_temporary(const struct dirent *d)
{
	return strncmp(d->d_name, temporary, TEMPORARY) == 0;
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

struct str *
spool_names(const struct home *h, struct arena *a, size_t *n, struct fault *f)
{
	struct spool s;
	struct dirent **list;
	if (!set_folder(&s, h, f))
		return NULL;
	int found = scandir(s.path, &list, is_committed, by_bytes);
	if (found < 0) {
		fault_set(f, s.path, "spool", "%s", strerror(errno));
		return NULL;
	}
	struct str *names = arena_zero(a, (size_t)found + 1, sizeof(*names));
	for (int i = 0; i < found; i++) {
		names[i] = arena_str(a, str_of(list[i]->d_name));
		free(list[i]);
	}
	free(list);
	*n = (size_t)found;
	return names;
}

void
spool_sweep(const struct home *h)
{
	struct spool s;
	struct dirent **list;
	if (!set_folder(&s, h, NULL))
		return;
	int found = scandir(s.path, &list, is_temporary, by_bytes);
	for (int i = 0; i < found; i++) {
		if (spool_take(&s, h, list[i]->d_name))
			spool_remove(&s);
		free(list[i]);
	}
	if (found >= 0)
		free(list);
}

bool
spool_flush(struct spool *s, struct fault *f)
{
	flush(s);
	errno = s->error;
	return !s->error || fault(s, f, "write failed");
}
