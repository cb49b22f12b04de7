/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_AUTOGIRO_H
#define FORMAT_AUTOGIRO_H

/*
 * Bg Autogiro, files to Bankgirot: sections of an opening record (TK01) and
 * the records of one payee bankgiro. There is no end record. Here are those
 * of payments; a record is added as a struct, a table and a row of the list
 * in autogiro.c. Source: Bankgirot, "Bg Autogiro technical manual", chapter
 * on files to Bankgirot.
 *
 * Numbers are digits, without the zeros in front when they were read.
 */

#include "base/date.h"
#include "fixed.h"

enum { AUTOGIRO_COLUMNS = 80 };

/* Widths that a caller may want to know beforehand. */
enum {
	AUTOGIRO_PAYER = 16, /* digits */
	AUTOGIRO_REFERENCE = 16, /* characters */
};

#define AUTOGIRO_AMOUNT_MAX INT64_C(999999999999) /* ore */

/* TK01 */
struct autogiro_opening {
	struct date written;
	struct str customer; /* the payee's customer number, 6 digits */
	struct str bankgiro; /* the payee's, 10 digits */
};

/* TK82: money from the payer; TK32: money to him. */
struct autogiro_payment {
	struct date date; /* absent: the next bank day possible */
	int64_t period; /* 0 once, 1-8 by the manual's table */
	int64_t times; /* of a period; -1: not said */
	struct str payer; /* payer number, 16 digits */
	int64_t amount; /* ore, always positive */
	struct str bankgiro; /* the payee's, that of TK01 */
	struct str reference; /* the payee's own, 16 characters, or absent */
};

extern const struct fixed_layout autogiro_opening_layout;
extern const struct fixed_layout autogiro_debit_layout; /* TK82 */
extern const struct fixed_layout autogiro_payout_layout; /* TK32 */

enum autogiro_item {
	AUTOGIRO_OPENING, /* in r->opening */
	AUTOGIRO_DEBIT, /* in r->payment */
	AUTOGIRO_PAYOUT, /* in r->payment */
	AUTOGIRO_END, /* the file is whole */
	AUTOGIRO_BAD, /* it is not: the fault is at `line N` */
};

/* A reader; begin with { .lines = { .rest = text } }. */
struct autogiro {
	struct fixed_lines lines;
	struct autogiro_opening opening; /* of the section */
	struct autogiro_payment payment;
	bool open; /* a section has begun */
	bool empty; /* and has no record yet */
};

/*
 * The next record of a file to Bankgirot; text is the arena's, also that of
 * r->opening. Checked is what Bankgirot refuses: the order of the records, a
 * section without any, another bankgiro than that of the section, periods.
 * Check digits are not looked at: Bankgirot's own examples have wrong ones.
 */
enum autogiro_item autogiro_next(
    struct autogiro *, struct arena *, struct fault *);

#endif
