/* SPDX-License-Identifier: ISC */
#include "base/zone.h"
#include "t.h"

/* Instants, and what the clocks there show. */
static const struct {
	enum zone zone;
	const char *utc, *wall;
	int minute;
	int32_t offset; /* hours */
} cases[] = {
	/* the night of 29 March 2026: 02:00 is 03:00 */
	{ ZONE_STOCKHOLM, "2026-03-28T22:59:59Z", "2026-03-28", 1439, 1 },
	{ ZONE_STOCKHOLM, "2026-03-28T23:00:00Z", "2026-03-29", 0, 1 },
	{ ZONE_STOCKHOLM, "2026-03-29T00:59:59Z", "2026-03-29", 119, 1 },
	{ ZONE_STOCKHOLM, "2026-03-29T01:00:00Z", "2026-03-29", 180, 2 },
	{ ZONE_STOCKHOLM, "2026-03-29T21:59:59Z", "2026-03-29", 1439, 2 },
	{ ZONE_STOCKHOLM, "2026-03-29T22:00:00Z", "2026-03-30", 0, 2 },
	/* the night of 25 October 2026: 03:00 is 02:00 */
	{ ZONE_STOCKHOLM, "2026-10-25T00:00:00Z", "2026-10-25", 120, 2 },
	{ ZONE_STOCKHOLM, "2026-10-25T00:59:59Z", "2026-10-25", 179, 2 },
	{ ZONE_STOCKHOLM, "2026-10-25T01:00:00Z", "2026-10-25", 120, 1 },
	{ ZONE_STOCKHOLM, "2026-10-25T01:59:00Z", "2026-10-25", 179, 1 },
	{ ZONE_STOCKHOLM, "2026-10-25T02:00:00Z", "2026-10-25", 180, 1 },
	{ ZONE_STOCKHOLM, "2026-10-25T22:59:59Z", "2026-10-25", 1439, 1 },
	{ ZONE_STOCKHOLM, "2026-10-25T23:00:00Z", "2026-10-26", 0, 1 },
	/* Finland changes at the same instant, an hour later on the wall */
	{ ZONE_HELSINKI, "2026-03-29T00:59:59Z", "2026-03-29", 179, 2 },
	{ ZONE_HELSINKI, "2026-03-29T01:00:00Z", "2026-03-29", 240, 3 },
	{ ZONE_HELSINKI, "2026-10-25T00:59:59Z", "2026-10-25", 239, 3 },
	{ ZONE_HELSINKI, "2026-10-25T01:00:00Z", "2026-10-25", 180, 2 },
	{ ZONE_OSLO, "2026-03-29T01:00:00Z", "2026-03-29", 180, 2 },
	{ ZONE_OSLO, "2026-10-25T01:00:00Z", "2026-10-25", 120, 1 },
	{ ZONE_COPENHAGEN, "2026-03-29T01:00:00Z", "2026-03-29", 180, 2 },
	{ ZONE_COPENHAGEN, "2026-10-25T01:00:00Z", "2026-10-25", 120, 1 },
	{ ZONE_UTC, "2026-03-29T01:00:00Z", "2026-03-29", 60, 0 },
	{ ZONE_UTC, "2026-10-25T01:00:00Z", "2026-10-25", 60, 0 },
	/* the last Sunday is the 31st, the 25th */
	{ ZONE_STOCKHOLM, "2024-03-31T00:59:59Z", "2024-03-31", 119, 1 },
	{ ZONE_STOCKHOLM, "2024-03-31T01:00:00Z", "2024-03-31", 180, 2 },
	{ ZONE_STOCKHOLM, "2024-10-27T00:59:59Z", "2024-10-27", 179, 2 },
	{ ZONE_STOCKHOLM, "2024-10-27T01:00:00Z", "2024-10-27", 120, 1 },
	{ ZONE_STOCKHOLM, "2029-03-25T00:59:59Z", "2029-03-25", 119, 1 },
	{ ZONE_STOCKHOLM, "2029-03-25T01:00:00Z", "2029-03-25", 180, 2 },
	/* where the year ends first */
	{ ZONE_HELSINKI, "2026-12-31T21:59:00Z", "2026-12-31", 1439, 2 },
	{ ZONE_HELSINKI, "2026-12-31T22:00:00Z", "2027-01-01", 0, 2 },
	{ ZONE_UTC, "1969-12-31T23:59:59Z", "1969-12-31", 1439, 0 },
	{ ZONE_STOCKHOLM, "1969-12-31T22:59:59Z", "1969-12-31", 1439, 1 },
};

