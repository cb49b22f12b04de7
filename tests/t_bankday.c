/* SPDX-License-Identifier: ISC */
#include "base/bankday.h"
#include "t.h"

static struct date
day_of(const char *text)
{
	struct date d = { 0 };
	CHECK(date_parse(&d, str_of(text)));
	return d;
}

static const char *
text_of(struct date d)
{
	static char text[DATE_TEXT];
	date_format(d, text);
	return text;
}

/* The weekdays on which a calendar is closed, written from the almanac. */
static const struct {
	enum bankday_calendar calendar;
	int year;
	const char *closed; /* MM-DD, blank between */
} years[] = {
	{ BANKDAY_BANKGIROT, 2023,
	    "01-06 04-07 04-10 05-01 05-18 06-06 06-23 12-25 12-26" },
	{ BANKDAY_BANKGIROT, 2024,
	    "01-01 03-29 04-01 05-01 05-09 06-06 06-21 12-24 12-25 12-26 "
	    "12-31" },
	{ BANKDAY_BANKGIROT, 2025,
	    "01-01 01-06 04-18 04-21 05-01 05-29 06-06 06-20 12-24 12-25 "
	    "12-26 12-31" },
	{ BANKDAY_BANKGIROT, 2026,
	    "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31" },
	{ BANKDAY_BANKGIROT, 2027,
	    "01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31" },
	{ BANKDAY_NORWAY, 2024,
	    "01-01 03-28 03-29 04-01 05-01 05-09 05-17 05-20 12-25 12-26" },
	{ BANKDAY_NORWAY, 2025,
	    "01-01 04-17 04-18 04-21 05-01 05-29 06-09 12-25 12-26" },
	{ BANKDAY_NORWAY, 2026,
	    "01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-25" },
	/* 17 May is Whit Monday too */
	{ BANKDAY_NORWAY, 2027, "01-01 03-25 03-26 03-29 05-06 05-17" },
	{ BANKDAY_TARGET, 2024, "01-01 03-29 04-01 05-01 12-25 12-26" },
	{ BANKDAY_TARGET, 2025, "01-01 04-18 04-21 05-01 12-25 12-26" },
	{ BANKDAY_TARGET, 2026, "01-01 04-03 04-06 05-01 12-25" },
	{ BANKDAY_TARGET, 2027, "01-01 03-26 03-29" },
	/* the last Great Prayer Day is 5 May 2023 */
	{ BANKDAY_DENMARK, 2023,
	    "04-06 04-07 04-10 05-05 05-18 05-19 05-29 06-05 12-25 12-26" },
	{ BANKDAY_DENMARK, 2024,
	    "01-01 03-28 03-29 04-01 05-09 05-10 05-20 06-05 12-24 12-25 "
	    "12-26 12-31" },
	{ BANKDAY_DENMARK, 2025,
	    "01-01 04-17 04-18 04-21 05-29 05-30 06-05 06-09 12-24 12-25 "
	    "12-26 12-31" },
	{ BANKDAY_DENMARK, 2026,
	    "01-01 04-02 04-03 04-06 05-14 05-15 05-25 06-05 12-24 12-25 "
	    "12-31" },
	{ BANKDAY_DENMARK, 2027,
	    "01-01 03-25 03-26 03-29 05-06 05-07 05-17 12-24 12-31" },
};

static void
test_years(void)
{
	for (size_t i = 0; i < sizeof(years) / sizeof(*years); i++) {
		char got[256] = "", what[64];
		size_t n = 0;
		int32_t day =
		    date_days((struct date){ (int16_t)years[i].year, 1, 1 });
		for (struct date d;
		     (d = date_from_days(day)).year == years[i].year; day++) {
			bool is = false;
			CHECK(bankday_is(&is, years[i].calendar, d));
			if (date_weekday(d) >= 5)
				CHECK(!is);
			else if (!is && n + 8 < sizeof(got))
				n += (size_t)snprintf(got + n, sizeof(got) - n,
				    "%s%s", n ? " " : "", text_of(d) + 5);
		}
		snprintf(what, sizeof(what), "%s %d",
		    bankday_names[years[i].calendar], years[i].year);
		T_CASE(what);
		CHECK_STR(got, years[i].closed);
	}
}

/* Easter Sundays of all years that are known. */
static void
test_easter(void)
{
	static const char *const sundays[] = { "2015-04-05", "2016-03-27",
		"2017-04-16", "2018-04-01", "2019-04-21", "2020-04-12",
		"2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31",
		"2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16",
		"2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28",
		"2033-04-17", "2034-04-09", "2035-03-25" };
	for (size_t i = 0; i < sizeof(sundays) / sizeof(*sundays); i++) {
		int32_t sunday = date_days(day_of(sundays[i]));
		T_CASE(sundays[i]);
		for (int c = 0; c < BANKDAY_CALENDARS; c++) {
			bool friday = true, monday = true, next = false;
			CHECK(
			    bankday_is(&friday, c, date_from_days(sunday - 2)));
			CHECK(
			    bankday_is(&monday, c, date_from_days(sunday + 1)));
			CHECK(bankday_is(&next, c, date_from_days(sunday + 2)));
			CHECK(!friday && !monday && next);
		}
	}
}

