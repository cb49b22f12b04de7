/* SPDX-License-Identifier: ISC */
#ifndef MODEL_PAGES_H
#define MODEL_PAGES_H

/*
 * Which of a record's artefacts goes with which way of presenting it. The one
 * who draws them and the one who sends them ask here, so that they agree:
 *
 *	print			the document as it is
 *	due-2026-12-20		the same with that day as due date
 *	copy, copy-due-...	either of them, each page marked as a copy
 *	mail, mail-due-...	each of the four as HTML for the body of an
 *	mail-copy, ...		e-mail
 *
 * A PDF of any other name counts as the document as it is.
 */

#include <stdbool.h>

#include "record.h"

#define PAGES_PDF "application/pdf"
#define PAGES_HTML "text/html"

enum { PAGES_VARIANT = 32 }; /* room for a name and a NUL */

/* What a variant shows. */
struct pages_variant {
	struct date due; /* absent: the due date of the document */
	bool copy;
};

/*
 * The due date that the document shows when it goes that way: that of the
 * choice, else that of the payment which will be collected, else the
 * document's own (absent if it has none, or `invoice` is not decoded).
 * choice NULL: a way without anything of its own.
 */
struct date pages_due(const struct record *, const struct choice *);

/* The variant for that way; `invoice` and `route` must be decoded. */
struct pages_variant pages_wanted(
    const struct record *, const struct choice *, bool copy);

/* Writes the variant's name and a NUL; that of its HTML. */
void pages_name(const struct pages_variant *, char name[PAGES_VARIANT]);
void pages_html_name(const struct pages_variant *, char name[PAGES_VARIANT]);

/*
 * The PDF for that way, of the record's `pages`; `invoice`, `route` and
 * `pages` must be decoded. One that could not be made has `failed`. NULL when
 * there is none: a document never goes out with another due date than the
 * route wants. With `copy` it is the marked one or, if only unmarked ones were
 * drawn, the unmarked one: pages_is_copy tells. Without, it is never marked.
 */
const struct artefact *pages_for(
    const struct record *, const struct choice *, bool copy);

/* Likewise the HTML for that way. */
const struct artefact *pages_html_for(
    const struct record *, const struct choice *, bool copy);

/* Claims that each of its pages, or its HTML, is marked as a copy. */
bool pages_is_copy(const struct artefact *);

#endif
