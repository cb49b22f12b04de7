/* SPDX-License-Identifier: ISC */
#include "base/secret.h"
#include "bind.h"
#include "word.h"

static bool
refuse(struct bind *b, const struct yaml *v, const char *why)
{
	return bind_fault(
	    b, v, "secret file '%.*s' %s", STR_ARG(word_clip(v->text)), why);
}

struct str
bind_path(struct bind *b, struct str path)
{
	const char *slash = strrchr(b->file, '/');
	int folder = slash ? (int)(slash + 1 - b->file) : 0;
	if (path.p[0] == '/')
		folder = 0;
	return arena_printf(
	    b->arena, "%.*s%.*s", folder, b->file, STR_ARG(path));
}

static struct str
without_line_end(struct str s)
{
	if (s.n && s.p[s.n - 1] == '\n') {
		s.n--;
		if (s.n && s.p[s.n - 1] == '\r')
			s.n--;
	}
	return s;
}

bool
bind_secret(struct bind *b, const struct yaml *v, struct str *content)
{
	struct str path = bind_path(b, v->text);
	const char *why = secret_read(path.p, b->arena, content);
	if (why)
		return refuse(b, v, why);
	*content = without_line_end(*content);
	return content->n > 0 || refuse(b, v, "is empty");
}
