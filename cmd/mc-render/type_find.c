/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "type_font.h"

enum {
	DEPTH = 8, /* folders below those of fontconfig */
	FILES = 1 << 16, /* most that are looked at */
};

struct font_file {
	const char *path, *name; /* the name is the end of the path */
};

static bool
is_font(const char *name)
{
	static const char *const ends[] = { ".ttf", ".otf", ".ttc", ".otc" };
	size_t n = strlen(name);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (n > 4 && strcasecmp(name + n - 4, ends[i]) == 0)
			return true;
	return false;
}

static void
list_below(struct font_list *l, const char *folder, int depth)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	struct stat st;
	while (d && l->n < FILES && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		bool font = is_font(e->d_name);
		struct str path =
		    arena_printf(&l->arena, "%s/%s", folder, e->d_name);
		if (path.n >= FONT_PATH || stat(path.p, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode) && depth > 0)
			list_below(l, path.p, depth - 1);
		if (!S_ISREG(st.st_mode) || !font)
			continue;
		l->file =
		    arena_extend(&l->arena, l->file, l->n, sizeof(*l->file));
		l->file[l->n++] = (struct font_file){ path.p,
			path.p + path.n - strlen(e->d_name) };
	}
	if (d)
		closedir(d);
}

/* By name, then by path, so that the order of folders does not matter. */
static int
compare(const void *a, const void *b)
{
	const struct font_file *x = a, *y = b;
	int order = strcasecmp(x->name, y->name);
	return order ? order : strcmp(x->path, y->path);
}

void
font_list_make(struct font_list *l)
{
	FcConfig *config = FcInitLoadConfig();
	FcStrList *folders = config ? FcConfigGetFontDirs(config) : NULL;
	const FcChar8 *folder;
	while (folders && (folder = FcStrListNext(folders)))
		list_below(l, (const char *)folder, DEPTH);
	if (folders)
		FcStrListDone(folders);
	if (config)
		FcConfigDestroy(config);
	if (l->n)
		qsort(l->file, l->n, sizeof(*l->file), compare);
}

void
font_list_free(struct font_list *l)
{
	arena_free(&l->arena);
	*l = (struct font_list){ 0 };
}

const char *
font_list_find(const struct font_list *l, struct str name)
{
	size_t low = 0, high = l->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *at = l->file[middle].name;
		int order = strncasecmp(at, name.p, name.n);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* longer names that begin with it stand behind it */
	if (low < l->n && strlen(l->file[low].name) == name.n &&
	    strncasecmp(l->file[low].name, name.p, name.n) == 0)
		return l->file[low].path;
	return NULL;
}
