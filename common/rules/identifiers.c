/* SPDX-License-Identifier: ISC */
#include <stdint.h>

#include "base/digit.h"
#include "base/text.h"
#include "identifiers.h"
#include "value.h"

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool
id_has_shape(struct str s, const char *shape)
{
	if (s.n != strlen(shape))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (shape[i] == '#' ? !is_digit(s.p[i]) : s.p[i] != shape[i])
			return false;
	return true;
}

bool
id_is_digits(struct str s, size_t least, size_t most)
{
	return s.n >= least && s.n <= most && digits_only(s.p, s.n);
}

bool
id_is_capitals(struct str s, size_t least, size_t most)
{
	if (s.n < least || s.n > most)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && (s.p[i] < 'A' || s.p[i] > 'Z'))
			return false;
	return true;
}

/* castable as xs:integer, of text that is too short to be no number. */
static bool
is_integer(struct str s)
{
	s = str_trim(s);
	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		s = str_from(s, 1);
	return s.n && digits_only(s.p, s.n);
}

/*
 * Takes the last character away: how far it is from the digit 0, which is
 * what the expressions calculate with, whatever character it is.
 */
static int64_t
take_last(struct str *s)
{
	size_t n;
	do
		s->n--;
	while (s->n && ((unsigned char)s->p[s->n] & 0xc0) == 0x80);
	return (int64_t)utf8_get(s->p + s->n, &n) - '0';
}

/* The characters from the right times the weights, which begin anew. */
static int64_t
weigh(struct str s, const int *weights, size_t n)
{
	int64_t sum = 0;
	for (size_t i = 0; s.n; i++)
		sum += take_last(&s) * weights[i % n];
	return sum;
}

enum verdict
id_gln(struct str s)
{
	static const int weights[] = { 3, 1 };
	if (!s.n)
		return BROKEN;
	int64_t last = take_last(&s);
	return verdict_of((10 - weigh(s, weights, 2) % 10) % 10 == last);
}

enum verdict
id_mod11(struct str s)
{
	static const int weights[] = { 2, 3, 4, 5, 6, 7 };
	if (!(value_number(s) > 0))
		return BROKEN;
	int64_t last = take_last(&s);
	int64_t check = (11 - weigh(s, weights, 6) % 11) % 11;
	/* 10 is none, though the character after 9 would be */
	return verdict_of(check == last && last <= 9);
}

enum verdict
id_mod97(struct str s)
{
	struct str front = value_substring(s, 1, 8);
	if (!is_integer(front))
		return UNCLEAR;
	long check = 97 - (long)value_number(front) % 97;
	return verdict_of(
	    value_number(value_substring(s, 9, 2)) == (double)check);
}

enum verdict
id_abn(struct str s)
{
	static const int weights[] = { 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 };
	enum { LENGTH = sizeof(weights) / sizeof(weights[0]) };
	int64_t sum = -weights[0]; /* one less for the first digit */
	size_t i = 0;

	for (size_t n; i < LENGTH && s.n; s = str_from(s, n))
		sum += ((int64_t)utf8_get(s.p, &n) - '0') * weights[i++];
	return verdict_of(i == LENGTH && sum % 89 == 0);
}

/* \d of Saxon-HE 9.9: the decimal digits of Unicode 6. */
static bool
is_any_digit(unsigned long c)
{
	static const struct text_range digits[] = {
		{ 0x30, 0x39 },
		{ 0x660, 0x669 },
		{ 0x6f0, 0x6f9 },
		{ 0x7c0, 0x7c9 },
		{ 0x966, 0x96f },
		{ 0x9e6, 0x9ef },
		{ 0xa66, 0xa6f },
		{ 0xae6, 0xaef },
		{ 0xb66, 0xb6f },
		{ 0xbe6, 0xbef },
		{ 0xc66, 0xc6f },
		{ 0xce6, 0xcef },
		{ 0xd66, 0xd6f },
		{ 0xe50, 0xe59 },
		{ 0xed0, 0xed9 },
		{ 0xf20, 0xf29 },
		{ 0x1040, 0x1049 },
		{ 0x1090, 0x1099 },
		{ 0x17e0, 0x17e9 },
		{ 0x1810, 0x1819 },
		{ 0x1946, 0x194f },
		{ 0x19d0, 0x19d9 },
		{ 0x1a80, 0x1a89 },
		{ 0x1a90, 0x1a99 },
		{ 0x1b50, 0x1b59 },
		{ 0x1bb0, 0x1bb9 },
		{ 0x1c40, 0x1c49 },
		{ 0x1c50, 0x1c59 },
		{ 0xa620, 0xa629 },
		{ 0xa8d0, 0xa8d9 },
		{ 0xa900, 0xa909 },
		{ 0xa9d0, 0xa9d9 },
		{ 0xaa50, 0xaa59 },
		{ 0xabf0, 0xabf9 },
		{ 0xff10, 0xff19 },
		{ 0x104a0, 0x104a9 },
		{ 0x11066, 0x1106f },
		{ 0x110f0, 0x110f9 },
		{ 0x11136, 0x1113f },
		{ 0x111d0, 0x111d9 },
		{ 0x116c0, 0x116c9 },
		{ 0x1d7ce, 0x1d7ff },
	};
	return TEXT_IN(c, digits);
}

