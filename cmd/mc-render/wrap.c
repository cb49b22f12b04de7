/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "compose.h"
#include "wrap.h"

/* More bytes than any box of a page holds. */
enum { BOX_MAX = 4096 };

static const char ellipsis[] = "\xe2\x80\xa6";

struct range {
	unsigned long first, last;
};

/* What has no looks of its own: Default_Ignorable_Code_Point, and tags. */
static const struct range invisible[] = {
	{ 0x00AD, 0x00AD },
	{ 0x034F, 0x034F },
	{ 0x061C, 0x061C },
	{ 0x180B, 0x180F },
	{ 0x200B, 0x200F },
	{ 0x202A, 0x202E },
	{ 0x2060, 0x206F },
	{ 0xFE00, 0xFE0F },
	{ 0xFEFF, 0xFEFF },
	{ 0xFFF9, 0xFFFB },
	{ 0xE0000, 0xE0FFF },
};

/* Symbols that decorate; letters, digits and currency signs are not here. */
static const struct range pictographs[] = {
	{ 0x2300, 0x23FF },
	{ 0x2600, 0x27BF },
	{ 0x2B00, 0x2BFF },
	{ 0x1F000, 0x1F0FF },
	{ 0x1F1E6, 0x1F1FF },
	{ 0x1F300, 0x1FAFF },
};

static bool
in_ranges(unsigned long code, const struct range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (code >= r[i].first && code <= r[i].last)
			return true;
	return false;
}

#define IN(code, ranges)                                                       \
	in_ranges(code, ranges, sizeof(ranges) / sizeof((ranges)[0]))

/* The character that stands for a blank or line end, 0 for any other. */
static unsigned long
as_space(unsigned long code)
{
	if (code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 ||
	    code == 0x2029)
		return '\n';
	if (code < ' ' || (code >= 0x7F && code < 0xA0) || code == 0x1680 ||
	    (code >= 0x2000 && code <= 0x200A && code != 0x2007) ||
	    code == 0x205F || code == 0x3000)
		return ' ';
	if (code == 0x2007 || code == 0x202F)
		return 0xA0;
	return 0;
}

static unsigned long
composed(unsigned long base, unsigned long mark)
{
	for (size_t i = 0; i < compose_table_n; i++)
		if (compose_table[i].mark == mark &&
		    compose_table[i].base == base)
			return compose_table[i].whole;
	return 0;
}

/* Claims that every style has the character. */
static bool
has_glyph(struct type *t, unsigned long code)
{
	for (int s = 0; s < FONT_STYLES; s++)
		if (!fonts_glyph(t->fonts, (enum font_style)s, code)->index)
			return false;
	return true;
}

/* What is drawn for the character: itself, another, or 0 for nothing. */
static unsigned long
drawn(struct type *t, unsigned long code)
{
	unsigned long space = as_space(code);
	if (space || IN(code, invisible))
		return space;
	if (has_glyph(t, code))
		return code;
	if (!IN(code, pictographs) && !t->missing)
		t->missing = code;
	return 0;
}

struct str
wrap_clean(struct type *t, struct str text)
{
	size_t plain = 0;
	while (plain < text.n && text.p[plain] >= ' ' && text.p[plain] < 0x7F)
		plain++;
	if (plain == text.n)
		return text;
	/* no character becomes longer than it was */
	char *out = arena_alloc(t->arena, text.n);
	size_t at = 0, last_at = 0;
	unsigned long last = 0;
	for (size_t i = 0, n; i < text.n; i += n) {
		unsigned long code = utf8_get(text.p + i, &n);
		unsigned long whole = code >= 0x300 && code < 0x370 && last
					  ? composed(last, code)
					  : 0;
		if (code == '\r' && i + 1 < text.n && text.p[i + 1] == '\n')
			continue;
		if (whole)
			at = last_at;
		last = code = drawn(t, whole ? whole : code);
		if (!code)
			continue;
		last_at = at;
		at += utf8_put(out + at, code);
	}
	return (struct str){ out, at };
}

double
wrap_width(struct type *t, struct look look, struct str text)
{
	return fonts_width(t->fonts, look.font, text) * look.size / DEVICE_MM;
}

