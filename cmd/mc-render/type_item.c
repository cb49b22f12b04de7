/* SPDX-License-Identifier: ISC */
#include <fribidi.h>
#include <math.h>

#include "base/text.h"
#include "type_set.h"

/* ---- right to left ---------------------------------------------------- */

static bool
may_be_backward(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0xD6)
			return true;
	return false;
}

/* Hebrew to Arabic Extended-A, their presentation forms, two later areas. */
static bool
has_backward(struct str s)
{
	if (!may_be_backward(s))
		return false;
	for (size_t i = 0, n; i < s.n; i += n) {
		unsigned long c = utf8_get(s.p + i, &n);
		if ((c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) ||
		    (c >= 0xFE70 && c < 0xFF00) ||
		    (c >= 0x10800 && c < 0x11000) ||
		    (c >= 0x1E800 && c < 0x1F000))
			return true;
	}
	return false;
}

/* A level for each byte of the text. */
static const uint8_t *
levels_of(struct items *s)
{
	struct arena *a = &s->type->scratch;
	size_t max = s->text.n;
	FriBidiChar *code = arena_alloc(a, max * sizeof(*code));
	FriBidiCharType *type = arena_alloc(a, max * sizeof(*type));
	FriBidiBracketType *bracket = arena_alloc(a, max * sizeof(*bracket));
	FriBidiLevel *level = arena_alloc(a, max * sizeof(*level));
	uint8_t *out = arena_alloc(a, max);
	FriBidiStrIndex n = 0;
	for (size_t i = 0, length; i < max; i += length)
		code[n++] = (FriBidiChar)utf8_get(s->text.p + i, &length);
	fribidi_get_bidi_types(code, n, type);
	fribidi_get_bracket_types(code, n, type, bracket);
	FriBidiParType base =
	    s->base == BASE_AUTO
		? fribidi_get_par_direction(type, n)
		: (s->base ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR);
	if (base == FRIBIDI_PAR_ON)
		base = FRIBIDI_PAR_LTR;
	s->base = FRIBIDI_IS_RTL(base) ? 1 : 0;
	if (!fribidi_get_par_embedding_levels_ex(
		type, bracket, n, &base, level))
		die(MC_NOMEM, "out of memory");
	n = 0;
	for (size_t i = 0, length; i < max; i += length, n++) {
		utf8_get(s->text.p + i, &length);
		memset(out + i, level[n], length);
	}
	return out;
}

/* ---- items ------------------------------------------------------------ */

void
items_begin(
    struct items *s, struct type *t, int chain, struct str text, int base)
{
	*s = (struct items){ .type = t,
		.chain = t->chain[chain],
		.text = text,
		.base = base,
		.font = t->chain[chain]->font[0] };
	/* lengths of FriBidi are int */
	if (text.n < INT32_MAX && has_backward(text))
		s->levels = levels_of(s);
	else if (base == BASE_AUTO)
		s->base = 0;
}

static struct str
text_of(struct str text, const struct item *it)
{
	return (struct str){ text.p + it->at, it->n };
}

static void
measure(struct type *t, struct str text, struct item *it)
{
	struct str s = text_of(text, it);
	if (it->plain) {
		size_t n;
		it->width = plain_width(t, it->font, s, &n);
		it->glyphs = (uint32_t)n;
		return;
	}
	const struct shaped *shaped =
	    shape_text(t, it->font, it->script, it->level & 1, s);
	it->glyphs = (uint32_t)shaped->n;
	it->width = shaped->width;
}

/* Blanks, in the font of what is before them so that runs stay long. */
static void
blanks(struct items *s, struct item *it)
{
	size_t end = s->at;
	while (end < s->text.n && s->text.p[end] == ' ' &&
	       end - s->at < ITEM_BYTES)
		end++;
	*it = (struct item){ .at = (uint32_t)s->at,
		.n = (uint32_t)(end - s->at),
		.font = s->font,
		.level = s->levels ? s->levels[s->at] : 0,
		.script = HB_SCRIPT_COMMON,
		.plain = !s->levels && s->font == s->chain->font[0],
		.blank = true,
		.breaks = true };
	struct plain_sum sum = { 0 };
	if (it->plain && it->n == 1 &&
	    plain_add(s->type, it->font, &sum, ' ')) {
		it->glyphs = 1;
		it->width = sum.units / s->type->font[it->font].em;
		s->at = s->end = end;
		return;
	}
	it->plain = it->plain && plain_add(s->type, it->font, &sum, ' ');
	measure(s->type, s->text, it);
	s->at = s->end = end;
}

