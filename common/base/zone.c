/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "zone.h"

enum { HOUR = 3600, DAY = 86400 };

const char *const zone_names[] = { "Europe/Stockholm", "Europe/Oslo",
	"Europe/Copenhagen", "Europe/Helsinki", "UTC", NULL };

static const struct {
	int32_t winter; /* seconds east of UTC */
	bool summer; /* an hour more in summer */
} zones[ZONES] = {
	[ZONE_STOCKHOLM] = { HOUR, true },
	[ZONE_OSLO] = { HOUR, true },
	[ZONE_COPENHAGEN] = { HOUR, true },
	[ZONE_HELSINKI] = { 2 * HOUR, true },
	[ZONE_UTC] = { 0, false },
};

/* 01:00 UTC on the last Sunday of that month, which has 31 days. */
static int64_t
change(int year, int month)
{
	struct date last = { (int16_t)year, (int8_t)month, 31 };
	int32_t back = (date_weekday(last) + 1) % 7;
	return (int64_t)(date_days(last) - back) * DAY + HOUR;
}

static int32_t
floor_days(int64_t seconds)
{
	return (int32_t)((seconds - ((seconds % DAY) + DAY) % DAY) / DAY);
}

int32_t
zone_offset(enum zone zone, int64_t seconds)
{
	int32_t offset = zones[zone].winter;
	int year = date_from_days(floor_days(seconds)).year;
	bool summer = zones[zone].summer && seconds >= change(year, 3) &&
		      seconds < change(year, 10);
	return offset + (summer ? HOUR : 0);
}

void
zone_local(enum zone zone, int64_t seconds, struct date *day, int *minute)
{
	int64_t local = seconds + zone_offset(zone, seconds);
	int32_t days = floor_days(local);
	*day = date_from_days(days);
	*minute = (int)((local - (int64_t)days * DAY) / 60);
}

struct instant
zone_instant(enum zone zone, struct date day, int minute)
{
	int64_t local = (int64_t)date_days(day) * DAY + minute * 60;
	int32_t winter = zones[zone].winter, summer = winter + HOUR;
	int32_t offset = zone_offset(zone, local - summer);
	int64_t at = local - offset;
	if (offset == winter && zone_offset(zone, at) == summer)
		/* the clocks pass over this minute */
		at = change(day.year, 3);
	return (struct instant){ at, zone_offset(zone, at) };
}
