/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "type_set.h"

/*
 * A letter is plain when it is one glyph without an offset, a pair when it is
 * the glyphs of its letters, nearer to each other or farther apart. That is
 * what HarfBuzz said, once, about each.
 */

enum { KERN_LEAST = -16000, UNKNOWN = INT16_MIN, NOT_PLAIN };

/* Latin to U+017F, U+2010 to U+202F, euro, minus, per mille, number sign. */
static int
slot_of(unsigned long code)
{
	if (code < 0x180)
		return code >= ' ' && code != 0xAD &&
			       (code < 0x7F || code >= 0xA0)
			   ? (int)code
			   : -1;
	if (code >= 0x2010 && code < 0x2028)
		return (int)(0x180 + code - 0x2010);
	switch (code) {
	case 0x20AC:
		return 0x1A0;
	case 0x2212:
		return 0x1A1;
	case 0x2030:
		return 0x1A2;
	case 0x2116:
		return 0x1A3;
	}
	return -1;
}

static const hb_glyph_info_t *
shaped(struct type *t, unsigned font, struct str text, unsigned *n,
    const hb_glyph_position_t **at)
{
	shape_buffer(t, t->font[font].hb, HB_SCRIPT_LATIN, false, text);
	*at = hb_buffer_get_glyph_positions(t->buffer, n);
	return hb_buffer_get_glyph_infos(t->buffer, n);
}

static bool
in_place(const hb_glyph_position_t *at)
{
	return at->x_offset == 0 && at->y_offset == 0;
}

static void
learn_letter(
    struct type *t, unsigned font, struct letter *l, unsigned long code)
{
	char text[4];
	unsigned n;
	const hb_glyph_position_t *at;
	const hb_glyph_info_t *glyph = shaped(
	    t, font, (struct str){ text, utf8_put(text, code) }, &n, &at);
	l->flags = LETTER_KNOWN;
	if (code >= '0' && code <= '9')
		l->flags |= LETTER_DIGIT;
	if (code == ' ' || code == '-' || code == '/' || code >= 0x2010)
		l->flags |= LETTER_ENDS;
	if (n != 1 || !glyph->codepoint || !in_place(at))
		return;
	l->flags |= LETTER_PLAIN;
	l->glyph = glyph->codepoint;
	l->advance = at->x_advance;
}

static int16_t
learn_pair(struct type *t, unsigned font, const struct letter *a,
    const struct letter *b, unsigned long left, unsigned long right)
{
	char text[8];
	size_t length = utf8_put(text, left);
	unsigned n;
	const hb_glyph_position_t *at;
	length += utf8_put(text + length, right);
	const hb_glyph_info_t *glyph =
	    shaped(t, font, (struct str){ text, length }, &n, &at);
	if (n != 2 || glyph[0].codepoint != a->glyph ||
	    glyph[1].codepoint != b->glyph || !in_place(&at[0]))
		return NOT_PLAIN;
	/* kerning of old fonts comes in halves: the right letter is shifted
	   by what its advance has grown, which is the same on paper */
	int shifted = at[1].x_advance - b->advance;
	if (at[1].x_offset != shifted || at[1].y_offset != 0)
		return NOT_PLAIN;
	int moved = at[0].x_advance - a->advance + shifted;
	if (moved < KERN_LEAST || moved > -KERN_LEAST)
		return NOT_PLAIN;
	return (int16_t)moved;
}

unsigned long
plain_code(int slot)
{
	static const unsigned long last[] = { 0x20AC, 0x2212, 0x2030, 0x2116 };
	if (slot < 0x180)
		return (unsigned long)slot;
	if (slot < 0x1A0)
		return (unsigned long)slot - 0x180 + 0x2010;
	return last[slot - 0x1A0];
}

static struct plain *
plain_of(struct type *t, unsigned font)
{
	struct plain *p = t->plain[font];
	if (p)
		return p;
	p = t->plain[font] = xcalloc(1, sizeof(*p));
	for (int right = 0; right < PLAIN_SLOTS; right++)
		for (int left = 1; left < PLAIN_SLOTS; left++)
			p->kern[right][left] = UNKNOWN;
	return p;
}

