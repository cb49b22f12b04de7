/* SPDX-License-Identifier: ISC */
#include "base/text.h"
#include "type_set.h"

/* Figures of one width and no ligatures, whatever the font would do. */
static const hb_feature_t features[] = {
	{ HB_TAG('t', 'n', 'u', 'm'), 1, 0, (unsigned)-1 },
	{ HB_TAG('k', 'e', 'r', 'n'), 1, 0, (unsigned)-1 },
	{ HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1 },
	{ HB_TAG('c', 'l', 'i', 'g'), 0, 0, (unsigned)-1 },
	/* not where letters join: some fonts do that by it */
	{ HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1 },
};

enum { FEATURES = sizeof(features) / sizeof(*features) };

void
shape_buffer(struct type *t, hb_font_t *font, hb_script_t script, bool backward,
    struct str text)
{
	hb_buffer_t *b = t->buffer;
	hb_buffer_clear_contents(b);
	hb_buffer_set_content_type(b, HB_BUFFER_CONTENT_TYPE_UNICODE);
	for (size_t i = 0, n; i < text.n; i += n) {
		unsigned long code = utf8_get(text.p + i, &n);
		hb_buffer_add(
		    b, (hb_codepoint_t)char_drawn(font, code), (unsigned)i);
	}
	hb_buffer_set_flags(b, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	hb_buffer_set_direction(
	    b, backward ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(b, script);
	/* the default would be that of the process's locale */
	hb_buffer_set_language(b, hb_language_from_string("und", -1));
	hb_shape(font, b, features, FEATURES - script_joins(script));
	if (!hb_buffer_allocation_successful(b))
		die(MC_NOMEM, "out of memory");
}

bool
shape_covers(struct type *t, hb_font_t *font, struct str text)
{
	size_t length;
	unsigned n;
	hb_script_t script = char_script(utf8_get(text.p, &length));
	bool backward =
	    hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL;
	shape_buffer(t, font, script, backward, text);
	const hb_glyph_info_t *glyph = hb_buffer_get_glyph_infos(t->buffer, &n);
	for (unsigned i = 0; i < n; i++)
		if (!glyph[i].codepoint)
			return false;
	return n > 0;
}

static uint32_t
hash_of(struct str text, unsigned font, hb_script_t script, bool backward)
{
	uint32_t h = 2166136261u ^ script ^ (font << 1) ^ backward;
	for (size_t i = 0; i < text.n; i++)
		h = (h ^ (unsigned char)text.p[i]) * 16777619u;
	return h ^ h >> 15;
}

static void *
cache_take(struct cache *c, size_t n)
{
	c->bytes += n;
	return arena_alloc(&c->arena, n);
}

/* Fills the entry from the buffer of `type`, with copies of its own. */
static void
keep(struct type *t, struct shaped *s, struct str text)
{
	struct cache *c = &t->cache;
	unsigned n;
	const hb_glyph_position_t *at =
	    hb_buffer_get_glyph_positions(t->buffer, &n);
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(t->buffer, &n);
	float em = (float)t->font[s->font].em;
	char *copy = cache_take(c, text.n + 1);
	struct glyph *glyph = cache_take(c, (n + 1) * sizeof(*glyph));
	memcpy(copy, text.p, text.n);
	for (unsigned i = 0; i < n; i++) {
		glyph[i] = (struct glyph){ .index = info[i].codepoint,
			.cluster = info[i].cluster,
			.advance = (float)at[i].x_advance / em,
			.dx = (float)at[i].x_offset / em,
			.dy = (float)at[i].y_offset / em };
		s->width += glyph[i].advance;
	}
	s->text = (struct str){ copy, text.n };
	s->glyphs = glyph;
	s->n = n;
	s->used = true;
}

static void
cache_empty(struct cache *c)
{
	arena_reset(&c->arena);
	memset(c->way, 0, sizeof(c->way));
	c->bytes = 0;
}

const struct shaped *
shape_text(struct type *t, unsigned font, hb_script_t script, bool backward,
    struct str text)
{
	struct cache *c = &t->cache;
	uint32_t hash = hash_of(text, font, script, backward);
	struct shaped *set = c->way[hash % CACHE_SETS], *room = NULL;
	for (int i = 0; i < CACHE_WAYS; i++) {
		struct shaped *s = &set[i];
		if (s->used && s->hash == hash && s->font == font &&
		    s->script == script && s->backward == backward &&
		    str_eq(s->text, text))
			return s;
		if (!s->used && !room)
			room = s;
	}
	if (c->bytes > CACHE_BYTES) {
		cache_empty(c);
		room = set;
	}
	if (!room)
		room = &set[c->next++ % CACHE_WAYS];
	shape_buffer(t, t->font[font].hb, script, backward, text);
	*room = (struct shaped){ .hash = hash,
		.script = script,
		.font = (uint8_t)font,
		.backward = backward };
	keep(t, room, text);
	return room;
}