static void
test_steps(void)
{
	static const struct {
		enum bankday_calendar calendar;
		const char *from;
		int n;
		const char *want; /* NULL: refused */
	} cases[] = {
		{ BANKDAY_BANKGIROT, "2024-02-29", 0, "2024-02-29" },
		{ BANKDAY_BANKGIROT, "2024-02-28", 1, "2024-02-29" },
		{ BANKDAY_BANKGIROT, "2024-02-29", 1, "2024-03-01" },
		{ BANKDAY_BANKGIROT, "2023-02-28", 1, "2023-03-01" },
		{ BANKDAY_BANKGIROT, "2024-03-02", 0, "2024-03-04" },
		{ BANKDAY_BANKGIROT, "2024-03-02", 1, "2024-03-04" },
		{ BANKDAY_BANKGIROT, "2024-03-02", 2, "2024-03-05" },
		{ BANKDAY_BANKGIROT, "2024-03-02", -1, "2024-03-01" },
		{ BANKDAY_BANKGIROT, "2024-03-04", -1, "2024-03-01" },
		/* over the turn of the year */
		{ BANKDAY_BANKGIROT, "2024-12-23", 1, "2024-12-27" },
		{ BANKDAY_BANKGIROT, "2024-12-30", 1, "2025-01-02" },
		{ BANKDAY_BANKGIROT, "2024-12-31", 0, "2025-01-02" },
		{ BANKDAY_BANKGIROT, "2025-01-02", -1, "2024-12-30" },
		{ BANKDAY_BANKGIROT, "2025-01-07", -3, "2024-12-30" },
		{ BANKDAY_TARGET, "2024-12-31", 0, "2024-12-31" },
		{ BANKDAY_NORWAY, "2024-12-24", 0, "2024-12-24" },
		{ BANKDAY_DENMARK, "2024-12-24", 0, "2024-12-27" },
		{ BANKDAY_DENMARK, "2024-12-23", 3, "2025-01-02" },
		/* Easter, seen from Norway and from Sweden */
		{ BANKDAY_NORWAY, "2026-04-01", 1, "2026-04-07" },
		{ BANKDAY_BANKGIROT, "2026-04-01", 1, "2026-04-02" },
		{ BANKDAY_NORWAY, "2026-04-07", -1, "2026-04-01" },
		{ BANKDAY_BANKGIROT, "2026-01-15", 8, "2026-01-27" },
		{ BANKDAY_BANKGIROT, "2026-01-15", 250, "2027-01-14" },
		/* the edges of what is known */
		{ BANKDAY_BANKGIROT, "2035-12-28", 0, "2035-12-28" },
		{ BANKDAY_BANKGIROT, "2035-12-28", 1, NULL },
		{ BANKDAY_BANKGIROT, "2035-12-29", 0, NULL },
		{ BANKDAY_BANKGIROT, "2036-01-04", 0, NULL },
		{ BANKDAY_BANKGIROT, "2036-01-04", -3, NULL },
		{ BANKDAY_TARGET, "2015-01-02", 0, "2015-01-02" },
		{ BANKDAY_TARGET, "2015-01-02", -1, NULL },
		{ BANKDAY_TARGET, "2014-12-31", 5, NULL },
		{ BANKDAY_DENMARK, "9999-12-31", 1, NULL },
		{ BANKDAY_DENMARK, "0001-01-01", -1, NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct date d = { 0 };
		T_CASE(cases[i].from);
		bool ok = bankday_add(
		    &d, cases[i].calendar, day_of(cases[i].from), cases[i].n);
		CHECK_INT(ok, cases[i].want != NULL);
		CHECK_INT(date_set(d), ok);
		if (ok && cases[i].want)
			CHECK_STR(text_of(d), cases[i].want);
	}
}

/* Stepping there and back ends where it began; next and last agree. */
static void
test_back(void)
{
	int wrong = 0, seen = 0;
	for (int c = 0; c < BANKDAY_CALENDARS; c++)
		for (int32_t day = date_days((struct date){ 2015, 6, 1 });
		     day < date_days((struct date){ 2035, 6, 1 }); day++) {
			struct date d = date_from_days(day), next, last, back;
			bool is;
			if (!bankday_is(&is, c, d) ||
			    !bankday_next(&next, c, d) ||
			    !bankday_last(&last, c, d) ||
			    !bankday_add(&back, c, next, 7) ||
			    !bankday_add(&back, c, back, -7)) {
				wrong++;
				continue;
			}
			seen++;
			wrong += date_cmp(back, next) != 0;
			wrong += is != (date_cmp(next, d) == 0);
			wrong += is != (date_cmp(last, d) == 0);
			wrong += date_cmp(last, d) > 0 || date_cmp(next, d) < 0;
		}
	CHECK_INT(wrong, 0);
	CHECK_INT(seen, 4 * 7305);
}

static void
test_known(void)
{
	for (int c = 0; c < BANKDAY_CALENDARS; c++) {
		bool is = true;
		CHECK(bankday_names[c] != NULL);
		CHECK(bankday_known(c, 2015) && bankday_known(c, 2035));
		CHECK(!bankday_known(c, 2014) && !bankday_known(c, 2036));
		CHECK(!bankday_is(&is, c, day_of("2036-01-01")));
		CHECK(!bankday_next(
		    &(struct date){ 0 }, c, day_of("2014-12-31")));
		CHECK(!bankday_last(
		    &(struct date){ 0 }, c, day_of("2015-01-01")));
		CHECK(is);
	}
	CHECK(!bankday_names[BANKDAY_CALENDARS]);
}

int
main(void)
{
	test_years();
	test_easter();
	test_steps();
	test_back();
	test_known();
	return T_END();
}
