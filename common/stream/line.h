/* SPDX-License-Identifier: ISC */
#ifndef STREAM_LINE_H
#define STREAM_LINE_H

/*
 * Lines in and bytes out by read(2) and write(2). The input is a list of
 * files read as one; every line must end in LF, for a line without one is
 * where a writer was cut off.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"
#include "model/fault.h"

enum { LINE_MAX_BYTES = 64 << 20 }; /* mc-record(5) */

struct lines {
	char *const *paths; /* files to read, "-" is standard input */
	int paths_n, path; /* how many, which one is open */
	int *fds; /* one for each, opened at the start */
	char *p; /* window on the input */
	size_t from, to, cap;
	size_t number; /* of the line last returned, in its file */
};

enum line_status {
	LINE_OK,
	LINE_END,
	LINE_BAD, /* damaged: no LF at the end, over 64 MiB */
	LINE_IO, /* read(2) failed */
};

/*
 * Opens all files before the first is read; none means standard input. False
 * with the fault when one cannot be opened: 66.
 */
bool lines_open(struct lines *, char *const *paths, int n, struct fault *);

/* The next line without its LF, borrowed until the next call. */
enum line_status lines_next(struct lines *, struct str *line, struct fault *);

/* "file:line" of the line last returned, "file" before the first. */
void lines_place(const struct lines *, char *text, size_t size);

void lines_close(struct lines *);

/* Buffered output; the first failed write sticks in `error` as its errno. */
struct out {
	int fd;
	struct buf buf;
	int error;
};

void out_open(struct out *, int fd);
void out_add(struct out *, struct str);
/* Writes what is buffered; false when that or an earlier write failed. */
bool out_flush(struct out *);
/*
 * For those who fill o->buf themselves: writes when enough is buffered. False
 * when that or an earlier write failed.
 */
bool out_keep_up(struct out *);

/* Flushes and gives the memory back; the fd stays open. */
bool out_close(struct out *);
/*
 * out_close for standard output, at the end of a tool: `status`, or MC_IO after
 * a message.
 */
enum mc_status out_end(struct out *, enum mc_status status);

#endif
