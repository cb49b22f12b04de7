/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "ident/account.h"
#include "ident/spell.h"

/* The SWIFT IBAN registry: country, length, n where all else is digits. */
static const char ibans[][6] = { "AD24", "AE23n", "AL28", "AT20n", "AZ28",
	"BA20n", "BE16n", "BG22", "BH22", "BI27n", "BR29", "BY28", "CH21",
	"CR22n", "CY28", "CZ24n", "DE22n", "DJ27n", "DK18n", "DO28", "EE20n",
	"EG29n", "ES24n", "FI18n", "FK18", "FO18n", "FR27", "GB22", "GE22",
	"GI23", "GL18n", "GR27", "GT28", "HN28", "HR21n", "HU28n", "IE22",
	"IL23n", "IQ23", "IS26n", "IT27", "JO30", "KW30", "KZ20", "LB28",
	"LC32", "LI21", "LT20n", "LU20", "LV21", "LY25n", "MC27", "MD24",
	"ME22n", "MK19", "MN20n", "MR27n", "MT31", "MU30", "NI28", "NL18",
	"NO15n", "OM23", "PK24", "PL28n", "PS29", "PT25n", "QA29", "RO24",
	"RS22n", "RU33", "SA24", "SC31", "SD18n", "SE24n", "SI19n", "SK24n",
	"SM27", "SO23n", "ST25n", "SV28", "TL23n", "TN24n", "TR26", "UA29",
	"VA22n", "VG24", "XK20n", "YE30" };

/* Claims that country, length and kind of characters are in the table. */
static bool
known(const char *iban)
{
	size_t n = strlen(iban);
	for (size_t i = 0; i < sizeof(ibans) / sizeof(*ibans); i++) {
		const char *row = ibans[i];
		if (memcmp(iban, row, 2) != 0)
			continue;
		int length = (row[2] - '0') * 10 + (row[3] - '0');
		return n == (size_t)length &&
		       (row[4] != 'n' || digits_only(iban + 2, n - 2));
	}
	return false;
}

bool
account_iban_parse(char iban[ACCOUNT_IBAN], struct str text)
{
	return spell_bare(iban, ACCOUNT_IBAN, text, " ") && known(iban) &&
	       spell_mod97_ok(iban);
}

void
account_iban_format(const char *iban, char text[ACCOUNT_IBAN_PRINT])
{
	spell_groups(text, iban, 0, 4);
}

bool
account_bic_ok(struct str t)
{
	if (t.n != 8 && t.n != 11)
		return false;
	for (size_t i = 0; i < t.n; i++) {
		bool letter = t.p[i] >= 'A' && t.p[i] <= 'Z';
		if (!letter && (i < 6 || !is_digit(t.p[i])))
			return false;
	}
	return true;
}

bool
account_no_parse(char digits[ACCOUNT_NO], struct str text)
{
	return spell_bare(digits, ACCOUNT_NO, text, " .") &&
	       strlen(digits) == 11 && memcmp(digits, "0000", 4) != 0 &&
	       digits_only(digits, 11) &&
	       mod11_digit(digits, 10) == digits[10] - '0';
}

void
account_no_format(const char *d, char text[ACCOUNT_NO_PRINT])
{
	memcpy(text, d, 4);
	memcpy(text + 5, d + 4, 2);
	memcpy(text + 8, d + 6, 5);
	text[4] = text[7] = '.';
	text[13] = '\0';
}

bool
account_gln_ok(struct str t)
{
	return t.n == 13 && gs1_ok(t.p, t.n);
}
