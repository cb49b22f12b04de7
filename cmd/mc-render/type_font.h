/* SPDX-License-Identifier: ISC */
#ifndef RENDER_TYPE_FONT_H
#define RENDER_TYPE_FONT_H

/*
 * Font files: where they are, and what is made of one. Text is shaped with the
 * file as it is. It is drawn with a copy of it that has the same glyphs under
 * the same numbers and no hinting, no tables for shaping and no variations:
 * PDF has no use for them, and cairo 1.16 writes a broken document for
 * a CFF font with an empty list of BlueValues, which is hinting.
 */

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/fault.h"

enum { FONT_PATH = 4096 };

/* The font files of a system, by name. */
struct font_list {
	struct arena arena;
	struct font_file *file;
	size_t n;
};

/* Lists what is in the folders that fontconfig names, and below. */
void font_list_make(struct font_list *);
void font_list_free(struct font_list *);

/*
 * The path of the file with that name, whatever its case, NULL when there is
 * none; of several the same one each time. Lives as long as the list.
 */
const char *font_list_find(const struct font_list *, struct str name);

struct font {
	char *path;
	hb_blob_t *file;
	hb_face_t *face;
	hb_font_t *hb; /* its scale is the units of an em */
	double em; /* units */
	double ascent, descent; /* ems, both above 0 */
	int weight; /* 1 to 1000, as in CSS */
	hb_blob_t *bare; /* the copy, NULL: there is none */
	FT_Face drawn; /* of the copy, of the file where there is none */
	bool prepared;
};

/*
 * Opens the file: False, and nothing to free, when it is no font with
 * outlines or its licence does not allow a part of it in a document.
 */
bool font_open(struct font *, FT_Library, const char *path, struct fault *);
void font_close(struct font *);

/* Makes the copy, the first time; false when that cannot be done. */
bool font_prepare(struct font *, FT_Library, struct fault *);

#endif
