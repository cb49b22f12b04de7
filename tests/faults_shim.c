/* SPDX-License-Identifier: ISC */
/*
 * A library for LD_PRELOAD that makes the system fail as MC_FAULT says; see
 * tests/faults.bats.
 *
 *	space:N		files but stderr take N more bytes in all, then ENOSPC
 *	sync:N		fsync, fdatasync, syncfs: the Nth and later, EIO
 *	onesync:N	only the Nth of them, EIO
 *	readonly	nothing can be created, changed, renamed, removed: EROFS
 *	clock:S:N	the clock goes S seconds back from its Nth reading on
 *
 * MC_HASTE=1 lets nobody sleep, so that thirty seconds of patience with a
 * lock are over at once. Numbers are of one process.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static struct {
	bool read; /* the environment has been */
	bool readonly, haste;
	bool space, sync, one, clock; /* there is such a limit */
	long long left; /* bytes, then */
	long long syncs, readings; /* before it begins */
	long long back; /* seconds */
} fault;

/* Takes the word and a number off the text. */
static bool
takes(const char **text, const char *word, long long *n)
{
	char *end;
	size_t length = strlen(word);
	if (!*text || strncmp(*text, word, length) != 0)
		return false;
	*n = strtoll(*text + length, &end, 10);
	*text = end;
	return true;
}

static void
learn(void)
{
	const char *text = getenv("MC_FAULT");
	if (fault.read)
		return;
	fault.read = true;
	fault.haste = getenv("MC_HASTE") != NULL;
	fault.readonly = text && strcmp(text, "readonly") == 0;
	fault.space = takes(&text, "space:", &fault.left);
	fault.sync = takes(&text, "sync:", &fault.syncs);
	fault.one = takes(&text, "onesync:", &fault.syncs);
	fault.clock = takes(&text, "clock:", &fault.back) &&
		      takes(&text, ":", &fault.readings);
}

/* The function that this one stands before. */
static void *
real(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);
	if (!found)
		abort();
	return found;
}

#define REAL(type, name, ...)                                                  \
	type (*next)(__VA_ARGS__) = (type(*)(__VA_ARGS__))real(name);          \
	learn()

/* ---- space ------------------------------------------------------------ */

static bool
is_file(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

/* How many of n bytes the file takes; 0 with errno. */
static size_t
room(int fd, size_t n)
{
	if (!fault.space || n == 0 || fd == STDERR_FILENO || !is_file(fd))
		return n;
	if (fault.left <= 0) {
		errno = ENOSPC;
		return 0;
	}
	if ((long long)n > fault.left)
		n = (size_t)fault.left;
	fault.left -= (long long)n;
	return n;
}

ssize_t
write(int fd, const void *p, size_t n)
{
	REAL(ssize_t, "write", int, const void *, size_t);
	size_t fits = room(fd, n);
	return fits || n == 0 ? next(fd, p, fits) : -1;
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t at)
{
	REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
	size_t fits = room(fd, n);
	return fits || n == 0 ? next(fd, p, fits, at) : -1;
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
	size_t fits = room(fd, n);
	return fits || n == 0 ? next(fd, p, fits, at) : -1;
}

/* ---- making durable --------------------------------------------------- */

static bool
sync_fails(void)
{
	if (!(fault.sync || fault.one) || --fault.syncs > 0)
		return false;
	if (fault.one && fault.syncs < 0)
		return false;
	errno = EIO;
	return true;
}

int
fsync(int fd)
{
	REAL(int, "fsync", int);
	return sync_fails() ? -1 : next(fd);
}

int
fdatasync(int fd)
{
	REAL(int, "fdatasync", int);
	return sync_fails() ? -1 : next(fd);
}

int
syncfs(int fd)
{
	REAL(int, "syncfs", int);
	return sync_fails() ? -1 : next(fd);
}

/* ---- a file system that can only be read ------------------------------ */

static bool
is_refused(void)
{
	if (!fault.readonly)
		return false;
	errno = EROFS;
	return true;
}

/* Claims that this way of opening would change something; devices may. */
static bool
open_refused(const char *path, int flags)
{
	bool writes = (flags & O_ACCMODE) != O_RDONLY ||
		      (flags & (O_CREAT | O_TRUNC)) != 0;
	return writes && strncmp(path, "/dev/", 5) != 0 && is_refused();
}

#define OPEN(name)                                                             \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		va_list args;                                                  \
		REAL(int, #name, const char *, int, ...);                      \
		va_start(args, flags);                                         \
		mode_t mode = va_arg(args, mode_t);                            \
		va_end(args);                                                  \
		return open_refused(path, flags) ? -1                          \
						 : next(path, flags, mode);    \
	}
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                           \
	int name(int dir, const char *path, int flags, ...)                    \
	{                                                                      \
		va_list args;                                                  \
		REAL(int, #name, int, const char *, int, ...);                 \
		va_start(args, flags);                                         \
		mode_t mode = va_arg(args, mode_t);                            \
		va_end(args);                                                  \
		return open_refused(path, flags)                               \
			   ? -1                                                \
			   : next(dir, path, flags, mode);                     \
	}
OPENAT(openat)
OPENAT(openat64)

int
mkdir(const char *path, mode_t mode)
{
	REAL(int, "mkdir", const char *, mode_t);
	return is_refused() ? -1 : next(path, mode);
}

int
rename(const char *from, const char *to)
{
	REAL(int, "rename", const char *, const char *);
	return is_refused() ? -1 : next(from, to);
}

int
link(const char *from, const char *to)
{
	REAL(int, "link", const char *, const char *);
	return is_refused() ? -1 : next(from, to);
}

int
linkat(int a, const char *from, int b, const char *to, int flags)
{
	REAL(int, "linkat", int, const char *, int, const char *, int);
	return is_refused() ? -1 : next(a, from, b, to, flags);
}

int
unlink(const char *path)
{
	REAL(int, "unlink", const char *);
	return is_refused() ? -1 : next(path);
}

/* ---- the clock -------------------------------------------------------- */

/* Seconds by which this reading is wrong. */
static long long
error_now(void)
{
	if (!fault.clock || --fault.readings > 0)
		return 0;
	return fault.back;
}

int
clock_gettime(clockid_t id, struct timespec *t)
{
	REAL(int, "clock_gettime", clockid_t, struct timespec *);
	int code = next(id, t);
	if (id == CLOCK_REALTIME)
		t->tv_sec -= error_now();
	return code;
}

int
gettimeofday(struct timeval *restrict t, void *restrict zone)
{
	REAL(int, "gettimeofday", struct timeval *, void *);
	int code = next(t, zone);
	t->tv_sec -= error_now();
	return code;
}

time_t
time(time_t *t)
{
	REAL(time_t, "time", time_t *);
	time_t now = next(NULL) - error_now();
	if (t)
		*t = now;
	return now;
}

int
usleep(useconds_t n)
{
	REAL(int, "usleep", useconds_t);
	return fault.haste ? 0 : next(n);
}

int
nanosleep(const struct timespec *t, struct timespec *left)
{
	REAL(int, "nanosleep", const struct timespec *, struct timespec *);
	return fault.haste ? 0 : next(t, left);
}
