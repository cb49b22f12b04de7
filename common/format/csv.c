/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "csv.h"

/* `;` if the first line has one outside quotes. */
static char
find_separator(const char *p, const char *end)
{
	bool quoted = false;
	for (; p < end && (quoted || *p != '\n'); p++) {
		if (*p == '"')
			quoted = !quoted;
		if (*p == ';' && !quoted)
			return ';';
	}
	return ',';
}

void
csv_open(struct csv *c, struct str text, struct arena *a)
{
	if (str_starts(text, "\xef\xbb\xbf"))
		text = str_from(text, 3);
	*c = (struct csv){ .p = text.p,
		.end = text.p + text.n,
		.arena = a,
		.separator = find_separator(text.p, text.p + text.n),
		.line = 1 };
}

/* Takes a line's end, if the reading point is at one. */
static bool
take_end(struct csv *c)
{
	if (c->p == c->end)
		return true;
	if (*c->p == '\r' && c->p + 1 < c->end && c->p[1] == '\n')
		c->p++;
	if (*c->p != '\n')
		return false;
	c->p++;
	c->line++;
	return true;
}

/* A field in quotes; the reading point is behind the first one. */
static bool
take_quoted(struct csv *c, struct str *out, struct fault *f)
{
	const char *from = c->p;
	size_t doubled = 0;
	for (;; c->p++) {
		if (c->p == c->end)
			return fault_set(
			    f, "", "csv", "a quote that is never closed");
		if (*c->p == '\n')
			c->line++;
		if (*c->p != '"')
			continue;
		if (c->p + 1 == c->end || c->p[1] != '"')
			break;
		doubled++;
		c->p++;
	}
	*out = (struct str){ from, (size_t)(c->p++ - from) };
	if (!doubled)
		return true;
	char *copy = arena_alloc(c->arena, out->n), *to = copy;
	for (size_t i = 0; i < out->n; i++)
		if ((*to++ = out->p[i]) == '"')
			i++;
	*out = (struct str){ copy, out->n - doubled };
	return true;
}

/* A field without quotes. */
static bool
take_plain(struct csv *c, struct str *out, struct fault *f)
{
	const char *from = c->p;
	for (; c->p < c->end && *c->p != c->separator && *c->p != '\n'; c->p++)
		if (*c->p == '"')
			return fault_set(f, "", "csv",
			    "a quote inside a field that is not in quotes");
	if (c->p < c->end && *c->p == '\n' && c->p > from && c->p[-1] == '\r')
		c->p--;
	*out = (struct str){ from, (size_t)(c->p - from) };
	return true;
}

/* A field and the separator behind it; *more when there was one. */
static bool
take_field(struct csv *c, struct str *out, bool *more, struct fault *f)
{
	bool quoted = c->p < c->end && *c->p == '"';
	if (quoted)
		c->p++;
	if (quoted ? !take_quoted(c, out, f) : !take_plain(c, out, f))
		return false;
	size_t good = utf8_check(out->p, out->n);
	if (good < out->n)
		return fault_set(f, "", "csv",
		    "not UTF-8 (byte %zu of the field)", good + 1);
	*more = c->p < c->end && *c->p == c->separator;
	if (*more)
		c->p++;
	else if (!take_end(c))
		return fault_set(f, "", "csv", "text behind a closing quote");
	return true;
}

enum csv_status
csv_next(struct csv *c, struct csv_row *row, struct fault *f)
{
	bool more = true;
	while (c->p < c->end && (*c->p == '\n' || *c->p == '\r'))
		if (!take_end(c))
			break;
	row->line = c->line;
	row->n = 0;
	if (c->p == c->end)
		return CSV_END;
	while (more) {
		if (row->n == CSV_FIELDS) {
			fault_set(
			    f, "", "csv", "more than %d fields", CSV_FIELDS);
			return CSV_BAD;
		}
		if (!take_field(c, &row->fields[row->n++], &more, f))
			return CSV_BAD;
	}
	return CSV_ROW;
}

void
csv_put(struct buf *b, struct str value)
{
	bool plain = true;
	for (size_t i = 0; i < value.n && plain; i++)
		plain = !memchr("\",;\r\n", value.p[i], 5);
	if (plain) {
		buf_addstr(b, value);
		return;
	}
	buf_addc(b, '"');
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, value.p[i]);
	}
	buf_addc(b, '"');
}
