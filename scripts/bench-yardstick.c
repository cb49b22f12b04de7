/* SPDX-License-Identifier: ISC */
/*
 * What scripts/bench holds the stages against, and how it measures them.
 * Each yardstick prints the seconds it took; all read their file through the
 * page cache, as the stages do.
 *
 *	run RESULT CMD...	runs CMD; seconds, CPU seconds and peak RSS in
 *				KiB go to the file RESULT; CMD's exit status
 *	sax FILE		libxml2 reads FILE and tells nobody
 *	memcpy FILE		copies FILE in memory
 *	sha256 FILE		digest of FILE
 *	pipe FILE OUT		FILE through a pipe into OUT
 *	archive FILE OUT	digest of FILE, and a durable copy in OUT
 *	files N DIR		N files of 4 KB in 256 folders, made durable
 *	codec FILE		JSON lines in and out; see
 *bench-yardstick_codec.c
 */

#define _GNU_SOURCE /* syncfs */
#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digit.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/msg.h"
#include "bench-yardstick.h"

enum { WINDOW = 256 * 1024, COPY = 16 << 20, FILE_BYTES = 4096 };

double
yard_clock(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
open_or_die(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);
	if (fd < 0)
		die(flags & O_CREAT ? MC_CREATE : MC_NOINPUT, "%s: %s", path,
		    strerror(errno));
	return fd;
}

static size_t
read_or_die(int fd, void *p, size_t n)
{
	ssize_t got = read(fd, p, n);
	if (got < 0)
		die(MC_IO, "read failed: %s", strerror(errno));
	return (size_t)got;
}

static void
write_or_die(int fd, const void *p, size_t n)
{
	if (!file_write(fd, p, n))
		die(MC_IO, "write failed: %s", strerror(errno));
}

/* ---- yardsticks ---------------------------------------------------------- */

static void
sax(int fd, char *window)
{
	xmlSAXHandler nobody = { .initialized = XML_SAX2_MAGIC };
	xmlParserCtxtPtr ctx =
	    xmlCreatePushParserCtxt(&nobody, NULL, NULL, 0, NULL);
	int wrong = 0;
	size_t n;
	if (!ctx)
		die(MC_NOMEM, "no XML parser");
	xmlCtxtUseOptions(ctx, XML_PARSE_NONET | XML_PARSE_HUGE);
	while ((n = read_or_die(fd, window, WINDOW)) > 0)
		wrong |= xmlParseChunk(ctx, window, (int)n, 0);
	wrong |= xmlParseChunk(ctx, window, 0, 1);
	xmlFreeParserCtxt(ctx);
	xmlCleanupParser();
	if (wrong)
		die(MC_DATA, "not well-formed: libxml2 error %d", wrong);
}

static void
copy(int fd, char *window)
{
	char *to = xmalloc(COPY);
	size_t n, at = 0;
	while ((n = read_or_die(fd, window, WINDOW)) > 0) {
		memcpy(to + at, window, n);
		at = (at + WINDOW) % COPY;
	}
	free(to);
}

/* Digest of all of fd, and a copy in `out` unless that is -1. */
static void
digest(int fd, char *window, int out)
{
	unsigned char bytes[SHA256_BYTES];
	struct sha256 *sum = sha256_new();
	size_t n;
	while ((n = read_or_die(fd, window, WINDOW)) > 0) {
		sha256_add(sum, window, n);
		if (out >= 0)
			write_or_die(out, window, n);
	}
	sha256_end(sum, bytes);
	if (out >= 0 && fdatasync(out) != 0)
		die(MC_IO, "fdatasync: %s", strerror(errno));
}

/* cat FILE | cat >OUT */
static void
through_pipe(int fd, char *window, int out)
{
	int ends[2];
	size_t n;
	if (pipe(ends) != 0)
		die(MC_IO, "pipe: %s", strerror(errno));
	pid_t child = fork();
	if (child < 0)
		die(MC_IO, "fork: %s", strerror(errno));
	int from = child ? ends[0] : fd, to = child ? out : ends[1];
	close(ends[child ? 1 : 0]);
	while ((n = read_or_die(from, window, WINDOW)) > 0)
		write_or_die(to, window, n);
	if (child == 0)
		_exit(0);
	int status;
	if (waitpid(child, &status, 0) != child || status != 0)
		die(MC_IO, "the other end of the pipe failed");
	close(ends[0]);
}

