/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_MAP_WRITE_H
#define FORMAT_MAP_WRITE_H

/*
 * Documents of a vocabulary written from structs of the model, by the rows
 * that the reader uses (map.h), so that what is written reads back as it was.
 *
 * Rows make elements in their order. Rows that share steps share the element;
 * one that is named anew stands behind its namesake. A list makes one element
 * an item. Nothing is written for what is absent. A predicate with = is made
 * true, by an element behind what rows put there (in front, for a list),
 * unless a row of its own puts it elsewhere; one with != is for rows to make
 * true. Constants stand where their element has a value, an element of
 * constants alone where the one round it has; one that begins with a $ is that
 * variable, and left out when there is none. Numbers in elements whose names
 * end in Amount carry the currency.
 *
 * Of a field "^due_date" the object is the one that has the list: it stands
 * in the first item alone, with MAP_EACH in every one.
 *
 * Nothing is lost in silence. A field with a business term that no row writes
 * is a fault, and so is one whose place is not written: an attribute of an
 * element without a value, a "^" field of an empty list, an amount in a VAT
 * currency that there is none of. Fields without a term (invoice.extra, the
 * digest of an attachment) are none.
 */

#include "base/buf.h"
#include "map.h"

struct map_writer;

/* The document element. */
struct map_root {
	const char *name; /* "Invoice" */
	const char *attributes; /* namespaces: " xmlns=\"...\" ..." */
	bool second; /* where a row has two names, it is the second */
};

/* Ends the process when the table itself is wrong: that is a bug. */
struct map_writer *map_writer_new(const struct map *, const struct map_root *);
void map_writer_free(struct map_writer *);

struct map_variable {
	const char *name; /* "$lines" */
	struct str value; /* absent: none */
};

/*
 * Adds what stands in a MAP_CONTENT element, the field of `object`, as it is
 * in the document. False with rule and text of the fault; a place it leaves
 * empty is filled in.
 */
typedef bool map_content(
    void *arg, const void *object, struct buf *out, struct fault *);

struct map_values {
	const char *place; /* of the object in the record: "/invoice" */
	struct str currency, vat_currency; /* may be absent */
	const struct map_variable *variables;
	size_t variables_n;
	map_content *content; /* NULL: the field itself is the content */
	void *arg;
	const struct extra *kept; /* for MAP_KEPT; in order of their paths */
	size_t kept_n;
};

/*
 * Adds the document to out, from the XML declaration to the last line break.
 * False with the fault, and part of it added: rules "cannot-carry",
 * "xml-character", "too-large", those of content; the place is that of the
 * field in the record, "/invoice/lines/2/origin".
 */
bool map_write(const struct map_writer *, const struct map_values *,
    const void *object, struct buf *out, struct fault *);

#endif
