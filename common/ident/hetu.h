/* SPDX-License-Identifier: ISC */
#ifndef IDENT_HETU_H
#define IDENT_HETU_H

/*
 * Henkilötunnus, the Finnish personal identity code: DDMMYYxNNNC, where x
 * names the century (+ 1800, -YXWVU 1900, ABCDEF 2000) and since 2023 also
 * tells persons apart, so it is never normalised. NNN is 002 to 899, 900 to
 * 999 for temporary codes. Source: Digital and Population Data Services
 * Agency, "The personal identity code".
 *
 * These are personal data.
 */

#include "base/date.h"

enum { HETU_TEXT = 12 }; /* room with NUL */

struct hetu {
	char text[HETU_TEXT]; /* letters as capitals */
	struct date born;
	bool temporary;
};

/* Reads exactly eleven bytes; on false *out is of no use. */
bool hetu_parse(struct hetu *out, struct str text);

#endif
