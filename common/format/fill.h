/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_FILL_H
#define FORMAT_FILL_H

/*
 * Templates that are filled from a record. Text stands as it is, but for
 *
 *	{{path}}		the value, nothing when it is absent
 *	{{path|format}}		the value as the language writes it
 *	{{#if path}}		what follows if something is there
 *	{{#if path = value}}	if it is that text, number or date;
 *				likewise < and >, of numbers and dates
 *	{{else}} {{/if}}
 *
 * A path starts at the record, names are those of model/fields.def; an element
 * of a list is `[n]`, from 0: invoice.payment[0].reference. Formats are
 *
 *	amount		AMOUNT, with its currency
 *	figure		AMOUNT, with the currency's decimals
 *	negated		likewise, with the other sign
 *	number		AMOUNT NUMBER COUNT, with the decimals it has
 *	price		NUMBER, with two decimals or more
 *	percent		NUMBER
 *	date date-long	DATE
 *	period		an object of `start` and `end`
 *	account		the account of an invoice.payment[n]
 *	unit		TEXT, a unit code in words
 *	country		TEXT, a country code in the post's words
 *	upper		TEXT, in capitals
 *
 * #if, else and /if that stand alone in their line take the line with them.
 * All of it is checked when the template is compiled: an unknown path, a
 * format that does not fit, a value that is none of the field's kind.
 *
 * IDENTITY values that look like identity numbers are masked, except the
 * payment reference, without which nobody can pay.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/fault.h"
#include "model/field.h"
#include "model/figure.h"
#include "model/language.h"
#include "model/record.h"

enum {
	FILL_MAX = 256 << 10, /* bytes of a template */
	FILL_DEPTH = 16, /* #if inside one another */
};

enum fill_kind {
	FILL_LINE, /* one line: every value as it is, all of it masked */
	FILL_TEXT, /* control characters in values become blanks */
	FILL_HTML, /* likewise, and & < > " ' of values are escaped */
};

struct fill_source {
	struct str text; /* UTF-8; must live as long as what it becomes */
	const char *place; /* what faults call it */
	int line; /* of its first byte, from 1 */
	enum fill_kind kind;
	uint64_t sections; /* that may be used: bit i is
			      record_object.fields[i], REC_BIT in stream */
	const struct field_root *root; /* NULL: a record */
};

/*
 * Paths that begin elsewhere than at a record: source.root says where, and
 * source.sections means nothing.
 */
struct fill_data {
	const void *base, *item; /* structs of the root's types */
	struct str currency; /* of AMOUNT */
	struct str country; /* of the seller: how accounts are written */
	const struct figure_format *formats; /* of each language, or NULL */
	bool covered; /* identity numbers are covered already: none is masked */
};

/* How many values the text asked for, and how many were there. */
struct fill_count {
	size_t asked, found;
};

struct fill;

/* NULL with a fault at `place:line`. What is returned lives in the arena. */
const struct fill *fill_compile(
    const struct fill_source *, struct arena *, struct fault *);

/* Adds the filled template to out; the sections it uses must be decoded. */
void fill_write(const struct fill *, const struct record *, enum language,
    struct arena *, struct buf *out);

/* The same of other data; adds to the count unless it is NULL. */
void fill_write_at(const struct fill *, const struct fill_data *, enum language,
    struct arena *, struct buf *out, struct fill_count *);

/* Claims that it has no values: it is the same whatever it is filled from. */
bool fill_is_fixed(const struct fill *);

/*
 * Claims that it has values which must not be cut: figures, dates, identity
 * numbers, and text that is a number, an account or a reference.
 */
bool fill_has_figures(const struct fill *);

#endif
