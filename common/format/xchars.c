/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "xchars.h"

size_t
xchars_wide(const char *p, const char *end)
{
	size_t n = utf8_length(p, (size_t)(end - p));
	bool none = n == 3 && p[0] == '\xef' && p[1] == '\xbf' &&
		    (unsigned char)p[2] >= 0xbe;
	return none ? 0 : n;
}

bool
xchars_all(const char **at, const char *to, uint32_t *lines)
{
	const char *p = *at;
	while (p < to) {
		size_t n = *p & 0x80 ? xchars_wide(p, to) : 1;
		*lines += *p == '\n';
		if (!n ||
		    ((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t'))
			return false;
		p += n;
	}
	*at = p;
	return true;
}

/* The number of a character reference behind its `&#`; 0: left. */
static unsigned long
reference_number(struct str digits)
{
	unsigned long code = 0;
	bool hex = digits.n && digits.p[0] == 'x';
	if (digits.n <= hex || digits.n > 8)
		return 0;
	for (size_t i = hex; i < digits.n; i++) {
		char c = digits.p[i], lower = (char)(c | 0x20);
		if (c >= '0' && c <= '9')
			code = code * (hex ? 16 : 10) + (unsigned)(c - '0');
		else if (hex && lower >= 'a' && lower <= 'f')
			code = code * 16 + (unsigned)(lower - 'a' + 10);
		else
			return 0;
	}
	bool control =
	    code < 0x20 && code != '\t' && code != '\n' && code != '\r';
	bool surrogate = code >= 0xd800 && code < 0xe000;
	return control || surrogate || code == 0xfffe || code == 0xffff ||
		       code > 0x10ffff
		   ? 0
		   : code;
}

size_t
xchars_reference(const char **at, const char *end, char out[4])
{
	static const struct {
		const char *name;
		char c;
	} entities[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' },
		{ "quot", '"' }, { "apos", '\'' } };
	const char *p = *at + 1;
	size_t most = (size_t)(end - p) < 12 ? (size_t)(end - p) : 12;
	const char *semicolon = memchr(p, ';', most);
	if (!semicolon)
		return 0;
	struct str name = { p, (size_t)(semicolon - p) };
	*at = semicolon + 1;
	if (name.n && name.p[0] == '#') {
		unsigned long code = reference_number(str_from(name, 1));
		return code ? utf8_put(out, code) : 0;
	}
	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
		if (str_is(name, entities[i].name)) {
			*out = entities[i].c;
			return 1;
		}
	return 0;
}
