/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/kid.h"

/* The check character of n digits, '\0' when they are none. */
static char
check(const char *p, size_t n, enum kid_rule rule)
{
	int d = rule == KID_MOD10 ? luhn_digit(p, n) : mod11_digit(p, n);
	return d < 0 ? '\0' : "0123456789-"[d];
}

bool
kid_ok(struct str t, enum kid_rule rule)
{
	if (t.n < KID_MIN || t.n > KID_MAX)
		return false;
	char c = check(t.p, t.n - 1, rule);
	return c && c == t.p[t.n - 1];
}

bool
kid_build(char kid[KID_TEXT], struct str body, enum kid_rule rule)
{
	if (body.n + 1 < KID_MIN || body.n + 1 > KID_MAX)
		return false;
	char c = check(body.p, body.n, rule);
	if (!is_digit(c))
		return false;
	memcpy(kid, body.p, body.n);
	kid[body.n] = c;
	kid[body.n + 1] = '\0';
	return true;
}
