/* SPDX-License-Identifier: ISC */
#include "xwrite.h"

#include "base/text.h"

/* What a byte needs, where the text of an element needs nothing: 0. */
enum { WIDE = 1, NEVER, ESCAPE, ATTR };

static int
class_of(unsigned char c)
{
	static const unsigned char marks[0x80] = {
		['\t'] = ATTR,
		['\n'] = ATTR,
		['\r'] = ESCAPE,
		['"'] = ATTR,
		['&'] = ESCAPE,
		['<'] = ESCAPE,
		['>'] = ESCAPE,
	};
	if (c >= 0x80)
		return WIDE;
	return c < 0x20 && !marks[c] ? NEVER : marks[c];
}

static const char *
reference(char c)
{
	switch (c) {
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	case '\r':
		return "&#13;";
	case '"':
		return "&quot;";
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	default:
		return "&gt;";
	}
}

/* Length of the character at p that XML can hold, 0 when it is none. */
static size_t
wide(const char *p, size_t n)
{
	size_t length = utf8_length(p, n);
	bool never = length == 3 && (memcmp(p, "\xef\xbf\xbe", 3) == 0 ||
					memcmp(p, "\xef\xbf\xbf", 3) == 0);
	return never ? 0 : length;
}

/* plain: the class that needs nothing here either. */
static bool
escape(struct buf *out, struct str s, int plain)
{
	size_t from = 0, i = 0;
	while (i < s.n) {
		int what = class_of((unsigned char)s.p[i]);
		if (what == 0 || what == plain) {
			i++;
		} else if (what == WIDE) {
			size_t n = wide(s.p + i, s.n - i);
			if (!n)
				return false;
			i += n;
		} else if (what == NEVER) {
			return false;
		} else {
			buf_add(out, s.p + from, i - from);
			buf_adds(out, reference(s.p[i]));
			from = ++i;
		}
	}
	buf_add(out, s.p + from, i - from);
	return true;
}

bool
xwrite_text(struct buf *out, struct str s)
{
	return escape(out, s, ATTR);
}

bool
xwrite_attr(struct buf *out, struct str s)
{
	return escape(out, s, 0);
}