static void
test_local(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct instant t = { 0 };
		struct date day;
		char text[DATE_TEXT];
		int minute;
		T_CASE(cases[i].utc);
		CHECK(instant_parse(&t, str_of(cases[i].utc)));
		zone_local(cases[i].zone, t.seconds, &day, &minute);
		date_format(day, text);
		CHECK_STR(text, cases[i].wall);
		CHECK_INT(minute, cases[i].minute);
		CHECK_INT(zone_offset(cases[i].zone, t.seconds),
		    cases[i].offset * 3600);
	}
}

/* Each minute of both nights: forward once, back twice, none skipped. */
static void
test_nights(void)
{
	static const struct {
		const char *midnight; /* UTC of 00:00 in Stockholm */
		int minutes; /* that the day has */
	} nights[] = {
		{ "2026-03-28T23:00:00Z", 1380 },
		{ "2026-10-24T22:00:00Z", 1500 },
		{ "2026-10-25T23:00:00Z", 1440 },
	};
	for (size_t i = 0; i < 3; i++) {
		struct instant t = { 0 };
		struct date first, day;
		int minute, before = -1, jumps = 0, n = 0;
		T_CASE(nights[i].midnight);
		CHECK(instant_parse(&t, str_of(nights[i].midnight)));
		zone_local(ZONE_STOCKHOLM, t.seconds, &first, &minute);
		CHECK_INT(minute, 0);
		for (;; n++, before = minute) {
			zone_local(
			    ZONE_STOCKHOLM, t.seconds + n * 60, &day, &minute);
			if (date_cmp(day, first) != 0)
				break;
			jumps += minute != before + 1;
		}
		CHECK_INT(n, nights[i].minutes);
		CHECK_INT(jumps, nights[i].minutes != 1440);
		CHECK_INT(minute, 0);
	}
}

static void
test_instant(void)
{
	static const struct {
		enum zone zone;
		const char *day;
		int minute;
		const char *want;
	} walls[] = {
		{ ZONE_STOCKHOLM, "2026-01-15", 1140,
		    "2026-01-15T19:00:00+01:00" },
		{ ZONE_STOCKHOLM, "2026-07-15", 1140,
		    "2026-07-15T19:00:00+02:00" },
		{ ZONE_HELSINKI, "2026-07-15", 0, "2026-07-15T00:00:00+03:00" },
		{ ZONE_UTC, "2026-07-15", 1140, "2026-07-15T19:00:00Z" },
		/* passed over */
		{ ZONE_STOCKHOLM, "2026-03-29", 119,
		    "2026-03-29T01:59:00+01:00" },
		{ ZONE_STOCKHOLM, "2026-03-29", 120,
		    "2026-03-29T03:00:00+02:00" },
		{ ZONE_STOCKHOLM, "2026-03-29", 179,
		    "2026-03-29T03:00:00+02:00" },
		{ ZONE_STOCKHOLM, "2026-03-29", 180,
		    "2026-03-29T03:00:00+02:00" },
		/* shown twice */
		{ ZONE_STOCKHOLM, "2026-10-25", 119,
		    "2026-10-25T01:59:00+02:00" },
		{ ZONE_STOCKHOLM, "2026-10-25", 120,
		    "2026-10-25T02:00:00+02:00" },
		{ ZONE_STOCKHOLM, "2026-10-25", 179,
		    "2026-10-25T02:59:00+02:00" },
		{ ZONE_STOCKHOLM, "2026-10-25", 180,
		    "2026-10-25T03:00:00+01:00" },
		/* the midnight behind a day */
		{ ZONE_STOCKHOLM, "2026-03-29", 1440,
		    "2026-03-30T00:00:00+02:00" },
		{ ZONE_STOCKHOLM, "2026-12-31", 1440,
		    "2027-01-01T00:00:00+01:00" },
	};
	for (size_t i = 0; i < sizeof(walls) / sizeof(*walls); i++) {
		struct date d = { 0 };
		char text[TIME_TEXT];
		T_CASE(walls[i].want);
		CHECK(date_parse(&d, str_of(walls[i].day)));
		instant_format(
		    zone_instant(walls[i].zone, d, walls[i].minute), text);
		CHECK_STR(text, walls[i].want);
	}
	for (int i = 0; i < ZONES; i++)
		CHECK(zone_names[i] != NULL);
	CHECK(!zone_names[ZONES]);
}

int
main(void)
{
	test_local();
	test_nights();
	test_instant();
	return T_END();
}