struct look
wrap_shrink(struct type *t, struct look look, double width, struct str text)
{
	double now = wrap_width(t, look, text);
	if (now > width)
		look.size *= width / now;
	return look;
}

/*
 * The end of the line that begins at `from`, and where the next begins; with
 * `anywhere` it ends at the last character that fits.
 */
struct span {
	size_t end, next;
	bool inside; /* of a word */
};

static bool
breaks_behind(char c)
{
	return c == '-' || c == '/';
}

static struct span
one_line(struct type *t, struct look look, double width, struct str s,
    size_t from, bool anywhere)
{
	const struct font_glyph *last = NULL;
	double room = width * DEVICE_MM / look.size + 1e-6, used = 0;
	struct span broken = { from, from, false };
	for (size_t i = from, n; i < s.n; i += n) {
		if (s.p[i] == '\n')
			return (struct span){ i, i + 1, false };
		unsigned long code = utf8_get(s.p + i, &n);
		const struct font_glyph *g =
		    fonts_glyph(t->fonts, look.font, code);
		used += g->advance + (last ? fonts_kern(t->fonts, last, g) : 0);
		last = g;
		if (code == ' ') {
			broken = (struct span){ i, i + 1, false };
			continue;
		}
		if (used > room && broken.next > from && !anywhere)
			return broken;
		if (used > room && i > from)
			return (struct span){ i, i, true };
		if (breaks_behind(s.p[i]) && i > from)
			broken = (struct span){ i + 1, i + 1, false };
	}
	return (struct span){ s.n, s.n, false };
}

static void
add_line(struct type *t, struct lines *l, size_t *cap, struct str line)
{
	line = str_trim(line);
	if (line.n == 0 && (l->n == 0 || l->line[l->n - 1].n == 0))
		return;
	if (l->n == *cap) {
		size_t grown = *cap ? *cap * 2 : 8;
		struct str *more = arena_alloc(t->arena, grown * sizeof(*more));
		if (l->n)
			memcpy(more, l->line, l->n * sizeof(*more));
		l->line = more;
		*cap = grown;
	}
	l->line[l->n++] = line;
}

struct lines
wrap_text(struct type *t, struct look look, double width, struct str text)
{
	struct str s = wrap_clean(t, text);
	struct lines l = { .text = s };
	size_t cap = 0;
	for (size_t at = 0; at < s.n;) {
		struct span span = one_line(t, look, width, s, at, false);
		add_line(t, &l, &cap, (struct str){ s.p + at, span.end - at });
		l.broken |= span.inside;
		at = span.next;
	}
	while (l.n && l.line[l.n - 1].n == 0)
		l.n--;
	return l;
}

/* The offset at which the last character of s begins. */
static size_t
character_before(struct str s)
{
	size_t n = s.n - 1;
	while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return n;
}

/* As much of the text as one line takes with an ellipsis behind it. */
static struct str
with_ellipsis(struct type *t, struct look look, double width, struct str text)
{
	double room = width - wrap_width(t, look, str_of(ellipsis));
	struct span all = one_line(t, look, room, text, 0, true);
	struct str line = { text.p, all.end };
	return arena_printf(
	    t->arena, "%.*s%s", STR_ARG(str_trim(line)), ellipsis);
}

struct lines
wrap_box(struct type *t, struct look *look, double width, size_t most_lines,
    double least, struct str text)
{
	bool clipped = text.n > BOX_MAX;
	while (clipped && text.n > BOX_MAX)
		text.n = character_before(text);
	struct lines l = wrap_text(t, *look, width, text);
	while (l.n > most_lines && look->size > least) {
		look->size =
		    look->size - 0.5 > least ? look->size - 0.5 : least;
		l = wrap_text(t, *look, width, text);
	}
	if (l.n > most_lines || (clipped && l.n)) {
		l.n = l.n < most_lines ? l.n : most_lines;
		l.cut = true;
		struct str rest = l.line[l.n - 1];
		rest.n = (size_t)(l.text.p + l.text.n - rest.p);
		l.line[l.n - 1] = with_ellipsis(t, *look, width, rest);
	}
	return l;
}
