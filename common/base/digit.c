/* SPDX-License-Identifier: ISC */
#include "digit.h"

bool
digits_only(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(p[i]))
			return false;
	return n > 0;
}

/* Luhn sum of n digits, the last of which is doubled if `twice`. */
static int
luhn_sum(const char *p, size_t n, bool twice)
{
	int sum = 0;
	while (n-- > 0) {
		int d = p[n] - '0';
		if (twice)
			d = d > 4 ? 2 * d - 9 : 2 * d;
		sum += d;
		twice = !twice;
	}
	return sum;
}

bool
luhn_ok(const char *p, size_t n)
{
	return digits_only(p, n) && luhn_sum(p, n, false) % 10 == 0;
}

int
luhn_digit(const char *p, size_t n)
{
	if (!digits_only(p, n))
		return -1;
	return (10 - luhn_sum(p, n, true) % 10) % 10;
}

int
mod11_digit(const char *p, size_t n)
{
	if (!digits_only(p, n))
		return -1;
	int sum = 0, weight = 2;
	while (n-- > 0) {
		sum += (p[n] - '0') * weight;
		sum %= 11;
		weight = weight == 7 ? 2 : weight + 1;
	}
	return (11 - sum) % 11;
}

bool
gs1_ok(const char *p, size_t n)
{
	if (!digits_only(p, n))
		return false;
	int sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += (p[n - 1 - i] - '0') * (i % 2 ? 3 : 1);
	return sum % 10 == 0;
}

int
mod97(const char *p, size_t n)
{
	int rest = 0;
	for (size_t i = 0; i < n; i++) {
		char c = p[i];
		if (is_digit(c))
			rest = (rest * 10 + (c - '0')) % 97;
		else if (c >= 'A' && c <= 'Z')
			rest = (rest * 100 + (c - 'A' + 10)) % 97;
		else if (c >= 'a' && c <= 'z')
			rest = (rest * 100 + (c - 'a' + 10)) % 97;
		else
			return -1;
	}
	return rest;
}

int
fnr_rest(const char *p)
{
	static const int weight[] = { 3, 7, 6, 1, 8, 9, 4, 5, 2, 1 };
	int sum = 0;
	if (!digits_only(p, 11) || mod11_digit(p, 10) != p[10] - '0')
		return -1;
	for (int i = 0; i < 10; i++)
		sum += (p[i] - '0') * weight[i];
	return sum % 11 <= 3 ? sum % 11 : -1;
}

char
hetu_check(const char *p)
{
	long number = 0;
	if (!digits_only(p, 6) || !digits_only(p + 7, 3))
		return '\0';
	for (int i = 0; i < 10; i++)
		if (i != 6)
			number = number * 10 + (p[i] - '0');
	return "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31];
}
