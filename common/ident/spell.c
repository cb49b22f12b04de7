/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/spell.h"

enum { CODE_MAX = 34 }; /* the longest IBAN that the standard allows */

bool
spell_bare(char *out, size_t room, struct str text, const char *marks)
{
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c && strchr(marks, c))
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		if (!is_digit(c) && !(c >= 'A' && c <= 'Z'))
			return false;
		if (n + 1 >= room)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n > 0;
}

void
spell_groups(char *out, const char *bare, size_t first, size_t each)
{
	size_t left = first ? first : each;
	for (; *bare; bare++) {
		if (left == 0) {
			*out++ = ' ';
			left = each;
		}
		*out++ = *bare;
		left--;
	}
	*out = '\0';
}

bool
spell_mod97_ok(const char *bare)
{
	char turned[CODE_MAX];
	size_t n = strlen(bare);
	if (n < 5 || n > CODE_MAX || !digits_only(bare + 2, 2))
		return false;
	int check = (bare[2] - '0') * 10 + (bare[3] - '0');
	memcpy(turned, bare + 4, n - 4);
	memcpy(turned + n - 4, bare, 4);
	return check >= 2 && check <= 98 && mod97(turned, n) == 1;
}
