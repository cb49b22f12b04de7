/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "type_set.h"

struct type *
type_new(void)
{
	struct type *t = xcalloc(1, sizeof(*t));
	t->font = xcalloc(TYPE_FACES, sizeof(*t->font));
	t->buffer = hb_buffer_create();
	if (FT_Init_FreeType(&t->library) != 0 ||
	    !hb_buffer_allocation_successful(t->buffer))
		die(MC_NOMEM, "out of memory");
	return t;
}

static void
chain_free(struct chain *c)
{
	for (size_t i = 0; i < CHARS_PAGES; i++)
		free(c->page[i]);
	free(c);
}

void
type_free(struct type *t)
{
	if (!t)
		return;
	for (int i = 0; i < t->chains; i++)
		chain_free(t->chain[i]);
	for (unsigned i = 0; i < t->fonts; i++) {
		free(t->plain[i]);
		font_close(&t->font[i]);
	}
	FT_Done_FreeType(t->library);
	hb_buffer_destroy(t->buffer);
	font_list_free(&t->list);
	arena_free(&t->cache.arena);
	arena_free(&t->scratch);
	free(t->font);
	free(t->item);
	free(t);
}

/* ---- chains ----------------------------------------------------------- */

enum found { FOUND, NOT_INSTALLED, FAULTY };

/* The number of the font in that file, opened now if it was not yet. */
static enum found
find(struct type *t, struct str file, uint8_t *font, struct fault *f)
{
	char path[FONT_PATH] = "";
	bool is_path = file.n && memchr(file.p, '/', file.n);
	if (is_path && file.n < sizeof(path))
		memcpy(path, file.p, file.n);
	if (!is_path && !t->listed) {
		font_list_make(&t->list);
		t->listed = true;
	}
	const char *at = is_path ? path : font_list_find(&t->list, file);
	if (!at || !*at)
		return NOT_INSTALLED;
	for (unsigned i = 0; i < t->fonts; i++)
		if (strcmp(t->font[i].path, at) == 0) {
			*font = (uint8_t)i;
			return FOUND;
		}
	if (t->fonts == TYPE_FACES) {
		fault_set(f, at, "font", "more than %d fonts", TYPE_FACES);
		return FAULTY;
	}
	if (!font_open(&t->font[t->fonts], t->library, at, f))
		return FAULTY;
	*font = (uint8_t)t->fonts++;
	return FOUND;
}

static int
add_chain(struct type *t, const struct chain *made, struct fault *f)
{
	for (int i = 0; i < t->chains; i++)
		if (t->chain[i]->n == made->n &&
		    memcmp(t->chain[i]->font, made->font, made->n) == 0)
			return i;
	if (t->chains == TYPE_CHAINS) {
		fault_set(f, NULL, "font", "more than %d lists of fonts",
		    TYPE_CHAINS);
		return -1;
	}
	struct chain *c = t->chain[t->chains] = xmalloc(sizeof(*c));
	*c = *made;
	return t->chains++;
}

int
type_chain(struct type *t, const struct str *files, size_t n, bool optional,
    struct fault *f)
{
	struct chain made = { .n = 0 };
	if (n == 0 || n > TYPE_FILES) {
		fault_set(f, NULL, "font", "a list of 1 to %d fonts is wanted",
		    TYPE_FILES);
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		char place[FONT_PATH];
		switch (find(t, files[i], &made.font[made.n], f)) {
		case FOUND:
			made.n++;
			break;
		case NOT_INSTALLED:
			if (optional && i > 0)
				break;
			snprintf(
			    place, sizeof(place), "%.*s", STR_ARG(files[i]));
			fault_set(
			    f, place, "font", "the font is not installed");
			return -1;
		case FAULTY:
			return -1;
		}
	}
	/* of the others most documents have no character */
	if (!font_prepare(&t->font[made.font[0]], t->library, f))
		return -1;
	return add_chain(t, &made, f);
}

FT_Face
type_font(const struct type *t, unsigned font)
{
	/* one that cannot be prepared is drawn from its file */
	font_prepare(&t->font[font], t->library, NULL);
	return t->font[font].drawn;
}

unsigned
type_fonts(const struct type *t)
{
	return t->fonts;
}

double
type_ascent(const struct type *t, int chain)
{
	return t->font[t->chain[chain]->font[0]].ascent;
}

double
type_descent(const struct type *t, int chain)
{
	return t->font[t->chain[chain]->font[0]].descent;
}

int
type_weight(const struct type *t, int chain)
{
	return t->font[t->chain[chain]->font[0]].weight;
}

/* ---- documents -------------------------------------------------------- */

void
type_begin(struct type *t)
{
	t->missing = 0;
}

void
type_miss(struct type *t, unsigned long code)
{
	if (!t->missing)
		t->missing = code;
}

unsigned long
type_missing(const struct type *t)
{
	return t->missing;
}

struct item *
type_item(struct type *t)
{
	if (t->items_n == t->items_cap) {
		t->items_cap = t->items_cap ? 2 * t->items_cap : 64;
		t->item = xrealloc(t->item, t->items_cap * sizeof(*t->item));
	}
	return &t->item[t->items_n++];
}

struct line
type_line(struct type *t, struct face face, struct arena *a, struct str text)
{
	struct line line;
	struct items s;
	struct item it;
	if (items_plain_line(t, face, a, text, &line))
		return line;
	arena_reset(&t->scratch);
	t->items_n = 0;
	items_begin(&s, t, face.chain, text, BASE_AUTO);
	while (items_next(&s, &it))
		*type_item(t) = it;
	return items_line(t, face, a, text, t->item, t->items_n);
}

double
type_width(struct type *t, struct face face, struct str text)
{
	unsigned font = t->chain[face.chain]->font[0];
	struct items s;
	struct item it;
	double width = 0;
	size_t n;
	long units;
	if (text.n <= ITEM_BYTES && plain_line(t, font, text, NULL, &n, &units))
		return (double)units / t->font[font].em * face.size / TYPE_MM;
	arena_reset(&t->scratch);
	items_begin(&s, t, face.chain, text, BASE_AUTO);
	while (items_next(&s, &it))
		width += it.width;
	return width * face.size / TYPE_MM;
}
