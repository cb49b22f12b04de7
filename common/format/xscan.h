/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XSCAN_H
#define FORMAT_XSCAN_H

/*
 * The plain part of XML 1.0 (fifth edition) and Namespaces in XML 1.0, at the
 * speed of its bytes: UTF-8, one element with all that stands in it, names of
 * ASCII, comments, CDATA, the five entities of XML and character references.
 *
 * What it does not know or finds wrong it leaves: xsax then reads the document
 * from its first byte and has the word. So it never takes what libxml2
 * refuses, and makes the same tree of what it takes; tests/t_xscan.c and
 * tests/fuzz/fuzz_xscan.c hold the two against each other. For xread alone.
 */

#include "xread.h"

struct xscan;

/* The names are the caller's, and outlive it. */
struct xscan *xscan_new(struct xnames *);
void xscan_free(struct xscan *);

/* To be called when names were given other numbers. */
void xscan_forget(struct xscan *);

/*
 * As xreader_read; false: left, and the tree is of no use. Text of the tree
 * is in the arena or in `bytes`.
 */
bool xscan_read(struct xscan *, struct str bytes, struct str scope,
    const char *encoding, struct arena *, struct xtree *);

#endif
