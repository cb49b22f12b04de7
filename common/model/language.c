/* SPDX-License-Identifier: ISC */
#include "language.h"

const char *const language_codes[LANGUAGES] = { "sv", "nb", "fi", "da", "en" };

bool
language_of_code(struct str code, enum language *lang)
{
	if (str_is(code, "nn") || str_is(code, "no")) {
		*lang = LANGUAGE_NB;
		return true;
	}
	for (int i = 0; i < LANGUAGES; i++)
		if (str_is(code, language_codes[i])) {
			*lang = (enum language)i;
			return true;
		}
	return false;
}

bool
language_of_country(struct str country, enum language *lang)
{
	static const char *const codes[] = { "SE", "NO", "FI", "DK" };
	for (int i = 0; i < 4; i++)
		if (str_is(country, codes[i])) {
			*lang = (enum language)i;
			return true;
		}
	return false;
}

static bool
speaks(const struct str *codes, size_t n, enum language lang)
{
	enum language other;
	for (size_t i = 0; i < n; i++)
		if (language_of_code(codes[i], &other) && other == lang)
			return true;
	return n == 0;
}

enum language
language_choose(const struct record *r, const struct str *codes, size_t n)
{
	enum language lang;
	if (r->delivery && language_of_code(r->delivery->language, &lang))
		return lang;
	if (r->reach && r->reach->customer &&
	    language_of_code(r->reach->customer->language, &lang))
		return lang;
	if (language_of_country(r->invoice->buyer.address.country, &lang) &&
	    speaks(codes, n, lang))
		return lang;
	return n && language_of_code(codes[0], &lang) ? lang : LANGUAGE_EN;
}
