/* SPDX-License-Identifier: ISC */
#ifndef RENDER_FACTS_H
#define RENDER_FACTS_H

/*
 * The texts round the table: the grid of numbers, dates and references above
 * it, the notes, terms and attachments below it.
 */

#include "sheet.h"

void facts_grid(struct sheet *);

/* Notes, terms, reasons for no VAT, attachments, and what was too long. */
void facts_notes(struct sheet *);

#endif
