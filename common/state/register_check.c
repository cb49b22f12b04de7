/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/digit.h"
#include "base/mask.h"
#include "base/text.h"
#include "ident/contact.h"
#include "register_db.h"
#include "register_row.h"

/* Most bytes of a value. */
static const size_t customer_most[REGISTER_COLUMNS] = {
	[REGISTER_SENDER] = 64,
	[REGISTER_NUMBER] = 64,
	[REGISTER_NAME] = 400,
	[REGISTER_CARE_OF] = 400,
	[REGISTER_LINE1] = 400,
	[REGISTER_LINE2] = 400,
	[REGISTER_POST_CODE] = 16,
	[REGISTER_CITY] = 100,
	[REGISTER_COUNTRY] = 2,
	[REGISTER_EMAIL] = CONTACT_EMAIL_MAX,
	[REGISTER_MOBILE] = 16,
	[REGISTER_LANGUAGE] = 2,
	[REGISTER_WISHES] = 1000,
	[REGISTER_TAGS] = 1000,
	[REGISTER_PROTECTED] = 3,
	[REGISTER_PUBLIC] = 3,
	[REGISTER_HOLD] = 3,
	[REGISTER_NO_DEBIT] = 3,
	[REGISTER_DUPLEX] = 3,
	[REGISTER_COLOUR] = 3,
	[REGISTER_ENVELOPE] = 64,
	[REGISTER_INSERTS] = 1000,
	[REGISTER_IDENTITY] = 16,
};

static const size_t agreement_most[AGREEMENT_COLUMNS] = {
	[AGREEMENT_SENDER] = 64,
	[AGREEMENT_NUMBER] = 64,
	[AGREEMENT_CHANNEL] = 64,
	[AGREEMENT_KEY] = 100,
	[AGREEMENT_STATUS] = 16,
	[AGREEMENT_FROM] = 10,
	[AGREEMENT_TO] = 10,
	[AGREEMENT_SOURCE] = 200,
};

/* Claims a name as the configuration has them: a-z, 0-9, hyphens. */
static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!memchr(
			"abcdefghijklmnopqrstuvwxyz0123456789-", s.p[i], 37))
			return false;
	return true;
}

/* Claims a control character: C0, DEL, or C1 as UTF-8 has it. */
static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x20 || c == 0x7f ||
		    (c == 0xc2 && i + 1 < s.n &&
			(unsigned char)s.p[i + 1] < 0xa0))
			return true;
	}
	return false;
}

/* Claims one of the words in a list with a blank between them. */
static bool
is_one_of(struct str s, const char *list)
{
	size_t n;
	for (; *list; list += n + (list[n] == ' ')) {
		n = strcspn(list, " ");
		if (s.n == n && memcmp(s.p, list, n) == 0)
			return true;
	}
	return false;
}

/* Claims that each word of a list is a name. */
static bool
are_names(struct str s)
{
	struct str word;
	while (register_word(&s, &word))
		if (!is_name(word))
			return false;
	return true;
}

/*
 * The digits of a post code: five in Sweden and Finland, four in Norway and
 * Denmark; elsewhere anything.
 */
static bool
is_post_code(struct str s, struct str country)
{
	size_t want = is_one_of(country, "SE FI")   ? 5
		      : is_one_of(country, "NO DK") ? 4
						    : 0;
	size_t n = 0;
	for (size_t i = 0; want && i < s.n; i++) {
		if (is_digit(s.p[i]))
			n++;
		else if (!(s.p[i] == ' ' && i == 3 && want == 5))
			return false;
	}
	return n == want;
}

bool
register_hides(struct str key)
{
	if (mask_hit(key))
		return true;
	/* longer digits that are built on one: a payer number, a KID */
	for (size_t i = 0; i + 10 <= key.n; i++)
		if (mask_hit((struct str){ key.p + i, 10 }) ||
		    (i + 11 <= key.n &&
			mask_hit((struct str){ key.p + i, 11 })))
			return true;
	return false;
}

/*
 * Claims an identity number in the value. A mobile number is twelve digits
 * often enough and would be a false alarm one time in ten; in that column only
 * a year of birth in place of the country tells.
 */
static bool
has_identity(const struct register_table *t, int column, struct str s)
{
	if (t == &register_agreement_table)
		return column != AGREEMENT_KEY && mask_hit(s);
	if (column == REGISTER_IDENTITY)
		return false;
	if (column != REGISTER_MOBILE)
		return mask_hit(s);
	return s.n == 13 && (str_starts(s, "+19") || str_starts(s, "+20")) &&
	       mask_hit(s);
}