bool
plain_add(
    struct type *t, unsigned font, struct plain_sum *sum, unsigned long code)
{
	struct plain *p = plain_of(t, font);
	int slot = slot_of(code);
	if (slot < 0)
		return false;
	struct letter *l = &p->letter[slot];
	if (!l->flags)
		learn_letter(t, font, l, code);
	if (!(l->flags & LETTER_PLAIN))
		return false;
	int16_t *kern = &p->kern[slot][sum->last];
	if (*kern == UNKNOWN)
		*kern = learn_pair(t, font, &p->letter[sum->last], l,
		    plain_code(sum->last), code);
	if (*kern == NOT_PLAIN)
		return false;
	sum->units += l->advance + *kern;
	sum->flags |= l->flags;
	sum->last = slot;
	return true;
}

/* The slot of the character there, its length in *n; 0: look closer. */
static inline unsigned
slot_at(struct str s, size_t at, size_t *n)
{
	unsigned char c = (unsigned char)s.p[at];
	*n = 1;
	if (c < 0x80)
		return c;
	*n = 2;
	if (c < 0xC2 || c > 0xC5)
		return 0;
	return (c & 0x1Fu) << 6 | ((unsigned char)s.p[at + 1] & 0x3Fu);
}

size_t
plain_scan(struct type *t, unsigned font, struct plain_sum *sum,
    struct str text, size_t at, size_t *n)
{
	const struct plain *p = plain_of(t, font);
	struct plain_sum now = *sum;
	size_t length;
	for (*n = 0; at < text.n; at += length, ++*n) {
		unsigned slot = slot_at(text, at, &length);
		const struct letter *l = &p->letter[slot];
		int kern = p->kern[slot][now.last];
		if (!(l->flags & LETTER_PLAIN) || (l->flags & LETTER_ENDS) ||
		    kern < KERN_LEAST)
			break;
		now.units += l->advance + kern;
		now.flags |= l->flags;
		now.last = (int)slot;
	}
	*sum = now;
	return at;
}

double
plain_width(struct type *t, unsigned font, struct str text, size_t *n)
{
	struct plain_sum sum = { 0 };
	*n = 0;
	for (size_t i = 0, bytes; i < text.n; i += bytes, ++*n)
		plain_add(t, font, &sum, utf8_get(text.p + i, &bytes));
	return (double)sum.units / t->font[font].em;
}

/* The character is not known yet, alone or behind the one before it. */
static bool
learn(struct type *t, unsigned font, unsigned last, struct str s, size_t at)
{
	struct plain_sum sum = { .last = (int)last };
	size_t n;
	return plain_add(t, font, &sum, utf8_get(s.p + at, &n));
}

bool
plain_line(struct type *t, unsigned font, struct str s, struct glyph *out,
    size_t *n, long *units)
{
	const struct plain *p = plain_of(t, font);
	float unit = (float)(1 / t->font[font].em);
	unsigned last = 0; /* no kerning beside blanks */
	long sum = 0;
	size_t count = 0;
	for (size_t i = 0, length; i < s.n; i += length, count++) {
		unsigned slot = slot_at(s, i, &length);
		if (!slot) {
			int other = slot_of(utf8_get(s.p + i, &length));
			if (other <= 0)
				return false;
			slot = (unsigned)other;
		}
		const struct letter *l = &p->letter[slot];
		const int16_t *kern = &p->kern[slot][slot == ' ' ? 0 : last];
		if ((!(l->flags & LETTER_PLAIN) || *kern < KERN_LEAST) &&
		    !learn(t, font, slot == ' ' ? 0 : last, s, i))
			return false;
		sum += l->advance + *kern;
		last = slot == ' ' ? 0 : slot;
		if (!out)
			continue;
		if (*kern)
			out[count - 1].advance += (float)*kern * unit;
		out[count] = (struct glyph){ .index = l->glyph,
			.cluster = (uint32_t)i,
			.advance = (float)l->advance * unit };
	}
	*n = count;
	*units = sum;
	return true;
}

size_t
plain_glyphs(struct type *t, unsigned font, struct str text, size_t cluster,
    struct glyph *out)
{
	const struct plain *p = t->plain[font];
	float unit = (float)(1 / t->font[font].em);
	size_t count = 0;
	unsigned last = 0;
	for (size_t i = 0, n; i < text.n; i += n) {
		unsigned slot = slot_at(text, i, &n);
		if (!slot)
			slot = (unsigned)slot_of(utf8_get(text.p + i, &n));
		const struct letter *l = &p->letter[slot];
		int kern = p->kern[slot][last];
		if (kern)
			out[count - 1].advance += (float)kern * unit;
		out[count++] = (struct glyph){ .index = l->glyph,
			.cluster = (uint32_t)(cluster + i),
			.advance = (float)l->advance * unit };
		last = slot;
	}
	return count;
}
