/* SPDX-License-Identifier: ISC */
#ifndef STATE_TAR_H
#define STATE_TAR_H

/*
 * Plain tar as the archive uses it: POSIX.1-2008 pax "ustar interchange
 * format", regular files only, mode 0600, owner 0, no user names. A pax
 * header with `path` or `size` stands in front of a member whose name or size
 * ustar cannot hold. The same member always gives the same bytes, and the
 * reader takes exactly what the writer makes: any other byte in a header is
 * damage. GNU tar, bsdtar and pax read these files.
 */

#include <stdint.h>

#include "base/buf.h"
#include "model/fault.h"

enum {
	TAR_BLOCK = 512,
	TAR_NAME = 512, /* longest name with its NUL */
	TAR_END_BYTES = 2 * TAR_BLOCK, /* the zeros behind the last member */
};

struct tar_member {
	char name[TAR_NAME]; /* relative, no NUL inside */
	int64_t size; /* bytes of data */
	int64_t mtime; /* seconds since 1970; written as 0 if outside
			  0 to 8^11 - 1 */
	int64_t header; /* offset of its first header block, when read */
	int64_t data; /* offset of its data, when read */
};

enum tar_status {
	TAR_MEMBER,
	TAR_END, /* the two blocks of zeros */
	TAR_BAD, /* no header of ours, with the fault */
	TAR_IO, /* cannot read, or the file ends too early; with the fault */
};

/* Bytes that size bytes of data take, padding included. */
static inline int64_t
tar_padded(int64_t size)
{
	return (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
}

/*
 * Adds the header blocks of a member; name, size and mtime are looked at.
 * False when the name is empty, absolute or too long, or the size negative.
 */
bool tar_put(struct buf *, const struct tar_member *, struct fault *);

/*
 * Reads the header at offset `at` of an open file. The next one stands at
 * m->data + tar_padded(m->size), which is at most INT64_MAX.
 */
enum tar_status tar_next(
    int fd, int64_t at, struct tar_member *m, struct fault *);

#endif
