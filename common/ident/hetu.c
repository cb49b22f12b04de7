/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/hetu.h"

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* The hundreds of the birth year, 0 when the sign is none. */
static int
century(char sign)
{
	if (sign == '+')
		return 18;
	if (sign && strchr("-YXWVU", sign))
		return 19;
	return sign && strchr("ABCDEF", sign) ? 20 : 0;
}

bool
hetu_parse(struct hetu *out, struct str t)
{
	if (t.n != 11)
		return false;
	for (int i = 0; i < 11; i++)
		out->text[i] = upper(t.p[i]);
	out->text[11] = '\0';
	char check = hetu_check(out->text);
	if (!check || check != out->text[10] || !century(out->text[6]))
		return false;
	int year = century(out->text[6]) * 100 + two(out->text + 4);
	int month = two(out->text + 2), day = two(out->text);
	out->born = (struct date){ (int16_t)year, (int8_t)month, (int8_t)day };
	out->temporary = out->text[7] == '9';
	return date_valid(year, month, day) &&
	       memcmp(out->text + 7, "002", 3) >= 0;
}
