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
 * record's invoice is left with them covered. False with the fault when the
 * record cannot be shown: no invoice, no time of run, no currency.
 */
bool view_make(struct view *, struct record *, const struct view_how *,
    struct arena *, struct fault *);

/* ---- payment (view_pay.c) -------------------------------------------- */

/*
 * The line for machines of a Swedish giro slip, "#  123 #  100 00  5 > ...#41#":
 * reference of 2 to 25 digits or absent, payable, giro number of digits only.
 * Absent when the amount has more than 8 digits of kronor, is not positive or
 * no SEK.
 */
struct str view_ocr_line(struct arena *, struct str reference, struct dec payable,
    struct str currency, struct str giro);

/* UsingQR, version 1; absent when the account is none that it knows. */
struct str view_usingqr(struct arena *, const struct view *);

/* Swish, payment prefilled: "C1231234567;100,00;REFERENCE;0". */
struct str view_swish(struct arena *, struct str number, struct dec payable,
    struct str reference);

/* The EPC code of a SEPA credit transfer; absent without IBAN or EUR. */
struct str view_epc(struct arena *, const struct view *);

#endif
