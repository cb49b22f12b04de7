/* SPDX-License-Identifier: ISC */
#include "currency.h"

/* Only those that do not have two. */
static const struct {
	char code[4];
	unsigned decimals;
} odd[] = {
	{ "BHD", 3 },
	{ "BIF", 0 },
	{ "CLF", 4 },
	{ "CLP", 0 },
	{ "DJF", 0 },
	{ "GNF", 0 },
	{ "IQD", 3 },
	{ "ISK", 0 },
	{ "JOD", 3 },
	{ "JPY", 0 },
	{ "KMF", 0 },
	{ "KRW", 0 },
	{ "KWD", 3 },
	{ "LYD", 3 },
	{ "OMR", 3 },
	{ "PYG", 0 },
	{ "RWF", 0 },
	{ "TND", 3 },
	{ "UGX", 0 },
	{ "UYI", 0 },
	{ "UYW", 4 },
	{ "VND", 0 },
	{ "VUV", 0 },
	{ "XAF", 0 },
	{ "XOF", 0 },
	{ "XPF", 0 },
};

bool
currency_code_ok(struct str code)
{
	if (code.n != 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (code.p[i] < 'A' || code.p[i] > 'Z')
			return false;
	return true;
}

unsigned
currency_decimals(struct str code)
{
	for (size_t i = 0; code.n == 3 && i < sizeof(odd) / sizeof(odd[0]); i++)
		if (memcmp(code.p, odd[i].code, 3) == 0)
			return odd[i].decimals;
	return 2;
}
