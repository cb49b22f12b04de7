/* SPDX-License-Identifier: ISC */
#ifndef RENDER_VIEW_H
#define RENDER_VIEW_H

/*
 * A record as templates see it: the record's own sections, identity numbers
 * covered, and what is worked out from them (view.def, which is this header's
 * manual). Values are text as it is to be printed, in the document's language
 * where that matters.
 */

#include "base/arena.h"
#include "conf/conf.h"
#include "model/field.h"
#include "model/language.h"
#include "model/pages.h"

#include "model/def_struct.h"
#include "view.def"
#include "model/undef.h"

#include "model/def_extern.h"
#include "view.def"
#include "model/undef.h"

/* How a document is to be shown. */
struct view_how {
	enum language lang;
	struct pages_variant variant; /* due date, copy */
	bool test; /* the installation is for tests */
	const struct conf *conf; /* for the scheme of a debit */
	const struct conf_sender *sender; /* for Swish and the code, or NULL */
};

/*
 * Fills the view from a record with run, invoice, delivery, reach and route
 * decoded. The invoice is a copy in the arena with the due date to be shown;
 * everything else is borrowed. Learns and covers personal numbers itself: the
 * record's sections are left with them covered, all but those that the law
 * wants on an invoice: the seller's own, and the buyer's VAT number where he
 * is liable for the VAT (Directive 2006/112/EC art. 226(3), (4)). So it may be
 * called again for another variant of the record. False with the fault when the
 * record cannot be shown: no invoice, no time of run, no currency.
 */
bool view_make(struct view *, struct record *, const struct view_how *,
    struct arena *, struct fault *);

/* ---- payment --------------------------------------------------------- */

/*
 * view.pay, from view.invoice and view.doc, which are filled (view_pay.c).
 * The functions below are in view_code.c.
 */
void view_pay_fill(struct view *, const struct view_how *, struct arena *);

/*
 * The line for machines of a bankgiro slip:
 *
 *	#          1234567897 #     1234 00   4 >      9912346#41#
 *
 * reference, kronor, öre, the Luhn digit of the amount, bankgiro and form: 41
 * with a reference of 2 to 25 digits with a Luhn digit, else 42 and no
 * reference. Blanks are as many as shown; a reference over 20 digits makes the
 * line longer at its left end. Absent when the amount is not above zero, has
 * more than 8 digits of kronor or parts of an öre, when the currency is not
 * SEK, and when the number, in any spelling, is no bankgiro. The forms of
 * plusgiro are of other numbers, which we have no source for.
 */
struct str view_ocr_line(struct arena *, struct str reference,
    struct dec payable, struct str currency, struct str bankgiro);

/*
 * The virtual bar code of Finnish banks, 54 digits that payers copy or type:
 * version 4 with a viitenumero, 5 with an RF reference of digits alone. No due
 * date is zeros, and so is an amount of a million or more. Absent when the
 * account is no Finnish IBAN, there is no such reference, the currency is not
 * EUR, or the amount is not above zero or has parts of a cent. Source: Finance
 * Finland, "Bank bar code guide".
 */
struct str view_bank_code(struct arena *, struct str iban, struct str reference,
    struct dec payable, struct str currency, struct date due);

/*
 * UsingQR, version 1: an invoice to pay, or a credit note. Absent when the
 * first account is none that it knows (giro, IBAN, Norwegian account), when
 * nothing is above zero, and when there are parts of a hundredth.
 */
struct str view_usingqr(struct arena *, const struct view *);

/*
 * Swish, payment prefilled and not to be changed, of an amount in SEK:
 * "C1231181189;100,00;REFERENCE;0". Absent when the amount is not above zero
 * or has parts of an öre, and when the reference has more than 50 characters
 * or one that a message of Swish has not: then nobody could tell what was
 * paid. A reference that is absent is left out.
 */
struct str view_swish(struct arena *, struct str number, struct dec payable,
    struct str reference);

/*
 * The EPC code of a SEPA credit transfer (EPC069-12, version 002) to the first
 * IBAN. Absent without one, without a payee, when the amount is not in EUR,
 * not 0.01 to 999999999.99 or has parts of a cent, and when it would be over
 * 331 bytes.
 */
struct str view_epc(struct arena *, const struct view *);

#endif
