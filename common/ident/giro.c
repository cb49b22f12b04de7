/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/giro.h"

enum { FIELD = 10 }; /* digits of a giro number in a bank file */

/* Copies the digits; *after is how many stand behind the dash, -1 no dash. */
static bool
collect(char bare[FIELD], size_t *count, int *after, struct str t)
{
	size_t n = 0;
	int dash = -1;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];
		if (c == ' ')
			continue;
		if (c == '-' && dash < 0)
			dash = (int)n;
		else if (is_digit(c) && n < FIELD)
			bare[n++] = c;
		else
			return false;
	}
	*count = n;
	*after = dash < 0 ? -1 : (int)n - dash;
	return true;
}

bool
giro_parse(char digits[GIRO_DIGITS], struct str text, enum giro kind)
{
	char bare[FIELD];
	size_t n, zeros = 0, least = kind == GIRO_BANKGIRO ? 7 : 2;
	int after;
	if (!collect(bare, &n, &after, text))
		return false;
	if (after >= 0 && after != (kind == GIRO_BANKGIRO ? 4 : 1))
		return false;
	if (n == FIELD && after < 0)
		while (zeros < n && bare[zeros] == '0')
			zeros++;
	n -= zeros;
	if (n < least || n >= GIRO_DIGITS || !luhn_ok(bare + zeros, n))
		return false;
	memcpy(digits, bare + zeros, n);
	digits[n] = '\0';
	return strspn(digits, "0") < n;
}

void
giro_format(const char *digits, enum giro kind, char text[GIRO_TEXT])
{
	size_t n = strlen(digits), last = kind == GIRO_BANKGIRO ? 4 : 1;
	for (size_t i = 0; i < n; i++) {
		size_t left = n - i; /* digits to come, this one too */
		if (i > 0 && left == last)
			*text++ = '-';
		else if (i > 0 && kind == GIRO_PLUSGIRO && left % 2 == 1)
			*text++ = ' ';
		*text++ = digits[i];
	}
	*text = '\0';
}
