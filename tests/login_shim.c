/* SPDX-License-Identifier: ISC */
/*
 * A library for LD_PRELOAD in front of all that the tests run: nobody has
 * logged in, wherever they run, or the user whose uid is in the file that
 * TEST_LOGINUID names. The kernel does not let anybody change it back, and
 * knows it behind every login by ssh and in every job of cron.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The file that is opened in place of this one. */
static const char *
stand_in(const char *path)
{
	if (!path || strcmp(path, "/proc/self/loginuid") != 0)
		return path;
	const char *text = getenv("TEST_LOGINUID");
	return text ? text : "/nonexistent/loginuid";
}

/* fopen or a function like it, in front of the next of its name. */
#define FOPEN(name)                                                            \
	FILE *name(const char *path, const char *mode)                         \
	{                                                                      \
		static FILE *(*next)(const char *, const char *);              \
		if (!next)                                                     \
			*(void **)&next = dlsym(RTLD_NEXT, #name);             \
		return next(stand_in(path), mode);                             \
	}

/* The same for open; the mode is there when a file is to be made. */
#define OPEN(name)                                                             \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		static int (*next)(const char *, int, ...);                    \
		unsigned mode = 0;                                             \
		if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {     \
			va_list rest;                                          \
			va_start(rest, flags);                                 \
			mode = va_arg(rest, unsigned);                         \
			va_end(rest);                                          \
		}                                                              \
		if (!next)                                                     \
			*(void **)&next = dlsym(RTLD_NEXT, #name);             \
		return next(stand_in(path), flags, mode);                      \
	}

FOPEN(fopen)
FOPEN(fopen64)
OPEN(open)
OPEN(open64)
