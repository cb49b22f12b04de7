/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "identifiers.h"

/*
 * The regular expressions of the German and Greek rules, each by hand. `.` is
 * any character but CR and LF, \s is space, tab, CR and LF, and $ is the very
 * end, as Saxon has them.
 */

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
ends_line(char c)
{
	return c == '\n' || c == '\r';
}

static bool
take(struct str *s, const char *word)
{
	if (!str_starts(*s, word))
		return false;
	*s = str_from(*s, strlen(word));
	return true;
}

/* Takes the digits at the front, all that there are; how many. */
static size_t
take_digits(struct str *s)
{
	size_t n = 0;
	while (n < s->n && is_digit(s->p[n]))
		n++;
	if (n)
		*s = str_from(*s, n);
	return n;
}

/* Two digits of a number up to `most`, or one that need not have its 0. */
static bool
is_number(const char *p, size_t n, int most)
{
	int value = n && is_digit(p[0]) ? p[0] - '0' : 0;
	if (n == 2)
		value = is_digit(p[0]) && is_digit(p[1])
			    ? value * 10 + p[1] - '0'
			    : 0;
	return value >= 1 && value <= most;
}

static bool
is_separator(char c)
{
	return c == '-' || c == '\\' || c == '/' || c == ' ';
}

/* Claims that the text begins with a month and a year. */
static bool
begins_month(struct str s)
{
	enum { MONTHS = 12, YEAR = 4 };
	for (size_t n = 1; n <= 2 && n <= s.n; n++) {
		if (!is_number(s.p, n, MONTHS))
			continue;
		struct str year = str_from(s, n);
		for (int between = 0; between < 2; between++) {
			if (year.n >= YEAR && digits_only(year.p, YEAR) &&
			    (str_starts(year, "19") || str_starts(year, "20")))
				return true;
			if (!year.n || !is_separator(year.p[0]))
				break;
			year = str_from(year, 1);
		}
	}
	return false;
}

enum verdict
id_greek_date(struct str s)
{
	enum { DAYS = 31 };
	for (size_t n = 1; n <= 2 && n <= s.n; n++) {
		if (!is_number(s.p, n, DAYS))
			continue;
		struct str month = str_from(s, n);
		if (begins_month(month) ||
		    (month.n && is_separator(month.p[0]) &&
			begins_month(str_from(month, 1))))
			return HOLDS;
	}
	return BROKEN;
}

enum verdict
id_german_iban(struct str s)
{
	enum { HEAD = 4, LENGTH = HEAD + 30 };
	char text[LENGTH];
	size_t n = 0;
	int rest = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (is_blank(s.p[i]))
			continue;
		if (n == LENGTH || (!is_digit(s.p[i]) && !is_letter(s.p[i])))
			return BROKEN;
		text[n++] = s.p[i];
	}
	if (n < HEAD || !id_is_capitals((struct str){ text, 2 }, 2, 2) ||
	    is_digit(text[0]) || is_digit(text[1]) || !digits_only(text + 2, 2))
		return BROKEN;
	for (size_t i = 0; i < n; i++) {
		/* a letter is its place in ASCII less 55: A 10, but a 42 */
		char c = text[(i + HEAD) % n];
		rest = is_digit(c) ? (rest * 10 + c - '0') % 97
				   : (rest * 100 + c - 55) % 97;
	}
	return verdict_of(rest == 1);
}

enum verdict
id_email(struct str s)
{
	const char *at = s.n ? memchr(s.p, '@', s.n) : NULL;
	if (!at || at == s.p)
		return BROKEN;
	size_t from = (size_t)(at - s.p) + 1, points = 0, label = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (is_blank(s.p[i]) || (i >= from && s.p[i] == '@'))
			return BROKEN;
		if (i < from)
			continue;
		if (s.p[i] != '.') {
			label++;
			continue;
		}
		if (label == 0)
			return BROKEN;
		points++;
		label = 0;
	}
	return verdict_of(points > 0 && label > 0);
}

enum verdict
id_telephone(struct str s)
{
	enum { DIGITS = 3 };
	int digits = 0;
	for (size_t i = 0; i < s.n && digits < DIGITS; i++) {
		if (ends_line(s.p[i]))
			digits = 0;
		digits += is_digit(s.p[i]);
	}
	return verdict_of(digits == DIGITS);
}

enum verdict
id_url(struct str s)
{
	size_t n = 0;
	while (n < s.n && (is_letter(s.p[n]) ||
			      (n > 0 && (is_digit(s.p[n]) || s.p[n] == '+' ||
					    s.p[n] == '.' || s.p[n] == '-'))))
		n++;
	return verdict_of(n >= 2 && n < s.n && s.p[n] == ':');
}

/* Takes digits, a point and two digits. */
static bool
take_amount(struct str *s)
{
	enum { CENTS = 2 };
	if (!take_digits(s) || !take(s, ".") || s->n < CENTS ||
	    !digits_only(s->p, CENTS))
		return false;
	*s = str_from(*s, CENTS);
	return true;
}

/* Claims that the whole text is one discount. */
static bool
is_discount(struct str s)
{
	if (!take(&s, "#SKONTO#TAGE=") || !take_digits(&s) ||
	    !take(&s, "#PROZENT=") || !take_amount(&s))
		return false;
	if (take(&s, "#BASISBETRAG=")) {
		take(&s, "-");
		if (!take_amount(&s))
			return false;
	}
	return str_is(s, "#");
}

enum verdict
id_skonto(struct str s)
{
	while (!is_discount(s)) {
		const char *end = s.n ? memchr(s.p, '\n', s.n) : NULL;
		if (!end)
			return BROKEN;
		s = str_from(s, (size_t)(end - s.p) + 1);
	}
	return HOLDS;
}

/* Takes the first line away, without its line feed. */
static struct str
take_line(struct str *s)
{
	const char *end = memchr(s->p, '\n', s->n);
	struct str line = { s->p, end ? (size_t)(end - s->p) : s->n };
	*s = str_from(*s, end ? line.n + 1 : s->n);
	return line;
}

/*
 * What follows the last #...# of a text, tokenize(s, '#.+#')[last()]: one
 * reaches from the first # of a line to the last, with something between.
 */
static struct str
after_last(struct str s)
{
	struct str rest = s;
	size_t first = s.n;
	for (size_t i = 0; i < s.n; i++) {
		if (ends_line(s.p[i]))
			first = s.n;
		if (s.p[i] != '#')
			continue;
		if (first == s.n)
			first = i;
		else if (i - first >= 2)
			rest = str_from(s, i + 1);
	}
	return rest;
}

/* matches(s, '^\s*\n') */
static bool
begins_new_line(struct str s)
{
	for (size_t i = 0; i < s.n && is_blank(s.p[i]); i++)
		if (s.p[i] == '\n')
			return true;
	return false;
}

enum verdict
id_skonto_terms(const struct str *notes, size_t n)
{
	size_t texts = 0;
	bool ends_well = false;
	for (size_t i = 0; i < n; i++) {
		texts += notes[i].n > 0;
		if (notes[i].n)
			ends_well = begins_new_line(after_last(notes[i]));
	}
	for (size_t i = 0; i < n; i++) {
		for (struct str left = notes[i]; left.n;) {
			/* no discount has a blank inside: trimmed is normal */
			struct str line = str_trim(take_line(&left));
			if (!str_starts(line, "#"))
				continue;
			if (!is_discount(line))
				return BROKEN;
			if (texts > 1)
				return UNCLEAR;
			if (!ends_well)
				return BROKEN;
		}
	}
	return HOLDS;
}