static bool
is_digit(unsigned long code)
{
	if (code < 0x660)
		return code >= '0' && code <= '9';
	return hb_unicode_general_category(
		   hb_unicode_funcs_get_default(), (hb_codepoint_t)code) ==
	       HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER;
}

/* Claims that the line may end before the character, inside the text. */
static bool
ends_word(unsigned long left, unsigned long code, size_t chars, bool digits)
{
	bool hyphen = left < 0x2E80 && code < 0x2E80;
	return chars && break_between(left, code) &&
	       !(hyphen && (chars < 3 || digits));
}

static void
end_word(struct items *s, size_t end, bool digits, bool breaks)
{
	struct item *w = &s->word;
	s->end = end;
	w->n = (uint32_t)(end - w->at);
	w->breaks = breaks;
	w->figure = digits && w->n <= FIGURE_BYTES;
}

/* Measures the word on the way to its end; false when it is not plain. */
static bool
scan_plain(struct items *s)
{
	struct item *w = &s->word;
	struct plain_sum sum = { 0 };
	struct str text = s->text;
	unsigned long left = 0;
	size_t i = s->at, chars = 0, n;
	bool breaks = false;
	if (text.n - i > ITEM_BYTES)
		text.n = i + ITEM_BYTES;
	while (i < text.n) {
		size_t end = i;
		if (left != '-' && left < 0x2010 && left != '/')
			end = plain_scan(s->type, w->font, &sum, text, i, &n);
		if (end > i) {
			left = plain_code(sum.last);
			chars += n;
			i = end;
			continue;
		}
		if (text.p[i] == ' ')
			break;
		unsigned long code = utf8_get(text.p + i, &n);
		breaks = ends_word(left, code, chars, sum.flags & LETTER_DIGIT);
		if (breaks)
			break;
		if (!plain_add(s->type, w->font, &sum, code))
			return false;
		left = code;
		chars++;
		i += n;
	}
	if (i < s->text.n && char_extends(left, utf8_get(text.p + i, &n)))
		return false;
	w->plain = true;
	w->glyphs = (uint32_t)chars;
	w->width = (double)sum.units / s->type->font[w->font].em;
	end_word(s, i, sum.flags & LETTER_DIGIT, breaks);
	return true;
}

/*
 * Finds the end of the word that begins here. A word with digits is a figure:
 * not divided, and a hyphen in it does not end a line.
 */
static void
scan_word(struct items *s)
{
	unsigned long left = 0;
	size_t i = s->at, chars = 0, n;
	bool digits = false, breaks = false;
	s->word = (struct item){ .at = (uint32_t)i, .font = s->chain->font[0] };
	if (!s->levels && scan_plain(s))
		return;
	for (; i < s->text.n && s->text.p[i] != ' '; i += n, chars++) {
		unsigned long code = utf8_get(s->text.p + i, &n);
		size_t length = i - s->at;
		if (length >= 2 * ITEM_BYTES ||
		    (length >= ITEM_BYTES && !char_extends(left, code)))
			break;
		breaks = ends_word(left, code, chars, digits);
		if (breaks)
			break;
		digits = digits || is_digit(code);
		left = code;
	}
	end_word(s, i, digits, breaks);
}

struct piece {
	size_t end;
	int font;
	hb_script_t script;
	uint8_t level;
};

static bool
is_common(hb_script_t script)
{
	return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED ||
	       script == HB_SCRIPT_UNKNOWN;
}

