/* SPDX-License-Identifier: ISC */
#include "terms.h"

enum { NINETEEN = 19 * 60, FOURTEEN = 14 * 60, MIDNIGHT = 24 * 60 };

/* In the order of enum conf_scheme. */
static const struct terms schemes[] = {
	[CONF_NO_SCHEME] = { -1, ZONE_STOCKHOLM, 0, 0, -1, NULL, -1, -1 },
	[CONF_AUTOGIRO] = { BANKDAY_BANKGIROT, ZONE_STOCKHOLM, 1, 8, NINETEEN,
	    "SEK", 2, -1 },
	[CONF_AVTALEGIRO] = { BANKDAY_NORWAY, ZONE_OSLO, 4, 0, FOURTEEN, "NOK",
	    -1, 12 },
	[CONF_SUORAMAKSU] = { BANKDAY_TARGET, ZONE_HELSINKI, 1, 0, -1, "EUR",
	    -1, -1 },
};

static int
chosen(int64_t configured, int usual)
{
	return configured < 0 ? usual : (int)configured;
}

struct terms
terms_of(const struct conf_channel *c)
{
	const struct terms *s = &schemes[c->scheme];
	struct terms t = *s;
	t.calendar = chosen(c->calendar, s->calendar);
	t.zone = (enum zone)chosen(c->zone, s->zone);
	t.lead = chosen(c->lead, s->lead);
	t.notice = chosen(c->notice, s->notice);
	t.cutoff = chosen(c->cutoff, s->cutoff);
	return t;
}

bool
terms_shift(struct date *out, struct date d, int64_t n)
{
	static const struct date first = { 1, 1, 1 }, last = { 9999, 12, 31 };
	int64_t day = date_days(d) + n;
	if (day < date_days(first) || day > date_days(last))
		return false;
	*out = date_from_days((int32_t)day);
	return true;
}

bool
terms_next(struct date *out, const struct terms *t, struct date d)
{
	if (t->calendar >= 0)
		return bankday_next(out, (enum bankday_calendar)t->calendar, d);
	*out = d;
	return true;
}

bool
terms_last(struct date *out, const struct terms *t, struct date d)
{
	if (t->calendar >= 0)
		return bankday_last(out, (enum bankday_calendar)t->calendar, d);
	*out = d;
	return true;
}

bool
terms_add(struct date *out, const struct terms *t, struct date d, int64_t n)
{
	if (t->calendar >= 0)
		return bankday_add(
		    out, (enum bankday_calendar)t->calendar, d, (int)n);
	return terms_shift(out, d, n);
}

bool
terms_handover(struct date *out, const struct terms *t, int64_t at)
{
	struct date day;
	int minute;
	zone_local(t->zone, at, &day, &minute);
	if (t->cutoff >= 0 && minute >= t->cutoff && !terms_shift(&day, day, 1))
		return false;
	return terms_next(out, t, day);
}

bool
terms_latest(struct date *out, const struct terms *t, struct date arrival)
{
	struct date day;
	if (!terms_last(&day, t, arrival))
		return false;
	if (t->lead)
		return terms_add(out, t, day, -t->lead);
	*out = day;
	return true;
}

bool
terms_deadline(struct instant *out, const struct terms *t, struct date debit)
{
	struct date day;
	if (!terms_latest(&day, t, debit))
		return false;
	*out = zone_instant(t->zone, day, t->cutoff < 0 ? MIDNIGHT : t->cutoff);
	return true;
}

struct date
terms_horizon(const struct terms *t, int64_t at)
{
	struct date day;
	int minute;
	zone_local(t->zone, at, &day, &minute);
	int month = day.month - 1 + (t->months < 0 ? 0 : t->months);
	int year = day.year + (t->years < 0 ? 0 : t->years) + month / 12;
	if (t->years < 0 && t->months < 0)
		year = 9999;
	if (t->months < 0 || year > 9998)
		return (struct date){ (int16_t)(year > 9999 ? 9999 : year), 12,
			31 };
	day = (struct date){ (int16_t)year, (int8_t)(month % 12 + 1), day.day };
	while (!date_valid(day.year, day.month, day.day))
		day.day--;
	return day;
}
