/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_SLICE_H
#define FORMAT_SLICE_H

/*
 * Finds the documents in an XML file of any size: one document, many after
 * each other, or many inside any wrapper. It reads tags, comments, CDATA and
 * processing instructions as XML 1.0 lays them out and nothing more; whether
 * a document is well-formed its own parser says (xread.h). So one damaged
 * document does not take the good ones behind it along, each document has
 * its own bytes, and memory is bounded by the largest document.
 *
 * A document type declaration makes the document that follows it, or that it
 * stands in, a bad one: no format of ours has one, and it is where entity
 * bombs live.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"
#include "model/fault.h"

enum {
	SLICE_WRAPPERS = 64, /* deepest wrapper around a document */
	SLICE_SCOPE_MAX = 1 << 16, /* namespace declarations of wrappers */
};

struct slice {
	struct str bytes; /* the document's own; p NULL: too large to hold */
	int64_t length; /* of it, held or not */
	int64_t offset; /* of its first byte in the file */
	int64_t line; /* of its first byte, from 1 */
	char sha256[SHA256_HEX]; /* of its own bytes */
	struct str scope; /* namespace declarations of its wrappers, as
			     attributes with a blank in front of each */
	const char *encoding; /* declared, NULL: the parser finds it out */
};

enum slice_status {
	SLICE_DOCUMENT, /* a document, for a parser */
	SLICE_BAD, /* bytes that are no document; the fault says why */
	SLICE_END,
	SLICE_IO, /* reading failed */
};

struct slicer;

/*
 * Reads from fd, which stays the caller's. roots: local names of the elements
 * that begin a document, NULL-ended. A document of more than max bytes is
 * SLICE_BAD.
 */
struct slicer *slicer_new(int fd, const char *const *roots, size_t max);

/* The next document; what the last call lent is gone. */
enum slice_status slicer_next(struct slicer *, struct slice *, struct fault *);

/* Claims, after SLICE_END, that the file is damaged as a whole or cut off. */
bool slicer_is_damaged(const struct slicer *);

/*
 * How many elements beside the documents were passed over, and the name of
 * the first: what they say is in no record. 0 in a file without documents.
 */
size_t slicer_passed(const struct slicer *, const char **first);

void slicer_free(struct slicer *);

#endif
