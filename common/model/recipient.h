/* SPDX-License-Identifier: ISC */
#ifndef MODEL_RECIPIENT_H
#define MODEL_RECIPIENT_H

/*
 * Whose name and which postal address a document goes to. The one who judges
 * whether a letter could reach him and the one who prints the window of the
 * envelope ask here, so that they agree:
 *
 *	the document's address	when a letter could go there; always when his
 *				identity is protected
 *	else the register's	with the name and the c/o that stand with it,
 *				when a letter could go there
 *	else the document's	as far as it goes
 *
 * A letter needs a street or box, a town, a country and, in the Nordic
 * countries, whose post offices sort by it, a post code. Values of nothing but
 * blanks count as absent.
 */

#include <stdbool.h>

#include "record.h"

enum recipient_part {
	RECIPIENT_WHOLE, /* nothing is missing */
	RECIPIENT_NOTHING, /* there is no address */
	RECIPIENT_STREET,
	RECIPIENT_TOWN,
	RECIPIENT_COUNTRY,
	RECIPIENT_POST_CODE,
};

/* All of it is borrowed from what it was made of. */
struct recipient {
	struct str name; /* may be absent */
	struct str care_of; /* the line below the name, may be absent */
	const struct address *address;
	bool registered; /* address and c/o are the register's */
	enum recipient_part missing; /* the first thing a letter lacks */
};

/* delivery and customer NULL: the file, the register says nothing of him. */
struct recipient recipient_of(const struct party *buyer,
    const struct delivery *, const struct customer *);

/* The same of a record with `invoice`, and `delivery` and `reach` decoded. */
struct recipient recipient_of_record(const struct record *);

/* Claims that the file or the register says his identity is protected. */
bool recipient_is_protected(const struct delivery *, const struct customer *);

#endif
