/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/person.h"

enum { OLDEST = 1800, COORDINATION = 60 };

/* The number in its parts, as written. */
struct parts {
	int century; /* hundreds of years, -1 where not written */
	bool plus;
	char ten[10]; /* YYMMDDNNNC */
};

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

static bool
split(struct parts *out, struct str t)
{
	*out = (struct parts){ .century = -1 };
	if (t.n == 12 || t.n == 13) {
		if (!digits_only(t.p, 2))
			return false;
		out->century = two(t.p);
		t = str_from(t, 2);
	}
	if (t.n != 10 && t.n != 11)
		return false;
	if (t.n == 11 && t.p[6] != '-' && t.p[6] != '+')
		return false;
	out->plus = t.n == 11 && t.p[6] == '+';
	memcpy(out->ten, t.p, 6);
	memcpy(out->ten + 6, t.p + t.n - 4, 4);
	return true;
}

/* Claims that the characters are right and agree with the check digit. */
static bool
check(const char ten[10], bool *interim)
{
	char d[10];
	memcpy(d, ten, 10);
	*interim = d[6] && strchr("TRSUWXJKLMN", d[6]);
	if (*interim)
		d[6] = '1';
	return luhn_ok(d, 10) && memcmp(ten + 6, "000", 3) != 0;
}

/* The year of birth; 0 when it is outside what the number may say. */
static int
birth_year(const struct parts *p, struct date today)
{
	int day = two(p->ten + 4) % COORDINATION;
	int year = p->century * 100 + two(p->ten);
	if (p->century < 0) {
		year = today.year - today.year % 100 + two(p->ten);
		if (p->plus)
			year -= year > today.year ? 200 : 100;
	}
	struct date born = { (int16_t)year, (int8_t)two(p->ten + 2),
		(int8_t)day };
	if (date_cmp(born, today) > 0) {
		if (p->century >= 0)
			return 0;
		year -= 100;
	}
	return year >= OLDEST ? year : 0;
}

bool
person_parse(struct person *out, struct str text, struct date today)
{
	struct parts p;
	bool interim;
	if (!split(&p, text) || !check(p.ten, &interim))
		return false;
	int year = birth_year(&p, today), month = two(p.ten + 2);
	int day = two(p.ten + 4);
	bool coordination = day > COORDINATION;
	if (coordination)
		day -= COORDINATION;
	if (!date_valid(year, month, day))
		return false;
	out->kind = coordination ? PERSON_COORDINATION : PERSON_NUMBER;
	if (interim)
		out->kind = PERSON_INTERIM;
	out->born = (struct date){ (int16_t)year, (int8_t)month, (int8_t)day };
	out->text[0] = (char)('0' + year / 1000);
	out->text[1] = (char)('0' + year / 100 % 10);
	memcpy(out->text + 2, p.ten, 10);
	out->text[12] = '\0';
	return true;
}

void
person_mask(const struct person *p, char text[PERSON_MASKED])
{
	memcpy(text, p->text, 8);
	memcpy(text + 8, "-****", 6);
}