/* What all columns have in common. */
static bool
check_any(
    const struct register_table *t, int column, struct str s, struct fault *f)
{
	size_t most = t == &register_customer_table ? customer_most[column]
						    : agreement_most[column];
	char text[64];
	if (utf8_check(s.p, s.n) < s.n)
		return register_wrong(t, column, f, "not UTF-8");
	if (has_control(s))
		return register_wrong(t, column, f, "control character");
	if (has_identity(t, column, s))
		return register_wrong(t, column, f,
		    column == REGISTER_NUMBER
			? "this customer number looks like a personal identity "
			  "number, which does not belong here"
			: "looks like a personal identity number, which does "
			  "not belong here");
	snprintf(text, sizeof(text), "over %zu bytes", most);
	return s.n <= most || register_wrong(t, column, f, text);
}

/* Why the value is not fit for its column; NULL when it is. */
static const char *
customer_objection(int column, struct str s)
{
	static const char name[] = "not a name (a-z, 0-9, hyphens)";
	switch (column) {
	case REGISTER_SENDER:
		return is_name(s) ? NULL : name;
	case REGISTER_WISHES:
		return are_names(s) ? NULL
				    : "not names (a-z, 0-9, hyphens) with "
				      "blanks between";
	case REGISTER_COUNTRY:
		return s.n == 2 && s.p[0] >= 'A' && s.p[0] <= 'Z' &&
			       s.p[1] >= 'A' && s.p[1] <= 'Z'
			   ? NULL
			   : "not an ISO 3166-1 code of two capital letters";
	case REGISTER_EMAIL:
		return contact_email_ok(s) ? NULL : "not an e-mail address";
	case REGISTER_MOBILE:
		return contact_mobile_ok(s)
			   ? NULL
			   : "not + and 8 to 15 digits with the country number";
	case REGISTER_LANGUAGE:
		return is_one_of(s, "sv nb nn fi da en")
			   ? NULL
			   : "none of sv nb nn fi da en";
	}
	return NULL;
}

bool
register_is_status(struct str s)
{
	return is_one_of(s, "new active cancelled refused");
}

static const char *
agreement_objection(int column, struct str s)
{
	unsigned char hash[VAULT_HASH];
	struct date d;
	switch (column) {
	case AGREEMENT_SENDER:
	case AGREEMENT_CHANNEL:
		return is_name(s) ? NULL : "not a name (a-z, 0-9, hyphens)";
	case AGREEMENT_KEY:
		return s.p[0] != '~' || register_reference_parse(s, hash)
			   ? NULL
			   : "not a key, nor what export writes in place of "
			     "one";
	case AGREEMENT_STATUS:
		return register_is_status(s)
			   ? NULL
			   : "none of new active cancelled refused";
	case AGREEMENT_FROM:
	case AGREEMENT_TO:
		return date_parse(&d, s) ? NULL : "not a date YYYY-MM-DD";
	}
	return NULL;
}

/* What two columns say together. */
static bool
check_together(const struct register_table *t, const struct register_row *row,
    struct fault *f)
{
	if (t == &register_customer_table) {
		struct str code = row->value[REGISTER_POST_CODE];
		struct str country = row->value[REGISTER_COUNTRY];
		return !code.n || !country.n || is_post_code(code, country) ||
		       register_wrong(t, REGISTER_POST_CODE, f,
			   "not a post code of the country");
	}
	/* dates of this spelling are ordered by their bytes */
	struct str from = row->value[AGREEMENT_FROM];
	struct str to = row->value[AGREEMENT_TO];
	return !from.n || !to.n || memcmp(from.p, to.p, 10) <= 0 ||
	       register_wrong(t, AGREEMENT_TO, f, "before the first day");
}

bool
register_check(const struct register_table *t, const struct register_row *row,
    struct fault *f)
{
	bool is_customer = t == &register_customer_table;
	/* an agreement may be without a key, and nothing else that names it */
	for (int i = 0; i < (is_customer ? 2 : 3); i++)
		if (!row->value[i].n)
			return register_wrong(t, i, f, "is missing");
	for (int i = 0; i < t->n; i++) {
		struct str s = row->value[i];
		const char *why;
		if (!s.n)
			continue;
		if (!check_any(t, i, s, f))
			return false;
		why = is_customer ? customer_objection(i, s)
				  : agreement_objection(i, s);
		if (why)
			return register_wrong(t, i, f, why);
	}
	return check_together(t, row, f);
}
