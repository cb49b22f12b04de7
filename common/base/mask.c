/* SPDX-License-Identifier: ISC */
#include "digit.h"
#include "mask.h"

enum { RUN_MAX = 24 }; /* longest dressed run: SE + 12 digits + 01 */

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* Claims that day and month can be a birth date; the year is not known. */
static bool
day_month(int day, int month)
{
	static const int last[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	return month >= 1 && month <= 12 && day >= 1 && day <= last[month - 1];
}

/* d: ten digits YYMMDDNNNC. */
static bool
swedish(const char *d)
{
	int day = two(d + 4);
	if (day > 60)
		day -= 60;
	return day_month(day, two(d + 2)) && luhn_ok(d, 10);
}

/* d: eleven digits DDMMYYNNNCC; D-number day + 40, H and T month + 40, 80. */
static bool
norwegian(const char *d)
{
	int day = two(d), month = two(d + 2);
	if (day > 40)
		day -= 40;
	if (month > 40)
		month -= month > 80 ? 80 : 40;
	return day_month(day, month) && fnr_rest(d) >= 0;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* p: eleven bytes DDMMYYxNNNC. */
static bool
finnish(const char *p)
{
	char check = hetu_check(p);
	return check && check == upper(p[10]) && p[6] &&
	       strchr("+-UVWXYABCDEF", upper(p[6])) &&
	       day_month(two(p), two(p + 2));
}

/*
 * Claims that n digits are a payment reference made of an identity number: with
 * a check digit behind it, and perhaps the last digit of its length before
 * that.
 */
static bool
reference_hit(const char *d, size_t n)
{
	size_t from = n == 13 || n == 14 ? 2 : 0;
	bool century = !from || two(d) == 18 || two(d) == 19 || two(d) == 20;
	bool length = n == 11 || n == 13 || d[n - 2] == (char)('0' + n % 10);
	if (!luhn_ok(d, n))
		return false;
	return (century && length && swedish(d + from)) ||
	       (n == 12 && norwegian(d));
}

/* Claims that n bare digits are an identity number or one in a known dress. */
static bool
digits_hit(const char *d, size_t n)
{
	switch (n) {
	case 10:
		return swedish(d);
	case 11:
		return norwegian(d) || reference_hit(d, n);
	case 12:
		return swedish(d + 2) ||
		       (d[10] == '0' && d[11] == '1' && swedish(d)) ||
		       reference_hit(d, n);
	case 13:
		return reference_hit(d, n);
	case 14: /* twelve digits and the 01 of a VAT number */
		return (d[12] == '0' && d[13] == '1' && swedish(d + 2)) ||
		       reference_hit(d, n);
	}
	return false;
}

/*
 * Collects the digits of the run at p, over at most one separator; returns
 * the length of the run in the text, 0 where it is too long to be one.
 */
static size_t
run_at(struct str t, size_t at, char *digits, size_t *count)
{
	size_t i = at, n = 0;
	bool separated = false;
	for (; i < t.n; i++) {
		if (is_digit(t.p[i])) {
			if (n == RUN_MAX)
				return 0;
			digits[n++] = t.p[i];
		} else if (!separated && (n == 6 || n == 8) && t.p[i] &&
			   strchr("-+ ", t.p[i]) && i + 1 < t.n &&
			   is_digit(t.p[i + 1])) {
			separated = true;
		} else {
			break;
		}
	}
	*count = n;
	return i - at;
}

/* The plain run of digits at `at`, no separator. */
static size_t
plain_at(struct str t, size_t at)
{
	size_t i = at;
	while (i < t.n && is_digit(t.p[i]))
		i++;
	return i - at;
}

bool
mask_find(struct str t, size_t from, size_t *at, size_t *n)
{
	char digits[RUN_MAX];
	for (size_t i = from; i + MASK_LEAST <= t.n;) {
		if (!is_digit(t.p[i])) {
			i++;
			continue;
		}
		size_t count = 0, plain = plain_at(t, i);
		if (plain < 6) { /* of a date, at least */
			i += plain;
			continue;
		}
		size_t run = run_at(t, i, digits, &count);
		*at = i;
		*n = run;
		if (run && digits_hit(digits, count))
			return true;
		*n = plain;
		if (plain != run && digits_hit(t.p + i, plain))
			return true;
		*n = 11;
		if (plain == 6 && t.n - i >= 11 && finnish(t.p + i))
			return true;
		i += plain;
	}
	return false;
}

bool
mask_hit(struct str text)
{
	size_t at, n;
	return mask_find(text, 0, &at, &n);
}

void
mask_text(char *text, size_t length)
{
	size_t at, n;
	struct str t = { text, length };
	for (size_t from = 0; mask_find(t, from, &at, &n); from = at + n)
		memset(text + at, '*', n);
}
