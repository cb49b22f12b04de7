/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XSAX_H
#define FORMAT_XSAX_H

/*
 * An XML document into a tree by the SAX events of libxml2: every document,
 * and the words for what is wrong with it. For xread alone.
 */

#include "xread.h"

struct xsax;

/* The names are the caller's, and outlive it. */
struct xsax *xsax_new(struct xnames *);
void xsax_free(struct xsax *);

/* As xreader_read; all text of the tree is in the arena. */
bool xsax_read(struct xsax *, struct str bytes, struct str scope,
    const char *encoding, struct arena *, struct xtree *, struct fault *);

#endif
