/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XDOC_H
#define FORMAT_XDOC_H

/*
 * One XML document on its way into a record: what the readers of all
 * vocabularies share. A vocabulary looks at the root (xdoc_root), runs its
 * mappings with xdoc_work, and ends with xdoc_sweep, which keeps what nothing
 * has taken, so that no document loses anything.
 */

#include "map.h"
#include "model/record.h"

struct xdoc {
	struct xreader *reader;
	struct xtree tree;
	struct arena *arena; /* of the record's text too */
	struct record *r; /* its source has the line of the document */
};

/*
 * Reads the document into d->tree; the other members are the caller's. scope
 * and encoding as in xreader_read; text of the tree may be in `bytes`. False
 * with the fault, its place "line N" of the file.
 */
bool xdoc_read(struct xdoc *, struct str bytes, struct str scope,
    const char *encoding, struct fault *);

/* The name of the root element. */
xname xdoc_root(const struct xdoc *);

/*
 * The text at the end of a path of plain steps from the root, without blanks
 * around it; absent when there is no such element.
 */
struct str xdoc_text(const struct xdoc *, const char *path);

/*
 * Marks each element at the end of the path that says only what `value` says:
 * it need not be kept.
 */
void xdoc_take_same(struct xdoc *, const char *path, struct str value);

/* What a mapping needs; its complaints become fatal findings of the record. */
struct map_work xdoc_work(
    struct xdoc *, struct str currency, struct str vat_currency);

/* A finding on one element, with its path and its line in the file. */
void xdoc_finding(struct xdoc *, uint32_t node, const char *rule,
    const char *severity, const char *text);

/* A party that has only one name is legally called so. */
void xdoc_name_party(struct party *);

/* Puts what nothing has taken into r->invoice->extra, in document order. */
void xdoc_sweep(struct xdoc *);

#endif
