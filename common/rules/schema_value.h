/* SPDX-License-Identifier: ISC */
#ifndef RULES_SCHEMA_VALUE_H
#define RULES_SCHEMA_VALUE_H

/*
 * The kinds of values that the schemas of UBL 2.1 know, by the lexical rules
 * of XML Schema Part 2 (3.2.2 boolean, 3.2.3 decimal, 3.2.8 time, 3.2.9 date,
 * 3.2.16 base64Binary, 3.2.17 anyURI, 3.3.3 language). Blanks around a value
 * do not count, but as in libxml2:
 *
 *	a date has none: the rules of Peppol (F001) refuse them as well
 *	a time has none behind it
 *	a decimal has at most 24 digits, leading zeros not counted
 *	a URI is one of RFC 3986 once what must be escaped is escaped; a port
 *	that is announced has digits
 */

#include <stdbool.h>

#include "base/str.h"

enum schema_kind {
	SCHEMA_TEXT, /* anything */
	SCHEMA_DECIMAL,
	SCHEMA_DATE,
	SCHEMA_TIME,
	SCHEMA_BOOLEAN,
	SCHEMA_BASE64BINARY,
	SCHEMA_ANYURI,
	SCHEMA_LANGUAGE,
};

/* An absent text is an empty one. */
bool schema_value(enum schema_kind, struct str);

/* What a value of that kind is called, "date (YYYY-MM-DD)". */
const char *schema_kind_name(enum schema_kind);

#endif
