/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "type_set.h"

enum { NBSP = 0xA0, ZWNJ = 0x200C, ZWJ = 0x200D };

static hb_unicode_funcs_t *
unicode(void)
{
	return hb_unicode_funcs_get_default();
}

/* ---- fonts ------------------------------------------------------------ */

static bool
has(hb_font_t *font, unsigned long code)
{
	hb_codepoint_t glyph;
	return hb_font_get_nominal_glyph(font, (hb_codepoint_t)code, &glyph) &&
	       glyph;
}

unsigned long
char_drawn(hb_font_t *font, unsigned long code)
{
	if (code == NBSP)
		return ' ';
	if ((code == 0x2010 || code == 0x2011) && !has(font, code))
		return '-';
	return code;
}

static bool
has_all(hb_font_t *font, struct str text)
{
	for (size_t i = 0, n; i < text.n; i += n) {
		unsigned long code = utf8_get(text.p + i, &n);
		if (code != ZWJ && code != ZWNJ &&
		    !has(font, char_drawn(font, code)))
			return false;
	}
	return true;
}

/* A font may also have the parts that HarfBuzz makes of a character. */
static int
find_font(struct type *t, const struct chain *c, struct str text)
{
	for (size_t i = 0; i < c->n; i++) {
		hb_font_t *font = t->font[c->font[i]].hb;
		if (has_all(font, text) || shape_covers(t, font, text))
			return (int)i;
	}
	return -1;
}

int
char_font(struct type *t, struct chain *c, unsigned long code)
{
	uint8_t **page = &c->page[code / CHARS_PAGE];
	if (!*page)
		*page = xcalloc(CHARS_PAGE, 1);
	uint8_t *entry = &(*page)[code % CHARS_PAGE];
	if (!*entry) {
		char text[4];
		size_t n = utf8_put(text, code);
		int found = find_font(t, c, (struct str){ text, n });
		*entry = found < 0 ? CHAR_NONE : (uint8_t)(found + 1);
	}
	return *entry == CHAR_NONE ? -1 : c->font[*entry - 1];
}

int
grapheme_font(struct type *t, struct chain *c, struct str grapheme)
{
	size_t n;
	unsigned long code = utf8_get(grapheme.p, &n);
	if (n == grapheme.n)
		return char_font(t, c, code);
	int found = find_font(t, c, grapheme);
	return found < 0 ? -1 : c->font[found];
}

/* ---- what belongs together -------------------------------------------- */

bool
char_is_mark(unsigned long code)
{
	if (code < 0x300)
		return false;
	switch (hb_unicode_general_category(unicode(), (hb_codepoint_t)code)) {
	case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
		return true;
	default:
		return false;
	}
}

static bool
is_virama(unsigned long code)
{
	return code >= 0x900 &&
	       hb_unicode_combining_class(unicode(), (hb_codepoint_t)code) ==
		   HB_UNICODE_COMBINING_CLASS_VIRAMA;
}

enum jamo { JAMO_NONE, JAMO_L, JAMO_V, JAMO_T };

/* What of a Hangul syllable the character ends with. */
static enum jamo
jamo(unsigned long code)
{
	if ((code >= 0x1100 && code < 0x1160) ||
	    (code >= 0xA960 && code < 0xA980))
		return JAMO_L;
	if ((code >= 0x1160 && code < 0x11A8) ||
	    (code >= 0xD7B0 && code < 0xD7C7))
		return JAMO_V;
	if ((code >= 0x11A8 && code < 0x1200) ||
	    (code >= 0xD7CB && code < 0xD800))
		return JAMO_T;
	if (code >= 0xAC00 && code < 0xD7A4)
		return (code - 0xAC00) % 28 ? JAMO_T : JAMO_V;
	return JAMO_NONE;
}

static bool
joins_syllable(unsigned long left, unsigned long right)
{
	enum jamo a = jamo(left);
	bool whole = right >= 0xAC00 && right < 0xD7A4;
	switch (jamo(right)) {
	case JAMO_NONE:
		return false;
	case JAMO_L:
		return a == JAMO_L;
	case JAMO_V:
		return a == JAMO_L || (a == JAMO_V && !whole);
	case JAMO_T:
		return whole ? a == JAMO_L : a == JAMO_V || a == JAMO_T;
	}
	return false;
}

static bool
is_flag_letter(unsigned long code)
{
	return code >= 0x1F1E6 && code <= 0x1F1FF;
}

