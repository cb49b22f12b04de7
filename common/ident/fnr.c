/* SPDX-License-Identifier: ISC */
#include "base/date.h"
#include "base/digit.h"
#include "ident/fnr.h"

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* Takes the offsets off day and month, and notes them. */
static bool
birth_ok(struct fnr *f)
{
	int day = two(f->digits), month = two(f->digits + 2);
	f->d_number = day > 40;
	f->synthetic = month > 80;
	f->h_number = month > 40 && !f->synthetic;
	day -= f->d_number ? 40 : 0;
	month -= f->synthetic ? 80 : f->h_number ? 40 : 0;
	/* the century is open; of 1900 and 2000 the latter is a leap year */
	return date_valid(2000 + two(f->digits + 4), month, day);
}

bool
fnr_parse(struct fnr *out, struct str t)
{
	if (t.n != 11 && !(t.n == 12 && t.p[6] == ' '))
		return false;
	memcpy(out->digits, t.p, 6);
	memcpy(out->digits + 6, t.p + t.n - 5, 5);
	out->digits[11] = '\0';
	int rest = fnr_rest(out->digits);
	out->by_2032_rule = rest > 0;
	return rest >= 0 && birth_ok(out);
}