static void
files(long n, const char *dir, char *window)
{
	char path[4096];
	memset(window, 'x', FILE_BYTES);
	for (int i = 0; i < 256; i++) {
		snprintf(path, sizeof(path), "%s/%02x", dir, i);
		if (!file_mkdirs(path))
			die(MC_CREATE, "%s: %s", path, strerror(errno));
	}
	for (long i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%02lx/%ld", dir, i % 256, i);
		int fd = open_or_die(path, O_WRONLY | O_CREAT | O_EXCL);
		write_or_die(fd, window, FILE_BYTES);
		close(fd);
	}
	int fd = open_or_die(dir, O_RDONLY | O_DIRECTORY);
	if (syncfs(fd) != 0)
		die(MC_IO, "%s: %s", dir, strerror(errno));
	close(fd);
}

static void
yardstick(const char *what, char **operands, int n)
{
	char *window = xmalloc(WINDOW);
	double start = yard_clock();
	if (strcmp(what, "files") == 0 && n == 2) {
		files(strtol(operands[0], NULL, 10), operands[1], window);
	} else {
		int fd = open_or_die(operands[0], O_RDONLY);
		int out = n == 2 ? open_or_die(operands[1],
				       O_WRONLY | O_CREAT | O_TRUNC)
				 : -1;
		start = yard_clock();
		if (strcmp(what, "sax") == 0)
			sax(fd, window);
		else if (strcmp(what, "memcpy") == 0)
			copy(fd, window);
		else if (strcmp(what, "pipe") == 0 && out >= 0)
			through_pipe(fd, window, out);
		else if (strcmp(what, "sha256") == 0 ||
			 (strcmp(what, "archive") == 0 && out >= 0))
			digest(fd, window, out);
		else
			die(MC_USAGE, "no yardstick '%s' of %d operands", what,
			    n);
	}
	printf("%.6f\n", yard_clock() - start);
	free(window);
}

/* ---- measuring a command ------------------------------------------------- */

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int
run(const char *result, char **command)
{
	struct rusage use;
	int status;
	double start = yard_clock();
	pid_t child = fork();
	if (child < 0)
		die(MC_IO, "fork: %s", strerror(errno));
	if (child == 0) {
		signal(SIGPIPE, SIG_DFL);
		execvp(command[0], command);
		fprintf(stderr, "%s: %s\n", command[0], strerror(errno));
		_exit(127);
	}
	if (wait4(child, &status, 0, &use) != child)
		die(MC_BUG, "wait: %s", strerror(errno));
	double wall = yard_clock() - start;
	FILE *f = fopen(result, "w");
	if (!f)
		die(MC_CREATE, "%s: %s", result, strerror(errno));
	fprintf(f, "%.6f %.6f %ld\n", wall,
	    seconds(use.ru_utime) + seconds(use.ru_stime), use.ru_maxrss);
	if (fclose(f) != 0)
		die(MC_IO, "%s: %s", result, strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
main(int argc, char **argv)
{
	msg_init("bench-yardstick");
	if (argc >= 4 && strcmp(argv[1], "run") == 0)
		return run(argv[2], argv + 3);
	if ((argc == 3 || argc == 4) && strcmp(argv[1], "codec") == 0)
		yard_codec(argv[2], argc == 4 ? argv[3] : "");
	else if (argc == 3 || argc == 4)
		yardstick(argv[1], argv + 2, argc - 2);
	else
		die(MC_USAGE, "usage: bench-yardstick WHAT OPERAND...");
	if (fflush(stdout) != 0)
		die(MC_IO, "standard output: %s", strerror(errno));
	return MC_OK;
}
