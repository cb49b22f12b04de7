/* SPDX-License-Identifier: ISC */
#include <stdint.h>
#include <stdio.h>
#include <strings.h>

#include "xguard.h"

/* ---- encodings ------------------------------------------------------- */

/* By how their names begin; of a whole name with its final NUL. */
static const struct {
	const char *name;
	size_t n;
} encodings[] = {
#define BEGINS(name)                                                           \
	{                                                                      \
		name, sizeof(name) - 1                                         \
	}
#define WHOLE(name)                                                            \
	{                                                                      \
		name, sizeof(name)                                             \
	}
	WHOLE("UTF-8"),
	WHOLE("UTF8"),
	BEGINS("UTF-16"),
	BEGINS("UTF16"),
	WHOLE("ISO-10646-UCS-2"),
	WHOLE("US-ASCII"),
	WHOLE("ASCII"),
	BEGINS("ISO-8859-"),
	BEGINS("ISO8859-"),
	BEGINS("ISO_8859-"),
	BEGINS("latin"),
	BEGINS("windows-125"),
	BEGINS("CP125"),
	WHOLE("CP437"),
	WHOLE("IBM437"),
	WHOLE("CP850"),
	WHOLE("IBM850"),
#undef BEGINS
#undef WHOLE
};

static bool
is_plain_encoding(const char *name)
{
	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++)
		if (strncasecmp(name, encodings[i].name, encodings[i].n) == 0)
			return true;
	return false;
}

/* ---- characters ------------------------------------------------------ */

/* A document as units of one byte, or of two: those of UTF-16. */
struct units {
	const unsigned char *p;
	size_t n, at; /* units */
	unsigned wide; /* 1: two bytes a unit */
	unsigned high; /* of these, the first is the high one */
	long line;
};

/*
 * Tells UTF-16 by a mark or by the first `<`. Both ways of UTF-32 also look
 * like it, and are refused.
 */
static bool
begin(struct units *u, struct str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	*u = (struct units){ .p = p, .n = bytes.n, .line = 1 };
	if (bytes.n < 4)
		return true;
	bool little = (p[0] == 0xff && p[1] == 0xfe) || (p[0] && !p[1]);
	bool big = (p[0] == 0xfe && p[1] == 0xff) || (!p[0] && p[1]);
	if ((!p[0] && !p[1]) || ((little || big) && !p[2] && !p[3]))
		return false;
	u->wide = little || big;
	u->high = big;
	u->n >>= u->wide;
	return true;
}

/* A character below U+0080; others are 0x80, which stands for no markup. */
static unsigned char
unit(const struct units *u, size_t i)
{
	if (!u->wide)
		return u->p[i];
	return u->p[2 * i + !u->high] ? 0x80 : u->p[2 * i + u->high];
}

/* The next character; 0 behind the end. */
static unsigned char
next(struct units *u)
{
	if (u->at == u->n)
		return 0;
	unsigned char c = unit(u, u->at++);
	u->line += c == '\n';
	return c;
}

static bool
at(const struct units *u, const char *mark)
{
	size_t i = u->at;
	for (; *mark; mark++, i++)
		if (i >= u->n || unit(u, i) != (unsigned char)*mark)
			return false;
	return true;
}

/* Moves behind the mark, or to the end. */
static void
pass(struct units *u, const char *mark)
{
	while (u->at < u->n && !at(u, mark))
		next(u);
	while (*mark++ && u->at < u->n)
		next(u);
}

/* ---- tags ------------------------------------------------------------ */

/* Moves behind a tag; how many attributes it has, if it is one. */
static size_t
tag(struct units *u)
{
	size_t n = 0;
	unsigned char quote = 0, c;
	while (u->at < u->n && ((c = next(u)) != '>' || quote)) {
		if (quote) {
			quote = c == quote ? 0 : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
			n++;
		}
	}
	return n;
}

/* Moves behind markup whose `<` has been read. */
static size_t
markup(struct units *u)
{
	if (at(u, "!--"))
		pass(u, "-->");
	else if (at(u, "![CDATA["))
		pass(u, "]]>");
	else if (at(u, "?"))
		pass(u, "?>");
	else
		return tag(u);
	return 0;
}

bool
xguard(struct str bytes, const char *encoding, struct fault *f)
{
	struct units u;
	char place[32];
	if (encoding && !is_plain_encoding(encoding))
		return fault_set(
		    f, "line 1", "encoding", "unknown encoding '%s'", encoding);
	if (!begin(&u, bytes))
		return fault_set(f, "line 1", "encoding",
		    "its characters take four bytes each");
	while (u.at < u.n) {
		if (next(&u) != '<' || markup(&u) <= XGUARD_ATTRIBUTES)
			continue;
		snprintf(place, sizeof(place), "line %ld", u.line);
		return fault_set(f, place, "size",
		    "more than %d attributes in one tag", XGUARD_ATTRIBUTES);
	}
	return true;
}
