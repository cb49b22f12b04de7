/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/org.h"
#include "ident/person.h"
#include "ident/spell.h"

/* Claims that the text is a personal number; its last ten digits. */
static bool
personal(char digits[ORG_SE], struct str t)
{
	/* each two-digit year has its date in the century before that day */
	static const struct date late = { 2099, 12, 31 };
	struct person p;
	if (!person_parse(&p, t, late) || p.kind == PERSON_INTERIM)
		return false;
	memcpy(digits, p.text + 2, ORG_SE);
	return true;
}

enum org_kind
org_parse(char digits[ORG_SE], struct str t)
{
	if (personal(digits, t))
		return ORG_PERSON;
	if (t.n >= 12 &&
	    (str_starts(t, "16") || str_starts(t, "00") || str_starts(t, "99")))
		t = str_from(t, 2);
	if (personal(digits, t))
		return ORG_PERSON;
	if (t.n != 10 && !(t.n == 11 && t.p[6] == '-'))
		return ORG_NONE;
	memcpy(digits, t.p, 6);
	memcpy(digits + 6, t.p + t.n - 4, 4);
	digits[10] = '\0';
	return luhn_ok(digits, 10) && digits[2] >= '2' ? ORG_COMPANY : ORG_NONE;
}

enum org_kind
org_vat_parse(char digits[ORG_SE], struct str text)
{
	char bare[15];
	if (!spell_bare(bare, sizeof(bare), text, " ") || strlen(bare) != 14 ||
	    memcmp(bare, "SE", 2) != 0 || memcmp(bare + 12, "01", 2) != 0)
		return ORG_NONE;
	return org_parse(digits, (struct str){ bare + 2, 10 });
}

bool
org_norwegian_parse(char digits[ORG_NO], struct str text)
{
	char bare[15];
	const char *p = bare;
	if (!spell_bare(bare, sizeof(bare), text, " "))
		return false;
	if (memcmp(p, "NO", 2) == 0)
		p += 2;
	size_t n = strlen(p);
	if (n == 12 && memcmp(p + 9, "MVA", 3) == 0)
		n = 9;
	if (n != 9 || !digits_only(p, 9) || mod11_digit(p, 8) != p[8] - '0')
		return false;
	memcpy(digits, p, 9);
	digits[9] = '\0';
	return true;
}

/* The check digit of seven digits; 10 where none is issued. */
static int
finnish_digit(const char *p)
{
	static const int weight[] = { 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;
	for (int i = 0; i < 7; i++)
		sum += (p[i] - '0') * weight[i];
	return (11 - sum % 11) % 11;
}

bool
org_finnish_parse(char text[ORG_FI], struct str t)
{
	char d[9] = "0";
	bool vat = str_starts(t, "FI");
	if (vat)
		t = str_from(t, 2);
	size_t dash = !vat && t.n >= 2 && t.p[t.n - 2] == '-', n = t.n - dash;
	if (n != 8 && (n != 7 || vat))
		return false;
	memcpy(d + (8 - n), t.p, n - 1);
	d[7] = t.p[t.n - 1];
	if (!digits_only(d, 8) || finnish_digit(d) != d[7] - '0')
		return false;
	memcpy(text, d, 7);
	text[7] = '-';
	text[8] = d[7];
	text[9] = '\0';
	return true;
}
