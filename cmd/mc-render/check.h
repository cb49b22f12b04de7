/* SPDX-License-Identifier: ISC */
#ifndef RENDER_CHECK_H
#define RENDER_CHECK_H

/* The templates looked over before anybody gets a page of theirs. */

#include "base/msg.h"
#include "draw.h"

/*
 * Prints a line `file:line: what` for everything in the designs that will look
 * bad (template_lint), for a font that cannot be embedded, and for every text
 * that overlaps another, stands in the window of the envelope or fits nowhere
 * when the records of the files are laid out in each language. MC_CONFIG when
 * there is any such line.
 */
enum mc_status check_designs(struct draw *, char *const *paths, int n);

#endif
