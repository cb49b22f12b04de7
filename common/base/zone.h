/* SPDX-License-Identifier: ISC */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

/*
 * The local time of the countries whose cut-off times matter, independent of
 * the time zone files of the machine. Summer time is that of Directive
 * 2000/84/EC: from the last Sunday of March to the last Sunday of October,
 * both at 01:00 UTC.
 */

enum zone {
	ZONE_STOCKHOLM,
	ZONE_OSLO,
	ZONE_COPENHAGEN,
	ZONE_HELSINKI,
	ZONE_UTC,
	ZONES,
};

/* Their names (Europe/Stockholm ...) in that order, NULL behind the last. */
extern const char *const zone_names[ZONES + 1];

#endif
