/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/spell.h"
#include "ident/viite.h"

/* The digit to put behind n digits. */
static char
check(const char *p, size_t n)
{
	static const int weight[] = { 7, 3, 1 };
	int sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += (p[n - 1 - i] - '0') * weight[i % 3];
	return (char)('0' + (10 - sum % 10) % 10);
}

/* Moves the digits to the front of their buffer, over the leading zeros. */
static size_t
strip(char *digits)
{
	size_t zeros = strspn(digits, "0"), n = strlen(digits) - zeros;
	memmove(digits, digits + zeros, n + 1);
	return n;
}

bool
viite_parse(char digits[VIITE_TEXT], struct str text)
{
	if (!spell_bare(digits, VIITE_TEXT, text, " "))
		return false;
	size_t n = strip(digits);
	return n >= VIITE_MIN && digits_only(digits, n) &&
	       digits[n - 1] == check(digits, n - 1);
}

bool
viite_build(char digits[VIITE_TEXT], struct str base)
{
	if (!spell_bare(digits, VIITE_TEXT, base, ""))
		return false;
	size_t n = strip(digits);
	if (n + 1 < VIITE_MIN || n + 1 > VIITE_MAX || !digits_only(digits, n))
		return false;
	digits[n] = check(digits, n);
	digits[n + 1] = '\0';
	return true;
}

void
viite_format(const char *digits, char text[VIITE_PRINT])
{
	spell_groups(text, digits, strlen(digits) % 5, 5);
}
