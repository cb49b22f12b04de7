/* SPDX-License-Identifier: ISC */
#ifndef SLICES_H
#define SLICES_H

/* The slicer over bytes in memory, and what must hold of every slice. */

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "claim.h"
#include "format/slice.h"

/* An open file that holds these bytes. */
static inline int
slices_fd(const uint8_t *data, size_t n)
{
	int fd = memfd_create("slices", MFD_CLOEXEC);
	claim(
	    fd >= 0 && file_write(fd, data, n) && lseek(fd, 0, SEEK_SET) == 0);
	return fd;
}

/* Holds a slice against the file; *from is where the last one ended. */
static inline void
slices_check(const struct slice *s, const uint8_t *data, size_t n,
    const struct fault *f, bool is_document, int64_t *from)
{
	char sha256[SHA256_HEX];
	claim(s->offset >= *from && s->length >= 0);
	*from = s->offset + s->length;
	claim(*from <= (int64_t)n);
	const char *bytes = (const char *)data + s->offset;
	claim(!s->bytes.p || !s->bytes.n ||
	      memcmp(s->bytes.p, bytes, s->bytes.n) == 0);
	claim(!s->bytes.p || s->bytes.n == (size_t)s->length);
	sha256_text(bytes, (size_t)s->length, sha256);
	claim(strcmp(sha256, s->sha256) == 0);
	int64_t line = 1;
	for (int64_t i = 0; i < s->offset; i++)
		line += data[i] == '\n';
	claim(s->line == line);
	claim(is_document ? s->bytes.p != NULL : f->text[0] != '\0');
}

#endif