bool
char_extends(unsigned long left, unsigned long code)
{
	if (left == ZWJ)
		return true;
	if (code < 0x300)
		return false;
	return code == ZWJ || code == ZWNJ || char_is_mark(code) ||
	       (code >= 0x1F3FB && code <= 0x1F3FF) || is_virama(left) ||
	       joins_syllable(left, code);
}

size_t
grapheme_end(struct str s, size_t at)
{
	size_t n;
	unsigned long code = utf8_get(s.p + at, &n);
	bool flag = is_flag_letter(code);
	at += n;
	for (int i = 1; at < s.n && i < GRAPHEME_CHARS; i++) {
		if ((unsigned char)s.p[at] < 0xCC && code != ZWJ)
			break;
		unsigned long next = utf8_get(s.p + at, &n);
		if (!char_extends(code, next) &&
		    !(flag && is_flag_letter(next)))
			break;
		flag = false;
		code = next;
		at += n;
	}
	return at;
}

hb_script_t
char_script(unsigned long code)
{
	return hb_unicode_script(unicode(), (hb_codepoint_t)code);
}

bool
script_joins(hb_script_t script)
{
	switch (script) {
	case HB_SCRIPT_ADLAM:
	case HB_SCRIPT_ARABIC:
	case HB_SCRIPT_BENGALI:
	case HB_SCRIPT_DEVANAGARI:
	case HB_SCRIPT_GUJARATI:
	case HB_SCRIPT_GURMUKHI:
	case HB_SCRIPT_KANNADA:
	case HB_SCRIPT_KHMER:
	case HB_SCRIPT_MALAYALAM:
	case HB_SCRIPT_MANDAIC:
	case HB_SCRIPT_MONGOLIAN:
	case HB_SCRIPT_MYANMAR:
	case HB_SCRIPT_NKO:
	case HB_SCRIPT_ORIYA:
	case HB_SCRIPT_SINHALA:
	case HB_SCRIPT_SYRIAC:
	case HB_SCRIPT_TAMIL:
	case HB_SCRIPT_TELUGU:
	case HB_SCRIPT_TIBETAN:
		return true;
	default:
		return false;
	}
}

/* ---- where lines end -------------------------------------------------- */

static bool
is_ideograph(unsigned long c)
{
	return c >= 0x2E80 && ((c <= 0x312F) || (c >= 0x3190 && c <= 0x4DBF) ||
				  (c >= 0x4E00 && c <= 0xA4CF) ||
				  (c >= 0xF900 && c <= 0xFAFF) ||
				  (c >= 0xFE30 && c <= 0xFE4F) ||
				  (c >= 0xFF01 && c <= 0xFF60) ||
				  (c >= 0x20000 && c <= 0x3FFFD));
}

static bool
is_one_of(unsigned long code, const char *set)
{
	size_t n;
	for (; *set; set += n)
		if (utf8_get(set, &n) == code)
			return true;
	return false;
}

/* Small letters, marks of length and what closes begin no line. */
static bool
begins_no_line(unsigned long c)
{
	return is_one_of(c,
	    "、。，．・：；？！゛゜ヽヾゝゞ々〻ー）〕］｝〉》」』】〙〗〟’”"
	    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥–—");
}

static bool
ends_no_line(unsigned long c)
{
	return is_one_of(c, "（〔［｛〈《「『【〘〖〝‘“￥＄￡");
}

static bool
is_letter(unsigned long c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= 0xC0 && !(c >= 0x2000 && c < 0x2E80));
}

/* Han characters: none of them begins or ends no line. */
static bool
is_plain_ideograph(unsigned long c)
{
	return (c >= 0x3400 && c < 0xA4D0) || c >= 0x20000;
}

static bool
between_ideographs(unsigned long left, unsigned long right)
{
	if (is_plain_ideograph(left) && is_plain_ideograph(right))
		return true;
	bool a = is_ideograph(left), b = is_ideograph(right);
	bool digit_a = left >= '0' && left <= '9';
	bool digit_b = right >= '0' && right <= '9';
	if (!(a || is_letter(left) || digit_a) ||
	    !(b || is_letter(right) || digit_b))
		return false;
	return (a || b) && !ends_no_line(left) && !begins_no_line(right);
}

bool
break_between(unsigned long left, unsigned long right)
{
	if (left == '-' || left == '/' || left == 0x2010 || left == 0x2013 ||
	    left == 0x2014)
		return is_letter(right) && !char_is_mark(right);
	return (left >= 0x2E80 || right >= 0x2E80) &&
	       between_ideographs(left, right) && !char_is_mark(right);
}
