/* SPDX-License-Identifier: ISC */
#ifndef RENDER_PAY_H
#define RENDER_PAY_H

/*
 * The payment part at the foot of the last page: amount, due date, accounts
 * and reference. Drawn when the document asks for money; accounts are spelled
 * as the payer's bank prints them. When the amount will be drawn from the
 * payer's account it says so instead, and neither account nor reference is
 * there: nobody shall pay twice. The machine-read lines and codes of the
 * countries are not part of it.
 */

#include "sheet.h"

void pay_draw(struct sheet *);

#endif
