/* SPDX-License-Identifier: ISC */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

/*
 * The local time of the countries whose cut-off times matter, independent of
 * the time zone files of the machine. Summer time is that of Directive
 * 2000/84/EC: from the last Sunday of March to the last Sunday of October,
 * both at 01:00 UTC. So it has been since 1996; what these functions say of
 * earlier years is not what the clocks showed.
 */

#include "date.h"

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

/* Seconds that the zone is east of UTC at that second since 1970. */
int32_t zone_offset(enum zone, int64_t seconds);

/* The date on the wall there, and the minutes after midnight, 0-1439. */
void zone_local(enum zone, int64_t seconds, struct date *day, int *minute);

/*
 * The instant when the clocks there show that minute (0-1440; 1440 is the
 * midnight that ends the day) of that day. When they show it twice, the first
 * time; when they pass over it, the moment when they do.
 */
struct instant zone_instant(enum zone, struct date day, int minute);

#endif
