/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_MAP_H
#define FORMAT_MAP_H

/*
 * XML vocabularies as tables: each row says where a field of the model
 * stands in the document. A row's path is a few element steps, then perhaps
 * an attribute:
 *
 *	cbc:ID				an element's text
 *	cbc:InvoicedQuantity/@unitCode	an attribute
 *	cac:InvoiceLine|cac:CreditNoteLine	either of two names
 *	cac:TaxTotal[cbc:TaxAmount/@currencyID='$currency']/cbc:TaxAmount
 *	cac:AllowanceCharge[cbc:ChargeIndicator='false|0']
 *	cac:DocumentReference[cbc:DocumentTypeCode!='130']
 *	cac:BillingReference+/cac:InvoiceDocumentReference
 *					there is one of these for each item of
 *					a list; else of the last
 *	.				the element itself
 *	cac:TaxScheme/cbc:ID='VAT'	holds no field, is always so
 *
 * A predicate compares with one of several values; != also holds when the
 * element is missing. $currency and $vat_currency are the document's. What a
 * row takes is marked, so that the rest can be swept up: nothing is lost.
 *
 * The same rows write the document (map_write.h), in their order, which then
 * is that of the schema. Where reading and writing differ, a row is for one of
 * them: enum map_use.
 */

#include "model/field.h"
#include "xread.h"

/* What a row is for; 0: for everything. */
enum map_use {
	MAP_NOT_READ = 1,
	MAP_NOT_FIRST = 2, /* not written in documents of the first name, */
	MAP_NOT_SECOND = 4, /* of the second: cac:InvoiceLine|cac:... */
	MAP_CONTENT = 8, /* written: the content of the file so named */
	MAP_DATE_TIME = 16, /* a date that stands as its midnight: dateTime.
			       Another time is read as its day, and kept */
	MAP_ANEW = 32, /* written: the first step is an element of its own */
	MAP_EACH = 64, /* of a "^" field: in each item of the list */
	MAP_KEPT = 128, /* written: where there is no value, what was kept of
			   the source at the same place */

	MAP_READ = MAP_NOT_FIRST | MAP_NOT_SECOND, /* reading only */
	MAP_WRITE = MAP_NOT_READ, /* writing only */
	MAP_FIRST = MAP_NOT_SECOND, /* written in the first alone */
	MAP_SECOND = MAP_NOT_FIRST,
};

struct map_row {
	const char *path;
	/* "net", "card.number", "^due_date" (map_write.h); NULL: a constant */
	const char *field;
	const struct map *sub; /* for a field that is an object or list, or
				  for one whose values have other words */
	unsigned use; /* enum map_use */
};

/*
 * The word of the file for one of the model. The first that fits counts; a
 * value that none fits is not taken by the row, and cannot be written. file
 * "": not written by this row, but by another one.
 */
struct map_word {
	const char *file; /* NULL ends the list */
	const char *record;
};

/* All other values, on both sides as they stand. */
#define MAP_ANY "*"

struct map {
	const struct object *object;
	const struct map_row *rows;
	size_t rows_n;
	const char *currency_attr; /* names an amount's currency */
	const struct map_word *words; /* then there is nothing else */
};

/* A map made ready for one reader. */
struct mapping;

/* Ends the process when the table itself is wrong: that is a bug. */
struct mapping *mapping_new(struct xreader *, const struct map *);
void mapping_free(struct mapping *);

/* A value that could not be read. */
typedef void map_complaint(
    void *arg, uint32_t node, const char *rule, const char *text);

struct map_work {
	struct xtree *tree;
	struct arena *arena;
	struct str currency, vat_currency; /* for $currency, $vat_currency */
	unsigned decimals; /* of currency */
	map_complaint *complain;
	void *arg;
};

/* Fills the zeroed struct at `base` from the element `node`. */
void mapping_read(
    const struct mapping *, const struct map_work *, uint32_t node, void *base);

/*
 * The first element at the end of a path of plain steps, from below `node`; 0
 * when there is none.
 */
uint32_t map_find(
    struct xreader *, const struct xtree *, uint32_t node, const char *path);

/*
 * Calls fn for each such element, in document order, until it answers false.
 */
typedef bool map_visit(void *arg, uint32_t node);
void map_each(struct xreader *, const struct xtree *, uint32_t node,
    const char *path, map_visit *fn, void *arg);

#endif
