/* SPDX-License-Identifier: ISC */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

/*
 * The same template data as one HTML file for the body of an e-mail: what the
 * flow says, in tables with inline styles, for programs that know no style
 * sheets. Self-contained: nothing is fetched from anywhere; pictures are data
 * URIs or, for drawings, their words. Every value is escaped.
 */

#include "base/buf.h"
#include "template.h"
#include "view.h"

/*
 * Adds the HTML to out. False with the fault when the document cannot be
 * shown. The same view gives the same bytes.
 */
bool html_write(const struct template *, const struct view *, enum language,
    struct arena *, struct buf *out, struct fault *);

#endif
