/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "type_set.h"

/* What has no looks of its own: Default_Ignorable_Code_Point, and tags. */
static const struct text_range invisible[] = {
	{ 0x00AD, 0x00AD },
	{ 0x034F, 0x034F },
	{ 0x061C, 0x061C },
	{ 0x115F, 0x1160 },
	{ 0x17B4, 0x17B5 },
	{ 0x180B, 0x180F },
	{ 0x200B, 0x200F },
	{ 0x202A, 0x202E },
	{ 0x2060, 0x206F },
	{ 0x3164, 0x3164 },
	{ 0xFE00, 0xFE0F },
	{ 0xFEFF, 0xFEFF },
	{ 0xFFA0, 0xFFA0 },
	{ 0xFFF0, 0xFFFB },
	{ 0x1BCA0, 0x1BCA3 },
	{ 0x1D173, 0x1D17A },
	{ 0xE0000, 0xE0FFF },
};

/* Symbols that decorate; letters, digits and currency signs are not here. */
static const struct text_range pictographs[] = {
	{ 0x20D0, 0x20F0 },
	{ 0x2300, 0x23FF },
	{ 0x2600, 0x27BF },
	{ 0x2B00, 0x2BFF },
	{ 0x1F000, 0x1F0FF },
	{ 0x1F1E6, 0x1F1FF },
	{ 0x1F300, 0x1FAFF },
};

struct cleaner {
	struct type *type;
	struct chain *chain;
	struct arena *arena;
	struct str in;
	char *out; /* NULL: as it came so far */
	size_t n; /* of what is clean */
	unsigned long last; /* clean character, 0: none */
	size_t last_at;
	bool marks;
};

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

/* The whole of a letter and its mark where a font has it, else 0. */
static unsigned long
composed(struct cleaner *k, unsigned long code)
{
	hb_codepoint_t whole;
	bool part = char_is_mark(code) || (code >= 0x1161 && code < 0x1200);
	if (!k->last || !part ||
	    !hb_unicode_compose(hb_unicode_funcs_get_default(),
		(hb_codepoint_t)k->last, (hb_codepoint_t)code, &whole) ||
	    char_font(k->type, k->chain, whole) < 0)
		return 0;
	return whole;
}

/* Claims that a joiner has letters on both sides that know what it means. */
static bool
joins(const struct cleaner *k, struct str next)
{
	size_t n;
	if (!next.n || !k->last || !script_joins(char_script(k->last)))
		return false;
	unsigned long code = utf8_get(next.p, &n);
	return (script_joins(char_script(code)) || char_is_mark(code)) &&
	       !TEXT_IN(code, invisible) && !TEXT_IN(code, pictographs);
}

/*
 * What is drawn for the character, which `next` follows: itself, another, or
 * 0 for nothing.
 */
static unsigned long
drawn(struct cleaner *k, unsigned long code, struct str next)
{
	unsigned long space = as_space(code);
	if (space)
		return space;
	if (code == 0x200C || code == 0x200D)
		return joins(k, next) ? code : 0;
	if (TEXT_IN(code, invisible))
		return 0;
	bool mark = char_is_mark(code);
	if (char_font(k->type, k->chain, code) < 0) {
		if (TEXT_IN(code, pictographs))
			return 0;
		if (!mark) {
			type_miss(k->type, code);
			return 0;
		}
	}
	k->marks = k->marks || mark;
	return code;
}

/* Puts the character at k->n; bytes that came as they are cost nothing. */
static void
put(struct cleaner *k, size_t from, unsigned long code)
{
	char text[4];
	size_t n = utf8_put(text, code);
	bool same = k->n == from && from + n <= k->in.n &&
		    memcmp(k->in.p + from, text, n) == 0;
	if (!k->out && !same) {
		/* no character becomes longer than it was */
		k->out = arena_alloc(k->arena, k->in.n);
		memcpy(k->out, k->in.p, k->n);
	}
	if (k->out)
		memcpy(k->out + k->n, text, n);
	k->last = code == '\n' || code == ' ' ? 0 : code;
	k->last_at = k->n;
	k->n += n;
}

/* A font may lack a mark and have the letter with it, or else not. */
static void
check_marks(struct cleaner *k, struct str s)
{
	for (size_t at = 0, end; at < s.n; at = end) {
		end = grapheme_end(s, at);
		struct str grapheme = { s.p + at, end - at };
		if (grapheme_font(k->type, k->chain, grapheme) >= 0)
			continue;
		for (size_t i = 0, n; i < grapheme.n; i += n) {
			unsigned long code = utf8_get(grapheme.p + i, &n);
			if (char_is_mark(code) &&
			    char_font(k->type, k->chain, code) < 0)
				type_miss(k->type, code);
		}
	}
}

/* Passes over Latin characters that a font has, known to be so. */
static size_t
pass_simple(struct cleaner *k, size_t i)
{
	const uint8_t *page = k->chain->page[0];
	size_t from = i;
	while (page && i < k->in.n) {
		unsigned char c = (unsigned char)k->in.p[i];
		unsigned code = c;
		if (c >= 0x80)
			code = c == 0xC2 || c == 0xC3
				   ? (c & 3u) << 6 |
					 ((unsigned char)k->in.p[i + 1] & 0x3Fu)
				   : 0;
		if (code < ' ' || (code >= 0x7F && code < 0xA0) ||
		    code == 0xAD || !page[code] || page[code] == CHAR_NONE)
			break;
		k->last = code == ' ' ? 0 : code;
		k->last_at = i;
		i += 1 + (c >= 0x80);
	}
	k->n += i - from;
	return i;
}

struct str
type_clean(struct type *t, struct face face, struct arena *a, struct str text)
{
	struct cleaner k = {
		.type = t, .chain = t->chain[face.chain], .arena = a, .in = text
	};
	for (size_t i = 0, n; i < text.n; i += n) {
		if (!k.out && k.n == i && (i = pass_simple(&k, i)) == text.n)
			break;
		unsigned long code = utf8_get(text.p + i, &n);
		if (code == '\r' && i + 1 < text.n && text.p[i + 1] == '\n')
			continue;
		unsigned long whole = composed(&k, code);
		if (whole) {
			k.n = k.last_at;
			put(&k, i, whole);
			continue;
		}
		code = drawn(&k, code, str_from(text, i + n));
		if (code)
			put(&k, i, code);
	}
	if (!text.p)
		return text;
	struct str clean = { k.out ? k.out : text.p, k.n };
	if (k.marks)
		check_marks(&k, clean);
	return clean;
}
