/* SPDX-License-Identifier: ISC */
#ifndef RENDER_VIEW_PART_H
#define RENDER_VIEW_PART_H

/* What the parts of the view (view.h) share. */

#include "base/arena.h"
#include "base/str.h"
#include "view.h"

/*
 * The texts that are there, without the blanks around them, with `between`
 * between two; absent when none is there. In the arena, or borrowed.
 */
struct str view_join(
    struct arena *, const char *between, const struct str *texts, size_t n);

/*
 * The number of a company of that country as it is written there, with groups
 * and dashes: 559999-0016, 310 000 108 (U+00A0), 9999902-8. What is none, a
 * personal number too, is as it came. In the arena, or borrowed.
 */
struct str view_company(struct arena *, struct str country, struct str id);

/* The same of a VAT number, by what it begins with: NO 310 000 108 MVA. */
struct str view_vat(struct arena *, struct str id);

/* A copy without blanks, U+00A0 among them; absent stays absent. */
struct str view_bare(struct arena *, struct str text);

/*
 * What tells whose payment it is: the reference of that way, else that of the
 * first, else the document's number; as machines take it, without groups.
 */
struct str view_reference(
    struct arena *, const struct view *, const struct view_account *);

#endif
