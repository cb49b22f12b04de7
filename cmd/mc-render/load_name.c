/* SPDX-License-Identifier: ISC */
#include "base/digit.h"
#include "conf/word.h"
#include "load.h"

enum { BOLD = 600 };

#define LEADING 1.33F /* by the size, where nothing says it */

struct load_font {
	const struct yaml *yaml;
	int chain;
	struct load_font *next;
};

struct load_style {
	const struct yaml *yaml;
	bool open; /* who meets it now is in a circle */
	struct style style;
	struct load_style *next;
};

struct load_asset {
	const struct yaml *yaml;
	struct asset asset;
	bool there; /* it has a file */
	struct load_asset *next;
};

/* ---- sections -------------------------------------------------------- */

const struct yaml *
load_find(const struct loader *l, const char *section, struct str name,
    const struct load_file **source)
{
	/* the sender's comes first, then the template's own, then the rest */
	for (size_t i = 0; i < l->sources_n; i++) {
		size_t k = i > l->senders ? i : i ? i - 1 : l->senders;
		const struct yaml *all =
		    yaml_get(l->sources[k].root, str_of(section));
		const struct yaml *v = all ? yaml_get(all, name) : NULL;
		*source = &l->sources[k];
		if (v)
			return v;
	}
	return NULL;
}

const struct yaml *
load_named(struct loader *l, const struct yaml *name, const char *section,
    const char *what, const struct load_file **source)
{
	if (!load_is(l, name, YAML_SCALAR))
		return NULL;
	const struct yaml *v = load_find(l, section, name->text, source);
	if (v)
		return v;
	load_unknown(l, name, what, name->text,
	    yaml_get(l->scope.source->root, str_of(section)));
	return NULL;
}

void
load_use(struct loader *l, const struct yaml *v)
{
	for (size_t i = 0; i < l->used_n; i++)
		if (l->used[i] == v)
			return;
	l->used = arena_extend(l->arena, l->used, l->used_n, sizeof(v));
	l->used[l->used_n++] = v;
}

/* The path of a file that is named in the source: relative to its folder. */
static const char *
path_of(struct loader *l, const struct load_file *source, struct str name)
{
	const char *slash = strrchr(source->file, '/');
	int folder = slash ? (int)(slash - source->file) + 1 : 0;
	if (name.p[0] == '/')
		folder = 0;
	return arena_printf(
	    l->arena, "%.*s%.*s", folder, source->file, STR_ARG(name))
	    .p;
}

/* ---- colours --------------------------------------------------------- */

/* "#rrggbb". */
static bool
colour_of(struct str text, uint32_t *out)
{
	uint32_t colour = 0;
	if (text.n != 7 || text.p[0] != '#')
		return false;
	for (size_t i = 1; i < text.n; i++) {
		char c = text.p[i];
		unsigned digit =
		    is_digit(c)		     ? (unsigned)(c - '0')
		    : (c >= 'a' && c <= 'f') ? (unsigned)(c - 'a') + 10
		    : (c >= 'A' && c <= 'F') ? (unsigned)(c - 'A') + 10
					     : 16;
		if (digit == 16)
			return false;
		colour = colour << 4 | digit;
	}
	*out = colour;
	return true;
}

static bool read_colour(struct loader *, const struct yaml *, uint32_t *);

/* That share of a colour, in percent, on white. */
static uint32_t
on_white(uint32_t colour, unsigned share)
{
	uint32_t mixed = 0;
	for (int shift = 16; shift >= 0; shift -= 8) {
		uint32_t part = colour >> shift & 0xff;
		part = (part * share + 255 * (100 - share) + 50) / 100;
		mixed |= part << shift;
	}
	return mixed;
}

/* "brand 8%": a part of another colour, which is none of that kind itself. */
static bool
read_mix(struct loader *l, const struct yaml *v, uint32_t *out)
{
	const char *blank = memchr(v->text.p, ' ', v->text.n);
	size_t n = blank ? (size_t)(blank - v->text.p) : 0;
	struct str share = str_trim(str_from(v->text, n));
	const struct load_file *source;
	const struct yaml *of =
	    load_find(l, "colors", (struct str){ v->text.p, n }, &source);
	bool percent = share.n > 1 && share.n < 4 &&
		       share.p[share.n - 1] == '%' &&
		       digits_only(share.p, share.n - 1);
	if (!n || !percent || !of || of->kind != YAML_SCALAR ||
	    !str_starts(of->text, "#"))
		return load_fault(l, v,
		    "a colour such as \"#055c61\" or \"brand 8%%\" must stand "
		    "here");
	unsigned part = (unsigned)(share.p[0] - '0');
	if (share.n > 2)
		part = part * 10 + (unsigned)(share.p[1] - '0');
	if (!read_colour(l, of, out))
		return false;
	*out = on_white(*out, part);
	return true;
}

