/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as an XML file: every slice is a part of the file in its order,
 * with its own bytes, digest and line. Run with room for all documents, and
 * with little, when the same slices must come without the large ones' bytes.
 */
#define _GNU_SOURCE /* memfd_create */
#include "slices.h"

#include "format/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Slices all of it: how many, and the sum of their lengths. */
static size_t
slice_all(const uint8_t *data, size_t n, size_t max, int64_t *length)
{
	int fd = slices_fd(data, n);
	struct slicer *s = slicer_new(fd, intake_roots, max);
	struct slice part;
	struct fault f = { .text = "" };
	enum slice_status status;
	size_t count = 0;
	int64_t from = 0;
	*length = 0;
	while ((status = slicer_next(s, &part, &f)) != SLICE_END) {
		claim(status == SLICE_DOCUMENT || status == SLICE_BAD);
		bool whole = status == SLICE_DOCUMENT;
		claim(!whole || part.bytes.n <= max);
		slices_check(&part, data, n, &f, whole, &from);
		*length += part.length;
		count++;
		f.text[0] = '\0';
	}
	claim(count > 0);
	slicer_free(s);
	close(fd);
	return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int64_t all, some;
	size_t wide = slice_all(data, n, 1 << 20, &all);
	size_t narrow = slice_all(data, n, 100, &some);
	claim(wide == narrow && all == some);
	return 0;
}
