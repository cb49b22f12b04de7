/* SPDX-License-Identifier: ISC */
#ifndef FORMAT_XGUARD_H
#define FORMAT_XGUARD_H

/*
 * What is held against a document before libxml2 sees it, for xsax alone:
 *
 *	an encoding is one in which markup is what it is in ASCII: UTF-8,
 *	UTF-16, ISO 8859, windows-125x and their like. Those with states or
 *	with other meanings of ASCII bytes (UTF-7, ISO 2022, EBCDIC) are for
 *	hiding things, and no system sends invoices in them.
 *
 *	a tag has at most XGUARD_ATTRIBUTES attributes. libxml2 2.9 compares
 *	each with each, and calls nobody before the tag is at its end: a
 *	million of them take it minutes.
 */

#include "base/str.h"
#include "model/fault.h"

enum { XGUARD_ATTRIBUTES = 256 };

/*
 * encoding: as declared, NULL when the bytes must show it. False with the
 * fault, place "line N" of the document.
 */
bool xguard(struct str bytes, const char *encoding, struct fault *);

#endif