static bool
read_colour(struct loader *l, const struct yaml *v, uint32_t *out)
{
	if (str_is(v->key, "brand") && l->own && l->own->brand.p)
		return colour_of(l->own->brand, out) ||
		       fault_set(l->fault, "brand", NULL,
			   "'%.*s' is no colour such as #055c61",
			   STR_ARG(word_clip(l->own->brand)));
	if (v->kind == YAML_SCALAR && !str_starts(v->text, "#"))
		return read_mix(l, v, out);
	return (v->kind == YAML_SCALAR && colour_of(v->text, out)) ||
	       load_fault(l, v, "a colour such as \"#055c61\" must stand here");
}

bool
load_colour(struct loader *l, const struct yaml *v, void *to)
{
	const struct load_file *source;
	if (v->kind == YAML_SCALAR && v->text.n && v->text.p[0] == '#')
		return colour_of(v->text, to) ||
		       load_fault(l, v,
			   "a colour such as \"#055c61\" must stand here");
	const struct yaml *named =
	    load_named(l, v, "colors", "colour", &source);
	/* every one has been looked at before */
	return named && read_colour(l, named, to);
}

/* ---- fonts ----------------------------------------------------------- */

/* Adds the files of a font to those so far. */
static bool
add_files(struct loader *l, const struct yaml *list,
    const struct load_file *source, struct str files[TYPE_FILES], size_t *n)
{
	if (!load_is(l, list, YAML_SEQUENCE))
		return false;
	for (const struct yaml *v = list->first; v; v = v->next) {
		struct str name;
		if (!load_text(l, v, &name))
			return false;
		if (*n == TYPE_FILES)
			return load_fault(l, v,
			    "more than %d files of a font, the fallback with "
			    "them",
			    TYPE_FILES);
		if (memchr(name.p, '/', name.n))
			name = str_of(path_of(l, source, name));
		files[(*n)++] = name;
	}
	return true;
}

static bool
read_font(struct loader *l, const struct yaml *v, int *chain)
{
	const struct load_file *source, *outer = l->scope.source;
	struct str files[TYPE_FILES];
	struct fault f;
	size_t n = 0;
	if (!add_files(l, v, outer, files, &n))
		return false;
	if (n == 0)
		return load_fault(l, v, "a font has a file");
	const struct yaml *more =
	    load_find(l, "fonts", str_of("fallback"), &source);
	l->scope.source = source;
	if (more && more != v && !add_files(l, more, source, files, &n))
		return false;
	l->scope.source = outer;
	*chain =
	    l->type ? type_chain(l->type, files, n, true, &f) : l->chains++;
	return *chain >= 0 || load_fault(l, v, "font: %s%s%s", f.place,
				  f.place[0] ? ": " : "", f.text);
}

static bool
load_font(struct loader *l, const struct yaml *name, void *to)
{
	const struct load_file *source, *outer = l->scope.source;
	const struct yaml *v = load_named(l, name, "fonts", "font", &source);
	if (!v)
		return false;
	struct load_font *font = l->fonts;
	while (font && font->yaml != v)
		font = font->next;
	if (!font) {
		font = arena_zero(l->arena, 1, sizeof(*font));
		font->yaml = v;
		l->scope.source = source;
		if (!read_font(l, v, &font->chain))
			return false;
		l->scope.source = outer;
		font->next = l->fonts;
		l->fonts = font;
	}
	*(int *)to = font->chain;
	return true;
}

/* The fallback is no font by itself, and none of its files must be there. */
static bool
check_font(struct loader *l, const struct yaml *name, void *to)
{
	return str_is(name->text, "fallback") || load_font(l, name, to);
}

/* ---- styles ---------------------------------------------------------- */

static const struct load_key style_keys[] = {
	{ "like", NULL, 0, 0 },
	{ "font", load_font, offsetof(struct style, face.chain), 0 },
	{ "size", load_pt, offsetof(struct style, face.size), 0 },
	{ "leading", load_pt, offsetof(struct style, leading), 0 },
	{ "color", load_colour, offsetof(struct style, colour), 0 },
};

/* Fills the style; its source is the one that is being read. */
static bool
read_style(struct loader *l, const struct yaml *v, struct style *style)
{
	const struct style *like = NULL;
	if (!load_is(l, v, YAML_MAPPING))
		return false;
	const struct yaml *name = yaml_get(v, str_of("like"));
	if (name && !load_style(l, name, &like))
		return false;
	if (!like && (!load_need(l, v, "font") || !load_need(l, v, "size")))
		return false;
	*style = like ? *like : (struct style){ .colour = l->t->ink };
	float ratio = like ? like->leading / like->face.size : LEADING;
	if (!load_keys(l, v, style_keys, LOAD_COUNT(style_keys), style))
		return false;
	if (style->face.size < 1)
		return load_fault(l, v, "type of less than 1pt");
	if (!yaml_get(v, str_of("leading")))
		style->leading = style->face.size * ratio;
	if (l->type)
		style->bold = type_weight(l->type, style->face.chain) >= BOLD;
	return style->leading > 0 || load_fault(l, v, "lines without leading");
}

