/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_INTAKE_H
#define FORMAT_INTAKE_H

/*
 * Documents of every vocabulary that is known, told apart by the namespace of
 * their root element: UBL 2.1 (ubl.h), Svefaktura 1.0 (svefaktura.h).
 */

#include "base/arena.h"
#include "model/fault.h"
#include "model/record.h"

/* Local names of the elements that begin a document, NULL-ended. */
extern const char *const intake_roots[];

struct intake;
struct xnames;
struct xtree;

/* only: the one format taken, as in intake_is_format; NULL takes all. */
struct intake *intake_new(const char *only);
void intake_free(struct intake *);

/* Claims that there is a format of that name: "ubl", "svefaktura". */
bool intake_is_format(const char *name);

/*
 * Reads one document: sets kind, source->format, invoice, delivery, and adds
 * to problems what could not be read; record->source must be there with the
 * line of the document. Embedded attachments are left as base64 in
 * attachment.path. All text lives in the arena or in `bytes`. scope and
 * encoding as in xreader_read. False with the fault when it is no such
 * document; its place is "line N" of the file.
 */
bool intake_read(struct intake *, struct str bytes, struct str scope,
    const char *encoding, struct arena *, struct record *, struct fault *);

/*
 * The names of the documents that are read, and the document that was read
 * last, which lives in its arena.
 */
struct xnames *intake_names(struct intake *);
struct xtree *intake_tree(struct intake *);

/*
 * A document may come in two parts: a Svefaktura, and behind it the
 * ObjectEnvelope with its attachments. Claims that bytes begin as such a
 * second part; claims that the document may have one.
 */
bool intake_belongs(struct str bytes);
bool intake_refers(struct str bytes);

/*
 * Puts the second part into the record of the first, its attachments as
 * intake_read leaves them. False, with the record as it was, when it does not
 * belong to it.
 */
bool intake_join(struct intake *, struct str bytes, struct str scope,
    const char *encoding, struct arena *, struct record *);

#endif
