/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "type_set.h"

/*
 * A letter is plain when it is one glyph without an offset, a pair when it is
 * the glyphs of its letters and the first one's advance differs at most. That
 * is what HarfBuzz said, once, about each.
 */

enum { UNKNOWN = 0, NOT_PLAIN = INT16_MIN };

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
	l->known = true;
	if (n != 1 || !glyph->codepoint || !in_place(at))
		return;
	l->plain = true;
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
	    glyph[1].codepoint != b->glyph || !in_place(&at[0]) ||
	    !in_place(&at[1]) || at[1].x_advance != b->advance)
		return NOT_PLAIN;
	int moved = at[0].x_advance - a->advance;
	if (moved < -16000 || moved > 16000)
		return NOT_PLAIN;
	return (int16_t)(2 * moved + 1);
}

static unsigned long
code_of(int slot)
{
	static const unsigned long last[] = { 0x20AC, 0x2212, 0x2030, 0x2116 };
	if (slot < 0x180)
		return (unsigned long)slot;
	if (slot < 0x1A0)
		return (unsigned long)slot - 0x180 + 0x2010;
	return last[slot - 0x1A0];
}

static int16_t
kern_of(struct type *t, unsigned font, int left, int right)
{
	struct plain *p = t->plain[font];
	int16_t **row = &p->kern[right];
	if (!*row)
		*row = xcalloc(PLAIN_SLOTS, sizeof(**row));
	if ((*row)[left] == UNKNOWN)
		(*row)[left] = learn_pair(t, font, &p->letter[left],
		    &p->letter[right], code_of(left), code_of(right));
	return (*row)[left];
}

bool
plain_add(
    struct type *t, unsigned font, struct plain_sum *sum, unsigned long code)
{
	struct plain *p = t->plain[font];
	int slot = slot_of(code);
	if (!p)
		p = t->plain[font] = xcalloc(1, sizeof(*p));
	if (slot < 0)
		return false;
	struct letter *l = &p->letter[slot];
	if (!l->known)
		learn_letter(t, font, l, code);
	if (!l->plain)
		return false;
	if (sum->last >= 0) {
		int16_t kern = kern_of(t, font, sum->last, slot);
		if (kern == NOT_PLAIN)
			return false;
		sum->units += (kern - 1) / 2;
	}
	sum->units += l->advance;
	sum->last = slot;
	return true;
}

double
plain_width(struct type *t, unsigned font, struct str text, size_t *n)
{
	struct plain_sum sum = { -1, 0 };
	*n = 0;
	for (size_t i = 0, bytes; i < text.n; i += bytes, ++*n)
		plain_add(t, font, &sum, utf8_get(text.p + i, &bytes));
	return (double)sum.units / t->font[font].em;
}

size_t
plain_glyphs(struct type *t, unsigned font, struct str text, size_t cluster,
    struct glyph *out)
{
	const struct plain *p = t->plain[font];
	float em = (float)t->font[font].em;
	size_t count = 0;
	int last = -1;
	for (size_t i = 0, n; i < text.n; i += n) {
		int slot = slot_of(utf8_get(text.p + i, &n));
		const struct letter *l = &p->letter[slot];
		int kern = last < 0 ? 1 : kern_of(t, font, last, slot);
		if (kern != 1)
			out[count - 1].advance += (float)((kern - 1) / 2) / em;
		out[count++] = (struct glyph){ .index = l->glyph,
			.cluster = (uint32_t)(cluster + i),
			.advance = (float)l->advance / em };
		last = slot;
	}
	return count;
}
