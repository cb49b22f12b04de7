/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "contact.h"

enum { LOCAL_MAX = 64, MOBILE_LEAST = 8, MOBILE_MOST = 15 };

/* Claims that the byte has no meaning of its own in a header. */
static bool
is_plain(char c)
{
	unsigned char u = (unsigned char)c;
	return u > 0x20 && u != 0x7f && !strchr("<>()[],;:\\\"", c);
}

/* The control characters U+0080 to U+009F. */
static bool
is_control(const char *p, size_t left)
{
	return left > 1 && (unsigned char)p[0] == 0xc2 &&
	       (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xa0;
}

/* Two labels or more, none empty, none with a hyphen at an end. */
static bool
is_domain(struct str s)
{
	size_t labels = 0;
	for (size_t from = 0; from <= s.n; labels++) {
		const char *dot = memchr(s.p + from, '.', s.n - from);
		size_t to = dot ? (size_t)(dot - s.p) : s.n;
		if (to == from || s.p[from] == '-' || s.p[to - 1] == '-')
			return false;
		from = to + 1;
	}
	return labels >= 2;
}

bool
contact_email_ok(struct str s)
{
	const char *at = s.n ? memchr(s.p, '@', s.n) : NULL;
	if (!at || s.n > CONTACT_EMAIL_MAX)
		return false;
	struct str domain = str_from(s, (size_t)(at - s.p) + 1);
	size_t local = (size_t)(at - s.p);
	if (local == 0 || local > LOCAL_MAX || s.p[0] == '-' ||
	    (domain.n && memchr(domain.p, '@', domain.n)))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_plain(s.p[i]) || is_control(s.p + i, s.n - i))
			return false;
	return is_domain(domain);
}

bool
contact_mailbox_split(struct str s, struct str *name, struct str *address)
{
	size_t at = s.n;
	*name = (struct str){ NULL, 0 };
	*address = s;
	if (!s.n || s.p[s.n - 1] != '>')
		return true;
	while (at > 0 && s.p[at - 1] != '<')
		at--;
	if (at == 0)
		return false;
	*address = (struct str){ s.p + at, s.n - at - 1 };
	*name = (struct str){ s.p, at - 1 };
	while (name->n && name->p[name->n - 1] == ' ')
		name->n--;
	if (name->n > 1 && name->p[0] == '"' && name->p[name->n - 1] == '"')
		*name = (struct str){ name->p + 1, name->n - 2 };
	return true;
}

bool
contact_mobile_ok(struct str s)
{
	return s.n > MOBILE_LEAST && s.n <= MOBILE_MOST + 1 && s.p[0] == '+' &&
	       s.p[1] != '0' && digits_only(s.p + 1, s.n - 1);
}
