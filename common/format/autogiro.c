/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "autogiro.h"

static const struct fixed_field opening_rows[] = {
	FIXED_LITERAL(1, 2, "01"),
	FIXED_ROW(autogiro_opening, written, FIXED_DATE, 3, 8),
	FIXED_LITERAL(11, 8, "AUTOGIRO"),
	FIXED_ROW(autogiro_opening, customer, FIXED_DIGITS, 63, 6),
	FIXED_ROW(autogiro_opening, bankgiro, FIXED_DIGITS, 69, 10),
};
const struct fixed_layout autogiro_opening_layout =
    FIXED_LAYOUT("TK01", AUTOGIRO_COLUMNS, opening_rows);

#define PAYMENT_ROWS(code)                                                     \
	FIXED_LITERAL(1, 2, code),                                             \
	    FIXED_ROW_OR(autogiro_payment, date, FIXED_DATE, 3, 8, "GENAST"),  \
	    FIXED_ROW(autogiro_payment, period, FIXED_NUMBER, 11, 1),          \
	    FIXED_ROW_OR(autogiro_payment, times, FIXED_NUMBER, 12, 3, ""),    \
	    FIXED_ROW(autogiro_payment, payer, FIXED_DIGITS, 16, 16),          \
	    FIXED_ROW(autogiro_payment, amount, FIXED_NUMBER, 32, 12),         \
	    FIXED_ROW(autogiro_payment, bankgiro, FIXED_DIGITS, 44, 10),       \
	    FIXED_ROW(autogiro_payment, reference, FIXED_TEXT, 54, 16)

static const struct fixed_field debit_rows[] = { PAYMENT_ROWS("82") };
const struct fixed_layout autogiro_debit_layout =
    FIXED_LAYOUT("TK82", AUTOGIRO_COLUMNS, debit_rows);

static const struct fixed_field payout_rows[] = { PAYMENT_ROWS("32") };
const struct fixed_layout autogiro_payout_layout =
    FIXED_LAYOUT("TK32", AUTOGIRO_COLUMNS, payout_rows);

/* In the order of enum autogiro_item. */
static const struct fixed_layout *const layouts[] = {
	&autogiro_opening_layout,
	&autogiro_debit_layout,
	&autogiro_payout_layout,
};
enum { LAYOUTS = sizeof(layouts) / sizeof(layouts[0]) };

static enum autogiro_item
bad(const struct autogiro *r, struct fault *f, const char *what)
{
	char place[32];
	snprintf(place, sizeof(place), "line %zu", r->lines.number);
	fault_set(f, place, "autogiro", "%s", what);
	return AUTOGIRO_BAD;
}

/* The reader's fault with the line as its place. */
static enum autogiro_item
unread(const struct autogiro *r, struct fault *f)
{
	char what[2 * FAULT_TEXT + 4];
	snprintf(what, sizeof(what), "%s: %s", f->place, f->text);
	return bad(r, f, what);
}

static const char *const no_record = "a section without records";

static enum autogiro_item
take_opening(
    struct autogiro *r, struct str line, struct arena *a, struct fault *f)
{
	if (r->open && r->empty)
		return bad(r, f, no_record);
	r->open = r->empty = true;
	if (!fixed_read(&autogiro_opening_layout, line, &r->opening, a, f))
		return unread(r, f);
	return AUTOGIRO_OPENING;
}

static enum autogiro_item
take_payment(struct autogiro *r, const struct fixed_layout *l, struct str line,
    struct arena *a, struct fault *f)
{
	const struct autogiro_payment *p = &r->payment;
	if (!r->open)
		return bad(r, f, "the file does not begin with TK01");
	r->empty = false;
	if (!fixed_read(l, line, &r->payment, a, f))
		return unread(r, f);
	if (!str_eq(p->bankgiro, r->opening.bankgiro))
		return bad(r, f, "another bankgiro than that of TK01");
	if (p->period > 8)
		return bad(r, f, "an unknown period");
	if (p->period > 0 && !date_set(p->date))
		return bad(r, f, "a period without a date");
	if (p->period == 0 && p->times >= 0)
		return bad(r, f, "a number of times without a period");
	return l == &autogiro_debit_layout ? AUTOGIRO_DEBIT : AUTOGIRO_PAYOUT;
}

enum autogiro_item
autogiro_next(struct autogiro *r, struct arena *a, struct fault *f)
{
	struct str line;
	if (!fixed_line(&r->lines, &line)) {
		if (r->open && !r->empty)
			return AUTOGIRO_END;
		return bad(r, f, r->open ? no_record : "an empty file");
	}
	const struct fixed_layout *l = fixed_find(layouts, LAYOUTS, line);
	if (!l)
		return bad(r, f, "a record of no known kind");
	if (l == &autogiro_opening_layout)
		return take_opening(r, line, a, f);
	return take_payment(r, l, line, a, f);
}
