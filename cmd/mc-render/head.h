/* SPDX-License-Identifier: ISC */
#ifndef RENDER_HEAD_H
#define RENDER_HEAD_H

/*
 * What stands at its fixed place: the frame of every page (sender, title,
 * page number, footer, the mark of a test environment), and on the first page
 * the recipient in the envelope's window and the card with the amount.
 *
 * Windows: the Swedish H2 at x 110 mm, y 47 mm; else one on the left as in a
 * Norwegian C5 (15 mm from the left, 44 mm from the top, 105 by 35 mm). The
 * seller's country chooses, for his printing house has the envelopes.
 */

#include "sheet.h"

/* The frame of the page just begun. */
void head_frame(struct sheet *);

/* The window and the card of the first page; y is then below them. */
void head_first(struct sheet *);

/* "Faktura", "Kreditfaktura" ... in the document's language. */
struct str head_title(const struct sheet *);

/* Claims that the document asks for money: no credit note, payable > 0. */
bool head_asks(const struct sheet *);

/*
 * Claims that the amount will be drawn from the payer's account, so that he
 * must not pay it as well; the day, if it is known, in *day.
 */
bool head_is_drawn(const struct sheet *, struct date *day);

/* Claims that it is a credit note. */
bool head_is_credit(const struct record *);

/* Claims that it is a letter without lines and amounts. */
bool head_is_plain(const struct sheet *);

/*
 * "Storgatan 1, 903 26 Umeå": the address as one line, with its country when
 * that is another one than `seen_from`.
 */
struct str head_address(
    struct sheet *, const struct address *, struct str seen_from);

#endif