/* The style that the entry defines, read when it is first asked for. */
static const struct style *
style_of(struct loader *l, const struct yaml *at, const struct yaml *v,
    const struct load_file *source)
{
	const struct load_file *outer = l->scope.source;
	struct load_style *s = l->styles;
	while (s && s->yaml != v)
		s = s->next;
	if (s && s->open) {
		load_fault(l, at, "style '%.*s' is like itself",
		    STR_ARG(word_clip(v->key)));
		return NULL;
	}
	if (s)
		return &s->style;
	s = arena_zero(l->arena, 1, sizeof(*s));
	*s = (struct load_style){ .yaml = v, .open = true, .next = l->styles };
	l->styles = s;
	l->scope.source = source;
	if (!read_style(l, v, &s->style))
		return NULL;
	l->scope.source = outer;
	s->open = false;
	return &s->style;
}

bool
load_style(struct loader *l, const struct yaml *name, void *to)
{
	const struct load_file *source;
	const struct yaml *v = load_named(l, name, "styles", "style", &source);
	const struct style *style = v ? style_of(l, name, v, source) : NULL;
	*(const struct style **)to = style;
	return style != NULL;
}

/* ---- assets ---------------------------------------------------------- */

struct asset_text {
	struct str file, alt;
};

/* The words for a picture; "" for one that says nothing. */
static bool
load_alt(struct loader *l, const struct yaml *v, void *to)
{
	*(struct str *)to = v->text;
	return load_is(l, v, YAML_SCALAR);
}

static const struct load_key asset_keys[] = {
	{ "file", load_text, offsetof(struct asset_text, file), 0 },
	{ "alt", load_alt, offsetof(struct asset_text, alt), 0 },
};

static bool
read_asset(struct loader *l, const struct yaml *v, struct load_asset *to)
{
	struct asset_text text = { .file = { NULL, 0 } };
	struct asset *asset = &to->asset;
	bool own = str_is(v->key, "logo") && l->own && l->own->logo.p;
	struct fault f;
	if (!load_need(l, v, "alt") ||
	    !load_keys(l, v, asset_keys, LOAD_COUNT(asset_keys), &text))
		return false;
	if (!own && !text.file.p)
		return true;
	const char *path = own ? arena_str(l->arena, l->own->logo).p
			       : path_of(l, l->scope.source, text.file);
	if (l->type && !asset_load(asset, path, l->arena, &f))
		return load_fault(l, v, "asset: %s: %s", f.place, f.text);
	asset->alt = text.alt;
	to->there = true;
	return true;
}

bool
load_asset(struct loader *l, const struct yaml *name, void *to)
{
	const struct load_file *source, *outer = l->scope.source;
	const struct yaml *v = load_named(l, name, "assets", "asset", &source);
	if (!v)
		return false;
	struct load_asset *a = l->assets;
	while (a && a->yaml != v)
		a = a->next;
	if (!a) {
		a = arena_zero(l->arena, 1, sizeof(*a));
		*a = (struct load_asset){ .yaml = v, .next = l->assets };
		l->scope.source = source;
		if (!read_asset(l, v, a))
			return false;
		l->scope.source = outer;
		l->assets = a;
	}
	*(const struct asset **)to = a->there ? &a->asset : NULL;
	return true;
}

/* ---- all of them ----------------------------------------------------- */

/* A name as an entry has it, for the readers of names. */
static struct yaml
key_of(const struct yaml *v)
{
	struct yaml name = *v;
	name.kind = YAML_SCALAR;
	name.text = v->key;
	name.line = v->key_line;
	return name;
}

/* Reads each entry of a section that no entry before it replaces. */
static bool
each_name(struct loader *l, const char *section, load_reader *read)
{
	const struct load_file *source;
	union {
		uint32_t colour;
		int chain;
		const void *pointer;
	} unused;
	for (size_t i = 0; i < l->sources_n; i++) {
		const struct yaml *all =
		    yaml_get(l->sources[i].root, str_of(section));
		for (const struct yaml *v = all ? all->first : NULL; v;
		     v = v->next) {
			struct yaml name = key_of(v);
			l->scope.source = &l->sources[i];
			if (load_find(l, section, v->key, &source) == v &&
			    !read(l, &name, &unused))
				return false;
		}
	}
	l->scope.source = &l->sources[0];
	return true;
}

/* A colour of its own name, or what stands in for it. */
static bool
colour_named(struct loader *l, const char *name, uint32_t *out)
{
	const struct load_file *source;
	const struct yaml *v = load_find(l, "colors", str_of(name), &source);
	return !v || read_colour(l, v, out);
}

bool
load_names(struct loader *l)
{
	const struct load_file *source;
	struct template *t = l->t;
	if (!each_name(l, "colors", load_colour) ||
	    !colour_named(l, "ink", &t->ink))
		return false;
	t->brand = t->ink;
	if (!colour_named(l, "brand", &t->brand) ||
	    !each_name(l, "fonts", check_font) ||
	    !each_name(l, "styles", load_style) ||
	    !each_name(l, "assets", load_asset))
		return false;
	const struct yaml *logo =
	    load_find(l, "assets", str_of("logo"), &source);
	if (!logo)
		return true;
	struct yaml name = key_of(logo);
	return load_asset(l, &name, &t->logo);
}
