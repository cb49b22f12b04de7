/* SPDX-License-Identifier: ISC */
/*
 * Preloaded into a tool: ends it by SIGKILL before the call number KILL_AT of
 * those that change files, so that a test can stop a program between any two
 * of its steps. When the program ends by itself, the number of such calls is
 * written to the file KILL_COUNT.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static long calls;

static void
step(void)
{
	const char *at = getenv("KILL_AT");
	if (++calls == (at ? strtol(at, NULL, 10) : 0))
		raise(SIGKILL);
}

__attribute__((destructor)) static void
tell(void)
{
	const char *path = getenv("KILL_COUNT");
	long n = calls;
	FILE *f = path ? fopen(path, "w") : NULL;
	if (f) {
		fprintf(f, "%ld\n", n);
		fclose(f);
	}
}

/* A function of that name: counts, and hands over to the next of the name. */
#define WRAP(type, name, parameters, arguments)                                \
	type name parameters                                                   \
	{                                                                      \
		static type(*next) parameters;                                 \
		if (!next)                                                     \
			*(void **)&next = dlsym(RTLD_NEXT, #name);             \
		step();                                                        \
		return next arguments;                                         \
	}

WRAP(ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n))
WRAP(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at),
    (fd, p, n, at))
WRAP(ssize_t, pwrite64, (int fd, const void *p, size_t n, off64_t at),
    (fd, p, n, at))
WRAP(int, ftruncate, (int fd, off_t n), (fd, n))
WRAP(int, ftruncate64, (int fd, off64_t n), (fd, n))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, fdatasync, (int fd), (fd))
WRAP(int, syncfs, (int fd), (fd))
WRAP(int, link, (const char *from, const char *to), (from, to))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, unlink, (const char *path), (path))
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode))
