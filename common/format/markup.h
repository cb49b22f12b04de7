/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_MARKUP_H
#define FORMAT_MARKUP_H

/*
 * One piece of XML markup after the other, by its outside alone: tags,
 * comments, CDATA, processing instructions, document type declarations.
 */

#include "model/fault.h"
#include "window.h"

enum { MARKUP_TAG_MAX = 1 << 20 }; /* longest tag */

enum token {
	TOKEN_OPEN,
	TOKEN_EMPTY,
	TOKEN_CLOSE,
	TOKEN_OTHER, /* nothing that opens or closes */
	TOKEN_BAD, /* the file ends in it, or it is too long */
};

/* What pieces have said so far. */
struct markup {
	char encoding[40]; /* of the last XML declaration, or "" */
	bool seen; /* there was a piece */
	bool doctype; /* there was a document type declaration */
};

/*
 * Passes one piece whose `<` is at the reading point. *back is, for a tag,
 * the way back from the reading point to its `<`.
 */
enum token markup_pass(
    struct window *, struct markup *, size_t *back, struct fault *);

/* Claims that the text stands at the reading point. */
bool markup_at(struct window *, const char *text);

/* The name that a tag begins with, from behind its `<` or `</`. */
struct str markup_name(const char *p, const char *end);

/* The name without its prefix. */
struct str markup_local(struct str name);

#endif