/* The grapheme there; its letter alone where no font has all of it. */
static struct piece
piece_at(struct items *s, size_t at)
{
	struct str word = { s->text.p, s->end };
	struct piece p = { .end = grapheme_end(word, at),
		.level = s->levels ? s->levels[at] : 0 };
	struct str text = { word.p + at, p.end - at };
	size_t n;
	unsigned long code = utf8_get(text.p, &n);
	p.script = char_script(code);
	p.font = grapheme_font(s->type, s->chain, text);
	if (p.font < 0 && n < text.n) {
		p.end = at + n;
		p.font = char_font(s->type, s->chain, code);
	}
	if (p.font < 0) {
		type_miss(s->type, code);
		p.font = s->chain->font[0];
	}
	return p;
}

/* The next piece of the word in one font, script and direction. */
static void
next_piece(struct items *s, struct item *it)
{
	struct piece p = piece_at(s, s->at);
	while (p.end < s->end) {
		struct piece q = piece_at(s, p.end);
		if (q.font != p.font || q.level != p.level ||
		    (q.script != p.script && !is_common(q.script) &&
			!is_common(p.script)))
			break;
		if (is_common(p.script))
			p.script = q.script;
		p.end = q.end;
	}
	*it = (struct item){ .at = (uint32_t)s->at,
		.n = (uint32_t)(p.end - s->at),
		.font = (uint8_t)p.font,
		.script = is_common(p.script) ? HB_SCRIPT_COMMON : p.script,
		.level = p.level,
		.figure = s->word.figure,
		.breaks = s->word.breaks && p.end == s->end };
	measure(s->type, s->text, it);
}

bool
items_next(struct items *s, struct item *it)
{
	if (s->at >= s->text.n)
		return false;
	if (s->at == s->end && s->text.p[s->at] == ' ') {
		blanks(s, it);
		return true;
	}
	if (s->at == s->end)
		scan_word(s);
	if (s->word.plain)
		*it = s->word;
	else
		next_piece(s, it);
	s->at += it->n;
	s->font = it->font;
	return true;
}

/* ---- dividing --------------------------------------------------------- */

static size_t
plain_prefix(struct type *t, unsigned font, struct str s, double room)
{
	struct plain_sum sum = { 0 };
	size_t at = 0, n;
	for (; at < s.n; at += n) {
		plain_add(t, font, &sum, utf8_get(s.p + at, &n));
		if ((double)sum.units / t->font[font].em > room)
			break;
	}
	return at;
}

/* An estimate: letters may look otherwise at the end of a piece. */
static size_t
shaped_prefix(struct type *t, const struct item *it, struct str s, double room)
{
	float width[3 * ITEM_BYTES] = { 0 }; /* from the character there on */
	const struct shaped *shaped =
	    shape_text(t, it->font, it->script, it->level & 1, s);
	for (size_t i = 0; i < shaped->n; i++)
		width[shaped->glyphs[i].cluster] += shaped->glyphs[i].advance;
	size_t at = 0;
	while (at < s.n) {
		size_t end = grapheme_end(s, at);
		for (size_t i = at; i < end; i++)
			room -= width[i];
		if (room < 0)
			break;
		at = end;
	}
	return at;
}

static size_t
one_less(struct str s, size_t end)
{
	size_t at = 0, last = 0;
	while (at < end) {
		last = at;
		at = grapheme_end(s, at);
	}
	return last;
}

void
item_divide(struct type *t, struct str text, const struct item *it, double room,
    bool some, struct item *head, struct item *tail)
{
	struct str s = text_of(text, it);
	size_t least = some ? grapheme_end(s, 0) : 0;
	size_t at = it->plain ? plain_prefix(t, it->font, s, room)
			      : shaped_prefix(t, it, s, room);
	*head = *tail = *it;
	head->breaks = false;
	for (;; at = one_less(s, at)) {
		head->n = at > least ? at : least;
		measure(t, text, head);
		if (head->width <= room || head->n <= least)
			break;
	}
	tail->at = it->at + head->n;
	tail->n = it->n - head->n;
	measure(t, text, tail);
}

/* ---- lines ------------------------------------------------------------ */

static void
reverse(struct item *it, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct item other = it[i];
		it[i] = it[n - 1 - i];
		it[n - 1 - i] = other;
	}
}

