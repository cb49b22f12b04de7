/* SPDX-License-Identifier: ISC */
#include <stdio.h>

#include "base/mask.h"
#include "base/text.h"
#include "ident/contact.h"
#include "register.h"

/* Most bytes of a value. */
static const size_t most[REGISTER_COLUMNS] = {
	[REGISTER_SENDER] = 64,
	[REGISTER_NUMBER] = 64,
	[REGISTER_NAME] = 400,
	[REGISTER_EMAIL] = CONTACT_EMAIL_MAX,
	[REGISTER_MOBILE] = 16,
	[REGISTER_LANGUAGE] = 2,
	[REGISTER_WISH] = 64,
};

static bool
wrong(enum register_column column, struct fault *f, const char *text)
{
	char place[32];
	snprintf(place, sizeof(place), "/%s", register_columns[column]);
	return fault_set(f, place, "register", "%s", text);
}

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

static bool
is_language(struct str s)
{
	static const char known[] = "sv nb nn fi da en";
	for (size_t i = 0; i < sizeof(known); i += 3)
		if (s.n == 2 && memcmp(s.p, known + i, 2) == 0)
			return true;
	return false;
}

/*
 * Claims an identity number in the value. A mobile number is twelve digits
 * often enough and would be a false alarm one time in ten; in that column only
 * a year of birth in place of the country tells.
 */
static bool
has_identity(enum register_column column, struct str s)
{
	if (column != REGISTER_MOBILE)
		return mask_hit(s);
	return s.n == 13 && (str_starts(s, "+19") || str_starts(s, "+20")) &&
	       mask_hit(s);
}

/* What all columns have in common. */
static bool
check_any(enum register_column column, struct str s, struct fault *f)
{
	char text[64];
	if (utf8_check(s.p, s.n) < s.n)
		return wrong(column, f, "not UTF-8");
	if (has_control(s))
		return wrong(column, f, "control character");
	if (has_identity(column, s))
		return wrong(column, f,
		    column == REGISTER_NUMBER
			? "this customer number looks like a personal identity "
			  "number, which the register does not take"
			: "looks like a personal identity number, which the "
			  "register does not take");
	snprintf(text, sizeof(text), "over %zu bytes", most[column]);
	return s.n <= most[column] || wrong(column, f, text);
}

static bool
check_value(enum register_column column, struct str s, struct fault *f)
{
	if (!check_any(column, s, f))
		return false;
	switch (column) {
	case REGISTER_SENDER:
	case REGISTER_WISH:
		return is_name(s) ||
		       wrong(column, f, "not a name (a-z, 0-9, hyphens)");
	case REGISTER_EMAIL:
		return contact_email_ok(s) ||
		       wrong(column, f, "not an e-mail address");
	case REGISTER_MOBILE:
		return contact_mobile_ok(s) ||
		       wrong(column, f,
			   "not + and 8 to 15 digits with the country number");
	case REGISTER_LANGUAGE:
		return is_language(s) ||
		       wrong(column, f, "none of sv nb nn fi da en");
	default:
		return true;
	}
}

bool
register_check(const struct register_row *row, struct fault *f)
{
	if (!row->value[REGISTER_SENDER].n)
		return wrong(REGISTER_SENDER, f, "is missing");
	if (!row->value[REGISTER_NUMBER].n)
		return wrong(REGISTER_NUMBER, f, "is missing");
	for (int i = 0; i < REGISTER_COLUMNS; i++)
		if (row->value[i].n &&
		    !check_value((enum register_column)i, row->value[i], f))
			return false;
	return true;
}
