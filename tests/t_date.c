/* SPDX-License-Identifier: ISC */
#include "base/date.h"
#include "t.h"

static void
test_parse(void)
{
	static const struct {
		const char *text;
		bool ok;
	} cases[] = {
		{ "2024-02-29", true },
		{ "2023-02-29", false },
		{ "2000-02-29", true },
		{ "1900-02-29", false },
		{ "0001-01-01", true },
		{ "9999-12-31", true },
		{ "0000-01-01", false },
		{ "2024-00-10", false },
		{ "2024-13-10", false },
		{ "2024-01-00", false },
		{ "2024-01-32", false },
		{ "2024-04-31", false },
		{ "2024-1-1", false },
		{ "2024/01/01", false },
		{ "20240101", false },
		{ "2024-01-01 ", false },
		{ "+024-01-01", false },
		{ "", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct date d = { 0 };
		char text[DATE_TEXT];
		T_CASE(cases[i].text);
		CHECK_INT(date_parse(&d, str_of(cases[i].text)), cases[i].ok);
		CHECK_INT(date_set(d), cases[i].ok);
		date_format(d, text);
		if (cases[i].ok)
			CHECK_STR(text, cases[i].text);
	}
	CHECK(!date_parse(&(struct date){ 0 }, (struct str){ 0 }));
}

/* Each day of 400 years against a calendar that counts by itself. */
static void
test_days(void)
{
	struct date d = { 1800, 1, 1 };
	int32_t day = date_days(d);
	int wrong = 0, weekday = date_weekday(d);
	CHECK_INT(day, -62091);
	CHECK_INT(weekday, 2); /* 1800-01-01 was a Wednesday */
	for (; d.year < 2200; day++, weekday = (weekday + 1) % 7) {
		wrong += date_days(d) != day || date_weekday(d) != weekday ||
			 date_cmp(date_from_days(day), d) != 0;
		d.day++;
		if (!date_valid(d.year, d.month, d.day)) {
			d.day = 1;
			d.month++;
		}
		if (d.month > 12) {
			d.month = 1;
			d.year++;
		}
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(day - -62091, 146097);
	CHECK_INT(date_days((struct date){ 1970, 1, 1 }), 0);
	CHECK_INT(date_days((struct date){ 2000, 3, 1 }), 11017);
	CHECK_INT(date_days((struct date){ 1, 1, 1 }), -719162);
	CHECK_INT(date_days((struct date){ 9999, 12, 31 }), 2932896);
	CHECK_INT(date_from_days(-719162).year, 1);
	CHECK_INT(date_from_days(2932896).day, 31);
}

static void
test_order(void)
{
	static const struct date a = { 2024, 2, 29 }, b = { 2024, 3, 1 },
				 c = { 2023, 12, 31 };
	CHECK_INT(date_cmp(a, a), 0);
	CHECK_INT(date_cmp(a, b), -1);
	CHECK_INT(date_cmp(b, a), 1);
	CHECK_INT(date_cmp(a, c), 1);
	CHECK_INT(date_weekday(a), 3); /* a Thursday */
	CHECK_INT(date_weekday(b), 4);
	CHECK_INT(date_weekday(c), 6);
}

static void
test_instant(void)
{
	static const struct {
		const char *text;
		long long seconds;
		const char *want; /* NULL: refused */
		const char *day;
	} cases[] = {
		{ "1970-01-01", 0, "1970-01-01T00:00:00Z", "1970-01-01" },
		{ "2024-03-10T12:34:56Z", 1710074096, "2024-03-10T12:34:56Z",
		    "2024-03-10" },
		{ "2024-03-10T12:34", 1710074040, "2024-03-10T12:34:00Z",
		    "2024-03-10" },
		{ "2024-03-10T00:30:00+02:00", 1710023400,
		    "2024-03-10T00:30:00+02:00", "2024-03-10" },
		{ "2024-03-09T23:30:00-03:30", 1710039600,
		    "2024-03-09T23:30:00-03:30", "2024-03-09" },
		{ "1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z",
		    "1969-12-31" },
		{ "1900-01-01T00:00:01+14:00", -2209039199,
		    "1900-01-01T00:00:01+14:00", "1900-01-01" },
		{ "2024-03-10+01:00", 0, NULL, NULL },
		{ "2024-03-10T24:00:00Z", 0, NULL, NULL },
		{ "2024-03-10T12:60:00Z", 0, NULL, NULL },
		{ "2024-03-10T12:00:60Z", 0, NULL, NULL },
		{ "2024-03-10 12:00:00Z", 0, NULL, NULL },
		{ "2024-03-10T12", 0, NULL, NULL },
		{ "2024-03-10T12:00:00z", 0, NULL, NULL },
		{ "2024-03-10T12:00:00+15:00", 0, NULL, NULL },
		{ "2024-03-10T12:00:00+0100", 0, NULL, NULL },
		{ "2024-03-10T12:00:00+01:60", 0, NULL, NULL },
		{ "2024-03-10T12:00:0", 0, NULL, NULL },
		{ "2023-02-29T12:00:00Z", 0, NULL, NULL },
		{ "2024-03-1", 0, NULL, NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct instant t = { 0 };
		char text[TIME_TEXT], day[DATE_TEXT];
		T_CASE(cases[i].text);
		bool ok = instant_parse(&t, str_of(cases[i].text));
		CHECK_INT(ok, cases[i].want != NULL);
		if (!ok || !cases[i].want)
			continue;
		CHECK_INT(t.seconds, cases[i].seconds);
		instant_format(t, text);
		CHECK_STR(text, cases[i].want);
		date_format(instant_date(t), day);
		CHECK_STR(day, cases[i].day);
	}
	CHECK(date_cmp(instant_date(instant_now()),
		  (struct date){ 2024, 1, 1 }) > 0);
}

int
main(void)
{
	test_parse();
	test_days();
	test_order();
	test_instant();
	return T_END();
}