/* Unicode bidirectional algorithm, rule L2. */
static void
reorder(struct item *it, size_t n)
{
	uint8_t most = 0;
	for (size_t i = 0; i < n; i++)
		most = it[i].level > most ? it[i].level : most;
	for (uint8_t level = most; level > 0; level--)
		for (size_t i = 0; i < n; i++) {
			size_t from = i;
			while (i < n && it[i].level >= level)
				i++;
			reverse(it + from, i - from);
		}
}

/* Claims that b is drawn right behind a in the same run. */
static bool
goes_on(const struct item *a, const struct item *b)
{
	if (a->font != b->font || (a->level & 1) != (b->level & 1))
		return false;
	return a->level & 1 ? b->at + b->n == a->at : a->at + a->n == b->at;
}

static size_t
put_glyphs(struct type *t, struct str text, const struct item *it,
    size_t cluster, struct glyph *out)
{
	struct str s = text_of(text, it);
	if (it->plain)
		return plain_glyphs(t, it->font, s, cluster, out);
	const struct shaped *shaped =
	    shape_text(t, it->font, it->script, it->level & 1, s);
	for (size_t i = 0; i < shaped->n; i++) {
		out[i] = shaped->glyphs[i];
		out[i].cluster += (uint32_t)cluster;
	}
	return shaped->n;
}

static struct glyph_run
one_run(struct type *t, struct str text, const struct item *it, size_t n,
    struct glyph *out)
{
	const struct item *first = it[0].level & 1 ? &it[n - 1] : &it[0];
	struct glyph_run r = { .font = it->font,
		.backward = it->level & 1,
		.glyphs = out,
		.text = { text.p + first->at, 0 } };
	double width = 0;
	for (size_t i = 0; i < n; i++) {
		r.text.n += it[i].n;
		r.n += put_glyphs(
		    t, text, &it[i], it[i].at - first->at, out + r.n);
	}
	for (size_t i = 0; i < r.n; i++)
		width += out[i].advance;
	r.width = (float)width;
	return r;
}

struct line
items_line(struct type *t, struct face face, struct arena *a, struct str text,
    struct item *it, size_t n)
{
	struct line line = { .text = { text.p, 0 } };
	if (!n)
		return line;
	line.text.p = text.p + it[0].at;
	line.text.n = it[n - 1].at + it[n - 1].n - it[0].at;
	reorder(it, n);
	size_t glyphs = 0, runs = 1;
	for (size_t i = 0; i < n; i++) {
		glyphs += it[i].glyphs;
		runs += i && !goes_on(&it[i - 1], &it[i]);
	}
	struct glyph *glyph = arena_alloc(a, (glyphs + 1) * sizeof(*glyph));
	struct glyph_run *run = arena_alloc(a, runs * sizeof(*run));
	double width = 0;
	for (size_t i = 0, from = 0; i < n; i++) {
		if (i + 1 < n && goes_on(&it[i], &it[i + 1]))
			continue;
		struct glyph_run *r = &run[line.n++];
		*r = one_run(t, text, it + from, i + 1 - from, glyph);
		glyph += r->n;
		width += r->width;
		from = i + 1;
		/* nothing but a joiner */
		line.n -= r->n == 0;
	}
	line.runs = run;
	line.width = width * face.size / TYPE_MM;
	return line;
}

bool
items_plain_line(struct type *t, struct face face, struct arena *a,
    struct str text, struct line *line)
{
	unsigned font = t->chain[face.chain]->font[0];
	size_t n;
	long units;
	if (text.n == 0 || text.n > ITEM_BYTES)
		return false;
	struct glyph_run *run = arena_alloc(a, sizeof(*run));
	struct glyph *glyph = arena_alloc(a, text.n * sizeof(*glyph));
	if (!plain_line(t, font, text, glyph, &n, &units))
		return false;
	double width = (double)units / t->font[font].em;
	*run = (struct glyph_run){ .font = font,
		.glyphs = glyph,
		.n = n,
		.text = text,
		.width = (float)width };
	*line = (struct line){ .runs = run,
		.n = 1,
		.width = width * face.size / TYPE_MM,
		.text = text };
	return true;
}
