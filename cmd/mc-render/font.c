/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "font.h"

enum {
	PAGE = 256, /* characters of one block of glyphs */
	PAGES = (0x10FFFF + 1) / PAGE,
	DEPTH = 8, /* folders below those of fontconfig */
	FONT_PATH = 4096,
};

enum { CHAIN = 3 };

/* The number of a face is its row. */
static const struct {
	const char *file, *family, *package;
} wanted[FONT_FACES] = {
	{ "OpenSans-Regular.ttf", "Open Sans", "fonts-open-sans" },
	{ "OpenSans-Semibold.ttf", "Open Sans", "fonts-open-sans" },
	{ "DejaVuSans.ttf", "DejaVu Sans", "fonts-dejavu-core" },
	{ "DejaVuSans-Bold.ttf", "DejaVu Sans", "fonts-dejavu-core" },
};

/* Where a style looks for a character, first to last. */
static const uint8_t chain[FONT_STYLES][CHAIN] = {
	[FONT_TEXT] = { 0, 2, 3 },
	[FONT_SEMI] = { 1, 3, 2 },
};

struct fonts {
	FT_Library library;
	FT_Face faces[FONT_FACES];
	struct font_glyph *pages[FONT_STYLES][PAGES];
};

/* Looks for the file below the folder; true with its path. */
static bool
find_below(const char *folder, const char *file, int depth, char *path)
{
	bool found = false;
	DIR *d = opendir(folder);
	struct dirent *e;
	struct stat st;
	while (d && !found && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		int n = snprintf(path, FONT_PATH, "%s/%s", folder, e->d_name);
		if (n >= FONT_PATH || stat(path, &st) != 0)
			continue;
		if (S_ISREG(st.st_mode))
			found = strcasecmp(e->d_name, file) == 0;
		else if (S_ISDIR(st.st_mode) && depth > 0) {
			char *sub = xstrdup(path);
			found = find_below(sub, file, depth - 1, path);
			free(sub);
		}
	}
	if (d)
		closedir(d);
	return found;
}

static bool
load(struct fonts *fs, FcConfig *config, unsigned i, struct fault *f)
{
	char path[FONT_PATH];
	bool found = false;
	const FcChar8 *folder;
	FcStrList *list = FcConfigGetFontDirs(config);
	while (list && !found && (folder = FcStrListNext(list)))
		found = find_below(
		    (const char *)folder, wanted[i].file, DEPTH, path);
	if (list)
		FcStrListDone(list);
	if (!found)
		return fault_set(f, wanted[i].file, "font",
		    "the font is not installed (Debian package %s)",
		    wanted[i].package);
	if (FT_New_Face(fs->library, path, 0, &fs->faces[i]) != 0 ||
	    !FT_IS_SCALABLE(fs->faces[i]) || !fs->faces[i]->family_name ||
	    strcmp(fs->faces[i]->family_name, wanted[i].family) != 0)
		return fault_set(
		    f, path, "font", "is no font %s", wanted[i].family);
	return true;
}

struct fonts *
fonts_open(struct fault *f)
{
	struct fonts *fs = xcalloc(1, sizeof(*fs));
	FcConfig *config = FcInitLoadConfig();
	bool ok = FT_Init_FreeType(&fs->library) == 0 && config;
	if (!ok)
		fault_set(f, "", "font", "fontconfig or FreeType do not work");
	for (unsigned i = 0; ok && i < FONT_FACES; i++)
		ok = load(fs, config, i, f);
	if (config)
		FcConfigDestroy(config);
	if (ok)
		return fs;
	fonts_close(fs);
	return NULL;
}

void
fonts_close(struct fonts *fs)
{
	if (!fs)
		return;
	for (int s = 0; s < FONT_STYLES; s++)
		for (int p = 0; p < PAGES; p++)
			free(fs->pages[s][p]);
	for (int i = 0; i < FONT_FACES; i++)
		if (fs->faces[i])
			FT_Done_Face(fs->faces[i]);
	FT_Done_FreeType(fs->library);
	free(fs);
}

FT_Face
fonts_face(const struct fonts *fs, unsigned face)
{
	return fs->faces[face];
}

static void
look_up(struct fonts *fs, enum font_style style, unsigned long code,
    struct font_glyph *g)
{
	g->known = true;
	for (unsigned i = 0; i < CHAIN && !g->index; i++) {
		unsigned face = chain[style][i];
		FT_Face ft = fs->faces[face];
		FT_UInt index = FT_Get_Char_Index(ft, code);
		if (!index || index > UINT16_MAX ||
		    FT_Load_Glyph(ft, index, FT_LOAD_NO_SCALE) != 0)
			continue;
		g->index = (uint16_t)index;
		g->face = (uint8_t)face;
		g->advance = (float)ft->glyph->metrics.horiAdvance /
			     (float)ft->units_per_EM;
	}
}

const struct font_glyph *
fonts_glyph(struct fonts *fs, enum font_style style, unsigned long code)
{
	struct font_glyph **page = &fs->pages[style][code / PAGE];
	if (!*page)
		*page = xcalloc(PAGE, sizeof(**page));
	struct font_glyph *g = &(*page)[code % PAGE];
	if (!g->known)
		look_up(fs, style, code, g);
	return g;
}

double
fonts_kern(const struct fonts *fs, const struct font_glyph *left,
    const struct font_glyph *right)
{
	FT_Vector v;
	if (left->face != right->face)
		return 0;
	FT_Face ft = fs->faces[left->face];
	if (FT_Get_Kerning(
		ft, left->index, right->index, FT_KERNING_UNSCALED, &v) != 0)
		return 0;
	return (double)v.x / ft->units_per_EM;
}

double
fonts_width(struct fonts *fs, enum font_style style, struct str text)
{
	const struct font_glyph *last = NULL;
	double width = 0;
	for (size_t i = 0, n; i < text.n; i += n) {
		unsigned long code = utf8_get(text.p + i, &n);
		const struct font_glyph *g = fonts_glyph(fs, style, code);
		width += g->advance + (last ? fonts_kern(fs, last, g) : 0);
		last = g;
	}
	return width;
}
