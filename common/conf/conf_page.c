/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "conf_table.h"
#include "ident/contact.h"
#include "ident/spell.h"
#include "word.h"

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

bool
conf_check_mailbox(
    struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str name, address;
	(void)owner;
	if (contact_mailbox_split(
		*(const struct str *)value, &name, &address) &&
	    contact_email_ok(address) && is_ascii(address))
		return true;
	return bind_fault(b, v,
	    "'%.*s' is no e-mail address, nor 'Name <address>'",
	    STR_ARG(word_clip(v->text)));
}

/* A name is looked for later; a path must not depend on where we stand. */
bool
conf_check_template(
    struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str *s = value;
	(void)owner;
	if (memchr(s->p, '/', s->n))
		*s = bind_path(b, *s);
	else if (!bind_is_name(*s))
		return bind_fault(b, v,
		    "'%.*s' is neither the name of a template nor a path with "
		    "'/' in it",
		    STR_ARG(word_clip(v->text)));
	return true;
}

/* A file beside the configuration, or with a path of its own. */
bool
conf_check_file(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str *s = value;
	(void)owner, (void)v;
	*s = bind_path(b, *s);
	return true;
}

bool
conf_check_brand(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	struct str s = *(const struct str *)value;
	(void)owner;
	size_t n = s.p[0] == '#' ? 1 : 0;
	while (
	    n && n < s.n && s.p[n] && strchr("0123456789abcdefABCDEF", s.p[n]))
		n++;
	return (n == 7 && s.n == 7) ||
	       bind_fault(b, v, "'%.*s' is no colour \"#rrggbb\"",
		   STR_ARG(word_clip(v->text)));
}

/* Kept as bare digits. No check digit is known of these numbers. */
bool
conf_check_swish(struct bind *b, const struct yaml *v, void *owner, void *value)
{
	enum { DIGITS = 10 };
	struct str *s = value;
	char digits[DIGITS + 1];
	(void)owner;
	if (!spell_bare(digits, sizeof(digits), *s, " -") ||
	    strlen(digits) != DIGITS || !digits_only(digits, DIGITS) ||
	    memcmp(digits, "123", 3) != 0)
		return bind_fault(b, v,
		    "'%.*s' is no Swish number of ten digits beginning with "
		    "123",
		    STR_ARG(word_clip(v->text)));
	*s = arena_str(b->arena, str_of(digits));
	return true;
}
