/* SPDX-License-Identifier: ISC */
#ifndef RENDER_DRAW_H
#define RENDER_DRAW_H

/*
 * Records become artefacts: one PDF for each variant a route can end in, and
 * its HTML where a channel takes that as the body of an e-mail.
 */

#include "designs.h"
#include "lay.h"
#include "state/home.h"

enum { PDF_MAX = 256 << 20, HTML_MAX = 16 << 20 };

struct draw {
	struct conf conf;
	struct home home;
	struct designs designs;
	struct lay lay;
	struct buf pdf, html;
	bool copy; /* draw copies, and mark them so */
	bool all_html; /* HTML of every variant, whoever takes it */
};

/*
 * Opens all that is needed, `config` and `template` as the options give them
 * or NULL; the end of the process when that cannot be.
 */
void draw_open(struct draw *, const char *config, const char *template);
void draw_close(struct draw *);

/*
 * How that variant of the record is shown: its sender's way, in the language
 * that the record chooses.
 */
struct view_how draw_how(
    const struct draw *, const struct record *, struct pages_variant);

/*
 * Fills section->pages, made in the arena, with what was drawn of the record,
 * whose run, invoice, delivery, reach and route are decoded; its personal
 * numbers are covered (view.h). False with the fault when it cannot be drawn.
 * A file that cannot be written ends the process.
 */
bool draw_record(struct draw *, struct record *, struct record *section,
    struct arena *, struct fault *);

#endif
