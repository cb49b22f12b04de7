/* SPDX-License-Identifier: ISC */
#ifndef RENDER_TOTALS_H
#define RENDER_TOTALS_H

/*
 * Below the table: VAT by rate on the left, the sums down to the amount due
 * on the right. Side by side when the figures leave room for that, else one
 * below the other.
 */

#include "sheet.h"

void totals_draw(struct sheet *);

#endif
