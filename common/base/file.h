/* SPDX-License-Identifier: ISC */
#ifndef BASE_FILE_H
#define BASE_FILE_H

/*
 * Files made whole or not at all, and made durable. Nothing here speaks or
 * ends the process: a failure is false (or -1) with errno set.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "buf.h"

/* Writes all n bytes over short writes and EINTR. */
bool file_write(int fd, const void *p, size_t n);

/* Opens for reading what is no folder; -1 with errno, EISDIR. */
int file_open(const char *path);

/* Reads the whole file behind what the buffer holds; EFBIG past its max. */
bool file_read(const char *path, struct buf *);

/* Reads n bytes at the offset; EIO when the file is shorter. */
bool file_read_at(int fd, void *p, size_t n, int64_t offset);

/* Makes the folder and those above it, mode 0700; an existing one is fine. */
bool file_mkdirs(const char *path);

/* fsync of a file or folder by its path. */
bool file_sync(const char *path);

/*
 * Puts n bytes at path (mode 0600), by way of a file without a name where the
 * file system has them, else under a temporary name in the same folder
 * which must exist. `durable` syncs the file
 * before and the folder after it has its name. A file that has the same bytes
 * already is left alone; one with other bytes is EEXIST.
 */
bool file_put(const char *path, const void *p, size_t n, bool durable);

/*
 * The same by way of that temporary name in the same file system, for callers
 * that alone may use it: what a process that was killed left there goes.
 */
bool file_put_by(
    const char *temp, const char *path, const void *p, size_t n, bool durable);

/*
 * A file in that folder that has no name and is gone when it is closed: its
 * fd for reading and writing, or -1.
 */
int file_nameless(const char *folder);

/*
 * Puts n bytes at path whatever is there, for a file that a power failure has
 * left torn. The bytes are durable before they have the name; `durable` makes
 * the name so too.
 */
bool file_replace(const char *path, const void *p, size_t n, bool durable);

/* True when the file at path holds exactly these bytes. */
bool file_same(const char *path, const void *p, size_t n);

#endif