enum verdict
id_orgnr(struct str s)
{
	if (!s.n)
		return BROKEN;
	for (size_t i = 0, n = 1; i < s.n; i += n, n = 1)
		if (!is_digit(s.p[i]) && !is_any_digit(utf8_get(s.p + i, &n)))
			return BROKEN;
	struct str front = value_substring(s, 1, 9);
	/* other digits than ours are no numbers, of which there is no sum */
	if (!digits_only(front.p, front.n))
		return UNCLEAR;
	int sum = 0;
	for (size_t i = 0; i < front.n; i++) {
		int digit = front.p[front.n - 1 - i] - '0';
		int twice = 2 * digit;
		sum += i % 2 == 0 ? twice / 10 + twice % 10 : digit;
	}
	struct str check = value_substring(s, 10, 1);
	return verdict_of(
	    check.n == 1 && check.p[0] - '0' == (10 - sum % 10) % 10);
}

enum verdict
id_codice_ipa(struct str s)
{
	enum { LENGTH = 6 };
	bool good = s.n == LENGTH;
	for (size_t i = 0; good && i < s.n; i++)
		good = is_digit(s.p[i]) || is_letter(s.p[i]);
	return verdict_of(good);
}

/* Claims that the characters first to last are ASCII letters. */
static bool
are_letters(struct str s, long first, long last)
{
	s = value_substring(s, first, last - first + 1);
	for (size_t i = 0; i < s.n; i++)
		if (!is_letter(s.p[i]))
			return false;
	return true;
}

enum verdict
id_codice_fiscale(struct str s)
{
	enum { COMPANY = 11, PERSON = 16 };
	size_t length = value_length(s);
	if (length != PERSON)
		return verdict_of(length == COMPANY && is_integer(s));
	return verdict_of(
	    are_letters(s, 1, 6) && is_integer(value_substring(s, 7, 2)) &&
	    are_letters(s, 9, 9) && is_integer(value_substring(s, 10, 2)) &&
	    is_integer(value_substring(s, 15, 1)) && are_letters(s, 16, 16));
}

enum verdict
id_partita_iva(struct str s)
{
	enum { LENGTH = 11 };
	static const int doubled[] = { 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 };
	if (!str_starts(s, "IT") && !str_starts(s, "it"))
		return HOLDS;
	s = str_from(s, 2);
	if (value_length(s) != LENGTH || !is_integer(s))
		return BROKEN;
	/* a sign or a blank makes an integer, but is none by itself */
	if (!is_digit(s.p[0]))
		return UNCLEAR;
	int sum = 0;
	for (size_t i = 0; i < s.n && is_digit(s.p[i]); i++)
		sum += i % 2 ? doubled[s.p[i] - '0'] : s.p[i] - '0';
	return verdict_of(sum % 10 == 0);
}

enum verdict
id_greek_tin(struct str s)
{
	enum { LENGTH = 9 };
	if (s.n < LENGTH || !digits_only(s.p, LENGTH))
		return BROKEN;
	int sum = 0;
	for (int i = 0; i < LENGTH - 1; i++)
		sum += (s.p[i] - '0') << (LENGTH - 1 - i);
	return verdict_of(sum % 11 % 10 == s.p[LENGTH - 1] - '0');
}
