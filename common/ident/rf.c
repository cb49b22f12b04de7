/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/rf.h"
#include "ident/spell.h"

bool
rf_parse(char rf[RF_TEXT], struct str text)
{
	return spell_bare(rf, RF_TEXT, text, " ") && rf[0] == 'R' &&
	       rf[1] == 'F' && spell_mod97_ok(rf);
}

bool
rf_build(char rf[RF_TEXT], struct str reference)
{
	char turned[RF_TEXT];
	if (!spell_bare(rf + 4, RF_TEXT - 4, reference, " "))
		return false;
	size_t n = strlen(rf + 4);
	memcpy(turned, rf + 4, n);
	memcpy(turned + n, "RF00", 4);
	int check = 98 - mod97(turned, n + 4);
	rf[0] = 'R';
	rf[1] = 'F';
	rf[2] = (char)('0' + check / 10);
	rf[3] = (char)('0' + check % 10);
	return true;
}

void
rf_format(const char *rf, char text[RF_PRINT])
{
	spell_groups(text, rf, 0, 4);
}
