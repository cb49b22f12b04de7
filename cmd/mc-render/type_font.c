/* SPDX-License-Identifier: ISC */
#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>

#include "type_font.h"

/* What a copy for drawing does not need. */
static const hb_tag_t dropped[] = {
	HB_TAG('B', 'A', 'S', 'E'),
	HB_TAG('D', 'S', 'I', 'G'),
	HB_TAG('F', 'F', 'T', 'M'),
	HB_TAG('G', 'D', 'E', 'F'),
	HB_TAG('G', 'P', 'O', 'S'),
	HB_TAG('G', 'S', 'U', 'B'),
	HB_TAG('H', 'V', 'A', 'R'),
	HB_TAG('M', 'A', 'T', 'H'),
	HB_TAG('M', 'V', 'A', 'R'),
	HB_TAG('S', 'T', 'A', 'T'),
	HB_TAG('a', 'v', 'a', 'r'),
	HB_TAG('c', 'v', 'a', 'r'),
	HB_TAG('f', 'v', 'a', 'r'),
	HB_TAG('g', 'v', 'a', 'r'),
	HB_TAG('k', 'e', 'r', 'n'),
};

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *table = hb_face_reference_table(face, tag);
	bool found = hb_blob_get_length(table) > 0;
	hb_blob_destroy(table);
	return found;
}

static bool
memory_face(FT_Library library, hb_blob_t *blob, FT_Face *face)
{
	unsigned n;
	const char *p = hb_blob_get_data(blob, &n);
	return n && FT_New_Memory_Face(
			library, (const FT_Byte *)p, (FT_Long)n, 0, face) == 0;
}

/* What the font itself says about being put into documents, in part. */
static bool
may_embed(FT_Face face)
{
	unsigned type = FT_Get_FSType_Flags(face);
	unsigned licence = type & 0xF;
	return licence != FT_FSTYPE_RESTRICTED_LICENSE_EMBEDDING &&
	       !(type &
		   (FT_FSTYPE_NO_SUBSETTING | FT_FSTYPE_BITMAP_EMBEDDING_ONLY));
}

static bool
check(struct font *font, FT_Library library, struct fault *f)
{
	bool outlines = has_table(font->face, HB_TAG('g', 'l', 'y', 'f')) ||
			has_table(font->face, HB_TAG('C', 'F', 'F', ' '));
	if (!outlines || !memory_face(library, font->file, &font->drawn))
		return fault_set(f, font->path, "font",
		    "is no TrueType or OpenType font with outlines");
	if (!may_embed(font->drawn))
		return fault_set(f, font->path, "font",
		    "its licence does not allow it in documents");
	return true;
}

bool
font_open(
    struct font *font, FT_Library library, const char *path, struct fault *f)
{
	hb_blob_t *file = hb_blob_create_from_file_or_fail(path);
	if (!file)
		return fault_set(f, path, "font", "cannot be read");
	*font = (struct font){ .path = xstrdup(path), .file = file };
	font->face = hb_face_create(file, 0);
	font->hb = hb_font_create(font->face);
	font->em = hb_face_get_upem(font->face);
	font->weight = (int)hb_style_get_value(font->hb, HB_STYLE_TAG_WEIGHT);
	hb_font_extents_t e;
	if (hb_font_get_h_extents(font->hb, &e)) {
		font->ascent = e.ascender / font->em;
		font->descent = -e.descender / font->em;
	}
	if (check(font, library, f))
		return true;
	font_close(font);
	return false;
}

void
font_close(struct font *font)
{
	if (font->drawn)
		FT_Done_Face(font->drawn);
	hb_blob_destroy(font->bare);
	hb_font_destroy(font->hb);
	hb_face_destroy(font->face);
	hb_blob_destroy(font->file);
	free(font->path);
	*font = (struct font){ 0 };
}

/* Every glyph under its own number, without what is dropped; or NULL. */
static hb_blob_t *
bare_copy(hb_face_t *face)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_blob_t *bare = NULL;
	if (!input)
		return NULL;
	hb_subset_input_set_flags(
	    input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_RETAIN_GIDS |
		       HB_SUBSET_FLAGS_NOTDEF_OUTLINE |
		       HB_SUBSET_FLAGS_NO_PRUNE_UNICODE_RANGES);
	unsigned glyphs = hb_face_get_glyph_count(face);
	if (glyphs)
		hb_set_add_range(
		    hb_subset_input_glyph_set(input), 0, glyphs - 1);
	hb_face_collect_unicodes(face, hb_subset_input_unicode_set(input));
	hb_set_t *drop =
	    hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof(dropped) / sizeof(*dropped); i++)
		hb_set_add(drop, dropped[i]);
	hb_face_t *copy = hb_subset_or_fail(face, input);
	if (copy)
		bare = hb_face_reference_blob(copy);
	hb_face_destroy(copy);
	hb_subset_input_destroy(input);
	return bare;
}

bool
font_prepare(struct font *font, FT_Library library, struct fault *f)
{
	FT_Face face;
	if (font->bare)
		return true;
	if (!font->prepared)
		font->bare = bare_copy(font->face);
	font->prepared = true;
	if (font->bare && memory_face(library, font->bare, &face)) {
		FT_Done_Face(font->drawn);
		font->drawn = face;
		return true;
	}
	hb_blob_destroy(font->bare);
	font->bare = NULL;
	return fault_set(
	    f, font->path, "font", "cannot be prepared for a document");
}
